"""Large reviews to measure with, made once a run."""

import random
from functools import cache
from pathlib import Path
from shutil import copyfile
from tempfile import mkdtemp

from hep_tui import locations
from hep_tui.actions import polls, record, reviews
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.notes import Note
from hep_tui.domain.pack_read import find_pack, read_pack, read_school_table
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.logbook import Book
from hep_tui.logbook.connect import without_syncs
from hep_tui.logbook.opening import create, open_book
from tests.conftest import Ticking

_SAID = "the school needs more money for send support and local heads want to share staff across phases"
_TOGETHER = 5_000
NUMBERED = 99_999
"""A poll has no more papers: their numbers have five digits."""
OPTIONS = tuple(Option(str(i), f"Option {i}") for i in range(1, 9))


@cache
def folder() -> Path:
    """Return where the files of this run are."""
    return Path(mkdtemp(prefix="bench-"))


@cache
def started() -> Path:
    """Return a new review of the pack that ships."""
    path = folder() / "started.hep"
    book = create(path, who="JB", source=Ticking().source)
    pack = find_pack("hillingdon-2021", locations.packs_dir())
    reviews.start(book, read_pack(pack), read_school_table(read_pack(pack), pack, locations.schools_dir()))
    book.close()
    return path


@cache
def with_notes(size: int, seed: int = 1) -> Path:
    """Return a review of so many notes; another seed is another laptop with notes of its own."""
    path = Path(copyfile(started(), folder() / f"notes-{size}-{seed}.hep"))
    book, dice = _opened(path, seed), random.Random(seed)
    for first in range(0, size, _TOGETHER):
        book.append_all([record.draft(book.token(), _note(dice)) for _ in range(min(_TOGETHER, size - first))])
    book.close()
    return path


def _note(dice: random.Random) -> Note:
    phase = dice.choice(("primary", "secondary", ""))
    return Note(
        " ".join(dice.choices(_SAID.split(), k=14)), phase=phase, themes=("send",) if dice.random() < 0.4 else ()
    )


@cache
def with_poll(size: int = 0) -> tuple[Path, str]:
    """Return a review with an open poll of eight options and so many ballots, and the id of the poll."""
    path = Path(copyfile(started(), folder() / f"ballots-{size}.hep"))
    book, dice = _opened(path, 2), random.Random(2)
    poll = polls.create(book, Poll("Which?", "Which?", options=OPTIONS))
    polls.change_state(book, poll, PollState.OPEN)
    last = min(size, NUMBERED)
    for first in range(1, last + 1, _TOGETHER):
        papers = (Ballot(poll, n, marks=marks(dice)) for n in range(first, min(first + _TOGETHER, last + 1)))
        book.append_all([record.draft(book.token(), paper) for paper in papers])
    book.close()
    return path, poll


def marks(dice: random.Random) -> dict[str, int]:
    """Return a whole ranking of the options."""
    return {option.id: rank for rank, option in enumerate(dice.sample(OPTIONS, len(OPTIONS)), 1)}


def _opened(path: Path, seed: int) -> Book:
    book = open_book(path, who="JB", source=Ticking(dice=random.Random(seed)).source)
    without_syncs(book.conn)
    return book


def notes(size: int) -> tuple[object, ...]:
    """Return a file of so many notes, and the view that shows them."""
    return with_notes(size), "note"


def ballots(size: int) -> tuple[object, ...]:
    """Return a file of so many ballots, the views that show them, and their poll."""
    path, poll = with_poll(size)
    return path, "ballot+mark", poll
