"""One note: where it was taken, and every version of it."""

from dataclasses import dataclass
from datetime import datetime

from hep_tui.domain.meetings import Meeting
from hep_tui.domain.notes import Note, Vocabulary
from hep_tui.domain.pack import Item
from hep_tui.domain.record import from_body
from hep_tui.domain.shorthand import write
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Entry
from hep_tui.logbook.records import Record, in_effect, record_of
from hep_tui.views.meetings import meetings
from hep_tui.views.review import review, vocabulary


@dataclass(frozen=True)
class Past:
    """Hold one thing that happened to a note: what was done, by whom and when, and how it read then."""

    done: str
    who: str
    at: datetime
    reads: str


@dataclass(frozen=True)
class NoteView:
    """Hold one note with its place and its history, the newest last."""

    noted: Record[Note]
    meeting: str
    items: tuple[Item, ...]
    history: tuple[Past, ...]
    vocabulary: Vocabulary

    @property
    def item(self) -> str:
        """Return the title of the agenda item it was taken under."""
        return next((i.title for i in self.items if i.id == self.noted.what.item), "")


def note(book: Book, id: str, now: datetime) -> NoteView:
    """Return one note. Raises HepError where it was taken back or erased."""
    noted = record_of(book, Note, id)
    if noted is None:
        raise HepError("This note is not in the record any more; undo may bring it back.")
    known = vocabulary(book, review(book).pack)
    meeting = next((m.meeting for m in meetings(book, now) if m.id == noted.what.meeting), Meeting(""))
    return NoteView(noted, meeting.title, meeting.items, history(book, id), known)


def history(book: Book, id: str) -> tuple[Past, ...]:
    """Return what happened to a note, oldest first."""
    return tuple(_past(e) for e in in_effect(book, book.history(id)) if e.kind != "erase")


_DONE = {
    "withdraw": "taken back",
    "redact": "erased for good",
    "settle": "another version was chosen",
}


def _past(entry: Entry) -> Past:
    done = _DONE.get(entry.kind) or ("corrected" if entry.replaces else "taken")
    reads = str(entry.data.get("reason", "")) if entry.kind in _DONE else _reads(entry)
    return Past(done, entry.who, datetime.fromisoformat(entry.at), reads)


def _reads(entry: Entry) -> str:
    if entry.body is None:
        return "(erased)"
    try:
        return write(from_body(Note, entry.data))
    except (TypeError, ValueError):
        return "(cannot be read)"
