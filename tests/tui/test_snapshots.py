"""How every screen looks, at 80×24 and 120×40: look at each picture before you accept it."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.tui.scenes import SCENES, SIZES, Scene, play, room, stage


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_screen_looks_as_it_did(scene: Scene, size: tuple[int, int], tmp_path: Path, snap_compare: Any) -> None:
    async def before(pilot: Pilot[str]) -> None:
        await play(pilot, scene.keys)

    assert snap_compare(stage(tmp_path, scene), run_before=before, terminal_size=size)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("declared", [False, True], ids=["open", "declared"])
def test_the_room_looks_as_it_did(declared: bool, size: tuple[int, int], tmp_path: Path, snap_compare: Any) -> None:
    app = room(tmp_path, declared=declared)
    assert snap_compare(app, terminal_size=size)
    app.reader.close()
