"""Start: hep, hep demo, hep new, hep open, hep room."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui import locations
from hep_tui.errors import HepError

if TYPE_CHECKING:
    from collections.abc import Callable

    from hep_tui.logbook import Book

Sub = argparse._SubParsersAction
FIRST_STEPS = {
    "hep demo": "try everything on an invented review",
    "hep new NAME.hep --pack hillingdon-2021": "start a review of your own",
    "hep open NAME.hep": "open one you have",
}


def add(sub: "Sub[argparse.ArgumentParser]") -> None:
    """Add the commands that start something."""
    demo = sub.add_parser(
        "demo",
        description="Open a copy of a sample review: two workshops held and a survey of leaders in, the conference "
        "ahead, everything in it invented. A copy that you have worked in is opened again, never overwritten.",
    )
    demo.add_argument("file", nargs="?", type=Path, help="where to keep the copy")
    demo.add_argument("--report", type=Path, metavar="DIR", help="write its report into this folder, and open nothing")
    demo.add_argument("--no-screen", action="store_true", help="only make the file and print its path")
    demo.set_defaults(run=run_demo)
    new = sub.add_parser("new", description="Make the file of a new review.")
    new.add_argument("file", type=Path, help="the file to make, for example spring.hep")
    new.add_argument("--pack", default="", help="a pack's TOML file, or the name of one that ships with hep")
    new.add_argument("--title", default="", help="the title of the review, if not the pack's")
    new.set_defaults(run=run_new)
    open_ = sub.add_parser(
        "open",
        description="Open a review on the screen. A copy or an export that was sealed is unsealed first: hep asks for "
        "its passphrase, or it was sealed for this laptop.",
    )
    open_.add_argument("file", type=Path)
    open_.set_defaults(run=run_open)
    room = sub.add_parser(
        "room",
        description="Show question, progress and declared results in large type. It can read nothing else, and never "
        "a partial count. C draws a curtain; Ctrl+Q, then Enter, ends it. With --browser the same is a page for the "
        "projector, at an address that only this laptop reaches, with a desk from which the organiser chooses what the "
        "hall sees.",
    )
    room.add_argument("file", type=Path)
    room.add_argument("--browser", action="store_true", help="as a page in the browser of this laptop, until Ctrl+C")
    room.add_argument("--port", type=int, default=0, help="the port of that page; if left out, any that is free")
    room.add_argument("--save", type=Path, metavar="DIR", help="write a declared result there: page, charts, PDF, PNG")
    room.add_argument("--poll", default="", help="which result to save; if left out, the one declared last")
    room.set_defaults(run=run_room)


def run_open(args: argparse.Namespace) -> int:
    """Open a review on the screen; one that was handed over sealed is unsealed first."""
    from hep_tui.commands.handover import unsealed

    path = unsealed(args.file)
    # A sealed export is for other programs: it was unpacked, and there is nothing to show.
    return 0 if path != args.file and path.is_dir() else show(path)


def run_demo(args: argparse.Namespace) -> int:
    """Make or find the demo, and open it."""
    from hep_tui.sample import make_demo

    path = make_demo(args.file or locations.reviews_dir() / "demo.hep", survey=True)
    if args.report:
        return int(args.obey(["report", str(path), "-o", str(args.report)]))
    if args.no_screen:
        print(path)
        return 0
    return show(path)


def run_new(args: argparse.Namespace) -> int:
    """Make a new review and say where."""
    taken = new_review(args.file, args.pack, args.title)
    remember(args.file)
    print(f"Made {args.file}. Open it with: hep open {args.file}")
    for each in taken:
        print(f"hep: {each}.", file=sys.stderr)
    return 0


def new_review(path: Path, pack_name: str, title: str = "") -> list[str]:
    """Make the file of a new review of a pack, and return what is taken for granted of its schools.

    Leaves nothing behind where that fails.
    """
    from hep_tui.actions import reviews
    from hep_tui.commands.opened import keyer, laptop
    from hep_tui.domain.pack_read import find_pack
    from hep_tui.domain.pack_whole import read_whole
    from hep_tui.logbook.creating import made

    found = find_pack(pack_name, locations.packs_dir())
    pack, schools, taken = read_whole(found, locations.schools_dir())
    with made(path, who=keyer(), laptop=laptop()) as book:
        reviews.start(book, pack, schools, title)
    return taken


def last_or_first(args: argparse.Namespace) -> int:
    """Open the review that was open last; offer a demo or a new one where there is none."""
    path = last()
    if path is not None:
        return show(path)
    print("No review has been opened on this laptop yet.\n")
    for typed, does in FIRST_STEPS.items():
        print(f"  {typed:39}  {does}")
    return 0


def show(path: Path) -> int:
    """Run the screens over a review; prints one sentence where that cannot be."""
    need_terminal()
    from hep_tui.tui.app import HepApp

    if not _may_be_a_review(path):
        from hep_tui.logbook.header import look_at

        look_at(path)
    remember(path)
    app = HepApp(
        lambda: _open(path, app.checking.told), exports=Path("exports"), backups=locations.backups_dir(), keys=keys()
    )
    said, farewell = app.run(), app.farewell()
    if said:
        raise HepError(f"{said} {farewell}".strip())
    if farewell:
        print(f"hep: {farewell}", file=sys.stderr)
    return app.return_code or 0


def _may_be_a_review(path: Path) -> bool:
    """Say whether a file is worth a screen, without importing what reads it."""
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


def _open(path: Path, told: "Callable[[float], None]") -> "Book":
    from hep_tui.commands.opened import keyer, laptop
    from hep_tui.logbook.opening import open_book

    return open_book(path, who=keyer(), backups=locations.backups_dir(), laptop=laptop(), told=told)


def run_room(args: argparse.Namespace) -> int:
    """Run the room display, in this terminal or as a page for the browser."""
    if args.save:
        from hep_tui.commands.hall import save_result

        return save_result(args.file, args.save, args.poll)
    if args.browser:
        from hep_tui.commands.hall import browse

        return browse(args.file, args.port)
    need_terminal()
    from hep_tui.logbook import damage
    from hep_tui.logbook.room import RoomReader
    from hep_tui.tui.room import RoomApp

    with damage.naming_backup(args.file, locations.backups_dir()):
        reader = RoomReader(args.file)
    try:
        RoomApp(reader, keys=keys()).run()
    finally:
        reader.close()
    return 0


def need_terminal() -> None:
    """Raise HepError where there is no terminal for the screens."""
    streams = (sys.stdin, sys.stdout)
    # Python has none where it was closed before the program began.
    if not all(stream and stream.isatty() for stream in streams):
        raise HepError("The screens need a terminal; without one, use hep note, hep show and hep export.")
    # A window has the size it has; what a shell once exported was true of another.
    for stale in ("COLUMNS", "LINES"):
        os.environ.pop(stale, None)


def remember(path: Path) -> None:
    """Remember a review as the one opened last; it is no harm where that cannot be."""
    import contextlib

    with contextlib.suppress(OSError):
        locations.state_dir().mkdir(parents=True, exist_ok=True)
        (locations.state_dir() / "last").write_bytes(os.fsencode(path.resolve()))


def last() -> Path | None:
    """Return the review that was opened last, where it still is."""
    try:
        path = Path(os.fsdecode((locations.state_dir() / "last").read_bytes()).strip())
    except (OSError, ValueError):
        return None
    return path if path.is_file() else None


def keys() -> dict[str, str]:
    """Return the keys that keys.toml changes, command id to key.

    Raises HepError where the file cannot be read or names a command there is not.
    """
    import tomllib

    path = Path(os.environ.get("HEP_KEYS", "") or locations.state_dir() / "keys.toml")
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise HepError(f"The key settings in {path} cannot be read ({error}); mend or remove the file.") from None
    from hep_tui.tui.routes import all_commands

    known = all_commands()
    for name, key in found.items():
        if name not in known:
            raise HepError(f"{path} sets {name!r}, which is not a command; F1 shows those there are.")
        if not isinstance(key, str) or not key.strip():
            raise HepError(f"{path} sets {name} to {key!r}, which is not a key; write a key in quotes.")
    return found
