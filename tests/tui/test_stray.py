"""Words typed or pasted where letters are commands: none of them runs one after another, and the screen says so."""

from typing import Any

import pytest
from textual import events

from hep_tui.logbook import Book
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.screens.capture import CaptureScreen
from hep_tui.tui.screens.queue import QueueScreen
from hep_tui.tui.screens.search import PickScreen
from hep_tui.tui.stray import WHERE, Stray
from tests.tui.conftest import Actor, Stage
from tests.tui.scenes import settle


def entries(book: Book) -> int:
    return sum(1 for _ in book.entries())


@pytest.fixture
def typed_fast(monkeypatch: pytest.MonkeyPatch, _keys_are_pressed_after_reading: None) -> None:
    """Take every key for one that came before anybody could read what the one before did."""
    monkeypatch.setattr(HepScreen, "TYPED_ON", 60)


def key(letter: str, at: float) -> events.Key:
    event = events.Key({"\r": "enter"}.get(letter, letter), letter)
    event.time = at
    return event


def lost(stray: Stray, text: str, *, pause: float = 0.25, every: float = 0.1) -> str:
    """Return which of these keys do not count, each so long behind the one before."""
    return "".join(c for i, c in enumerate(text, 1) if stray.goes_on(key(c, every * i), pause))


def test_what_follows_the_first_letter_of_words_is_lost_to_their_end() -> None:
    stray = Stray()
    stray.begin(0, first="r")
    assert lost(stray, "ecruit 1\r") == "ecruit 1\r"
    assert stray.words == f"Not taken: ecruit 1 Enter. {WHERE}"


def test_a_key_after_a_pause_counts_again() -> None:
    stray = Stray()
    stray.begin(0, first="r")
    assert lost(stray, "ab", every=0.3) == ""


def test_the_same_letter_pressed_twice_is_no_word() -> None:
    stray = Stray()
    stray.begin(0, first="u")
    assert lost(stray, "uu") == ""


def test_a_digit_behind_the_first_letter_answers_what_that_letter_opened() -> None:
    stray = Stray()
    stray.begin(0, first="v")
    assert lost(stray, "2") == ""


def test_a_digit_within_words_is_part_of_them() -> None:
    stray = Stray()
    stray.begin(0, first="y")
    assert lost(stray, "ear 5") == "ear 5"


def test_long_words_are_shown_by_their_beginning() -> None:
    stray = Stray()
    stray.begin(0, first="p", lost="p")
    lost(stray, "ay is one reason of many")
    assert stray.words == f"Not taken: pay is one reas…. {WHERE}"


def test_behind_a_refusal_its_words_stay() -> None:
    stray = Stray()
    stray.begin(0, "No such rank.")
    lost(stray, "3")
    assert stray.words == "No such rank. Not taken: 3."


@pytest.mark.usefixtures("typed_fast")
@pytest.mark.parametrize(
    ("way", "words"),
    [
        ((), "recruitment is dire and pay is 1 reason, next week + 2"),
        ((), "pay is 1 reason"),
        (("t",), "heads said x, m and n"),
        (("d",), "really done, next week, x"),
        (("enter", "ctrl+t"), "quarter of an hour, a, c and d"),
        (("r",), "unhappy about 1 thing + 2 others"),
    ],
)
async def test_a_sentence_typed_on_a_list_changes_nothing_and_says_where_to_type_it(
    on_stage: Stage, way: tuple[str, ...], words: str
) -> None:
    async with on_stage() as actor:
        await go(actor, way)
        before = await actor.ask(entries)
        await actor.burst(f"{words}\n")
        assert actor.said.startswith("Not taken: ")
        assert actor.said.endswith(WHERE)
        assert await actor.ask(entries) == before


async def go(actor: Actor, way: tuple[str, ...]) -> None:
    """Walk there with time to read between the keys."""
    for each in way:
        await actor.press(each)
        actor.app.stray.end()


@pytest.mark.usefixtures("typed_fast")
async def test_the_first_letter_still_leads_where_it_leads(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.burst("really")
        assert isinstance(actor.app.screen, QueueScreen)
        assert actor.said == f"Not taken: eally. {WHERE}"


@pytest.mark.usefixtures("typed_fast")
async def test_words_behind_a_letter_that_opens_a_line_go_into_the_line(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await go(actor, ("d",))
        await actor.burst("sschools")
        assert isinstance(actor.app.screen, PickScreen)
        assert actor.app.screen.line.value == "schools"


@pytest.mark.parametrize("way", [(), ("t",), ("r",)], ids=str)
async def test_what_is_pasted_on_a_list_is_refused_in_words(on_stage: Stage, way: tuple[str, ...]) -> None:
    async with on_stage() as actor:
        await go(actor, way)
        actor.app.post_message(events.Paste("one note\nanother"))
        await settle(actor.pilot)
        assert actor.said == f"Nothing of what you pasted was taken. {WHERE}"


@pytest.mark.usefixtures("typed_fast")
async def test_an_alarm_that_no_key_caused_loses_no_key(on_stage: Stage) -> None:
    async with on_stage() as actor:
        actor.app.tell("The clock of this laptop is behind.")
        await actor.press("enter")
        assert isinstance(actor.app.screen, CaptureScreen)


@pytest.mark.usefixtures("typed_fast")
async def test_keys_behind_a_refused_one_are_named_behind_the_refusal(on_stage: Stage, monkeypatch: Any) -> None:
    async with on_stage() as actor:
        await actor.press("f5", "x")
        assert actor.said == "f5 does nothing here; F1 shows the keys. Not taken: x."
