"""What hep doctor --hall looks at: whether this laptop can take votes by phone, and over which network."""

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from hep_tui.commands.doctor import Finding

_TRIES = 15
_SLOW = 0.1


def findings(folder: Path) -> Iterator[Finding]:
    """Yield what was found; `folder` is where the review is."""
    from hep_tui.hall.serving import addresses

    here = addresses()
    advice = "" if here else "Join the network of the hall first."
    yield Finding("Addresses", ", ".join(here) or "none but its own", advice)
    if find_spec("segno") is None:
        yield Finding("Cards", "cannot be printed", "Install what draws the codes: pip install 'hep-tui[hall]'.")
    else:
        yield Finding("Cards", "can be printed")
    seconds = _seconds_to_disk(folder)
    slow = "Close other programs, and keep the review on the laptop's own disk." if seconds > _SLOW else ""
    yield Finding("Disk", f"a ballot takes {seconds * 1000:.0f} ms to be safe on it", slow)
    yield Finding(
        "Access point", "hep cannot see it",
        "Use one in a bag of its own, with WPA3 and no way to the internet; a laptop's hotspot holds 8 to 32 phones.",
    )  # fmt: skip


def _seconds_to_disk(folder: Path) -> float:
    """Return how long a few bytes take to be safe on the disk, as the middle of several tries."""
    taken = []
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        for _ in range(_TRIES):
            began = time.perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
            taken.append(time.perf_counter() - began)
    return statistics.median(taken)
