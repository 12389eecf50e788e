"""The review at a glance."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hep_tui.actions import ballots, meetings, notes, polls, readings, record
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.clock import time_of_day
from hep_tui.domain.decisions import FollowUp
from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.notes import Note
from hep_tui.domain.people import Person
from hep_tui.domain.polls import Account, PollState
from hep_tui.domain.record import to_body
from hep_tui.logbook import Book, handovers
from hep_tui.logbook.records import records
from hep_tui.views.coverage import Heard
from hep_tui.views.home import Home, home
from tests.conftest import Ticking


class Glance:
    """Give the home screen of a book as it is now."""

    def __init__(self, book: Book, ticking: Ticking) -> None:
        self.book, self.ticking = book, ticking

    def __call__(self) -> Home:
        """Return the home screen."""
        return home(self.book, self.ticking.at)

    def heard(self, label: str) -> Heard:
        """Return how much one phase was heard."""
        return next(h for h in self().heard if h.label == label)

    def titles(self) -> list[str]:
        """Return the titles of the polls that are shown."""
        return [v.poll.title for v in self().polls]


@pytest.fixture
def glance(book: Book, ticking: Ticking) -> Glance:
    """Return what gives the home screen as it is."""
    return Glance(book, ticking)


def test_a_new_review_has_its_meetings_and_polls_ahead_and_needs_nothing(
    glance: Glance, book: Book, workshop: str
) -> None:
    view = glance()
    assert view.review.title == "Hillingdon education partnership review"
    assert [m.meeting.kind for m in view.meetings] == ["workshop", "conference"]
    assert view.current is not None
    assert view.current.id == workshop
    assert len(view.polls) == 4
    assert (view.needs, view.read_only) == ((), "")
    assert (view.record_code, view.entries) == (book.record_code(), book.count())


def test_a_poll_that_was_never_opened_at_a_meeting_that_is_over_is_last_and_not_held(
    glance: Glance, book: Book, workshop: str, ranking: str
) -> None:
    before = glance.titles()
    meetings.start_item(book, workshop, "works")
    assert glance.titles() == before
    polls.change_state(book, ranking, PollState.OPEN)
    meetings.end(book, workshop)
    after = glance()
    assert ranking in {v.id for v in after.polls}
    assert len(after.polls) == len(before)
    assert [v.id for v in after.polls if v.id in after.not_held] == [after.polls[-1].id]


def test_a_meeting_that_goes_on_again_has_its_polls_ahead_again(glance: Glance, book: Book, workshop: str) -> None:
    meetings.start_item(book, workshop, "works")
    meetings.end(book, workshop)
    assert len(glance().not_held) == 2
    meetings.start_item(book, workshop, "better")
    assert not glance().not_held


def test_phases_of_which_nothing_was_noted_are_not_heard(glance: Glance, book: Book, workshop: str) -> None:
    assert glance.heard("Special").verdict == "NOT HEARD"
    notes.add(book, Note("Said", workshop, phase="special"))
    assert glance.heard("Special").verdict == "heard"
    assert glance.heard("Primary").verdict == "NOT HEARD"


def test_every_phase_with_a_school_is_covered_and_no_other(glance: Glance) -> None:
    found = {h.label: h.schools.n for h in glance().heard}
    assert found["Primary"] == 69
    assert sum(found.values()) == 111
    assert "Cross-phase" not in found
    assert all(found.values())


def test_a_person_who_came_twice_is_one_person(glance: Glance, book: Book, workshop: str, conference: str) -> None:
    for meeting in (workshop, conference):
        meetings.attend(book, Attendance(meeting, "one", phase="primary"))
    meetings.attend(book, Attendance(workshop, "two", phase="primary"))
    meetings.attend(book, Attendance(workshop, "two", "left", phase="primary"))
    found = glance.heard("Primary")
    assert (found.present.n, found.notes.n, found.schools.n) == (2, 0, 69)


WHOLE = Note("All there", phase="primary", sentiment="concern", themes=("send",))


def test_notes_without_a_theme_are_asked_for_but_actions_are_not(glance: Glance, book: Book) -> None:
    first = notes.add(book, replace(WHOLE, themes=()))
    notes.add(book, Note("Do it", action=True))
    notes.add(book, WHOLE)
    assert glance().needs == ("1 note without a theme",)
    notes.add(book, replace(WHOLE, themes=()))
    assert glance().needs == ("2 notes without a theme",)
    notes.amend(book, first, WHOLE)
    assert glance().needs == ("1 note without a theme",)


def test_notes_without_phase_or_sentiment_are_asked_for_in_the_same_breath(glance: Glance, book: Book) -> None:
    notes.add(book, Note("Nothing known"))
    assert glance().needs == ("1 note without a theme, 1 without a phase, 1 without a sentiment",)
    notes.add(book, replace(WHOLE, phase=""))
    assert glance().needs == ("1 note without a theme, 2 without a phase, 1 without a sentiment",)
    for noted in records(book, Note):
        notes.amend(book, noted.id, replace(WHOLE, sentiment=""))
    assert glance().needs == ("2 notes without a sentiment",)


def test_an_action_is_overdue_from_the_day_after_until_it_is_done_or_dropped(
    glance: Glance, book: Book, ticking: Ticking
) -> None:
    today = ticking.at.date()
    yesterday = (today - timedelta(days=1)).isoformat()
    late = [notes.add(book, Note(f"Do it {i}", action=True, due=yesterday)) for i in range(3)]
    notes.add(book, Note("Do it today", action=True, due=today.isoformat()))
    notes.add(book, Note("Whenever", action=True))
    notes.add(book, replace(WHOLE, due=yesterday))
    assert glance().needs == ("3 actions overdue",)
    for id, state in zip(late, ("open", "done", "dropped"), strict=True):
        record.put(book, f"{id}.action", FollowUp(id, state))
    assert glance().needs == ("1 action overdue",)


def test_notes_that_hold_a_name_are_counted_until_it_is_gone(glance: Glance, book: Book) -> None:
    id = notes.add(book, replace(WHOLE, text="Coteford Infant lost two teachers"))
    record.add(book, Person("p1", "Sam Placeholder"))
    notes.add(book, replace(WHOLE, text="Placeholder said so"))
    view = glance()
    assert (view.names, view.needs) == (2, ("2 notes hold a name or a school",))
    notes.amend(book, id, replace(WHOLE, text="[a primary school] lost two teachers"))
    assert glance().needs == ("1 note holds a name or a school",)


def test_conflicts_are_counted_until_they_are_settled(glance: Glance, book: Book) -> None:
    id = notes.add(book, WHOLE)
    head = book.heads(id)[0]
    for text in ("One laptop", "Another"):
        book.append("note", id, to_body(replace(WHOLE, text=text)), head.id)
    assert glance().needs == ("1 conflict to settle",)
    record.settle(book, id, book.heads(id)[0].id)
    assert glance().needs == ()


def test_parked_ballots_and_numbers_keyed_twice_are_named(glance: Glance, book: Book, ranking: str) -> None:
    polls.change_state(book, ranking, PollState.OPEN)
    ballots.cast(book, Ballot(ranking, 1, "query", reason="two firsts"))
    assert glance().needs == ("1 ballot parked as a query",)
    ballots.cast(book, Ballot(ranking, 2, "query", reason="torn"))
    record.add(book, Ballot(ranking, 2, marks={"1": 1}))
    title = next(v.poll.title for v in glance().polls if v.id == ranking)
    assert glance().needs == ("2 ballots parked as queries", f"{title}: ballots 2 keyed twice")


def test_an_account_that_is_off_counts_once_the_poll_is_closed(glance: Glance, book: Book, ranking: str) -> None:
    polls.change_state(book, ranking, PollState.OPEN)
    ballots.cast(book, Ballot(ranking, 1, marks={"1": 1}))
    polls.keep_account(book, Account(ranking, printed=3, issued=2, unused=1))
    assert glance().needs == ()
    polls.change_state(book, ranking, PollState.CLOSED)
    (need,) = glance().needs
    assert need.endswith("cast 2 = valid 1 + blank 0 + rejected 0 + query 0   off by 1")
    polls.declare(book, ranking, "one paper was taken home")
    assert not [need for need in glance().needs if "off by" in need]


def test_a_paper_that_a_random_check_found_wrong_is_named(glance: Glance, book: Book, ranking: str) -> None:
    polls.change_state(book, ranking, PollState.OPEN)
    ballots.cast(book, Ballot(ranking, 9, marks={"1": 1}))
    check, _ = readings.draw_check(book, ranking, "3 1", 1)
    readings.compare(book, check, (9,))
    (need,) = glance().needs
    assert need.endswith(": paper 9 differs from the screen by the random check")


def test_entries_of_a_newer_program_are_counted_by_kind(glance: Glance, book: Book) -> None:
    book.append("hologram", "x", {})
    book.append("hologram", "y", {})
    assert glance().needs == ("2 entries of kind hologram from a newer hep",)


def test_a_record_that_no_export_holds_is_to_be_handed_over_once_a_meeting_is_over(
    glance: Glance, book: Book, workshop: str, ticking: Ticking
) -> None:
    meetings.start_item(book, workshop, "works")
    assert glance().needs == ()
    meetings.end(book, workshop)
    assert glance().needs == ("not handed over yet",)
    handovers.remember(book, "an export", book.record_code())
    assert glance().needs == ()
    at = ticking.at
    notes.add(book, Note("Came by post", themes=("send",), phase="primary", sentiment="mixed"))
    assert glance().needs == (f"not handed over since {time_of_day(at)}",)
    ticking.at += timedelta(days=3)
    assert glance().needs == ("not handed over since 16 June",)


def test_nothing_is_to_be_handed_over_while_a_meeting_runs(
    glance: Glance, book: Book, workshop: str, conference: str
) -> None:
    meetings.start_item(book, workshop, "works")
    meetings.end(book, workshop)
    meetings.start_item(book, conference, records(book, Meeting, id=conference)[0].what.items[0].id)
    assert glance().needs == ()


def test_a_book_for_reading_says_why(glance: Glance, book: Book) -> None:
    book.read_only = "This file may not be written here."
    assert glance().read_only == "This file may not be written here."
    book.read_only = ""


def test_a_review_whose_meetings_were_all_withdrawn_has_no_current_one(glance: Glance, book: Book) -> None:
    for line in glance().meetings:
        record.withdraw(book, line.id)
    view = glance()
    assert (view.meetings, view.current) == ((), None)
    assert record.add(book, Meeting("Another"))
    assert [m.meeting.title for m in glance().meetings] == ["Another"]
