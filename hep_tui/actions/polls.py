"""What can be done with polls: set up, open, close, account for, declare."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from hep_tui.actions import record, sealing
from hep_tui.counting.announcement import announce
from hep_tui.counting.settled import with_margin
from hep_tui.counting.tally import profile
from hep_tui.domain.ballots import UNFIT
from hep_tui.domain.difference import correction
from hep_tui.domain.leaders import leaders
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.methods import METHODS
from hep_tui.domain.pack import Level
from hep_tui.domain.poll_names import not_there
from hep_tui.domain.polls import (
    Account,
    Casting,
    Hands,
    Poll,
    PollState,
    StateChange,
    account_lines,
    hands_line,
    move,
    same_label,
    secret_fault,
)
from hep_tui.domain.presets import ratification
from hep_tui.domain.register import headcount
from hep_tui.domain.result import Result
from hep_tui.domain.turnout import overcount, whole
from hep_tui.domain.unverified import differ
from hep_tui.domain.verdicts import LEVEL, Verdict, proposition
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Draft, box_watch, secret_ballots
from hep_tui.logbook.box import gone, in_time, keyed
from hep_tui.logbook.box import papers as papers_of
from hep_tui.logbook.electors import schools_here
from hep_tui.logbook.moves import moves
from hep_tui.logbook.polls import Standing
from hep_tui.logbook.records import record_of, records

_SAME = "Nothing has changed since it was declared last. Before that: "


def create(book: Book, poll: Poll) -> str:
    """Record a poll as a draft and return its id.

    Raises HepError for a poll without at least two options.
    """
    return record.add(book, _checked(poll))


def amend(book: Book, id: str, poll: Poll) -> None:
    """Change a poll that has not opened yet.

    Raises HepError once it has: what people vote on stays as it was.
    """
    if state(book, id) is not PollState.DRAFT:
        raise HepError("This poll has opened, so its question and rule stay as they are; set up a new one instead.")
    record.amend(book, id, _checked(poll))


def _checked(poll: Poll) -> Poll:
    """Return a poll that can be voted on and counted. Raises HepError where it cannot."""
    for wrong in _faults(poll):
        raise HepError(wrong)
    return poll


def _faults(poll: Poll) -> Iterator[str]:
    yield from _option_faults(poll)
    marking = poll.marking
    if poll.method not in METHODS:
        yield f"There is no method {poll.method}; nothing was stored, choose one of {', '.join(METHODS)}."
    if not marking.hands and poll.rule not in marking.rules:
        known = ", ".join(marking.rules)
        yield f"Method {poll.method} is not counted by {poll.rule}; nothing was stored, choose from {known}."
    if poll.counting.no_change and poll.refusal not in {o.id for o in poll.options}:
        yield "Adopting a model needs an option that is no change; nothing was stored, say which it is."
    if marking.supports and len(poll.scale) < 2:
        yield "A gradient needs its scale, with two levels at least; nothing was stored, choose one."
    if any(not 0 <= level.value <= 9 for level in poll.scale):
        yield "The levels of a scale go from 0 to 9, one key each; nothing was stored, choose another scale."
    if poll.secret and (wrong := secret_fault(marking, poll.unit)):
        yield f"This poll cannot be secret, since {wrong}; nothing was stored, vote another way or openly."
    for wrong in not_there(poll):
        yield f"This cannot be voted on: {wrong}; nothing was stored, put that right first."


def _option_faults(poll: Poll) -> Iterator[str]:
    if len(poll.options) < poll.marking.least:
        yield "A poll needs at least two options; nothing was stored, add another."
    if len({o.id for o in poll.options}) < len(poll.options):
        yield "Two options of this poll have the same number on paper; nothing was stored, rename one."
    if alike := same_label(o.label for o in poll.options):
        yield f"Two options of this poll read the same, {alike}; nothing was stored, rename one."


def only(book: Book, id: str) -> Poll:
    """Return a poll, or raise HepError where there is none, or where it says two things after a merge."""
    found = record_of(book, Poll, id)
    if found is None:
        raise HepError("There is no such poll; nothing was changed.")
    if found.disputed:
        raise HepError("This poll has two versions after a merge; settle the conflict first, nothing was changed.")
    return found.what


def state(book: Book, id: str) -> PollState:
    """Return the state of a poll."""
    return Standing(book, id).state


def change_state(book: Book, id: str, to: PollState, reason: str = "") -> None:
    """Move a poll to another state; reopening needs a reason."""
    now = state(book, id)
    if to is PollState.OPEN and (poll := only(book, id)) and now is PollState.DRAFT:
        _checked(poll)
    move(now, to, reason)
    if to is PollState.CLOSED:
        sealing.unseal(book, id, reason)
    change = _moved(book, id, to, reason)
    try:
        record.put(book, f"{id}.state", change, partial(sealing.require_as_counted, book, change))
    except HepError:
        sealing.cover_again(book)
        raise
    if to is PollState.CLOSED:
        box_watch.forget(book, id)


def _moved(book: Book, id: str, to: PollState, reason: str = "") -> StateChange:
    """Return a poll in another state: opening freezes the headcount, and what follows keeps it; closing seals a box."""
    if to is PollState.OPEN:
        poll = only(book, id)
        here = headcount(a.what for a in records(book, Attendance, meeting=poll.meeting))
        schools = schools_here(book, poll) if poll.unit == "school" else 0
        return sealing.sealed(book, StateChange(id, to, reason, sum(here.values()), here, schools=schools))
    return sealing.sealed(book, replace(Standing(book, id).moved, state=to, reason=reason, minutes=0))


def reopen(book: Book, poll: str, *, reason: str) -> None:
    """Open a poll again for ballots, for a reason that the record, the room and the minutes give.

    Raises HepError where it was never open, or without a reason.
    """
    if state(book, poll) is PollState.DRAFT:
        raise HepError("This poll has not been open yet, so there is nothing to open again; open it first.")
    change_state(book, poll, PollState.OPEN, reason)


def withdraw_opening(book: Book, poll: str) -> None:
    """Take back that a poll was opened, as long as nothing was voted in it; it is a draft again.

    Raises HepError where it is not open, was closed before, has votes or hands, or keeps its ballots in a box.
    """
    now = Standing(book, poll)
    require_open(book, poll)
    if now.poll.boxed:
        raise HepError("The box of this poll was begun when it opened, so that is not taken back; close it instead.")
    closed = any(change.state is PollState.CLOSED for _, change in moves(book, poll))
    if closed or now.hands or any(now.papers.statuses.values()):
        raise HepError("Something was voted in this poll already, so its opening stays; close it instead.")
    record.put(book, f"{poll}.state", StateChange(poll, PollState.DRAFT))


def withdraw(book: Book, poll: str, *, reason: str) -> None:
    """Withdraw a declaration, for a reason that stays in the record; the poll is closed again, and its votes stay.

    What was announced stays in the history of the poll, and is told with the next declaration. Raises HepError where
    nothing is declared, or without a reason.
    """
    if state(book, poll) is not PollState.DECLARED:
        raise HepError("Nothing is declared of this poll, so there is nothing to withdraw.")
    if not reason.strip():
        raise HepError("Withdrawing a declaration needs a reason for the record; it stands, say why and try again.")
    record.put(book, f"{poll}.state", _moved(book, poll, PollState.CLOSED, reason))


def cast_vote(book: Book, poll: str, option: str, *, chair: str, reason: str = "") -> None:
    """Record the casting vote of the chair in a poll that is level, by name.

    Raises HepError where the poll is not closed, where nobody is level, or where the option is not one of those level.
    """
    what, now = only(book, poll), Standing(book, poll)
    if not now.state.settling:
        raise HepError("A casting vote is given after a poll is closed and before it is declared; nothing was stored.")
    if not chair.strip():
        raise HepError("A casting vote is recorded by name; nothing was stored, say who is in the chair.")
    option = next((o.id for o in what.options if option.casefold() in (o.id.casefold(), o.label.casefold())), option)
    level = _level(now)
    if option not in level:
        among = ", ".join(f"{each} ({what.label(each)})" for each in level)
        needed = f"one of those that are level: {among}" if level else "a tie for one place, and there is none here"
        raise HepError(f"A casting vote needs {needed}; nothing was stored.")
    record.put(book, f"{poll}.state", replace(now.moved, casting=Casting(option, chair.strip(), reason.strip())))


def _level(now: Standing) -> list[str]:
    """Return the options between which a casting vote can decide."""
    result = _counted(now, replace(now.moved, casting=Casting()))
    proposed = proposition(now.poll)
    if proposed and result.verdict is Verdict.NOT_CARRIED and result.why == LEVEL:
        return [proposed.option, *proposed.against]
    led = leaders(now.poll, result.winners, result.ranking)
    return list(led.tied) if result.verdict is Verdict.TIED and led.left == 1 else []


def _counted(now: Standing, moved: StateChange) -> Result:
    """Return what would be announced of a poll, with the casting vote of one of its moves."""
    hands = now.hands.what if now.hands else None
    return announce(now.id, now.poll, now.papers.cast, hands, now.present, roll=now.lot, casting=moved.casting)


def show_hands(book: Book, hands: Hands) -> None:
    """Record a show of hands; recording it again corrects it.

    Raises HepError while the poll is not open.
    """
    require_open(book, hands.poll)
    if not only(book, hands.poll).marking.hands:
        raise HepError("This poll is on paper, so no hands were stored; key its ballots.")
    record.put(book, f"{hands.poll}.hands", hands)


def keep_account(book: Book, account: Account) -> None:
    """Record what was done with the sheets of paper; recording it again corrects it."""
    record.put(book, f"{account.poll}.account", account)


def require_open(book: Book, id: str) -> None:
    """Raise HepError unless a poll takes ballots now."""
    now = state(book, id)
    if now is not PollState.OPEN:
        raise HepError(f"This poll is {now.value}, so nothing was stored; open it to take ballots.")


def declare(book: Book, id: str, why_off: str = "") -> Result:
    """Publish a result: freeze what is announced, with the record code, and return it.

    Polls of one series are declared together. An earlier declaration of the poll stays in its history, and the new one
    says what has changed. Raises HepError while the poll or another of its series is open, while ballots are parked,
    keyed twice, in conflict, or found wrong by a random check and not corrected since, and where hands or papers do not
    add up and `why_off` does not say why.
    """
    return declare_with_series(book, id, why_off)[-1][1]


def declare_with_series(book: Book, id: str, why_off: str = "") -> list[tuple[str, Result]]:
    """Publish a result with the rest of its series, and return what was declared, each under its title.

    Raises HepError as `declare` does.
    """
    only(book, id)
    now = Standing(book, id)
    move(now.state, PollState.DECLARED)
    ids = [*_waiting(now), id]
    results = declare_all(book, ids, why_off)
    return [(only(book, each).title, result) for each, result in zip(ids, results, strict=True)]


def declare_all(book: Book, ids: Sequence[str], why_off: str = "") -> list[Result]:
    """Publish several results at once, under one record code, and return them in this order.

    Raises HepError where one of them cannot be declared; then none is.
    """
    results = [_announced(book, id, why_off) for id in ids]
    drafts: list[Draft] = []
    for id, result in zip(ids, results, strict=True):
        drafts += record.replacing(book, record.draft(f"{id}.declared", result))
        drafts += record.replacing(book, record.draft(f"{id}.state", _moved(book, id, PollState.DECLARED)))
    book.append_all(drafts)
    return results


def _waiting(now: Standing) -> list[str]:
    """Return the other polls of a series that are to be declared with this one."""
    if now.held_back:
        raise HepError(
            f"The series {now.poll.series} is declared together, and not closed yet: {', '.join(now.held_back)}; "
            "nothing was declared, close it first or take it out of the series."
        )
    return [each.id for each in now.series if each.state is not PollState.DECLARED]


def _announced(book: Book, id: str, why_off: str) -> Result:
    only(book, id)
    now = Standing(book, id)
    move(now.state, PollState.DECLARED)
    if now.poll.boxed:
        secret_ballots.require_as_sealed(book, id)
    _settled(now, why_off)
    _require_account(now, why_off)
    result = _counted(now, now.moved)
    if not result.valid and result.verdict:
        raise HepError("There is nothing to declare: no valid vote was given.")
    over = _overcount(now, result, why_off)
    if not now.hands:
        result = with_margin(now.poll, profile(now.poll, now.papers.cast), result, now.doubt)
    return replace(
        result, sentence=result.sentence + over, correction=_correction(now, result), why_off=why_off,
        entries=tuple(in_time(now.papers.ballots)), record_code=book.record_code(),
        heads={writer: list(head) for writer, head in book.writers().items()},
    )  # fmt: skip


def _correction(now: Standing, result: Result) -> str:
    """Return what has changed since it was declared last; nothing where that is nothing, or the first time."""
    before = now.declared
    if before is None:
        return ""
    held = papers_of(now.papers.ballots)
    found = correction(now.poll, before, result, held, gone(now.book, before.entries, held))
    last = before.correction.removeprefix(_SAME)
    # What was declared as a correction stays one, whether anything has changed since or not.
    return found or (f"{_SAME}{last}" if last else "")


def _overcount(now: Standing, result: Result, why_off: str) -> str:
    """Return what is said besides where more voted than may, and why that was let pass; nothing where they did not.

    Raises HepError where nobody says why.
    """
    over = overcount(result.cast, *whole(now.poll, now.most_here, now.meeting.tables))
    if not over:
        return ""
    if not why_off.strip():
        raise HepError(f"{over}; count again, or say why that is so. Nothing was declared.")
    return f" {over}; let pass, because: {why_off.strip().rstrip('.')}."


def _require_account(now: Standing, why_off: str) -> None:
    lines = account_lines(now.account, keyed(now.papers.ballots)) if now.account else ()
    off = [line.words for line in (*lines, *now.card_lines) if line.off]
    if off and not why_off.strip():
        raise HepError(f"The account is off ({off[0]}); count again, or say why it is off. Nothing was declared.")


def ratify(book: Book, id: str, scale: Sequence[Level]) -> str:
    """Make the draft of a poll that ratifies the leader of a declared one by gradients of agreement; return its id.

    Raises HepError where nothing was declared, where no option leads alone, or where the leader is no change.
    """
    poll = only(book, id)
    now = Standing(book, id)
    if now.state is not PollState.DECLARED:
        raise HepError("There is no declared leader to ratify yet; nothing was set up, declare this poll first.")
    leaders = now.declared.winners if now.declared else ()
    if len(leaders) != 1 or leaders[0] == poll.refusal:
        raise HepError("No option leads that could be ratified; nothing was set up.")
    return create(book, ratification(id, poll, leaders[0], scale))


def _settled(now: Standing, why_off: str) -> None:
    """Raise HepError where something of a poll has to be decided before it is declared."""
    for wrong in (*_papers_left(now), *_hands_left(now, why_off)):
        raise HepError(wrong)
    if not now.papers.ballots and now.hands is None:
        raise HepError("There is nothing to declare yet: no ballots and no show of hands.")
    if now.differing:
        found = differ(now.differing)
        raise HepError(f"{found[0].upper()}{found[1:]}; key it again under its number, nothing was declared.")


def _papers_left(now: Standing) -> Iterator[str]:
    """Yield what has to be decided about papers first."""
    ballots = now.papers.ballots
    if parked := [str(b.what.number) for b in ballots if b.what.status == "query"]:
        yield f"Ballot {', '.join(parked)} is still parked, so nothing was declared; decide it first."
    if unfit := [b.what for b in ballots if b.what.status == UNFIT]:
        yield f"Ballot {unfit[0].number} {unfit[0].reason}; key it again under its number, nothing was declared."
    if any(b.disputed for b in ballots):
        yield "Some ballots have two versions after a merge; settle the conflict first, nothing was declared."
    if twice := ", ".join(map(str, now.papers.twice)):
        yield f"Ballot {twice} was keyed twice; key it again under its number, nothing was declared."


def _hands_left(now: Standing, why_off: str) -> Iterator[str]:
    """Yield what has to be decided about a show of hands first."""
    hands = now.hands
    if hands and hands.disputed:
        yield "The show of hands has two versions after a merge; settle the conflict first, nothing was declared."
    if hands and hands_line(now.poll, hands.what).off and not why_off.strip():
        yield "The show of hands does not add up; count again, or say why it is off. Nothing was declared."
