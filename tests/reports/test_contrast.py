"""Every figure and word in a chart and on a page of the report can be told from what is behind it."""

import re
from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element, fromstring

import pytest

from hep_tui.reports import charts
from hep_tui.reports.document import Document, Drawing
from hep_tui.reports.report_html import report_html

ENOUGH = 4.5
"""The contrast that WCAG 2.2 asks of text (1.4.3)."""
LIGHT, DARK = ("#16191d", "#ffffff"), ("#eceef0", "#14171a")
"""Ink and paper of the page, by day and by night."""
LEVELS = ("Not at all", "A little", "Somewhat", "Quite a lot", "A great deal")
DRAWN = {
    "bars": charts.bars("Bars", [("One", 9, 10), ("Two", 0, 10), ("A label that takes more than one line", 10, 10)]),
    "shares": charts.shares("Shares", [("One", "7", 1.0), ("Two", "0", 0.0)]),
    "slope": charts.slope("Slope", ["Room", "Survey"], [(f"Thing {i}", [i, 13 - i]) for i in range(1, 13)]),
    "heat": charts.heat("Heat", ["A", "B"], [(f"Thing {i}", [i, 13 - i]) for i in range(1, 13)]),
    "five": charts.diverging("Five", LEVELS, (-1, -1, 0, 1, 1), [("One", (9, 9, 9, 9, 9), 45), ("Two", None, 3)]),
    "four": charts.diverging("Four", LEVELS[:4], (-1, -1, 1, 1), [("One", (9, 9, 9, 9), 36)]),
    "three": charts.diverging("Three", LEVELS[:3], (-1, 0, 1), [("One", (9, 9, 9), 27)]),
    "two": charts.diverging("Two", LEVELS[:2], (0, 1), [("One", (9, 9), 18)]),
}


def luminance(colour: str) -> float:
    """Return how bright a colour is, `#rrggbb` or `#rgb`, from 0 to 1."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dim, bright = sorted(map(luminance, (one, other)))
    return (bright + 0.05) / (dim + 0.05)


def holds(shape: Element, x: float, y: float) -> bool:
    at = {name: float(value) for name, value in shape.attrib.items() if re.fullmatch(r"[\d.]+", value)}
    if shape.tag.endswith("circle"):
        return (x - at["cx"]) ** 2 + (y - at["cy"]) ** 2 <= at["r"] ** 2
    return at["x"] <= x <= at["x"] + at["width"] and at["y"] <= y <= at["y"] + at["height"]


def words(svg: str, ink: str, paper: str) -> Iterator[tuple[str, float]]:
    """Yield every text of a chart with its contrast to what was drawn before it at its place."""
    behind: list[Element] = []
    for each in fromstring(svg):
        if each.tag.endswith(("rect", "circle")):
            behind.append(each)
        if each.tag.endswith("text"):
            x, y = float(each.attrib["x"]), float(each.attrib["y"]) - 4
            # The middle of letters that begin or end at their place lies beside it.
            x += {"start": 3.0, "end": -3.0, "middle": 0.0}[each.attrib["text-anchor"]]
            fill = each.attrib["fill"].replace("currentColor", ink)
            under = next((shape.attrib["fill"] for shape in reversed(behind) if holds(shape, x, y)), paper)
            yield each.text or "", contrast(fill, under)


@pytest.mark.parametrize("page", [LIGHT, DARK])
@pytest.mark.parametrize("kind", DRAWN)
def test_words_in_a_chart_stand_out_from_what_they_are_on(kind: str, page: tuple[str, str]) -> None:
    found = [*words(DRAWN[kind], *page)]
    assert len(found) >= 4
    assert [each for each in found if each[1] < ENOUGH] == []


@pytest.mark.parametrize("page", [LIGHT, DARK])
def test_words_in_the_charts_of_a_report_stand_out(whole: Document, page: tuple[str, str]) -> None:
    drawings = [block.svg for block in whole.blocks() if isinstance(block, Drawing)]
    assert len(drawings) > 5
    assert [each for svg in drawings for each in words(svg, *page) if each[1] < ENOUGH] == []


def test_the_colours_of_the_page_stand_out_by_day_by_night_and_on_paper(whole: Document) -> None:
    css = report_html(whole)
    pages = [dict(re.findall(r"--(\w+): (#\w+)", rule)) for rule in re.findall(r":root \{([^}]*)\}", css)]
    assert len(pages) == 3
    for page in pages:
        assert all(contrast(page[name], page["paper"]) >= ENOUGH for name in ("ink", "quiet", "link"))
        assert contrast(page["rule"], page["paper"]) >= 3
    assert (pages[0]["ink"], pages[1]["ink"]) == (LIGHT[0], DARK[0])


def test_neighbours_in_a_stack_differ_in_grey() -> None:
    fills = [each.attrib["fill"] for each in fromstring(DRAWN["five"]) if each.attrib.get("height") == "20"]
    grey = [luminance(fill) for fill in fills]
    assert all(abs(one - other) > 0.05 for one, other in pairwise(grey))
