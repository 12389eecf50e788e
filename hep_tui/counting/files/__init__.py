"""Read and write ballot files: PrefLib, BLT, ABIF, own CSV, NIST CDF JSON.

Readers are tolerant, give one warning per repair, and otherwise refuse in one sentence with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from hep_tui.counting.files import abif, blt, cdf, long_csv, preflib, wide_csv
from hep_tui.counting.files.source import BallotFile, BallotFileError, Source
from hep_tui.counting.profile import TooManyPapers

if TYPE_CHECKING:
    from pathlib import Path

    from hep_tui.counting.profile import Profile

__all__ = ["READERS", "WRITERS", "BallotFile", "BallotFileError", "Source", "parse", "read", "write"]

Reader = Callable[[Source], BallotFile]

READERS: dict[str, Reader] = {
    "soc": preflib.read, "soi": preflib.read, "toc": preflib.read, "toi": preflib.read, "cat": preflib.read,
    "blt": blt.read, "abif": abif.read, "json": cdf.read, "csv": wide_csv.read, "tsv": wide_csv.read,
}  # fmt: skip
WRITERS: dict[str, Callable[[Profile], str]] = {
    "soc": preflib.write, "soi": preflib.write, "toc": preflib.write, "toi": preflib.write,
    "cat": preflib.write_approvals, "blt": blt.write, "abif": abif.write, "csv": long_csv.write,
}  # fmt: skip


def read(path: Path) -> BallotFile:
    """Read a ballot file by its ending, or by its look where the ending says nothing.

    Raises BallotFileError in one sentence for whatever cannot be read.
    """
    return parse(Source.open(path), path.suffix.lower().lstrip("."))


def parse(source: Source, ending: str = "") -> BallotFile:
    """Read ballots from text already in memory."""
    reader = READERS.get(ending) or READERS[_look(source.text)]
    try:
        return reader(source)
    except TooManyPapers as error:
        raise source.error(str(error), 1) from None
    except RecursionError:
        raise source.error("this is nested too deeply to be a ballot file", 1) from None


def write(profile: Profile, path: Path) -> None:
    """Write a profile in the format of the path's ending, refusing to replace a file.

    Raises BallotFileError for an unknown ending, or where a file or folder is in the way.
    """
    ending = path.suffix.lower().lstrip(".")
    if ending not in WRITERS:
        raise BallotFileError(f"{path.name}: ballots can be written as {', '.join(WRITERS)}, not as {ending!r}.")
    try:
        with path.open("x", encoding="utf-8", newline="") as out:
            out.write(WRITERS[ending](profile))
    except OSError as error:
        raise BallotFileError(f"{path.name} was not written: {error.strerror}; nothing was replaced.") from None


def _look(text: str) -> str:
    lines = [line.strip() for line in text[:20_000].splitlines()]
    first = next((line for line in lines if line and not line.startswith("#")), "")
    if text.lstrip().startswith(("{", "[")) and '"CVR"' in text:
        return "json"
    if re.match(r"# *(FILE NAME|TITLE|NUMBER|ALTERNATIVE)", text.lstrip()):
        return "toi"
    if re.fullmatch(r"\d++\s++\d++\s*+(#.*)?", first):
        return "blt"
    if re.search(r"^[ \t]*+(\d++[ \t]*+:|=\S+:)", text[:20_000], re.MULTILINE):
        return "abif"
    return "csv"
