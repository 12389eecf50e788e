"""Keep in memory what was read of the record, and read again only what was touched since."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from hep_tui.domain.record import from_body
from hep_tui.logbook.book import SEVERAL, Book
from hep_tui.logbook.entry import Entry
from hep_tui.logbook.record import Record

T = TypeVar("T")
First = tuple[int, str, str, str]
"""When a subject was first recorded, and by whom: number, writer, clock and name."""
_MANY = 200
"""From how many subjects on, as a sign-up list brings them, reading all of a kind is quicker than each by itself."""


class Cache(Generic[T]):
    """Hold the current things of one class, in the order in which they were first recorded.

    What this book appends is read again by subject; whatever else has changed the file (a merge, another program)
    empties the shelf.
    """

    def __init__(self, cls: type[T], kind: str) -> None:
        self.cls, self.kind = cls, kind
        self._held: dict[str, tuple[Record[T], ...]] = {}
        self._unreadable: dict[str, int] = {}
        self._generation = -1
        self._touched = 0

    def catch_up(self, book: Book) -> None:
        """Bring the shelf up to the record."""
        generation = book.generation()
        if generation != self._generation or len(book.touched) - self._touched > _MANY:
            first, found = _firsts(book, self.kind), list(book.current(self.kind))
            for e in found:
                first.setdefault(e.subject, (e.n, e.writer, e.at, e.who))
            self._held = dict.fromkeys(sorted(first, key=first.__getitem__), ())
            self._unreadable.clear()
            self._put(book, found, first)
        else:
            for subject in dict.fromkeys(book.touched[self._touched :]):
                found = list(book.current(self.kind, subject=subject))
                if found or subject in self._held:
                    self._held[subject] = ()
                    self._unreadable.pop(subject, None)
                    first = {subject: _first(book, subject)} if found else {}
                    self._put(book, found, first)
        self._generation, self._touched = generation, len(book.touched)

    def _put(self, book: Book, found: Iterable[Entry], first: Mapping[str, First]) -> None:
        disputed = conflicts(book)
        for e in found:
            born, _, born_at, born_who = first[e.subject]
            try:
                what = from_body(self.cls, e.data)
            except (TypeError, ValueError):
                # Another program made it. It stays in the record, and is named to whoever looks.
                self._unreadable[e.subject] = self._unreadable.get(e.subject, 0) + 1
                continue
            thing = Record(
                e.subject,
                e.id,
                e.n,
                e.at,
                e.who,
                what,
                disputed=e.subject in disputed,
                writer=e.writer,
                born=born,
                born_at=born_at,
                born_who=born_who,
            )
            held = self._held.get(e.subject)
            self._held[e.subject] = (*held, thing) if held else (thing,)

    @property
    def unreadable(self) -> int:
        """Return how many current entries do not hold what they should, and so are no things."""
        return sum(self._unreadable.values())

    def of(self, subject: str) -> tuple[Record[T], ...]:
        """Return the current things of one subject: several where they conflict."""
        return self._held.get(subject, ())

    def __iter__(self) -> Iterator[Record[T]]:
        """Yield every current thing."""
        for held in self._held.values():
            yield from held


def _firsts(book: Book, kind: str) -> dict[str, First]:
    """Return when each subject of a kind that several entries speak of was first recorded.

    Any other was by the one entry that there is.
    """
    # The + keeps SQLite on the index of subjects.
    rows = book.conn.execute(
        f"SELECT subject, min(n), writer, at, who FROM entry WHERE +kind = ? AND subject IN ({SEVERAL}) "
        "GROUP BY subject",
        (kind,),
    )
    return {subject: (n, writer, at, who) for subject, n, writer, at, who in rows}


def _first(book: Book, subject: str) -> First:
    first = book.history(subject)[0]
    return first.n, first.writer, first.at, first.who


class _Conflicts:
    def __init__(self) -> None:
        self.subjects: set[str] = set()
        self.generation = -1
        self.touched = 0


def conflicts(book: Book) -> set[str]:
    """Return the subjects that have two current versions which say different things."""
    memo: _Conflicts = book.memo.setdefault("conflicts", _Conflicts())
    generation = book.generation()
    if generation != memo.generation or len(book.touched) - memo.touched > _MANY:
        memo.subjects = _disputed(book, book.forked())
    else:
        touched = dict.fromkeys(book.touched[memo.touched :])
        memo.subjects -= touched.keys()
        memo.subjects |= _disputed(book, touched)
    memo.generation, memo.touched = generation, len(book.touched)
    return memo.subjects


def _disputed(book: Book, subjects: Collection[str]) -> set[str]:
    """Return the subjects in conflict, which are among these; where they are few, nothing else is compared."""
    if len(subjects) > _MANY:
        return {row["subject"] for row in book.rows("conflict")}
    return {row["subject"] for subject in subjects for row in book.rows("conflict", subject=subject)}


def cached(book: Book, cls: type[T], kind: str) -> Cache[T]:
    """Return the shelf of a class in a book, caught up."""
    found: Any = book.memo.setdefault(cls, Cache(cls, kind))
    found.catch_up(book)
    return found  # type: ignore[no-any-return]
