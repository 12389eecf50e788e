"""The borough's schools, as its table lists them."""

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from hep_tui.domain import formats, schema
from hep_tui.domain.key import Key
from hep_tui.domain.nouns import Said
from hep_tui.domain.quotation import unclosed
from hep_tui.domain.record import PlaceNumber
from hep_tui.domain.schema import Fault, entries
from hep_tui.domain.text import clean_line
from hep_tui.errors import HepError

SECTORS = ("state", "non-maintained", "independent", "FE")
_TAKING_PART = ("state", "non-maintained")
_LARGEST = 1_000_000
_MOST_FAULTS = 200
_YES = {"yes": True, "no": False}


@dataclass(frozen=True)
class School:
    """Hold one establishment. `urn` is its number, as text; `pupils` is None where the census gives none."""

    urn: Annotated[
        PlaceNumber,
        Key("the number that no other has", most=16, fits=formats.place_number),
        Said("Number of the {place}"),
    ]
    name: Annotated[str, Key("what people read", read=True), Said("Name")]
    phase: Annotated[
        str,
        Key("the id of a phase of the pack", names="phases", read=True),
        Said("Phase of the {place}", codes="phase", needed=False),
    ]
    sector: Annotated[
        str,
        Key("state and non-maintained ones vote and pay", one_of=SECTORS),
        Said("Sector: state, non-maintained, independent, college"),
    ] = "state"
    type: Annotated[str, Key("what sort it is"), Said("Type of establishment")] = ""
    maintained: Annotated[
        bool,
        Key("whether its authority maintains it", one_of=tuple(_YES)),
        Said("Maintained by the local authority", needed=False),
    ] = False
    religious: Annotated[str, Key("religious character"), Said("Religious character")] = ""
    religious_basis: Annotated[
        str, Key("where that is known from"), Said("Where the religious character is known from")
    ] = ""
    town: Annotated[str, Key("where it is"), Said("Town")] = ""
    postcode: Annotated[str, Key("where it is, exactly"), Said("Postcode")] = ""
    pupils: Annotated[
        int | None, Key("how many it has; nothing where that is not known", within=range(100_000)), Said("{Learners}")
    ] = None
    opened: Annotated[
        str, Key("when it opened, as the source gives it"), Said("Opening date as the source gives it")
    ] = ""
    note: Annotated[str, Key("what else is to be known", most=schema.LONG), Said("Note")] = ""

    @property
    def takes_part(self) -> bool:
        """Say whether it votes and pays; independent ones and colleges are outside."""
        return self.sector in _TAKING_PART


COLUMNS = entries(School)


@dataclass(frozen=True)
class Table:
    """Hold what was read of a school table: its schools, every fault, and the columns that it has."""

    schools: tuple[School, ...]
    faults: tuple[Fault, ...]
    columns: tuple[str, ...] = ()


def read_schools(path: Path, phases: Collection[str] = ()) -> tuple[School, ...]:
    """Return the schools of a CSV table with the columns of `School`, in its order; `phases` are those allowed.

    Raises HepError naming line and column of the first cell that cannot be right, and how many more there are.
    """
    table = read_table(path, phases)
    if table.faults:
        first, more = table.faults[0], len(table.faults) - 1
        others = f" ({more} more: hep pack check lists them all)" if more else ""
        raise HepError(f"{path.name}:{first.words}{others}; nothing was changed, mend the table.")
    return table.schools


def read_table(path: Path, phases: Collection[str] = ()) -> Table:
    """Return a school table with every fault in it, in the order of its lines.

    Raises HepError where it is no small UTF-8 text file.
    """
    text = _text(path)
    try:
        lines = list(_lines(text))
    except csv.Error as error:
        return Table((), (_not_csv(text, error, path.name),))
    reader = _Reader(path.name, phases or None)
    for line, cells in lines:
        reader.row(line, cells)
    if not lines:
        reader.row(1, [])
    return Table(tuple(reader.schools.values()), tuple(reader.faults), tuple(reader.columns or ()))


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give each row that says anything with the number of its last line."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, cells


def _not_csv(text: str, error: csv.Error, name: str) -> Fault:
    if where := unclosed(text, ","):
        return Fault(*where, "", "the cell begins with a quotation mark and does not end with one; close it", name)
    return Fault(text.count("\n") + 1, 1, "", f"not valid CSV: {schema.short(str(error))}", name)


class _Reader:
    """Read a school table row by row, and keep what is wrong with it."""

    def __init__(self, name: str, phases: Collection[str] | None) -> None:
        self.name = name
        self.phases = phases
        self.columns: list[str] | None = None
        self.schools: dict[str, School] = {}
        self.faults: list[Fault] = []

    def row(self, line: int, cells: list[str]) -> None:
        """Take the first row as the heading, and any other as a school."""
        if len(self.faults) > _MOST_FAULTS:
            return
        if self.columns is None:
            self.columns = [clean_line(cell) for cell in cells]
            self._heading(line, self.columns)
            return
        if len(cells) > len(self.columns):
            self._wrong(line, len(self.columns) + 1, "", "there are more cells than columns; quote the commas")
        held = {key: (place, cell) for place, (key, cell) in enumerate(zip(self.columns, cells, strict=False), 1)}
        found = {key: self._value(line, *held.get(key, (1, "")), key) for key in self.columns if key in COLUMNS}
        self._keep(line, {key: value for key, value in found.items() if value is not None})

    def _heading(self, line: int, columns: list[str]) -> None:
        for place, key in enumerate(columns, 1):
            if key not in COLUMNS:
                suggested = schema.suggestion(key, COLUMNS) or "; a school table has no such column, take it out"
                self._wrong(line, place, key, f"unknown column{suggested}")
            elif columns.index(key) != place - 1:
                self._wrong(line, place, key, "is there twice")
        for key, entry in COLUMNS.items():
            if entry.needed and key not in columns:
                self._wrong(line, 1, "", f"column {key} is missing")

    def _value(self, line: int, place: int, cell: str, key: str) -> Any:
        """Return what a cell says, or None where it says nothing or cannot be right."""
        entry, text = COLUMNS[key], clean_line(cell)
        wrong = self._cell_fault(entry, text)
        if wrong:
            self._wrong(line, place, key, wrong)
        if wrong or not text:
            return None
        if entry.type is bool:
            return _YES[text]
        return text if entry.type is str else int(text)

    def _cell_fault(self, entry: schema.Entry, text: str) -> str:
        if entry.type in (str, bool):
            known = (text,) if self.phases is None else self.phases
            return schema.text_fault(text, entry.key, {"phases": known})
        if not text and not entry.needed:
            return ""
        written = text.isascii() and text.isdigit() and len(text) < 10
        return schema.number_fault(int(text) if written else text, entry.key)

    def _keep(self, line: int, found: Mapping[str, Any]) -> None:
        urn = found.get("urn")
        if urn in self.schools:
            column = 1 + (self.columns or []).index("urn")
            self._wrong(line, column, "urn", f"{urn} is there twice, and names one school")
        elif all(key in found for key, entry in COLUMNS.items() if entry.needed):
            self.schools[found["urn"]] = School(**found)

    def _wrong(self, line: int, place: int, key: str, message: str) -> None:
        self.faults.append(Fault(line, place, schema.short(key), message, self.name))


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise HepError(f"{path.name} is larger than 1 MB, which no borough's table is; check the name in the pack.")
        return path.read_text("utf-8-sig")
    except (OSError, ValueError):
        raise HepError(
            f"The school table {path.name} cannot be read as UTF-8 text; check the name in the pack."
        ) from None
