"""What can be done with a list of papers keyed elsewhere: look at it row by row, and take it in at one stroke."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hep_tui.actions import ballots, polls, record, sealing
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.batches import Batch
from hep_tui.domain.readings import paper_of
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.box import box
from hep_tui.logbook.records import records


@dataclass(frozen=True)
class WeighedRow:
    """Hold what would become of one row: `new`, `same`, `differs` or `refused`, and why."""

    line: int
    ballot: Ballot
    what: str
    why: str = ""


def weigh(book: Book, ballot: Ballot, line: int, seen: set[int]) -> WeighedRow:
    """Return what would become of one paper of a list; `seen` gains its number."""
    bearing = box(book, ballot.poll).bearing(ballot.number)
    held = [paper for each in bearing for paper in records(book, Ballot, id=each.id, number=ballot.number)]
    if ballot.number in seen:
        return WeighedRow(line, ballot, "refused", f"ballot {ballot.number} is in this list twice")
    seen.add(ballot.number)
    if any(paper_of(b.what) == paper_of(ballot) for b in held):
        return WeighedRow(line, ballot, "same", f"ballot {ballot.number} is already keyed the same")
    if held:
        return WeighedRow(line, ballot, "differs", f"ballot {ballot.number} is already keyed, and differs from this")
    try:
        sealing.require_numbered(book, ballot.poll)
        ballots.check(book, ballot)
    except HepError as error:
        return WeighedRow(line, ballot, "refused", str(error).rstrip("."))
    return WeighedRow(line, ballot, "new")


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
        batch = Batch(poll, teller, len(new), state="closed", reason="a list")
        ballots.cast_all(book, [replace(b, batch=id) for b in new], record.draft(id, batch))
    return len(new)
