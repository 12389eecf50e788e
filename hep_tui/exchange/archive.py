"""A bundle as one sealed file: an archive of fixed times, closed so that only whom it is for can open it."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from hep_tui.errors import HepError

_THEN = (1980, 1, 1, 0, 0, 0)
"""The same bundle gives the same archive."""
_MOST = 4_000
"""No bundle has more files."""


@dataclass(frozen=True)
class Seal:
    """Hold what closes the bytes of an archive, and how the name of such a file ends."""

    close: Callable[[bytes], bytes]
    ending: str = ".sealed"


def packed(folder: Path) -> bytes:
    """Return a folder as a ZIP archive, its files in the order of their names."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            info = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _THEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, path.read_bytes())
    return held.getvalue()


def is_archive(data: bytes) -> bool:
    """Say whether these are the bytes of an archive."""
    return data.startswith(b"PK\x03\x04")


def unpack(data: bytes, folder: Path) -> None:
    """Write the files of an archive into a new folder.

    Raises HepError where the folder is there already, or the archive holds what is not of a bundle; then nothing is
    left behind.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            names = held.namelist()
            if len(names) > _MOST or not all(map(_within, names)):
                raise HepError("What was sealed is not an export of hep; nothing was written.")
            folder.mkdir(mode=0o700)
            for name in names:
                path = folder / name
                path.parent.mkdir(exist_ok=True, parents=True)
                path.write_bytes(held.read(name))
    except FileExistsError:
        raise HepError(f"{folder} already exists and was left as it is; move it away.") from None
    except (zipfile.BadZipFile, OSError) as error:
        raise HepError(f"What was sealed could not be unpacked ({error}).") from None


def _within(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and ":" not in name
