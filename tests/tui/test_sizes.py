"""What every screen keeps in sight, and what it looks like after the terminal got another size."""

import re

import pytest

from tests.tui.conftest import Actor, Stage
from tests.tui.scenes import SCENES, resize

ASKS = ("f10",)
LEAVING = "Leave hep? Everything entered is saved."
WITH_A_SHEET_BELOW = (
    "home", "models", "models-notes", "models-versions", "framework", "framework-meetings", "decisions", "keying",
    "read-back", "who-was-heard", "review-queue", "poll-declared", "set-up", "themes", "summary", "names",
)  # fmt: skip
DRAWN_TO_A_WIDTH = {
    "home": (),
    "capture": ("enter", "f6", "f6"),
    "capture of a meeting held": ("up", "up", "enter"),
    "models": ("m",),
    "poll": ("down", "down", "enter"),
    "declared": ("down", "down", "enter", "d"),
    "keying": ("enter", *["f6"] * 4, "f7", "o", "enter", "k", "4", "2"),
    "coverage": ("h",),
    "agenda": ("e",),
    "framework": ("up", "f", "tab"),
}
SCENES_BY_NAME = {scene.name: scene for scene in SCENES}


def last_lines(actor: Actor, lines: int) -> list[str]:
    return [line.strip() for line in actor.seen.splitlines()[-lines:]]


@pytest.mark.parametrize("name", WITH_A_SHEET_BELOW)
async def test_a_question_its_words_and_its_keys_are_in_sight_whatever_stands_above(name: str, on_stage: Stage) -> None:
    scene = SCENES_BY_NAME[name]
    async with on_stage(scene=scene) as actor:
        await actor.press(*scene.keys, *ASKS)
        question, _, keys = last_lines(actor, 3)
        assert question == LEAVING
        assert keys.startswith("Enter yes   Esc no")
        rule = actor.seen.splitlines()[-4]
        assert rule == "─" * 80


async def test_a_question_with_much_to_read_and_a_long_alarm_leaves_the_keys_in_sight(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("m", "enter", "n")
        assert last_lines(actor, 4)[0] == "How many pupils has the school, and which phase?"
        await actor.press("escape", *["right"] * 4, "e", "=10", "enter", "=lots of money", "enter")
        which, _, alarm, more, keys = last_lines(actor, 5)
        assert which == "Which line changes? Its number:"
        assert f"{alarm} {more}".startswith("lots of money is not an amount, so nothing was changed;")
        assert keys.startswith("Enter answer   Esc leave it")
        assert " models" in actor.seen.splitlines()[0]


@pytest.mark.parametrize("screen", DRAWN_TO_A_WIDTH)
async def test_another_size_shows_what_a_fresh_start_at_that_size_shows(screen: str, on_stage: Stage) -> None:
    sizes = ((80, 24), (120, 40))
    fresh = {}
    for size in sizes:
        async with on_stage(size=size) as actor:
            await actor.press(*DRAWN_TO_A_WIDTH[screen])
            fresh[size] = actor.seen
    async with on_stage(size=(60, 20)) as actor:
        await actor.press(*DRAWN_TO_A_WIDTH[screen])
        for size in (*sizes, (60, 20), *reversed(sizes)):
            await resize(actor.pilot, *size)
            assert actor.seen == fresh.get(size, actor.seen), size


async def test_a_screen_below_has_the_new_size_too_when_it_comes_back(on_stage: Stage) -> None:
    async with on_stage() as actor:
        home = actor.seen
    async with on_stage(size=(60, 20)) as actor:
        await actor.press("h")
        await resize(actor.pilot, 80, 24)
        await actor.press("escape")
        assert actor.seen == home


async def test_home_puts_who_was_heard_below_where_there_is_no_room_beside(on_stage: Stage) -> None:
    async with on_stage(size=(60, 40)) as actor:
        assert re.search(r" ✓  9 June Workshop 1, primary +23 notes", actor.seen)
        assert "\n HEARD SO FAR ──" in actor.seen


TINY = ((20, 5), (10, 3), (1, 1), (39, 24), (80, 7), (5, 40))


@pytest.mark.parametrize("screen", DRAWN_TO_A_WIDTH)
async def test_a_window_without_room_for_any_screen_says_so_and_takes_what_is_typed(
    screen: str, on_stage: Stage
) -> None:
    async with on_stage(size=(20, 5)) as actor:
        assert "Too small" in actor.seen
        await actor.press(*DRAWN_TO_A_WIDTH[screen])
        for size in TINY:
            await resize(actor.pilot, *size)
            await actor.press("down", "f1", "escape")
        await resize(actor.pilot, 40, 8)
        assert "Too small" not in actor.seen
        await resize(actor.pilot, 80, 24)
        shown = actor.seen.splitlines()
    async with on_stage() as actor:
        await actor.press(*DRAWN_TO_A_WIDTH[screen], *["down", "f1", "escape"] * len(TINY))
        fresh = actor.seen.splitlines()
        assert (shown[0], shown[-1]) == (fresh[0], fresh[-1])
