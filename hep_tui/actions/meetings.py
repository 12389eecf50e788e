"""What can be done with meetings: plan them, change their agenda, go through it, take attendance."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from hep_tui.actions import record
from hep_tui.domain.meetings import MOST_MINUTES, TOOK, Attendance, Meeting, Step, removed
from hep_tui.domain.notes import Note
from hep_tui.domain.polls import Poll, StateChange
from hep_tui.domain.wording import counted
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import record_of, records

P = ParamSpec("P")


def amend(book: Book, id: str, meeting: Meeting) -> None:
    """Change a meeting: its title, date, or agenda."""
    record.amend(book, id, meeting)


def change(
    book: Book, id: str, rule: Callable[Concatenate[Meeting, P], Meeting], *args: P.args, **kwargs: P.kwargs
) -> Meeting:
    """Amend a meeting by one of the rules of `domain.meetings`, as it is now; return it as it then is.

    Nothing is recorded where nothing changes. Raises HepError where the rule refuses or the meeting is gone.
    """
    found = record_of(book, Meeting, id)
    if found is None:
        raise HepError("This meeting is not in the record any more; nothing was changed.")
    changed = rule(found.what, *args, **kwargs)
    if changed != found.what:
        amend(book, id, changed)
    return changed


def remove_item(book: Book, meeting: str, item: str) -> Meeting:
    """Take an item off the agenda.

    Raises HepError where notes, a poll or time hang on it.
    """
    notes = len(records(book, Note, meeting=meeting, item=item))
    holds = [counted(notes, "note")] * bool(notes)
    holds += ["a poll"] * bool(records(book, Poll, meeting=meeting, item=item))
    holds += ["time"] * bool(records(book, Step, meeting=meeting, item=item))
    if holds:
        said = " and ".join([", ".join(holds[:-1]), holds[-1]] if holds[1:] else holds)
        raise HepError(f"This item stays on the agenda, since {said} would be left without one; nothing was changed.")
    return change(book, meeting, removed, item)


def start_item(book: Book, meeting: str, item: str) -> None:
    """Go to an agenda item; the first one starts the meeting.

    Raises HepError where the meeting has no such item.
    """
    found = record_of(book, Meeting, meeting)
    if not found or not found.what.item(item):
        raise HepError("This meeting has no such agenda item; nothing was changed.")
    record.add(book, Step(meeting, item, ran=book.ran()))


def pause(book: Book, meeting: str, item: str) -> None:
    """Stop the clock of the item under way; going to an item starts it again."""
    record.add(book, Step(meeting, item, "pause", ran=book.ran()))


def end(book: Book, meeting: str, item: str = "") -> None:
    """End a meeting; its notes stay open to correction."""
    record.add(book, Step(meeting, item, "end", ran=book.ran()))


def cancel(book: Book, meeting: str) -> None:
    """Cancel a meeting that is not to be held; going to one of its items takes that back.

    Raises HepError where it has begun, is cancelled already, or holds notes or votes.
    """
    found = record_of(book, Meeting, meeting)
    if not found:
        raise HepError("This meeting is not in the record any more; nothing was changed.")
    title, steps = found.what.title, records(book, Step, meeting=meeting)
    if steps and steps[-1].what.event == "cancel":
        raise HepError(f"{title} is cancelled already; nothing was changed.")
    holds = ["it has begun"] * bool(steps) + ["notes were taken in it"] * bool(records(book, Note, meeting=meeting))
    opened = {state.what.poll for state in records(book, StateChange)}
    polls = [poll for poll in records(book, Poll, meeting=meeting) if poll.id in opened]
    holds += [f"{poll.what.title} was opened" for poll in polls[:1]]
    if holds:
        raise HepError(f"{title} cannot be cancelled, since {holds[0]}; nothing was changed.")
    record.add(book, Step(meeting, "", "cancel", ran=book.ran()))


def took(book: Book, meeting: str, item: str, minutes: int) -> None:
    """Put right how many minutes an item had taken by now, where the laptop's clock had it wrong.

    Raises HepError before the meeting has begun, for an item that it does not have, or for no such number.
    """
    found = record_of(book, Meeting, meeting)
    if not found or not found.what.item(item) or not records(book, Step, meeting=meeting):
        raise HepError("This meeting has not begun, or has no such agenda item; nothing was changed.")
    if not 0 <= minutes <= MOST_MINUTES:
        raise HepError(f"An item takes 0 to {MOST_MINUTES} minutes, not {minutes}; nothing was changed.")
    record.add(book, Step(meeting, item, TOOK, minutes * 60, book.ran()))


def attend(book: Book, attendance: Attendance) -> None:
    """Record that somebody has come, or has left."""
    # The subject follows from meeting and person, so that two doors that let in the same person agree.
    record.put(book, f"{attendance.meeting}.{attendance.person}", attendance)
