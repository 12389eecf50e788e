"""Write a report as DOCX: native headings, tables and lists, which a steering group can edit."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hep_tui.domain.text import shown
from hep_tui.errors import HepError
from hep_tui.reports.document import Block, Document, Drawing, Figures, Points, Prose, Section, Sentence

_LONG_AGO = datetime(2000, 1, 1)
_WHEN = (2000, 1, 1, 0, 0, 0)
_STYLE = "Light List"
_PAGE, _A4, _EDGE = 6120000, (7560000, 10692000), 720000
"""How wide a page is between its margins, its size and its margins, in English Metric Units."""
_STEPS, _BESIDE = 20, 6
"""So many columns a bar takes at most, and its figure beside it."""
_LONGEST, _MARGIN, _LETTER = 36, 3, 72000
"""A column is as wide as so many letters at most, with so many for its margins; a bold letter is so wide."""
_NARROWEST, _LINES = _PAGE // 5, 3
"""The first column is at least so wide, and a head has about so many lines."""
_INK = "1F3A5F"
_RIGHT = 2
"""What python-docx calls a paragraph set to the right."""


def report_docx(document: Document) -> bytes:
    """Return the report as DOCX, the same bytes for the same report. Raises HepError where python-docx is missing."""
    try:
        import docx.shared
    except ImportError:
        raise HepError(
            "A Word document needs python-docx, which is not here; nothing was written: pip install hep-tui[report]."
        ) from None
    made: Any = docx.Document()
    about = made.core_properties
    about.title, about.author, about.comments, about.language = shown(document.title), "hep", "", "en-GB"
    about.created = about.modified = _LONG_AGO
    sheet = made.sections[0]
    sheet.page_width, sheet.page_height = _A4
    sheet.left_margin = sheet.right_margin = sheet.top_margin = sheet.bottom_margin = _EDGE
    made.styles["Normal"].font.name = "Calibri"
    made.styles[_STYLE].font.size = docx.shared.Pt(9)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Caption"):
        made.styles[name].font.color.rgb = docx.shared.RGBColor.from_string(_INK)
    made.styles["Caption"].paragraph_format.space_before = docx.shared.Pt(9)
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
        if isinstance(block, Drawing) and block.bars and block.said not in section.said:
            page.add_paragraph(shown(block.said), style="Caption").paragraph_format.keep_with_next = True
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
            _bars(page, block)
        case Figures():
            _figures(page, block)


def _figures(page: Any, block: Figures) -> None:
    caption = page.add_paragraph(shown(block.caption), style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = page.add_table(rows=1, cols=len(block.heads), style=_STYLE)
    _head(table.rows[0], block.heads)
    numbers = block.numbers
    for row in block.rows:
        cells = table.add_row().cells
        for column, (cell, value) in enumerate(zip(cells, row, strict=True)):
            cell.text = shown(str(value))
            if column in numbers:
                cell.paragraphs[0].alignment = _RIGHT
    _lay_out(table, _widths(block))
    if block.note:
        page.add_paragraph(shown(block.note)).runs[0].italic = True


def _bars(page: Any, block: Drawing) -> None:
    """Draw bars as a table of shaded cells, which Word edits and reads out; of other charts it has the table alone.

    What turns SVG into pictures for Word needs a font of its own, and leaves out the words where it has none.
    """
    if not block.bars:
        return
    table = page.add_table(rows=0, cols=1 + _STEPS + _BESIDE)
    widths = [_PAGE // 3, *[_PAGE * 2 // 3 // (_STEPS + _BESIDE)] * (_STEPS + _BESIDE)]
    for label, figure, share in block.bars:
        wide = max(1, round(_STEPS * share)) if share else 0
        named, *bar, beside = _spanned(table.add_row(), [1, *[wide] * bool(wide), _STEPS + _BESIDE - wide])
        named.text, beside.text = shown(label), shown(figure)
        for cell in bar:
            _shade(cell)
    _lay_out(table, widths)
    for row in table.rows[:-1]:
        for paragraph in row.cells[0].paragraphs:
            paragraph.paragraph_format.keep_with_next = True
    page.add_paragraph("")


def _spanned(row: Any, spans: Sequence[int]) -> list[Any]:
    """Return the cells of a row once each spans so many columns; joining cells one by one takes python-docx seconds."""
    kept: list[Any] = []
    for tc in row._tr.tc_lst:
        if len(kept) < len(spans):
            tc.grid_span = spans[len(kept)]
            kept.append(tc)
        else:
            row._tr.remove(tc)
    return list(dict.fromkeys(row.cells))


def _shade(cell: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), "1B5A94")
    edges = OxmlElement("w:tcBorders")
    for side in ("w:top", "w:bottom"):
        edge = OxmlElement(side)
        for name, value in (("w:val", "single"), ("w:sz", "36"), ("w:color", "FFFFFF")):
            edge.set(qn(name), value)
        edges.append(edge)
    cell._tc.get_or_add_tcPr().extend((edges, shade))


def _widths(block: Figures) -> list[int]:
    """Return how wide each column is: by its longest cell, and never so narrow that a word is broken."""
    columns = [[str(row[i]) for row in block.rows] for i in range(len(block.heads))]
    words = [
        max(len(head) // _LINES, _longest_word(head, *column))
        for head, column in zip(block.heads, columns, strict=True)
    ]
    wanted = [min(_LONGEST, max(map(len, column), default=1)) for column in columns]
    sizes = [_MARGIN + max(pair) for pair in zip(words, wanted, strict=True)]
    rest = _PAGE - sum(sizes[1:]) * _LETTER
    if rest >= _NARROWEST:
        return [rest, *(size * _LETTER for size in sizes[1:])]
    least = [(_MARGIN + word) * _LETTER for word in words]
    spare = _PAGE - sum(least)
    if spare < 0:
        return [_PAGE * size // sum(least) for size in least]
    wide = [max(0, size - _MARGIN - word) for size, word in zip(sizes, words, strict=True)]
    return [each + spare * more // max(1, sum(wide)) for each, more in zip(least, wide, strict=True)]


def _longest_word(*cells: str) -> int:
    return max((len(word) for cell in cells for word in cell.split()), default=1)


def _lay_out(table: Any, widths: Sequence[int]) -> None:
    """Give a table these widths of columns, and let no row be divided by the end of a page."""
    from docx.oxml import OxmlElement
    from docx.shared import Emu

    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        at = 0
        for cell in row._tr.tc_lst:
            cell.width = Emu(sum(widths[at : at + cell.grid_span]))
            at += cell.grid_span


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
