"""The kiosk: a voter marks and confirms in words, the screen clears, and only a teller's digits lead out."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hep_tui.actions import polls
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.pack import Level
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.logbook import secret_ballots
from hep_tui.logbook.records import records
from hep_tui.tui.screens.kiosk import KioskScreen
from hep_tui.tui.screens.poll import PollScreen
from hep_tui.views.polls import poll_view
from tests.conftest import with_a_place
from tests.tui.conftest import Actor, Stage

OPTIONS = tuple(Option(id, f"Model {id}") for id in "ABZ")


async def sit_down(actor: Actor, *, keep: str = "secret", title: str = "Which model?") -> str:
    """Open a poll, start its kiosk with the digits 2468, and return its id."""
    return await start(actor, Poll(title, f"{title} For you?", options=OPTIONS, rule="schulze", keep=keep))


async def start(actor: Actor, poll: Poll) -> str:
    """Open a poll, start its kiosk with the digits 2468, and return its id."""
    await actor.ask(with_a_place)
    id: str = await actor.ask(polls.create, poll)
    await actor.ask(polls.change_state, id, PollState.OPEN)
    await actor.app.push_screen(PollScreen(id))
    await actor.press("z", "=2468", "enter")
    assert isinstance(actor.app.screen, KioskScreen)
    return id


async def test_a_voter_marks_confirms_in_words_and_the_screen_clears(on_stage: Stage) -> None:
    async with on_stage() as actor:
        id = await sit_down(actor)
        assert "Press Enter to begin." in actor.seen
        assert "Esc" not in actor.seen
        await actor.press("enter", "2", "1", ".")
        assert "1st B Model B · 2nd A Model A" in actor.seen
        await actor.press("enter")
        assert "YOUR BALLOT" in actor.seen
        assert "1st B Model B" in actor.seen
        assert "Enter puts it into the box" in actor.seen
        assert await actor.ask(secret_ballots.count, id) == 0
        await actor.press("enter")
        assert "Thank you. Your ballot is in the box." in actor.seen
        assert "Model B" not in actor.seen
        assert await actor.ask(secret_ballots.count, id) == 1
        await actor.press("enter")
        assert "Press Enter to begin." in actor.seen
        await actor.press("enter")
        assert "nothing is marked yet" in actor.seen


async def test_going_back_from_the_words_changes_the_ballot(on_stage: Stage) -> None:
    async with on_stage() as actor:
        id = await sit_down(actor)
        await actor.press("enter", "1", "2", "3", "enter", "-", "*", "3", "1", "2", "enter", "enter")
        await actor.ask(polls.change_state, id, PollState.CLOSED)
        assert await actor.ask(secret_ballots.marks, id) == [{"A": 3, "B": 1, "Z": 2}]


async def test_impossible_marks_are_refused_in_words_for_voters(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await sit_down(actor)
        await actor.press("enter", "1", "1")
        assert actor.said == "Model A already has rank 1; - goes back."
        await actor.press("2")
        assert actor.said == "Press the minus key first. Model A already has rank 1; - goes back."
        await actor.press("-", "9")
        assert "Only ranks 1 to 3" in actor.said


async def test_what_is_typed_on_behind_a_refused_mark_is_not_put_into_the_box(on_stage: Stage) -> None:
    async with on_stage() as actor:
        id = await sit_down(actor)
        await actor.burst("\n142\n\n\n")
        assert actor.said.startswith("Press the minus key first. Only ranks 1 to 3")
        assert await actor.ask(secret_ballots.count, id) == 0
        await actor.press("escape", "escape", "enter")
        assert actor.said.startswith("Press the minus key first.")
        await actor.press("-", "3", "2", "enter", "enter")
        await actor.ask(polls.change_state, id, PollState.CLOSED)
        assert await actor.ask(secret_ballots.marks, id) == [{"A": 1, "B": 3, "Z": 2}]


async def test_a_refused_ballot_begins_again_and_leaves_nothing_to_the_next_voter(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await sit_down(actor)
        await actor.press("enter", "1", "1", "*")
        assert (actor.said, "nothing is marked yet" in actor.seen) == ("", True)
        await actor.press("1", "1")
        actor.app.screen.idle()
        await actor.press("enter", "1")
        assert "1st A Model A" in actor.seen


@pytest.mark.parametrize("marks", [(), (".", ".", ".")])
async def test_a_blank_ballot_goes_into_the_box_by_a_key_of_its_own(on_stage: Stage, marks: tuple[str, ...]) -> None:
    async with on_stage() as actor:
        id = await sit_down(actor)
        await actor.press("enter", *marks, "enter")
        assert "blank: no option is marked" in actor.seen
        await actor.press("enter", "enter")
        assert actor.said == "Nothing is marked. b puts a blank ballot into the box, - goes back to mark it."
        assert await actor.ask(secret_ballots.count, id) == 0
        await actor.press("b")
        assert "Thank you." in actor.seen
        assert await actor.ask(secret_ballots.count, id) == 1


async def test_a_marked_ballot_is_not_put_into_the_box_by_the_key_for_blank_ones(on_stage: Stage) -> None:
    async with on_stage() as actor:
        id = await sit_down(actor)
        await actor.press("b", "enter", "1", "b", "enter", "b")
        assert "YOUR BALLOT" in actor.seen
        assert await actor.ask(secret_ballots.count, id) == 0


async def test_the_tellers_prompt_says_when_it_leaves_by_itself(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await sit_down(actor)
        await actor.press("enter", "3", "escape", "1")
        actor.app.screen.idle()
        await actor.press()
        assert actor.said == "The tellers' digits were not typed. Go on where you were."
        assert "3rd A Model A" in actor.seen


async def test_enter_pressed_twice_at_the_start_still_lets_a_voter_mark(on_stage: Stage) -> None:
    async with on_stage() as actor:
        id = await sit_down(actor)
        await actor.press("enter", "enter", "2", "1", "3", "enter", "enter")
        await actor.ask(polls.change_state, id, PollState.CLOSED)
        assert await actor.ask(secret_ballots.marks, id) == [{"A": 2, "B": 1, "Z": 3}]


@pytest.mark.parametrize(
    "key",
    ["f1", "f10", "f12", "ctrl+q", "ctrl+c", "ctrl+p", "ctrl+z", "u", "q", "x", "f6", "home", "tab", "ctrl+r", "left"],
)
async def test_no_key_leads_out(on_stage: Stage, key: str) -> None:
    async with on_stage() as actor:
        await sit_down(actor)
        await actor.press("enter", "1")
        before = actor.seen
        await actor.pilot.press(key)
        await actor.press("enter", "-")
        assert isinstance(actor.app.screen, KioskScreen)
        assert len(actor.app.screen_stack) == 3
        assert actor.seen == before
        assert actor.app.is_running


async def test_only_the_tellers_digits_lead_out_and_the_poll_shows_how_many(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await sit_down(actor)
        await actor.press("enter", "1", "2", "3", "enter", "enter")
        await actor.press("escape", "1", "1", "1", "1", "enter")
        assert "These are not the tellers' digits." in actor.said
        assert "2468" not in actor.seen
        await actor.press("escape")
        assert isinstance(actor.app.screen, KioskScreen)
        await actor.press("escape", "2", "4", "6", "8", "enter")
        assert isinstance(actor.app.screen, PollScreen)
        assert "1 sealed" in actor.seen


async def test_a_teller_who_looks_in_leaves_the_voters_ballot_as_it_was(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await sit_down(actor)
        await actor.press("enter", "3", "escape", "1", "escape")
        assert "3rd A Model A" in actor.seen


async def test_a_ballot_half_filled_in_is_cleared_and_that_is_said(on_stage: Stage) -> None:
    async with on_stage() as actor:
        id = await sit_down(actor)
        await actor.press("enter", "1", "2")
        actor.app.screen.idle()
        await actor.press()
        assert "so it was cleared; nothing was kept." in actor.said
        assert "Press Enter to begin." in actor.seen
        assert "Model A" not in actor.seen
        assert await actor.ask(secret_ballots.count, id) == 0


async def test_waiting_begins_anew_with_every_key(on_stage: Stage) -> None:
    async with on_stage(ticking=True) as actor:
        await sit_down(actor)
        await actor.press("enter", "1")
        first = actor.app.screen._timer
        await actor.press("2")
        assert actor.app.screen._timer is not first
        assert actor.app.screen._timer._interval == 60


async def test_voters_at_full_speed_lose_no_key_and_mix_no_ballots(on_stage: Stage) -> None:
    async with on_stage() as actor:
        id = await sit_down(actor)
        ballots = ["123", "321", "213", "132", "1..", "231"] * 3
        await actor.burst("".join(f"\n{marks}\n\n\n" for marks in ballots))
        for _ in range(40):
            await actor.press()
        assert await actor.ask(secret_ballots.count, id) == 18
        await actor.ask(polls.change_state, id, PollState.CLOSED)
        found = sorted(str(sorted(m.items())) for m in await actor.ask(secret_ballots.marks, id))
        wanted = [
            {option: int(mark) for option, mark in zip("ABZ", marks, strict=True) if mark != "."} for marks in ballots
        ]
        assert found == sorted(str(sorted(m.items())) for m in wanted)


async def test_a_poll_that_is_not_secret_takes_numbered_ballots(on_stage: Stage) -> None:
    async with on_stage() as actor:
        id = await sit_down(actor, keep="")
        for _ in range(2):
            await actor.press("enter", "1", "2", "3", "enter", "enter", "enter")
        found: list[Any] = await actor.ask(records, Ballot, poll=id)
        assert [b.what.number for b in found] == [1, 2]


async def test_a_poll_that_was_closed_meanwhile_calls_for_a_teller(on_stage: Stage) -> None:
    async with on_stage() as actor:
        id = await sit_down(actor)
        await actor.press("enter", "1", "2", "3", "enter")
        await actor.ask(polls.change_state, id, PollState.CLOSED)
        await actor.press("enter")
        assert "Please call a teller." in actor.said
        assert await actor.ask(secret_ballots.count, id) == 0


@pytest.mark.parametrize("pin", ["", "12", "12345", "abcd", "١٢٣٤"])
async def test_without_four_digits_no_kiosk_is_started(on_stage: Stage, pin: str) -> None:
    async with on_stage() as actor:
        id = await actor.ask(polls.create, Poll("x", options=OPTIONS))
        await actor.ask(polls.change_state, id, PollState.OPEN)
        await actor.app.push_screen(PollScreen(id))
        await actor.press("z", *([f"={pin}"] if pin else []), "enter")
        assert isinstance(actor.app.screen, PollScreen)
        assert "was not started" in actor.said


@pytest.mark.parametrize("title", ["[bold]Vote [A]", "[/x]", "\x1b]0;title\x07Vote", "\u202eetov"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_whatever_a_poll_is_called_a_voter_only_sees_it(
    on_stage: Stage, title: str, size: tuple[int, int]
) -> None:
    async with on_stage(size) as actor:
        await sit_down(actor, title=title)
        await actor.press("enter", "1", "2", "3", "enter")
        assert "\x1b" not in actor.seen
        assert "\u202e" not in actor.seen
        assert "YOUR BALLOT" in actor.seen


async def test_time_and_paper_are_asked_for_on_the_poll(on_stage: Stage, tmp_path: Path) -> None:
    async with on_stage(exports=tmp_path / "exports") as actor:
        id = await actor.ask(polls.create, Poll("Which?", "Which?", options=OPTIONS, rule="schulze"))
        await actor.app.push_screen(PollScreen(id))
        await actor.press("t", "=5", "enter")
        assert "Only an open poll has a time left" in actor.said
        await actor.press("f", "=s", "enter")
        assert "is not a number of papers" in actor.said
        await actor.press("f", "enter")
        assert "which-001-120-ballots.html and 2 more" in actor.said.replace("\n", "")
        await actor.ask(polls.change_state, id, PollState.OPEN)
        await actor.press("t", "=ten", "enter")
        assert "ten is not a number of minutes" in actor.said
        await actor.press("t", "=5", "enter")
        assert "5 minutes run down" in actor.said
        assert len(list((tmp_path / "exports" / "paper").iterdir())) == 3


LEVELS = tuple(Level(n, f"level {n}") for n in range(1, 6))
METHODS = {
    "choose": (Poll("V", method="choose", options=OPTIONS, rule="plurality"), "2", {"B": 1}, "B Model B"),
    "approve": (Poll("V", method="approve", options=OPTIONS, rule="approval"), "1.1", {"A": 1, "Z": 1}, "A Model A"),
    "in order": (Poll("V", options=OPTIONS, rule="schulze", layout="order"), "31", {"Z": 1, "A": 2}, "1st Z Model Z"),
    "score": (Poll("V", method="score", options=OPTIONS, rule="score"), "50.", {"A": 5, "B": 0}, "A Model A: 5"),
    "gradient": (
        Poll("V", method="gradient", options=OPTIONS, rule="majority-judgement", scale=LEVELS),
        "1.5", {"A": 1, "Z": 5}, "Z Model Z: 5 level 5",
    ),
    "points": (
        Poll("V", method="points", options=OPTIONS, rule="points"), "6..3", {"A": 6, "Z": 3}, "A Model A: 6",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", list(METHODS))
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_marking_is_confirmed_in_words(on_stage: Stage, name: str, size: tuple[int, int]) -> None:
    poll, keys, marks, words = METHODS[name]
    async with on_stage(size) as actor:
        id = await start(actor, replace(poll, keep="secret"))
        await actor.press("enter", *keys)
        assert words in actor.seen
        assert "Enter when it is as you want it." in actor.seen
        await actor.press("enter")
        assert "YOUR BALLOT" in actor.seen
        assert words in actor.seen
        await actor.press("enter")
        assert "Thank you." in actor.seen
        await actor.ask(polls.change_state, id, PollState.CLOSED)
        assert await actor.ask(secret_ballots.marks, id) == [marks]


@pytest.mark.parametrize("name", list(METHODS))
async def test_every_marking_at_full_speed_is_counted_and_fewer_than_five_are_not(on_stage: Stage, name: str) -> None:
    poll, keys, marks, _ = METHODS[name]
    async with on_stage() as actor:
        for many in (4, 5):
            id = await start(actor, replace(poll, keep="secret"))
            await actor.burst(f"\n{keys}\n\n\n" * many)
            await actor.press()
            assert await actor.ask(secret_ballots.count, id) == many
            await actor.press("escape", "=2468", "enter", "c")
            assert await actor.ask(secret_ballots.marks, id) == [marks] * many
            await actor.press("d")
            assert ("so no result is shown" in " ".join(actor.seen.split())) == (many == 4)
            await actor.press("enter")
            said: Any = (await actor.ask(poll_view, id)).declared
            assert said.winners == (() if many == 4 else said.winners)
            assert bool(said.winners) == (many == 5)
            await actor.press("escape")


async def test_a_voter_who_gives_too_many_points_is_told_so(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await start(actor, METHODS["points"][0])
        await actor.press("enter", "8", ".", "5")
        assert actor.said == "5 points are more than the 2 that are left; - goes back."
        assert "2 of 10 points left" in actor.seen


async def test_a_long_paper_goes_along_with_the_marks(on_stage: Stage) -> None:
    options = tuple(Option(str(n), f"Option number {n}") for n in range(1, 31))
    async with on_stage() as actor:
        await start(actor, Poll("V", method="score", options=options, rule="score"))
        await actor.press("enter")
        await actor.burst("3" * 25)
        await actor.press()
        assert "26  Option number 26" in actor.seen


@pytest.mark.parametrize(
    ("poll", "refusal"),
    [
        (Poll("V", method="hands", options=OPTIONS, rule="plurality"), "A show of hands has no ballots"),
        (Poll("V", options=OPTIONS, unit="table"), "A table marks its ballot together"),
    ],
)
async def test_what_no_voter_marks_alone_has_no_kiosk(on_stage: Stage, poll: Poll, refusal: str) -> None:
    async with on_stage() as actor:
        id = await actor.ask(polls.create, poll)
        await actor.ask(polls.change_state, id, PollState.OPEN)
        await actor.app.push_screen(PollScreen(id))
        await actor.press("z")
        assert isinstance(actor.app.screen, PollScreen)
        assert actor.said.startswith(refusal)


async def test_what_was_typed_before_the_laptop_was_handed_over_is_no_voters(on_stage: Stage) -> None:
    async with on_stage() as actor:
        poll = Poll("Which model?", "Which? For you?", options=OPTIONS, rule="schulze", keep="secret")
        await actor.ask(with_a_place)
        id: str = await actor.ask(polls.create, poll)
        await actor.ask(polls.change_state, id, PollState.OPEN)
        await actor.app.push_screen(PollScreen(id))
        await actor.press()
        await actor.burst("z2468\n\n\n\n\n")
        screen = actor.app.screen
        assert isinstance(screen, KioskScreen)
        assert screen.state == "start"
        assert await actor.ask(lambda book: len(secret_ballots.box(book, id))) == 0
