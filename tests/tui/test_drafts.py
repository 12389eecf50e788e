"""What was being typed when the program stopped."""

import os
import stat
from pathlib import Path

import pytest

from hep_tui import locations
from hep_tui.tui import drafts
from hep_tui.tui.drafts import Unsaved
from tests.tui.conftest import Stage


def test_a_draft_is_found_again_by_its_review_and_meeting_only(tmp_path: Path) -> None:
    file = tmp_path / "a.hep"
    drafts.keep(file, "m1", Unsaved(("half a “thought”",), "n1"))
    assert drafts.find(file, "m1") == Unsaved(("half a “thought”",), "n1")
    assert drafts.find(file, "m2") == Unsaved()
    assert drafts.find(tmp_path / "b.hep", "m1") == Unsaved()


def test_nothing_typed_leaves_no_file_behind(tmp_path: Path) -> None:
    drafts.keep(tmp_path / "a.hep", "m", Unsaved(("x",)))
    drafts.keep(tmp_path / "a.hep", "m", Unsaved(("",)))
    assert list((locations.state_dir() / "drafts").iterdir()) == []
    drafts.keep(tmp_path / "a.hep", "m", Unsaved())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_its_owner_may_read_a_draft(tmp_path: Path) -> None:
    drafts.keep(tmp_path / "a.hep", "m", Unsaved(("said in confidence",)))
    [file] = (locations.state_dir() / "drafts").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "confidence" not in file.name


@pytest.mark.parametrize("content", ["", "{", "[]", '{"lines": 1, "editing": ""}', '{"lines": ["x"]}', "\x00\xff"])
def test_a_draft_that_cannot_be_read_is_none(tmp_path: Path, content: str) -> None:
    drafts.keep(tmp_path / "a.hep", "m", Unsaved(("x",)))
    [file] = (locations.state_dir() / "drafts").iterdir()
    file.write_bytes(content.encode("latin-1"))
    assert drafts.find(tmp_path / "a.hep", "m") == Unsaved()


def test_a_state_folder_that_cannot_be_written_costs_no_more_than_the_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setattr(locations, "state_dir", lambda: tmp_path / "file")
    drafts.keep(tmp_path / "a.hep", "m", Unsaved(("x",)))
    assert drafts.find(tmp_path / "a.hep", "m") == Unsaved()


async def test_a_half_typed_line_comes_back_and_is_gone_once_it_is_stored(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=- half a tho")
    async with on_stage() as actor:
        await actor.press("enter")
        assert actor.app.screen.line.value == "- half a tho"
        assert actor.said.startswith("This was being typed when hep stopped")
        await actor.press("=ught", "enter")
        assert [n.text for n in await actor.notes()] == ["half a thought"]
    async with on_stage() as actor:
        await actor.press("enter")
        assert actor.app.screen.line.value == ""


async def test_a_correction_that_was_under_way_corrects_its_note_and_adds_none(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=to slow", "enter")
        file = actor.app.review_path.read_bytes()
        await actor.press("up", "= by far")
    async with on_stage() as actor:
        actor.app.review_path.write_bytes(file)
        await actor.press("enter", "enter")
        assert [n.text for n in await actor.notes()] == ["to slow by far"]


async def test_a_line_that_reached_the_disk_before_the_crash_is_not_offered_again(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=said and stored #send", "enter")
        meeting, path = actor.app.screen.meeting, actor.app.review_path
        file = path.read_bytes()
    drafts.keep(path, meeting, Unsaved(("said and stored #send", "")))
    async with on_stage() as actor:
        actor.app.review_path.write_bytes(file)
        await actor.press("enter")
        assert actor.app.screen.line.value == ""


async def test_lines_typed_ahead_of_a_crash_are_offered_together(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter")
        meeting, path = actor.app.screen.meeting, actor.app.review_path
    drafts.keep(path, meeting, Unsaved(("one", "two", "thr")))
    async with on_stage() as actor:
        await actor.press("enter")
        assert "Paste 3 lines as 3 notes?" in actor.seen
        await actor.press("enter")
        assert [n.text for n in await actor.notes()] == ["one", "two", "thr"]


async def test_clearing_the_line_on_purpose_clears_the_draft(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "=never mind", "escape", "escape", "escape")
    async with on_stage() as actor:
        await actor.press("enter")
        assert actor.app.screen.line.value == ""
