"""How the room display reads: everything is given its width and height, and every option is always seen."""

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from hep_tui.domain.polls import rule_paragraph
from hep_tui.logbook.room import OnShow
from hep_tui.tui.big import big
from hep_tui.tui.room_pages import Page
from hep_tui.tui.text import content, fit, hung, wrap
from hep_tui.tui.widgets.bars import Bar, draw

WIDE = 110
"""From so many columns on there is room around everything."""
_LARGE = 150

Lines = list[Content]


def question(shown: OnShow, width: int) -> Lines:
    """Return the question, in capitals."""
    return [content(line.upper(), "bold") for line in wrap(shown.poll.question, width)]


def waiting(shown: OnShow, now: datetime, width: int, height: int) -> tuple[Lines, Lines]:
    """Return what stands above and what below while a result is not declared.

    What does not fit goes in this order: room between options, the rule (which was read out), large digits.
    """
    asked = question(shown, width)
    rule = [Content(""), *(content(line, "$quiet") for line in wrap(rule_paragraph(shown.poll), width))]
    listed = _options(shown, width)
    large, small = _progress(shown, now, width, large=True), _progress(shown, now, width, large=False)
    airy = [line for option in listed for line in (*option, Content(""))]
    close = [Content(""), *(line for option in listed for line in option)]
    ways = (
        ([*asked, *rule, Content(""), *airy], large),
        ([*asked, *rule, *close], large),
        ([*asked, *close], large),
        ([*asked, *close], small),
    )
    for above, below in ways:
        if len(above) + len(below) + 1 <= height:
            return above, below
    half = [line for option in _options(shown, width // 2 - 2) for line in option]
    return [*asked, Content(""), *_columns(half, width // 2)], small


def _options(shown: OnShow, width: int) -> list[Lines]:
    """Return the options in paper order, each in its lines."""
    return [[content(line, "bold") for line in hung(f"{o.id:>2}  ", o.label, width)] for o in shown.poll.options]


def _columns(lines: Lines, width: int) -> Lines:
    """Return lines in two columns, down the left one first."""
    half = (len(lines) + 1) // 2
    right = [*lines[half:], Content("")][:half]
    return [
        Content.assemble(a, " " * (width - a.cell_length), b) for a, b in zip(lines[:half], right, strict=True)
    ]  # fmt: skip


def _progress(shown: OnShow, now: datetime, width: int, *, large: bool) -> Lines:
    """Return how many ballots are in and how much time is left, in words, and large where asked."""
    left, time = _time_left(shown, now)
    if shown.poll.method == "hands":
        words = "hands are being counted" if shown.state == "open" else "counted"
    else:
        of = f" of {shown.present}" if shown.present else ""
        words = f"ballots in  {shown.ballots_in}{of}{'' if shown.state == 'open' else '   the vote is closed'}"
    gap = max(2, width - len(left) - len(words))
    line = content(f"{left}{' ' * gap}{words}", "bold")
    digits = _digits(shown, time, width) if large else []
    return [*digits, line]


def _time_left(shown: OnShow, now: datetime) -> tuple[str, str]:
    """Return the time left in words, and as minutes and seconds; both empty where none was given."""
    if shown.closes is None:
        return "", ""
    seconds = max(0, round((shown.closes - now).total_seconds()))
    clock = f"{seconds // 60:02}:{seconds % 60:02}"
    return (f"time left  {clock}", clock) if seconds else ("time is up", clock)


def _digits(shown: OnShow, time: str, width: int) -> Lines:
    """Return the number of ballots in large digits at the right, the time at the left."""
    across, down = (4, 2) if width >= _LARGE - 20 else (2, 1)
    counts = shown.poll.method != "hands"
    right = big(f"{shown.ballots_in}/{shown.present}" if shown.present else str(shown.ballots_in), across, down)
    left = big(time, across // 2, down) if time else [""] * len(right)
    if not counts:
        right = [""] * len(left)
    if not (counts or time) or max(map(len, left)) + max(map(len, right)) + 4 > width:
        return []
    rows = [f"{a}{' ' * (width - len(a) - len(b))}{b}" for a, b in zip(left, right, strict=True)]
    return [Content.styled(row, "bold $here") for row in rows] + [Content("")]


def page(shown: OnShow, page: Page, width: int, height: int) -> Lines:
    """Return one page of a declared result under its question."""
    lines = [*question(shown, width), Content("")]
    if not page.title:
        said = str((shown.declared or {}).get("sentence", ""))
        code = str((shown.declared or {}).get("record_code", ""))
        lines += [content(line, "bold $here") for line in wrap(said, width)]
        return [*lines, Content(""), content(f"record code  {code}", "$quiet")] if code else lines
    lines += [content(fit(page.title, width), "bold $here"), Content("")]
    room = height - len(lines)
    airy = 2 * len(page.lines) <= room
    for line in page.lines:
        lines += [content(line, "bold"), *([Content("")] if airy else [])]
    return [*lines, *_bars(page.bars, width, room)]


def _bars(bars: Sequence[Bar], width: int, room: int) -> Lines:
    """Return bars with their words above them where there is room, on one line each where there is not."""
    lines: Lines = []
    figure = max((len(bar.figure) for bar in bars), default=0)
    label = min(max((len(bar.label) for bar in bars), default=0), width // 2)
    for bar in bars:
        if 3 * len(bars) <= room:
            lines += [
                content(f"{bar.figure:>{figure}}  {fit(bar.label, width - figure - 2)}", "bold"),
                Content.styled(" " * (figure + 2) + draw(bar.share, width - figure - 2), "$primary"),
                Content(""),
            ]
        else:
            words = content(f"{bar.figure:>{figure}}  {fit(bar.label, label)}  ", "bold")
            lines.append(Content.assemble(words, (draw(bar.share, width - figure - label - 4), "$primary")))
    return lines


def place(at: int, pages: int, width: int) -> Content:
    """Return which step is on show, at the right edge."""
    words = f"{at + 1} of {pages}" if pages > 1 else ""
    return content(words.rjust(width), "$quiet")
