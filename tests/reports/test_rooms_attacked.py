"""Nobody works out of totals, report and summaries together what fewer than five people in the rooms are or chose."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest

from hep_tui.actions import ballots, framework, meetings, notes, polls, record
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.framework import Rating
from hep_tui.domain.hiding import OTHERS
from hep_tui.domain.meetings import Attendance, Meeting, Step
from hep_tui.domain.notes import Note
from hep_tui.domain.phases import MIN_CELL
from hep_tui.domain.polls import Hands, Option, Poll, PollState
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.reports.document import Document, Sentence
from hep_tui.reports.report import report
from hep_tui.views.cuts import cuts, release, require_apart
from hep_tui.views.picture_painter import picture
from hep_tui.views.review import review, vocabulary
from hep_tui.views.summary import summary
from hep_tui.views.summary_words import as_lines
from hep_tui.views.totals import CAME, CHOSE, HEARD, RATED, Total, totals

from .sums import Figures, Sums

PHASES = ("primary", "secondary", "special", "cross-phase", "")
ROLES = ("head", "governor", "ceo", "")
OPTIONS = (Option("A", "Alpha"), Option("B", "Beta"), Option("C", "Gamma"))
RULES = {"choose": "plurality", "approve": "approval", "rank": "plurality", "hands": "plurality"}
Cell = Any
Attack = Callable[[Sums, Figures], Mapping[Cell, int]]
At = tuple[bool, ...]
"""At which of the meetings somebody was; everybody was at one of them."""


@dataclass(frozen=True)
class Somebody:
    """Hold who somebody is, and at which of the meetings they were."""

    at: At
    phase: str
    role: str


@dataclass
class Rooms:
    """Hold what happened in some meetings: who was there, and by poll what each of whom chose.

    Of `meetings` only the first `begun` have: to the others people are expected.
    """

    meetings: list[str]
    begun: int
    people: list[Somebody]
    chosen: dict[str, tuple[str, list[tuple[str, frozenset[str]]]]]
    rated: list[tuple[str, int]]

    @property
    def ats(self) -> list[At]:
        """Return at which of the meetings somebody can have been."""
        return [at for at in product((True, False), repeat=len(self.meetings)) if any(at)]


def mixed(dice: random.Random) -> list[Somebody]:
    """Return people of two meetings, some at both."""
    lean = dice.random()
    return [
        Somebody(
            dice.choice(((True, False), (False, True), (True, True)) if dice.random() < lean else ((True, False),)),
            dice.choice(PHASES[: dice.randrange(1, 6)]),
            dice.choice(ROLES[: dice.randrange(1, 5)]),
        )
        for _ in range(dice.choice((3, 6, 9, 12, 16, 24)))
    ]


def regulars(dice: random.Random) -> list[Somebody]:
    """Return people of two or three meetings of whom nearly all come to the first, and a few drop out or walk in."""
    ats = [at for at in product((True, False), repeat=dice.choice((2, 3))) if any(at)]
    weights = [dice.choice((1, 1, 8, 30)) if at[0] else dice.choice((0, 1, 3)) for at in ats]
    return [
        Somebody(dice.choices(ats, weights)[0], dice.choice(PHASES[: dice.choice((1, 2, 2, 5))]), dice.choice(ROLES))
        for _ in range(dice.choice((10, 15, 20, 30, 45)))
    ]


def one_special_school(dice: random.Random) -> list[Somebody]:
    """Return people of which one phase has barely the size of a figure, at two or three meetings of full size."""
    ats = [at for at in product((True, False), repeat=dice.choice((2, 3))) if any(at)]
    small, large = dice.choice((3, 4, 5, 6)), dice.choice((10, 15, 20))
    phases = ["special"] * small + ["primary"] * large + ["secondary"] * dice.choice((0, 4, 5, 8, 12))
    roles = ["head"] * (len(phases) - dice.choice((0, 1, 5))) + ["ceo"] * len(phases)
    return [
        Somebody(dice.choice(ats[: dice.randrange(1, len(ats) + 1)]), phase, role)
        for phase, role in zip(phases, roles, strict=False)
    ]


def a_hall_each(dice: random.Random) -> list[Somebody]:
    """Return people of two phases that have a meeting each, and a few who come to that of the others, or to both."""
    few = [dice.choice((0, 1, 2, 4)) for _ in range(3)]
    halls = [("primary", (True, False), dice.randrange(8, 20)), ("secondary", (False, True), dice.randrange(8, 20))]
    guests = [
        ("secondary", (True, False), few[0]),
        ("primary", (False, True), few[1]),
        ("primary", (True, True), few[2]),
    ]
    return [Somebody(at, phase, "head") for phase, at, n in [*halls, *guests] for _ in range(n)]


def one_more_to_come(dice: random.Random) -> list[Somebody]:
    """Return people of two meetings, few of whom came to both, and of a third, to which most of them are to come."""
    ats = [(True, False), (False, True), (True, True)]
    weights = (dice.randrange(8, 22), dice.randrange(8, 22), dice.randrange(1, 5))
    held = [(at, n < 2 * weight // 3) for at, weight in zip(ats, weights, strict=True) for n in range(weight)]
    return [Somebody((*at, again), "primary", "head") for at, again in held]


Shape = Callable[[random.Random], list[Somebody]]
SHAPES = (regulars, one_special_school, a_hall_each, one_more_to_come)


def happen(book: Book, dice: random.Random, shape: Shape) -> Rooms:
    """Let people come to meetings, vote in every way, and rate."""
    people = shape(dice)
    held = [record.add(book, Meeting(f"{nth} evening")) for nth in ("First", "Second", "Third")[: len(people[0].at)]]
    for n, who in enumerate(people):
        for meeting, there in zip(held, who.at, strict=True):
            if there:
                meetings.attend(book, Attendance(meeting, f"p{n}", phase=who.phase, role=who.role))
    found = Rooms(held, len(held) - (shape is one_more_to_come), people, {}, [])
    for meeting in held[: found.begun]:
        record.add(book, Step(meeting))
    for method in RULES:
        _vote(book, dice, found, method)
    pack = review(book).pack
    for number in range(sum(who.at[0] for who in people) if dice.random() < 0.5 else 0):
        level = dice.randrange(1, 5) if dice.random() < 0.5 else 3
        found.rated.append(("trust", level))
        framework.rate(book, pack, Rating(held[0], {"trust": level}, "person", number=number + 1))
    for _ in range(dice.randrange(30)):
        themes = tuple(dice.sample(("send", "cpd", "ap"), dice.randrange(2)))
        speaker, feeling = dice.choice(people), dice.choice(("positive", "concern", ""))
        place = speaker.at.index(True)
        notes.add(book, Note("Something", held[place], themes=themes, sentiment=feeling, phase=speaker.phase))
    return found


def _vote(book: Book, dice: random.Random, found: Rooms, method: str) -> None:
    asked = Poll(f"By {method}", "?", method, OPTIONS, found.meetings[0], rule=RULES[method])
    poll = polls.create(book, asked)
    polls.change_state(book, poll, PollState.OPEN)
    here = [who for who in found.people if who.at[0] and dice.random() < 0.9]
    if not here:
        return
    lean, chosen = dice.random(), []
    for number, who in enumerate(here, 1):
        first = "A" if dice.random() < lean else dice.choice("ABC")
        more = {o for o in "ABC" if method == "approve" and dice.random() < 0.4}
        chosen.append((who.phase, frozenset({first} | more)))
        if method != "hands":
            marks = dict.fromkeys({first} | more, 1)
            ballots.cast(book, Ballot(poll, number, marks=marks, phase=who.phase))
    if method == "hands":
        counts = Counter(option for _, those in chosen for option in those)
        polls.show_hands(book, Hands(poll, len(here), {o: {"": counts[o]} for o in "ABC"}))
    polls.change_state(book, poll, PollState.CLOSED)
    polls.declare(book, poll, "nobody counted the paper")
    found.chosen[poll] = method, chosen


@dataclass
class Told:
    """Hold all that is handed on of a review: totals, report, and the summary of each meeting."""

    totals: list[Total]
    report: Document
    pages: list[list[str]]
    label_of: dict[str, str]
    """The label under which a phase is told in totals and report."""
    short: dict[str, str]
    """The words for phases and roles in summaries."""


def told(book: Book, rooms: Rooms) -> Told:
    found = picture(book)
    pack = review(book).pack
    words = vocabulary(book, pack)
    labels = {name: heard.label for heard in found.heard for name in (*heard.phases, heard.label)}
    now = book.source.now()
    pages = [as_lines(summary(book, meeting, now)) for meeting in rooms.meetings]
    label_of = {p.id: labels.get(p.name, "") for p in pack.phases} | {"": OTHERS}
    return Told([*totals(book)], report(book), pages, label_of, {**words.phases, **words.roles})


def together(told: Told, label: str, alone: Sequence[str]) -> set[str]:
    """Return the phases that stand under a label: its own, and for the others all that do not stand alone."""
    if label != OTHERS:
        return {phase for phase, own in told.label_of.items() if own == label}
    return {phase for phase, own in told.label_of.items() if own == OTHERS or own not in alone}


def of_who_came(told: Told, rooms: Rooms) -> Iterator[tuple[Sums, dict[Cell, frozenset[Cell]], Counter[Cell]]]:
    """Yield what is known of who was at which meeting, what may not be worked out, and how it was."""
    places = range(len(rooms.meetings))
    kinds: list[Cell] = [*product(rooms.ats, PHASES, ROLES)]
    came = [c for c in kinds if any(c[0][: rooms.begun])]
    sums = Sums(kinds, len(rooms.people))
    for n in of_everybody(told):
        sums.add(came, n)
    heard = [t for t in told.totals if t.about == HEARD and t.label == "people in rooms" and t.people is not None]
    labels = [t.phase for t in heard]
    for total in heard:
        phases = together(told, total.phase, labels) if total.phase != "Everybody" else {*PHASES}
        sums.add([c for c in came if c[1] in phases], total.people or 0)
    for total in (t for t in told.totals if t.about == CAME and t.people is not None):
        if total.meeting:
            place = rooms.meetings.index(total.meeting)
            sums.add([c for c in kinds if c[0][place]], total.people or 0)
        else:
            sums.add([c for c in came if c[2] == total.answer], total.people or 0)
    for place, page in enumerate(told.pages):
        for phases, roles, n in _of_page(told, page):
            sums.add([c for c in kinds if c[0][place] and c[1] in phases and c[2] in roles], n)
    where: dict[Cell, frozenset[Cell]] = {at: frozenset(c for c in kinds if c[0] == at) for at in rooms.ats}
    where |= {place: frozenset(c for c in kinds if c[0][place]) for place in places}
    where |= {(one, two): where[one] & where[two] for one in places for two in places if one < two}
    where["any"] = frozenset(kinds)
    of = {phase: frozenset(c for c in kinds if c[1] == phase) for phase in PHASES}
    have = {role: frozenset(c for c in kinds if c[2] == role) for role in ROLES}
    figures: dict[Cell, frozenset[Cell]] = {("at", at): cells for at, cells in where.items()}
    figures |= {("phase", at, phase): where[at] & of[phase] for at in where for phase in PHASES}
    figures |= {("role", at, role): where[at] & have[role] for at in where for role in ROLES}
    yield sums, figures, Counter((who.at, who.phase, who.role) for who in rooms.people)


def of_everybody(told: Told) -> Iterator[int]:
    """Yield how many people came to any of the meetings, where the report says so."""
    lines = [b.words for section in told.report.sections for b in section.blocks if isinstance(b, Sentence)]
    yield from (int(found[1]) for line in lines if (found := re.match(r"(\d+) people took part", line)))
    for figures in told.report.figures:
        if figures.id == "heard" and isinstance(n := figures.rows[-1][3], int):
            yield n


def _of_page(told: Told, page: Sequence[str]) -> Iterator[tuple[set[str], set[str], int]]:
    """Yield what the summary of a meeting says: of which phases and roles people are, and how many they are."""
    every = {*PHASES}, {*ROLES}
    for line in page:
        if found := re.match(r"(?:WHO WAS THERE|ON THE REGISTER, BEFORE IT BEGINS)  (\d+) p", line):
            yield *every, int(found[1])
        elif line.startswith("- by phase: "):
            said = re.findall(r"([^,:]+?) (\d+)(?:,|\Z)", line.removeprefix("- by phase: "))
            alone = {phase for phase in PHASES if told.short.get(phase) in {label.strip() for label, _ in said}}
            for label, n in said:
                own = {phase for phase in alone if told.short[phase] == label.strip()} or {*PHASES} - alone
                yield own, every[1], int(n)
        elif line.startswith("- by role: "):
            said = re.findall(r"([^,:]+?) (\d+)(?:,|\Z)", line.removeprefix("- by role: "))
            alone = {role for role in ROLES if told.short.get(role) in {label.strip() for label, _ in said}}
            for label, n in said:
                own = {role for role in alone if told.short[role] == label.strip()} or {*ROLES} - alone
                yield every[0], own, int(n)


def of_few_speakers(told: Told, rooms: Rooms) -> Iterator[tuple[Cell, int]]:
    """Yield how few of a meeting are of no phase that points of its page name: what names none was said by them."""
    for place, page in enumerate(told.pages):
        marks = [found[1].split(", ") for line in page if (found := re.match(r"- Something \((.+)\)", line))]
        said = {mark for each in marks for mark in each}
        named = {phase for phase in PHASES if told.short.get(phase) in said}
        left = sum(who.at[place] and who.phase not in named for who in rooms.people)
        if named and 0 < left < MIN_CELL:
            yield ("speakers", place), left


def of_polls(told: Told, rooms: Rooms) -> Iterator[tuple[Sums, dict[Cell, frozenset[Cell]], Counter[Cell]]]:
    """Yield the same of every poll: what those of each phase chose; where several may be, of each option by itself."""
    rows = [[*map(str, row)] for f in told.report.figures if f.id == "declared" for row in f.rows]
    declared = {asked.partition(" (")[0]: result for asked, _, result, _ in rows}
    for poll, (method, chosen) in rooms.chosen.items():
        own = [t for t in told.totals if t.about == CHOSE and t.poll == poll]
        titles = {t.label: t.option for t in own} | {o.label: o.id for o in OPTIONS}

        sentence = declared[f"By {method}"] + " ".join(line for line in told.pages[0] if f"By {method}:" in line)
        whole = {o.of for o in own if not o.phase} | {int(n) for n in re.findall(r"(\d+) valid", sentence)}
        groups = [[o.id] for o in OPTIONS] if method == "approve" else [[o.id for o in OPTIONS]]
        for group in groups:
            kinds: list[Cell] = [*product((*group, *([""] if method == "approve" else [])), PHASES)]
            sums = Sums(kinds, len(chosen))
            for n in whole - {None}:
                sums.add(kinds, n or 0)
            alone = [t.phase for t in own if t.phase]
            for total in own:
                phases = together(told, total.phase, alone) if total.phase else {*PHASES}
                if total.people is not None and total.option in group:
                    sums.add([c for c in kinds if c[0] == total.option and c[1] in phases], total.people)
                if total.phase and total.of is not None:
                    sums.add([c for c in kinds if c[1] in phases], total.of)
            for label, n, labels in _ranked_by(told.report, poll, f"By {method}"):
                sums.add([c for c in kinds if c[1] in together(told, label, labels)], n)
            for label, n in re.findall(r"(Alpha|Beta|Gamma) (\d+)\b", sentence):
                if titles[label] in group:
                    sums.add([c for c in kinds if c[0] == titles[label]], int(n))
            figures: dict[Cell, frozenset[Cell]] = {(kind,): frozenset({kind}) for kind in kinds}
            figures |= {(o, "all"): frozenset(c for c in kinds if c[0] == o) for o, _ in kinds}
            figures |= {("voted", phase): frozenset(c for c in kinds if c[1] == phase) for phase in PHASES}
            figures |= {("of others", phase): frozenset(c for c in kinds if c[1] != phase) for phase in PHASES}
            truth: Counter[Cell] = Counter()
            for phase, those in chosen:
                truth.update((o, phase) for o in ([*those & {*group}] or [""]))
            yield sums, figures, truth


def of_absent(told: Told, rooms: Rooms) -> Iterator[tuple[Sums, Sums, dict[Cell, frozenset[Cell]], Counter[Cell]]]:
    """Yield what is known of who came and did not vote without the phases of a vote, and with them, as in `of_polls`.

    How many came and how many voted is told of every vote; by phase both are told only of nobody or of five.
    """
    kinds: list[Cell] = [*product(("voted", "absent"), PHASES)]
    here = Counter(who.phase for who in rooms.people if who.at[0])
    for poll, (_, chosen) in rooms.chosen.items():
        before, after = Sums(kinds, here.total()), Sums(kinds, here.total())
        voted = Counter(phase for phase, _ in chosen)
        sums = [({*PHASES}, {"voted"}, voted.total()), ({*PHASES}, {"voted", "absent"}, here.total())]
        sums += [
            (phases, {"voted", "absent"}, n) for phases, roles, n in _of_page(told, told.pages[0]) if roles >= {*ROLES}
        ]
        split = {(t.phase, t.of) for t in told.totals if t.poll == poll and t.phase and t.of is not None}
        heads = [head for f in told.report.figures if f.id == f"t-{poll}" for head in f.heads]
        split |= {(found[1], int(found[2])) for head in heads if (found := re.fullmatch(r"(.+) \((\d+)\)", head))}
        split = {(label, n) for label, n in split if label != "All"}
        alone = [label for label, _ in split]
        for phases, which, n in sums:
            for each in (before, after):
                each.add([c for c in kinds if c[0] in which and c[1] in phases], n)
        for label, n in split:
            after.add([c for c in kinds if c[0] == "voted" and c[1] in together(told, label, alone)], n)
        subsets = [
            frozenset(p for p, on in zip(PHASES, of, strict=True) if on) for of in product((True, False), repeat=5)
        ]
        figures = {("absent", phases): frozenset(("absent", p) for p in phases) for phases in subsets if phases}
        truth = Counter({("voted", p): voted[p] for p in PHASES} | {("absent", p): here[p] - voted[p] for p in PHASES})
        yield before, after, figures, truth


def _ranked_by(report: Document, poll: str, title: str) -> Iterator[tuple[str, int, list[str]]]:
    """Yield how many of each label ranked something, as heads of its table and what would have been noticed say."""
    tables = {figures.id: figures for figures in report.figures}
    if table := tables.get(f"t-{poll}"):
        sized = [found for head in table.heads if (found := re.fullmatch(r"(.+) \((\d+)\)", head))]
        labels = [found[1] for found in sized if found[1] != "All"]
        yield from ((found[1], int(found[2]), labels) for found in sized if found[1] != "All")
    for row in tables["power"].rows if "power" in tables else ():
        labels = [*tables["power"].heads[1:]]
        for label, cell in zip(labels, row[1:], strict=True):
            if row[0] == title and (found := re.search(r"\(n = (\d+)\)", str(cell))):
                yield label, int(found[1]), labels


def of_ratings(told: Told, rooms: Rooms) -> Iterator[tuple[Sums, dict[Cell, frozenset[Cell]], Counter[Cell]]]:
    own = [t for t in told.totals if t.about == RATED and t.concept == "condition:trust"]
    kinds: list[Cell] = [1, 2, 3, 4]
    sums = Sums(kinds, len(rooms.rated))
    for total in own:
        sums.add(kinds, total.of or 0)
        if total.people is not None:
            sums.add([int(total.answer)], total.people)
    yield sums, {(k,): frozenset({k}) for k in kinds}, Counter(level for _, level in rooms.rated)


def recovered(book: Book, seed: int, attack: Attack, shape: Shape = mixed) -> Iterator[tuple[Cell, int]]:
    """Yield the figures from one to four that an attacker knows for certain."""
    rooms = happen(book, random.Random(seed), shape)
    handed_on = told(book, rooms)
    for source in (of_who_came, of_polls, of_ratings):
        for sums, figures, truth in source(handed_on, rooms):
            for cells, n in sums.printed:
                assert sum(truth[cell] for cell in cells) == n, (source.__name__, cells, n)
            for name, n in attack(sums, figures).items():
                assert n == sum(truth[cell] for cell in figures[name]), name
                if 0 < n < MIN_CELL:
                    yield (source.__name__, name), n
    for before, after, figures, truth in of_absent(handed_on, rooms):
        assert all(sum(truth[cell] for cell in cells) == n for cells, n in after.printed)
        known = attack(before, figures)
        yield from ((name, n) for name, n in attack(after, figures).items() if 0 < n < MIN_CELL and name not in known)
    yield from of_few_speakers(handed_on, rooms)
    yield from printed(handed_on)


_COUNTS = ("heard", "themes", "t-")
_OF = re.compile(r"(\d+) of (\d+)")


def printed(handed_on: Told) -> Iterator[tuple[Cell, int]]:
    """Yield the figures from one to four that a report prints of people, places or notes."""
    for figures in handed_on.report.figures:
        for row in figures.rows if figures.id.startswith(_COUNTS) else ():
            for head, cell in list(zip(figures.heads, row, strict=True))[1:]:
                said = int(found[1]) if (found := _OF.match(str(cell))) else cell
                place = figures.id.startswith("t-") and head != "n" and not _OF.match(str(cell))
                if isinstance(said, int) and 0 < said < MIN_CELL and not place and head != "Schools":
                    yield (figures.id, row[0], head), said


@pytest.mark.parametrize("seed", range(6))
def test_no_figure_of_fewer_than_five_is_recovered_from_what_is_handed_on(book: Book, seed: int) -> None:
    book.conn.execute("PRAGMA synchronous=OFF")
    assert [*recovered(book, seed, Sums.by_bounds)] == []


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("shape", SHAPES)
def test_nor_where_the_same_few_come_again_or_a_phase_is_small(book: Book, seed: int, shape: Shape) -> None:
    book.conn.execute("PRAGMA synchronous=OFF")
    assert [*recovered(book, seed, Sums.by_bounds, shape)] == []


@pytest.mark.parametrize("seed", [*range(4), *(pytest.param(n, marks=pytest.mark.long) for n in range(4, 200))])
def test_no_two_releases_tell_how_few_came_in_between(book: Book, seed: int) -> None:
    book.conn.execute("PRAGMA synchronous=OFF")
    dice = random.Random(seed)
    rooms = happen(book, dice, dice.choice((mixed, *SHAPES)))
    first, before = release("first", "2021-06-10", cuts(book)), of_people(book)
    late, phases = dice.randrange(1, 9), PHASES[: dice.choice((1, 5))]
    for n in range(late):
        meetings.attend(book, Attendance(rooms.meetings[0], f"late{n}", phase=dice.choice(phases), role="head"))
    try:
        require_apart([first], cuts(book))
    except HepError:
        return
    after = of_people(book)
    assert not [name for name in before.keys() & after.keys() if 0 < abs(after[name] - before[name]) < MIN_CELL]


def of_people(book: Book) -> dict[Cell, int]:
    """Return how many people the totals say there were, by what they are called."""
    told = [t for t in totals(book) if t.about in (HEARD, CAME)]
    return {(t.label, t.meeting, t.phase, t.answer): t.people for t in told if t.people}


@pytest.mark.long
@pytest.mark.parametrize("seed", range(6, 1006))
def test_no_programme_recovers_a_figure_of_a_thousand_reviews(book: Book, seed: int) -> None:
    book.conn.execute("PRAGMA synchronous=OFF")
    assert [*recovered(book, seed, Sums.by_programmes)] == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3, 303))
@pytest.mark.parametrize("shape", SHAPES)
def test_no_programme_recovers_a_figure_where_the_same_few_come_again(book: Book, seed: int, shape: Shape) -> None:
    book.conn.execute("PRAGMA synchronous=OFF")
    assert [*recovered(book, seed, Sums.by_programmes, shape)] == []
