"""What keeps a poll secret while it changes its state: its box is begun, sealed, unsealed, and never opened again."""

from contextlib import suppress
from dataclasses import replace

from hep_tui.domain.polls import Poll, PollState, StateChange
from hep_tui.errors import HepError
from hep_tui.logbook import Book, ballot_seal, open_box, secret_ballots
from hep_tui.logbook.records import record_of

NOT_AGAIN = "A secret poll is not opened again, since late ballots could be told; set up a new one."


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
    open_box.unseal(book, poll, some_of_it=bool(reason))


def require_as_counted(book: Book, change: StateChange) -> None:
    """Raise HepError where the box, just as its closing is stored, is another than the one that the closing counts."""
    if not change.digest or secret_ballots.seal(book, change.poll):
        return
    if secret_ballots.digest(book, change.poll) != change.digest or not open_box.laid(book, change.poll):
        raise HepError("Just now a ballot came into the box, so the poll is open with all of them; close it again.")


def cover_again(book: Book) -> None:
    """Seal the ballots again where a poll was to be closed and is open all the same."""
    with suppress(HepError):
        for poll in open_box.in_the_clear(book):
            open_box.cover(book, poll)


def require_numbered(book: Book, poll: str) -> None:
    """Raise HepError where a ballot would be kept with its number although the poll is secret."""
    found = record_of(book, Poll, poll)
    if found and found.what.secret:
        raise HepError("This poll is secret, so no ballot is keyed with its number; its voters mark them themselves.")
