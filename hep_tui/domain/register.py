"""The register: who is expected, who has come, at which table. Never linked to a note or a ballot."""

import base64
import hashlib
import hmac
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from hep_tui.domain.line_reader import TABLE
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.notes import Vocabulary
from hep_tui.domain.people import Person
from hep_tui.domain.resolve.folding import words
from hep_tui.domain.schools import School
from hep_tui.domain.shorthand import parse
from hep_tui.domain.text import clean_line
from hep_tui.errors import HepError

MOST = 8
"""How many are shown at once of whom letters may mean."""
Known = Mapping[str, Attendance]
"""Who was ever at a meeting, by code, in the order in which each was last recorded."""


@dataclass(frozen=True)
class Door:
    """Hold whom letters may mean: schools, people invited to the meeting, and who is or was there."""

    schools: Sequence[School] = ()
    people: Sequence[Person] = ()
    known: Known = field(default_factory=dict)

    def here(self, code: str) -> bool:
        """Say whether somebody is here now."""
        return code in self.known and self.known[code].state == "here"

    def of_school(self, school: School) -> list[Attendance]:
        """Return who of a school is here, those recorded last at the end."""
        invited = {p.code for p in self.people if school.urn in p.urns}
        codes = [c for c in self.known if c in invited or c.partition("-")[0] == str(school.urn)]
        return [self.known[code] for code in codes if self.here(code)]

    def others(self) -> list[str]:
        """Return the codes of those here, or here before, who are neither invited nor of a school: walk-ins."""
        invited = {p.code for p in self.people}
        urns = {str(school.urn) for school in self.schools}
        return [c for c in self.known if c not in invited and c.partition("-")[0] not in urns]


@dataclass(frozen=True)
class Found:
    """Hold one whom letters may mean: somebody invited, anybody of a school, or a walk-in who is or was here."""

    person: Person | None = None
    school: School | None = None
    code: str = ""

    @property
    def label(self) -> str:
        """Return the name by which the door knows it."""
        if self.person:
            return self.person.name
        return self.school.name if self.school else self.code.replace("-", " ")


@dataclass(frozen=True)
class Arrival:
    """Hold what a line at the door says: whom it may mean, best first, and the marks beside them.

    `leaving` stands for a line that begins with `-`, `walk_in` for one that begins with `+`.
    """

    found: tuple[Found, ...] = ()
    leaving: bool = False
    walk_in: bool = False
    table_no: int = 0
    phase: str = ""
    role: str = ""
    groups: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    def fits(self, attendance: Attendance) -> bool:
        """Say whether somebody may be meant by the marks of the line."""
        return (
            self.phase in ("", attendance.phase)
            and self.role in ("", attendance.role)
            and set(self.groups) <= set(attendance.groups)
        )


@dataclass(frozen=True)
class Came:
    """Hold what a line at the door amounts to: how somebody stands now, and what happened.

    `how` is arrived, another (of that school), back, moved, changed, or already (nothing happened).
    """

    attendance: Attendance
    how: str


def read(line: str, door: Door, vocabulary: Vocabulary) -> Arrival:
    """Return what a line says: letters of a name or school, `@role` or `@group`, `t3` for a table."""
    text = clean_line(line)
    sign, rest = (text[0], text[1:]) if text[:1] in ("-", "+") else ("", text)
    words = rest.split()
    tables = [int(said[1]) for word in words if (said := TABLE.fullmatch(word))]
    reading = parse(" ".join(w for w in words if not TABLE.fullmatch(w)), vocabulary, asking=True)
    note, doubts = reading.note, reading.doubts
    if sign == "+" and note.text and not doubts:
        doubts = (f"“{note.text}” is not kept: people from elsewhere are only counted",)
    named = note.text if sign != "+" else ""
    # While a table is typed, its t has no number yet.
    found = find(named, door, leaving=sign == "-") or find(named.removesuffix(" t"), door, leaving=sign == "-")
    table = tables[-1] if tables else 0
    return Arrival(found, sign == "-", sign == "+", table, note.phase, note.role, note.groups, doubts)


def find(typed: str, door: Door, *, leaving: bool = False) -> tuple[Found, ...]:
    """Return whom letters may mean: every word begins a word of the name, those it begins with first.

    Who is expected comes before schools, and schools before who is here already; of those who leave, who is here
    comes first.
    """
    asked = folded(typed)
    if not asked:
        return ()
    names = {school.urn: folded(school.name) for school in door.schools}
    ranked: list[tuple[tuple[int, int, int], Found]] = []
    for place, school in enumerate(door.schools):
        if (fit := _fit(asked, names[school.urn])) is not None:
            last = leaving and not door.of_school(school)
            ranked.append(((2 if last else 1, fit, place), Found(school=school)))
    for place, person in enumerate(door.people):
        own = folded(person.name)
        fit = _fit(asked, own)
        if fit is None:
            fit = _fit(asked, (*own, *(word for urn in person.urns for word in names.get(urn, ()))))
            fit = None if fit is None else 3
        if fit is not None and (door.here(person.code) or not leaving):
            first = door.here(person.code) if leaving else not door.here(person.code)
            ranked.append(((0 if first else 2, fit, place), Found(person)))
    for place, code in enumerate(door.others()):
        fit = _fit(asked, folded(code))
        if fit is not None and (door.here(code) or not leaving):
            first = door.here(code) if leaving else not door.here(code)
            ranked.append(((0 if first else 2, fit, place), Found(code=code)))
    return tuple(found for _, found in sorted(ranked, key=lambda row: row[0])[:MOST])


@lru_cache(maxsize=20_000)
def folded(text: str) -> tuple[str, ...]:
    """Return the words of a name as letters typed at the door are compared with them."""
    return words(text)


def _fit(asked: tuple[str, ...], name: tuple[str, ...]) -> int | None:
    """Return how well a name begins with what was asked, 0 best, or None where it does not have it."""
    if not all(any(part.startswith(word) for part in name) for word in asked):
        return None
    if name[: len(asked)] == asked:
        return 0
    return 1 if name[0].startswith(asked[0]) else 2


def arriving(meeting: str, arrival: Arrival, found: Found | None, door: Door) -> Came:
    """Return what a line amounts to; without `found` it is a walk-in. Raises HepError where the line names nobody.

    The first person of a school is its URN, the next `102371-2`; walk-ins are `walk-in-1` and so on. A line with a
    table moves somebody who is here; it lets in another only where nobody of that school fits or has to move.
    """
    if found is None and not arrival.walk_in:
        raise HepError("Nobody has these letters, so nobody was let in; begin with + for somebody from elsewhere.")
    moves = [found.code] if found and found.code else []
    if found and found.person:
        moves = [found.person.code]
    elif found and found.school and arrival.table_no:
        fitting = [a for a in door.of_school(found.school) if arrival.fits(a) and a.table_no != arrival.table_no]
        moves = [fitting[-1].person] if fitting else []
    if moves and door.here(moves[0]):
        return _changed(door.known[moves[0]], arrival)
    if found and found.code in door.known:
        return _back(door.known[found.code], arrival)
    if found and found.person:
        return _expected(meeting, arrival, found.person, door)
    return _unnamed(meeting, arrival, found.school if found else None, door)


def _changed(before: Attendance, arrival: Arrival) -> Came:
    """Return somebody who is here with what a line says again."""
    after = replace(
        before,
        table_no=arrival.table_no or before.table_no,
        phase=arrival.phase or before.phase,
        role=arrival.role or before.role,
        groups=arrival.groups or before.groups,
    )
    if after.table_no != before.table_no:
        return Came(after, "moved")
    return Came(after, "changed" if after != before else "already")


def _back(before: Attendance, arrival: Arrival) -> Came:
    """Return somebody who left and comes in again as the one who left; the table is said again, as for everybody."""
    after = _changed(replace(before, state="here"), arrival).attendance
    return Came(replace(after, table_no=arrival.table_no), "back")


def _expected(meeting: str, arrival: Arrival, person: Person, door: Door) -> Came:
    role = arrival.role or (person.roles[0] if person.roles else "")
    groups = arrival.groups or person.groups
    came = Attendance(meeting, person.code, "here", arrival.table_no, arrival.phase or person.phase, role, groups)
    return Came(came, "back" if person.code in door.known else "arrived")


def _unnamed(meeting: str, arrival: Arrival, school: School | None, door: Door) -> Came:
    codes = (str(school.urn), f"{school.urn}-") if school else ("walk-in-1", "walk-in-")
    person, number = codes[0], 1
    while door.here(person):
        number += 1
        person = f"{codes[1]}{number}"
    phase = arrival.phase or (school.phase if school else "")
    came = Attendance(meeting, person, "here", arrival.table_no, phase, arrival.role, arrival.groups)
    before = door.known.get(person)
    if before and not (arrival.role or arrival.groups):
        came = replace(came, role=before.role, groups=before.groups)
    if school and door.of_school(school):
        return Came(came, "another")
    return Came(came, "back" if before else "arrived")


_SAID = {
    "arrived": "arrived: {}",
    "another": "arrived: {} (another person of this school)",
    "back": "back again: {}",
    "moved": "{} moved to table {}",
    "changed": "{} is here already; what the line says is noted",
    "already": "{} is here already; nothing was changed",
}


def came_words(came: Came, found: Found | None) -> str:
    """Return what happened at the door, as it is said there."""
    label = found.label if found else came.attendance.person.replace("-", " ")
    return _SAID[came.how].format(label, came.attendance.table_no)


def leaving(found: Found | None, door: Door) -> Attendance:
    """Return how somebody stands who leaves, the one of a school who came last.

    Raises HepError where nobody is here.
    """
    if found and found.school:
        here = door.of_school(found.school)
    else:
        code = _code_of(found) if found else ""
        here = [door.known[code]] if door.here(code) else []
    if not here:
        who = "of that school" if found and found.school else "of that name"
        raise HepError(f"Nobody {who} is here, so nothing was changed; look at who is.")
    return replace(here[-1], state="left")


def _code_of(found: Found) -> str:
    return found.person.code if found.person else found.code


def school_of(person: str, schools: Sequence[School]) -> School | None:
    """Return the school that a person's code stands for, None for a walk-in."""
    urn = person.partition("-")[0]
    return next((school for school in schools if str(school.urn) == urn), None)


def headcount(here: Iterable[Attendance]) -> dict[str, int]:
    """Return how many people there are of each phase; those of whom none is known are under the empty one."""
    # After a merge a person may be in two ways; they are one person all the same.
    each = {a.person: a for a in here}
    return dict(sorted(Counter(a.phase for a in each.values() if a.state == "here").items()))


def person_code(review: str, name: str, school: str) -> str:
    """Return the code that stands for somebody of this name and school throughout a review.

    Every laptop derives the same one, so the same list imported twice names the same people. The id of the review is
    the key: without it a code says nothing, but who holds the file and knows a name can tell its code.
    """
    said = "\n".join((" ".join(unicodedata.normalize("NFKC", name).casefold().split()), school))
    digest = hmac.new(review.encode(), said.encode("utf-8", "replace"), hashlib.sha256).digest()
    return "p-" + base64.b32encode(digest[:10]).decode().lower()


def joined(before: Person, now: Person) -> Person:
    """Return somebody who is on the list already with what another list says; empty cells take nothing away."""
    everywhere = not (before.meetings and now.meetings)
    return replace(
        before,
        phase=now.phase or before.phase,
        roles=now.roles or before.roles,
        groups=now.groups or before.groups,
        urns=now.urns or before.urns,
        meetings=() if everywhere else tuple(dict.fromkeys((*before.meetings, *now.meetings))),
    )
