"""Names: pointed out on the line, and the walk through the notes that hold one."""

import re

from hep_tui.domain.notes import Note
from hep_tui.logbook.records import records
from tests.tui.conftest import Actor, Stage
from tests.tui.scenes import SCENES

NAMED = next(scene for scene in SCENES if scene.name == "names")


async def last(actor: Actor) -> str:
    """Return the text of the last note of the review."""
    return str((await actor.ask(records, Note))[-1].what.text)


async def test_a_name_is_pointed_out_and_tab_puts_a_token_there(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=- @primary Coteford Infant lost two teachers")
        assert actor.said == "concern · primary  ·  names Coteford Infant: Tab puts [a primary school]"
        assert actor.said in actor.seen
        await actor.press("tab")
        assert actor.app.screen.line.value == "- @primary [a primary school] lost two teachers"
        assert actor.said == "concern · primary"
        await actor.press("= again", "enter")
        assert await last(actor) == "[a primary school] lost two teachers again"


async def test_nothing_is_changed_by_itself_and_what_was_saved_says_so_quietly(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=Ask Mrs Example or Vyners", "enter")
        assert await last(actor) == "Ask Mrs Example or Vyners"
        assert actor.said == "saved: a note, no marks; it names a person and a school: ↑ corrects it"
        assert not actor.app.screen.query_one("#said").alarm
        await actor.press("up", "=.", "tab", "tab", "enter")
        assert await last(actor) == "Ask [a colleague] or [a secondary school]."
        assert "names" not in actor.said


async def test_a_completion_goes_before_a_token(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=Coteford is full #sen")
        assert actor.said.startswith("SEND  ·  Tab takes #send,")
        await actor.press("tab")
        assert actor.app.screen.line.value == "Coteford is full #send"
        await actor.press("= ")
        assert "names Coteford" in actor.said
        await actor.press("tab")
        assert actor.app.screen.line.value == "[a primary school] is full #send "


async def test_one_school_named_twice_gets_its_token_twice_and_the_cursor_stays_with_its_words(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=Coteford and Charville, and Coteford", *["left"] * 9, "tab")
        line = actor.app.screen.line
        assert line.value == "[a primary school] and Charville, and [a primary school]"
        await actor.press("tab")
        assert line.value == "[a primary school] and [another primary school], and [a primary school]"


async def test_a_long_line_keeps_the_offer_in_sight(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=- * Coteford Infant School @primary @head @hash #send #funding /D so it is")
        assert "Tab puts [a primary school]" in actor.seen
        await actor.press("enter")
        assert "names a school: ↑" in actor.seen


async def test_a_burst_with_names_loses_no_letter(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6")
        await actor.burst("".join(f"Coteford and Mrs Example said {i}\n" for i in range(12)))
        assert [n.text for n in await actor.notes()] == [f"Coteford and Mrs Example said {i}" for i in range(12)]


async def test_home_counts_them_and_the_walk_replaces_all_of_a_note_at_once(on_stage: Stage) -> None:
    async with on_stage(scene=NAMED) as actor:
        assert "1 note holds a name or a school" in actor.seen
        assert " w names in notes" in actor.seen
        await actor.press("w")
        assert "1 of 1" in actor.seen
        assert "Workshop 3, all phases, What works well" in actor.seen
        for words, token in (("Coteford Infant", "a primary school"), ("Vyners", "a secondary school"),
                             ("Mrs Example", "a colleague")):  # fmt: skip
            assert re.search(rf"{re.escape(words)} +becomes {re.escape(f'[{token}]')}", actor.seen)
        await actor.press("enter")
        assert (
            await last(actor)
            == "[a primary school] and [a secondary school] swap teachers, and [a colleague] arranges it"
        )
        assert "No note holds a name" in actor.seen
        await actor.press("ctrl+z")
        assert (await last(actor)).startswith("Coteford Infant and Vyners")
        assert "1 of 1" in actor.seen
        await actor.press("ctrl+y", "escape")
        assert "holds a name" not in actor.seen
        assert " w names in notes" not in actor.seen


async def test_marks_of_the_note_stay_as_they_are(on_stage: Stage) -> None:
    async with on_stage(scene=NAMED) as actor:
        await actor.press("w", "enter")
        note = (await actor.ask(records, Note))[-1].what
        assert (note.sentiment, note.phase, note.themes, note.item) == ("positive", "primary", ("cpd",), "works")


async def test_tab_leaves_a_note_and_comes_round(on_stage: Stage) -> None:
    async with on_stage(scene=NAMED) as actor:
        await actor.press("enter", "f6", "=Charville too", "enter", "escape", "escape", "w")
        assert "1 of 2" in actor.seen
        await actor.press("tab")
        assert "Charville too" in actor.seen
        await actor.press("tab")
        assert "1 of 2" in actor.seen
        assert await last(actor) == "Charville too"


async def test_a_note_can_be_said_otherwise_with_its_marks(on_stage: Stage) -> None:
    async with on_stage(scene=NAMED) as actor:
        await actor.press("w", "e", "escape")
        assert "1 of 1" in actor.seen
        await actor.press("e", "ctrl+u", "=- A neighbour helps @secondary #send", "enter")
        note = (await actor.ask(records, Note))[-1].what
        assert (note.text, note.sentiment, note.phase) == ("A neighbour helps", "concern", "secondary")
        assert actor.said == "Now it says: A neighbour helps"
        await actor.press("e", "enter", "tab", "ctrl+z")
        assert "1 of 1" in actor.seen


async def test_a_line_without_words_changes_nothing(on_stage: Stage) -> None:
    async with on_stage(scene=NAMED) as actor:
        await actor.press("w", "e", "ctrl+u", "enter", "e", "ctrl+u", "=#send", "enter")
        assert (await last(actor)).startswith("Coteford Infant and Vyners")
        assert "There are no words in this note" in actor.seen


async def test_without_names_the_keys_do_nothing(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("w", "enter", "tab", "e")
        assert "No note holds a name that hep can see." in actor.seen
        assert "replace" not in actor.seen
        await actor.press("escape")
        assert "MEETINGS" in actor.seen


async def test_hostile_words_around_a_name_are_shown_and_never_obeyed(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=[bold]Coteford[/x] [@click=app.quit]", "enter")
        assert "it names a school" in actor.said
        await actor.press("escape", "escape", "w")
        assert "[bold]Coteford[/x]" in actor.seen
        await actor.press("enter")
        assert await last(actor) == "[bold][a primary school][/x] [@click=app.quit]"


async def test_a_name_that_may_stay_is_not_pointed_out_again(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=Mrs Example said so", "enter", "escape", "escape", "w")
        left = len(actor.app.screen.ids)
        await actor.press(*["down"] * left, "full_stop")
        assert actor.said == "saved: the words stay as they are"
        assert "Mrs Example" not in actor.seen
        assert len(actor.app.screen.ids) == left - 1
        await actor.press("ctrl+z")
        assert len(actor.app.screen.ids) == left
