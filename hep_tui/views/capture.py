"""What the capture screen shows: agenda and time, the stream, and who has not been heard."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from hep_tui.domain.meetings import Attendance
from hep_tui.domain.names import Names
from hep_tui.domain.notes import Note, Vocabulary
from hep_tui.domain.polls import Poll
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import Record, records
from hep_tui.views.coverage import Heard, by_phase
from hep_tui.views.meetings import MeetingLine, meetings, notes
from hep_tui.views.names import names
from hep_tui.views.review import review, vocabulary


@dataclass(frozen=True)
class Capture:
    """Hold what the capture screen shows of one meeting.

    `notes` are those of `item`, or of all items where it is empty; `polls` are (item, poll) ids; `recent` are the
    marks that are most likely to come next: those used last, then those of the people who are here.
    """

    line: MeetingLine
    item: str
    notes: tuple[Record[Note], ...]
    heard: tuple[Heard, ...]
    themes: tuple[tuple[str, int], ...]
    vocabulary: Vocabulary
    names: Names
    polls: tuple[tuple[str, str], ...] = ()
    recent: tuple[str, ...] = ()


_LATEST = 60
"""How many notes back a mark counts as used lately."""


def capture(book: Book, meeting: str, item: str, now: datetime) -> Capture:
    """Return what the capture screen shows; `item` is empty for the notes of the whole meeting.

    Raises HepError where there is no such meeting.
    """
    line = next((m for m in meetings(book, now) if m.id == meeting), None)
    if line is None:
        raise HepError("This meeting is not in the record any more; choose another on the home screen.")
    pack = review(book).pack
    taken = notes(book, meeting)
    here = [a.what for a in records(book, Attendance, meeting=meeting) if a.what.state == "here"]
    return Capture(
        line,
        item,
        tuple(n for n in taken if not item or n.what.item == item),
        heard=by_phase(pack, (n.what for n in taken), here),
        themes=used_themes(taken),
        vocabulary=replace(vocabulary(book, pack), tables=line.meeting.tables),
        names=names(book),
        polls=tuple((p.what.item, p.id) for p in records(book, Poll, meeting=meeting)),
        recent=recent_marks([n.what for n in taken[-_LATEST:]], here),
    )


def used_themes(taken: Iterable[Record[Note]]) -> tuple[tuple[str, int], ...]:
    """Return the themes of a meeting with the number of notes that carry them, in the order in which they came up.

    A theme keeps its place, and with it the digit that toggles it, however often the others are used.
    """
    counts = Counter(theme for n in taken for theme in n.what.themes)
    return tuple(counts.items())


def in_places(themes: Sequence[tuple[str, int]], before: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Return themes in the order in which they stood before, those that are new behind them."""
    counts = dict(themes)
    order = dict.fromkeys([*(theme for theme, _ in before if theme in counts), *counts])
    return tuple((theme, counts[theme]) for theme in order)


def recent_marks(taken: Sequence[Note], here: Iterable[Attendance]) -> tuple[str, ...]:
    """Return the marks of these notes, those used last first, then phase, role and groups of who is here."""
    used = [
        mark
        for note in reversed(taken)
        for mark in (*note.themes, note.phase, note.role, *note.groups, *(m.partition("@")[0] for m in note.models))
    ]
    of_people = Counter(mark for a in here for mark in (a.phase, a.role, *a.groups))
    return tuple(mark for mark in dict.fromkeys([*used, *(m for m, _ in of_people.most_common())]) if mark)
