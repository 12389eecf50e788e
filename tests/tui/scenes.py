"""Scenes of the screen: which keys lead there. Snapshots and the pictures in docs are made from the same list.

`python -m tests.tui.scenes docs/pictures` draws the pictures again.
"""

import asyncio
import os
import random
import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from hep_tui.actions import ballots, notes, polls
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.notes import Note
from hep_tui.domain.polls import Poll, PollState
from hep_tui.logbook import Book
from hep_tui.logbook.merge import merge
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records
from hep_tui.logbook.room import RoomReader
from hep_tui.sample import make_demo
from hep_tui.tui.app import HepApp
from hep_tui.tui.room import RoomApp
from hep_tui.tui.screens.base import HepScreen
from tests.conftest import Ticking

SIZES = ((80, 24), (120, 40))
NOW = datetime(2021, 6, 16, 13, 20, tzinfo=UTC)


@dataclass(frozen=True)
class Scene:
    """Hold the keys from the first screen of the demo; `=words` types words."""

    name: str
    keys: tuple[str, ...]
    prepare: Callable[[Book], None] | None = None


def _disagree(book: Book) -> None:
    """Have two laptops correct the same note, and merge them."""
    note = records(book, Note)[0]
    other = book.path.with_name("other.hep")
    other.write_bytes(book.path.read_bytes())
    second = open_book(other, who="KL", source=Ticking(NOW, random.Random(2)).source)
    notes.amend(second, note.id, replace(note.what, text="LLE visits changed how we teach in Year 6"))
    second.close()
    notes.amend(book, note.id, replace(note.what, text="LLE visits changed what we teach Year 6"))
    merge(book, other)


def _name(book: Book) -> None:
    """Have a note name two schools and somebody."""
    meeting = next(m for m in records(book, Meeting) if m.what.title.startswith("Workshop 3"))
    text = "Coteford Infant and Vyners swap teachers, and Mrs Example arranges it"
    notes.add(book, Note(text, meeting.id, "works", sentiment="positive", phase="primary", themes=("cpd",)))


_SIGNED_UP = ("enter", "ctrl+r", "ctrl+l", "=tests/tui/sign-up.csv", "enter")

_BALLOT = ("4", "2", "3", "1")
_PRIORITIES = ("enter", *["f6"] * 4, "f7")
_PARKED = (*_BALLOT, "q", "=two ticks at 3", "enter", *_BALLOT, "l", "=brought at 17.10", "enter")
_KEYED = (*_PRIORITIES, "o", "enter", "k", *_BALLOT, "enter", *_PARKED, "escape")
_HANDS = ("h", "=9", "tab", "=6", "tab", "=3", "tab", "=0", "enter", "escape")
_NOTES = (
    *("=+ LLE visits changed our Year 6 @primary @head #school-to-school", "enter"),
    *('=- "We hear about decisions after they are made" @secondary @head #governance *', "enter"),
    *("=~ Would pay if the offer were clear @chair /D #funding", "enter"),
    *("=> @hash Write down who leads on AP by 12/7", "enter"),
)
SCENES = (
    Scene("home", ()),
    Scene(
        "capture",
        (
            "enter",
            "f6",
            "f6",
            *(key for note in _NOTES for key in (note, "enter")),
            "=- SEND referrals take two terms @special #se",
        ),
    ),
    Scene("capture-held", ("up", "up", "enter", "f2")),
    Scene("agenda", ("enter", "f6", "f6", "ctrl+t", "n", "=Tea", "enter", "1", "5", "enter", "3", "enter")),
    Scene("agenda-asking", ("e", "down", "n", "=Tea", "enter", "1", "5", "enter")),
    Scene("read-back", ("up", "up", "enter", *["shift+f6"] * 6, "f3")),
    Scene("read-back-correcting", ("up", "up", "enter", *["shift+f6"] * 6, "f3", "down", "enter")),
    Scene("summary", ("up", "up", "s")),
    Scene("keys-of-capture", ("enter", "f1")),
    Scene("poll-declared", ("down", "down", "enter")),
    Scene("poll-open", (*_PRIORITIES, "o", "enter")),
    Scene("keying", (*_PRIORITIES, "o", "enter", "k", *_BALLOT, "enter", "1", ".", "2")),
    Scene(
        "keying-batch", (*_PRIORITIES, "o", "enter", "k", "p", "=JB 24 from 1", "enter", *_BALLOT, "enter", "b", "1")
    ),
    Scene("second-keying", (*_KEYED, "2", "2", "1", ".", ".", "3")),
    Scene("readings-differ", (*_KEYED, "2", "2", "1", "enter")),
    Scene("random-check", (*_KEYED, "2", "x", "=3 1 6 6 2 / 1", "enter")),
    Scene("papers-to-decide", (*_KEYED, "j")),
    Scene("hands", ("enter", *["f6"] * 5, "f7", "o", "enter", "h", "=9", "tab", "=6")),
    Scene("declare", ("enter", *["f6"] * 5, "f7", "o", "enter", *_HANDS, "c", "enter", "d")),
    Scene("account", (*_PRIORITIES, "o", "enter", "k", *_BALLOT, "enter", "escape", "a", "=20", "enter", "=18", "tab")),
    Scene("kiosk", (*_PRIORITIES, "o", "enter", "z", "=2468", "enter", "enter", *_BALLOT)),
    Scene("kiosk-confirm", (*_PRIORITIES, "o", "enter", "z", "=2468", "enter", "enter", *_BALLOT, "enter")),
    Scene("poll-time", (*_PRIORITIES, "o", "enter", "t", "=5")),
    Scene("poll-paper", (*_PRIORITIES, "f")),
    Scene("register", ("enter", "ctrl+r", "=barn @chair t2", "enter", "=hil")),
    Scene("search", ("slash", "=- they")),
    Scene("review-queue", ("r",)),
    Scene("themes", ("t", "m", "=fun", "tab", "enter", "down")),
    Scene("register-expected", (*_SIGNED_UP, "enter", "=ann t2", "enter", "tab")),
    Scene("sign-up-list", _SIGNED_UP),
    Scene("plan-meeting", ("n",)),
    Scene("framework", ("up", "up", "f", *"213.22")),
    Scene("framework-result", ("up", "f", "tab")),
    Scene("framework-meetings", ("f", "tab", "tab")),
    Scene("models", ("m", "tab", "right", "right")),
    Scene("models-notes", ("m", "right", "right", "right", "enter")),
    Scene("models-versions", ("m", "right", "right", "v")),
    Scene("decisions", ("d", "tab", "tab")),
    Scene("you-said-we-did", ("d", "v")),
    Scene("set-up", ("v", "2")),
    Scene("set-up-quorum", ("v", "2", "9")),
    Scene("conflicts", ("c",), _disagree),
    Scene("who-was-heard", ("h",)),
    Scene("who-was-heard-here", ("up", "up", "enter", "ctrl+l")),
    Scene("names", ("w",), _name),
    Scene("capture-name", ("enter", "f6", "=- Coteford Infant lost two teachers @primary")),
    Scene("export", ("x",)),
    Scene("leaving", ("f10",)),
    Scene("palette", ("enter", "ctrl+p")),
)


def stage(folder: Path, scene: Scene | None = None) -> HepApp:
    """Return the app on a fresh demo in `folder`, with a clock that stands and dice that repeat."""
    path = folder / "demo.hep"
    path.write_bytes(demo())
    if scene and scene.prepare:
        book = open_book(path, who="JB", source=Ticking(NOW, random.Random(3)).source)
        scene.prepare(book)
        book.close()
    ticking = Ticking(NOW)
    app = HepApp(lambda: open_book(path, who="JB", source=ticking.source), now=lambda: NOW, ticking=False)
    app.exports = Path("/exports")
    return app


def room(folder: Path, *, declared: bool) -> RoomApp:
    """Return the room display on the ranking of the third workshop, with three ballots in."""
    path = folder / "demo.hep"
    path.write_bytes(demo())
    book = open_book(path, who="JB", source=Ticking(NOW).source)
    meeting = next(m for m in records(book, Meeting) if m.what.title.startswith("Workshop 3"))
    poll = next(p for p in records(book, Poll) if p.what.method == "rank" and p.what.meeting == meeting.id)
    polls.change_state(book, poll.id, PollState.OPEN)
    for number, marks in enumerate(((1, 2, 3), (2, 1, 3), (2, 3, 1)), 1):
        ballots.cast(book, Ballot(poll.id, number, marks={str(i): rank for i, rank in enumerate(marks, 1)}))
    if declared:
        polls.change_state(book, poll.id, PollState.CLOSED)
        polls.declare(book, poll.id)
    book.close()
    return RoomApp(RoomReader(path), ticking=False)


@cache
def demo() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return make_demo(Path(folder) / "demo.hep").read_bytes()


async def settle(pilot: Pilot[str]) -> None:
    """Wait until nothing is under way, on the screen or in the logbook."""
    app = pilot.app
    assert isinstance(app, HepApp)
    for _ in range(2):
        await pilot.pause()
        if app.ready:
            await app.backend.call(lambda _book: None)
            if app._reloading is not None:
                await app._reloading
    await pilot.pause()


async def play(pilot: Pilot[str], keys: Sequence[str]) -> None:
    """Press the keys one by one, each when the one before has had its effect."""
    await settle(pilot)
    for key in keys:
        if key.startswith("=") and len(key) > 1:
            burst(pilot, key[1:])
        else:
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await settle(pilot)


def burst(pilot: Pilot[str], text: str) -> None:
    """Type text in one go, as a terminal hands over what came in while the program was busy; a newline is Enter."""
    for c in text:
        key = "enter" if c == "\n" else _character_to_key(c)
        pilot.app.post_message(events.Key(key, "\r" if c == "\n" else c))


async def _draw(scene: Scene, size: tuple[int, int], out: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        # Neither backups nor drafts of whoever draws belong into a picture.
        for name in ("XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[name] = folder
        app = stage(Path(folder), scene)
        async with app.run_test(size=size) as pilot:
            await play(pilot, scene.keys)
            svg = app.export_screenshot(title="hep")
        await app.close_book()
    _write(svg, f"{scene.name}-{size[0]}x{size[1]}", out)


async def _draw_room(declared: bool, size: tuple[int, int], out: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = room(Path(folder), declared=declared)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            svg = app.export_screenshot(title="hep room")
        app.reader.close()
    _write(svg, f"room-{'declared' if declared else 'open'}-{size[0]}x{size[1]}", out)


def _write(svg: str, name: str, out: Path) -> None:
    # The fonts that Textual names would be fetched from elsewhere; any monospaced one will do.
    svg = re.sub(r"@font-face\s*{.*?}|<!--.*?-->", "", svg, flags=re.DOTALL)
    (out / f"{name}.svg").write_text(re.sub(r"[ \t]+$", "", svg, flags=re.MULTILINE), "utf-8")


def main(out: Path) -> None:
    """Draw every scene at both sizes."""
    # Every key is pressed by somebody who has read what stands there, however fast this is.
    HepScreen.TYPED_ON = 0
    out.mkdir(parents=True, exist_ok=True)
    for scene in SCENES:
        for size in SIZES:
            asyncio.run(_draw(scene, size, out))
    for size in SIZES:
        for declared in (False, True):
            asyncio.run(_draw_room(declared, size, out))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
