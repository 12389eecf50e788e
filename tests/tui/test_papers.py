"""A list of papers on the screen: seen before it is stored, read as the organiser says, taken back as one."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from hep_tui.actions import polls
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.polls import Level, Option, Poll, PollState
from hep_tui.logbook.records import records
from hep_tui.tui.screens.papers import PapersScreen
from hep_tui.tui.screens.poll import PollScreen
from tests.tui.conftest import Actor, Stage
from tests.tui.scenes import settle

POLL = ("enter", *["f6"] * 4, "f7", "o", "enter")
FORMS = """\
ID,Start time,Completion time,Email,Name,Rank the priorities
1,1/7/21 9:01,1/7/21 9:02,anonymous,,SEND and inclusion;Peer review;
2,1/7/21 9:03,1/7/21 9:04,anonymous,,Peer review;SEND and inclusion;
3,1/7/21 9:05,1/7/21 9:06,anonymous,,SEND and inclusion;Peer review;
"""
OPTIONS = (Option("1", "Ash"), Option("2", "Beech"), Option("3", "Cedar"))
GRADES = tuple(Level(value, word) for value, word in enumerate(("poor", "fair", "good"), 1))
RANKED = Poll("Which wood?", "Which?", options=OPTIONS, rule="irv")
GRADED = Poll("How good?", "How?", "score", OPTIONS, rule="majority-judgement", scale=GRADES)
COMPLETE = "ballot,Ash,Beech,Cedar\n1,3,2,1\n2,3,1,2\n"


def listed(folder: Path, text: str) -> Path:
    path = folder / "votes.csv"
    path.write_text(text, "utf-8")
    return path


async def at(actor: Actor, poll: Poll, state: PollState = PollState.OPEN) -> None:
    """Go to a new poll."""
    id = await actor.ask(polls.create, poll)
    if state is not PollState.DRAFT:
        await actor.ask(polls.change_state, id, state)
    actor.app.screen.go("poll", id)
    await settle(actor.pilot)


async def held(actor: Actor) -> list[tuple[int, dict[str, int]]]:
    """Return the papers of the poll on the screen."""
    poll = next(each.poll for each in actor.app.screen_stack if isinstance(each, PollScreen))
    found = await actor.ask(records, Ballot)
    return sorted((b.what.number, dict(b.what.marks)) for b in found if b.what.poll == poll)


async def test_a_form_is_seen_row_by_row_and_stored_and_taken_back_in_one_step(on_stage: Stage, tmp_path: Path) -> None:
    async with on_stage() as actor:
        await actor.press(*POLL, "i", f"={listed(tmp_path, FORMS)}", "enter")
        assert isinstance(actor.app.screen, PapersScreen)
        for words in (
            "votes.csv: 3 new",
            "columns not read: Start time",
            "2  new      ballot 1: 1st SEND and inclusion · 2nd Peer review",
        ):
            assert words in actor.seen
        assert await held(actor) == []
        await actor.press("enter")
        assert actor.said == "Stored 3 papers; Ctrl+Z takes all of them back."
        assert [number for number, _ in await held(actor)] == [1, 2, 3]
        await actor.press("ctrl+z")
        assert await held(actor) == []
        await actor.press("ctrl+y")
        assert len(await held(actor)) == 3
        await actor.press("i", f"={tmp_path / 'votes.csv'}", "enter", "enter")
        assert actor.said == "Every paper of the list is keyed the same already; nothing was changed."


async def test_esc_leaves_before_anything_is_stored(on_stage: Stage, tmp_path: Path) -> None:
    async with on_stage() as actor:
        await actor.press(*POLL, "i", f"={listed(tmp_path, FORMS)}", "enter", "escape")
        assert isinstance(actor.app.screen, PollScreen)
        assert actor.said == "Nothing was imported."
        assert await held(actor) == []


@pytest.mark.parametrize(("digit", "marks"), [("1", {"1": 3, "2": 2, "3": 1}), ("2", {"1": 1, "2": 2, "3": 3})])
async def test_readings_that_store_other_papers_are_side_by_side_and_one_is_chosen(
    on_stage: Stage, tmp_path: Path, digit: str, marks: dict[str, int]
) -> None:
    async with on_stage() as actor:
        await at(actor, RANKED)
        await actor.press("i", f"={listed(tmp_path, COMPLETE)}", "enter")
        for words in (
            "1  1 is the first choice: Beech and Cedar level, 2 papers",
            "2  the highest number is the first choice: Ash leads, 2 papers",
            "line 2: 1st Cedar · 2nd Beech · 3rd Ash",
            "line 2: 1st Ash · 2nd Beech · 3rd Cedar",
        ):
            assert words in actor.seen
        await actor.press("enter")
        assert isinstance(actor.app.screen, PapersScreen)
        assert actor.said.startswith("The marks can be read in several ways; press the number")
        await actor.press("3")
        assert actor.said == "There is no reading 3 here."
        await actor.press(digit, "enter")
        assert (await held(actor))[0] == (1, marks)


async def test_a_0_that_the_scale_does_not_hold_may_be_said_to_be_a_blank(on_stage: Stage, tmp_path: Path) -> None:
    async with on_stage() as actor:
        await at(actor, GRADED)
        await actor.press("i", f"={listed(tmp_path, 'ballot,Ash,Beech,Cedar' + chr(10) + '1,3,0,2')}", "enter")
        assert "1  0 is a grade" in actor.seen
        assert "1 refused" in actor.seen
        await actor.press("2")
        assert actor.said == "Read so: 0 is a blank."
        await actor.press("enter")
        assert await held(actor) == [(1, {"1": 3, "3": 2})]


async def test_rows_that_cannot_be_stored_are_left_out_only_on_purpose(on_stage: Stage, tmp_path: Path) -> None:
    async with on_stage() as actor:
        await at(actor, RANKED)
        await actor.press("i", f"={listed(tmp_path, 'ballot,rank1' + chr(10) + '1,Ash' + chr(10) + '2,Elm')}", "enter")
        assert "3  refused  ballot 2: column 'rank1': there is no option 'Elm'" in actor.seen
        await actor.press("enter")
        assert actor.said == "1 row cannot be stored, so nothing was: correct the list, or l leaves them out."
        await actor.press("l", "enter")
        assert actor.said == "Stored 1 paper; Ctrl+Z takes all of them back."
        assert await held(actor) == [(1, {"1": 1})]


async def test_a_list_that_is_headed_otherwise_is_read_as_a_person_says_and_remembered(
    on_stage: Stage, tmp_path: Path
) -> None:
    text = "Form,Wood one,Wood two,Why\n7,1,2,it grows\n8,1,,\n"
    async with on_stage() as actor:
        await at(actor, RANKED)
        await actor.press("i", f"={listed(tmp_path, text)}", "enter")
        assert "Form=; Wood one=; Wood two=; Why=" in actor.seen
        await actor.press("ctrl+u", "=Form=ballot; Wood one=Ash; Wood two=Beech; Why=", "enter")
        assert "columns not read, as was said: Why" in actor.seen
        await actor.press("enter")
        assert await held(actor) == [(7, {"1": 1, "2": 2}), (8, {"1": 1})]
        await actor.press("ctrl+z", "i", f"={tmp_path / 'votes.csv'}", "enter")
        assert "votes.csv: 2 new" in actor.seen
        await actor.press("c")
        assert "Form=ballot; Wood one=Ash" in actor.seen


async def test_a_list_without_numbers_is_numbered_from_the_next_and_a_longer_one_from_where_it_began(
    on_stage: Stage, tmp_path: Path
) -> None:
    text = "Timestamp,Ash,Beech,Cedar\n1/7/21 9:01,1,2,3\n1/7/21 9:02,2,1,\n"
    async with on_stage() as actor:
        await at(actor, RANKED)
        await actor.press("k", "1", "enter", "escape", "i", f"={listed(tmp_path, text)}", "enter")
        assert "papers numbered from 2" in actor.seen
        await actor.press("enter")
        listed(tmp_path, f"{text}1/7/21 9:03,1,,\n")
        await actor.press("i", f"={tmp_path / 'votes.csv'}", "enter")
        assert "votes.csv: 1 new, 2 same" in actor.seen
        await actor.press("enter")
        assert [number for number, _ in await held(actor)] == [1, 2, 3, 4]


async def test_a_workbook_is_read_like_a_text_and_one_with_a_formula_is_refused(
    on_stage: Stage, tmp_path: Path
) -> None:
    book = Workbook()
    for row in (("ballot", "Ash", "Beech"), (1, 2, 1), (2, 1, None)):
        book.active.append(row)
    book.save(tmp_path / "votes.xlsx")
    book.active["B2"] = "=1+1"
    book.save(tmp_path / "sums.xlsx")
    async with on_stage() as actor:
        await at(actor, RANKED)
        await actor.press("i", f"={tmp_path / 'sums.xlsx'}", "enter")
        assert "holds a formula without a result" in actor.said
        await actor.press("i", f"={tmp_path / 'votes.xlsx'}", "enter", "enter")
        assert await held(actor) == [(1, {"1": 2, "2": 1}), (2, {"1": 1})]


@pytest.mark.parametrize(
    ("poll", "why"),
    [
        (RANKED, "The poll is draft; a list is taken in while it is open, so nothing was read."),
        (replace(RANKED, keep="secret"), "A secret poll takes no list of papers, so nothing was read."),
        (replace(RANKED, method="hands"), "A show of hands takes no list of papers, so nothing was read."),
    ],
)
async def test_a_poll_that_takes_no_list_says_why(on_stage: Stage, poll: Poll, why: str) -> None:
    async with on_stage() as actor:
        await at(actor, poll, PollState.DRAFT)
        await actor.press("i")
        assert actor.said == why
