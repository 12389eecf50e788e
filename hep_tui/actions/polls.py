"""What can be done with polls: set up, open, close, account for, declare."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from hep_tui.actions import record, secret_polls
from hep_tui.counting.announcement import announce
from hep_tui.counting.settled import with_margin
from hep_tui.counting.tally import duplicates, profile
from hep_tui.domain.ballots import UNFIT, Ballot
from hep_tui.domain.difference import correction
from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.methods import METHODS
from hep_tui.domain.pack import Level
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
from hep_tui.domain.readings import Check, Reading
from hep_tui.domain.register import headcount
from hep_tui.domain.turnout import overcount, whole
from hep_tui.domain.unverified import Unverified, differ, unverified
from hep_tui.domain.verdicts import LEVEL, Verdict, proposition
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Draft, box_watch, secret_ballots
from hep_tui.logbook.box import box, gone, in_time
from hep_tui.logbook.box import papers as papers_of
from hep_tui.logbook.checks import differing
from hep_tui.logbook.lots import lot
from hep_tui.logbook.polls import last_move, most_here, present, schools_here, voters
from hep_tui.logbook.records import Record, record_of, records

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
    if len(poll.options) < poll.marking.least:
        raise HepError("A poll needs at least two options; nothing was stored, add another.")
    if len({o.id for o in poll.options}) < len(poll.options):
        raise HepError("Two options of this poll have the same number on paper; nothing was stored, rename one.")
    if alike := same_label(o.label for o in poll.options):
        raise HepError(f"Two options of this poll read the same, {alike}; nothing was stored, rename one.")
    if poll.method not in METHODS:
        raise HepError(f"There is no method {poll.method}; nothing was stored, choose one of {', '.join(METHODS)}.")
    if not poll.marking.hands and poll.rule not in poll.marking.rules:
        known = ", ".join(poll.marking.rules)
        raise HepError(f"Method {poll.method} is not counted by {poll.rule}; nothing was stored, choose from {known}.")
    if poll.counting.no_change and poll.refusal not in {o.id for o in poll.options}:
        raise HepError("Adopting a model needs an option that is no change; nothing was stored, say which it is.")
    if poll.marking.supports and len(poll.scale) < 2:
        raise HepError("A gradient needs its scale, with two levels at least; nothing was stored, choose one.")
    if any(not 0 <= level.value <= 9 for level in poll.scale):
        raise HepError("The levels of a scale go from 0 to 9, one key each; nothing was stored, choose another scale.")
    if poll.secret and (wrong := secret_fault(poll.marking, poll.unit)):
        raise HepError(f"This poll cannot be secret, since {wrong}; nothing was stored, vote another way or openly.")
    return poll


def only(book: Book, id: str) -> Poll:
    """Return a poll, or raise HepError where there is none, or where it says two things after a merge."""
    found = record_of(book, Poll, id)
    if found is None:
        raise HepError("There is no such poll; nothing was changed.")
    if found.disputed:
        raise HepError("This poll has two versions after a merge; settle the conflict first, nothing was changed.")
    return found.what


def state(book: Book, id: str) -> PollState:
    """Return where a poll stands."""
    return PollState(last_move(book, id).state)


def change_state(book: Book, id: str, to: PollState, reason: str = "") -> None:
    """Move a poll to another state; reopening needs a reason."""
    if to is PollState.OPEN:
        only(book, id)
    move(state(book, id), to, reason)
    if to is PollState.CLOSED:
        secret_polls.unseal(book, id, reason)
    record.put(book, f"{id}.state", _moved(book, id, to, reason))
    if to is PollState.CLOSED:
        box_watch.forget(book, id)


def _moved(book: Book, id: str, to: PollState, reason: str = "") -> StateChange:
    """Return a poll in another state: opening freezes the headcount, and what follows keeps it; closing seals a box."""
    if to is PollState.OPEN:
        here = headcount(a.what for a in records(book, Attendance, meeting=only(book, id).meeting))
        schools = schools_here(book, only(book, id)) if only(book, id).unit == "school" else 0
        return secret_polls.sealed(book, StateChange(id, to, reason, sum(here.values()), here, schools=schools))
    before = record_of(book, StateChange, f"{id}.state")
    moved = replace(before.what, state=to, reason=reason, minutes=0) if before else StateChange(id, to, reason)
    return secret_polls.sealed(book, moved)


def reopen(book: Book, poll: str, *, reason: str) -> None:
    """Open a poll again for ballots, for a reason that the record, the room and the minutes give.

    Raises HepError where it was never open, or without a reason.
    """
    if state(book, poll) is PollState.DRAFT:
        raise HepError("This poll has not been open yet, so there is nothing to open again; open it first.")
    change_state(book, poll, PollState.OPEN, reason)


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
    what = only(book, poll)
    if state(book, poll) not in (PollState.CLOSED, PollState.CHECKED):
        raise HepError("A casting vote is given after a poll is closed and before it is declared; nothing was stored.")
    if not chair.strip():
        raise HepError("A casting vote is recorded by name; nothing was stored, say who is in the chair.")
    option = next((o.id for o in what.options if option.casefold() in (o.id.casefold(), o.label.casefold())), option)
    level = _level(book, poll, what)
    if option not in level:
        among = ", ".join(f"{each} ({what.label(each)})" for each in level)
        needed = f"one of those that are level: {among}" if level else "a tie, and nobody is level here"
        raise HepError(f"A casting vote needs {needed}; nothing was stored.")
    before = record_of(book, StateChange, f"{poll}.state")
    assert before is not None
    record.put(book, f"{poll}.state", replace(before.what, casting=Casting(option, chair.strip(), reason.strip())))


def _level(book: Book, id: str, poll: Poll) -> list[str]:
    """Return the options between which a casting vote can decide."""
    ballots = [b.what for b in (secret_ballots.box(book, id) if poll.secret else box(book, id).ballots)]
    hands = record_of(book, Hands, f"{id}.hands")
    said = announce(id, poll, ballots, hands.what if hands else None, present(book, id, poll), roll=lot(book, id))
    proposed = proposition(poll)
    if proposed and said["verdict"] == Verdict.NOT_CARRIED and said["why"] == LEVEL:
        return [proposed.option, *proposed.against]
    return list(said["winners"]) if said["verdict"] == Verdict.TIED else []


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


def declare(book: Book, id: str, why_off: str = "") -> dict[str, object]:
    """Publish a result: freeze what is announced, with the record code, and return it.

    Polls of one series are declared together. An earlier declaration of the poll stays in its history, and the new one
    says what has changed. Raises HepError while the poll or another of its series is open, while ballots are parked,
    keyed twice, in conflict, or found wrong by a random check and not corrected since, and where hands or papers do not
    add up and `why_off` does not say why.
    """
    return declare_with_series(book, id, why_off)[-1][1]


def declare_with_series(book: Book, id: str, why_off: str = "") -> list[tuple[str, dict[str, object]]]:
    """Publish a result with the rest of its series, and return what was declared, each under its title.

    Raises HepError as `declare` does.
    """
    poll = only(book, id)
    move(state(book, id), PollState.DECLARED)
    ids = [*_waiting(book, id, poll), id]
    return [(only(book, each).title, said) for each, said in zip(ids, declare_all(book, ids, why_off), strict=True)]


def declare_all(book: Book, ids: Sequence[str], why_off: str = "") -> list[dict[str, object]]:
    """Publish several results at once, under one record code, and return them in this order.

    Raises HepError where one of them cannot be declared; then none is.
    """
    said = [_announced(book, id, why_off) for id in ids]
    drafts: list[Draft] = []
    for id, each in zip(ids, said, strict=True):
        drafts += record.replacing(book, Draft("declare", f"{id}.declared", record.cleaned(each)))
        drafts += record.replacing(book, record.draft(f"{id}.state", _moved(book, id, PollState.DECLARED)))
    book.append_all(drafts)
    return said


def _waiting(book: Book, id: str, poll: Poll) -> list[str]:
    """Return the other polls of a series that are to be declared with this one."""
    others = [p for p in records(book, Poll, series=poll.series) if p.id != id] if poll.series else []
    states = {p.id: state(book, p.id) for p in others}
    held = [p.what.title for p in others if states[p.id] in (PollState.DRAFT, PollState.OPEN)]
    if held:
        raise HepError(
            f"The series {poll.series} is declared together, and not closed yet: {', '.join(held)}; nothing was "
            "declared, close it first or take it out of the series."
        )
    return [p.id for p in others if states[p.id] is not PollState.DECLARED]


def _announced(book: Book, id: str, why_off: str) -> dict[str, object]:
    poll = only(book, id)
    poll = replace(poll, eligible=voters(book, poll))
    move(state(book, id), PollState.DECLARED)
    if poll.secret:
        secret_ballots.require_as_sealed(book, id)
    ballots = secret_ballots.box(book, id) if poll.secret else box(book, id).ballots
    hands = record_of(book, Hands, f"{id}.hands")
    _settled(ballots, poll, hands, why_off)
    if wrong := () if poll.secret else differing(book, id):
        found = differ(wrong)
        raise HepError(f"{found[0].upper()}{found[1:]}; key it again under its number, nothing was declared.")
    _require_account(book, id, ballots, why_off)
    what = [b.what for b in ballots]
    papers = profile(poll, what)
    shown = hands.what if hands else None
    casting = last_move(book, id).casting
    said = announce(id, poll, what, shown, present(book, id, poll), papers, lot(book, id), casting)
    if not said["valid"] and "verdict" in said:
        raise HepError("There is nothing to declare: no valid vote was given.")
    said |= _overcount(book, id, poll, said, why_off)
    entries = in_time(ballots)
    if not hands:
        said = with_margin(poll, papers, said, _doubt(book, id, poll, what))
    before = next((e.data for e in book.current("declare", subject=f"{id}.declared")), None)
    if before:
        held = papers_of(ballots)
        changed = correction(poll, before, said, held, gone(book, before.get("entries") or (), held))
        said |= {"correction": changed or _as_before(before)} if changed or before.get("correction") else {}
    code = {"record_code": book.record_code(), "heads": book.writers()}
    return said | code | {"why_off": why_off, "entries": entries}


def _overcount(book: Book, id: str, poll: Poll, said: Mapping[str, Any], why_off: str) -> dict[str, str]:
    """Return what is said where more voted than may, and why that was let pass; nothing where they did not.

    Raises HepError where nobody says why.
    """
    meeting = record_of(book, Meeting, poll.meeting) if poll.meeting else None
    many, of = whole(poll, most_here(book, id, poll), meeting.what.tables if meeting else 0)
    over = overcount(int(said["cast"]), many, of)
    if not over:
        return {}
    if not why_off.strip():
        raise HepError(f"{over}; count again, or say why that is so. Nothing was declared.")
    return {"sentence": f"{said['sentence']} {over}; let pass, because: {why_off.strip().rstrip('.')}."}


def _as_before(before: Mapping[str, Any]) -> str:
    """Return what is said where nothing has changed since a declaration that was a correction itself."""
    last = str(before["correction"]).removeprefix(_SAME)
    return f"{_SAME}{last}"


def _doubt(book: Book, id: str, poll: Poll, ballots: Sequence[Ballot]) -> Unverified:
    """Return what of a poll is in doubt though nothing waits to be decided: papers that are late, or not read twice."""
    sample = record_of(book, Check, f"{id}.sample")
    read = (r.what for r in records(book, Reading, poll=id))
    return unverified(poll, ballots, (), read, sample.what if sample else None)


def _require_account(book: Book, id: str, ballots: list[Record[Ballot]], why_off: str) -> None:
    kept = record_of(book, Account, f"{id}.account")
    keyed = Counter(b.what.status for b in ballots)
    off = [line.words for line in account_lines(kept.what, keyed) if line.off] if kept else []
    if off and not why_off.strip():
        raise HepError(f"The account is off ({off[0]}); count again, or say why it is off. Nothing was declared.")


def ratify(book: Book, id: str, scale: Sequence[Level]) -> str:
    """Make the draft of a poll that ratifies the leader of a declared one by gradients of agreement; return its id.

    Raises HepError where nothing was declared, where no option leads alone, or where the leader is no change.
    """
    poll = only(book, id)
    if state(book, id) is not PollState.DECLARED:
        raise HepError("There is no declared leader to ratify yet; nothing was set up, declare this poll first.")
    said = next((e.data for e in book.current("declare", subject=f"{id}.declared")), {})
    leaders = said.get("winners") or []
    if len(leaders) != 1 or leaders[0] == poll.refusal:
        raise HepError("No option leads that could be ratified; nothing was set up.")
    return create(book, ratification(id, poll, leaders[0], scale))


def _settled(ballots: list[Record[Ballot]], poll: Poll, hands: Record[Hands] | None, why_off: str) -> None:
    parked = [str(b.what.number) for b in ballots if b.what.status == "query"]
    if parked:
        numbers = ", ".join(parked)
        raise HepError(f"Ballot {numbers} is still parked, so nothing was declared; decide it first.")
    if unfit := [b.what for b in ballots if b.what.status == UNFIT]:
        raise HepError(
            f"Ballot {unfit[0].number} {unfit[0].reason}; key it again under its number, nothing was declared."
        )
    if any(b.disputed for b in ballots) or (hands and hands.disputed):
        what = "The show of hands has" if hands and hands.disputed else "Some ballots have"
        raise HepError(f"{what} two versions after a merge; settle the conflict first, nothing was declared.")
    if twice := ", ".join(map(str, duplicates(b.what for b in ballots))):
        raise HepError(f"Ballot {twice} was keyed twice; key it again under its number, nothing was declared.")
    if not ballots and hands is None:
        raise HepError("There is nothing to declare yet: no ballots and no show of hands.")
    if hands and hands_line(poll, hands.what).off and not why_off.strip():
        raise HepError("The show of hands does not add up; count again, or say why it is off. Nothing was declared.")
