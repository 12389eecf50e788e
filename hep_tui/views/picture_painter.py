"""Paint the picture of a review from its record, with no figure that tells of fewer than five people."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hep_tui.counting.parting import Parting, part
from hep_tui.domain import survey as kinds
from hep_tui.domain.headcount import linked, linked_by
from hep_tui.domain.hiding import OTHERS, partition, separable, tells
from hep_tui.domain.ledger import apart as beside
from hep_tui.domain.opinions import ALPHA, MIDDLE, holm, moments, people_bounds, word
from hep_tui.domain.pack import Term
from hep_tui.domain.people import Person
from hep_tui.domain.phases import MIN_CELL, UNKNOWN, Cells, cells
from hep_tui.domain.ranking import above, pairwise
from hep_tui.domain.survey import Choice, Question, Response
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.views.came import attended, came, labelled
from hep_tui.views.picture import SURVEY, Asked, Heard, OfGroup, Picture, Scored
from hep_tui.views.picture_rooms import Papers, papers_of_rooms
from hep_tui.views.review import Review, review
from hep_tui.views.survey import Wave, waves


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
        # One row a person, however many meetings they came to.
        self.came = {who.person: who for who in attended(self.book)}
        self.meetings = list(came(self.book, self.cells).values())
        self.urns = {code: next(iter(people[code].urns), "") if code in people else "" for code in self.came}
        self.responses = [r for wave in self.waves for r in wave.responses.values()]
        self.reached = self._phases_reached()
        in_rooms = [(self.cell(a.phase), self.urns[code]) for code, a in self.came.items()]
        answered = [(self.cell(r.phase), r.urn) for r in self.responses]
        self.label_of = partition([in_rooms, answered])
        of_cell = {cell: self.label_of.get(self.named(cell), "") for cell in ("", *self.cells.labels)}
        self.linked = linked_by("phase", self.meetings, of_cell)
        # The people of the groups that have a page: what is in one and not in another can be told by difference.
        self.pages: list[frozenset[int]] = []

    def _phases_reached(self) -> dict[str, str]:
        """Return the phase that people or responses gave of each school that they are from, by URN."""
        answered = {r.urn: r.phase for r in self.responses if r.urn}
        came = {self.urns[code]: a.phase for code, a in self.came.items() if self.urns[code]}
        return {**answered, **came}

    def cell(self, phase: str) -> str:
        """Return the cell of a phase by its label; nothing for one that no table shows by itself."""
        cell, how = self.cells.of(phase)
        return "" if how == UNKNOWN else self.named(cell)

    def named(self, cell: str) -> str:
        """Return the label of a cell by its code; nothing for none."""
        return self.names.get(cell, self.cells.labels[cell]) if cell else ""

    def label(self, phase: str) -> str:
        return self.label_of.get(self.cell(phase), "")

    def heard(self) -> Iterator[Heard]:
        phase_of = {school.urn: school.phase for school in self.found.schools}
        schools = Counter(self.label(s.phase) or self.cell(s.phase) for s in self.found.schools)
        reached = Counter(self.label(phase_of.get(urn) or phase) for urn, phase in self.reached.items())
        rooms = Counter(self.label(a.phase) for a in self.came.values())
        answered = Counter(self.label(r.phase) for r in self.responses)
        for label in self._labels(schools):
            responses = answered[label]
            few = 0 < responses < MIN_CELL
            here = rooms[label] if self.linked else None
            yield Heard(
                label,
                schools=schools[label],
                reached=reached[label],
                rooms=here,
                responses=None if few else responses,
                phases=tuple(self.names[p.id] for p in self.found.pack.phases if self.label(p.id) == label),
            )

    def _labels(self, schools: Mapping[str, int]) -> list[str]:
        """Return every label that has people or schools, in the order of the pack, the other phases last."""
        cells = dict.fromkeys(self.cell(phase.id) for phase in self.found.pack.phases)
        order = [self.label_of.get(cell, cell) for cell in cells if cell in self.label_of or schools.get(cell)]
        every = dict.fromkeys([*order, *self.label_of.values()])
        return sorted(every, key=lambda label: label == OTHERS)

    def not_heard(self) -> tuple[str, ...]:
        """Return the phases with schools in the borough of which nobody came or answered."""
        there = {a.phase for a in self.came.values()} | {r.phase for r in self.responses}
        have = dict.fromkeys(s.phase for s in self.found.schools)
        return tuple(self.names.get(phase, phase) for phase in have if phase not in there)

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
            given = [(i, codes.index(code)) for i, code in _codes(question, item, people) if code in codes]
            scores = [(i, place / (len(codes) - 1)) for i, place in given]
            counts = Counter(place for _, place in given)
            scored = self._scored(item.label, item.concept, scores, people)
            found.append(replace(scored, levels=tuple(counts[place] for place in range(len(codes)))))
        return Asked(
            question.id,
            question.text,
            question.kind,
            SURVEY,
            n=max((scored.everybody.n for scored in found), default=0),
            scored=tuple(found),
            levels=tuple(level.label for level in question.levels),
            concept=question.concept,
        )

    def _choices(self, question: Question, id: str, item: str, people: Sequence[Response]) -> Asked:
        chosen: dict[int, set[str]] = {}
        for i, response in enumerate(people):
            given = [a for a in response.answers if a.question == id and a.item == item]
            if any(not a.missing or a.missing == kinds.NONE_CHOSEN for a in given):
                chosen[i] = {a.code for a in given if a.code}
        found = []
        for choice in question.choices:
            scores = [(i, float(choice.code in codes)) for i, codes in chosen.items()]
            found.append(self._scored(choice.label, choice.concept, scores, people))
        return Asked(
            question.id,
            question.text,
            question.kind,
            SURVEY,
            n=len(chosen),
            scored=tuple(found),
            concept=question.concept,
        )

    def _ranks(self, question: Question, people: Sequence[Response]) -> Asked:
        ranked = {}
        for i, response in enumerate(people):
            ranks = {a.code: a.rank for a in response.answers if a.question == question.id and a.rank}
            if ranks:
                ranked[i] = ranks
        asked = Asked(question.id, question.text, kinds.RANK, SURVEY, n=0, scored=(), concept=question.concept)
        return self._ranking(asked, question.choices, ranked, {i: self.label(people[i].phase) for i in ranked})

    def of_papers(self, papers: Papers) -> Asked:
        """Return a ranking that was declared in a room."""
        ranked = {i: marks for i, (_, marks) in enumerate(papers.papers)}
        asked = Asked(papers.id, papers.title, kinds.RANK, papers.meeting, n=0, scored=(), concept=papers.concept)
        return self._ranking(asked, papers.options, ranked, self.labels(papers))

    def labels(self, papers: Papers) -> Mapping[int, str]:
        """Return the label of each paper of a ranking in a room, empty where it would tell who did not vote."""
        phases = [phase for phase, _ in papers.papers]
        return dict(enumerate(labelled(self.book, papers.at, phases, self.label)))

    def _ranking(
        self,
        asked: Asked,
        choices: Sequence[Choice],
        ranked: Mapping[int, Mapping[str, int]],
        labels: Mapping[int, str],
    ) -> Asked:
        """Return a question with how its choices were ranked, and under which label of phases."""
        codes = [choice.code for choice in choices]
        scores = {i: pairwise(codes, ranks) for i, ranks in ranked.items()}
        found = []
        for choice in choices:
            given = {i: score[choice.code] for i, score in scores.items()}
            found.append(self._by_label(choice.label, choice.concept, given, labels))
        pairs = above(choices, ranked.values()) if asked.concept == "models" else {}
        return replace(asked, n=len(ranked), scored=tuple(found), pairs=pairs)

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
            label,
            concept,
            everybody=moments(scores.values()),
            by={each: moments(held) for each, held in by.items()},
            counts=counts,
            people=tuple(scores.items()),
        )

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
            return OfGroup(term, 0, (), shown=False, surveys=len(self.waves))
        within = frozenset(i for i, r in enumerate(self.responses) if term.id in r.groups)
        everyone = frozenset(range(len(self.responses)))
        earlier = tuple(self.pages)
        if not self._may_show(within, everyone, earlier):
            return OfGroup(term, len(within), (), shown=False)
        self.pages.append(within)
        said = []
        for each in asked:
            if each.channel == SURVEY and each.scored:
                people = frozenset(i for i, _ in each.scored[0].people)
                if self._may_show(within & people, people, [page & people for page in earlier]):
                    said.append(self._only(each, within))
        return OfGroup(term, len(within), tuple(said), shown=True)

    def _may_show(self, within: frozenset[int], people: frozenset[int], earlier: Sequence[frozenset[int]]) -> bool:
        """Say whether a group may be shown beside the phases of those asked, and beside the pages before it."""
        return self._apart(within, people) and beside(earlier, within)

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
        above, below = Counter[tuple[str, bool]](), Counter[tuple[str, bool]]()
        for label, inside, score in held:
            counts = above if score > MIDDLE else below
            counts["", inside] += 1
            if label in touched:
                counts[label, inside] += 1
        return any(tells((below[part], above[part])) for part in {*above, *below})

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
    tested = list(_tested(painter))
    passed = iter(holm([one.chance for _, tests in tested for one in tests]))
    bound = found.pack.equivalence / 100
    worded = [_worded(asked, tests, [next(passed) for _ in tests], bound) for asked, tests in tested]
    groups = tuple(painter.of_group(term, worded) for term in found.pack.groups)
    known = sum(r.known for r in painter.responses)
    rooms = len(painter.came) if linked(painter.meetings) else None
    # Beside the headcounts of the meetings, bounds tell nothing new.
    in_rooms = [len(people) for people in painter.meetings] if rooms is None else [rooms]
    channels = [*in_rooms, *(len(wave.responses) for wave in held)]
    return Picture(
        found,
        book.record_code(),
        heard=tuple(painter.heard()),
        rooms=rooms,
        not_heard=painter.not_heard(),
        people=people_bounds(channels, known),
        few=any(0 < n < MIN_CELL for n in (*channels, known)),
        schools=len(found.schools),
        reached=len(painter.reached),
        unsaid=painter.unsaid(),
        asked=tuple(worded),
        groups=groups,
        waves=tuple(held),
        tests=sum(len(tests) for _, tests in tested),
    )


def _codes(question: Question, item: Choice, people: Sequence[Response]) -> Iterator[tuple[int, str]]:
    """Yield what people answered on one item of a question, each by the place of whose answer it is."""
    for i, response in enumerate(people):
        for answer in response.answers:
            if answer.question == question.id and answer.item == item.code:
                yield i, answer.code


def _tested(painter: _Painter) -> Iterator[tuple[Asked, list[Parting]]]:
    """Yield every question that surveys and rooms answered, with its tests."""
    several = len(painter.waves) > 1
    for wave in painter.waves:
        labels = {i: painter.label(r.phase) for i, r in enumerate(wave.responses.values())}
        for asked in painter.of_wave(wave):
            yield replace(asked, survey=wave.survey.title * several), painter.tested(asked, labels)
    for papers in painter.rooms:
        asked = painter.of_papers(papers)
        yield asked, painter.tested(asked, painter.labels(papers))


def _worded(asked: Asked, tests: Sequence[Parting], passed: Sequence[bool], bound: float) -> Asked:
    """Return a question with a word for everything scored."""
    scored = []
    for column, each in enumerate(asked.scored):
        if asked.kind == kinds.SCALE:
            # Every statement of a grid has a test of its own.
            noticed = passed[column] and tests[column].noticed(0, ALPHA)
        else:
            noticed = passed[0] and tests[0].noticed(column, ALPHA)
        scored.append(replace(each, word=word(each.by, noticed=noticed, bound=bound)))
    return replace(asked, scored=tuple(scored), parting=tests[0] if tests else None)
