"""Read a list that somebody made in a spreadsheet: CSV or XLSX, every cell as text, nothing in it obeyed."""

import contextlib
import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from hep_tui.domain.quotation import unclosed
from hep_tui.domain.text import clean_line
from hep_tui.errors import HepError

_LONGEST = 100_000
MOST_BYTES, MOST_UNPACKED, MOST_ROWS, MOST_COLUMNS, MOST_CELL = 10_000_000, 100_000_000, 20_000, 100, 400
_DELIMITERS = ",;\t|"


@dataclass(frozen=True)
class Row:
    """Hold one row of a list; `line` is its number in the file or sheet, from 1."""

    line: int
    cells: tuple[str, ...]


def read_list(path: Path) -> tuple[Row, ...]:
    """Return the rows of a CSV or XLSX file that say anything, with cells cleaned and on one line.

    Raises HepError for a file that is missing, too large, or none of the two.
    """
    try:
        data = _bytes(path)
        rows = _xlsx(path, data) if data[:2] == b"PK" else _csv(path, data)
        return tuple(_limited(path, rows))
    except OSError as error:
        raise HepError(
            f"{path.name} cannot be read ({error.strerror or 'no file'}); nothing was stored, look at name and folder."
        ) from None


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise HepError(f"There is no file {path}; nothing was stored, look at name and folder.")
    if path.stat().st_size > MOST_BYTES:
        raise HepError(f"{path.name} is larger than 10 MB, which no sign-up list is; nothing was read.")
    return path.read_bytes()


def _limited(path: Path, rows: Iterable[tuple[int, Iterable[object]]]) -> Iterator[Row]:
    for count, (line, cells) in enumerate(rows):
        if count >= MOST_ROWS:
            raise HepError(f"{path.name} has more than {MOST_ROWS} rows, so nothing was read; split the list.")
        texts = [clean_line(_text(cell), limit=MOST_CELL) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if len(texts) > MOST_COLUMNS:
            raise HepError(
                f"{path.name}, line {line}, has more than {MOST_COLUMNS} columns, so nothing was read; "
                "save the list as CSV or XLSX again."
            )
        if texts:
            yield Row(line, tuple(texts))


def _text(cell: object) -> str:
    if cell is None:
        return ""
    # A spreadsheet keeps a URN as a number, which may come back with a fraction.
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _csv(path: Path, data: bytes) -> Iterator[tuple[int, list[object]]]:
    text = _decoded(path, data)
    sign = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    try:
        for row in reader:
            if any(len(cell) > _LONGEST for cell in row):
                raise csv.Error(f"a cell of more than {_LONGEST:,} characters")
            yield reader.line_num, list(row)
    except csv.Error as error:
        if where := unclosed(text, sign):
            raise HepError(
                f"{path.name}, line {where[0]}, column {where[1]}: the cell begins with a quotation mark and does not "
                "end with one; nothing was stored, close it or take it out."
            ) from None
        raise HepError(
            f"{path.name}, line {reader.line_num}, is not valid CSV ({error}); nothing was stored, correct it."
        ) from None


def _decoded(path: Path, data: bytes) -> str:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252", "mac_roman")
    for encoding in encodings:
        with contextlib.suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            # A picture or a document decodes as something, too.
            if text[:4096].count("\0") * 20 <= len(text[:4096]):
                return text
            break
    raise HepError(f"{path.name} is no list hep can read; nothing was stored, save it as CSV in UTF-8, or as XLSX.")


def _delimiter(text: str) -> str:
    """Return the sign that parts the same number of cells in most of the first lines."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:20]

    def fitness(sign: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=sign)]
        usual = max(set(widths), key=lambda w: (widths.count(w), w), default=1)
        return (widths.count(usual) if usual > 1 else 0, usual)

    try:
        return max(_DELIMITERS, key=fitness)
    except csv.Error:
        return ","


def _xlsx(path: Path, data: bytes) -> Iterator[tuple[int, tuple[object, ...]]]:
    """Yield the rows of the first sheet that has any; of a formula, what the spreadsheet showed."""
    _unpacks(path, data)
    from openpyxl import load_workbook

    try:
        with closing(load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)) as workbook:
            for sheet in workbook.worksheets:
                # What the file says of its own size may be wrong either way.
                sheet.reset_dimensions()
                found = False
                for line, row in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1), 1):
                    if any(cell is not None for cell in row):
                        found = True
                        yield line, row
                if found:
                    return
    # Whatever a broken workbook makes the library raise, it is the file that is at fault.
    except Exception as error:
        if isinstance(error, HepError):
            raise
        raise HepError(f"{path.name} is no workbook hep can read; nothing was stored, save it as CSV.") from None


def _unpacks(path: Path, data: bytes) -> None:
    """Raise HepError unless this is a workbook of a reasonable size."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        members = []
    if "xl/workbook.xml" not in {m.filename for m in members}:
        raise HepError(f"{path.name} is no workbook hep can read; nothing was stored, save it as CSV or XLSX.")
    if sum(m.file_size for m in members) > MOST_UNPACKED:
        raise HepError(f"{path.name} unpacks to more than 100 MB, which no sign-up list does; nothing was read.")
