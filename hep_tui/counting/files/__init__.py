"""Read and write ballot files: PrefLib, BLT, ABIF, CEF, own CSV, workbooks, NIST CDF JSON.

Readers are tolerant, give one warning per repair, and otherwise refuse in one sentence with file and line.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO

from hep_tui.counting.files import abif, blt, cdf, cef, long_csv, preflib, wide_csv
from hep_tui.counting.files.declared import AS_IT_COMES, Declared
from hep_tui.counting.files.headed import page_of, sheet
from hep_tui.counting.files.source import LIMITS, BallotFile, BallotFileError, Source, load
from hep_tui.counting.profile import TooManyPapers
from hep_tui.tables import read as tables
from hep_tui.tables.reading import Choices, Unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from hep_tui.counting.files.columns import Sheet
    from hep_tui.counting.profile import Profile

__all__ = [
    "READERS",
    "WRITERS",
    "BallotFile",
    "BallotFileError",
    "Declared",
    "Source",
    "page",
    "parse",
    "private",
    "read",
    "write",
]

Reader = Callable[[Source], BallotFile]

READERS: dict[str, Reader] = {
    "soc": preflib.read, "soi": preflib.read, "toc": preflib.read, "toi": preflib.read, "cat": preflib.read,
    "blt": blt.read, "abif": abif.read, "cvotes": cef.read, "json": cdf.read,
}  # fmt: skip
WRITERS: dict[str, Callable[[Profile], str]] = {
    "soc": preflib.write, "soi": preflib.write, "toc": preflib.write, "toi": preflib.write,
    "cat": preflib.write_approvals, "blt": blt.write, "abif": abif.write, "csv": long_csv.write,
}  # fmt: skip
_TABLES = ("csv", "tsv", "xlsx", "xls", "xlsb", "ods")


def read(path: Path, declared: Declared = AS_IT_COMES, choices: Choices = tables.AS_IT_COMES) -> BallotFile:
    """Read a ballot file by its ending, or by its look where the ending says nothing.

    `declared` says what the columns of a table mean, `choices` how the table is read. Raises BallotFileError in one
    sentence for whatever cannot be read.
    """
    data = load(path)
    if tables.is_workbook(data):
        source, found = _workbook(path.name, data, choices)
        return wide_csv.read_page(source, found, declared)
    return parse(Source.decode(path.name, data, choices.encoding), path.suffix.lower().lstrip("."), declared, choices)


def page(path: Path, choices: Choices = tables.AS_IT_COMES) -> tuple[Source, Sheet]:
    """Return a list of papers as a sheet, with the source that holds the warnings about it. Raises BallotFileError."""
    data = load(path)
    if tables.is_workbook(data):
        return _workbook(path.name, data, choices)
    _require_list(path.name, data)
    source = Source.decode(path.name, data, choices.encoding)
    return source, sheet(source, choices)


def _require_list(name: str, data: bytes) -> None:
    try:
        tables.require_list(name, data)
    except Unreadable as error:
        raise BallotFileError(str(error)) from None


def _workbook(name: str, data: bytes, choices: Choices) -> tuple[Source, Sheet]:
    """Return the sheet of a workbook; a cell that could not be read is not a blank, so it is refused."""
    try:
        reading = tables.read_bytes(name, data, choices, LIMITS)
    except Unreadable as error:
        raise BallotFileError(str(error)) from None
    source = Source(name, "")
    if lost := reading.unreadable:
        raise source.error(f"{lost[0].words}; nothing was read", lost[0].line)
    for doubt in reading.doubts:
        source.warn(doubt.words, doubt.line or None)
    return source, page_of(source, [(row.line, row.cells) for row in reading.rows], choices)


def parse(
    source: Source, ending: str = "", declared: Declared = AS_IT_COMES, choices: Choices = tables.AS_IT_COMES
) -> BallotFile:
    """Read ballots from text already in memory."""
    kind = ending if ending in (*READERS, *_TABLES) else _look(source.text)
    reader = READERS.get(kind)
    if reader is None:
        # How it begins and ends tells what it is.
        _require_list(source.name, f"{source.text[:200]}{source.text[-200:]}".encode("utf-8", "replace"))
    try:
        return reader(source) if reader else wide_csv.read(source, declared, choices)
    except TooManyPapers as error:
        raise source.error(str(error), 1) from None
    except RecursionError:
        raise source.error("this is nested too deeply to be a ballot file", 1) from None


def private(path: Path) -> TextIO:
    """Open a new file for writing that only its owner may read, where the system knows owners."""
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
    return os.fdopen(handle, "w", encoding="utf-8", newline="")


def write(profile: Profile, path: Path) -> None:
    """Write a profile in the format of the path's ending, refusing to replace a file.

    Raises BallotFileError for an unknown ending, or where a file or folder is in the way.
    """
    ending = path.suffix.lower().lstrip(".")
    if ending not in WRITERS:
        raise BallotFileError(f"{path.name}: ballots can be written as {', '.join(WRITERS)}, not as {ending!r}.")
    try:
        with private(path) as out:
            out.write(WRITERS[ending](profile))
    except OSError as error:
        raise BallotFileError(f"{path.name} was not written: {error.strerror}; nothing was replaced.") from None


def _look(text: str) -> str:
    lines = [line.strip() for line in text[:20_000].splitlines()]
    first = next((line for line in lines if line and not line.startswith("#")), "")
    if text.lstrip().startswith(("{", "[")) and '"CVR"' in text:
        return "json"
    if cef.SIGNATURE.match(text[:20_000]):
        return "cvotes"
    if re.match(r"# *(FILE NAME|TITLE|NUMBER|ALTERNATIVE)", text.lstrip()):
        return "toi"
    if re.fullmatch(r"\d++\s++\d++\s*+(#.*)?", first):
        return "blt"
    if re.search(r"^[ \t]*+(\d++[ \t]*+:|=\S+:)", text[:20_000], re.MULTILINE):
        return "abif"
    return "csv"
