"""Backups: whole, verified copies in another place, made without stopping anything.

They are in order by the number of their last entry, and aged by the clock that says more: one that nobody sets may
stand still while a laptop sleeps, and the laptop's own may be wrong, or set back.
"""

import contextlib
import math
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from hep_tui.domain.steady import steady
from hep_tui.logbook import box_keys, cards, connect, lineage, reading, secret_ballots
from hep_tui.logbook.book import Book
from hep_tui.logbook.errors import NotStored
from hep_tui.logbook.lineage import copies, folder_for, parts

__all__ = ["folder_for"]

KEEP = 10
OPEN = ("while-open-a.hep", "while-open-b.hep")
"""The two copies that are kept while a secret poll is open."""
_SECONDS_OPEN, _SECONDS, _ENTRIES = 300, 600, 50
_STEP = 5
"""By so many ballots at least an open box grows from one copy to the next."""
_STAMP = "%Y%m%dT%H%M%SZ"

Box = tuple[list[tuple[str, str]], dict[int, str]]
"""The rows of a box, random keys and ballots, and the cards that are used up."""


def backup(book: Book, folder: Path) -> Path:
    """Copy the logbook into `folder`, verify the copy, and return its path.

    An equal newest copy that is still whole is returned as it is. Raises NotStored, with nothing half-written left.
    """
    if secret_ballots.open_polls(book):
        return _while_open(book, folder)
    final = _of_record(book, folder)
    forget_open(folder)
    # Only now, when another copy has the sealed boxes, is what opens the copies of before of no use to the tellers.
    for poll in secret_ballots.sealed_polls(book):
        box_keys.forget(book, poll)
    return final


def _of_record(book: Book, folder: Path) -> Path:
    code = book.record_code().replace("-", "")
    newest = copies(folder)[-1:]
    if newest and newest[0].stem.endswith(code) and reading.whole(newest[0]):
        return newest[0]
    at = book.source.now().astimezone(UTC).strftime(_STAMP)
    final = folder / f"{book.last_n():06}-{book.count():06}-{at}-{code}.hep"
    _put(book, folder, final)
    # Beside a changed box, what may hold it as it was sealed stays.
    if lineage.is_for(book, folder) and not secret_ballots.problems(book):
        rotate(folder)
    return final


def _while_open(book: Book, folder: Path) -> Path:
    """Copy a logbook with an open secret poll over the older of two copies, both of which go when it closes.

    More of them, with their times, would tell in which order ballots came; so would a copy that has only a few ballots
    more than the last one.
    """
    first, second = (folder / name for name in OPEN)
    turn = book.memo.get(("open copy", folder)) or (first if second.is_file() else second)
    final = second if turn == first else first
    _put(book, folder, final, _boxes(book, turn))
    book.memo["open copy", folder] = final
    return final


def _boxes(book: Book, last: Path) -> dict[str, Box]:
    """Return the open boxes that a copy takes from the last one, since they have grown by less than a step."""
    with reading.read_book(last) if last.is_file() else nullcontext((None, None)) as (_report, before):
        open_now = secret_ballots.open_polls(book)
        held = {poll: (secret_ballots.rows(before, poll), cards.used(before, poll)) for poll in open_now if before}
    now = {poll: len(secret_ballots.rows(book, poll)) for poll in open_now}
    boxes = {poll: held.get(poll, ([], {})) for poll in open_now}
    return {poll: box for poll, box in boxes.items() if 0 < now[poll] - len(box[0]) < _STEP}


def forget_open(folder: Path) -> None:
    """Delete the copies that were made while a secret poll was open."""
    for name in OPEN:
        with contextlib.suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def _put(book: Book, folder: Path, final: Path, boxes: Mapping[str, Box] = MappingProxyType({})) -> None:
    temporary = folder / f".{final.name}.{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _copy(book, temporary, boxes)
        temporary.replace(final)
        connect.sync_folder(folder)
        _remember(book, folder)
    except (OSError, sqlite3.Error) as error:
        raise NotStored(f"No backup could be made in {folder} ({error}); the review itself is safe.") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _copy(book: Book, path: Path, boxes: Mapping[str, Box]) -> None:
    if connect.is_in_memory(book.conn):
        raise NotStored(
            f"{book.read_only} No copy of it is made either; its record goes into a file of its own with: "
            "hep merge NEWFILE --salvage OLDFILE."
        )
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    with _with(book, boxes) if boxes else nullcontext(book.conn) as conn:
        vacuum_into(conn, path)
    if not reading.whole(path):
        raise sqlite3.DatabaseError("the copy does not verify")
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def vacuum_into(conn: sqlite3.Connection, path: Path) -> None:
    """Write a whole database into a new file, whatever bytes its name is made of."""
    conn.execute("VACUUM INTO CAST(? AS TEXT)", (os.fsencode(path),))


@contextlib.contextmanager
def _with(book: Book, boxes: Mapping[str, Box]) -> Iterator[sqlite3.Connection]:
    """Lend the logbook in memory, with other ballots in some of its boxes."""
    with contextlib.closing(connect.memory()) as conn:
        book.conn.backup(conn)
        for poll, (ballots, used) in boxes.items():
            conn.execute("DELETE FROM secret WHERE poll = ?", (poll,))
            conn.executemany("INSERT INTO secret VALUES (?, ?, ?)", [(poll, *row) for row in ballots])
            cards.lay(conn, poll, used)
        yield conn


def rotate(folder: Path) -> None:
    """Keep the last ten backups and the newest of each day; the others go."""
    backups = copies(folder)
    newest_of_day = {parts(path)[2][:8]: path for path in backups}
    keep = {*backups[-KEEP:], *newest_of_day.values()}
    for path in backups:
        if path not in keep:
            with contextlib.suppress(OSError):
                path.unlink()


def due(book: Book, folder: Path) -> bool:
    """Say whether fifty entries have come since the newest backup, or ten minutes have passed with something new."""
    age = _age(book, folder)
    if secret_ballots.open_polls(book):
        return age >= _SECONDS_OPEN or not any((folder / name).is_file() for name in OPEN)
    if any((folder / name).exists() for name in OPEN):
        return True
    backups = copies(folder)
    if not backups:
        return True
    _, entries, _, code = parts(backups[-1])
    grown = book.count() - int(entries)
    return grown >= _ENTRIES or (age >= _SECONDS and code != book.record_code().replace("-", ""))


def _remember(book: Book, folder: Path) -> None:
    """Note when a backup was made: in this run of the program, and for the next one where the folder is ours."""
    now = _seconds(book)
    book.memo["backed up", folder] = now
    book.memo["at", folder] = book.source.now()
    if lineage.is_for(book, folder):
        lineage.remember(book, folder, backed_up=now)


def _age(book: Book, folder: Path) -> float:
    """Return how many seconds ago the newest backup was made; for ever where the laptop was started since.

    The laptop's clock counts for what it went on since then, or since this run first asked; never for what it says.
    """
    last = lineage.seen(folder)
    made = book.memo.get(("backed up", folder), last.backed_up if last else None)
    age = _seconds(book) - made if made is not None else -1.0
    now = book.source.now()
    went_on = now - book.memo.setdefault(("at", folder), now)
    return max(age, went_on.total_seconds()) if age >= 0 else math.inf


def _seconds(book: Book) -> float:
    return (book.source.steady or steady)()


def keep_up(book: Book, root: Path) -> Path | None:
    """Make a backup under `root` if one is due, and return it.

    Raises NotStored where it cannot be made.
    """
    folder = folder_for(book, root)
    if not book.read_only and due(book, folder):
        return backup(book, folder)
    if not book.read_only:
        lineage.remember(book, folder)
    return None


def leave(book: Book, folder: Path) -> None:
    """Remember what was seen of a file that is about to be closed; no copy of an open box outlives the box."""
    with contextlib.suppress(NotStored, *connect.UNREADABLE):
        if any((folder / name).exists() for name in OPEN) and not secret_ballots.open_polls(book):
            backup(book, folder)
    lineage.remember(book, folder)


def newest_time(folder: Path) -> datetime | None:
    """Return when the newest backup was made, in UTC, as the laptop's clock had it."""
    backups = copies(folder)
    return datetime.strptime(parts(backups[-1])[2], _STAMP).replace(tzinfo=UTC) if backups else None
