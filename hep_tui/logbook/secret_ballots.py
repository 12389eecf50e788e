"""The boxes of secret polls: a random key and a ballot, and nothing else; once sealed by the record, to be read."""

import hashlib
import json
import sqlite3
from dataclasses import replace

from hep_tui.domain.ballots import SEALED, Ballot, as_read
from hep_tui.domain.polls import Poll, PollState, StateChange
from hep_tui.errors import HepError
from hep_tui.logbook import box_watch
from hep_tui.logbook.book import Book
from hep_tui.logbook.connect import UNREADABLE
from hep_tui.logbook.entry import Entry, canonical
from hep_tui.logbook.errors import NotStored
from hep_tui.logbook.moves import moved
from hep_tui.logbook.record import Record
from hep_tui.logbook.records import record_of, records

_OPEN = """SELECT DISTINCT p.subject FROM head p JOIN head s ON s.subject = p.subject || '.state'
  WHERE p.kind = 'poll' AND (json_extract(p.body, '$.keep') = 'secret' OR json_extract(p.body, '$.phones') > 0)
    AND s.kind = 'state' AND json_extract(s.body, '$.state') = 'open'"""


def count(book: Book, poll: str) -> int:
    """Return how many ballots lie in the box of a poll in this file."""
    return len(rows(book, poll) if seal(book, poll) is None else clear(book, poll))


def rows(book: Book, poll: str) -> list[tuple[str, str]]:
    """Return what lies in a box, in the order of its random keys: ballots in the clear, or sealed under a cover."""
    try:
        found = book.conn.execute("SELECT key, marks FROM secret WHERE poll = ? ORDER BY key", (poll,))
        return [(row[0], row[1]) for row in found]
    except sqlite3.OperationalError:
        # A file of an older hep has no box.
        return []


def clear(book: Book, poll: str) -> list[tuple[str, str]]:
    """Return the ballots of a box that can be read: all of a sealed one but those that no key opened at the close."""
    return [(key, marks) for key, marks in rows(book, poll) if is_clear(marks)]


def is_clear(marks: str) -> bool:
    """Say whether a ballot can be read as it lies in the box: then it is an object of JSON, else a string."""
    return marks.lstrip().startswith("{")


def read(marks: str) -> dict[str, int]:
    """Return the marks of a ballot that lies in the clear."""
    held = json.loads(marks)
    return {str(option): mark for option, mark in held.items() if type(mark) is int} if isinstance(held, dict) else {}


def marks(book: Book, poll: str) -> list[dict[str, int]]:
    """Return the marks of every ballot of a closed secret poll, in the order of their random keys.

    Raises HepError while it is open: a count then would be a partial one.
    """
    if is_open(book, poll):
        raise HepError("This poll is secret and still open, so nothing of it can be read; close it first.")
    require_as_sealed(book, poll)
    return [read(marks) for _, marks in clear(book, poll)]


def digest(book: Book, poll: str) -> str:
    """Return SHA-256 of the canonical JSON of all [key, marks], sorted: the fingerprint of what is in the box."""
    held = sorted([str(key), str(held)] for key, held in clear(book, poll))
    return hashlib.sha256(canonical(held).encode()).hexdigest()


def box(book: Book, poll: str) -> list[Record[Ballot]]:
    """Return the ballots of a secret poll, without number and entry; of an open or a changed box, without marks."""
    if is_open(book, poll) or changed(book, poll):
        return [_thing(Ballot(poll, 0, SEALED))] * count(book, poll)
    found = [Ballot(poll, 0, "valid" if held else "blank", held) for held in marks(book, poll)]
    here = record_of(book, Poll, poll)
    return [_thing(_fitting(here.what, each) if here else each) for each in found]


def _fitting(poll: Poll, ballot: Ballot) -> Ballot:
    """Return a ballot that nobody can look at again: one that cannot be in its poll is rejected."""
    read = as_read(poll, ballot)
    return read if read is ballot else replace(read, status="rejected")


def is_open(book: Book, poll: str) -> bool:
    """Say whether the box of a poll is open: once sealed it stays so, also where papers are keyed again."""
    return moved(book, poll).state is PollState.OPEN and seal(book, poll) is None


def open_polls(book: Book) -> list[str]:
    """Return the polls whose box is open, on the word of any current version of them."""
    found = [str(row[0]) for row in book.conn.execute(_OPEN)]
    return [poll for poll in found if seal(book, poll) is None]


def sealed_polls(book: Book) -> list[str]:
    """Return the polls whose box is sealed."""
    return [poll.id for poll in records(book, Poll) if poll.what.boxed and seal(book, poll.id)]


def seal(book: Book, poll: str) -> StateChange | None:
    """Return the first closing of a secret poll, which sealed its box; None where it never closed.

    Taking that closing back does not open the box again.
    """
    closing = _closing(book, poll)
    if closing is None:
        return None
    held = closing.data.get("ballots")
    ballots = held if type(held) is int else 0
    return StateChange(poll, PollState.CLOSED, ballots=ballots, digest=closing.data["digest"])


def _closing(book: Book, poll: str) -> Entry | None:
    """Return the entry that sealed the box of a poll; what is set aside seals nothing."""
    said = (e for e in book.history(f"{poll}.state") if e.kind == "state" and e.id not in book.set_aside)
    return next((e for e in said if isinstance(found := e.data.get("digest"), str) and found), None)


def key_of(book: Book, poll: str) -> str:
    """Return the key to which ballots of a secret poll are sealed, as whoever opened it first recorded it.

    Empty where no record says one: then the first hep opened it.
    """
    said = (e for e in book.history(f"{poll}.state") if e.kind == "state" and book.trust.vouches(e.writer, e.n))
    return next((box for e in said if isinstance(box := e.data.get("box"), str) and box), "")


def elsewhere(book: Book, poll: str) -> bool:
    """Say whether the box of a sealed poll is in the file of another laptop, from which its closing was merged.

    Never where this laptop made the closing, whatever the file says of how it came.
    """
    sealed, closing = seal(book, poll), _closing(book, poll)
    if sealed is None or closing is None or count(book, poll) or not sealed.ballots:
        return False
    if book.laptop is not None and book.trust.laptops.get(closing.writer) == book.laptop.public:
        return False
    try:
        return book.conn.execute("SELECT 1 FROM arrival WHERE id = ?", (closing.id,)).fetchone() is not None
    except UNREADABLE:
        return False


def absent(book: Book) -> list[str]:
    """Return, in sentences, whose sealed box is in another file, so that its result cannot be counted again here."""
    away = [poll for poll in records(book, Poll) if poll.what.secret and elsewhere(book, poll.id)]
    return [
        f"The box of {poll.what.title} is not in this file, so its result is not counted again here." for poll in away
    ]


def changed(book: Book, poll: str) -> str:
    """Return, in a sentence, how a box differs from what was sealed in it, or what was seen of it while it is open."""
    sealed = seal(book, poll)
    if sealed is None:
        other = box_watch.changed(book, poll, rows(book, poll))
        return "its box was changed since this laptop put the last ballot into it." if other else ""
    if elsewhere(book, poll) or digest(book, poll) == sealed.digest:
        return ""
    now = count(book, poll)
    if now != sealed.ballots:
        return f"its box was sealed with {sealed.ballots} ballots and now holds {now} others."
    return "the ballots in its box are not those that were sealed in it."


def require_as_sealed(book: Book, poll: str) -> None:
    """Raise HepError where the box of a poll is not the one that was sealed."""
    if why := changed(book, poll):
        raise HepError(f"This poll is not counted: {why} Its newest backup may hold them.")


def problems(book: Book) -> list[str]:
    """Return, in sentences, which boxes no longer hold what they held when they were sealed."""
    secret = [poll for poll in records(book, Poll) if poll.what.boxed]
    return [f"{poll.what.title}: {why}" for poll in secret if (why := changed(book, poll.id))]


def rest(book: Book) -> None:
    """Write the whole file again, so that no page tells what was where before.

    Raises NotStored where the disk has no room for it.
    """
    try:
        # What a rebuild keeps meanwhile stays in memory, not in a file of its own.
        book.conn.execute("PRAGMA temp_store=MEMORY")
        with book.beside():
            book.conn.execute("VACUUM")
    except sqlite3.Error as error:
        raise NotStored(
            f"The poll stays as it is, since its file could not be written again ({error}); every ballot is safe, make "
            "room and try again."
        ) from error


def _thing(ballot: Ballot) -> Record[Ballot]:
    return Record("", "", 0, "", "", ballot)
