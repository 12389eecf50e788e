import re
from datetime import timedelta

from textual import events

from hep_tui.domain.meetings import MeetingState
from tests.tui.conftest import Stage
from tests.tui.scenes import NOW

HELD = ("up", "up", "enter")


async def test_a_note_is_stored_as_it_was_understood(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "f6", "=- SEND referrals take two terms @special #send")
        assert actor.said.startswith("concern · special")
        await actor.press("enter")
        [note] = await actor.notes()
        assert (note.text, note.sentiment, note.phase) == ("SEND referrals take two terms", "concern", "special")
        assert note.themes == ("send",)
        assert note.item == actor.app.screen.view.line.meeting.items[1].id
        assert actor.said == "saved: concern · special · SEND"
        assert "SEND referrals take two" in actor.seen


async def test_an_item_without_a_note_shows_its_whole_question(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6")
        asked = actor.app.screen.view.line.meeting.items[0].prompt
        assert asked in " ".join(" ".join(line.partition("│")[0] for line in actor.seen.splitlines()[3:]).split())
        await actor.press("=- too slow", "enter")
        assert asked[-20:] not in actor.seen


async def test_forty_notes_typed_at_full_speed_are_all_stored_in_order(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6")
        await actor.burst("".join(f"+ note number {i} #send\n" for i in range(40)))
        assert [note.text for note in await actor.notes()] == [f"note number {i}" for i in range(40)]


async def test_up_brings_the_last_note_back_and_enter_corrects_it(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=- too slow #send", "enter", "up")
        assert actor.app.screen.line.value == "- #send too slow"
        await actor.press("= by far", "enter")
        assert [n.text for n in await actor.notes()] == ["too slow by far"]


async def test_while_a_note_is_corrected_the_line_says_so(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=- too slow #send", "enter", "up", "= by far")
        assert actor.said == "correcting: concern · SEND"
        await actor.press("escape", "escape", "=new")
        assert actor.said == "a note, no marks yet"


async def test_what_was_not_understood_is_said_before_what_was(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=- too slow #send @nobodyknown", "enter")
        assert actor.said.startswith("saved: @nobodyknown left as text")


async def test_a_mark_that_was_left_as_text_is_ended_by_typing_on(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=works @prim")
        assert actor.said.endswith("Tab takes @primary, @primary-forum; Enter leaves it as text")
        await actor.press("enter")
        assert actor.said.startswith("saved: @prim left as text: primary or Primary Forum?")
        await actor.press("up", "=ary", "enter")
        [note] = await actor.notes()
        assert (note.text, note.phase) == ("works", "primary")


async def test_a_note_under_correction_stays_with_its_item_when_the_meeting_goes_on(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=first", "enter", "up", "f6", "= corrected", "enter")
        [note] = await actor.notes()
        assert (note.text, note.item) == ("first corrected", actor.app.screen.view.line.meeting.items[0].id)


async def test_u_and_ctrl_z_undo_and_ctrl_y_does_it_again(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=one", "enter", "=two", "enter", "=u", "enter")
        assert [n.text for n in await actor.notes()] == ["one"]
        assert actor.said.startswith("Undone: note “two”")
        await actor.press("ctrl+z")
        assert await actor.notes() == []
        await actor.press("ctrl+y", "ctrl+y")
        assert [n.text for n in await actor.notes()] == ["one", "two"]


async def test_a_theme_keeps_its_number_whatever_else_is_used_or_corrected(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6")
        known = len(actor.app.screen.view.vocabulary.themes)
        assert f"0 of {known}" in actor.seen
        assert f"{known - 6} more: # Tab" in actor.seen
        await actor.press("=time", "enter", "=money #funding", "enter")
        assert "1 Funding" in actor.seen
        assert "# SEND" not in actor.seen
        await actor.press(
            "=more #send", "enter", "=much more #send", "enter", "up", "up", "up", "up", "= #cpd", "enter"
        )
        assert actor.app.screen.view.themes == (("funding", 1), ("send", 2), ("cpd", 1))


async def test_digits_put_a_recent_theme_on_the_last_note_and_take_it_off_again(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=money #funding", "enter", "=time", "enter", "=1", "enter")
        assert (await actor.notes())[-1].themes == ("funding",)
        await actor.press("=1", "enter")
        assert (await actor.notes())[-1].themes == ()
        await actor.press("=2021", "enter")
        assert (await actor.notes())[-1].text == "2021"


async def test_what_a_line_alone_will_do_is_said_before_enter(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=money #funding", "enter", "=time #send", "enter", "=1")
        assert actor.said == "Enter: the last note then has SEND, Funding."
        await actor.press("backspace", "=2")
        assert actor.said == "Enter: the last note then has no theme."
        await actor.press("backspace", "=u")
        assert actor.said == "Enter takes back what was done last."
        await actor.press("backspace", "=t2")
        assert actor.said == "The notes that follow are of table 2, until t0."
        await actor.press("escape", "escape", "f6", "=1")
        assert actor.said == "There is no note yet to put a theme on."
        assert len(await actor.notes()) == 2


async def test_table_and_speaker_are_kept_while_somebody_looks_elsewhere(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=t3", "enter", "=one @primary", "enter", "f4", "escape", "escape")
        assert "MEETINGS" in actor.seen
        await actor.press("enter", "=two", "enter")
        assert [(n.table_no, n.phase) for n in await actor.notes()] == [(3, "primary")] * 2
        await actor.press("escape", "escape", "up", "up", "enter", "=three", "enter")
        assert [(n.table_no, n.phase) for n in await actor.notes()][-1] == (0, "")


async def test_a_table_beyond_those_that_are_set_is_taken_and_said_to_be(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "ctrl+t", "k", "=4", "enter", "escape", "=t4")
        assert actor.said == "The notes that follow are of table 4, until t0."
        await actor.press("backspace", "=5")
        assert actor.said == "The notes that follow are of table 5, though only 4 are set, until t0."
        await actor.press("enter", "=late")
        assert actor.said == "table 5, though only 4 are set"
        await actor.press("enter")
        assert [n.table_no for n in await actor.notes()] == [5]


async def test_a_note_for_a_meeting_that_is_over_is_stored_and_that_is_said(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*HELD, "=- afterthought #send", "enter")
        assert actor.said == "saved to a meeting that is over: concern · SEND"
        assert (await actor.notes())[-1].text == "afterthought"


async def test_tab_takes_the_completion_and_again_the_next_one(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=x #se")
        assert "Tab takes #send, #service-offer" in actor.said
        await actor.press("tab")
        assert actor.app.screen.line.value == "x #send"
        await actor.press("tab")
        assert actor.app.screen.line.value == "x #service-offer"
        assert actor.app.focused is actor.app.screen.line


async def test_a_paste_of_many_lines_asks_and_then_becomes_many_notes(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6")
        actor.app.post_message(events.Paste("one #send\r\n\ntwo\nthree"))
        await actor.press()
        assert "Paste 3 lines as 3 notes?" in actor.seen
        await actor.press("enter")
        assert [n.text for n in await actor.notes()] == ["one", "two", "three"]


async def test_what_is_pasted_is_notes_whatever_it_says_and_one_step_to_undo(on_stage: Stage) -> None:
    lines = ["Actions", "t2", "u", "13", "- a dash", "#send"]
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=before", "enter")
        actor.app.post_message(events.Paste("\n".join(lines)))
        await actor.press()
        assert "1 of them begin with a sign such as -" in actor.seen
        await actor.press("enter")
        assert actor.said == "6 notes saved; u or Ctrl+Z takes all of them back."
        assert [n.text for n in await actor.notes()] == ["before", "Actions", "t2", "u", "13", "a dash", "#send"]
        assert {n.table_no for n in await actor.notes()} == {0}
        await actor.press("ctrl+z")
        assert [n.text for n in await actor.notes()] == ["before"]


async def test_a_long_paste_is_stored_at_once(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6")
        actor.app.post_message(events.Paste("\n".join(f"line {i} #send" for i in range(1500))))
        await actor.press("enter")
        assert actor.said.startswith("1500 notes saved")
        assert len(await actor.notes()) == 1500


async def test_a_long_paste_is_stopped_by_escape_with_nothing_stored(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6")
        actor.app.post_message(events.Paste("\n".join(f"line {i}" for i in range(500))))
        await actor.press()
        for key in ("enter", "escape", "x"):
            actor.app.post_message(events.Key(key, "x" if key == "x" else None))
        await actor.press()
        assert await actor.notes() == []
        assert actor.app.screen.line.value == "x"
        await actor.press("backspace", "=after", "enter")
        assert [n.text for n in await actor.notes()] == ["after"]


async def test_words_on_the_line_are_not_lost_to_one_escape(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=half a thought", "escape")
        assert actor.app.screen.line.value == "half a thought"
        await actor.press("escape")
        assert actor.app.screen.line.value == ""


async def test_while_the_meeting_runs_one_escape_too_many_loses_nothing_that_is_typed_after_it(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=first", "enter", "escape")
        assert actor.said == "The meeting goes on: Esc again leads home."
        await actor.burst("Sixth forms share a timetable\n")
        assert [n.text for n in await actor.notes()] == ["first", "Sixth forms share a timetable"]
        await actor.press("escape", "escape")
        assert "MEETINGS" in actor.seen


async def test_before_the_meeting_and_after_it_one_escape_leads_home(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "escape")
        assert "MEETINGS" in actor.seen
        await actor.press("enter", "f6", "f9", "escape")
        assert "MEETINGS" in actor.seen


async def test_the_agenda_goes_on_back_stops_and_ends(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter")
        screen = actor.app.screen
        assert "F6 starts" in actor.seen
        await actor.press("f6", "f6", "shift+f6")
        assert screen.view.line.progress.item == screen.view.line.meeting.items[0].id
        await actor.press("f8")
        assert "clock stopped" in actor.seen
        await actor.press("f8")
        assert "clock stopped" not in actor.seen
        await actor.press(*["f6"] * 9)
        assert actor.said == "This is the last item; F9 ends the meeting."
        await actor.press("f9")
        assert screen.view.line.state is MeetingState.HELD
        assert actor.said == "The meeting is over; not held: Priorities, Taking part. F8 goes on with it."
        await actor.press("ctrl+z")
        assert screen.view.line.state is MeetingState.RUNNING


async def test_a_meeting_that_was_ended_by_mistake_goes_on_in_another_window(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f8")
        assert actor.said == "The meeting has not begun, so no clock runs; F6 starts it."
        await actor.press("f6", "f6", "f9")
    async with on_stage() as actor:
        await actor.press("up", "enter", "f8", "escape")
        assert actor.app.screen.view.line.state is MeetingState.HELD
        await actor.press("f8", "enter")
        line = actor.app.screen.view.line
        assert (line.state, line.progress.item) == (MeetingState.RUNNING, actor.app.screen.item)


async def test_a_meeting_of_a_later_day_is_begun_only_once_somebody_says_so(on_stage: Stage) -> None:
    async with on_stage(now=lambda: NOW - timedelta(days=1)) as actor:
        await actor.press("enter", "f6")
        assert "It is planned for 16 June 2021." in actor.seen
        await actor.press("escape")
        assert actor.app.screen.view.line.state is MeetingState.PLANNED
        await actor.press("f6", "enter")
        assert actor.app.screen.view.line.state is MeetingState.RUNNING


async def test_table_and_speaker_are_kept_when_hep_stops(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=t2", "enter", "=@primary @head first", "enter", "f4")
    async with on_stage() as actor:
        await actor.press("enter", "=second", "enter")
        note = (await actor.notes())[-1]
        assert (note.text, note.table_no, note.phase, note.role) == ("second", 2, "primary", "head")


async def test_a_note_that_was_mended_stays_in_sight(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", *(key for n in range(20) for key in (f"=note {n}", "enter")))
        await actor.press(*["up"] * 20, "= mended", "enter")
        assert "note 0 mended" in actor.seen
        await actor.press("=the newest", "enter")
        assert "the newest" in actor.seen


async def test_looking_through_a_held_meeting_records_nothing(on_stage: Stage) -> None:
    async with on_stage() as actor:
        before = await actor.ask(lambda book: book.count())
        await actor.press(*HELD, *["shift+f6"] * 3, "f6", "f2", "f2", "f5", "f5", "f3", "escape", "pageup")
        assert await actor.ask(lambda book: book.count()) == before
        assert actor.app.screen.item == actor.app.screen.view.line.meeting.items[4].id


async def test_a_pinned_speaker_is_kept_for_the_notes_that_follow(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=a @primary @head", "enter", "f4", "=b", "enter", "f4", "=c", "enter")
        assert [(n.phase, n.role) for n in await actor.notes()] == [("primary", "head"), ("primary", "head"), ("", "")]


async def test_panels_fold_away_and_the_line_never_does(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f5")
        assert "HEARD HERE" not in actor.seen
        assert actor.app.focused is actor.app.screen.line
        await actor.press("f5")
        assert "HEARD HERE" in actor.seen


async def test_an_item_without_a_poll_says_so(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "f7")
        assert actor.said.startswith("This item has no poll. F6 goes on")


async def test_who_was_not_heard_stays_so_though_everybody_is_spoken_of(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6")
        assert "HEARD HERE ──── 0 of 4" in actor.seen
        await actor.press("=@all everybody", "enter")
        assert "HEARD HERE ──── 0 of 4" in actor.seen
        assert actor.said == "saved: @all left as text: an ordinary word; @all-through says all-through"


async def test_the_year_of_a_day_is_said_before_the_action_is_stored(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=> @hash to find a room by 10/2")
        assert actor.said == "10/2 is past in 2021, so 2022 is meant · action for HASH · by 2022-02-10"


async def test_who_is_present_and_silent_is_named_quietly_until_the_last_ten_minutes(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=hello @special", "enter")
        assert "HEARD HERE ──── 1 of 4" in actor.seen
        assert re.search(r"Special +1 *\n", actor.seen)
        assert re.search(r"Primary +– *\n", actor.seen)
        assert "NOT HEARD" not in actor.seen
        await actor.press(*["f6"] * 6)
        assert re.search(r"Primary +NOT HEARD *\n", actor.seen)
        assert actor.seen.count("NOT HEARD") == 3
        await actor.press("f9", "enter")
        assert "NOT HEARD" not in actor.seen


async def test_the_end_of_a_line_longer_than_the_screen_stays_in_sight(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", f"={'a long line ' * 9}END")
        assert "END" in actor.seen
        await actor.press("home")
        assert "a long line a long line" in actor.seen


async def test_pasted_lines_may_be_one_note_that_is_looked_at_before_it_is_saved(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter")
        before = len(await actor.notes())
        actor.app.post_message(events.Paste("- Nobody tells us\nwho leads\non AP"))
        await actor.press()
        assert "1 makes them one note" in actor.seen
        await actor.press("2", "enter")
        assert actor.said.startswith("3 lines are 3 notes or 1")
        await actor.press("backspace", "1", "enter")
        assert actor.app.screen.line.value == "- Nobody tells us who leads on AP"
        assert len(await actor.notes()) == before
