"""Who came to each meeting, as far as a headcount needs it: cells of phases and roles, and nothing else of anybody."""

from hep_tui.domain.headcount import Present
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.phases import Cells
from hep_tui.logbook import Book
from hep_tui.logbook.records import records


def came(book: Book, cells: Cells) -> dict[str, list[Present]]:
    """Return those who came by meeting, each phase as the cell in which it may be shown."""
    found: dict[str, list[Present]] = {}
    for record in records(book, Attendance):
        found.setdefault(record.what.meeting, []).append(present(record.what, cells))
    return found


def present(who: Attendance, cells: Cells) -> Present:
    """Return what a headcount needs of somebody."""
    return Present(who.person, cells.of(who.phase)[0], who.role)
