"""What else a poll screen asks for: time, paper, the kiosk."""

from pathlib import Path
from typing import Any

from hep_tui.actions import lots, polls, secret_polls, timing
from hep_tui.actions.batches import record_printing
from hep_tui.domain.polls import PollState
from hep_tui.domain.wording import prefixed
from hep_tui.errors import HepError
from hep_tui.logbook.polls import on_show
from hep_tui.tui.screens.base import HepScreen
from hep_tui.views.keying import to_decide
from hep_tui.views.meetings import not_under_way
from hep_tui.views.polls import PollView

_LARGEST_LOT = 200
"""So many papers are still read twice without a mistake that makes them be read again."""


async def give_time(screen: HepScreen[Any], poll: str) -> None:
    """Ask how many minutes a poll has from now on, and record it."""
    about = "The room sees them run down; 0 takes the time away."
    answer = await screen.ask_for("How many minutes from now?", about=about)
    if answer is None:
        return
    if not (answer.isascii() and answer.isdigit()):
        screen.say(f"{answer or 'Nothing'} is not a number of minutes; nothing was changed.", alarm=True)
    elif await screen.do(timing.give_minutes, poll, min(int(answer), 10**6)):
        minutes = int(answer)
        screen.say(f"The room sees {minutes} minutes run down from now." if minutes else "No time is shown.")


async def sure_to_open(screen: HepScreen[Any], view: PollView) -> bool:
    """Ask before a poll is opened that nobody can vote in yet, and where the key of a secret one is to be copied."""
    early = await screen.ask(not_under_way, view.poll.meeting, screen.hep.now())
    about = "Opening fixes the question and the rule, and the room sees it."
    if early and not await screen.sure(f"{early[0].upper()}{early[1:]}. Open the poll all the same?", about=about):
        return False
    return not view.poll.boxed or await key_copied(screen, view)


async def in_the_room(screen: HepScreen[Any], poll: str) -> str:
    """Return in a sentence what the room shows now, for whoever has just changed a poll."""
    shown = await screen.ask(on_show)
    if shown is None:
        return "The room shows nothing of it, since the agenda has moved on."
    return "The room shows it now." if shown.id == poll else f"The room still shows “{shown.what.title}”."


async def withdraw(screen: HepScreen[Any], view: PollView) -> None:
    """Withdraw the declaration of a poll, or that it was opened, where that is what it was last."""
    if view.state is PollState.OPEN:
        if await screen.do(polls.withdraw_opening, view.id):
            screen.say("The opening is withdrawn: the poll is a draft again.")
        return
    if view.state is not PollState.DECLARED:
        screen.say(f"The poll is {view.state.value}, so there is nothing to withdraw.", alarm=True)
        return
    why = await screen.ask_for("Why is the declaration withdrawn? The room sees this, and the minutes print it.")
    if why is not None and await screen.do(polls.withdraw, view.id, reason=why):
        screen.say("The declaration is withdrawn; the poll is closed, and its votes are kept.")


async def key_copied(screen: HepScreen[Any], view: PollView) -> bool:
    """Ask where a copy of the key of a secret poll is to go, and write it; False where the poll is not to be opened."""
    about = "Without its key nobody can open the box: a copy on a stick, apart from this laptop. Enter makes none."
    to = await screen.ask_for("Into which file is a copy of its key to go?", about=about)
    if not to:
        return to is not None
    words = "Four words or more that only the tellers know; Enter leaves the copy open to whoever has it."
    passphrase = await screen.ask_for("Which passphrase opens the copy?", about=words)
    if passphrase is None:
        return False
    try:
        await screen.ask(secret_polls.copy_key, view.id, Path(to).expanduser(), passphrase)
    except HepError as error:
        screen.say(str(error), alarm=True)
        return False
    return True


async def casting_vote(screen: HepScreen[Any], view: PollView) -> None:
    """Ask for the option, the name and the reason of the chair's casting vote, and record it."""
    listed = ", ".join(f"{o.id} {o.label}" for o in view.poll.options)
    option = await screen.ask_for("For which option is the casting vote?", about=listed)
    chair = None if option is None else await screen.ask_for("Who is in the chair? This is minuted.")
    reason = None if chair is None else await screen.ask_for("Why? This is minuted.")
    if option is None or chair is None or reason is None:
        return
    if await screen.do(polls.cast_vote, view.id, option.strip(), chair=chair, reason=reason):
        screen.say(f"The casting vote of {chair} is kept; declare the result now.")


async def draw_lot(screen: HepScreen[Any], poll: str) -> None:
    """Ask what was rolled for the lot of a poll where it is due, and say in which order it puts the options."""
    try:
        await screen.ask(lots.require_due, poll)
        about = "Dice are rolled in front of the room; whoever knows the roll can draw the same lot."
        roll = await screen.ask_for("What was rolled for the lot? As in 3 1 6.", about=about)
        if roll is None:
            return
        order = [line.partition(" ")[2] for line in await screen.ask(lots.draw, poll, roll)]
    except HepError as error:
        screen.say(str(error), alarm=True)
        return
    screen.say(f"The lot is drawn: {', '.join(order)}. Of those that tie, the first goes through.")


def random_check(screen: HepScreen[Any], view: PollView) -> None:
    """Lead to the papers that dice draw, in any state: even what was declared may be compared with its papers."""
    if not view.has_papers:
        screen.say("This poll has no papers that could be drawn, so nothing was drawn.", alarm=True)
    elif not view.ballots:
        screen.say("No ballot is keyed yet, so nothing was drawn; k keys the papers first.", alarm=True)
    else:
        screen.go("check", view.id)


def after_closing(view: PollView) -> str:
    """Return the commands that lead on from a closed poll: what waits goes before peeking and opening again."""
    second = view.second
    read = view.has_papers and view.state is PollState.CLOSED and bool(view.ballots) and not second.complete
    found = [
        "declare",
        *["judge"] * bool(to_decide(view)),
        *["draw-lot"] * view.lot_due,
        *["second-keying"] * read,
        "peek",
        *["keep-account"] * view.has_papers,
        *["open-voting"] * (not view.poll.secret),
    ]
    return " ".join(found[:5])


async def print_paper(screen: HepScreen[Any], view: PollView) -> None:
    """Ask how many ballots, and make them; once the poll is declared, its minutes."""
    from hep_tui.reports.paper import minutes_of, next_number, numbers_of

    again, folder = "", screen.hep.exports / "paper"
    try:
        if view.state is PollState.DECLARED:
            made = await screen.ask(minutes_of, view.id, folder)
        else:
            how = "A number, or primary 70, secondary 30; from 201 says the first number."
            following = await screen.ask(next_number, view.id)
            usual = f"120 from {following}" if following > 1 else "120"
            wanted = "1" if view.poll.marking.hands else await screen.ask_for("How many ballots?", usual, about=how)
            made = [] if wanted is None else await _papers(screen, view.id, folder, wanted)
            if made and wanted:
                again = await screen.ask(lambda book: record_printing(book, numbers_of(book, view.id, wanted)))
    except HepError as error:
        screen.say(str(error), alarm=True)
        return
    if made:
        more = f" and {len(made) - 1} more beside it" if len(made) > 1 else ""
        screen.say(f"Made {made[0]}{more}; print from a browser.{prefixed(' ', again)}")


async def _papers(screen: HepScreen[Any], poll: str, folder: Path, wanted: str) -> list[Path]:
    """Make the papers; those whose colour tells whose they are only where that is meant."""
    from hep_tui.reports.paper import Telling, papers_of

    try:
        return list(await screen.ask(papers_of, poll, folder, wanted))
    except Telling as error:
        if not await screen.sure(f"Its colour tells whose ballot it is: {error.few}. Print all the same?"):
            return []
        return list(await screen.ask(lambda book: papers_of(book, poll, folder, wanted, anyway=True)))


async def read_lot(screen: HepScreen[Any], view: PollView) -> None:
    """Ask how many papers of a secret poll are in a lot and who reads it first, and have it read."""
    if view.state is not PollState.OPEN:
        screen.say(f"The poll is {view.state.value}, and papers go into the box of an open one.", alarm=True)
        return
    about = "Papers without numbers, mixed; z hands the laptop to voters instead."
    answer = await screen.ask_for("How many papers are in this lot?", about=about)
    if answer is None:
        return
    if not (answer.isascii() and answer.isdigit() and 0 < int(answer) <= _LARGEST_LOT):
        screen.say(f"A lot has from 1 to {_LARGEST_LOT} papers; nothing was begun.", alarm=True)
        return
    if who := await screen.ask_for("Initials of whoever reads this lot first."):
        said = await screen.visit("lot", view.id, int(answer), who)
        await screen.reload()
        screen.say(said or "Nothing of the lot was kept.")


async def import_papers(screen: HepScreen[Any], view: PollView) -> None:
    """Ask for a list of papers, show what it would bring, and say what was stored of it."""
    from hep_tui.tui.reading_lists import bring_in, first_papers

    if not view.has_papers:
        what = "secret poll" if view.poll.secret else "show of hands"
        screen.say(f"A {what} takes no list of papers, so nothing was read.", alarm=True)
        return
    if view.state is not PollState.OPEN:
        screen.say(
            f"The poll is {view.state.value}; a list is taken in while it is open, so nothing was read.", alarm=True
        )
        return
    await bring_in(screen, "Which list of papers?", lambda path: first_papers(screen, path, view.id), "papers")


async def kiosk(screen: HepScreen[Any], view: PollView) -> None:
    """Ask for the tellers' four digits, and hand the laptop to the voters of an open poll."""
    if view.state is not PollState.OPEN:
        screen.say(f"The poll is {view.state.value}; o opens it.", alarm=True)
    elif view.poll.marking.hands:
        screen.say("A show of hands has no ballots, so the kiosk was not started; h counts the hands.", alarm=True)
    elif view.poll.unit == "table":
        screen.say("A table marks its ballot together, so the kiosk was not started; k keys the papers.", alarm=True)
    else:
        about = "Tell them to no voter. Esc, then they, lead back here."
        pin = await screen.ask_for("Which four digits are to end the kiosk?", about=about)
        if pin is None:
            return
        if len(pin) != 4 or not (pin.isascii() and pin.isdigit()):
            screen.say("Four digits end the kiosk; it was not started.", alarm=True)
            return
        await screen.visit("kiosk", view, pin)
        await screen.reload()
        screen.say("The kiosk has ended.")
