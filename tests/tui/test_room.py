"""The room display: readable from the back row, a step a key press, and never a partial count."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from hep_tui.actions import ballots, meetings, polls, timing
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.logbook import Book
from hep_tui.logbook.room import OnShow, Result, RoomReader
from hep_tui.logbook.things import things
from hep_tui.tui.big import big
from hep_tui.tui.room import RoomApp
from hep_tui.tui.room_pages import pages
from tests.conftest import Ticking
from tests.domain.test_text import HOSTILE

MODELS = tuple(Option(id, f"Model {id}", 1) for id in "ABCZ")


@pytest.fixture
def poll(book: Book) -> str:
    """Return an open ranking of four models, of 24 ballots in two phases."""
    meeting = things(book, Meeting)[0].id
    what = Poll("Which model?", "Which model should we develop?", options=MODELS, rule="schulze", meeting=meeting)
    id = polls.create(book, what)
    polls.change_state(book, id, PollState.OPEN)
    dice = random.Random(4)
    for number in range(1, 25):
        order = [*"ABCZ"] if number % 3 else dice.sample("ABCZ", 4)
        marks = {option: rank for rank, option in enumerate(order, 1)}
        ballots.cast(book, Ballot(id, number, marks=marks, phase="primary" if number % 2 else "secondary"))
    return id


def declare(book: Book, poll: str) -> None:
    polls.change_state(book, poll, PollState.CLOSED)
    polls.declare(book, poll)


class Room:
    """Press keys of the room display and say what the room sees."""

    def __init__(self, pilot: Any, app: RoomApp) -> None:
        self.pilot, self.app = pilot, app

    async def press(self, *keys: str) -> str:
        self.app.look()
        await self.pilot.press(*keys)
        await self.pilot.pause()
        return self.seen

    @property
    def seen(self) -> str:
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(s.text for s in line) for line in strips)


@asynccontextmanager
async def shown(book: Book, size: tuple[int, int] = (80, 24), **given: Any) -> AsyncIterator[Room]:
    reader = RoomReader(book.path)
    app = RoomApp(reader, ticking=False, **given)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Room(pilot, app)
    reader.close()


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_the_room_sees_question_options_and_progress_and_nothing_of_the_count(
    book: Book, poll: str, size: tuple[int, int]
) -> None:
    async with shown(book, size) as room:
        for keys in ((), ("space",), ("right", "left")):
            seen = await room.press(*keys)
            assert "WHICH MODEL SHOULD WE DEVELOP?" in seen
            assert [seen.index(f"Model {id}") for id in "ABCZ"] == sorted(seen.index(f"Model {id}") for id in "ABCZ")
            assert "ballots in  24" in seen
            assert "A leads" not in seen
            assert "1 of" not in seen
        assert not room.app.found()


async def test_a_result_is_gone_through_step_by_step_and_back(book: Book, poll: str) -> None:
    declare(book, poll)
    async with shown(book) as room:
        first = await room.press()
        assert "Model A leads; 24 valid of 24 cast." in first
        assert "1 of 4" in first
        assert "One against one" not in first
        assert "The order" in await room.press("space")
        pairs = await room.press("right")
        assert "One against one: A Model A" in pairs
        assert "is preferred to  B Model B" in pairs
        assert "Primary (12 papers):  A Model A" in await room.press("pagedown")
        assert "4 of 4" in await room.press("space")
        assert "One against one" in await room.press("left")
        assert await room.press("pageup", "left", "left") == first


async def test_a_phase_of_four_papers_keeps_every_phase_off_the_screen(book: Book, poll: str) -> None:
    for number in range(25, 29):
        ballots.cast(book, Ballot(poll, number, marks={"A": 1}, phase="special"))
    declare(book, poll)
    async with shown(book) as room:
        found = room.app.found()
        assert [page.title for page in found if page.title.startswith("By phase")] == []
        assert len(found) == 3


async def test_rounds_are_told_one_a_page(book: Book) -> None:
    id = polls.create(book, Poll("Which?", "Which?", options=MODELS, rule="irv"))
    polls.change_state(book, id, PollState.OPEN)
    for number, order in enumerate(["ABC", "ABC", "BAC", "BCA", "CBA"], 1):
        ballots.cast(book, Ballot(id, number, marks={o: rank for rank, o in enumerate(order, 1)}))
    declare(book, id)
    async with shown(book) as room:
        rounds = [page for page in room.app.found() if page.title.startswith("Round")]
        assert rounds[0].title == "Round 1: Z Model Z drops out"
        assert rounds[-1].title.endswith("B Model B has it")
        assert [bar.figure for bar in rounds[0].bars] == ["2", "2", "1", "0"]


async def test_the_curtain_covers_a_result_and_the_agenda_ends_it(book: Book, poll: str) -> None:
    declare(book, poll)
    async with shown(book) as room:
        assert not (await room.press("c")).strip()
        assert not (await room.press("space")).strip()
        assert "WHICH MODEL" in await room.press("c")
        meeting = things(book, Meeting)[0]
        meetings.start_item(book, meeting.id, meeting.what.items[2].id)
        assert not (await room.press()).strip()
        assert not (await room.press("space")).strip()


async def test_a_correction_begins_again_at_the_result_line(book: Book, poll: str) -> None:
    declare(book, poll)
    async with shown(book) as room:
        await room.press("space", "space")
        polls.change_state(book, poll, PollState.OPEN, "a late paper")
        assert "ballots in  24" in await room.press()
        declare(book, poll)
        assert "1 of 4" in await room.press()


async def test_time_left_runs_down_and_ends_in_words(book: Book, poll: str, ticking: Ticking) -> None:
    timing.give_minutes(book, poll, 2)
    clock = [ticking.at]

    def now() -> datetime:
        return clock[0]

    async with shown(book, now=now) as room:
        assert "time left  02:00" in await room.press()
        clock[0] += timedelta(seconds=51)
        assert "time left  01:09" in await room.press()
        clock[0] += timedelta(minutes=5)
        assert "time is up" in await room.press()


async def test_without_a_time_none_is_shown(book: Book, poll: str) -> None:
    async with shown(book, (160, 45)) as room:
        assert "time" not in room.seen


async def test_every_sign_is_ascii_where_the_terminal_has_no_other(
    book: Book, poll: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEP_ASCII", "1")
    timing.give_minutes(book, poll, 2)
    async with shown(book) as room:
        assert room.seen.isascii()
    declare(book, poll)
    async with shown(book) as room:
        for _ in range(4):
            assert (await room.press("space")).isascii()


@pytest.mark.parametrize("words", [w for w in HOSTILE if "\ud800" not in w])
async def test_whatever_a_poll_is_called_the_room_only_shows_it(book: Book, poll: str, words: str) -> None:
    found = next(p for p in things(book, Poll, id=poll))
    options = (replace(MODELS[0], label=words or "empty"), *MODELS[1:])
    book.append("poll", poll, {"title": words, "question": words, "rule": "schulze", "options": [
        {"id": o.id, "label": o.label, "version": 1} for o in options]}, found.entry)  # fmt: skip
    declare(book, poll)
    async with shown(book) as room:
        for _ in range(4):
            seen = await room.press("space")
            assert not set(seen) & set(map(chr, [*range(10), *range(11, 32), 0x7F, *range(0x80, 0xA0), 0x202E]))


POLL = Poll("Which?", options=MODELS)
BROKEN: list[dict[str, Any]] = [
    {"shown": 3, "ranking": [["A"]], "scores": {"A": "many"}},
    {"shown": {"pairwise": {"A": 1}, "rounds": [{}], "distribution": [], "by_phase": {"": {}}, "ties": [1]}},
    {"shown": {"by_phase": {"primary": {"n": 4, "winners": ["A"]}}}, "ranking": []},
    {"scores": [], "ranking": {"A": 1}, "shown": {"rounds": 7}},
    {"sentence": None},
]


@pytest.mark.parametrize("declared", BROKEN)
def test_an_announcement_of_another_program_shows_what_can_be_read_of_it(declared: dict[str, Any]) -> None:
    on_show = OnShow(POLL, "declared", 1, 0, (Result(POLL, declared),))
    assert not any(page.title == "By phase" for page in pages(on_show, 72, 15))


def test_what_does_not_fit_goes_on_over_the_page() -> None:
    options = tuple(Option(str(i), f"Priority {i}") for i in range(40))
    declared = {"ranking": [[o.id] for o in options], "scores": {}, "sentence": "x"}
    long = Poll("Which?", options=options)
    found = pages(OnShow(long, "declared", 1, 0, (Result(long, declared),)), 72, 19)
    assert [len(page.bars) for page in found] == [0, 15, 15, 10]


def test_large_digits_are_five_rows_of_one_width() -> None:
    for text in ("0123456789", "63/97", "02:10"):
        for across, down in ((1, 1), (2, 1), (4, 2)):
            lines = big(text, across, down)
            assert len(lines) == 5 * down
            assert len({len(line) for line in lines}) == 1


def test_no_two_digits_look_alike() -> None:
    assert len({tuple(big(digit)) for digit in "0123456789"}) == 10
