"""Every place on disk that the program reads or writes by default."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def data_dir() -> Path:
    """Return the folder of the packs and school tables that ship with the program.

    A wheel carries them inside the package; a checkout keeps them in `data/` beside it.
    """
    installed = _PACKAGE / "_data"
    return installed if installed.is_dir() else _PACKAGE.parent / "data"


def packs_dir() -> Path:
    """Return the folder of the packs that ship with the program."""
    return data_dir() / "packs"


def schools_dir() -> Path:
    """Return the folder of the school tables that ship with the program."""
    return data_dir() / "schools"


def backups_dir() -> Path:
    """Return the folder that holds backups, away from the reviews themselves."""
    return _own_data() / "backups"


def reviews_dir() -> Path:
    """Return the folder where `hep demo` and a guided start keep their files."""
    return _own_data() / "reviews"


def state_dir() -> Path:
    """Return the folder of what the program remembers between runs: last review, log, drafts."""
    from platformdirs import user_state_path

    return user_state_path("hep", appauthor=False)


def _own_data() -> Path:
    # Here, since the parser of commands has no use for it.
    from platformdirs import user_data_path

    return user_data_path("hep", appauthor=False)
