"""The register: who is expected, who has come, at which table. Never linked to a note or a ballot."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from hep_tui.domain.door import Door, Found, find
from hep_tui.domain.everybody import all_but
from hep_tui.domain.instead import coming_for, in_place_of
from hep_tui.domain.invited import person_code
from hep_tui.domain.line_reader import TABLE
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.notes import Vocabulary
from hep_tui.domain.people import Person, Standing
from hep_tui.domain.person_line import PersonLine, read_person, with_place
from hep_tui.domain.resolve.schools import schools_of
from hep_tui.domain.schools import School
from hep_tui.domain.shorthand import parse
from hep_tui.domain.speech import worded
from hep_tui.domain.text import clean_line
from hep_tui.errors import HepError

_ANOTHER = re.compile(r"\+ | \+")
_ONE_EACH = "A line lets in one person, and there is a second + in this one"


@dataclass(frozen=True)
class Arrival:
    """Hold what a line at the door says: whom it may mean, best first, and the marks beside them.

    `leaving` stands for a line that begins with `-`, `walk_in` for one that begins with `+`; `who` is what that says
    of the person. `everybody` are those who come by a line such as `all but Patel`, where it is one; `instead` is
    whom they come for, by a line such as `+ Ali Noor for Kettering`.
    """

    found: tuple[Found, ...] = ()
    leaving: bool = False
    walk_in: bool = False
    table_no: int = 0
    phase: str = ""
    role: str = ""
    groups: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    who: PersonLine = field(default_factory=PersonLine)
    everybody: tuple[Person, ...] | None = None
    instead: Person | None = None

    def fits(self, attendance: Attendance) -> bool:
        """Say whether somebody may be meant by the marks of the line."""
        return (
            self.phase in ("", attendance.phase)
            and self.role in ("", attendance.role)
            and set(self.groups) <= set(attendance.groups)
        )


@dataclass(frozen=True)
class Came:
    """Hold what a line at the door amounts to: the attendance now, and what happened.

    `how` is arrived, another (of that school), back, moved, changed, or already (nothing happened). `person` is to be
    recorded with it: a walk-in who gave a name. `instead` is whom they came for.
    """

    attendance: Attendance
    how: str
    person: Person | None = None
    instead: Person | None = None


def read(line: str, door: Door, vocabulary: Vocabulary) -> Arrival:
    """Return what a line says: letters of a name or school, `@role` or `@group`, `t3` for a table."""
    text = clean_line(line)
    sign, rest = (text[0], text[1:]) if text[:1] in ("-", "+") else ("", text)
    if sign == "+":
        return _walk_in(rest, door, vocabulary)
    if not sign and (coming := all_but(text, door)):
        return Arrival(everybody=coming.people, doubts=coming.doubts)
    words = rest.split()
    tables = [int(said[1]) for word in words if (said := TABLE.fullmatch(word))]
    reading = parse(" ".join(w for w in words if not TABLE.fullmatch(w)), vocabulary, asking=True)
    note, named = reading.note, reading.note.text
    # While a table is typed, its t has no number yet.
    found = find(named, door, leaving=sign == "-") or find(named.removesuffix(" t"), door, leaving=sign == "-")
    table = tables[-1] if tables else 0
    if not (found or sign) and (instead := coming_for(text, door)).whom:
        return replace(read(instead.line, door, vocabulary), instead=instead.whom)
    return Arrival(
        found,
        sign == "-",
        False,
        table_no=table,
        phase=note.phase,
        role=note.role,
        groups=note.groups,
        doubts=reading.doubts,
    )


def _walk_in(line: str, door: Door, vocabulary: Vocabulary) -> Arrival:
    """Return what is said of a walk-in; one school and nothing else is somebody of that school."""
    instead = coming_for(line, door)
    line = with_place(instead.line, door.schools)
    who = read_person(line, door.schools, vocabulary)
    who = replace(who, doubts=(*instead.doubts, *who.doubts))
    if instead.whom:
        who = in_place_of(instead.whom, who, door.meeting, door.schools)
    if _ANOTHER.search(line.strip()):
        who = replace(who, doubts=(_ONE_EACH, *who.doubts))
    fits = schools_of(tuple(door.schools)).meant(who.name) if "," not in line else ()
    if instead.whom and not who.name:
        fits = who.schools[:1]
    found = (Found(school=fits[0]),) if len(fits) == 1 else ()
    role = who.roles[0] if who.roles else ""
    return Arrival(
        found,
        False,
        not found,
        table_no=who.table_no,
        phase=who.phase,
        role=role,
        groups=who.groups,
        doubts=who.doubts,
        who=who,
        instead=instead.whom,
    )


def arriving(meeting: str, arrival: Arrival, found: Found | None, door: Door) -> Came:
    """Return what a line amounts to; without `found` it is a walk-in. Raises HepError where the line names nobody.

    The first person of a school is its URN, the next `102371-2`; walk-ins are `walk-in-1` and so on. A line with a
    table moves somebody who is here; it lets in another only where nobody of that school fits or has to move.
    """
    return replace(_coming(meeting, arrival, found, door), instead=arrival.instead)


def _coming(meeting: str, arrival: Arrival, found: Found | None, door: Door) -> Came:
    if found is None:
        return _walking_in(meeting, arrival, door)
    code = _mover(found, arrival, door)
    if code and door.here(code):
        return _changed(door.known[code], arrival)
    if found.code in door.known:
        return _back(door.known[found.code], arrival)
    if found.person:
        return _expected(meeting, arrival, found.person, door)
    return _unnamed(meeting, arrival, found.school, door)


def _walking_in(meeting: str, arrival: Arrival, door: Door) -> Came:
    if not arrival.walk_in:
        raise HepError(
            worded(
                "Nobody has these letters, so nobody was let in; a walk-in is typed as + Ann Lee, name of the {place}."
            )
        )
    if arrival.who.name:
        return _named(meeting, arrival, door)
    return _unnamed(meeting, arrival, None, door)


def _mover(found: Found, arrival: Arrival, door: Door) -> str:
    """Return the code of whom a line is about where that one is here: with a table, the last of a school who fits."""
    if found.person:
        return found.person.code
    if not (found.school and arrival.table_no):
        return found.code
    fitting = [a for a in door.of_school(found.school) if arrival.fits(a) and a.table_no != arrival.table_no]
    return fitting[-1].person if fitting else ""


def _named(meeting: str, arrival: Arrival, door: Door) -> Came:
    """Return a walk-in who gave a name, which goes on the list. Raises HepError where the line is in doubt."""
    who = arrival.who
    place = ",".join(school.urn for school in who.schools) or who.organisation.casefold()
    code = person_code(door.review, who.name, place)
    known = next((p for p in door.people if code in (p.code, *p.also)), None)
    if known:
        return arriving(meeting, replace(arrival, walk_in=False), Found(known), door)
    person = who.of(Person(code, meetings=(meeting,)), meeting)
    person = person.with_invitation(replace(person.at(meeting), standing=Standing.WALK_IN))
    return replace(_expected(meeting, arrival, person, door), person=person)


def _changed(before: Attendance, arrival: Arrival) -> Came:
    """Return somebody who is here with what a line says again."""
    after = replace(
        before,
        table_no=arrival.table_no or before.table_no,
        phase=arrival.phase or before.phase,
        role=arrival.role or before.role,
        groups=arrival.groups or before.groups,
        instead_of=_instead_of(arrival) or before.instead_of,
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
    table = arrival.table_no or person.at(meeting).table_no
    came = Attendance(
        meeting, person.code, "here", table_no=table, phase=arrival.phase or person.phase, role=role, groups=groups,
        instead_of=_instead_of(arrival),
    )  # fmt: skip
    return Came(came, "back" if person.code in door.known else "arrived")


def _unnamed(meeting: str, arrival: Arrival, school: School | None, door: Door) -> Came:
    codes = (school.urn, f"{school.urn}-") if school else ("walk-in-1", "walk-in-")
    person, number = codes[0], 1
    while door.here(person):
        number += 1
        person = f"{codes[1]}{number}"
    phase = arrival.phase or (school.phase if school else "")
    came = Attendance(
        meeting, person, "here", table_no=arrival.table_no, phase=phase, role=arrival.role, groups=arrival.groups,
        instead_of=_instead_of(arrival),
    )  # fmt: skip
    before = door.known.get(person)
    if before and not (arrival.role or arrival.groups):
        came = replace(came, role=before.role, groups=before.groups)
    if school and door.of_school(school):
        return Came(came, "another")
    return Came(came, "back" if before else "arrived")


def _instead_of(arrival: Arrival) -> str:
    return arrival.instead.code if arrival.instead else ""


_SAID = {
    "arrived": "arrived: {label}",
    "another": "arrived: {label} (another person of this {place})",
    "back": "back again: {label}",
    "moved": "{label} moved to table {table}",
    "changed": "{label} is here already; what the line says is noted",
    "already": "{label} is here already; nothing was changed",
}


def came_words(came: Came, found: Found | None) -> str:
    """Return what happened at the door, as it is said there."""
    walked_in = came.person.name if came.person else came.attendance.person.replace("-", " ")
    label = found.label if found else walked_in
    if came.instead:
        label = f"{label} for {came.instead.name}"
    return worded(_SAID[came.how], label=label, table=came.attendance.table_no)


def leaving(found: Found | None, door: Door) -> Attendance:
    """Return the attendance of whoever leaves, of a school the one who came last.

    Raises HepError where nobody is here.
    """
    if found and found.school:
        here = door.of_school(found.school)
    else:
        code = _code_of(found) if found else ""
        here = [door.known[code]] if door.here(code) else []
    if not here:
        who = worded("of that {place}") if found and found.school else "of that name"
        raise HepError(f"Nobody {who} is here, so nothing was changed; look at who is.")
    return replace(here[-1], state="left")


def staying_away(found: Found | None, door: Door) -> Person | None:
    """Return somebody expected who was said to leave before they came: they will not come; None where they did."""
    if not (found and found.person) or found.person.code in door.known:
        return None
    invitation = found.person.at(door.meeting)
    return found.person.with_invitation(replace(invitation, standing=Standing.AWAY))


def everybody_coming(people: Iterable[Person], door: Door) -> list[Attendance]:
    """Return how all of these people are once they are here, each at the table where they are to sit."""
    return [_expected(door.meeting, Arrival(), person, door).attendance for person in people]


def as_here(person: Person, attendance: Attendance | None) -> Person:
    """Return somebody as they are at a meeting today, where they are there: what the door was told goes first."""
    if attendance is None or attendance.state != "here":
        return person
    roles = [attendance.role] if attendance.role else []
    seated = person.with_invitation(replace(person.at(attendance.meeting), table_no=attendance.table_no))
    return replace(
        seated, phase=attendance.phase or person.phase, roles=tuple(dict.fromkeys([*roles, *person.roles])),
        groups=attendance.groups,
    )  # fmt: skip


def put_right(attendance: Attendance, person: Person) -> Attendance:
    """Return how somebody is at a meeting after what is known of them was put right."""
    role = person.roles[0] if person.roles else ""
    table = person.at(attendance.meeting).table_no
    return replace(attendance, phase=person.phase, role=role, groups=person.groups, table_no=table)


def as_person(attendance: Attendance, code: str) -> Attendance:
    """Return how somebody was at a meeting under another code, after two turned out to be one person."""
    return replace(attendance, person=code)


def _code_of(found: Found) -> str:
    return found.person.code if found.person else found.code


def school_of(person: str, schools: Sequence[School]) -> School | None:
    """Return the school that a person's code stands for, None for a walk-in."""
    urn = person.partition("-")[0]
    return next((school for school in schools if school.urn == urn), None)


def headcount(here: Iterable[Attendance]) -> dict[str, int]:
    """Return how many people there are of each phase; those of whom none is known are under the empty one."""
    # After a merge a person may be in two ways; they are one person all the same.
    each = {a.person: a for a in here}
    return dict(sorted(Counter(a.phase for a in each.values() if a.state == "here").items()))
