"""How the parts of the register read."""

from collections.abc import Iterator

from textual.content import Content

from hep_tui.domain.door import MOST, Found
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.people import Invitation, Standing
from hep_tui.domain.register import Arrival, arriving
from hep_tui.domain.speech import worded
from hep_tui.domain.wording import counted
from hep_tui.tui.symbols import pointer, symbols
from hep_tui.tui.text import beside, content, fit, heading
from hep_tui.tui.widgets.chart import bar_of
from hep_tui.views.register import Present, Register


def page(view: Register, arrival: Arrival | None, marked: int, width: int, room: int, *, absent: bool) -> list[Content]:
    """Return whom the letters of an `arrival` may mean, or who came last, or who has not come where that is asked.

    Where there is room for two columns, who has not come is beside the rest.
    """
    width = min(width - 1, _LONGEST)
    half = (width - 3) // 2
    two = half >= _COLUMN and bool(view.expected or arrival)
    wide = half if two else min(width, _LONGEST // 2)
    first, second = (missing, latest) if absent else (latest, missing)
    if arrival:
        left = matches(view, arrival, marked, wide)
        second = missing if view.expected else latest
    else:
        left = first(view, wide, room)
    if two:
        return beside([(left, half), (second(view, half, room), half)], 3)
    if arrival and room > len(left) + _FEWEST:
        left += [Content(""), *latest(view, wide, room - len(left) - 2)]
    return left


_LONGEST = 124
"""Two columns of names are at most so wide, so that what belongs to a name is near it."""
_COLUMN = 38
"""A column of names is at least so wide."""
_FEWEST = 8
"""Who came last is shown under the matches where so many rows are left."""


def matches(view: Register, arrival: Arrival, marked: int, width: int) -> list[Content]:
    """Return whom the letters may mean, with what Enter does to each."""
    verb = "LEAVES" if arrival.leaving else "ARRIVES"
    if arrival.instead:
        verb = f"{verb} FOR {arrival.instead.name}"
    lines = [heading(f" {verb}", width)]
    if arrival.walk_in:
        who = arrival.who.words or "somebody from elsewhere"
        return [*lines, content(f"   {fit(who, max(10, width - 4))}", "bold $here")]
    if arrival.everybody is not None:
        n = counted(len(arrival.everybody), "person", "people")
        return [*lines, content(f"   everybody awaited but those named: {n}", "bold $here")]
    for i, found in enumerate(arrival.found):
        here = i == min(marked, len(arrival.found) - 1)
        said = _stands(view, arrival, found)
        text = f" {pointer(here)} {fit(_named(view, found), max(10, width - len(said) - 5))} {said}"
        lines.append(content(text, "bold $here" if here else ""))
    if len(arrival.found) == MOST:
        lines.append(content("   more letters find others", "$quiet"))
    return lines if arrival.found else [*lines, content("   nobody has these letters", "bold $alarm")]


def _named(view: Register, found: Found) -> str:
    if found.person is None:
        return found.label
    school = next((e.school for e in view.expected if e.person.code == found.person.code), "")
    return f"{found.label}, {school}" if school else found.label


def _stands(view: Register, arrival: Arrival, found: Found) -> str:
    """Return what is to be known of a line before Enter: who is here of it, and that somebody would move."""
    if arrival.table_no and not arrival.leaving and arriving("", arrival, found, view.door).how == "moved":
        return f"moves to table {arrival.table_no}"
    if found.school:
        n = len(view.door.of_school(found.school))
        return f"{n} here" if n else ""
    code = found.person.code if found.person else found.code
    if view.door.here(code):
        return "is here"
    if code in view.door.known:
        return "left"
    if found.person is None:
        return "expected"
    if view.door.stand_in(found.person):
        return "somebody came for them"
    return _awaited(found.person.at(view.door.meeting), leaving=arrival.leaving)


def _awaited(invitation: Invitation, *, leaving: bool) -> str:
    """Return whether somebody who has not come is still expected, and what the list says of that."""
    if invitation.standing is Standing.AWAY:
        return "will not come"
    if leaving:
        return "say they will not come"
    seat = f", table {invitation.table_no}" * bool(invitation.table_no)
    return f"expected{seat}"


def latest(view: Register, width: int, room: int) -> list[Content]:
    """Return who came last, the latest first."""
    lines = [heading(" CAME LAST", width)]
    lines += [content(f"   {_told(person, view, width)}") for person in reversed(view.people[-max(1, room) :])]
    return lines if view.people else [*lines, content("   nobody yet", "$quiet")]


def missing(view: Register, width: int, room: int) -> list[Content]:
    """Return who was invited and has not come, in the order of their names."""
    absent, room = view.missing, max(1, room - 1)
    lines = [heading(" NOT HERE YET", width, f"{len(absent)} of {len(view.expected)} invited" if view.expected else "")]
    said = [f"{expected.person.name}, {expected.words}" for expected in absent[:room]]
    lines += [content(f"   {fit(words, max(10, width - 3))}") for words in said]
    if len(absent) > room:
        lines.append(content(f"   and {len(absent) - room} more: their letters find them", "$quiet"))
    nobody = "everybody has come" if view.expected else "nobody was invited by name; Ctrl+L reads a sign-up list"
    return lines if absent else [*lines, content(f"   {nobody}", "$quiet")]


def _told(person: Present, view: Register, width: int) -> str:
    said = marks(person.attendance, view)
    return f"{fit(person.words, max(10, width - len(said) - 5))} {said}"


def marks(attendance: Attendance, view: Register) -> str:
    """Return role, groups, table, and whether somebody has left."""
    found = [view.vocabulary.label(id) for id in (attendance.role, *attendance.groups) if id]
    if attendance.table_no:
        found.append(f"table {attendance.table_no}")
    if attendance.state == "left":
        found.append("LEFT")
    return ", ".join(found)


def counts(view: Register, width: int, *, tight: bool) -> Content:
    """Return the headcounts, one under the other, with bars where there is room; `tight` leaves no line between."""
    lines = [heading("PRESENT", width, worded("{places}")), *_by_phase(view, width)]
    tables = [(f"table {table}", n) for table, n in view.tables]
    parts = {"INVITED": _invited(view), "ROLES": view.roles, "GROUPS": view.groups, "TABLES": tables}
    for title, rows in parts.items():
        if rows and not tight:
            lines.append(Content(""))
        if rows:
            lines += [heading(title, width), *(content(f"{fit(name, _LABEL)}{n:>3}") for name, n in rows)]
    return Content("\n").join(lines)


_LABEL = 11


def _by_phase(view: Register, width: int) -> Iterator[Content]:
    """Yield how many people are here of each phase, and of how many of its schools, with a bar where there is room."""
    none, bar = symbols().none, max(0, width - 23)
    most = max((n for _, n, _ in view.phases), default=0) or 1
    for name, n, schools in view.phases:
        spoken_for = f"{view.schools_here.get(name, 0)}/{schools}" if schools else none
        figures = content(f"{fit(name, _LABEL)}{n or none:>3}{spoken_for:>6}", "" if n else "$quiet")
        drawn = bar_of(n / most, bar - 2) if bar > _BAR else Content("")
        yield Content.assemble(figures, "  ", drawn) if drawn else figures


def _invited(view: Register) -> list[tuple[str, int]]:
    """Return how many of those invited came, and did not."""
    if not view.expected:
        return []
    found = [("came", view.came), ("not yet", len(view.missing))]
    if view.replaced:
        found.append(("replaced", len(view.replaced)))
    if view.away:
        found.append(("not coming", len(view.away)))
    return found


_BAR = 6
"""Bars of fewer cells say too little."""
