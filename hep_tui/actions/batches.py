"""What can be done with batches of papers."""

from collections.abc import Sequence
from dataclasses import replace

from hep_tui.actions import polls, record
from hep_tui.counting.tally import duplicates
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.batches import LAYOUTS, Batch, Pile, named, pile
from hep_tui.domain.printing import Printing, printed_on
from hep_tui.domain.text import clean_line
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import record_of, records

_LONGEST = 40
"""So many letters of a name are kept with an entry."""


def seat(book: Book, who: str) -> None:
    """Say who keys from now on: their initials are kept with every entry.

    Raises HepError where nobody is named.
    """
    name = clean_line(who, limit=_LONGEST)
    if not name:
        raise HepError("Nobody was named; type the initials of whoever keys.")
    book.who = name


def begin(book: Book, batch: Batch) -> str:
    """Record that a teller takes up a pile and keys from now on, and return the batch's id.

    Raises HepError where the poll takes no ballots, or nobody or no papers are named.
    """
    polls.require_open(book, batch.poll)
    if not batch.teller.strip() or batch.papers < 1:
        raise HepError("A batch needs the teller's initials and the number of its papers; nothing was stored.")
    seat(book, batch.teller)
    return record.add(book, replace(batch, state="open", reason=""))


def record_printing(book: Book, printings: Sequence[Printing]) -> str:
    """Record which numbers were printed, and return in a sentence which of them were printed before; else nothing.

    A file that is only read keeps nothing, which is said.
    """
    if not printings:
        return ""
    if book.read_only:
        return "This file is only read here, so it is not kept which numbers were printed."
    before = [each.what for each in records(book, Printing, poll=printings[0].poll)]
    book.append_all([record.draft(book.token(), each) for each in printings])
    again = [number for each in printings for number in each.numbers if printed_on(number, before)]
    if not again:
        return ""
    return f"Printed before: {named(again)}; destroy one paper of each, since two of a number are one ballot."


def lay_out(book: Book, id: str, layout: str) -> None:
    """Record how the papers of a batch look: `down` or `order`."""
    if layout not in LAYOUTS:
        raise HepError(f"Papers cannot look {layout}; nothing was changed.")
    record.amend(book, id, replace(only(book, id), layout=layout))


def close(book: Book, id: str, reason: str = "") -> Pile:
    """Record that a pile is keyed, and return whether it adds up.

    Raises HepError, and leaves it open, where it does not add up and no reason is given.
    """
    batch = only(book, id)
    if batch.state != "open":
        raise HepError("This batch is closed already; nothing was changed.")
    stands = standing(book, id, batch)
    if stands.off and not reason.strip():
        raise HepError(f"This batch does not add up: {stands.words}. It is still open; look, or say why.")
    record.amend(book, id, replace(batch, state="closed", reason=reason if stands.off else ""))
    return stands


def standing(book: Book, id: str, batch: Batch) -> Pile:
    """Return what a batch should hold against what was keyed in it."""
    ballots = [b.what for b in records(book, Ballot, poll=batch.poll)]
    return pile(batch, [b.number for b in ballots if b.batch == id], duplicates(ballots))


def only(book: Book, id: str) -> Batch:
    """Return a batch, or raise HepError where there is none, or where it says two things after a merge."""
    found = record_of(book, Batch, id)
    if found is None:
        raise HepError("There is no such batch any more; nothing was changed.")
    if found.disputed:
        raise HepError("This batch has two versions after a merge; settle the conflict first, nothing was changed.")
    return found.what
