"""No sentence on a screen names a flag of a command: it names what the screen has in its place."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hep_tui.tui.flags import on_screen
from tests.conftest import ROOT

_FLAG = re.compile(r"--[a-z][a-z-]+")
_COMMAND = re.compile(r"hep [a-z]+[^;,]*")
ROOMS = ("domain", "actions", "views", "counting", "exchange", "logbook", "tables", "tui")
NEVER_ON_A_SCREEN = {
    # A pack, and formats of an export, are asked for by commands alone.
    *("domain/pack_read.py", "views/cuts.py", "exchange/lake.py", "exchange/age.py", "exchange/formats.py"),
    *("exchange/qda.py", "exchange/workbook.py", "exchange/school_list.py", "exchange/ddl.py"),
    *("exchange/survey/mapping.py", "counting/plain.py", "counting/policy.py", "tui/flags.py"),
    # A page for analysts, and a style sheet.
    *("exchange/readme.py", "tui/widgets/stream.py"),
    # What `hep count` says of a file of votes, which no screen reads.
    *("counting/files/declared.py", "counting/files/long_csv.py"),
    # Four words of a laptop are typed on the screen of laptops.
    "actions/laptops.py",
}  # fmt: skip


def sentences(path: Path) -> Iterator[str]:
    """Yield the texts of a module that are no docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, documented) and node.body
                  and isinstance(node.body[0], ast.Expr)}  # fmt: skip
    within = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "approve" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings | within:
            yield node.value


def told() -> Iterator[tuple[str, str]]:
    for room in ROOMS:
        for path in sorted((ROOT / "hep_tui" / room).rglob("*.py")):
            name = str(path.relative_to(ROOT / "hep_tui"))
            if name not in NEVER_ON_A_SCREEN:
                yield from ((name, said) for said in sentences(path) if _FLAG.search(said) and " " in said)


def test_whatever_a_screen_may_have_to_say_names_no_flag_but_in_a_whole_command() -> None:
    found = [(name, said) for name, text in told() if _FLAG.search(_COMMAND.sub("", said := on_screen(text)))]
    assert not found


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("name one with --sheet.", "name one with sheet=… behind c."),
        ("number them in their order with --first 1.", "number them in their order with first=1 behind c."),
        ("say --marks approve, or rank", "say marks=approve behind c, or rank"),
        ("say --columns 'Papers=weight', or", "say Papers=weight behind c, or"),
        ("a plain sentence -- with a dash", "a plain sentence -- with a dash"),
    ],
)
def test_a_flag_is_said_as_a_word_of_the_line(said: str, shown: str) -> None:
    assert on_screen(said) == shown
