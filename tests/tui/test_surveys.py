"""The screens of surveys and of the report: a file comes in, its schools are settled, and the report is written."""

from pathlib import Path

import pytest

from hep_tui import locations
from hep_tui.domain.survey import Link, Response
from hep_tui.logbook.records import records
from hep_tui.tui.screens.link import LinkScreen
from hep_tui.tui.screens.report import ReportScreen
from hep_tui.tui.screens.survey import SurveyScreen
from hep_tui.tui.screens.surveys import SurveysScreen
from tests.exchange.survey import written
from tests.tui.conftest import Actor, Stage

PEOPLE = written.people()


@pytest.fixture
def leaders(tmp_path: Path) -> Path:
    path = tmp_path / "leaders of schools.csv"
    path.write_bytes(written.csv_of(written.forms(PEOPLE)))
    return path


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    """Return a survey with a phase and a role that the pack does not know, and a school that could be two."""
    rows = [list(row) for row in written.forms(PEOPLE)]
    rows[4][6], rows[5][5], rows[6][7] = "Special / AP", "Bursar", "Coteford"
    path = tmp_path / "leaders.csv"
    path.write_bytes(written.csv_of(rows))
    return path


def reading(path: Path) -> tuple[str, ...]:
    return ("i", "i", f"={path}", "enter", "enter")


def shown(actor: Actor) -> type:
    return type(actor.app.screen)


async def responses(actor: Actor) -> list[Response]:
    return [r.what for r in await actor.ask(records, Response)]


async def test_a_survey_is_seen_before_anything_of_it_is_stored(on_stage: Stage, leaders: Path) -> None:
    async with on_stage() as actor:
        await actor.press("i")
        assert "No survey has been taken in yet." in actor.seen
        await actor.press("i", f"='{leaders}'", "enter", "enter")
        assert shown(actor) is SurveyScreen
        seen = " ".join(actor.seen.split())
        assert "Microsoft Forms: 1 heading row, 24 rows below" in seen
        assert "not stored yet" in seen
        assert "Email private never stored" in seen
        await actor.press("escape")
        assert shown(actor) is SurveysScreen
        assert actor.said == "Nothing was imported."
        assert await responses(actor) == []


async def test_enter_stores_it_at_one_stroke_and_undo_takes_it_back(on_stage: Stage, leaders: Path) -> None:
    async with on_stage() as actor:
        await actor.press(*reading(leaders), "enter")
        assert actor.said.startswith("Stored: 24 new responses")
        assert "24 of 24 answered" in " ".join(actor.seen.split())
        assert len(await responses(actor)) == 24
        await actor.press("ctrl+z")
        assert await responses(actor) == []


async def test_nothing_is_stored_until_every_doubt_is_answered(on_stage: Stage, doubtful: Path) -> None:
    async with on_stage() as actor:
        await actor.press(*reading(doubtful))
        assert "IN DOUBT 1 of 2" in " ".join(actor.seen.split())
        await actor.press("enter")
        assert actor.said == "2 answers are still needed, so nothing was stored."
        await actor.press("tab", "a", "=spec", "tab", "enter")
        assert "IN DOUBT 1 of 1 “Bursar”" in " ".join(actor.seen.split())
        await actor.press("a", "=porter", "enter")
        assert actor.said.startswith("There is only ")
        await actor.press("backspace", *["backspace"] * 5, "=none", "enter")
        assert actor.said == "“Bursar”: left out"
        await actor.press("enter")
        assert actor.said.startswith("Stored: 24 new responses")
        assert sum(r.phase == "special" for r in await responses(actor)) == 1


async def test_a_mapping_is_written_corrected_and_given_back(on_stage: Stage, doubtful: Path) -> None:
    async with on_stage() as actor:
        await actor.press(*reading(doubtful), "w")
        place = doubtful.with_suffix(".map.toml")
        assert place.name in actor.said
        text = place.read_text("utf-8").replace('"Special / AP" = ""', '"Special / AP" = "special"')
        place.write_text(text, "utf-8")
        await actor.press("m", "enter", "enter")
        assert sum(r.phase == "special" for r in await responses(actor)) == 1


async def test_a_file_that_is_no_survey_is_refused_in_words(on_stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("only a heading\n", "utf-8")
    async with on_stage() as actor:
        await actor.press(*reading(path))
        assert "has no heading with answers below it" in actor.said
        await actor.press("i", f"={tmp_path / 'none.csv'}", "enter", "enter")
        assert shown(actor) is SurveysScreen
        assert "none.csv" in actor.said


async def test_a_later_wave_is_kept_beside_the_first(on_stage: Stage, leaders: Path) -> None:
    async with on_stage() as actor:
        await actor.press(*reading(leaders), "enter", "i", f"={leaders}", "enter", "enter", "n")
        assert actor.said == "This is wave 2."
        await actor.press("enter")
        assert len(await responses(actor)) == 48
        assert "wave 2 (forms): 24 responses" in actor.seen


async def test_schools_are_settled_one_by_one(on_stage: Stage, doubtful: Path) -> None:
    async with on_stage() as actor:
        await actor.press(*reading(doubtful), "tab", "a", "=special", "enter", "a", "=none", "enter", "enter", "l")
        screen = actor.app.screen
        assert isinstance(screen, LinkScreen)
        seen, left = actor.seen, len(screen.view.doubts)
        assert "“coteford”" in seen
        assert "of 24 responses are linked with a school" in " ".join(seen.split())
        row = screen.here
        assert row is not None
        await actor.press("9")
        assert actor.said == "There is no school 9 here."
        await actor.press("1")
        assert actor.said == f"“{row.written}”: {row.candidates[0].name}"
        assert len(screen.view.doubts) == left - 1
        assert [each.what.urn for each in await actor.ask(records, Link)] == [row.candidates[0].urn]
        await actor.press("ctrl+z")
        assert len(screen.view.doubts) == left


async def test_a_school_is_typed_or_is_none_of_them(on_stage: Stage, doubtful: Path) -> None:
    async with on_stage() as actor:
        await actor.press(*reading(doubtful), "tab", "a", "=special", "enter", "a", "=none", "enter", "enter", "l")
        await actor.press("s", "=coteford jun", "tab", "enter")
        assert actor.said.endswith("Coteford Junior School")
        await actor.press("ctrl+z", "full_stop")
        assert actor.said.endswith("no school of this review")
        assert [each.what.urn for each in await actor.ask(records, Link)] == [""]


async def test_the_report_is_read_and_written(on_stage: Stage, tmp_path: Path) -> None:
    sample = locations.data_dir() / "sample" / "leaders.csv"
    async with on_stage() as actor:
        await actor.press(*reading(sample), "enter", "escape", "p")
        screen = actor.app.screen
        assert isinstance(screen, ReportScreen)
        assert "IN ONE SCREEN" in actor.seen
        assert "68 of 111 schools were reached in rooms or survey." in " ".join(actor.seen.split())
        await actor.press("tab", "tab")
        assert "WHO WAS HEARD" in actor.seen.splitlines()[2]
        await actor.press("shift+tab")
        assert "IN ONE SCREEN" in actor.seen.splitlines()[2]
        await actor.press("w", f"={tmp_path / 'out'}", "enter")
        assert "report.html" in actor.said
        assert (tmp_path / "out" / "report.html").read_text("utf-8").startswith("<!")
        await actor.press("w", f"={tmp_path / 'out'}", "enter")
        assert "is there already; nothing was written" in actor.said


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 10)])
async def test_tables_fit_the_screen(on_stage: Stage, size: tuple[int, int]) -> None:
    async with on_stage(size) as actor:
        await actor.press("p")
        assert max(map(len, actor.seen.splitlines())) <= size[0]
