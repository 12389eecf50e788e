"""Read XLS and XLSB in a process of their own, with bounds: their reader may abort on a hostile file.

Run as `python -m hep_tui.tables.other_formats` with the bytes on standard input, this prints the sheets as JSON.
"""

import contextlib
import io
import json
import subprocess
import sys
from typing import Any

from hep_tui.tables.reading import Limits, Unreadable
from hep_tui.tables.workbook import Page

_SECONDS = 60
_MEMORY = 1_000_000_000
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK"


def is_one(data: bytes) -> bool:
    """Say whether these bytes begin as an old workbook, or hold one in binary parts."""
    return data.startswith(_OLE) or (data.startswith(_ZIP) and "xl/workbook.bin" in _parts(data))


def is_ods(data: bytes) -> bool:
    """Say whether these bytes hold an OpenDocument workbook."""
    return data.startswith(_ZIP) and "content.xml" in _parts(data)


def _parts(data: bytes) -> set[str]:
    import zipfile

    with contextlib.suppress(zipfile.BadZipFile, OSError, ValueError), zipfile.ZipFile(io.BytesIO(data)) as archive:
        return set(archive.namelist())
    return set()


def read(name: str, data: bytes, limits: Limits) -> list[Page]:
    """Return the sheets of an XLS or XLSB workbook. Raises Unreadable where it cannot be read in bounds."""
    try:
        found = in_child("hep_tui.tables.other_formats", data)
    except ValueError:
        raise Unreadable(
            f"{name} is not a workbook that hep can read, or is locked by a password; nothing was read, save it as "
            "XLSX or CSV."
        ) from None
    if "refused" in found:
        raise Unreadable(f"{name} {found['refused']}; nothing was read, save it as XLSX or CSV.")
    return [_page(name, sheet, limits) for sheet in found["sheets"]]


def in_child(module: str, data: bytes) -> Any:
    """Return what a module run by itself prints as JSON of these bytes. Raises ValueError where it fails or hangs."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", module], input=data, capture_output=True, timeout=_SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise ValueError(module) from error
    return json.loads(done.stdout)


def bound() -> None:
    """Let this process, which reads a file of others, take only so much memory."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        # Windows has no such limit; there the size of the file alone bounds what is read.
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _page(name: str, sheet: dict[str, Any], limits: Limits) -> Page:
    page = Page(sheet["name"], sheet["visible"], merged=[(a, b, c, d) for a, b, c, d in sheet["merged"]])
    for line, column, text in sheet["cells"]:
        if column > limits.columns:
            raise Unreadable(
                f"{name}, sheet {page.name}, line {line}, has more than {limits.columns} columns; nothing was read."
            )
        page.put(line, column, text)
    return page


def _child() -> dict[str, Any]:
    """Return what the workbook on standard input holds."""
    bound()
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    except python_calamine.PasswordError:
        return {"refused": "is locked by a password"}
    kinds, states = python_calamine.SheetTypeEnum, python_calamine.SheetVisibleEnum
    sheets = []
    for about in book.sheets_metadata:
        if about.typ == kinds.WorkSheet:
            sheet = book.get_sheet_by_name(about.name)
            sheets.append({
                "name": about.name, "visible": about.visible == states.Visible, "cells": _cells(sheet),
                "merged": [(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in sheet.merged_cell_ranges or ()],
            })  # fmt: skip
    return {"sheets": sheets}


def _cells(sheet: Any) -> list[tuple[int, int, str]]:
    """Return the filled cells with row and column, from 1."""
    return [
        (line, column, text)
        for line, row in enumerate(sheet.to_python(skip_empty_area=False), 1)
        for column, value in enumerate(row, 1)
        if (text := _text(value))
    ]


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


if __name__ == "__main__":
    json.dump(_child(), sys.stdout)
