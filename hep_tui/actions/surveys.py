"""What can be done with surveys: take a wave in at one stroke, and say which schools were meant."""

from collections.abc import Mapping
from dataclasses import dataclass

from hep_tui.actions import record
from hep_tui.domain.notes import Note
from hep_tui.domain.survey import Link, Response, Survey, link_subject, survey_subject
from hep_tui.domain.wording import counted
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Draft
from hep_tui.logbook.records import record_of, records


@dataclass(frozen=True)
class Change:
    """Hold what a survey's file changes: responses new, changed, known and gone from it, and new comments."""

    new: int = 0
    changed: int = 0
    known: int = 0
    gone: int = 0
    comments: int = 0

    @property
    def words(self) -> str:
        """Return it in words."""
        said = f"{counted(self.new, 'new response')}, {self.changed} changed, {self.known} already known"
        said += f", {self.gone} stored before and not in this file, left as they are" if self.gone else ""
        return f"{said}; {counted(self.comments, 'new comment')} as notes to be coded."


def weigh(
    book: Book, survey: Survey, responses: Mapping[str, Response], comments: Mapping[str, Note]
) -> tuple[Change, list[Draft]]:
    """Return what taking a survey in would change, and the drafts that do it; a dry run stops here.

    A comment that was ever stored is left as it is: it may be coded, corrected or taken back by now.
    """
    subject = survey_subject(survey.key, survey.wave)
    held = {r.id: r.what for r in records(book, Response, survey=subject)}
    drafts = []
    before = record_of(book, Survey, subject)
    if before is None or before.what != survey:
        drafts += record.replacing(book, record.draft(subject, survey))
    fresh = [record.draft(id, each) for id, each in responses.items() if held.get(id) != each]
    for each in fresh:
        drafts += record.replacing(book, each)
    said = [record.draft(id, note) for id, note in comments.items() if not book.history(id)]
    new = sum(each.subject not in held for each in fresh)
    gone = len(held.keys() - responses.keys())
    change = Change(new, len(fresh) - new, len(responses) - len(fresh), gone, len(said))
    return change, [*drafts, *said]


def take(book: Book, survey: Survey, responses: Mapping[str, Response], comments: Mapping[str, Note]) -> Change:
    """Record a wave of a survey with its responses and comments, in one step, and return what it changed.

    Raises HepError where no response is left to store.
    """
    if not responses:
        raise HepError(
            "No row of this survey is a response that is kept; nothing was stored, look at the dropped rows."
        )
    change, drafts = weigh(book, survey, responses, comments)
    book.append_all(drafts)
    return change


def link(book: Book, decided: Mapping[str, str]) -> int:
    """Record which schools written names mean, none where nothing fits, in one step; return how many were new.

    `decided` leads from names as they are compared to URNs.
    """
    found = {link_subject(written): Link(written, urn) for written, urn in decided.items()}
    held = {each.id: each.what for each in records(book, Link)}
    fresh = [record.draft(id, each) for id, each in found.items() if held.get(id) != each]
    book.append_all([draft for each in fresh for draft in record.replacing(book, each)])
    return len(fresh)
