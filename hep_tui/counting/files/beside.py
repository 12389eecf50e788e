"""Read what is beside the marks of a paper in a list: its status, whose it is, and why it is what it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hep_tui.counting.files.columns import STRATA, Sheet
from hep_tui.counting.files.source import short
from hep_tui.domain.ballots import STATUSES, Ballot
from hep_tui.domain.record import MOST
from hep_tui.domain.terms import term_named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hep_tui.domain.pack import Pack, Term

PART = "part"
BESIDE = frozenset([*STRATA, "status", "weight", "reason", "people", "unit", PART])
UNITS = ("person", "school", "table")


class Wrong(Exception):
    """Say in which column of a row something cannot be read, and why."""

    def __init__(self, column: str, why: str) -> None:
        super().__init__(why)
        self.column, self.why = column, why


def places_beside(page: Sheet) -> dict[str, int]:
    """Return the columns of a sheet that say something beside the marks, with their places."""
    return {name: k for name in BESIDE if (k := page.column(name)) is not None}


def about(places: Mapping[str, int], cells: Sequence[str], pack: Pack) -> dict[str, Any]:
    """Return the fields of a ballot that a row says beside the marks, in the columns at these places.

    Raises Wrong where a cell cannot be read.
    """
    given = {name: said for name, k in places.items() if (said := cells[k].strip())}
    if not given:
        return {}
    status, unit = given.get("status", "valid").lower(), given.get("unit", UNITS[0]).lower()
    if status not in STATUSES:
        raise Wrong("status", f"a ballot cannot be {short(status)}")
    if unit not in UNITS:
        raise Wrong("unit", f"a ballot is that of a person, a school or a table, not of {short(unit)!r}")
    if given.get("weight", "1") != "1":
        raise Wrong("weight", "one row is one paper, so its weight is 1")
    people, reason = _people(given), given.get("reason", "")
    whose = {"unit": unit} if "unit" in given else {}
    return {"status": status, "people": people, "reason": reason, **whose, **_strata(given, pack)}


def _people(given: Mapping[str, str]) -> int:
    people = given.get("people", "1")
    if not (people.isascii() and people.isdigit() and 0 < int(people[:6]) <= MOST):
        raise Wrong("people", f"{short(people)!r} is not a number of people")
    return int(people)


def who(ballot: Ballot, given: Mapping[str, str], pack: Pack) -> Ballot:
    """Return the ballot with its phase, role and group, named by id or label in any case.

    Raises Wrong where the pack does not know one of them.
    """
    return replace(ballot, **_strata(given, pack))


def _strata(given: Mapping[str, str], pack: Pack) -> dict[str, Any]:
    terms = {"phase": pack.phases, "role": pack.roles, "group": pack.groups}
    return {what: _term(what, given, known) for what, known in terms.items()}


def _term(what: str, given: Mapping[str, str], terms: Sequence[Term]) -> str:
    said = given.get(what, "")
    if not said:
        return ""
    id = term_named(said, terms)
    if not id:
        known = ", ".join(t.id for t in terms) or "none"
        raise Wrong(what, f"there is no {what} {short(said)!r} in this review; it has {known}")
    return id
