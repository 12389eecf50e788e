"""How the parts of the register read."""

from textual.content import Content

from hep_tui.domain.meetings import Attendance
from hep_tui.domain.register import MOST, Arrival, Found, arriving
from hep_tui.tui.symbols import symbols
from hep_tui.tui.text import content, fit
from hep_tui.views.register import Present, Register


def matches(view: Register, arrival: Arrival, marked: int, width: int) -> list[Content]:
    """Return whom the letters may mean, with what Enter does to each."""
    verb = "LEAVES" if arrival.leaving else "ARRIVES"
    lines = [content(f" {verb}", "bold $quiet")]
    if arrival.walk_in:
        return [*lines, content("   somebody from elsewhere", "bold $here")]
    for i, found in enumerate(arrival.found):
        here = i == min(marked, len(arrival.found) - 1)
        said = _stands(view, arrival, found)
        text = f" {symbols().here if here else ' '} {fit(_named(view, found), max(10, width - len(said) - 5))} {said}"
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
    return "left" if code in view.door.known else "expected"


def latest(view: Register, width: int, room: int) -> list[Content]:
    """Return who came last, the latest first."""
    lines = [content(" CAME LAST", "bold $quiet")]
    lines += [content(f"   {_told(person, view, width)}") for person in reversed(view.people[-max(1, room) :])]
    return lines if view.people else [*lines, content("   nobody yet", "$quiet")]


def missing(view: Register, width: int, room: int) -> list[Content]:
    """Return who was invited and has not come, in the order of their names."""
    absent, room = view.missing, max(1, room - 1)
    lines = [content(f" NOT HERE YET, {len(absent)} of {len(view.expected)} invited", "bold $quiet")]
    for expected in absent[:room]:
        school = expected.school or "no school"
        lines.append(content(f"   {fit(f'{expected.person.name}, {school}', max(10, width - 3))}"))
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
    found += [f"table {attendance.table_no}"] * bool(attendance.table_no) + ["LEFT"] * (attendance.state == "left")
    return ", ".join(found)


def counts(view: Register, *, tight: bool) -> Content:
    """Return the headcounts, one under the other; `tight` leaves no line between them."""
    lines = [content("PRESENT, schools", "bold $quiet")]
    for label, n, schools in view.phases:
        lines.append(content(f"{fit(label, 11)}{n or '-':>3}{schools:>5}", "" if n else "bold $alarm"))
    came = len(view.expected) - len(view.missing)
    parts = (
        ("INVITED", [("came", came), ("not yet", len(view.missing))] if view.expected else []),
        ("ROLES", view.roles),
        ("GROUPS", view.groups),
        ("TABLES", [(f"table {table}", n) for table, n in view.tables]),
    )
    for heading, rows in parts:
        if rows:
            lines += [] if tight else [Content("")]
            lines += [content(heading, "bold $quiet"), *(content(f"{fit(label, 11)}{n:>3}") for label, n in rows)]
    return Content("\n").join(lines)
