"""Link the responses of surveys with schools: what is certain, and what a person has to settle."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from hep_tui.domain.matching import normal
from hep_tui.domain.opinions import took_part, were_reached
from hep_tui.domain.schools import School
from hep_tui.domain.speech import worded
from hep_tui.domain.survey import Link, Response
from hep_tui.exchange.matching import Matcher, of_review
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.tables.read import read_table
from hep_tui.tables.reading import Unreadable
from hep_tui.views.picture_painter import picture

NOTHING = "none"
"""What a crosswalk says of a name that fits no school."""
HEADS = (
    "written",
    "responses",
    "urn",
    "how",
    "candidate_1",
    "name_1",
    "candidate_2",
    "name_2",
    "candidate_3",
    "name_3",
)
DOUBTFUL, SETTLED, NO_SCHOOL = "doubtful", "settled", "settled: no school"


@dataclass(frozen=True)
class WrittenSchool:
    """Hold a school as responses wrote it, how many did, what it means, and which it could mean, best first."""

    written: str
    responses: int
    how: str
    urn: str = ""
    candidates: tuple[School, ...] = ()

    @property
    def row(self) -> tuple[str, ...]:
        """Return it as a row of a crosswalk."""
        urn = NOTHING if self.how == NO_SCHOOL else self.urn
        pairs = [cell for school in self.candidates for cell in (school.urn, school.name)]
        return (self.written, str(self.responses), urn, self.how, *pairs, *[""] * (len(HEADS) - 4 - len(pairs)))


@dataclass(frozen=True)
class Linking:
    """Hold how the responses of all surveys are linked; `schools` are distinct, `people` is a range."""

    responses: int
    linked: int
    no_school: int
    known: int
    schools: int
    of_schools: int
    unsaid: int
    people: tuple[int, int]
    written: tuple[WrittenSchool, ...]

    @property
    def doubts(self) -> tuple[WrittenSchool, ...]:
        """Return the names that somebody has to settle."""
        return tuple(each for each in self.written if each.how == DOUBTFUL)

    @property
    def words(self) -> tuple[str, ...]:
        """Return in words how far they are linked, and how many were reached."""
        return (
            worded(
                "{n} of {all} responses are linked with {a_place}; {none} name none.",
                n=self.linked, all=self.responses, none=self.no_school,
            ),
            f"{were_reached(self.schools, self.of_schools, self.unsaid)}.",
            f"{took_part(self.people)}; {self.known} are known to have done so in both.",
        )  # fmt: skip


def linking(book: Book, tables: Path) -> Linking:
    """Return how the responses are linked; `tables` is the folder with the changes of URN that ship.

    Schools only are ever matched by name, people never.
    """
    held = [r.what for r in records(book, Response)]
    settled = {each.what.written: each.what.urn for each in records(book, Link)}
    matcher, found = of_review(book, tables), picture(book)
    names = Counter(r.school for r in held if r.school)
    written = tuple(_written(name, n, settled, matcher) for name, n in sorted(names.items()))
    linked = sum(bool(r.urn or settled.get(r.school)) for r in held)
    unsaid = sum(not r.urn and not r.school for r in held)
    known = sum(r.known for r in held)
    return Linking(
        len(held),
        linked,
        unsaid,
        known=known,
        schools=found.reached,
        of_schools=found.schools,
        unsaid=found.unsaid,
        people=found.people,
        written=written,
    )


def _written(name: str, n: int, settled: Mapping[str, str], matcher: Matcher) -> WrittenSchool:
    match = matcher.match(name)
    candidates = match.candidates or ((match.school,) if match.school else ())
    if name not in settled:
        return WrittenSchool(name, n, DOUBTFUL, candidates=candidates)
    how = SETTLED if settled[name] else NO_SCHOOL
    return WrittenSchool(name, n, how, settled[name], candidates)


def read_crosswalk(book: Book, path: Path, tables: Path) -> dict[str, str]:
    """Return what a crosswalk decides, by written name: a number, none for no school; what is blank is left open.

    Raises Unreadable with the line where a URN is none of the review or a name is settled in two ways, or where the
    columns are missing.
    """
    reading = read_table(path)
    rows = list(reading.rows)
    heads = [cell.casefold() for cell in rows[0].cells] if rows else []
    if not {"written", "urn"} <= set(heads):
        raise Unreadable(f"{path.name} has no columns written and urn; nothing was stored, begin with hep link -o.")
    name_at, urn_at = heads.index("written"), heads.index("urn")
    matcher = of_review(book, tables)
    decided = dict[str, str]()
    for row in rows[1:]:
        written, said = normal(row.cell(name_at)), row.cell(urn_at).casefold()
        if said:
            urn = _urn(path.name, row.line, said, matcher)
            if decided.setdefault(written, urn) != urn:
                raise Unreadable(
                    f"{path.name}, line {row.line}: {written[:40]!r} is settled in another way further up; nothing was "
                    "stored, leave one of the two."
                )
    return decided


def _urn(name: str, line: int, said: str, matcher: Matcher) -> str:
    if said == NOTHING:
        return ""
    school = matcher.match("", said).school
    if school is None:
        raise Unreadable(
            f"{name}, line {line}: {said[:20]!r} is no URN of this review; nothing was stored, write six digits."
        )
    return school.urn


def crosswalk(found: Linking) -> Iterator[tuple[str, ...]]:
    """Yield the crosswalk: every name that was not certain when it came in, with what was decided."""
    yield HEADS
    yield from (each.row for each in found.written)
