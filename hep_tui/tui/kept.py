"""What is not in the record, kept beside it for when the program dies: what waits, half a line, the table of notes."""

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hep_tui import locations

Place = tuple[int, str, str]
"""The table, phase and role that are kept for the notes that follow."""
NO_PLACE: Place = (0, "", "")
LONGEST = 200_000
"""So many bytes, and a file is begun again with only what still matters."""


@dataclass
class Left:
    """Hold what programs that ended had kept: rows in order as JSON values; by meeting the line with its note, and the
    table and speaker of the notes that follow.
    """

    rows: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, tuple[str, str]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def read(self, text: str) -> None:
        """Take up what a file says, one thing a line; a line that was cut short says nothing."""
        for line in text.splitlines():
            with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
                self._take(json.loads(line))

    def _take(self, said: dict[str, Any]) -> None:
        if "row" in said:
            self.rows[str(said["row"]["subject"])] = said["row"]
        elif "end" in said:
            self.rows.pop(said["end"], None)
        elif "place" in said:
            meeting, table, phase, role = said["place"]
            self.put(str(meeting), (int(table), str(phase), str(role)))
        else:
            meeting, text, editing = map(str, said["line"])
            self.lines.pop(meeting, None)
            if text:
                self.lines[meeting] = (text, editing)

    def put(self, meeting: str, place: Place) -> None:
        """Hold table and speaker of a meeting; nothing where none is kept."""
        self.places.pop(meeting, None)
        if place != NO_PLACE:
            self.places[meeting] = place


class Kept:
    """Keep what is not in the record yet in a file of this window, a line a change, without waiting for the disk.

    What survives is the death of the program, not a power cut. The file is locked while the window is open, so that
    another takes up only what a dead one left. Where nothing can be kept, typing goes on.
    """

    def __init__(self, review: Path) -> None:
        # A screen is painted before any review is open.
        import hashlib

        self._name = hashlib.sha256(os.fsencode(review.resolve())).hexdigest()[:20]
        self._left = Left()
        self._file: int | None = None
        self._path = Path()
        self._size = 0

    def row(self, subject: str, row: dict[str, Any]) -> None:
        """Keep a row as it is now."""
        self._left.rows[subject] = row
        self._say({"row": row})

    def ended(self, subject: str) -> None:
        """Keep a row no longer."""
        if self._left.rows.pop(subject, None) is not None:
            self._say({"end": subject})

    def line(self, meeting: str, text: str, editing: str = "") -> None:
        """Keep what is typed in a meeting and not entered, and the note that it corrects."""
        before = self._left.lines.pop(meeting, None)
        if text:
            self._left.lines[meeting] = (text, editing)
        if before != self._left.lines.get(meeting):
            self._say({"line": [meeting, text, editing]})

    def place(self, meeting: str, place: Place) -> None:
        """Keep table and speaker for the notes of a meeting."""
        if place != self._left.places.get(meeting, NO_PLACE):
            self._left.put(meeting, place)
            self._say({"place": [meeting, *place]})

    def found(self) -> Left:
        """Take over what dead programs had kept, and return all that is kept now."""
        for path in self.files():
            with contextlib.suppress(OSError), _mine(path) as file:
                self._left.read(_all(file))
                self._renew()
                path.unlink()
        return self._left

    def files(self) -> tuple[Path, ...]:
        """Return where something of the review is kept now."""
        return tuple(sorted(self._folder().glob(f"{self._name}-*.jsonl")))

    def close(self) -> None:
        """Let go of the file; what is in it stays."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _say(self, said: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):
            if not (self._left.rows or self._left.lines or self._left.places):
                self._drop()
                return
            if self._file is None or self._size > LONGEST:
                self._renew()
            else:
                self._write(said)

    def _write(self, said: dict[str, Any]) -> None:
        assert self._file is not None
        self._size += os.write(self._file, json.dumps(said).encode() + b"\n")

    def _renew(self) -> None:
        """Begin another file with what still matters, and only then remove the one before."""
        before, path = self._file, self._path
        folder = self._folder()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._path = folder / f"{self._name}-{os.urandom(4).hex()}.jsonl"
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        _lock(self._file)
        self._size = 0
        for row in self._left.rows.values():
            self._write({"row": row})
        for meeting, (text, editing) in self._left.lines.items():
            self._write({"line": [meeting, text, editing]})
        for meeting, place in self._left.places.items():
            self._write({"place": [meeting, *place]})
        if before is not None:
            os.close(before)
            path.unlink(missing_ok=True)

    def _drop(self) -> None:
        if self._file is not None:
            self.close()
            self._path.unlink(missing_ok=True)

    @staticmethod
    def _folder() -> Path:
        return locations.state_dir() / "outbox"


@contextlib.contextmanager
def _mine(path: Path) -> Iterator[int]:
    """Lend a file that no living window has; raises OSError where one has."""
    file = os.open(path, os.O_RDWR)
    try:
        _lock(file)
        yield file
    finally:
        os.close(file)


def _all(file: int) -> str:
    with os.fdopen(os.dup(file), "rb") as reading:
        return reading.read().decode("utf-8", "replace")


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        """Lock a file; raises OSError where another has it."""
        # A byte far behind all that is written: what is locked cannot be read by others.
        place = os.lseek(file, 0, os.SEEK_CUR)
        os.lseek(file, 1 << 30, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        os.lseek(file, place, os.SEEK_SET)

else:
    import fcntl

    def _lock(file: int) -> None:
        """Lock a file; raises OSError where another has it."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
