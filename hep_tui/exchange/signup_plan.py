"""What a sign-up list would bring, as it is shown before anything is stored: every row with what becomes of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from hep_tui.domain.invited import changes, joined
from hep_tui.domain.matching import Match
from hep_tui.domain.people import Person, Standing
from hep_tui.domain.resolve.folding import words
from hep_tui.domain.schools import School
from hep_tui.domain.speech import worded
from hep_tui.exchange.headers import Columns
from hep_tui.tables.reading import Choices, Doubt, Reading

_NONE = Match()
SAME = "the same person"
_TAKEN = "{place} “{written}” taken as {name}"
_SHORT = {
    "beginning": "the only one that begins so",
    "everyday": "the only one of that name",
    "within": "the only one with these words",
    "shortened": "the only one whose words begin so",
}


@dataclass(frozen=True)
class Signup:
    """Hold what becomes of one row: `state` is new, changed, known, twice (of a row above) or refused, `why` says it.

    `written` is the school as the list has it, `matches` what that means (an executive head may have several), `doubts`
    what of the row is not taken, `changed` what of somebody known the row changes, `decided` whether it would bring in
    somebody of whom it was said at the door that they will not come.
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
    changed: tuple[str, ...] = ()
    decided: bool = False

    @property
    def verdict(self) -> str:
        """Return what becomes of the row in one word: new, known, changed, same-person, doubtful or left-out."""
        if self.state in ("refused", "left-out"):
            return "left-out"
        if self.state == "twice" or self.why.startswith(SAME):
            return "same-person"
        return "doubtful" if self.to_see_to or self.doubts else self.state

    @property
    def school_name(self) -> str:
        """Return the schools that were found, else what the list writes."""
        names = [match.school.name for match in self.matches if match.school]
        return "; ".join(names) if len(names) == len(self.matches) and names else self.written

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
    def to_see_to(self) -> bool:
        """Say whether a person has to look at the row: at its school, or at what was said at the door."""
        return self.uncertain or self.decided

    @property
    def words(self) -> str:
        """Return what becomes of the row, in words."""
        said = [self.why] if self.why else []
        if self.decided:
            said.append(f"was: not coming, set at the door; the list says “{self.status}”")
        if self.changed:
            said.append(f"changes {', '.join(self.changed)}")
        if self.state not in ("refused", "twice", "left-out"):
            said.append(f"{self._school()}{self._otherwise()}")
        return " · ".join([*said, *self.doubts])

    def _otherwise(self) -> str:
        """Return what the list writes of a school that was found, where that is another name and is not said yet."""
        said_yet = self.match.how in (*_SHORT, "alike") and len(self.matches) == 1
        if self.uncertain or said_yet or not self.match.school or self.written.isdigit():
            return ""
        alike = _bare(self.written) in ([], _bare(self.school_name))
        return "" if alike else f"; the list says “{self.written}”"

    def _school(self) -> str:
        if self.match.school is None and self.written:
            could = "; ".join(f"{i} {s.name}" for i, s in enumerate(self.match.candidates, 1))
            if not self.uncertain:
                return worded("{place} “{written}” as it was settled before", written=self.written)
            likely = f"could be {could}" if could else worded("no {place} is like it")
            return worded("{place} “{written}” UNCERTAIN: {likely}", written=self.written, likely=likely)
        if self.match.school is None:
            return worded("no {place} given")
        if len(self.matches) > 1:
            return " and ".join(m.school.name for m in self.matches if m.school)
        if self.match.how in _SHORT:
            how = _SHORT[self.match.how]
            return worded(f"{_TAKEN}, {{how}}", written=self.written, name=self.match.school.name, how=how)
        if self.match.how == "alike":
            alike = f" ({self.match.score:.0f} % alike)"
            return worded(_TAKEN, written=self.written, name=self.match.school.name) + alike
        how = {"urn": "by its URN", "chosen": "as you chose"}.get(self.match.how, "by its name")
        return f"{self.match.school.name}, {how}"


def _bare(names: str) -> list[str]:
    """Return the words of one name or several, as they are compared."""
    return [word for word in words(names) if word != "and"]


@dataclass(frozen=True)
class Plan:
    """Hold what a whole list would bring, how it was read, and what of it is in doubt."""

    reading: Reading
    columns: Columns
    rows: tuple[Signup, ...]
    known: Mapping[str, Person]
    doubts: tuple[Doubt, ...] = ()
    meeting: str = ""
    takes_off: bool = False
    list_decides: bool = False
    path: Path = Path()
    choices: Choices = field(default_factory=Choices)

    @property
    def people(self) -> tuple[Person, ...]:
        """Return who is to be stored."""
        listed = [self._as_decided(row, row.person) for row in self.rows if row.person]
        return tuple(person for person in listed if person != self.known.get(person.code))

    def _as_decided(self, row: Signup, person: Person) -> Person:
        """Return somebody of a row, expected again where the list decides against what was said at the door."""
        if not (row.decided and self.list_decides):
            return person
        return person.with_invitation(replace(person.at(self.meeting), standing=Standing.EXPECTED, said=row.status))

    @property
    def decided(self) -> tuple[Signup, ...]:
        """Return the rows of whoever will not come, as was said at the door, and comes, as the list says."""
        return tuple(row for row in self.rows if row.decided)

    @property
    def decided_words(self) -> str:
        """Return what becomes of those whom the list would bring in against what was said at the door."""
        return "expected, as the list says" if self.list_decides else "not coming, as was said at the door"

    @property
    def leaving(self) -> tuple[Person, ...]:
        """Return who is to be taken off the list of the meeting."""
        return self.gone if self.takes_off else ()

    @property
    def gone(self) -> tuple[Person, ...]:
        """Return who is on the list of this meeting already and not in the file."""
        listed = {row.person.code for row in self.rows if row.person} | {row.name for row in self.rows}
        held = [p for p in self.known.values() if self.meeting and self.meeting in p.meetings]
        asked = [p for p in held if p.standing(self.meeting) is not Standing.WALK_IN]
        return tuple(p for p in asked if p.code not in listed and p.name not in listed)

    @property
    def off_words(self) -> str:
        """Return what becomes of those who are gone from the list."""
        return "taken off unless they have come" if self.takes_off else "nothing was changed"

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
        said += [f"{n['left-out']} will not come"] * bool(n["left-out"])
        said += [f"{n['refused']} refused"] * bool(n["refused"])
        said += [worded("{n} with an uncertain {place}", n=n["uncertain"])] * bool(n["uncertain"])
        said += [f"{len(self.gone)} gone from the list"] * bool(self.gone)
        said += [f"{len(self.decided)} {self.decided_words}"] * bool(self.decided)
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
        heading = f"heading in line {self.columns.line}" if self.columns.line else "no heading"
        return f"read as {where}, {heading}"

    def choose(self, line: int, school: School) -> "Plan":
        """Return the plan with the school of one row as a person says it is."""
        rows = []
        for row in self.rows:
            if row.line == line and row.person:
                phase = row.person.phase or school.phase
                person = replace(row.person, urns=(school.urn,), phase=phase, organisation="")
                before = self.known.get(person.code)
                changed = changes(before, person, self.meeting) if before else ()
                match, state = Match(school, "chosen", score=100.0), state_of(person, self.known)
                row = replace(row, state=state, person=person, matches=(match,), changed=changed)
            rows.append(row)
        return replace(self, rows=tuple(rows))


def state_of(person: Person, known: Mapping[str, Person]) -> str:
    """Return in one word whether somebody is known already."""
    before = known.get(person.code)
    if before is None:
        return "new"
    return "known" if joined(before, person) == before else "changed"
