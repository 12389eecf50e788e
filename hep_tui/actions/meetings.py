"""What can be done with meetings: plan them, go through the agenda, take attendance."""

from hep_tui.actions import record
from hep_tui.domain.meetings import Attendance, Meeting, Step
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.things import thing


def plan(book: Book, meeting: Meeting) -> str:
    """Record a meeting that is to be held, and return its id."""
    return record.add(book, meeting)


def amend(book: Book, id: str, meeting: Meeting) -> None:
    """Change a meeting: its title, date, or agenda."""
    record.amend(book, id, meeting)


def start_item(book: Book, meeting: str, item: str) -> None:
    """Go to an agenda item; the first one starts the meeting.

    Raises HepError where the meeting has no such item.
    """
    found = thing(book, Meeting, meeting)
    if not found or not found.what.item(item):
        raise HepError("This meeting has no such agenda item; nothing was changed.")
    record.add(book, Step(meeting, item))


def pause(book: Book, meeting: str, item: str) -> None:
    """Stop the clock of the item under way; going to an item starts it again."""
    record.add(book, Step(meeting, item, "pause"))


def end(book: Book, meeting: str, item: str = "") -> None:
    """End a meeting; its notes stay open to correction."""
    record.add(book, Step(meeting, item, "end"))


def attend(book: Book, attendance: Attendance) -> None:
    """Record that somebody has come, or has left."""
    # The subject follows from meeting and person, so that two doors that let in the same person agree.
    record.put(book, f"{attendance.meeting}.{attendance.person}", attendance)
