"""A meeting in full: every note by item and theme, decisions with owners, results with charts, the framework."""

from collections.abc import Iterator

from hep_tui.domain.audience import Audience
from hep_tui.reports import charts
from hep_tui.reports.document import Block, Document, Drawing, Figures, Points, Prose, Section, Sentence
from hep_tui.views import summary_words
from hep_tui.views.summary import Summary, Vote
from hep_tui.views.summary_words import (
    endnotes,
    heading,
    nobody,
    not_heard,
    point,
    present,
    sections,
    subtitle,
    task,
    who,
)

_PERSONAL = "This record holds names. It is for the team, and not to be handed on."


def full_record(view: Summary, audience: Audience) -> Document:
    """Return a meeting in full for an audience."""
    every = (
        Section(heading(view), tuple(_present(view))),
        Section("What was said", (), tuple(_items(view))),
        Section("What was said, by theme", (), tuple(_themes(view))),
        Section("Decisions and actions", (Points(tuple(task(each) for each in view.tasks)),) if view.tasks else ()),
        Section("Results", (), tuple(_result(each, i) for i, each in enumerate(view.votes, 1))),
        Section("Conditions for success", tuple(_conditions(view))),
    )
    kept = tuple(section for section in every if section.blocks or section.within)
    warned = (Section("For the team", (Prose(_PERSONAL),)),) if audience.names else ()
    return Document(view.meeting.title, f"{view.review}. {subtitle(view)}. For {audience.label}.", (*warned, *kept))


def handout(view: Summary) -> Document:
    """Return the one page for the room as a document, with what it says on the screen and in print."""
    within = tuple(_handed(section) for section in sections(view))
    notes = Section("About this page", tuple(Prose(line) for line in endnotes(view)))
    return Document(view.meeting.title, f"{view.review}. {subtitle(view)}", (*within, notes))


def _handed(section: summary_words.Section) -> Section:
    beside: list[Block] = [Prose(section.beside)] if section.beside else []
    return Section(section.heading, (*beside, Points(section.lines)) if section.lines else tuple(beside))


def _present(view: Summary) -> Iterator[Block]:
    there = present(view)
    said = f"{heading(view)}: {there or nobody(view)}."
    yield Sentence(said, "present" if view.phases else "")
    if view.phases:
        yield Figures("present", "People by phase", ("Phase", "People"), view.phases)
    if lines := (*who(view)[bool(view.phases) :], *not_heard(view)):
        yield Points(lines)


def _items(view: Summary) -> Iterator[Section]:
    for item in [each for each in view.items if each.spent or each.points]:
        lines = tuple(point(each) for each in item.points)
        spent = f"{item.spent} of {item.planned} minutes" if item.planned else ""
        blocks: list[Block] = [Prose(spent, quiet=True)] if spent else []
        yield Section(item.title, (*blocks, Points(lines)) if lines else tuple(blocks))


def _themes(view: Summary) -> Iterator[Section]:
    for theme in view.themes:
        lines = tuple(point(each) for each in theme.points)
        if lines:
            yield Section(theme.label, (Points(lines),))


def _result(vote: Vote, number: int) -> Section:
    id = f"result-{number}"
    said = f"{vote.sentence} Record code {vote.record_code}"
    blocks: list[Block] = [Sentence(f"{said}.", id if vote.order else "")]
    if vote.bars:
        scale = tuple((bar.label, bar.figure, bar.share) for bar in vote.bars)
        blocks.append(Drawing(charts.shares(vote.title, scale), said, id, scale))
    if vote.order:
        rows = tuple((label, figure, note or "–") for label, figure, note in vote.order)
        blocks.append(Figures(id, vote.title, ("Option", "Place or votes", "Share, mean place or tally"), rows))
    return Section(vote.title, tuple(blocks))


def _conditions(view: Summary) -> Iterator[Block]:
    if view.rated:
        heads = ("Condition", *view.levels, "Tables", "Among themselves")
        yield Figures(
            "conditions", "How tables rated the conditions", heads, view.rated, "Tables are counted, not people."
        )
