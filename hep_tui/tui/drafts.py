"""What was being typed and is not in the record yet: kept beside it, so that a crash loses no words."""

import contextlib
import hashlib
import io
import json
import os
from dataclasses import dataclass
from pathlib import Path

from hep_tui import locations


@dataclass(frozen=True)
class Unsaved:
    """Hold the lines that were not stored when the program stopped, and the note that was under correction."""

    lines: tuple[str, ...] = ()
    editing: str = ""


class Drafts:
    """Keep what is not stored yet of one meeting of a review, in place of what was kept before."""

    def __init__(self, review: Path, meeting: str) -> None:
        name = hashlib.sha256(os.fsencode(review.resolve()) + f"\n{meeting}".encode()).hexdigest()[:20]
        self._path = locations.state_dir() / "drafts" / f"{name}.json"
        self._kept: Unsaved | None = None
        self._file: io.FileIO | None = None
        self._length = 0

    def keep(self, unsaved: Unsaved) -> None:
        """Keep what is not stored yet; nothing to keep removes the file.

        It goes through the system's cache without waiting for the disk: what survives is a crash, not a power cut.
        """
        if unsaved == self._kept:
            return
        self._kept = unsaved
        with contextlib.suppress(OSError):
            if any(unsaved.lines):
                self._write(json.dumps({"lines": unsaved.lines, "editing": unsaved.editing}).encode())
            else:
                self._drop()

    def find(self) -> Unsaved:
        """Return what was kept; nothing where there is nothing, or nothing that can be read."""
        try:
            held = json.loads(self._path.read_text("utf-8"))
            return Unsaved(tuple(str(line) for line in held["lines"] if line), str(held["editing"]))
        except (OSError, ValueError, KeyError, TypeError):
            return Unsaved()

    def close(self) -> None:
        """Let go of the file; what is in it stays."""
        if self._file is not None:
            self._file.close()
            self._file, self._length = None, 0

    def _write(self, body: bytes) -> None:
        """Write over what was there in one call of the system: a new file in its place might wait for the disk."""
        if self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = io.FileIO(os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "r+")
        self._length = max(self._length, len(body))
        self._file.seek(0)
        self._file.write(body.ljust(self._length))

    def _drop(self) -> None:
        self.close()
        self._path.unlink(missing_ok=True)
