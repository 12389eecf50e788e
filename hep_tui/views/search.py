"""Search over every note, fast enough to be asked at each key."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hep_tui.domain import search as engine
from hep_tui.domain.notes import Note, Vocabulary
from hep_tui.domain.search import Index, Query
from hep_tui.domain.themes import Frame
from hep_tui.logbook import Book
from hep_tui.logbook.cache import cached
from hep_tui.logbook.records import KINDS, Record
from hep_tui.views.places import Places
from hep_tui.views.review import frame, review, themed, vocabulary

MOST = 100
"""How many notes an answer holds; it counts all of them."""


@dataclass(frozen=True)
class Found:
    """Hold one note with the titles of its meeting and agenda item, empty where it has none."""

    note: Record[Note]
    meeting: str
    item: str


@dataclass(frozen=True)
class Answer:
    """Hold what was understood, how many notes there are, and the newest of them, newest first."""

    query: Query
    count: int
    found: tuple[Found, ...]
    vocabulary: Vocabulary


class _Kept:
    """Keep the index of a book's notes, and the place of each; made once, then brought up to the record."""

    def __init__(self) -> None:
        self.index = Index()
        self.subjects: list[str] = []
        self._places: dict[str, int] = {}
        self._generation = -1
        self._touched = 0

    def catch_up(self, book: Book) -> None:
        notes = cached(book, Note, KINDS[Note])
        generation = book.generation()
        if generation != self._generation:
            self.index = Index()
            held: dict[str, list[Note]] = {}
            for each in notes:
                held.setdefault(each.id, []).append(each.what)
            self.subjects = list(held)
            self._places = {id: place for place, id in enumerate(held)}
            self.index.fill(_terms(versions) for versions in held.values())
        else:
            for subject in dict.fromkeys(book.touched[self._touched :]):
                self._put(subject, [t.what for t in notes.of(subject)])
        self._generation, self._touched = generation, len(book.touched)

    def _put(self, subject: str, versions: list[Note]) -> None:
        if versions:
            if subject not in self._places:
                self._places[subject] = len(self.subjects)
                self.subjects.append(subject)
            self.index.put(self._places[subject], *_terms(versions))
        elif subject in self._places:
            self.index.clear(self._places[subject])


def search(
    book: Book, line: str, *, meeting: str = "", item: str = "", most: int = MOST, today: date | None = None
) -> Answer:
    """Return the notes that a line asks for, of a meeting or one of its items, the newest first.

    The line is in the shorthand of notes. Each of its words must begin a word of the note, in any order; each mark must
    be the note's. A theme finds what is nested in it. Without words and marks every note is found.
    """
    pack = review(book).pack
    kept: _Kept = book.memo.setdefault("search", _Kept())
    kept.catch_up(book)
    known = vocabulary(book, pack)
    query = engine.query(line, known, today)
    places = _matching(kept.index, query, frame(book, pack), meeting, item)
    notes = cached(book, Note, KINDS[Note])
    newest = [notes.of(kept.subjects[place])[0] for place in engine.newest(places, most)]
    named = Places(book)
    found = tuple(Found(n, *named.of(n.what)) for n in themed(book, newest))
    return Answer(query, places.bit_count(), found, known)


def _matching(index: Index, query: Query, now: Frame, meeting: str, item: str) -> int:
    found = index.all
    for word in query.words:
        found &= index.starting(word)
    for mark in (*engine.marks(query.asked), *_place(meeting, item)):
        found &= index.marked(mark)
    for theme in query.asked.themes:
        family = now.within(theme)
        within = 0
        for id in (*family, *(old for old, id in now.merged.items() if id in family)):
            within |= index.marked(f"#{id}")
        found &= within
    return found


def _terms(versions: Iterable[Note]) -> tuple[list[str], list[str]]:
    """Return the words and marks of a note, of all its versions where they conflict."""
    words, marks = [], []
    for note in versions:
        words += engine.fold(f"{note.text} {note.owner}")
        marks += [*engine.marks(note), *(f"#{id}" for id in note.themes), *_place(note.meeting, note.item)]
        marks += _place(note.meeting, "")
    return words, marks


def _place(meeting: str, item: str) -> list[str]:
    return [f"&{meeting} {item}"] if meeting else []
