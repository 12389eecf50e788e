"""What can be done with notes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from hep_tui.actions import record
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.notes import ANSWERS, Note
from hep_tui.domain.text import MAX_LENGTH, clean
from hep_tui.domain.themes import Code
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Draft
from hep_tui.logbook.records import record_of


def add(book: Book, note: Note, new_themes: Iterable[str] = (), id: str = "") -> str:
    """Record a note, with the themes it brings, and return its id, which may be given, once it is on the disk.

    Raises HepError for a note without words, or with more than one can hold.
    """
    return record.add(book, _checked(note), *_themes(book, new_themes), id=id)


def add_all(book: Book, notes: Sequence[tuple[Note, Sequence[str]]]) -> int:
    """Record many notes with the themes they bring, all of them in one step or none, and return how many.

    Raises HepError, naming the first of them, for a note without words, or with more than one can hold.
    """
    drafts: list[Draft] = []
    for number, (note, _) in enumerate(notes, 1):
        try:
            drafts.append(record.draft(book.token(), _checked(note)))
        except HepError as error:
            raise HepError(f"Line {number} stops all of them: {error}") from error
    new = dict.fromkeys(slug for _, slugs in notes for slug in slugs)
    book.append_all([*_themes(book, new), *drafts])
    return len(notes)


def amend(book: Book, id: str, note: Note, new_themes: Iterable[str] = ()) -> None:
    """Record that a note now reads otherwise."""
    record.amend(book, id, _checked(note), *_themes(book, new_themes))


def move(book: Book, id: str, item: str) -> None:
    """Put a note under another agenda item of its meeting.

    Raises HepError where there is no such note, or its meeting has no such item.
    """
    found = record_of(book, Note, id)
    meeting = record_of(book, Meeting, found.what.meeting) if found else None
    if not found or not meeting or not meeting.what.item(item):
        raise HepError("There is no such note or agenda item; nothing was changed.")
    record.amend(book, id, replace(found.what, item=item))


def nothing_fits(book: Book, id: str, what: str) -> None:
    """Record that somebody was asked for the theme, phase or sentiment of a note, or about a name, and none fits.

    Raises HepError where there is no such note, or nothing of that name to be asked for.
    """
    found = record_of(book, Note, id)
    if not found or what not in ANSWERS:
        raise HepError(f"There is no such note, or {what[:20]} is none of {', '.join(ANSWERS)}; nothing was changed.")
    record.amend(book, id, found.what.answering(what))


def withdraw(book: Book, id: str, reason: str = "") -> None:
    """Take a note back."""
    record.withdraw(book, id, reason)


def redact(book: Book, id: str, reason: str) -> None:
    """Erase for good what a note says and ever said."""
    record.redact(book, id, reason)


def _checked(note: Note) -> Note:
    if not clean(note.text):
        raise HepError("There are no words in this note yet, so nothing was stored; add what was said.")
    if len(note.text) > MAX_LENGTH:
        raise HepError(
            f"This note has {len(note.text):,} characters and one can hold {MAX_LENGTH:,}; "
            "nothing was stored, split it in two."
        )
    return note


def _themes(book: Book, slugs: Iterable[str]) -> list[Draft]:
    # The subject follows from the name, so that two laptops that made the same theme agree.
    new = [slug for slug in slugs if not any(book.current("theme", subject=f"theme.{slug}"))]
    return [d for slug in new for d in record.replacing(book, record.draft(f"theme.{slug}", Code(slug)))]
