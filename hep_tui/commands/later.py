"""Parsers that grow when they are asked: verbs come from the actions, which no command loads before it runs."""

import argparse
from collections.abc import Sequence
from importlib import import_module
from typing import Any


class Later(argparse.ArgumentParser):
    """A parser whose verbs are added when it parses or prints its help."""

    verbs: "tuple[argparse._SubParsersAction[Any], str] | None" = None

    def grow(self) -> None:
        """Add the verbs, once."""
        if self.verbs is None:
            return
        (under, name), self.verbs = self.verbs, None
        for verb in import_module(f"hep_tui.commands.verbs.{name}").VERBS:
            verb.add(under)

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse, with the verbs."""
        self.grow()
        return super().parse_known_args(args, namespace)

    def format_help(self) -> str:
        """Return the help, with the verbs."""
        self.grow()
        return super().format_help()


def add_verbs(
    parser: argparse.ArgumentParser, name: str, under: "argparse._SubParsersAction[Any] | None" = None
) -> None:
    """Let the verbs of a module of `commands.verbs` be added to a parser, under what it has already."""
    assert isinstance(parser, Later)
    parser.verbs = (under or parser.add_subparsers(title="commands", metavar="COMMAND", required=True), name)
