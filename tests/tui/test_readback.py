import re

import pytest

from hep_tui.actions import meetings as meeting_actions
from hep_tui.actions import notes as actions
from hep_tui.domain.meetings import Meeting, removed
from hep_tui.domain.notes import Note
from hep_tui.logbook.records import record_of, records
from tests.domain.test_text import HOSTILE
from tests.tui.conftest import Actor, Stage

SAID = ("=+ Visits changed our Year 6 @primary #cpd", '=- "We hear too late" @secondary /D *', "=> @hash Ask by 12/7")
NOTES = ("enter", "f6", *(key for note in SAID for key in (note, "enter")))
BACK = (*NOTES, "f3")


def shown(actor: Actor) -> list[str]:
    """Return the notes as numbered on the screen."""
    return [m[1].strip() for m in re.finditer(r"^ .. +\d+\.  (.*)$", actor.seen, re.M)]


def marked(actor: Actor) -> int:
    found = re.search(r"▸. *(\d+)\.", actor.seen)
    return int(found[1]) if found else 0


async def test_the_notes_of_the_item_stand_large_and_in_order(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*BACK)
        assert shown(actor) == ["Visits changed our Year 6", "“We hear too late”", "Ask"]
        assert "key point, concern" in actor.seen
        assert "action HASH by 2021-07-12" in actor.seen
        assert "item 1 of 7" in actor.seen
        assert marked(actor) == 1


async def test_a_note_is_corrected_on_the_spot_and_stays_in_its_place(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*BACK, "down", "enter")
        assert "What does note 2 say?" in actor.seen
        assert actor.said.startswith("concern · quote · key point · secondary · model D")
        await actor.press(*["backspace"] * 5, '=soon" #send', "enter")
        assert shown(actor)[1].startswith("“We hear too soon")
        assert actor.said.startswith("saved: concern · quote")
        note = (await actor.notes())[1]
        assert (note.themes, note.models, note.phase, note.key) == (("send",), ("D@2",), "secondary", True)


async def test_what_is_understood_is_said_while_typing(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*BACK, "enter", "= #brand-new")
        assert "new theme: brand-new" in actor.said
        await actor.press("= @nobody")
        assert "left as text: nothing has that name" in actor.said


async def test_escape_leaves_the_note_as_it_was(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*BACK)
        before = await actor.ask(lambda book: book.count())
        await actor.press("enter", "= more", "escape")
        assert actor.said == "Nothing was changed."
        await actor.press("enter", "enter")
        assert actor.said == "Nothing was changed."
        assert await actor.ask(lambda book: book.count()) == before
        assert shown(actor)[0] == "Visits changed our Year 6"
        await actor.press("escape")
        assert "HEARD HERE" in actor.seen


async def test_a_correction_without_words_is_refused_and_stays_in_the_line(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*BACK, "enter", "ctrl+u", "=#send", "enter")
        assert actor.said.startswith("There are no words in this note yet, so nothing was stored")
        assert "#send" in actor.seen
        await actor.press("= now with words", "enter")
        assert shown(actor)[0] == "now with words"


async def test_a_note_is_taken_back_with_a_reason_and_comes_back(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*BACK, "down", "x", "=said by nobody", "enter")
        assert actor.said == "Note 2 is taken back; undo brings it back."
        assert shown(actor) == ["Visits changed our Year 6", "Ask"]
        assert marked(actor) == 0
        await actor.press("ctrl+z")
        assert len(shown(actor)) == 3
        assert marked(actor) == 2
        await actor.press("x", "escape")
        assert len(shown(actor)) == 3


async def test_the_reason_is_kept_in_the_record(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*BACK)
        id = actor.app.screen.marked
        await actor.press("x", "=twice", "enter")
        history = await actor.ask(lambda book: [(e.kind, e.data.get("reason")) for e in book.history(id)])
        assert history[-1] == ("withdraw", "twice")


async def test_left_and_right_read_other_items_and_leave_the_meeting_where_it_is(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*NOTES, "f6", "=Two heads left", "enter", "f3")
        assert shown(actor) == ["Two heads left"]
        await actor.press("left")
        assert "read back: What works well" in actor.seen
        assert len(shown(actor)) == 3
        await actor.press("left")
        assert actor.said == "This is the first item."
        await actor.press(*["right"] * 6)
        assert "item 7 of 7" in actor.seen
        assert "No notes on this item yet." in actor.seen
        await actor.press("right")
        assert actor.said == "This is the last item."
        await actor.press("enter")
        assert actor.said == "There is no note here to correct."
        await actor.press("x", "up", "down", "escape")
        assert " 2  EVEN BETTER IF, AND GAPS" in actor.seen


async def test_what_is_recorded_meanwhile_is_shown_and_the_mark_stays(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*BACK, "down", "down")
        screen = actor.app.screen
        await actor.ask(actions.add, Note("typed elsewhere", screen.meeting, screen.item))
        first = screen.ids[0]
        await actor.ask(actions.amend, first, Note("reworded elsewhere", screen.meeting, screen.item))
        await actor.press()
        assert shown(actor) == ["reworded elsewhere", "“We hear too late”", "Ask", "typed elsewhere"]
        assert marked(actor) == 3


async def test_notes_whose_item_has_left_the_agenda_are_read_at_the_end(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*BACK)
        id = actor.app.screen.meeting

        def without(book: object) -> None:
            found = record_of(book, Meeting, id)  # type: ignore[arg-type]
            assert found is not None
            meeting_actions.amend(book, id, removed(found.what, "works"))  # type: ignore[arg-type]

        await actor.ask(without)
        await actor.press()
        assert "item 1 of 7" in actor.seen
        await actor.press(*["right"] * 6)
        assert "read back: not on the agenda" in actor.seen
        assert len(shown(actor)) == 3


async def test_keys_typed_ahead_at_full_speed_correct_the_note_they_were_meant_for(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*BACK)
        await actor.burst("\n and ours\n\n twice\nxsaid twice\n")
        assert shown(actor) == ["“We hear too late”", "Ask"]
        await actor.press("ctrl+z", "ctrl+z")
        await actor.press("ctrl+z")
        assert shown(actor)[0] == "Visits changed our Year 6"


async def test_a_model_keeps_the_version_that_was_spoken_about(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "f3")
        screen = actor.app.screen
        id = await actor.ask(actions.add, Note("the old one", screen.meeting, "works", models=("D@7",)))
        await actor.press("enter", "= indeed", "enter")
        [note] = [n.what for n in await actor.ask(records, Note) if n.id == id]
        assert (note.text, note.models) == ("the old one indeed", ("D@7",))


async def test_the_summary_opens_from_here(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*BACK, "s")
        assert "summary: Workshop 3" in actor.seen
        await actor.press("escape")
        assert "read back:" in actor.seen


@pytest.mark.parametrize("words", HOSTILE[:-1], ids=range(len(HOSTILE) - 1))
async def test_hostile_words_are_shown_corrected_and_never_obeyed(words: str, on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "f3")
        screen = actor.app.screen
        await actor.ask(actions.add, Note(f"{words} said", screen.meeting, "works"))
        await actor.press("enter")
        await actor.burst(f" {words}x\n")
        await actor.press("x")
        await actor.burst(f"{words}\n")
        assert actor.app.is_running
        assert not set(actor.seen) & set(map(chr, [*range(10), *range(11, 32), 0x7F, *range(0x80, 0xA0), 0x202E]))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 16)])
async def test_the_marked_note_is_always_in_sight(size: tuple[int, int], on_stage: Stage) -> None:
    async with on_stage(size=size) as actor:
        await actor.press("enter", "f6", "f3")
        screen = actor.app.screen

        def fill(book: object) -> None:
            for i in range(40):
                actions.add(book, Note(f"note {i} " + "words " * 20, screen.meeting, "works"))  # type: ignore[arg-type]

        await actor.ask(fill)
        for number in range(1, 41):
            await actor.press("down" if number > 1 else "up")
            assert marked(actor) == number
        await actor.press("left", *["up"] * 5)
        assert marked(actor) == 35


async def test_a_note_longer_than_the_page_is_read_to_its_end_before_the_next_is_marked(on_stage: Stage) -> None:
    long = " ".join(f"word{number}" for number in range(360))
    async with on_stage() as actor:
        await actor.press("enter", "f6", f"={long}", "enter", "=Ask", "enter", "f3")
        assert (marked(actor), "word359" in actor.seen) == (1, False)
        pages = 0
        while "word359" not in actor.seen:
            assert marked(actor) in (0, 1)
            await actor.press("pagedown")
            pages += 1
        assert pages > 1
        await actor.press("pagedown")
        assert marked(actor) == 2
        await actor.press("pageup")
        assert marked(actor) == 1
