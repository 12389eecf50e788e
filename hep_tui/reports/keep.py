"""Keep a page on the disk, whole or not at all, and never in the place of another."""

import contextlib
import os
import tempfile
from pathlib import Path

from hep_tui.errors import HepError


def keep(path: Path, page: str | bytes) -> Path:
    """Write a page, or the bytes of a document, and return where it is; where the name is taken, it gets a number.

    Only its owner may read it. Raises HepError where the disk does not take it; then nothing is left behind.
    """
    part = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(prefix=".page-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(page.encode() if isinstance(page, str) else page)
            file.flush()
            os.fsync(file.fileno())
        return _named(Path(part), path)
    except OSError as error:
        raise HepError(
            f"{path.name} could not be written ({error.strerror or error}); the review is safe and nothing was left "
            "behind, choose another folder."
        ) from None
    finally:
        if part:
            with contextlib.suppress(OSError):
                Path(part).unlink()


def _named(part: Path, path: Path) -> Path:
    number = 1
    while True:
        target = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
        if os.path.lexists(target):
            continue
        try:
            # Unlike a rename, a link never takes the place of a file that has come meanwhile.
            os.link(part, target)
        except FileExistsError:
            continue
        except OSError:
            # Sticks often know no links.
            part.rename(target)
        return target
