"""Record what a program asks of the disk, and say what may be on it after the power is cut at any moment."""

import random
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT

# What becomes of writes that were not yet synced when the power went.
HOWS = ("dropped", "kept", "reordered", "torn")
SECTOR = 512
_CALL = re.compile(r"(\w+)\((.*)\) += (\d+)")
_OF_FILE = re.compile(r"\d+<([^>]*)>")
_STRING = re.compile(r'"([^"]*)"')


@dataclass(frozen=True)
class Step:
    """Hold one thing that a program did: write, cut, sync, make, delete, sync the folder, or say that it is stored."""

    what: str
    name: str = ""
    at: int = 0
    data: bytes = b""


def traced(path: Path, rounds: int) -> list[Step]:
    """Let the worker record under strace, and return its steps; skips where that is not possible."""
    strace = shutil.which("strace")
    if not strace:
        pytest.skip("strace is not installed")
    log = path.with_name("trace.txt")
    calls = "trace=openat,pwrite64,write,ftruncate,fsync,fdatasync,unlink"
    command = [strace, "-y", "-xx", "-s", "100000", "-e", calls, "-o", str(log)]
    worker = [sys.executable, "-m", "tests.faults.worker", str(path), str(rounds)]
    done = subprocess.run([*command, *worker], cwd=ROOT, capture_output=True, text=True, check=False)
    if not log.exists() or (done.returncode and "ptrace" in done.stderr.lower()):
        pytest.skip(f"strace may not trace here: {done.stderr.strip()[:100]}")
    assert done.returncode == 0, done.stderr
    return list(_steps(log.read_text("ascii").splitlines(), path.parent))


def _steps(lines: Iterable[str], folder: Path) -> Iterator[Step]:
    for line in lines:
        if not (call := _CALL.match(line)):
            continue
        name, asked, _ = call.groups()
        strings = [_bytes(s) for s in _STRING.findall(asked)]
        if name in ("openat", "unlink"):
            path = Path(strings[0].decode())
            if path.parent == folder and (name == "unlink" or "O_CREAT" in asked):
                yield Step("delete" if name == "unlink" else "make", path.name)
        elif of := _OF_FILE.match(asked):
            if asked.startswith("1<"):
                yield Step("say", data=strings[0])
            path = Path(_bytes(of[1]).decode())
            yield from _on_file(name, path, asked.rpartition(", ")[2], strings, folder)


def _on_file(name: str, path: Path, last: str, strings: list[bytes], folder: Path) -> Iterator[Step]:
    if path == folder:
        yield Step("sync folder")
    elif path.parent == folder and name == "pwrite64":
        yield Step("write", path.name, int(last), strings[0])
    elif path.parent == folder and name == "ftruncate":
        yield Step("cut", path.name, int(last))
    elif path.parent == folder:
        assert name in ("fsync", "fdatasync"), name
        yield Step("sync", path.name)


def _bytes(hexed: str) -> bytes:
    return bytes.fromhex(hexed.replace("\\x", ""))


class Disk:
    """Hold what is surely on a disk, and what was asked of it since."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.safe = {name: bytearray(data) for name, data in files.items()}
        self.pending: dict[str, list[Step]] = defaultdict(list)
        self.made: set[str] = set()
        self.deleted: set[str] = set()
        self.said: list[str] = []

    def take(self, step: Step) -> None:
        """Do one step."""
        if step.what == "say":
            self.said += step.data.decode().split()
        elif step.what in ("write", "cut"):
            self.pending[step.name].append(step)
        elif step.what == "sync":
            _apply(self.safe[step.name], self.pending.pop(step.name, []))
        elif step.what == "make" and step.name not in self.safe:
            self.safe[step.name] = bytearray()
            self.made.add(step.name)
        elif step.what == "delete":
            self.deleted.add(step.name)
        elif step.what == "sync folder":
            self.made.clear()
            for name in self.deleted:
                self.safe.pop(name, None)
            self.deleted.clear()

    def after_a_cut(self, how: str, dice: random.Random) -> dict[str, bytes]:
        """Return the files as they may be found afterwards."""
        found = {}
        for name, safe in self.safe.items():
            unsure = name in self.made or name in self.deleted
            if unsure and (dice.random() < 0.5 if how in ("reordered", "torn") else how == "dropped"):
                continue
            data = bytearray(safe)
            _apply(data, _surviving(self.pending.get(name, []), how, dice))
            found[name] = bytes(data)
        return found


def _surviving(pending: list[Step], how: str, dice: random.Random) -> list[Step]:
    if how == "dropped":
        return []
    if how == "kept":
        return pending
    some = [step for step in pending if dice.random() < 0.5]
    if how == "reordered":
        return dice.sample(some, len(some))
    return [part for step in some for part in _torn(step, dice)]


def _torn(step: Step, dice: random.Random) -> Iterator[Step]:
    """Yield the sectors of a write that arrived."""
    if step.what == "cut":
        yield step
    for start in range(0, len(step.data), SECTOR):
        if dice.random() < 0.5:
            yield Step("write", step.name, step.at + start, step.data[start : start + SECTOR])


def _apply(data: bytearray, steps: Iterable[Step]) -> None:
    for step in steps:
        if step.what == "cut":
            del data[step.at :]
            data.extend(bytes(step.at - len(data)))
        else:
            data.extend(bytes(max(0, step.at - len(data))))
            data[step.at : step.at + len(step.data)] = step.data
