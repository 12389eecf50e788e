"""What can be done with polls: set up, open, close, account for, declare."""

from hep_tui.actions import record, secret_polls
from hep_tui.counting.tally import announce, duplicates
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.polls import Account, Hands, Poll, PollState, StateChange, hands_line, move
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Draft, secret
from hep_tui.logbook.things import Thing, thing, things


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
    if len(poll.options) < 2:
        raise HepError("A poll needs at least two options; nothing was stored, add another.")
    if len({o.id for o in poll.options}) < len(poll.options):
        raise HepError("Two options of this poll have the same number on paper; nothing was stored, rename one.")
    return poll


def only(book: Book, id: str) -> Poll:
    """Return a poll, or raise HepError where there is none, or where it says two things after a merge."""
    found = thing(book, Poll, id)
    if found is None:
        raise HepError("There is no such poll; nothing was changed.")
    if found.disputed:
        raise HepError("This poll has two versions after a merge; choose which stands first, nothing was changed.")
    return found.what


def state(book: Book, id: str) -> PollState:
    """Return where a poll stands."""
    found = thing(book, StateChange, f"{id}.state")
    return PollState(found.what.state) if found else PollState.DRAFT


def change_state(book: Book, id: str, to: PollState, reason: str = "") -> None:
    """Move a poll to another state; reopening needs a reason."""
    if to is PollState.OPEN:
        only(book, id)
    move(state(book, id), to, reason)
    record.put(book, f"{id}.state", secret_polls.sealed(book, StateChange(id, to, reason)))
    secret_polls.rest(book, id)


def show_hands(book: Book, hands: Hands) -> None:
    """Record a show of hands; recording it again corrects it.

    Raises HepError while the poll is not open.
    """
    require_open(book, hands.poll)
    if only(book, hands.poll).method != "hands":
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

    An earlier declaration of the poll stays in its history. Raises HepError while the poll is open, while ballots are
    parked, keyed twice or in conflict, and where a show of hands does not add up and `why_off` does not say why.
    """
    poll = only(book, id)
    move(state(book, id), PollState.DECLARED)
    ballots = secret.box(book, id) if poll.secret else things(book, Ballot, poll=id)
    hands = thing(book, Hands, f"{id}.hands")
    _settled(ballots, poll, hands, why_off)
    said = announce(id, poll, [b.what for b in ballots], hands.what if hands else None)
    said |= {
        "record_code": book.record_code(),
        "why_off": why_off,
        "entries": sorted(b.entry for b in ballots if b.entry),
    }
    declared = Draft("declare", f"{id}.declared", record.cleaned(said))
    declared_now = secret_polls.sealed(book, StateChange(id, PollState.DECLARED))
    state_now = record.draft(f"{id}.state", declared_now)
    book.append_all([*record.replacing(book, declared), *record.replacing(book, state_now)])
    return said


def _settled(ballots: list[Thing[Ballot]], poll: Poll, hands: Thing[Hands] | None, why_off: str) -> None:
    parked = [str(b.what.number) for b in ballots if b.what.status == "query"]
    if parked:
        numbers = ", ".join(parked)
        raise HepError(f"Ballot {numbers} is still parked; key it again under its number, nothing was declared.")
    if any(b.disputed for b in ballots) or (hands and hands.disputed):
        what = "The show of hands has" if hands and hands.disputed else "Some ballots have"
        raise HepError(f"{what} two versions after a merge; choose which stands first, nothing was declared.")
    if twice := ", ".join(map(str, duplicates(b.what for b in ballots))):
        raise HepError(f"Ballot {twice} was keyed twice; key it again under its number, nothing was declared.")
    if not ballots and hands is None:
        raise HepError("There is nothing to declare yet: no ballots and no show of hands.")
    if hands and hands_line(poll, hands.what).off and not why_off.strip():
        raise HepError("The show of hands does not add up; count again, or say why it is off. Nothing was declared.")
