"""An export as one workbook: a sheet a table, texts as texts and numbers as numbers, never a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from hep_tui.domain.speech import worded
from hep_tui.errors import HepError
from hep_tui.exchange.registry import INTEGER, NUMBER, Column, Table

_LONG_AGO = datetime(2000, 1, 1)
_ROWS, _LETTERS = 1_048_576, 32_767
"""A sheet holds no more rows, and a cell no more letters."""
_HOW = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def write(xlsxwriter: Any, folder: Path, tables: Sequence[Table]) -> Iterator[str]:
    """Write `excel/tables.xlsx`, the same bytes for the same tables: a list of them, their columns, and a sheet each.

    Raises HepError where a table has more rows than a sheet.
    """
    path = "excel/tables.xlsx"
    (folder / path).parent.mkdir(exist_ok=True)
    book = _begun(xlsxwriter, folder / path)
    _fill(book.add_worksheet("README"), ([t.name, worded(t.label), worded(t.note)] for t in tables))
    columns = ([t.name, c.name, worded(c.label), c.type, c.note] for t in tables for c in t.columns)
    _fill(book.add_worksheet("codebook"), columns)
    for t in tables:
        _sheet(book.add_worksheet(t.name), folder / t.path, t)
    book.close()
    yield path


def write_rows(xlsxwriter: Any, path: Path, name: str, rows: Iterable[Sequence[str]]) -> None:
    """Write a workbook of one sheet of texts, the same bytes for the same rows."""
    book = _begun(xlsxwriter, path)
    _fill(book.add_worksheet(name), rows)
    book.close()


def _begun(xlsxwriter: Any, path: Path) -> Any:
    book = xlsxwriter.Workbook(path, {**_HOW, "tmpdir": str(path.parent)})
    book.set_properties({"author": "hep", "created": _LONG_AGO})
    return book


def _sheet(sheet: Any, path: Path, t: Table) -> None:
    sheet.freeze_panes(1, 0)
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        for column, name in enumerate(next(rows)):
            sheet.write_string(0, column, name)
        for line, row in enumerate(rows, 1):
            if line >= _ROWS:
                raise HepError(f"{t.name} has more rows than a sheet holds, so nothing was written; leave --xlsx out.")
            for column, (c, cell) in enumerate(zip(t.columns, row, strict=True)):
                _write(sheet, line, column, c, cell)


def _write(sheet: Any, line: int, column: int, c: Column, cell: str) -> None:
    if cell and c.type in (INTEGER, NUMBER):
        sheet.write_number(line, column, float(cell))
    elif cell:
        sheet.write_string(line, column, cell[:_LETTERS])


def _fill(sheet: Any, rows: Iterable[Sequence[str]]) -> None:
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write_string(line, column, cell[:_LETTERS])
