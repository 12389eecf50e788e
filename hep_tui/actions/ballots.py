"""What can be done with ballots."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from hep_tui.actions import polls, record, sealing
from hep_tui.domain.ballots import STATUSES, UNFIT, Ballot, fault, strange
from hep_tui.domain.polls import Poll, PollState
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Draft
from hep_tui.logbook.box import Box, box
from hep_tui.logbook.checks import since
from hep_tui.logbook.polls import Standing
from hep_tui.logbook.records import record_of, records


def cast(book: Book, ballot: Ballot, id: str = "") -> str:
    """Record one paper of an open poll and return its id, which may be given.

    Raises HepError where the poll is not open, the number is taken, or a mark is impossible.
    """
    _Entrance(book, ballot.poll).let_in(ballot)
    return record.add(book, ballot, id=id)


def cast_all(book: Book, ballots: Sequence[Ballot], *also: Draft) -> None:
    """Record many papers of one poll together with `also`: all of them, or where one is refused, none."""
    entrances = {poll: _Entrance(book, poll) for poll in {ballot.poll for ballot in ballots}}
    for ballot in ballots:
        entrances[ballot.poll].let_in(ballot)
    book.append_all([*also, *(record.draft(book.token(), ballot) for ballot in ballots)])


class _Entrance:
    """Hold what is asked of a poll for each of its papers, however many come at once."""

    def __init__(self, book: Book, poll: str) -> None:
        self._book, self._id = book, poll
        self._state, self._box = polls.state(book, poll), box(book, poll)
        self._numbers: set[int] = set()

    @cached_property
    def _poll(self) -> Poll:
        sealing.require_numbered(self._book, self._id)
        return polls.only(self._book, self._id)

    def let_in(self, ballot: Ballot) -> None:
        """Raise HepError where a new paper cannot be stored; its number is taken then."""
        if self._state is not PollState.OPEN:
            _require_taken(self._book, ballot)
        require_sound(self._poll, ballot)
        _require_free(self._box, ballot)
        if ballot.number in self._numbers:
            raise HepError(f"Ballot {ballot.number} is there twice; nothing was stored, look at the papers.")
        self._numbers.add(ballot.number)


def admit(book: Book, poll: str, numbers: Iterable[int], reason: str) -> int:
    """Let late papers count, for a reason that stays in the record, and return how many there were.

    Raises HepError without a reason, where none of these papers is late, or where the result was declared.
    """
    _require_undeclared(book, poll)
    if not reason.strip():
        raise HepError("Admitting late papers needs a reason for the record; none was admitted, say why and try again.")
    wanted = set(numbers)
    late = [b for b in records(book, Ballot, poll=poll, status="late") if b.what.number in wanted]
    if not late:
        raise HepError("None of these papers is late; nothing was changed.")
    drafts: list[Draft] = []
    for held in late:
        says = held.what.marks or held.what.splits
        admitted = replace(held.what, status="valid" if says else "blank", reason=reason)
        check(book, admitted)
        drafts += record.replacing(book, record.draft(held.id, admitted))
    book.append_all(drafts)
    return len(late)


def decide(book: Book, ballot: Ballot) -> None:
    """Record what a paper says after another look at it: parked, keyed under one number twice, or found wrong.

    Every other ballot of that number is withdrawn. A correction stays in the batch and phase of the paper where it does
    not say others. Raises HepError where no ballot of that number waits for it, where the result was declared, or where
    a parked paper is decided without a reason.
    """
    _require_undeclared(book, ballot.poll)
    held = box(book, ballot.poll).bearing(ballot.number)
    wrong = since(book, ballot.poll).get(ballot.number)
    if wrong and not ballot.reason.strip():
        # Where the paper says what was keyed after all, only the reason tells that somebody looked.
        ballot = replace(ballot, reason=f"looked at again after the random check {wrong.what.seed}")
    if len(held) == 1 and held[0].what.status not in ("query", UNFIT, "late") and not wrong:
        _require_free(box(book, ballot.poll), ballot)
    if not held:
        raise HepError(f"Ballot {ballot.number} has not been keyed yet; nothing was changed.")
    before = held[0].what
    ballot = replace(ballot, batch=before.batch or ballot.batch, phase=ballot.phase or before.phase)
    ballot = replace(ballot, group=ballot.group or before.group, role=ballot.role or before.role)
    check(book, ballot)
    if any(b.what.status == "query" for b in held):
        _require_reason(ballot, "Deciding a parked paper")
    first, *more = dict.fromkeys(b.id for b in held)
    drafts = record.replacing(book, record.draft(first, ballot))
    for id in more:
        drafts += record.replacing(book, Draft("withdraw", id, {"reason": "keyed twice"}))
    book.append_all(drafts)


def amend(book: Book, id: str, ballot: Ballot) -> None:
    """Correct a ballot; what was keyed before stays in its history.

    Raises HepError as for a new one; a number that it shares with another already is not a bar. Once a result was
    declared, a correction needs a reason.
    """
    polls.require_open(book, ballot.poll)
    if Standing(book, ballot.poll).declared:
        _require_reason(ballot, "Correcting a paper of a declared poll")
    check(book, ballot)
    before = record_of(book, Ballot, id)
    if before and before.what.number != ballot.number:
        _require_free(box(book, ballot.poll), ballot)
    record.amend(book, id, ballot)


def withdraw(book: Book, id: str, reason: str) -> None:
    """Take a ballot out of the count; it stays in the record.

    Raises HepError where the result was declared.
    """
    found = record_of(book, Ballot, id)
    if found:
        _require_undeclared(book, found.what.poll)
    record.withdraw(book, id, reason)


def _require_taken(book: Book, ballot: Ballot) -> None:
    """Raise HepError where a poll does not take such a paper now: a late one comes when it is closed already."""
    if ballot.status == "late" and polls.state(book, ballot.poll).settling:
        return
    polls.require_open(book, ballot.poll)


def _require_free(held: Box, ballot: Ballot) -> None:
    if held.bearing(ballot.number):
        raise HepError(f"Ballot {ballot.number} is already keyed, so nothing was stored; correct that one instead.")


def _require_reason(ballot: Ballot, what: str) -> None:
    """Raise HepError where nobody said why; the minutes print it."""
    if not ballot.reason.strip():
        raise HepError(f"{what} needs a reason for the minutes; nothing was changed, say why and try again.")


def _require_undeclared(book: Book, poll: str) -> None:
    if polls.state(book, poll) is PollState.DECLARED:
        raise HepError("This result was declared, so its ballots stay as they are; open the poll again first.")


def check(book: Book, ballot: Ballot) -> None:
    """Raise HepError where a paper cannot say what it is said to say."""
    require_sound(polls.only(book, ballot.poll), ballot)


def require_sound(poll: Poll, ballot: Ballot) -> None:
    """Raise HepError where a paper of a poll cannot say what it is said to say."""
    if poll.marking.hands:
        raise HepError("This poll is a show of hands, so no ballot was stored; count the hands.")
    if ballot.status not in STATUSES:
        raise HepError(f"A ballot cannot be {ballot.status}; nothing was stored.")
    if foreign := strange(poll, ballot):
        raise HepError(f"There is no option {', '.join(sorted(foreign))} on this paper; nothing was stored.")
    if ballot.status == "valid" and (wrong := fault(poll, ballot)):
        raise HepError(wrong)
