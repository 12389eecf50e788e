"""The real program in a real terminal."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.terminal import HEP, Terminal, missing

Open = Callable[..., Terminal]


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Open]:
    """Return a way to run `hep` with some words in a terminal of its own, or skip."""
    if missing:
        pytest.skip(missing)
    opened: list[Terminal] = []

    def run(*words: str, size: tuple[int, int] = (80, 24), **env: str) -> Terminal:
        place = tmp_path / f"terminal{len(opened)}"
        place.mkdir()
        home = {name: os.environ[name] for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")}
        env = {"TZ": "Europe/London", "TERM": "tmux-256color", "LC_ALL": "C.UTF-8", **home, **env}
        opened.append(Terminal(place, *HEP, *words, size=size, env=env))
        return opened[-1]

    yield run
    for each in opened:
        each.close()


def at_workshop(terminal: Open, file: Path) -> Terminal:
    """Return a terminal with the demo open at its next workshop, which has not started."""
    screen = terminal("demo", str(file))
    screen.until("record ")
    screen.keys("Enter")
    screen.until("F6 starts")
    return screen
