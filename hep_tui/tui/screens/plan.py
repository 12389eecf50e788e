"""Plan another meeting: which agenda, what title, which day."""

from hep_tui.actions import reviews
from hep_tui.domain.pack import Agenda, Pack
from hep_tui.domain.shorthand import read_date
from hep_tui.tui.screens.ask import AskLine
from hep_tui.tui.screens.base import HepScreen


async def plan(screen: HepScreen, pack: Pack) -> None:
    """Ask three questions, each with an answer already chosen, and plan the meeting; Esc at any leaves."""
    listed = "   ".join(f"{i} {a.label}" for i, a in enumerate(pack.agendas, 1))
    which = await screen.app.push_screen_wait(AskLine(f"Which agenda?  {listed}", "1"))
    agenda = _agenda(pack, which)
    if agenda is None:
        return
    title = await screen.app.push_screen_wait(AskLine("What is the meeting called?", agenda.label))
    if title is None:
        return
    day = await screen.app.push_screen_wait(AskLine("On which day?  day/month, or empty if not fixed yet"))
    if day is None:
        return
    when = read_date(day.strip(), screen.hep.now().date())
    if day.strip() and when is None:
        screen.say(f"{day.strip()} is not a day; nothing was planned, write it as 8/7 or 2021-07-08.", alarm=True)
        return
    date = when.isoformat() if when else ""
    if await screen.do(reviews.plan_meeting, pack, agenda, title, date):
        screen.say(f"{title or agenda.label} is planned; its polls are drafts.")


def _agenda(pack: Pack, which: str | None) -> Agenda | None:
    if which is None or not which.strip().isdigit() or not 1 <= int(which) <= len(pack.agendas):
        return None
    return pack.agendas[int(which) - 1]
