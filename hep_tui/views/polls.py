"""Polls as a screen shows them: state, progress, account, and the result behind a key."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hep_tui.counting import Outcome
from hep_tui.counting.steps import withheld
from hep_tui.counting.tally import announce, duplicates, profile, tally
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.polls import Account, Hands, Line, Poll, PollState, StateChange, account_lines, hands_line
from hep_tui.errors import HepError
from hep_tui.logbook import Book, secret
from hep_tui.logbook.things import Thing, thing, things


@dataclass(frozen=True)
class PollView:
    """Hold one poll as it stands: its ballots in order, what was counted by hands, and what was declared."""

    id: str
    poll: Poll
    state: PollState
    meeting: str
    ballots: tuple[Thing[Ballot], ...]
    duplicates: tuple[int, ...]
    hands: Hands | None
    account: Account | None
    declared: dict[str, Any] | None
    present: int

    @property
    def statuses(self) -> Counter[str]:
        """Return how many ballots there are of each status."""
        return Counter(b.what.status for b in self.ballots)

    @property
    def next_number(self) -> int:
        """Return the number that the next paper most likely bears."""
        return max((b.what.number for b in self.ballots), default=0) + 1

    @property
    def waiting(self) -> dict[int, str]:
        """Return the numbers of papers that somebody has to look at again, and why."""
        parked = {b.what.number: f"PARKED: {b.what.reason}" for b in self.ballots if b.what.status == "query"}
        return parked | dict.fromkeys(self.duplicates, "KEYED TWICE")

    @property
    def identities(self) -> tuple[Line, ...]:
        """Return the identities of the account that can be stated, with what is off."""
        if self.poll.method == "hands":
            return (hands_line(self.poll, self.hands),) if self.hands else ()
        return account_lines(self.account, self.statuses) if self.account else ()


@dataclass(frozen=True)
class Result:
    """Hold a result with what an organiser reads beside it."""

    outcome: Outcome
    announced: dict[str, Any]
    top: tuple[int, ...]
    agreement: float | None
    by_phase: tuple[tuple[str, int, str], ...]


def polls(book: Book) -> list[PollView]:
    """Return every poll in the order it was set up."""
    return [poll_view(book, p.id) for p in things(book, Poll)]


def poll_view(book: Book, id: str) -> PollView:
    """Return one poll as it stands.

    Raises HepError where there is no such poll.
    """
    found = thing(book, Poll, id)
    if found is None:
        raise HepError("This poll is not in the record any more; choose another on the home screen.")
    state = thing(book, StateChange, f"{id}.state")
    hands, account = thing(book, Hands, f"{id}.hands"), thing(book, Account, f"{id}.account")
    meeting = thing(book, Meeting, found.what.meeting) if found.what.meeting else None
    ballots = sorted(things(book, Ballot, poll=id), key=lambda b: (b.what.number, b.n))
    ballots = secret.box(book, id) if found.what.secret else ballots
    here = [a for a in things(book, Attendance, meeting=found.what.meeting) if a.what.state == "here"]
    return PollView(
        id,
        found.what,
        PollState(state.what.state) if state else PollState.DRAFT,
        meeting.what.title if meeting else "",
        tuple(ballots),
        tuple(duplicates(b.what for b in ballots)),
        hands.what if hands else None,
        account.what if account else None,
        _declared(book, id),
        len(here),
    )


def _declared(book: Book, poll: str) -> dict[str, Any] | None:
    """Return what was declared of a poll last, where it is what a declaration of hep says."""
    for entry in book.current("declare", subject=f"{poll}.declared"):
        if all(isinstance(entry.data.get(name), str) for name in ("sentence", "record_code")):
            return entry.data
    return None


def result(view: PollView, phases: dict[str, str]) -> Result | None:
    """Return the result of a ballot poll as it stands now, None while nothing counts; `phases` is id to label."""
    ballots = [b.what for b in view.ballots]
    from hep_tui.counting.agreement import kendalls_w

    papers = profile(view.poll, ballots)
    if not papers.ballots or withheld(view.poll, len(papers.ballots)):
        return None
    outcome = tally(view.poll, ballots)
    top = tuple(
        sum(1 for b in papers.ballots if (mark := b.marks[i]) is not None and mark <= 3)
        for i in range(len(view.poll.options))
    )
    by_phase = tuple(
        (phases.get(phase, phase or "not said"), part.n, _leaders(view.poll, part.n, ballots, phase))
        for phase, part in papers.by("phase").items()
    )
    return Result(outcome, announce(view.id, view.poll, ballots, None), top, kendalls_w(papers).w, by_phase)


def announcement(view: PollView) -> dict[str, Any]:
    """Return what would be announced of a poll as it stands now."""
    return announce(view.id, view.poll, [b.what for b in view.ballots], view.hands)


def _leaders(poll: Poll, n: int, ballots: Sequence[Ballot], phase: str) -> str:
    """Return who leads within a phase; nothing is said of fewer than five papers."""
    if n < 5:
        return "too few to show"
    outcome = tally(poll, [b for b in ballots if b.phase == phase])
    return outcome.names(outcome.winners)


def recount_problems(book: Book) -> list[str]:
    """Count every declared result again from the marks and say where that gives anything else."""
    problems = secret.problems(book)
    for view in polls(book):
        if view.declared is None or view.state is not PollState.DECLARED or secret.elsewhere(book, view.id):
            continue
        try:
            again = announcement(view)
        except HepError as error:
            problems.append(f"{view.poll.title}: it cannot be counted again. {error}")
            continue
        for name in ("ranking", "winners", "scores", "valid"):
            said, found = view.declared.get(name), again.get(name)
            if found != said:
                problems.append(f"{view.poll.title}: counted again, {name} is {found}, but {said} was declared.")
    return problems
