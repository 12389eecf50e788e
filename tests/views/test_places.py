"""A note is found where it belongs: at a meeting, or at the question of a survey that it answers."""

from hep_tui.actions import notes, surveys
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.notes import Note
from hep_tui.domain.survey import CHANNEL, Question, Response, Survey, comment_subject, survey_subject
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.views.places import Places
from hep_tui.views.queue import queue
from hep_tui.views.search import search


def with_a_comment(book: Book) -> None:
    survey = Survey("leaders", "Leaders", "forms", questions=(Question("works", "What works well?", "text"),))
    comment = Note("The forum works", item="works", channel=CHANNEL)
    subject = survey_subject("leaders", 1)
    surveys.take(book, survey, {"response.a": Response(subject)}, {comment_subject("response.a", "works/"): comment})


def test_a_comment_waits_for_its_theme_under_survey_and_question(book: Book) -> None:
    with_a_comment(book)
    (waiting,) = queue(book).waiting
    assert (waiting.meeting, waiting.item) == ("Leaders", "What works well?")
    (found,) = search(book, "forum").found
    assert (found.meeting, found.item) == ("Leaders", "What works well?")


def test_a_note_of_a_meeting_is_named_as_before(book: Book) -> None:
    meeting = next(m for m in records(book, Meeting) if m.what.items)
    item = meeting.what.items[0]
    id = notes.add(book, Note("said", meeting.id, item.id))
    note = next(n.what for n in records(book, Note) if n.id == id)
    assert Places(book).of(note) == (meeting.what.title, item.title)
    assert Places(book).of(Note("said", "elsewhere")) == ("", "")
