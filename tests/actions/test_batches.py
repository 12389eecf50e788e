"""A batch is taken up, keyed and closed, and does not close quietly where papers are missing."""

import pytest

from hep_tui.actions import ballots, batches, polls
from hep_tui.actions.undo import Trail, undo
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.batches import Batch
from hep_tui.domain.polls import Account, PollState
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import record_of
from hep_tui.views.checking import checked
from hep_tui.views.keying import keying_view, to_decide
from hep_tui.views.polls import poll_view
from hep_tui.views.results import announcement

from .test_ballots import opened, refused


def key(book: Book, poll: str, batch: str, *numbers: int) -> None:
    for number in numbers:
        ballots.cast(book, Ballot(poll, number, marks={"1": 1}, batch=batch))


def test_a_batch_is_kept_with_what_the_teller_said(book: Book, ranking: str) -> None:
    id = batches.begin(book, Batch(ranking, "JB", 3, 201))
    found = record_of(book, Batch, id)
    assert found is not None
    assert (found.what.teller, found.what.papers, found.what.first, found.what.state) == ("JB", 3, 201, "open")
    assert book.rows("batch")[0]["teller"] == "JB"


def test_a_batch_without_papers_or_teller_is_refused(book: Book, ranking: str) -> None:
    refused(book, "needs the teller's initials", batches.begin, book, Batch(ranking, " ", 3))
    refused(book, "needs the teller's initials", batches.begin, book, Batch(ranking, "JB", 0))


def test_a_closed_poll_takes_no_batch(book: Book, ranking: str) -> None:
    polls.change_state(book, ranking, PollState.CLOSED)
    refused(book, "This poll is closed", batches.begin, book, Batch(ranking, "JB", 3))


def test_a_batch_that_adds_up_is_closed(book: Book, ranking: str) -> None:
    id = batches.begin(book, Batch(ranking, "JB", 2))
    key(book, ranking, id, 1, 2)
    assert not batches.close(book, id).off
    refused(book, "closed already", batches.close, book, id)


def test_a_batch_that_is_short_names_its_papers_and_closes_only_for_a_reason(book: Book, ranking: str) -> None:
    id = batches.begin(book, Batch(ranking, "JB", 3, 1))
    key(book, ranking, id, 1, 3)
    refused(book, "keyed 2 of 3, 1 short; not keyed: 2", batches.close, book, id)
    batches.close(book, id, "one is with the chair")
    found = record_of(book, Batch, id)
    assert found is not None
    assert (found.what.state, found.what.reason) == ("closed", "one is with the chair")


def test_how_papers_look_is_kept_with_the_batch(book: Book, ranking: str) -> None:
    id = batches.begin(book, Batch(ranking, "JB", 3))
    batches.lay_out(book, id, "order")
    found = record_of(book, Batch, id)
    assert found is not None
    assert found.what.layout == "order"
    refused(book, "cannot look sideways", batches.lay_out, book, id, "sideways")
    refused(book, "no such batch", batches.lay_out, book, "nobody", "down")


def test_the_open_batch_of_whoever_keys_is_the_one_in_sight(book: Book, ranking: str) -> None:
    first = batches.begin(book, Batch(ranking, "AB", 1))
    key(book, ranking, first, 1)
    batches.close(book, first)
    batches.begin(book, Batch(ranking, "CD", 5))
    second = batches.begin(book, Batch(ranking, "AB", 5, 40))
    view = keying_view(book, ranking)
    assert view.batch is not None
    assert (view.batch.id, view.place, view.start) == (second, 2, 40)
    key(book, ranking, second, 40, 42)
    assert keying_view(book, ranking).start == 43


def test_undo_takes_a_batch_back(book: Book, ranking: str) -> None:
    trail = Trail()
    book.on_append = trail.note
    id = batches.begin(book, Batch(ranking, "JB", 3))
    undo(book, trail)
    assert record_of(book, Batch, id) is None


# Late papers


def test_a_late_paper_comes_after_the_close_and_counts_once_it_is_admitted(book: Book, ranking: str) -> None:
    key(book, ranking, "", 1)
    polls.change_state(book, ranking, PollState.CLOSED)
    ballots.cast(book, Ballot(ranking, 2, "late", {"2": 1}, reason="17.10, by hand"))
    ballots.cast(book, Ballot(ranking, 3, "late", {}, reason="17.11, by hand"))
    assert (announcement(poll_view(book, ranking)).valid, announcement(poll_view(book, ranking)).cast) == (1, 1)
    assert [(c.number, c.why) for c in to_decide(poll_view(book, ranking))] == [
        (2, "late, not counted yet"),
        (3, "late, not counted yet"),
    ]
    refused(book, "needs a reason", ballots.admit, book, ranking, [2, 3], " ")
    assert ballots.admit(book, ranking, [2, 3], "the taxi was late") == 2
    assert poll_view(book, ranking).statuses == {"valid": 2, "blank": 1}
    refused(book, "None of these papers is late", ballots.admit, book, ranking, [2, 3], "again")


def test_only_a_late_paper_comes_after_the_close(book: Book, ranking: str) -> None:
    polls.change_state(book, ranking, PollState.CLOSED)
    refused(book, "This poll is closed", ballots.cast, book, Ballot(ranking, 1, marks={"1": 1}))
    polls.change_state(book, ranking, PollState.OPEN, "two more papers")


def test_admitting_is_one_step_for_undo(book: Book, ranking: str) -> None:
    for number in (1, 2):
        ballots.cast(book, Ballot(ranking, number, "late", {"1": 1}))
    trail = Trail()
    book.on_append = trail.note
    ballots.admit(book, ranking, [1, 2], "the lift was stuck")
    undo(book, trail)
    assert poll_view(book, ranking).statuses == {"late": 2}


def test_a_late_paper_that_says_the_impossible_is_not_admitted(book: Book, ranking: str) -> None:
    ballots.cast(book, Ballot(ranking, 1, "late", {"1": 1, "2": 1}))
    refused(book, "the same rank", ballots.admit, book, ranking, [1], "as it is")


def test_a_paper_taken_back_is_cast_and_not_counted(book: Book) -> None:
    poll = opened(book)
    ballots.cast(book, Ballot(poll, 1, marks={"A": 1}))
    ballots.cast(book, Ballot(poll, 2, "withdrawn", {"B": 1}, reason="asked for it"))
    said = announcement(poll_view(book, poll))
    assert (said.valid, said.cast) == (1, 2)


def test_many_are_recorded_together_or_not_at_all(book: Book, ranking: str) -> None:
    good = Ballot(ranking, 1, marks={"1": 1})
    refused(book, "is there twice", ballots.cast_all, book, [good, good])
    refused(book, "Ranks go from", ballots.cast_all, book, [good, Ballot(ranking, 2, marks={"1": 99})])
    ballots.cast_all(book, [good, Ballot(ranking, 2, "blank")])
    assert poll_view(book, ranking).statuses == {"valid": 1, "blank": 1}


# The check


def test_a_poll_with_nothing_off_says_so(book: Book, ranking: str) -> None:
    assert checked(book, ranking).off == 0


def test_everything_that_is_off_is_named(book: Book, ranking: str) -> None:
    id = batches.begin(book, Batch(ranking, "JB", 4, 1))
    key(book, ranking, id, 1, 2, 9)
    ballots.cast(book, Ballot(ranking, 4, "query", reason="?", batch=id))
    polls.keep_account(book, Account(ranking, printed=6, issued=5, unused=2, spoilt=0, not_returned=0))
    found = checked(book, ranking)
    words = "\n".join(found.lines)
    assert "printed 6 = issued 5 + unused 2   off by 1" in words
    assert "printed and not keyed, 1 more than were left over or kept: 3, 5 and 6" in words
    assert "keyed and never printed: 9" in words
    assert "a batch of JB is still open: keyed 4 of 4; not keyed: 3; not of this batch: 9" in words
    assert "ballot 4 parked" in words
    assert "not read a second time: 1, 2 and 9" in words
    assert found.off == 7


def test_papers_left_over_in_the_middle_and_a_batch_without_a_first_number_raise_no_alarm(
    book: Book, ranking: str
) -> None:
    for line in ((2, 0), (3, 4)):
        id = batches.begin(book, Batch(ranking, "JB", *line))
        first = line[1] or 1
        key(book, ranking, id, *range(first, first + line[0]))
        batches.close(book, id)
    polls.keep_account(book, Account(ranking, printed=9, issued=5, unused=4))
    assert not [line for line in checked(book, ranking).lines if "printed and" in line or "never printed" in line]


def test_a_poll_that_is_not_there_is_refused(book: Book) -> None:
    with pytest.raises(HepError):
        checked(book, "nobody")
