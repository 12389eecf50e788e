"""What a sign-up list would bring: every row with what becomes of it. Nothing is stored here."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hep_tui.domain import matching
from hep_tui.domain.matching import Match
from hep_tui.domain.pack import Pack, Term
from hep_tui.domain.people import Person
from hep_tui.domain.register import joined, person_code
from hep_tui.domain.resolve.folding import person_key
from hep_tui.domain.schools import School
from hep_tui.domain.terms import term_named
from hep_tui.exchange.headers import SIGN_UP, Columns
from hep_tui.exchange.matching import Matcher, of_review
from hep_tui.logbook import Book
from hep_tui.tables.heading import body_of, doubts_of, find_columns
from hep_tui.tables.read import AS_IT_COMES, read_table
from hep_tui.tables.reading import Choices, Doubt, Reading, Row
from hep_tui.views.register import invited
from hep_tui.views.review import review

_PARTS = re.compile(r"\s*;\s*")
_MARKS = re.compile(r"\s*[;/,]\s*")
_LONGEST = 100
_LOST = re.compile(r"[?\ufffd]")
_AWAY = re.compile(
    r"no\b.*|n|not (attending|coming|going)|cancel+ed|declined|void(ed)?|refunded|withdrawn|apologies|absent|expired|"
    r"unable to attend|can ?not attend|can't attend|rejected",
    re.IGNORECASE,
)
_COMING = re.compile(
    r"y|yes\b.*|attending|coming|going|confirmed|paid|completed?|accepted|registered|checked in|(i )?will attend|valid|"
    r"active|approved|present|in person",
    re.IGNORECASE,
)
"""What sign-up tools write of somebody who comes, and of somebody who does not; anything else is a doubt."""
_NONE = Match()
_SAME = "the same person"
_SHORT = {
    "beginning": "the only one that begins so",
    "everyday": "the only one of that name",
    "within": "the only one with these words",
}


@dataclass(frozen=True)
class Signup:
    """Hold what becomes of one row: `state` is new, changed, known, twice (of a row above) or refused, `why` says it.

    `written` is the school as the list has it, `matches` what that means (an executive head may have several), `doubts`
    what of the row is not taken.
    """

    line: int
    state: str
    name: str = ""
    person: Person | None = None
    written: str = ""
    matches: tuple[Match, ...] = ()
    why: str = ""
    doubts: tuple[str, ...] = ()
    status: str = ""
    table: str = ""

    @property
    def verdict(self) -> str:
        """Return what becomes of the row in one word: new, known, changed, same-person, doubtful or left-out."""
        if self.state in ("refused", "left-out"):
            return "left-out"
        if self.state == "twice" or self.why.startswith(_SAME):
            return "same-person"
        return "doubtful" if self.uncertain or self.doubts else self.state

    @property
    def school_name(self) -> str:
        """Return the school that was found, else the one that the list writes."""
        return self.match.school.name if self.match.school else self.written

    @property
    def match(self) -> Match:
        """Return what the school means; of several, the first that is uncertain."""
        return next((m for m in self.matches if not m.school), self.matches[0] if self.matches else _NONE)

    @property
    def uncertain(self) -> bool:
        """Say whether a person has to say which school is meant."""
        return (
            self.state in ("new", "changed", "known") and bool(self.written) and not (self.person and self.person.urns)
        )

    @property
    def words(self) -> str:
        """Return what becomes of the row, in words."""
        said = [self.why] if self.why else []
        if self.state not in ("refused", "twice", "left-out"):
            said.append(self._school())
        return " · ".join([*said, *self.doubts])

    def _school(self) -> str:
        if self.match.school is None and self.written:
            could = "; ".join(f"{i} {s.name}" for i, s in enumerate(self.match.candidates, 1))
            if not self.uncertain:
                return f"school “{self.written}” as it was settled before"
            return f"school “{self.written}” UNCERTAIN: " + (f"could be {could}" if could else "no school is like it")
        if self.match.school is None:
            return "no school given"
        if self.match.how in _SHORT:
            return f"school “{self.written}” taken as {self.match.school.name}, {_SHORT[self.match.how]}"
        if self.match.how == "alike":
            return f"school “{self.written}” taken as {self.match.school.name} ({self.match.score:.0f} % alike)"
        if len(self.matches) > 1:
            return " and ".join(m.school.name for m in self.matches if m.school)
        how = {"urn": "by its URN", "chosen": "as you chose"}.get(self.match.how, "by its name")
        return f"{self.match.school.name}, {how}"


@dataclass(frozen=True)
class Plan:
    """Hold what a whole list would bring, how it was read, and what of it is in doubt."""

    reading: Reading
    columns: Columns
    rows: tuple[Signup, ...]
    known: Mapping[str, Person]
    doubts: tuple[Doubt, ...] = ()
    meeting: str = ""

    @property
    def people(self) -> tuple[Person, ...]:
        """Return who is to be stored."""
        return tuple(row.person for row in self.rows if row.person and row.state in ("new", "changed"))

    @property
    def gone(self) -> tuple[Person, ...]:
        """Return who is on the list of this meeting already and not in the file."""
        listed = {row.person.code for row in self.rows if row.person} | {row.name for row in self.rows}
        held = [p for p in self.known.values() if self.meeting and self.meeting in p.meetings]
        return tuple(p for p in held if p.code not in listed and p.name not in listed)

    @property
    def uncertain(self) -> tuple[Signup, ...]:
        """Return the rows whose school is not certain."""
        return tuple(row for row in self.rows if row.uncertain)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows there are of each state, and how many schools are uncertain."""
        found = Counter(row.state for row in self.rows)
        states = {state: found[state] for state in ("new", "changed", "known", "twice", "left-out", "refused")}
        return {"rows": len(self.rows), **states, "uncertain": len(self.uncertain)}

    @property
    def summary(self) -> str:
        """Return the counts in words."""
        n = self.counts
        said = [f"{n['rows']} rows: {n['new']} new, {n['known']} already known"]
        said += [f"{n['changed']} known and changed"] * bool(n["changed"])
        said += [f"{n['twice']} twice in the list"] * bool(n["twice"])
        said += [f"{n['left-out']} not expected"] * bool(n["left-out"])
        said += [f"{n['refused']} refused"] * bool(n["refused"])
        said += [f"{n['uncertain']} with an uncertain school"] * bool(n["uncertain"])
        return ", ".join(said)

    @property
    def dropped(self) -> str:
        """Return which columns are never stored, in words; empty where all may be."""
        private = ", ".join(self.columns.private)
        return f"Dropped at the door, never stored: {private}." if private else ""

    @property
    def read_as(self) -> str:
        """Return how the file was read, in words: its sheet or encoding, and the line of its heading."""
        where = f"sheet {self.reading.sheet}" if self.reading.sheet else f"text in {self.reading.encoding}"
        return f"read as {where}, heading in line {self.columns.line}"

    def choose(self, line: int, school: School) -> "Plan":
        """Return the plan with the school of one row as a person says it is."""
        rows = []
        for row in self.rows:
            if row.line == line and row.person:
                phase = row.person.phase or school.phase
                person = replace(row.person, urns=(school.urn,), phase=phase)
                state = _state(person, self.known)
                row = replace(row, state=state, person=person, matches=(Match(school, "chosen", score=100.0),))
            rows.append(row)
        return replace(self, rows=tuple(rows))


@dataclass
class Reader:
    """Read rows as people invited to a meeting; `known` are those on the list already, by code."""

    review: str
    meeting: str
    columns: Columns
    matcher: Matcher
    pack: Pack
    known: Mapping[str, Person]

    def plan(self, reading: Reading) -> Plan:
        """Return what the rows under the heading would bring, in their order."""
        seen: dict[str, int] = {}
        places: dict[str, int] = {}
        found: list[Signup] = []
        named: dict[tuple[str, ...], dict[str, Person]] = {}
        for person in self.known.values():
            named.setdefault(person_key(person.name), {})[person.code] = person
        rows, doubts = body_of(self.columns, reading)
        for row in rows:
            read = self._row(row)
            alike = named.setdefault(person_key(read.name), {})
            read = self._same_person(read, alike)
            if read.person and read.person.code in seen:
                line = seen[read.person.code]
                place = places[read.person.code]
                found[place] = _with_more(found[place], read.person)
                read = Signup(row.line, "twice", read.name, why=f"is already in line {line}")
            elif read.person:
                seen[read.person.code] = row.line
                places[read.person.code] = len(found)
                alike[read.person.code] = read.person
            found.append(read)
        doubts = [*reading.doubts, *doubts_of(self.columns, reading), *doubts]
        # What a list says beside these columns is private, and ends here.
        return Plan(replace(reading, rows=()), self.columns, tuple(found), self.known, tuple(doubts), self.meeting)

    def _same_person(self, read: Signup, alike: Mapping[str, Person]) -> Signup:
        """Return a row as one of somebody known under the same name, where the schools do not contradict.

        `alike` are those of the same name, by code. Of two who have different schools nothing is assumed; that is said.
        """
        person = read.person
        if person is None or person.code in alike:
            return read
        fitting = [p for p in alike.values() if not (p.urns and person.urns) or set(p.urns) & set(person.urns)]
        if len(fitting) == 1:
            same = joined(fitting[0], replace(person, code=fitting[0].code))
            where = "before" if same.code in self.known else "further up"
            state = "known" if same == self.known.get(same.code) else "changed"
            return replace(read, person=same, state=state, why=f"{_SAME} as {where}, by name")
        if alike:
            return replace(read, doubts=(*read.doubts, "somebody else of this name is on the list, of another school"))
        return read

    def _row(self, row: Row) -> Signup:
        first, last = self.columns.cell(row, "first"), self.columns.cell(row, "last")
        name = self.columns.cell(row, "name") or f"{first} {last}".strip()
        if why := self._refusal(name):
            return Signup(row.line, "refused", "" if "@" in name else name[:_LONGEST], why=why)
        status = self.columns.cell(row, "status")
        if _AWAY.fullmatch(status.strip()):
            said = f"is not expected: the list says “{status[:40]}”"
            return Signup(row.line, "left-out", name, why=said, status=status)
        doubts = [f"“{name[:40]}” has a sign in it that a program could not write"] if _LOST.search(name) else []
        if status and not _COMING.fullmatch(status.strip()):
            doubts.append(f"the list says “{status[:40]}” of coming")
        phase = self._one("phase", self.columns.cell(row, "phase"), self.pack.phases, doubts)
        matches, written = self._schools(row, phase, doubts)
        schools = [m.school for m in matches if m.school]
        certain = len(schools) == len(matches) and bool(matches)
        key = ",".join(sorted(str(s.urn) for s in schools)) if certain else matching.normal(written)
        phase = phase or (schools[0].phase if certain else "")
        person = Person(
            person_code(self.review, name, key),
            name,
            phase,
            self._marks("role", self.columns.cell(row, "role"), self.pack.roles, doubts),
            self._marks("group", self.columns.cell(row, "groups"), self.pack.groups, doubts),
            tuple(s.urn for s in schools if certain),
            tuple(filter(None, [self.meeting])),
        )
        before = self.known.get(person.code)
        state = _state(person, self.known)
        person = joined(before, person) if before else person
        table = self.columns.cell(row, "table")
        return Signup(
            row.line, state, name, person, written, tuple(matches), doubts=tuple(doubts), status=status, table=table
        )

    def _refusal(self, name: str) -> str:
        column = " and ".join(f"“{h}”" for h, what in self.columns.recognised if what in ("name", "first", "last"))
        if not any(c.isalpha() for c in name):
            return f"column {column} has no name"
        if sign := re.search(r"[;|\t]", name):
            return f"column {column} has “{sign[0]}” in it, as if several columns were one"
        if re.search(r"\S@\S+\.\S", name):
            return f"column {column} has an e-mail address, which is not kept"
        return f"column {column} has more than {_LONGEST} letters, which is not a name" if len(name) > _LONGEST else ""

    def _schools(self, row: Row, phase: str, doubts: list[str]) -> tuple[list[Match], str]:
        """Return what the school of a row means; an executive head has several, with semicolons."""
        name, urn = self.columns.cell(row, "school"), self.columns.cell(row, "urn")
        # Forms end a cell with the sign that separates its answers.
        urns, names = ([part for part in _PARTS.split(cell) if part] for cell in (urn, name))
        by_urn = [self.matcher.match("", each) for each in urns]
        if by_urn and all(m.school for m in by_urn):
            return by_urn, name or urn
        if urn:
            doubts.append(f"URN {urn[:40]} is none of this review")
        return [self.matcher.match(each, phase=phase) for each in names], name

    def _marks(self, what: str, cell: str, terms: Sequence[Term], doubts: list[str]) -> tuple[str, ...]:
        whole = term_named(cell, terms)
        if not cell or whole:
            return (whole,) if whole else ()
        parts = [part for part in _MARKS.split(cell) if part]
        found = [self._one(what, part, terms, doubts) for part in parts]
        return tuple(dict.fromkeys(id for id in found if id))

    def _one(self, what: str, cell: str, terms: Sequence[Term], doubts: list[str]) -> str:
        id = term_named(cell, terms)
        if cell and not id:
            doubts.append(f"{what} “{cell[:40]}” is not in the pack, left out")
        return id


def plan_signup(book: Book, path: Path, meeting: str, tables: Path, choices: Choices = AS_IT_COMES) -> Plan:
    """Return what a sign-up list would bring; `tables` is the folder with the changes of URN that ship.

    Raises HepError where the file cannot be read as a list with a column of names.
    """
    found = review(book)
    reading = read_table(path, choices)
    columns = find_columns(reading, SIGN_UP, choices)
    reader = Reader(found.id, meeting, columns, of_review(book, tables), found.pack, invited(book))
    return reader.plan(reading)


def _with_more(row: Signup, person: Person) -> Signup:
    """Return a row with what a later one says of the same person."""
    return replace(row, person=joined(row.person, person)) if row.person else row


def _state(person: Person, known: Mapping[str, Person]) -> str:
    before = known.get(person.code)
    if before is None:
        return "new"
    return "known" if joined(before, person) == before else "changed"
