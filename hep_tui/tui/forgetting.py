"""Let backups forget what was just erased, and say where else it may be."""

from typing import TYPE_CHECKING, Any

from hep_tui import locations
from hep_tui.errors import HepError
from hep_tui.logbook.forgetting import forget

if TYPE_CHECKING:
    from hep_tui.tui.screens.base import HepScreen

_ABOUT = "A new backup is made without it, and those of this file that still hold it are deleted."


async def offer_to_forget(screen: "HepScreen[Any]", what: str) -> None:
    """Ask after erasing whether hep's own backups are to forget it as well, in the middle of an action."""
    if not await screen.sure(f"{what} is erased here. Let hep's own backups forget it too?", _ABOUT):
        screen.say(f"{what} is erased here; backups made before still hold it.")
        return
    try:
        done = await screen.ask(forget, locations.backups_dir())
    except HepError as error:
        screen.say(str(error), alarm=True)
        return
    said, *more = done.words
    if more:
        await screen.sure(said, "\n".join(more))
    screen.say(said)
