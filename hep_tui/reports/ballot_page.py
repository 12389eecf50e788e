"""Ballots on paper: numbered, options in the order of the screen, two or four to an A4 page."""

from collections.abc import Iterator, Sequence

from hep_tui.domain.ballots import ordinal, ranks_numbers
from hep_tui.domain.pack import Level
from hep_tui.domain.polls import Poll
from hep_tui.domain.rule_words import counting_sentence
from hep_tui.errors import HepError
from hep_tui.reports.batches import Batch
from hep_tui.reports.element import element
from hep_tui.reports.page import page, text

_CSS = """
@page { size: A4; margin: 0; }
body { margin: 0; } @media screen { body { max-width: 210mm; margin: 0 auto; } }
.sheet { display: grid; width: 210mm; height: 296mm; break-after: page; overflow: hidden; }
.two { grid-template: 1fr 1fr / 1fr; } .four { grid-template: 1fr 1fr / 1fr 1fr; } .one { grid-template: 1fr / 1fr; }
.ballot { position: relative; padding: 9mm 12mm 8mm; outline: 0.2mm dashed #555; overflow: hidden;
  display: flex; flex-direction: column; }
.four .ballot { padding: 7mm 8mm; font-size: 10pt; }
.ballot header { display: flex; justify-content: space-between; font-size: 9pt; }
.ballot .serial { font-size: 13pt; font-weight: bold; font-variant-numeric: tabular-nums; }
.ballot h1 { font-size: 14pt; margin: 2mm 0 1mm; } .four .ballot h1 { font-size: 12pt; }
.how { font-weight: bold; margin: 0 0 1mm; } .rule { font-size: 8.5pt; color: #333; margin: 0 0 2mm; }
.options { list-style: none; margin: 0; padding: 0; flex: 1; display: flex; flex-direction: column;
  justify-content: space-evenly; }
.options li { display: flex; align-items: center; gap: 3mm; }
.options .id { min-width: 6mm; text-align: right; font-weight: bold; } .options .label { flex: 1; }
.box { display: inline-block; width: 12mm; height: 7mm; border: 0.5mm solid #000; flex: none; }
.many .box { height: 6mm; }
.cross .box, .levels .box { width: 7mm; }
.levels .at { display: inline-flex; flex-direction: column; align-items: center; min-width: 9mm; font-size: 8.5pt; }
.anchors { font-size: 8.5pt; margin: 0 0 1mm; }
.places { display: flex; flex-wrap: wrap; gap: 2mm 5mm; margin-top: 2mm; } .places span { white-space: nowrap; }
.places .box { vertical-align: middle; }
.people { display: flex; align-items: center; gap: 3mm; margin: 0 0 1mm; }
.people .label { flex: 1; text-align: right; }
.fold { position: absolute; top: 50%; width: 4mm; border-top: 0.3mm solid #555; }
.fold.left { left: 0; } .fold.right { right: 0; }
"""
_PARTS = 3
"""Into so many parts a table may split on its paper; who needs more writes on the back."""
_FOUR, _TWO = 5, 13
"""Up to so many options, four or two ballots are on a page."""


def ballot_page(poll: Poll, batch: Batch, levels: Sequence[Level] = (), meeting: str = "") -> str:
    """Return the printable ballots of a batch; `levels` are the anchors of a score or gradient.

    Raises HepError for a poll that has no paper.
    """
    if poll.marking.hands:
        raise HepError("A show of hands has no ballots; its tally sheet can be printed.")
    each = per_page(poll, levels)
    made = [_ballot(poll, batch, number, levels, meeting) for number in batch.numbers]
    style = {1: "one", 2: "two", 4: "four"}[each]
    sheets = [element("section", *made[i : i + each], style=f"sheet {style}") for i in range(0, len(made), each)]
    which = "" if poll.secret else f" {batch.words}"
    return page(f"Ballots{which}: {poll.title}", sheets, _CSS)


def per_page(poll: Poll, levels: Sequence[Level] = ()) -> int:
    """Return how many ballots are on one A4 page: four, two, or one where there are many options."""
    rows = len(levels) if _alone(poll, levels) else len(poll.options) + 2 * bool(levels)
    if poll.unit == "table":
        rows += _PARTS
    if rows <= _FOUR and len(levels) <= _FOUR:
        return 4
    return 2 if rows <= _TWO else 1


def _ballot(poll: Poll, batch: Batch, number: int, levels: Sequence[Level], meeting: str) -> str:
    paper = " · ".join(part for part in (batch.label, batch.colour) if part)
    many = " many" if len(poll.options) > 9 else ""
    serial = "" if poll.secret else f"No. {number:03}"
    return element(
        "article",
        element("header", element("span", text(" · ".join(p for p in (meeting, poll.title) if p))),
                element("span", text(paper)), element("span", text(serial), style="serial")),
        element("h1", text(poll.question or poll.title)),
        element("p", text(how(poll)), style="how"),
        element("p", text(rule(poll)), style="rule"),
        *_of_table(poll),
        *(() if _alone(poll, levels) else _anchors(levels)),
        element("ul", *_options(poll, levels), style="options"),
        *_places(poll),
        element("span", style="fold left"), element("span", style="fold right"),
        style=f"ballot {poll.marking.style}{many}",
    )  # fmt: skip


def _of_table(poll: Poll) -> Iterator[str]:
    """Yield what the paper of a table asks besides: which table it is, and how many people each of its parts is."""
    if poll.unit != "table":
        return
    yield element("p", text("Table ______    people ______    of them abstain ______"), style="how")
    yield element("p", text("If you all agree, fill in the first column. If not, each column is one part of the table: "
                            "write over it how many people it is."), style="rule")  # fmt: skip
    yield element("p", element("span", text("people"), style="label"), _boxes(poll), style="people")


def _boxes(poll: Poll) -> str:
    """Return the boxes of one line: one, and one for each part of a table."""
    return element("span", style="box") * (_PARTS if poll.unit == "table" else 1)


def how(poll: Poll) -> str:
    """Return what a voter is to do, in one sentence."""
    some = f"{poll.top}" if poll.top else f"up to {len(poll.options)}"
    if poll.marking.ranks and poll.layout == "order":
        return f"Write the number or letter of your first choice into the first box, and so on: {some} choices."
    if poll.marking.ranks:
        last = f"up to {poll.most}" if poll.most > 2 else "for your second"
        equal = " You may give two options the same number." if poll.ties else ""
        return f"Write 1 beside your first choice, 2 beside your second, {last}. You need not fill every box.{equal}"
    if poll.marking.shares:
        return f"Share out {poll.points} points: write a number beside as many options as you like."
    if poll.marking.supports and len(poll.options) == 1:
        return "Put one cross beside what you think."
    return poll.marking.paper


def rule(poll: Poll) -> str:
    """Return how it is counted, in one sentence, with what has to be told of a secret ballot."""
    return (
        f"How it is counted: {counting_sentence(poll)} Do not sign it; a mark that says who you are makes it invalid."
    )


def _anchors(levels: Sequence[Level]) -> Iterator[str]:
    if levels and any(level.label for level in levels):
        yield element(
            "p", text(" · ".join(f"{v.value} {v.label}".strip() for v in _high_first(levels))), style="anchors"
        )


def _alone(poll: Poll, levels: Sequence[Level]) -> bool:
    """Say whether the levels themselves are the rows of the page, since there is one option only."""
    return len(poll.options) == 1 and bool(levels)


def _high_first(levels: Sequence[Level]) -> list[Level]:
    return sorted(levels, key=lambda level: -level.value)


def _options(poll: Poll, levels: Sequence[Level]) -> Iterator[str]:
    box = _boxes(poll)
    if _alone(poll, levels):
        for level in _high_first(levels):
            name = element("span", text(str(level.value)), style="id") + element(
                "span", text(level.label), style="label"
            )
            yield element("li", name, box)
        return
    # A number beside a box for a number would be taken for the one to write.
    numbers = ranks_numbers(poll)
    for option in poll.options:
        id = "" if numbers else option.id
        name = element("span", text(id), style="id") + element("span", text(option.label), style="label")
        if poll.marking.levels:
            marks = "".join(element("span", text(str(v.value)), box, style="at") for v in _high_first(levels))
        else:
            marks = "" if poll.marking.ranks and poll.layout == "order" else box
        yield element("li", name, marks)


def _places(poll: Poll) -> Iterator[str]:
    """Yield the boxes of a ballot in rank order."""
    if poll.marking.ranks and poll.layout == "order":
        places = (element("span", text(f"{ordinal(n)} "), _boxes(poll)) for n in range(1, poll.most + 1))
        yield element("div", *places, style="places")
