"""The export screen: for whom, and where what leads to people leaves sealed."""

from hep_tui import locations
from hep_tui.domain.tiers import Tier
from hep_tui.logbook import sealing

from .conftest import Stage


async def test_for_whom_it_is_is_chosen_and_said(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("x")
        for tier in (Tier.ANALYST, Tier.PUBLIC, Tier.RESTRICTED, Tier.ANALYST):
            assert f"EXPORT: {tier.upper()}" in actor.seen
            assert " ".join(tier.promise.split()[:5]) in actor.seen
            await actor.press("t")


async def test_totals_for_anybody_are_written_and_remembered_as_released(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("x", "t", "enter")
        done = actor.app.screen.done
        assert done.tier is Tier.PUBLIC
        assert (done.path / "data" / "totals.csv").exists()
        assert [*locations.backups_dir().rglob("releases.json")]


async def test_what_leads_to_people_leaves_sealed_under_a_passphrase(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("x", "t", "t", "enter")
        assert "Sealed under which passphrase?" in actor.seen
        await actor.press("escape", "enter")
        await actor.burst("correct horse battery\n")
        path = actor.app.screen.done.path
        assert sealing.is_sealed(path.read_bytes())
