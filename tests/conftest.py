"""What every test may use."""

import gc
import os
import random
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import pytest
from hypothesis import settings

from hep_tui import locations
from hep_tui.actions import meetings, reviews
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.pack import Pack
from hep_tui.domain.pack_read import find_pack, read_pack, read_school_table
from hep_tui.domain.speech import speak
from hep_tui.logbook import Book, Source
from hep_tui.logbook.laptop_key import load
from hep_tui.logbook.opening import create, open_book
from hep_tui.sample import make_demo

ROOT = Path(__file__).resolve().parents[1]

# The same examples on every machine; HYPOTHESIS_PROFILE=long looks further, with dice.
settings.register_profile("quick", deadline=None, derandomize=True, database=None, max_examples=100)
settings.register_profile("long", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


class Connection(sqlite3.Connection):
    """Be known until it is closed."""

    known: ClassVar[set[sqlite3.Connection]] = set()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known.add(self)

    def close(self) -> None:
        """Close as every connection does."""
        super().close()
        self.known.discard(self)


sqlite3.connect = partial(sqlite3.connect, factory=Connection)  # type: ignore[assignment]


MEMORY, ROOM = Path("/dev/shm"), 2_000_000_000


def pytest_configure(config: pytest.Config) -> None:
    """Keep the files of the quick tests in memory, where there is room: every entry waits for the disk several times.

    hep asks for the disk as it always does; that its files survive a power cut is shown by traced calls, and the long
    form and the measurements run on the disk.
    """
    quick = "not long" in config.option.markexpr and "TMPDIR" not in os.environ
    if quick and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        tempfile.tempdir = os.environ["TMPDIR"] = str(MEMORY)


def pytest_collection_finish() -> None:
    """Leave what is there for good out of every search for rubbish: a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of third-party data beside the checkout, or skip."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared data folder is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def form(request: pytest.FixtureRequest) -> str:
    """Return whether a property is tried in its quick or its long form."""
    return str(request.param)


@pytest.fixture(autouse=True)
def _closes_what_it_opens() -> Iterator[None]:
    """Have every test close its files: Python 3.13 says so of one that did not in the middle of another test."""
    before = Connection.known.copy()
    yield
    left = Connection.known - before
    files = [conn.execute("PRAGMA database_list").fetchone()[2] for conn in left]
    for conn in left:
        conn.close()
    assert not files, f"left open: {files}"


@pytest.fixture(autouse=True)
def _words_of_schools() -> None:
    """Begin every test with the words of a review of schools, whatever review was read before."""
    speak(None)


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep every test to a home, a time zone and a terminal of its own."""
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    for name in ("NO_COLOR", "HEP_ASCII", "HEP_KEYS", "HEP_WHO", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HEP_ASCII", "0")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@dataclass
class Ticking:
    """Give times a second apart and repeatable tokens."""

    at: datetime = datetime(2021, 6, 16, 14, 0, tzinfo=UTC)
    dice: random.Random = field(default_factory=lambda: random.Random(1))

    def now(self) -> datetime:
        """Return the next second."""
        self.at += timedelta(seconds=1)
        return self.at

    def token(self) -> str:
        """Return the next token."""
        return "".join(self.dice.choices("abcdefghijklmnopqrstuvwxyz234567", k=16))

    @property
    def source(self) -> Source:
        """Return both as a book wants them, of no version in particular: a release changes no code of a record."""
        return Source(self.now, self.token, version="0.1.0")


@pytest.fixture
def ticking() -> Ticking:
    """Return a clock and dice that every run repeats."""
    return Ticking()


@pytest.fixture(scope="session")
def hillingdon() -> Pack:
    """Return the pack that ships."""
    return read_pack(find_pack("hillingdon-2021", locations.packs_dir()))


@cache
def _started() -> tuple[bytes, str, Ticking]:
    """Return a new Hillingdon review as bytes, who wrote it, and where its clock and its dice are then."""
    ticking, path = Ticking(), find_pack("hillingdon-2021", locations.packs_dir())
    pack = read_pack(path)
    with TemporaryDirectory() as folder, closing(create(Path(folder) / "new", who="JB", source=ticking.source)) as book:
        reviews.start(book, pack, read_school_table(pack, path, locations.schools_dir()))
        book.close()
        return book.path.read_bytes(), book.writer, ticking


@pytest.fixture
def book(tmp_path: Path, ticking: Ticking) -> Iterator[Book]:
    """Lend the book of a new Hillingdon review, as whoever has just made it has it open."""
    path = tmp_path / "review.hep"
    raw, writer, then = _started()
    path.write_bytes(raw)
    with closing(open_book(path, who="JB", source=ticking.source)) as book:
        book.writer = writer
        ticking.at = then.at
        ticking.dice.setstate(then.dice.getstate())
        yield book


def with_a_place(book: Book) -> None:
    """Give a book's laptop a key and a folder of its own, as the box of a secret poll needs them."""
    book.laptop = load(locations.state_dir())


def company(book: Book, meeting: str) -> None:
    """Let three people come to a meeting of whom nothing is known, so that rows of it fit enough for analysts."""
    for nth in range(3):
        meetings.attend(book, Attendance(meeting, f"company-{nth}"))


@cache
def sample() -> bytes:
    """Return the demo as bytes."""
    with TemporaryDirectory() as folder:
        return make_demo(Path(folder) / "demo.hep").read_bytes()


def demo_file(folder: Path) -> Path:
    """Return a fresh copy of the demo in a folder: made once, copied ever after."""
    path = folder / "demo.hep"
    path.write_bytes(sample())
    return path


@pytest.fixture
def elsewhere(book: Book) -> Iterator[Callable[[], Book]]:
    """Return a way to copy the review as it is now to another laptop."""
    books: list[Book] = []

    def copied() -> Book:
        seed = 100 + len(books)
        path = shutil.copyfile(book.path, book.path.with_name(f"laptop-{seed}.hep"))
        books.append(open_book(path, who=f"L{seed}", source=Ticking(dice=random.Random(seed)).source))
        return books[-1]

    yield copied
    for each in books:
        each.close()
