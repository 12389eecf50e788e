"""Names that are in notes: whose they are, and which notes hold one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from hep_tui.domain.meant import Meant
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.name_forms import WORD
from hep_tui.domain.names import Mention, Names
from hep_tui.domain.notes import NAME, Note
from hep_tui.domain.pack import Pack
from hep_tui.domain.people import Person
from hep_tui.domain.record import from_body
from hep_tui.domain.schools import School
from hep_tui.logbook import Book, Entry
from hep_tui.logbook.records import Record, records
from hep_tui.views.places import Places
from hep_tui.views.review import review

Finder = Callable[[str], tuple[Mention, ...]]


@dataclass(frozen=True)
class NamedNote:
    """Hold a note with the names in it; `meeting` and `item` are titles."""

    noted: Record[Note]
    meeting: str
    item: str
    mentions: tuple[Mention, ...]


@dataclass
class _Memo:
    """Keep what was found in each version of a note, for one register and one table of schools."""

    schools: tuple[School, ...]
    people: tuple[str, ...]
    names: Names
    found: dict[str, tuple[Mention, ...]] = field(default_factory=dict)

    def of(self, taken: Sequence[Record[Note]]) -> list[tuple[Record[Note], tuple[Mention, ...]]]:
        """Return the notes that hold a name, with the names."""
        found = self.found
        asked = [noted for noted in taken if NAME not in noted.what.answered]
        for noted in asked:
            if noted.entry not in found:
                found[noted.entry] = self.names.find(noted.what.text)
        return [(noted, found[noted.entry]) for noted in asked if found[noted.entry]]


def names(book: Book) -> Names:
    """Return what finds the names of this review: of its schools, and of the people in its register."""
    return _memo(book).names


def named_notes(book: Book) -> list[NamedNote]:
    """Return the notes that hold a name, in the order they were taken; not those of which somebody said it may stay."""
    memo = _memo(book)
    named = Places(book)
    found = [(noted, named.of(noted.what), mentions) for noted, mentions in memo.of(records(book, Note))]
    return [NamedNote(noted, meeting or "no meeting", item, mentions) for noted, (meeting, item), mentions in found]


def naming(book: Book, meeting: str = "") -> Finder:
    """Return what finds names in what was said at a meeting, or at any: initials of those who came, too."""
    came = came_to(book)
    there = came.get(meeting, frozenset()) if meeting else frozenset().union(*came.values())
    return lambda text: names(book).find(text, there)


def came_to(book: Book) -> dict[str, frozenset[str]]:
    """Return the codes of those who came to each meeting, whose initials may be in what was said at it."""
    found: dict[str, set[str]] = {}
    for came in records(book, Attendance):
        found.setdefault(came.what.meeting, set()).add(came.what.person)
    return {meeting: frozenset(codes) for meeting, codes in found.items()}


def may_stay(book: Book, note: str) -> bool:
    """Say whether somebody said of a note that the names in it may stay."""
    return any(NAME in _answered(e) for e in book.current("note", subject=note))


def _answered(entry: Entry) -> tuple[str, ...]:
    """Return what was answered of a note, nothing where it is not as hep makes them."""
    try:
        return from_body(Note, entry.data).answered
    except (TypeError, ValueError):
        return ()


def how_many_named(book: Book) -> int:
    """Return how many notes hold a name that nobody let stand; each version of a note is looked through once."""
    return len(_memo(book).of(records(book, Note)))


def meant(book: Book, words: Sequence[str]) -> Meant:
    """Return what finds in any text of a review what may mean somebody who is known by these words."""
    return Meant(words, _acronyms(review(book).pack))


def _memo(book: Book) -> _Memo:
    invited = records(book, Person)
    found, people = review(book), tuple(p.entry for p in invited)
    held: _Memo | None = book.memo.get(_Memo)
    if held is None or held.schools is not found.schools or held.people != people:
        labels = {phase.id: phase.name for phase in found.pack.phases}
        own = Names([p.what for p in invited], found.schools, labels, _acronyms(found.pack))
        held = book.memo[_Memo] = _Memo(found.schools, people, own)
    return held


def _acronyms(pack: Pack) -> list[str]:
    """Return the short words of a pack that are nobody's initials: ids, and what is in capitals in a label."""
    labels = {phase.id: f"{phase.name} {phase.label}" for phase in pack.phases}
    labels |= {each.id: f"{each.name} {each.label}" for each in (*pack.roles, *pack.groups)}
    labels |= {each.id: each.label for each in pack.themes}
    return [*labels, *(word for label in labels.values() for word in WORD.findall(label) if word.isupper())]
