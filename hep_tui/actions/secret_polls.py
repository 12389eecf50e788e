"""What can be done with secret polls: cast a ballot or a lot of papers, and copy the key of the box."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from hep_tui.actions import ballots, polls
from hep_tui.domain.ballots import Ballot, said_of
from hep_tui.domain.polls import Poll, PollState
from hep_tui.errors import HepError
from hep_tui.logbook import Book, box_copies, open_box, secret_ballots

Marks = Mapping[str, int]
Held = Counter[tuple[tuple[str, int], ...]]
"""How often papers say the same, whatever their order."""


def cast(book: Book, poll: str, marks: Marks) -> None:
    """Put one ballot into the box of an open secret poll; without marks it is blank.

    Raises HepError where the poll is not open or not secret, its box was sealed, or a mark is impossible.
    """
    _require_secret(book, poll)
    _check(book, poll, marks)
    open_box.cast(book, poll, [marks])


def cast_lot(book: Book, poll: str, first: Sequence[Marks], second: Sequence[Marks]) -> None:
    """Put a lot of papers without numbers into the box of an open secret poll, read by two people in any order.

    Nothing says later which paper was of which lot. Raises as `cast` does, and Differ where the two read other papers.
    """
    _require_secret(book, poll)
    for marks in (*first, *second):
        _check(book, poll, marks)
    once, again = Counter(map(_held, first)), Counter(map(_held, second))
    if not first and not second:
        raise HepError("A lot has one paper or more; nothing was put into the box.")
    if once != again:
        raise Differ(polls.only(book, poll), once - again, again - once)
    open_box.cast(book, poll, first)


class Differ(HepError):
    """Say which papers of a lot were read by one of two people only."""

    def __init__(self, poll: Poll, once: Held, again: Held) -> None:
        lines = [f"{who} reading only: {_papers(poll, held)}" for who, held in (("first", once), ("second", again))]
        super().__init__(
            f"The two readings of this lot differ ({'; '.join(lines)}), so nothing was put into the box; read it again."
        )


def _papers(poll: Poll, held: Held) -> str:
    """Return papers in words, in the order of what they say, with how many of each."""
    found = [said_of(poll, Ballot("", 0, "valid" if marks else "blank", dict(marks))) for marks in held.elements()]
    return ", ".join(f"{n} × {what}" for what, n in sorted(Counter(found).items())) or "none"


def _held(marks: Marks) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(marks.items()))


def _check(book: Book, poll: str, marks: Marks) -> None:
    """Raise HepError where a ballot cannot be in the poll."""
    ballots.check(book, Ballot(poll, 0, "valid" if marks else "blank", marks))


def _require_secret(book: Book, poll: str) -> None:
    require_box(book, poll)
    if not polls.only(book, poll).secret:
        raise HepError("This poll is not secret, so nothing was put into a box; key its ballots.")


def require_box(book: Book, poll: str) -> None:
    """Raise HepError where a poll is not open or has no box, or its box was sealed."""
    polls.require_open(book, poll)
    if not polls.only(book, poll).boxed:
        raise HepError("This poll is not secret, so nothing was put into a box; key its ballots.")
    if secret_ballots.seal(book, poll):
        raise HepError("The box of this poll was sealed, so nothing was put into it; set up a new poll instead.")


def copy_key(book: Book, poll: str, path: Path, passphrase: str = "") -> None:
    """Write a recovery copy of the key that will open the box of a secret poll, before the poll opens.

    Raises HepError where the poll has opened already or is not secret, or the copy cannot be written.
    """
    if not polls.only(book, poll).boxed or polls.state(book, poll) is not PollState.DRAFT:
        raise HepError("A recovery copy is made of a secret poll that has not opened yet; nothing was written.")
    box_copies.recovery(book, poll, path, passphrase)
