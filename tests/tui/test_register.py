import re
from pathlib import Path

import pytest

from hep_tui.actions import register as actions
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.people import Person
from hep_tui.logbook.records import records
from hep_tui.tui.screens.register import RegisterScreen
from hep_tui.views.register import register
from tests.tui.conftest import Actor, Stage

REGISTER = ("enter", "ctrl+r")
PEOPLE = (
    Person("p-ann", "Ann Example", "secondary", ("chair",), ("hash",), ("102378",)),
    Person("p-ben", "Ben Example", "special"),
)


async def invite(actor: Actor, *people: Person) -> None:
    await actor.ask(actions.invite, people or PEOPLE)
    await actor.press()


async def people(actor: Actor) -> dict[str, Attendance]:
    found = await actor.ask(records, Attendance, meeting=actor.app.screen.meeting)
    return {a.what.person: a.what for a in found if a.what.person[0] in "1w" or a.what.person[:2] == "p-"}


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


async def test_who_is_only_a_number_leaves_and_comes_back(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER, "=+ @head", "enter", "=-walk", "enter")
        assert (await people(actor))["walk-in-1"].state == "left"
        await actor.press("=walk", "enter")
        assert actor.said.startswith("back again: walk in 1")
        assert [(p.state, p.role) for p in (await people(actor)).values()] == [("here", "head")]


async def test_walk_ins_and_strangers(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER, "=+ @primary", "enter", "=zzzz", "enter")
        assert actor.said.startswith("Nobody has these letters, so nobody was let in")
        assert list(await people(actor)) == ["walk-in-1"]
        await actor.press("ctrl+z")
        assert await people(actor) == {}
        assert "18 present" in actor.seen


async def test_a_step_back_at_the_door_says_whom_it_takes_out(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER, "=+ Sidra Vale @primary", "enter")
        assert actor.said.startswith("arrived: Sidra Vale")
        await actor.press("ctrl+z")
        assert actor.said == "Undone: arrival of Sidra Vale"


async def test_forty_people_at_the_door_at_full_speed(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER)
        names = [s.name for s in (await actor.ask(register, actor.app.screen.meeting)).schools][:40]
        await actor.burst("".join(f"{name}\n" for name in names))
        assert len(await people(actor)) == 40


async def test_somebody_expected_is_found_by_name_and_brings_the_marks_along(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER)
        await invite(actor)
        assert "18 present, 0 of 2 invited" in actor.seen
        await actor.press("=ann t2")
        assert re.search(r"▸ Ann Example, Field End Junior School +expected", actor.seen)
        await actor.press("enter")
        assert actor.said == "arrived: Ann Example"
        assert "19 present, 1 of 2 invited" in actor.seen
        who = (await people(actor))["p-ann"]
        assert (who.phase, who.role, who.groups, who.table_no) == ("secondary", "chair", ("hash",), 2)


async def test_the_same_person_twice_is_said_and_a_table_moves_without_asking(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER)
        await invite(actor)
        await actor.press("=ann", "enter", "=ann", "enter")
        assert actor.said == "Ann Example is here already; nothing was changed"
        await actor.press("=ann t4")
        assert "moves to table 4" in actor.seen
        await actor.press("enter")
        assert actor.said == "Ann Example moved to table 4"
        await actor.press("ctrl+z", "=-ann", "enter")
        assert actor.said == "left: Ann Example"
        assert (await people(actor))["p-ann"] == Attendance(
            actor.app.screen.meeting, "p-ann", "left", 0, "secondary", "chair", ("hash",)
        )


async def test_who_was_expected_and_is_not_here_stands_on_a_key(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER, "tab")
        assert "nobody was invited by name" in actor.seen
        await invite(actor)
        assert re.search(r"NOT HERE YET ─+ 2 of 2 invited", actor.seen)
        await actor.press("=ann", "enter")
        assert re.search(r"NOT HERE YET ─+ 1 of 2 invited", actor.seen)
        assert "Ben Example, no school" in actor.seen
        await actor.press("=ben", "enter")
        assert "everybody has come" in actor.seen
        await actor.press("tab")
        assert "CAME LAST" in actor.seen


async def test_a_burst_about_one_person_is_taken_in_its_order(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER)
        await invite(actor)
        await actor.burst("ann\nann t2\nann t3\n-ann\nann t5\nben\n")
        found = await people(actor)
        assert {code: (who.state, who.table_no) for code, who in found.items()} == {
            "p-ann": ("here", 5),
            "p-ben": ("here", 0),
        }


@pytest.mark.parametrize("name", ["[bold]Ann", "Ann [/x] Example", "[@click=app.quit]Ann", "\x1b[2JAnn", "Ann\u202e"])
async def test_a_hostile_name_is_shown_and_never_obeyed(name: str, on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER)
        await invite(actor, Person("p-x", name))
        await actor.press("=ann", "enter")
        assert "Ann" in actor.said
        await actor.press("tab", "tab")
        assert "Ann" in actor.seen
        assert "\x1b" not in actor.seen


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_headcount_stays_in_its_column(size: tuple[int, int], on_stage: Stage) -> None:
    async with on_stage(size) as actor:
        await actor.press(*REGISTER)
        await invite(actor)
        await actor.press("=ann t2", "enter", "=ben t3", "enter")
        assert re.search(r"Secondary +5 +\d/21", actor.seen)
        assert re.search(r"came +2 ", actor.seen)


async def test_the_register_is_written_to_print_and_never_over_another(on_stage: Stage, tmp_path: Path) -> None:
    async with on_stage(exports=tmp_path / "out") as actor:
        await actor.press(*REGISTER, "f7")
        page = tmp_path / "out" / "register-workshop-3-all-phases.html"
        assert actor.said == f"Written: {page}"
        await invite(actor)
        await actor.press("f7")
        second = page.with_name("register-workshop-3-all-phases-2.html")
        assert actor.said == f"It holds names, delete it once it is printed: {second}"
        assert "Ann Example" not in page.read_text("utf-8")
        assert "Ann Example" in second.read_text("utf-8")


async def test_a_page_that_cannot_be_written_is_said(on_stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x", "utf-8")
    async with on_stage(exports=tmp_path / "out") as actor:
        await actor.press(*REGISTER, "f7")
        assert "could not be written" in actor.said


async def test_names_stay_on_the_register(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER)
        await invite(actor)
        await actor.press("=ann", "enter", "escape")
        assert "Example" not in actor.seen
        await actor.press("ctrl+z")
        assert "Example" not in actor.seen


async def test_a_poll_shows_who_was_present_when_it_opened(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", *["f6"] * 4, "f7")
        assert "present when it opened" not in actor.seen
        await actor.press("o")
        assert "18 present when it opened: Cross-phase 1, Primary 11, Secondary 4, Special 2." in actor.seen
        await actor.press("escape", "ctrl+r", "=barn", "enter", "escape", "f7")
        assert "18 present when it opened" in actor.seen
        assert "0 ballots of 18" in actor.seen


async def test_escape_clears_the_line_then_leaves_the_list_then_the_register(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "ctrl+r", "tab", "=prim", "escape")
        screen = actor.app.screen
        assert isinstance(screen, RegisterScreen)
        assert (actor.said, screen.line.value, screen.absent) == ("Cleared; Esc again goes back.", "", True)
        await actor.press("escape")
        assert (actor.app.screen, screen.absent) == (screen, False)
        await actor.press("escape")
        assert actor.app.screen is not screen


async def listed(actor: Actor) -> dict[str, Person]:
    return {p.what.name: p.what for p in await actor.ask(records, Person)}


async def test_everybody_but_those_named_comes_by_one_line(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER)
        await invite(actor)
        await actor.press("=all but ben")
        assert "everybody awaited but those named: 1 person" in actor.seen
        await actor.press("enter")
        assert actor.said == "1 person arrived; Ctrl+Z takes all of them back."
        assert set(await people(actor)) == {"p-ann"}
        await actor.press("=all but zzz", "enter")
        assert actor.said == "“zzz” is not among those awaited; nobody was let in, write the line again."
        assert actor.app.screen.line.value == "all but zzz"
        await actor.press("escape", "ctrl+z")
        assert await people(actor) == {}


async def test_who_has_not_come_will_not_by_a_minus_and_may_all_the_same(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER)
        await invite(actor)
        await actor.press("=-ben")
        assert "say they will not come" in actor.seen
        await actor.press("enter")
        assert actor.said.startswith("Ben Example will not come")
        assert "18 present, 0 of 2 invited, 1 will not come" in actor.seen
        await actor.press("=ben", "enter")
        assert "19 present, 1 of 2 invited" in actor.seen


async def test_a_walk_in_gives_a_name_and_a_school(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER, "=+ Zoe Example, vyners t2")
        assert "Zoe Example, Vyners School" in actor.seen
        await actor.press("enter")
        assert actor.said == "arrived: Zoe Example (Zoe Example, Vyners School)"
        zoe = (await listed(actor))["Zoe Example"]
        assert (await people(actor))[zoe.code].table_no == 2
        await actor.press("=+ Yan Example, hillside", "enter")
        assert actor.said.startswith("“hillside” could be Hillside Infant School, Hillside Junior School; nothing")
        assert actor.app.screen.line.value == "+ Yan Example, hillside"
        await actor.press("escape", "ctrl+z")
        assert await listed(actor) == {}
        assert await people(actor) == {}


async def test_somebody_is_put_right_in_one_line(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER, "f2")
        assert actor.said.startswith("Type letters of somebody's name first")
        await invite(actor)
        await actor.press("=ben", "f2", "home", *["right"] * 11, "=, coteford j", "tab")
        await actor.press("enter")
        assert actor.said == "Stored: Ben Example, Coteford Junior School @special"
        assert (await listed(actor))["Ben Example"].urns == ("139295",)
        await actor.press("=ben", "f2", "ctrl+u", "=, coteford", "enter")
        assert actor.said.startswith("“coteford” could be Coteford Infant School, Coteford Junior School; nothing")


async def test_whoever_is_here_is_put_right_as_they_are_today(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER)
        await invite(actor)
        await actor.press("=ann @head t2", "enter", "=ann", "f2")
        assert "@secondary @head @chair @hash t2" in actor.seen
        await actor.press("ctrl+u", "=Ann Example, vyners @governor t6", "enter")
        assert actor.said == "Stored: Ann Example, vyners @governor t6"
        who = (await people(actor))["p-ann"]
        assert (who.role, who.groups, who.table_no) == ("governor", (), 6)


async def test_a_line_that_was_refused_comes_back_with_the_cursor_behind_it(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER, "=+ Zoe Example, northwood", "enter")
        assert "could be" in actor.said
        await actor.press("= school")
        assert actor.app.screen.line.value == "+ Zoe Example, northwood school"
        await actor.press("=+ Ann Example, Quaker House", "enter")
        assert actor.said.startswith("A line lets in one person, and there is a second +")


async def test_two_entries_for_one_person_are_joined_and_one_is_removed(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER)
        await invite(actor)
        await actor.press("=ann", "f4", "=be", "tab", "enter")
        assert actor.said == "Ben Example and Ann Example are one person now: Ann Example."
        assert (await listed(actor))["Ann Example"].also == ("p-ben",)
        await actor.press("ctrl+z")
        assert set(await listed(actor)) == {"Ann Example", "Ben Example"}
        await actor.press("=ann", "f4", "=zz", "enter")
        assert actor.said == "Nobody has these letters; nothing was changed."
        await actor.press("escape", "f8")
        assert actor.said == "Ann Example is off the list; Ctrl+Z brings them back."
        assert set(await listed(actor)) == {"Ben Example"}


async def test_a_person_is_erased_for_good_with_a_reason(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER)
        await invite(actor)
        await actor.press("=ann", "f9", "=asked for", "enter", "escape")
        assert "Ann Example" in await listed(actor)
        await actor.press("f9", "= ", "enter")
        assert actor.said == "Erasing needs a reason for the record; nothing was erased, say why and try again."
        await actor.press("=asked for", "enter", "enter", "escape")
        assert actor.said == "Ann Example is erased here; backups made before still hold it."
        assert set(await listed(actor)) == {"Ben Example"}
        assert b"Ann Example" not in actor.app.review_path.read_bytes()


async def test_somebody_comes_for_somebody_who_is_expected_and_is_shown_so(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER)
        await invite(actor)
        await actor.press("=+ Ali Noor for ann @deputy")
        assert "ARRIVES FOR Ann Example" in actor.seen
        await actor.press("enter")
        assert actor.said.startswith("arrived: Ali Noor for Ann Example")
        assert "Ali Noor for Ann Example" in actor.seen
        assert "1 replaced" in actor.seen
        await actor.press("tab")
        assert "Ben Example" in actor.seen
        assert "   Ann Example" not in actor.seen
        await actor.press("ctrl+z")
        assert "1 replaced" not in actor.seen
