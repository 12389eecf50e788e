"""What somebody needs beside them who keys papers: the batch, what each number already is, and the account."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from hep_tui.domain.ballots import UNFIT, Ballot
from hep_tui.domain.batches import Batch, Pile, keying_lines, named, pile, printed
from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.polls import Line, Poll, PollState
from hep_tui.domain.printing import Printing, printed_on
from hep_tui.domain.readings import Check, Reading, SecondKeying, second_keying, unread
from hep_tui.domain.wording import verb
from hep_tui.logbook import Book
from hep_tui.logbook.lots import LOT
from hep_tui.logbook.records import Record, record_of, records, value_of
from hep_tui.views.polls import PollView, poll_view


def keyed_twice(view: PollView) -> str:
    """Return which numbers of a poll are on two ballots; nothing where none does."""
    return f"{view.poll.title}: ballots {', '.join(map(str, view.duplicates))} keyed twice" if view.duplicates else ""


@dataclass(frozen=True)
class KeyingView:
    """Hold a poll with its batches; `batch` is the one that is open here, `place` which of its teller's it is.

    `printings` are the runs of papers that hep printed for it; `seats` are the tables of the room with the people at
    each, where tables vote.
    """

    poll: PollView
    batches: tuple[Record[Batch], ...]
    batch: Record[Batch] | None
    place: int
    pile: Pile | None
    who: str
    printings: tuple[Printing, ...] = ()
    seats: Mapping[int, int] = field(default_factory=dict)

    @cached_property
    def printed(self) -> frozenset[int]:
        """Return the numbers that were printed; empty where nobody knows."""
        numbers = (b.what.number for b in self.poll.ballots)
        return printed(self.poll.account, [b.what for b in self.batches], numbers, self.printings)

    def strange(self, number: int) -> str:
        """Return in words that a number was never printed; nothing where it was, or where nobody knows which were."""
        if not self.printed or number in self.printed:
            return ""
        return f"NEVER PRINTED: {named(self.printed)} {verb(len(self.printed), 'was', 'were')}"

    def phase_of(self, number: int) -> str:
        """Return the phase of a paper as it is known: of one that waits what was kept, else of its printed run."""
        held = self.held(number)
        if held and number in self.poll.waiting:
            return held.what.phase
        run = printed_on(number, self.printings)
        return run.phase if run else ""

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the account as it is; while the poll is open, what is short is still to key."""
        if self.poll.account and self.poll.state is not PollState.OPEN:
            return self.poll.identities
        return keying_lines(self.poll.account, self.poll.account_lines, self.poll.keyed)

    @property
    def keyed(self) -> str:
        """Return how many ballots are cast, of how many: those spoilt are not."""
        return f"cast {self.poll.turnout.short}"

    def held(self, number: int) -> Record[Ballot] | None:
        """Return the ballot that was keyed last under a number."""
        return self.poll.held(number)

    def free(self, number: int, taken: frozenset[int] = frozenset()) -> int:
        """Return the first number from this one on under which nothing is keyed; `taken` are on their way."""
        while number in taken or self.held(number):
            number += 1
        return number

    @property
    def start(self) -> int:
        """Return the number that most likely comes next: in the batch's own run, or after the highest of all."""
        batch = self.batch.what if self.batch else None
        if batch is None or self.batch is None:
            return self.poll.next_number
        mine = [b.what.number for b in self.poll.ballots if b.what.batch == self.batch.id]
        if batch.first:
            return self.free(max([batch.first, *(n + 1 for n in mine)]))
        return max(mine) + 1 if mine else self.poll.next_number


def printings(book: Book, poll: str) -> tuple[Printing, ...]:
    """Return the runs of papers that were printed for a poll, in the order of printing."""
    return tuple(p.what for p in records(book, Printing, poll=poll))


def keying_view(book: Book, id: str) -> KeyingView:
    """Return what is needed to key the papers of a poll.

    Raises HepError where there is no such poll.
    """
    poll = poll_view(book, id)
    batches = tuple(records(book, Batch, poll=id))
    mine = [b for b in batches if b.what.state == "open" and b.who == book.who]
    batch = mine[-1] if mine else None
    place, stands = 0, None
    if batch:
        place = [b.id for b in batches if b.what.teller == batch.what.teller].index(batch.id) + 1
        numbers = [b.what.number for b in poll.ballots if b.what.batch == batch.id]
        stands = pile(batch.what, numbers, poll.duplicates)
    return KeyingView(
        poll, batches, batch, place=place, pile=stands, who=book.who, printings=printings(book, id),
        seats=_seats(book, poll.poll),
    )  # fmt: skip


def _seats(book: Book, poll: Poll) -> dict[int, int]:
    """Return the tables of the meeting of a poll in which tables vote, each with the people at it."""
    if poll.unit != "table" or not poll.meeting:
        return {}
    held = value_of(book, Meeting, poll.meeting) or Meeting("")
    here = records(book, Attendance, meeting=poll.meeting, state="here")
    at_tables = Counter({a.what.person: a.what.table_no for a in here if a.what.table_no}.values())
    return {n: at_tables[n] for n in sorted({*range(1, held.tables + 1), *at_tables})}


@dataclass(frozen=True)
class SecondView:
    """Hold the second keying of a poll: how far it is, by whom the papers were keyed first, and the draws."""

    poll: PollView
    progress: SecondKeying
    readings: tuple[Record[Reading], ...]
    sample: Check | None
    checks: tuple[Record[Check], ...]
    first_keyers: frozenset[str]
    who: str

    @property
    def unverified(self) -> tuple[int, ...]:
        """Return the numbers that two people have not read alike, as they are now."""
        return tuple(unread(self.poll.cast, (r.what for r in self.readings)))


def second_view(book: Book, id: str) -> SecondView:
    """Return how far the second keying of a poll is.

    Raises HepError where there is no such poll.
    """
    poll = poll_view(book, id)
    readings = tuple(records(book, Reading, poll=id))
    sample = record_of(book, Check, f"{id}.sample")
    checks = tuple(c for c in records(book, Check, poll=id) if c.what.purpose not in ("second", LOT))
    progress = second_keying(poll.poll, poll.cast, [r.what for r in readings], sample.what if sample else None)
    keyers = frozenset(b.born_who for b in poll.ballots)
    return SecondView(
        poll,
        progress,
        readings,
        sample=sample.what if sample else None,
        checks=checks,
        first_keyers=keyers,
        who=book.who,
    )


@dataclass(frozen=True)
class Case:
    """Hold one paper that somebody has to decide, with everything that was keyed under its number."""

    number: int
    why: str
    said: tuple[Record[Ballot], ...]


def to_decide(view: PollView) -> list[Case]:
    """Return the papers that were parked, keyed twice or differently, found wrong, or came late, by number."""
    by_number: dict[int, list[Record[Ballot]]] = {}
    # What lies in a box has no number.
    for ballot in (b for b in view.ballots if b.what.number):
        by_number.setdefault(ballot.what.number, []).append(ballot)
    wrong = dict.fromkeys(view.differing, "differs from the screen by the random check")
    found = [(n, _why(held) or wrong.get(n, ""), held) for n, held in sorted(by_number.items())]
    return [Case(number, why, tuple(held)) for number, why, held in found if why]


def _why(held: list[Record[Ballot]]) -> str:
    if any(b.disputed for b in held):
        return "in two versions after a merge"
    if len(held) > 1:
        return "keyed twice"
    what = held[0].what
    return {"query": "parked", UNFIT: what.reason, "late": "late, not counted yet"}.get(what.status, "")
