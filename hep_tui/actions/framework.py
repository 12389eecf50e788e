"""What can be done with the framework: rate its conditions, by table or by person."""

from hep_tui.actions import record
from hep_tui.domain.framework import Rating, check, subject_of_table
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.pack import Pack
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import record_of


def rate(book: Book, pack: Pack, rating: Rating, corrects: str = "") -> str:
    """Record a sheet and return its id.

    A table has one sheet a meeting, so rating it again corrects it; a person's is new, unless it `corrects` another.
    Raises HepError for a sheet that is empty or that the pack does not know, and where there is no such meeting.
    """
    check(rating, pack)
    if record_of(book, Meeting, rating.meeting) is None:
        raise HepError("This meeting is not in the record any more; nothing was stored.")
    if rating.unit == "table":
        # Settled first: a sheet keyed over two versions would hide that they differed.
        id = subject_of_table(rating.meeting, rating.table_no)
        found = record_of(book, Rating, id)
        if found and found.disputed:
            raise HepError("This table has two versions after a merge; settle the conflict first, nothing was stored.")
        if not found or found.what != rating:
            record.put(book, id, rating)
        return id
    if corrects:
        record.amend(book, corrects, rating)
        return corrects
    return record.add(book, rating)
