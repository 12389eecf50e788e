"""An open box of secret ballots: what lies in it can be read by nobody, and no two copies of it tell what came between.

Each change lays the whole box again, under new random keys and a new cover, in the order of those keys.
"""

import contextlib
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence

from hep_tui.domain.cards import PHONE
from hep_tui.domain.polls import Poll
from hep_tui.errors import HepError
from hep_tui.logbook import ballot_seal, box_keys, box_watch, cards, secret_ballots
from hep_tui.logbook.book import Book
from hep_tui.logbook.box_keys import BoxKeys
from hep_tui.logbook.connect import writing
from hep_tui.logbook.entry import canonical
from hep_tui.logbook.errors import NotStored, ReadOnly
from hep_tui.logbook.records import record_of

Rows = Sequence[tuple[str, str]]


def begin(book: Book, poll: str) -> BoxKeys:
    """Return the keys of a box that is about to open, made if need be, and expect it to be empty.

    Raises HepError where this laptop can keep none.
    """
    keys = box_keys.made(book, poll)
    held = secret_ballots.rows(book, poll)
    with contextlib.suppress(OSError):
        box_watch.will_be(book, poll, held, held)
    return keys


def cast(book: Book, poll: str, ballots: Iterable[Mapping[str, int]]) -> None:
    """Put ballots into the box together, safely on the disk; nothing is appended to the record.

    Raises ReadOnly, NotStored, or HepError where somebody changed the box.
    """
    _require_open_box(book, poll)
    keys = _keys(book, poll)
    if keys.handed_in:
        raise HepError("The box of this laptop was handed in, so nothing was put into it; vote on the other laptop.")
    options = _options(book, poll)
    new = [ballot_seal.covered(ballot_seal.sealed(marks, keys.public, options), keys.cover) for marks in ballots]
    _lay(book, poll, lambda held: [*_covered(book, poll, held, keys), *new])


def cast_by_card(book: Book, poll: str, ballots: Mapping[int, Mapping[str, int]]) -> set[int]:
    """Put the ballots of several cards into the box together, and use these cards up; return those that were free.

    Either both are on the disk or neither. Raises as `cast` does.
    """
    _require_open_box(book, poll)
    keys = _keys(book, poll)
    options, free = _options(book, poll), set[int]()

    def with_ballots(held: Rows) -> list[str]:
        free.update(cards.claim(book, poll, ballots, PHONE))
        new = (ballot_seal.sealed(ballots[number], keys.public, options) for number in free)
        return [*_covered(book, poll, held, keys), *(ballot_seal.covered(ballot, keys.cover) for ballot in new)]

    _lay(book, poll, with_ballots)
    return free


def take_in(book: Book, poll: str, ballots: Iterable[bytes]) -> int:
    """Put the sealed ballots of another laptop's box in, those that are not in yet; return how many those were.

    Raises as `cast` does.
    """
    _require_open_box(book, poll)
    keys = _keys(book, poll)
    here = set(sealed(book, poll))
    new = [ballot for ballot in dict.fromkeys(ballots) if ballot not in here]
    more = [ballot_seal.covered(ballot, keys.cover) for ballot in new]
    _lay(book, poll, lambda held: [*_covered(book, poll, held, keys), *more])
    return len(new)


def sealed(book: Book, poll: str) -> list[bytes]:
    """Return the ballots that were put into a box on this laptop, sealed to the key of the poll."""
    keys = box_keys.read(book, poll)
    found = (keys.uncovered(marks) for _, marks in secret_ballots.rows(book, poll)) if keys else ()
    return [ballot for ballot in found if ballot is not None]


def cover(book: Book, poll: str) -> None:
    """Seal what lies in a box in the clear, as the first hep left it. Raises NotStored or HepError."""
    keys = begin(book, poll)
    _lay(book, poll, lambda held: _covered(book, poll, held, keys))
    secret_ballots.rest(book)


def in_the_clear(book: Book) -> list[str]:
    """Return the polls whose box is open and holds ballots that anybody can read."""
    clear = {poll for poll in secret_ballots.open_polls(book) if secret_ballots.clear(book, poll)}
    return sorted(poll for poll in clear if not secret_ballots.changed(book, poll))


def unseal(book: Book, poll: str, *, some_of_it: bool = False) -> None:
    """Lay the ballots of a box in the clear, just before it is sealed for good by the record.

    Raises HepError where a ballot cannot be opened on this laptop, unless `some_of_it` says that it is to be left out;
    NotStored where the disk has no room. Then the box is as it was.
    """
    if book.read_only:
        raise ReadOnly(book.read_only)
    keys = box_keys.read(book, poll)

    def in_the_open(held: Rows) -> list[str]:
        found = [(opened(marks, keys), marks) for _, marks in held]
        shut = sum(each is None for each, _ in found)
        if shut and not some_of_it:
            raise HepError(_SHUT.format(n=shut, of=len(held)))
        return [marks if each is None else canonical(each) for each, marks in found]

    _lay(book, poll, in_the_open)
    try:
        secret_ballots.rest(book)
    except NotStored:
        if keys:
            _lay(book, poll, lambda now: _covered(book, poll, now, keys))
        raise


def laid(book: Book, poll: str) -> bool:
    """Say whether a box lies as `unseal` laid it: unchanged, and in the clear but for what no key here opens."""
    held, keys = secret_ballots.rows(book, poll), box_keys.read(book, poll)
    covered = (marks for _, marks in held if not secret_ballots.is_clear(marks))
    return not box_watch.changed(book, poll, held) and all(opened(marks, keys) is None for marks in covered)


def opened(held: str, keys: BoxKeys | None) -> dict[str, int] | None:
    """Return what a ballot in the box says; None where this laptop cannot open it."""
    if secret_ballots.is_clear(held):
        return secret_ballots.read(held)
    ballot = keys.uncovered(held) if keys else None
    return ballot_seal.opened(ballot, keys.public, keys.opens) if keys and ballot is not None else None


def shut(book: Book) -> list[str]:
    """Return, in sentences, how many ballots of open boxes cannot be opened though this laptop has their key.

    They were changed, or put in on another laptop.
    """
    found = []
    for poll in secret_ballots.open_polls(book):
        keys, held = box_keys.read(book, poll), secret_ballots.rows(book, poll)
        odd = sum(opened(marks, keys) is None for _, marks in held)
        here = record_of(book, Poll, poll)
        if here and keys and keys.opens and odd:
            found.append(f"{odd} of the {len(held)} ballots in the box of {here.what.title} cannot be opened here.")
    return found


def _covered(book: Book, poll: str, held: Rows, keys: BoxKeys) -> list[str]:
    """Return what lies in a box under a new cover; what lies under that of another laptop stays as it is."""
    options = _options(book, poll)
    found = []
    for _, marks in held:
        clear = secret_ballots.is_clear(marks)
        ballot = ballot_seal.sealed(secret_ballots.read(marks), keys.public, options) if clear else None
        ballot = ballot or keys.uncovered(marks)
        found.append(ballot_seal.covered(ballot, keys.cover) if ballot is not None else marks)
    return found


def _lay(book: Book, poll: str, then: Callable[[Rows], Iterable[str]]) -> None:
    """Lay a box again: what `then` makes of it, under new random keys. Raises HepError once it is sealed."""
    try:
        with book.beside(), writing(book.conn):
            if secret_ballots.seal(book, poll):
                raise HepError("The box was sealed meanwhile, so nothing was put into it; see what the poll says now.")
            before = secret_ballots.rows(book, poll)
            after = sorted((secrets.token_hex(16), marks) for marks in then(before))
            box_watch.will_be(book, poll, before, after)
            book.conn.execute("DELETE FROM secret WHERE poll = ?", (poll,))
            book.conn.executemany("INSERT INTO secret VALUES (?, ?, ?)", [(poll, *row) for row in after])
    except (sqlite3.Error, OSError) as error:
        raise NotStored(f"The box is as it was ({error}): nothing was put into it or taken out, try again.") from error
    # Now that it is stored, the box as it was before is a changed one too.
    with contextlib.suppress(OSError):
        box_watch.will_be(book, poll, after, after)


def _require_open_box(book: Book, poll: str) -> None:
    if book.read_only:
        raise ReadOnly(book.read_only)
    if why := secret_ballots.changed(book, poll):
        raise HepError(f"Nothing was put into the box: {why} Close the poll and say why, or go back to a backup.")


def _keys(book: Book, poll: str) -> BoxKeys:
    return box_keys.made(book, poll, secret_ballots.key_of(book, poll))


def _options(book: Book, poll: str) -> int:
    found = record_of(book, Poll, poll)
    return len(found.what.options) if found else 0


_SHUT = (
    "{n} of the {of} ballots in the box cannot be opened on this laptop, so nothing was changed: close the poll on the "
    "laptop that opened it, take its recovery copy with hep poll FILE recover POLL COPY, or close it without them and "
    "say why."
)
