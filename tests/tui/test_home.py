"""Home: what happened, what is next, what is open."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from hep_tui.actions import record
from hep_tui.domain.meetings import Meeting
from hep_tui.tui.screens.home_text import saved
from tests.tui.conftest import Stage
from tests.tui.scenes import SCENES

NAMED = next(scene for scene in SCENES if scene.name == "names")
AT = datetime(2021, 6, 16, 13, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("backup", "words"),
    [
        (None, "saved · no backup yet"),
        (AT - timedelta(minutes=22), "saved · backup 13:58"),
        (AT - timedelta(days=4), "saved · backup 12 June"),
    ],
)
def test_the_top_line_says_when_it_was_backed_up_last(backup: datetime | None, words: str) -> None:
    view: Any = SimpleNamespace(read_only="")
    assert saved(view, backup, AT) == words


def test_a_file_for_reading_is_called_read_only() -> None:
    view: Any = SimpleNamespace(read_only="It may not be written here.")
    assert saved(view, AT, AT) == "read only"


async def test_a_backup_made_now_shows_on_the_top_line(on_stage: Stage) -> None:
    async with on_stage() as actor:
        assert "saved · no backup yet" in actor.seen
        await actor.press("b")
        assert "saved · backup 14:20" in actor.seen
        assert actor.said.startswith("Backed up on this laptop: ")


async def test_what_needs_somebody_stays_within_the_screen(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=> do it 1/6/2021", "enter", "=Coteford", "enter", "escape", "escape")
        seen = " ".join(actor.seen.split())
        assert "1 action overdue" in seen
        assert "1 note holds a name or a school" in seen
        assert "without a theme" in seen


async def test_the_poll_that_is_marked_comes_into_sight_and_what_needs_somebody_is_never_below(on_stage: Stage) -> None:
    async with on_stage(scene=NAMED) as actor:
        assert "1 note holds a name or a school" in actor.seen
        await actor.press(*["down"] * 7)
        assert "▸○ Develop it further?" in actor.seen
        await actor.press(*["up"] * 9)
        assert "▸✓  9 June" in actor.seen
        await actor.press("pagedown", "pageup")
        assert "MEETINGS" in actor.seen


async def test_delete_cancels_the_meeting_that_it_names_and_undo_brings_it_back(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("down", "delete")
        assert "Cancel Conference?" in actor.seen
        await actor.press("enter")
        assert actor.said == "Conference is cancelled; Ctrl+Z brings it back."
        assert "cancelled" in actor.seen
        assert "Which model?" not in actor.seen
        await actor.press("enter")
        assert "CANCELLED · Conference" in actor.seen
        await actor.press("escape", "ctrl+z")
        assert actor.said == "Undone: cancelling “Conference”"
        assert "cancelled" not in actor.seen


async def test_of_a_meeting_that_was_not_held_another_is_summed_up_and_named(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("down", "s")
        assert "summary: Workshop 2, secondary" in actor.seen
        assert actor.said == "Conference was not held yet; this is Workshop 2, secondary."


async def test_what_another_laptop_plans_meanwhile_moves_no_mark(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("down")
        await actor.ask(record.add, Meeting("Before all", date="2021-01-01"))
        await actor.press("e")
        assert "agenda: Conference" in actor.seen
