"""Keep a page on the disk, whole or not at all, and never in the place of another."""

import contextlib
import os
import tempfile
from pathlib import Path

from hep_tui.errors import HepError


def keep(path: Path, page: str) -> Path:
    """Write a page and return where it is; a name that is taken gets a number.

    Raises HepError where the disk does not take it, with nothing left behind.
    """
    part = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(prefix=".page-", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(page)
            file.flush()
            os.fsync(file.fileno())
        target = _free(path)
        Path(part).replace(target)
        return target
    except OSError as error:
        raise HepError(
            f"{path.name} could not be written ({error.strerror or error}); the review is safe, choose another folder."
        ) from None
    finally:
        with contextlib.suppress(OSError):
            Path(part or ".page-none").unlink()


def _free(path: Path) -> Path:
    number, target = 1, path
    while os.path.lexists(target):
        number += 1
        target = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return target
