"""The review queue: one key each, oldest first within the newest meeting."""

from dataclasses import replace
from typing import Any

import pytest

from hep_tui.actions import notes as note_actions
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.notes import Note
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from tests.tui.conftest import Actor, Stage

THREE = ("one thing", "two things", "three things")


def prepare(book: Book) -> None:
    """Complete every note of the demo, and leave three of the last meeting without marks."""
    for noted in records(book, Note):
        note = noted.what
        full = replace(note, themes=note.themes or ("send",), phase=note.phase or "primary")
        note_actions.amend(book, noted.id, replace(full, sentiment=note.sentiment or "mixed"))
    meeting = next(m for m in records(book, Meeting) if m.what.title.startswith("Workshop 3"))
    for text in THREE:
        note_actions.add(book, Note(text, meeting.id, meeting.what.items[0].id))
    note_actions.add(book, Note("an action is not asked about", meeting.id, action=True))


async def three(actor: Actor) -> list[Note]:
    found = await actor.ask(records, Note)
    return [n.what for n in found if n.what.text in THREE]


async def test_one_key_each_sets_theme_phase_and_sentiment_and_goes_on(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.ask(prepare)
        await actor.press("r")
        assert "3 left" in actor.seen
        assert "one thing" in actor.seen
        assert "WHICH THEME?" in actor.seen
        first = actor.app.screen.offers[0]
        await actor.press("1")
        assert "WHICH PHASE?" in actor.seen
        await actor.press("2")
        assert "HOW WAS IT MEANT?" in actor.seen
        await actor.press("-")
        note = (await three(actor))[0]
        assert (note.themes, note.sentiment) == ((first,), "concern")
        assert note.phase == actor.app.screen.view.pack.phases[1].id
        assert "two things" in actor.seen
        assert "2 left" in actor.seen


async def test_a_burst_from_the_home_screen_works_through_the_queue(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.ask(prepare)
        await actor.burst("r11+12-13~")
        assert [(n.phase, n.sentiment) for n in await three(actor)] == [
            (actor.app.screen.view.pack.phases[i].id, sentiment)
            for i, sentiment in enumerate(("positive", "concern", "mixed"))
        ]
        assert "Done: no note waits" in actor.seen


async def test_nothing_fits_is_stored_and_not_asked_again_until_undone(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.ask(prepare)
        await actor.press("r", "full_stop", "0")
        assert "HOW WAS IT MEANT?" in actor.seen
        await actor.press("u")
        assert "WHICH PHASE?" in actor.seen
        await actor.press("full_stop", "full_stop")
        assert "two things" in actor.seen
        assert (await three(actor))[0].answered == ("theme", "phase", "sentiment")
        await actor.press("escape", "r")
        assert "2 left" in actor.seen


async def test_what_needs_somebody_reaches_nothing(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.ask(prepare)
        await actor.press("r", *["full_stop"] * 9)
        assert "Done: no note waits" in actor.seen
        await actor.press("escape")
        assert "without a" not in actor.seen


async def test_undo_brings_a_note_back_that_was_complete(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.ask(prepare)
        await actor.press("r", "1", "1", "-", "ctrl+z")
        assert "one thing" in actor.seen
        assert "HOW WAS IT MEANT?" in actor.seen


async def test_skipped_notes_come_again_when_the_others_are_done(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.ask(prepare)
        await actor.press("r", "tab", "tab", "tab")
        assert "That was all but 3 that you skipped" in actor.seen
        await actor.press("tab")
        assert "one thing" in actor.seen


async def test_a_mark_is_typed_with_completion_in_one_burst(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.ask(prepare)
        await actor.press("r")
        await actor.burst("#gov\n@primary @head\n")
        note = (await three(actor))[0]
        assert (note.themes, note.phase, note.role) == (("governance",), "primary", "head")
        await actor.press("at", "escape")
        await actor.burst("@sec")
        await actor.press("tab", "enter")
        assert "HOW WAS IT MEANT?" in actor.seen or "WHICH THEME?" in actor.seen
        await actor.press("tab")
        await actor.burst("#brand-new\n")
        assert (await three(actor))[1].themes == ("brand-new",)


@pytest.mark.parametrize("typed", ["@nobody-like-that\n", "#\n", "# words\n", "#1\n", "@all\n"])
async def test_what_is_no_mark_changes_nothing(on_stage: Stage, typed: str) -> None:
    async with on_stage() as actor:
        await actor.ask(prepare)
        await actor.press("r")
        await actor.burst(typed)
        assert await three(actor) == [replace(n, themes=(), phase="") for n in await three(actor)]
        await actor.press("9", "escape")
        assert "MEETINGS" in actor.seen


async def test_hostile_words_are_shown_as_they_are(on_stage: Stage) -> None:
    async with on_stage() as actor:
        words: Any = "[bold]x[/x] \x1b[31m"
        await actor.ask(lambda book: note_actions.add(book, Note(words)))
        await actor.press("r")
        while "[bold]x[/x]" not in actor.seen:
            assert "left" in actor.seen
            assert actor.app.screen.ids
            await actor.press("tab")
