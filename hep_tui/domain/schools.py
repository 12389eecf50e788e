"""The borough's schools, as its table lists them."""

import csv
import dataclasses
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from hep_tui.domain.quotation import unclosed
from hep_tui.domain.text import clean_line
from hep_tui.errors import HepError


@dataclass(frozen=True)
class School:
    """Hold one establishment. `urn` has six digits; `pupils` is None where the census gives none."""

    urn: int
    name: str
    phase: str
    sector: str = "state"
    type: str = ""
    maintained: bool = False
    religious: str = ""
    religious_basis: str = ""
    town: str = ""
    postcode: str = ""
    pupils: int | None = None
    opened: str = ""
    note: str = ""


COLUMNS = tuple(field.name for field in dataclasses.fields(School))
_NEEDED = ("urn", "name", "phase")
_LARGEST = 1_000_000


def read_schools(path: Path, phases: Collection[str] = ()) -> tuple[School, ...]:
    """Return the schools of a CSV table with the columns of `School`, in its order; `phases` are those allowed.

    Raises HepError naming line and column of the first cell that cannot be right.
    """
    schools: dict[int, School] = {}
    for line, row in _rows(path):
        where = f"{path.name}:{line}"
        school = _school(where, row)
        if school.urn in schools:
            raise HepError(f"{where}: urn {school.urn} stands twice, and a URN names one school; correct the table.")
        if phases and school.phase not in phases:
            raise HepError(f"{where}: phase {school.phase[:40]!r} is not in the pack; it has {', '.join(phases)}.")
        schools[school.urn] = school
    return tuple(schools.values())


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Give each row with the number of its last line."""
    text = _text(path)
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="", strict=True)
    try:
        names = [name.strip() for name in reader.fieldnames or ()]
        reader.fieldnames = names
        for name in _NEEDED:
            if name not in names:
                raise HepError(f"{path.name}:1: the school table has no column {name}; it needs urn, name and phase.")
        for row in reader:
            if "" in row and "" not in names:
                raise HepError(f"{path.name}:{reader.line_num}: there are more cells than columns; quote the commas.")
            yield reader.line_num, row
    except csv.Error as error:
        if where := unclosed(text, ","):
            raise HepError(
                f"{path.name}:{where[0]}: the cell in column {where[1]} begins with a quotation mark and does not end "
                "with one; close it or take it out."
            ) from None
        raise HepError(f"{path.name}:{reader.line_num}: the line is not valid CSV ({error}); correct it.") from None


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise HepError(f"{path.name} is larger than 1 MB, which no borough's table is; check the name in the pack.")
        return path.read_text("utf-8-sig")
    except (OSError, ValueError):
        raise HepError(
            f"The school table {path.name} cannot be read as UTF-8 text; check the name in the pack."
        ) from None


def _school(where: str, row: Mapping[str, str]) -> School:
    cells = {name: clean_line(row.get(name, "")) for name in COLUMNS}
    for name, right, expected in (
        ("urn", _digits(cells["urn"]) and len(cells["urn"]) == 6, "a URN has six digits"),
        ("name", bool(cells["name"]), "every school has a name"),
        ("phase", bool(cells["phase"]), "every school has a phase"),
        ("pupils", not cells["pupils"] or _digits(cells["pupils"]), "write a whole number, or nothing if unknown"),
        ("maintained", cells["maintained"] in ("", "yes", "no"), "write yes or no"),
    ):
        if not right:
            raise HepError(f"{where}: {name} is {cells[name][:40]!r}; {expected}.")
    texts = {name: cells[name] for name in COLUMNS if name not in ("urn", "pupils", "maintained") and cells[name]}
    pupils = int(cells["pupils"]) if cells["pupils"] else None
    return School(urn=int(cells["urn"]), pupils=pupils, maintained=cells["maintained"] == "yes", **texts)


def _digits(cell: str) -> bool:
    return cell.isascii() and cell.isdigit() and len(cell) <= 6
