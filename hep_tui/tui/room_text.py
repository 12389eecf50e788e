"""How the room display reads: everything is given its width and height, and every option is always seen."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import zip_longest

from rich.cells import cell_len
from textual.content import Content

from hep_tui.domain.chart import Bar
from hep_tui.domain.rule_words import rule_paragraph
from hep_tui.logbook.room import Here, OnShow
from hep_tui.tui.big import big, largest
from hep_tui.tui.room_lines import asked, label_rows, rows_of, short
from hep_tui.tui.symbols import symbols
from hep_tui.tui.text import content, fit, hung, wrap
from hep_tui.tui.widgets.chart import bar_of
from hep_tui.views.room_page import CHECKED, Line, Page
from hep_tui.views.room_progress import again, progress, time_left
from hep_tui.views.room_progress import resting as said_resting

WIDE = 110
"""From so many columns on there is room around everything."""
_LARGE = 150

Lines = list[Content]


def waiting(shown: OnShow, now: datetime, width: int, height: int) -> tuple[Lines, Lines]:
    """Return what is above and what below while a result is not declared.

    What does not fit goes in this order: room between options, the rule (which was read out), large digits, the end of
    long labels, the end of the question.
    """
    small = _progress(shown, now, width, large=False)
    for above, below in _ways(shown, now, width, height):
        if len(above) + len(below) + 1 <= height:
            return above, below
    asks = _asks(shown, width, height)
    left = height - len(asks) - 2
    return [*asks, Content(""), *_beside(shown, width, left - len(small))], small


def _ways(shown: OnShow, now: datetime, width: int, height: int) -> Iterator[tuple[Lines, Lines]]:
    """Yield what may be above and below, from all that there is room for at best to what a small window shows."""
    large, small = _progress(shown, now, width, large=True), _progress(shown, now, width, large=False)
    empty = Content("")
    rule = [empty, *(content(line, "$quiet") for line in wrap(rule_paragraph(shown.poll), width))]
    options = _options(shown, width)
    close = [line for option in options for line in option]
    airy = [line for option in options for line in (*option, empty)]
    if titled := _titled(shown, width, height):
        above = [*titled, *_told(shown, width), *rule, empty]
        yield [*above, *airy], large
        yield [*above, *close], large
    asks = _asks(shown, width, height)
    yield [*asks, *rule, empty, *airy], large
    yield [*asks, *rule, empty, *close], large
    yield [*asks, empty, *airy], large
    yield [*asks, empty, *close], large
    yield [*asks, empty, *_columns(_options(shown, width // 2 - 2), 2, width // 2)], large
    yield [*asks, empty, *close], small


def _asks(shown: OnShow, width: int, height: int) -> Lines:
    """Return the question as it is read, and whether it is put to the vote again."""
    question = shown.poll.question.strip() or shown.poll.title
    return [*_written(asked(question, width, max(2, height // 3)), width), *_told(shown, width)]


def _told(shown: OnShow, width: int) -> Lines:
    told = again(shown)
    return [content(line, "bold $alarm") for line in wrap(told, width)] if told else []


def resting(here: Here, width: int) -> Lines:
    """Return what is quietly there while nothing is voted on."""
    return [content(row, "$quiet") for line in said_resting(here) for row in wrap(line, width)]


def checked() -> Lines:
    """Return what the room sees while nothing is known of the record for certain."""
    return [content(CHECKED, "bold")]


def _titled(shown: OnShow, width: int, height: int) -> Lines:
    """Return the question in large letters, where a third of a wide screen holds it; else nothing."""
    question = shown.poll.question.strip() or shown.poll.title
    return [content(row, "bold") for row in largest(question, width, height // 3)] if width >= TITLED else []


TITLED = 90
"""From so many columns on the question is set in large letters."""


def _options(shown: OnShow, width: int, most: int = 99) -> list[Lines]:
    """Return the options in paper order, each in its lines, of which there are at most so many."""
    found = []
    for o in shown.poll.options:
        lead = f"{o.id:>2}  "
        rows = hung(lead, o.label, width)
        if len(rows) > most:
            rows = [*rows[: most - 1], fit(f"{rows[most - 1]} {rows[most].strip()}", width)]
        found.append([content(row, "bold") for row in rows])
    return found


_COLUMNS = (2, 3, 4)


def _beside(shown: OnShow, width: int, height: int) -> Lines:
    """Return the options in two columns, in more where there are more than two hold, each as long as there is room."""
    for columns in _COLUMNS:
        wide = width // columns - 2
        for most in range(6, 0, -1):
            lines = _columns(_options(shown, wide, most), columns, wide + 2)
            if len(lines) <= height:
                return lines
    return lines[: max(1, height)]


def _columns(parts: Sequence[Lines], columns: int, wide: int) -> Lines:
    """Return parts in columns, down the left one first."""
    each = -(-len(parts) // columns)
    held = [[row for part in parts[at : at + each] for row in part] for at in range(0, len(parts), each or 1)]
    rows = zip_longest(*held, fillvalue=Content(""))
    return [
        Content.assemble(*(part for cell in row for part in (cell, " " * (wide - cell.cell_length)))) for row in rows
    ]


def _progress(shown: OnShow, now: datetime, width: int, *, large: bool) -> Lines:
    """Return how many ballots are in and how much time is left, in words, and large where asked."""
    (left, time), words = time_left(shown, now), progress(shown)
    gap = max(2, width - len(left) - len(words))
    line = content(f"{left}{' ' * gap}{words}", "bold")
    digits = _digits(shown, time, width) if large else []
    return [*digits, line]


def _digits(shown: OnShow, time: str, width: int) -> Lines:
    """Return the number of ballots in large digits at the right, the time at the left, where both fit."""
    across, down = (4, 2) if width >= _LARGE - 20 else (2, 1)
    number = "" if shown.poll.marking.hands else str(shown.ballots_in)
    if number and shown.electorate:
        number += f"/{shown.electorate}"
    left = big(time, across // 2, down) if time else []
    right = big(number, across, down) if number else []
    wide = max(map(len, left), default=0) + max(map(len, right), default=0) + 4
    if not (left or right) or wide > width:
        return []
    rows = [f"{a}{b:>{width - len(a)}}" for a, b in zip_longest(left, right, fillvalue="")]
    return [*(Content.styled(row, "bold $here") for row in rows), Content("")]


def page(page: Page, width: int, height: int) -> Lines:
    """Return one page of a declared result, with room between its paragraphs or bars where there is any.

    Who leads is as large as there is room for; the result line stays whole under it.
    """
    empty = Content("")
    lines = [*_written(page.head, width), empty]
    if page.title:
        lines += [*_written([Line(page.title, style="bold $quiet")], width), empty]
    room = height - len(lines)
    parts = [_written([line], width) for line in page.lines]
    if not parts:
        return [*lines, *_bars(page.bars, width, room)]
    said = [row for part in parts for row in part]
    if len(said) + len(parts) - 1 <= room:
        said = [row for part in parts for row in (*part, empty)]
    large = [content(row, "bold $here") for row in largest(page.large, width, room - len(said) - _AROUND)]
    if not large:
        return [*lines, *said]
    above = (room - len(said) - len(large)) // 3
    return [*lines, *[empty] * above, *large, empty, empty, *said]


_AROUND = 3
"""So many rows stay empty around who leads."""


def _written(lines: Sequence[Line], width: int) -> Lines:
    return [content(row, line.style) for line in lines for row in rows_of(line, width)]


def _bars(bars: Sequence[Bar], width: int, room: int) -> Lines:
    """Return bars beside their words, thick and with room between them where there is any; else under their words."""
    figure = max((len(bar.figure) for bar in bars), default=0)
    note = max((len(bar.note) for bar in bars), default=0)
    if short(bars, width):
        thick = next((rows for rows in (3, 2) if rows * len(bars) - 1 <= room), 1)
        return [row for bar in bars for row in _beside_words(bars, bar, width, thick)][: thick * len(bars)]
    words = label_rows(bars, width)
    gap = [Content("")] if sum(len(rows) + 1 for rows in words) + len(bars) - 1 <= room else []
    lines: Lines = []
    for bar, rows in zip(bars, words, strict=True):
        end = content(f"  {bar.note:>{note}}", "bold")
        drawn = Content.assemble(" " * (figure + 2), bar_of(bar.share, width - figure - note - 4), end)
        lines += [*(content(row, "bold") for row in rows), drawn, *gap]
    return lines


def _beside_words(bars: Sequence[Bar], bar: Bar, width: int, thick: int) -> Lines:
    """Return one bar beside its words, with so many rows; the last of several is empty."""
    figure = max(len(each.figure) for each in bars)
    note = max(len(each.note) for each in bars)
    label = max(cell_len(each.label) for each in bars)
    room = max(4, width - figure - label - note - 6)
    drawn = bar_of(bar.share, room, symbols().block if thick > 1 else "")
    words = content(f"{bar.figure:>{figure}}  {fit(bar.label, label)}  ", "bold")
    first = Content.assemble(words, drawn, content(f"  {bar.note:>{note}}", "bold"))
    second = Content.assemble(" " * (figure + label + 4), drawn)
    return [first, *[second] * (thick == 3), *[Content("")] * (thick > 1)]


def place(at: int, pages: int, width: int) -> Content:
    """Return which step is on show, at the right edge."""
    words = f"{at + 1} of {pages}" if pages > 1 else ""
    return content(words.rjust(width), "$quiet")
