"""Who was heard, on the whole screen."""

import pytest

from hep_tui.actions import record
from hep_tui.logbook import Book
from hep_tui.tui.screens.coverage_text import coverage as drawn
from hep_tui.views.coverage import coverage
from tests.tui.conftest import Stage


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_whole_review_is_shown_not_heard_first_and_whole(on_stage: Stage, size: tuple[int, int]) -> None:
    async with on_stage(size=size) as actor:
        await actor.press("h")
        lines = actor.seen.splitlines()
        assert "who was heard: the whole review" in lines[0]
        begin = next(i for i, line in enumerate(lines) if "BY PHASE" in line)
        assert "not heard" in lines[begin + 1]
        primary = next(line for line in lines if line.startswith(" Primary"))
        assert "69 of 111" in primary
        assert all(len(line.rstrip()) <= size[0] for line in lines)
        assert ("▄" in actor.seen) == (size[0] >= 100)


async def test_tab_changes_between_the_marked_meeting_and_all(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("up", "up", "h", "tab")
        assert "who was heard: Workshop 1, primary" in actor.seen
        await actor.press("tab")
        assert "the whole review" in actor.seen
        await actor.press("escape")
        assert "MEETINGS" in actor.seen


async def test_from_the_line_it_begins_with_this_meeting_and_the_line_stays(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=half a thought", "ctrl+l")
        assert "who was heard: Workshop 3, all phases" in actor.seen
        await actor.press("pagedown", "pageup", "escape")
        assert actor.app.screen.line.value == "half a thought"
        assert actor.app.focused is actor.app.screen.line


async def test_a_note_taken_elsewhere_is_counted_at_once(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "ctrl+l")
        assert "0 of 0" in actor.seen
        await actor.press("escape", "=said @special @head", "enter", "ctrl+l")
        special = next(line for line in actor.seen.splitlines() if line.startswith(" Special"))
        assert "heard" in special
        assert "1 of 1 (100 %)" in special


async def test_a_review_without_meetings_is_the_whole_review(on_stage: Stage) -> None:
    async with on_stage() as actor:
        for line in actor.app.screen.view.meetings:
            await actor.ask(record.withdraw, line.id)
        await actor.app.screen.reload()
        await actor.press("h", "tab")
        assert "the whole review" in actor.seen
        assert actor.said == "There is no meeting yet; this is the whole review."


def test_it_says_the_same_without_signs_beyond_ascii(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEP_ASCII", "1")
    text = drawn(coverage(book), 120).plain
    assert text.isascii()
    assert "not heard" in text
