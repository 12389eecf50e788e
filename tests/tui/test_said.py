"""The line for words: what was done is told whole, what follows the keys stays on one line."""

import pytest

from hep_tui.errors import HepError
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.widgets.said import Said
from tests.tui.conftest import Actor, Stage

LONG = "Written to " + "/a-folder-of-the-borough" * 5 + "/summary.html"


def shown(actor: Actor) -> str:
    """Return what is shown of the words, without the blanks at the edges of its lines."""
    region = actor.app.screen.query_one(Said).region
    return "".join(line.strip() for line in actor.seen.splitlines()[region.y : region.bottom])


def screen_of(actor: Actor) -> HepScreen[object]:
    assert isinstance(actor.app.screen, HepScreen)
    return actor.app.screen


@pytest.mark.parametrize("alarm", [False, True])
async def test_where_something_was_written_is_told_whole_at_every_width(alarm: bool, on_stage: Stage) -> None:
    async with on_stage() as actor:
        screen_of(actor).say(LONG, alarm=alarm)
        await actor.press()
        assert shown(actor).replace(" ", "") == LONG.replace(" ", "")
        await actor.resize(160, 45)
        assert shown(actor) == LONG
        await actor.resize(80, 24)
        assert shown(actor).replace(" ", "") == LONG.replace(" ", "")
        screen_of(actor).say("Done.")
        await actor.press()
        assert (shown(actor), actor.app.screen.query_one(Said).size.height) == ("Done.", 1)


async def test_what_follows_the_keys_stays_on_one_line(on_stage: Stage) -> None:
    async with on_stage() as actor:
        screen_of(actor).say(LONG)
        screen_of(actor).echo(LONG)
        await actor.press()
        assert actor.app.screen.query_one(Said).size.height == 1
        assert shown(actor).endswith("…")


async def test_a_screen_that_is_being_left_is_told_nothing(on_stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    async def closed() -> None:
        raise HepError("The file is closed.")

    async with on_stage() as actor:
        screen = screen_of(actor)
        monkeypatch.setattr(screen, "reload", closed)
        await actor.app.reload(frozenset())
        assert actor.said == "The file is closed."
        await screen.query("#said").remove()
        await actor.app.reload(frozenset())
