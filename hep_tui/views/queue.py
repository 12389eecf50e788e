"""The review queue: notes that lack a theme, a phase or a sentiment."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from hep_tui.domain.notes import Note, Vocabulary
from hep_tui.domain.pack import Pack
from hep_tui.logbook import Book
from hep_tui.logbook.records import Record
from hep_tui.views.meetings import meetings, notes
from hep_tui.views.places import Places
from hep_tui.views.review import review, vocabulary


@dataclass(frozen=True)
class Waiting:
    """Hold one note that lacks something, with the titles of its meeting and agenda item."""

    note: Record[Note]
    meeting: str
    item: str


@dataclass(frozen=True)
class Queue:
    """Hold the notes that wait, those of the newest meeting first, each meeting's oldest first.

    `themes` are those most used, by meeting; `everywhere` those of the whole review.
    """

    waiting: tuple[Waiting, ...]
    pack: Pack
    vocabulary: Vocabulary
    themes: Mapping[str, tuple[str, ...]]
    everywhere: tuple[str, ...]


def queue(book: Book) -> Queue:
    """Return what the review queue walks through."""
    pack = review(book).pack
    known = vocabulary(book, pack)
    order = {line.id: place for place, line in enumerate(meetings(book, book.source.now()))}
    named = Places(book)
    used: dict[str, Counter[str]] = {}
    waiting: list[tuple[int, Waiting]] = []
    for n in notes(book):
        used.setdefault(n.what.meeting, Counter()).update(n.what.themes)
        if n.what.lacks:
            waiting.append((-order.get(n.what.meeting, -1), Waiting(n, *named.of(n.what))))
    most = {meeting: tuple(id for id, _ in counts.most_common()) for meeting, counts in used.items()}
    total = [id for id, _ in sum(used.values(), Counter()).most_common()]
    everywhere = tuple(dict.fromkeys((*total, *known.themes)))
    return Queue(tuple(w for _, w in sorted(waiting, key=lambda pair: pair[0])), pack, known, most, everywhere)
