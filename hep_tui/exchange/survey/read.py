"""Read the rows of a survey as responses and comments, by a mapping; nothing is stored here."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from hep_tui.domain.matching import normal
from hep_tui.domain.notes import Note
from hep_tui.domain.pack import Pack, Term
from hep_tui.domain.people import Person
from hep_tui.domain.schools import School
from hep_tui.domain.survey import (
    CHANNEL,
    PARTIAL,
    WHY,
    Answer,
    Response,
    Survey,
    comment_subject,
    response_subject,
    survey_subject,
)
from hep_tui.domain.terms import term_named
from hep_tui.exchange.matching import Matcher
from hep_tui.exchange.survey import mapping as about
from hep_tui.exchange.survey import shapes
from hep_tui.exchange.survey.answers import SEEN_BLANK, AnswerReader
from hep_tui.exchange.survey.layouts import UNSEEN, Layout
from hep_tui.exchange.survey.mapping import Holding, SurveyMap
from hep_tui.exchange.survey.sifting import cell_of, doubles, outcome
from hep_tui.tables.reading import Row, Unreadable

_NOWHERE = School("", "", "")


@dataclass(frozen=True)
class SurveyRow:
    """Hold what becomes of one row: kept, or dropped and why."""

    line: int
    what: str


@dataclass(frozen=True)
class Intake:
    """Hold what a survey's file would bring: the survey, its responses and comments by subject, and its rows."""

    survey: Survey
    responses: Mapping[str, Response]
    comments: Mapping[str, Note]
    rows: tuple[SurveyRow, ...]
    doubts: tuple[str, ...] = ()

    @property
    def dropped(self) -> tuple[str, ...]:
        """Return in words how many rows were kept and dropped, and why."""
        return tuple(f"{n} {WHY.get(what, what)}" for what, n in self.survey.outcomes.items())


@dataclass(frozen=True)
class Known:
    """Hold what a review knows of who can answer: its pack, its schools, its people, and who of them ever came."""

    pack: Pack
    matcher: Matcher
    people: Mapping[str, Person] = field(default_factory=dict)
    came: frozenset[str] = frozenset()


def take_in(
    layout: Layout, found: SurveyMap, known: Known, *, wave: int = 1, source: str = "", digest: str = ""
) -> Intake:
    """Return what a file holds by its mapping. Raises Unreadable where it lacks a column that the mapping names."""
    reader = _Reader(layout, found, known, survey_subject(found.key, wave))
    rows, responses, comments = reader.read()
    counts = Counter(row.what for row in rows)
    outcomes = {what: counts[what] for what in WHY if counts[what]}
    survey = Survey(
        found.key,
        found.title,
        layout.tool,
        wave=wave,
        questions=found.questions,
        source=source,
        sha256=digest,
        outcomes=outcomes,
    )
    doubts = tuple(f"{words} ({n} rows)" if n > 1 else words for words, n in reader.doubts.items())
    return Intake(survey, responses, comments, tuple(rows), doubts)


@dataclass
class _Reader:
    layout: Layout
    map: SurveyMap
    known: Known
    subject: str
    doubts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        places = {each.header: each.place for each in self.layout.fields}
        if missing := [column.header for column in self.map.columns if column.header not in places]:
            raise Unreadable(f"The file has no column “{missing[0]}”, which the mapping names; nothing was stored.")
        self.about: dict[str, list[tuple[int, Holding]]] = {}
        self.of: dict[str, list[tuple[int, Holding]]] = {question.id: [] for question in self.map.questions}
        for column in self.map.columns:
            self.about.setdefault(column.holds, []).append((places[column.header], column))
            if column.question:
                self.of[column.question].append((places[column.header], column))
        named = {column.header for column in self.map.columns}
        for header in places.keys() - named:
            self.doubts[f"column “{header}” is not in the mapping and was left out"] += 1

    def read(self) -> tuple[list[SurveyRow], dict[str, Response], dict[str, Note]]:
        """Return what becomes of every row, and the responses and comments that are kept, by subject."""
        rows = self.layout.rows
        seen_blank = self.layout.tool == "qualtrics" and any(SEEN_BLANK in row.cells for row in rows)
        unseen = UNSEEN.get(self.layout.tool, "")
        answers = AnswerReader(self.map, self.of, rows, doubts=self.doubts, seen_blank=seen_blank, unseen=unseen)
        twice = doubles(rows, self.about, [place for columns in self.of.values() for place, _ in columns])
        found, responses, comments = [], dict[str, Response](), dict[str, Note]()
        for row in rows:
            said = answers.read(row)
            what = outcome(row, self.about, said, twice)
            found.append(SurveyRow(row.line, what))
            if what not in self.map.drop:
                id = response_subject(self.subject, self._number(row))
                responses[id] = self._response(row, said, partial=what == PARTIAL)
                comments.update(self._comments(id, row, responses[id]))
        return found, responses, comments

    def _number(self, row: Row) -> str:
        """Return what tells a response from others: its number, or else its whole row."""
        given = cell_of(row, self.about, about.RESPONSE)
        return given or sha256("\0".join(row.cells).encode()).hexdigest()

    def _response(self, row: Row, answers: tuple[Answer, ...], *, partial: bool) -> Response:
        person = self._person(row)
        phase = self._term(row, about.PHASE, self.known.pack.phases)
        written, urn = cell_of(row, self.about, about.SCHOOL), self._urn(row, person)
        match = self.known.matcher.match(written, urn, phase)
        if urn and match.how != "urn":
            self.doubts[f"URN {urn[:12]} is none of this review"] += 1
        school, own = match.school, person or Person("")
        return Response(
            self.subject,
            own.phase or phase or (school or _NOWHERE).phase,
            next(iter(own.roles), "") or self._term(row, about.ROLE, self.known.pack.roles),
            groups=own.groups or self._groups(row),
            urn=(school or _NOWHERE).urn,
            school=normal(written) * (school is None),
            known=own.code in self.known.came,
            partial=partial,
            answers=answers,
        )

    def _person(self, row: Row) -> Person | None:
        """Return whom the token on a card was given to; who it was is not stored."""
        token = cell_of(row, self.about, about.TOKEN).casefold()
        person = next((p for code, p in self.known.people.items() if code.casefold() == token), None) if token else None
        if token and person is None:
            self.doubts["the token is of nobody on the register"] += 1
        return person

    def _urn(self, row: Row, person: Person | None) -> str:
        if person and person.urns:
            return str(person.urns[0])
        return cell_of(row, self.about, about.URN).removesuffix(".0")

    def _term(self, row: Row, what: str, terms: Sequence[Term]) -> str:
        means = self.map.means.get(what, {})
        cells = [cell for place, _ in self.about.get(what, ()) if (cell := row.cell(place))]
        found = [means[cell] if cell in means else term_named(cell, terms) for cell in cells]
        unknown = [cell for cell, id in zip(cells, found, strict=True) if not id and cell not in means]
        for cell in unknown[:1] if not any(found) else ():
            self.doubts[f"{what} “{cell[:40]}” is not in the pack, left out"] += 1
        return next(filter(None, found), "")

    def _groups(self, row: Row) -> tuple[str, ...]:
        means, found = self.map.means.get(about.GROUP, {}), list[str]()
        for place, column in self.about.get(about.GROUP, ()):
            cell = row.cell(place)
            parts = shapes.parts(cell, column.sign or ";")
            if column.item:
                parts = [column.item] if shapes.chosen(cell, column.item) else []
            found += [means.get(part) or term_named(part, self.known.pack.groups) for part in parts]
        return tuple(dict.fromkeys(filter(None, found)))

    def _comments(self, id: str, row: Row, response: Response) -> Iterator[tuple[str, Note]]:
        for place, column in self.about.get(shapes.COMMENT, ()):
            if (text := row.cell(place)) and not shapes.says_nothing(text):
                note = Note(
                    text, item=column.question, phase=response.phase, role=response.role, groups=response.groups,
                    channel=CHANNEL,
                )  # fmt: skip
                yield comment_subject(id, f"{column.question}/{column.item}"), note
