"""A meeting on one page: what is on it, and whom it does not give away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from hep_tui.actions import meetings as act
from hep_tui.actions import notes as act_notes
from hep_tui.actions import polls as act_polls
from hep_tui.actions import record
from hep_tui.domain.audience import AUDIENCES, TEAM
from hep_tui.domain.decisions import FollowUp
from hep_tui.domain.meetings import Attendance, Meeting, added
from hep_tui.domain.notes import Note
from hep_tui.domain.people import Person
from hep_tui.domain.polls import Hands, PollState
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.views.summary import MOST_POINTS, MOST_THEMES, PAGE_POINTS, Summary, summary
from hep_tui.views.summary_words import as_lines, sections
from tests.conftest import Ticking

Page = Callable[[], Summary]


@pytest.fixture
def evening(book: Book) -> str:
    """Return the id of a meeting of two items."""
    return record.add(book, added(added(Meeting("Evening", date="2021-06-30"), "One", 10), "Two", 10))


def say(book: Book, meeting: str, text: str, item: str = "one", **marks: object) -> str:
    return act_notes.add(book, Note(text, meeting, item, **marks))  # type: ignore[arg-type]


def come(book: Book, meeting: str, **phases: int) -> None:
    for phase, number in phases.items():
        for i in range(number):
            act.attend(book, Attendance(meeting, f"{phase}-{i}", phase=phase.replace("_", "-"), role="head"))


@pytest.fixture
def page(book: Book, evening: str, ticking: Ticking) -> Page:
    """Return a way to sum the evening up."""

    def summed() -> Summary:
        return summary(book, evening, ticking.at)

    return summed


def texts(page: Summary, item: int = 0) -> list[str]:
    return [point.text for point in page.items[item].points]


def test_an_empty_meeting_says_so(page: Page) -> None:
    found = page()
    assert (found.present, found.withheld, found.silent, found.absent) == (0, 0, (), ())
    assert [s.heading for s in sections(found)] == ["On the register, before it begins"]
    assert "30 June 2021 · 20 minutes planned · not held yet" in "\n".join(as_lines(found))
    assert "ON THE REGISTER, BEFORE IT BEGINS  nobody yet" in as_lines(found)
    assert [s.heading for s in sections(replace(found, ahead=False))] == ["Who was there", "One", "Two"]
    assert "WHO WAS THERE  no register was kept" in as_lines(replace(found, ahead=False))


def test_key_points_come_first_then_quotes_then_what_most_spoke_about(book: Book, evening: str, page: Page) -> None:
    say(book, evening, "plain")
    say(book, evening, "of a theme", themes=("send",))
    say(book, evening, "quoted", quote=True)
    say(book, evening, "important", key=True)
    say(book, evening, "again", "two", themes=("send",))
    assert texts(page()) == ["important", "quoted", "of a theme", "plain"]


def test_no_more_than_fits_a_page_and_the_rest_is_counted(book: Book, evening: str, page: Page) -> None:
    for i in range(30):
        say(book, evening, f"point {i}")
    found = page().items[0]
    assert (len(found.points), found.more, found.notes) == (MOST_POINTS, 30 - MOST_POINTS, 30)
    assert found.points[0].text == "point 0"
    meeting = Meeting("Long")
    for i in range(40):
        meeting = added(meeting, f"Item {i}", 5)
    long = record.add(book, meeting)
    for item in meeting.items:
        for i in range(3):
            say(book, long, f"{item.id} {i}", item.id)
    summed = summary(book, long, book.source.now())
    assert all(len(item.points) == 1 for item in summed.items)
    assert PAGE_POINTS < 40


def test_minutes_and_notes_of_each_item(book: Book, evening: str, ticking: Ticking, page: Page) -> None:
    act.start_item(book, evening, "one")
    ticking.at += timedelta(minutes=12)
    act.start_item(book, evening, "two")
    say(book, evening, "said")
    found = page()
    assert [(i.title, i.spent, i.planned, i.notes) for i in found.items] == [("One", 12, 10, 1), ("Two", 0, 10, 0)]
    assert "ONE  12 of 10 minutes · 1 note" in as_lines(found)


def test_themes_come_with_how_they_were_spoken_of(book: Book, evening: str, page: Page) -> None:
    for sentiment in ("concern", "concern", "positive", ""):
        say(book, evening, "said", themes=("send", "cpd")[: 1 + (sentiment == "")], sentiment=sentiment)
    first, second = page().themes
    assert (first.label, first.notes, first.balance) == ("SEND", 4, (("positive", 1), ("concern", 2)))
    assert (second.notes, second.balance) == (1, ())
    for i in range(MOST_THEMES + 3):
        say(book, evening, "said", themes=(f"theme-{i}",))
    assert len(page().themes) == MOST_THEMES


def test_decisions_and_actions_with_owner_day_and_how_far_they_are(book: Book, evening: str, page: Page) -> None:
    say(book, evening, "two heads join the board", decision=True)
    action = say(book, evening, "ask for names", action=True, owner="hash", due="2021-07-12")
    say(book, evening, "look it up", action=True, owner="anna")
    record.put(book, f"{action}.follow", FollowUp(action, "done"))
    assert "\n".join(as_lines(page())).partition("DECISIONS AND ACTIONS\n")[2].splitlines()[:3] == [
        "- Decision: two heads join the board",
        "- Action, for HASH, by 12 July 2021, done: ask for names",
        "- Action, for somebody named in the record: look it up",
    ]
    assert page().items[0].points == ()


def test_only_declared_results_are_on_it(book: Book, workshop: str, show: str, ticking: Ticking) -> None:
    act_polls.change_state(book, show, PollState.OPEN)
    act_polls.show_hands(book, Hands(show, 15, {"1": {"": 9}, "2": {"": 6}}))
    act_polls.change_state(book, show, PollState.CLOSED)
    assert summary(book, workshop, ticking.at).votes == ()
    act_polls.declare(book, show)
    [vote] = summary(book, workshop, ticking.at).votes
    assert "For 9, Against 6" in vote.sentence
    assert len(vote.record_code.replace("-", "")) == 16


def test_a_phase_of_few_schools_stands_in_its_wider_cell_and_few_people_stand_together(
    book: Book, evening: str, page: Page
) -> None:
    come(book, evening, primary=6, nursery=1, ap=2, special=1, cross_phase=1)
    assert dict(page().phases) == {"primary": 6, "others": 5}
    assert dict(summary(book, evening, book.source.now(), TEAM).phases)["Specialist & other"] == 3
    assert "nursery" not in "\n".join(as_lines(page())).lower()


def test_of_fewer_than_five_people_nothing_is_counted(book: Book, evening: str, page: Page) -> None:
    come(book, evening, primary=4)
    assert (page().present, page().phases) == (None, ())
    assert "ON THE REGISTER, BEFORE IT BEGINS  fewer than 5 people" in as_lines(page())


def test_a_result_of_which_a_figure_is_small_is_told_without_its_figures(
    book: Book, workshop: str, show: str, ticking: Ticking
) -> None:
    act_polls.change_state(book, show, PollState.OPEN)
    act_polls.show_hands(book, Hands(show, 9, {"1": {"": 6}, "2": {"": 3}}))
    act_polls.change_state(book, show, PollState.CLOSED)
    act_polls.declare(book, show)
    said = {who.id: summary(book, workshop, ticking.at, who).votes[0] for who in AUDIENCES.values()}
    assert "For 6, Against 3" in said["team"].sentence
    assert "Against" not in said["room"].sentence + said["steering"].sentence
    assert (bool(said["team"].bars), said["steering"].bars) == (True, ())


def test_what_is_quoted_names_its_phase_only_among_five_or_more_people_of_it(
    book: Book, evening: str, page: Page
) -> None:
    come(book, evening, primary=6, special=2, nursery=1, ap=4)
    for phase in ("primary", "special", "nursery", "secondary", "", "no-such"):
        say(book, evening, f"of {phase}", phase=phase, role="ceo", groups=("hash",), key=True)
        say(book, evening, f"two {phase}", "two", phase=phase, quote=True)
    speakers = {point.text: point.speaker for item in page().items for point in item.points}
    assert speakers["of primary"] == "primary"
    assert {speakers[f"of {phase}"] for phase in ("special", "nursery", "secondary")} == {""}
    come(book, evening, special=5)
    speakers = {point.text: point.speaker for item in page().items for point in item.points}
    assert (speakers["of special"], speakers["of nursery"]) == ("special", "Specialist & other")
    assert "MAT CEO" not in "\n".join(as_lines(page()))


def test_fewer_than_five_of_a_role_or_group_are_not_counted_out(book: Book, evening: str, page: Page) -> None:
    roles = ("head",) * 9 + ("ceo", "deputy") + ("exec",) * 6
    for i, role in enumerate(roles):
        groups = ("hash", "lle") if i < 2 else ("hash",)
        act.attend(book, Attendance(evening, f"p{i}", "left", phase="primary", role=role, groups=groups))
    # Two alone would follow from the whole, so the smallest role of the others is told with them.
    assert page().roles == (("head", 9), ("others", 8))
    assert page().groups == (("HASH", 17), ("LLE", None))
    lines = as_lines(page())
    after = lines.index("- by group: HASH 17, LLE [c]") + 1
    assert lines[after] == "- [c] stands for a figure that would tell of fewer than 5 people"


def test_a_point_says_which_model_it_is_about(book: Book, evening: str, page: Page) -> None:
    say(book, evening, "One more layer", sentiment="concern", models=("B@2", "D@1"))
    assert "- One more layer (concern, model B, model D)" in as_lines(page())
    assert not any("[c]" in line for line in as_lines(page()))


def test_who_was_there_and_is_in_no_note_is_named_by_phase(book: Book, evening: str, page: Page) -> None:
    come(book, evening, primary=6, special=5)
    say(book, evening, "said", phase="primary")
    say(book, evening, "said", phase="secondary")
    found = page()
    assert found.silent == ("special",)
    # Special schools have a line of their own, so the wider group is only told from them by what is in it.
    assert found.absent == ("Specialist & other (nursery, all-through, AP/PRU, post-16)", "independent")
    assert "- there, and in no note: special" in as_lines(found)


def test_a_wider_group_that_is_in_no_note_says_its_phases(book: Book, evening: str, page: Page) -> None:
    come(book, evening, primary=6, nursery=5, special=5)
    say(book, evening, "said", phase="special")
    assert "Specialist & other (nursery, all-through, AP/PRU, post-16)" in page().silent


def test_what_may_name_a_school_or_a_person_is_left_out_and_counted(book: Book, evening: str, page: Page) -> None:
    record.add(book, Person("p1", "Ada Quillfeather"))
    say(book, evening, "Barnhill showed us how", key=True)
    say(book, evening, "Quillfeather's idea", quote=True)
    say(book, evening, "ask Barnhill for its form", action=True)
    say(book, evening, "fair to all", themes=("barnhill-model",))
    found = page()
    text = "\n".join(as_lines(found))
    assert texts(found) == ["fair to all"]
    assert found.withheld == 2
    assert "2 things said may name somebody and are only in the record." in text
    assert "- Action: ask [a secondary school] for its form" in text
    assert "barnhill" not in text.lower()
    assert "Quillfeather" not in text


def test_initials_of_somebody_who_was_there_keep_a_note_off_the_page(book: Book, evening: str, page: Page) -> None:
    record.add(book, Person("p1", "Ada Quillfeather"))
    say(book, evening, "AQ will ask the LA")
    assert (texts(page()), page().withheld) == (["AQ will ask the LA"], 0)
    act.attend(book, Attendance(evening, "p1"))
    assert (texts(page()), page().withheld) == ([], 1)


def test_notes_whose_item_has_left_the_agenda_are_not_lost(book: Book, evening: str, page: Page) -> None:
    say(book, evening, "of long ago", "gone")
    assert page().items[-1].title == "not on the agenda"
    assert texts(page(), -1) == ["of long ago"]


def test_what_was_taken_back_is_not_on_it(book: Book, evening: str, page: Page) -> None:
    act_notes.withdraw(book, say(book, evening, "never said"), "wrong")
    assert page().items[0].notes == 0


def test_other_meetings_are_not_on_it(book: Book, evening: str, workshop: str, page: Page) -> None:
    say(book, workshop, "elsewhere", "works", themes=("send",))
    come(book, workshop, primary=2)
    assert (page().present, page().themes) == (0, ())


def test_a_meeting_that_is_gone_is_refused(book: Book, ticking: Ticking) -> None:
    with pytest.raises(HepError, match="not in the record any more"):
        summary(book, "none", ticking.at)
