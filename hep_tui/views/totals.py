"""The totals of a review that anybody may see: who was heard, and what people chose, rated and answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from hep_tui.domain import survey as kinds
from hep_tui.domain.concepts import concepts_of, of_option
from hep_tui.domain.headcount import headcount
from hep_tui.domain.hiding import tells
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.phases import MIN_CELL, Cells, cells
from hep_tui.domain.polls import PollState
from hep_tui.domain.totals import Figure, figures, parts
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.views.came import came, labelled, roles
from hep_tui.views.framework import framework
from hep_tui.views.picture import SURVEY, Asked, Picture
from hep_tui.views.picture_painter import picture
from hep_tui.views.polls import PollView, polls

HEARD, CAME, CHOSE, RATED, ANSWERED = "heard", "came", "chose", "rated", "answered"


@dataclass(frozen=True)
class Total:
    """Hold one figure: how many people, of how many; `people` is None where it is hidden.

    `of` is None where the people are not a part of others. An empty phase is everybody.
    """

    about: str
    label: str
    people: int | None
    of: int | None = None
    meeting: str = ""
    poll: str = ""
    option: str = ""
    question: str = ""
    answer: str = ""
    concept: str = ""
    phase: str = ""


def totals(book: Book) -> Iterator[Total]:
    """Yield the totals of a review, none of which tells of fewer than five people, whatever is joined with it."""
    found = picture(book)
    label_of = {name: heard.label for heard in found.heard for name in (*heard.phases, heard.label)}
    names = {phase.id: label_of.get(phase.name, "") for phase in found.review.pack.phases}
    yield from _heard(found)
    yield from _came(book, cells(found.review.pack.phases, found.review.schools))
    for view in polls(book):
        if view.state is PollState.DECLARED and not view.hidden:
            yield from _chose(book, view, names, concepts_of(found.review.pack))
    yield from _rated(book)
    for asked in found.asked:
        if asked.channel == SURVEY and asked.n >= MIN_CELL:
            yield from _answered(asked)


def _heard(found: Picture) -> Iterator[Total]:
    """Yield the people in rooms and the responses, by the phases of the report."""
    for heard in found.heard:
        for label, n in (("people in rooms", heard.rooms), ("survey responses", heard.responses)):
            yield Total(HEARD, label, n, phase=heard.label)


def _came(book: Book, cells: Cells) -> Iterator[Total]:
    """Yield how many came to each meeting, and of all who came how many have a role, where that leads to nobody."""
    there = came(book, cells)
    for meeting in records(book, Meeting):
        if people := headcount(there.get(meeting.id, [])).people:
            yield Total(CAME, meeting.what.title, people, meeting=meeting.id)
    everybody = len({p.person for people in there.values() for p in people})
    for role, having in roles(there).items():
        yield Total(CAME, role, len(having), everybody, answer=role)


def _chose(book: Book, view: PollView, names: Mapping[str, str], priorities: Mapping[str, str]) -> Iterator[Total]:
    """Yield how many chose each option of a declared poll: marked it, or put it first."""
    poll = view.poll
    options = list(enumerate(poll.options))
    if view.hands:
        counted = {o.id: view.hands.total(o.id) for _, o in options}
        sizes = {**counted, "abstained": view.hands.abstained, "not voting": view.hands.not_voting}
        made = [Figure(i, "", parts(sizes)[o.id], view.hands.present) for i, o in options]
        found = made if view.hands.present >= MIN_CELL else []
    elif poll.unit == "table" or not (poll.marking.ranks or poll.marking.crosses):
        return
    else:
        papers = [ballot for ballot in view.papers.ballots for _ in range(ballot.weight)]
        phases = [ballot.strata.get("phase", "") for ballot in papers]
        labels = labelled(book, poll.meeting, phases, lambda phase: names.get(phase, ""))
        chosen = [frozenset(i for i, m in enumerate(ballot.marks) if m == 1) for ballot in papers]
        found = figures([*zip(labels, chosen, strict=True)], len(options))
    for figure in found:
        option = poll.options[figure.option]
        total = Total(CHOSE, option.label, figure.people, figure.of, meeting=poll.meeting, poll=view.id)
        yield replace(total, option=option.id, concept=of_option(option, priorities), phase=figure.phase)


def _rated(book: Book) -> Iterator[Total]:
    """Yield how many people gave each level to each condition; sheets of tables are not people."""
    for meeting in records(book, Meeting):
        for rated in framework(book, meeting.id).part("person").rated:
            hidden = rated.n < MIN_CELL or tells(rated.counts)
            for level, n in zip(rated.levels, rated.counts if rated.n >= MIN_CELL else (), strict=False):
                concept = f"condition:{rated.condition.id}"
                total = Total(RATED, rated.condition.label, None if hidden else n, rated.n, meeting=meeting.id)
                yield replace(total, answer=str(level.value), concept=concept)


def _answered(asked: Asked) -> Iterator[Total]:
    """Yield how many gave each answer to a question of the survey, as the report shows them; rankings are there."""
    if asked.kind == kinds.SCALE:
        for scored in asked.scored:
            hidden = tells(scored.levels) or scored.everybody.n < MIN_CELL
            for level, n in zip(asked.levels, scored.levels, strict=True):
                total = Total(ANSWERED, scored.label or asked.text, None if hidden else n, question=asked.id)
                yield replace(total, answer=level, concept=scored.concept)
    elif asked.kind in (kinds.CHOICE, kinds.CHOICES):
        counts = {s.label: round(s.everybody.total) for s in asked.scored}
        each = {label: None if tells((k, asked.n - k)) else k for label, k in counts.items()}
        safe = parts(counts) if asked.kind == kinds.CHOICE else each
        for scored in asked.scored:
            total = Total(ANSWERED, asked.text, safe[scored.label], asked.n, question=asked.id)
            yield replace(total, answer=scored.label, concept=scored.concept)
