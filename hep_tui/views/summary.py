"""A meeting on one page, fit to be handed round: no person, no school, and no group too small to hide in."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from hep_tui.domain.audience import ROOM, Audience
from hep_tui.domain.chart import Bar
from hep_tui.domain.decisions import FollowUp
from hep_tui.domain.headcount import headcount
from hep_tui.domain.hiding import tells
from hep_tui.domain.meetings import Attendance, Meeting, MeetingState
from hep_tui.domain.names import replaced
from hep_tui.domain.notes import SIGNS, Note, Vocabulary
from hep_tui.domain.phases import SUPPRESSED, UNKNOWN, Cells, cells
from hep_tui.domain.polls import PollState
from hep_tui.domain.result import Result
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.views.agenda import agenda, ending
from hep_tui.views.came import present
from hep_tui.views.framework import framework, named
from hep_tui.views.meetings import notes
from hep_tui.views.names import Finder, naming
from hep_tui.views.polls import PollView, polls
from hep_tui.views.release import announced
from hep_tui.views.result_order import places, result_bars
from hep_tui.views.review import Review, review, vocabulary

MOST_POINTS, PAGE_POINTS, MOST_THEMES = 4, 24, 8
OTHERS = "others"


@dataclass(frozen=True)
class Point:
    """Hold one thing said that is worth its place on the page; `speaker` is a phase, or empty; `models` are ids."""

    text: str
    quote: bool = False
    key: bool = False
    sentiment: str = ""
    speaker: str = ""
    models: tuple[str, ...] = ()


@dataclass(frozen=True)
class ItemSummary:
    """Hold one agenda item: minutes, notes, the points that fit, and how many could have been there as well."""

    title: str
    planned: int
    spent: int
    notes: int
    points: tuple[Point, ...] = ()
    more: int = 0


@dataclass(frozen=True)
class ThemeLine:
    """Hold a theme, the notes that carry it, how many of those say what (sentiment, number), and the notes in full."""

    label: str
    notes: int
    balance: tuple[tuple[str, int], ...]
    points: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Task:
    """Hold a decision or an action; `owner` is a phase, role or group."""

    kind: str
    text: str
    owner: str = ""
    due: str = ""
    state: str = "open"


@dataclass(frozen=True)
class Vote:
    """Hold a declared result as it was announced, and with every option where it is told in full.

    `order` is every option with its votes or its place and what is beside it; `bars` are there where figures are told.
    """

    title: str
    sentence: str
    record_code: str
    bars: tuple[Bar, ...] = ()
    order: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Summary:
    """Hold a meeting on one page; numbers of people are (label, number), None where one would tell of fewer than five.

    `silent` are those who were there and are in no note, `absent` those of the borough of whom nobody was there;
    `held_back` is what is left out because it may name somebody, for whoever writes the page. `rated` are the
    conditions with how many tables gave each of `levels`. `ahead` says that the meeting has not begun, and that nothing
    was said.
    """

    review: str
    meeting: Meeting
    time: str
    present: int | None
    phases: tuple[tuple[str, int], ...]
    roles: tuple[tuple[str, int], ...]
    groups: tuple[tuple[str, int | None], ...]
    items: tuple[ItemSummary, ...]
    themes: tuple[ThemeLine, ...]
    tasks: tuple[Task, ...]
    votes: tuple[Vote, ...]
    silent: tuple[str, ...]
    absent: tuple[str, ...]
    held_back: tuple[str, ...]
    levels: tuple[str, ...] = ()
    rated: tuple[tuple[str | int, ...], ...] = ()
    ahead: bool = False

    @property
    def withheld(self) -> int:
        """Return how much is left out."""
        return len(self.held_back)


def summary(book: Book, meeting: str, now: datetime, audience: Audience = ROOM) -> Summary:
    """Return a meeting as an audience may read it: on one page for the room, in full for others.

    Raises HepError where there is no such meeting.
    """
    held = agenda(book, meeting)
    times = held.at(now)
    found = review(book)
    who = [a.what for a in records(book, Attendance, meeting=meeting)]
    page = _Page(found, vocabulary(book, found.pack), who, naming(book, meeting), audience)
    taken = {n.id: n.what for n in notes(book, meeting)}
    states = {f.what.note: f.what.state for f in records(book, FollowUp)}
    spent = {slot.item.id: round(slot.spent / 60) for slot in times.slots}
    tasks = tuple(page.task(n, states.get(id, "open")) for id, n in taken.items() if n.action or n.decision)
    # What names somebody is held back by these two, and listed after them.
    items = page.items(held.meeting, spent, list(taken.values()))
    themes = page.themes(taken.values())
    votes = []
    for view in polls(book):
        if view.poll.meeting == meeting and view.declared and view.state is PollState.DECLARED:
            votes.append(_vote(view, view.declared, audience))
    levels, rated = _rated(book, meeting)
    return Summary(
        found.title,
        held.meeting,
        time=ending(times),
        present=page.present(),
        phases=page.phases(),
        roles=page.roles(),
        groups=page.groups(),
        items=items,
        themes=themes,
        tasks=tasks,
        votes=tuple(votes),
        silent=page.silent(taken.values()),
        absent=page.absent(taken.values()),
        held_back=tuple(page.held_back),
        levels=levels,
        rated=rated,
        ahead=times.progress.state is MeetingState.PLANNED and not taken,
    )


def _vote(view: PollView, said: Result, audience: Audience) -> Vote:
    """Return a declared result as an audience may read it, with every option of a ranking or where all is told."""
    sentence = said.sentence if audience.names else announced(view)
    told = (audience.whole or view.poll.marking.ranks) and sentence == said.sentence
    figures = told and (audience.whole or view.poll.counting.means)
    bars = tuple(result_bars(view.poll, said)) if figures else ()
    order = [(b.label, b.figure, b.note) for b in bars] or [(o, str(n), "") for n, o in places(view.poll, said)]
    return Vote(view.poll.title, sentence, said.record_code, bars, tuple(order) if told else ())


def _rated(book: Book, meeting: str) -> tuple[tuple[str, ...], tuple[tuple[str | int, ...], ...]]:
    """Return the levels of the framework, and how many tables gave each to every condition; nothing where none did."""
    part = framework(book, meeting).part("table")
    if not part.sheets:
        return (), ()
    levels = tuple(named(level) for level in part.rated[0].levels) if part.rated else ()
    return levels, tuple((r.condition.label, *r.counts, r.n, r.agreed) for r in part.rated)


class _Page:
    """Show what may be shown of one meeting, and count what may not."""

    def __init__(
        self, found: Review, words: Vocabulary, who: Sequence[Attendance], find: Finder, audience: Audience
    ) -> None:
        self.words, self.schools = words, Counter(s.phase for s in found.schools)
        self.order = [p.id for p in found.pack.phases]
        self.cells: Cells = cells(found.pack.phases, found.schools)
        self.find = find
        self.who = who
        self.told = headcount([present(a, self.cells) for a in who])
        self.here = Counter(self.cell(a.phase) for a in who if a.phase)
        self.audience = audience
        self.held_back: list[str] = []

    def named(self, text: str) -> bool:
        """Say whether a text may name a school or somebody, and so is held back from this audience."""
        return not self.audience.names and bool(self.find(text))

    def cell(self, phase: str) -> str:
        """Return the label under which a phase may be shown: its own, that of a wider cell, or others."""
        cell, how = self.cells.of(phase)
        if how in (SUPPRESSED, UNKNOWN):
            return OTHERS
        return self.label(cell)

    def label(self, cell: str) -> str:
        """Return the label of a cell by its code."""
        return self.words.phases.get(cell, self.cells.labels.get(cell, ""))

    def spelt_out(self, cell: str) -> str:
        """Return the label of a cell with its phases: “specialist” alone would be read as special schools, too."""
        within = [self.words.phases.get(id, id) for id in self.order if self.schools[id] and self.cell(id) == cell]
        return cell if within in ([], [cell]) or cell == OTHERS else f"{cell} ({', '.join(within)})"

    def cells_in_order(self) -> list[str]:
        return list(dict.fromkeys([*(self.cell(id) for id in self.order), *self.here]))

    def present(self) -> int | None:
        """Return how many were there; for all but the team, None where they are fewer than five."""
        return len(self.who) if self.audience.names else self.told.people

    def phases(self) -> tuple[tuple[str, int], ...]:
        """Return how many were there by phase; for all but the team, phases of fewer than five stand together."""
        told = self.here if self.audience.names else {self.label(id): n for id, n in self.told.phases.items() if id}
        named = tuple((cell, told[cell]) for cell in self.cells_in_order() if told.get(cell))
        return named + self._others(self.told.phases)

    def roles(self) -> tuple[tuple[str, int], ...]:
        """Return how many were there by role; for all but the team, roles of fewer than five stand together."""
        told = Counter(a.role for a in self.who) if self.audience.names else Counter(self.told.roles)
        named = tuple((self.words.label(id), n) for id, n in told.most_common() if id)
        return named + self._others(self.told.roles)

    def _others(self, told: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
        """Return how many a headcount takes together; nothing for the team, which reads of everybody."""
        if self.audience.names or "" not in told or len(told) == 1:
            return ()
        return ((OTHERS, told[""]),)

    def groups(self) -> tuple[tuple[str, int | None], ...]:
        """Return how many were there of each group, in the order of the pack; somebody may be of several."""
        sizes = Counter(group for a in self.who for group in a.groups)
        hidden = {id for id, n in sizes.items() if tells((n, len(self.who) - n)) and not self.audience.names}
        order = dict.fromkeys([*(id for id in self.words.groups if id in sizes), *sizes])
        return tuple((self.words.label(id), None if id in hidden else sizes[id]) for id in order)

    def _names(self, cell: str) -> bool:
        """Say whether the page may name a phase as that of somebody who was there."""
        return self.audience.names or cell in map(self.label, self.told.named)

    def silent(self, taken: Iterable[Note]) -> tuple[str, ...]:
        """Return the cells of those who were there and are in no note."""
        heard = {self.cell(n.phase) for n in taken if n.phase}
        quiet = (cell for cell in self.cells_in_order() if self.here[cell] and cell not in heard)
        return tuple(self.spelt_out(cell) for cell in quiet if self._names(cell))

    def absent(self, taken: Iterable[Note]) -> tuple[str, ...]:
        """Return the cells with schools in the borough of which nobody was there or was heard."""
        if not self.here:
            return ()
        known = {self.cell(n.phase) for n in taken if n.phase} | {cell for cell in self.here if self.here[cell]}
        of_borough = dict.fromkeys(self.cell(id) for id in self.order if self.schools[id])
        return tuple(self.spelt_out(cell) for cell in of_borough if cell not in known)

    def items(self, meeting: Meeting, spent: dict[str, int], taken: list[Note]) -> tuple[ItemSummary, ...]:
        ids = [item.id for item in meeting.items]
        with_notes = len({n.item for n in taken})
        most = max(1, min(MOST_POINTS, PAGE_POINTS // max(1, with_notes)))
        said = Counter(theme for n in taken for theme in n.themes)
        found = [
            self._item(item.title, item.minutes, spent[item.id], [n for n in taken if n.item == item.id], said, most)
            for item in meeting.items
        ]
        rest = [n for n in taken if n.item not in ids]
        return (*found, *([self._item("not on the agenda", 0, 0, rest, said, most)] if rest else []))

    def _item(
        self, title: str, planned: int, spent: int, taken: list[Note], said: Counter[str], most: int
    ) -> ItemSummary:
        plain = [n for n in taken if not (n.action or n.decision)]
        kept = [n for n in plain if not self.named(n.text)]
        self.held_back += [n.text for n in plain if n not in kept]
        # Among equals what was said first comes first: sorting keeps the order of the record.
        ranked = sorted(kept, key=lambda n: (not n.key, not n.quote, -max((said[t] for t in n.themes), default=0)))
        if self.audience.whole:
            ranked, most = kept, len(kept)
        points = tuple(self._point(n) for n in ranked[:most])
        return ItemSummary(title, planned, spent, notes=len(taken), points=points, more=len(ranked) - len(points))

    def _point(self, note: Note) -> Point:
        cell = self.cell(note.phase) if note.phase else ""
        # The people of the meeting read this page: among a few of a phase, its name would give one away.
        speaker = cell if self._names(cell) else ""
        sentiment = note.sentiment if note.sentiment in SIGNS else ""
        models = tuple(id.partition("@")[0] for id in note.models)
        return Point(note.text, note.quote, note.key, sentiment, speaker=speaker, models=models)

    def themes(self, taken: Iterable[Note]) -> tuple[ThemeLine, ...]:
        of_theme: dict[str, list[Note]] = {}
        for note in taken:
            for theme in note.themes:
                of_theme.setdefault(theme, []).append(note)
        shown = {id: n for id, n in of_theme.items() if not self.named(self.words.theme(id).replace("-", " "))}
        ranked = sorted(shown, key=lambda id: -len(shown[id]))
        most = ranked if self.audience.whole else ranked[:MOST_THEMES]
        return tuple(self._theme(id, shown[id]) for id in most)

    def _theme(self, id: str, taken: Sequence[Note]) -> ThemeLine:
        told = [n for n in taken if self.audience.whole and not self.named(n.text)]
        return ThemeLine(self.words.theme(id), len(taken), _balance(taken), tuple(self._point(n) for n in told))

    def task(self, note: Note, state: str) -> Task:
        owner = "somebody named in the record" if note.owner else ""
        offices = (self.words.phases, self.words.roles, self.words.groups)
        if self.audience.names or any(note.owner in terms for terms in offices):
            owner = self.words.label(note.owner)
        # What is to be done stays worth reading without the name, so that it is replaced as in an export.
        text = note.text if self.audience.names else replaced(note.text, self.find(note.text))
        return Task("decision" if note.decision else "action", text, owner, note.due, state)


def _balance(taken: Iterable[Note]) -> tuple[tuple[str, int], ...]:
    counts = Counter(n.sentiment for n in taken)
    return tuple((sentiment, counts[sentiment]) for sentiment in SIGNS if counts[sentiment])
