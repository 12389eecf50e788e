"""Numbers and lists in words, as sentences need them."""

import re
from collections.abc import Iterable, Sequence

_OF_LINE = re.compile(r"(?P<where>(?:[^:\n]*, )?)line (?P<line>\d+)(?P<what>: .*)", re.DOTALL)
_MOST_LINES = 5


def counted(n: int, one: str, many: str = "") -> str:
    """Return a number with what it counts: `1 note`, `3 notes`; `many` where an s is not enough."""
    return f"{n} {one}" if n == 1 else f"{n} {many or f'{one}s'}"


def plural(noun: str) -> str:
    """Return several of an English noun: schools, practices, libraries, branches."""
    if noun.endswith(("s", "x", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in ("", *"aeiou"):
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def verb(n: float, one: str, many: str) -> str:
    """Return the form of a verb that goes with a number: `is` or `are`."""
    return one if n == 1 else many


def prefixed(before: str, words: str) -> str:
    """Return words behind what leads to them, as in `, by CM`; nothing where there are no words."""
    return before + words if words else ""


def listed(names: Sequence[str]) -> str:
    """Join names as a person lists them: A, B and C; by semicolons where a name holds a comma or an "and"."""
    if len(names) < 2:
        return "".join(names)
    if any("," in name or " and " in name for name in names):
        return "; ".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def same_once(notes: Iterable[str]) -> list[str]:
    """Return notes with those that say the same of several lines as one: `a.csv, lines 3, 5 and 7: …`."""
    found: dict[tuple[str, str], list[str]] = {}
    for note in notes:
        match = _OF_LINE.fullmatch(note)
        key = (match["where"], match["what"]) if match else (note, "")
        found.setdefault(key, []).extend([match["line"]] if match else [])
    return [_said(where, lines, what) for (where, what), lines in found.items()]


def _said(where: str, lines: Sequence[str], what: str) -> str:
    if len(lines) < 2:
        return where + "line " * bool(lines) + "".join(lines) + what
    more = [f"{len(lines) - _MOST_LINES} more"] * (len(lines) > _MOST_LINES)
    return f"{where}lines {listed([*lines[:_MOST_LINES], *more])}{what}"
