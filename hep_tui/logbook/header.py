"""Look at the first bytes of a file, and at the journal beside it, before SQLite does."""

import contextlib
import mmap
import os
import stat
from pathlib import Path

from hep_tui.logbook import limits, schema, sealing
from hep_tui.logbook.errors import NotALogbook

MAGIC = b"SQLite format 3\x00"
_OURS = schema.ENTRY.strip().splitlines()[1].encode()
"""What the table of every review says of its first column."""
_LOOKED_AT = 1 << 26
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")


def look_at(path: Path) -> None:
    """Raise NotALogbook unless the first bytes of a file are those of a review."""
    size = size_of(path)
    header = _first_bytes(path)
    named = int.from_bytes(header[68:72], "big")
    if header[:16] != MAGIC or named != schema.APPLICATION_ID:
        raise _sealed(path) if sealing.is_sealed(header) else _no_review(path)
    if size > limits.MAX_BYTES:
        raise NotALogbook(f"{path.name} is larger than 512 MB, which no review is; it was left as it is.")
    if _names_other_files(path.with_name(f"{path.name}-journal")):
        raise NotALogbook(
            f"Beside {path.name} lies the journal of another program, which can harm other files; nothing was opened, "
            "copy the review alone into an empty folder."
        )


def _sealed(path: Path) -> NotALogbook:
    return NotALogbook(f"{path.name} is sealed; it was left as it is, and hep open {path.name} asks for what opens it.")


def _no_review(path: Path) -> NotALogbook:
    """Return why a file is refused whose first bytes are not those of a review; what comes after them may be."""
    if not _holds_our_table(path):
        return NotALogbook(f"{path.name} is not a review made by hep; it was left as it is.")
    return NotALogbook(
        f"The first bytes of {path.name} are damaged; it was left as it is. Open its newest backup, or take what is "
        "whole with: hep merge NEWFILE --salvage OLDFILE."
    )


def _holds_our_table(path: Path) -> bool:
    with contextlib.suppress(OSError, ValueError), path.open("rb") as file:
        size = min(_LOOKED_AT, path.stat().st_size)
        with contextlib.closing(mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ)) as held:
            return held.find(_OURS) >= 0
    return False


def size_of(path: Path) -> int:
    """Return how many bytes a file has; raises NotALogbook where it is not an ordinary file, or not there."""
    try:
        info = path.stat()
    except OSError as error:
        raise _cannot_read(path, error) from None
    if not stat.S_ISREG(info.st_mode):
        raise NotALogbook(f"{path.name} is not an ordinary file; nothing was opened.")
    return info.st_size


def has_log(path: Path) -> bool:
    """Say whether a file keeps what was stored last in a write-ahead log beside it."""
    return _first_bytes(path)[18:20] == b"\x02\x02"


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(100)
    except OSError as error:
        raise _cannot_read(path, error) from None


def _cannot_read(path: Path, error: OSError) -> NotALogbook:
    if isinstance(error, FileNotFoundError):
        return NotALogbook(f"There is no file {path}; check the name, or make one with hep new.")
    return NotALogbook(f"{path} cannot be read ({error.strerror}); nothing was changed.")


def _names_other_files(journal: Path) -> bool:
    """Say whether a journal belongs to a transaction over several files: undoing one deletes a file that it names."""
    with contextlib.suppress(OSError):
        if journal.is_file() and journal.stat().st_size > len(_JOURNAL_MAGIC):
            with journal.open("rb") as file:
                file.seek(-len(_JOURNAL_MAGIC), os.SEEK_END)
                return file.read() == _JOURNAL_MAGIC
    return False
