"""What the random checks of a poll found wrong, as long as nobody has put it right."""

from collections.abc import Iterator

from hep_tui.domain.readings import Check, Reading
from hep_tui.logbook.book import Book
from hep_tui.logbook.box import Held, box
from hep_tui.logbook.records import Record, records

COMPARED = "compared"


def differing(book: Book, poll: str) -> tuple[int, ...]:
    """Return the numbers of papers that a random check found wrong, and that nobody corrected or decided since."""
    return tuple(sorted(since(book, poll)))


def since(book: Book, poll: str) -> dict[int, Record[Check]]:
    """Return for every paper that still differs the check that found it last."""
    found: dict[int, Record[Check]] = {}
    for check in sorted(records(book, Check, poll=poll, purpose=COMPARED), key=lambda c: c.n):
        found |= dict.fromkeys(check.what.wrong, check)
    if not found:
        return {}
    decided = {r.what.number: r.n for r in records(book, Reading, poll=poll) if r.what.differed}
    held = box(book, poll)
    return {
        number: check
        for number, check in found.items()
        if decided.get(number, 0) <= check.n and any(_as_it_was(book, b, check.n) for b in held.bearing(number))
    }


def _as_it_was(book: Book, ballot: Held, n: int) -> bool:
    """Say whether a ballot says what it did at an entry; a correction that was undone says so again."""
    return ballot.n <= n or _now(book, ballot) in _before(book, ballot, n)


def _now(book: Book, ballot: Held) -> object:
    entry = book.entry(ballot.entry)
    return entry.data if entry else None


def _before(book: Book, ballot: Held, n: int) -> Iterator[object]:
    told = [e for e in book.history(ballot.id) if e.n <= n and e.kind == "ballot" and e.body is not None]
    yield from (e.data for e in told[-1:])
