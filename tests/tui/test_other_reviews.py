"""Every screen of a review that is not one of English schools, with its keys and its help, in its own words."""

import contextlib
from pathlib import Path

import pytest

from hep_tui.domain.pack_read import read_pack
from hep_tui.domain.speech import speak, worded
from hep_tui.tui.app import HepApp
from hep_tui.tui.room import RoomApp
from tests.commands.conftest import Hep, hep
from tests.reviews.play import own, played, strange, wexbury
from tests.tui.conftest import Actor
from tests.tui.scenes import settle, staged
from tests.tui.test_app import declared, screens

__all__ = ["hep"]

REVIEWS = {
    "practices": ("wait", "gp", ("abb", "eire")),
    "cymru": ("Dŵr", "pennaeth", ("wyr", "asch")),
}
_FIRST = ("down", "enter")
_SECOND = ("down", "down", "enter")
WALK = (
    (), ("h",), ("t",), ("r",), ("d",), ("d", "v"), ("w",), ("c",), ("g",), ("m",), ("m", "n"), ("m", "v"), ("f",),
    ("f", "tab"), ("i",), ("x",), ("n",), ("slash", "=- too"), ("v",), ("v", "1"), ("v", "2"), ("v", "2", "7"),
    ("v", "2", "8"), ("v", "2", "9"), ("enter",), ("enter", "f2"), ("enter", "f3"), ("enter", "s"), ("e",),
    ("enter", "ctrl+l"), ("enter", "ctrl+p"), ("enter", "ctrl+r"), ("enter", "ctrl+r", "f2"),
    ("enter", "ctrl+r", "=zzz", "enter"), ("s",), _FIRST, (*_FIRST, "e"), (*_FIRST, "j"), (*_FIRST, "a"),
    (*_FIRST, "d"), _SECOND, (*_SECOND, "tab"), (*_SECOND, "e"), ("ctrl+p",),
)  # fmt: skip
"""The keys from home to what a screen shows."""


@pytest.mark.parametrize("name", REVIEWS)
def test_no_key_and_no_line_of_help_says_a_word_of_another_kind_of_review(name: str, tmp_path: Path) -> None:
    pack = own(name, tmp_path)
    speak(read_pack(pack))
    said = [text for _, command in declared() for text in (command.words, command.help)]
    for screen in (HepApp, RoomApp, *screens()):
        said += [worded(line) for line in getattr(screen, "guide", ())]
        said += [worded(str(getattr(screen, line, ""))) for line in ("PLACEHOLDER", "NOTHING", "EMPTY")]
    assert strange(said, pack) == set()


async def walked(file: Path) -> dict[tuple[str, ...], str]:
    """Return what the screens of a review show, by the keys that lead there."""
    app = staged(file)
    seen: dict[tuple[str, ...], str] = {}
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        actor = Actor(pilot)
        home = app.screen
        for keys in WALK:
            await actor.press(*keys)
            seen[keys] = actor.seen
            while app.screen is not home:
                await actor.press("escape")
    await app.close_book()
    assert len(set(seen.values())) > 30, "the keys lead to screens"
    return seen


@pytest.mark.parametrize("name", ["practices", pytest.param("cymru", marks=pytest.mark.long)])
async def test_no_screen_says_a_word_of_another_kind_of_review(name: str, tmp_path: Path, hep: Hep) -> None:
    pack = own(name, tmp_path)
    played(hep, pack, tmp_path, *REVIEWS[name])
    seen = await walked(tmp_path / "review.hep")
    assert {keys: words for keys, text in seen.items() if (words := strange([text], pack))} == {}


@pytest.mark.long
async def test_no_screen_of_another_borough_names_the_first_one(tmp_path: Path, hep: Hep) -> None:
    with contextlib.chdir(tmp_path):
        played(hep, wexbury(hep, tmp_path), tmp_path, "funding", "headteacher", ("alder pri", "mere"))
    seen = await walked(tmp_path / "review.hep")
    assert not [keys for keys, text in seen.items() if "Hillingdon" in text or "HASH" in text]
