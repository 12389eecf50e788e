"""What this run of a command has stored, for when it can say so in no other way."""

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hep_tui.logbook import Entry

_kinds: Counter[str] = Counter()


def note(entries: "Sequence[Entry]") -> None:
    """Remember entries that are on the disk."""
    _kinds.update(entry.kind for entry in entries if entry.kind != "open")


def forget() -> None:
    """Begin again."""
    _kinds.clear()


def words() -> list[str]:
    """Return a sentence on what was stored; none where nothing was."""
    held = [f"{n} {kind}{'s' * (n > 1)}" for kind, n in _kinds.items()]
    return [f"This was stored: {', '.join(held)}."] if held else []
