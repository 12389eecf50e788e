"""Who has been heard and who has not: notes against the people who came and the schools of the borough."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.notes import Note
from hep_tui.domain.pack import Pack
from hep_tui.domain.speech import worded
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import record_of, records
from hep_tui.views.review import review

NOT_HEARD, LESS, HEARD = "NOT HEARD", "less than its share", "heard"
# Less than its share is under four fifths of it, and at least one whole note short.
_FOUR_FIFTHS = 0.8
# Who said it, and whether it is a quote and a concern.
_Said = tuple[tuple[str, ...], bool, bool]


@dataclass(frozen=True)
class Of:
    """Hold a number and what it is a part of."""

    n: int
    all: int

    @property
    def share(self) -> float:
        """Return the part, from 0 to 1."""
        return self.n / self.all if self.all else 0.0

    @property
    def words(self) -> str:
        """Return it as `17 of 21`."""
        return f"{self.n} of {self.all}"


@dataclass(frozen=True)
class Heard:
    """Say how much a phase, role or group was heard: its notes, its people, its schools, each of all of them.

    Of all notes and people are meant those that carry a phase, role or group. `quotes` and `concerns` are of its notes.
    """

    id: str
    label: str
    notes: Of
    present: Of
    schools: Of
    quotes: int = 0
    concerns: int = 0

    @property
    def due(self) -> float | None:
        """Return the notes it would have by its share of the people or, where nobody was counted, of the schools."""
        by = self.present if self.present.all else self.schools
        return by.share * self.notes.all if by.n else None

    @property
    def verdict(self) -> str:
        """Return NOT HEARD, less than its share, or heard."""
        if not self.notes.n:
            return NOT_HEARD
        short = self.due is not None and self.notes.n < _FOUR_FIFTHS * self.due and self.due - self.notes.n >= 1
        return LESS if short else HEARD

    @property
    def words(self) -> str:
        """Return it as "24 of 38 notes (63 %); 17 of 21 present; 69 of 111 schools"."""
        percent = f" ({self.notes.share:.0%})".replace("%", " %") if self.notes.n else ""
        parts = [f"{self.notes.words} notes{percent}"]
        if self.present.all:
            parts.append(f"{self.present.words} present" if self.present.n else "nobody present")
        return "; ".join(parts + [worded("{n} {places}", n=self.schools.words)] * bool(self.schools.n))

    @property
    def order(self) -> tuple[bool, bool, float]:
        """Return its place: not heard first, those who came before who did not; then the furthest below."""
        if not self.notes.n:
            return False, not self.present.n, 0.0
        return True, False, self.notes.n / self.due if self.due else float("inf")


@dataclass(frozen=True)
class Coverage:
    """Hold who was heard in one meeting or in all of them (`meeting` and `title` are empty).

    `notes` are all that were taken, `unmarked` those that carry no phase.
    """

    meeting: str
    title: str
    phases: tuple[Heard, ...]
    roles: tuple[Heard, ...]
    groups: tuple[Heard, ...]
    notes: int
    unmarked: int

    @property
    def parts(self) -> tuple[tuple[str, tuple[Heard, ...]], ...]:
        """Return phases, roles and groups with their names."""
        return (("phase", self.phases), ("role", self.roles), ("group", self.groups))


def coverage(book: Book, meeting: str = "") -> Coverage:
    """Return who was heard at a meeting by those who are there, or in the whole review by everybody who ever came.

    Raises HepError where there is no such meeting.
    """
    found = review(book)
    where: dict[str, Any] = {"meeting": meeting} if meeting else {}
    title = ""
    if meeting:
        held = record_of(book, Meeting, meeting)
        if held is None:
            raise HepError("This meeting is not in the record any more; choose another on the home screen.")
        title = held.what.title
    taken = [n.what for n in records(book, Note, **where)]
    came = [a.what for a in records(book, Attendance, **where) if not meeting or a.what.state == "here"]
    schools = Counter(school.phase for school in found.schools)
    roles = by_role(found.pack, taken, came)
    groups = by_group(found.pack, taken, came)
    unmarked = sum(1 for note in taken if not note.phase)
    return Coverage(
        meeting,
        title,
        by_phase(found.pack, taken, came, schools),
        roles=roles,
        groups=groups,
        notes=len(taken),
        unmarked=unmarked,
    )


def by_phase(
    pack: Pack, taken: Iterable[Note], came: Iterable[Attendance], schools: Counter[str] | None = None
) -> tuple[Heard, ...]:
    """Return how much each phase was heard that has a note, somebody there, or one of these schools."""
    said = Counter(_said((n.phase,), n) for n in taken)
    people = {(a.person, (a.phase,)) for a in came}
    return _heard([(p.id, p.name) for p in pack.phases], said, people, schools or Counter())


def by_role(pack: Pack, taken: Iterable[Note], came: Iterable[Attendance]) -> tuple[Heard, ...]:
    """Return how much each role was heard that has a note or somebody there."""
    said = Counter(_said((n.role,), n) for n in taken)
    people = {(a.person, (a.role,)) for a in came}
    return _heard([(r.id, r.name) for r in pack.roles], said, people, Counter())


def by_group(pack: Pack, taken: Iterable[Note], came: Iterable[Attendance]) -> tuple[Heard, ...]:
    """Return how much each group was heard that has a note or somebody there."""
    said = Counter(_said(n.groups, n) for n in taken)
    people = {(a.person, a.groups) for a in came}
    return _heard([(g.id, g.name) for g in pack.groups], said, people, Counter())


def _said(who: tuple[str, ...], note: Note) -> _Said:
    return who, note.quote, note.sentiment == "concern"


def _heard(
    terms: Sequence[tuple[str, str]],
    said: Mapping[_Said, int],
    people: Iterable[tuple[str, tuple[str, ...]]],
    schools: Mapping[str, int],
) -> tuple[Heard, ...]:
    known = dict(terms)
    notes, quotes, concerns = Counter[str](), Counter[str](), Counter[str]()
    for (ids, quote, concern), n in said.items():
        for id in ids:
            notes[id] += n
            quotes[id] += n * quote
            concerns[id] += n * concern
    marked = sum(n for (ids, _, _), n in said.items() if not known.keys().isdisjoint(ids))
    pairs = {(person, id) for person, ids in people for id in ids if id in known}
    present = Counter(id for _, id in pairs)
    there, of_borough = len({person for person, _ in pairs}), sum(schools.values())
    found = [
        Heard(
            id,
            label,
            notes=Of(notes[id], marked),
            present=Of(present[id], there),
            schools=Of(schools.get(id, 0), of_borough),
            quotes=quotes[id],
            concerns=concerns[id],
        )
        for id, label in known.items()
        if notes[id] or present[id] or schools.get(id)
    ]
    return tuple(sorted(found, key=lambda heard: heard.order))
