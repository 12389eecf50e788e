"""Which files of exports hold somebody: tables and pages, and what is packed in workbooks, documents and projects."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hep_tui.domain.meant import Meant, named

_SEALED = (".sealed", ".age")


@dataclass(frozen=True)
class Holding:
    """Hold what a file says of somebody: that it names them, or else the words that may mean them.

    `closed` says that it cannot be looked into, as it is sealed or cannot be read.
    """

    path: Path
    named: bool = False
    maybe: tuple[str, ...] = ()
    closed: bool = False


def holding(folder: Path, words: Sequence[str], meant: Meant) -> list[Holding]:
    """Return the files in a folder that name somebody, may mean them, or cannot be looked into; no logbooks."""
    inside = sorted(folder.rglob("*")) if folder.is_dir() else []
    name = named(words)
    found = [_of(path, name, meant) for path in inside if path.is_file() and path.suffix != ".hep"]
    return [each for each in found if each.named or each.maybe or each.closed]


def _of(path: Path, name: re.Pattern[str], meant: Meant) -> Holding:
    try:
        parts = [] if path.suffix in _SEALED else [*_parts(path)]
    except (OSError, RuntimeError, NotImplementedError, zipfile.BadZipFile):
        parts = []
    if not parts:
        return Holding(path, closed=path.stat().st_size > 0)
    texts = [(part.decode("utf-8", "replace"), b"\0" in part) for part in parts]
    if any(name.search(text) for text, _ in texts):
        return Holding(path, named=True)
    # What is no text has no words, and any two of its bytes may read as capitals.
    lines = (line for text, binary in texts if not binary for line in text.splitlines())
    return Holding(path, maybe=tuple(dict.fromkeys(said for line in lines for said in meant.find(line))))


def _parts(path: Path) -> Iterator[bytes]:
    if not zipfile.is_zipfile(path):
        yield path.read_bytes()
        return
    with zipfile.ZipFile(path) as held:
        for name in held.namelist():
            yield held.read(name)
