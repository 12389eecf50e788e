"""Where a note belongs: its meeting and agenda item, or the survey and question that a comment answers."""

from hep_tui.domain.meetings import Meeting, titles
from hep_tui.domain.notes import Note
from hep_tui.domain.survey import Survey
from hep_tui.logbook import Book
from hep_tui.logbook.records import records


class Places:
    """Know how the meetings and surveys of a review, their items and questions are called."""

    def __init__(self, book: Book) -> None:
        self._meetings = {m.id: m.what for m in records(book, Meeting)}
        self._asked = {
            question.id: (survey.what.title, question.text)
            for survey in records(book, Survey)
            for question in survey.what.questions
        }

    def of(self, note: Note) -> tuple[str, str]:
        """Return meeting and item, or survey and question, in words; nothing for what there is not."""
        if note.channel:
            return self._asked.get(note.item, (note.channel, ""))
        return titles(self._meetings.get(note.meeting), note.item)
