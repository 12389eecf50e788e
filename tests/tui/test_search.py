"""Search as you type, and the note in its place."""

from typing import Any

from hep_tui.actions import notes as note_actions
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.notes import Note
from hep_tui.logbook.records import records
from hep_tui.tui.screens.capture import CaptureScreen
from hep_tui.tui.screens.search import PickScreen
from tests.tui.conftest import Stage

TAKEN = ("enter", "f6", "f6", "=- SEND referrals take two terms @special #send", "enter")


async def test_words_typed_in_one_burst_are_answered_and_shown_with_their_meeting_and_item(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*TAKEN, "escape", "escape")
        await actor.burst("/terms refer")
        assert actor.app.screen.line.value == "terms refer"
        assert "1 note" in actor.seen
        assert "in everything" in actor.seen
        assert "SEND referrals take two terms" in actor.seen
        assert "Workshop 3" in actor.seen
        assert "concern  special  #send" in actor.seen


async def test_marks_filter_and_one_that_names_nothing_is_said(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("slash", "=- #governance ")
        assert actor.said == "concern · governance" or actor.said.lower().startswith("concern · governance")
        assert all(
            f.note.what.sentiment == "concern" and "governance" in f.note.what.themes
            for f in actor.app.screen.view.found
        )
        await actor.press(*["backspace"] * 14, "=#sned ")
        assert "#sned left as text: no theme has that name" in actor.said
        assert "No note in everything is like that." in actor.seen


async def test_enter_typed_right_after_the_words_goes_to_the_note_in_its_place(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*TAKEN, "f6", "escape", "escape")
        await actor.burst("/terms\n")
        screen = actor.app.screen
        assert isinstance(screen, CaptureScreen)
        assert screen.item == screen.view.line.meeting.items[1].id
        assert "SEND referrals take two" in actor.seen
        await actor.press("escape", "escape", "escape")
        assert "MEETINGS" in actor.seen


async def test_from_a_note_of_another_meeting_esc_leads_to_the_meeting_where_it_was_searched_for(
    on_stage: Stage,
) -> None:
    async with on_stage() as actor:
        await actor.press(*TAKEN)
        here = actor.app.screen.meeting
        await actor.press("ctrl+f", "=special needs only", "enter")
        assert actor.app.screen.meeting != here
        await actor.press("escape")
        assert actor.app.screen.meeting == here
        before = len(await actor.notes())
        await actor.press("=said now", "enter")
        assert len(await actor.notes()) == before + 1


async def test_from_a_meeting_tab_narrows_to_it_and_to_its_item_and_enter_comes_back(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*TAKEN, "f6", "=half a thought", "ctrl+f")
        everything = actor.app.screen.view.count
        await actor.press("tab")
        assert "in this meeting" in actor.seen
        assert "1 note" in actor.seen
        assert everything > 1
        await actor.press("tab")
        assert "No note in this item is like that." in actor.seen
        await actor.press("tab", "tab", "enter")
        screen = actor.app.screen
        assert isinstance(screen, CaptureScreen)
        assert screen.item == screen.view.line.meeting.items[1].id
        assert screen.line.value == "half a thought"
        assert len(actor.app.screen_stack) == 2


async def test_after_looking_for_a_note_the_next_one_is_written_where_the_meeting_is(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=buses are late", "enter", "f6", "=ctrl", "escape", "escape")
        first, second, *_ = (item.id for item in actor.app.screen.view.line.meeting.items)
        await actor.press("ctrl+f", "=buses", "enter")
        assert actor.app.screen.item == first
        assert actor.said == "Here is the note: ↑ brings it into the line, Esc leads back."
        await actor.press("=where does this go", "enter")
        assert [(n.text, n.item) for n in await actor.notes()] == [
            ("buses are late", first),
            ("where does this go", second),
        ]
        assert actor.app.screen.item == second
        assert "where does this go" in actor.seen


async def test_after_looking_for_a_note_the_next_item_key_leads_back_and_leaves_the_clock_alone(
    on_stage: Stage,
) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=buses are late", "enter", "f6", "f6")
        third = actor.app.screen.item
        before = await actor.ask(lambda book: book.count())
        for key in ("f6", "shift+f6"):
            await actor.press("ctrl+f", "=buses", "enter", key)
            assert actor.said.startswith("Back at the item that the meeting is at")
            assert actor.app.screen.item == third
            assert "buses are late" not in actor.seen
        assert await actor.ask(lambda book: book.count()) == before
        await actor.press("ctrl+f", "=buses", "enter", "f8")
        assert actor.app.screen.view.line.progress.paused
        assert actor.app.screen.view.line.progress.item == third


async def test_escape_leads_back_to_the_item_from_a_note_that_was_looked_for(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=buses are late", "enter", "f6", "ctrl+f", "=buses", "enter", "up", "escape")
        second = actor.app.screen.view.line.progress.item
        assert actor.app.screen.item != second
        await actor.press("escape")
        assert (actor.app.screen.item, actor.said) == (second, "Back at the item that the meeting is at.")


async def test_arrows_choose_and_picking_hands_over_the_id(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*TAKEN, "=+ another one", "enter", "escape")
        picked: list[Any] = []
        actor.app.push_screen(PickScreen(), picked.append)
        await actor.press("down", "down", "up", "enter")
        actor.app.push_screen(PickScreen(), picked.append)
        await actor.press("=nothing at all like it", "enter", "escape")
        newest = [n.id for n in sorted(await actor.ask(records, Note), key=lambda n: -n.born)]
        assert picked == [newest[1], None]


async def test_down_typed_ahead_marks_in_the_answer_to_what_was_typed_before(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=zebra one", "enter", "=zebra two", "enter", "escape", "escape", "slash")
        from textual import events

        for c in "zebra":
            actor.app.post_message(events.Key(c, c))
        actor.app.post_message(events.Key("down", None))
        await actor.press("enter")
        assert actor.app.screen.view.notes
        assert actor.app.screen.stream.marked == actor.app.screen.view.notes[0].id


async def test_a_note_recorded_meanwhile_is_found(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("slash", "=zebra")
        assert "No note" in actor.seen
        meeting = (await actor.ask(records, Meeting))[0]
        await actor.ask(note_actions.add, Note("A zebra [bold]crossing[/x]", meeting.id))
        await actor.press()
        assert "1 note" in actor.seen
        assert "A zebra [bold]crossing[/x]" in actor.seen


async def test_a_word_far_into_a_long_note_is_in_sight(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.ask(note_actions.add, Note(f"{'and so it went on ' * 30}until the zebra came"))
        await actor.press("slash", "=zeb")
        assert "until the zebra" in actor.seen
        await actor.press("enter")
        assert actor.said.startswith("This note belongs to no meeting")
