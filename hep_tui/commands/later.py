"""Parsers that grow when they are asked, and refuse in one sentence.

What they say comes from actions and rules, loaded by no other command.
"""

import argparse
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NoReturn

from hep_tui.errors import HepError

_LONGEST = 40
"""So many letters of what was typed are repeated in a refusal."""


class Later(argparse.ArgumentParser):
    """A parser whose verbs and flags are added when it parses or prints its help."""

    growth: tuple[Callable[[], None], ...] = ()

    def __init__(self, *args: Any, **fixed: Any) -> None:
        # A flag is meant when it is written in full: --option is not --options with all but its last value lost.
        super().__init__(*args, **{"allow_abbrev": False, **fixed})

    def grow(self) -> None:
        """Add what was left for later, once."""
        growth, self.growth = self.growth, ()
        for add in growth:
            add()

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse, with what was left for later."""
        self.grow()
        return super().parse_known_args(args, namespace)

    def format_help(self) -> str:
        """Return the help, with what was left for later."""
        self.grow()
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Raise HepError with what argparse says of a line that it cannot read."""
        raise HepError(f"{self.prog} cannot read this ({message}); nothing was done, {self.prog} --help says more.")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Raise HepError where a value is not among those that there are, and name these."""
        if action.choices is not None and value not in action.choices:
            name = "/".join(action.option_strings) or action.metavar or action.dest.upper()
            typed, there_are = str(value)[:_LONGEST], ", ".join(map(str, action.choices))
            raise HepError(f"{name} of {self.prog} cannot be {typed!r}, only one of: {there_are}; nothing was done.")


def offer(commands: "argparse._SubParsersAction[Any]", name: str, what: str) -> None:
    """List a command and what it is for, whether or not its parser is there."""
    commands._choices_actions.append(commands._ChoicesPseudoAction(name, (), what))


def add_later(parser: argparse.ArgumentParser, growth: Callable[[], None]) -> None:
    """Let a parser be completed when it is asked."""
    assert isinstance(parser, Later)
    parser.growth = (*parser.growth, growth)


def add_verbs(
    parser: argparse.ArgumentParser, name: str, under: "argparse._SubParsersAction[Any] | None" = None
) -> None:
    """Let the verbs of a module of `commands.verbs` be added to a parser, under what it has already."""
    verbs = under or parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def add() -> None:
        for verb in import_module(f"hep_tui.commands.verbs.{name}").VERBS:
            verb.add(verbs)

    add_later(parser, add)
