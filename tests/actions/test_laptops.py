"""Twelve laptops key for one poll: merged in any order they give one result, and no paper counts twice."""

import random
import shutil

import pytest

from hep_tui.actions import ballots, polls
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.polls import PollState
from hep_tui.logbook import Book
from hep_tui.logbook.connect import without_syncs
from hep_tui.logbook.merge import merge
from hep_tui.logbook.opening import open_book
from hep_tui.views.keying import to_decide
from hep_tui.views.polls import poll_view
from hep_tui.views.results import announcement
from tests.conftest import Ticking

from .test_ballots import opened

LAPTOPS, EACH = 12, 8


def keyed_by(book: Book, poll: str, laptop: int) -> Book:
    """Return another laptop's file with eight papers of its own, the first of which its neighbour keyed too."""
    path = shutil.copyfile(book.path, book.path.with_name(f"laptop-{laptop}.hep"))
    other = open_book(path, who=f"L{laptop}", source=Ticking(dice=random.Random(100 + laptop)).source)
    without_syncs(other.conn)
    dice = random.Random(laptop)
    papers = [Ballot(poll, laptop * EACH + k, marks=ranked(dice)) for k in range(1, EACH + 1)]
    if laptop % 3 == 0:
        papers.append(Ballot(poll, laptop * EACH + EACH + 1, marks=ranked(dice)))
    ballots.cast_all(other, papers)
    other.close()
    return other


def ranked(dice: random.Random) -> dict[str, int]:
    letters = dice.sample("ABCD", 4)
    return {letter: rank for rank, letter in enumerate(letters, 1)}


@pytest.mark.parametrize("orders", [4, pytest.param(20, marks=pytest.mark.long)])
def test_twelve_laptops_merged_in_any_order_give_one_result_and_count_no_paper_twice(book: Book, orders: int) -> None:
    poll = opened(book)
    others = [keyed_by(book, poll, laptop) for laptop in range(LAPTOPS)]
    start = book.path.with_name("start.hep")
    shutil.copyfile(book.path, start)
    found = set()
    for seed in range(orders):
        order = random.Random(seed).sample(others, LAPTOPS)
        path = shutil.copyfile(start, book.path.with_name(f"order-{seed}.hep"))
        whole = open_book(path, who="JB", source=Ticking(dice=random.Random(1000 + seed)).source)
        without_syncs(whole.conn)
        for other in [*order, order[0]]:
            merge(whole, other.path)
        view = poll_view(whole, poll)
        said = announcement(view)
        found.add((str(said.ranking), str(said.scores), said.valid, whole.record_code()))
        assert view.duplicates == (9, 33, 57, 81)
        assert [case.number for case in to_decide(view)] == [9, 33, 57, 81]
        assert said.valid == LAPTOPS * EACH - 4
        whole.close()
    assert len(found) == 1


def test_a_paper_keyed_twice_counts_once_it_is_decided(book: Book) -> None:
    poll = opened(book)
    for other in [keyed_by(book, poll, laptop) for laptop in (0, 1)]:
        merge(book, other.path)
    assert poll_view(book, poll).duplicates == (9,)
    polls.change_state(book, poll, PollState.CLOSED)
    ballots.decide(book, Ballot(poll, 9, marks={"A": 1}))
    assert announcement(poll_view(book, poll)).valid == 2 * EACH
