"""The register on paper: who is expected, by school, with boxes to tick and lines for whoever else comes."""

from collections.abc import Iterable

from hep_tui.domain.resolve.folding import in_order
from hep_tui.domain.speech import worded
from hep_tui.reports.page import box, cell, heading, page, paragraph, table
from hep_tui.views.register import Expected, Register

EMPTY = 12
"""How many lines are left for people who were not invited."""
_CSS = "th:first-child { width: 13mm; } th:last-child { width: 15mm; } th:nth-last-child(2) { width: 42mm; }"


def register_page(view: Register, *, names: bool = True) -> str:
    """Return the printable register of a meeting; without `names`, a person is a line of a school and a role."""
    title = f"Register: {view.title}"
    body = [heading(title), paragraph(" · ".join(part for part in (view.date, view.said) if part))]
    if view.expected:
        body.append(table(("Here", _place(), *(["Name"] if names else []), "Role", "Table"), _rows(view, names)))
    else:
        body.append(table(("Here", _place(), "Role", "Table"), _schools(view)))
    body.append(heading("Who else has come", 2))
    named = names and bool(view.expected or view.walk_ins)
    walk_in = ("Here", f"{_place()} or organisation", *(["Name"] if named else []), "Role", "Table")
    body.append(table(walk_in, [*_others(view, named), *[[""] * len(walk_in)] * EMPTY]))
    about = "This page holds names: keep it with the papers of the meeting, and shred it when it has been keyed."
    kept = named
    body.append(paragraph(about if kept else "No names on this page: they are not needed for the headcount.", "quiet"))
    return page(title, body, _CSS)


def _place() -> str:
    return worded("{Place}")


def _rows(view: Register, names: bool) -> list[list[str]]:
    ordered = sorted(view.expected, key=lambda e: (not e.school, in_order(e.school), in_order(e.person.name)))
    if not names:
        # In the order of names, a list without them still says who is who.
        ordered = sorted(view.expected, key=lambda e: (not e.school, in_order(e.school), _roles(view, e)))
    rows = []
    for expected in ordered:
        attendance = view.door.known.get(expected.person.code)
        here = bool(attendance and attendance.state == "here")
        table_no = attendance.table_no if attendance else expected.invitation.table_no
        absent = _absent(expected, names)
        seat = " ".join(part for part in (str(table_no or ""), absent) if part)
        who = [cell(expected.person.name)] if names else []
        school = cell(expected.school or worded("No {place} given"))
        rows.append([box("here", ticked=here), school, *who, cell(_roles(view, expected)), cell(seat)])
    return rows


def _absent(expected: Expected, names: bool) -> str:
    """Return why somebody is not awaited any more, empty where they are."""
    if expected.replaced:
        came = expected.stand_in if names else "somebody else"
        return f"({came} came)"
    return "(will not come)" * expected.away


def _roles(view: Register, expected: Expected) -> str:
    return _labels(view, (*expected.person.roles, *expected.person.groups))


def _labels(view: Register, ids: Iterable[str]) -> str:
    return ", ".join(view.vocabulary.label(id) for id in ids if id)


def _others(view: Register, named: bool) -> list[list[str]]:
    """Return a line for each who came and was not invited, in the order in which they came."""
    invited = {expected.person.code for expected in view.expected}
    listed = {person.code for person in view.door.people}
    rows = []
    for person in view.people:
        if person.person not in invited:
            stood = person.attendance
            who, where = (person.label, person.school) if person.person in listed else ("", person.label)
            marks = cell(_labels(view, (stood.role, *stood.groups)))
            here = box("here", ticked=stood.state == "here")
            rows.append([here, cell(where), *[cell(who)] * named, marks, cell(str(stood.table_no or ""))])
    return rows


def _schools(view: Register) -> list[list[str]]:
    """Return a line a school, where nobody was invited by name."""
    ordered = sorted(view.schools, key=lambda s: in_order(s.name))
    return [[box("here"), cell(school.name), "", ""] for school in ordered]
