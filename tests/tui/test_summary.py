from pathlib import Path

from hep_tui.actions import notes as actions
from hep_tui.actions import record
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.notes import Note
from hep_tui.logbook.records import records
from tests.tui.conftest import Stage


async def test_the_marked_meeting_is_summed_up_from_home(on_stage: Stage) -> None:
    async with on_stage(size=(120, 90)) as actor:
        await actor.press("up", "up", "s")
        for words in (
            "summary: Workshop 1, primary",
            "WHO WAS THERE",
            "21 people",
            "SEND and inclusion; Recruitment and retention",
            "NOT HEARD",
        ):
            assert words in actor.seen
        await actor.press("escape")
        assert "MEETINGS" in actor.seen


async def test_it_scrolls(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("up", "up", "s", *["pagedown"] * 4)
        assert "People are counted, never named" in actor.seen
        await actor.press(*["pageup"] * 4)
        assert "WHO WAS THERE" in actor.seen


async def test_it_shows_what_is_recorded_meanwhile(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("s")
        id = actor.app.screen.meeting
        await actor.ask(actions.add, Note("[bold]new[/] @click", id, "works", key=True))
        await actor.press()
        assert "[bold]new[/] @click (key point)" in actor.seen


async def test_the_page_for_print_is_written_beside_those_that_are_there(on_stage: Stage, tmp_path: Path) -> None:
    async with on_stage(exports=tmp_path / "out") as actor:
        await actor.press("up", "up", "s", "p", "p")
        assert actor.said.startswith("Written to")
        assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
            "workshop-1-primary-summary-2.html", "workshop-1-primary-summary.html",
        ]  # fmt: skip


async def test_the_page_for_the_steering_group_is_written_and_what_is_held_back_is_listed(
    on_stage: Stage, tmp_path: Path
) -> None:
    async with on_stage(exports=tmp_path / "out") as actor:
        await actor.press("up", "up", "s")
        await actor.ask(actions.add, Note("Coteford Infant cannot pay", actor.app.screen.meeting, "works"))
        await actor.press("pagedown", "f")
        assert "HELD BACK FROM THE STEERING GROUP" in actor.seen
        assert "- Coteford Infant cannot pay" in actor.seen
        assert actor.said.startswith("Written to")
        page = (tmp_path / "out" / "workshop-1-primary-steering.html").read_text("utf-8")
        assert "For the steering group." in page
        assert "Coteford Infant" not in page


async def test_a_page_that_cannot_be_written_is_said(on_stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where a folder should be")
    async with on_stage(exports=tmp_path / "taken") as actor:
        await actor.press("s", "p")
        assert "could not be written" in actor.said
        await actor.press("f")
        assert "could not be written" in actor.said
        assert "HELD BACK" not in actor.seen


async def test_without_a_meeting_there_is_nothing_to_open(on_stage: Stage) -> None:
    async with on_stage() as actor:
        for meeting in await actor.ask(records, Meeting):
            await actor.ask(record.withdraw, meeting.id)
        for key in ("e", "s", "down", "e", "s"):
            await actor.press(key)
        assert actor.said == "Mark a meeting first; arrows choose, and n plans one."
