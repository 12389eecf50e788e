"""The picture of a review: rooms and survey side by side, question by question, as a report may show it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hep_tui.counting.parting import Parting, part
from hep_tui.domain import survey as kinds
from hep_tui.domain.hiding import OTHERS, partition, separable, tells
from hep_tui.domain.ledger import apart as beside
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.opinions import ALPHA, MIDDLE, Moments, holm, moments, people_bounds, word
from hep_tui.domain.pack import Term
from hep_tui.domain.people import Person
from hep_tui.domain.phases import MIN_CELL, UNKNOWN, Cells, cells
from hep_tui.domain.ranking import above, pairwise
from hep_tui.domain.survey import Choice, Question, Response
from hep_tui.domain.totals import apart
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.views.picture_rooms import Papers, papers_of_rooms
from hep_tui.views.review import Review, review
from hep_tui.views.survey import Wave, waves

SURVEY = "survey"


@dataclass(frozen=True)
class Heard:
    """Hold how many of one group of phases there are and were reached: schools, people in rooms, responses.

    People and responses are None where they would tell of fewer than five people. `phases` are those that are shown
    together under its label.
    """

    label: str
    schools: int
    reached: int
    rooms: int | None
    responses: int | None
    phases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scored:
    """Hold one thing that people scored from 0 to 1: by label of their phase, and in one word what can be said.

    `counts` are (who scored above the middle, all) by label, where that says something.
    """

    label: str
    concept: str
    everybody: Moments
    by: Mapping[str, Moments]
    word: str = ""
    levels: tuple[int, ...] = ()
    counts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    people: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True)
class Asked:
    """Hold one question as one channel answered it.

    `pairs` says of a ranking of models how many put the first of two above the second.
    """

    id: str
    text: str
    kind: str
    channel: str
    n: int
    scored: tuple[Scored, ...]
    levels: tuple[str, ...] = ()
    concept: str = ""
    parting: Parting | None = None
    pairs: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def order(self) -> list[Scored]:
        """Return what was scored, the highest first."""
        return sorted(self.scored, key=lambda s: (-round(s.everybody.mean, 9), s.label))

    def places(self, label: str = "") -> dict[str, int]:
        """Return the place of everything scored, by everybody or by those of one label; equal scores share one."""
        means = {s.label: round((s.by[label] if label else s.everybody).mean, 9) for s in self.scored}
        return {name: 1 + sum(other > mean for other in means.values()) for name, mean in means.items()}


@dataclass(frozen=True)
class OfGroup:
    """Hold what the survey says of one group of the pack: its responses, and the questions that may be shown."""

    term: Term
    responses: int
    asked: tuple[Asked, ...]
    shown: bool


@dataclass(frozen=True)
class Picture:
    """Hold the picture of a review. `people` is between how many took part, `tests` how many questions were tested.

    `reached` of the `schools` are known to have been; `unsaid` who took part did not say from which school they are.
    `few` says that how many took part would tell of fewer than five.
    """

    review: Review
    record_code: str
    heard: tuple[Heard, ...]
    not_heard: tuple[str, ...]
    people: tuple[int, int]
    few: bool
    schools: int
    reached: int
    unsaid: int
    asked: tuple[Asked, ...]
    groups: tuple[OfGroup, ...]
    waves: tuple[Wave, ...]
    tests: int

    @property
    def labels(self) -> list[str]:
        """Return the labels under which phases are shown, in the order of the pack."""
        return [heard.label for heard in self.heard]


@dataclass
class _Painter:
    book: Book
    found: Review
    waves: Sequence[Wave]
    rooms: Sequence[Papers]

    def __post_init__(self) -> None:
        self.cells: Cells = cells(self.found.pack.phases, self.found.schools)
        self.names = {phase.id: phase.name for phase in self.found.pack.phases}
        people = {p.what.code: p.what for p in records(self.book, Person)}
        every = [a.what for a in records(self.book, Attendance)]
        # One row a person, however many meetings they came to.
        self.came = {a.person: a for a in every}
        self.apart = apart(Counter(a.meeting for a in every).values(), len(self.came))
        self.urns = {code: next(iter(people[code].urns), "") if code in people else "" for code in self.came}
        self.responses = [r for wave in self.waves for r in wave.responses.values()]
        in_rooms = [(self.cell(a.phase), self.urns[code]) for code, a in self.came.items()]
        answered = [(self.cell(r.phase), r.urn) for r in self.responses]
        self.label_of = partition([in_rooms, answered])
        # The people of the groups that have a page: what is in one and not in another can be told by difference.
        self.pages: list[frozenset[int]] = []

    def cell(self, phase: str) -> str:
        """Return the cell of a phase by its label; nothing for one that no table shows by itself."""
        cell, how = self.cells.of(phase)
        return "" if how in (UNKNOWN, "") or not cell else self.names.get(cell, self.cells.labels[cell])

    def label(self, phase: str) -> str:
        return self.label_of.get(self.cell(phase), "")

    def heard(self) -> Iterator[Heard]:
        schools = Counter(self.label(s.phase) or self.cell(s.phase) for s in self.found.schools)
        reached = {r.urn: r.phase for r in self.responses if r.urn} | {
            self.urns[code]: a.phase for code, a in self.came.items() if self.urns[code]
        }
        by_label = Counter(self.label(self._phase_of(urn) or phase) for urn, phase in reached.items())
        rooms = Counter(self.label(a.phase) for a in self.came.values())
        answered = Counter(self.label(r.phase) for r in self.responses)
        cells = dict.fromkeys(self.cell(phase.id) for phase in self.found.pack.phases)
        order = [self.label_of.get(cell, cell) for cell in cells if cell in self.label_of or schools[cell]]
        order += self.label_of.values()
        for label in sorted(dict.fromkeys(order), key=lambda label: label == OTHERS):
            together = tuple(self.names[p.id] for p in self.found.pack.phases if self.label(p.id) == label)
            here = None if self.apart else rooms[label]
            few = 0 < answered[label] < MIN_CELL
            yield Heard(label, schools[label], by_label[label], here, None if few else answered[label], together)

    def _phase_of(self, urn: str) -> str:
        return next((s.phase for s in self.found.schools if s.urn == urn), "")

    def not_heard(self) -> tuple[str, ...]:
        """Return the phases with schools in the borough of which nobody came or answered."""
        there = {a.phase for a in self.came.values()} | {r.phase for r in self.responses}
        have = dict.fromkeys(s.phase for s in self.found.schools)
        return tuple(self.names.get(phase, phase) for phase in have if phase not in there)

    def reached(self) -> int:
        return len({r.urn for r in self.responses if r.urn} | {urn for urn in self.urns.values() if urn})

    def unsaid(self) -> int:
        """Return how many who took part may be of a school, and did not say of which."""
        have = {s.phase for s in self.found.schools} | {""}
        bare = [a.phase for code, a in self.came.items() if not self.urns[code]]
        return sum(phase in have for phase in (*bare, *(r.phase for r in self.responses if not r.urn)))

    def of_wave(self, wave: Wave) -> Iterator[Asked]:
        people = list(wave.responses.values())
        for question in wave.survey.questions:
            if question.kind in (kinds.SCALE, kinds.CHOICE, kinds.CHOICES, kinds.RANK):
                yield from self.of_question(question, people)

    def of_question(self, question: Question, people: Sequence[Response]) -> Iterator[Asked]:
        if question.kind == kinds.SCALE:
            if len(question.levels) > 1:
                yield self._scale(question, people)
        elif question.items:
            for item in question.items:
                alone = replace(
                    question, items=(), text=f"{question.text} {item.label}", id=f"{question.id}-{item.code}"
                )
                yield self._choices(alone, question.id, item.code, people)
        elif question.kind == kinds.RANK:
            yield self._ranks(question, people)
        else:
            yield self._choices(question, question.id, "", people)

    def _scale(self, question: Question, people: Sequence[Response]) -> Asked:
        codes = [level.code for level in question.levels]
        found = []
        for item in question.items or (Choice("", question.text, question.concept),):
            given = [
                (i, codes.index(a.code)) for i, r in enumerate(people) for a in r.answers
                if a.question == question.id and a.item == item.code and a.code in codes
            ]  # fmt: skip
            scores = [(i, level / (len(codes) - 1)) for i, level in given]
            counts = Counter(level for _, level in given)
            scored = self._scored(item.label, item.concept, scores, people)
            found.append(replace(scored, levels=tuple(counts[i] for i in range(len(codes)))))
        n = max((s.everybody.n for s in found), default=0)
        levels = tuple(level.label for level in question.levels)
        return Asked(question.id, question.text, question.kind, SURVEY, n, tuple(found), levels, question.concept)

    def _choices(self, question: Question, id: str, item: str, people: Sequence[Response]) -> Asked:
        chosen: dict[int, set[str]] = {}
        for i, response in enumerate(people):
            given = [a for a in response.answers if a.question == id and a.item == item]
            if any(not a.missing or a.missing == kinds.NONE_CHOSEN for a in given):
                chosen[i] = {a.code for a in given if a.code}
        found = [
            self._scored(c.label, c.concept, [(i, float(c.code in codes)) for i, codes in chosen.items()], people)
            for c in question.choices
        ]
        return Asked(
            question.id, question.text, question.kind, SURVEY, len(chosen), tuple(found), concept=question.concept
        )

    def _ranks(self, question: Question, people: Sequence[Response]) -> Asked:
        ranked = {
            i: ranks for i, r in enumerate(people)
            if (ranks := {a.code: a.rank for a in r.answers if a.question == question.id and a.rank})
        }  # fmt: skip
        phases = {i: people[i].phase for i in ranked}
        return self._ranking(question.id, question.text, SURVEY, question.choices, ranked, phases, question.concept)

    def of_papers(self, papers: Papers) -> Asked:
        """Return a ranking that was declared in a room."""
        ranked = {i: marks for i, (_, marks) in enumerate(papers.papers)}
        phases = {i: phase for i, (phase, _) in enumerate(papers.papers)}
        return self._ranking(papers.id, papers.title, papers.meeting, papers.options, ranked, phases, papers.concept)

    def _ranking(
        self, id: str, text: str, channel: str, choices: Sequence[Choice], ranked: Mapping[int, Mapping[str, int]],
        phases: Mapping[int, str], concept: str,
    ) -> Asked:  # fmt: skip
        codes = [choice.code for choice in choices]
        scores = {i: pairwise(codes, ranks) for i, ranks in ranked.items()}
        labels = {i: self.label(phase) for i, phase in phases.items()}
        found = [self._by_label(c.label, c.concept, {i: s[c.code] for i, s in scores.items()}, labels) for c in choices]
        pairs = above(choices, ranked.values()) if concept == "models" else {}
        return Asked(id, text, kinds.RANK, channel, len(ranked), tuple(found), concept=concept, pairs=pairs)

    def _scored(
        self, label: str, concept: str, scores: Sequence[tuple[int, float]], people: Sequence[Response]
    ) -> Scored:
        given = dict(scores)
        return self._by_label(label, concept, given, {i: self.label(people[i].phase) for i in given})

    def _by_label(self, label: str, concept: str, scores: Mapping[int, float], labels: Mapping[int, str]) -> Scored:
        order = dict.fromkeys(self.label_of.values())
        by = {each: [s for i, s in scores.items() if labels[i] == each] for each in order}
        counts = {each: (sum(s > MIDDLE for s in held), len(held)) for each, held in by.items()}
        return Scored(
            label, concept, moments(scores.values()), {each: moments(held) for each, held in by.items()}, counts=counts,
            people=tuple((i, s) for i, s in scores.items()),
        )  # fmt: skip

    def tested(self, asked: Asked, labels: Mapping[int, str]) -> list[Parting]:
        """Return the tests of a question: one for all its answers, or one for each statement of a grid."""
        rows = [dict(scored.people) for scored in asked.scored]
        if asked.kind == kinds.SCALE:
            return [part([[s] for s in row.values()], [labels[i] for i in row]) for row in rows]
        every = list(rows[0]) if rows else []
        return [part([[row[i] for row in rows] for i in every], [labels[i] for i in every])]

    def of_group(self, term: Term, asked: Sequence[Asked]) -> OfGroup:
        """Return what a group said in the survey, where no sum of other tables gives a part of it away."""
        if len(self.waves) != 1:
            return OfGroup(term, 0, (), shown=False)
        within = frozenset(i for i, r in enumerate(self.responses) if term.id in r.groups)
        everyone = frozenset(range(len(self.responses)))
        earlier = tuple(self.pages)
        if not self._apart(within, everyone) or not beside(earlier, within):
            return OfGroup(term, len(within), (), shown=False)
        self.pages.append(within)
        own = [
            (each, frozenset(i for i, _ in each.scored[0].people))
            for each in asked
            if each.channel == SURVEY and each.scored
        ]
        said = tuple(
            self._only(each, within)
            for each, people in own
            if self._apart(within & people, people) and beside([page & people for page in earlier], within & people)
        )
        return OfGroup(term, len(within), said, shown=True)

    def _only(self, asked: Asked, people: frozenset[int]) -> Asked:
        """Return a question as some people answered it, with who is above the middle where that gives nobody away."""
        scored = []
        for each in asked.scored:
            held = tuple((i, s) for i, s in each.people if i in people)
            above = sum(s > MIDDLE for _, s in held)
            counts = {} if self._gives_away(each, people) else {"": (above, len(held))}
            everybody = moments(s for _, s in held)
            scored.append(replace(each, everybody=everybody, by={}, counts=counts, word="", people=held))
        return replace(asked, n=max((s.everybody.n for s in scored), default=0), scored=tuple(scored))

    def _gives_away(self, scored: Scored, people: frozenset[int]) -> bool:
        """Say whether a group's figures tell something, of itself or of the part of a phase within or without it."""
        held = [(self.label(self.responses[i].phase), i in people, score) for i, score in scored.people]
        touched = {label for label, inside, _ in held if inside}
        parts: dict[tuple[str, bool], list[int]] = {}
        for label, inside, score in held:
            for key in (("", inside), *[(label, inside)] * (label in touched)):
                parts.setdefault(key, [0, 0])[score > MIDDLE] += 1
        return any(map(tells, parts.values()))

    def _apart(self, within: frozenset[int], people: frozenset[int]) -> bool:
        """Say whether a group may be shown beside the phases of some people who answered."""
        by_label: dict[str, set[int]] = {}
        for i in people:
            by_label.setdefault(self.label(self.responses[i].phase), set()).add(i)
        sets = {f"phase {label}": frozenset(those) for label, those in by_label.items()}
        return "group" in separable({**sets, "group": within})


def picture(book: Book) -> Picture:
    """Return the picture of a review as its record holds it."""
    found = review(book)
    newest = {wave.survey.key: wave for wave in waves(book)}
    held = list(newest.values())
    painter = _Painter(book, found, held, papers_of_rooms(book))
    labelled: list[tuple[Asked, dict[int, str]]] = []
    for wave in held:
        labels = {i: painter.label(r.phase) for i, r in enumerate(wave.responses.values())}
        labelled += [(each, labels) for each in painter.of_wave(wave)]
    for papers in painter.rooms:
        labels = {i: painter.label(phase) for i, (phase, _) in enumerate(papers.papers)}
        labelled.append((painter.of_papers(papers), labels))
    tested = [(each, painter.tested(each, labels)) for each, labels in labelled]
    passed = iter(holm([one.chance for _, tests in tested for one in tests]))
    worded = [
        _worded(each, tests, [next(passed) for _ in tests], found.pack.equivalence / 100) for each, tests in tested
    ]
    groups = tuple(painter.of_group(term, worded) for term in found.pack.groups)
    known = sum(r.known for r in painter.responses)
    channels = [len(painter.came), len(painter.responses)]
    return Picture(
        found, book.record_code(), tuple(painter.heard()), not_heard=painter.not_heard(),
        people=people_bounds(channels, known),
        few=painter.apart or any(0 < n < MIN_CELL for n in (*channels, known)),
        schools=len(found.schools), reached=painter.reached(), unsaid=painter.unsaid(),
        asked=tuple(worded), groups=groups, waves=tuple(held), tests=sum(len(tests) for _, tests in tested),
    )  # fmt: skip


def _worded(asked: Asked, tests: Sequence[Parting], passed: Sequence[bool], bound: float) -> Asked:
    """Return a question with a word for everything scored."""
    scored = []
    for column, each in enumerate(asked.scored):
        alone = asked.kind == kinds.SCALE
        test, gate = (tests[column], passed[column]) if alone else (tests[0], passed[0])
        noticed = gate and test.noticed(0 if alone else column, ALPHA)
        scored.append(replace(each, word=word(each.by, noticed=noticed, bound=bound)))
    return replace(asked, scored=tuple(scored), parting=tests[0] if tests else None)
