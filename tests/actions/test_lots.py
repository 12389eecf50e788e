"""The lot: dice rolled in public once every paper is in, recorded, said aloud, and drawn again by anybody."""

import hashlib
from dataclasses import replace

import pytest

from hep_tui.actions import ballots, lots, polls, record
from hep_tui.actions.undo import Trail, undo
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.domain.readings import Check
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.lots import lot
from hep_tui.reports.paper import minutes_of
from hep_tui.views.keying import second_view
from hep_tui.views.polls import poll_view
from hep_tui.views.results import peek, recount_problems

from .conftest import bring

CLOSED, OPEN = PollState.CLOSED, PollState.OPEN
OPTIONS = (Option("1", "Tea"), Option("2", "Coffee"), Option("3", "Water"))
DRINKS = Poll("Drinks", "Which?", "choose", OPTIONS, rule="plurality", tie_chain=("lot",))
ROLL = "6 1 4"


def tied(book: Book, poll: Poll = DRINKS) -> str:
    """Return a closed poll in which tea and coffee have as many papers."""
    id = polls.create(book, poll)
    polls.change_state(book, id, OPEN)
    for number, option in enumerate(("1", "1", "2", "2", "3"), 1):
        ballots.cast(book, Ballot(id, number, marks={option: 1}))
    polls.change_state(book, id, CLOSED)
    return id


def digest(label: str) -> str:
    return hashlib.sha256(f"{ROLL}|Drinks|{label}".encode()).hexdigest()


FIRST = min(("Tea", "Coffee"), key=digest)


def test_the_lot_breaks_the_tie_as_anybody_can_draw_it_again(book: Book) -> None:
    id = tied(book)
    order = lots.draw(book, id, f" {ROLL} ")
    assert [line.split(" ", 1)[1] for line in order] == sorted(("Tea", "Coffee", "Water"), key=digest)
    said = polls.declare(book, id)
    assert said.winners == tuple(o.id for o in OPTIONS if o.label == FIRST)
    assert f"The tie of Tea and Coffee (first place) was broken by lot, from the roll {ROLL}." in str(said.sentence)
    assert said.policy["seed"] == ROLL
    (tie,) = said.shown.ties
    assert (tie.broken_by, tie.decisive) == ("the lot drawn from the public seed", True)
    assert sorted(tie.draw) == sorted(f"{digest(label)[:16]}… {label}" for label in ("Tea", "Coffee"))
    assert recount_problems(book) == []


def test_a_tie_whose_lot_is_not_drawn_stands_and_says_so(book: Book) -> None:
    id = tied(book)
    said = polls.declare(book, id)
    assert said.winners == ("1", "2")
    assert str(said.sentence).endswith("The rule breaks this tie by lot, and the lot has not been drawn.")


def test_a_lot_that_nothing_needed_is_not_spoken_of(book: Book) -> None:
    id = tied(book)
    polls.change_state(book, id, OPEN, "one more")
    ballots.cast(book, Ballot(id, 6, marks={"1": 1}))
    polls.change_state(book, id, CLOSED)
    lots.draw(book, id, ROLL)
    assert " lot" not in str(polls.declare(book, id).sentence)


def test_the_result_behind_the_key_and_the_minutes_tell_the_lot_too(book: Book, tmp_path: object) -> None:
    id = tied(book)
    lots.draw(book, id, ROLL)
    found = peek(poll_view(book, id), {})
    assert found is not None
    assert found.outcome.names(found.outcome.winners) == FIRST
    polls.declare(book, id)
    (page,) = minutes_of(book, id, tmp_path)  # type: ignore[arg-type]
    assert f"the lot: {digest(FIRST)[:16]}… {FIRST}" in page.read_text("utf-8")
    assert ROLL in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("poll", "roll", "words"),
    [
        (replace(DRINKS, tie_chain=("borda",)), ROLL, "A tie in this poll is not broken by lot"),
        (DRINKS, "6", "Roll dice in public, two at least"),
    ],
)
def test_what_cannot_be_drawn_is_refused(book: Book, poll: Poll, roll: str, words: str) -> None:
    id = tied(book, poll)
    before = book.count()
    with pytest.raises(HepError, match=words):
        lots.draw(book, id, roll)
    assert book.count() == before


def test_the_lot_is_drawn_once_and_only_when_every_paper_is_in_and_decided(book: Book) -> None:
    id = polls.create(book, DRINKS)
    polls.change_state(book, id, OPEN)
    ballots.cast(book, Ballot(id, 1, "query", reason="?"))
    with pytest.raises(HepError, match="after a poll is closed and before it is declared"):
        lots.draw(book, id, ROLL)
    polls.change_state(book, id, CLOSED)
    with pytest.raises(HepError, match="still to be decided"):
        lots.draw(book, id, ROLL)
    ballots.decide(book, Ballot(id, 1, "valid", {"1": 1}, reason="looked"))
    lots.draw(book, id, ROLL)
    with pytest.raises(HepError, match="drawn already"):
        lots.draw(book, id, "1 1 1")
    assert lot(book, id) == ROLL


def test_opening_a_poll_again_needs_new_dice(book: Book) -> None:
    id = tied(book)
    lots.draw(book, id, ROLL)
    polls.change_state(book, id, OPEN, "a late paper")
    assert lot(book, id) == ""
    polls.change_state(book, id, CLOSED)
    lots.draw(book, id, "2 2 2")
    assert lot(book, id) == "2 2 2"


def test_a_lot_can_be_taken_back(book: Book) -> None:
    id = tied(book)
    trail = Trail()
    book.on_append = trail.note
    lots.draw(book, id, ROLL)
    undo(book, trail)
    assert lot(book, id) == ""


def test_a_lot_is_no_random_check_of_papers(book: Book) -> None:
    id = tied(book)
    lots.draw(book, id, ROLL)
    assert second_view(book, id).checks == ()


def test_a_check_that_is_no_lot_draws_none(book: Book) -> None:
    id = tied(book)
    record.put(book, f"{id}.lot", Check(id, "random", ROLL))
    assert lot(book, id) == ""


def test_two_laptops_that_rolled_differently_have_no_lot_until_one_stands(book: Book, elsewhere: object) -> None:
    id = tied(book)
    other = elsewhere()  # type: ignore[operator]
    lots.draw(book, id, ROLL)
    lots.draw(other, id, "5 5 5")
    bring(book, other)
    assert lot(book, id) == ""
