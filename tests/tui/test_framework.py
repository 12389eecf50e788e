import re

import pytest

from hep_tui.actions import framework as actions
from hep_tui.domain.framework import Rating
from hep_tui.domain.meetings import Meeting
from hep_tui.logbook.records import records
from hep_tui.views.framework import Framework, framework
from hep_tui.views.review import review
from tests.domain.test_text import HOSTILE
from tests.tui.conftest import Actor, Stage

THIRD = ("f",)
"""The third workshop, which is marked at first; nothing is rated in it."""
FIRST = ("up", "up", "f")


async def view_of(actor: Actor) -> Framework:
    view = await actor.ask(framework, actor.app.screen.meeting)
    assert isinstance(view, Framework)
    return view


async def marks(actor: Actor, unit: str = "table") -> list[tuple[int, str]]:
    view = await view_of(actor)
    return [
        (s.what.table_no or s.what.number, "".join(str(s.what.marks.get(c.id, ".")) for c in view.conditions))
        for s in view.part(unit).sheets
    ]


async def test_nine_keys_and_enter_are_a_whole_sheet_with_its_words_beside_it(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*THIRD, *"12341234")
        assert "[ 1 ] Not yet" in actor.seen
        assert "[ 4 ] Fully" in actor.seen
        await actor.press("1", "enter")
        assert await marks(actor) == [(1, "123412341")]
        assert actor.said == "table 1 stored"
        assert "TABLE 2   new" in actor.seen
        assert "table 1    1 2 3 4 1 2 3 4 1" in actor.seen


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_wording_is_called_what_the_pack_calls_it_on_every_page(
    on_stage: Stage, size: tuple[int, int]
) -> None:
    async with on_stage(size) as actor:
        await actor.press(*FIRST)
        for _ in range(4):
            assert "Working wording: replace with Isos's nine" in actor.seen
            await actor.press("tab")


async def test_forty_sheets_keyed_at_full_speed_are_forty_sheets(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*THIRD)
        sheets = [f"{i % 4 + 1}" * 4 + "." + f"{(i + 1) % 4 + 1}" * 4 for i in range(40)]
        await actor.burst("".join(f"{keys}\n" for keys in sheets))
        assert await marks(actor) == list(enumerate(sheets, 1))


async def test_table_numbers_typed_ahead_of_the_screen_are_not_glued_to_marks(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*THIRD)
        await actor.burst("t12\n111111111\nt3\n222222222\nt12\n333333333\np444444444\nt1\n1........\n")
        assert await marks(actor) == [(12, "333333333"), (3, "222222222")]
        assert await marks(actor, "person") == [(1, "1........")]


async def test_a_table_that_was_keyed_is_shown_and_corrected(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*FIRST, "t", "3", "enter")
        assert "TABLE 3   KEYED ALREADY: Enter corrects it" in actor.seen
        await actor.press("down", "down", "4", "enter")
        assert dict(await marks(actor))[3] == "3243.2211"
        assert actor.said == "table 3 corrected, 1 not rated"


async def test_a_number_can_be_left_or_mistyped(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*THIRD, "t", "escape")
        assert "TABLE 1   new" in actor.seen
        await actor.press("t", "backspace", "enter")
        assert actor.said == "Nothing was typed, so this stays table 1."
        await actor.press("t", "7", "1", "backspace", "enter")
        assert "TABLE 7   new" in actor.seen


async def test_refusals_say_why_and_keep_the_sheet(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*THIRD, "enter")
        assert actor.said.startswith("Nothing is rated on this sheet yet")
        await actor.press("9")
        assert actor.said == "Only 1 to 4 can be given here, or . for blank."
        await actor.press(*"1111111111")
        assert actor.said.startswith("The sheet is full")
        for key in ("escape", "p", "u", "t"):
            await actor.press(key)
            assert actor.said == "This sheet is half keyed: Enter accepts it, * clears it."
        await actor.press("*", "escape")
        assert "MEETINGS" in actor.seen


async def test_undo_takes_a_sheet_back_and_redo_brings_it_again(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*THIRD, *"111111111", "enter", *"222222222", "enter", "u")
        assert await marks(actor) == [(1, "111111111")]
        assert "TABLE 2   new" in actor.seen
        await actor.press("ctrl+y")
        assert await marks(actor) == [(1, "111111111"), (2, "222222222")]


async def test_the_result_says_spread_agreement_and_change_in_words(on_stage: Stage) -> None:
    async with on_stage((120, 40)) as actor:
        await actor.press("up", "f", "tab")
        assert "3 tables, compared with Workshop 1, primary" in actor.seen
        assert re.search(r" 1 2 3 4 +n +mean +change +agreement *\n", actor.seen)
        assert re.search(r"Shared vision and moral purpose +– – 2 1 +▄+ +3 +3.3 +up 1.0 +close together", actor.seen)
        await actor.press("1")
        assert actor.said == "This is the result; Tab goes on to the sheet."
        await actor.press("tab")
        assert "2.3  n 4" in actor.seen
        assert "3.3  n 3" in actor.seen
        await actor.press("v")
        assert "TABLE 4   new" in actor.seen


_ROW = r"(\d\.\d)  n 3 +(\d\.\d)  n 3 +((?:up|down) \d\.\d)"


async def test_both_pages_claim_the_change_between_the_figures_shown_and_none_of_too_few_sheets(
    on_stage: Stage,
) -> None:
    async with on_stage((120, 40)) as actor:
        await actor.press(*THIRD, *"3324", "enter", *"12342", "enter", "tab")
        assert "too few to say" in actor.seen
        assert not re.search(r"\b(up|down) \d", actor.seen)
        await actor.press("tab")
        assert not re.search(r"\b(up|down) \d", actor.seen)
        await actor.press("tab", *"4111", "enter", "tab")
        result = actor.seen
        await actor.press("tab")
        found = [each.groups() for each in re.finditer(_ROW, actor.seen)]
        assert len(found) == 4
        for before, now, moved in found:
            by = round(float(now) - float(before), 1)
            assert moved == f"{'up' if by > 0 else 'down'} {abs(by)}"
            assert f" {now}   {moved} " in result


async def test_the_screen_opens_from_the_agenda_item_too(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", *["f6"] * 7, "f7")
        assert "TABLE 1   new" in actor.seen
        await actor.press("escape")
        assert "HEARD HERE" in actor.seen


async def test_two_laptops_sheets_of_one_number_are_not_guessed_between(on_stage: Stage) -> None:
    async with on_stage() as actor:
        pack = (await actor.ask(review)).pack
        meeting = next(m.id for m in await actor.ask(records, Meeting) if m.what.title.startswith("Workshop 3"))
        for level in (1, 2):
            await actor.ask(actions.rate, pack, Rating(meeting, {"vision": level}, "person", number=1))
        await actor.press(*THIRD, "p")
        assert "PERSON, SHEET 2   new" in actor.seen
        await actor.press("t", "1", "enter")
        assert actor.said.startswith("Two laptops keyed a sheet 1")


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
async def test_hostile_titles_are_shown_and_never_obeyed(words: str, on_stage: Stage) -> None:
    async with on_stage() as actor:
        pack = (await actor.ask(review)).pack
        id = await actor.ask(lambda book: book.token())
        title = words[:500].encode("utf-8", "ignore").decode()
        await actor.ask(lambda book: book.append("meeting", id, {"title": title, "date": "2021-06-15"}))
        await actor.ask(actions.rate, pack, Rating(id, {"vision": 2}, table_no=1))
        for keys in (("f", "tab", "tab"), ("tab", "escape", "up", "f", "tab", "tab")):
            await actor.press(*keys)
            assert not set(actor.seen) & set(map(chr, [*range(10), *range(11, 32), 0x7F, *range(0x80, 0xA0), 0x202E]))
        assert actor.app.is_running
