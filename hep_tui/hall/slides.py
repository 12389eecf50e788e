"""What is on the wall: the same words and figures as the room display of the terminal, as HTML."""

from collections.abc import Sequence
from datetime import datetime

from hep_tui.domain.chart import Bar
from hep_tui.domain.phases import MIN_CELL
from hep_tui.domain.polls import Option
from hep_tui.domain.rule_words import rule_paragraph
from hep_tui.hall.fitting import HIGH, WIDE, fit, height
from hep_tui.logbook.room import Here, OnShow
from hep_tui.reports.element import element
from hep_tui.reports.page import text
from hep_tui.views.room_page import CHECKED, Line, Page
from hep_tui.views.room_progress import again, progress, time_left
from hep_tui.views.room_progress import resting as said_resting
from hep_tui.views.room_steps import Above, above

_GAP = 2.0
"""What lies between two parts of a slide, in rem."""
_FOOT = 6.5
_LABELS = 0.42
"""The share of the width that is for the words beside bars."""


def checked() -> str:
    """Return what the hall sees while nothing is known of the record for certain."""
    return _sized("p", CHECKED, 7, "large")


def arrivals(here: Here) -> str:
    """Return a welcome with how many have come; fewer than five are not told."""
    many = element("b", str(here.present)) + " here" if here.present >= MIN_CELL else "Welcome"
    return _sized("h1", here.meeting or "Welcome", 4.6) + element("p", many, style="count")


def resting(here: Here) -> str:
    """Return what is quietly there while nothing is voted on."""
    return "".join(element("p", text(line), style="rest") for line in said_resting(here))


def waiting(shown: OnShow, now: datetime) -> str:
    """Return the question, the options in paper order, the rule, how many ballots are in, and the time left."""
    left, _ = time_left(shown, now)
    why, rule = again(shown), rule_paragraph(shown.poll)
    question = shown.poll.question.strip() or shown.poll.title
    asked = fit([len(question)], 8, most=4.6, least=2)
    room = HIGH - height(len(question), asked) - height(len(rule) + len(why), 1.5) - _FOOT - 3 * _GAP
    parts = [_sized("h1", question, asked)]
    if why:
        parts.append(element("p", element("b", text(why))))
    parts += [element("p", text(rule), style="quiet"), _options(shown.poll.options, room)]
    parts.append(element("footer", element("span", text(left)), element("span", text(progress(shown)), style="in")))
    return "".join(parts)


def _options(options: Sequence[Option], room: float) -> str:
    """Return the options in paper order, in two columns where there are many."""
    columns = 1 if len(options) <= 12 else 2
    lengths = [max(len(o.label) + 4 for o in pair) for pair in _rows(options, columns)]
    size = fit(lengths, room, most=3.6, least=1.2, wide=WIDE / columns - 3)
    rows = "".join(element("li", element("b", text(o.id)), element("span", text(o.label))) for o in options)
    return f'<ol class="options" style="font-size:{size}rem;columns:{columns}">{rows}</ol>'


def _rows(options: Sequence[Option], columns: int) -> list[Sequence[Option]]:
    """Return which options are beside each other."""
    each = -(-len(options) // columns)
    return [options[at::each] for at in range(each)]


def result(shown: OnShow, pages: Sequence[Page], step: int) -> str:
    """Return one page of a declared result; the first says large who leads."""
    page = pages[step]
    head, used = _head(above(shown, page.result), first=not page.title)
    place = f"{step + 1} of {len(pages)}" if len(pages) > 1 else ""
    foot = element("footer", "<span></span>", element("span", place))
    return head + _body(page, HIGH - used - _FOOT / 2 - _GAP) + foot


def _head(said: Above, *, first: bool) -> tuple[str, float]:
    """Return what is above a page, and how high it is."""
    if first:
        size = fit([len(said.question)], 6, most=3.4, least=1.8)
        head = _sized("h1", said.question, size)
    else:
        size = 2.0
        head = _sized("p", said.question, size, "asked")
    used = height(len(said.question), size)
    if said.which:
        head = element("p", text(said.which), style="asked") + head
        used += 2.4 + _GAP
    if said.warning:
        head += element("p", text(said.warning), style="warning")
        used += 3 + _GAP
    return head, used + _GAP


def _body(page: Page, room: float) -> str:
    if page.title:
        size = fit([len(page.title)], 5, most=3.4, least=1.8)
        room = room - height(len(page.title), size) - _GAP
        body = _chart(page.title, page.bars, room) if page.bars else _lines(page.lines, room)
        return _sized("h2", page.title, size) + body
    if not page.large:
        return _lines(page.lines, room)
    size = fit([len(page.large)], room * 0.45, most=11, least=3)
    return _sized("p", page.large, size, "large") + _lines(page.lines, room - height(len(page.large), size) - _GAP)


def _lines(lines: Sequence[Line], room: float) -> str:
    size = fit([len(line.lead) + len(line.text) for line in lines], room, most=3.2, least=1.1, gap=0.5)
    return f'<div class="lines" style="font-size:{size}rem">{"".join(map(_line, lines))}</div>'


def _line(line: Line) -> str:
    lead = element("b", text(" ".join(line.lead.split()))) if line.lead.strip() else ""
    return element("p", lead, element("span", text(line.text)), style="" if line.style == "bold" else "quiet")


def _chart(title: str, bars: Sequence[Bar], room: float) -> str:
    """Return bars on one scale as a table, so that words and figures are read without seeing the bars."""
    noted = any(bar.note for bar in bars)
    size = fit([len(bar.label) for bar in bars], room, most=3, least=1.1, wide=WIDE * _LABELS, gap=0.6)
    rows = "".join(_row(bar, noted=noted) for bar in bars)
    return f'<table class="chart" style="font-size:{size}rem"><caption>{text(title)}</caption>{rows}</table>'


def _row(bar: Bar, *, noted: bool) -> str:
    share = 100 * min(1.0, max(0.0, bar.share))
    return element(
        "tr",
        element("td", text(bar.figure), style="figure"),
        f'<th scope="row">{text(bar.label)}</th>',
        f'<td class="bar" aria-hidden="true"><i style="width:{share:.2f}%"></i></td>',
        element("td", text(bar.note), style="figure") if noted else "",
    )


def _sized(tag: str, words: str, size: float, style: str = "") -> str:
    named = f' class="{style}"' if style else ""
    return f'<{tag}{named} style="font-size:{size:.1f}rem">{text(words)}</{tag}>'
