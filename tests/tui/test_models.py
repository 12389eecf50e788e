from dataclasses import replace

import pytest

from hep_tui.actions import models as actions
from hep_tui.actions import notes as note_actions
from hep_tui.domain.notes import Note
from hep_tui.domain.pack import Model
from hep_tui.views.review import review
from tests.domain.test_text import HOSTILE
from tests.tui.conftest import Actor, Stage

D_LEFT = ("m", "right", "right")


async def newest(actor: Actor, id: str = "D") -> Model:
    found = (await actor.ask(review)).pack.model(id)
    assert isinstance(found, Model)
    return found


async def test_two_sheets_stand_side_by_side_and_three_where_there_is_room(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("m")
        assert "A, version 1" in actor.seen
        assert "B, version 1" in actor.seen
        assert "C, version" not in actor.seen
        assert actor.said == "A and B differ in 10 of 11 lines; the same: status."
    async with on_stage((120, 40)) as actor:
        await actor.press("m")
        assert "C, version 1" in actor.seen


async def test_arrows_change_the_model_of_the_marked_column_and_never_show_one_twice(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("m", "right")
        assert actor.app.screen.ids == ["C", "B"]
        await actor.press("tab", "left")
        assert actor.app.screen.ids == ["C", "A"]
        await actor.press("left")
        assert actor.app.screen.ids == ["C", "Z"]
        await actor.press("right", "right", "right", "right")
        assert actor.app.screen.ids == ["C", "E"]


async def test_what_is_the_same_is_said_once_and_in_words(on_stage: Stage) -> None:
    async with on_stage((80, 40)) as actor:
        await actor.press("m", "right", "tab", "right", "right")
        assert actor.app.screen.ids == ["C", "E"]
        await actor.press("left")
        assert "both: Company limited by guarantee" in actor.seen
        assert actor.said == "C and D differ in 9 of 11 lines; the same: legal form, status."


async def test_pupils_and_phase_are_asked_for_and_remembered(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("m", "right")
        assert "COST TO A SCHOOL: primary, 412 pupils" in actor.seen
        assert "£412 a year" in actor.seen
        await actor.press("n", "=1,200 sec", "enter")
        assert "COST TO A SCHOOL: secondary, 1,200 pupils" in actor.seen
        assert "£1,200 a year" in actor.seen
        await actor.press("escape", "m")
        assert "secondary, 1,200 pupils" in actor.seen


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("many", "many is not a number of pupils; write it as 420 primary."),
        ("0 primary", "0 primary is not a number of pupils; write it as 420 primary."),
        ("420 martian", "martian is not a phase of this review;"),
        ("420 420", "420 420 is not a number of pupils; write it as 420 primary."),
    ],
)
async def test_a_school_that_cannot_be_is_refused(typed: str, said: str, on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("m", "n", f"={typed}", "enter")
        assert actor.said.startswith(said)
        assert "primary, 412 pupils" in actor.seen


async def test_notes_about_a_model_are_shown_by_sentiment(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("m", "tab", *["right"] * 2, "enter")
        assert "SAID ABOUT D: 2 positive, 2 concern" in actor.seen
        assert "CONCERN, 2" in actor.seen
        assert "about version 1)" in actor.seen.replace("\n", " ")
        await actor.press("enter")
        assert "COST TO A SCHOOL" in actor.seen


async def test_versions_say_what_changed_line_by_line(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("m", "tab", *["right"] * 2, "v")
        assert "D, version 2, 14 June 2021" in actor.seen
        assert "was  £19 a pupil a year, at most £12,500 a school" in actor.seen
        assert "now  £15 a pupil a year, at most £10,000 a school" in actor.seen
        await actor.press("escape")
        assert "Summary" in actor.seen


async def test_a_new_version_is_made_line_by_line_with_a_sentence_and_undone(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("m", "tab", "e", "=5", "enter", "=Hub chairs only", "enter")
        await actor.press("=8", "enter", "=30000", "enter", "enter")
        assert "What changed, in a sentence?" in actor.seen
        await actor.press("=Hubs cost more.", "enter")
        found = await newest(actor, "B")
        assert (found.version, found.board, found.funding[0].pence) == (2, "Hub chairs only", 3_000_000)
        assert "B, version 2" in actor.seen
        await actor.press("v")
        assert "Hubs cost more." in actor.seen
        await actor.press("ctrl+z")
        assert (await newest(actor, "B")).version == 1
        assert "B, version 1" in actor.seen
        await actor.press("ctrl+y")
        assert (await newest(actor, "B")).version == 2


async def test_a_new_version_needs_a_change_and_a_sentence(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("m", "e", "enter")
        assert actor.said == "Nothing was changed."
        await actor.press("e", "=99", "enter")
        assert "99 is none of the lines" in actor.seen
        await actor.press("=8", "enter", "=a lot", "enter")
        assert "a lot is not an amount" in actor.seen
        await actor.press("=5", "enter", "=Nobody", "enter", "enter", "enter")
        assert actor.said.startswith("A new version needs a sentence")
        await actor.press("escape", "e", "=5", "enter", "=Nobody", "enter", "enter", "escape")
        assert (await newest(actor, "A")).version == 1


async def test_a_new_version_is_what_the_capture_line_means(on_stage: Stage) -> None:
    async with on_stage() as actor:
        company = await newest(actor)
        pack = (await actor.ask(review)).pack
        await actor.ask(actions.revise, pack, replace(company, board="Heads"), "Smaller.")
        await actor.press("enter", "f6", "=fine /D", "enter")
        assert [n.models for n in await actor.notes()] == [("D@3",)]


async def test_the_screen_opens_from_the_agenda_item_too(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", *["f6"] * 6, "f7")
        assert "COST TO A SCHOOL" in actor.seen
        await actor.press("escape")
        assert "HEARD HERE" in actor.seen


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
async def test_hostile_words_in_models_and_notes_are_shown_and_never_obeyed(words: str, on_stage: Stage) -> None:
    async with on_stage() as actor:
        pack = (await actor.ask(review)).pack
        model = await newest(actor, "A")
        nasty = replace(model, title=f"x{words[:300]}", board=words[:300], risks=(words[:300],))
        await actor.ask(actions.revise, pack, nasty, f"x{words[:300]}")
        await actor.ask(note_actions.add, Note(f"x{words[:300]}", models=("A@1", "A@", "A@x")))
        for keys in (("m",), ("enter",), ("v",), ("escape", "e"), ("=1", "enter"), ("escape", "escape")):
            await actor.press(*keys)
            assert not set(actor.seen) & set(map(chr, [*range(10), *range(11, 32), 0x7F, *range(0x80, 0xA0), 0x202E]))
        assert actor.app.is_running
