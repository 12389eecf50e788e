"""Read an XLSX workbook in one bounded pass over its XML; nothing in it is run, fetched or believed.

The format is ECMA-376, part 1 (SpreadsheetML). What a file says of its own dimensions is ignored.
"""

import posixpath
import re

from hep_tui.tables.archive import Archive, Attributes, Walk, ignore, opened
from hep_tui.tables.numbers import Styles, as_date, as_percent, styles, whole_written
from hep_tui.tables.reading import Limits, Unreadable
from hep_tui.tables.workbook import Page

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_REF = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


def read(name: str, data: bytes, limits: Limits) -> list[Page]:
    """Return the worksheets of a workbook in their order; chart sheets are passed over.

    Raises Unreadable for what is not a workbook, is larger than the limits, or holds a document type.
    """
    with opened(name, data, limits, "xl/workbook.xml") as archive:
        return _Workbook(archive, limits).pages()


class _Workbook:
    def __init__(self, archive: Archive, limits: Limits) -> None:
        self.archive, self.limits, self.name = archive, limits, archive.name
        self.members = archive.members
        self.strings: list[str] = []
        self.styles = Styles()
        self.from_1904 = False

    def pages(self) -> list[Page]:
        sheets, targets = self._sheets(), self._targets()
        if "xl/sharedStrings.xml" in self.members:
            self.strings = _strings(self.archive.walk("xl/sharedStrings.xml"))
        if "xl/styles.xml" in self.members:
            self.styles = styles(self.archive.walk("xl/styles.xml"))
        return [
            _Cells(self, Page(name, visible), targets[id]).page
            for name, visible, id in sheets
            if targets.get(id, "") in self.members
        ]

    def _sheets(self) -> list[tuple[str, bool, str]]:
        found = []

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "sheet":
                id = next((value for key, value in attributes.items() if key.endswith(":id")), "")
                found.append((attributes.get("name", ""), attributes.get("state", "visible") == "visible", id))
            elif tag == "workbookPr":
                self.from_1904 = attributes.get("date1904", "0") in ("1", "true")

        self.archive.walk("xl/workbook.xml")(start, ignore, ignore)
        return found

    def _targets(self) -> dict[str, str]:
        found = {}

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
                found[attributes["Id"]] = posixpath.normpath(posixpath.join("/xl", attributes["Target"])).lstrip("/")

        self.archive.walk("xl/_rels/workbook.xml.rels")(start, ignore, ignore)
        return found


def _strings(walk: Walk) -> list[str]:
    """Return the shared strings; what a phonetic run (`rPh`) says is not part of one."""
    found: list[str] = []
    parts: list[str] = []
    state = {"text": False, "phonetic": False}

    def start(tag: str, _: Attributes) -> None:
        if tag == "si":
            parts.clear()
        state["phonetic"] = state["phonetic"] or tag == "rPh"
        state["text"] = tag == "t" and not state["phonetic"]

    def end(tag: str) -> None:
        state["text"] = False
        if tag == "rPh":
            state["phonetic"] = False
        elif tag == "si":
            found.append("".join(parts))

    def text(data: str) -> None:
        if state["text"]:
            parts.append(data)

    walk(start, end, text)
    return found


class _Cells:
    """Collect the cells of one sheet as the parser meets them."""

    def __init__(self, book: _Workbook, page: Page, member: str) -> None:
        self.book, self.page = book, page
        self.row = self.column = self.count = 0
        self.type = ""
        self.style = 0
        self.value: list[str] = []
        self.has_formula = self.has_value = self.takes = self.phonetic = False
        book.archive.walk(member)(self.start, self.end, self.text)

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "row":
            self._row(attributes)
        elif tag == "c":
            self._cell(attributes)
        elif tag == "f":
            self.has_formula = True
        elif tag == "rPh":
            self.phonetic = True
        elif tag in ("v", "t"):
            self.takes = not self.phonetic
            self.has_value = True
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes["min"]), min(int(attributes["max"]), self.book.limits.columns)
            self.page.hidden_columns += range(first, last + 1)

    def _row(self, attributes: Attributes) -> None:
        self.row = int(attributes.get("r", self.row + 1))
        self.column = 0
        if not 1 <= self.row <= _LAST_ROW:
            raise Unreadable(f"{self.book.name} has a row numbered {self.row}, which no sheet has; nothing was read.")
        if attributes.get("hidden") in ("1", "true"):
            self.page.hidden_rows.append(self.row)

    def _cell(self, attributes: Attributes) -> None:
        reference = _REF.fullmatch(attributes.get("r", ""))
        self.column = _column(reference[1]) if reference else self.column + 1
        self.type, self.style = attributes.get("t", "n"), int(attributes.get("s", 0))
        self.value = []
        self.has_formula = self.has_value = False

    def text(self, data: str) -> None:
        if self.takes:
            self.value.append(data)

    def end(self, tag: str) -> None:
        if tag in ("v", "t"):
            self.takes = False
        elif tag == "rPh":
            self.phonetic = False
        elif tag == "c":
            self._keep("".join(self.value))

    def _keep(self, raw: str) -> None:
        if self.has_formula and not raw and self.type != "str":
            self.page.formulas.append((self.row, self.column))
            return
        if self.type == "e":
            self.page.errors.append((self.row, self.column, raw[:20]))
            return
        text = self._text(raw)
        if not text.strip():
            return
        self.count += 1
        limits = self.book.limits
        where = f"{self.book.name}, sheet {self.page.name}, line {self.row}"
        if self.column > limits.columns:
            raise Unreadable(f"{where}, has more than {limits.columns} columns; nothing was read, save a smaller list.")
        if self.count > limits.cells:
            raise Unreadable(f"{where}: more than {limits.cells:,} cells are filled; nothing was read, split the list.")
        self.page.put(self.row, self.column, text)

    def _text(self, raw: str) -> str:
        if self.type == "s":
            return self.book.strings[int(raw)] if raw.isdigit() and int(raw) < len(self.book.strings) else ""
        if self.type == "b":
            return "TRUE" if raw.strip() == "1" else "FALSE"
        if self.type in ("str", "inlineStr", "d"):
            return raw
        return self._number(raw)

    def _number(self, raw: str) -> str:
        try:
            number = float(raw)
        except ValueError:
            return raw
        if self.style in self.book.styles.dates:
            return as_date(number, self.book.from_1904)
        return as_percent(number) if self.style in self.book.styles.percent else whole_written(raw)

    def _merge(self, reference: str) -> None:
        ends = [_REF.fullmatch(part) for part in reference.split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:
            (first, top), (last, bottom) = ends[0].groups(), ends[1].groups()
            self.page.merged.append((int(top), _column(first), int(bottom), _column(last)))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return min(number, _LAST_COLUMN + 1)
