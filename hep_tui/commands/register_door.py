"""Who comes and goes, without the screen: hep register FILE arrive and leave."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hep_tui.domain.door import Found
    from hep_tui.domain.register import Arrival
    from hep_tui.logbook import Book


def arrive(book: "Book", meeting: str, args: argparse.Namespace) -> int:
    """Let in whom a line means, or everybody it leaves over."""
    from hep_tui.actions import register as actions
    from hep_tui.domain.register import came_words
    from hep_tui.domain.text import shown
    from hep_tui.domain.wording import counted

    arrival, found = _read(book, meeting, args.line)
    if arrival.everybody is not None:
        print(f"arrived: {counted(actions.arrive_all(book, meeting, arrival.everybody), 'person', 'people')}")
        return 0
    came = actions.arrive(book, meeting, arrival, found)
    print(shown(came_words(came, found)))
    return 0


def leave(book: "Book", meeting: str, args: argparse.Namespace) -> int:
    """Let out whom a line means; who had not come yet will not come."""
    from hep_tui.actions import register as actions
    from hep_tui.domain.register import staying_away
    from hep_tui.domain.text import shown
    from hep_tui.logbook.door import door

    _, found = _read(book, meeting, f"-{args.line}")
    if away := staying_away(found, door(book, meeting)):
        actions.correct(book, away)
        print(shown(f"will not come: {away.name}"))
        return 0
    gone = actions.leave(book, meeting, found)
    who = found.label if found else gone.person
    print(shown(f"left: {who}"))
    return 0


def _read(book: "Book", meeting: str, line: str) -> "tuple[Arrival, Found | None]":
    """Return what a line says and the one whom it means; here nobody sees a list to choose from."""
    from hep_tui.domain.register import read
    from hep_tui.domain.resolve.letters import name_words
    from hep_tui.errors import HepError
    from hep_tui.views.register import register

    view = register(book, meeting)
    arrival = read(line, view.door, view.vocabulary)
    if arrival.doubts:
        raise HepError(f"{arrival.doubts[0]}; nothing was stored, write the line again.")
    asked = name_words(" ".join(word for word in line.lstrip("+-").split() if word[:1] != "@"))
    whole = [f for f in arrival.found if name_words(f.label) == asked]
    found = whole if len(whole) == 1 else arrival.found
    if len(found) > 1:
        could = ", ".join(f.label for f in found)
        raise HepError(f"This could be {could}; nothing was stored, give more letters.")
    return arrival, found[0] if found else None
