"""What a list of papers would bring to a poll, under each reading that its marks allow."""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from hep_tui.actions import lists
from hep_tui.actions.lists import WeighedRow
from hep_tui.domain.ballots import echo, said_of, short_echo
from hep_tui.domain.polls import Poll
from hep_tui.exchange.paper_list import PaperList, Said, read_papers, said_of_result
from hep_tui.logbook import Book
from hep_tui.views.polls import poll_view
from hep_tui.views.review import review

_STATES = ("new", "same", "differs", "refused")


@dataclass(frozen=True)
class WeighedList:
    """Hold one reading of a list: what parts it from the others, what becomes of each row, and what it would give."""

    words: str
    papers: PaperList
    rows: tuple[WeighedRow, ...]
    gives: str = ""


@dataclass(frozen=True)
class PaperPlan:
    """Hold every reading of a list and which one is taken.

    `decided` says that nobody has to say which, `skips` that rows which cannot be stored are left out on purpose.
    """

    poll: Poll
    id: str
    readings: tuple[WeighedList, ...]
    at: int = 0
    decided: bool = True
    skips: bool = False

    @property
    def here(self) -> WeighedList:
        """Return the reading that is taken."""
        return self.readings[self.at]

    @property
    def papers(self) -> PaperList:
        """Return the list as it is read."""
        return self.here.papers

    @property
    def wrong(self) -> int:
        """Return how many rows cannot be stored."""
        return sum(row.what in ("refused", "differs") for row in self.here.rows)

    @property
    def summary(self) -> str:
        """Return how many rows become what, in words."""
        found = Counter(row.what for row in self.here.rows)
        said = [f"{found[state]} {state}" for state in _STATES if found[state]]
        left = f"; {self.wrong} left out" if self.skips and self.wrong else ""
        return f"{self.papers.path.name}: {', '.join(said) or 'no papers'}{left}"

    def words(self, row: WeighedRow) -> str:
        """Return what becomes of a row: letters of models are known by themselves, numbers only count down the page."""
        lettered = not any(option.id.isdigit() for option in self.poll.options)
        return row.why or said_of(self.poll, row.ballot, short_echo if lettered else echo)

    @property
    def side_by_side(self) -> str:
        """Return the readings beside each other, each with what it would give."""
        return " — or ".join(f"{reading.words}: {reading.gives}" for reading in self.readings)

    def choose(self, at: int) -> "PaperPlan":
        """Return the plan with another reading taken."""
        return replace(self, at=at, decided=True)


def plan_papers(
    book: Book, path: Path, poll: str, said: Said, kept: Path | None = None, *, numbers: bool = True
) -> PaperPlan:
    """Return what a list would bring to a poll, each row and each reading.

    A list without numbers is numbered from the next that is free, where that is wanted; one that was taken in before
    keeps those it has. `kept` is the folder that remembers what was said of such lists. Raises HepError where it cannot
    be read as papers of the poll.
    """
    view, pack = poll_view(book, poll), review(book).pack
    given = replace(said, first=view.next_number) if numbers and not said.first else said
    found = read_papers(path, view, pack, given, kept)
    first = lists.first_number(book, poll, found.rows)
    if not (said.first or found.numbered or first == given.first):
        found = read_papers(path, view, pack, replace(given, first=first), kept)
    parts = found.others or {"": found}
    readings = tuple(
        WeighedList(
            words,
            papers,
            tuple(lists.weighed(book, poll, papers.rows)),
            said_of_result(papers, view) if words else "",
        )
        for words, papers in parts.items()
    )
    return PaperPlan(view.poll, poll, readings, decided=not found.open)
