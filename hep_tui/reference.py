"""The pages of keys and commands in docs, made from the program itself: `python -m hep_tui.reference docs`."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from hep_tui import cli
from hep_tui.tui.app import HepApp
from hep_tui.tui.command import Command, commands_of
from hep_tui.tui.room import RoomApp
from hep_tui.tui.routes import ROUTES, Route
from hep_tui.tui.screens.base import HepScreen

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
    parts = [_KEYS, *(_screen(each) for each in ROUTES.values())]
    parts += [
        _section("A question over the bottom of the screen", commands_of(HepScreen, "confirm cancel")),
        _section("On every screen", HepApp.commands, "Ctrl+Q and Ctrl+C ask whether to leave, as F10 does."),
        _section("The room display", RoomApp.commands, "`hep room FILE`. Ctrl+Q, then Enter, ends it."),
    ]
    return "\n".join(parts)


def commands_page() -> str:
    """Return docs/commands.md, laid out for 80 columns whatever the terminal."""
    return "\n".join([_COMMANDS, *(f"## {p.prog}\n\n```text\n{_help(p)}\n```\n" for p in _parsers(cli.parser()))])


def _screen(route: Route) -> str:
    """Return the section of a screen: the way there, the marks that are typed there, and its keys."""
    screen = route.screen()
    guide = "\n".join(line.rstrip() for line in getattr(screen, "guide", ())).rstrip()
    marks = f"```text\n{guide}\n```" if guide else ""
    return _section(route.called, screen.commands, route.way, marks)


def _section(title: str, commands: Iterable[Command], *before: str) -> str:
    rows = [f"| {_cell(c.shown or c.key)} | {_cell(c.words)} | `{c.id}` | {_cell(c.help)} |" for c in commands]
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
