"""Every page kind in a real browser: nothing small, nothing cut, and nothing to push sideways on a narrow phone."""

import html
import json
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hep_tui.domain.pack import Level
from hep_tui.domain.polls import Option, Poll
from hep_tui.domain.result import Result, Steps
from hep_tui.hall import ballot_pages, phones, saving, slides, wall
from hep_tui.hall.choice import Choice
from hep_tui.logbook.room import Declared, OnShow
from hep_tui.views.room_steps import steps

PHONE, WALLS = (360, 740), ((1280, 720), (1920, 1080))
ASKED = "Which model of school improvement partnership should we develop further over the next year?"
OPTIONS = tuple(
    Option(id, label, 1)
    for id, label in zip(
        "ABCZ",
        ("A partnership between the borough and its schools, paid for by all", "Alternative provision and exclusions",
         "An education improvement collaborative led by trusts", "No change"),
        strict=True,
    )
)  # fmt: skip
SCALE = tuple(Level(n, word) for n, word in enumerate(("cannot live with it", "no view", "strongly in favour"), 1))
MEASURE = """<script>onload = () => {
  const found = [...document.querySelectorAll("iframe")].map(frame => {
    const page = frame.contentDocument, view = frame.contentWindow;
    const told = [...page.querySelectorAll("body *")].filter(each => !each.closest("caption") &&
      [...each.childNodes].some(part => part.nodeType === 3 && part.textContent.trim()));
    return { name: frame.title, across: page.documentElement.scrollWidth,
      smallest: Math.min(...told.map(each => parseFloat(view.getComputedStyle(each).fontSize))),
      lowest: Math.max(...told.map(each => each.getBoundingClientRect().bottom)) };
  });
  document.body.textContent = "FOUND" + JSON.stringify(found) + "END";
}</script>"""


def _poll(method: str, rule: str) -> Poll:
    scale = SCALE if method == "gradient" else ()
    return Poll("Models", ASKED, method, OPTIONS, rule=rule, scale=scale, budget=100 if method == "points" else 0)


def _phones() -> dict[str, str]:
    """Return every page that a voter's phone may show."""
    ranked, chosen = _poll("rank", "schulze"), _poll("choose", "plurality")
    several, shared = _poll("approve", "approval"), _poll("points", "points")
    return {
        "code": ballot_pages.ask_code(ranked, phones.NO_CARD),
        "ranks": ballot_pages.ask_marks(ranked, "C", {}, ballot_pages.NO_NUMBER),
        "one": ballot_pages.ask_marks(chosen, "C", {}),
        "several": ballot_pages.ask_marks(several, "C", {}),
        "points": ballot_pages.ask_marks(shared, "C", {}),
        "levels": ballot_pages.ask_marks(_poll("gradient", "score"), "C", {}),
        "in words": ballot_pages.ask_again(ranked, "C", {}, {"A": 1, "C": 2}),
        "blank": ballot_pages.ask_again(chosen, "C", {}, {}),
        "thanks": ballot_pages.said(chosen, phones.THANKS),
    }


def _walls() -> dict[str, str]:
    """Return the pages of the wall: an open poll, and every step of a result of duels, of mean ranks and of votes."""
    found = {"open": slides.waiting(OnShow(_poll("rank", "schulze"), "open", 63, 97), datetime(2021, 7, 8, tzinfo=UTC))}
    pairs = {one.id: {other.id: 48 for other in OPTIONS if other != one} for one in OPTIONS}
    for method, rule in (("rank", "schulze"), ("rank", "borda"), ("choose", "plurality")):
        poll = _poll(method, rule)
        result = Result(
            "Model A leads; 97 valid of 97 cast.", "AAAA-BBBB-CCCC-DDDD", ranking=tuple((o.id,) for o in OPTIONS),
            winners=("A",), scores=dict(zip("ABCZ", (60, 25, 9, 3), strict=True)), valid=97, cast=97,
            shown=Steps(pairwise=pairs),
        )  # fmt: skip
        shown = OnShow(poll, "declared", 97, 102, (Declared(poll, result, ""),))
        pages = steps(shown)
        found |= {f"{rule} {at}": slides.result(shown, pages, at) for at in range(len(pages))}
    return {name: wall.wall(slide, "key") for name, slide in found.items()}


def _frame(name: str, page: str, size: tuple[int, int]) -> str:
    still = html.escape(re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL))
    width, height = size
    style = f"border:0;width:{width}px;height:{height}px"
    return f'<iframe title="{name} {width} {height}" style="{style}" srcdoc="{still}"></iframe>'


def test_no_page_kind_is_small_or_cut_on_a_phone_or_on_the_wall(tmp_path: Path) -> None:
    printer = saving.browser()
    if not printer:
        pytest.skip("no browser on this laptop")
    desk = wall.desk(Choice(), [("x", "Models")], ["The result", "The order"], "key")
    walls = _walls()
    frames = [_frame(name, page, PHONE) for name, page in (_phones() | walls | {"desk": desk}).items()]
    frames += [_frame(name, page, size) for name, page in walls.items() for size in WALLS]
    sheet = tmp_path / "sheet.html"
    sheet.write_text(f"<!DOCTYPE html><body>{''.join(frames)}{MEASURE}", "utf-8")
    command = [printer, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    command += ["--virtual-time-budget=3000", "--dump-dom", sheet.as_uri()]
    said = subprocess.run(command, capture_output=True, timeout=120, check=True).stdout.decode()
    measured = json.loads(said[said.rindex("FOUND") + 5 : said.rindex("END")])
    assert len(measured) == len(frames)
    for each in measured:
        width, height = map(int, each["name"].split()[-2:])
        assert each["smallest"] >= 16, each
        assert each["across"] <= width, each
        assert each["lowest"] <= height or width == PHONE[0], each
