"""Papers of a secret poll: a lot is read by two people, and goes into the box once both have read the same."""

from hep_tui.actions import polls
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.logbook import secret_ballots
from hep_tui.tui.screens.lot import LotScreen
from hep_tui.tui.screens.poll import PollScreen
from tests.conftest import with_a_place
from tests.tui.conftest import Actor, Stage

OPTIONS = tuple(Option(id, f"Model {id}") for id in "ABZ")


async def begin(actor: Actor, *, papers: int = 3) -> str:
    """Open a secret poll, and begin to read a lot of it as AB."""
    await actor.ask(with_a_place)
    id: str = await actor.ask(polls.create, Poll("Which?", "Which?", options=OPTIONS, rule="schulze", keep="secret"))
    await actor.ask(polls.change_state, id, PollState.OPEN)
    await actor.app.push_screen(PollScreen(id))
    await actor.press("k", f"={papers}", "enter", "=AB", "enter")
    assert isinstance(actor.app.screen, LotScreen)
    return id


async def test_a_lot_goes_into_the_box_once_two_people_have_read_the_same_papers(on_stage: Stage) -> None:
    async with on_stage() as actor:
        id = await begin(actor)
        assert "PAPER 1 of 3   first reading, by AB" in actor.seen
        await actor.press("=123\n1..\n", "b", "=KL", "enter")
        assert "PAPER 1 of 3   second reading, by KL" in actor.seen
        assert await actor.ask(secret_ballots.count, id) == 0
        await actor.press("b", "=1..\n123\n")
        assert isinstance(actor.app.screen, PollScreen)
        assert actor.said == "3 papers put into the box; mix them with those of other lots."
        assert await actor.ask(secret_ballots.count, id) == 3


async def test_readings_that_differ_put_nothing_into_the_box_and_the_lot_is_read_again(on_stage: Stage) -> None:
    async with on_stage() as actor:
        id = await begin(actor, papers=1)
        await actor.press("=123\n", "=KL", "enter", "=213\n")
        assert actor.said.startswith("The two readings of this lot differ")
        assert "first reading" in actor.seen
        await actor.press("=213\n", "=AB", "enter", "=213\n")
        assert await actor.ask(secret_ballots.count, id) == 1


async def test_nobody_reads_a_lot_twice_and_a_lot_that_was_begun_is_left_only_when_sure(on_stage: Stage) -> None:
    async with on_stage() as actor:
        id = await begin(actor, papers=2)
        await actor.press("=123\n1..\n", "=ab", "enter")
        assert actor.said.startswith("Somebody else has to read it again")
        assert "PAPER 2 of 2   first reading" in actor.seen
        await actor.press("u")
        assert "PAPER 1 of 2   first reading" in actor.seen
        await actor.press("=123\n", "escape", "escape")
        assert isinstance(actor.app.screen, LotScreen)
        await actor.press("escape", "enter")
        assert isinstance(actor.app.screen, PollScreen)
        assert actor.said == "Nothing of the lot was kept."
        assert await actor.ask(secret_ballots.count, id) == 0


async def test_what_is_no_number_of_papers_begins_no_lot(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await begin(actor)
        await actor.press("escape", "k", "=none", "enter")
        assert actor.said.startswith("A lot has from 1 to 200 papers")
