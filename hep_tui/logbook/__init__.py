"""The append-only record of a review in one SQLite file, and the only SQL in the project."""

from hep_tui.logbook.book import Book, Source, new_token
from hep_tui.logbook.entry import Draft, Entry, record_code, same_code
from hep_tui.logbook.errors import Damaged, NotALogbook, NotStored, OtherReview, ReadOnly

__all__ = [
    "Book",
    "Damaged",
    "Draft",
    "Entry",
    "NotALogbook",
    "NotStored",
    "OtherReview",
    "ReadOnly",
    "Source",
    "new_token",
    "record_code",
    "same_code",
]
