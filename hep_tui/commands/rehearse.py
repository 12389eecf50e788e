"""Rehearse: hep rehearse, four lessons on a practice review, then a conference in fast motion."""

import argparse
import json
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui import locations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hep_tui.domain.schools import School
    from hep_tui.tui.rehearsal import Rehearsal

_ABOUT = """Rehearse for ten minutes on a practice review of your own pack, which is gone afterwards.

Four lessons, in hep itself: a note, an arrival, a ballot, declaring. Each step
says its key and waits for it. Then a conference in fast motion: 97 papers, one
of them keyed twice, one late, and a power cut in the middle, with a report of
how it went."""


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = sub.add_parser("rehearse", description=_ABOUT, formatter_class=raw)
    parser.add_argument("--pack", default="hillingdon-2021", help="a pack's TOML file, or one that ships with hep")
    parser.add_argument("--no-lessons", action="store_true", help="only the conference in fast motion")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Go through the lessons, then play the conference; nothing of it stays but how long the lessons took."""
    import tempfile

    from hep_tui.commands.fast_conference import play

    with tempfile.TemporaryDirectory(prefix="hep-rehearsal-") as folder:
        if not args.no_lessons and not _lessons(Path(folder) / "lessons.hep", args.pack):
            print("The rehearsal ended early; begin again with hep rehearse.")
            return 0
        print("A conference in fast motion:")
        fine = play(Path(folder) / "conference.hep", args.pack, lambda line: print(f"  {line}", flush=True))
    return 0 if fine else 1


def _lessons(path: Path, pack: str) -> bool:
    """Go through the lessons; return whether somebody came to their end."""
    from hep_tui.commands.start import need_terminal

    need_terminal()
    app = practice(path, pack)
    began = time.monotonic()
    app.run()
    if app.step is not None:
        return False
    seconds = round(time.monotonic() - began)
    before = _remembered()
    earlier = f", after {_long(before)} the last time" if before else ""
    others = f" {app.reminded} keys were others than the step waited for." if app.reminded else ""
    print(f"Four lessons in {_long(seconds)}{earlier}.{others}")
    with suppress(OSError):
        locations.state_dir().mkdir(parents=True, exist_ok=True)
        _place().write_text(json.dumps(seconds), "ascii")
    return True


def practice(path: Path, pack_name: str) -> "Rehearsal":
    """Make a practice review of a pack, with a vote on the first item of its first meeting; return its lessons."""
    from dataclasses import replace

    from hep_tui.actions import polls
    from hep_tui.commands.opened import laptop
    from hep_tui.commands.start import new_review
    from hep_tui.domain.meetings import Meeting
    from hep_tui.domain.polls import Option, Poll
    from hep_tui.domain.rehearsal import VOTE, lessons
    from hep_tui.logbook.opening import open_book
    from hep_tui.logbook.records import records
    from hep_tui.tui.rehearsal import Rehearsal
    from hep_tui.views.review import review

    new_review(path, pack_name)
    book = open_book(path, laptop=laptop())
    try:
        meeting = records(book, Meeting)[0]
        options = (Option("1", "Yes"), Option("2", "No"))
        vote = Poll(
            "Practice vote",
            VOTE,
            "choose",
            options=options,
            meeting=meeting.id,
            item=meeting.what.items[0].id,
            rule="plurality",
        )
        # Two papers are keyed.
        polls.create(book, replace(vote, eligible=2))
        school = _school(review(book).schools)
    finally:
        book.close()
    return Rehearsal(lessons(school), lambda: open_book(path, who="JB", laptop=laptop()), exports=path.parent)


def _school(schools: "Sequence[School]") -> str:
    """Return the beginning of the name of a school that no other one shares."""
    first = [school.name.split()[0] for school in schools]
    return next((word for word in first if first.count(word) == 1 and len(word) > 4), first[0])


def _place() -> Path:
    return locations.state_dir() / "rehearsed.json"


def _remembered() -> int:
    """Return how many seconds the lessons took the last time; 0 where nobody knows."""
    with suppress(OSError, ValueError):
        found = json.loads(_place().read_text("ascii"))
        return found if type(found) is int else 0
    return 0


def _long(seconds: int) -> str:
    return f"{seconds // 60} min {seconds % 60} s" if seconds >= 60 else f"{seconds} s"
