"""Groups of commands that hold nothing but verbs: hep notes, framework, models, conflicts."""

from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.commands.later import add_verbs

if TYPE_CHECKING:
    import argparse

_GROUPS = (
    ("notes", "list, correct, move, take back and erase notes"),
    ("framework", "rate the conditions for success"),
    ("models", "make new versions of models"),
    ("conflicts", "settle what two laptops recorded differently"),
)


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the groups; their verbs follow from the actions."""
    for name, help in _GROUPS:
        parser = sub.add_parser(name, help=help, description=f"{help[0].upper()}{help[1:]}.")
        parser.add_argument("file", type=Path)
        add_verbs(parser, name)
