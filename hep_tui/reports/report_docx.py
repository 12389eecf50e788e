"""Write a report as DOCX: native headings, tables and lists, which a steering group can edit."""

import io
import zipfile
from datetime import datetime
from typing import Any

from hep_tui.domain.text import shown
from hep_tui.errors import HepError
from hep_tui.reports.document import Block, Document, Drawing, Figures, Points, Prose, Section, Sentence

_LONG_AGO = datetime(2000, 1, 1)
_WHEN = (2000, 1, 1, 0, 0, 0)
_STYLE = "Light List Accent 1"


def report_docx(document: Document) -> bytes:
    """Return the report as DOCX, the same bytes for the same report. Raises HepError where python-docx is missing."""
    try:
        import docx
    except ImportError:
        raise HepError(
            "A Word document needs python-docx, which is not here; nothing was written: pip install hep-tui[report]."
        ) from None
    made: Any = docx.Document()
    about = made.core_properties
    about.title, about.author, about.comments, about.language = shown(document.title), "hep", "", "en-GB"
    about.created = about.modified = _LONG_AGO
    made.add_heading(shown(document.title), 0)
    made.add_paragraph(shown(document.under))
    for section in document.sections:
        _section(made, section, 1)
    out = io.BytesIO()
    made.save(out)
    return _dated(out.getvalue())


def _section(page: Any, section: Section, level: int) -> None:
    if section.page:
        page.add_page_break()
    page.add_heading(shown(section.title), min(level, 9))
    for block in section.blocks:
        _block(page, block)
    for each in section.within:
        _section(page, each, level + 1)


def _block(page: Any, block: Block) -> None:
    match block:
        case Sentence() | Prose():
            page.add_paragraph(shown(block.words))
        case Points():
            for line in block.lines:
                page.add_paragraph(shown(line), style="List Bullet")
        case Drawing():
            # The page draws a chart over its table; Word has the table, which says the same.
            pass
        case Figures():
            _figures(page, block)


def _figures(page: Any, block: Figures) -> None:
    caption = page.add_paragraph(shown(block.caption), style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = page.add_table(rows=1, cols=len(block.heads), style=_STYLE)
    _head(table.rows[0], block.heads)
    for row in block.rows:
        cells = table.add_row().cells
        for cell, value in zip(cells, row, strict=True):
            cell.text = shown(str(value))
    if block.note:
        page.add_paragraph(shown(block.note)).runs[0].italic = True


def _head(row: Any, heads: tuple[str, ...]) -> None:
    """Write the heads, and mark the row as one that is repeated on every page and read as heads."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for cell, words in zip(row.cells, heads, strict=True):
        cell.text = shown(words)
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _dated(data: bytes) -> bytes:
    """Return the archive with its members in order and without the time of writing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as held, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(held.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            made.writestr(zipfile.ZipInfo(name, _WHEN), held.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
