"""What can be done with ballots."""

from hep_tui.actions import polls, record
from hep_tui.domain.ballots import STATUSES, Ballot
from hep_tui.domain.polls import Poll
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Draft
from hep_tui.logbook.things import thing, things


def cast(book: Book, ballot: Ballot) -> str:
    """Record one paper of an open poll and return its id.

    Raises HepError where the poll is not open, the number is taken, or a mark is impossible.
    """
    polls.require_open(book, ballot.poll)
    _check(book, ballot)
    if things(book, Ballot, poll=ballot.poll, number=ballot.number):
        raise HepError(f"Ballot {ballot.number} is already keyed; nothing was stored, look at the number on the paper.")
    return record.add(book, ballot)


def decide(book: Book, ballot: Ballot) -> None:
    """Record what a paper says after another look at it: one that was parked, or was keyed under one number twice.

    Every other ballot of that number is withdrawn. Raises HepError where no ballot of that number waits for it.
    """
    held = things(book, Ballot, poll=ballot.poll, number=ballot.number)
    if len(held) == 1 and held[0].what.status != "query":
        raise HepError(f"Ballot {ballot.number} is already keyed; nothing was stored, look at the number on the paper.")
    if not held:
        raise HepError(f"Ballot {ballot.number} has not been keyed yet; nothing was changed.")
    _check(book, ballot)
    first, *more = dict.fromkeys(b.id for b in held)
    drafts = record.replacing(book, record.draft(first, ballot))
    for id in more:
        drafts += record.replacing(book, Draft("withdraw", id, {"reason": "keyed twice"}))
    book.append_all(drafts)


def amend(book: Book, id: str, ballot: Ballot) -> None:
    """Correct a ballot; what was keyed before stays in its history."""
    polls.require_open(book, ballot.poll)
    _check(book, ballot)
    record.amend(book, id, ballot)


def withdraw(book: Book, id: str, reason: str) -> None:
    """Take a ballot out of the count; it stays in the record."""
    record.withdraw(book, id, reason)


def _check(book: Book, ballot: Ballot) -> None:
    found = thing(book, Poll, ballot.poll)
    if found is None:
        raise HepError("There is no such poll; nothing was stored.")
    if ballot.status not in STATUSES:
        raise HepError(f"A ballot cannot be {ballot.status}; nothing was stored.")
    poll = found.what
    strange = set(ballot.marks) - {o.id for o in poll.options}
    if strange:
        raise HepError(f"There is no option {', '.join(sorted(strange))} on this paper; nothing was stored.")
    ranks = list(ballot.marks.values())
    if poll.method != "rank" or ballot.status != "valid":
        return
    if any(not 1 <= r <= poll.most for r in ranks):
        raise HepError(f"Ranks go from 1 to {poll.most} here; nothing was stored.")
    if not poll.ties and len(set(ranks)) < len(ranks):
        raise HepError("Two options have the same rank, which this poll does not allow; nothing was stored.")
