"""What the rooms ranked: the papers of every declared ranking, by phase, with what its options mean in the pack."""

from collections.abc import Mapping
from dataclasses import dataclass

from hep_tui.domain.meetings import Meeting
from hep_tui.domain.phases import MIN_CELL
from hep_tui.domain.polls import PollState
from hep_tui.domain.resolve.concepts import Concepts
from hep_tui.domain.survey import Choice
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.views.polls import PollView, polls
from hep_tui.views.review import review


@dataclass(frozen=True)
class Papers:
    """Hold the papers of one declared ranking at a meeting, with its title: phase of the voter and rank by option."""

    id: str
    title: str
    at: str
    meeting: str
    options: tuple[Choice, ...]
    papers: tuple[tuple[str, Mapping[str, int]], ...]
    concept: str


def papers_of_rooms(book: Book) -> list[Papers]:
    """Return the rankings that were declared, of at least five papers; a secret one has no phases and is not here."""
    titles = {m.id: m.what.title for m in records(book, Meeting)}
    concepts = Concepts(review(book).pack)
    found = [_papers(view, titles.get(view.poll.meeting, ""), concepts) for view in polls(book) if _counts(view)]
    return [papers for papers in found if len(papers.papers) >= MIN_CELL]


def _counts(view: PollView) -> bool:
    return view.state is PollState.DECLARED and view.poll.marking.ranks and not view.poll.secret


def _papers(view: PollView, meeting: str, concepts: Concepts) -> Papers:
    options = tuple(_option(o.id, o.label, concepts) for o in view.poll.options)
    papers = []
    for ballot in view.papers.ballots:
        ranks = {o.code: mark for o, mark in zip(options, ballot.marks, strict=True) if mark}
        papers += [(ballot.strata.get("phase", ""), ranks)] * (ballot.weight if ranks else 0)
    return Papers(
        view.id,
        view.poll.title,
        view.poll.meeting,
        meeting,
        options=options,
        papers=tuple(papers),
        concept=concepts.common([o.label for o in options]),
    )


def _option(id: str, label: str, concepts: Concepts) -> Choice:
    concept = concepts.of(label) or concepts.of(id)
    return Choice(concept.partition(":")[2] or id, label, concept)
