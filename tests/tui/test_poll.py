import re
from dataclasses import replace
from pathlib import Path

import pytest

from hep_tui.actions import ballots, readings, record, secret_polls
from hep_tui.actions import polls as actions
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.domain.readings import Check
from hep_tui.logbook import sealing
from hep_tui.logbook.records import records
from hep_tui.tui.screens.declare import DeclareScreen
from hep_tui.tui.screens.hands import HandsScreen
from hep_tui.tui.screens.poll import PollScreen
from hep_tui.views.meetings import meetings
from hep_tui.views.polls import PollView, poll_view, polls
from tests.conftest import with_a_place
from tests.tui.conftest import Actor, Stage

PRIORITIES = ("enter", *["f6"] * 4, "f7")
HANDS = ("enter", *["f6"] * 5, "f7")


async def poll_of(actor: Actor, name: str = "poll") -> PollView:
    view = await actor.ask(poll_view, getattr(actor.app.screen, name))
    assert isinstance(view, PollView)
    return view


async def test_the_rule_stands_on_the_screen_before_the_poll_opens(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*PRIORITIES)
        assert "Who votes: everybody present" in actor.seen
        assert "gains a point for every other" in actor.seen
        await actor.press("k")
        assert actor.said == "The poll is draft; o opens it for ballots."
        await actor.press("o", "c", "k")
        assert (await poll_of(actor)).state is PollState.CLOSED


async def test_ten_ballots_keyed_at_full_speed_are_ten_ballots(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*PRIORITIES, "o", "k")
        await actor.burst("".join(f"{i % 5 + 1}..{(i + 1) % 5 + 1}\n" for i in range(10)))
        ballots = (await poll_of(actor)).ballots
        assert [b.what.number for b in ballots] == list(range(1, 11))
        assert [b.what.marks for b in ballots] == [{"1": i % 5 + 1, "4": (i + 1) % 5 + 1} for i in range(10)]


async def test_a_full_ballot_of_five_takes_six_keys(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*PRIORITIES, "o", "k", *"12345", "enter")
        [ballot] = (await poll_of(actor)).ballots
        assert ballot.what.marks == {str(i): i for i in range(1, 6)}
        assert actor.said == "ballot 001 stored: 1 2 3 4 5"


async def test_an_impossible_mark_is_refused_in_words_and_the_ballot_stays(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*PRIORITIES, "o", "k", "1", "1")
        assert actor.said == (
            "School improvement and challenge already has rank 1; look at the paper, or - to go back. "
            "If the paper says so: r rejects it, q parks it for the chair."
        )
        await actor.press("2", "enter")
        assert actor.said.startswith("The minus key first: it takes the refused key back; * clears the paper. School")
        assert (await poll_of(actor)).ballots == ()
        await actor.press("-", "9")
        assert actor.said.startswith("Only ranks 1 to 5 can be given here. If the paper says so:")
        await actor.press("-", "-", "enter")
        assert actor.said == "Nothing is marked: b records a blank ballot."
        assert (await poll_of(actor)).ballots == ()


async def test_blank_spoilt_and_parked_ballots_are_kept_with_their_reasons(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*PRIORITIES, "o", "k", "b", "s", "=torn", "enter", "1", "q", "=two ticks", "enter")
        found = [(b.what.status, b.what.reason, dict(b.what.marks)) for b in (await poll_of(actor)).ballots]
        assert found == [("blank", "", {}), ("spoilt", "torn", {}), ("query", "two ticks", {"1": 1})]


async def test_a_number_that_is_already_keyed_is_named_and_not_stored_again(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*PRIORITIES, "o", "k", "1", "enter", "n", "=1", "enter")
        assert "BALLOT 001   ALREADY KEYED" in actor.seen
        await actor.press("2", "enter")
        assert actor.said == "Ballot 1 is already keyed, so nothing was stored; correct that one instead."
        assert len((await poll_of(actor)).ballots) == 1


async def test_a_ballot_keyed_on_two_laptops_is_named_and_decided_by_its_paper(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*PRIORITIES, "o", "k", "1", "enter")
        poll = actor.app.screen.poll
        await actor.ask(record.add, Ballot(poll, 1, marks={"2": 1}))
        await actor.press("escape")
        assert (await poll_of(actor)).duplicates == (1,)
        await actor.press("k", "n", "=1", "enter")
        assert "BALLOT 001   KEYED TWICE" in actor.seen
        await actor.press(".", "1", "enter")
        assert [dict(b.what.marks) for b in (await poll_of(actor)).ballots] == [{"2": 1}]
        assert "BALLOT 002   new" in actor.seen


async def test_a_rejected_paper_is_kept_with_its_reason(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*PRIORITIES, "o", "k", "r", "=not one of ours", "enter")
        [ballot] = (await poll_of(actor)).ballots
        assert (ballot.what.status, ballot.what.reason) == ("rejected", "not one of ours")


async def test_spoilt_and_rejected_say_what_they_are_and_the_account_knows_the_spoilt(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*PRIORITIES, "o", "k", "s")
        assert "Spoilt is a paper given back for a new one: it is not cast." in actor.seen
        await actor.press("=torn", "enter")
        assert "cast 0 of" in actor.seen
        await actor.press("escape", "a")
        assert re.search(r"Papers spoilt +\[ +1 \]", actor.seen)


async def test_a_number_that_is_keyed_offers_to_correct_it(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*PRIORITIES, "o", "k", "1", "enter", "n", "=1", "enter")
        assert "e correct" in actor.seen
        await actor.press("n", "=2", "enter")
        assert "r rejected" in actor.seen


async def test_undo_takes_the_last_ballot_back_and_its_number(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*PRIORITIES, "o", "k", "1", "enter", "2", "enter", "u")
        assert [b.what.number for b in (await poll_of(actor)).ballots] == [1]
        assert "BALLOT 002   new" in actor.seen


async def test_the_colour_of_the_paper_stays_for_the_ballots_that_follow(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*PRIORITIES, "o", "k", "c", "c", "1", "enter", "2", "enter")
        phases = [b.what.phase for b in (await poll_of(actor)).ballots]
        assert phases[0] == phases[1] != ""


async def test_a_half_keyed_ballot_is_not_left_by_accident(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*PRIORITIES, "o", "k", "1", "escape")
        assert "What is keyed is not stored" in actor.said
        await actor.press("*", "escape")
        assert "Which five" in actor.seen


async def test_the_result_is_hidden_until_it_is_asked_for(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*PRIORITIES, "o", "k", "1", "enter", "escape")
        assert "top 3" not in actor.seen
        await actor.press("p")
        assert "top 3" in actor.seen, "the result stands where the options were, in sight at once"
        assert actor.said == "For your eyes only: not yet declared."
        await actor.press("y")
        assert "OTHER RULES" in actor.seen
        await actor.press("y", "p")
        assert "top 3" not in actor.seen
        assert " 1  School improvement and challenge" in actor.seen


async def test_a_question_over_the_paper_breaks_no_line_of_it(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*PRIORITIES, "o", "k", "p")
        assert "(c to change)" in actor.seen


async def test_a_result_is_previewed_declared_with_its_code_and_frozen(on_stage: Stage) -> None:
    async with on_stage((120, 40)) as actor:
        await actor.press(*PRIORITIES, "o", "k", "2", "1", "enter", "2", "1", "enter", "escape", "d")
        assert actor.said == "The poll is open; close it first, then declare."
        await actor.press("c", "d")
        assert "THE ROOM WILL SEE" in actor.seen
        assert "Peer review; School improvement and challenge fill 2 of the 5 places;" in actor.seen
        code = await actor.ask(lambda book: book.record_code())
        await actor.press("enter")
        view = await poll_of(actor)
        assert view.state is PollState.DECLARED
        assert view.declared is not None
        assert view.declared.record_code == code
        assert code in actor.said
        await actor.press("enter", *["escape"] * 3)
        assert "Peer review;" in actor.seen


async def test_what_is_to_be_minded_before_declaring_is_above_what_the_room_sees(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*PRIORITIES, "o", "k", "1", "enter", "escape", "c", "d")
        seen = actor.seen.split("THE ROOM WILL SEE")[0]
        assert "With 1 valid paper, the figures tell how somebody voted." in seen
        assert "No account of papers has been kept; a on the poll keeps it." in seen


async def test_a_parked_ballot_stands_in_the_way_of_declaring(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*PRIORITIES, "o", "k", "1", "enter", "q", "=?", "enter", "escape", "c", "d", "enter")
        assert actor.said == "Ballot 2 is still parked, so nothing was declared; decide it first."
        await actor.press("escape", "k", "n", "=2", "enter")
        assert "BALLOT 002   PARKED: ?" in actor.seen
        await actor.press("2", "enter", "=the cross is clear", "enter", "escape", "d", "enter")
        view = await poll_of(actor)
        assert (view.state, view.statuses["valid"]) == (PollState.DECLARED, 2)


async def test_hands_are_counted_by_phase_and_add_up_to_the_room(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", *["f6"] * 5, "f7", "o", "h", "p")
        assert "Primary: For" in actor.seen
        assert "Secondary: Against" in actor.seen
        assert "Nursery: For" not in actor.seen, "nobody of that phase was there"
        await actor.burst("7\n4\n2\n2\n1\n1\n1\n0\n0\n0\n")
        assert actor.said == "Stored, and balanced. Esc goes back."
        hands = (await poll_of(actor, "poll_id")).hands
        assert hands is not None
        assert hands.counts["1"]["primary"] == 7
        assert (hands.total("1"), hands.total("2"), hands.present) == (11, 7, 18)
        await actor.press("escape", "h")
        assert "Primary: For" in actor.seen, "hands taken by phase come back by phase"
        await actor.press("p")
        assert re.search(r"For +\[ +11 \]", actor.seen)
        await actor.press("p", "p", "escape", "escape", "h")
        assert "Primary: For" in actor.seen, "nothing is stored before the last Enter"
        await actor.press("escape", "c", "p")
        assert "Primary for 7, against 4" in actor.seen


async def test_hands_of_the_whole_room_are_still_there_after_a_look_at_the_phases(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*HANDS, "o", "h")
        await actor.burst("19\n6\n")
        for keys in ((), ("p", "p")):
            await actor.press(*keys)
            assert re.search(r"For +\[ +19 \]", actor.seen)
            assert re.search(r"Against +\[ +6 \]", actor.seen)


async def test_hands_filled_in_and_not_stored_take_a_second_escape(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*HANDS, "o", "h", "9", "escape")
        assert actor.said.startswith("These numbers are not stored")
        assert isinstance(actor.app.screen, HandsScreen)
        await actor.press("escape")
        assert isinstance(actor.app.screen, PollScreen)
        await actor.press("h", "escape")
        assert isinstance(actor.app.screen, PollScreen), "nothing was filled in"


async def test_what_is_declared_is_declared_again_only_when_sure(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*PRIORITIES, "o", "k", "2", "1", "enter", "escape", "c", "d", "enter", "enter")
        code = (await poll_of(actor)).declared.record_code
        await actor.press("d", "enter")
        assert f"Declared already, record code {code}. Declare it again?" in actor.seen
        await actor.press("escape", "escape")
        assert (await poll_of(actor)).declared.record_code == code


async def test_hands_that_do_not_add_up_say_by_how_much_and_need_a_reason(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*HANDS, "o", "h", "=9", "tab", "=6", "tab", "=1", "tab", "=1")
        assert "= present 18   off by 1" in actor.seen
        await actor.press("enter", "escape", "c", "d", "enter")
        assert "Why is it off? The minutes print this, and the room may see it." in actor.seen
        await actor.press("enter")
        assert actor.said == "Nothing was declared."
        await actor.press("enter", "=one left the room", "enter")
        view = await poll_of(actor)
        assert view.declared is not None
        assert view.declared.why_off == "one left the room"
        assert view.declared.sentence == "CARRIED. For 9, Against 6, abstained 1, of 18 present."


async def test_numbers_typed_at_full_speed_land_in_their_places(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*HANDS, "o", "h")
        await actor.burst("9\n6\n3\n0\n")
        hands = (await poll_of(actor, "poll_id")).hands
        assert hands is not None
        assert (hands.present, hands.total("1"), hands.total("2"), hands.abstained) == (18, 9, 6, 3)
        assert actor.said == "Stored, and balanced. Esc goes back."


async def test_a_number_is_typed_over_and_corrected(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*HANDS, "o", "h", "=91", "backspace", "tab", "up", "=7")
        assert re.search(r"For +\[     7 \]", actor.seen)


async def test_reopening_asks_why_and_keeps_what_was_declared(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("down", "down", "enter", "o", "=a late paper", "enter")
        view = await poll_of(actor)
        assert (view.state, bool(view.declared)) == (PollState.OPEN, True)


async def test_the_account_of_papers_names_what_is_off(on_stage: Stage) -> None:
    async with on_stage((120, 40)) as actor:
        await actor.press(*PRIORITIES, "o", "k", "1", "enter", "escape", "a")
        for number in (20, 18, 2, 0, 16):
            await actor.press(f"={number}", "enter")
        assert "printed 20 = issued 18 + unused 2   balanced" in actor.seen
        assert "off by 1" in actor.seen
        assert len(await actor.ask(records, Ballot)) > 0


async def test_every_method_is_keyed_by_the_keypad_alone(on_stage: Stage) -> None:
    async with on_stage() as actor:
        for number, keys, marks in (("2", "2", {"2": 1}), ("3", ".1", {"2": 1}), ("6", "4.6", {"1": 4, "2": 6})):
            await actor.press("v", "5", "4", number, "enter", "o", "k", *keys, "enter")
            [ballot] = (await poll_of(actor)).ballots
            assert dict(ballot.what.marks) == marks
            await actor.press("escape", "escape")


async def test_a_gradient_shows_its_levels_and_what_was_needed(on_stage: Stage) -> None:
    async with on_stage((120, 40)) as actor:
        await actor.press("v", "3", "enter", "o", "k", *"5", "enter", *"4", "enter", *"1", "enter", "escape", "p")
        assert re.search(r"5 I support it fully +1 ", actor.seen)
        assert "Needed, 70 % at 3 or above: NOT reached, 2 of 3 valid, at least 3." in actor.seen


async def test_other_rules_stand_side_by_side_for_the_organiser_alone(on_stage: Stage) -> None:
    async with on_stage((120, 40)) as actor:
        await actor.press(*PRIORITIES, "o", "k", "1", "2", "enter", "2", "1", "enter", ".", "1", "enter", "escape", "y")
        assert "OTHER RULES" in actor.seen
        assert actor.said == "For your eyes only: the rule was fixed beforehand."
        await actor.press("y")
        assert "OTHER RULES" not in actor.seen


async def test_a_late_paper_is_said_beside_what_was_declared(on_stage: Stage) -> None:
    async with on_stage((120, 40)) as actor:
        await actor.press(*PRIORITIES, "o", "k", "1", "enter", "escape", "c", "d", "enter", "enter")
        await actor.press("o", "=a late paper", "enter", "k", "1", "enter", "escape", "c")
        assert "SINCE THEN  One late paper was added (" in actor.seen
        await actor.press("d")
        seen = actor.seen
        assert "One late paper was added (" in seen
        assert seen.index("FOR YOU TO READ OUT") < seen.index("One late paper") < seen.index("THE ROOM WILL SEE")
        assert "Fewer than 5 papers differ from what was declared before" in seen
        await actor.press("enter", "enter")
        assert "declared before: School improvement and challenge fills 1 of the 5 places" in actor.seen


async def test_r_sets_up_the_ratification_of_a_declared_model(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("v", "2", "enter", "o", "k", "1", "enter", "1", "enter", "escape", "c", "d", "enter", "enter")
        await actor.press("r")
        poll = (await poll_of(actor)).poll
        assert (poll.method, [o.id for o in poll.options], len(poll.levels)) == ("gradient", ["A"], 5)


async def test_a_poll_of_a_series_says_what_holds_it_back(on_stage: Stage) -> None:
    async with on_stage((120, 40)) as actor:
        for _ in range(2):
            await actor.press("v", "5", "c", "0", "=both", "enter", "enter", "escape")
        view = next(p for p in await actor.ask(polls) if p.poll.series)
        actor.app.push_screen(PollScreen(view.id))
        await actor.press("o", "k", "1", "enter", "escape", "c", "d", "enter")
        assert actor.said.startswith("The series both is declared together, and not closed yet: A vote;")


async def test_nobody_peeks_at_a_series_that_is_held_back(on_stage: Stage) -> None:
    async with on_stage() as actor:
        options = (Option("1", "Tea [bold]"), Option("2", "Milk"))
        one, two = [
            await actor.ask(actions.create, Poll(t, t, "choose", options, rule="plurality", series="both"))
            for t in ("One", "Two")
        ]
        await actor.ask(actions.change_state, one, PollState.OPEN)
        await actor.ask(ballots.cast, Ballot(one, 1, marks={"1": 1}))
        await actor.app.push_screen(PollScreen(one))
        for key in "py":
            await actor.press(key)
            assert actor.said.startswith("The series both is held back: no result is shown to anybody")
        await actor.press("c", "p")
        assert actor.said.endswith("before these close: Two.")
        await actor.press("d")
        assert "before these close: Two." in " ".join(actor.seen.split())
        assert "leads" not in actor.seen
        await actor.press("escape")
        for state in (PollState.OPEN, PollState.CLOSED):
            await actor.ask(actions.change_state, two, state)
        await actor.app.screen.reload()
        await actor.press("p")
        assert actor.said.startswith("For your eyes only")


LABELS = (Option("1", "[bold]Tea"), Option("2", "Coffee"), Option("3", "Water"))


async def closed(actor: Actor, poll: Poll, *papers: str) -> str:
    """Return a poll with these papers that is closed and on the screen."""
    id: str = await actor.ask(actions.create, poll)
    await actor.ask(actions.change_state, id, PollState.OPEN)
    for number, option in enumerate(papers, 1):
        await actor.ask(ballots.cast, Ballot(id, number, marks={option: 1}))
    await actor.ask(actions.change_state, id, PollState.CLOSED)
    await actor.app.push_screen(PollScreen(id))
    await actor.press()
    return id


DRAWN = Poll("Drinks", "Which?", "choose", LABELS, rule="plurality", tie_chain=("lot",))


async def test_l_asks_for_the_roll_and_draws_the_lot_once(on_stage: Stage) -> None:
    async with on_stage() as actor:
        id = await closed(actor, DRAWN, "1", "2")
        assert " l lot " in actor.seen
        await actor.burst("l6 1 4\n")
        assert actor.said.startswith("The lot is drawn: ")
        assert "[bold]Tea" in actor.said
        assert (await actor.ask(poll_view, id)).lot == "6 1 4"
        assert " l lot " not in actor.seen
        await actor.press("l")
        assert actor.said.startswith("The lot of this poll was drawn already")


async def test_a_lot_that_is_not_due_is_refused_before_anything_is_asked(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*PRIORITIES, "o", "l")
        assert actor.said.startswith("A tie in this poll is not broken by lot")
        assert not actor.app.screen.asking


async def test_a_closed_secret_poll_is_refused_to_open_before_anything_is_asked(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.ask(with_a_place)
        id: str = await actor.ask(actions.create, replace(DRAWN, keep="secret"))
        await actor.ask(actions.change_state, id, PollState.OPEN)
        for option in "11223":
            await actor.ask(secret_polls.cast, id, {option: 1})
        await actor.ask(actions.change_state, id, PollState.CLOSED)
        await actor.app.push_screen(PollScreen(id))
        await actor.press("o")
        assert actor.said.startswith("A secret poll is not opened again")
        assert not actor.app.screen.asking
        assert "keeps the account" not in actor.seen
        assert not any(f" {hint} " in actor.seen.splitlines()[-1] for hint in ("account", "open poll", "second keying"))
        await actor.press("a")
        assert actor.said == "A secret poll has no papers to account for."
        await actor.press("d")
        assert "No account of papers" not in actor.seen


async def test_what_is_typed_on_behind_a_refused_key_declares_nothing(on_stage: Stage) -> None:
    async with on_stage() as actor:
        id = await closed(actor, replace(DRAWN, tie_chain=()), "1", "1", "2")
        await actor.burst("ldue\n\n")
        assert actor.said.startswith("A tie in this poll is not broken by lot")
        assert not actor.app.screen.asking
        assert (await actor.ask(poll_view, id)).state is PollState.CLOSED
        await actor.press("d")
        assert isinstance(actor.app.screen, DeclareScreen)


async def test_words_typed_where_none_are_taken_do_nothing_after_the_first_key_that_means_nothing(
    on_stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage() as actor:
        monkeypatch.setattr(PollScreen, "TYPED_ON", 60)
        id = await closed(actor, replace(DRAWN, tie_chain=()), "1", "1", "2")
        await actor.burst("%due\n")
        assert actor.said.startswith("Not taken: %due Enter.")
        assert (await actor.ask(poll_view, id)).state is PollState.CLOSED


async def test_a_closed_poll_offers_what_waits(on_stage: Stage) -> None:
    async with on_stage((120, 40)) as actor:
        id = await closed(actor, replace(DRAWN, tie_chain=()), "1", "1", "2")
        assert " 2 second keying " in actor.seen
        assert " j decide papers " not in actor.seen
        check, _ = await actor.ask(readings.draw_check, id, "3 1", 3)
        await actor.ask(readings.compare, check, (3,))
        await actor.press("p")
        assert " j decide papers " in actor.seen
        assert "IN DOUBT  paper 3 differs from the screen by the random check: j on the poll decides it" in actor.seen
        await actor.press("d", "enter")
        assert actor.said.startswith("Paper 3 differs from the screen by the random check; key it again")
        await actor.press("escape", "j")
        assert "BALLOT 003   differs from the screen by the random check" in actor.seen
        await actor.press("enter", "1", "enter", "escape", "escape")
        assert "IN DOUBT" not in actor.seen
        assert " j decide papers " not in actor.seen
        assert (await actor.ask(poll_view, id)).differing == ()


async def test_opening_before_the_meeting_is_asked_about_and_can_be_withdrawn(on_stage: Stage) -> None:
    async with on_stage() as actor:
        view = next(line for line in await actor.ask(meetings, actor.app.now()) if line.meeting.title == "Conference")
        poll = await actor.ask(
            actions.create, Poll("Tea?", options=(Option("1", "Yes"), Option("2", "No")), meeting=view.id)
        )
        actor.app.screen.go("poll", poll)
        await actor.press("o")
        asked = "Conference has not started, and nobody is on its register. Open the poll all the same?"
        assert asked in " ".join(actor.seen.split())
        await actor.press("escape")
        assert (await poll_of(actor)).state is PollState.DRAFT
        await actor.press("o", "enter")
        assert (await poll_of(actor)).state is PollState.OPEN
        assert "w withdraw" in actor.seen
        await actor.press("w")
        assert actor.said == "The opening is withdrawn: the poll is a draft again."
        assert (await poll_of(actor)).state is PollState.DRAFT


async def test_an_open_poll_is_not_opened_again(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*PRIORITIES, "o", "o")
        assert actor.said == "The poll is open already."


async def test_papers_are_drawn_and_compared_from_the_poll_whatever_became_of_it(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*PRIORITIES, "x")
        assert "No ballot is keyed yet, so nothing was drawn" in actor.said
        await actor.press("o", "k")
        await actor.burst("12345\n21345\n")
        await actor.press("escape", "c", "2", "K", "L", "enter")
        await actor.burst("12345\n21345\n")
        await actor.press("m", "escape")
        assert (await poll_of(actor)).state is PollState.CHECKED
        await actor.press("2")
        assert "x draws some" in actor.said
        for done in (1, 2):
            await actor.press("x", *(["d"] if done > 1 else []), "=6 6 6 / 2", "enter", "enter", "=0", "enter")
            found = await actor.ask(records, Check)
            assert [check.what.purpose for check in found] == ["compared"] * done
            await actor.press("escape", "d", "enter", "enter")
            assert (await poll_of(actor)).state is PollState.DECLARED


async def test_a_show_of_hands_has_no_papers_to_draw(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*HANDS, "x")
        assert actor.said == "This poll has no papers that could be drawn, so nothing was drawn."


async def test_opening_a_secret_poll_asks_where_a_copy_of_its_key_goes(on_stage: Stage, tmp_path: Path) -> None:
    async with on_stage() as actor:
        await actor.ask(with_a_place)
        id: str = await actor.ask(actions.create, replace(DRAWN, keep="secret"))
        await actor.app.push_screen(PollScreen(id))
        await actor.press("o", "escape")
        assert (await actor.ask(poll_view, id)).state is PollState.DRAFT
        copy = tmp_path / "key"
        await actor.press("o", f"={copy}", "enter", "=too short", "enter")
        assert "twelve characters" in actor.said
        assert not copy.exists()
        await actor.press("o", f"={copy}", "enter", "=four words read aloud", "enter")
        assert (await actor.ask(poll_view, id)).state is PollState.OPEN
        assert sealing.needs_passphrase(copy.read_bytes())


async def test_closing_a_poll_says_what_the_room_shows(on_stage: Stage) -> None:
    async with on_stage() as actor:
        declared = await closed(actor, replace(DRAWN, title="Tea?", tie_chain=()), "1", "1", "2")
        other = await actor.ask(actions.create, replace(DRAWN, title="Coffee?"))
        await actor.ask(actions.change_state, other, PollState.OPEN)
        await actor.ask(actions.declare, declared)
        await actor.app.push_screen(PollScreen(other))
        await actor.press("c")
        assert actor.said == "The poll is closed. The room still shows “Tea?”."
