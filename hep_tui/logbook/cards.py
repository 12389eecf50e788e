"""Which cards for voting by phone were used in this file, and the codes they bear.

A card is used once, however: what says so lies beside the record and changes together with the box, so that no crash
and no second program makes one card two votes. It says nothing of a ballot, of a time or of an order.
"""

import hashlib
import hmac
import sqlite3
from collections.abc import Collection, Iterable, Mapping

from hep_tui.domain import cards
from hep_tui.errors import HepError
from hep_tui.logbook.book import Book
from hep_tui.logbook.connect import writing
from hep_tui.logbook.errors import NotStored, ReadOnly


def key(book: Book, poll: str) -> bytes:
    """Return what the codes of a poll's cards follow from: it belongs to this laptop, and is in no file.

    Raises HepError where this laptop has no key.
    """
    if book.laptop is None:
        raise HepError("This laptop has no key, so it knows no cards; see to it that hep can write into its folder.")
    return hmac.digest(book.laptop.seed, f"hep cards\n{poll}".encode(), hashlib.sha256)


def mark(book: Book, poll: str) -> str:
    """Return what tells the key of these cards from any other, and gives none of them away."""
    return hashlib.sha256(key(book, poll)).hexdigest()[:16]


def codes(book: Book, poll: str, printed: int) -> dict[str, int]:
    """Return the cards of a poll by their codes, as `domain.cards.plain` writes them."""
    secret = key(book, poll)
    return {cards.plain(cards.code(secret, poll, number)): number for number in range(1, printed + 1)}


def used(book: Book, poll: str) -> dict[int, str]:
    """Return how each card that is used up was used."""
    try:
        rows = book.conn.execute("SELECT number, used FROM card WHERE poll = ? ORDER BY number", (poll,))
        return {int(row[0]): str(row[1]) for row in rows}
    except sqlite3.OperationalError:
        # A file of an older hep knows no cards.
        return {}


def claim(book: Book, poll: str, numbers: Iterable[int], how: str) -> set[int]:
    """Use cards up, within the caller's transaction; return those that were free."""
    held = used(book, poll)
    free = {number for number in numbers if number not in held}
    lay(book.conn, poll, held | dict.fromkeys(free, how))
    return free


def lay(conn: sqlite3.Connection, poll: str, held: Mapping[int, str]) -> None:
    """Write again all the cards that are used up, in their order, since a page keeps rows where they were put."""
    conn.execute("DELETE FROM card WHERE poll = ?", (poll,))
    conn.executemany("INSERT INTO card VALUES (?, ?, ?)", [(poll, *row) for row in sorted(held.items())])


def use(book: Book, poll: str, numbers: Collection[int], how: str) -> dict[int, str]:
    """Use cards up, safely on the disk, without a ballot: all, or where some are used up otherwise, which are returned.

    Raises ReadOnly or NotStored.
    """
    if book.read_only:
        raise ReadOnly(book.read_only)
    try:
        with book.beside(), writing(book.conn):
            held = used(book, poll)
            gone = {number: held[number] for number in numbers if held.get(number, how) != how}
            if not gone:
                claim(book, poll, numbers, how)
            return gone
    except sqlite3.Error as error:
        raise NotStored(f"The cards are as they were ({error}); nothing was changed, try again.") from error
