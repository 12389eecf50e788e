"""What a sign-up list would bring: every row with what becomes of it. Nothing is stored here."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hep_tui.domain import matching
from hep_tui.domain.coming import comes
from hep_tui.domain.invited import aliases, changes, joined, one_person, person_code
from hep_tui.domain.matching import Match
from hep_tui.domain.pack import Pack, Term
from hep_tui.domain.people import Invitation, Person, Standing
from hep_tui.domain.schools import School
from hep_tui.domain.speech import worded
from hep_tui.domain.terms import term_named
from hep_tui.exchange.headers import SIGN_UP, Columns
from hep_tui.exchange.matching import Matcher, of_review
from hep_tui.exchange.signup_choices import said_before
from hep_tui.exchange.signup_met import Met, another, contradict
from hep_tui.exchange.signup_plan import SAME, Plan, Signup, state_of
from hep_tui.exchange.signup_words import names_nobody, names_several, table_number
from hep_tui.logbook import Book
from hep_tui.tables.heading import doubts_of, find_columns
from hep_tui.tables.leftovers import body_of
from hep_tui.tables.read import AS_IT_COMES, read_table
from hep_tui.tables.reading import Choices, Reading, Row
from hep_tui.views.register import invited
from hep_tui.views.review import review

_PARTS = re.compile(r"\s*;\s*")
_MARKS = re.compile(r"\s*(?:[;/,&+]|\band\b)\s*")
_ADDED = re.compile(r"\s*\([^()]*\)")
_LONGEST, _STATUS = 100, 40
_LOST = re.compile(r"[?\ufffd]")


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
        places: dict[str, int] = {}
        found: list[Signup] = []
        met = Met(self.known)
        rows, doubts = body_of(self.columns, reading)
        unread = {doubt.line: doubt.words for doubt in reading.unreadable}
        for row in rows:
            read = self._row(row)
            if row.line in unread:
                read = replace(read, doubts=(*read.doubts, unread[row.line]))
            read = self._same_person(read, met)
            if read.person and read.person.code in places:
                place = places[read.person.code]
                found[place] = self._with_more(found[place], read.person)
                read = Signup(row.line, "twice", read.name, why=f"is already in line {found[place].line}")
            elif read.person:
                places[read.person.code] = len(found)
                met.add(read.person)
            found.append(read)
        doubts = [*reading.doubts, *doubts_of(self.columns, reading), *doubts]
        # What a list says beside these columns is private, and ends here.
        return Plan(
            replace(reading, rows=()),
            self.columns,
            tuple(found),
            known=self.known,
            doubts=tuple(doubts),
            meeting=self.meeting,
        )

    def _same_person(self, read: Signup, met: Met) -> Signup:
        """Return a row as one of somebody met under the same name, where the schools do not contradict.

        Of two who have different schools, or whose names differ, nothing is assumed; that is said.
        """
        person = read.person
        alike = met.of_name(read.name)
        if person is None or person.code in alike:
            return read
        fitting = [each for each in alike.values() if not contradict(each, person)]
        if len(fitting) == 1:
            same = joined(fitting[0], replace(person, code=fitting[0].code))
            where = "before" if same.code in self.known else "further up"
            return replace(self._standing(read, same), why=f"{SAME} as {where}, by name")
        doubt = another(alike) or met.doubt(person)
        return replace(read, doubts=(*read.doubts, doubt)) if doubt else read

    def _row(self, row: Row) -> Signup:
        name = self._name(row)
        if why := self._refusal(name):
            return Signup(row.line, "refused", "" if "@" in name else name[:_LONGEST], why=why)
        status = self.columns.cell(row, "status").strip()[:_STATUS]
        table = self.columns.cell(row, "table").strip()
        doubts = list(_doubts_of(name, status))
        seat = self._seat(table, doubts)
        phase = self._one("phase", self.columns.cell(row, "phase"), self.pack.phases, doubts)
        named = self._named(row, phase, doubts)
        person = self._person(row, name, phase or named.phase, named=named, doubts=doubts)
        state, standing, why = "new", Standing.EXPECTED, ""
        if comes(status) is False:
            state, standing, why = "left-out", Standing.AWAY, f"will not come: the list says “{status}”"
        person = person.with_invitation(Invitation(self.meeting, standing, status, seat))
        before = aliases(self.known).get(person.code)
        if before:
            person = _known_as(before, person)
        read = Signup(
            row.line,
            state,
            name,
            person=person,
            written=named.written,
            matches=named.matches,
            why=why,
            doubts=tuple(doubts),
            status=status,
            table=table,
        )
        return self._standing(read, person)

    def _name(self, row: Row) -> str:
        first, last = self.columns.cell(row, "first"), self.columns.cell(row, "last")
        return self.columns.cell(row, "name") or f"{first} {last}".strip()

    def _person(self, row: Row, name: str, phase: str, *, named: "_Named", doubts: list[str]) -> Person:
        """Return the person of a row; without certain schools, what is written for them goes into the code."""
        urns = named.urns
        key = ",".join(sorted(urns)) if urns else matching.normal(named.written)
        return Person(
            person_code(self.review, name, key),
            name,
            phase,
            roles=self._marks("role", self.columns.cell(row, "role"), self.pack.roles, doubts),
            groups=self._marks("group", self.columns.cell(row, "groups"), self.pack.groups, doubts),
            urns=urns,
            meetings=tuple(filter(None, [self.meeting])),
            organisation="" if urns else named.written[:_LONGEST],
        )

    def _with_more(self, row: Signup, person: Person) -> Signup:
        """Return a row with what a later one says of the same person."""
        return self._standing(row, joined(row.person, person)) if row.person else row

    def _standing(self, read: Signup, person: Person) -> Signup:
        """Return a row with the person that it comes to, and whether that one is known already."""
        before = self.known.get(person.code)
        state = read.state if read.state == "left-out" else state_of(person, self.known)
        changed = changes(before, person, self.meeting) if before else ()
        was_decided = bool(before and before.at(self.meeting).decided)
        decided = was_decided and bool(read.status) and state != "left-out"
        return replace(read, person=person, state=state, changed=changed, decided=decided)

    def _seat(self, table: str, doubts: list[str]) -> int:
        """Return the number of a table, 0 where none is given; anything else is a doubt."""
        found = table_number(table)
        if table and found is None:
            doubts.append(f"table “{table[:40]}” is not a number, left out")
        return found or 0

    def _refusal(self, name: str) -> str:
        column = " and ".join(f"“{h}”" for h, what in self.columns.recognised if what in ("name", "first", "last"))
        if not any(c.isalpha() for c in name):
            return f"column {column} has no name"
        if names_nobody(name):
            return f"column {column} has “{name[:40]}”, which names nobody"
        if what := next((w for w, terms in self._terms if term_named(name, terms)), ""):
            return f"column {column} has “{name[:40]}”, which is a {what} and no name"
        if matching.normal(name) in self.matcher.exact:
            return worded(f"column {column} has “{name[:40]}”, which is a {{place}} and no name")
        if sign := re.search(r"[;|\t]", name):
            return f"column {column} has “{sign[0]}” in it, as if several columns were one"
        if re.search(r"\S@\S+\.\S", name):
            return f"column {column} has an e-mail address, which is not kept"
        return f"column {column} has more than {_LONGEST} letters, which is not a name" if len(name) > _LONGEST else ""

    def _named(self, row: Row, phase: str, doubts: list[str]) -> "_Named":
        """Return what the school of a row means; an executive head has several."""
        name, urn = self.columns.cell(row, "school"), self.columns.cell(row, "urn")
        # Forms end a cell with the sign that separates its answers.
        by_urn = [self.matcher.match("", each) for each in _PARTS.split(urn) if each]
        if by_urn and all(m.school for m in by_urn):
            return _Named(name or urn, tuple(by_urn))
        if urn:
            doubts.append(f"URN {urn[:40]} is none of this review")
        return _Named(name, tuple(self.matcher.several(name, phase)))

    @property
    def _terms(self) -> tuple[tuple[str, Sequence[Term]], ...]:
        return (("phase", self.pack.phases), ("role", self.pack.roles))

    def _marks(self, what: str, cell: str, terms: Sequence[Term], doubts: list[str]) -> tuple[str, ...]:
        whole = term_named(cell, terms)
        if not cell or whole:
            return (whole,) if whole else ()
        parts = [part for part in _MARKS.split(cell) if part]
        found = [self._one(what, part, terms, doubts) for part in parts]
        return tuple(dict.fromkeys(id for id in found if id))

    def _one(self, what: str, cell: str, terms: Sequence[Term], doubts: list[str]) -> str:
        id = term_named(cell, terms) or term_named(_ADDED.sub("", cell), terms)
        if cell and not id:
            doubts.append(f"{what} “{cell[:40]}” is not in the pack, left out")
        return id


@dataclass(frozen=True)
class _Named:
    """Hold what a row says of schools: as it is written, and what each part of it means."""

    written: str
    matches: tuple[Match, ...]

    @property
    def schools(self) -> list[School]:
        """Return the schools that are meant; none where one of them is not certain."""
        found = [match.school for match in self.matches if match.school]
        return found if len(found) == len(self.matches) else []

    @property
    def urns(self) -> tuple[str, ...]:
        """Return the URNs of the schools."""
        return tuple(school.urn for school in self.schools)

    @property
    def phase(self) -> str:
        """Return the phase of the first school."""
        return self.schools[0].phase if self.schools else ""


def _doubts_of(name: str, status: str) -> Iterator[str]:
    """Yield what is in doubt of a name, and of whether somebody comes."""
    if _LOST.search(name):
        yield f"“{name[:40]}” has a sign in it that a program could not write"
    if names_several(name):
        yield f"“{name[:40]}” may be two people"
    if status and comes(status) is None:
        yield f"the list says “{status}” of coming"


def plan_signup(
    book: Book,
    path: Path,
    meeting: str,
    tables: Path,
    *,
    choices: Choices = AS_IT_COMES,
    kept: Path | None = None,
) -> Plan:
    """Return what a sign-up list would bring; `tables` is the folder with the changes of URN that ship.

    `kept` is the folder that remembers what was said of lists with the same headings.

    Raises HepError where the file cannot be read as a list with a column of names.
    """
    found = review(book)
    reading = read_table(path, choices)
    choices = said_before(kept, reading, choices) if kept else choices
    columns = find_columns(reading, SIGN_UP, choices)
    reader = Reader(found.id, meeting, columns, matcher=of_review(book, tables), pack=found.pack, known=invited(book))
    return replace(reader.plan(reading), path=path, choices=choices)


def _known_as(before: Person, now: Person) -> Person:
    """Return somebody known with what a row says; where the row is a joined double, it only fills gaps."""
    return joined(before, now) if now.code == before.code else one_person(before, now)
