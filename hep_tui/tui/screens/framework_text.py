"""How the pages of the framework read."""

from collections.abc import Mapping, Sequence

from textual.content import Content

from hep_tui.domain.chart import Stack, longest
from hep_tui.domain.framework import TOO_FEW_TO_COMPARE, Sheet, one_place
from hep_tui.domain.pack import Level
from hep_tui.tui.symbols import pointer, symbols
from hep_tui.tui.text import content, fit, wrap
from hep_tui.tui.widgets.chart import mark, stack, tone
from hep_tui.views.framework import Framework, Part, Rated, named

_WIDE, _BROAD = 110, 150
"""From so many columns on a condition says how close its sheets are, and from so many which level is in the middle."""
_COMPARED = 2
"""So many meetings always are beside each other: the two whose figures the change compares."""


def sheet(view: Framework, keyed: Sheet, heading: str, width: int, height: int = 0) -> Content:
    """Return the sheet as it is keyed: one line a condition, its level in words beside it.

    There is a line between the conditions where the height has room for it.
    """
    words = {level.value: level.label for level in view.levels}
    longest_label = max((len(condition.label) for condition in view.conditions), default=0)
    room = min(longest_label, max(12, width - max(map(len, words.values())) - 16))
    airy = 2 * len(view.conditions) + _AROUND <= height
    lines = [content(f" {heading}", "bold"), Content("")]
    for i, condition in enumerate(view.conditions):
        here = i == keyed.place
        cell, said = _keyed(keyed, condition.id, words)
        text = f" {pointer(here)} {i + 1:>2}  {fit(condition.label, room)} [ {cell} ] {said}"
        lines.append(content(text, "bold $here" if here else ""))
        if airy:
            lines.append(Content(""))
    if not airy:
        lines.append(Content(""))
    return Content("\n").join([*lines, *legend(view.levels, width)])


def _keyed(keyed: Sheet, condition: str, words: Mapping[int, str]) -> tuple[str, str]:
    """Return what is keyed for a condition, as a digit and in words."""
    if condition in keyed.skipped:
        return ".", "blank"
    value = keyed.marks.get(condition)
    return (" ", "") if value is None else (str(value), words.get(value, ""))


_AROUND = 16
"""So many rows are left to what is around a sheet that is keyed."""


def legend(levels: Sequence[Level], width: int, *, marked: bool = False) -> list[Content]:
    """Return what the levels mean; `marked` shows beside each how it is drawn."""
    if not marked:
        text = " · ".join(named(level) for level in levels)
        return [content(f" {line}", "$quiet") for line in wrap(text, width - 2)]
    parts: list[Content] = []
    for place, level in enumerate(levels, 1):
        sign = Content.styled(mark(place) * 2, f"${tone(place, len(levels))}")
        parts += [content("  "), sign, content(f" {named(level)} ", "$quiet")]
    return [Content.assemble(*parts)]


def last(view: Framework, part: Part, rows: int) -> Content:
    """Return the last sheets, newest first, and the tables that say two things."""
    lines = []
    for each in list(reversed(part.sheets))[:rows]:
        marks = " ".join(str(each.what.marks.get(c.id, ".")) for c in view.conditions)
        lines.append(content(f" {each.what.name:<10} {marks}", "$quiet"))
    if not lines:
        whose = "tables" if part.unit == "table" else "persons"
        lines = [content(f" no sheets of {whose} yet", "$quiet")]
    return Content("\n").join([*disputed(view), *lines])


def disputed(view: Framework) -> list[Content]:
    """Return which tables have two versions after a merge, if any."""
    if not view.disputed:
        return []
    tables = ", ".join(map(str, view.disputed))
    return [content(f" TABLE {tables}: two versions after a merge, left out until one is chosen", "bold $alarm")]


def result(view: Framework, part: Part, width: int, height: int) -> Content:
    """Return the result of one meeting: each condition with its sheets by level, in figures and as one stacked bar.

    All bars are on one scale, that of the condition that most sheets rate. There is a line between them, and around
    them, where the height has room for it.
    """
    compared = f", compared with {part.since}" if part.since else ""
    title = [content(f" {fit(f'{part.said}{compared}', width - 2)}", "bold"), *disputed(view)]
    over, rows = _table(view, part, width)
    used = len(title) + 2 + sum(map(len, rows))
    empty = [Content("")]
    between = empty if used + len(rows) + 1 <= height else []
    around = empty if used + 2 <= height else []
    lines = [*title, *around, over]
    for row in rows:
        lines += [*row, *between]
    if not between:
        lines += around
    return Content("\n").join([*lines, *legend(view.levels, width, marked=True)])


def _table(view: Framework, part: Part, width: int) -> tuple[Content, list[list[Content]]]:
    """Return the heads of the columns, and the lines of each condition."""
    heads = _heads(width)
    rows = [Stack(each.condition.label, tuple(each.counts), _figures(each, width)) for each in part.rated]
    size = [max(map(len, (head, *(row.cells[at] for row in rows)))) for at, head in enumerate(heads)]
    label, bar = _columns(rows, len(view.levels), size, width)
    levels = "".join(f"{level.value:>2}" for level in view.levels)
    named = "  ".join(f"{head:<{wide}}" for head, wide in zip(heads, size, strict=True))
    over = content(f"     {'':{label}}{levels}  {'':{bar}}  {named}", "$quiet")
    scale = longest(rows)
    return over, [_stacked(number, row, scale, label=label, bar=bar, size=size) for number, row in enumerate(rows, 1)]


def _columns(rows: Sequence[Stack], levels: int, size: Sequence[int], width: int) -> tuple[int, int]:
    """Return how wide the words of the conditions and their bars are, in what figures leave of the width."""
    room = width - 10 - 2 * levels - sum(size) - 2 * (len(size) - 1)
    words = max((len(row.label) for row in rows), default=0)
    label = max(12, min(words, room - max(10, room // 5)))
    return label, max(6, min(60, room - label))


def _stacked(number: int, row: Stack, scale: int, label: int, bar: int, size: Sequence[int]) -> list[Content]:
    """Return one condition; words that are too long for their column go on below."""
    counts = "".join(f"{count or symbols().none:>2}" for count in row.counts)
    cells = "  ".join(f"{cell:<{wide}}" for cell, wide in zip(row.cells, size, strict=True))
    first, *rest = wrap(row.label, label)
    drawn = Content.assemble(
        content(f" {number:>2}  {fit(first, label)}{counts}  "),
        stack(row.counts, scale, bar),
        content(f"  {cells}"),
    )
    return [drawn, *(content(f"     {line}") for line in rest)]


def _heads(width: int) -> list[str]:
    if width < _WIDE:
        return ["mean", "change"]
    return ["n", "mean", "change", "agreement", *["middle"] * (width >= _BROAD)]


def _figures(rated: Rated, width: int) -> tuple[str, ...]:
    """Return what is behind a bar, one text a column; where there is little room the change is a signed number."""
    mean = f"{one_place(rated.mean):.1f}" if rated.mean is not None else symbols().none
    if width < _WIDE:
        short = rated.change.replace("up ", "+").replace("down ", "-").replace("no change", "=")
        return mean, short.replace(TOO_FEW_TO_COMPARE, "")
    cells = (str(rated.n), mean, rated.change, rated.agreed, rated.median or "")
    return cells[: len(_heads(width))]


def meetings(found: Sequence[tuple[str, Part]], unit: str, width: int) -> Content:
    """Return the mean of each condition, meeting beside meeting, and how far the last moved from the one before."""
    who = "tables" if unit == "table" else "persons"
    if not found:
        return content(f"\n  No meeting has rated anything by {who} yet.")
    shown = found[-max(_COMPARED, (width - 46) // 14) :]
    longest_label = max((len(each.condition.label) for each in found[0][1].rated), default=0)
    label = min(longest_label, max(16, width - 14 * len(shown) - 16))
    heads = "".join(f" {fit(title, 13)}" for title, _ in shown)
    lines = [
        content(f" All meetings, sheets of {who}: mean level, and how many sheets rate it", "bold"),
        Content(""),
        content(f"     {' ' * label}{heads} change", "$quiet"),
    ]
    for i, first in enumerate(found[0][1].rated):
        cells = "".join(f" {fit(_cell(part.rated[i]), 13)}" for _, part in shown)
        moved = found[-1][1].rated[i].change.replace(TOO_FEW_TO_COMPARE, "")
        lines.append(content(f" {i + 1:>2}  {fit(first.condition.label, label)}{cells} {moved}"))
    note = (
        "The change is that of the last meeting since the one before it; of fewer than three sheets in either none is "
        "said. Other people sit in every meeting, so a change is no trend of the same persons."
    )
    return Content("\n").join([*lines, Content(""), *(content(f" {each}", "$quiet") for each in wrap(note, width - 2))])


def _cell(rated: Rated) -> str:
    return "not rated" if rated.mean is None else f"{one_place(rated.mean):.1f}  n {rated.n}"
