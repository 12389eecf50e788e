"""Read what is whole of a damaged file: every page by itself, without SQLite, which gives up where a page is missing.

The table of entries has no rowid, so its rows are in the pages of an index, in leaves and above them alike, while that
of signatures has one; see https://www.sqlite.org/fileformat.html. An entry proves itself by its hashes and a signature
by its key, so nothing else that is found does harm.
"""

import mmap
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from hep_tui.logbook import header, limits
from hep_tui.logbook.entry import COLUMNS, Entry
from hep_tui.logbook.errors import Damaged
from hep_tui.logbook.signatures import Signature, Signatures, proved
from hep_tui.logbook.verify import unsound

SECONDS = limits.SECONDS
SIGNED = ("writer", "entry", "signature")
"""The columns of a signature."""
_MOST_BYTES = limits.MAX_LENGTH
_LEAF, _ABOVE, _OF_TABLE = 10, 2, 13
_PAGE_SIZES = (4096, 512, 1024, 2048, 8192, 16384, 32768, 65536)
_LEAST_USED = 480
_SIZES = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 7: 8, 8: 0, 9: 0}


@dataclass
class _File:
    """Hold the bytes of a file, the size of its pages, and how many pages may still be read for long rows."""

    data: mmap.mmap
    size: int
    usable: int
    left: int

    def page(self, n: int) -> bytes:
        return self.data[(n - 1) * self.size : n * self.size]


@dataclass(frozen=True)
class Salvaged:
    """Hold what was read of a damaged file: entries, and the signatures that are genuine over them."""

    entries: list[Entry]
    signed: Signatures


def read(path: Path, name: str = "") -> Salvaged:
    """Return every entry that can still be read, once; whether they hold together is for the caller.

    Raises Damaged where that takes too long; `name` is what the file is called then.
    """
    if not path.stat().st_size:
        return Salvaged([], {})
    deadline = time.monotonic() + SECONDS
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        best: list[Entry] = []
        beside: list[list[Any]] = []
        for size, usable in _layouts(data):
            pages = _File(data, size, usable, 4 * -(-len(data) // size))
            rows = list(_rows(pages, deadline, name or path.name))
            found = _best(row for row in rows if len(row) == len(COLUMNS))
            if len(found) > len(best):
                best, beside = found, [row for row in rows if len(row) == len(SIGNED)]
            if best and data[:16] == header.MAGIC:
                break
    texts = [row for row in beside if all(type(value) is str for value in row)]
    whole = (e for e in best if not unsound(e, len(best)))
    return Salvaged(best, proved(whole, ((row[0], Signature(row[1], row[2])) for row in texts)))


def _layouts(data: mmap.mmap) -> Iterator[tuple[int, int]]:
    """Yield how large pages may be, and how much of each is used: as the header says, then as it may have said."""
    said = int.from_bytes(data[16:18], "big")
    said = 65536 if said == 1 else said
    if said in _PAGE_SIZES:
        yield said, max(said - data[20], _LEAST_USED)
    yield from ((size, size) for size in _PAGE_SIZES)


def _best(rows: Iterable[list[Any]]) -> list[Entry]:
    """Return each entry once, the better one of two copies."""
    found: dict[Any, Entry] = {}
    for row in rows:
        entry = Entry._make(row)
        if entry.id not in found or _better(entry, found[entry.id]):
            found[entry.id] = entry
    return list(found.values())


def _better(entry: Entry, than: Entry) -> bool:
    """Say which of two copies is whole, or, where both are, from which the words were erased."""
    return (not unsound(entry), entry.body is None) > (not unsound(than), than.body is None)


def _rows(file: _File, deadline: float, name: str) -> Iterator[list[Any]]:
    for n in range(2, -(-len(file.data) // file.size) + 1):
        if time.monotonic() > deadline:
            raise Damaged(f"Reading {name} takes too long; nothing was merged, open its newest backup.")
        yield from _rows_of(file, file.page(n))


def _rows_of(file: _File, page: bytes) -> Iterator[list[Any]]:
    """Yield the rows of one page that have the columns of an entry, or of a signature."""
    if page[0] == _OF_TABLE:
        yield from (row for row in _read(page, 8, partial(_signature, page)) if len(row) == len(SIGNED))
    elif page[0] in (_LEAF, _ABOVE):
        first, child = (8, 0) if page[0] == _LEAF else (12, 4)
        entry = partial(_payload, file, page)
        yield from (row for row in _read(page, first, lambda at: entry(at + child)) if len(row) == len(COLUMNS))


def _read(page: bytes, first: int, payload: Callable[[int], bytes]) -> Iterator[list[Any]]:
    """Yield the rows of a page whose list of places begins at `first`, but those that cannot be read."""
    for i in range(first, min(first + 2 * int.from_bytes(page[3:5], "big"), len(page)), 2):
        with suppress(IndexError, ValueError):
            yield _values(payload(int.from_bytes(page[i : i + 2], "big")))


def _signature(page: bytes, at: int) -> bytes:
    """Return a row of a table with rowids, from its page alone; ValueError where it is longer than any signature."""
    length, at = _varint(page, at)
    _rowid, at = _varint(page, at)
    if length > _LEAST_USED:
        raise ValueError
    return page[at : at + length]


def _payload(file: _File, page: bytes, at: int) -> bytes:
    """Return a row as it is written, from its page and those that it runs over into; ValueError where some is lost."""
    length, at = _varint(page, at)
    if length > _MOST_BYTES:
        raise ValueError
    here = _kept_here(length, file.usable)
    held = bytearray(page[at : at + here])
    following = page[at + here : at + here + 4]
    while len(held) < length and file.left > 0 and any(following):
        file.left -= 1
        further = file.page(int.from_bytes(following, "big"))
        following = further[:4]
        held += further[4 : file.usable]
    if len(held) < length:
        raise ValueError
    return bytes(held[:length])


def _kept_here(length: int, usable: int) -> int:
    """Return how many bytes of a row are in its own page."""
    most, least = (usable - 12) * 64 // 255 - 23, (usable - 12) * 32 // 255 - 23
    if length <= most:
        return length
    rest = least + (length - least) % (usable - 4)
    return rest if rest <= most else least


def _values(row: bytes) -> list[Any]:
    end, at = _varint(row, 0)
    kinds = []
    while at < end:
        kind, at = _varint(row, at)
        kinds.append(kind)
    values = []
    for kind in kinds:
        size = _SIZES[kind] if kind in _SIZES else (kind - 12) // 2
        values.append(_value(kind, row[at : at + size]))
        at += size
    return values


def _value(kind: int, data: bytes) -> Any:
    """Return what some bytes are by the kind that the row gives them; ValueError for bytes that are not text."""
    if kind in (0, 8, 9):
        return None if kind == 0 else kind - 8
    if kind < 7:
        return int.from_bytes(data, "big", signed=True)
    return data.decode() if kind > 12 and kind % 2 else data


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, and where it ends; IndexError where the bytes do."""
    value = 0
    for i in range(8):
        byte = data[at + i]
        value = value << 7 | byte & 127
        if byte < 128:
            return value, at + i + 1
    return value << 8 | data[at + 8], at + 9
