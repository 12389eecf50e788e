"""What can be done with secret polls: cast a ballot, and copy the key of the box."""

from collections.abc import Mapping
from pathlib import Path

from hep_tui.actions import ballots, polls
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.polls import PollState
from hep_tui.errors import HepError
from hep_tui.logbook import Book, box_copies, open_box, secret_ballots


def cast(book: Book, poll: str, marks: Mapping[str, int]) -> None:
    """Put one ballot into the box of an open secret poll; without marks it is blank.

    Raises HepError where the poll is not open or not secret, its box was sealed, or a mark is impossible.
    """
    require_box(book, poll)
    if not polls.only(book, poll).secret:
        raise HepError("This poll is not secret, so nothing was put into a box; key its ballots.")
    ballots.check(book, Ballot(poll, 0, "valid" if marks else "blank", marks))
    open_box.cast(book, poll, marks)


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
