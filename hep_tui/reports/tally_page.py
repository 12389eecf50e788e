"""Sheets for tellers: a line a ballot in the order of the screen, and the list of who has had one."""

from collections.abc import Iterator, Sequence

from hep_tui.domain.electorate import Electorate, of_poll
from hep_tui.domain.pack import Pack
from hep_tui.domain.polls import Poll
from hep_tui.domain.resolve.folding import in_order
from hep_tui.domain.schools import School
from hep_tui.domain.speech import unit_word
from hep_tui.reports.batches import Batch
from hep_tui.reports.element import element
from hep_tui.reports.page import heading, page, paragraph, table, text

LINES = 25
"""How many ballots are on one sheet, which is one batch."""
_CSS = """
.tally { break-after: page; } .tally td, .tally th { height: 7mm; padding: 0.5mm 1mm; }
.tally td:first-child { font-weight: bold; } .ends td { height: 9mm; }
"""


def tally_page(poll: Poll, batch: Batch) -> str:
    """Return the tally sheets of a batch of papers, a sheet every 25 ballots."""
    numbers = list(batch.numbers)
    parts = [numbers[i : i + LINES] for i in range(0, len(numbers), LINES)]
    sheets = [element("section", *_sheet(poll, batch, part), style="tally") for part in parts]
    return page(f"Tally sheet {batch.words}: {poll.title}", sheets, _CSS)


def _sheet(poll: Poll, batch: Batch, numbers: Sequence[int]) -> Iterator[str]:
    yield heading(f"Tally sheet: {poll.title}")
    paper = f"{batch.colour} paper" if batch.colour else ""
    head = (f"Ballots {numbers[0]:03} to {numbers[-1]:03}", batch.label, paper)
    to_fill_in = ("batch ______", "teller ______________", "papers in the batch ______")
    yield paragraph(" · ".join(filter(None, (*head, *to_fill_in))))
    yield paragraph(f"{poll.marking.tally}; leave a blank a blank. In the last column: "
                    "b blank, s spoilt, r rejected, q query.", "quiet")  # fmt: skip
    ids = [o.id for o in poll.options]
    yield table(("No.", *ids, "b s r q"), [[f"{n:03}", *[""] * (len(ids) + 1)] for n in numbers])
    yield paragraph(" · ".join(f"{o.id} {o.label}" for o in poll.options), "quiet")
    yield _ends(("valid", "blank", "spoilt", "rejected", "query", "not here"))


def _ends(names: Sequence[str]) -> str:
    return element("div", table(names, [[""] * len(names)]), style="ends")


def hands_page(poll: Poll, pack: Pack) -> str:
    """Return the sheet on which a show of hands is counted, by phase."""
    phases = [p.name for p in pack.phases]
    rows = [[text(name), *[""] * (len(phases) + 1)] for name in (
        *(f"{o.id} {o.label}" for o in poll.options), "abstained", "not voting", "present")]  # fmt: skip
    body = [
        heading(f"Show of hands: {poll.title}"),
        paragraph(poll.question),
        paragraph(
            "Count those present first, and out loud. Options + abstained + not voting = present, in every column.",
            "quiet",
        ),
        table(("", *phases, "together"), rows),
        paragraph("Teller ______________   second teller ______________   time ________"),
    ]
    return page(f"Show of hands: {poll.title}", [element("section", *body, style="tally")], _CSS)


def roll_page(poll: Poll, pack: Pack, schools: Sequence[School]) -> str:
    """Return the list of who has had a ballot, by phase and school; it never meets the papers."""
    labels = {p.id: p.name for p in pack.phases}
    body = [
        heading(f"Who has had a ballot: {poll.title}"),
        paragraph(f"Who votes: {poll.electorate or 'everybody present'}, one ballot a {unit_word(poll.unit)}."),
        paragraph(
            "Never write the number of a ballot here. This list stays at the door, the papers with the tellers.",
            "quiet",
        ),
    ]
    voting = of_poll(poll, pack.phases)
    for phase, label in labels.items():
        here = sorted((s for s in schools if s.phase == phase and _listed(voting, s)), key=lambda s: in_order(s.name))
        if here:
            body += [heading(f"{label} ({len(here)})", 2), _roll([s.name for s in here])]
    body += [heading("Others", 2), _roll([""] * 10)]
    return page(f"Who has had a ballot: {poll.title}", body, _CSS)


def _listed(voting: Electorate, school: School) -> bool:
    """Say whether a school is on the list: those that vote, and all of them where people or tables do."""
    return voting.unit != "school" or voting.holds(school)


def _roll(names: Sequence[str]) -> str:
    return table(("School", "Who votes on its behalf", "Had a ballot"), [[text(name), "", ""] for name in names])
