"""The framework as a screen shows it: the sheets of a meeting, their spread, and the change between meetings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from hep_tui.domain.framework import UNITS, Rating, agreement_words, change_words, levels_of, mean, median
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.pack import Condition, Level, Pack
from hep_tui.domain.wording import counted
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import Record, record_of, records
from hep_tui.views.review import review


@dataclass(frozen=True)
class Rated:
    """Hold how one condition was rated: `counts` by level, lowest first, and how in the meeting before."""

    condition: Condition
    levels: tuple[Level, ...]
    counts: tuple[int, ...]
    before: "Rated | None" = None

    @property
    def n(self) -> int:
        """Return how many sheets rate it."""
        return sum(self.counts)

    @property
    def mean(self) -> Fraction | None:
        """Return the mean level, for analysts: a scale of words has no true mean."""
        return mean(self.counts, self.levels)

    @property
    def median(self) -> str:
        """Return the middle mark in words, both where it lies between two; empty without any."""
        found = median(self.counts)
        names = [named(self.levels[place]) for place in dict.fromkeys(found or ())]
        return " to ".join(names)

    @property
    def agreement(self) -> Fraction | None:
        """Return van der Eijk's A: 1 where all say the same, 0 where they spread evenly, -1 in two camps."""
        from hep_tui.counting.agreement import agreement_a

        return agreement_a(self.counts)

    @property
    def agreed(self) -> str:
        """Return the agreement in words."""
        return agreement_words(self.n, self.agreement)

    @property
    def change(self) -> str:
        """Return the change since the meeting before in words, empty where there is none to compare."""
        return change_words(self.mean, self.before.mean, self.n, self.before.n) if self.before else ""


@dataclass(frozen=True)
class Part:
    """Hold what one kind of sheet gives in one meeting; `since` is the title of the meeting it is compared with."""

    unit: str
    sheets: tuple[Record[Rating], ...]
    rated: tuple[Rated, ...]
    since: str = ""

    @property
    def said(self) -> str:
        """Return how many sheets there are, in words."""
        return counted(len(self.sheets), "table" if self.unit == "table" else "person")


@dataclass(frozen=True)
class Framework:
    """Hold the framework as one meeting rates it; tables and persons are never added up.

    `disputed` are the tables with two versions after a merge: they are left out of every figure.
    """

    meeting: str
    title: str
    tables: int
    pack: Pack
    levels: tuple[Level, ...]
    parts: tuple[Part, ...]
    disputed: tuple[int, ...]

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Return the conditions, in the order of the sheet."""
        return self.pack.conditions

    def part(self, unit: str) -> Part:
        """Return what tables or persons give."""
        return next(part for part in self.parts if part.unit == unit)


def framework(book: Book, meeting: str) -> Framework:
    """Return how a meeting rates the framework.

    Raises HepError where there is no such meeting.
    """
    found = record_of(book, Meeting, meeting)
    if found is None:
        raise HepError("This meeting is not in the record any more; choose another on the home screen.")
    pack = review(book).pack
    every = records(book, Rating)
    parts = tuple(_part(book, pack, every, meeting, unit) for unit in UNITS)
    disputed = {r.what.table_no for r in every if r.disputed and r.what.meeting == meeting}
    return Framework(
        meeting,
        found.what.title,
        found.what.tables,
        pack=pack,
        levels=levels_of(pack),
        parts=parts,
        disputed=tuple(sorted(disputed)),
    )


def over_meetings(book: Book, unit: str) -> list[tuple[str, Part]]:
    """Return what tables or persons gave in every meeting that rated, with its title, in the order of their dates."""
    pack, every = review(book).pack, records(book, Rating)
    parts = [(title, _part(book, pack, every, id, unit)) for id, title in _meetings(book)]
    return [(title, part) for title, part in parts if part.sheets]


def _meetings(book: Book) -> list[tuple[str, str]]:
    """Return id and title of every meeting by date, undated ones last."""
    found = sorted(records(book, Meeting), key=lambda m: m.what.date or "9999")
    return [(m.id, m.what.title) for m in found]


def _part(book: Book, pack: Pack, every: Sequence[Record[Rating]], meeting: str, unit: str) -> Part:
    sheets = _sheets(every, meeting, unit)
    since, earlier = "", list[Record[Rating]]()
    for id, title in _meetings(book):
        if id == meeting:
            break
        if held := _sheets(every, id, unit):
            since, earlier = title, held
    now, before = _rated(pack, sheets), _rated(pack, earlier)
    rated = tuple(replace(r, before=b if since else None) for r, b in zip(now, before, strict=True))
    return Part(unit, tuple(sheets), rated, since)


def _sheets(every: Sequence[Record[Rating]], meeting: str, unit: str) -> list[Record[Rating]]:
    return [r for r in every if (r.what.meeting, r.what.unit) == (meeting, unit) and not r.disputed]


def _rated(pack: Pack, sheets: Sequence[Record[Rating]]) -> list[Rated]:
    levels = levels_of(pack)
    found = []
    for condition in pack.conditions:
        marks = [s.what.marks.get(condition.id) for s in sheets]
        found.append(Rated(condition, levels, tuple(marks.count(level.value) for level in levels)))
    return found


def named(level: Level) -> str:
    """Return a level with its anchor, or the number alone where it has none."""
    return f"{level.value} {level.label}".strip()
