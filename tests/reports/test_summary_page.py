"""The summary as a page for print: complete in itself, and the same every time.

A change of the page is looked at, then renewed: HEP_RENEW=1 pytest tests/reports
"""

import os
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from hep_tui.actions import notes, record
from hep_tui.domain.meetings import Meeting, added, prompted
from hep_tui.domain.notes import Note
from hep_tui.logbook import Book
from hep_tui.logbook.opening import open_book
from hep_tui.reports.summary_page import summary_page
from hep_tui.views.meetings import find_meeting
from hep_tui.views.meetings import meetings as lines
from hep_tui.views.summary import Summary, summary
from tests.conftest import Ticking, demo_file
from tests.domain.test_text import HOSTILE

GOLDEN = Path(__file__).parent / "golden" / "summary.html"
NOW = datetime(2021, 6, 16, 13, 20, tzinfo=UTC)
VOID = {"meta", "br"}


class Reader(HTMLParser):
    """Read a page strictly: every element closed in its order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Summary]:
    """Return the summary of a workshop of the demo."""
    with closing(open_book(demo_file(tmp_path))) as book:
        yield summary(book, find_meeting(lines(book, NOW), "Workshop 1").id, NOW)


def test_the_page_of_the_demo_is_as_it_was(page: Summary) -> None:
    html = summary_page(page)
    if os.environ.get("HEP_RENEW"):
        GOLDEN.write_text(html, "utf-8", newline="\n")
    assert html == GOLDEN.read_text("utf-8")


def test_the_page_is_well_formed_and_needs_nothing_else(page: Summary) -> None:
    html = summary_page(page)
    found = read(html)
    assert {"header", "main", "section", "h1", "h2", "ul", "li", "footer"} <= found.tags
    assert not found.tags & {"script", "link", "img", "iframe", "object", "a", "form"}
    assert found.names <= {"lang", "charset", "name", "content", "http-equiv", "class"}
    assert not re.search(r"https?:|//|url\(|@import|javascript:", html)
    assert "We hear about decisions after they are made" in found.text


def test_no_school_of_the_register_is_on_the_page(page: Summary, tmp_path: Path) -> None:
    from hep_tui.views.names import names

    with closing(open_book(tmp_path / "demo.hep")) as book:
        assert not names(book).find(read(summary_page(page)).text)


@pytest.mark.parametrize("words", [*HOSTILE, "</title><script>alert(1)</script>", "<img src=x onerror=y>", "\"'&<>"])
def test_hostile_words_are_text_and_nothing_else(words: str, book: Book, ticking: Ticking) -> None:
    meeting = added(Meeting(words + "x", place=words), words + "x", 10)
    id = record.add(book, prompted(meeting, meeting.items[0].id, words))
    for marks in ({"key": True}, {"quote": True}, {"action": True, "owner": words}, {"decision": True}):
        notes.add(book, Note(words[:3000] + "x", id, meeting.items[0].id, themes=("<b>",), **marks), ())
    html = summary_page(summary(book, id, ticking.at))
    found = read(html)
    assert not found.tags & {"script", "img", "b"}
    assert not any(ord(c) < 32 and c != "\n" for c in html)
    if words.startswith("<"):
        assert words in found.text
