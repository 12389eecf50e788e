"""A hall killed in the middle of a vote by phone: what was acknowledged is in the box, and a card is one ballot."""

import os
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from itertools import repeat

import pytest

from hep_tui import locations
from hep_tui.actions import cards, polls
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.logbook import Book, secret_ballots
from hep_tui.logbook import cards as used_up
from hep_tui.logbook.laptop_key import load
from hep_tui.logbook.opening import open_book
from tests.hall.voters import cast, free_port, listening

EACH = 10
"""So many phones cast in each round."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 on Windows")


def _killed(book: Book, rounds: int) -> None:
    book.laptop = load(locations.state_dir())
    options = (Option("1", "For"), Option("2", "Against"))
    many = EACH * rounds
    poll = polls.create(book, Poll("Motion", "Shall we?", "choose", options, rule="plurality"))
    codes = cards.issue(book, poll, many)
    polls.change_state(book, poll, PollState.OPEN)
    book.close()
    dice, acknowledged = random.Random(rounds), set[int]()
    for round in range(rounds):
        # Some of the cards of the round before are sent again, as a phone does that heard nothing.
        numbers = [*range(EACH * round + 1, EACH * (round + 1) + 1), *range(max(1, EACH * (round - 1)), EACH * round)]
        port = free_port()
        with listening(book.path, poll, port) as hall, ThreadPoolExecutor(20) as phones:
            threading.Timer(dice.uniform(0.02, 0.4), hall.kill).start()
            sent = phones.map(partial(cast, port), (codes[n] for n in numbers), repeat("1"))
            acknowledged |= {n for n, (done, _) in zip(numbers, sent, strict=True) if done}
    with closing(open_book(book.path, laptop=load(locations.state_dir()))) as after:
        used = used_up.used(after, poll)
        assert acknowledged <= used.keys()
        assert secret_ballots.count(after, poll) == len(used)
        polls.change_state(after, poll, PollState.CLOSED)
        assert polls.declare(after, poll).cast == len(used)
    print(f"{rounds} rounds: {len(acknowledged)} acknowledged, {len(used)} ballots of {len(used)} cards, 0 lost")
    assert acknowledged


def test_a_hall_that_is_killed_loses_no_ballot_and_makes_no_second_one(book: Book) -> None:
    _killed(book, 2)


@pytest.mark.long
def test_a_hall_that_is_killed_two_hundred_times_loses_no_ballot(book: Book) -> None:
    _killed(book, 200)
