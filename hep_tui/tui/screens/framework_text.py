"""How the pages of the framework read."""

from collections.abc import Sequence

from textual.content import Content

from hep_tui.domain.framework import TOO_FEW_TO_COMPARE, Sheet, one_place
from hep_tui.domain.pack import Level
from hep_tui.tui.symbols import symbols
from hep_tui.tui.text import content, fit, wrap
from hep_tui.tui.widgets.bars import draw
from hep_tui.views.framework import Framework, Part, Rated, named

_BAR = 5
"""How many cells the bar of one level may have."""
_COMPARED = 2
"""So many meetings always stand beside each other: the two whose figures the change compares."""


def sheet(view: Framework, keyed: Sheet, heading: str, width: int) -> Content:
    """Return the sheet as it is keyed: one line a condition, its level in words beside it."""
    lines = [content(f" {heading}", "bold"), Content("")]
    anchors = {level.value: level.label for level in view.levels}
    longest = max(len(label) for label in anchors.values())
    for i, condition in enumerate(view.conditions):
        here = i == keyed.place
        value = keyed.marks.get(condition.id)
        cell = "." if condition.id in keyed.skipped else "" if value is None else str(value)
        said = "blank" if cell == "." else "" if value is None else anchors.get(value, "")
        label = fit(condition.label, max(12, width - longest - 16))
        text = f" {symbols().here if here else ' '} {i + 1:>2}  {label} [ {cell or ' '} ] {said}"
        lines.append(content(text, "bold $here" if here else ""))
    return Content("\n").join([*lines, Content(""), *legend(view.levels, width)])


def legend(levels: Sequence[Level], width: int) -> list[Content]:
    """Return what the levels mean."""
    return [content(f" {line}", "$quiet") for line in wrap(" · ".join(named(level) for level in levels), width - 2)]


def last(view: Framework, part: Part, rows: int) -> Content:
    """Return the last sheets, newest first, and the tables that say two things."""
    lines = []
    for each in list(reversed(part.sheets))[:rows]:
        marks = " ".join(str(each.what.marks.get(c.id, ".")) for c in view.conditions)
        lines.append(content(f" {each.what.name:<10} {marks}", "$quiet"))
    lines = lines or [content(f" no sheets of {'tables' if part.unit == 'table' else 'persons'} yet", "$quiet")]
    return Content("\n").join([*disputed(view), *lines])


def disputed(view: Framework) -> list[Content]:
    """Return which tables have two versions after a merge, if any."""
    if not view.disputed:
        return []
    tables = ", ".join(map(str, view.disputed))
    return [content(f" TABLE {tables}: two versions after a merge, left out until one stands", "bold $alarm")]


def result(view: Framework, part: Part, width: int) -> Content:
    """Return the result of one meeting: two lines a condition, with bars and in words."""
    compared = f", compared with {part.since}" if part.since else ""
    lines = [content(f" {fit(f'{part.said}{compared}', width - 2)}", "bold"), *disputed(view)]
    for i, rated in enumerate(part.rated, 1):
        lines += _rated(i, rated, width)
    return Content("\n").join([*lines, *legend(view.levels, width)])


def _rated(number: int, rated: Rated, width: int) -> list[Content]:
    mean = f"mean {one_place(rated.mean):.1f}" if rated.mean is not None else "not rated"
    figures = " · ".join(part for part in (rated.median and f"middle {rated.median}", mean, f"n {rated.n}") if part)
    head = f" {number:>2}  {fit(rated.condition.label, max(12, width - len(figures) - 8))}  {figures}"
    share = max(rated.counts, default=0) or 1
    bars = "  ".join(
        f"{level.value} {draw(count / share, _BAR)} {count:<2}"
        for level, count in zip(rated.levels, rated.counts, strict=True)
    )
    words = " · ".join(part for part in (rated.agreed, rated.change) if part)
    return [content(fit(head, width - 1), "bold"), content(fit(f"     {bars} {words}", width - 1))]


def meetings(found: Sequence[tuple[str, Part]], unit: str, width: int) -> Content:
    """Return the mean of each condition, meeting beside meeting, and how far the last moved from the one before."""
    who = "tables" if unit == "table" else "persons"
    if not found:
        return content(f"\n  No meeting has rated anything by {who} yet.")
    shown = found[-max(_COMPARED, (width - 46) // 14) :]
    label = max(16, width - 14 * len(shown) - 16)
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
