"""The main flows through the screens as keys, `=words` for words, and what they leave in the record."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hep_tui.domain.ballots import Ballot
from hep_tui.domain.decisions import FollowUp
from hep_tui.domain.meetings import Attendance, Step
from hep_tui.domain.notes import Note
from hep_tui.domain.themes import Code
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.views.polls import polls

FLOWS = {
    "notes": ("enter", "f6", "=one", "enter", "f6", "=two #send", "enter", "up", "= more", "enter", "f9"),
    "ballots": ("enter", *["f6"] * 4, "f7", "o", "k", "=12345", "enter", "=2.1", "enter", "escape", "c"),
    "hands": ("enter", *["f6"] * 5, "f7", "o", "h", "=18", "tab", "=9", "tab", "=6", "tab", "=3", "tab", "=0", "enter"),
    "door": ("enter", "ctrl+r", "=barn @chair t2", "enter", "=hil", "down", "enter", "=-hil", "enter", "escape"),
    "themes": ("t", "c", "=Buildings", "enter", "m", "=funding", "enter", "u", "up", "r", "=Else", "enter", "escape"),
    "decisions": ("d", "x", "w", "ctrl+u", "=sent", "enter", "down", "a", "=@hash", "enter", "escape"),
    "review": ("r", "2", "+", "3", "tab", "1", "escape", "slash", "=they", "down", "enter", "up", "= indeed", "enter"),
}


def each(keys: Sequence[str]) -> list[str]:
    """Return keys with words as their letters."""
    return [key for some in keys for key in (some[1:] if some.startswith("=") else (some,))]


def left(book: Book) -> list[Any]:
    """Return what is in the record, without ids and times."""
    kinds = (Note, Ballot, Attendance, FollowUp, Code)
    stored: list[Any] = [replace(step.what, ran=-1) for step in records(book, Step)]
    stored += [found.what for kind in kinds for found in records(book, kind)]
    return [*stored, [(view.poll.title, view.state, view.hands) for view in polls(book)]]
