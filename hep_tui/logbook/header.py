"""Look at the first bytes of a file, and at the journal beside it, before SQLite does."""

import contextlib
import os
import stat
from pathlib import Path

from hep_tui.logbook import limits, schema
from hep_tui.logbook.errors import NotALogbook

MAGIC = b"SQLite format 3\x00"
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")


def look_at(path: Path) -> None:
    """Raise NotALogbook unless the first bytes of a file are those of a review."""
    size = size_of(path)
    header = _first_bytes(path)
    named = int.from_bytes(header[68:72], "big")
    if header[:16] != MAGIC or named != schema.APPLICATION_ID:
        raise NotALogbook(f"{path.name} is not a review made by hep; it was left as it is.")
    if size > limits.MAX_BYTES:
        raise NotALogbook(f"{path.name} is larger than 512 MB, which no review is; it was left as it is.")
    if _names_other_files(path.with_name(f"{path.name}-journal")):
        raise NotALogbook(
            f"Beside {path.name} lies the journal of another program, which can harm other files; nothing was opened, "
            "copy the review alone into an empty folder."
        )


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
