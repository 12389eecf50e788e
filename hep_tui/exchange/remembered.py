"""What a person said once of a list is remembered for others with the same headings."""

import contextlib
import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any


def recall(file: Path, rows: Iterable[Sequence[str]]) -> dict[str, Any]:
    """Return what a file keeps for the first of these rows that was once a heading; nothing if none was."""
    held = _held(file)
    return next((held[key] for key in map(_key, rows) if key in held), {})


def keep(file: Path, headings: Sequence[str], said: dict[str, Any]) -> None:
    """Remember what was said of lists with these headings; it is no harm where that cannot be."""
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(_held(file) | {_key(headings): said}, ensure_ascii=False, indent=1), "utf-8")


def _held(file: Path) -> dict[str, dict[str, Any]]:
    with contextlib.suppress(OSError, ValueError):
        found = json.loads(file.read_text("utf-8"))
        if isinstance(found, dict):
            return {key: each for key, each in found.items() if isinstance(each, dict)}
    return {}


def _key(headings: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(cell.casefold() for cell in headings if cell).encode()).hexdigest()[:16]
