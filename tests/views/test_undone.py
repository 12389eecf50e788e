"""What undo and redo say that they did."""

from dataclasses import replace

import pytest

from hep_tui.actions import ballots, meetings, models, notes, polls, record
from hep_tui.actions.undo import Trail, redo, undo
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.notes import Note
from hep_tui.domain.pack import Pack
from hep_tui.domain.people import Person
from hep_tui.domain.polls import PollState
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import record_of
from hep_tui.views.undone import undone


class Steps:
    """Take steps back and forth, and return what is said of them."""

    def __init__(self, book: Book) -> None:
        self.book, self.trail = book, Trail()
        book.on_append = self.trail.note

    def back(self) -> str:
        """Take the last step back."""
        return undone(self.book, undo(self.book, self.trail))

    def forth(self) -> str:
        """Do it again."""
        return undone(self.book, redo(self.book, self.trail))


@pytest.fixture
def steps(book: Book) -> Steps:
    """Return the way back from here."""
    return Steps(book)


def test_a_note_its_correction_and_its_taking_back_are_told_apart(book: Book, steps: Steps) -> None:
    id = notes.add(book, Note("one"))
    notes.amend(book, id, Note("two"))
    record.withdraw(book, id, "said twice")
    assert [steps.back() for _ in range(3)] == ["taking back of note “two”", "change of note “two”", "note “one”"]
    assert [steps.forth() for _ in range(3)] == ["note “one”", "change of note “two”", "taking back of note “two”"]


def test_a_changed_agenda_is_no_meeting_that_is_gone(book: Book, steps: Steps, workshop: str) -> None:
    held = record_of(book, Meeting, workshop)
    assert held is not None
    meetings.amend(book, workshop, replace(held.what, items=held.what.items[:-1]))
    assert steps.back() == f"change of meeting “{held.what.title}”"


def test_a_step_of_the_meeting_names_its_item(book: Book, steps: Steps, workshop: str) -> None:
    held = record_of(book, Meeting, workshop)
    assert held is not None
    first, *_ = held.what.items
    meetings.start_item(book, workshop, first.id)
    meetings.end(book, workshop, first.id)
    assert steps.back() == f"ending the meeting at “{first.title}”"
    assert steps.back() == f"going on to “{first.title}”"


def test_a_model_that_took_drafts_along_is_named_and_no_poll(book: Book, steps: Steps, hillingdon: Pack) -> None:
    newest = hillingdon.models[0]
    made = models.revise(book, hillingdon, replace(newest, board="Heads and governors"), "Heads asked for it.")
    assert {e.kind for e in steps.trail.done[-1]} == {"model", "poll"}
    assert steps.back() == f"version of a model “{made.title}, version {made.version}”"


def test_papers_are_named_by_number_and_several_are_counted(book: Book, ranking: str, steps: Steps) -> None:
    polls.change_state(book, ranking, PollState.OPEN)
    ballots.cast(book, Ballot(ranking, 1, marks={"1": 1}))
    ballots.cast_all(book, [Ballot(ranking, n, marks={"1": 1}) for n in (2, 3, 4)])
    assert steps.back() == "ballot 4 of “Priorities”, and 2 more"
    assert steps.back() == "ballot 1 of “Priorities”"
    with pytest.raises(HepError, match="nothing to undo here"):
        steps.back()


def test_who_came_and_left_is_named_only_where_names_are_shown(book: Book, steps: Steps, workshop: str) -> None:
    record.put(book, "person.c1", Person("c1", "Sidra Vale", "primary"))
    meetings.attend(book, Attendance(workshop, "c1"))
    meetings.attend(book, Attendance(workshop, "c1", "left"))
    group = undo(book, steps.trail)
    assert undone(book, group, names=True) == "leaving of Sidra Vale"
    assert undone(book, group) == "change of somebody in the register of “Workshop”"
    assert undone(book, undo(book, steps.trail), names=True) == "arrival of Sidra Vale"
