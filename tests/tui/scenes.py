"""Scenes of the screen: which keys lead there. Snapshots and the pictures in docs are made from the same list.

`python -m tests.tui.scenes docs/pictures` draws the pictures again.
"""

import asyncio
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import ParamSpec, TypeVar

from textual import events
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.keys import _character_to_key
from textual.pilot import Pilot

from hep_tui.actions import ballots, notes, polls
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.notes import Note
from hep_tui.domain.polls import Poll, PollState
from hep_tui.logbook import Book
from hep_tui.logbook.laptop_key import LaptopKey
from hep_tui.logbook.merge import merge
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records
from hep_tui.logbook.room import RoomReader
from hep_tui.tui.app import HepApp
from hep_tui.tui.room import RoomApp
from hep_tui.tui.screens.base import HepScreen
from tests.conftest import ROOT, Ticking, demo_file
from tests.tui import headless

SIZES = ((80, 24), (120, 40))
_LARGER = (*SIZES, (160, 45))
_SCENES = "home capture agenda register poll-declared keying framework-result models"
BROAD = dict.fromkeys(_SCENES.split(), _LARGER)
"""Scenes that have their own use of a still larger terminal."""
NOW = datetime(2021, 6, 16, 13, 20, tzinfo=UTC)
P = ParamSpec("P")
R = TypeVar("R")

headless.prepare()


@dataclass(frozen=True)
class Scene:
    """Hold the keys from the first screen of the demo; `=words` types words.

    A scene is played once and drawn at every size, unless what its keys do depends on how much fits: then it is played
    `anew` for each.
    """

    name: str
    keys: tuple[str, ...]
    prepare: Callable[[Book], None] | None = None
    anew: bool = False
    laptop: LaptopKey | None = None


def _disagree(book: Book) -> None:
    """Have the same note corrected in two copies of the file, and merge them."""
    note = records(book, Note)[0]
    other = book.path.with_name("other.hep")
    other.write_bytes(book.path.read_bytes())
    source = Ticking(NOW, random.Random(2)).source
    second = open_book(other, who="KL", source=source, laptop=book.laptop)
    notes.amend(second, note.id, replace(note.what, text="LLE visits changed how we teach in Year 6"))
    second.close()
    notes.amend(book, note.id, replace(note.what, text="LLE visits changed what we teach Year 6"))
    merge(book, other)


def _with_a_stranger(book: Book) -> None:
    """Found the review, merge another laptop, and lay the file of a stranger beside it, who takes a note back."""
    book.found()
    _disagree(book)
    stranger = book.path.with_name("stranger.hep")
    stranger.write_bytes(book.path.read_bytes())
    key, source = LaptopKey(bytes([9]) * 32), Ticking(NOW, random.Random(4)).source
    with closing(open_book(stranger, who="XY", source=source, laptop=key)) as other:
        # No screen of hep lets a stranger do that.
        other._take_effect = lambda sealed: None  # type: ignore[method-assign]
        last = records(other, Note)[-1]
        notes.add(other, replace(last.what, text="Who pays for the hubs after the first year?"))
        notes.withdraw(other, last.id)


def _name(book: Book) -> None:
    """Have a note name two schools and somebody."""
    meeting = next(m for m in records(book, Meeting) if m.what.title.startswith("Workshop 3"))
    text = "Coteford Infant and Vyners swap teachers, and Mrs Example arranges it"
    notes.add(book, Note(text, meeting.id, "works", sentiment="positive", phase="primary", themes=("cpd",)))


_SIGNED_UP = ("enter", "ctrl+r", "ctrl+l", "=tests/tui/sign-up.csv", "enter")

_OURS = LaptopKey(bytes([1]) * 32)
_STRANGER = ("g", "m", "=stranger.hep", "enter")

_SURVEY = ("i", "i", "=data/sample/leaders.csv", "enter", "enter")
_BALLOT = ("4", "2", "3", "1")
_PRIORITIES = ("enter", *["f6"] * 4, "f7")
_PARKED = (*_BALLOT, "q", "=two ticks at 3", "enter", *_BALLOT, "l", "=brought at 17.10", "enter")
_KEYED = (*_PRIORITIES, "o", "enter", "k", *_BALLOT, "enter", *_PARKED, "escape")
_HANDS = ("h", "=9", "tab", "=6", "tab", "=3", "tab", "=0", "enter", "escape")
_NOTES = (
    *("=+ LLE visits changed our Year 6 @primary @head #school-to-school", "enter"),
    *('=- "We hear about decisions after they are made" @secondary @head #governance *', "enter"),
    *("=+ Hubs are close enough to walk to @primary @deputy /B", "enter"),
    *("=? Who pays the chair of a hub @secondary /B #funding", "enter"),
    *("=~ Would pay if the offer were clear @chair /D #funding", "enter"),
    *("=> @hash Write down who leads on AP by 12/7", "enter"),
    *("=! Ask the Primary Forum before the summer", "enter"),
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
    Scene("second-keying", (*_KEYED, "2", "K", "L", "enter", "2", "1", ".", ".", "3")),
    Scene("readings-differ", (*_KEYED, "2", "=KL", "enter", "2", "1", "enter")),
    Scene("random-check", (*_KEYED, "2", "=KL", "enter", "x", "=3 1 6 6 2 / 1", "enter")),
    Scene("papers-to-decide", (*_KEYED, "j")),
    Scene("list-of-papers", (*["down"] * 6, "enter", "o", "enter", "i", "=tests/tui/votes.csv", "enter", "1")),
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
    Scene("plan-meeting", ("n",), anew=True),
    Scene("framework", ("up", "up", "f", *"213.22")),
    Scene("framework-result", ("up", "f", "tab")),
    Scene("framework-meetings", ("f", "tab", "tab")),
    Scene("models", ("m", "tab", "right", "right"), anew=True),
    Scene("models-notes", ("m", "right", "right", "right", "enter"), anew=True),
    Scene("models-versions", ("m", "right", "right", "v"), anew=True),
    Scene("decisions", ("d", "tab", "tab")),
    Scene("you-said-we-did", ("d", "v")),
    Scene("set-up", ("v", "2")),
    Scene("set-up-quorum", ("v", "2", "9")),
    Scene("conflicts", ("c",), _disagree),
    Scene("who-was-heard", ("h",)),
    Scene("who-was-heard-here", ("up", "up", "enter", "ctrl+l")),
    Scene("names", ("w",), _name),
    Scene("capture-name", ("enter", "f6", "=- Coteford Infant lost two teachers @primary")),
    Scene("other-laptops", ("g",), _with_a_stranger, laptop=_OURS),
    Scene("merging", _STRANGER, _with_a_stranger, laptop=_OURS),
    Scene("laptops", (*_STRANGER, "enter", "l", "down", "down"), _with_a_stranger, laptop=_OURS),
    Scene("survey", _SURVEY),
    Scene("surveys", (*_SURVEY, "enter")),
    Scene("survey-schools", (*_SURVEY, "enter", "l")),
    Scene("report", (*_SURVEY, "enter", "escape", "p"), anew=True),
    Scene("export", ("x",)),
    Scene("leaving", ("f10",), anew=True),
    Scene("palette", ("enter", "ctrl+p")),
)


def stage(folder: Path, scene: Scene | None = None) -> HepApp:
    """Return the app on a fresh demo in `folder`, with a clock that stands and dice that repeat."""
    path = demo_file(folder)
    if scene and scene.prepare:
        book = open_book(path, who="JB", source=Ticking(NOW, random.Random(3)).source, laptop=scene.laptop)
        scene.prepare(book)
        book.close()
    return staged(path, laptop=scene.laptop if scene else None)


def staged(path: Path, laptop: LaptopKey | None = None) -> HepApp:
    """Return the app on a file, with a clock that stands and dice that repeat."""
    ticking = Ticking(NOW)
    app = HepApp(
        lambda: open_book(path, who="JB", source=ticking.source, laptop=laptop), now=lambda: NOW, ticking=False
    )
    app.backend._thread = Desk(1)
    app.exports = Path("/exports")
    return app


def room(folder: Path, *, declared: bool) -> RoomApp:
    """Return the room display on the ranking of the third workshop, with three ballots in."""
    path = demo_file(folder)
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


class Desk(ThreadPoolExecutor):
    """The logbook's one thread, counting what it is given to do."""

    given = 0
    done = 0

    async def in_turn(self) -> None:
        """Return when everything that it was given has been done."""
        given = self.given
        if given != self.done:
            with suppress(RuntimeError):  # the logbook is closed, and nothing can be under way
                await asyncio.wrap_future(super().submit(lambda: None))
        self.done = given

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Do what every executor does, and count it."""
        self.given += 1
        return super().submit(fn, *args, **kwargs)


_LIMIT = 30
"""A screen that has not come to rest after so many seconds of this process alone never will."""


async def settle(pilot: Pilot[str]) -> None:
    """Wait until nothing is under way: no message, no job of the logbook, nothing left to paint.

    No time passes in it but what the program takes: Textual's `pause` sleeps until the machine is idle, which on a
    loaded one is never.
    """
    app = pilot.app
    assert isinstance(app, HepApp)
    desk = app.backend._thread
    assert isinstance(desk, Desk)
    # The palette ends its search by timers, so what limits this is time and no number of turns; not that of the clock,
    # which a loaded machine uses up without doing anything.
    ends = time.process_time() + _LIMIT
    while time.process_time() < ends:
        await _run_dry()
        given = desk.given
        await desk.in_turn()
        if working := [worker._task for worker in app.workers if worker._task]:
            await asyncio.wait(working, timeout=10)
        await _run_dry()
        painted = app.is_running and _paint(app)
        await _run_dry()
        if given == desk.given and not painted:
            return
    raise AssertionError("the screen does not come to rest")


async def _run_dry() -> None:
    """Let everything run that can run without waiting for a clock, a file or a thread."""
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    await asyncio.sleep(0)
    while ready:
        await asyncio.sleep(0)


def _paint(app: HepApp) -> bool:
    """Do now what waits for the next frame; return whether there was anything."""
    screen = app.screen
    waiting = screen._layout_required or screen._scroll_required or screen._repaint_required
    waiting = bool(waiting or screen._dirty_widgets or screen._callbacks or app._resize_event)
    app._check_resize()
    screen._on_timer_update()
    return waiting and screen.is_current


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


async def resize(pilot: Pilot[str], width: int, height: int) -> None:
    """Give the terminal another size, as somebody does who pulls at its corner."""
    size = Size(width, height)
    assert isinstance(pilot.app._driver, HeadlessDriver)
    pilot.app._driver._size = size
    pilot.app.post_message(events.Resize(size, size))
    await settle(pilot)


Looks = dict[tuple[int, int], str]


async def drawn(scene: Scene, folder: Path, sizes: Sequence[tuple[int, int]]) -> Looks:
    """Play a scene, and return how it looks at each size."""
    looks = {}
    for at_once in [(size,) for size in sizes] if scene.anew else [sizes]:
        app = stage(folder, scene)
        async with app.run_test(size=at_once[0]) as pilot:
            await play(pilot, scene.keys)
            for size in at_once:
                await resize(pilot, *size)
                looks[size] = app.export_screenshot(title=app.title, simplify=True)
        await app.close_book()
    return looks


async def drawn_room(folder: Path, *, declared: bool, sizes: Sequence[tuple[int, int]] = SIZES) -> Looks:
    """Return how the room display looks at each size."""
    app = room(folder, declared=declared)
    looks = {}
    async with app.run_test(size=sizes[0]) as pilot:
        for size in sizes:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            looks[size] = app.export_screenshot(title=app.title, simplify=True)
    app.reader.close()
    return looks


def named_in_docs() -> dict[str, list[tuple[int, int]]]:
    """Return the scenes that README and guides show, each with its sizes."""
    pages = "".join(page.read_text("utf-8") for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))))
    found: dict[str, list[tuple[int, int]]] = {}
    for name, width, height in sorted(set(re.findall(r"pictures/([\w-]+?)-(\d+)x(\d+)\.svg", pages))):
        found.setdefault(name, []).append((int(width), int(height)))
    return found


def main(out: Path) -> None:
    """Draw the pictures that the docs name, and take away every other."""
    # Every key is pressed by somebody who has read what is there, however fast this is.
    HepScreen.TYPED_ON = 0
    for old in out.glob("*.svg"):
        old.unlink()
    out.mkdir(parents=True, exist_ok=True)
    by_name, rooms = {scene.name: scene for scene in SCENES}, {"room-open": False, "room-declared": True}
    with tempfile.TemporaryDirectory() as folder:
        # Neither backups nor drafts of whoever draws belong into a picture.
        for name in ("XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[name] = folder
        for name, sizes in named_in_docs().items():
            if name in rooms:
                looks = asyncio.run(drawn_room(Path(folder), declared=rooms[name], sizes=sizes))
            else:
                looks = asyncio.run(drawn(by_name[name], Path(folder), sizes))
            _write(looks, name, out)


def _write(looks: Looks, name: str, out: Path) -> None:
    for (width, height), svg in looks.items():
        # The fonts that Textual names would be fetched from elsewhere; any monospaced one will do.
        plain = re.sub(r"@font-face\s*{.*?}|<!--.*?-->", "", svg, flags=re.DOTALL)
        path = out / f"{name}-{width}x{height}.svg"
        path.write_text(re.sub(r"[ \t]+$", "", plain, flags=re.MULTILINE), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
