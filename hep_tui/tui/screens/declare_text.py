"""How a result reads before it is declared: as the room will see it."""

from textual.content import Content

from hep_tui.domain.polls import Poll
from hep_tui.domain.result import Result
from hep_tui.tui.big import largest
from hep_tui.tui.text import content, heading, wrap
from hep_tui.tui.widgets.result_order import order_shown
from hep_tui.views.room_steps import headline

_LARGE = 34
"""From so many rows on, who leads is shown large, as in the room."""


def room_sees(poll: Poll, result: Result, width: int, height: int) -> list[Content]:
    """Return what the room will see: the question, who leads, the sentence, and the chart with its figures."""
    large = largest(headline(poll, result), width - 6, height // 4) if height >= _LARGE else []
    lines = [heading(" THE ROOM WILL SEE", width - 1), *[Content("")] * bool(large)]
    lines += [content(f"  {line}", "bold") for line in wrap(poll.question, width - 4)]
    lines += [Content("")] * bool(large) + [content(f"  {row}", "bold") for row in large] + [Content("")]
    lines += [content(f"  {line}", "bold $good") for line in wrap(result.sentence, width - 4)] + [Content("")]
    order = order_shown(poll, result, min(width - 3, 100))
    return [*lines, *(Content(" ") + line for line in order)]
