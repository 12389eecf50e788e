from hep_tui.domain.notes import Note
from hep_tui.logbook.records import records
from tests.tui.conftest import Stage
from tests.tui.scenes import SCENES


async def test_what_needs_somebody_keeps_to_its_column(on_stage: Stage) -> None:
    scene = next(scene for scene in SCENES if scene.name == "conflicts")
    async with on_stage((80, 24), scene=scene) as actor:
        lines = [line.rstrip() for line in actor.seen.splitlines()]
        assert not any(line.startswith(("c ", "conflicts")) for line in lines)
        [ways] = [i for i, line in enumerate(lines) if "r notes · w names · d actions" in line]
        assert lines[ways + 1].startswith("    c conflicts")


async def test_both_versions_are_shown_and_one_key_says_which_stands(on_stage: Stage) -> None:
    scene = next(scene for scene in SCENES if scene.name == "conflicts")
    async with on_stage(scene=scene) as actor:
        assert "1 conflict to settle" in actor.seen
        assert " c conflicts" in actor.seen
        await actor.press("c")
        assert "LLE visits changed what we teach Year 6" in actor.seen
        assert "KL" in actor.seen
        chosen = next(i for i, v in enumerate(actor.app.screen.view[0].versions, 1) if "how we teach in" in v.says)
        await actor.press("9")
        assert actor.said == "There is no version 9 here."
        await actor.press(str(chosen), "escape")
        assert "1 of 1" in actor.seen
        await actor.press(str(chosen), "enter")
        assert "Nothing is in conflict" in actor.seen
        assert (await actor.ask(records, Note))[0].what.text == "LLE visits changed how we teach in Year 6"
        await actor.press("tab", "escape")
        assert "MEETINGS" in actor.seen


async def test_versions_stand_beside_each_other_where_it_is_wide_and_what_differs_stands_out(on_stage: Stage) -> None:
    scene = next(scene for scene in SCENES if scene.name == "conflicts")
    async with on_stage((120, 40), scene=scene) as actor:
        await actor.press("c")
        [line] = [line for line in actor.seen.splitlines() if "how we teach in" in line]
        assert "what we teach" in line
        spans = actor.app.screen.query_one("#list").content.spans
        text = actor.app.screen.query_one("#list").content.plain
        assert {text[span.start : span.end] for span in spans if "underline" in str(span.style)} == {
            "how",
            "in",
            "what",
        }
