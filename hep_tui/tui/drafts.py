"""What was being typed and is not in the record yet: kept beside it, so that a crash loses no words."""

import contextlib
import hashlib
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


def keep(review: Path, meeting: str, unsaved: Unsaved) -> None:
    """Keep what is not stored yet of one meeting in place of what was kept before; nothing to keep removes it.

    It goes through the system's cache without waiting for the disk: what survives is a crash, not a power cut.
    """
    path = _path(review, meeting)
    with contextlib.suppress(OSError):
        if not any(unsaved.lines):
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        body = json.dumps({"lines": unsaved.lines, "editing": unsaved.editing})
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(body)
        part.replace(path)


def find(review: Path, meeting: str) -> Unsaved:
    """Return what was kept of a meeting; nothing where there is nothing, or nothing that can be read."""
    try:
        held = json.loads(_path(review, meeting).read_text("utf-8"))
        return Unsaved(tuple(str(line) for line in held["lines"] if line), str(held["editing"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Unsaved()


def _path(review: Path, meeting: str) -> Path:
    name = hashlib.sha256(f"{review.resolve()}\n{meeting}".encode()).hexdigest()[:20]
    return locations.state_dir() / "drafts" / f"{name}.json"
