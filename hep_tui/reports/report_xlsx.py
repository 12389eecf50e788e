"""Write the tables of a report as a workbook: a list of them, then a sheet each; texts are never formulas."""

import io
from datetime import datetime
from typing import Any

from hep_tui.domain.text import shown
from hep_tui.errors import HepError
from hep_tui.reports.document import Document, Figures

_LONG_AGO = datetime(2000, 1, 1)
_WIDEST = 60


def report_xlsx(document: Document) -> bytes:
    """Return the tables as XLSX, the same bytes for the same report. Raises HepError where xlsxwriter is missing."""
    try:
        import xlsxwriter
    except ImportError:
        raise HepError(
            "A workbook needs xlsxwriter, which is not installed; nothing was written: pip install hep-tui[report]."
        ) from None
    out = io.BytesIO()
    book: Any = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": shown(document.title), "author": "hep", "created": _LONG_AGO})
    bold, wrapped = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"text_wrap": True})
    contents = book.add_worksheet("Contents")
    contents.write_string(0, 0, shown(document.title), bold)
    contents.write_string(1, 0, shown(document.under))
    contents.set_column(0, 0, 12)
    contents.set_column(1, 1, 90)
    for number, figures in enumerate(document.figures, 1):
        contents.write_string(number + 2, 0, f"Table {number}")
        contents.write_string(number + 2, 1, shown(figures.caption))
        _sheet(book.add_worksheet(f"Table {number}"), figures, bold, wrapped)
    book.close()
    return out.getvalue()


def _sheet(sheet: Any, figures: Figures, bold: Any, wrapped: Any) -> None:
    write, number = sheet.write_string, sheet.write_number
    write(0, 0, shown(figures.caption), bold)
    write(1, 0, shown(figures.note))
    for column, head in enumerate(figures.heads):
        write(2, column, shown(head), bold)
        longest = max((len(str(row[column])) for row in figures.rows), default=0)
        sheet.set_column(column, column, min(_WIDEST, max(10, longest, len(head) // 2)))
    for line, row in enumerate(figures.rows, 3):
        for column, value in enumerate(row):
            if isinstance(value, int):
                number(line, column, value)
            else:
                write(line, column, shown(value), wrapped)
