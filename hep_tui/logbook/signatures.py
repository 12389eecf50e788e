"""The signature under each writer's last entry, which is right for its whole chain.

A writer that names the key of its laptop is believed only as far as that key signed. Signatures are no entries: they
prove the record, as hashes do, and are in no code.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hep_tui.logbook.entry import Entry
from hep_tui.logbook.laptop_key import LaptopKey, genuine

_PUT = (
    "INSERT INTO signature VALUES (?, ?, ?) "
    "ON CONFLICT (writer) DO UPDATE SET entry = excluded.entry, signature = excluded.signature"
)


@dataclass(frozen=True)
class Signature:
    """Hold what a laptop signed last of a writer."""

    entry: str
    signature: str


Signatures = Mapping[str, Signature]


def key_of(e: Entry) -> str:
    """Return the public key that a writer's opening names; empty where it names none, or is not an opening."""
    key = e.data.get("key") if e.kind == "open" and e.subject == e.writer and not e.prev else None
    return key if isinstance(key, str) else ""


def sign(conn: sqlite3.Connection, laptop: LaptopKey, stored: Iterable[Entry]) -> None:
    """Sign the last of these entries of each writer, within the caller's transaction."""
    last = {e.writer: e.id for e in stored}
    conn.executemany(_PUT, [(writer, id, laptop.sign(_head(id))) for writer, id in last.items()])


def read(conn: sqlite3.Connection) -> dict[str, Signature]:
    """Return the signature of each writer, from a file that has the table for them."""
    rows = conn.execute("SELECT writer, entry, signature FROM main.signature NOT INDEXED").fetchall()
    return {str(writer): Signature(str(entry), str(signature)) for writer, entry, signature in rows}


def proved(entries: Iterable[Entry], found: Iterable[tuple[str, Signature]]) -> dict[str, Signature]:
    """Return, of what may be signatures of writers, for each the one that covers most of its chain."""
    held = list(entries)
    keys = {e.writer: key for e in held if (key := key_of(e))}
    number = {e.id: e.n for e in held}
    best: dict[str, Signature] = {}
    for writer, signed in found:
        key = keys.get(writer, "")
        if key and _covered(key, signed, number) > _covered(key, best.get(writer), number):
            best[writer] = signed
    return best


def keep(conn: sqlite3.Connection, entries: Iterable[Entry], theirs: Signatures) -> None:
    """Take over the signatures of another file for the entries that came from it, where they cover more than ours."""
    ours = read(conn)
    for writer in sorted({e.writer for e in entries} & theirs.keys()):
        mine = ours.get(writer)
        if mine is None or _number(conn, theirs[writer].entry) > _number(conn, mine.entry):
            conn.execute(_PUT, (writer, theirs[writer].entry, theirs[writer].signature))


def unsigned(entries: Sequence[Entry], signatures: Signatures) -> Iterator[Entry]:
    """Yield the entries that name a laptop which did not sign them; `entries` are in the order of the record."""
    keys = {e.writer: key for e in entries if e.kind == "open" and (key := key_of(e))}
    heads = {signed.entry for signed in signatures.values()}
    number = {e.id: e.n for e in entries if e.id in heads}
    covered = {writer: _covered(key, signatures.get(writer), number) for writer, key in keys.items()}
    for e in entries:
        if e.writer in keys and e.n > covered[e.writer]:
            yield e


def cut_short(entries: Sequence[Entry], signatures: Signatures) -> Iterator[str]:
    """Yield the writers whose last entries are missing, although their laptop signed them."""
    writers = {e.writer for e in entries if e.kind == "open" and key_of(e)}
    heads = {signatures[writer].entry: writer for writer in writers & signatures.keys()}
    yield from sorted(set(heads.values()) - {heads[e.id] for e in entries if e.id in heads})


def _covered(key: str, signed: Signature | None, number: Mapping[str, int]) -> int:
    if signed is None or signed.entry not in number:
        return 0
    return number[signed.entry] if genuine(key, _head(signed.entry), signed.signature) else 0


def _head(id: str) -> str:
    return f"hep head\n{id}"


def _number(conn: sqlite3.Connection, id: str) -> int:
    row = conn.execute("SELECT n FROM entry WHERE id = ?", (id,)).fetchone()
    return int(row[0]) if row else 0
