"""The ballots of each poll, in order and by number, kept so that one ballot more costs what one ballot costs."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Container, Iterable
from contextlib import suppress
from dataclasses import replace
from operator import attrgetter

from hep_tui.domain.ballots import UNFIT, Ballot, as_read
from hep_tui.domain.cast import Cast, Sums
from hep_tui.domain.polls import Poll
from hep_tui.domain.record import from_body
from hep_tui.logbook.book import Book
from hep_tui.logbook.record import Record
from hep_tui.logbook.records import record_of, records

Held = Record[Ballot]
_WHAT: Callable[[Held], Ballot] = attrgetter("what")


def in_time(ballots: Iterable[Held]) -> list[str]:
    """Return the entries of the papers that are part of the account; a late one is not before it is admitted."""
    return sorted(b.entry for b in ballots if b.entry and b.what.status != "late")


def keyed(ballots: Iterable[Held]) -> Counter[str]:
    """Return how many papers were keyed, by status; what lies in a box is not a paper.

    Two ballots under one number are one paper, a query until somebody has looked at it.
    """
    held = [b.what for b in ballots if b.entry]
    bearing = Counter(ballot.number for ballot in held if ballot.number)
    found = Counter(ballot.status for ballot in held if bearing[ballot.number] < 2)
    return found + Counter(query=sum(1 for times in bearing.values() if times > 1))


def papers(ballots: Iterable[Held]) -> dict[str, tuple[str, Ballot]]:
    """Return the papers that are part of the account by their entries: which paper it is, and what it says."""
    return {b.entry: (b.id, b.what) for b in ballots if b.entry and b.what.status != "late"}


def gone(book: Book, entries: Iterable[str], stand: Container[str]) -> dict[str, tuple[str, Ballot]]:
    """Return what papers said that were declared by their entries and have changed since.

    What was erased since, or another program wrote, says nothing here.
    """
    found = {}
    for id in entries:
        entry = book.entry(id) if id not in stand else None
        if entry is not None and entry.body is not None:
            with suppress(TypeError, ValueError):
                found[id] = (entry.subject, from_body(Ballot, entry.data))
    return found


def _place(held: Held) -> tuple[int, int, str]:
    return held.what.number, held.n, held.entry


class Box:
    """Hold the current ballots of one poll, by number on the paper, and what is said of them as a whole."""

    def __init__(self) -> None:
        self.ballots: list[Held] = []
        self.sums = Sums()
        self.news: list[int] = []
        """The numbers under which something came or went, one after the other."""
        self._cast: Cast | None = None
        self.parked: dict[int, str] = {}
        self._numbers: dict[int, list[Held]] = {}
        self._twice: set[int] = set()
        self._disputed: dict[str, int] = {}

    def add(self, held: Held) -> None:
        """Take a ballot in."""
        # When all are read, they come in their order.
        last = not self.ballots or _place(held) >= _place(self.ballots[-1])
        at = len(self.ballots) if last else bisect_left(self.ballots, _place(held), key=_place)
        self.ballots.insert(at, held)
        number = held.what.number
        here = self._numbers.setdefault(number, [])
        before = list(here) if number else []
        here.append(held)
        self._look_at(number, before, here if number else [held])

    def remove(self, held: Held) -> None:
        """Take a ballot out."""
        at = bisect_left(self.ballots, _place(held), key=_place)
        del self.ballots[at]
        number = held.what.number
        here = self._numbers[number]
        before = list(here) if number else [held]
        here.remove(held)
        self._look_at(number, before, here if number else [])

    @property
    def cast(self) -> Cast:
        """Return the ballots as they are now; it is the same until one comes or goes."""
        if self._cast is None:
            self._cast = Cast(tuple(self.ballots), replace(self.sums, kinds=Counter(self.sums.kinds)), _WHAT)
        return self._cast

    @property
    def statuses(self) -> Counter[str]:
        """Return how many ballots there are of each status."""
        return self.sums.statuses

    def _look_at(self, number: int, before: list[Held], after: list[Held]) -> None:
        """Set right what is said of one number, for what bore it and bears it now; a ballot without one is alone."""
        self.news.append(number)
        self._cast = None
        self.sums.change([b.what for b in before], [b.what for b in after])
        (self._twice.add if len(after) > 1 else self._twice.discard)(number)
        for gone in before:
            self._disputed.pop(gone.id, None)
        self._disputed.update((b.id, number) for b in after if b.disputed)
        here = after
        if before:
            self.parked.pop(number, None)
            here = self._numbers[number]
        self.parked.update((number, b.what.reason) for b in here if b.what.status in ("query", UNFIT))

    def bearing(self, number: int) -> list[Held]:
        """Return the ballots that bear a number."""
        return list(self._numbers.get(number, ()))

    @property
    def twice(self) -> tuple[int, ...]:
        """Return the numbers that more than one ballot bears, in order."""
        return tuple(sorted(self._twice))

    @property
    def undecided(self) -> frozenset[int]:
        """Return the numbers that somebody has to decide: parked, keyed twice, or in two versions after a merge."""
        return frozenset({*self.parked, *self._twice, *self._disputed.values()})


class _Boxes:
    """Hold the box of every poll, and catch up with what was touched since."""

    def __init__(self) -> None:
        self.boxes: dict[str, Box] = {}
        self._held: dict[str, list[Held]] = {}
        self._polls: dict[str, Record[Poll] | None] = {}
        self._generation = -1
        self._touched = 0

    def catch_up(self, book: Book) -> None:
        """Bring the boxes up to the record."""
        generation, touched = book.generation(), dict.fromkeys(book.touched[self._touched :])
        if generation != self._generation or not self._polls.keys().isdisjoint(touched):
            self.boxes, self._held, self._polls = {}, {}, {}
            for held in sorted(records(book, Ballot), key=_place):
                self._take(book, held)
        else:
            for subject in touched:
                for held in self._held.pop(subject, ()):
                    self.boxes[held.what.poll].remove(held)
                for held in records(book, Ballot, id=subject):
                    self._take(book, held)
        self._generation, self._touched = generation, len(book.touched)

    def _take(self, book: Book, held: Held) -> None:
        held = self._as_read(book, held)
        self._held.setdefault(held.id, []).append(held)
        self.boxes.setdefault(held.what.poll, Box()).add(held)

    def _as_read(self, book: Book, held: Held) -> Held:
        id = held.what.poll
        if id not in self._polls:
            self._polls[id] = record_of(book, Poll, id)
        poll = self._polls[id]
        read = as_read(poll.what, held.what) if poll else held.what
        return held if read is held.what else held._replace(what=read)


def box(book: Book, poll: str) -> Box:
    """Return the ballots of a poll as they are now; it belongs to the thread of the logbook."""
    found: _Boxes = book.memo.setdefault(_Boxes, _Boxes())
    found.catch_up(book)
    return found.boxes.get(poll) or Box()
