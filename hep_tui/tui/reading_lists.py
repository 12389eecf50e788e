"""Read a list, and where hep reads it otherwise than a person sees it, ask in one line how it is read."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

from hep_tui import locations
from hep_tui.errors import HepError
from hep_tui.exchange import paper_choices
from hep_tui.exchange.paper_list import AS_IT_IS, likely_columns
from hep_tui.exchange.said_line import written
from hep_tui.exchange.signup import plan_signup
from hep_tui.exchange.signup_choices import WHAT, NoHeading, asked_of, read_choices
from hep_tui.exchange.signup_plan import Plan
from hep_tui.tui.dragged import dragged
from hep_tui.tui.paper_plan import PaperPlan, plan_papers
from hep_tui.tui.screens.base import HepScreen
from hep_tui.views.polls import poll_view
from hep_tui.views.review import review

P = TypeVar("P")
_PATH = "Path of a CSV or XLSX file; nothing is stored before you have seen it."
_LINE = "How is it read? WORD=WHAT with ; between. heading=none; 1=WHAT where no row heads them. A column holds"
_ASKED = f"{_LINE} {WHAT}, or nothing."
_ASKED_OF_PAPERS = f"{_LINE} ballot, an option, phase, role, group, or nothing."
_BESIDE = f"Beside the columns: {', '.join(paper_choices.WORDS)}."


async def bring_in(
    screen: HepScreen[Any], words: str, read: Callable[[Path], Awaitable[P | None]], shown_by: str
) -> None:
    """Ask for the path of a list, read it, show by a screen what it would bring, and say what was stored of it."""
    path = await screen.ask_for(words, about=_PATH)
    if not path:
        return
    file = dragged(path)
    screen.say(f"Reading {file.name}; nothing is stored.")
    try:
        plan = await read(file)
    except HepError as error:
        screen.say(str(error), alarm=True)
        return
    screen.say("")
    if plan is not None:
        said = await screen.visit(shown_by, plan)
        screen.say(said or "Nothing was imported.")


async def first_plan(screen: HepScreen[Any], path: Path, meeting: str) -> Plan | None:
    """Return what a list would bring, read as it was said of such a list before; ask where nothing heads its columns.

    None where the question was left. Raises HepError where the file cannot be read.
    """
    try:
        return await screen.ask(plan_signup, path, meeting, locations.schools_dir(), kept=locations.state_dir())
    except NoHeading as error:
        screen.say(str(error), alarm=True)
        return await ask_reading(screen, path, meeting, asked_of(error.cells))


async def ask_reading(screen: HepScreen[Any], path: Path, meeting: str, given: str) -> Plan | None:
    """Return what a sign-up list would bring, read as a person says; None where the question was left."""

    async def plan(text: str) -> Plan:
        return await screen.ask(plan_signup, path, meeting, locations.schools_dir(), choices=read_choices(text))

    return await _asked_until(screen, plan, _ASKED, given)


async def first_papers(screen: HepScreen[Any], path: Path, poll: str) -> PaperPlan | None:
    """Return what a list of papers would bring, read as it was said of such a list before; ask where it cannot be read.

    None where the question was left. Raises HepError where the file is no table.
    """
    try:
        return await screen.ask(plan_papers, path, poll, AS_IT_IS, kept=locations.state_dir())
    except HepError as error:
        likely = await screen.ask(lambda book: likely_columns(path, poll_view(book, poll), review(book).pack))
        if not likely:
            raise
        screen.say(str(error), alarm=True)
        return await ask_papers(screen, path, poll, written(likely))


async def ask_papers(screen: HepScreen[Any], path: Path, poll: str, given: str) -> PaperPlan | None:
    """Return what a list of papers would bring, read as a person says; None where the question was left."""

    async def plan(text: str) -> PaperPlan:
        return await screen.ask(plan_papers, path, poll, paper_choices.read_said(text))

    return await _asked_until(screen, plan, _ASKED_OF_PAPERS, given, about=_BESIDE)


async def _asked_until(
    screen: HepScreen[Any], plan: Callable[[str], Awaitable[P]], words: str, given: str, about: str = ""
) -> P | None:
    """Return what an answer gives, asked again with what was typed while it is refused; None where that was left."""
    while (text := await screen.ask_for(words, given, about=about)) is not None:
        try:
            return await plan(text)
        except HepError as error:
            screen.say(str(error), alarm=True)
            given = text
    return None
