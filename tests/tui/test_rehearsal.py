"""The rehearsal: a novice who does what its own words say is never refused, and every step waits for its key."""

from pathlib import Path

import pytest

from hep_tui.commands.fast_conference import play as fast_motion
from hep_tui.commands.rehearse import practice
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.notes import Note
from hep_tui.logbook.records import records
from hep_tui.tui.screens.base import HepScreen
from tests.tui.scenes import Desk, play, settle


@pytest.mark.parametrize("pack", ["hillingdon-2021", "northmoor-2022"])
async def test_a_novice_who_does_what_is_said_is_never_refused(tmp_path: Path, pack: str) -> None:
    app = practice(tmp_path / "practice.hep", pack)
    app.ticking = False
    app.backend._thread = Desk(1)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        said = []
        while (step := app.step) is not None:
            said.append(app.words)
            screen = app.screen
            assert isinstance(screen, HepScreen)
            before = screen.refusals
            assert step.says in str(screen.query_one("#coach").render())
            # The words of the step are what a novice types, and its key is named in them.
            assert step.words in step.says
            assert step.key.removeprefix("ctrl+").replace("escape", "esc").lower() in step.says.lower()
            await play(pilot, [f"={step.words}"] if step.words else [])
            await play(pilot, [step.key])
            assert app.step is not step, app.words
            assert screen.refusals == before, str(screen.query_one("#said").render())
        assert len(said) == len(set(said)) == 16
        assert app.reminded == 0
        assert app.backend.book is not None
        assert [b.what.status for b in await app.backend.call(records, Ballot)] == ["valid", "blank"]
        assert len(await app.backend.call(records, Note)) == 1
        await play(pilot, ["enter"])
    await app.close_book()


async def test_a_key_that_the_step_does_not_wait_for_does_nothing_but_is_said(tmp_path: Path) -> None:
    app = practice(tmp_path / "practice.hep", "northmoor-2022")
    app.ticking = False
    app.backend._thread = Desk(1)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        first, screen = app.step, app.screen
        for key in ("v", "x", "f9", "escape"):
            await play(pilot, [key])
            assert app.step is first
            assert app.screen is screen
            assert "Another key." in app.words
        assert app.reminded == 4
        await play(pilot, ["enter"])
        assert app.step is not first
        assert "Another key." not in app.words
    await app.close_book()


def test_a_conference_in_fast_motion_loses_nothing_and_says_so(tmp_path: Path) -> None:
    said: list[str] = []
    assert fast_motion(tmp_path / "conference.hep", "northmoor-2022", said.append)
    told = "\n".join(said)
    assert "Ballot 17 is already keyed" in told
    assert "after 12 more papers" in told
    assert "all are there" in told
    assert "97 valid of 97 cast" in told
    assert "a second count of the papers agrees" in told
