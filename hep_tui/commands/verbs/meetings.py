"""What can be done with a meeting while it goes on, and with the items of its agenda."""

from hep_tui.actions import meetings
from hep_tui.commands.verbs.verb import Verb
from hep_tui.commands.verbs.words import meeting_line
from hep_tui.domain import meetings as rules
from hep_tui.errors import HepError
from hep_tui.logbook import Book


def next_item(book: Book, meeting: str) -> None:
    """Go to the agenda item after the one under way; the first one starts the meeting."""
    line = meeting_line(book, meeting)
    item = line.meeting.after(line.progress.item)
    if item is None:
        raise HepError("This was the last item of the agenda, so nothing was changed; end ends the meeting.")
    meetings.start_item(book, meeting, item.id)


def go_on(book: Book, meeting: str) -> None:
    """Let the clock of a meeting that is paused go on."""
    line = meeting_line(book, meeting)
    if not line.progress.paused:
        raise HepError("This meeting is not paused, so nothing was changed; pause stops its clock.")
    meetings.start_item(book, meeting, line.progress.item)


def pause(book: Book, meeting: str) -> None:
    """Stop the clock of the item under way."""
    meetings.pause(book, meeting, meeting_line(book, meeting).progress.item)


def end(book: Book, meeting: str) -> None:
    """End a meeting; its notes stay open to correction."""
    meetings.end(book, meeting, meeting_line(book, meeting).progress.item)


def rename_item(book: Book, meeting: str, item: str, title: str) -> None:
    """Give an item of the agenda another title."""
    meetings.change(book, meeting, rules.item_retitled, item, title)


def give(book: Book, meeting: str, item: str, minutes: int) -> None:
    """Plan other minutes for an item of the agenda."""
    meetings.change(book, meeting, rules.timed, item, minutes)


def prompt(book: Book, meeting: str, item: str, question: str) -> None:
    """Change the question that is asked at an item of the agenda."""
    meetings.change(book, meeting, rules.prompted, item, question)


VERBS = (
    Verb(meetings.start_item, "item"),
    Verb(next_item, "next"),
    Verb(pause),
    Verb(go_on),
    Verb(end),
    Verb(meetings.cancel),
    Verb(rename_item),
    Verb(give),
    Verb(meetings.took),
    Verb(prompt),
)
