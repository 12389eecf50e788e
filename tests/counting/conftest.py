"""Fixtures that the counting tests share."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hep_tui.commands import count as command
from hep_tui.commands.later import Later
from hep_tui.errors import HepError

if TYPE_CHECKING:
    import argparse


@pytest.fixture
def hep_count(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, Any, str]]:
    """Run `hep count` and return exit code, output (parsed where --json was asked) and error."""

    def run(*words: object) -> tuple[int, Any, str]:
        parser: argparse.ArgumentParser = Later()
        command.add(parser.add_subparsers())
        args = parser.parse_args(["count", *map(str, words)])
        try:
            code = args.run(args)
        except HepError as error:
            return 2, "", str(error)
        out = capsys.readouterr()
        return code, json.loads(out.out) if "--json" in words else out.out, out.err

    return run


@pytest.fixture(scope="session")
def ballots(shared: Path) -> Path:
    """Return the folder of real elections, or skip."""
    folder = shared / "ballots"
    if not folder.is_dir():
        pytest.skip("the shared folder holds no ballots")
    return folder


@pytest.fixture(scope="session")
def expected(ballots: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ballots / "expected.json").read_text(encoding="utf-8"))
    return found
