"""Merging on the screen: what a file would bring first, then Enter; taking it back; whose entries there are."""

import asyncio
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual import events

from hep_tui.actions import notes
from hep_tui.domain.notes import Note
from hep_tui.logbook import Book
from hep_tui.logbook import merge as merging
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records
from hep_tui.logbook.telling import Told
from hep_tui.tui.dragged import dragged
from hep_tui.tui.screens.merge import MergeScreen
from hep_tui.views.laptops import laptops
from tests.tui.conftest import Actor, Stage
from tests.tui.scenes import SCENES

MERGING = next(scene for scene in SCENES if scene.name == "merging")
STRANGER = "Who pays for the hubs after the first year?"


async def texts(actor: Actor) -> list[str]:
    return [n.what.text for n in await actor.ask(records, Note)]


async def test_a_file_is_merged_once_it_is_seen_what_it_brings_and_taken_back_as_a_unit(on_stage: Stage) -> None:
    async with on_stage(scene=MERGING) as actor:
        before = await texts(actor)
        await actor.press(*MERGING.keys)
        assert "1 entry would be set aside" in actor.seen
        assert "XY on olive falcon castle moon, NOT INTRODUCED: 3" in actor.seen
        await actor.press("escape")
        assert actor.said == "Nothing was merged."
        assert await texts(actor) == before
        await actor.press(*MERGING.keys[1:], "enter")
        assert actor.said == "Merged stranger.hep: 3 new entries."
        assert await texts(actor) == [*before, STRANGER]
        await actor.press("delete", "=wrong file", "enter")
        assert "taken back: wrong file" in actor.seen
        assert await texts(actor) == before
        await actor.press("u")
        assert STRANGER in await texts(actor)


async def test_a_file_that_changes_after_it_was_shown_is_shown_again(on_stage: Stage, tmp_path: Path) -> None:
    async with on_stage(scene=MERGING) as actor:
        before = await texts(actor)
        await actor.press(*MERGING.keys)
        [stranger] = tmp_path.rglob("stranger.hep")
        with closing(open_book(stranger, who="XY")) as other:
            notes.add(other, replace(records(other, Note)[0].what, text="put in meanwhile"))
        await actor.press("enter")
        assert actor.said == "This has changed meanwhile and nothing was merged: look again, then Enter."
        assert "5 new entries" in actor.seen
        assert await texts(actor) == before
        await actor.press("enter")
        assert actor.said == "Merged stranger.hep: 5 new entries."


async def test_what_a_stranger_took_back_has_effect_once_the_laptop_is_admitted(on_stage: Stage) -> None:
    async with on_stage(scene=MERGING) as actor:
        await actor.press(*MERGING.keys, "enter", "l")
        assert "The words of this laptop:" in actor.seen
        before = await texts(actor)
        while "olive falcon castle moon" not in actor.app.screen.here.id:
            await actor.press("down")
        await actor.press("a", "enter")
        assert actor.said == "Admitted: what olive falcon castle moon stored so far counts."
        assert len(await texts(actor)) == len(before) - 1
        await actor.press("a")
        assert actor.said == "Nothing of olive falcon castle moon is set aside."


async def test_a_laptop_is_introduced_by_the_words_that_its_owner_reads_out(on_stage: Stage) -> None:
    async with on_stage(scene=MERGING) as actor:
        await actor.press(*MERGING.keys, "enter", "l", "i", "=olive falcon castle sun", "enter", "enter")
        assert "nothing was changed" in actor.said
        await actor.press("i", "=Olive Falcon, castle moon", "enter", "enter")
        assert actor.said == "Introduced: what was set aside of it counts from now on."
        introduced = {laptop.id for laptop in await actor.ask(laptops) if laptop.introduced}
        assert "olive falcon castle moon" in introduced


async def test_the_name_of_a_laptop_is_erased_and_the_review_founded_again(on_stage: Stage) -> None:
    async with on_stage(scene=MERGING) as actor:
        await actor.press("g", "l")
        while not actor.app.screen.here.device:
            await actor.press("down")
        name = actor.app.screen.here.device
        await actor.press("delete", "=asked for", "enter", "escape")
        assert actor.said == f"The name {name} is erased here; backups made before still hold it."
        assert name not in {laptop.device for laptop in await actor.ask(laptops)}
        await actor.press("f4", "enter")
        assert actor.said == "This laptop introduces others from now on."


async def test_a_file_that_is_no_review_is_refused_and_nothing_is_merged(on_stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "odd.hep").write_bytes(b"not a review")
    async with on_stage(scene=MERGING) as actor:
        before = await texts(actor)
        for name in ("odd.hep", "none.hep", "."):
            await actor.press("g", "m", f"={name}", "enter")
            assert actor.app.screen.query_one("#said").alarm, name
            await actor.press("escape")
        assert await texts(actor) == before


def test_a_path_that_was_dragged_into_the_window_is_found(tmp_path: Path) -> None:
    file = tmp_path / "table 2 (late).hep"
    file.touch()
    escaped = str(file).replace(" ", "\\ ").replace("(", "\\(").replace(")", "\\)")
    for text in (str(file), f"'{file}'", f" {escaped} ", file.as_uri()):
        assert dragged(text) == file, text
    assert dragged(file.name, tmp_path) == file
    assert dragged("none.hep", tmp_path) == Path("none.hep")


@pytest.mark.parametrize("step", ["trying out", "merging"])
async def test_a_merge_says_how_far_it_has_come_and_esc_stops_it_with_nothing_merged(
    on_stage: Stage, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    real, reached, go_on = merging.merge_all, threading.Event(), threading.Event()

    def slow(*args: Any, told: Told, **how: Any) -> Any:
        told(0.5)
        reached.set()
        go_on.wait(30)
        return real(*args, told=told, **how)

    async with on_stage(scene=MERGING) as actor:
        before, code = await texts(actor), await actor.ask(Book.record_code)
        await actor.press(*MERGING.keys[:-1] if step == "trying out" else MERGING.keys)
        monkeypatch.setattr(merging, "merge_all", slow)
        actor.app.keyboard.put(events.Key("enter", None))
        while not reached.is_set():
            await asyncio.sleep(0.01)
        screen = actor.app.screen
        assert isinstance(screen, MergeScreen)
        screen._show_share()
        screen._on_timer_update()
        assert f"{step} 50 %" in actor.seen
        actor.app.keyboard.put(events.Key("escape", None))
        while not screen.stopped:
            await asyncio.sleep(0.01)
        go_on.set()
        await actor.press()
        assert actor.said == "Stopped: nothing of stranger.hep was merged."
        assert await actor.ask(Book.record_code) == code
        assert await texts(actor) == before
