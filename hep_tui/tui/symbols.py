"""The few signs that screens draw with, and what stands for them where a terminal has only ASCII."""

import locale
import os
import sys
from typing import NamedTuple


class Symbols(NamedTuple):
    """Hold one set of signs; `half` is half a cell of a `bar`, and `track` what the rest of its scale is drawn with."""

    rule: str
    bar: str
    half: str
    track: str
    block: str
    none: str
    here: str
    done: str
    running: str
    planned: str
    key: str
    up: str
    down: str


UNICODE = Symbols(
    "─",
    "▄",
    "▖",
    track="▁",
    block="█",
    none="–",
    here="▸",
    done="✓",
    running="●",
    planned="○",
    key="★",
    up="↑",
    down="↓",
)
ASCII = Symbols(
    "-",
    "=",
    "-",
    track=" ",
    block="#",
    none="-",
    here=">",
    done="x",
    running="o",
    planned="-",
    key="*",
    up="Up",
    down="Down",
)


_PLAIN = str.maketrans(
    {"·": "|", "–": "-", "—": "-", "×": "x", "£": "GBP ", "…": "~", "‘": "'", "’": "'", "“": '"', "”": '"'}
)


def only_ascii() -> bool:
    """Say whether this terminal should be spared Unicode: `HEP_ASCII=1`, a Linux console, or no UTF-8."""
    asked = os.environ.get("HEP_ASCII")
    if asked is not None:
        return asked not in ("", "0")
    encoding = (getattr(sys.stdout, "encoding", "") or locale.getpreferredencoding(False)).lower()
    return os.environ.get("TERM") == "linux" or "utf" not in encoding.replace("-", "")


def symbols() -> Symbols:
    """Return the signs for this terminal."""
    return ASCII if only_ascii() else UNICODE


def pointer(here: bool) -> str:
    """Return the sign in front of a row: of the one that keys act on, or a space."""
    return symbols().here if here else " "


def drawn(text: str) -> str:
    """Return text with its typographic signs in plain ones, where this terminal has no others."""
    return text.translate(_PLAIN) if not text.isascii() and only_ascii() else text
