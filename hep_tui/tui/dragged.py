"""Read a path that was typed, or dragged from a window of files into the terminal."""

import os
import re
from collections.abc import Iterator
from pathlib import Path


def dragged(text: str, beside: Path = Path()) -> Path:
    """Return the path that a text means: as it is, in quotes, with a stroke before each blank, or as `file://`.

    A name may hold any of these signs itself, so the first reading that is there is taken, also in the folder `beside`;
    else the text as it is.
    """
    paths = [Path(each).expanduser() for each in _readings(text.strip())]
    return next((path for path in (*paths, *(beside / each for each in paths)) if path.exists()), paths[0])


def _readings(text: str) -> Iterator[str]:
    yield text
    yield text.strip("'\"")
    yield re.sub(r"\\(.)", r"\1", text)
    if text.startswith("file://"):
        yield os.fsdecode(re.sub(rb"%([0-9A-Fa-f]{2})", _byte, text.removeprefix("file://").encode()))


def _byte(found: re.Match[bytes]) -> bytes:
    return bytes.fromhex(found[1].decode())
