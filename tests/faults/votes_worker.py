"""Do one thing of a vote over and over, saying when it is done: python -m tests.faults.votes_worker FILE WHAT.

It goes on until it is killed. What it says is a line of words: what was done, and to what.
"""

import itertools
import os
import sys
from collections.abc import Callable
from pathlib import Path

from hep_tui.actions import ballots, lists, polls, register, secret_polls
from hep_tui.actions.lists import WeighedRow
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.people import Person
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.logbook import Book
from hep_tui.logbook.laptop_key import load
from hep_tui.logbook.opening import open_book

PEOPLE, PAPERS, SERIES, VOTES = 60, 40, 3, 12
OPTIONS = (Option("A", "A board"), Option("B", "A company"))


def say(*words: str) -> None:
    """Say words through the pipe at once, in one piece."""
    os.write(1, f"{' '.join(words)}\n".encode())


def people(book: Book, run: str) -> None:
    """Take in a list of people who are invited."""
    register.invite(book, [Person(f"p-{run}-{k}", f"Person {k}", groups=(run,)) for k in range(PEOPLE)])
    say("people", run)


def papers(book: Book, run: str) -> None:
    """Take in a list of papers, for a poll that is open."""
    poll = _opened(book, f"papers {run}")
    rows = [WeighedRow(k, Ballot(poll, k, marks={"AB"[k % 2]: 1}), "new") for k in range(1, PAPERS + 1)]
    lists.take(book, poll, rows, "JB")
    say("papers", poll)


def series(book: Book, run: str) -> None:
    """Declare the polls of a series together."""
    ids = [_opened(book, f"{run} {k}", series=run) for k in range(SERIES)]
    for id in ids:
        ballots.cast(book, Ballot(id, 1, marks={"A": 1}))
        polls.change_state(book, id, PollState.CLOSED)
    say("closed", run)
    polls.declare(book, ids[0])
    say("declared", run)


def box(book: Book, run: str) -> None:
    """Cast into a secret box, and seal it."""
    id = _opened(book, f"box {run}", keep="secret")
    for k in range(VOTES):
        secret_polls.cast(book, id, {"AB"[k % 2]: 1})
        say("cast", id)
    polls.change_state(book, id, PollState.CLOSED)
    say("sealed", id)


def _opened(book: Book, title: str, **how: str) -> str:
    id = polls.create(book, Poll(title, title, "choose", OPTIONS, rule="plurality", **how))  # type: ignore[arg-type]
    polls.change_state(book, id, PollState.OPEN)
    return id


WHAT: dict[str, Callable[[Book, str], None]] = {f.__name__: f for f in (people, papers, series, box)}


def main(path: Path, what: str) -> None:
    """Do it until killed."""
    book = open_book(path, laptop=load(path.parent / "state"))
    for i in itertools.count():
        WHAT[what](book, f"{book.writer[:6]}-{i}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
