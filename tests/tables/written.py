"""Write a list as a person sees it into CSV, XLSX and ODS, and say of each cell what that person sees."""

import csv
import io
import zipfile
from dataclasses import dataclass, field
from datetime import date
from xml.sax.saxutils import escape, quoteattr

FIRST_DAY = date(1899, 12, 30)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"


@dataclass(frozen=True)
class Cell:
    """Hold what a cell is (text, number, percent, day, yes, formula, unsolved, error) and what a person sees of it."""

    kind: str
    seen: str


@dataclass(frozen=True)
class Written:
    """Hold a sheet: its rows of cells, what of it is merged down from a cell, and which rows and columns are hidden."""

    rows: tuple[tuple[Cell | None, ...], ...]
    merged: tuple[tuple[int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    others: dict[str, bool] = field(default_factory=dict)
    """Further sheets by name, and whether they are visible."""

    def cells(self) -> list[tuple[int, int, Cell]]:
        """Return line, column and cell of all that are filled, from 1."""
        return [
            (line, column, cell)
            for line, row in enumerate(self.rows, 1)
            for column, cell in enumerate(row, 1)
            if cell is not None and cell.seen.strip()
        ]


def as_csv(sheet: Written, separator: str = ",", encoding: str = "utf-8") -> bytes:
    """Return the sheet as text; a spreadsheet saves what it shows."""
    out = io.StringIO()
    out.write(f"sep={separator}\r\n")
    writer = csv.writer(out, delimiter=separator)
    for row in sheet.rows:
        writer.writerow(["" if cell is None else cell.seen for cell in row])
    return out.getvalue().encode(encoding)


def as_xlsx(sheet: Written) -> bytes:
    """Return the sheet as the second of a workbook whose others are as it says."""
    names = [*sheet.others, "List"]
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="r{n}"{"" if sheet.others.get(name, True) else hidden}/>'
        for n, name in enumerate(names, 1)
        for hidden in [' state="hidden"']
    )
    links = "".join(
        f'<Relationship Id="r{n}" Type="http://x/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in enumerate(names, 1)
    )
    formats = "".join(f'<xf numFmtId="{id}"/>' for id in (0, 14, 9))
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="http://r"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{links}</Relationships>",
        "xl/styles.xml": f"<styleSheet><cellXfs>{formats}</cellXfs></styleSheet>",
    }
    for n, name in enumerate(names, 1):
        own = sheet if name == "List" else Written(((Cell("text", f"of {name}"),),))
        parts[f"xl/worksheets/sheet{n}.xml"] = _worksheet(own)
    return _zipped(parts)


def _worksheet(sheet: Written) -> str:
    columns = "".join(f'<col min="{c}" max="{c}" hidden="1"/>' for c in sorted(sheet.hidden_columns))
    rows = []
    for line, row in enumerate(sheet.rows, 1):
        hidden = ' hidden="1"' if line in sheet.hidden_rows else ""
        cells = (_xlsx_cell(f"{_letter(column)}{line}", cell) for column, cell in enumerate(row, 1) if cell)
        rows.append(f'<row r="{line}"{hidden}>{"".join(cells)}</row>')
    merged = "".join(f'<mergeCell ref="{_letter(c)}{top}:{_letter(c)}{end}"/>' for top, end, c in sheet.merged)
    return (
        f'<worksheet xmlns="{MAIN}"><dimension ref="A1:B2"/><cols>{columns}</cols>'
        f"<sheetData>{''.join(rows)}</sheetData><mergeCells>{merged}</mergeCells></worksheet>"
    )


def _xlsx_cell(at: str, cell: Cell) -> str:
    seen = escape(cell.seen)
    return {
        "text": f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{seen}</t></is></c>',
        "number": f'<c r="{at}"><v>{seen}</v></c>',
        "percent": f'<c r="{at}" s="2"><v>{_kept(cell)}</v></c>',
        "day": f'<c r="{at}" s="1"><v>{_kept(cell)}</v></c>',
        "yes": f'<c r="{at}" t="b"><v>{int(cell.seen == "TRUE")}</v></c>',
        "formula": f'<c r="{at}" t="str"><f>A1&amp;B1</f><v>{seen}</v></c>',
        "unsolved": f'<c r="{at}"><f>A1+B1</f></c>',
        "error": f'<c r="{at}" t="e"><v>{seen}</v></c>',
    }[cell.kind]


def as_ods(sheet: Written) -> bytes:
    """Return the sheet as the last of an OpenDocument workbook."""
    styles = (
        '<style:style style:name="no"><style:table-properties table:display="false"/></style:style>'
        '<style:style style:name="yes"><style:table-properties table:display="true"/></style:style>'
    )
    others = "".join(
        f'<table:table table:name={quoteattr(name)} table:style-name="{"yes" if visible else "no"}">'
        f"<table:table-row>{_ods_cell(Cell('text', f'of {name}'), '')}</table:table-row></table:table>"
        for name, visible in sheet.others.items()
    )
    width = max((len(row) for row in sheet.rows), default=1)
    columns = "".join(
        f"<table:table-column{_ods_hidden(column in sheet.hidden_columns)}/>" for column in range(1, width + 1)
    )
    spans = {(top, column): end - top + 1 for top, end, column in sheet.merged}
    covered = {(line, column) for top, end, column in sheet.merged for line in range(top + 1, end + 1)}
    rows = []
    for line, row in enumerate(sheet.rows, 1):
        cells = []
        for column, cell in enumerate(row, 1):
            if (line, column) in covered:
                cells.append("<table:covered-table-cell/>")
            else:
                span = spans.get((line, column))
                cells.append(_ods_cell(cell, f' table:number-rows-spanned="{span}"' if span else ""))
        rows.append(f"<table:table-row{_ods_hidden(line in sheet.hidden_rows)}>{''.join(cells)}</table:table-row>")
    names = " ".join(f'xmlns:{each}="{OFFICE}{each}:1.0"' for each in ("office", "table", "text", "style"))
    content = (
        f'<office:document-content {names} xmlns:calcext="urn:x"><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:spreadsheet>{others}"
        f'<table:table table:name="List">{columns}{"".join(rows)}'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return _zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def _ods_hidden(hidden: bool) -> str:
    return ' table:visibility="collapse"' if hidden else ""


def _ods_cell(cell: Cell | None, more: str) -> str:
    if cell is None:
        return f"<table:table-cell{more}/>"
    seen = escape(cell.seen)
    kind = {
        "text": 'office:value-type="string"',
        "number": f'office:value-type="float" office:value="{seen}"',
        "percent": f'office:value-type="percentage" office:value="{_kept(cell)}"',
        "day": f'office:value-type="date" office:date-value="{seen}"',
        "yes": f'office:value-type="boolean" office:boolean-value="{seen.lower()}"',
        "formula": 'table:formula="of:=[.A1]" office:value-type="string"',
        "unsolved": 'table:formula="of:=[.A1]"',
        "error": 'table:formula="of:=[.A1]" office:value-type="string" calcext:value-type="error"',
    }[cell.kind]
    shown = "" if cell.kind == "unsolved" else f"<text:p>{seen}</text:p>"
    return f"<table:table-cell {kind}{more}>{shown}</table:table-cell>"


def _kept(cell: Cell) -> str:
    """Return the number that a spreadsheet keeps of what it shows as a day or in hundredths."""
    if cell.kind == "percent":
        return repr(int(cell.seen.removesuffix("%")) / 100)
    return str((date.fromisoformat(cell.seen) - FIRST_DAY).days) if cell.kind == "day" else escape(cell.seen)


def _letter(column: int) -> str:
    return chr(64 + column)


def _zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()
