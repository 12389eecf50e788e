"""Second keying by real keys: blind, stopped by a difference, decided by the paper."""

import pytest

from hep_tui.actions import ballots, polls
from hep_tui.domain.ballots import Ballot, Split
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.domain.readings import Check, Reading
from hep_tui.logbook.records import records
from hep_tui.tui.screens.differing import DifferingScreen
from hep_tui.tui.screens.second import SecondScreen
from hep_tui.views.polls import poll_view
from tests.tui.conftest import Actor, Stage
from tests.tui.scenes import settle

MODELS = tuple(Option(letter, f"Model {letter}", 1) for letter in "ABCZ")
MARKS = {"A": 1, "B": 2, "C": 3, "Z": 4}


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DifferingScreen, "PAUSE", 0.0)


async def second(actor: Actor, papers: int = 3, options: tuple[Option, ...] = MODELS) -> str:
    """Key some papers of a new poll, and open the screen that keys them again."""
    poll = await actor.ask(polls.create, Poll("Which model?", "Which?", options=options))
    await actor.ask(polls.change_state, poll, PollState.OPEN)
    marks = {o.id: i for i, o in enumerate(options, 1)}
    await actor.ask(ballots.cast_all, [Ballot(poll, n, marks=marks) for n in range(1, papers + 1)])
    await actor.app.push_screen(SecondScreen(poll))
    await settle(actor.pilot)
    await actor.press("K", "L", "enter")
    assert isinstance(poll, str)
    return poll


async def marks_of(actor: Actor, poll: str) -> list[dict[str, int]]:
    return [dict(b.what.marks) for b in (await actor.ask(poll_view, poll)).ballots]


async def test_what_was_keyed_first_is_not_shown(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await second(actor)
        assert "BALLOT 001   to be read" in actor.seen
        assert "[  1 ]" not in actor.seen
        assert actor.said == "KL reads."


async def test_whoever_keyed_the_papers_is_asked_who_reads_and_is_not_taken_for_two(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await second(actor)
        await actor.press("i", "J", "B", "enter")
        await actor.burst("1234\n")
        assert "JB keyed ballot 1, and a second reading by the same person proves nothing" in actor.seen
        assert not (await actor.ask(poll_view, poll)).readings
        await actor.press("i", "K", "L", "enter", "enter")
        assert len((await actor.ask(poll_view, poll)).readings) == 1


async def test_papers_that_read_the_same_go_by_at_full_speed_and_the_poll_is_checked(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await second(actor)
        await actor.burst("1234\n1234\n1234\n")
        assert "all 3 read twice, none keyed wrongly." in actor.seen
        await actor.press("m")
        assert "cannot become checked" in actor.said
        await actor.ask(polls.change_state, poll, PollState.CLOSED)
        await actor.press("m")
        assert (await actor.ask(poll_view, poll)).state is PollState.CHECKED


async def test_a_difference_stops_and_shows_both_and_the_second_may_stand(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await second(actor)
        await actor.press("=2134\n")
        assert "THE TWO READINGS DIFFER: look at the paper" in actor.seen
        assert "[  1 ]    [  2 ]   differs" in actor.seen
        await actor.press("n", "u", "m", "enter", "b", "7")
        assert actor.said == "7 does nothing here; F1 shows the keys."
        assert (await marks_of(actor, poll))[0] == MARKS
        await actor.press("2")
        assert (await marks_of(actor, poll))[0] == {"A": 2, "B": 1, "C": 3, "Z": 4}
        assert "BALLOT 002   to be read" in actor.seen
        assert "1 paper differed and decided: no. 1; keyed wrongly first: no. 1" in actor.seen


async def test_a_difference_that_nobody_decides_leaves_the_paper_to_be_read(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await second(actor)
        await actor.press("=2134\n", "escape")
        assert actor.said == "Nothing was recorded of ballot 001; it is still to be read."
        assert "BALLOT 001   to be read" in actor.seen
        assert (await marks_of(actor, poll))[0] == MARKS
        assert await actor.ask(records, Reading) == []
        await actor.press("=1234\n")
        assert "BALLOT 002   to be read" in actor.seen


async def test_a_paper_keyed_once_more_is_left_by_going_to_another(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await second(actor)
        await actor.press("=2134\n", "r", "n", "=3", "enter", "=1234\n")
        [reading] = await actor.ask(records, Reading)
        assert (reading.what.number, reading.what.decided) == (3, "")
        assert await marks_of(actor, poll) == [MARKS] * 3
        assert "BALLOT 001   to be read" in actor.seen


async def test_the_first_may_stand_and_the_difference_is_kept(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await second(actor)
        await actor.press("b", "1")
        assert (await marks_of(actor, poll))[0] == MARKS
        [reading] = await actor.ask(records, Reading)
        assert (reading.what.decided, reading.what.status) == ("first", "blank")


async def test_a_paper_is_keyed_once_more_where_both_were_wrong(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await second(actor)
        await actor.press("=2134\n", "r")
        assert "ONCE MORE: key what the paper says" in actor.seen
        await actor.press("=4321\n")
        assert (await marks_of(actor, poll))[0] == {"A": 4, "B": 3, "C": 2, "Z": 1}
        [reading] = await actor.ask(records, Reading)
        assert reading.what.decided == "again"
        await actor.press("u")
        assert (await marks_of(actor, poll))[0] == MARKS
        assert "BALLOT 001   to be read" in actor.seen


async def test_a_reason_typed_for_a_spoilt_paper_is_keyed_into_no_other(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await second(actor)
        await actor.burst("storn in two\n")
        assert "THE TWO READINGS DIFFER" in actor.seen
        await actor.press("2")
        assert "BALLOT 002   to be read" in actor.seen
        assert "How many people" not in actor.seen
        [reading] = await actor.ask(records, Reading)
        assert (reading.what.number, reading.what.status) == (1, "spoilt")
        assert (await actor.ask(poll_view, poll)).ballots[1].what.marks == MARKS


async def test_a_star_leaves_a_number_of_people_that_was_asked_for_by_mistake(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await second(actor)
        await actor.press("t", "5", "*")
        assert "How many people does this paper stand for?" in actor.seen
        await actor.press("*", "=1234\n")
        assert "BALLOT 002   to be read" in actor.seen


async def test_keys_typed_ahead_of_a_difference_decide_nothing(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await second(actor)
        await actor.burst("2134\n1234\n1234\n")
        assert "THE TWO READINGS DIFFER" in actor.seen
        assert await marks_of(actor, poll) == [MARKS] * 3
        assert await actor.ask(records, Reading) == []


async def test_whoever_keys_on_without_looking_decides_nothing(
    on_stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DifferingScreen, "PAUSE", 3600.0)
    async with on_stage() as actor:
        await second(actor)
        await actor.press("=2134\n", "1", "2", "r", "1")
        assert "THE TWO READINGS DIFFER" in actor.seen
        assert await actor.ask(records, Reading) == []


async def test_a_number_that_was_never_keyed_is_said(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await second(actor)
        await actor.press("u")
        assert actor.said.startswith("The last step was not a reading")
        assert len(await marks_of(actor, poll)) == 3
        await actor.press("n", "=9", "enter")
        assert "BALLOT 009   NOT KEYED BEFORE" in actor.seen
        await actor.press("=1234\n")
        assert actor.said.startswith("Ballot 9 was not keyed the first time")


async def test_a_long_ranking_asks_for_dice_first(on_stage: Stage) -> None:
    async with on_stage((120, 40)) as actor:
        options = tuple(Option(str(i), f"Priority {i}") for i in range(1, 5))
        await second(actor, 60, options)
        assert "What was rolled?" in actor.seen
        await actor.press("=3 1 6 6 2", "enter")
        [check] = await actor.ask(records, Check)
        assert len(check.what.numbers) == 30
        assert f"BALLOT {check.what.numbers[0]:03}   to be read" in actor.seen
        assert "0 of 30 drawn papers read. If all are, 30 of 60 clean: fewer than 5 wrong" in actor.seen


async def test_a_random_check_lists_what_was_keyed_and_keeps_what_differed(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await second(actor)
        await actor.press("x", "=6 6 6 / 2", "enter")
        assert "2 of 3 drawn by 6 6 6: lay the papers beside this list" in actor.seen
        assert "A: 1 · B: 2" in actor.seen, "as it is on the paper, from the top down"
        [check] = await actor.ask(records, Check)
        await actor.press("enter", "=x", "enter")
        assert actor.said.startswith("Type the numbers of the papers that differ")
        await actor.press("enter", "enter")
        assert actor.said.startswith("Type the numbers of the papers that differ"), "Enter alone says nothing"
        await actor.press("enter", f"={check.what.numbers[0]}", "enter")
        [check] = await actor.ask(records, Check)
        assert check.what.wrong == check.what.numbers[:1]
        assert "differ: " in actor.seen


async def test_second_keying_is_one_key_from_the_poll(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", *["f6"] * 4, "f7", "2")
        assert actor.said == "No ballot is keyed yet, so there is nothing to key a second time."
        await actor.press("o", "k", "=1\n", "escape", "2")
        assert "second keying: Priorities" in actor.seen
        await actor.press("escape", "j")
        assert "No paper waits to be decided." in actor.seen


async def test_whom_a_table_stands_for_is_compared_too(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await actor.ask(polls.create, Poll("Which?", "Which?", options=MODELS, unit="table"))
        await actor.ask(polls.change_state, poll, PollState.OPEN)
        parts = (Split(5, {"A": 1}), Split(3, {"B": 1}))
        await actor.ask(ballots.cast, Ballot(poll, 1, marks={"A": 1}, unit="table", people=8))
        await actor.ask(ballots.cast, Ballot(poll, 2, unit="table", people=8, splits=parts))
        await actor.ask(ballots.cast, Ballot(poll, 3, marks={"A": 1}, unit="table", people=8))
        await actor.app.push_screen(SecondScreen(poll))
        await settle(actor.pilot)
        await actor.press("K", "L", "enter")
        assert "How many people does this paper stand for?" in actor.seen
        await actor.burst("8\n1\n8\n/3\n.1/\n1\n")
        assert "BALLOT 003" in actor.seen
        await actor.press("7", "enter", "1", "enter")
        assert "table of 8: 1st A Model A" in actor.seen
        assert "table of 7: 1st A Model A" in actor.seen
        await actor.press("2")
        found = [b.what for b in (await actor.ask(poll_view, poll)).ballots]
        assert [(b.unit, b.people, b.splits) for b in found] == [
            ("table", 8, ()), ("table", 8, parts), ("table", 7, ()),
        ]  # fmt: skip
        assert "all 3 read twice, 1 keyed wrongly and put right" in " ".join(actor.seen.split())
