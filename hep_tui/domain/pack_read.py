"""Read a pack from its TOML file."""

import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from hep_tui.domain.pack import Funding, Pack
from hep_tui.domain.pack_check import LARGEST, PackError, check, to_pence
from hep_tui.domain.schema import Fault, entries
from hep_tui.domain.schools import School, read_schools
from hep_tui.domain.text import clean, clean_line

# What the pack holds in pence, its file says in pounds.
_MONEY = {key: entry.field for key, entry in entries(Funding).items() if entry.key.written}


def read_pack(path: Path) -> Pack:
    """Return the pack of a file.

    Raises PackError with its first fault, and how many more there are.
    """
    text = read_text(path)
    faults = check(text)
    if faults:
        raise refusal(path.name, faults)
    return Pack.from_dict(plain(tomllib.loads(text)))


def refusal(name: str, faults: Sequence[Fault]) -> PackError:
    """Return the refusal of a pack for its first fault, which says how many more there are."""
    first = faults[0]
    more = f" ({len(faults) - 1} more: hep pack check lists them all)" if len(faults) > 1 else ""
    what = first.file or "the pack"
    return PackError(
        f"{first.file or name}:{first.words}{more}; nothing was changed, mend {what} at line {first.line}, column "
        f"{first.column}."
    )


def read_text(path: Path) -> str:
    """Return the text of a pack file.

    Raises PackError where it is not a small UTF-8 text file.
    """
    try:
        if path.exists() and not path.is_file():
            raise PackError(f"{path.name} is not a file; give the path of a TOML file.")
        if path.stat().st_size > LARGEST:
            raise PackError(f"{path.name} is larger than 1 MB, which no pack is; check that this is the right file.")
        return path.read_text("utf-8-sig")
    except (OSError, ValueError):
        raise PackError(f"The pack {path.name} cannot be read as UTF-8 text; check the name.") from None


def find_pack(name: str, folder: Path) -> Path:
    """Return the file of a pack given as a path, or as the name of one that ships in `folder`.

    Raises PackError naming those that ship.
    """
    for path in (Path(name), folder / name, folder / f"{name}.toml"):
        with suppress(OSError):
            if path.is_file():
                return path
    shipped = ", ".join(sorted(p.stem for p in folder.glob("*.toml")))
    none = (
        f"There is no pack {clean_line(name, limit=60)}"
        if name
        else "A review is made of a pack, and --pack names none"
    )
    raise PackError(f"{none}; give the path of a TOML file, or one of: {shipped}.")


def read_school_table(pack: Pack, pack_path: Path, folder: Path) -> tuple[School, ...]:
    """Return the schools of a pack: from the table beside it, or from those that ship in `folder`."""
    if not pack.schools:
        return ()
    return read_schools(table_path(pack.schools, pack_path, folder), [phase.id for phase in pack.phases])


def table_path(name: str, pack_path: Path, folder: Path) -> Path:
    """Return the file of a school table: beside the pack, or among those that ship in `folder`."""
    beside = pack_path.parent / name
    return beside if beside.is_file() else folder / name


def plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a checked pack, as TOML gives it, with clean texts and with money in pence."""
    return dict(_held(key, value) for key, value in data.items())


def _held(key: str, value: Any) -> tuple[str, Any]:
    if key in _MONEY:
        return _MONEY[key], to_pence(value)
    return key, _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return plain(value)
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return clean(value) if isinstance(value, str) else value
