"""The options of a result on a screen, best first: a chart where bars stand for figures, else a list of places."""

from textual.content import Content

from hep_tui.domain.chart import Chart
from hep_tui.domain.polls import Poll
from hep_tui.domain.result import Result
from hep_tui.tui.text import content, hung
from hep_tui.tui.widgets.chart import lines
from hep_tui.views.result_order import order_lines, result_bars


def order_shown(poll: Poll, result: Result, width: int) -> list[Content]:
    """Return the options of a result as the room sees them, in so many columns."""
    bars = result_bars(poll, result)
    if bars:
        return lines(Chart(tuple(bars)), width)
    return [content(row) for line in order_lines(poll, result) for row in hung(f" {line.lead}", line.text, width)]
