"""What a piece of work costs: CPU seconds and memory of a process of its own, since other programs share the machine.

`python -m tests.bench.cost MODULE:NAME ARGUMENT …` runs one, and prints both figures as JSON.
"""

import contextlib
import gc
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

Work = Callable[..., Iterator[None]]
"""A generator that is given texts. Before its `yield` it makes ready, which costs nothing; nor does what follows
a second one."""


@dataclass(frozen=True)
class Cost:
    """Hold CPU seconds, of user and system with every child, and the most memory that was held, in MB."""

    seconds: float
    memory: float


def cost(work: Work, *given: object, times: int = 1) -> Cost:
    """Return the least that a piece of work costs in so many runs."""
    words = [sys.executable, "-m", __name__, f"{work.__module__}:{work.__name__}", *map(str, given)]
    ran = [subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True) for _ in range(times)]
    return min((Cost(*json.loads(each.stdout)) for each in ran), key=lambda found: found.seconds)


def spent() -> float:
    """Return the CPU seconds of this process and of its children that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def _peak() -> float:
    """Return the most memory of this process in MB; Linux alone tells it apart from that of whoever started it."""
    told = Path("/proc/self/status")
    if not told.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return next(int(line.split()[1]) for line in told.read_text().splitlines() if line.startswith("VmHWM")) / 1024


def _run(name: str, given: list[str]) -> tuple[float, float]:
    module, _, function = name.partition(":")
    work: Iterator[None] = getattr(import_module(module), function)(*given)
    next(work)
    before = spent()
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        next(work, None)
    return spent() - before, _peak()


if __name__ == "__main__":
    # As the program itself does.
    gc.set_threshold(50_000, 20, 50)
    print(json.dumps(_run(sys.argv[1], sys.argv[2:])))
