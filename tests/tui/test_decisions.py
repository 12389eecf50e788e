from datetime import date

import pytest

from hep_tui.actions import notes as note_actions
from hep_tui.domain.notes import Note
from hep_tui.views.decisions import Decided, decisions
from tests.domain.test_text import HOSTILE
from tests.tui.conftest import Actor, Stage

TODAY = date(2021, 6, 16)


async def found(actor: Actor) -> dict[str, Decided]:
    return {d.note.text.split(" ", 1)[0]: d for d in await actor.ask(decisions, TODAY)}


async def test_open_ones_are_shown_with_owner_day_and_state_in_words(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("d")
        assert "action · open · by 09/07/2021, in 23 days · for LA · Workshop 2, secondary" in actor.seen
        assert "ask the phase groups" not in actor.seen
        await actor.press("tab")
        assert "action · done · by 30/06/2021 · for HASH" in actor.seen
        assert "we did: HASH and the Primary Forum" in actor.seen
        await actor.press("tab")
        assert "ask the phase groups" in actor.seen
        assert "say what the authority" in actor.seen


async def test_what_is_overdue_is_said_in_words_and_counted_on_top(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(
            "enter", "f6", "=> @la too late by 1/6", "enter", "=! we go on", "enter", "escape", "escape", "d"
        )
        assert "action · OPEN · by 01/06/2021, 15 days OVERDUE · for LA" in actor.seen
        assert "1 OVERDUE" in actor.seen
        assert "decision · open · no day set · for nobody yet" in actor.seen


async def test_x_is_done_and_open_again_and_p_dropped(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("d", "x")
        assert (await found(actor))["say"].state == "done"
        assert "action · done" in actor.seen
        await actor.press("tab", "tab", "tab")
        assert "There are no decisions or actions that are open." in actor.seen
        await actor.press("x")
        assert actor.said == "Nothing is marked, so nothing was changed: the arrows mark a line."
        await actor.press("tab", "down", "x")
        states = {name: d.state for name, d in (await found(actor)).items()}
        assert sorted(states.values()) == ["done", "open"]
        await actor.press("tab", "p", "p", "ctrl+z", "ctrl+z")
        assert {name: d.state for name, d in (await found(actor)).items()} == states


async def test_what_is_said_after_x_is_said_of_what_was_done_until_the_mark_leaves_it(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=> @la another thing to do", "enter", "escape", "escape", "d")
        await actor.press("x", "w", "ctrl+u", "=sent on 1 Dec", "enter")
        [first] = [line for line in await actor.ask(decisions, TODAY) if "1 Dec" in line.did]
        assert (first.state, first.did) == ("done", "sent on 1 Dec")
        assert first.note.text in actor.seen
        await actor.press("up")
        assert first.note.text not in actor.seen
        await actor.press("v")
        assert "We did    sent on 1 Dec" in actor.seen


async def test_what_was_done_owner_and_day_are_asked_for(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("d", "w", "ctrl+u", "=The list is out", "enter")
        assert actor.said == "Stored: what was done about say what the authority would still have…; x marks it as done"
        await actor.press("a", "=@hash", "enter", "y", "=30/9", "enter")
        line = (await found(actor))["say"]
        assert (line.did, line.owner, line.note.due) == ("The list is out", "HASH", "2021-09-30")
        await actor.press("a", "=Somebody Else", "enter", "y", "=soon", "enter")
        assert actor.said.startswith("soon is not a date; nothing was changed")
        await actor.press("escape")
        line = (await found(actor))["say"]
        assert (line.owner, line.note.due) == ("Somebody Else", "2021-09-30")


async def test_what_was_said_is_linked_by_its_words_and_let_go_again(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("d", "s", "=light is RIGHT", "enter")
        assert actor.said == "You said: Light is right: start small and see who comes"
        assert [n.what.text[:5] for n in (await found(actor))["say"].said] == ["Full ", "Light"]
        await actor.press("s", "=light is right", "enter")
        assert actor.said.startswith("No longer linked: Light")
        await actor.press("s", "=nobody said this", "enter")
        assert "No note in everything is like that." in actor.seen
        await actor.press("escape")
        assert len((await found(actor))["say"].said) == 1


async def test_the_page_to_be_read_aloud_names_nobody(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("d", "v")
        assert "You said  We are asked last, and about special needs only" in actor.seen
        assert "We did    HASH and the Primary Forum have each sent two names" in actor.seen
        assert "We did    We made version 2: A lower fee" in actor.seen
        assert " x done" not in actor.seen
        await actor.press("x")
        assert actor.said == "v goes back to the list; changes are made there."
        await actor.press("escape")
        assert "say what the authority" in actor.seen
        assert (" x done" in actor.seen, actor.said) == (True, "")
        await actor.press("escape")
        assert "MEETINGS" in actor.seen


async def test_in_a_long_list_the_marked_line_stays_in_sight(on_stage: Stage) -> None:
    async with on_stage() as actor:
        for i in range(30):
            await actor.ask(note_actions.add, Note(f"number {i} of thirty", action=True))
        await actor.press("d", *["down"] * 30)
        assert "number 29 of thirty" in actor.seen
        await actor.press(*["up"] * 30)
        assert "say what the authority" in actor.seen


async def test_keys_typed_ahead_go_to_the_line_they_were_meant_for(on_stage: Stage) -> None:
    async with on_stage() as actor:
        for i in range(10):
            await actor.ask(note_actions.add, Note(f"n{i}", action=True, due=f"2021-07-{i + 10}"))
        await actor.press("d", "tab", "tab")
        # In the order of the list, what is done moves to its end, and the mark goes with it.
        await actor.burst("p" * 7)
        states = [d.state for d in (await found(actor)).values()]
        assert states.count("dropped") == 1


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
async def test_hostile_words_are_shown_and_never_obeyed(words: str, on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.ask(note_actions.add, Note(f"x{words[:500]}", action=True, owner=words[:50], due=words[:20]))
        for keys in (("d", "tab", "tab"), ("w", f"={'[/x]'}", "enter"), ("s", "=[bold]", "enter"), ("x", "v")):
            await actor.press(*keys)
            assert not set(actor.seen) & set(map(chr, [*range(10), *range(11, 32), 0x7F, *range(0x80, 0xA0), 0x202E]))
        assert actor.app.is_running
