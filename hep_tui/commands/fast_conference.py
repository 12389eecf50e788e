"""A conference in fast motion: 97 papers, one keyed twice, one late, a power cut, and what hep made of it."""

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hep_tui.logbook import Book

_PAPERS, _BEFORE, _DOUBLED, _CUT_AFTER = 97, 40, 17, 12
"""How many papers, how many before the power fails, which one is keyed twice, and how many the cut interrupts."""
_TITLE = "Fast motion"
Say = Callable[[str], None]


def play(path: Path, pack: str, say: Say) -> bool:
    """Play it, and say line by line what happens; return whether hep kept everything that it had said was stored."""
    from hep_tui.actions import ballots, polls
    from hep_tui.commands.opened import laptop
    from hep_tui.commands.start import new_review
    from hep_tui.domain.ballots import Ballot
    from hep_tui.domain.polls import PollState
    from hep_tui.errors import HepError
    from hep_tui.logbook.opening import open_book

    new_review(path, pack)
    papers = dict(enumerate(_marks(_PAPERS), 1))
    book = open_book(path, who="rehearsal", laptop=laptop())
    id = _opened(book)
    say(f"{_PAPERS} people vote; the first {_BEFORE} papers are keyed.")
    for number in range(1, _BEFORE + 1):
        ballots.cast(book, Ballot(id, number, marks=papers[number]))
    try:
        ballots.cast(book, Ballot(id, _DOUBLED, marks=papers[_DOUBLED]))
    except HepError as error:
        say(f"Paper {_DOUBLED} is keyed a second time. hep: {error}")
    book.close()
    acknowledged = _cut(path, papers)
    say(f"The power fails after {len(acknowledged)} more papers were said to be stored.")
    book = open_book(path, who="rehearsal", laptop=laptop())
    try:
        lost = _lost(book, id, acknowledged)
        say(f"hep is started again: {len(lost)} of them are lost." if lost else "hep is started again: all are there.")
        for number in range(_BEFORE + 1, _PAPERS):
            if number not in _keyed(book, id):
                ballots.cast(book, Ballot(id, number, marks=papers[number]))
        polls.change_state(book, id, PollState.CLOSED)
        say(f"The poll is closed with {len(_keyed(book, id))} papers. Then one comes late.")
        ballots.cast(book, Ballot(id, _PAPERS, "late", papers[_PAPERS]))
        ballots.admit(book, id, [_PAPERS], "the chair agreed")
        result = polls.declare(book, id)
        say(f"Declared: {result.sentence}")
        say(f"The record code is {result.record_code}; {_agreeing(papers, result.scores)}.")
    finally:
        book.close()
    return not lost and result.cast == _PAPERS


def _opened(book: "Book") -> str:
    from hep_tui.actions import polls
    from hep_tui.domain.polls import Option, Poll, PollState

    options = tuple(Option(str(n), label) for n, label in enumerate(("Red", "Green", "Blue"), 1))
    poll = Poll(_TITLE, "Which colour?", "choose", options, rule="plurality", eligible=_PAPERS)
    id = polls.create(book, poll)
    polls.change_state(book, id, PollState.OPEN)
    return id


def _marks(many: int) -> Iterator[dict[str, int]]:
    dice = random.Random(many)
    for _ in range(many):
        yield {dice.choice("112233333"): 1}


def _cut(path: Path, papers: dict[int, dict[str, int]]) -> list[int]:
    """Let another hep key papers, end it without warning, and return those that it had said were stored."""
    command = [sys.executable, "-m", "hep_tui", "type", str(path)]
    keying = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert keying.stdin is not None
    assert keying.stdout is not None
    stored: list[int] = []
    try:
        for number in range(_BEFORE + 1, _BEFORE + 1 + _CUT_AFTER):
            option = next(iter(papers[number]))
            keying.stdin.write(f':ballots key "{_TITLE}" {number} {option}\n')
            keying.stdin.flush()
            if keying.stdout.readline().strip():
                stored.append(number)
        # One more is under way when it ends.
        keying.stdin.write(f':ballots key "{_TITLE}" {number + 1} 1\n')
        keying.stdin.flush()
    finally:
        keying.kill()
        keying.communicate()
    return stored


def _keyed(book: "Book", id: str) -> set[int]:
    from hep_tui.logbook.box import box

    return {held.what.number for held in box(book, id).ballots}


def _lost(book: "Book", id: str, acknowledged: list[int]) -> list[int]:
    return [number for number in acknowledged if number not in _keyed(book, id)]


def _agreeing(papers: dict[int, dict[str, int]], scores: object) -> str:
    """Return whether the figures are those of the papers, counted here a second time."""
    counted = {option: float(sum(option in marks for marks in papers.values())) for option in "123"}
    same = isinstance(scores, dict) and {option: float(n or 0) for option, n in scores.items()} == counted
    return "a second count of the papers agrees" if same else "A SECOND COUNT OF THE PAPERS DIFFERS"
