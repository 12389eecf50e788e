"""What can be done with ballots."""

from hep_tui.actions import polls, record, secret_polls
from hep_tui.domain.ballots import STATUSES, Ballot
from hep_tui.domain.polls import PollState
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Draft
from hep_tui.logbook.things import thing, things


def cast(book: Book, ballot: Ballot) -> str:
    """Record one paper of an open poll and return its id.

    Raises HepError where the poll is not open, the number is taken, or a mark is impossible.
    """
    polls.require_open(book, ballot.poll)
    secret_polls.require_numbered(book, ballot.poll)
    _check(book, ballot)
    _require_free(book, ballot)
    return record.add(book, ballot)


def decide(book: Book, ballot: Ballot) -> None:
    """Record what a paper says after another look at it: one that was parked, or was keyed under one number twice.

    Every other ballot of that number is withdrawn. Raises HepError where no ballot of that number waits for it, or
    where the result was declared.
    """
    _require_undeclared(book, ballot.poll)
    held = things(book, Ballot, poll=ballot.poll, number=ballot.number)
    if len(held) == 1 and held[0].what.status != "query":
        _require_free(book, ballot)
    if not held:
        raise HepError(f"Ballot {ballot.number} has not been keyed yet; nothing was changed.")
    _check(book, ballot)
    first, *more = dict.fromkeys(b.id for b in held)
    drafts = record.replacing(book, record.draft(first, ballot))
    for id in more:
        drafts += record.replacing(book, Draft("withdraw", id, {"reason": "keyed twice"}))
    book.append_all(drafts)


def amend(book: Book, id: str, ballot: Ballot) -> None:
    """Correct a ballot; what was keyed before stays in its history.

    Raises HepError as for a new one; a number that it shares with another already is no bar.
    """
    polls.require_open(book, ballot.poll)
    _check(book, ballot)
    before = thing(book, Ballot, id)
    if before and before.what.number != ballot.number:
        _require_free(book, ballot)
    record.amend(book, id, ballot)


def withdraw(book: Book, id: str, reason: str) -> None:
    """Take a ballot out of the count; it stays in the record.

    Raises HepError where the result was declared.
    """
    found = thing(book, Ballot, id)
    if found:
        _require_undeclared(book, found.what.poll)
    record.withdraw(book, id, reason)


def _require_free(book: Book, ballot: Ballot) -> None:
    if things(book, Ballot, poll=ballot.poll, number=ballot.number):
        raise HepError(f"Ballot {ballot.number} is already keyed; nothing was stored, look at the number on the paper.")


def _require_undeclared(book: Book, poll: str) -> None:
    if polls.state(book, poll) is PollState.DECLARED:
        raise HepError("This result was declared, so its ballots stay as they are; open the poll again first.")


def _check(book: Book, ballot: Ballot) -> None:
    poll = polls.only(book, ballot.poll)
    if poll.method == "hands":
        raise HepError("This poll is a show of hands, so no ballot was stored; count the hands.")
    if ballot.status not in STATUSES:
        raise HepError(f"A ballot cannot be {ballot.status}; nothing was stored.")
    strange = set(ballot.marks) - {o.id for o in poll.options}
    if strange:
        raise HepError(f"There is no option {', '.join(sorted(strange))} on this paper; nothing was stored.")
    ranks = list(ballot.marks.values())
    if poll.method != "rank" or ballot.status != "valid":
        return
    if not ranks:
        raise HepError("Nothing is marked on this ballot, so nothing was stored; key it as blank.")
    if any(not 1 <= r <= poll.most for r in ranks):
        raise HepError(f"Ranks go from 1 to {poll.most} here; nothing was stored.")
    if not poll.ties and len(set(ranks)) < len(ranks):
        raise HepError("Two options have the same rank, which this poll does not allow; nothing was stored.")
