import re
from datetime import timedelta

import pytest

from hep_tui.actions import meetings as actions
from hep_tui.actions import notes as note_actions
from hep_tui.actions import record
from hep_tui.domain.meetings import Meeting, Step, retitled
from hep_tui.domain.notes import Note
from hep_tui.domain.pack import ITEM_KINDS
from hep_tui.logbook.records import record_of, records
from hep_tui.tui.screens.agenda import AgendaScreen
from hep_tui.views.meetings import meetings
from tests.domain.test_text import HOSTILE
from tests.tui.conftest import Actor, Stage
from tests.tui.scenes import NOW

RUNNING = ("enter", "f6", "f6", "ctrl+t")


async def meeting(actor: Actor) -> Meeting:
    found = await actor.ask(record_of, Meeting, actor.app.screen.meeting)
    assert found is not None
    return found.what


async def ids(actor: Actor) -> list[str]:
    return [item.id for item in (await meeting(actor)).items]


def marked(actor: Actor) -> str:
    found = re.search(rf"▸ *\d+ +(.*?) +({'|'.join(ITEM_KINDS)}) ", actor.seen)
    return found[1] if found else ""


async def test_the_agenda_shows_planned_spent_and_when_it_ends(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*RUNNING)
        actor.app.now = lambda: NOW + timedelta(minutes=27)
        await actor.press("down", "up")
        seen = re.sub(" +", " ", actor.seen)
        assert "▸ 2 Even better if, and gaps notes 27' of 20' 14:40-15:00 NOW 7' OVER" in seen
        assert "1 What works well notes 0' of 20' 14:20-14:40" in seen
        assert "80 minutes left, ends about 16:07, 13 minutes early" in seen


async def test_a_planned_meeting_shows_minutes_from_its_start(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("e")
        assert "120 minutes planned" in actor.seen
        assert "20-40" in actor.seen
        assert "NOW" not in actor.seen
        assert marked(actor) == "What works well"


async def test_an_item_moves_with_either_key_and_the_mark_stays_on_it(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("e", "down", "greater_than_sign")
        assert (await ids(actor))[:4] == ["works", "scope", "better", "priorities"]
        assert marked(actor) == "Even better if, and gaps"
        await actor.press("shift+up", "shift+up")
        assert (await ids(actor))[:2] == ["better", "works"]
        await actor.press("less_than_sign")
        assert actor.said == "This is the first item."
        await actor.press("shift+down", "shift+down", *["greater_than_sign"] * 9)
        assert (await ids(actor))[-1] == "better"
        assert actor.said == "This is the last item."


async def test_a_new_item_is_asked_for_in_three_lines(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("e", "down", "n", "=Tea & cake", "enter")
        assert "How many minutes has Tea & cake?" in actor.seen
        await actor.press("=15", "enter")
        assert "1 notes  2 talk  3 break" in actor.seen
        await actor.press("3", "enter")
        item = (await meeting(actor)).items[2]
        assert (item.id, item.title, item.minutes, item.kind) == ("tea-cake", "Tea & cake", 15, "break")
        assert marked(actor) == "Tea & cake"
        assert actor.said == "Tea & cake is on the agenda."
        await actor.press("n", "=Vote", "enter", "enter", "5", "enter")
        assert actor.said == "Vote is on the agenda; its poll is set up on its own."


async def test_an_empty_agenda_takes_a_first_item(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.ask(record.add, Meeting("Bare", date="2021-06-15"))
        await actor.press("up", "up", "down", "down", "up", "e")
        while "agenda: Bare" not in actor.seen:
            await actor.press("escape", "down", "e")
        assert "Nothing is on the agenda yet" in actor.seen
        await actor.press("enter", "x", "m", "r", "w", "7", "greater_than_sign", "less_than_sign", "down", "up")
        assert await ids(actor) == []
        await actor.press("n", "=First", "enter", "enter", "enter")
        assert await ids(actor) == ["first"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("enter",), "An item needs a title, so nothing was added."),
        (("=Tea", "enter", "=soon", "enter"), "soon is not a number of minutes: type one, or Esc leaves it as it was."),
        (("=Tea", "enter", "=99999", "enter", "enter"), "There can be 0 to 600 minutes, not 99999; nothing was"),
        (("=Tea", "enter", "enter", "9", "enter"), "9 is not a kind: type one of the numbers, or Esc adds nothing."),
        (("=Tea", "enter", "enter", "=[/x]", "enter"), "[/x] is not a kind: type one of the numbers"),
        (("=Tea", "escape"), "Nothing was changed."),
        (("=Tea", "enter", "escape"), "Nothing was changed."),
    ],
)
async def test_what_makes_no_item_is_said_and_nothing_is_added(
    typed: tuple[str, ...], said: str, on_stage: Stage
) -> None:
    async with on_stage() as actor:
        before = await actor.ask(lambda book: book.count())
        await actor.press("e", "n", *typed)
        assert actor.said.startswith(said)
        assert await actor.ask(lambda book: book.count()) == before
        await actor.press("escape")
        if "MEETINGS" in actor.seen:
            await actor.press("e")
        await actor.press("down")
        assert marked(actor) == "Even better if, and gaps"


async def test_title_question_and_minutes_of_an_item_change(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("e", "down", "r", "=Gaps", "enter", "w", "=What is missing?", "enter", "m", "=25", "enter")
        item = (await meeting(actor)).items[1]
        assert (item.id, item.title, item.prompt, item.minutes) == ("better", "Gaps", "What is missing?", 25)
        assert "What is missing?" in actor.seen
        await actor.press("7", "enter", "w", "backspace", "enter")
        item = (await meeting(actor)).items[1]
        assert (item.prompt, item.minutes) == ("", 7)


async def test_title_day_place_and_tables_of_the_meeting_change(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("e", "t", "=Workshop 9", "enter", "d", "=9/9", "enter", "p", "=Civic Centre", "enter")
        await actor.press("k", "=6", "enter")
        assert "9 September 2021 · Civic Centre · 6 tables" in actor.seen
        found = await meeting(actor)
        assert (found.title, found.date, found.tables) == ("Workshop 9", "2021-09-09", 6)
        await actor.press("d", "=some day", "enter")
        assert actor.said.startswith("some day is not a date; nothing was changed")
        await actor.press("escape", "k", "=many", "enter")
        assert actor.said == "many is not a number of tables: type one, or Esc leaves it as it was."
        await actor.press(*["backspace"] * 4, "=4", "enter")
        assert (await meeting(actor)).tables == 4
        await actor.press("t", "backspace", "enter")
        assert actor.said.startswith("A title of the meeting is needed")
        await actor.press("d", "backspace", "enter")
        assert "no day yet" in actor.seen
        await actor.press("escape")
        assert "planned Workshop 9" in re.sub(" +", " ", actor.seen)


async def test_an_item_that_holds_something_stays(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=one thing", "enter", "ctrl+t", "x")
        assert actor.said.startswith("This item stays on the agenda, since 1 note and time would be left without one")
        await actor.press("down", "x")
        assert actor.said == "Even better if, and gaps is off the agenda; Ctrl+Z brings it back."
        assert marked(actor) == ""
        await actor.press("x")
        assert actor.said == "Nothing is marked, so nothing was changed: the arrows mark a line."
        await actor.press("down")
        assert marked(actor) == "Scope"
        await actor.press("down", "x")
        assert "since a poll would be left" in actor.said
        await actor.press("up", "up", "ctrl+z")
        assert marked(actor) == "What works well"


async def test_what_is_undone_is_marked_again(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("e", "down", "x", "ctrl+z")
        assert marked(actor) == "Even better if, and gaps"


async def test_everything_is_undone_and_done_again(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("e")
        before = await meeting(actor)
        await actor.press(
            "greater_than_sign", "2", "5", "enter", "n", "=Tea", "enter", "enter", "enter", "x", "t", "=New", "enter"
        )
        after = await meeting(actor)
        await actor.press(*["ctrl+z"] * 5)
        assert await meeting(actor) == before
        await actor.press(*["ctrl+y"] * 5)
        assert await meeting(actor) == after
        await actor.press(*["ctrl+z"] * 6)
        assert actor.said == "There is nothing to undo."


async def test_the_clock_goes_on_and_the_item_under_way_stays_while_the_agenda_changes(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*RUNNING)
        actor.app.now = lambda: NOW + timedelta(minutes=10)
        await actor.press("less_than_sign", "n", "=Tea", "enter", "enter", "enter", "up", "r", "=Gaps", "enter")
        assert "▸ 1 Gaps notes 10' of 20'" in re.sub(" +", " ", actor.seen)
        assert len(await actor.ask(records, Step, meeting=actor.app.screen.meeting)) == 2
        await actor.press("escape")
        assert " 1  GAPS  " in actor.seen
        await actor.press("f6")
        assert re.search(r"2 +TEA", actor.seen.upper())


async def test_enter_goes_to_an_item_and_starts_a_meeting(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("e", "down", "enter")
        assert "Start Workshop 3, all phases with Even better if, and gaps?" in actor.seen
        await actor.press("enter")
        assert actor.said == "Now: Even better if, and gaps"
        assert [s.what.item for s in await actor.ask(records, Step, meeting=actor.app.screen.meeting)] == ["better"]
        await actor.press("enter")
        assert actor.said == "Even better if, and gaps is under way."
        await actor.press("escape", "enter", "f8", "ctrl+t")
        assert "clock stopped; 100 minutes left" in actor.seen
        await actor.press("enter")
        assert "clock stopped" not in actor.seen


async def test_a_meeting_that_is_over_does_not_start_again(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("up", "up", "e", "enter")
        assert actor.said == "The meeting is over, so its clock stays where it is; F8 beside its notes goes on with it."
        assert "took 137 minutes, 120 minutes planned: 17 minutes over" in actor.seen


async def test_keys_typed_ahead_at_full_speed_change_what_they_were_meant_for(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("e")
        await actor.burst("nTea now\n15\n3\n>>7\nnLunch, please\n45\n3\nrTea [b]\ntA title\nk4\n<")
        items = (await meeting(actor)).items
        assert [(i.id, i.title, i.minutes, i.kind) for i in items[:6]] == [
            ("works", "What works well", 20, "notes"),
            ("better", "Even better if, and gaps", 20, "notes"),
            ("scope", "Scope", 15, "notes"),
            ("lunch-please", "Tea [b]", 45, "break"),
            ("tea-now", "Tea now", 7, "break"),
            ("priorities", "Priorities, ranked", 15, "ranking"),
        ]
        assert ((await meeting(actor)).title, (await meeting(actor)).tables) == ("A title", 4)


async def test_what_another_laptop_changes_is_shown_and_the_mark_stays(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("e", "down", "down")
        id = actor.app.screen.meeting
        await actor.ask(actions.change, id, retitled, "Renamed elsewhere")
        await actor.ask(note_actions.add, Note("said", id, "scope"))
        await actor.press()
        assert "agenda: Renamed elsewhere" in actor.seen
        assert "1 note · School improvement only" in actor.seen
        assert marked(actor) == "Scope"


async def test_two_versions_after_a_merge_are_said_and_nothing_is_changed(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("e")
        id = actor.app.screen.meeting

        def disagree(book: object) -> None:
            from hep_tui.logbook.merge import merge
            from hep_tui.logbook.opening import open_book

            other = book.path.with_name("other.hep")  # type: ignore[attr-defined]
            other.write_bytes(book.path.read_bytes())  # type: ignore[attr-defined]
            second = open_book(other, who="KL")
            actions.change(second, id, retitled, "Theirs")
            second.close()
            actions.change(book, id, retitled, "Ours")  # type: ignore[arg-type]
            merge(book, other)  # type: ignore[arg-type]

        await actor.ask(disagree)
        await actor.press("greater_than_sign")
        assert "TWO VERSIONS after a merge" in actor.seen
        assert actor.said.startswith("This has two versions after a merge; settle the conflict first")


@pytest.mark.parametrize("words", HOSTILE[:-1], ids=range(len(HOSTILE) - 1))
async def test_hostile_words_on_the_agenda_are_shown_and_never_obeyed(words: str, on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("e", "n")
        await actor.burst(f"{words}x\n5\n1\n")
        await actor.press("p")
        await actor.burst(f"{words}\n")
        assert actor.app.is_running
        assert not set(actor.seen) & set(map(chr, [*range(10), *range(11, 32), 0x7F, *range(0x80, 0xA0), 0x202E]))
        if words.startswith("["):
            assert words in actor.seen


async def test_a_poll_of_the_home_screen_opens_the_agenda_of_its_meeting(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*["down"] * 3, "e")
        assert "agenda: " in actor.seen


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 16)])
async def test_the_marked_item_is_always_in_sight(size: tuple[int, int], on_stage: Stage) -> None:
    async with on_stage(size=size) as actor:
        await actor.press("e")
        for i in range(9):
            await actor.press("n", f"=More {i}", "enter", "enter", "enter")
            assert f"More {i}" in actor.seen
        await actor.press(*["up"] * 20)
        assert marked(actor).startswith("What")


async def test_no_note_goes_to_an_item_that_has_left_the_agenda(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "ctrl+t", "x", "escape", "=said early", "enter")
        assert [n.item for n in await actor.notes()] == ["better"]
        assert "1  EVEN BETTER IF" in actor.seen


async def test_what_an_item_took_can_be_put_right(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "ctrl+t", "s", "=17", "enter")
        assert actor.said.endswith("has taken 17 minutes.")
        assert "17' of" in actor.seen
        await actor.press("ctrl+z")
        assert "17' of" not in actor.seen


async def test_before_a_meeting_the_bottom_line_has_what_plans_it(on_stage: Stage) -> None:
    async with on_stage() as actor:
        line = next(each for each in await actor.ask(meetings, actor.app.now()) if each.meeting.title == "Conference")
        await actor.app.push_screen(AgendaScreen(line.id))
        await actor.press()
        bottom = actor.seen.splitlines()[-1]
        assert all(key in bottom for key in ("Enter start", "d day", "p place", "t title", "k tables", "n new item"))
