"""The pages of keys, commands and packs in docs, made from the program itself: `python -m hep_tui.reference docs`."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import is_dataclass
from functools import partial
from pathlib import Path
from typing import get_args, get_origin

from hep_tui import cli
from hep_tui.domain.pack import (
    Agenda,
    Condition,
    Funding,
    Item,
    Level,
    Model,
    Pack,
    Phase,
    PollPlan,
    Priority,
    Scale,
    Term,
    Theme,
)
from hep_tui.domain.schema import Entry, entries
from hep_tui.domain.schools import School
from hep_tui.domain.speech import worded
from hep_tui.domain.words import Words
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
_PACKS = f"""\
# Keys of a pack

Every key that a pack may have and every column of a school table, as `hep pack check` reads them; any other is refused.
[Packs](packs.md) says what they are good for. A key in bold must be there.

{_MADE}
"""
_TABLES = {
    "At the top": Pack,
    "groups, roles": Term,
    "phases": Phase,
    "themes": Theme,
    "agendas": Agenda,
    "items of an agenda": Item,
    "priorities": Priority,
    "models": Model,
    "funding of a model": Funding,
    "conditions": Condition,
    "scales": Scale,
    "levels of a scale": Level,
    "polls": PollPlan,
    "words": Words,
    "Columns of a school table": School,
}


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


def packs_page() -> str:
    """Return docs/pack-keys.md."""
    return "\n".join([_PACKS, *(_keys_of(title, cls) for title, cls in _TABLES.items())])


def _keys_of(title: str, cls: type) -> str:
    rows = [f"| {_key(name, entry)} | {_holds(entry)} | {_cell(_says(entry))} |" for name, entry in _fields(cls)]
    return "\n".join([f"## {title}\n", "| key | holds | what it says |", "|---|---|---|", *rows]) + "\n"


def _fields(cls: type) -> Iterator[tuple[str, Entry]]:
    """Yield each field once, under every key that it may have."""
    for name, entry in entries(cls).items():
        if name in (entry.field, *entry.key.written[:1]):
            yield " or ".join(f"`{key}`" for key in entry.key.written or (name,)), entry


def _key(name: str, entry: Entry) -> str:
    return f"**{name}**" if entry.needed else name


def _holds(entry: Entry) -> str:
    """Say of what type a value is."""
    if entry.key.one_of:
        return ", ".join(f"`{word}`" for word in entry.key.one_of)
    if entry.key.written:
        return "an amount of money"
    if get_origin(entry.type) is tuple:
        return "a list of texts" if get_args(entry.type)[0] is str else "a list of tables"
    if entry.key.names:
        return f"an id of `{entry.key.names}`" if entry.type is str else f"a table, ids of `{entry.key.names}` to text"
    if is_dataclass(entry.type):
        return "a table"
    if entry.type is bool:
        return "`true` or `false`"
    if entry.type is str:
        return "text"
    return f"a whole number from {entry.key.within[0]} to {entry.key.within[-1]}"


def _says(entry: Entry) -> str:
    """Return what a key is for, and what it is where it is left out."""
    usual = str(entry.default).lower() if isinstance(entry.default, bool) else entry.default
    plain = usual and not entry.needed and not is_dataclass(usual)
    return f"{entry.key.says}; left out: `{usual}`" if plain else entry.key.says


def _screen(route: Route) -> str:
    """Return the section of a screen: the way there, the marks that are typed there, and its keys."""
    screen = route.screen()
    guide = "\n".join(worded(line).rstrip() for line in getattr(screen, "guide", ())).rstrip()
    marks = f"```text\n{guide}\n```" if guide else ""
    return _section(worded(route.called), screen.commands, route.way, marks)


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
    """Write the pages."""
    for name, text in (("keys.md", keys_page()), ("commands.md", commands_page()), ("pack-keys.md", packs_page())):
        (folder / name).write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
