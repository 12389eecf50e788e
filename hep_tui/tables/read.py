"""Open a list of any kind that hep reads, and return it as one reading."""

import re
from pathlib import Path
from stat import S_ISREG

from hep_tui.domain.text import clean_line
from hep_tui.tables import decoding, delimited, ods, other_formats, workbook, xlsx
from hep_tui.tables.reading import CUT, HIDDEN, Choices, Doubt, Limits, Reading, Row, Unreadable

LIST, AS_IT_COMES = Limits(), Choices()
OLD = "this kind of workbook does not tell hep of hidden rows, errors and formulas without results; look for them"
_REFUSED = (
    (b"%PDF", "a PDF"), (b"\x1f\x8b", "a compressed archive"), (b"SQLite format 3", "a database"),
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"{\\rtf", "a text document"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"), (b"<?xml", "an XML document"), (b"{", "a JSON document"), (b"[{", "a JSON document"),
    (b"BEGIN:V", "an address card or a calendar"),
)  # fmt: skip
_TAG = re.compile(rb"<[A-Za-z][\w:.-]*[\s>/]")


def read_table(path: Path, choices: Choices = AS_IT_COMES, limits: Limits = LIST) -> Reading:
    """Return the rows of a list that say anything, cells cleaned and on one line, with every doubt about them.

    CSV, TSV, XLSX, XLS, ODS and XLSB are read. Raises Unreadable for a file that is missing, too large, or of no such
    kind, with the line where there is one.
    """
    return read_bytes(path.name, load(path, limits), choices, limits)


def load(path: Path, limits: Limits = LIST) -> bytes:
    """Return the bytes of a file of reasonable size. Raises Unreadable."""
    try:
        about = path.stat()
        if not S_ISREG(about.st_mode):
            raise Unreadable(f"{path.name} is not a file; nothing was read, save the list to one.")
        if about.st_size > limits.size:
            raise Unreadable(f"{path.name} is larger than {limits.size // 1_000_000} MB; nothing was read, split it.")
        return path.read_bytes()
    except FileNotFoundError:
        raise Unreadable(f"There is no file {path}; nothing was read, look at name and folder.") from None
    except OSError as error:
        raise Unreadable(
            f"{path.name} cannot be read ({error.strerror or 'no file'}); nothing was read, look at name and folder."
        ) from None


def require_list(name: str, data: bytes) -> None:
    """Raise Unreadable, naming what it is, where a file is of a kind that holds no list."""
    text = data.strip()
    what = next((what for sign, what in _REFUSED if text[: len(sign)].upper() == sign.upper()), "")
    if not what and text.endswith(b">") and _TAG.match(text):
        what = "an XML document"
    if what:
        raise Unreadable(f"{name} is {what}, not a list; nothing was read, save it as CSV or XLSX.")


def read_bytes(name: str, data: bytes, choices: Choices = AS_IT_COMES, limits: Limits = LIST) -> Reading:
    """Return the reading of what a file of this name holds."""
    require_list(name, data)
    if not is_workbook(data):
        return _from_text(name, data, choices, limits)
    if other_formats.is_one(data):
        found = _from_workbook(name, other_formats.read(name, data, limits), choices, limits)
        return found.doubting([Doubt(HIDDEN, OLD)])
    if other_formats.is_ods(data):
        return _from_workbook(name, ods.read(name, data, limits), choices, limits)
    return _from_workbook(name, xlsx.read(name, data, limits), choices, limits)


def is_workbook(data: bytes) -> bool:
    """Say whether bytes begin as a workbook does, old or new."""
    return data.startswith(b"PK") or other_formats.is_one(data)


def _from_text(name: str, data: bytes, choices: Choices, limits: Limits) -> Reading:
    text, encoding, doubts = decoding.decode(name, data, choices.encoding)
    rows, more = delimited.read(name, text)
    return _cleaned(Reading(name, tuple(rows), encoding=encoding, doubts=(*doubts, *more)), limits)


def _from_workbook(name: str, pages: list[workbook.Page], choices: Choices, limits: Limits) -> Reading:
    page, doubts = workbook.chosen(name, pages, choices)
    rows, more = workbook.rows(page)
    return _cleaned(Reading(name, tuple(rows), sheet=page.name, doubts=(*doubts, *more)), limits)


def _cleaned(reading: Reading, limits: Limits) -> Reading:
    """Return a reading whose cells are clean, without empty rows and ends; raise Unreadable where it is too large."""
    rows: list[Row] = []
    cut: list[Doubt] = []
    for row in reading.rows:
        texts = [clean_line(cell, limit=limits.cell) for cell in row.cells]
        while texts and not texts[-1]:
            texts.pop()
        if not texts:
            continue
        where = f"{reading.name}, line {row.line},"
        if len(rows) >= limits.rows:
            raise Unreadable(f"{reading.name} has more than {limits.rows:,} rows; nothing was read, split the list.")
        if len(texts) > limits.columns:
            raise Unreadable(f"{where} has more than {limits.columns} columns; nothing was read, save a smaller list.")
        cut += [
            Doubt(
                CUT, f"the cell in column {place} is longer than {limits.cell} characters and was cut", row.line, place
            )
            for place, cell in enumerate(row.cells, 1)
            if len(cell) > limits.cell and len(clean_line(cell)) > limits.cell
        ]
        rows.append(Row(row.line, tuple(texts)))
    return Reading(reading.name, tuple(rows), reading.sheet, reading.encoding, (*reading.doubts, *cut))
