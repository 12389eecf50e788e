"""The property of the reader: each filled cell is read, named in the report, or the list is refused with the place."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.counting.files.columns import Sheet
from hep_tui.counting.files.declared import Declared
from hep_tui.counting.files.headed import page_of, sheet
from hep_tui.counting.files.layouts import without_leftovers
from hep_tui.counting.files.papers import of_sheet
from hep_tui.counting.files.source import BallotFileError, Source
from hep_tui.domain.pack import Pack
from hep_tui.domain.polls import Option, Poll
from hep_tui.domain.resolve.urns import read_changes
from hep_tui.domain.schools import read_schools
from hep_tui.domain.text import clean_line
from hep_tui.exchange.headers import SIGN_UP
from hep_tui.exchange.matching import Matcher
from hep_tui.exchange.signup import Reader
from hep_tui.exchange.signup_plan import Plan
from hep_tui.tables.heading import find_columns
from hep_tui.tables.read import AS_IT_COMES, read_bytes
from hep_tui.tables.reading import COLUMN, ERROR, FORMULA, HEADING, HIDDEN, MERGED, SHEET, Reading, Unreadable
from tests.conftest import ROOT
from tests.counting.forms import tries

from .written import Cell, Written, as_csv, as_ods, as_xlsx

KINDS: dict[str, Callable[[Written], bytes]] = {
    "comma.csv": as_csv,
    "semicolon.csv": lambda sheet: as_csv(sheet, ";"),
    "tab.tsv": lambda sheet: as_csv(sheet, "\t", "utf-16"),
    "list.xlsx": as_xlsx,
    "list.ods": as_ods,
}
WORDS = st.text("abcXYZÄéł王س ,;'&<-1209", min_size=1, max_size=8).filter(lambda word: clean_line(word) == word)
CELLS = st.one_of(
    WORDS.map(lambda word: Cell("text", word)),
    st.integers(0, 10**6).map(lambda n: Cell("number", str(n))),
    st.sampled_from(["0.5", "2.25", "12.75"]).map(lambda n: Cell("number", n)),
    st.integers(1, 100).map(lambda n: Cell("percent", f"{n}%")),
    st.dates().filter(lambda day: day.year > 1950).map(lambda day: Cell("day", day.isoformat())),
    st.sampled_from(["TRUE", "FALSE"]).map(lambda word: Cell("yes", word)),
    WORDS.map(lambda word: Cell("formula", word)),
    st.sampled_from(["012", "0007", "1e5", "+44"]).map(lambda word: Cell("text", word)),
    st.just(Cell("unsolved", "lost")),
    st.sampled_from(["#N/A", "#REF!"]).map(lambda word: Cell("error", word)),
)
FULL = st.none() | CELLS


@st.composite
def sheets(draw: st.DrawFn, body: st.SearchStrategy[tuple[tuple[Cell | None, ...], ...]]) -> Written:
    """Draw a sheet with other sheets beside it, and rows and columns hidden and merged."""
    rows = draw(body)
    lines, columns = st.integers(1, len(rows)), st.integers(1, max(map(len, rows)))
    merged: tuple[tuple[int, int, int], ...] = ()
    if draw(st.booleans()) and len(rows) > 3:
        top, column = draw(st.integers(2, len(rows) - 1)), draw(columns)
        merged = ((top, top + 1, column),)
        rows = tuple(
            tuple(None if (line, at) == (top + 1, column) else cell for at, cell in enumerate(row, 1))
            for line, row in enumerate(rows, 1)
        )
    others = draw(st.dictionaries(st.sampled_from(["Old", "Lists"]), st.just(False), max_size=2))
    return Written(
        rows, merged, draw(st.frozensets(lines, max_size=2)), draw(st.frozensets(columns, max_size=1)), others
    )


ANY = sheets(st.integers(2, 5).flatmap(lambda n: st.lists(st.tuples(*[FULL] * n), min_size=2, max_size=7).map(tuple)))


def read(kind: str, sheet: Written) -> Reading | None:
    """Return the reading of a sheet, None where it was refused in one sentence with its place."""
    data = KINDS[kind](sheet)
    try:
        return read_bytes(kind, data)
    except Unreadable:
        return None


@pytest.mark.parametrize("kind", KINDS)
@tries(30)
@given(sheet=ANY)
def test_each_filled_cell_is_read_as_it_is_seen_or_is_a_doubt(kind: str, sheet: Written) -> None:
    found = read(kind, sheet)
    if found is None:
        assert not any(cell.kind not in ("unsolved", "error") for _, _, cell in sheet.cells())
        return
    text, first = kind.endswith("sv"), 1 if kind.endswith("sv") else 0
    said = {(row.line - first, place): cell for row in found.rows for place, cell in enumerate(row.cells, 1)}
    doubts = {(doubt.line, doubt.column): doubt.kind for doubt in found.doubts}
    for line, column, cell in sheet.cells():
        if text or cell.kind not in ("unsolved", "error"):
            assert said.get((line, column)) == cell.seen
        else:
            assert doubts[line, column] == (FORMULA if cell.kind == "unsolved" else ERROR)
    filled = {(line, column) for line, column, _ in sheet.cells()}
    more = {at for at, cell in said.items() if cell} - filled
    assert not more or MERGED in doubts.values()
    if not text:
        _what_is_hidden_is_said(found, sheet)


def _what_is_hidden_is_said(found: Reading, sheet: Written) -> None:
    words = " ".join(doubt.words for doubt in found.doubts if doubt.kind in (SHEET, HIDDEN))
    assert all(name in words for name in sheet.others)
    read_lines = {row.line for row in found.rows}
    assert all(str(line) in words for line in sheet.hidden_rows & read_lines)


NAMES = st.sampled_from(["Ann Lee", "Siân Évans", "王小明", "PATEL, Asha", "TBC", "Ben & Cat Day", "ann lee", "Total"])
PLACES = st.sampled_from(["Vyners", "Bourne", "Coteford", "Nowhere", "Oak Wood; Vyners"])
HEADINGS = st.sampled_from(["School", "Role", "Name", "E-mail", "Diet", "", "Attending", "Table", "school "])
BESIDE = st.none() | PLACES.map(lambda word: Cell("text", word)) | CELLS


@st.composite
def sign_ups(draw: st.DrawFn) -> tuple[tuple[Cell | None, ...], ...]:
    """Draw the rows of a sign-up list as an office keeps it."""
    headings = ["Name", "School", *draw(st.lists(HEADINGS, max_size=3))]
    width = len(headings)
    blank: tuple[Cell | None, ...] = (None,) * width
    heading = tuple(Cell("text", each) if each else None for each in headings)
    person = st.tuples(NAMES.map(lambda name: Cell("text", name)), *[BESIDE] * (width - 1))
    odd = st.sampled_from([
        blank, heading, (Cell("text", "PRIMARY"), *blank[1:]), (Cell("text", "Total: 3"), *blank[1:]),
        (Cell("text", "as at 3 July by the office"), *blank[1:]),
    ])  # fmt: skip
    titles = draw(st.lists(st.just((Cell("text", "Sign-up list July"), *blank[1:])) | st.just(blank), max_size=2))
    body = draw(st.lists(st.one_of(person, person, person, odd), min_size=2, max_size=6))
    return (*titles, heading, *body)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    folder = ROOT / "data" / "schools"
    return Matcher(read_schools(folder / "hillingdon.csv"), read_changes(folder / "hillingdon_changes.csv"))


def planned(found: Reading, matcher: Matcher, pack: Pack) -> Plan:
    columns = find_columns(found, SIGN_UP, AS_IT_COMES)
    return Reader("review", "meeting", columns, matcher=matcher, pack=pack, known={}).plan(found)


@pytest.mark.parametrize("kind", ["comma.csv", "list.xlsx", "list.ods"])
@tries(30)
@given(sheet=sheets(sign_ups()))
def test_each_row_and_column_of_a_sign_up_list_is_taken_or_named(
    kind: str, sheet: Written, matcher: Matcher, hillingdon: Pack
) -> None:
    found = read(kind, sheet)
    if found is None:
        return
    try:
        plan = planned(found, matcher, hillingdon)
    except Unreadable:
        return
    assert plan == planned(found, matcher, hillingdon)
    _rows_are_accounted_for(found, plan)
    _columns_are_accounted_for(found, plan)


def _rows_are_accounted_for(found: Reading, plan: Plan) -> None:
    told = {row.line for row in plan.rows} | {doubt.line for doubt in plan.doubts if doubt.line}
    passed = " ".join(doubt.words for doubt in plan.doubts if doubt.kind == HEADING and not doubt.line)
    for row in found.rows:
        if row.line < plan.columns.line:
            assert str(row.line) in passed
        elif row.line > plan.columns.line:
            assert row.line in told
    for taken in plan.rows:
        if taken.person and taken.state != "twice":
            [line] = [each for each in found.rows if each.line == taken.line]
            assert plan.columns.cell(line, "name") == taken.person.name or plan.columns.places.keys() & {
                "first",
                "last",
            }


def _columns_are_accounted_for(found: Reading, plan: Plan) -> None:
    words = " ".join(doubt.words for doubt in plan.doubts if doubt.kind == COLUMN)
    taken = set(plan.columns.places.values())
    for row in found.rows:
        if row.line > plan.columns.line:
            for place, cell in enumerate(row.cells):
                header = plan.columns.headers[place] if place < len(plan.columns.headers) else ""
                named = (header or f"column {place + 1}") in words
                assert not cell or place in taken or named or header in plan.columns.private


POLL = Poll("Which?", options=tuple(Option(letter, f"Model {letter}", 1) for letter in "ABC"), rule="schulze")
MARKS = st.none() | st.sampled_from(["1", "2", "3", "x", "n/a", "?", "50%", "2.5", "9"]).map(lambda m: Cell("text", m))


@st.composite
def votes(draw: st.DrawFn) -> tuple[tuple[Cell | None, ...], ...]:
    """Draw the rows of a list of votes as a teller keeps it."""
    more = draw(st.sampled_from([(), ("Start time",), ("reason",)]))
    heading = tuple(Cell("text", each) for each in ("ballot", "A", "B", "C", *more))
    blank: tuple[Cell | None, ...] = (None,) * len(heading)
    words = [st.none() | WORDS.map(lambda word: Cell("text", word))] * len(more)
    numbers = st.none() | st.integers(1, 99).map(lambda n: Cell("number", str(n))) | st.just(Cell("text", "seven"))
    paper = st.tuples(numbers, MARKS, MARKS, MARKS, *words)
    sums = (Cell("text", "Total votes"), Cell("number", "4"), None, None, *blank[4:])
    odd = st.sampled_from([blank, heading, sums, (Cell("text", "kept by the tellers at the door"), *blank[1:])])
    titles = draw(st.lists(st.just((Cell("text", "Vote of July"), *blank[1:])) | st.just(blank), max_size=2))
    return (*titles, heading, *draw(st.lists(st.one_of(paper, paper, odd), min_size=2, max_size=6)))


@pytest.mark.parametrize("kind", ["comma.csv", "list.xlsx", "list.ods"])
@tries(30)
@given(rows=votes())
def test_each_row_of_a_list_of_votes_is_a_paper_as_it_is_seen_or_is_named(
    kind: str, rows: tuple[tuple[Cell | None, ...], ...], hillingdon: Pack
) -> None:
    try:
        source, page = _page(kind, Written(rows))
        papers = of_sheet(page, POLL, "p", kind, hillingdon, Declared())
    except BallotFileError:
        return
    first = 1 if kind.endswith("sv") else 0
    told = {paper.line: paper for paper in papers}
    heading = next(n for n, row in enumerate(rows, 1) if row[0] and row[0].seen == "ballot")
    for line, row in enumerate(rows, 1):
        seen = {letter: cell.seen for letter, cell in zip("ABC", row[1:4], strict=True) if cell}
        paper = told.get(line + first)
        if line <= heading or not any(row):
            assert paper is None
        elif paper is None:
            assert f"line {line + first}:" in " ".join(source.notes)
        elif not paper.wrong:
            marks = {letter: int(mark) for letter, mark in seen.items() if mark.isdigit()}
            assert dict(paper.ballot.marks) == marks
            assert {*seen.values()} <= {*map(str, marks.values()), "n/a", "?"}


def _page(kind: str, written: Written) -> tuple[Source, Sheet]:
    data = KINDS[kind](written)
    if kind.endswith("sv"):
        source = Source.decode(kind, data)
        return source, without_leftovers(source, sheet(source))
    source, found = Source(kind, ""), read_bytes(kind, data)
    page = page_of(source, [(row.line, row.cells) for row in found.rows], AS_IT_COMES)
    return source, without_leftovers(source, page)
