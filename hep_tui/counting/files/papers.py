"""Read a list of numbered papers as the ballots of one poll: each row is a ballot, or says what is wrong with it.

The other readers of this folder put papers together and leave numbers out; here every paper keeps its own, and a row
that cannot be read spoils no other.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Any

from hep_tui.counting.files.beside import PART, Wrong, about, places_beside, who
from hep_tui.counting.files.columns import Sheet, mark, whole_or_ordinal
from hep_tui.counting.files.declared import AS_IT_COMES, Declared
from hep_tui.counting.files.paper_columns import (
    filled,
    number_column,
    option_columns,
    option_named,
    value_column,
)
from hep_tui.counting.files.rank_headings import rank_columns
from hep_tui.counting.files.source import BallotFileError, short, whole
from hep_tui.domain.ballots import Ballot, Split
from hep_tui.domain.record import MOST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from hep_tui.counting.files.source import BallotFile
    from hep_tui.counting.profile import Ballot as Paper
    from hep_tui.domain.pack import Pack
    from hep_tui.domain.polls import Poll


@dataclass(frozen=True)
class Row:
    """Hold one paper of a list with its line, and where it cannot be read, the column and why.

    `parts` are those of a table that split, by their number in the list.
    """

    line: int
    ballot: Ballot
    column: str = ""
    wrong: str = ""
    parts: Mapping[int, Split] = field(default_factory=dict)


@dataclass(frozen=True)
class _List:
    """Hold the sheet that is read, the poll it is about, and the pack that knows its phases."""

    page: Sheet
    poll: Poll
    id: str
    pack: Pack
    name: str
    number: int | None
    declared: Declared = AS_IT_COMES
    first: int = 0

    @cached_property
    def numbers(self) -> Mapping[int, int]:
        """Return the number of the paper in each line of a list that holds none."""
        return {line: self.first + n for n, (line, _) in enumerate(filled(self.page))}

    @cached_property
    def beside(self) -> Mapping[str, int]:
        """Return the columns that say something beside the marks, with their places."""
        return places_beside(self.page)

    @cached_property
    def mark_of(self) -> Callable[[str], int | None]:
        """Return what tells the mark that a cell says, once for all cells that say the same."""
        return lru_cache(maxsize=4096)(partial(_mark_of, self))

    @cached_property
    def top(self) -> int:
        """Return the highest number in the list, which is the first choice where the highest number is."""
        found = (whole(cell) for _, cells in self.page.rows for k, cell in enumerate(cells) if k in self.marked)
        return max((number for number in found if number is not None), default=0)

    @cached_property
    def places(self) -> Mapping[int, str]:
        """Return the places of the columns that are options, with the option of each."""
        return option_columns(
            self.page, self.poll, self.pack, declared=self.declared, number=self.number, name=self.name
        )

    @cached_property
    def marked(self) -> frozenset[int]:
        """Return the places of the columns that hold marks."""
        value = value_column(self.page)
        long = self.page.column("option") is not None
        return frozenset({value} if long and value is not None else self.places)


def for_poll(declared: Declared, poll: Poll) -> Declared:
    """Return what was declared of a list, with what the poll says of its marks and their words."""
    levels = tuple((level.value, level.label) for level in poll.scale)
    usual = "approve" * poll.marking.several or "grade" * poll.marking.levels
    return replace(declared, marks=declared.marks or usual, levels=levels)


def of_sheet(
    page: Sheet, poll: Poll, id: str, name: str, pack: Pack, declared: Declared = AS_IT_COMES, first: int = 0
) -> list[Row]:
    """Return the papers of a sheet: a column per option, `rank1,rank2,…`, or a row a mark.

    Where no column numbers them they are numbered in their order from `first` on. Raises BallotFileError where they
    cannot be, or where a column is neither an option nor known.
    """
    number = number_column(page)
    if number is None and not first:
        raise BallotFileError(
            f"{name}, line 1: no column numbers the papers; head one of them `ballot`, or number them in their order "
            "with --first 1."
        )
    if declared.marks and (declared.marks == "rank") != poll.marking.ranks:
        takes = "ranks" if poll.marking.ranks else "no ranks"
        raise BallotFileError(f"{name}: --marks says {declared.marks}, and the poll takes {takes}; nothing was read.")
    _refuse_unheaded(page, name)
    taken = _List(page, poll, id, pack=pack, name=name, number=number, declared=declared, first=first)
    if page.column("option") is not None:
        return _long(taken)
    if page.column(PART) is not None:
        raise BallotFileError(f"{name}, line 1: parts of a table need a row a mark: ballot,part,rank,option.")
    taken = replace(taken, declared=declared.beside_ticks(cell for _, cells in page.rows for cell in cells))
    ranks = rank_columns(page)
    places = {} if ranks else taken.places
    return [_row(taken, line, cells, ranks, places) for line, cells in filled(page)]


def of_file(file: BallotFile, poll: Poll, id: str, first: int, name: str, pack: Pack) -> list[Row]:
    """Return the papers of a file that does not number them, numbered from `first` in its order.

    Raises BallotFileError where it names other options than the poll.
    """
    kind = "ranks" if poll.marking.ranks else file.look
    if not file.fits(kind):
        raise BallotFileError(f"{name} holds {' or '.join(file.profiles)}, and the poll takes {kind}.")
    profile = file.profiles[kind]
    options = [option_named(poll, label, pack) for label in profile.options]
    if None in options or len(set(options)) < len(options):
        strange = next((label for label, o in zip(profile.options, options, strict=True) if o is None), "one twice")
        raise BallotFileError(f"{name}: there is no option {short(strange)!r} on this paper; nothing was read.")
    rows: list[Row] = []
    for paper in profile.ballots:
        marks = {o: m for o, m in zip(options, paper.marks, strict=True) if o is not None and m is not None}
        for _ in range(paper.weight):
            what = Ballot(id, first + len(rows), "valid" if marks else "blank", marks)
            rows.append(_of_paper(len(rows) + 1, what, paper, pack))
    return rows


def _of_paper(line: int, ballot: Ballot, paper: Paper, pack: Pack) -> Row:
    try:
        ballot = who(ballot, paper.strata, pack)
    except Wrong as wrong:
        return Row(line, ballot, wrong.column, wrong.why)
    twice = "an option is on this paper twice" if paper.repeats else ""
    return Row(line, ballot, "the marks" if twice else "", twice)


def _refuse_unheaded(page: Sheet, name: str) -> None:
    """Refuse a column that holds something and has no heading: what is in it would be lost."""
    for k, heading in enumerate(page.heading):
        line = next((line for line, cells in page.rows if not heading and k and cells[k].strip()), 0)
        if line:
            raise BallotFileError(f"{name}, line {line}, column {k + 1}: there is a mark under no heading.")


def _row(taken: _List, line: int, cells: Sequence[str], ranks: Mapping[int, int], places: Mapping[int, str]) -> Row:
    said: dict[str, Any] = {"number": 0}
    try:
        said["number"] = _numbered(taken, line, cells)
        said |= about(taken.beside, cells, taken.pack)
        pairs = _by_rank(taken, cells, ranks) if ranks else _by_option(taken, cells, places)
        said["marks"] = _marked({}, pairs)
        return _closed(Row(line, Ballot(taken.id, **said)))
    except Wrong as wrong:
        return Row(line, Ballot(taken.id, **said), wrong.column, wrong.why)


def _numbered(taken: _List, line: int, cells: Sequence[str]) -> int:
    column = taken.number or 0
    text = str(taken.numbers[line]) if taken.number is None else cells[column].strip()
    number = whole(text)
    if number is None or not 0 < number <= MOST:
        raise Wrong(taken.page.heading[column], f"{short(text)!r} is not the number of a paper")
    return number


def _by_rank(taken: _List, cells: Sequence[str], ranks: Mapping[int, int]) -> Iterable[tuple[str, int, str]]:
    for k, rank in sorted(ranks.items(), key=lambda item: item[1]):
        for part in cells[k].split("="):
            option = option_named(taken.poll, part, taken.pack)
            if option is None and not taken.declared.chooses(part):
                continue
            if option is None:
                raise Wrong(taken.page.heading[k], f"there is no option {short(part)!r} on this paper")
            yield option, rank, taken.page.heading[k]


def _by_option(taken: _List, cells: Sequence[str], places: Mapping[int, str]) -> Iterable[tuple[str, int, str]]:
    for k, option in places.items():
        try:
            given = taken.mark_of(cells[k])
        except ValueError:
            words = " or the words of its scale" * bool(taken.declared.levels)
            wanted = "" if taken.poll.marking.crosses else f"; this poll takes whole numbers{words}"
            raise Wrong(taken.page.heading[k], f"{short(cells[k])!r} is not a mark{wanted}") from None
        if given is not None:
            yield option, given, taken.page.heading[k]


def _mark_of(taken: _List, cell: str) -> int | None:
    """Return the mark that a cell says, None where it says none. Raises ValueError where it says something else."""
    level = taken.declared.level(cell)
    if level is not None or not taken.declared.chooses(cell):
        return level
    # A cross says that an option is chosen; it is not a rank, grade or number of points.
    crosses = taken.poll.marking.crosses
    found = (mark if crosses else whole_or_ordinal)(cell)
    if found is None or abs(found) > MOST:
        raise ValueError(cell)
    counts = found or (taken.declared.zero != "blank" and not crosses)
    return _ranked(taken, found) if counts else None


def _ranked(taken: _List, value: int) -> int:
    """Return a rank of which 1 is the first choice."""
    return taken.top + 1 - value if taken.declared.high_first else value


def _marked(held: Mapping[str, int], pairs: Iterable[tuple[str, int, str]]) -> dict[str, int]:
    marks = dict(held)
    for option, value, column in pairs:
        if option in marks:
            raise Wrong(column, "an option is on this paper twice")
        marks[option] = value
    return marks


def _closed(row: Row) -> Row:
    blank = row.ballot.status == "valid" and not (row.ballot.marks or row.ballot.splits)
    return replace(row, ballot=replace(row.ballot, status="blank")) if blank and not row.wrong else row


def _long(taken: _List) -> list[Row]:
    """Return the papers of a sheet with a row a mark, each with the line where it begins."""
    page = taken.page
    value = value_column(page)
    if taken.number is None:
        raise BallotFileError(
            f"{taken.name}, line 1: a row a mark needs a column `ballot` with the number of its paper."
        )
    if value is None:
        raise BallotFileError(f"{taken.name}, line 1: a column should hold the rank or mark of each option.")
    found: dict[str, Row] = {}
    for line, cells in page.rows:
        key = cells[taken.number].strip()
        if not key and cells[value].strip():
            # To leave such a row out would lose a mark of a paper above it.
            wrong = "a mark does not say on which ballot it is"
            found[f"line {line}"] = Row(line, Ballot(taken.id, 0), page.heading[taken.number], wrong)
        elif key:
            found[key] = _more(taken, found.get(key) or Row(line, Ballot(taken.id, 0)), line, cells, value)
    return [_closed(_whole(row)) for row in found.values()]


def _more(taken: _List, row: Row, line: int, cells: Sequence[str], value: int) -> Row:
    """Return a paper with one more of its rows; the marks of a part of a table gather under its number."""
    if row.wrong:
        return row
    ballot, parts = row.ballot, dict(row.parts)
    try:
        ballot = replace(ballot, number=_numbered(taken, line, cells))
        ballot = replace(ballot, **about(taken.beside, cells, taken.pack))
        pairs = list(_one_mark(taken, cells, value))
        part = _part(taken.page, cells)
        if part:
            held = parts.get(part, Split(ballot.people))
            parts[part] = Split(ballot.people, _marked(held.marks, pairs))
        else:
            ballot = replace(ballot, marks=_marked(ballot.marks, pairs))
        return replace(row, ballot=ballot, parts=parts)
    except Wrong as wrong:
        return Row(line, ballot, wrong.column, wrong.why)


def _one_mark(taken: _List, cells: Sequence[str], value: int) -> Iterable[tuple[str, int, str]]:
    option = taken.page.column("option") or 0
    if cells[option].strip() or cells[value].strip():
        named = option_named(taken.poll, cells[option], taken.pack)
        if named is None:
            heading = taken.page.heading[option]
            raise Wrong(heading, f"there is no option {short(cells[option])!r} on this paper")
        yield from _by_option(taken, cells, {value: named})


def _part(page: Sheet, cells: Sequence[str]) -> int:
    """Return which part of a table a row is of, 0 where it is of the whole paper."""
    k = page.column(PART)
    text = "" if k is None else cells[k].strip()
    found = whole(text) if text else 0
    if found is None or found < 0:
        raise Wrong(PART, f"{short(text)!r} is not the number of a part of the table")
    return found


def _whole(row: Row) -> Row:
    """Return a paper that stands for the people of its parts, where it has any."""
    splits = tuple(split for _, split in sorted(row.parts.items()))
    if not splits or row.wrong:
        return row
    return replace(row, ballot=replace(row.ballot, people=sum(s.people for s in splits), splits=splits))
