"""The pages of keys and commands in docs, made from the program itself: `python -m hep_tui.reference docs`."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from hep_tui import cli
from hep_tui.tui.commands import EVERYWHERE, Cancel, ChangeTheme, Command, Confirm, Curtain, NextPage, PreviousPage
from hep_tui.tui.screens.account import AccountScreen
from hep_tui.tui.screens.agenda import AgendaScreen
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.screens.capture import CaptureScreen
from hep_tui.tui.screens.check import CheckScreen
from hep_tui.tui.screens.conflicts import ConflictsScreen
from hep_tui.tui.screens.coverage import CoverageScreen
from hep_tui.tui.screens.decisions import DecisionsScreen
from hep_tui.tui.screens.declare import DeclareScreen
from hep_tui.tui.screens.differing import DifferingScreen
from hep_tui.tui.screens.export import ExportScreen
from hep_tui.tui.screens.framework import FrameworkScreen
from hep_tui.tui.screens.hands import HandsScreen
from hep_tui.tui.screens.help import HelpScreen
from hep_tui.tui.screens.home import HomeScreen
from hep_tui.tui.screens.judge import JudgeScreen
from hep_tui.tui.screens.keying import KeyingScreen
from hep_tui.tui.screens.kiosk import KioskScreen
from hep_tui.tui.screens.models import ModelsScreen
from hep_tui.tui.screens.names import NamesScreen
from hep_tui.tui.screens.note import NoteScreen
from hep_tui.tui.screens.poll import PollScreen
from hep_tui.tui.screens.queue import QueueScreen
from hep_tui.tui.screens.readback import ReadBackScreen
from hep_tui.tui.screens.register import RegisterScreen
from hep_tui.tui.screens.search import PickScreen, SearchScreen
from hep_tui.tui.screens.second import SecondScreen
from hep_tui.tui.screens.setup import SetUpScreen
from hep_tui.tui.screens.signup import SignupScreen
from hep_tui.tui.screens.summary import SummaryScreen
from hep_tui.tui.screens.themes import ThemesScreen

# In the order in which they are met, each with what a person calls it and how to come there.
SCREENS: tuple[tuple[type[HepScreen], str, str], ...] = (
    (HomeScreen, "Home", "The first screen."),
    (CaptureScreen, "Taking notes", "Enter on a meeting."),
    (NoteScreen, "One note", "Ctrl+N while taking notes."),
    (SearchScreen, "Search", "/ on the home screen, Ctrl+F while taking notes."),
    (PickScreen, "Which note?", "s on a decision or an action, for the notes that it answers."),
    (CoverageScreen, "Who was heard", "Ctrl+L while taking notes, or h on the home screen."),
    (QueueScreen, "The review of notes", "r on the home screen."),
    (NamesScreen, "Names in notes", "w on the home screen."),
    (ThemesScreen, "Themes", "t on the home screen."),
    (AgendaScreen, "The agenda", "Ctrl+T while taking notes, or e on the home screen."),
    (RegisterScreen, "The register", "Ctrl+R while taking notes."),
    (SignupScreen, "A sign-up list", "Ctrl+L on the register, then the path of the file."),
    (ReadBackScreen, "Reading back", "F3 while taking notes."),
    (SummaryScreen, "The summary", "s while reading back, or on the home screen."),
    (SetUpScreen, "Setting up a poll", "v on the home screen, or e on a draft."),
    (PollScreen, "A poll", "F7 while taking notes, or Enter on a poll."),
    (KeyingScreen, "Keying paper ballots", "k on an open poll with ranked ballots."),
    (SecondScreen, "Second keying", "2 on an open or closed poll with ballots."),
    (DifferingScreen, "Two readings that differ", "By itself, where the two readings of a paper differ."),
    (CheckScreen, "A random check", "x on a poll with papers, or while keying a second time."),
    (JudgeScreen, "Papers to decide", "j on a poll, or while keying."),
    (HandsScreen, "A show of hands", "h on an open poll by show of hands."),
    (AccountScreen, "The account of papers", "a on a poll with papers."),
    (KioskScreen, "The kiosk", "z on an open poll with ranked ballots."),
    (DeclareScreen, "Declaring a result", "d on a closed poll."),
    (FrameworkScreen, "The framework", "F7 while taking notes, on its agenda item, or f on the home screen."),
    (ModelsScreen, "Models side by side", "F7 while taking notes, on their agenda item, or m on the home screen."),
    (DecisionsScreen, "Decisions and actions", "d on the home screen."),
    (ConflictsScreen, "Conflicts", "c on the home screen."),
    (ExportScreen, "Exporting", "x on the home screen."),
    (HelpScreen, "Help", "F1 on any screen."),
)
_ROOM = (NextPage, PreviousPage, Curtain, ChangeTheme)
_MADE = "This page is made from the program by `python -m hep_tui.reference docs`; a test checks that it is current."
_KEYS = f"""\
# Keys

Every screen with its keys, as they are until [keys.toml](facilitators.md#changing-keys) changes them; the third column
is the name to write there. F1 shows the same for the screen you are on.

{_MADE}
"""
_COMMANDS = f"""\
# Commands

What each `hep` command says of itself with `--help`. A command ends with 0 where it did what was asked, 1 where
something is not as it should be, 2 where it was refused, with a sentence that says why, and 3 where hep itself failed.

{_MADE}
"""


def keys_page() -> str:
    """Return docs/keys.md."""
    parts = [_KEYS, *(_screen(*each) for each in SCREENS)]
    parts += [
        _section("A question over the bottom of the screen", (Confirm, Cancel)),
        _section("On every screen", EVERYWHERE, "Ctrl+Q and Ctrl+C ask whether to leave, as F10 does."),
        _section(
            "The room display",
            (NextPage, PreviousPage, Curtain, ChangeTheme),
            "`hep room FILE`. Ctrl+Q, then Enter, ends it.",
        ),
    ]
    return "\n".join(parts)


def commands_page() -> str:
    """Return docs/commands.md, laid out for 80 columns whatever the terminal."""
    return "\n".join([_COMMANDS, *(f"## {p.prog}\n\n```text\n{_help(p)}\n```\n" for p in _parsers(cli.parser()))])


def _screen(screen: type[HepScreen], title: str, way: str) -> str:
    """Return the section of a screen: the way there, the marks that are typed there, and its keys."""
    guide = "\n".join(line.rstrip() for line in getattr(screen, "guide", ())).rstrip()
    marks = f"```text\n{guide}\n```" if guide else ""
    return _section(title, screen.commands, way, marks)


def _section(title: str, commands: Iterable[type[Command]], *before: str) -> str:
    rows = [f"| {_cell(c.shown or c.key)} | {_cell(c.words())} | `{c.id()}` | {_cell(c.help())} |" for c in commands]
    table = "\n".join(["| key | does | name | in words |", "|---|---|---|---|", *rows])
    return "\n\n".join(part for part in (f"## {title}", *before, table) if part) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Yield a parser and those of its sub-commands, in the order in which they were added."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each in action.choices.values():
                yield from _parsers(each)


def _help(parser: argparse.ArgumentParser) -> str:
    # argparse leaves two of the columns empty.
    parser.formatter_class = partial(parser.formatter_class, width=78)  # type: ignore[call-arg]
    return parser.format_help().rstrip()


def main(folder: Path) -> None:
    """Write both pages."""
    for name, text in (("keys.md", keys_page()), ("commands.md", commands_page())):
        (folder / name).write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
