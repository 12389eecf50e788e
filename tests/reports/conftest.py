"""What tests of the report share: the demo with its survey, as it was played through."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from hep_tui.logbook import Book
from hep_tui.logbook.opening import open_book
from hep_tui.reports.document import Document
from hep_tui.reports.report import report
from hep_tui.sample import make_demo


@pytest.fixture(scope="session")
def demo_with_survey(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the demo with its survey, made once."""
    return make_demo(tmp_path_factory.mktemp("surveyed") / "demo.hep", survey=True).read_bytes()


@pytest.fixture(scope="module")
def played(demo_with_survey: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """Lend the demo with its survey."""
    path = tmp_path_factory.mktemp("played") / "demo.hep"
    path.write_bytes(demo_with_survey)
    with closing(open_book(path)) as book:
        yield book


@pytest.fixture(scope="module")
def whole(played: Book) -> Document:
    """Return the report of the demo with its survey."""
    return report(played)
