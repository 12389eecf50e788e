"""Packs: hep pack new, edit and check."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.commands.as_json import as_json

if TYPE_CHECKING:
    from hep_tui.domain.pack import Pack
    from hep_tui.domain.pack_new import Start
    from hep_tui.domain.schema import Fault


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands for packs."""
    pack = sub.add_parser("pack", description="Work with packs.")
    inner = pack.add_subparsers(metavar="new|edit|check", required=True)
    check = inner.add_parser(
        "check",
        help="say everything that is wrong with a pack",
        description="Check a pack and its school table: every fault with its line, its key, and what was expected.",
    )
    check.add_argument("pack", help="a TOML file, or the name of a pack that ships with hep")
    check.add_argument("--json", action="store_true", help="print a list of faults as JSON")
    check.set_defaults(run=run)
    _add_new(inner)
    edit = inner.add_parser(
        "edit",
        help="open a pack in your editor, and check it when you are done",
        description="Open a pack in the editor that EDITOR names. When it is closed the pack is checked, and opened "
        "again at the first fault until it is sound or you say no.",
    )
    edit.add_argument("pack", type=Path, metavar="PACK.toml")
    edit.set_defaults(run=run_edit)


def _add_new(inner: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    new = inner.add_parser(
        "new",
        help="begin a pack of your own",
        description="Write NAME.toml here, a pack that is sound and says at every place what may be changed. What the "
        "flags leave out is asked, where there is somebody to ask. Parts of a list have semicolons between them.",
    )
    new.add_argument("name", metavar="NAME", help="small letters, digits and hyphens, such as wexbury-2027")
    new.add_argument("--title", default="", help="the title of the review")
    new.add_argument("--place", default="", help="the borough, county or cluster that it is about")
    new.add_argument("--schools", type=Path, metavar="SCHOOLS.csv", help="its school table, whose phases it takes")
    new.add_argument("--phases", default="", metavar="LABEL;…", help="the sorts of places, if there is no table yet")
    new.add_argument("--roles", default="", metavar="LABEL;…", help="what people are")
    new.add_argument("--themes", default="", metavar="LABEL;…", help="what notes are about")
    new.set_defaults(run=run_new)


def run_new(args: argparse.Namespace) -> int:
    """Write a new pack and say what comes next."""
    from hep_tui.domain.pack_new import new_pack
    from hep_tui.errors import HepError

    path = Path(f"{args.name}.toml")
    text = new_pack(_start(args))
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise HepError(f"{path} already exists and was left as it is; choose another name.") from None
    except OSError as error:
        raise HepError(f"{path} could not be written ({error.strerror or error}); choose another folder.") from None
    print(f"Wrote {path}. Change it with: hep pack edit {path}")
    print(f"Then begin the review with: hep new NAME.hep --pack {path}")
    return 0


def _start(args: argparse.Namespace) -> "Start":
    from hep_tui.domain.pack_new import Start

    place = args.place or _asked("Which borough, county or cluster is it about?", "My borough")
    title = args.title or _asked("What is the title of the review?", f"{place} review")
    usual = Start(args.name, title, place)
    given = {name: _parts(getattr(args, name)) or getattr(usual, name) for name in ("phases", "roles", "themes")}
    table = args.schools.name if args.schools else ""
    return Start(args.name, title, place, table, **given | _phases(args.schools))


def _asked(question: str, usual: str) -> str:
    """Return what somebody at the terminal answers; where nobody is there, or says nothing, what is usual."""
    if sys.stdin is None or not sys.stdin.isatty():
        return usual
    print(f"{question} [{usual}] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip() or usual


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _phases(table: Path | None) -> dict[str, tuple[str, ...]]:
    """Return the phases that a school table names. Raises HepError where it has a fault."""
    from hep_tui.domain.schools import read_schools

    if table is None:
        return {}
    return {"phases": tuple(dict.fromkeys(_as_label(school.phase) for school in read_schools(table)))}


def _as_label(phase: str) -> str:
    """Return the id of a phase as people write it: `Primary`, and short ones such as `AP` as the letters they are."""
    return phase.upper() if len(phase) < 4 else phase[:1].upper() + phase[1:]


def run_edit(args: argparse.Namespace) -> int:
    """Open a pack in the editor until it is sound, or whoever edits has enough."""
    import shlex

    from hep_tui import locations
    from hep_tui.domain.pack_whole import check_whole
    from hep_tui.errors import HepError

    editor = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    if not editor:
        raise HepError("No editor is set; set EDITOR to the one you use, or open the file yourself and check it.")
    if not args.pack.is_file():
        raise HepError(f"There is no pack {args.pack}; begin one with hep pack new.")
    line = 1
    while True:
        _open(editor, args.pack, line)
        found = check_whole(args.pack, locations.schools_dir())
        if not found.faults:
            break
        _say(args.pack, found.faults, objects=False)
        line = next((fault.line for fault in found.faults if not fault.file), 1)
        if _asked("Open it again, at the first fault?", "no").casefold() not in ("y", "yes"):
            return 1
    return run(argparse.Namespace(pack=str(args.pack), json=False))


def _open(editor: list[str], path: Path, line: int) -> None:
    """Run the editor; most take the line as +N before the name."""
    import subprocess

    from hep_tui.errors import HepError

    at = [f"+{line}"] if line > 1 else []
    try:
        subprocess.run([*editor, *at, str(path)], check=False)
    except OSError as error:
        raise HepError(f"The editor {editor[0]} cannot be run ({error.strerror or error}); set EDITOR.") from None


def run(args: argparse.Namespace) -> int:
    """Print the faults of a pack and its school table; 0 where there are none, 1 where there are."""
    from hep_tui import locations
    from hep_tui.domain.pack_read import find_pack, read_pack
    from hep_tui.domain.pack_whole import check_whole

    path = Path(find_pack(args.pack, locations.packs_dir()))
    found = check_whole(path, locations.schools_dir())
    if found.faults:
        _say(path, found.faults, objects=args.json)
        return 1
    print("[]" if args.json else _sound(path.name, read_pack(path), len(found.schools)))
    for taken in found.taken:
        print(f"hep: {taken}.", file=sys.stderr)
    return 0


def _sound(name: str, pack: "Pack", schools: int) -> str:
    from hep_tui.domain.speech import places, speak
    from hep_tui.domain.wording import counted

    speak(pack)
    held = (
        counted(len(pack.agendas), "agenda"),
        counted(len(pack.themes), "theme"),
        counted(len(pack.priorities), "priority", "priorities"),
        counted(len(pack.models), "model"),
        places(schools),
    )
    return f"{name} is sound: {pack.title}; {', '.join(held)}."


def _say(path: Path, faults: list["Fault"], *, objects: bool) -> None:
    from hep_tui.domain.wording import counted

    if objects:
        print(as_json([vars(fault) | {"file": fault.file or path.name} for fault in faults]))
        return
    for fault in faults:
        print(f"{fault.file or path.name}:{fault.words}", file=sys.stderr)
    print(f"hep: {path.name} has {counted(len(faults), 'fault')}.", file=sys.stderr)
