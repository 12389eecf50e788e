"""Laptops with keys of their own, for the tests of the logbook."""

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from hep_tui.logbook import Book
from hep_tui.logbook.opening import create, open_book
from tests.conftest import Ticking

from .tools import REVIEW, Opened, key, note


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Return a way to open a file on a laptop with a key, or, with 0, on one without."""
    books: list[Book] = []
    seeds = itertools.count(100)

    def open_(path: Path, n: int) -> Book:
        source = Ticking(dice=random.Random(next(seeds))).source
        books.append(open_book(path, who=f"L{n}", source=source, laptop=key(n) if n else None))
        books[-1].conn.execute("PRAGMA synchronous=OFF")
        return books[-1]

    yield open_
    for book in books:
        book.close()


@pytest.fixture
def ours(tmp_path: Path, opened: Opened) -> Book:
    """Return the book of laptop 1, which founded the review and took two notes; its first meeting has begun."""
    create(tmp_path / "ours.hep").close()
    book = opened(tmp_path / "ours.hep", 1)
    book.found()
    book.append(*REVIEW)
    note(book, "n1", "one")
    note(book, "n2", "two")
    return book
