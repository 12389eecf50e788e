"""What can be done with a list of papers keyed elsewhere: look at it row by row, and take it in at one stroke."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hep_tui.actions import ballots, polls, record, sealing
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.batches import Batch
from hep_tui.domain.readings import paper_of
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.box import box
from hep_tui.logbook.records import records

if TYPE_CHECKING:
    from hep_tui.counting.files.papers import Row

_LIST = "a list"
"""Why the batch of a list is closed: its papers lie nowhere to be counted."""


@dataclass(frozen=True)
class WeighedRow:
    """Hold what would become of one row: `new`, `same`, `differs` or `refused`, and why."""

    line: int
    ballot: Ballot
    what: str
    why: str = ""


class Scales:
    """Say one after the other what would become of the papers of a list; their poll is asked what it takes once."""

    def __init__(self, book: Book, poll: str) -> None:
        self._book, self._box = book, box(book, poll)
        self._seen: set[int] = set()
        self._poll, self._shut = None, ""
        try:
            sealing.require_numbered(book, poll)
            self._poll = polls.only(book, poll)
        except HepError as error:
            self._shut = str(error)

    def weigh(self, ballot: Ballot, line: int) -> WeighedRow:
        """Return what would become of the next paper."""
        number = ballot.number
        if number in self._seen:
            return WeighedRow(line, ballot, "refused", f"ballot {number} is in this list twice")
        self._seen.add(number)
        bearing = self._box.bearing(number)
        held = [paper for each in bearing for paper in records(self._book, Ballot, id=each.id, number=number)]
        if any(paper_of(b.what) == paper_of(ballot) for b in held):
            return WeighedRow(line, ballot, "same", f"ballot {number} is already keyed the same")
        if held:
            return WeighedRow(line, ballot, "differs", f"ballot {number} is already keyed, and differs from this")
        why = self._refused(ballot).rstrip(".")
        return WeighedRow(line, ballot, "refused" if why else "new", why)

    def _refused(self, ballot: Ballot) -> str:
        if self._poll is None:
            return self._shut
        try:
            ballots.require_sound(self._poll, ballot)
        except HepError as error:
            return str(error)
        return ""


def weighed(book: Book, poll: str, rows: "Iterable[Row]") -> list[WeighedRow]:
    """Return what would become of every row of a list; one that cannot be read is refused with its column."""
    scales = Scales(book, poll)
    found = []
    for row in rows:
        why = f"column {row.column!r}: {row.wrong}" if row.column else row.wrong
        refused = WeighedRow(row.line, row.ballot, "refused", why) if row.wrong else None
        found.append(refused or scales.weigh(row.ballot, row.line))
    return found


def first_number(book: Book, poll: str, rows: "Sequence[Row]") -> int:
    """Return the number of the first paper of a list without numbers.

    That is the next one that is free; where the list begins with all papers of one taken in before, the number that the
    first of them has, so that nobody's paper counts twice.
    """
    held = [each.what for each in box(book, poll).ballots]
    for batch in records(book, Batch):
        before = [ballot for ballot in held if ballot.batch == batch.id]
        if batch.what.reason == _LIST and before and _alike(before, rows):
            return before[0].number
    return max((ballot.number for ballot in held), default=0) + 1


def _alike(before: Sequence[Ballot], rows: "Sequence[Row]") -> bool:
    """Say whether a list begins with the papers that were taken in before, in the same order."""
    papers = [paper_of(row.ballot) for row in rows[: len(before)]]
    return papers == [paper_of(ballot) for ballot in before]


def take(book: Book, poll: str, weighed: Sequence[WeighedRow], teller: str, *, skip: bool = False) -> int:
    """Record every new paper of a list as one closed batch, in one step, and return how many there were.

    Raises HepError, and stores nothing, where the poll is not open, or where a row is refused or differs and `skip`
    does not leave such rows out.
    """
    polls.require_open(book, poll)
    wrong = [v for v in weighed if v.what in ("refused", "differs")]
    if wrong and not skip:
        many = f"{len(wrong)} rows of {len(weighed)}" if len(wrong) > 1 else f"1 row of {len(weighed)}"
        raise HepError(
            f"{many} cannot be stored, so nothing was; correct the list, or leave them out on purpose with "
            "--skip-refused."
        )
    new = [v.ballot for v in weighed if v.what == "new"]
    if new:
        id = book.token()
        batch = Batch(poll, teller, len(new), state="closed", reason=_LIST)
        ballots.cast_all(book, [replace(b, batch=id) for b in new], record.draft(id, batch))
    return len(new)
