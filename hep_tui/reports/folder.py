"""Write several files as one new folder, whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from hep_tui.errors import HepError


def require_new(folder: Path) -> None:
    """Raise HepError where something is in the place of a folder that is to be written."""
    if os.path.lexists(folder):
        raise HepError(f"{folder} is there already; nothing was written, name a folder that is not.")


def write(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files into a new folder and return where they are; only their owner may read them.

    Raises HepError where the disk does not take them; then nothing is left behind.
    """
    require_new(folder)
    part = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=".report-", dir=folder.parent))
        for name, data in files.items():
            with os.fdopen(os.open(part / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        part.rename(folder)
    except OSError as error:
        raise HepError(
            f"{folder} could not be written ({error.strerror or error}); the review is safe and nothing was left "
            "behind, choose another folder."
        ) from None
    finally:
        if part:
            shutil.rmtree(part, ignore_errors=True)
    return [folder / name for name in files]
