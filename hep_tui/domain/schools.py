"""The borough's schools, as its table lists them."""

import csv
from dataclasses import dataclass
from pathlib import Path

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


COLUMNS = (
    "urn", "name", "phase", "sector", "type", "maintained", "religious", "religious_basis", "town", "postcode",
    "pupils", "opened", "note",
)  # fmt: skip


def read_schools(path: Path) -> tuple[School, ...]:
    """Return the schools of a CSV table with the columns of `School`, in its order.

    Raises HepError naming line and column of the first cell that cannot be right.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise HepError(
            f"The school table {path.name} cannot be read as UTF-8 text; check the name in the pack."
        ) from None
    reader = csv.DictReader(text.splitlines())
    missing = [c for c in COLUMNS[:3] if c not in (reader.fieldnames or ())]
    if missing:
        raise HepError(
            f"{path.name}:1: the school table has no column {missing[0]}; it needs at least urn, name, phase."
        )
    schools: dict[int, School] = {}
    for row in reader:
        school = _school(path.name, reader.line_num, row)
        if school.urn in schools:
            raise HepError(f"{path.name}:{reader.line_num}: urn {school.urn} stands twice; a URN names one school.")
        schools[school.urn] = school
    return tuple(schools.values())


def _school(file: str, line: int, row: dict[str, str]) -> School:
    cells = {name: clean_line(row.get(name) or "") for name in COLUMNS}
    if not (len(cells["urn"]) == 6 and cells["urn"].isascii() and cells["urn"].isdigit()):
        raise HepError(f"{file}:{line}: urn is {cells['urn']!r}, and a URN has six digits; correct the table.")
    for name in ("name", "phase"):
        if not cells[name]:
            raise HepError(f"{file}:{line}: {name} is empty; correct the table.")
    pupils = cells["pupils"]
    if pupils and not (pupils.isascii() and pupils.isdigit()):
        raise HepError(f"{file}:{line}: pupils is {pupils!r}, not a whole number; leave it empty if unknown.")
    if cells["maintained"] not in ("", "yes", "no"):
        raise HepError(f"{file}:{line}: maintained is {cells['maintained']!r}; write yes or no.")
    texts = {n: v for n, v in cells.items() if n not in ("urn", "pupils", "maintained")}
    return School(
        urn=int(cells["urn"]),
        pupils=int(pupils) if pupils else None,
        maintained=cells["maintained"] == "yes",
        **{**texts, "sector": texts["sector"] or "state"},
    )
