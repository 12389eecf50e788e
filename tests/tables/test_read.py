"""The one reader of lists: every cell that holds something is read, named as a doubt, or the file is refused."""

import io
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hep_tui.tables import other_formats
from hep_tui.tables.read import read_bytes, read_table
from hep_tui.tables.reading import BYTES, ENCODING, ERROR, FORMULA, HIDDEN, LINES, MERGED, SHEET, Choices, Unreadable
from hep_tui.tables.workbook import Page

from .written import Cell, Written, as_ods

WORDS = st.text(alphabet="abcÄéł王 ,;'\"=-1209", max_size=8).map(str.strip)
GRIDS = st.lists(st.lists(WORDS, min_size=2, max_size=5), min_size=2, max_size=6)


def workbook(*sheets: tuple[str, list[list[object]]], hidden: tuple[str, ...] = ()) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    return made


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def kinds(data: bytes, name: str = "list.xlsx") -> list[str]:
    return [doubt.kind for doubt in read_bytes(name, data).doubts]


@settings(max_examples=20)
@given(GRIDS)
def test_every_filled_cell_of_a_workbook_is_read_in_its_row(grid: list[list[str]]) -> None:
    book = workbook(("List", []))
    for line, row in enumerate(grid, 1):
        for column, cell in enumerate(row, 1):
            if cell:
                book.active.cell(line, column).value = cell
                book.active.cell(line, column).data_type = "s"
    if not any(cell for row in grid for cell in row):
        return
    found = read_bytes("list.xlsx", saved(book))
    assert not found.doubts
    for each in found.rows:
        wanted = [" ".join(cell.split()) for cell in grid[each.line - 1]]
        assert list(each.cells) == wanted[: len(each.cells)]
        assert not any(wanted[len(each.cells) :])
    assert len(found.rows) == sum(any(row) for row in grid)


def test_a_hidden_sheet_is_not_read_and_is_named() -> None:
    found = read_bytes(
        "a.xlsx", saved(workbook(("Old", [["Name"], ["No"]]), ("Now", [["Name"], ["Yes"]]), hidden=("Old",)))
    )
    assert (found.sheet, found.rows[1].cells) == ("Now", ("Yes",))
    assert [(d.kind, "Old" in d.words) for d in found.doubts] == [(SHEET, True)]


def test_a_second_visible_sheet_is_named_and_can_be_chosen() -> None:
    data = saved(workbook(("One", [["A"], ["1"]]), ("Two", [["A"], ["2"]])))
    assert "Two" in read_bytes("a.xlsx", data).doubts[0].words
    assert read_bytes("a.xlsx", data, Choices(sheet="two")).rows[1].cells == ("2",)
    with pytest.raises(Unreadable, match="One, Two"):
        read_bytes("a.xlsx", data, Choices(sheet="Three"))


def test_a_merged_number_is_written_into_each_row_of_its_area() -> None:
    book = workbook(("List", [["ballot", "option"], [7, "A"], [None, "B"], [8, "Z"]]))
    book.active.merge_cells("A2:A3")
    found = read_bytes("a.xlsx", saved(book))
    assert [row.cells for row in found.rows[1:]] == [("7", "A"), ("7", "B"), ("8", "Z")]
    assert [doubt.kind for doubt in found.doubts] == [MERGED]


def test_a_formula_without_a_result_and_an_error_are_doubts_and_no_blanks() -> None:
    book = workbook(("List", [["ballot", "A"], [1, "=1+1"]]))
    assert kinds(saved(book)) == [FORMULA]
    data = saved(workbook(("List", [["ballot", "A"], [1, "#N/A"]])))
    assert kinds(data) == [ERROR]


def test_hidden_rows_and_columns_are_read_and_said() -> None:
    book = workbook(("List", [["Name", "School"], ["Ann", "X"], ["Bob", "Y"]]))
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["B"].hidden = True
    assert kinds(saved(book)) == [HIDDEN, HIDDEN]


def test_numbers_are_read_as_they_are_written_and_days_as_days() -> None:
    from datetime import date

    book = workbook(("List", [["URN", "Mean", "Day"], [102368.0, 2.5, date(2021, 7, 8)]]))
    assert read_bytes("a.xlsx", saved(book)).rows[1].cells == ("102368", "2.5", "2021-07-08")


@pytest.mark.parametrize("row", [0, 1_048_577, 999_999_999_999])
def test_a_row_that_no_sheet_has_is_refused(row: int) -> None:
    data = _with_sheet(f'<row r="{row}"><c t="inlineStr"><is><t>x</t></is></c></row>')
    with pytest.raises(Unreadable):
        read_bytes("a.xlsx", data)


def test_a_cell_in_the_last_column_is_refused_and_not_padded_out() -> None:
    with pytest.raises(Unreadable, match="100 columns"):
        read_bytes("a.xlsx", _with_sheet('<row r="1"><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row>'))


def test_a_workbook_with_a_document_type_is_refused() -> None:
    data = _with_sheet("", before='<!DOCTYPE worksheet [<!ENTITY a "aaaa">]>')
    with pytest.raises(Unreadable, match="document type"):
        read_bytes("a.xlsx", data)


def _with_sheet(rows: str, before: str = "") -> bytes:
    """Return a workbook whose only sheet has its rows written by hand."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(workbook(("List", [["x"]]))))) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            sheet = f"{before}<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()
            new.writestr(member, sheet if member.endswith("sheet1.xml") else old.read(member))
    return out.getvalue()


@pytest.mark.parametrize(("encoding", "words"), [("cp1252", "Zoë Béranger"), ("mac_roman", "Seán O’Brien, Zoë")])
def test_a_code_page_is_chosen_by_what_reads_as_words_and_the_words_are_named(encoding: str, words: str) -> None:
    found = read_bytes("list.csv", f'Name\n"{words}"\n'.encode(encoding))
    assert found.rows[1].cells == (words,)
    assert [(d.kind, "Zoë" in d.words) for d in found.doubts] == [(ENCODING, True)]


@pytest.mark.parametrize(
    ("encoding", "words"),
    [("cp1250", "Łukasz Nowak"), ("cp850", "Siân Évans"), ("utf-16-le", "Łukasz"), ("utf-16-be", "Łukasz"),
     ("cp1252", "£5 each — ½ a café")],
)  # fmt: skip
def test_words_of_other_code_pages_and_of_two_bytes_a_letter_are_read(encoding: str, words: str) -> None:
    assert read_bytes("list.csv", f'Name\n"{words}"\n'.encode(encoding)).rows[1].cells == (words,)


@pytest.mark.parametrize(
    ("encoding", "words"), [("gbk", "王小明"), ("cp1251", "Иван Петров"), ("cp1253", "Νίκος"), ("koi8-r", "Иван")]
)
def test_letters_of_which_no_words_can_be_made_are_refused_until_the_encoding_is_named(
    encoding: str, words: str
) -> None:
    data = f"Name,School\n{words},X\n".encode(encoding)
    with pytest.raises(Unreadable, match="--encoding"):
        read_bytes("list.csv", data)
    assert read_bytes("list.csv", data, Choices(encoding=encoding)).rows[1].cells == (words, "X")


def test_one_stray_byte_leaves_every_other_name_of_a_utf_8_file_alone() -> None:
    data = "Name,Remark\nZoë Béranger,ok\nSeán,".encode() + b"caf\xe9\n"
    found = read_bytes("list.csv", data)
    assert [row.cells for row in found.rows[1:]] == [("Zoë Béranger", "ok"), ("Seán", "café")]
    assert [(d.kind, d.line) for d in found.doubts] == [(BYTES, 3)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_a_mark_at_the_beginning_says_the_encoding(encoding: str) -> None:
    data = "Name;School\nŁucja;X\n".encode(encoding)
    found = read_bytes("list.csv", data, Choices(encoding=encoding if encoding == "utf-16-le" else ""))
    assert found.rows[1].cells == ("Łucja", "X")
    assert not found.doubts


def test_a_first_line_that_only_names_the_separator_is_no_row() -> None:
    found = read_bytes("list.csv", b"sep=;\nName;School\nAnn, B;X\n")
    assert [(row.line, row.cells) for row in found.rows] == [(2, ("Name", "School")), (3, ("Ann, B", "X"))]


def test_a_quoted_cell_that_may_have_swallowed_a_row_is_a_doubt() -> None:
    found = read_bytes("list.csv", b'Name,School\n"Ann,X\nBob",Y\nCid,Z\n')
    assert [(d.kind, d.line) for d in found.doubts] == [(LINES, 2)]
    assert found.rows[2].line == 4


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.4", "PDF"),
        (b"<html><table>", "web page"),
        (b"\x89PNG\r\n", "picture"),
        (b'{"a": 1}', "JSON"),
        (b"BEGIN:VCARD\n", "card"),
        (b"PK\x03\x04", "workbook"),
        (bytes(range(256)), "not text"),
        *((random.Random(seed).randbytes(99 * seed), "not text") for seed in (1, 5, 40)),
    ],
)
def test_what_is_no_list_is_refused_by_name(data: bytes, what: str) -> None:
    with pytest.raises(Unreadable, match=what):
        read_bytes("list.csv", data)


def test_a_file_that_is_missing_or_a_folder_is_refused_in_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(Unreadable, match="nothing was read"):
            read_table(path)


def test_hundredths_are_read_as_they_are_shown() -> None:
    book = workbook(("List", [["Share"], [0.5]]))
    book.active["A2"].number_format = "0.0%"
    assert read_bytes("a.xlsx", saved(book)).rows[1].cells == ("50%",)


def test_a_kind_of_workbook_that_hides_what_it_lacks_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page("List")
    page.put(1, 1, "Name")
    monkeypatch.setattr(other_formats, "read", lambda *_: [page])
    [doubt] = read_bytes("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").doubts
    assert "formulas without results" in doubt.words


def test_an_open_document_that_repeats_a_cell_over_the_whole_sheet_is_refused() -> None:
    sheet = as_ods(Written(((Cell("text", "x"),),)))
    data = changed(
        sheet, b"<table:table-cell office", b'<table:table-cell table:number-columns-repeated="16384" office'
    )
    with pytest.raises(Unreadable, match="100 columns"):
        read_bytes("list.ods", data)
    data = changed(sheet, b"<table:table-row><", b'<table:table-row table:number-rows-repeated="1048576"><')
    with pytest.raises(Unreadable, match="cells are filled"):
        read_bytes("list.ods", data)


def changed(data: bytes, old: bytes, new: bytes) -> bytes:
    """Return an OpenDocument workbook with something else in its content."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read("content.xml")
    assert old in content
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", content.replace(old, new))
    return out.getvalue()
