"""The projector page: the words and figures of the room display, chosen by the organiser, and nothing else."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from hep_tui import locations
from hep_tui.actions import ballots, meetings, polls, record, secret_polls
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.pack import Level
from hep_tui.domain.polls import Hands, Option, Poll, PollState
from hep_tui.hall import slides, wall
from hep_tui.hall.choice import HERE, Choice
from hep_tui.hall.fitting import HIGH, fit, height
from hep_tui.logbook import Book
from hep_tui.logbook.laptop_key import load
from hep_tui.logbook.records import records
from hep_tui.logbook.room import OnShow
from hep_tui.tui import room_text
from hep_tui.views.room_page import Page
from hep_tui.views.room_steps import steps
from tests.domain.test_text import HOSTILE
from tests.hall.conftest import MODELS, MOTION, Browser, words

Declare = Callable[[str], None]


def test_the_wall_says_question_options_and_how_many_ballots_are_in(browser: Browser, poll: str) -> None:
    said = browser.wall
    assert [said.index(f"Model {id}") for id in "ABCZ"] == sorted(said.index(f"Model {id}") for id in "ABCZ")
    assert "Which model?" in said
    assert "ballots in 24" in said
    assert "leads" not in said.replace("other leads", "")


def test_every_step_says_on_the_wall_what_it_says_in_the_terminal(
    book: Book, browser: Browser, poll: str, declare: Declare
) -> None:
    declare(poll)
    shown = browser.pages.reader.on_show()
    assert shown is not None
    held = steps(shown)
    assert len(held) == 4
    for at, page in enumerate(held):
        browser.act(f"step {at}")
        said = browser.wall
        terminal = " ".join(" ".join(line.plain for line in room_text.page(page, 400, 200)).split())
        for part in [page.title, *(line.text for line in page.lines), *(line.lead for line in page.lines)]:
            assert " ".join(part.split()) in said
            assert " ".join(part.split()) in terminal
        for bar in page.bars:
            assert f"{bar.figure} {bar.label}" in said
            assert bar.label in terminal


def test_a_correction_stands_on_the_wall_with_what_was_declared_before(
    book: Book, browser: Browser, poll: str, declare: Declare
) -> None:
    declare(poll)
    polls.reopen(book, poll, reason="one came late")
    assert "Opened again, because: one came late." in browser.wall
    assert "Model A leads" not in browser.wall
    ballots.cast(book, Ballot(poll, 25, marks={"C": 1}))
    declare(poll)
    assert "Correction: One late paper was added (25)" in browser.wall
    assert "Declared before: " in browser.wall


def test_an_earlier_result_is_shown_again_without_opening_anything(
    book: Book, browser: Browser, poll: str, declare: Declare
) -> None:
    declare(poll)
    later = polls.create(book, Poll("Later", "What next?", options=MODELS, rule="schulze"))
    polls.change_state(book, later, PollState.OPEN)
    assert "What next?" in browser.wall
    assert "Models" in words(browser.get("/desk").html)
    assert browser.act(f"show {poll}").location == "/desk"
    assert "Model A leads; 24 valid of 24 cast." in browser.wall
    browser.act("show now")
    assert "What next?" in browser.wall


def test_the_curtain_hides_everything_and_steps_stay_within_the_result(
    browser: Browser, poll: str, declare: Declare
) -> None:
    declare(poll)
    for _ in range(9):
        browser.act("next")
    assert "4 of 4" in browser.wall
    browser.act("curtain")
    assert not browser.wall
    assert "The curtain is drawn" in words(browser.get("/desk").html)
    browser.act("curtain")
    browser.act("back")
    assert "3 of 4" in browser.wall
    assert browser.pages.choice.moved("step ²", 4) == browser.pages.choice.moved("nonsense", 4) == browser.pages.choice


def test_only_the_desk_of_this_laptop_acts_and_only_under_its_own_name(browser: Browser, poll: str) -> None:
    assert browser.act("curtain", key="guessed").status == 403
    assert browser.get("/now", host="rebound.example:80").status == 403
    assert browser.get("/elsewhere").status == 404
    assert browser.pages.choice == Choice()


def test_of_an_open_secret_poll_the_wall_tells_no_more_than_how_many_are_in(book: Book, browser: Browser) -> None:
    book.laptop = load(locations.state_dir())
    poll = polls.create(book, Poll("S", "Secret?", options=MODELS, rule="schulze", keep="secret"))
    polls.change_state(book, poll, PollState.OPEN)
    for _ in range(4):
        secret_polls.cast(book, poll, {"B": 1})
    assert "ballots in 4" in browser.wall
    polls.change_state(book, poll, PollState.CLOSED)
    assert poll not in browser.pages.reader.declared()
    polls.declare(book, poll)
    for at in range(9):
        browser.act(f"step {at}")
        assert "Model B" not in browser.wall


def test_of_a_series_nothing_is_on_the_desk_before_all_of_it_is_declared(
    book: Book, browser: Browser, poll: str
) -> None:
    one, two = (
        polls.create(book, Poll(name, name, options=MODELS, rule="schulze", series="day")) for name in ("One", "Two")
    )
    for each in (one, two):
        polls.change_state(book, each, PollState.OPEN)
        ballots.cast(book, Ballot(each, 1, marks={"A": 1}))
    polls.change_state(book, one, PollState.CLOSED)
    assert not browser.pages.reader.declared()
    polls.change_state(book, two, PollState.CLOSED)
    polls.declare(book, one)
    assert set(browser.pages.reader.declared()) == {one, two}


def test_while_nothing_is_voted_on_the_wall_names_review_and_meeting_and_who_came(book: Book, browser: Browser) -> None:
    meeting = records(book, Meeting)[0]
    meetings.start_item(book, meeting.id, meeting.what.items[2].id)
    resting = f"Hillingdon education partnership review {meeting.what.title}"
    assert browser.wall == resting
    for n in range(5):
        record.add(book, Attendance(meeting.id, f"somebody {n}"))
    assert browser.wall == f"{resting} 5 here"


def test_arrivals_are_told_from_five_on(book: Book, browser: Browser) -> None:
    meeting = records(book, Meeting)[0]
    browser.act(f"show {HERE}")
    assert browser.wall == "Welcome Welcome"
    for n in range(4):
        record.add(book, Attendance(meeting.id, f"somebody {n}"))
    assert browser.wall == f"{meeting.what.title} Welcome"
    record.add(book, Attendance(meeting.id, "somebody 4"))
    assert browser.wall == f"{meeting.what.title} 5 here"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_are_shown_and_never_obeyed(hostile: str) -> None:
    poll = Poll("T", f"{hostile}<script>x</script>", options=(Option("A", hostile), Option("B", "b")))
    html = slides.waiting(OnShow(poll, "open", 0, 0), datetime(2021, 6, 16, tzinfo=UTC))
    assert "<script" not in html
    assert "\x1b" not in wall.saved(hostile, [html])


def test_a_page_fetches_nothing_and_stays_small(browser: Browser, poll: str, declare: Declare) -> None:
    declare(poll)
    for path in ("/", "/desk"):
        answer = browser.get(path)
        assert len(answer.html.encode()) < 50_000
        assert not re.findall(r"(?:src|href)=\"(?!/\")|url\(|@import|https?:", answer.html)
        assert "default-src 'none'" in answer.policy


def test_words_are_as_large_as_they_fit_and_never_larger() -> None:
    for lengths in ([20] * 7, [60] * 12, [400], [5]):
        size = fit(lengths, HIGH / 2, most=9, least=0.5)
        assert sum(height(n, size) for n in lengths) <= HIGH / 2
        assert size == 9 or sum(height(n, size + 0.1) for n in lengths) + 0.4 * size * len(lengths) > HIGH / 2


def test_a_page_without_bars_or_large_words_is_only_its_lines() -> None:
    assert slides._body(Page(), 10) == '<div class="lines" style="font-size:3.2rem"></div>'


def test_figures_of_hands_stand_on_the_wall_with_their_shares(book: Book, browser: Browser, declare: Declare) -> None:
    motion = polls.create(book, Poll("Join?", method="hands", options=MOTION, rule="plurality"))
    polls.change_state(book, motion, PollState.OPEN)
    polls.show_hands(book, Hands(motion, 9, {"1": {"": 6}, "2": {"": 3}}))
    declare(motion)
    browser.act("step 1")
    assert "The figures, with shares of hands shown" in browser.wall
    assert "6 For 66.7 % 3 Against 33.3 %" in browser.wall


def test_levels_stand_on_the_wall_and_a_withdrawn_result_goes_with_its_reason(
    book: Book, browser: Browser, declare: Declare
) -> None:
    scale = (Level(1, "no"), Level(2, "yes"))
    poll = polls.create(
        book, Poll("Back it?", method="gradient", options=MOTION[:1], rule="majority-judgement", scale=scale)
    )
    polls.change_state(book, poll, PollState.OPEN)
    for number in range(1, 7):
        ballots.cast(book, Ballot(poll, number, marks={"1": 1 if number > 4 else 2}))
    declare(poll)
    said = []
    for at in range(3):
        browser.act(f"step {at}")
        said.append(browser.wall)
    assert any("For: 6 papers 4 at 2 yes 2 at 1 no" in wall for wall in said)
    polls.withdraw(book, poll, reason="read out too early")
    assert "The result that was declared does not hold any more, because: read out too early." in browser.wall
