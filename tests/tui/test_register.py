import re

from hep_tui.domain.meetings import Attendance
from hep_tui.logbook.things import things
from hep_tui.views.register import register
from tests.tui.conftest import Actor, Stage

REGISTER = ("enter", "ctrl+r")


async def people(actor: Actor) -> dict[str, Attendance]:
    found = await actor.ask(things, Attendance, meeting=actor.app.screen.meeting)
    return {a.what.person: a.what for a in found if a.what.person[0] in "1w"}


async def test_three_letters_and_enter_let_somebody_in(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER)
        assert "18 present" in actor.seen
        await actor.press("=barn @chair @hash t2")
        assert "Barnhill" in actor.seen
        await actor.press("enter")
        assert "19 present" in actor.seen
        [(code, who)] = (await people(actor)).items()
        assert code.isdigit()
        assert (who.phase, who.role, who.groups, who.table_no) == ("secondary", "chair", ("hash",), 2)
        assert actor.said.startswith("arrived: Barnhill")


async def test_the_list_is_walked_with_the_arrows(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER, "=pri", "down", "down")
        marked = re.search(r"▸ +(.*?) *│", actor.seen)
        assert marked is not None
        await actor.press("enter")
        assert actor.said == f"arrived: {marked[1]}"


async def test_a_second_person_of_a_school_is_said_and_the_last_leaves_first(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER, "=barnhill", "enter", "=barnhill", "enter")
        assert actor.said.endswith("(another person of this school)")
        await actor.press("=-barnhill", "enter", "=-barnhill", "enter", "=-barnhill", "enter")
        assert actor.said == "Nobody of that school is here, so nothing was changed; look at who is."
        assert {who.state for who in (await people(actor)).values()} == {"left"}
        assert "18 present" in actor.seen


async def test_walk_ins_and_strangers(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER, "=+ @primary", "enter", "=zzzz", "enter")
        assert actor.said.startswith("No school has these letters, so nobody was let in")
        assert list(await people(actor)) == ["walk-in-1"]
        await actor.press("ctrl+z")
        assert await people(actor) == {}
        assert "18 present" in actor.seen


async def test_forty_people_at_the_door_at_full_speed(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER)
        names = [s.name for s in (await actor.ask(register, actor.app.screen.meeting)).schools][:40]
        await actor.burst("".join(f"{name}\n" for name in names))
        assert len(await people(actor)) == 40
