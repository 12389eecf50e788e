import time
from pathlib import Path

import pytest

from hep_tui.domain.people import Person, Standing
from hep_tui.logbook.records import records
from hep_tui.tui.screens.register import RegisterScreen
from hep_tui.tui.screens.signup import SignupScreen
from tests.tui.conftest import Actor, Stage

REGISTER = ("enter", "ctrl+r")
LIST = """\
Name,E-mail,School,Role
Ann Example,ann@example.org,Barnhill Community High School,Headteacher
Ben Example,,Coteford,Chair
Cat Example,,Hillside,Head
,,Oak Wood School,
[bold]Dan[/x] Example,,,=HYPERLINK("x")
"""


@pytest.fixture
def names(tmp_path: Path) -> Path:
    path = tmp_path / "list of names.csv"
    path.write_text(LIST, "utf-8")
    return path


async def invited(actor: Actor) -> dict[str, Person]:
    return {p.what.name: p.what for p in await actor.ask(records, Person)}


async def test_a_list_is_seen_before_anything_of_it_is_stored(on_stage: Stage, names: Path) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER, "ctrl+l", f"={names}", "enter")
        assert isinstance(actor.app.screen, SignupScreen)
        for words in (
            "Name as name · School as school · Role as role",
            "Dropped at the door, never stored: E-mail.",
            "5 rows: 4 new, 0 already known, 1 refused, 2 with an uncertain school",
            "WHICH SCHOOL? 1 of 2 line 3, Ben Example: “Coteford”",
            "column “Name” has no name",
            "[bold]Dan[/x] Example: no school given",
        ):
            assert words in " ".join(actor.seen.split())
        await actor.press("escape")
        assert isinstance(actor.app.screen, RegisterScreen)
        assert actor.said == "Nothing was imported."
        assert await invited(actor) == {}


async def test_schools_are_chosen_by_number_and_enter_stores_all_in_one_step(on_stage: Stage, names: Path) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER, "ctrl+l", f"='{names}'", "enter", "2")
        assert actor.said == "Ben Example: Coteford Junior School"
        assert "WHICH SCHOOL?  1 of 1   line 4, Cat Example" in actor.seen
        await actor.press("7")
        assert actor.said == "There is no school 7 here."
        await actor.press("enter")
        assert actor.said == "Stored 4 people, 2 of them without a school; Ctrl+Z takes all of them back."
        found = await invited(actor)
        assert found["Ben Example"].phase == "primary"
        assert found["Cat Example"].urns == ()
        assert "18 present, 0 of 4 invited" in actor.seen
        await actor.press("ctrl+z")
        assert await invited(actor) == {}
        await actor.press("ctrl+y")
        assert len(await invited(actor)) == 4


async def test_the_same_list_again_changes_nothing(on_stage: Stage, names: Path) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER, *("ctrl+l", f"={names}", "enter", "2", "2", "enter") * 2)
        assert actor.said == "Everybody on the list is known already; nothing was changed."
        assert len(await invited(actor)) == 4


async def test_keys_typed_ahead_choose_in_their_order(on_stage: Stage, names: Path) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER, "ctrl+l", f"={names}", "enter")
        await actor.burst("12\n")
        found = await invited(actor)
        assert [found[name].urns for name in ("Ben Example", "Cat Example")] == [("102375",), ("102435",)]


async def test_tab_passes_one_over_and_the_rows_scroll(on_stage: Stage, names: Path) -> None:
    names.write_text(LIST + "".join(f"Teacher {i},,,\n" for i in range(60)), "utf-8")
    async with on_stage() as actor:
        await actor.press(*REGISTER, "ctrl+l", f"={names}", "enter", "tab")
        assert "WHICH SCHOOL?  2 of 2   line 4, Cat Example" in actor.seen
        assert "Teacher 59" not in actor.seen
        await actor.press(*["pagedown"] * 20)
        assert "Teacher 59" in actor.seen
        assert "100 % down" in actor.seen
        await actor.press(*["pageup"] * 20)
        assert "Cat Example: school" in actor.seen


@pytest.mark.parametrize(
    ("typed", "why"),
    [("none.csv", "There is no file none.csv"), ("", "")],
)
async def test_a_path_that_leads_nowhere_is_said_and_none_leaves(typed: str, why: str, on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER, "ctrl+l", *([f"={typed}"] if typed else []), "enter")
        assert isinstance(actor.app.screen, RegisterScreen)
        assert actor.said.startswith(why)
        await actor.press("ctrl+l", "escape")
        assert isinstance(actor.app.screen, RegisterScreen)


async def test_a_long_list_is_shown_at_once_and_fits_any_size(on_stage: Stage, names: Path) -> None:
    names.write_text("Name,School\n" + "".join(f"Teacher {i},Oak Wood School\n" for i in range(5000)), "utf-8")
    async with on_stage((120, 40)) as actor:
        await actor.press(*REGISTER, "ctrl+l", f"={names}", "enter")
        assert "5000 rows: 5000 new, 0 already known" in actor.seen
        start = time.process_time()
        await actor.press("pagedown", "pagedown", "pageup")
        assert time.process_time() - start < 10


async def test_a_school_is_typed_where_none_that_is_offered_is_right(on_stage: Stage, names: Path) -> None:
    names.write_text("Name,School\nAnn Example,St Nowhere's\n", "utf-8")
    async with on_stage() as actor:
        await actor.press(*REGISTER, "ctrl+l", f"={names}", "enter", "s", "=coteford", "enter")
        assert actor.said == "This could be Coteford Infant School, Coteford Junior School."
        await actor.press("=coteford j", "tab", "enter")
        assert actor.said == "Ann Example: Coteford Junior School"
        await actor.press("s")
        assert actor.said == "No school is uncertain."
        await actor.press("enter")
        assert (await invited(actor))["Ann Example"].urns == ("139295",)


async def test_who_is_gone_from_the_list_is_shown_and_taken_off_where_asked(on_stage: Stage, names: Path) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER, "ctrl+l", f"={names}", "enter", "enter")
        names.write_text("Name,School\nAnn Example,Barnhill Community High School\n", "utf-8")
        await actor.press("ctrl+l", f"={names}", "enter")
        assert "Ben Example: not in the list; nothing was changed" in actor.seen
        await actor.press("g", "enter")
        assert actor.said == "3 gone from the list; Ctrl+Z takes all of them back."
        assert set(await invited(actor)) == {"Ann Example"}
        await actor.press("ctrl+z")
        assert len(await invited(actor)) == 4


async def test_who_was_said_at_the_door_not_to_come_is_shown_first_and_expected_again_on_a_key(
    on_stage: Stage, names: Path
) -> None:
    names.write_text("Name,School,Coming?\nAnn Example,Barnhill Community High School,Y\n", "utf-8")
    async with on_stage() as actor:
        await actor.press(*REGISTER, "ctrl+l", f"={names}", "enter", "d")
        assert actor.said == "The list says of nobody otherwise than was said at the door."
        await actor.press("enter", "=-ann", "enter", "ctrl+l", f"={names}", "enter")
        assert "was: not coming, set at the door; the list says “Y”" in " ".join(actor.seen.split())
        assert "d list decides" in actor.seen
        await actor.press("d")
        assert actor.said == "1 expected, as the list says"
        await actor.press("enter")
        (ann,) = (await invited(actor)).values()
        assert [each.standing for each in ann.invitations] == [Standing.EXPECTED]


async def test_a_list_whose_columns_nothing_heads_is_read_as_a_person_says_and_remembered(
    on_stage: Stage, tmp_path: Path
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Who is it,Where from,Food\nAnn Example,Vyners,vegan\n", "utf-8")
    async with on_stage() as actor:
        await actor.press(*REGISTER, "ctrl+l", f"={path}", "enter")
        assert "no column is headed Name" in " ".join(actor.seen.split())
        assert "Who is it=; Where from=; Food=" in actor.seen
        await actor.press("ctrl+u", "=Who is it=name; Where from=school; Food=", "enter")
        assert isinstance(actor.app.screen, SignupScreen)
        assert "Who is it as name · Where from as school" in actor.seen
        await actor.press("enter")
        assert (await invited(actor))["Ann Example"].phase == "secondary"
        path.write_text("Who is it,Where from,Food\nBen Example,Vyners,\n", "utf-8")
        await actor.press("ctrl+l", f"={path}", "enter")
        assert "Who is it as name · Where from as school" in actor.seen


async def test_what_the_columns_hold_is_put_right_in_one_line_and_seen_at_once(on_stage: Stage, names: Path) -> None:
    async with on_stage() as actor:
        await actor.press(*REGISTER, "ctrl+l", f"={names}", "enter", "c")
        assert "Name=name" in actor.seen
        await actor.press("ctrl+u", "=heading=1; Name=name; School=; Role=role", "enter")
        assert "Name as name · Role as role" in actor.seen
        assert "columns not taken: School" in actor.seen
        await actor.press("c", "ctrl+u", "=heading=40", "enter")
        assert "nothing in line 40" in " ".join(actor.seen.split())
        await actor.press("escape", "escape")
        assert await invited(actor) == {}
