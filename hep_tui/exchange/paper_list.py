"""What a list of papers would bring to a poll: every row as a ballot, how it was read, and how else it could be."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hep_tui.counting.announcement import announce
from hep_tui.counting.files import READERS, page, read
from hep_tui.counting.files.beside import BESIDE
from hep_tui.counting.files.chosen import laid_out
from hep_tui.counting.files.declared import AS_IT_COMES, Declared
from hep_tui.counting.files.layouts import without_leftovers
from hep_tui.counting.files.paper_columns import number_column, option_named
from hep_tui.counting.files.paper_readings import readings
from hep_tui.counting.files.papers import Row, for_poll, of_file, of_sheet
from hep_tui.counting.files.rank_headings import rank_of
from hep_tui.counting.files.said import doubts_of, held_by, marks_of, numbered_from, table_of
from hep_tui.domain.wording import counted
from hep_tui.exchange.said_line import keep, said_before
from hep_tui.tables.read import AS_IT_COMES as AS_THEY_COME

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from hep_tui.counting.files.columns import Sheet
    from hep_tui.domain.pack import Pack
    from hep_tui.tables.reading import Choices
    from hep_tui.views.polls import PollView


@dataclass(frozen=True)
class Said:
    """Hold what a person said of a list of papers: what its marks mean, how the table is read, the first number.

    `first` is the number of the first paper where the list holds none; 0 where nobody said it.
    """

    declared: Declared = AS_IT_COMES
    choices: Choices = AS_THEY_COME
    first: int = 0


AS_IT_IS = Said()
_FILE = "lists-of-papers.json"


@dataclass(frozen=True)
class PaperList:
    """Hold the papers of a list, how its table and its marks were read, and what of it is in doubt.

    `headings` are those in the file, and `held` says what each of them is taken to hold. `numbered` says that the list
    holds the numbers of its papers. `others` are the readings that its marks allow, this one too, by what parts them;
    none where there is only this one.
    """

    path: Path
    said: Said
    rows: tuple[Row, ...]
    table: str
    marks: str
    doubts: tuple[str, ...]
    headings: tuple[str, ...] = ()
    held: Mapping[str, str] = field(default_factory=dict)
    numbered: bool = True
    others: Mapping[str, PaperList] = field(default_factory=dict)

    @property
    def reading(self) -> str:
        """Return how the list was read, in words."""
        return f"{self.table}; {self.marks}"

    @property
    def wrong(self) -> int:
        """Return how many rows cannot be read."""
        return sum(bool(row.wrong) for row in self.rows)

    @property
    def open(self) -> bool:
        """Say whether readings under which every row can be read store different marks, so that a person has to say."""
        possible = [each.rows for each in self.others.values() if not each.wrong]
        return any(rows != possible[0] for rows in possible[1:])


def read_papers(path: Path, view: PollView, pack: Pack, said: Said = AS_IT_IS, kept: Path | None = None) -> PaperList:
    """Return what a list would bring to a poll; `kept` is the folder that remembers what was said of such lists.

    Raises BallotFileError where it cannot be read as papers of this poll.
    """
    if path.suffix.lower().lstrip(".") in READERS:
        return _of_file(path, view, pack, said)
    source, table = page(path, said.choices)
    if kept:
        likely = (table.written, *(cells for _, cells in table.rows[:20]))
        said = replace(said, choices=said_before(kept / _FILE, likely, said.choices))
        source, table = page(path, said.choices) if said.choices.columns else (source, table)
    declared = for_poll(said.declared, view.poll)
    sheet = laid_out(source, without_leftovers(source, table), declared)
    rows = of_sheet(sheet, view.poll, view.id, name=path.name, pack=pack, declared=declared, first=said.first)
    for doubt in doubts_of(sheet, view.poll, pack, declared):
        source.warn(doubt)
    found = PaperList(
        path,
        said,
        rows=tuple(rows),
        table=table_of(sheet),
        marks=marks_of(sheet, view.poll, declared, said.first),
        doubts=source.notes,
        headings=table.written,
        held=_held(table.written, said, held_by(sheet, view.poll, pack, declared)),
        numbered=number_column(sheet) is not None,
    )
    return replace(found, others=_others(found, sheet, view, pack))


def _of_file(path: Path, view: PollView, pack: Pack, said: Said) -> PaperList:
    file = read(path, said.declared, said.choices)
    first = said.first or view.next_number
    rows = of_file(file, view.poll, view.id, first=first, name=path.name, pack=pack)
    return PaperList(
        path,
        said,
        rows=tuple(rows),
        table=file.reading or file.format,
        marks=numbered_from(first),
        doubts=file.warnings,
        numbered=False,
    )


def _held(headings: Sequence[str], said: Said, held: Mapping[str, str]) -> dict[str, str]:
    """Return what each column of the file is taken to hold; of headings that come twice nobody can say it."""
    once = [name for name, times in Counter(headings).items() if name and times == 1]
    return {name: said.choices.columns.get(name, held.get(name, name)) for name in once}


def likely_columns(path: Path, view: PollView, pack: Pack) -> dict[str, str]:
    """Return what the columns of a list may hold where they cannot all be read: `ballot`, what is known, or nothing.

    Nothing is returned of a file that is not a table. Raises BallotFileError where it is not to be read at all.
    """
    if path.suffix.lower().lstrip(".") in READERS:
        return {}
    _, table = page(path)
    number = number_column(table)
    known = {
        name: name if name.lower() in BESIDE or rank_of(name) or option_named(view.poll, name, pack) else ""
        for name in table.heading
        if name
    }
    return known | ({table.heading[number]: "ballot"} if number is not None else {})


def remember(kept: Path, papers: PaperList) -> None:
    """Remember what was said of the columns of a list, for others with the same headings."""
    keep(kept / _FILE, papers.headings, papers.said.choices)


def _others(found: PaperList, sheet: Sheet, view: PollView, pack: Pack) -> dict[str, PaperList]:
    name, said = found.path.name, found.said
    declared = for_poll(said.declared, view.poll)
    others = {}
    for words, each in readings(sheet, view.poll, pack, declared=declared, name=name).items():
        rows = of_sheet(sheet, view.poll, view.id, name=name, pack=pack, declared=each, first=said.first)
        marks = marks_of(sheet, view.poll, each, said.first)
        others[words] = replace(found, said=replace(said, declared=each), rows=tuple(rows), marks=marks)
    return others


def said_of_result(papers: PaperList, view: PollView) -> str:
    """Return in words what a list would give by itself: who leads, how many papers, how many cannot be read."""
    ballots = [row.ballot for row in papers.rows if not row.wrong]
    found = announce(view.id, view.poll, ballots, None)
    labels = {option.id: option.label for option in view.poll.options}
    leads = " and ".join(labels.get(id, id) for id in found.winners)
    said = [f"{leads} leads" if len(found.winners) == 1 else f"{leads or 'nobody'} level"]
    said.append(counted(len(ballots), "paper"))
    if papers.wrong:
        said.append(f"{papers.wrong} refused")
    return ", ".join(said)
