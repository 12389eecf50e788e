"""Plan another meeting: which agenda, what title, which day."""

from typing import Any

from hep_tui.actions import reviews
from hep_tui.domain.clock import day_of
from hep_tui.domain.days import how, read_day
from hep_tui.domain.pack import Agenda, Pack
from hep_tui.errors import HepError
from hep_tui.tui.screens.base import HepScreen


async def plan(screen: HepScreen[Any], pack: Pack) -> None:
    """Ask three questions, each with an answer already chosen, and plan the meeting; Esc at any leaves."""
    listed = "\n".join(f"{i}  {a.label}" for i, a in enumerate(pack.agendas, 1))
    which = await screen.ask_until(lambda text: _agenda(pack, text), "Which agenda? Its number:", "1", about=listed)
    if which is None:
        return
    agenda = _agenda(pack, which)
    title = await screen.ask_for("What is the meeting called?", agenda.label)
    if title is None:
        return
    today, about = day_of(screen.hep.now()), f"As {how()}; empty where it is not fixed yet."
    day = await screen.ask_until(lambda text: read_day(text, today), "On which day?", about=about)
    if day is None:
        return
    when = read_day(day, today)
    if await screen.do(reviews.plan_meeting, pack, agenda, title, when.isoformat() if when else ""):
        screen.say(f"{title or agenda.label} is planned; its polls are drafts.")


def _agenda(pack: Pack, which: str) -> Agenda:
    if not (which.isascii() and which.isdigit() and 1 <= int(which) <= len(pack.agendas)):
        raise HepError(f"There is no agenda {which[:20] or 'without a number'}; nothing was planned.")
    return pack.agendas[int(which) - 1]
