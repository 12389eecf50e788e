"""Schools: hep schools import."""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.commands import listed

if TYPE_CHECKING:
    from hep_tui.domain.schools import School
    from hep_tui.exchange.school_list import Made, Said
    from hep_tui.tables.reading import Choices, Reading

_KEPT = "school-lists.json"
_PHASES = '--phases is a list of WORD=PHASE with ; between them, as "Not applicable=special;16 plus=post-16"'


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command for school tables."""
    schools = sub.add_parser("schools", description="Work with school tables.")
    inner = schools.add_subparsers(metavar="import", required=True)
    made = inner.add_parser(
        "import",
        help="make a school table of the DfE's or a council's list",
        description="Make the school table of a pack of a list as the DfE's register (Get Information about Schools) "
        "or a council gives it: CSV or a workbook, whatever its encoding. Closed schools are left out. What columns "
        "and phases mean is asked for once, and remembered for lists with the same headings.",
    )
    made.add_argument("list", type=Path, metavar="LIST")
    made.add_argument("-o", "--output", type=Path, required=True, metavar="SCHOOLS.csv", help="the table to write")
    made.add_argument("--pack", default="", help="the pack whose phases the schools have")
    made.add_argument("--authority", default="", metavar="NAME", help="name or code of the authority wanted")
    made.add_argument(
        "--phases",
        default="",
        metavar="WORD=PHASE;…",
        help="what words of the list are in the pack",
    )
    made.add_argument("--force", action="store_true", help="write over a table that is there")
    listed.add_flags(made)
    made.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the table and say what is in it, who was left out, and what is in doubt."""
    from hep_tui.errors import HepError
    from hep_tui.exchange import school_list
    from hep_tui.tables.read import read_table

    if args.output.exists() and not args.force:
        raise HepError(f"{args.output} already exists and was left as it is; choose another name, or say --force.")
    given = listed.choices(args)
    reading = read_table(args.list, given, school_list.LIMITS)
    choices, said = _remembered(reading, given, args)
    made = school_list.make(reading, choices, said, _phases(args.pack))
    _write(args.output, made.schools)
    _remember(reading, choices, said)
    _tell(args.output, made, [*school_list.doubts(reading, choices), *made.doubts])
    return 0


def _remembered(reading: "Reading", given: "Choices", args: argparse.Namespace) -> "tuple[Choices, Said]":
    """Return what was said of a list: by the flags, else as it was said of a list with the same headings."""
    from dataclasses import replace

    from hep_tui import locations
    from hep_tui.domain.resolve.folding import plain
    from hep_tui.exchange import remembered
    from hep_tui.exchange.school_list import Said

    held = remembered.recall(locations.state_dir() / _KEPT, [row.cells for row in reading.rows[:20]])
    columns = dict(given.columns) or held.get("columns", {})
    phases = listed.pairs(args.phases, _PHASES) or held.get("phases", {})
    if held and not (given.columns and args.phases):
        print(f"hep: {reading.name} is read as you said of such a list before.", file=sys.stderr)
    folded = {plain(word): phase for word, phase in phases.items()}
    return replace(given, columns=columns), Said(args.authority, folded)


def _remember(reading: "Reading", choices: "Choices", said: "Said") -> None:
    from hep_tui import locations
    from hep_tui.exchange import remembered
    from hep_tui.exchange.school_list import heading

    if choices.columns or said.phases:
        held = {"columns": dict(choices.columns), "phases": dict(said.phases)}
        remembered.keep(locations.state_dir() / _KEPT, heading(reading, choices), held)


def _phases(name: str) -> Callable[[str], str]:
    """Return what finds the phase of a pack that a word means; without a pack the words are the phases."""
    from hep_tui import locations
    from hep_tui.domain.formats import plain_id
    from hep_tui.domain.pack_read import find_pack, read_pack
    from hep_tui.domain.terms import term_named

    if not name:
        return lambda word: "" if plain_id(word) else word
    phases = read_pack(find_pack(name, locations.packs_dir())).phases
    return lambda word: term_named(word, phases)


def _write(path: Path, schools: "list[School]") -> None:
    """Write the table whole or not at all. Raises HepError where it could not be read again."""
    from hep_tui.domain.schools import COLUMNS, read_table
    from hep_tui.errors import HepError

    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(COLUMNS)
            rows.writerows([_cell(getattr(school, name)) for name in COLUMNS] for school in schools)
        if faults := read_table(part).faults:
            raise HepError(f"{path.name}:{faults[0].words}; nothing was written, put it right in the list.")
        part.replace(path)
    except OSError as error:
        raise HepError(
            f"{path} could not be written ({error.strerror or error}); nothing was left behind, choose another folder."
        ) from None
    finally:
        part.unlink(missing_ok=True)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _tell(path: Path, made: "Made", doubts: list[str]) -> None:
    """Say what the table holds, who was left out, and what a person should look at."""
    from hep_tui.domain.wording import counted

    phases = ", ".join(f"{phase} {n}" for phase, n in Counter(s.phase for s in made.schools).items())
    taking_part = sum(school.takes_part for school in made.schools)
    maintained = sum(school.maintained for school in made.schools)
    print(
        f"Wrote {counted(len(made.schools), 'school')} to {path}: {phases}; {taking_part} vote and pay, {maintained} "
        "maintained."
    )
    for why, n in made.left_out.items():
        print(f"hep: left out: {n} {why}.", file=sys.stderr)
    for doubt in doubts:
        print(f"hep: {doubt}.", file=sys.stderr)
