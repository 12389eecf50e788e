"""Who may vote: one electorate for roll, quorum, base and the alarm that more voted than may."""

import html
import re

import pytest

from hep_tui.actions import ballots, meetings, polls, record
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.electorate import electorate, meant, of_poll
from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.people import Person
from hep_tui.domain.polls import Hands, Option, Poll, PollState
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.electors import borough, voters
from hep_tui.logbook.polls import Standing
from hep_tui.logbook.records import records
from hep_tui.reports.tally_page import roll_page
from hep_tui.views.checking import checked
from hep_tui.views.polls import poll_view
from hep_tui.views.register import register
from hep_tui.views.review import review

OPTIONS = (Option("1", "For"), Option("2", "Against"))
MAINTAINED = "one for each maintained school"


def motion(book: Book, words: str, eligible: int = 0) -> str:
    meeting = records(book, Meeting)[0].id
    poll = Poll("Join?", method="choose", options=OPTIONS, rule="plurality", electorate=words, unit="school",
                meeting=meeting, eligible=eligible)  # fmt: skip
    id = polls.create(book, poll)
    polls.change_state(book, id, PollState.OPEN)
    return id


def test_words_say_which_schools_vote_and_how_many(book: Book) -> None:
    schools, phases = borough(book)
    each = Poll("?", unit="school", electorate="one for each school; LA officers and observers apart")
    only = Poll("?", unit="school", electorate=MAINTAINED)
    assert voters(book, each) > voters(book, only) > 0
    assert voters(book, only) == sum(of_poll(only, phases).holds(school) for school in schools)
    assert voters(book, Poll("?", unit="school", electorate="one for each school present")) == 0
    assert voters(book, Poll("?", electorate="whoever comes", eligible=7)) == 7


def test_words_that_nobody_can_count_are_refused_with_those_that_are_known(book: Book) -> None:
    pack = review(book).pack
    assert electorate("Whoever comes") is None
    with pytest.raises(HepError, match="choose one of: everybody present; one for each school; one for each maint"):
        meant("whoever comes", pack)
    assert meant(f"one for each {pack.phases[0].name.lower()} school", pack).phase == pack.phases[0].id


def test_the_list_at_the_door_has_the_schools_that_vote(book: Book) -> None:
    held = review(book)
    page = roll_page(Poll("Join?", unit="school", electorate=MAINTAINED), held.pack, held.schools)
    listed = [name for name in re.findall(r"<tr><td>(.*?)</td>", page) if name]
    voting = [school.name for school in held.schools if school.maintained and school.takes_part]
    assert sorted(map(html.unescape, listed)) == sorted(voting)


def test_a_head_of_two_federated_schools_is_here_for_both(book: Book) -> None:
    schools, _ = borough(book)
    two = tuple(school.urn for school in schools if school.maintained)[:2]
    id = motion(book, MAINTAINED)
    meeting = poll_view(book, id).poll.meeting
    head, other = (record.add(book, Person(code, urns=urns)) for code, urns in (("h", two), ("o", two[:1])))
    for person in (head, other):
        meetings.attend(book, Attendance(meeting, person))
    assert Standing(book, id).present == 2


def test_a_head_of_two_schools_of_two_phases_is_one_person_of_one_phase_at_the_door(book: Book) -> None:
    schools, _ = borough(book)
    first = next(school for school in schools if school.phase)
    second = next(school for school in schools if school.phase not in ("", first.phase))
    meeting = records(book, Meeting)[0].id
    before = register(book, meeting)
    record.put(book, "h", Person("h", phase=first.phase, urns=(first.urn, second.urn), meetings=(meeting,)))
    meetings.attend(book, Attendance(meeting, "h", phase=first.phase))
    after = register(book, meeting)
    assert after.here == before.here + 1
    assert sum(n for _, n, _ in after.phases) == sum(n for _, n, _ in before.phases) + 1


def test_more_papers_than_voters_hold_up_declaring_until_somebody_says_why(book: Book) -> None:
    id = motion(book, "whoever was sent a paper", eligible=2)
    for number in (1, 2, 3):
        ballots.cast(book, Ballot(id, number, marks={"1": 1}))
    polls.change_state(book, id, PollState.CLOSED)
    assert poll_view(book, id).over == "MORE PAPERS THAN VOTERS: 3 cast, of 2 schools"
    assert "OFF  MORE PAPERS THAN VOTERS: 3 cast, of 2 schools" in checked(book, id).lines
    with pytest.raises(HepError, match="MORE PAPERS THAN VOTERS: 3 cast, of 2 schools; count again, or say why"):
        polls.declare(book, id)
    said = str(polls.declare(book, id, "a school was merged in June").sentence)
    assert said.endswith(
        "MORE PAPERS THAN VOTERS: 3 cast, of 2 schools; let pass, because: a school was merged in June."
    )


def test_hands_start_from_the_schools_that_are_here(book: Book) -> None:
    schools, _ = borough(book)
    meeting = records(book, Meeting)[0].id
    urn = next(school.urn for school in schools if school.maintained)
    for code in ("a", "b"):
        record.add(book, Person(code, urns=(urn,)))
        meetings.attend(book, Attendance(meeting, code))
    id = polls.create(book, Poll("Join?", method="hands", options=OPTIONS, rule="plurality", unit="school",
                                 electorate="one for each school present", meeting=meeting))  # fmt: skip
    polls.change_state(book, id, PollState.OPEN)
    assert poll_view(book, id).present == 1
    polls.show_hands(book, Hands(id, 1, {"1": {"": 1}, "2": {"": 0}}))
    assert poll_view(book, id).over == ""
