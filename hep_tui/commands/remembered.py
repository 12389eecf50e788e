"""What a person said once of a list is remembered for others with the same headings."""

import contextlib
import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from hep_tui import locations


def recall(name: str, rows: Iterable[Sequence[str]]) -> dict[str, Any]:
    """Return what was kept under a name for the first of these rows that was once a heading; nothing if none was."""
    held = _held(name)
    return next((held[key] for key in map(_key, rows) if key in held), {})


def keep(name: str, headings: Sequence[str], said: dict[str, Any]) -> None:
    """Remember what was said of lists with these headings; it is no harm where that cannot be."""
    with contextlib.suppress(OSError):
        locations.state_dir().mkdir(parents=True, exist_ok=True)
        text = json.dumps(_held(name) | {_key(headings): said}, ensure_ascii=False, indent=1)
        (locations.state_dir() / f"{name}.json").write_text(text, "utf-8")


def _held(name: str) -> dict[str, dict[str, Any]]:
    with contextlib.suppress(OSError, ValueError):
        found = json.loads((locations.state_dir() / f"{name}.json").read_text("utf-8"))
        if isinstance(found, dict):
            return {key: each for key, each in found.items() if isinstance(each, dict)}
    return {}


def _key(headings: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(cell.casefold() for cell in headings if cell).encode()).hexdigest()[:16]
