"""Whose backups a folder holds: those of one file on this laptop, its lineage, and what was last seen in it.

A file that is renamed or moved keeps its lineage; a copy of it begins one of its own, and so does an older copy that
was put in its place, so that neither ever pushes out the backups of the other.
"""

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from hep_tui.domain.clock import day_of, time_of_day, when
from hep_tui.domain.text import plain_name
from hep_tui.logbook import connect, reading
from hep_tui.logbook.book import Book
from hep_tui.logbook.codes import Heads

_SEEN = "seen.json"


@dataclass(frozen=True)
class Seen:
    """Hold what this laptop last saw of a file."""

    path: str
    device: int = 0
    inode: int = 0
    at: str = ""
    """The laptop's clock then, as information."""
    entries: int = 0
    heads: Heads | None = None
    backed_up: float = 0.0
    """When it was backed up last, by a clock that only runs forward and begins again with the laptop."""
    name: str = ""
    """The path by which it was opened, which may be a link to where it lies."""


def folder_for(book: Book, root: Path) -> Path:
    """Return the folder under `root` that holds the backups of this file; it need not be there yet."""
    memo: dict[Path, Path] = book.memo.setdefault("lineage", {})
    if root not in memo:
        found = _own(book, root)
        new = review_folder(book, root) / f"{plain_name(book.path.stem)}-{secrets.token_hex(3)}"
        memo[root] = found[-1] if found else new
    return memo[root]


def copies(folder: Path) -> list[Path]:
    """Return the backups of a folder, in the order of their records."""
    found = folder.glob("[0-9]*-[0-9]*-[0-9]*T[0-9]*Z-*.hep") if folder.is_dir() else ()
    return sorted(found, key=lambda path: (*map(int, parts(path)[:2]), path.name))


def parts(path: Path) -> tuple[str, str, str, str]:
    """Return what the name of a backup says: the number of its last entry, how many there are, time and code."""
    n, entries, at, code = path.stem.split("-")
    return n, entries, at, code


def is_for(book: Book, folder: Path) -> bool:
    """Say whether a folder was given out as that of this file's lineage; any other belongs to whoever named it."""
    return folder in book.memo.get("lineage", {}).values()


def is_of(folder: Path, path: Path) -> bool:
    """Say whether a folder holds the lineage of what lies at a path, or lay there when it was last seen."""
    last = seen(folder)
    return last is not None and (_same(last, path) or _at(last, path))


def seen(folder: Path) -> Seen | None:
    """Return what this laptop last saw of the file whose lineage a folder holds."""
    with suppress(OSError, ValueError, TypeError, AttributeError, KeyError):
        said: dict[str, Any] = json.loads((folder / _SEEN).read_text("utf-8"))
        heads = {str(w): (str(id), int(n)) for w, (id, n) in said.pop("heads").items()}
        found = Seen(**said, heads=heads)
        return found if isinstance(found.path, str) else None
    return None


def remember(book: Book, folder: Path, *, backed_up: float | None = None) -> None:
    """Keep what the file holds now beside its backups; it is no harm where that cannot be."""
    before = seen(folder) or Seen("")
    made = before.backed_up if backed_up is None else backed_up
    with suppress(OSError, *connect.UNREADABLE):
        info = book.path.stat()
        now = replace(before, path=str(book.path.resolve()), device=info.st_dev, inode=info.st_ino, backed_up=made)
        now = replace(now, name=str(book.path.absolute()))
        heads = book.writers()
        now = replace(now, at=book.source.now().isoformat(), entries=sum(n for _, n in heads.values()), heads=heads)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = folder / f".{_SEEN}.{os.getpid()}"
        part.write_text(json.dumps(asdict(now)), "utf-8")
        part.chmod(0o600)
        part.replace(folder / _SEEN)


def older(book: Book, root: Path) -> str:
    """Return in a sentence what this laptop saw in this place and is not in the file; empty where all of it is.

    A file that lies in the place of another, or is all that is left of it, is compared, and so is what a link leads to
    now that led to another; a copy elsewhere is not.
    """
    here = book.writers()
    lost = [(n, folder, each) for folder, each in _lineages(book, root) if (n := _missing(here, each.heads or {}))]
    lost = [(n, folder, each) for n, folder, each in lost if _stood_for(each, book.path)]
    if not lost:
        return ""
    count, folder, last = max(lost, key=lambda each: each[0])
    return f"{book.path.name} holds {count} entries fewer than this laptop saw {_when(book, last)}; " + _held_by(
        folder, here, last.heads or {}
    )


def in_place_of(path: Path, root: Path) -> Path | None:
    """Return the newest backup of the review that this laptop last saw at a path."""
    there = [(each.at, at.parent) for at in root.glob(f"*/*/{_SEEN}") if (each := seen(at.parent)) and _at(each, path)]
    held = [copy for _, folder in sorted(there, reverse=True) for copy in reversed(copies(folder))]
    return next((copy for copy in held if reading.whole(copy)), None)


def _own(book: Book, root: Path) -> list[Path]:
    """Return the folders of this file's lineage, the likeliest last.

    Of a file that has lost what was seen in it, none is: what comes next would push out what it lost.
    """
    here = book.writers()
    found = [(folder, each) for folder, each in _lineages(book, root) if not _missing(here, each.heads or {})]
    moved = [(each.entries, folder) for folder, each in found if not os.path.lexists(each.path)]
    there = [(each.entries, folder) for folder, each in found if _at(each, book.path)]
    same = [(each.entries, folder) for folder, each in found if _same(each, book.path)]
    return [folder for group in (moved, there, same) for _, folder in sorted(group)]


def _lineages(book: Book, root: Path) -> Iterator[tuple[Path, Seen]]:
    for at in sorted(review_folder(book, root).glob(f"*/{_SEEN}")):
        if found := seen(at.parent):
            yield at.parent, found


def review_folder(book: Book, root: Path) -> Path:
    """Return the folder under `root` that holds the backups of every file of this review."""
    found = book.rows("review")
    return root / plain_name(found[0]["id"] if found else book.path.stem)


def _stood_for(each: Seen, path: Path) -> bool:
    """Say whether a path leads to what was seen, or did before, or that is gone."""
    return _same(each, path) or _at(each, path) or _called(each, path) or not os.path.lexists(each.path)


def _called(each: Seen, path: Path) -> bool:
    return each.name == str(path.absolute())


def _at(each: Seen, path: Path) -> bool:
    # Not resolve, which raises where links lead in a circle.
    return each.path == os.path.realpath(path)


def _same(each: Seen, path: Path) -> bool:
    with suppress(OSError):
        info = path.stat()
        return (info.st_dev, info.st_ino) == (each.device, each.inode)
    return False


def _missing(here: Heads, before: Heads) -> int:
    """Return how many entries of an earlier state are not here."""
    return sum(max(0, count - here.get(writer, ("", 0))[1]) for writer, (_, count) in before.items())


def _held_by(folder: Path, here: Heads, before: Heads) -> str:
    """Return in words which backup holds the most of what is not here."""
    for copy in reversed(copies(folder)):
        with reading.read_book(copy) as (_report, held):
            heads = held.writers() if held else {}
        lost = {writer: head for writer, head in before.items() if head[1] > here.get(writer, ("", 0))[1]}
        kept = _missing(here, lost) - _missing(_more(here, heads), lost)
        if kept > 0:
            what = "holds them" if kept == _missing(here, lost) else f"holds {kept} of them"
            return f"the newest backup {what}: {copy}."
    return "no backup holds them."


def _more(a: Heads, b: Heads) -> Heads:
    """Return for each writer the head that has more entries before it."""
    return {
        writer: max(a.get(writer, ("", 0)), b.get(writer, ("", 0)), key=lambda head: head[1]) for writer in {*a, *b}
    }


def _when(book: Book, last: Seen) -> str:
    at, now = datetime.fromisoformat(last.at), book.source.now()
    hour = f"at {time_of_day(at)}"
    return hour if day_of(at) == day_of(now) else f"on {when(at, now)} {hour}"
