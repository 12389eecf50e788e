"""Founders of a review whom the laptop that founded it never introduced: somebody wrote them into the file."""

from hep_tui.logbook import trust
from hep_tui.logbook.book import Book
from hep_tui.logbook.laptop_key import four_words


def strangers(book: Book) -> list[str]:
    """Return the keys of founders that this laptop, which is one itself, never introduced.

    A merge brings in none of them; whoever changes the file may.
    """
    founders = set(book.trust.claims.values())
    if book.laptop is None or book.laptop.public not in founders or len(founders) < 2:
        return []
    return sorted(founders - trust.read(book.conn, book.laptop.public).introduced)


def doubts(book: Book) -> list[str]:
    """Return, in sentences, which laptops count in this file as founders although nobody here said so."""
    return [_DOUBT.format(words=four_words(key)) for key in strangers(book)]


_DOUBT = (
    "In this file another laptop ({words}) founds the review, which this laptop founded and never introduced it to, so "
    "whatever it closed, declared or erased counts. Introduce it if you know it; if not, go back to a backup."
)
