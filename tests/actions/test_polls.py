"""A poll from draft to declared: fixed before it opens, and frozen with its record code when it is announced."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from hep_tui.actions import ballots, polls, record
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.pack import Level
from hep_tui.domain.polls import Account, Hands, Option, Poll, PollState
from hep_tui.domain.record import from_body
from hep_tui.domain.result import Result
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import record_of, records
from hep_tui.logbook.verify import verify
from hep_tui.views.polls import poll_view
from hep_tui.views.results import announcement, recount_problems

from .conftest import bring

OPEN, CLOSED, CHECKED, DECLARED = PollState.OPEN, PollState.CLOSED, PollState.CHECKED, PollState.DECLARED
OPTIONS = (Option("1", "For"), Option("2", "Against"))
POLL = Poll("Join?", "Shall we join?", method="hands", options=OPTIONS, rule="plurality")
Elsewhere = Callable[[], Book]


def refused(book: Book, words: str, do: Callable[..., object], *args: object) -> None:
    """Assert that something is refused in these words, and that nothing was recorded."""
    before = book.count()
    with pytest.raises(HepError) as error:
        do(*args)
    assert words in str(error.value)
    assert book.count() == before


def with_ballots(book: Book, ranking: str, *marks: dict[str, int]) -> None:
    for number, each in enumerate(marks or ({"1": 1, "2": 2}, {"1": 1}, {"3": 1}), 1):
        ballots.cast(book, Ballot(ranking, number, marks=each))


# Set up


def test_a_new_poll_is_a_draft_and_can_be_changed(book: Book) -> None:
    id = polls.create(book, POLL)
    assert polls.state(book, id) is PollState.DRAFT
    polls.amend(book, id, replace(POLL, question="Shall we all join?"))
    found = record_of(book, Poll, id)
    assert found is not None
    assert found.what.question == "Shall we all join?"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "A poll needs at least two options; nothing was stored, add another."),
        (OPTIONS[:1], "A poll needs at least two options"),
        ((Option("1", "SEND"), Option("2", "send ")), "Two options of this poll read the same, send"),
        ((OPTIONS[0], Option("1", "Also for")), "Two options of this poll have the same number on paper"),
    ],
)
def test_a_poll_that_nobody_could_vote_in_is_refused_new_or_changed(
    book: Book, options: tuple[Option, ...], words: str
) -> None:
    refused(book, words, polls.create, book, replace(POLL, options=options))
    id = polls.create(book, POLL)
    refused(book, words, polls.amend, book, id, replace(POLL, options=options))


MODELS = (Option("A", "Board", 1), Option("Z", "No change", 1))
RANKED = Poll("Which?", options=MODELS, rule="schulze", no_change="Z", threshold="it must beat Z, no change")
SCORED = Poll("Agree?", method="gradient", options=MODELS[:1], rule="majority-judgement",
              scale=(Level(1, "no"), Level(2, "yes")))  # fmt: skip


@pytest.mark.parametrize(
    ("poll", "words"),
    [
        (
            replace(RANKED, options=OPTIONS, no_change=""),
            "what is needed names Z, and no option of this poll is called so",
        ),
        (replace(RANKED, threshold="it must beat Mars"), "what is needed names Mars, and no option"),
        (replace(RANKED, threshold="it must beat Y by ten votes"), "what is needed names Y, and no option"),
        (replace(RANKED, no_change="Y"), "no change is said to be Y, and no option"),
        (replace(RANKED, proposition="Y"), "what is proposed is said to be Y, and no option"),
        (replace(SCORED, threshold="70 % at 3 or above"), "what is needed names 3, and the scale of this poll has no"),
        (replace(SCORED, threshold="at most 10 % at 0"), "what is needed names 0, and the scale of this poll has no"),
    ],
)
def test_a_rule_that_names_what_is_not_there_is_neither_kept_nor_opened(book: Book, poll: Poll, words: str) -> None:
    refused(book, words, polls.create, book, poll)
    id = polls.create(book, POLL)
    refused(book, words, polls.amend, book, id, poll)
    record.amend(book, id, poll)
    refused(book, words, polls.change_state, book, id, OPEN)


@pytest.mark.parametrize("needed", ["it must beat Z", "it must beat no change", "it must beat every other option", ""])
def test_a_rule_that_names_an_option_by_id_or_label_or_none_at_all_is_kept(book: Book, needed: str) -> None:
    own = replace(RANKED, threshold=needed, options=(Option("1", "Board"), Option("2", "No change")), no_change="2")
    poll = own if needed != "it must beat Z" else replace(RANKED, threshold=needed)
    kept = record_of(book, Poll, polls.create(book, poll))
    assert kept is not None
    assert kept.what.threshold == needed


@pytest.mark.parametrize("state", [OPEN, CLOSED, DECLARED])
def test_once_it_has_opened_a_poll_stays_as_it_was_put(book: Book, show: str, state: PollState) -> None:
    polls.show_hands(book, Hands(show, 2, {"1": {"": 2}}))
    if state is not OPEN:
        polls.change_state(book, show, CLOSED)
    if state is DECLARED:
        polls.declare(book, show)
    refused(book, "its question and rule stay as they are; set up a new one", polls.amend, book, show, POLL)


# From state to state


def test_a_poll_goes_from_draft_to_declared_and_can_be_opened_again_with_a_reason(book: Book, ranking: str) -> None:
    with_ballots(book, ranking)
    for state in (CLOSED, CHECKED):
        polls.change_state(book, ranking, state)
        assert polls.state(book, ranking) is state
    polls.declare(book, ranking)
    polls.change_state(book, ranking, OPEN, "two late papers")
    assert polls.state(book, ranking) is OPEN
    assert [e.data.get("reason") for e in book.history(f"{ranking}.state")][-1] == "two late papers"


def test_an_opening_is_withdrawn_as_long_as_nothing_was_voted(book: Book, ranking: str, show: str) -> None:
    for id in (ranking, show):
        polls.withdraw_opening(book, id)
        assert polls.state(book, id) is PollState.DRAFT
        refused(book, "This poll is draft", polls.withdraw_opening, book, id)
        polls.change_state(book, id, OPEN)
    ballots.cast(book, Ballot(ranking, 1, status="blank"))
    polls.show_hands(book, Hands(show, 2, {"1": {"": 2}}))
    for id in (ranking, show):
        refused(book, "Something was voted in this poll already", polls.withdraw_opening, book, id)


def test_an_opening_after_a_close_is_not_withdrawn(book: Book, ranking: str) -> None:
    polls.change_state(book, ranking, CLOSED)
    polls.reopen(book, ranking, reason="somebody is late")
    refused(book, "Something was voted in this poll already", polls.withdraw_opening, book, ranking)


@pytest.mark.parametrize("reason", ["", "  "])
@pytest.mark.parametrize("state", [CLOSED, CHECKED, DECLARED])
def test_opening_a_poll_again_needs_a_reason(book: Book, ranking: str, state: PollState, reason: str) -> None:
    with_ballots(book, ranking)
    polls.change_state(book, ranking, CLOSED)
    if state is CHECKED:
        polls.change_state(book, ranking, CHECKED)
    elif state is DECLARED:
        polls.declare(book, ranking)
    refused(book, "Reopening a poll needs a reason", polls.change_state, book, ranking, OPEN, reason)
    assert polls.state(book, ranking) is state


def test_a_move_there_is_not_is_refused_and_changes_nothing(book: Book, show: str) -> None:
    refused(book, "A poll that is open cannot become checked", polls.change_state, book, show, CHECKED)
    refused(book, "A poll that is open cannot become draft", polls.change_state, book, show, PollState.DRAFT)
    refused(book, "A poll that is open cannot become open", polls.change_state, book, show, OPEN, "again")


def test_a_poll_there_is_not_can_be_neither_opened_nor_declared(book: Book) -> None:
    refused(book, "There is no such poll; nothing was changed.", polls.change_state, book, "none", OPEN)
    refused(book, "There is no such poll; nothing was changed.", polls.declare, book, "none")
    id = polls.create(book, POLL)
    record.withdraw(book, id)
    refused(book, "There is no such poll; nothing was changed.", polls.change_state, book, id, OPEN)


def test_a_draft_that_two_laptops_put_differently_is_settled_before_it_opens(book: Book, elsewhere: Elsewhere) -> None:
    id = polls.create(book, POLL)
    other = elsewhere()
    polls.amend(book, id, replace(POLL, question="Shall we?"))
    polls.amend(other, id, replace(POLL, question="Will you?"))
    bring(book, other)
    refused(book, "This poll has two versions after a merge", polls.change_state, book, id, OPEN)
    record.settle(book, id, book.heads(id)[0].id)
    polls.change_state(book, id, OPEN)
    assert polls.state(book, id) is OPEN


def test_two_laptops_that_closed_a_poll_agree_and_it_can_be_declared(
    book: Book, ranking: str, elsewhere: Elsewhere
) -> None:
    with_ballots(book, ranking)
    other = elsewhere()
    for each in (book, other):
        polls.change_state(each, ranking, CLOSED)
    bring(book, other)
    polls.declare(book, ranking)
    assert (polls.state(book, ranking), book.count("conflict")) == (DECLARED, 0)


# Hands and account


def test_hands_counted_again_correct_the_count_before(book: Book, show: str) -> None:
    polls.show_hands(book, Hands(show, 9, {"1": {"primary": 4, "secondary": 1}, "2": {"": 3}}, abstained=1))
    polls.show_hands(book, Hands(show, 9, {"1": {"primary": 4, "secondary": 2}, "2": {"": 3}}))
    [hands] = records(book, Hands)
    assert hands.what.total("1") == 6
    assert len(book.history(f"{show}.hands")) == 2


def test_hands_are_counted_only_while_the_poll_is_open(book: Book, show: str) -> None:
    hands = Hands(show, 2, {"1": {"": 2}})
    draft = polls.create(book, POLL)
    refused(
        book, "This poll is draft, so nothing was stored; open it", polls.show_hands, book, replace(hands, poll=draft)
    )
    polls.change_state(book, show, CLOSED)
    refused(book, "This poll is closed, so nothing was stored", polls.show_hands, book, hands)


def test_hands_are_no_answer_to_a_poll_on_paper(book: Book, ranking: str) -> None:
    refused(book, "This poll is on paper, so no hands were stored", polls.show_hands, book, Hands(ranking, 2))


def test_the_account_of_papers_can_be_kept_at_any_time_and_corrected(book: Book, ranking: str) -> None:
    polls.keep_account(book, Account(ranking, printed=30, issued=20, unused=10))
    with_ballots(book, ranking)
    polls.change_state(book, ranking, CLOSED)
    polls.keep_account(book, Account(ranking, printed=30, issued=4, unused=26, spoilt=1))
    view = poll_view(book, ranking)
    assert [line.off for line in view.identities] == [0, 0, 0]
    polls.keep_account(book, Account(ranking, printed=30, issued=5, unused=26))
    assert [line.off for line in poll_view(book, ranking).identities] == [-1, 0, 2]


# Declaring


def test_what_is_declared_is_frozen_with_the_record_code_of_that_moment(book: Book, ranking: str) -> None:
    with_ballots(book, ranking, {"1": 1, "2": 2}, {"1": 1}, {"3": 1})
    ballots.cast(book, Ballot(ranking, 4, "blank"))
    ballots.cast(book, Ballot(ranking, 5, "spoilt", reason="torn"))
    polls.change_state(book, ranking, CLOSED)
    code = book.record_code()
    said = polls.declare(book, ranking)
    assert (said.record_code, said.winners, said.valid, said.cast) == (code, ("1",), 3, 4)
    assert said.sentence == "School improvement and challenge leads; 3 valid of 4 cast."
    assert said.entries == tuple(sorted(b.entry for b in records(book, Ballot)))
    [declared] = book.current("declare")
    assert from_body(Result, declared.data) == poll_view(book, ranking).declared == said
    assert polls.state(book, ranking) is DECLARED
    assert verify(book, code).ok


def test_a_result_that_was_declared_again_stands_and_the_one_before_stays_in_the_history(
    book: Book, ranking: str
) -> None:
    with_ballots(book, ranking, {"1": 1})
    polls.change_state(book, ranking, CLOSED)
    first = polls.declare(book, ranking)
    polls.change_state(book, ranking, OPEN, "two late papers")
    assert poll_view(book, ranking).declared is not None
    for number in (2, 3):
        ballots.cast(book, Ballot(ranking, number, marks={"2": 1}))
    polls.change_state(book, ranking, CLOSED)
    second = polls.declare(book, ranking)
    assert (first.winners, second.winners) == (("1",), ("2",))
    history = [e.data["sentence"] for e in book.history(f"{ranking}.declared")]
    assert history == [first.sentence, second.sentence]
    assert recount_problems(book) == []


def test_level_hands_carry_nothing(book: Book, show: str) -> None:
    polls.show_hands(book, Hands(show, 8, {"1": {"": 4}, "2": {"": 4}}))
    polls.change_state(book, show, CLOSED)
    said = polls.declare(book, show)
    assert said.winners == ("1", "2")
    assert said.verdict == "not-carried"
    assert str(said.sentence).startswith("NOT CARRIED, as many are for as against. For 4, Against 4, of 8 present.")


def test_a_casting_vote_is_given_by_name_where_votes_are_level_and_goes_with_the_declaration(
    book: Book, show: str
) -> None:
    polls.show_hands(book, Hands(show, 8, {"1": {"": 4}, "2": {"": 4}}))
    with pytest.raises(HepError, match="after a poll is closed"):
        polls.cast_vote(book, show, "1", chair="Jo Bell")
    polls.change_state(book, show, CLOSED)
    with pytest.raises(HepError, match="recorded by name"):
        polls.cast_vote(book, show, "1", chair=" ")
    with pytest.raises(HepError, match=r"one of those that are level: 1 \(For\), 2 \(Against\)"):
        polls.cast_vote(book, show, "9", chair="Jo Bell")
    polls.cast_vote(book, show, "1", chair="Jo Bell", reason="the budget is due")
    said = polls.declare(book, show)
    assert said.verdict == "carried"
    assert "The chair, Jo Bell, gave the casting vote for For, because: the budget is due." in str(said.sentence)
    polls.reopen(book, show, reason="a hand was missed")
    polls.show_hands(book, Hands(show, 8, {"1": {"": 5}, "2": {"": 3}}))
    polls.change_state(book, show, CLOSED)
    assert not polls.declare(book, show).casting.option
    with pytest.raises(HepError, match="before it is declared"):
        polls.cast_vote(book, show, "1", chair="Jo Bell")


def test_a_casting_vote_needs_a_tie(book: Book, show: str) -> None:
    polls.show_hands(book, Hands(show, 8, {"1": {"": 5}, "2": {"": 3}}))
    polls.change_state(book, show, CLOSED)
    with pytest.raises(HepError, match="there is none here"):
        polls.cast_vote(book, show, "1", chair="Jo Bell")


def test_a_declaration_is_withdrawn_for_a_reason_and_the_votes_stay(book: Book, show: str) -> None:
    polls.show_hands(book, Hands(show, 8, {"1": {"": 5}, "2": {"": 3}}))
    polls.change_state(book, show, CLOSED)
    with pytest.raises(HepError, match="Nothing is declared"):
        polls.withdraw(book, show, reason="too early")
    polls.declare(book, show)
    with pytest.raises(HepError, match="needs a reason"):
        polls.withdraw(book, show, reason=" ")
    polls.withdraw(book, show, reason="read out in the wrong room")
    assert polls.state(book, show) is CLOSED
    assert polls.declare(book, show).verdict == "carried"


def test_a_poll_without_one_valid_vote_has_nothing_to_declare(book: Book, show: str) -> None:
    polls.show_hands(book, Hands(show, 8, {}, abstained=8))
    polls.change_state(book, show, CLOSED)
    with pytest.raises(HepError, match="no valid vote was given"):
        polls.declare(book, show)


@pytest.mark.parametrize("state", [PollState.DRAFT, OPEN])
def test_a_poll_that_is_not_closed_cannot_be_declared(book: Book, state: PollState) -> None:
    id = polls.create(book, POLL)
    if state is OPEN:
        polls.change_state(book, id, OPEN)
        polls.show_hands(book, Hands(id, 2, {"1": {"": 2}}))
    refused(book, f"A poll that is {state} cannot become declared", polls.declare, book, id)


@pytest.mark.parametrize("which", ["ranking", "show"])
def test_with_nothing_counted_there_is_nothing_to_declare(
    book: Book, which: str, request: pytest.FixtureRequest
) -> None:
    id = request.getfixturevalue(which)
    polls.change_state(book, id, CLOSED)
    refused(book, "There is nothing to declare yet: no ballots and no show of hands.", polls.declare, book, id)


def test_a_parked_ballot_is_decided_before_anything_is_declared(book: Book, ranking: str) -> None:
    with_ballots(book, ranking)
    ballots.cast(book, Ballot(ranking, 7, "query", reason="a 1 or a 7?"))
    ballots.cast(book, Ballot(ranking, 9, "query", reason="two crosses"))
    polls.change_state(book, ranking, CLOSED)
    refused(book, "Ballot 7, 9 is still parked, so nothing was declared", polls.declare, book, ranking)
    ballots.decide(book, Ballot(ranking, 7, marks={"1": 1}, reason="a 1"))
    ballots.decide(book, Ballot(ranking, 9, "rejected", reason="two crosses"))
    assert polls.declare(book, ranking).valid == 4


def test_a_number_that_two_laptops_keyed_is_decided_before_anything_is_declared(
    book: Book, ranking: str, elsewhere: Elsewhere
) -> None:
    with_ballots(book, ranking)
    other = elsewhere()
    for each, marks in ((book, {"1": 1}), (other, {"2": 1})):
        ballots.cast(each, Ballot(ranking, 7, marks=marks))
    bring(book, other)
    polls.change_state(book, ranking, CLOSED)
    polls.keep_account(book, Account(ranking, printed=4, issued=4))
    view = poll_view(book, ranking)
    assert (view.turnout.n, announcement(view).cast, sum(view.keyed.values())) == (4, 4, 4)
    assert view.identities[-1].off == 0
    refused(book, "Ballot 7 was keyed twice; key it again under its number", polls.declare, book, ranking)
    ballots.decide(book, Ballot(ranking, 7, marks={"2": 1}))
    assert polls.declare(book, ranking).valid == 4


def test_a_ballot_with_two_versions_is_settled_before_anything_is_declared(
    book: Book, ranking: str, elsewhere: Elsewhere
) -> None:
    with_ballots(book, ranking)
    id = records(book, Ballot)[0].id
    other = elsewhere()
    for each, marks in ((book, {"5": 1}), (other, {"6": 1})):
        ballots.amend(each, id, Ballot(ranking, 1, marks=marks))
    bring(book, other)
    polls.change_state(book, ranking, CLOSED)
    refused(book, "Some ballots have two versions after a merge", polls.declare, book, ranking)
    record.settle(book, id, book.heads(id)[0].id)
    assert polls.declare(book, ranking).valid == 3


def test_hands_that_two_laptops_counted_differently_are_settled_before_anything_is_declared(
    book: Book, show: str, elsewhere: Elsewhere
) -> None:
    other = elsewhere()
    for each, hands in ((book, 5), (other, 6)):
        polls.show_hands(each, Hands(show, hands, {"1": {"": hands}}))
    bring(book, other)
    polls.change_state(book, show, CLOSED)
    refused(book, "The show of hands has two versions after a merge", polls.declare, book, show)
    subject = f"{show}.hands"
    record.settle(book, subject, next(h.id for h in book.heads(subject) if h.data["present"] == 6))
    assert polls.declare(book, show).scores == {"1": 6, "2": 0}


@pytest.mark.parametrize("why", ["", "   "])
def test_hands_that_do_not_add_up_are_declared_only_with_a_reason(book: Book, show: str, why: str) -> None:
    polls.show_hands(book, Hands(show, 9, {"1": {"": 5}, "2": {"": 3}}))
    polls.change_state(book, show, CLOSED)
    refused(book, "The show of hands does not add up; count again, or say why", polls.declare, book, show, why)
    said = polls.declare(book, show, "one left during the count")
    assert said.why_off == "one left during the count"
    assert [e.data["why_off"] for e in book.current("declare")] == ["one left during the count"]


def test_a_declared_result_can_be_declared_once_more_as_it_stands(book: Book, show: str) -> None:
    polls.show_hands(book, Hands(show, 2, {"1": {"": 2}}))
    polls.change_state(book, show, CLOSED)
    first = polls.declare(book, show)
    again = polls.declare(book, show)
    assert again.winners == first.winners
    assert len(list(book.current("declare"))) == 1


def test_two_laptops_that_declared_alike_have_two_codes_and_so_a_conflict(
    book: Book, show: str, elsewhere: Elsewhere
) -> None:
    polls.show_hands(book, Hands(show, 2, {"1": {"": 2}}))
    polls.change_state(book, show, CLOSED)
    other = elsewhere()
    record.add(other, Account(show))
    for each in (book, other):
        polls.declare(each, show)
    bring(book, other)
    assert [row["subject"] for row in book.rows("conflict")] == [f"{show}.declared"]
    polls.declare(book, show)
    assert book.count("conflict") == 0


# Methods and rules that fit


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"method": "dots"}, "There is no method dots; nothing was stored"),
        ({"method": "approve", "rule": "borda"}, "Method approve is not counted by borda; nothing was stored"),
        ({"method": "rank", "rule": "adoption"}, "Adopting a model needs an option that is no change"),
        ({"method": "gradient", "rule": "score"}, "A gradient needs its scale, with two levels at least"),
        ({"method": "score", "rule": "score", "scale": (Level(0, "no"), Level(10, "yes"))}, "one key each"),
    ],
)
def test_a_poll_that_could_not_be_counted_is_refused(book: Book, changes: dict[str, object], words: str) -> None:
    refused(book, words, polls.create, book, replace(POLL, **changes))  # type: ignore[arg-type]


# A series


def a_series(book: Book) -> tuple[str, str]:
    first, second = (
        polls.create(book, Poll(t, t, "choose", OPTIONS, rule="plurality", series="models")) for t in ("One", "Two")
    )
    for id in (first, second):
        polls.change_state(book, id, OPEN)
        ballots.cast(book, Ballot(id, 1, marks={"1": 1}))
    polls.change_state(book, first, CLOSED)
    return first, second


def test_a_series_is_held_back_until_all_of_it_is_closed_and_then_declared_together(book: Book) -> None:
    first, second = a_series(book)
    refused(book, "The series models is declared together, and not closed yet: Two;", polls.declare, book, first)
    assert poll_view(book, first).held_back == ("Two",)
    polls.change_state(book, second, CLOSED)
    code = book.record_code()
    said = polls.declare(book, first)
    assert [polls.state(book, id) for id in (first, second)] == [DECLARED, DECLARED]
    assert {v.declared.record_code for id in (first, second) if (v := poll_view(book, id)).declared} == {code}
    assert said.poll == first


def test_where_one_of_a_series_cannot_be_declared_none_is(book: Book) -> None:
    first, second = a_series(book)
    ballots.cast(book, Ballot(second, 2, "query", reason="?"))
    polls.change_state(book, second, CLOSED)
    refused(book, "Ballot 2 is still parked", polls.declare, book, first)
    assert polls.state(book, first) is CLOSED


def test_one_of_a_declared_series_can_be_corrected_alone(book: Book) -> None:
    first, second = a_series(book)
    polls.change_state(book, second, CLOSED)
    polls.declare(book, first)
    polls.change_state(book, second, OPEN, "a late paper")
    ballots.cast(book, Ballot(second, 2, marks={"1": 1}))
    polls.change_state(book, second, CLOSED)
    assert polls.declare(book, second).correction == "One late paper was added (2); the order is unchanged."
    assert poll_view(book, first).earlier == ()


# The account, and ratifying


def test_papers_that_do_not_add_up_are_declared_only_with_a_reason(book: Book, ranking: str) -> None:
    with_ballots(book, ranking)
    polls.keep_account(book, Account(ranking, printed=5, issued=4, unused=1))
    polls.change_state(book, ranking, CLOSED)
    refused(book, "The account is off (cast 4 = valid 3", polls.declare, book, ranking)
    assert polls.declare(book, ranking, "one went home").why_off == "one went home"


def test_the_leader_of_a_declared_poll_is_ratified_by_a_poll_of_its_own(book: Book) -> None:
    options = (Option("A", "Board", 1), Option("B", "Hubs", 1), Option("Z", "No change", 1))
    id = polls.create(book, Poll("Which?", "Which?", options=options, rule="adoption"))
    polls.change_state(book, id, OPEN)
    refused(book, "There is no declared leader to ratify yet", polls.ratify, book, id, ())
    for number in (1, 2, 3):
        ballots.cast(book, Ballot(id, number, marks={"A": 1, "Z": 2}))
    polls.change_state(book, id, CLOSED)
    polls.declare(book, id)
    draft = record_of(book, Poll, polls.ratify(book, id, ()))
    assert draft is not None
    assert (draft.what.options, draft.what.earlier, draft.what.method) == (options[:1], id, "gradient")
    assert [level.value for level in draft.what.levels] == [1, 2, 3, 4, 5]


def test_no_change_is_nothing_to_ratify(book: Book) -> None:
    options = (Option("A", "Board", 1), Option("Z", "No change", 1))
    id = polls.create(book, Poll("Which?", "Which?", options=options, rule="adoption"))
    polls.change_state(book, id, OPEN)
    ballots.cast(book, Ballot(id, 1, marks={"Z": 1, "A": 2}))
    polls.change_state(book, id, CLOSED)
    polls.declare(book, id)
    refused(book, "No option leads that could be ratified", polls.ratify, book, id, ())
