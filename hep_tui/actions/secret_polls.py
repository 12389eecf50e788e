"""What can be done with secret polls: cast, and seal the box."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from hep_tui.domain.ballots import Ballot
from hep_tui.domain.polls import Poll, PollState, StateChange
from hep_tui.errors import HepError
from hep_tui.logbook import Book, ballot_seal, box_copies, open_box, secret_ballots
from hep_tui.logbook.records import record_of

NOT_AGAIN = "A secret poll is not opened again, since late ballots could be told; set up a new one."


def cast(book: Book, poll: str, marks: Mapping[str, int]) -> None:
    """Put one ballot into the box of an open secret poll; without marks it is blank.

    Raises HepError where the poll is not open or not secret, its box was sealed, or a mark is impossible.
    """
    from hep_tui.actions import ballots, polls

    require_box(book, poll)
    if not polls.only(book, poll).secret:
        raise HepError("This poll is not secret, so nothing was put into a box; key its ballots.")
    ballots.check(book, Ballot(poll, 0, "valid" if marks else "blank", marks))
    open_box.cast(book, poll, marks)


def require_box(book: Book, poll: str) -> None:
    """Raise HepError where a poll is not open or has no box, or its box was sealed."""
    from hep_tui.actions import polls

    polls.require_open(book, poll)
    if not polls.only(book, poll).boxed:
        raise HepError("This poll is not secret, so nothing was put into a box; key its ballots.")
    if secret_ballots.seal(book, poll):
        raise HepError("The box of this poll was sealed, so nothing was put into it; set up a new poll instead.")


def copy_key(book: Book, poll: str, path: Path, passphrase: str = "") -> None:
    """Write a recovery copy of the key that will open the box of a secret poll, before the poll opens.

    Raises HepError where the poll has opened already or is not secret, or the copy cannot be written.
    """
    from hep_tui.actions import polls

    if not polls.only(book, poll).boxed or polls.state(book, poll) is not PollState.DRAFT:
        raise HepError("A recovery copy is made of a secret poll that has not opened yet; nothing was written.")
    box_copies.recovery(book, poll, path, passphrase)


def sealed(book: Book, change: StateChange) -> StateChange:
    """Return a change of state as it is recorded: of a secret poll with what is in its box.

    Raises HepError where one is to be opened again: late ballots could be told from the others.
    """
    poll = record_of(book, Poll, change.poll)
    if poll is None or not poll.what.boxed or change.state is PollState.DRAFT:
        return change
    before = secret_ballots.seal(book, change.poll)
    if change.state is PollState.OPEN:
        if before and poll.what.secret:
            raise HepError(NOT_AGAIN)
        if before:
            # For papers alone: the box stays sealed.
            return change
        keys = open_box.begin(book, change.poll)
        return replace(change, box=ballot_seal.text_of(keys.public), recovery=keys.recovery or "none")
    if before:
        return replace(change, ballots=before.ballots, digest=before.digest)
    return replace(
        change, ballots=secret_ballots.count(book, change.poll), digest=secret_ballots.digest(book, change.poll)
    )


def unseal(book: Book, poll: str, reason: str) -> None:
    """Unseal the box of a secret poll just before it is closed: were hep killed in between, closing does it again.

    Raises HepError where the box was changed, or a ballot in it cannot be opened here, and nobody gives a reason.
    """
    found = record_of(book, Poll, poll)
    if not found or not found.what.boxed or secret_ballots.seal(book, poll):
        return
    if (why := secret_ballots.changed(book, poll)) and not reason:
        raise HepError(f"The poll is not closed: {why} Go back to a backup, or close it with a reason for the record.")
    if secret_ballots.rows(book, poll):
        open_box.unseal(book, poll, some_of_it=bool(reason))


def require_numbered(book: Book, poll: str) -> None:
    """Raise HepError where a ballot would be kept with its number although the poll is secret."""
    found = record_of(book, Poll, poll)
    if found and found.what.secret:
        raise HepError("This poll is secret, so no ballot is keyed with its number; its voters mark them themselves.")
