"""The room display: readable from the back row, a step a key press, and never a partial count."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.actions import ballots, meetings, polls, record, timing
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.polls import Hands, Option, Poll, PollState
from hep_tui.domain.record import from_body
from hep_tui.domain.result import Result
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.logbook.room import Declared, OnShow, RoomReader
from hep_tui.tui import room_text
from hep_tui.tui.big import big, largest
from hep_tui.tui.room import RoomApp
from hep_tui.tui.room_pages import pages
from hep_tui.views.room_steps import fixed
from tests.conftest import Ticking
from tests.domain.test_text import HOSTILE

MODELS = tuple(Option(id, f"Model {id}", 1) for id in "ABCZ")


@pytest.fixture
def poll(book: Book) -> str:
    """Return an open ranking of four models, of 24 ballots in two phases."""
    meeting = records(book, Meeting)[0].id
    what = Poll("Which model?", "Which model should we develop?", options=MODELS, rule="schulze", meeting=meeting)
    id = polls.create(book, what)
    polls.change_state(book, id, PollState.OPEN)
    dice = random.Random(4)
    for number in range(1, 25):
        order = [*"ABCZ"] if number % 3 else dice.sample("ABCZ", 4)
        marks = {option: rank for rank, option in enumerate(order, 1)}
        ballots.cast(book, Ballot(id, number, marks=marks, phase="primary" if number % 2 else "secondary"))
    return id


def told(poll: Poll, said: dict[str, Any], before: str = "") -> Declared:
    return Declared(poll, from_body(Result, {"sentence": "", "record_code": "", **said}), before)


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
            asked = "WHICH MODEL SHOULD WE DEVELOP?"
            rows = [asked] if size[0] < room_text.TITLED else largest(asked, size[0] - 20, size[1] // 4)
            assert all(row.rstrip() in seen for row in rows)
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


MODEL_TIE = {"where": "first place", "tied": ["A", "B"], "decisive": True}


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        (
            {"shown": {"ties": [MODEL_TIE | {"broken_by": "mean rank"}]}, "winners": ["A"]},
            "broken by mean rank, and this decided the result.",
        ),
        (
            {"shown": {"ties": [MODEL_TIE]}, "winners": ["A", "B"], "verdict": "tied"},
            "nothing broke it, so the result is a tie.",
        ),
        (
            {"shown": {"ties": [MODEL_TIE]}, "winners": ["B"], "casting": {"option": "B", "chair": "CH"}},
            "the casting vote of the chair decided for B Model B.",
        ),
    ],
)
def test_the_page_of_a_tie_says_what_became_of_it(said: dict[str, Any], ends: str) -> None:
    poll = Poll("Which?", options=MODELS)
    found = pages(OnShow(poll, "declared", 12, 0, (told(poll, said),)), 100, 20)
    lines = [line.text for page in found if page.title == "A tie" for line in page.lines]
    assert lines == [f"A Model A = B Model B: {ends}"]


def test_a_leader_who_loses_one_against_one_leads_by_the_rule_that_was_fixed() -> None:
    pairs = {"A": {"B": 5, "C": 7, "Z": 9}, "B": {"A": 7}, "C": {"A": 5}, "Z": {"A": 3}}
    said = {"winners": ["A"], "ranking": [["A"]], "shown": {"pairwise": pairs}}
    for rule, words in (
        ("borda", "The rule was fixed beforehand: mean rank; one against one is shown beside it."),
        ("schulze", "The rule was fixed beforehand: head to head; "
                    "no option beats every other, so it decides."),
    ):  # fmt: skip
        poll = Poll("Which?", options=MODELS, rule=rule)
        found = pages(OnShow(poll, "declared", 12, 0, (told(poll, said),)), 72, 20)
        page = next(p for p in found if p.title.startswith("One"))
        assert [line.text for line in page.lines][:2] == [words, "B Model B"]
        assert page.lines[1].lead.split() == ["5", ":", "7", "loses", "to"]
    assert not fixed(Poll("Which?", rule="schulze"), beaten=False)
    assert fixed(Poll("Which?", rule="unheard-of"), beaten=False)


async def test_a_show_of_hands_by_phase_is_a_step_where_no_phase_is_small(book: Book) -> None:
    options = (Option("1", "For"), Option("2", "Against"))
    for small, steps in ((5, 3), (4, 2)):
        id = polls.create(book, Poll("Meet?", "Meet?", method="hands", rule="plurality", options=options))
        polls.change_state(book, id, PollState.OPEN)
        counts = {"1": {"primary": 9, "secondary": small - 1}, "2": {"primary": 2, "secondary": 1}}
        polls.show_hands(book, Hands(id, 11 + small, counts))
        async with shown(book) as room:
            assert "9" not in room.seen.replace("09", "")
        declare(book, id)
        async with shown(book) as room:
            await room.press("space", "space")
            assert ("Primary (11 hands):  For 9, Against 2" in room.seen) is (small == 5)
            assert ("Secondary (5 hands):  For 4, Against 1" in room.seen) is (small == 5)
            assert len(room.app.found()) == steps


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


async def test_levels_are_told_from_how_many_gave_them(book: Book) -> None:
    poll = Poll("Good?", "Good?", method="score", rule="star", options=MODELS[:2])
    id = polls.create(book, poll)
    polls.change_state(book, id, PollState.OPEN)
    for number in range(1, 7):
        ballots.cast(book, Ballot(id, number, marks={"A": 5, "B": 2}))
    declare(book, id)
    async with shown(book) as room:
        found = {page.title: page for page in room.app.found()}
        assert [(b.figure, b.label) for b in found["A Model A: 6 papers"].bars][:2] == [("6", "at 5"), ("0", "at 4")]
        assert "Round 2: A Model A has it" in found


@pytest.mark.parametrize(("decisive", "ended"), [
    (False, "A Model A and B Model B are tied for the last place; whoever drops out, Z Model Z leads"),
    (True, "A Model A and B Model B are tied for the last place; the result depends on who drops out"),
])  # fmt: skip
def test_a_round_that_no_step_ends_says_which_tie_holds_it(decisive: bool, ended: str) -> None:
    tie = {"where": "round 1, last place", "tied": ["A", "B"], "broken_by": None, "decisive": decisive}
    steps = {"rounds": [{"tally": {"A": 1, "B": 1, "C": 2, "Z": 3}}], "ties": [tie]}
    poll = Poll("Which?", options=MODELS, rule="irv")
    found = pages(OnShow(poll, "declared", 7, 0, (told(poll, {"winners": ["Z"], "shown": steps}),)), 72, 22)
    assert f"Round 1: {ended}" in [page.title for page in found]


async def test_a_paper_that_marks_one_option_is_shown_in_its_figures_alone(book: Book) -> None:
    id = polls.create(book, Poll("Which?", "Which?", method="choose", rule="plurality", options=MODELS))
    polls.change_state(book, id, PollState.OPEN)
    for number in range(1, 7):
        ballots.cast(book, Ballot(id, number, marks={"A" if number % 3 else "B": 1}))
    declare(book, id)
    async with shown(book) as room:
        assert [page.title for page in room.app.found()] == ["", "The figures, with shares of valid ballots"]
        assert "66.7 %" in await room.press("space")


@pytest.mark.parametrize(("unit", "base", "of"), [
    ("person", "present", "7 of 18 present"), ("person", "eligible", "7 of 18 who may vote"),
    ("school", "eligible", "7 of 18 schools"), ("school", "present", "7 of 18 present"),
    ("table", "tables", "7 of 18 tables"),
])  # fmt: skip
def test_it_is_said_of_what_ballots_are_in(unit: str, base: str, of: str) -> None:
    poll = Poll("Which?", options=MODELS, unit=unit)
    _, below = room_text.waiting(OnShow(poll, "open", 7, 18, base=base), datetime(2021, 6, 1), 72, 22)
    assert below[-1].plain.endswith(f"ballots in  {of}")


async def test_the_curtain_covers_a_result_and_the_agenda_ends_it(book: Book, poll: str) -> None:
    declare(book, poll)
    async with shown(book) as room:
        assert not (await room.press("c")).strip()
        assert not (await room.press("space")).strip()
        assert "WHICH MODEL" in await room.press("c")
        meeting = records(book, Meeting)[0]
        meetings.start_item(book, meeting.id, meeting.what.items[2].id)
        resting = ["Hillingdon education partnership review", meeting.what.title]
        assert [line.strip() for line in (await room.press()).splitlines() if line.strip()] == resting
        assert not (await room.press("c")).strip()
        await room.press("c")
        for n in range(5):
            record.add(book, Attendance(meeting.id, f"somebody {n}"))
        assert "5 here" in await room.press("space")


async def test_a_correction_begins_again_at_the_result_line(book: Book, poll: str) -> None:
    declare(book, poll)
    async with shown(book) as room:
        await room.press("space", "space")
        polls.change_state(book, poll, PollState.OPEN, "a late paper")
        assert "ballots in  24" in await room.press()
        declare(book, poll)
        assert "1 of 4" in await room.press()


async def test_a_correction_is_said_with_what_was_declared_before(book: Book, poll: str) -> None:
    declare(book, poll)
    async with shown(book) as room:
        assert "Correction" not in await room.press()
        polls.change_state(book, poll, PollState.OPEN, "two late papers")
        assert "Opened again, because: two late papers." in await room.press()
        for number in range(25, 50):
            ballots.cast(book, Ballot(poll, number, marks={"B": 1}, phase="primary"))
        declare(book, poll)
        seen = await room.press()
        assert "Model B leads; 49 valid of 49 cast." in seen
        assert "Correction: 25 late papers were added (" in seen
        assert "now Model B leads." in " ".join(seen.split())
        assert "Declared before: Model A leads; 24 valid of 24 cast." in seen
        polls.change_state(book, poll, PollState.OPEN, "nothing after all")
        declare(book, poll)
        assert "Correction: Nothing has changed since it was declared last." in await room.press()
        polls.withdraw(book, poll, reason="a box was found")
        seen = " ".join((await room.press()).split())
        assert "The result that was declared does not hold any more, because: a box was found." in seen
        assert "Model B leads" not in seen


@pytest.fixture
def series(book: Book) -> list[str]:
    """Return three open polls of one series, of eight ballots each; the quorum of the first is not met."""
    meeting, found = records(book, Meeting)[0].id, []
    for title, quorum in (("Board", "40 papers"), ("Hubs", ""), ("Money", "")):
        what = Poll(title, f"What of the {title.lower()}?", options=MODELS, rule="schulze", series="models",
                    meeting=meeting, quorum=quorum)  # fmt: skip
        found.append(polls.create(book, what))
        polls.change_state(book, found[-1], PollState.OPEN)
        for number in range(1, 9):
            ballots.cast(book, Ballot(found[-1], number, marks={"A": 1, "B": 2}))
    return found


async def test_every_result_of_a_series_is_gone_through_in_the_order_of_the_polls(
    book: Book, series: list[str]
) -> None:
    for id in series:
        polls.change_state(book, id, PollState.CLOSED)
    async with shown(book) as room:
        assert "A leads" not in await room.press("space", "right")
        polls.declare(book, series[1])
        seen = [await room.press(), *[await room.press("space") for _ in range(8)]]
    for at, page in enumerate(seen):
        title = ("Board", "Hubs", "Money")[at // 3]
        assert f"Result {at // 3 + 1} of 3: {title}" in page
        assert f"WHAT OF THE {title.upper()}?" in page
        assert f"{at + 1} of 9" in page
        assert ("The quorum is not met, so this decides nothing." in page) is (at < 3)
        assert ("Model A leads; 8 valid of 8 cast." in page) is (at % 3 == 0)


async def test_a_poll_of_a_series_that_was_corrected_is_shown_first_and_the_others_beside_it(
    book: Book, series: list[str]
) -> None:
    for id in series:
        polls.change_state(book, id, PollState.CLOSED)
    polls.declare(book, series[0])
    async with shown(book) as room:
        polls.change_state(book, series[1], PollState.OPEN, "a late paper")
        assert "A leads" not in await room.press("left", "space")
        ballots.cast(book, Ballot(series[1], 9, marks={"A": 1, "B": 2}))
        declare(book, series[1])
        seen = await room.press()
        assert "Result 2 of 3: Hubs" in seen
        assert "Correction: One late paper was added (" in seen
        assert "Result 1 of 3: Board" in await room.press("left")


SIZES = ((80, 24), (160, 45), (100, 30), (60, 20), (132, 43), (80, 24), (200, 60), (81, 24))


def broken(room: Room, size: tuple[int, int]) -> list[str]:
    """Return the rows of the screen that reach into its edges, as those do that were drawn for another size."""
    rows = [row.rstrip() for row in room.seen.splitlines()]
    assert {len(row) for row in room.seen.splitlines()} == {size[0]}
    assert len(rows) == size[1]
    edge = 10 if size[0] >= room_text.WIDE else 4
    return [row for row in rows if row and (row[:edge].strip() or len(row) > size[0] - edge)]


async def resized(room: Room, size: tuple[int, int]) -> str:
    await room.pilot.resize_terminal(*size)
    await room.pilot.pause(0.05)
    return room.seen


@pytest.mark.parametrize("stage", ["open", "closed", "declared"])
async def test_everything_is_drawn_anew_for_each_size_of_the_terminal(
    book: Book, poll: str, stage: str, ticking: Ticking
) -> None:
    timing.give_minutes(book, poll, 10)
    if stage != "open":
        polls.change_state(book, poll, PollState.CLOSED)
    if stage == "declared":
        polls.declare(book, poll)
    async with shown(book, (160, 45), now=ticking.now) as room:
        for size in SIZES:
            seen = await resized(room, size)
            assert not broken(room, size)
            async with shown(book, size, now=lambda: ticking.at) as fresh:
                assert seen.replace(" ", "").count("█") == fresh.seen.replace(" ", "").count("█")
                if stage != "open":
                    assert seen == fresh.seen


async def test_a_new_size_stays_at_the_step_that_is_on_show(book: Book, series: list[str]) -> None:
    what = next(p.what for p in records(book, Poll, id=series[2]))
    options = tuple(Option(str(k), f"Priority {k} " * 12) for k in range(1, 13))
    id = polls.create(book, replace(what, options=options, series=""))
    polls.change_state(book, id, PollState.OPEN)
    for number in range(1, 7):
        ballots.cast(book, Ballot(id, number, marks={"1": 1, "2": 2}))
    declare(book, id)
    async with shown(book, (80, 24)) as room:
        for step in ("The order", "One against one: Priority 1"):
            while step not in (seen := await room.press("space")):
                assert "1 of " not in seen
            many = len(room.app.found())
            for size in ((160, 45), (60, 20), (80, 24)):
                assert step in await resized(room, size)
            assert len(room.app.found()) == many > 4


async def test_the_curtain_stays_drawn_and_is_drawn_back_at_the_new_size(book: Book, poll: str) -> None:
    async with shown(book, (160, 45)) as room:
        await room.press("c")
        assert not (await resized(room, (80, 24))).strip()
        seen = await room.press("c")
        assert not broken(room, (80, 24))
        async with shown(book) as fresh:
            assert seen == fresh.seen


async def test_what_lies_under_a_question_is_drawn_anew_too(book: Book, poll: str) -> None:
    async with shown(book, (160, 45)) as room:
        await room.press("ctrl+q")
        await resized(room, (80, 24))
        seen = await room.press("escape")
        async with shown(book) as fresh:
            assert seen == fresh.seen


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
    found = next(p for p in records(book, Poll, id=poll))
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
    {"scores": [], "ranking": {"A": 1}, "shown": {"rounds": 7}},
    {"sentence": None},
]


@pytest.mark.parametrize("declared", BROKEN)
async def test_a_declaration_that_hep_cannot_read_shows_nothing(
    book: Book, poll: str, declared: dict[str, Any]
) -> None:
    polls.change_state(book, poll, PollState.CLOSED)
    said = {"poll": poll, "sentence": "A leads", "record_code": "AAAA", **declared}
    book.append("declare", f"{poll}.declared", said)
    book.append("state", f"{poll}.state", {"poll": poll, "state": "declared"})
    async with shown(book) as room:
        assert not room.app.found()
        assert "A leads" not in room.seen


def test_a_phase_that_is_too_small_is_not_shown_though_it_was_declared() -> None:
    small = {"shown": {"by_phase": {"primary": {"n": 4, "winners": ["A"]}}}, "ranking": []}
    found = pages(OnShow(POLL, "declared", 1, 0, (told(POLL, small),)), 72, 15)
    assert not any(page.title == "By phase" for page in found)


def test_what_does_not_fit_goes_on_over_the_page() -> None:
    options = tuple(Option(str(i), f"Priority {i}") for i in range(40))
    declared = {"ranking": [[o.id] for o in options], "scores": {o.id: 1 for o in options}, "sentence": "x"}
    long = Poll("Which?", options=options, rule="irv")
    found = pages(OnShow(long, "declared", 1, 0, (told(long, declared),)), 72, 19)
    assert [len(page.bars) for page in found] == [0, 15, 15, 10]


words = st.text(st.sampled_from("ab é漢-"), max_size=160)


@given(words, st.lists(words, min_size=2, max_size=14), st.sampled_from(["", "Two late papers were added. " * 30]),
       st.sampled_from([(72, 22), (140, 40), (44, 18)]), st.booleans())  # fmt: skip
def test_whatever_the_words_no_page_is_wider_or_taller_than_the_screen(
    asked: str, labels: list[str], correction: str, size: tuple[int, int], series: bool
) -> None:
    ids = [str(i) for i in range(1, len(labels) + 1)]
    poll = Poll("Title", asked, options=tuple(Option(i, w) for i, w in zip(ids, labels, strict=True)), rule="irv")
    said = {
        "sentence": f"{asked} leads", "record_code": "AAAA", "correction": correction, "ranking": [[i] for i in ids],
        "winners": ids[:1], "scores": dict.fromkeys(ids, 3),
        "checks": [{"name": "quorum", "met": False, "says": "Quorum NOT met."}],
        "shown": {"pairwise": {i: dict.fromkeys(ids, 1) for i in ids},
                  "rounds": [{"tally": dict.fromkeys(ids, 3), "eliminated": ids[-1:]}]},
    }  # fmt: skip
    results = (told(poll, said, asked),) * (2 if series else 1)
    width, height = size
    on_show = OnShow(poll, "declared", 3, 9, results)
    found = pages(on_show, width, height - 1)
    for page in found:
        lines = room_text.page(page, width, height - 1)
        assert max(line.cell_length for line in lines) <= width
        assert len([*lines][: max((k for k, x in enumerate(lines, 1) if x.plain.strip()), default=0)]) <= height - 1
    for place in range(len(results)):
        for kind in ("The order", "Round"):
            bars = [b.label for p in found if p.result == place and p.title.startswith(kind) for b in p.bars]
            assert len(bars) == len(ids)
    above, below = room_text.waiting(replace(on_show, state="open", results=()), datetime(2021, 6, 1), width, height)
    assert len(above) + len(below) < height + 1
    assert max(line.cell_length for line in [*above, *below]) <= width
    drawn = "\n".join(line.plain for line in above)
    assert all(f"{id:>2} " in f"{drawn} " for id in ids)


def test_large_digits_are_five_rows_of_one_width() -> None:
    for text in ("0123456789", "63/97", "02:10"):
        for across, down in ((1, 1), (2, 1), (4, 2)):
            lines = big(text, across, down)
            assert len(lines) == 5 * down
            assert len({len(line) for line in lines}) == 1


def test_no_two_digits_look_alike() -> None:
    assert len({tuple(big(digit)) for digit in "0123456789"}) == 10
