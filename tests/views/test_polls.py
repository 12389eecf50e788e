"""Polls as screens show them: state, papers, account, result, and the recount of what was declared."""

import random
from dataclasses import replace

import pytest

from hep_tui.actions import ballots, meetings, polls, readings, record
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.polls import Account, Hands, Option, Poll, PollState
from hep_tui.domain.readings import Reading
from hep_tui.domain.record import to_body
from hep_tui.domain.unverified import Unverified
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.views.polls import poll_view
from hep_tui.views.polls import polls as poll_views
from hep_tui.views.results import announcement, changed, margin, peek, recount_problems, side_by_side

PHASES = {"primary": "Primary", "secondary": "Secondary"}


def _cast(book: Book, poll: str, *papers: dict[str, int], phase: str = "primary") -> list[str]:
    if polls.state(book, poll) is PollState.DRAFT:
        polls.change_state(book, poll, PollState.OPEN)
    first = poll_view(book, poll).next_number
    return [ballots.cast(book, Ballot(poll, first + i, marks=m, phase=phase)) for i, m in enumerate(papers)]


def _declare(book: Book, poll: str) -> None:
    polls.change_state(book, poll, PollState.CLOSED)
    polls.declare(book, poll)


def test_the_polls_of_the_pack_are_drafts_without_papers(book: Book, ranking: str) -> None:
    views = poll_views(book)
    assert {v.state for v in views} == {PollState.DRAFT}
    view = next(v for v in views if v.id == ranking)
    assert (view.meeting, view.next_number, view.identities) == ("Workshop", 1, ())
    assert (view.ballots, view.duplicates, view.hands, view.account, view.declared) == ((), (), None, None, None)


def test_a_poll_goes_through_its_states(book: Book, ranking: str) -> None:
    _cast(book, ranking, {"1": 1})
    for state in (PollState.CLOSED, PollState.CHECKED):
        polls.change_state(book, ranking, state)
        assert poll_view(book, ranking).state is state
    polls.declare(book, ranking)
    assert poll_view(book, ranking).state is PollState.DECLARED
    polls.change_state(book, ranking, PollState.OPEN, "one more paper turned up")
    view = poll_view(book, ranking)
    assert view.state is PollState.OPEN
    assert view.declared is not None


def test_a_poll_that_is_not_there_is_said_to_be_gone(book: Book) -> None:
    with pytest.raises(HepError, match="not in the record any more"):
        poll_view(book, "nowhere")


def test_a_poll_without_a_meeting_has_none(book: Book) -> None:
    id = polls.create(book, Poll("Tea?", "Tea?", "choose", (Option("1", "Yes"), Option("2", "No")), rule="plurality"))
    assert poll_view(book, id).meeting == ""


def test_papers_stand_by_number_whatever_the_order_of_keying(book: Book, ranking: str) -> None:
    polls.change_state(book, ranking, PollState.OPEN)
    for number in (7, 2, 5):
        ballots.cast(book, Ballot(ranking, number, marks={"1": 1}))
    view = poll_view(book, ranking)
    assert [b.what.number for b in view.ballots] == [2, 5, 7]
    assert view.next_number == 8


def test_papers_are_counted_by_status_and_withdrawn_ones_are_gone(book: Book, ranking: str) -> None:
    ids = _cast(book, ranking, {"1": 1}, {"2": 1}, {"3": 1})
    ballots.cast(book, Ballot(ranking, 4, "blank"))
    ballots.cast(book, Ballot(ranking, 5, "query", reason="two firsts"))
    ballots.withdraw(book, ids[0], "keyed for another poll")
    assert poll_view(book, ranking).statuses == {"valid": 2, "blank": 1, "query": 1}


def test_a_number_that_two_laptops_keyed_is_named_once(book: Book, ranking: str) -> None:
    _cast(book, ranking, {"1": 1}, {"2": 1})
    # What a merge brings: another paper under a number that is taken.
    record.add(book, Ballot(ranking, 2, marks={"3": 1}))
    record.add(book, Ballot(ranking, 2, marks={"4": 1}))
    assert poll_view(book, ranking).duplicates == (2,)


def test_the_people_present_are_those_of_its_meeting(book: Book, ranking: str, workshop: str, conference: str) -> None:
    for meeting, person in ((workshop, "one"), (workshop, "two"), (conference, "three")):
        meetings.attend(book, Attendance(meeting, person))
    meetings.attend(book, Attendance(workshop, "two", "left"))
    assert poll_view(book, ranking).present == 1


def test_the_account_says_what_balances_and_what_is_off(book: Book, ranking: str) -> None:
    _cast(book, ranking, {"1": 1}, {"2": 1})
    polls.keep_account(book, Account(ranking, printed=10, issued=4, unused=6, spoilt=1))
    off = [line.off for line in poll_view(book, ranking).identities]
    assert off == [0, 0, 1]
    polls.keep_account(book, Account(ranking, printed=10, issued=4, unused=6, spoilt=1, not_returned=1))
    assert [line.off for line in poll_view(book, ranking).identities] == [0, 0, 0]


def test_a_show_of_hands_has_one_identity(book: Book, show: str) -> None:
    polls.change_state(book, show, PollState.OPEN)
    polls.show_hands(book, Hands(show, 20, {"1": {"": 12}, "2": {"": 5}}, abstained=2))
    (line,) = poll_view(book, show).identities
    assert line.off == -1
    assert line.words.endswith("= present 20   off by 1")


def test_there_is_no_result_while_nothing_counts(book: Book, ranking: str) -> None:
    assert peek(poll_view(book, ranking), PHASES) is None
    polls.change_state(book, ranking, PollState.OPEN)
    ballots.cast(book, Ballot(ranking, 1, "blank"))
    assert peek(poll_view(book, ranking), PHASES) is None


def test_a_result_has_the_leader_top_threes_and_how_far_people_agree(book: Book, ranking: str) -> None:
    _cast(book, ranking, *[{"1": 1, "2": 2, "3": 3, "4": 4}] * 3, {"2": 1, "1": 2})
    found = peek(poll_view(book, ranking), PHASES)
    assert found is not None
    assert found.result.winners == ("1",)
    assert found.result.sentence == "School improvement and challenge leads; 4 valid of 4 cast."
    assert found.top[:5] == (4, 4, 3, 0, 0)
    assert found.agreement is not None
    assert 0.8 < found.agreement <= 1


def test_a_phase_of_fewer_than_five_papers_does_not_show_whom_it_prefers(book: Book, ranking: str) -> None:
    _cast(book, ranking, *[{"1": 1}] * 5, phase="primary")
    _cast(book, ranking, *[{"2": 1}] * 4, phase="secondary")
    _cast(book, ranking, {"3": 1}, phase="")
    found = peek(poll_view(book, ranking), PHASES)
    assert found is not None
    assert [(p.by, p.label, p.n, p.leaders) for p in found.parts] == [
        ("phase", "Primary", 5, "School improvement and challenge"),
        ("phase", "others", 5, "Peer review"),
    ]


def test_parts_that_are_too_few_even_together_show_nobody(book: Book, ranking: str) -> None:
    _cast(book, ranking, *[{"1": 1}] * 5, phase="primary")
    _cast(book, ranking, *[{"2": 1}] * 2, phase="secondary")
    _cast(book, ranking, *[{"2": 1}] * 2, phase="special")
    found = peek(poll_view(book, ranking), PHASES)
    assert found is not None
    assert [(p.label, p.n, p.leaders) for p in found.parts][1] == ("others", 4, "too few to show")


def test_tiers_margin_and_other_rules_stand_beside_a_ranking(book: Book, ranking: str) -> None:
    _cast(book, ranking, *[{"1": 1, "2": 2, "3": 3, "4": 4, "5": 5}] * 8)
    found = peek(poll_view(book, ranking), PHASES)
    assert found is not None
    assert found.tiers[:3] == (1, 2, 3)
    assert found.margin is not None
    assert found.margin.settled is False
    assert found.margin.says.endswith("; 8 are in doubt: 8 not read twice.")
    rows = side_by_side(poll_view(book, ranking))
    assert {"borda", "irv", "condorcet"} <= {name for name, _, _ in rows}
    assert not any(differs for _, differs, _ in rows)


def test_other_rules_that_name_another_are_marked(book: Book, ranking: str) -> None:
    _cast(book, ranking, *[{"1": 1, "2": 2}] * 3, *[{"2": 1, "3": 2, "4": 3, "5": 4, "1": 5}] * 2)
    rows = {name: (differs, named) for name, differs, named in side_by_side(poll_view(book, ranking))}
    assert rows["condorcet"][1] == "School improvement and challenge"
    assert rows["borda"] == (0, "Peer review")
    assert rows["condorcet"][0] == 1


def test_a_poll_is_not_settled_while_as_many_papers_are_in_doubt(book: Book, ranking: str) -> None:
    _cast(book, ranking, {"1": 1}, {"1": 1}, {"2": 1})
    ballots.cast(book, Ballot(ranking, 9, "query", reason="1 or 7?"))
    ballots.cast(book, Ballot(ranking, 10, "late", {"2": 1}, reason="by post"))
    book.who = "KL"
    for number in (1, 2):
        readings.read(book, Reading(ranking, number, marks={"1": 1}))
    view = poll_view(book, ranking)
    assert view.doubt == Unverified(1, 1, 1)
    told = "1 undecided, 1 late, 1 not read twice"
    assert (
        margin(view, announcement(view).checks)
        == f"Not settled: 1 paper would have to be wrong to change the lead; 3 are in doubt: {told}."
    )


def test_a_poll_that_was_read_twice_throughout_is_settled(book: Book, ranking: str) -> None:
    _cast(book, ranking, *[{"1": 1}] * 3)
    book.who = "KL"
    for number in (1, 2, 3):
        readings.read(book, Reading(ranking, number, marks={"1": 1}))
    assert poll_view(book, ranking).doubt.total == 0
    assert margin(poll_view(book, ranking)).startswith("Settled: ")
    _declare(book, ranking)
    declared = poll_view(book, ranking).declared
    assert declared is not None
    assert declared.margin is not None
    assert declared.margin.settled is True


def test_what_is_declared_says_which_papers_nobody_read_twice(book: Book, ranking: str) -> None:
    _cast(book, ranking, *[{"1": 1}] * 3)
    _declare(book, ranking)
    declared = poll_view(book, ranking).declared
    assert declared is not None
    assert declared.margin is not None
    assert (declared.margin.settled, declared.margin.doubtful) == (False, 3)
    assert declared.margin.says.endswith("3 are in doubt: 3 not read twice.")


def test_a_poll_of_a_series_is_hidden_until_all_of_it_is_closed(book: Book, ranking: str) -> None:
    one, two = (
        polls.create(book, Poll(t, options=(Option("1", "Tea"), Option("2", "Milk")), series="s")) for t in "AB"
    )
    assert poll_view(book, ranking).hidden == ""
    polls.change_state(book, one, PollState.OPEN)
    _cast(book, one, {"1": 1})
    assert poll_view(book, one).hidden.endswith("no result is shown to anybody before these close: A, B.")
    polls.change_state(book, one, PollState.CLOSED)
    assert poll_view(book, one).hidden.endswith("before these close: B.")
    polls.change_state(book, two, PollState.OPEN)
    polls.change_state(book, two, PollState.CLOSED)
    assert poll_view(book, one).hidden == ""


def test_later_changes_are_said_beside_what_was_declared(book: Book, ranking: str) -> None:
    _cast(book, ranking, {"1": 1}, {"1": 1}, {"2": 1})
    _declare(book, ranking)
    assert changed(poll_view(book, ranking)) == ""
    polls.change_state(book, ranking, PollState.OPEN, "two papers under a chair")
    _cast(book, ranking, {"1": 1}, {"2": 1})
    first = poll_view(book, ranking)
    assert changed(first) == "Two late papers were added (4 and 5); the order is unchanged."
    _cast(book, ranking, {"2": 1}, {"2": 1})
    _declare(book, ranking)
    view = poll_view(book, ranking)
    assert view.declared is not None
    assert view.declared.correction == "Four late papers were added (4–7); now Peer review leads."
    assert [e.sentence for e in view.earlier] == ["School improvement and challenge leads; 3 valid of 3 cast."]
    assert changed(view) == ""


def test_late_papers_that_were_keyed_before_are_added_once_they_are_admitted(book: Book, ranking: str) -> None:
    _cast(book, ranking, {"1": 1}, {"1": 1}, {"2": 1})
    polls.change_state(book, ranking, PollState.CLOSED)
    for number in (4, 5):
        ballots.cast(book, Ballot(ranking, number, "late", {"1": 1}, reason="came in the post"))
    polls.declare(book, ranking)
    polls.change_state(book, ranking, PollState.OPEN, "two came in the post")
    ballots.cast(book, Ballot(ranking, 6, "late", {"1": 1}, reason="came a week later"))
    assert changed(poll_view(book, ranking)) == ""
    ballots.admit(book, ranking, [4, 5], "posted before the day")
    assert changed(poll_view(book, ranking)) == "Two late papers were added (4 and 5); the order is unchanged."


def test_a_corrected_paper_and_one_taken_out_are_told_apart(book: Book, ranking: str) -> None:
    ids = _cast(book, ranking, {"1": 1}, {"1": 1}, {"2": 1}, {"3": 1})
    _declare(book, ranking)
    polls.change_state(book, ranking, PollState.OPEN, "one was misread")
    with pytest.raises(HepError, match="Correcting a paper of a declared poll needs a reason"):
        ballots.amend(book, ids[3], Ballot(ranking, 4, marks={"4": 1}, phase="primary"))
    ballots.amend(book, ids[3], Ballot(ranking, 4, marks={"4": 1}, phase="primary", reason="misread"))
    assert changed(poll_view(book, ranking)).startswith("One paper was corrected (4); School improvement")
    ballots.withdraw(book, ids[3], "not ours")
    assert changed(poll_view(book, ranking)).startswith("One paper was taken out (4); ")


def test_what_was_declared_gives_the_same_when_counted_again(book: Book, ranking: str, show: str) -> None:
    assert recount_problems(book) == []
    _cast(book, ranking, {"1": 1, "2": 2}, {"2": 1}, {"3": 1, "1": 2, "4": 3})
    _declare(book, ranking)
    polls.change_state(book, show, PollState.OPEN)
    polls.show_hands(book, Hands(show, 9, {"1": {"primary": 5}, "2": {"": 4}}))
    _declare(book, show)
    assert recount_problems(book) == []


def test_a_paper_changed_after_the_declaration_is_found(book: Book, ranking: str) -> None:
    ids = _cast(book, ranking, {"1": 1}, {"1": 1}, {"2": 1})
    _declare(book, ranking)
    # No action does this: another program wrote it.
    record.amend(book, ids[0], Ballot(ranking, 1, marks={"2": 1}))
    problems = recount_problems(book)
    assert problems
    assert all(p.startswith("Priorities") and "was declared" in p for p in problems)
    assert any("winners is ['2'], but ['1']" in p for p in problems)


def test_papers_withdrawn_after_the_declaration_are_found_down_to_the_last(book: Book, ranking: str) -> None:
    ids = _cast(book, ranking, {"1": 1}, {"2": 1})
    _declare(book, ranking)
    record.withdraw(book, ids[0], "late")
    assert any("valid is 1, but 2 was declared" in p for p in recount_problems(book))
    record.withdraw(book, ids[1], "late")
    assert any("valid is 0, but 2 was declared" in p for p in recount_problems(book))


def test_hands_changed_after_the_declaration_are_found(book: Book, show: str) -> None:
    polls.change_state(book, show, PollState.OPEN)
    hands = Hands(show, 9, {"1": {"": 5}, "2": {"": 4}})
    polls.show_hands(book, hands)
    _declare(book, show)
    record.put(book, f"{show}.hands", replace(hands, counts={"1": {"": 4}, "2": {"": 5}}))
    assert any("winners is ['2'], but ['1']" in p for p in recount_problems(book))


def test_a_declaration_that_was_tampered_with_is_found(book: Book, ranking: str) -> None:
    _cast(book, ranking, {"1": 1}, {"1": 1})
    _declare(book, ranking)
    head = book.heads(f"{ranking}.declared")[0]
    book.append("declare", head.subject, {**head.data, "winners": ["2"]}, head.id)
    assert any("winners is ['1'], but ['2'] was declared" in p for p in recount_problems(book))


def test_a_reopened_poll_is_not_held_to_its_earlier_result(book: Book, ranking: str) -> None:
    _cast(book, ranking, {"1": 1}, {"2": 1})
    _declare(book, ranking)
    polls.change_state(book, ranking, PollState.OPEN, "a paper turned up")
    _cast(book, ranking, {"2": 1})
    assert recount_problems(book) == []
    _declare(book, ranking)
    assert recount_problems(book) == []
    declared = poll_view(book, ranking).declared
    assert declared is not None
    assert declared.winners == ("2",)


def test_a_disputed_paper_stands_in_both_its_versions(book: Book, ranking: str) -> None:
    (id,) = _cast(book, ranking, {"1": 1})
    head = book.heads(id)[0]
    for marks in ({"2": 1}, {"3": 1}):
        book.append("ballot", id, to_body(Ballot(ranking, 1, marks=marks)), head.id)
    view = poll_view(book, ranking)
    assert [b.disputed for b in view.ballots] == [True, True]
    assert view.duplicates == (1,)


@pytest.mark.parametrize("rule", ["borda", "irv", "schulze"])
def test_a_live_result_is_that_of_counting_all_papers_again(book: Book, ranking: str, rule: str) -> None:
    poll = next(p for p in poll_views(book) if p.id == ranking).poll
    polls.amend(book, ranking, replace(poll, rule=rule))
    dice, ids = random.Random(rule), _cast(book, ranking, {"1": 1, "2": 2})
    for step in range(60):
        _anything(book, ranking, ids, dice)
        kept = peek(poll_view(book, ranking), PHASES)
        if step % 6 == 0:
            book.memo.clear()
            assert peek(poll_view(book, ranking), PHASES) == kept


def _anything(book: Book, poll: str, ids: list[str], dice: random.Random) -> None:
    """Cast a ballot, or correct, reject or withdraw one that was cast."""
    marks = {str(option): rank for rank, option in enumerate(dice.sample(range(1, 13), dice.randint(1, 5)), 1)}
    phase, number = dice.choice(["primary", "secondary"]), poll_view(book, poll).next_number
    what = dice.choice(["cast", "cast", "cast", "correct", "reject", "withdraw"])
    held = [b for b in poll_view(book, poll).ballots if b.id in ids]
    one = dice.choice(held) if held else None
    if what == "cast" or one is None:
        ids.append(ballots.cast(book, Ballot(poll, number, marks=marks, phase=phase)))
    elif what == "correct":
        ballots.amend(book, one.id, replace(one.what, status="valid", marks=marks, reason="misread"))
    elif what == "reject":
        ballots.amend(book, one.id, replace(one.what, status="rejected", marks={}, reason="two firsts"))
    else:
        ballots.withdraw(book, one.id, "keyed for another poll")
