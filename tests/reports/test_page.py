import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.errors import HepError
from hep_tui.reports.keep import keep
from hep_tui.reports.page import box, cell, heading, page, paragraph, table
from tests.domain.test_text import HOSTILE


class Read(HTMLParser):
    """Collect tags, and refuse what is not closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def whole(text: str) -> str:
    rows = [[cell(text), box(text, ticked=True)], ["", ""]]
    return page(text, [heading(text), paragraph(text, "quiet"), table((text, "n"), rows, numbers=(1,))])


@pytest.mark.parametrize(
    "text", [*HOSTILE, "<script>alert(1)</script>", '"><img src=x onerror=y>', "&lt;"], ids=str.__len__
)
def test_whatever_a_page_says_is_shown_and_never_obeyed(text: str) -> None:
    assert Read(whole(text)).tags <= {
        "html", "head", "meta", "title", "style", "body", "h1", "p", "table", "thead", "tbody", "tr", "th", "td",
        "span",
    }  # fmt: skip


@given(st.text(max_size=60))
def test_any_text_gives_a_page_that_holds_together(text: str) -> None:
    Read(whole(text))


def test_a_page_fetches_nothing_and_runs_nothing() -> None:
    html = whole("Register")
    assert not re.search(r"src=|href=|url\(|@import|https?:|<script|\son\w+=", html)
    assert "default-src 'none'" in html
    assert "@page { size: A4" in html
    assert html.startswith("<!DOCTYPE html>\n<html lang=")


def test_an_empty_row_is_a_line_to_write_on_and_a_box_says_what_it_is_for() -> None:
    assert '<tr class="empty">' in whole("x")
    assert 'aria-label="here: empty"' in box("here")
    assert 'aria-label="here: ticked"' in box("here", ticked=True)


def test_a_page_is_kept_whole_and_never_in_the_place_of_another(tmp_path: Path) -> None:
    target = tmp_path / "new" / "register.html"
    assert keep(target, "one") == target
    assert keep(target, "two") == target.with_name("register-2.html")
    assert keep(target, "three").name == "register-3.html"
    assert target.read_text("utf-8") == "one"
    assert target.stat().st_mode & 0o077 == 0
    assert len([*target.parent.iterdir()]) == 3


def test_a_stick_without_links_takes_a_page_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr("hep_tui.reports.keep.os.link", refused)
    assert keep(tmp_path / "a.html", "one").read_text("utf-8") == "one"
    assert keep(tmp_path / "a.html", "two").name == "a-2.html"
    assert len([*tmp_path.iterdir()]) == 2


def test_what_the_disk_does_not_take_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(HepError, match=r"a\.html could not be written \(.*\); the review is safe"):
        keep(tmp_path / "file" / "a.html", "one")
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
