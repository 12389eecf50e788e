"""What else a poll screen asks for: time, paper, the kiosk."""

from hep_tui.actions import timing
from hep_tui.tui.screens.ask import AskLine
from hep_tui.tui.screens.base import HepScreen
from hep_tui.views.polls import PollView


async def give_time(screen: HepScreen, poll: str) -> None:
    """Ask how many minutes a poll has from now on, and record it."""
    answer = await screen.app.push_screen_wait(
        AskLine("How many minutes from now? The room sees them run down; 0 takes the time away.")
    )
    if answer is None:
        return
    if not (answer.strip().isascii() and answer.strip().isdigit()):
        screen.say(f"{answer.strip() or 'Nothing'} is not a number of minutes; nothing was changed.", alarm=True)
    elif await screen.do(timing.give_minutes, poll, min(int(answer), 10**6)):
        minutes = int(answer)
        screen.say(f"The room sees {minutes} minutes run down from now." if minutes else "No time is shown.")


async def print_paper(screen: HepScreen, view: PollView | None) -> None:
    """Make the paper of a poll."""
    raise NotImplementedError


async def kiosk(screen: HepScreen, view: PollView | None) -> None:
    """Start the kiosk of a poll."""
    raise NotImplementedError
