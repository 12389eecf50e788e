"""Lists: a page takes the mark along in every one of them, and the marked row is in sight."""

from typing import Any

import pytest

from hep_tui.tui.screens.listing import ListScreen
from tests.tui.conftest import Stage
from tests.tui.test_app import screens

LISTS = {
    "home": (),
    "agenda": ("e",),
    "search": ("slash", "=e"),
    "register": ("enter", "ctrl+r", "=s"),
    "themes": ("t",),
}
"""The keys that lead to lists which are longer than a low window."""


@pytest.mark.parametrize(
    "screen", [each for each in screens() if issubclass(each, ListScreen)], ids=lambda each: each.__name__
)
def test_a_list_that_is_walked_by_arrows_is_walked_by_pages(screen: type[ListScreen[Any, Any]]) -> None:
    offered = screen.OFFERS.split()
    assert ("scroll-up" in offered) == ("scroll-down" in offered)
    assert "scroll-down" in offered or "down" not in offered


@pytest.mark.parametrize("name", LISTS)
async def test_a_page_takes_the_mark_along_and_brings_it_back(name: str, on_stage: Stage) -> None:
    async with on_stage((80, 14)) as actor:
        await actor.press(*LISTS[name])
        screen = actor.app.screen
        screen.mark(-len(screen.ids))
        await actor.press()
        first, ids, places = actor.seen, screen.ids, [0]
        while places[-1] < len(ids) - 1:
            await actor.press("pagedown")
            places.append(ids.index(screen.marked))
            assert len(places) <= len(ids)
        assert places[1] > 1
        assert "▸" in actor.seen
        await actor.press(*["pageup"] * len(places))
        assert (screen.marked, actor.seen) == (ids[0], first)
