"""Keys that come in one go do what they do one by one: a terminal hands over in a burst what was typed meanwhile."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from textual import events

from hep_tui.domain.polls import PollState
from hep_tui.views.polls import polls
from tests.tui.conftest import Actor, Stage
from tests.tui.flows import FLOWS, each, left
from tests.tui.scenes import settle, stage


async def at_once(actor: Actor, keys: Sequence[str]) -> None:
    for key in keys:
        actor.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await settle(actor.pilot)


@pytest.mark.parametrize("flow", FLOWS)
async def test_a_burst_leaves_the_record_and_the_screen_that_the_same_keys_leave_one_by_one(
    flow: str, on_stage: Stage
) -> None:
    async with on_stage() as actor:
        before = await actor.ask(left)
        await actor.press(*each(FLOWS[flow]))
        slowly, seen, said = await actor.ask(left), type(actor.app.screen), actor.said
    assert slowly != before
    async with on_stage() as actor:
        await at_once(actor, each(FLOWS[flow]))
        assert await actor.ask(left) == slowly
        assert (type(actor.app.screen), actor.said) == (seen, said)


async def test_the_poll_that_a_burst_opens_takes_the_ballot_that_follows(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", *["f6"] * 4)
        await at_once(actor, ("f7", "o", "k", "1", "enter"))
        poll = next(view for view in await actor.ask(polls) if view.id == actor.app.screen.poll)
        assert poll.state is PollState.OPEN
        assert [ballot.what.marks for ballot in poll.ballots] == [{"1": 1}]


async def test_keys_typed_before_the_logbook_is_open_wait_for_it(tmp_path: Path) -> None:
    app = stage(tmp_path)
    async with app.run_test() as pilot:
        assert not app.ready
        await at_once(Actor(pilot), ("enter", "f6", *"early", "enter"))
        assert [note.text for note in await Actor(pilot).notes()] == ["early"]
    await app.close_book()


async def test_a_paste_between_keys_keeps_its_place(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6")
        for event in (events.Key("a", "a"), events.Paste("bc"), events.Key("d", "d"), events.Key("enter", None)):
            actor.app.post_message(event)
        await settle(actor.pilot)
        assert [note.text for note in await actor.notes()] == ["abcd"]


async def test_holding_an_arrow_walks_through_the_notes_and_never_asks_for_them_to_be_saved(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", *(key for n in range(9) for key in (f"=note {n}", "enter")))
        await at_once(actor, ["up"] * 30)
        assert actor.app.screen.line.value == "note 0"
        assert actor.said.startswith("correcting note 1 of 9")
