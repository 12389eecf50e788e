"""Which rows of a survey are responses: tests, disqualified, empty and double ones are told apart, with the reason."""

import re
from collections.abc import Iterator, Mapping, Sequence

from hep_tui.domain.survey import DISQUALIFIED, DOUBLE, EMPTY, KEPT, PARTIAL, TEST, Answer
from hep_tui.exchange.survey import mapping as about
from hep_tui.exchange.survey.mapping import Holding
from hep_tui.tables.reading import Row

_TEST = re.compile(r"test(ing)?|test (row|response|entry|school)|.*\b(preview|survey test|spam)\b.*", re.IGNORECASE)
_OUT = re.compile(r".*(disqualif|screened out|over quota|terminated).*", re.IGNORECASE)
_UNFINISHED = re.compile(r"false|no|0|partial(ly completed)?|incomplete|in ?progress|started|\d{1,2}", re.IGNORECASE)
_AT_THE_END = re.compile(r"submit|\bended\b|completion", re.IGNORECASE)
_FEWEST, _LONG = 3, 40
About = Mapping[str, Sequence[tuple[int, Holding]]]
"""The columns that say something of the response itself, by what they hold: place and what it holds."""


def cell_of(row: Row, columns: About, holds: str) -> str:
    """Return what a row says of itself, empty for nothing."""
    return next((cell for place, _ in columns.get(holds, ()) if (cell := row.cell(place))), "")


def outcome(row: Row, columns: About, answers: Sequence[Answer], doubles: set[int]) -> str:
    """Return what becomes of a row: kept or partial, or why it is left out."""
    status, school = cell_of(row, columns, about.STATUS), cell_of(row, columns, about.SCHOOL)
    if _TEST.fullmatch(status) or _TEST.fullmatch(school):
        return TEST
    if _OUT.fullmatch(status):
        return DISQUALIFIED
    if all(answer.missing for answer in answers):
        return EMPTY
    if row.line in doubles:
        return DOUBLE
    return PARTIAL if _unfinished(row, columns, status) else KEPT


def _unfinished(row: Row, columns: About, status: str) -> bool:
    """Say whether the tool says so: by a status in words, a progress, or no time at which it was submitted."""
    if _UNFINISHED.fullmatch(cell_of(row, columns, about.FINISHED)):
        return True
    submitted = [place for place, column in columns.get(about.TIME, ()) if _AT_THE_END.search(column.header)]
    return bool(_UNFINISHED.fullmatch(status) and status.isalpha()) or any(not row.cell(place) for place in submitted)


def doubles(rows: Sequence[Row], columns: About, asked: Sequence[int]) -> set[int]:
    """Return the lines of rows that came again: of the same address or token, or with the same long answers."""
    last: dict[tuple[str, ...], int] = {}
    found = set()
    for row in rows:
        for mark in _marks(row, columns, asked):
            if mark in last:
                found.add(last[mark])
            last[mark] = row.line
    return found


def _marks(row: Row, columns: About, asked: Sequence[int]) -> Iterator[tuple[str, ...]]:
    """Yield what tells one person from others: an address is looked at here, and dropped."""
    for holds in (about.PRIVATE, about.TOKEN):
        for place, column in columns.get(holds, ()):
            cell = row.cell(place).casefold()
            personal = holds == about.TOKEN or "mail" in column.header.casefold()
            if personal and cell and "anonymous" not in cell:
                yield holds, str(place), cell
    who = [place for holds in (about.SCHOOL, about.URN, about.ROLE) for place, _ in columns.get(holds, ())]
    said = tuple(row.cell(place) for place in (*who, *asked))
    if sum(map(bool, said)) >= _FEWEST and any(len(cell) > _LONG for cell in said):
        yield "answers", *said
