"""What a new poll can be made of."""

from datetime import datetime

from hep_tui.domain.form import Around
from hep_tui.domain.models import Revision
from hep_tui.domain.polls import Poll
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.views.meetings import current_meeting, meetings
from hep_tui.views.review import review


def around(book: Book, now: datetime) -> Around:
    """Return the pack, models in every version, schools, meetings and polls of a review."""
    found, lines = review(book), meetings(book, now)
    current = current_meeting(lines)
    revised = [r.what.model for r in records(book, Revision)]
    return Around(
        found.pack,
        (*found.pack.models, *revised),
        found.schools,
        meetings=tuple((m.id, m.meeting) for m in lines),
        polls=tuple((p.id, p.what) for p in records(book, Poll)),
        current=current.id if current else "",
    )
