"""Read a list of numbered papers as the ballots of one poll: each row is a ballot, or says what is wrong with it.

The other readers of this folder put papers together and leave numbers out; here every paper keeps its own, and a row
that cannot be read spoils no other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hep_tui.counting.files.columns import IDS, PERHAPS_IDS, RANKED, STRATA, Sheet, mark, plain_name
from hep_tui.counting.files.source import BallotFileError, short, tidy
from hep_tui.domain.ballots import STATUSES, Ballot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hep_tui.counting.files.source import BallotFile
    from hep_tui.domain.polls import Poll

BESIDE = frozenset([*STRATA, "status", "weight", "reason", "people", "unit"])
LARGEST = 999_999


@dataclass(frozen=True)
class Row:
    """Hold one paper of a list with its line, and where it cannot be read, the column and why."""

    line: int
    ballot: Ballot
    column: str = ""
    wrong: str = ""


class _Wrong(Exception):
    def __init__(self, column: str, why: str) -> None:
        super().__init__(why)
        self.column, self.why = column, why


def of_sheet(page: Sheet, poll: Poll, id: str, name: str) -> list[Row]:
    """Return the papers of a sheet: a column per option, `rank1,rank2,…`, or a row a mark.

    Raises BallotFileError where no column numbers the papers, or where a column is neither an option nor known.
    """
    number = _number_column(page)
    if number is None:
        raise BallotFileError(f"{name}, line 1: no column numbers the papers; head one of them `ballot`.")
    if page.column("option") is not None:
        return _long(page, poll, id, number, name)
    ranks = {k: int(m[1] or m[2]) for k, h in enumerate(page.heading) if (m := RANKED.fullmatch(plain_name(h)))}
    places = {} if ranks else _option_columns(page, poll, number, name)
    found = []
    for line, cells in page.rows:
        if any(cell.strip() for cell in cells):
            found.append(_row(page, poll, id, line, cells, number, ranks, places))
    return found


def of_file(file: BallotFile, poll: Poll, id: str, first: int, name: str) -> list[Row]:
    """Return the papers of a file that does not number them, numbered from `first` in its order.

    Raises BallotFileError where it names other options than the poll.
    """
    kind = "ranks" if poll.method == "rank" else file.look
    if not file.fits(kind):
        raise BallotFileError(f"{name} holds {' or '.join(file.profiles)}, and the poll takes {kind}.")
    profile = file.profiles[kind]
    options = [_option(poll, label) for label in profile.options]
    if None in options or len(set(options)) < len(options):
        strange = next((label for label, o in zip(profile.options, options, strict=True) if o is None), "one twice")
        raise BallotFileError(f"{name}: there is no option {short(strange)!r} on this paper; nothing was stored.")
    rows: list[Row] = []
    for paper in profile.ballots:
        marks = {o: m for o, m in zip(options, paper.marks, strict=True) if o is not None and m is not None}
        for _ in range(paper.weight):
            who = paper.strata.get("phase", ""), paper.strata.get("role", "")
            what = Ballot(id, first + len(rows), "valid" if marks else "blank", marks, *who)
            twice = "an option stands on this paper twice" if paper.repeats else ""
            rows.append(Row(len(rows) + 1, what, "the marks" if twice else "", twice))
    return rows


def _number_column(page: Sheet) -> int | None:
    names = [plain_name(h) for h in page.heading]
    likely = [k for k, name in enumerate(names) if name == "ballot"]
    likely += [k for k, name in enumerate(names) if IDS.fullmatch(name) and name not in (*BESIDE, "batch")]
    likely += [0] if names and names[0] in PERHAPS_IDS else []
    return likely[0] if likely else None


def _option(poll: Poll, text: str) -> str | None:
    """Return the option that a text names by its id or label, whatever its case."""
    wanted = tidy(text).casefold()
    found = [o.id for o in poll.options if wanted in (o.id.casefold(), o.label.casefold())]
    found += [o.id for o in poll.options if wanted == f"{o.id} {o.label}".casefold()]
    return found[0] if found else None


def _option_columns(page: Sheet, poll: Poll, number: int, name: str) -> dict[int, str]:
    places: dict[int, str] = {}
    for k, heading in enumerate(page.heading):
        if k == number or plain_name(heading) in BESIDE or not heading or IDS.fullmatch(plain_name(heading)):
            continue
        option = _option(poll, heading)
        if option is None or option in places.values():
            raise BallotFileError(f"{name}, line 1, column {k + 1}: {short(heading)!r} is no option of this poll.")
        places[k] = option
    if not places:
        raise BallotFileError(f"{name}, line 1: no column is named as an option of this poll.")
    return places


def _row(
    page: Sheet,
    poll: Poll,
    id: str,
    line: int,
    cells: Sequence[str],
    number: int,
    ranks: Mapping[int, int],
    places: Mapping[int, str],
) -> Row:
    ballot = Ballot(id, 0)
    try:
        ballot = replace(ballot, number=_numbered(page, cells, number))
        ballot = _about(page, ballot, cells)
        pairs = _by_rank(page, poll, cells, ranks) if ranks else _by_option(page, cells, places)
        return Row(line, _marked(ballot, pairs))
    except _Wrong as wrong:
        return Row(line, ballot, wrong.column, wrong.why)


def _numbered(page: Sheet, cells: Sequence[str], k: int) -> int:
    text = cells[k].strip()
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= LARGEST):
        raise _Wrong(page.heading[k], f"{short(text)!r} is not the number of a paper")
    return int(text)


def _about(page: Sheet, ballot: Ballot, cells: Sequence[str]) -> Ballot:
    """Return the ballot with its status, phase, role and reason."""
    given = {name: cells[k].strip() for name in BESIDE if (k := page.column(name)) is not None and cells[k].strip()}
    status = given.get("status", "valid").lower()
    if status not in STATUSES:
        raise _Wrong("status", f"a ballot cannot be {short(status)}")
    if given.get("weight", "1") != "1":
        raise _Wrong("weight", "one row is one paper, so its weight is 1")
    people = given.get("people", "1")
    if not (people.isascii() and people.isdigit() and 0 < int(people[:6]) <= LARGEST):
        raise _Wrong("people", f"{short(people)!r} is not a number of people")
    phase, role, reason = (given.get(name, "") for name in ("phase", "role", "reason"))
    unit = given.get("unit", ballot.unit)
    return replace(ballot, status=status, people=int(people), phase=phase, role=role, reason=reason, unit=unit)


def _by_rank(page: Sheet, poll: Poll, cells: Sequence[str], ranks: Mapping[int, int]) -> Iterable[tuple[str, int, str]]:
    for k, rank in sorted(ranks.items(), key=lambda item: item[1]):
        for part in (p for p in cells[k].split("=") if p.strip()):
            option = _option(poll, part)
            if option is None:
                raise _Wrong(page.heading[k], f"there is no option {short(part)!r} on this paper")
            yield option, rank, page.heading[k]


def _by_option(page: Sheet, cells: Sequence[str], places: Mapping[int, str]) -> Iterable[tuple[str, int, str]]:
    for k, option in places.items():
        if cells[k].strip():
            found = mark(cells[k])
            if found is None or abs(found) > LARGEST:
                raise _Wrong(page.heading[k], f"{short(cells[k])!r} is not a mark")
            yield option, found, page.heading[k]


def _marked(ballot: Ballot, pairs: Iterable[tuple[str, int, str]]) -> Ballot:
    marks = dict(ballot.marks)
    for option, value, column in pairs:
        if option in marks:
            raise _Wrong(column, "an option stands on this paper twice")
        marks[option] = value
    status = "blank" if ballot.status == "valid" and not marks else ballot.status
    return replace(ballot, status=status, marks=marks)


def _long(page: Sheet, poll: Poll, id: str, number: int, name: str) -> list[Row]:
    """Return the papers of a sheet with a row a mark, each with the line where it begins."""
    value = next((k for n in ("rank", "mark", "score", "grade", "points", "approved")
                  if (k := page.column(n)) is not None), None)  # fmt: skip
    if value is None:
        raise BallotFileError(f"{name}, line 1: a column should hold the rank or mark of each option.")
    option = page.column("option") or 0
    found: dict[str, Row] = {}
    for line, cells in page.rows:
        key = cells[number].strip()
        if key:
            found[key] = _more(
                page, poll, found.get(key) or Row(line, Ballot(id, 0)), line, cells, (number, value, option)
            )
    return [_closed(row) for row in found.values()]


def _closed(row: Row) -> Row:
    blank = row.ballot.status == "valid" and not row.ballot.marks
    return replace(row, ballot=replace(row.ballot, status="blank")) if blank and not row.wrong else row


def _more(page: Sheet, poll: Poll, row: Row, line: int, cells: Sequence[str], at: tuple[int, int, int]) -> Row:
    if row.wrong:
        return row
    number, value, option = at
    ballot = row.ballot
    try:
        ballot = replace(ballot, number=_numbered(page, cells, number))
        ballot = _about(page, ballot, cells)
        if not cells[option].strip() and not cells[value].strip():
            return replace(row, ballot=ballot)
        named = _option(poll, cells[option])
        if named is None:
            raise _Wrong(page.heading[option], f"there is no option {short(cells[option])!r} on this paper")
        return replace(row, ballot=_marked(ballot, _by_option(page, cells, {value: named})))
    except _Wrong as wrong:
        return Row(line, ballot, wrong.column, wrong.why)
