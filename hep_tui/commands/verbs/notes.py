"""What can be done with notes that are stored."""

from hep_tui.actions import notes
from hep_tui.commands.verbs.verb import Verb
from hep_tui.commands.verbs.words import note_line
from hep_tui.domain.clock import day_of, stamp
from hep_tui.domain.notes import Note
from hep_tui.domain.shorthand import correction
from hep_tui.logbook import Book
from hep_tui.logbook.records import record_of
from hep_tui.views import notes as views
from hep_tui.views.meetings import notes as notes_of
from hep_tui.views.review import review, vocabulary


def list_notes(book: Book, meeting: str) -> list[str]:
    """List the notes of a meeting with the letters that name them."""
    return [note_line(book, noted.id) for noted in notes_of(book, meeting)] or ["none"]


def history(book: Book, id: str) -> list[str]:
    """Print what happened to a note, oldest first."""
    past = views.history(book, id)
    return [f"{stamp(p.at)}  {p.done} by {p.who or 'somebody'}: {p.reads}" for p in past]


def correct(book: Book, id: str, line: str) -> list[str]:
    """Record that a note reads otherwise; it keeps its place and its time.

    The line says all of it, marks too: what it leaves out the note no longer says.
    """
    was = record_of(book, Note, id)
    words = vocabulary(book, review(book).pack)
    reading = correction(line, was.what if was else Note(""), words, day_of(book.source.now()))
    notes.amend(book, id, reading.note, reading.new_themes)
    return [note_line(book, id), *reading.doubts]


_NOTE = {"id": "note"}
VERBS = (
    Verb(list_notes, "list"),
    Verb(history, of=_NOTE),
    Verb(correct, of=_NOTE),
    Verb(notes.move, of=_NOTE),
    Verb(notes.nothing_fits, of=_NOTE),
    Verb(notes.withdraw, "take-back", _NOTE, then="Taken back; the record keeps what it said."),
    Verb(
        notes.redact,
        "erase",
        _NOTE,
        then="Erased here for good; backups made before still hold it: hep backup FILE --forget.",
    ),
)
