"""Who came to each meeting, as far as a headcount needs it: cells of phases and roles, and nothing else of anybody."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from hep_tui.domain.headcount import Present, linked_by, voters_told
from hep_tui.domain.hiding import OTHERS, standing
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.phases import Cells
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.views.meetings import begun


def came(book: Book, cells: Cells) -> dict[str, list[Present]]:
    """Return those who came by meeting, each phase as the cell in which it may be shown."""
    found: dict[str, list[Present]] = {}
    for who in attended(book):
        found.setdefault(who.meeting, []).append(present(who, cells))
    return found


def attended(book: Book) -> list[Attendance]:
    """Return who came to which meeting that has begun: readers know which have not, and would take those off a sum."""
    held = begun(book)
    return [record.what for record in records(book, Attendance) if record.what.meeting in held]


def present(who: Attendance, cells: Cells) -> Present:
    """Return what a headcount needs of somebody."""
    return Present(who.person, cells.of(who.phase)[0], who.role)


def roles(there: Mapping[str, Sequence[Present]]) -> dict[str, frozenset[str]]:
    """Return the people of each role of which it may be told how many came to any meeting; `there` is by meeting."""
    role_of = {p.person: p.role for people in there.values() for p in people}
    alone = standing(Counter(role_of.values()), "")
    if not linked_by("role", there.values(), {role: role for role in alone}):
        return {}
    return {role: frozenset(p for p, own in role_of.items() if own == role) for role in sorted(alone)}


def labelled(book: Book, meeting: str, phases: Sequence[str], label: Callable[[str], str]) -> list[str]:
    """Return the label of each phase that somebody voted from, none of any where they would tell who did not vote."""
    came = Counter(label(a.what.phase) or OTHERS for a in records(book, Attendance, meeting=meeting))
    labels = [label(phase) for phase in phases]
    told = not meeting or voters_told(came, Counter(each or OTHERS for each in labels))
    return labels if told else [""] * len(labels)
