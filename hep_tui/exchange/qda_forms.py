"""Notes and codes for programs that code texts but take them as a list: NVivo, MAXQDA, Taguette."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from hep_tui.exchange import workbook
from hep_tui.exchange.qda_codes import Code, Row, plain

Marks = Mapping[str, Sequence[tuple[str, str]]]
_LONGEST = 63
"""MAXQDA cuts the name of a code there."""
_NVIVO = ("id", "text", "meeting", "date", "question", "sentiment", "kind", "phase", "role", "groups", "themes")


def taguette(folders: Sequence[Code]) -> str:
    """Return the codes as a code book of Taguette: a path of names, and what the code is for."""
    out = io.StringIO(newline="")
    sheet = csv.writer(out, lineterminator="\n")
    sheet.writerow(("tag", "description"))
    sheet.writerows(
        (".".join(name.replace(".", " ") for name in names), code.hint) for names, code in _codable(folders)
    )
    return out.getvalue()


def maxqda(xlsxwriter: Any, path: Path, folders: Sequence[Code]) -> None:
    """Write the codes as MAXQDA reads them from a table: the path to each with `\\` between names, and a memo."""
    rows = [("Code", "Memo")]
    for names, code in _codable(folders):
        rows.append(("\\".join(name.replace("\\", "/")[:_LONGEST].strip() for name in names), code.hint))
    workbook.write_rows(xlsxwriter, path, "codes", rows)


def nvivo(xlsxwriter: Any, path: Path, held: Mapping[str, Sequence[Row]], marks: Marks) -> None:
    """Write the notes as a dataset of NVivo, a row each: `text` is to be coded, the other columns say of what kind."""
    workbook.write_rows(xlsxwriter, path, "notes", [_NVIVO, *_notes(held, marks)])


def _notes(held: Mapping[str, Sequence[Row]], marks: Marks) -> Iterator[tuple[str, ...]]:
    meetings = {row["id"]: row for row in held["meetings"]}
    labels = {("theme", row["theme"]): row["theme_label"] for row in held["note_themes"]}
    labels |= {("group", row["group"]): row["group_label"] for row in held["note_groups"]}
    columns = ("item_label", "sentiment_label", "kind", "phase_label", "role_label")
    for note in held["notes"]:
        meeting = meetings.get(note["meeting"], {})
        said = {kind: "; ".join(labels[m] or m[1] for m in marks.get(note["id"], ()) if m[0] == kind)
                for kind in ("group", "theme")}  # fmt: skip
        where = (meeting.get("title", ""), meeting.get("date", ""))
        yield (note["id"], plain(note["text"]), *where, *(note[name] for name in columns), said["group"], said["theme"])


def _codable(folders: Sequence[Code]) -> Iterator[tuple[tuple[str, ...], Code]]:
    for folder in folders:
        yield from (found for found in folder.paths() if found[1].codable)
