"""How every screen looks, at 80×24 and 120×40: look at each picture before you accept it."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from textual.app import App

from tests.tui.scenes import BROAD, SCENES, SIZES, Scene, drawn, drawn_room

Size = tuple[int, int]
SIZE = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


class Picture(App[str]):
    """An app that was drawn before: what is compared is its picture."""

    def __init__(self, svg: str) -> None:
        super().__init__()
        self._svg = svg

    def run(self, **_: Any) -> str:
        """Return the picture at once."""
        return self._svg


@pytest.fixture(scope="module")
def once() -> Callable[..., dict[Size, str]]:
    """Return a way to play each scene once for all its sizes."""
    looks: dict[str, dict[Size, str]] = {}

    def of(name: str, play: Callable[[], Coroutine[Any, Any, dict[Size, str]]]) -> dict[Size, str]:
        if name not in looks:
            looks[name] = asyncio.run(play())
        return looks[name]

    return of


LOOKS = [(scene, size) for scene in SCENES for size in BROAD.get(scene.name, SIZES)]


@pytest.mark.parametrize(("scene", "size"), LOOKS, ids=[f"{s.name}-{w}x{h}" for s, (w, h) in LOOKS])
def test_a_screen_looks_as_it_did(scene: Scene, size: Size, tmp_path: Path, once: Any, snap_compare: Any) -> None:
    looks = once(scene.name, lambda: drawn(scene, tmp_path, BROAD.get(scene.name, SIZES)))
    assert snap_compare(Picture(looks[size]), terminal_size=size)


@SIZE
@pytest.mark.parametrize("declared", [False, True], ids=["open", "declared"])
def test_the_room_looks_as_it_did(declared: bool, size: Size, tmp_path: Path, once: Any, snap_compare: Any) -> None:
    looks = once(str(declared), lambda: drawn_room(tmp_path, declared=declared))
    assert snap_compare(Picture(looks[size]), terminal_size=size)
