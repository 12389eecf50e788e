"""Read an ODS workbook in one bounded pass over its XML.

The format is OpenDocument 1.2, part 1 (ISO/IEC 26300), with what LibreOffice adds to say that a cell holds an error.
"""

from collections.abc import Mapping

from hep_tui.tables.archive import Archive, Attributes, ignore, opened
from hep_tui.tables.numbers import whole_written
from hep_tui.tables.reading import Limits, Unreadable
from hep_tui.tables.workbook import Page

_HIDDEN = ("collapse", "filter")
_FILLED = "office:value-type"


def read(name: str, data: bytes, limits: Limits) -> list[Page]:
    """Return the sheets of a workbook in their order. Raises Unreadable for other files and beyond the limits."""
    with opened(name, data, limits, "content.xml") as archive:
        return _Sheets(archive, limits).pages


class _Sheets:
    """Collect the cells of every sheet as the parser meets them."""

    def __init__(self, archive: Archive, limits: Limits) -> None:
        self.name, self.limits = archive.name, limits
        self.pages: list[Page] = []
        self.row = self.column = self.columns = self.count = 0
        self.repeated = 1
        self.cell: Attributes = {}
        self.words: list[str] = []
        self.paragraphs = self.aside = 0
        self.hidden_styles: set[str] = set()
        self.style = ""
        archive.walk("content.xml")(self.start, self.end, self.text)

    def start(self, tag: str, attributes: Attributes) -> None:
        begins = {
            "style": self._style, "table-properties": self._display, "table": self._table, "table-row": self._row,
            "table-column": self._table_column, "table-cell": self._cell, "covered-table-cell": self._cell,
            "annotation": self._annotation, "p": self._paragraph, "s": self._blanks, "line-break": self._break,
        }  # fmt: skip
        begins.get(tag, ignore)(attributes)

    def end(self, tag: str) -> None:
        if tag == "annotation":
            self.aside -= 1
        elif tag in ("table-cell", "covered-table-cell"):
            self._keep()
            self.column += _times(self.cell, "table:number-columns-repeated") - 1
        elif tag == "table-row":
            self.row += self.repeated - 1

    def text(self, data: str) -> None:
        if not self.aside:
            self.words.append(data)

    def _style(self, attributes: Attributes) -> None:
        self.style = attributes.get("style:name", "")

    def _display(self, attributes: Attributes) -> None:
        if attributes.get("table:display") == "false":
            self.hidden_styles.add(self.style)

    def _table(self, attributes: Attributes) -> None:
        visible = attributes.get("table:style-name", "") not in self.hidden_styles
        self.pages.append(Page(attributes.get("table:name", ""), visible))
        self.row = self.columns = 0

    def _table_column(self, attributes: Attributes) -> None:
        first = self.columns + 1
        self.columns += _times(attributes, "table:number-columns-repeated")
        if attributes.get("table:visibility") in _HIDDEN:
            self.pages[-1].hidden_columns += range(first, min(self.columns, self.limits.columns) + 1)

    def _row(self, attributes: Attributes) -> None:
        self.row, self.column = self.row + 1, 0
        self.repeated = _times(attributes, "table:number-rows-repeated")
        if attributes.get("table:visibility") in _HIDDEN:
            self.pages[-1].hidden_rows += range(self.row, self.row + min(self.repeated, self.limits.rows))

    def _cell(self, attributes: Attributes) -> None:
        self.column += 1
        self.cell, self.words, self.paragraphs = attributes, [], 0
        down, across = (
            _times(attributes, "table:number-rows-spanned"),
            _times(attributes, "table:number-columns-spanned"),
        )
        if down * across > 1:
            area = (self.row, self.column, self.row + down - 1, self.column + across - 1)
            self.pages[-1].merged.append(area)

    def _annotation(self, _: Attributes) -> None:
        self.aside += 1

    def _paragraph(self, _: Attributes) -> None:
        if not self.aside:
            self.words.append("\n" if self.paragraphs else "")
            self.paragraphs += 1

    def _blanks(self, attributes: Attributes) -> None:
        self.words.append(" " * _times(attributes, "text:c"))

    def _break(self, _: Attributes) -> None:
        self.words.append("\n")

    def _keep(self) -> None:
        page, text = self.pages[-1], _said(self.cell, "".join(self.words))
        error = "error" in (value for key, value in self.cell.items() if key.endswith(":value-type"))
        if error:
            page.errors.append((self.row, self.column, text[:20]))
        elif "table:formula" in self.cell and not text.strip() and _FILLED not in self.cell:
            page.formulas.append((self.row, self.column))
        elif text.strip():
            self._put(page, text)

    def _put(self, page: Page, text: str) -> None:
        across = _times(self.cell, "table:number-columns-repeated")
        where = f"{self.name}, sheet {page.name}, line {self.row}"
        self.count += across * self.repeated
        if self.column + across - 1 > self.limits.columns:
            raise Unreadable(f"{where}, has more than {self.limits.columns} columns; nothing was read.")
        if self.count > self.limits.cells:
            raise Unreadable(f"{where}: more than {self.limits.cells:,} cells are filled; nothing was read.")
        for row in range(self.row, self.row + self.repeated):
            for column in range(self.column, self.column + across):
                page.put(row, column, text)


def _times(attributes: Attributes, name: str) -> int:
    return max(1, int(attributes.get(name, 1)))


def _said(cell: Mapping[str, str], text: str) -> str:
    """Return what a cell says: days and plain numbers as they are kept, everything else as it is shown."""
    kind = cell.get(_FILLED, "")
    if kind == "float":
        return whole_written(cell.get("office:value", text))
    if kind == "date":
        return cell.get("office:date-value", text).replace("T00:00:00", "").replace("T", " ")
    if kind == "boolean":
        return cell.get("office:boolean-value", text).upper()
    return text
