"""What the capture screen shows of a meeting."""

from datetime import timedelta

import pytest

from hep_tui.actions import meetings, notes, polls, reviews
from hep_tui.domain.meetings import Attendance, MeetingState
from hep_tui.domain.notes import Note
from hep_tui.domain.pack import Pack
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.views.capture import capture
from hep_tui.views.coverage import by_phase
from tests.conftest import Ticking


def test_a_meeting_that_is_not_there_is_said_to_be_gone(book: Book, ticking: Ticking) -> None:
    with pytest.raises(HepError, match="not in the record any more"):
        capture(book, "nowhere", "", ticking.at)


def test_a_meeting_ahead_shows_its_agenda_and_nothing_said(book: Book, workshop: str, ticking: Ticking) -> None:
    view = capture(book, workshop, "works", ticking.at)
    assert view.line.state is MeetingState.PLANNED
    assert [i.id for i in view.line.meeting.items][:2] == ["works", "better"]
    assert (view.notes, view.heard, view.themes) == ((), (), ())


def test_notes_are_those_of_the_item_or_of_the_whole_meeting(book: Book, workshop: str, ticking: Ticking) -> None:
    notes.add(book, Note("one", workshop, "works"))
    notes.add(book, Note("two", workshop, "better"))
    notes.add(book, Note("elsewhere", "another"))
    gone = notes.add(book, Note("gone", workshop, "works"))
    notes.withdraw(book, gone)
    assert [n.what.text for n in capture(book, workshop, "works", ticking.at).notes] == ["one"]
    assert [n.what.text for n in capture(book, workshop, "", ticking.at).notes] == ["one", "two"]


def test_time_of_the_item_under_way_is_that_of_the_clock_given(book: Book, workshop: str, ticking: Ticking) -> None:
    meetings.start_item(book, workshop, "works")
    view = capture(book, workshop, "works", ticking.at + timedelta(minutes=3))
    assert view.line.progress.elapsed["works"] == pytest.approx(180)


def test_a_phase_that_is_here_and_has_said_nothing_is_not_heard_and_stands_first(
    book: Book, workshop: str, ticking: Ticking
) -> None:
    meetings.attend(book, Attendance(workshop, "one", phase="primary"))
    meetings.attend(book, Attendance(workshop, "two", phase="special"))
    notes.add(book, Note("Said", workshop, "works", phase="primary"))
    view = capture(book, workshop, "better", ticking.at)
    assert [(h.id, h.notes.n, h.present.n, h.verdict) for h in view.heard] == [
        ("special", 0, 1, "NOT HEARD"),
        ("primary", 1, 1, "heard"),
    ]


def test_who_left_need_not_be_heard_and_who_never_came_may_have_been(
    book: Book, workshop: str, conference: str, ticking: Ticking
) -> None:
    meetings.attend(book, Attendance(workshop, "one", phase="primary"))
    meetings.attend(book, Attendance(workshop, "one", "left", phase="primary"))
    meetings.attend(book, Attendance(conference, "two", phase="special"))
    notes.add(book, Note("Read out from a letter", workshop, "works", phase="nursery"))
    assert [(h.id, h.verdict) for h in capture(book, workshop, "", ticking.at).heard] == [("nursery", "heard")]


def test_people_and_notes_without_a_phase_are_no_phase(hillingdon: Pack) -> None:
    assert by_phase(hillingdon, [Note("Said")], [Attendance("m", "p")]) == ()
    assert by_phase(hillingdon, [Note("Said", phase="moon")], [Attendance("m", "p", phase="moon")]) == ()


def test_phases_stand_as_in_the_pack_under_their_short_names(hillingdon: Pack) -> None:
    here = [Attendance("m", "1", phase="ap"), Attendance("m", "2", phase="nursery"), Attendance("m", "3", phase="ap")]
    found = by_phase(hillingdon, [], here)
    assert [(h.label, h.present.n) for h in found] == [("Nursery", 1), ("AP/PRU", 2)]


def test_themes_of_the_meeting_stand_as_they_came_up(book: Book, workshop: str, ticking: Ticking) -> None:
    notes.add(book, Note("one", workshop, "works", themes=("trust",)))
    notes.add(book, Note("two", workshop, "better", themes=("send", "tea")), ["tea"])
    notes.add(book, Note("three", workshop, "better", themes=("send",)))
    notes.add(book, Note("elsewhere", "another", themes=("trust", "send")))
    view = capture(book, workshop, "works", ticking.at)
    assert view.themes == (("trust", 1), ("send", 2), ("tea", 1))
    assert view.vocabulary.themes["tea"] == "tea"


def test_polls_are_named_with_the_item_they_hang_on(book: Book, hillingdon: Pack, ticking: Ticking) -> None:
    id = reviews.plan_meeting(book, hillingdon, hillingdon.agendas[0])
    view = capture(book, id, "", ticking.at)
    assert [item for item, _ in view.polls] == ["priorities", "take-part"]
    assert all(polls.state(book, poll) == "draft" for _, poll in view.polls)
