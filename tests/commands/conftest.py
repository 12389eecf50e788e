"""Run `hep` as a person or a program does, and hear what it says."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from hep_tui import cli
from hep_tui.commands import opened
from hep_tui.commands.start import new_review
from tests.conftest import demo_file

HEP = (sys.executable, "-W", "error", "-m", "hep_tui")


@dataclass(frozen=True)
class Said:
    """Hold the exit code and what was said, to the program that asked and to the person."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def refusal(self) -> str:
        """Return the one sentence of a refusal, or fail."""
        assert self.code == 2, self
        return self.sentence

    @property
    def sentence(self) -> str:
        """Return the only line that was said, to the person, or fail."""
        assert self.out == ""
        assert self.err.startswith("hep: ")
        assert self.err.count("\n") == 1
        assert self.err.rstrip().endswith((".", "?"))
        assert "Traceback" not in self.err
        return self.err.removeprefix("hep: ").rstrip()


Hep = Callable[..., Said]


@pytest.fixture
def hep(capsys: pytest.CaptureFixture[str]) -> Hep:
    """Return a way to run `hep` within this interpreter."""

    def run(*words: object) -> Said:
        capsys.readouterr()
        try:
            code = cli.main([str(word) for word in words])
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 1
        return Said(code, *capsys.readouterr())

    return run


def run(*words: object, **how: Any) -> Said:
    """Run `hep` as a program of its own."""
    how = {"capture_output": True, "text": True, "encoding": "utf-8", "timeout": 60, **how}
    done = subprocess.run([*HEP, *map(str, words)], check=False, **how)
    return Said(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """Return a fresh copy of the demo."""
    return demo_file(tmp_path)


@cache
def _fresh() -> bytes:
    with TemporaryDirectory() as folder:
        # Without a key, so that whatever opens it may do anything; what keys change has tests of its own.
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(opened, "laptop", lambda: None)
            new_review(Path(folder) / "northmoor.hep", "northmoor-2022")
        return (Path(folder) / "northmoor.hep").read_bytes()


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """Return a new review of the invented borough, with one evening planned and nothing recorded."""
    path = tmp_path / "northmoor.hep"
    path.write_bytes(_fresh())
    return path
