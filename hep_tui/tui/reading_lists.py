"""Read a sign-up list, and where hep reads it otherwise than a person sees it, ask in one line how it is read."""

from pathlib import Path
from typing import Any

from hep_tui import locations
from hep_tui.errors import HepError
from hep_tui.exchange.signup import plan_signup
from hep_tui.exchange.signup_choices import WHAT, NoHeading, asked_of, read_choices
from hep_tui.exchange.signup_plan import Plan
from hep_tui.tui.screens.base import HepScreen

_ASKED = f"How is it read? WORD=WHAT with ; between. A column holds {WHAT}, or nothing."


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
    """Return what a list would bring, read as a person says; None where the question was left."""
    while (text := await screen.ask_until(read_choices, _ASKED, given)) is not None:
        try:
            return await screen.ask(plan_signup, path, meeting, locations.schools_dir(), read_choices(text))
        except HepError as error:
            screen.say(str(error), alarm=True)
            given = text
    return None
