"""Any note: brought into the line, looked at with its history, moved, taken back, erased."""

import pytest

from hep_tui import locations
from hep_tui.logbook import backup
from hep_tui.tui.screens.note import NoteScreen
from tests.domain.test_text import HOSTILE
from tests.tui.conftest import Stage

THREE = ("enter", "f6", "=one #send @primary", "enter", "=two @t2", "enter", "=three", "enter")


async def test_up_again_brings_the_note_before_and_down_comes_back(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*THREE, "up", "up")
        assert actor.app.screen.line.value == "@t2 two"
        assert "▸  two" in actor.seen
        await actor.press("up", "up", "up")
        assert actor.app.screen.line.value == "@primary #send one"
        assert "correcting note 1 of 3" in actor.said
        await actor.press("down", "down")
        assert actor.app.screen.line.value == "three"
        await actor.press("down")
        assert actor.app.screen.line.value == ""
        assert actor.app.screen.editing is None


async def test_any_note_is_corrected_in_place(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*THREE, "up", "up", "up", "= more", "enter")
        assert [n.text for n in await actor.notes()] == ["one more", "two", "three"]
        assert (await actor.notes())[0].themes == ("send",)


async def test_words_on_the_line_are_not_lost_to_up(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*THREE, "=half", "up")
        assert actor.app.screen.line.value == "half"
        assert actor.said == "Enter saves this line first, Esc twice clears it."


async def test_escape_leaves_a_note_that_was_only_looked_at_as_it_was(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*THREE, "up", "up", "escape")
        assert actor.app.screen.line.value == ""
        assert [n.text for n in await actor.notes()] == ["one", "two", "three"]
        await actor.press("=four", "enter")
        assert len(await actor.notes()) == 4


async def test_correcting_the_table_away_makes_it_a_note_of_the_room(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=t2", "enter", "=said", "enter", "up", "home", *["delete"] * 4, "enter")
        [note] = await actor.notes()
        assert (note.text, note.table_no) == ("said", 0)


async def test_t2_alone_makes_the_notes_that_follow_those_of_table_2(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=before", "enter", "=t2", "enter")
        assert "table 2" in actor.seen.splitlines()[0]
        await actor.press("=at the table", "enter", "=@t3 elsewhere", "enter", "=T0", "enter", "=after", "enter")
        assert [n.table_no for n in await actor.notes()] == [0, 2, 3, 0]


async def test_the_notes_of_one_table_can_be_shown_alone(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=the room", "enter", "=t2", "enter", "=the table", "enter", "f2")
        assert actor.said == "Notes of table 2."
        assert "the table" in actor.seen
        assert "the room" not in actor.seen
        await actor.press("f2")
        assert actor.said == "Notes of all items."
        await actor.press("f2")
        assert actor.said == "Notes of this item."


async def test_notes_are_grouped_and_each_is_still_reached_by_up(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=a #send #funding", "enter", "=b", "enter", "ctrl+g")
        assert actor.said == "Notes by theme."
        assert actor.seen.index("SEND  1") < actor.seen.index("FUNDING  1") < actor.seen.index("NO THEME  1")
        await actor.press("up", "up")
        assert actor.app.screen.line.value == "#send #funding a"
        await actor.press("escape", "ctrl+g", "ctrl+g", "ctrl+g")
        assert actor.said == "Notes as they were taken."


async def test_the_history_of_a_note_is_shown_and_it_moves_to_another_item(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*THREE, "up", "=!", "enter", "ctrl+n")
        assert isinstance(actor.app.screen, NoteScreen)
        assert "corrected" in actor.seen
        assert "three!" in actor.seen
        await actor.press("i", "=3", "enter")
        assert actor.said.startswith("Moved to ")
        await actor.press("escape")
        notes = await actor.notes()
        assert notes[2].item == actor.app.screen.view.line.meeting.items[2].id


@pytest.mark.parametrize("answer", ["", "0", "99", "f", "²"])
async def test_an_item_that_is_not_there_moves_nothing(on_stage: Stage, answer: str) -> None:
    async with on_stage() as actor:
        await actor.press(*THREE, "ctrl+n", "i", *([f"={answer}"] if answer else []), "enter")
        assert "nothing was changed" in actor.said


async def test_a_note_is_taken_back_and_undo_brings_it_again(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*THREE, "ctrl+n", "x", "=not for the record", "enter")
        assert "This note was taken back" in actor.seen
        await actor.press("ctrl+z")
        assert "not for the record" in actor.seen
        await actor.press("escape")
        assert [n.text for n in await actor.notes()] == ["one", "two", "three"]


async def test_erasing_needs_a_reason_and_a_yes_and_is_for_good(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(
            "enter",
            "f6",
            "=one",
            "enter",
            "=Zanzibar",
            "enter",
            "=three",
            "enter",
            "up",
            "up",
            "ctrl+n",
            "f",
            "enter",
            "enter",
        )
        assert "needs a reason" in actor.said
        await actor.press("f", "=names somebody", "enter", "escape")
        await actor.press("escape")
        assert len(await actor.notes()) == 3
        held = await actor.ask(backup.backup, await actor.ask(backup.folder_for, locations.backups_dir()))
        await actor.press("up", "up", "ctrl+n", "f", "=names somebody", "enter", "enter")
        assert "Let hep's own backups forget it too?" in actor.seen
        await actor.press("enter")
        assert actor.said.startswith("1 backup that still held what was erased is gone")
        assert not held.exists()
        await actor.press("escape")
        assert [n.text for n in await actor.notes()] == ["one", "three"]
        await actor.press("ctrl+z")
        assert len(await actor.notes()) == 2
        assert b"Zanzibar" not in actor.app.review_path.read_bytes()


async def test_a_note_without_notes_is_said_not_to_be_there(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "ctrl+n")
        assert actor.said == "There is no note here yet."


async def test_hostile_words_are_shown_and_never_obeyed(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6")
        for text in HOSTILE:
            if text.strip():
                actor.app.screen.line.value = f"word {text}"
                await actor.press("enter", "ctrl+n")
                assert "HISTORY" in actor.seen
                await actor.press("escape")
