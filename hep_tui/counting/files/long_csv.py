"""Own long CSV, the source of truth: `ballot,rank,option`, a row a mark, with strata and status beside it.

The second column may be called rank, or mark, score, grade, points or approved for other methods.
A row with only `option` names an option; a row with only `ballot` is a blank paper.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hep_tui.counting.files.columns import About, Sheet, bad_mark, mark
from hep_tui.counting.files.declared import AS_IT_COMES, KIND_OF, Declared, folded
from hep_tui.counting.files.source import KINDS, MAX_MARK, BallotFile, Source, tidy
from hep_tui.counting.profile import OVERVOTED, Ballot, Profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NUMBERS = {"rank": ("ranks",), "score": ("scores",), "grade": ("grades", "scores"), "points": ("points",),
           "approved": ("approvals",), "mark": KINDS}  # fmt: skip


@dataclass
class _Paper:
    line: int
    weight: int = 1
    who: dict[str, str] = field(default_factory=dict)
    marks: list[tuple[int, int]] = field(default_factory=list)
    counted: bool = True


@dataclass
class _Rows:
    """Take in a list row by row: its options in the order of their first mention, and its papers by number.

    `columns` are those of the ballot's number, of the option and of the mark.
    """

    source: Source
    about: About
    columns: tuple[int, int, int]
    place: dict[str, int] = field(default_factory=dict)
    papers: dict[str, _Paper] = field(default_factory=dict)

    def take(self, line: int, cells: list[str]) -> None:
        """Take in one row. Raises BallotFileError where it cannot be read."""
        number, name, value = (cells[column] for column in self.columns)
        number, value = number.strip(), value.strip()
        option = self._option(tidy(name))
        if not number:
            if value:
                raise self.source.error("a mark does not say on which ballot it is", line)
            return
        paper = self._paper(number, line, cells)
        if not value:
            return
        found = mark(value)
        if found is None or abs(found) > MAX_MARK:
            raise bad_mark(self.source, value, "the marks", line)
        if option is None:
            raise self.source.error("a mark does not say for which option it is", line)
        paper.marks.append((found, option))

    def _option(self, name: str) -> int | None:
        """Return the place of an option, new where nobody has named it yet."""
        if not name:
            return None
        return self.place.setdefault(_same(self.place, name), len(self.place))

    def _paper(self, number: str, line: int, cells: list[str]) -> _Paper:
        """Return the paper of a row, as its first row describes it."""
        who = self.about.who(cells)
        if number not in self.papers:
            weight = self.about.papers(self.source, cells, line)
            self.papers[number] = _Paper(line, weight, who, counted=self.about.counted(cells))
        paper = self.papers[number]
        if paper.who != who:
            self.source.warn(f"ballot {number!r} has two descriptions; the first counts", line)
        return paper


def is_long(page: Sheet) -> bool:
    """Tell whether a heading is that of the long form."""
    return None not in (page.column("ballot"), page.column("option")) and _number(page) is not None


def _number(page: Sheet) -> str | None:
    return next((name for name in NUMBERS if page.column(name) is not None), None)


def read(source: Source, page: Sheet, declared: Declared = AS_IT_COMES) -> BallotFile:
    """Read the long form; options are in the order of their first mention.

    Raises BallotFileError where the list has ballots of tables in it.
    """
    if page.column("part") is not None:
        # To put the parts of a table on one paper, or a table among voters, would count another poll.
        raise source.error("this list has ballots of tables, which `hep ballots FILE import` reads; write a .blt "
                           "or .toi to count it", 1)  # fmt: skip
    number = _number(page) or "rank"
    columns = (page.column("ballot") or 0, page.column("option") or 0, page.column(number) or 0)
    rows = _Rows(source, About.of(page), columns)
    for line, cells in page.rows:
        rows.take(line, cells)
    options = source.names(list(rows.place))
    counted = [paper for paper in rows.papers.values() if paper.counted]
    out = len(rows.papers) - len(counted)
    if out:
        source.warn(f"{out} papers are left out by their status")
    profile = Profile(options, tuple(_ballot(source, len(options), paper) for paper in counted))
    if declared.zero == "blank":
        profile = profile.having(map(_zeros_blank, profile.ballots))
    kinds = NUMBERS[number]
    if declared.marks and KIND_OF[declared.marks] not in kinds:
        raise source.error(f"the column {number!r} says what the marks are, and --marks {declared.marks} another", 1)
    says = f"a row a mark, under {number!r}"
    return BallotFile("long CSV", dict.fromkeys(kinds, profile), kinds[0], source.notes, reading=says)


def _zeros_blank(ballot: Ballot) -> Ballot:
    return replace(ballot, marks=tuple(mark or None for mark in ballot.marks))


def _same(place: dict[str, int], name: str) -> str:
    """Return the name under which an option is known that is written in another case or with other blanks."""
    if name in place:
        return name
    return next((known for known in place if folded(known) == folded(name)), name)


def _ballot(source: Source, m: int, paper: _Paper) -> Ballot:
    marks: list[int | None] = [None] * m
    repeats = []
    for value, option in sorted(paper.marks):
        if marks[option] is None:
            marks[option] = value
        else:
            repeats.append((option, value))
    if repeats:
        source.warn("an option is marked more than once on one ballot; the first mention counts", paper.line)
    return Ballot(tuple(marks), paper.weight, paper.who, tuple(repeats))


def write(profile: Profile, number: str = "rank") -> str:
    """Write a row a mark; `number` names the column of ranks, scores or whatever the marks are."""
    known = sorted({name for ballot in profile.ballots for name in ballot.strata})
    rows: list[Sequence[object]] = [["ballot", number, "option", *known, "weight"]]
    rows += [["", "", name, *("" for _ in known), ""] for name in profile.options]
    for k, ballot in enumerate(profile.ballots, 1):
        beside = [*(ballot.strata.get(name, "") for name in known), ballot.weight]
        given = [(value, i) for i, value in enumerate(ballot.marks) if value is not None]
        given += [(value, i) for i, value in ballot.repeats if i != OVERVOTED]
        rows += [[k, value, profile.options[i], *beside] for value, i in sorted(given)]
        if not given:
            rows.append([k, "", "", *beside])
    return rows_of(rows)


def rows_of(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV with line feeds."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
