"""Read a list of votes with a column a rank, and the names of options below it."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from hep_tui.counting.files.columns import About, counted_rows, ids_of
from hep_tui.counting.files.declared import OVERVOTES, Declared, folded
from hep_tui.counting.files.slips import one_slip_apart
from hep_tui.counting.files.source import MAX_OPTIONS, BallotFile, Source, short, tidy
from hep_tui.counting.profile import OVERVOTED, Ballot, Profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hep_tui.counting.files.columns import Sheet

    Rows = Sequence[tuple[int, list[str]]]

_NONE: Mapping[str, str] = MappingProxyType({})


def by_rank(source: Source, page: Sheet, ranks: dict[int, int], declared: Declared) -> BallotFile:
    """Return a list whose cells name options, and the other readings that its words allow."""
    about = About.of(page)
    rows = counted_rows(source, page, about, ids_of(source, page))
    if not all(1 <= rank <= MAX_OPTIONS for rank in ranks.values()):
        raise source.error(f"ranks are numbered from 1 to {MAX_OPTIONS}", 1)
    cells = [row[k] for _, row in rows for k in ranks]
    for said in declared.said_silent(cells):
        source.warn(said)
    found = _named(source, about, rows, ranks, declared=declared)
    others = []
    if perhaps := dict.fromkeys(tidy(cell) for cell in cells if declared.perhaps(cell)):
        named = replace(declared, options=(*declared.options, *perhaps))
        other = _named(Source(source.name, ""), about, rows, ranks, declared=named)
        others.append(replace(other, reading=f"with {', '.join(map(short, perhaps))} as an option"))
    if slips := one_slip_apart(found.profile.options):
        other = _named(Source(source.name, ""), about, rows, ranks, declared=declared, slips=slips)
        joined = ", ".join(f"{short(wrong)} as {short(right)}" for wrong, right in slips.items())
        source.warn(f"names that one letter parts are counted as two options: {joined}")
        others.append(replace(other, reading=f"with {joined}"))
    return replace(found, warnings=source.notes, others=tuple(others))


def _named(
    source: Source,
    about: About,
    rows: Rows,
    ranks: dict[int, int],
    *,
    declared: Declared,
    slips: Mapping[str, str] = {},
) -> BallotFile:
    """Return papers whose cells name options; `slips` are names to be read as others."""
    order = sorted(ranks, key=lambda k: ranks[k])
    names = _Names(declared, slips)
    groups_of = []
    for _, cells in rows:
        groups: list[list[int]] = [[] for _ in range(max(ranks.values(), default=0))]
        for k in order:
            groups[ranks[k] - 1] += names.of(cells[k])
        groups_of.append(groups)
    options = source.names(names.found)
    for said in names.said:
        source.warn(said)
    ballots = []
    for (line, cells), groups in zip(rows, groups_of, strict=True):
        paper = source.ballot(len(options), groups, about.papers(source, cells, line), line)
        over = tuple((OVERVOTED, ranks[k]) for k in order if cells[k].strip().lower() in OVERVOTES for _ in range(2))
        ballots.append(Ballot(paper.marks, paper.weight, about.who(cells), paper.repeats + over))
    says = "a column a rank, the names of options below it"
    return BallotFile("CSV by rank", {"ranks": Profile(options, tuple(ballots))}, "ranks", reading=says)


class _Names:
    """Number the options as they are met; names that differ only in case and blanks are one, and so are slips."""

    def __init__(self, declared: Declared, slips: Mapping[str, str]) -> None:
        self.declared = declared
        self.found: list[str] = []
        self._places: dict[str, int] = {}
        self._spelled: dict[str, str] = {}
        self._slips = {folded(wrong): folded(right) for wrong, right in slips.items()}

    def of(self, cell: str) -> list[int]:
        """Return the places of the names in a cell; options that share a rank have `=` between them."""
        if not self.declared.chooses(cell):
            return []
        return [self._place(name) for part in cell.split("=") if (name := tidy(part))]

    def _place(self, name: str) -> int:
        key = folded(name)
        key = self._slips.get(key, key)
        if key not in self._places:
            self._places[key] = len(self._places)
            self.found.append(name)
        first = self.found[self._places[key]]
        if name != first:
            self._spelled[name] = first
        return self._places[key]

    @property
    def said(self) -> Iterator[str]:
        """Yield what was taken for the same name."""
        for name, first in self._spelled.items():
            yield f"{short(name)!r} is read as {short(first)!r}"
