"""Packs: hep pack check."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.commands.as_json import as_json

if TYPE_CHECKING:
    from hep_tui.domain.pack import Pack
    from hep_tui.domain.schema import Fault


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands for packs."""
    pack = sub.add_parser("pack", help="check a pack", description="Work with packs.")
    inner = pack.add_subparsers(metavar="check", required=True)
    check = inner.add_parser(
        "check",
        help="say everything that is wrong with a pack",
        description="Check a pack and its school table: every fault with its line, its key, and what was expected.",
    )
    check.add_argument("pack", help="a TOML file, or the name of a pack that ships with hep")
    check.add_argument("--json", action="store_true", help="print a list of faults as JSON")
    check.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the faults of a pack and its school table; 0 where there are none, 1 where there are."""
    from hep_tui import locations
    from hep_tui.domain.pack_read import find_pack, read_pack
    from hep_tui.domain.pack_whole import check_whole

    path = Path(find_pack(args.pack, locations.packs_dir()))
    found = check_whole(path, locations.schools_dir())
    if found.faults:
        _say(path, found.faults, args.json)
        return 1
    print("[]" if args.json else _sound(path.name, read_pack(path), len(found.schools)))
    for taken in found.taken:
        print(f"hep: {taken}.", file=sys.stderr)
    return 0


def _sound(name: str, pack: "Pack", schools: int) -> str:
    from hep_tui.domain.wording import counted

    held = (
        counted(len(pack.agendas), "agenda"),
        counted(len(pack.themes), "theme"),
        counted(len(pack.priorities), "priority", "priorities"),
        counted(len(pack.models), "model"),
        counted(schools, "school"),
    )
    return f"{name} is sound: {pack.title}; {', '.join(held)}."


def _say(path: Path, faults: list["Fault"], objects: bool) -> None:
    from hep_tui.domain.wording import counted

    if objects:
        print(as_json([vars(fault) | {"file": fault.file or path.name} for fault in faults]))
        return
    for fault in faults:
        print(f"{fault.file or path.name}:{fault.words}", file=sys.stderr)
    print(f"hep: {path.name} has {counted(len(faults), 'fault')}.", file=sys.stderr)
