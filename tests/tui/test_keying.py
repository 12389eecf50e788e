"""Keying by real keys: in batches, at any speed, with every kind of paper, and corrected."""

from dataclasses import replace
from typing import Any

import pytest

from hep_tui.actions import ballots, batches, polls, record
from hep_tui.actions.meetings import attend
from hep_tui.domain.ballots import Ballot, Split
from hep_tui.domain.batches import Batch
from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.polls import Account, Option, Poll, PollState
from hep_tui.domain.printing import Printing
from hep_tui.logbook.records import records
from hep_tui.tui.screens import poll_text
from hep_tui.tui.screens.keying import KeyingScreen
from hep_tui.views.polls import PollView, poll_view
from tests.domain.test_text import HOSTILE
from tests.tui.conftest import Actor, Stage
from tests.tui.scenes import settle

EIGHT = tuple(Option(letter, f"Model {letter}", 1) for letter in "ABCDEFGZ")


async def keying(actor: Actor, options: tuple[Option, ...] = EIGHT, number: int = 0, **fields: Any) -> str:
    """Open a new poll of eight models, and the screen that keys its papers."""
    poll = await actor.ask(polls.create, Poll("Which model?", "Which?", options=options, **fields))
    await actor.ask(polls.change_state, poll, PollState.OPEN)
    await actor.app.push_screen(KeyingScreen(poll, number))
    await settle(actor.pilot)
    assert isinstance(poll, str)
    return poll


async def view_of(actor: Actor, poll: str) -> PollView:
    view = await actor.ask(poll_view, poll)
    assert isinstance(view, PollView)
    return view


def ranks(i: int) -> str:
    """Return a full ballot of eight, another for each paper."""
    return "".join(str((i + k) % 8 + 1) for k in range(8))


async def test_a_hundred_full_ballots_of_eight_at_full_speed_take_nine_keys_each_and_none_is_lost(
    on_stage: Stage,
) -> None:
    async with on_stage() as actor:
        poll = await keying(actor)
        keys = [ranks(i) + "\n" for i in range(100)]
        assert {len(k) for k in keys} == {9}
        await actor.burst("".join(keys))
        held = (await view_of(actor, poll)).ballots
        assert [b.what.number for b in held] == list(range(1, 101))
        found = ["".join(str(b.what.marks[o.id]) for o in EIGHT) for b in held]
        assert found == [ranks(i) for i in range(100)]
        await actor.press("f")
        assert actor.said.startswith("100 papers, ")
        assert "9.0 keys a paper, 0 corrections" in actor.said


async def test_ballots_keyed_one_key_at_a_time_take_nine_keys_each(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await keying(actor)
        for i in range(2):
            await actor.press(*ranks(i), "enter")
            assert sorted(actor.said.removeprefix(f"ballot {i + 1:03} stored: ").split()) == [*"ABCDEFGZ"]
        assert len((await view_of(actor, poll)).ballots) == 2
        await actor.press("f")
        assert "9.0 keys a paper" in actor.said


async def test_reasons_typed_at_full_speed_stand_on_their_own_papers(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await keying(actor)
        await actor.burst("storn\n1\nq12? two ticks\nb12\nn7\n1\nwgave it back\n")
        found = [(b.what.number, b.what.status, b.what.reason) for b in (await view_of(actor, poll)).ballots]
        assert found == [
            (1, "spoilt", "torn"),
            (2, "valid", ""),
            (3, "query", "12? two ticks"),
            (4, "blank", ""),
            (5, "valid", ""),
            (7, "valid", ""),
            (8, "withdrawn", "gave it back"),
        ]


async def test_a_batch_is_taken_up_counted_and_closed(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await keying(actor)
        await actor.press("p", "=JB 2 from 41", "enter")
        assert "batch 1 of teller JB   keyed 0 of 2" in actor.seen
        assert "BALLOT 041   new" in actor.seen
        await actor.press("=1\n")
        await actor.press("p")
        assert "The batch does not add up: keyed 1 of 2, 1 short; not keyed: 42." in actor.seen
        await actor.press("escape", "=1\n", "p")
        assert actor.said == "Batch closed: keyed 2 of 2. p takes up the next."
        [batch] = await actor.ask(records, Batch)
        assert batch.what.state == "closed"
        assert {b.what.batch for b in (await view_of(actor, poll)).ballots} == {batch.id}


async def test_a_batch_that_is_short_is_closed_with_a_reason(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await keying(actor)
        await actor.press("p", "=97", "enter", "p", "enter")
        assert actor.said == "The batch is still open: keyed 0 of 97, 97 short."
        await actor.press("p", "=fire alarm", "enter")
        [batch] = await actor.ask(records, Batch)
        assert (batch.what.teller, batch.what.state, batch.what.reason) == ("JB", "closed", "fire alarm")
        await actor.press("p", "=many", "enter")
        assert actor.said.startswith("A batch is the teller's initials and how many papers")


async def test_a_number_says_by_whom_and_when_it_was_keyed_or_that_it_was_never_printed(on_stage: Stage) -> None:
    async with on_stage((120, 40)) as actor:
        poll = await keying(actor)
        await actor.ask(polls.keep_account, Account(poll, printed=9, issued=5, unused=4))
        await actor.press("=1\nstorn\n")
        for number, said in (
            (1, "ALREADY KEYED by JB "),
            (2, "SPOILT by JB "),
            (3, "new"),
            (10, "NEVER PRINTED: 1–9 were"),
        ):
            await actor.press("n", f"={number}", "enter")
            assert f"BALLOT {number:03}   {said}" in actor.seen


async def test_a_number_that_was_printed_for_a_phase_is_keyed_as_of_it(on_stage: Stage) -> None:
    async with on_stage((120, 40)) as actor:
        poll = await keying(actor)
        runs = [Printing(poll, 1, 2, "primary", "white"), Printing(poll, 3, 2, "secondary", "blue")]
        await actor.ask(batches.record_printing, runs)
        await actor.press("n", "=2", "enter")
        assert "paper: white = Primary" in actor.seen
        await actor.press("=1\n1\n")
        await actor.press("c", "=1\n")
        assert "NEVER PRINTED: 1–4 were" in actor.seen
        held = await actor.ask(records, Ballot)
        phases = {b.what.number: b.what.phase for b in held if b.what.poll == poll}
        assert phases == {2: "primary", 3: "secondary", 4: "all-through"}


async def test_the_account_stands_under_the_paper_and_says_what_is_still_to_key(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await keying(actor)
        assert "keyed 0 = nothing yet" in actor.seen
        await actor.ask(polls.keep_account, Account(poll, printed=10, issued=8, unused=1))
        await actor.press("=1\nb")
        assert "printed 10 = issued 8 + unused 1   off by 1" in actor.seen
        assert "issued 8 = cast 8 + spoilt 0 + not returned 0   balanced" in actor.seen
        assert "cast 8 = valid 1 + blank 1 + rejected 0 + query 0 + still to key 6" in actor.seen


async def test_papers_in_order_of_rank_are_keyed_by_their_places(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await keying(actor)
        await actor.press("p", "=JB 5", "enter", "d")
        assert actor.said == "Options in order of rank."
        await actor.press("=83\n")
        [ballot] = (await view_of(actor, poll)).ballots
        assert ballot.what.marks == {"Z": 1, "C": 2}
        [batch] = await actor.ask(records, Batch)
        assert batch.what.layout == "order"
        await actor.press("1", "d")
        assert "What is keyed is not stored" in actor.said


async def test_a_stored_ballot_is_corrected_and_keeps_its_history(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await keying(actor)
        await actor.press("e")
        assert actor.said == "Ballot 1 is not keyed yet, so there is nothing to correct."
        await actor.press("=1\n", "n", "=1", "enter", "e")
        assert "CORRECTING" in actor.seen
        assert actor.said == "It says: 1st A Model A."
        await actor.press("=.1\n")
        [ballot] = (await view_of(actor, poll)).ballots
        assert ballot.what.marks == {"B": 1}
        assert "BALLOT 002   new" in actor.seen
        assert len(await actor.ask(lambda book: book.history(ballot.id))) == 2


async def test_a_correction_and_its_phase_stand_in_from_the_edge(on_stage: Stage) -> None:
    async with on_stage((80, 24)) as actor:
        await keying(actor)
        await actor.press(*"ccc", "=1\n", "n", "=1", "enter", "e")
        lines = [line.rstrip() for line in actor.seen.split("\n")]
        at = lines.index(" BALLOT 001   CORRECTING: key what the paper says")
        assert lines[at + 1].startswith(" phase: ") or lines[at + 1].startswith(" paper: ")
        assert lines[at + 1].endswith("(c to change)")


async def test_what_a_poll_says_of_its_papers_stands_in_from_the_edge(on_stage: Stage) -> None:
    async with on_stage((80, 24)) as actor:
        poll = await keying(actor)
        for number, status in enumerate(("blank", "late", "query", "rejected", "spoilt", "withdrawn", "valid"), 1):
            marks = {"A": 1} if status in ("late", "query", "valid") else {}
            await actor.ask(record.add, Ballot(poll, number, status, marks, reason="it is so"))
        lines = [line.plain for line in poll_text.account(await view_of(actor, poll), 80)]
        assert " ".join(" ".join(lines).split()).endswith("1 withdrawn a keeps the account of papers")
        assert all(not line or (line.startswith(" ") and len(line) < 80) for line in lines)


async def test_a_correction_keeps_the_phase_of_its_ballot_and_the_papers_after_it_theirs(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await keying(actor)
        await actor.press("=1\n", "c", "=1\n", "c", "n", "=1", "enter", "e")
        assert "phase: not said" in actor.seen
        await actor.press("=.1\n", "=1\n", "n", "=2", "enter", "e", "C", "=.1\n")
        found = [(b.what.number, b.what.marks, b.what.phase) for b in (await view_of(actor, poll)).ballots]
        first, second = (actor.app.screen.phases[n][0] for n in (1, 2))
        assert found == [(1, {"B": 1}, ""), (2, {"B": 1}, ""), (3, {"A": 1}, second)]
        assert first
        await actor.press("n", "=3", "enter", "e", "e", "n", "=4", "enter", "=1\n")
        assert (await view_of(actor, poll)).ballots[-1].what.phase == second


async def test_the_next_number_is_one_that_is_free(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await keying(actor, number=4)
        await actor.press("=1\n", "n", "=3", "enter", "=1\n")
        assert "BALLOT 005   new" in actor.seen
        await actor.press("u")
        assert "BALLOT 003   new" in actor.seen
        assert [b.what.number for b in (await view_of(actor, poll)).ballots] == [4]


async def test_colours_go_both_ways(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await keying(actor)
        before = actor.seen
        await actor.press("c", "C")
        assert actor.seen == before


async def test_a_closed_poll_takes_late_papers_only(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await keying(actor)
        await actor.press("=1\n")
        await actor.ask(polls.change_state, poll, PollState.CLOSED)
        await actor.press("=1\n")
        assert actor.said.startswith("This poll is closed, so nothing was stored")
        await actor.press("l", "=17.10, by hand", "enter")
        assert [b.what.status for b in (await view_of(actor, poll)).ballots] == ["valid", "late"]
        assert "late 1, not counted until admitted" in actor.seen
        await actor.press("j")
        assert "BALLOT 002   late, not counted yet" in actor.seen
        await actor.press("enter", "a", "=the taxi was late", "enter")
        assert (await view_of(actor, poll)).statuses == {"valid": 2}
        assert "No paper waits to be decided." in actor.seen


async def test_parked_and_doubled_papers_are_decided_from_one_list(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await keying(actor)
        await actor.press("=1", "q", "=two ticks", "enter", "=1\n")
        await actor.ask(lambda book: actions_add(book, Ballot(poll, 2, marks={"B": 1})))
        await actor.press("j")
        assert "2 to decide" in actor.seen
        assert "“two ticks”" in actor.seen
        await actor.press("r", "enter")
        assert actor.said == "A decision needs a reason for the record; nothing was changed."
        await actor.press("r", "=not for us to guess", "enter")
        assert "BALLOT 002   keyed twice" in actor.seen
        await actor.press("9")
        assert actor.said.startswith("There is no version 9 here")
        await actor.press("2", "=the paper says B", "enter")
        found = [(b.what.number, b.what.status, dict(b.what.marks)) for b in (await view_of(actor, poll)).ballots]
        assert found == [(1, "rejected", {"A": 1}), (2, "valid", {"B": 1})]
        await actor.press("u", "enter")
        assert "BALLOT 002   KEYED TWICE" in actor.seen


async def test_a_table_that_was_keyed_twice_is_told_by_its_people_and_its_parts(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await keying(actor)
        parts = (Split(3, {"A": 1}), Split(2, {"B": 1}))
        for ballot in (Ballot(poll, 1, unit="table", people=5, splits=parts), Ballot(poll, 1, marks={"B": 1})):
            await actor.ask(actions_add, ballot)
        await actor.press("j")
        assert "table of 5: 3 for 1st A Model A; 2 for 1st B Model B" in actor.seen


async def test_the_parked_ballot_of_a_table_that_does_not_count_keeps_whom_it_stood_for(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await keying(actor)
        parts = (Split(3, {"A": 1}), Split(2, {"B": 1}))
        await actor.ask(ballots.cast, Ballot(poll, 1, "query", unit="table", people=5, splits=parts, reason="a 7?"))
        await actor.press("j", "r", "=illegible", "enter")
        [found] = [b.what for b in (await view_of(actor, poll)).ballots]
        assert (found.status, found.unit, found.people, found.splits) == ("rejected", "table", 5, parts)
        assert found.reason == "illegible"


def actions_add(book: Any, ballot: Ballot) -> object:
    from hep_tui.actions import record

    return record.add(book, ballot)


async def test_many_late_papers_are_admitted_at_once(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await keying(actor)
        for number in (1, 2, 3):
            await actor.ask(ballots.cast, Ballot(poll, number, "late", {"A": 1}))
        await actor.press("j", "down", "A", "=one bus", "enter")
        assert actor.said == "Admitted: 3."
        assert (await view_of(actor, poll)).statuses == {"valid": 3}


@pytest.mark.parametrize("text", HOSTILE[:6])
async def test_hostile_text_in_options_and_reasons_is_shown_and_not_obeyed(on_stage: Stage, text: str) -> None:
    async with on_stage() as actor:
        await keying(actor, (Option("A", text or "-"), Option("B", "[bold]B[/x]")))
        await actor.press("p", "=[bold] 3", "enter", "q", "=[/x]", "enter", "j")
        assert "[/x]" in actor.seen


TEA = (Option("1", "Tea"), Option("2", "Milk [bold]"), Option("3", "Water"))


async def stored(actor: Actor, poll: str) -> list[Ballot]:
    """Return the ballots of a poll by number."""
    return [b.what for b in (await view_of(actor, poll)).ballots]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_table_is_keyed_as_a_whole_or_in_parts(on_stage: Stage, size: tuple[int, int]) -> None:
    async with on_stage(size) as actor:
        poll = await keying(actor, TEA)
        await actor.press("t")
        assert "How many people does this paper stand for? [ _ ]" in actor.seen
        await actor.press("1", "2", "enter", "2", "1", "3")
        assert "table of 12 · 1st Milk [bold] · 2nd Tea" in actor.seen
        await actor.press("enter")
        assert actor.said == "ballot 001 stored: table of 12: 1st Milk [bold] · 2nd Tea · 3rd Water"
        await actor.press("t")
        assert "[ 12 ]" in actor.seen
        await actor.press("8", "enter", "slash", "5", "enter", "1", "slash")
        assert "How many people are the next part? 3 of 8 are left. [ 3 ]" in actor.seen
        await actor.press("2", "enter", ".", "1", "enter")
        assert actor.said.startswith("5 + 2 = 7, but the paper stands for 8")
        await actor.press("t", "enter", "1", "enter")
        told = {80: "5: 1 · · / 2: · 1 · / 1: 1 · ·", 120: "5 for 1st Tea; 2 for 1st Milk [bold]; 1 for 1st Tea"}
        assert told[size[0]] in actor.said
        await actor.press("1", "enter")
        first, second, third = await stored(actor, poll)
        assert (first.unit, first.people, first.splits) == ("table", 12, ())
        assert [(p.people, p.marks) for p in second.splits] == [(5, {"1": 1}), (2, {"2": 1}), (1, {"1": 1})]
        assert (third.unit, third.people) == ("person", 1)


async def test_a_poll_of_tables_asks_for_people_right_away_at_full_speed(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await keying(actor, TEA, unit="table")
        assert "How many people does this paper stand for?" in actor.seen
        await actor.press("enter")
        assert actor.said.startswith("Every paper of this poll stands for a table")
        await actor.burst("7\n123\n\n321\n9\n/4\n1/\n2\nb6\n1\n")
        assert [(b.unit, b.people, b.status) for b in await stored(actor, poll)] == [
            ("table", 7, "valid"), ("table", 7, "valid"), ("table", 9, "valid"), ("table", 9, "blank"),
            ("table", 6, "valid"),
        ]  # fmt: skip
        assert [p.people for p in (await stored(actor, poll))[2].splits] == [4, 5]
        await actor.press("escape")
        assert not isinstance(actor.app.screen, KeyingScreen)


async def test_going_back_in_a_table_that_split(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await keying(actor, TEA)
        await actor.press("slash")
        assert actor.said.startswith("Only the ballot of a table can be split")
        await actor.press("t", "8", "escape")
        assert "How many" not in actor.seen
        await actor.press("t", "8", "enter", "slash", "5", "enter", "1", "slash", "enter", "escape")
        assert "What is keyed is not stored" in actor.said
        await actor.press("-", "-", "2", "slash", "enter", "1", "enter")
        (found,) = await stored(actor, poll)
        assert [(p.people, p.marks) for p in found.splits] == [(5, {"1": 2}), (3, {"1": 1})]
        await actor.press("n", "=1", "enter", "e", "1", "enter")
        (found,) = await stored(actor, poll)
        assert (found.unit, found.people, found.splits, found.marks) == ("table", 8, (), {"1": 1})
        await actor.press("u", "u")
        assert await stored(actor, poll) == []


async def test_the_group_stays_for_the_ballots_that_follow(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await keying(actor, TEA)
        await actor.press("g")
        assert "(c, g)" in actor.seen
        await actor.burst("1\n2\n")
        await actor.press("g", "1", "enter")
        groups = [b.group for b in await stored(actor, poll)]
        assert groups[0] == groups[1] != ""
        assert groups[2] != groups[0]


async def test_after_a_refused_key_nothing_of_a_burst_is_stored_as_another_ballot(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await keying(actor, TEA)
        await actor.burst("12\n")
        await actor.burst("19\n21\n12\n")
        assert actor.said.startswith("The minus key first: it takes the refused key back; * clears the paper. ")
        assert [b.marks for b in await stored(actor, poll)] == [{"1": 1, "2": 2}]
        await actor.press("-", "2", "enter", "2", "1", "enter")
        assert [b.marks for b in await stored(actor, poll)][1:] == [{"1": 1, "2": 2}, {"2": 1, "1": 2}]


async def test_a_table_of_more_people_than_are_in_the_room_is_refused_and_takes_no_marks(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = await keying(actor, TEA, unit="table")
        screen = actor.app.screen
        screen.view = replace(screen.view, poll=replace(screen.view.poll, present=18))
        await actor.burst("30\n12\n")
        assert "30 people are more than the 18 present" in actor.said
        assert await stored(actor, poll) == []
        await actor.press("-", "3", "enter", "1", "2", "enter")
        assert [b.people for b in await stored(actor, poll)] == [3]


async def test_the_paper_of_a_table_asks_which_one_it_is_and_offers_its_people(on_stage: Stage) -> None:
    async with on_stage() as actor:
        meeting = await actor.ask(record.add, Meeting("Tables", tables=3))
        for n in range(5):
            await actor.ask(attend, Attendance(meeting, f"walk-in-{n + 1}", table_no=2))
        poll = await keying(actor, TEA, unit="table", meeting=meeting)
        assert "▸ Which table is it? [ 1 ]" in actor.seen
        assert actor.seen.count("▸") == 1
        await actor.press("2", "enter")
        assert "▸ How many people are at table 2? [ 5 ]" in actor.seen
        await actor.press("-", "2", "enter", "enter", "1", "2")
        assert "table 2 of 5 · 1st" in actor.seen
        await actor.press("enter")
        [ballot] = await stored(actor, poll)
        assert (ballot.table_no, ballot.people, ballot.unit) == (2, 5, "table")
        assert "▸ Which table is it? [ 1 ]" in actor.seen
        await actor.press("2", "enter")
        assert actor.said == "Table 2 has a paper already, ballot 001; - goes back."
