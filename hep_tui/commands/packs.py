"""Packs: hep pack check."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hep_tui.domain.pack_check import Fault


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands for packs."""
    pack = sub.add_parser("pack", help="check a pack", description="Work with packs.")
    inner = pack.add_subparsers(metavar="check", required=True)
    check = inner.add_parser(
        "check",
        help="say everything that is wrong with a pack",
        description="Check a pack: every fault with its line, its key, and what was expected.",
    )
    check.add_argument("pack", help="a TOML file, or the name of a pack that ships with hep")
    check.add_argument("--json", action="store_true", help="print a list of faults as JSON")
    check.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the faults of a pack; 0 where there are none, 1 where there are."""
    from hep_tui import locations
    from hep_tui.domain.pack_check import check
    from hep_tui.domain.pack_read import find_pack, read_pack, read_school_table, read_text

    path = Path(find_pack(args.pack, locations.packs_dir()))
    faults = check(read_text(path))
    if faults:
        _say(path, faults, args.json)
        return 1
    pack = read_pack(path)
    schools = read_school_table(pack, path, locations.schools_dir())
    sound = (
        f"{path.name} is sound: {pack.title}; {len(pack.agendas)} agendas, {len(pack.themes)} themes, "
        f"{len(pack.priorities)} priorities, {len(pack.models)} models, {len(schools)} schools."
    )
    print("[]" if args.json else sound)
    return 0


def _say(path: Path, faults: list["Fault"], as_json: bool) -> None:
    from hep_tui.domain.wording import counted

    if as_json:
        print(json.dumps([vars(f) for f in faults]))
        return
    for fault in faults:
        print(f"{path.name}:{fault.words}", file=sys.stderr)
    print(f"hep: {path.name} has {counted(len(faults), 'fault')}.", file=sys.stderr)
