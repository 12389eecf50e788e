"""Read a list of schools as the DfE's register or a council gives it, and make a school table of it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hep_tui.domain.resolve.folding import plain
from hep_tui.domain.schools import School
from hep_tui.domain.text import clean_line
from hep_tui.domain.wording import counted
from hep_tui.errors import HepError
from hep_tui.exchange.school_sorts import Sort, sort_of
from hep_tui.tables.heading import Columns, Vocabulary, doubts_of, find_columns
from hep_tui.tables.leftovers import body_of
from hep_tui.tables.reading import Choices, Limits, Reading, Row, spread

LIMITS = Limits(size=100_000_000, rows=100_000, columns=400, cells=40_000_000)
"""The whole of the DfE's register has about 50,000 establishments with about 140 columns."""
_WORDS: Mapping[str, tuple[str, ...]] = {
    "urn": ("urn", "uniquereferencenumber", "schoolnumber", "schoolno", "seedcode", "practicecode", "organisationcode"),
    "name": ("establishmentname", "schoolname", "name", "practicename", "organisationname", "enwrysgol"),
    "phase": ("phaseofeducation", "phase", "schoolphase"),
    "type": ("typeofestablishment", "type", "schooltype"),
    "status": ("establishmentstatus", "status", "schoolstatus"),
    "trust": ("trusts", "trust", "trustname"),
    "religious": ("religiouscharacter",),
    "town": ("town", "posttown"),
    "postcode": ("postcode",),
    "pupils": ("numberofpupils", "pupils", "pupilsonroll", "numberonroll", "listsize", "registeredpatients"),
    "opened": ("opendate", "openingdate"),
    "authority": ("la", "localauthority", "laname"),
    "authority_code": ("lacode",),
}
_CLOSED = re.compile(r"(closed|proposed to open|pending).*", re.IGNORECASE)


@dataclass(frozen=True)
class Said:
    """Hold what a person says of a list: the authority whose schools are wanted, and the phases that words mean."""

    authority: str = ""
    phases: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Made:
    """Hold the schools of a list, who was left out and why, and what a person should look at."""

    schools: list[School] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    doubts: list[str] = field(default_factory=list)
    unplaced: Counter[str] = field(default_factory=Counter)


def meaning(header: str) -> tuple[str, int]:
    """Return what a column holds, and how surely; of a pair of columns the one with codes is passed over."""
    squeezed = re.sub(r"[\W_]+", "", plain(header.removesuffix("(name)")))
    if squeezed == "lacode":
        return "authority_code", 1
    return next(((what, 1) for what, words in _WORDS.items() if squeezed in words), ("", 0))


SCHOOLS = Vocabulary(meaning, frozenset(_WORDS), frozenset({"urn"}), "URN and EstablishmentName")


def make(reading: Reading, choices: Choices, said: Said, phase_named: Callable[[str], str]) -> Made:
    """Return the open schools of a list; `phase_named` gives the id of the pack's phase that a word means, or nothing.

    Raises HepError where the list has no such columns, has the schools of several authorities, or has schools whose
    phase nobody has said.
    """
    columns = find_columns(reading, SCHOOLS, choices)
    if "name" not in columns.places:
        raise HepError(f"{reading.name} has no column of names; nothing was written, name it with --columns.")
    rows, doubts = body_of(columns, reading)
    made = Made(doubts=[str(doubt) for doubt in (*reading.doubts, *doubts) if doubt.line])
    found = list(_open(_asked_for(rows, columns, said), columns, made))
    if not said.authority:
        _require_one_authority(found, columns, reading.name)
    for row in found:
        _take(row, columns, said, phase_named, made)
    if made.unplaced:
        raise HepError(_unplaced(made.unplaced))
    if not made.schools:
        raise HepError(f"{reading.name} has no open school of that authority; nothing was written.")
    return made


def _open(rows: Iterable[Row], columns: Columns, made: Made) -> Iterator[Row]:
    for row in rows:
        status = columns.cell(row, "status")
        if _CLOSED.fullmatch(status):
            made.left_out[status.lower()] += 1
        else:
            yield row


def _asked_for(rows: Iterable[Row], columns: Columns, said: Said) -> Iterator[Row]:
    """Yield the rows of the authority that is asked for, all where none is."""
    asked = plain(said.authority)
    return (row for row in rows if not asked or asked in map(plain, _authority(row, columns)))


def _authority(row: Row, columns: Columns) -> tuple[str, str]:
    return columns.cell(row, "authority"), columns.cell(row, "authority_code")


def _require_one_authority(rows: Iterable[Row], columns: Columns, name: str) -> None:
    there = Counter(_authority(row, columns) for row in rows)
    if len(there) > 1:
        listed = spread((f"{name or code} ({n})" for (name, code), n in there.most_common()), 8)
        raise HepError(
            f"{name} has the schools of {counted(len(there), 'authority', 'authorities')}: {listed}; nothing was "
            "written, say which with --authority."
        )


def _take(row: Row, columns: Columns, said: Said, phase_named: Callable[[str], str], made: Made) -> None:
    """Take one school, or keep why it cannot be placed."""
    cell = {what: clean_line(columns.cell(row, what)) for what in _WORDS}
    sort = sort_of(cell["type"], cell["phase"])
    if sort is None:
        made.left_out[f"of the type {cell['type']}, which is not a school"] += 1
        return
    phase = next((id for word in (cell["phase"], *sort.phases) if (id := said.phases.get(plain(word), ""))), "")
    phase = phase or next(filter(None, map(phase_named, sort.phases)), "")
    if not phase:
        made.unplaced[cell["phase"] or cell["type"]] += 1
        return
    if any(school.urn == cell["urn"] for school in made.schools):
        made.doubts.append(f"line {row.line}: {cell['urn']} is there twice; the first was taken")
        return
    made.schools.append(_school(cell, sort, phase, row.line, made))


def _school(cell: Mapping[str, str], sort: Sort, phase: str, line: int, made: Made) -> School:
    pupils = cell["pupils"].replace(",", "")
    known = pupils.isascii() and pupils.isdigit()
    if pupils and not known:
        made.doubts.append(f"line {line}: “{pupils[:20]}” is not a number of pupils; none was taken")
    census = int(pupils) if known else None
    return School(
        urn=cell["urn"],
        name=cell["name"],
        phase=phase,
        sector=sort.sector,
        type=cell["type"],
        maintained=sort.maintained,
        religious=cell["religious"],
        religious_basis="source" * bool(cell["religious"]),
        town=cell["town"],
        postcode=cell["postcode"],
        pupils=census,
        opened=cell["opened"],
        note=f"trust: {cell['trust']}" if cell["trust"] else "",
    )


def _unplaced(unplaced: Mapping[str, int]) -> str:
    listed = "; ".join(f"{word or 'nothing'} ({n})" for word, n in unplaced.items())
    example = ";".join(f"{word}=PHASE" for word in unplaced)
    return (
        f"No phase of the pack is called so: {listed}; nothing was written, say what they are with --phases "
        f"'{example}'."
    )


def heading(reading: Reading, choices: Choices) -> tuple[str, ...]:
    """Return the cells of the row that heads a list."""
    return find_columns(reading, SCHOOLS, choices).headers


def doubts(reading: Reading, choices: Choices) -> Sequence[str]:
    """Return what a person should know about how a list was read."""
    found = find_columns(reading, SCHOOLS, choices)
    return [str(doubt) for doubt in doubts_of(found, reading)]
