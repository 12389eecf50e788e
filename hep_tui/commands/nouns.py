"""Groups of commands that hold nothing but verbs: hep notes, framework, models, conflicts."""

from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.commands.later import add_verbs
from hep_tui.commands.offered import OFFERED

if TYPE_CHECKING:
    import argparse

_GROUPS = ("notes", "framework", "models", "conflicts")


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the groups; their verbs follow from the actions."""
    for name in _GROUPS:
        _, what = OFFERED[name]
        parser = sub.add_parser(name, description=f"{what[0].upper()}{what[1:]}.")
        parser.add_argument("file", type=Path)
        add_verbs(parser, name)
