"""Open the file of a survey once: propose its mapping, and read it by one."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from hep_tui.domain.meetings import Attendance
from hep_tui.domain.people import Person
from hep_tui.exchange.matching import Matcher, of_review
from hep_tui.exchange.survey import mapping, sav
from hep_tui.exchange.survey.keys import NO_KEY, Key, read_key
from hep_tui.exchange.survey.labels import keyed
from hep_tui.exchange.survey.layouts import Layout, recognise
from hep_tui.exchange.survey.proposal import Proposal
from hep_tui.exchange.survey.propose import propose
from hep_tui.exchange.survey.read import Intake, Known, take_in
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.tables.read import AS_IT_COMES, load, read_bytes
from hep_tui.tables.reading import Choices, Limits, Reading
from hep_tui.views.review import review

LIMITS = Limits(size=50_000_000, unpacked=200_000_000, columns=3000, cells=4_000_000, cell=4000)
"""A survey is wider than other lists, and its comments are longer."""


@dataclass(frozen=True)
class SurveyFile:
    """Hold the file of a survey as it was read, with its questionnaire, for one review."""

    book: Book
    path: Path
    layout: Layout
    digest: str
    key: Key
    matcher: Matcher
    doubts: tuple[str, ...] = ()

    @property
    def worded(self) -> Layout:
        """Return the layout with the words of the questionnaire in the place of codes. Raises HepError."""
        return keyed(self.layout, self.key)

    def proposed(self, chosen: Path | None = None) -> Proposal:
        """Return the mapping that was chosen, or else the one that the file suggests. Raises HepError."""
        if chosen:
            return Proposal(mapping.read(chosen))
        return propose(self.layout, review(self.book).pack, self.matcher, self.key, self.path.stem)

    def intake(self, proposal: Proposal, wave: int = 1) -> Intake:
        """Return what the file brings by a mapping. Raises HepError where a column is not in it."""
        people = {p.what.code: p.what for p in records(self.book, Person)}
        came = frozenset(a.what.person for a in records(self.book, Attendance))
        known = Known(review(self.book).pack, self.matcher, people, came)
        return take_in(self.worded, proposal.mapping, known, wave=wave, source=self.path.name, digest=self.digest)


def open_survey(
    book: Book, path: Path, tables: Path, key: Path | None = None, choices: Choices = AS_IT_COMES
) -> SurveyFile:
    """Return the file of a survey; `tables` is the folder with the changes of URN that ship. Raises HepError."""
    data = load(path, LIMITS)
    reading, found = _read(path.name, data, choices)
    found = read_key(key) if key else found
    doubts = tuple(map(str, reading.doubts))
    return SurveyFile(
        book,
        path,
        recognise(reading),
        digest=sha256(data).hexdigest(),
        key=found,
        matcher=of_review(book, tables),
        doubts=doubts,
    )


def _read(name: str, data: bytes, choices: Choices) -> tuple[Reading, Key]:
    """Return the rows of a survey's file, and what it says itself of its questions, as an SPSS file does."""
    if sav.is_one(data):
        found = sav.read(name, data, LIMITS)
        return found.reading, found.key
    return read_bytes(name, data, choices, LIMITS), NO_KEY
