"""The register: who has come, from which school, at which table. Never linked to a note or a ballot."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from hep_tui.domain.meetings import Attendance
from hep_tui.domain.notes import Vocabulary
from hep_tui.domain.schools import School
from hep_tui.domain.shorthand import TABLE, parse
from hep_tui.domain.text import clean_line, plain_name

_MOST = 8


@dataclass(frozen=True)
class Arrival:
    """Hold what a line at the door says: schools it may mean, best first, and the marks beside them.

    `leaving` stands for a line that begins with `-`, `walk_in` for one that begins with `+`.
    """

    schools: tuple[School, ...] = ()
    leaving: bool = False
    walk_in: bool = False
    table_no: int = 0
    phase: str = ""
    role: str = ""
    groups: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def read(line: str, schools: Sequence[School], vocabulary: Vocabulary) -> Arrival:
    """Return what a line says: letters of a school's name, `@role` or `@group`, `t3` for a table."""
    text = clean_line(line)
    sign, rest = (text[0], text[1:]) if text[:1] in ("-", "+") else ("", text)
    words = rest.split()
    tables = [int(found[1]) for word in words if (found := TABLE.fullmatch(word))]
    reading = parse(" ".join(w for w in words if not TABLE.fullmatch(w)), vocabulary)
    note = reading.note
    named = find(note.text, schools) if note.text and sign != "+" else ()
    table = tables[-1] if tables else 0
    return Arrival(named, sign == "-", sign == "+", table, note.phase, note.role, note.groups, reading.doubts)


def find(typed: str, schools: Sequence[School]) -> tuple[School, ...]:
    """Return the schools that letters may mean: every word begins a word of the name, those it begins with first."""
    asked = plain_name(typed, "").split("-")
    ranked: list[tuple[int, int, School]] = []
    for place, school in enumerate(schools):
        name = plain_name(school.name, "").split("-")
        if asked == [""] or not all(any(part.startswith(word) for part in name) for word in asked):
            continue
        ranked.append((0 if name[: len(asked)] == asked else 1 if name[0].startswith(asked[0]) else 2, place, school))
    return tuple(school for _, _, school in sorted(ranked, key=lambda row: row[:2])[:_MOST])


def arriving(meeting: str, arrival: Arrival, school: School | None, taken: Collection[str]) -> Attendance:
    """Return the attendance of somebody who comes: from a school, or as a walk-in; `taken` are the codes in use.

    The first person of a school is its URN, the next `102371-2`; walk-ins are `walk-in-1` and so on.
    """
    codes = (str(school.urn), f"{school.urn}-") if school else ("walk-in-1", "walk-in-")
    person, number = codes[0], 1
    while person in taken:
        number += 1
        person = f"{codes[1]}{number}"
    phase = arrival.phase or (school.phase if school else "")
    return Attendance(meeting, person, "here", arrival.table_no, phase, arrival.role, arrival.groups)


def school_of(person: str, schools: Sequence[School]) -> School | None:
    """Return the school that a person's code stands for, None for a walk-in."""
    urn = person.partition("-")[0]
    return next((school for school in schools if str(school.urn) == urn), None)
