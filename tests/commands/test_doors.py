"""Every door through which record content leaves: what it may say of a few secret votes, of names and of one voice."""

import argparse
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from hep_tui import cli
from hep_tui.actions import meetings, notes, polls, record, secret_polls
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.notes import Note
from hep_tui.domain.people import Person
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.logbook.opening import open_book
from hep_tui.tui.routes import ROUTES
from hep_tui.views.meetings import begun_meeting
from hep_tui.views.meetings import meetings as lines
from tests.conftest import with_a_place

from .conftest import Hep

BUDGET = 9_973
MARKS = (9_311, 9_437, 9_601, 9_871)
"""What four people gave the first option in secret, so that no other figure reads like one of theirs."""
TOLD = re.compile(rf"\b({'|'.join(map(str, (*MARKS, sum(MARKS), sum(MARKS) // 4)))})\b")
NAME = "Okafor"
WORD, PHASE = "pangolins", "nursery"

ARE_SHOWN = {
    "export analyst": "export {demo} -o {out} --decide {decided}",
    "export public": "export {demo} -o {out} --tier public --decide {decided}",
    "export restricted": "export {demo} -o {out} --tier restricted --plain",
    "summary": "summary {demo} --meeting {meeting} -o {out}/page.html",
    "summary printed": "summary {demo} --meeting {meeting}",
    "summary steering": "summary {demo} --meeting {meeting} --for steering -o {out}/page.html",
    "summary team": "summary {demo} --meeting {meeting} --for team -o {out}/page.html",
    "report": "report {demo} -o {out}/report --json",
    "paper": "paper {demo} {poll} -o {out}",
    "minutes": "paper {demo} {poll} --minutes -o {out}",
    "room": "room {demo} --save {out} --poll {poll}",
    "ballots export": "ballots {demo} export {poll} -o {out}/papers.csv",
    "ballots export toi": "ballots {demo} export {poll} -o {out}/papers.blt",
    "ballots check": "ballots {demo} check {poll}",
    "ballots draw": "ballots {demo} draw {poll} --roll 123 --size 2",
    "ballots stands": "ballots {demo} stands {poll} 1 1 first",
    **{
        f"poll {verb}": f"poll {{demo}} {verb} {{poll}} --json" for verb in ("show", "count")
    },
    "poll declare": "poll {demo} declare {poll}",
    "poll check": "poll {demo} check {poll}",
    "poll fields": "poll {demo} fields {poll}",
    "poll list": "poll {demo} list --json",
    **{
        f"show {what}": f"show {{demo}} {what} --json"
        for what in ("notes", "meetings", "polls", "ballots", "schools", "models", "framework", "conflicts", "coverage")
    },
    "verify": "verify {demo}",
    "doctor": "doctor {demo}",
    "person": "person {demo} Okafor --exports {out}",
    "conflicts": "conflicts {demo} list",
    "actions": "actions {demo} --json",
    "themes": "themes {demo}",
    "framework show": "framework {demo} show",
    "framework sheet": "framework {demo} sheet",
    "models sheet": "models {demo} sheet A",
    "meetings": "meetings {demo}",
    "notes list": "notes {demo} list",
    "register": "register {demo} list",
    "laptops list": "laptops {demo} list",
    "survey": "survey {demo} answers",
    "link": "link {demo}",
}  # fmt: skip
"""What is run here, by what it is called; those of OUTWARD are read by people who do not hold the record."""
OUTWARD = {
    "export analyst",
    "export public",
    "summary",
    "summary printed",
    "summary steering",
    "report",
    "paper",
    "minutes",
    "room",
}
WITHOUT = {
    "demo": "it makes an invented review",
    "new": "it makes an empty review",
    "open": "it opens the screens, each of which is named below",
    "rehearse": "its review is invented",
    "pack": "it reads packs and no record",
    "schools": "it reads lists of schools and no record",
    "count": "it reads a file of ballots that somebody has",
    "resolve": "it reads words and a pack, and names of the register to their holder",
    "type": "each line of it is one of these commands",
    "note": "it stores what its holder types, and prints an id",
    "erase": "it takes away, and prints how much",
    "merge": "it brings in, and prints counts and what differs to the holder",
    "backup": "a copy for the holder, of mode 0600",
    "handover": "a sealed copy for one laptop or passphrase",
    "purge": "it deletes, and prints where to the holder",
    "hall": "it casts, and shows a voter only what is asked",
}
"""Commands that show nobody else the content of a record, each with why."""
HOLDERS = ROUTES.keys() - {"summary", "export"}
"""Screens stand before the holder of the record; the two others write pages and files, which the commands write too."""


def _leaves(parser: argparse.ArgumentParser, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield every command and its verbs."""
    grow = getattr(parser, "grow", None)
    if grow:
        grow()
    yield " ".join(path)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, each in action.choices.items():
                yield from _leaves(each, (*path, name))


@pytest.fixture
def leaky(demo: Path) -> dict[str, str]:
    """Return the words for a demo with four secret votes, one voice of a nursery, and a name."""
    with closing(open_book(demo)) as book:
        book.conn.execute("PRAGMA synchronous=OFF")
        with_a_place(book)
        line = begun_meeting(lines(book, book.source.now()))
        assert line is not None
        options = (Option("Y", "Yes"), Option("N", "No"))
        poll = polls.create(book, Poll("Hush", "Share out", "points", options, line.id, rule="points", keep="secret",
                                       budget=BUDGET))  # fmt: skip
        polls.change_state(book, poll, PollState.OPEN)
        for mark in MARKS:
            secret_polls.cast(book, poll, {"Y": mark, "N": BUDGET - mark})
        polls.change_state(book, poll, PollState.CLOSED)
        polls.declare(book, poll)
        record.put(book, "somebody", Person("somebody", f"Jo {NAME}"))
        meetings.attend(book, Attendance(line.id, "alone", phase=PHASE, role="head"))
        notes.add(book, Note(f"We keep {WORD}", line.id, "works", phase=PHASE, role="head", key=True))
        notes.add(book, Note(f"Jo {NAME} to circulate", line.id, "works", key=True))
        notes.add(book, Note(f"Ask Jo {NAME}", line.id, "works", action=True, owner=f"Jo {NAME}"))
        return {"poll": poll, "meeting": line.id, "demo": str(demo)}


def _ran(hep: Hep, leaky: dict[str, str], out: Path, door: str) -> str:
    """Run a command, and return everything it wrote and said; what is told to its holder alone is not for others."""
    words = ARE_SHOWN[door]
    out.mkdir(exist_ok=True)
    if "{decided}" in words:
        hep("export", leaky["demo"], "-o", out)
        leaky = {**leaky, "decided": str(out / "demo-names.toml")}
    said = hep(*(word.format(out=out, **leaky) for word in words.split()))
    assert said.code != 3, said
    assert "usage: " not in said.err, said
    (out / "demo-names.toml").unlink(missing_ok=True)
    written = (path.read_bytes().decode("utf-8", "replace") for path in sorted(out.rglob("*")) if path.is_file())
    return "\n".join([said.out, *written, said.err * (door not in OUTWARD)])


def test_every_command_is_walked_or_shows_nobody_anything() -> None:
    walked = {words.partition(" {demo}")[0] for words in ARE_SHOWN.values()}
    commands = {leaf.split()[0] for leaf in _leaves(cli.parser()) if leaf}
    assert commands == walked | WITHOUT.keys()
    assert not walked & WITHOUT.keys()
    assert ARE_SHOWN.keys() >= OUTWARD


def test_every_screen_is_its_holders_or_writes_what_a_command_writes() -> None:
    assert ROUTES.keys() == HOLDERS | {"summary", "export"}


@pytest.mark.parametrize("door", ARE_SHOWN)
def test_no_command_tells_four_secret_votes(hep: Hep, leaky: dict[str, str], tmp_path: Path, door: str) -> None:
    said = _ran(hep, leaky, tmp_path / "out", door)
    assert TOLD.findall(said) == []


@pytest.mark.parametrize("door", sorted(OUTWARD))
def test_nothing_for_others_names_somebody_or_tells_one_voice(
    hep: Hep, leaky: dict[str, str], tmp_path: Path, door: str
) -> None:
    said = _ran(hep, leaky, tmp_path / "out", door).casefold()
    assert NAME.casefold() not in said
    beside = [said[max(0, at.start() - 200) : at.end() + 200] for at in re.finditer(WORD, said)]
    assert [each for each in beside if re.search(rf"\b{PHASE}\b", each)] == []
