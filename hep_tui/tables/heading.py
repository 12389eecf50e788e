"""Find which row of a list is its heading, and which column holds what."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from hep_tui.tables.reading import COLUMN, HEADING, Choices, Doubt, Reading, Row, Unreadable, by_place, spread

_WITHIN = 20
_ANSWERS = frozenset(["response", "open-ended response", "other (please specify)"])
"""What a survey tool writes below its questions in a second row of its heading."""
_NOT_SAID = re.compile(r"anonymous|-+|n/?a|none|unknown", re.IGNORECASE)


class NoHeading(Unreadable):
    """Refuse a list of which no row heads its columns; `cells` are those of its first row below a title."""

    def __init__(self, words: str, cells: Sequence[str]) -> None:
        super().__init__(words)
        self.cells = tuple(cells)


Meaning = Callable[[str], tuple[str, int]]
"""What a heading means and how surely: higher is surer; where nothing is known, the meaning is empty."""


@dataclass(frozen=True)
class Columns:
    """Hold which row is the heading, and the place of what each column holds.

    `upper` is the line of the first of two rows that are the heading together, 0 where it is one.
    """

    line: int
    headers: tuple[str, ...]
    places: Mapping[str, int]
    private: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    upper: int = 0

    @property
    def recognised(self) -> tuple[tuple[str, str], ...]:
        """Return (header, what it is taken for) in the order of the list."""
        pairs = sorted((place, what) for what, place in self.places.items())
        return tuple((self.headers[place], what) for place, what in pairs)

    def cell(self, row: Row, what: str) -> str:
        """Return what a row says in a column, empty where there is none."""
        return row.cell(self.places.get(what, -1))


@dataclass(frozen=True)
class Vocabulary:
    """Hold what a kind of list knows: the meaning of headings, and of which one is needed.

    `needed` are meanings of which a heading must have one; `wants` says so in words; `private` is the meaning of
    columns that are dropped at the door.
    """

    meaning: Meaning
    known: frozenset[str]
    needed: frozenset[str]
    wants: str
    private: str = "private"


def find_columns(reading: Reading, vocabulary: Vocabulary, choices: Choices) -> Columns:
    """Return the heading and the columns of a list.

    A heading is above what it heads and has two known columns, is the only cell of its row, or stands below a title and
    has one that is needed. Raises Unreadable where no row is one, or where what was chosen is not in the list.
    """
    if choices.headless:
        widest = max((len(row.cells) for row in reading.rows), default=0)
        reading = replace(reading, rows=(Row(0, by_place(widest)), *reading.rows))
    first = _heading(reading, vocabulary, choices)
    row = first if choices.heading else _with_second(reading, first, vocabulary)
    body = [each for each in reading.rows if each.line > row.line]
    asked = _asked(reading, row, vocabulary, choices)
    places = _meant(row, body, vocabulary, choices, asked) | asked
    private = tuple(header for header in row.cells if vocabulary.meaning(header)[0] == vocabulary.private)
    taken = set(places.values())
    others = [h for place, h in enumerate(row.cells) if h and place not in taken and h not in private]
    others += _unheaded(row, body, taken)
    if not vocabulary.needed & places.keys():
        raise _no_heading(reading, vocabulary)
    upper = first.line if row is not first else 0
    return Columns(row.line, row.cells, places, private=private, others=tuple(others), upper=upper)


def _meant(
    row: Row, body: Sequence[Row], vocabulary: Vocabulary, choices: Choices, asked: Mapping[str, int]
) -> dict[str, int]:
    """Return the best column for each meaning that nobody chose one for: a filled one, of the surest heading."""
    left = {header.casefold() for header, what in choices.columns.items() if not what}
    best: dict[str, tuple[bool, int, int]] = {}
    for place, header in enumerate(row.cells):
        what, surely = vocabulary.meaning(header)
        chosen = what in asked or place in asked.values() or header.casefold() in left
        if not what or what == vocabulary.private or chosen:
            continue
        # Of two that are as good the first is taken.
        rank = (_filled(body, place), surely, -place)
        best[what] = max(best.get(what, rank), rank)
    return {what: -place for what, (_, _, place) in best.items()}


def _with_second(reading: Reading, upper: Row, vocabulary: Vocabulary) -> Row:
    """Return a heading with the row below it, where that is a second row of the heading: `Delegate` over `Surname`."""
    lower = next((row for row in reading.rows if row.line > upper.line), None)
    if lower is None or lower.line != upper.line + 1:
        return upper
    said = {cell.casefold() for cell in lower.cells if cell}
    if said <= _ANSWERS:
        return Row(lower.line, upper.cells)
    if not _heads(lower, vocabulary):
        return upper
    joined = two_rows(upper.cells, lower.cells)
    known = [cell if vocabulary.meaning(cell)[0] else lower.cell(place) for place, cell in enumerate(joined)]
    return Row(lower.line, tuple(known))


def two_rows(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Return two rows of a heading as one: what is above goes for the empty cells behind it, too."""
    found, over = [], ""
    for place, below in enumerate(lower):
        over = (upper[place] if place < len(upper) else "") or over
        found.append(" ".join(dict.fromkeys(word for word in (over, below) if word)))
    return (*found, *upper[len(lower) :])


def _unheaded(heading: Row, body: Sequence[Row], taken: set[int]) -> list[str]:
    """Return the columns that say something and have no heading, by their number."""
    filled = {place for row in body for place, cell in enumerate(row.cells) if cell}
    return [f"column {place + 1}" for place in sorted(filled - taken) if not heading.cell(place)]


def doubts_of(columns: Columns, reading: Reading) -> list[Doubt]:
    """Return the doubts about the heading: rows above it that say something, and columns that were not taken."""
    above = [row for row in reading.rows if row.line < (columns.upper or columns.line)]
    doubts = []
    if above:
        passed = spread(str(row.line) for row in above)
        doubts.append(Doubt(HEADING, f"line {columns.line} was taken as the heading; passed over above it: {passed}"))
    if columns.upper:
        doubts.append(Doubt(HEADING, f"lines {columns.upper} and {columns.line} were taken together as the heading"))
    if columns.others:
        doubts.append(Doubt(COLUMN, f"columns not taken: {spread(columns.others, 8)}"))
    return doubts


def _heading(reading: Reading, vocabulary: Vocabulary, choices: Choices) -> Row:
    if choices.headless:
        return reading.rows[0]
    if choices.heading:
        found = next((row for row in reading.rows if row.line == choices.heading), None)
        if found is None:
            raise Unreadable(f"{reading.name} has nothing in line {choices.heading} to be a heading; nothing was read.")
        return found
    asked = {header.casefold() for header in choices.columns}
    for row in reading.rows[:_WITHIN]:
        if asked and asked <= {cell.casefold() for cell in row.cells}:
            return row
    for row in reading.rows[:_WITHIN]:
        if _heads(row, vocabulary):
            return row
    titled = _below_title(reading.rows)
    if titled and _heads_what_is_below(titled, reading.rows, vocabulary):
        return titled
    raise _no_heading(reading, vocabulary)


def _below_title(rows: Sequence[Row]) -> Row | None:
    """Return the first row that fills more than half of the columns where others are above it, as a title is."""
    half = max(map(_filled_cells, rows), default=0) / 2
    titles = list(takewhile(lambda row: _filled_cells(row) <= half, rows[:_WITHIN]))
    return rows[len(titles)] if titles and len(titles) < len(rows) else None


def _heads_what_is_below(heading: Row, rows: Sequence[Row], vocabulary: Vocabulary) -> bool:
    """Say whether a row has the word for a needed column, and no row below says the same, as one of data may."""
    below = [row for row in rows if row.line > heading.line]
    places = [place for place, cell in enumerate(heading.cells) if vocabulary.meaning(cell)[0] in vocabulary.needed]
    alike = any(row.cell(place).casefold() == heading.cells[place].casefold() for row in below for place in places)
    return bool(places and below) and not alike and not any(map(str.isdigit, heading.cells))


def _filled_cells(row: Row) -> int:
    return sum(map(bool, row.cells))


def _heads(row: Row, vocabulary: Vocabulary) -> bool:
    """Say whether a row heads columns: one that is needed, and another that is known unless there is no other."""
    meant = [vocabulary.meaning(cell)[0] for cell in row.cells]
    means = vocabulary.known & set(meant)
    alone = _filled_cells(row) == 1
    return bool(means & vocabulary.needed) and (len(means) > 1 or alone or vocabulary.private in meant)


def _no_heading(reading: Reading, vocabulary: Vocabulary) -> NoHeading:
    row = _below_title(reading.rows) or next(iter(reading.rows), Row(1, ()))
    has = spread((cell for cell in row.cells if cell), 8) or "nothing"
    return NoHeading(
        f"{reading.name}, line {row.line}: no column is headed {vocabulary.wants} (it has {has}); nothing was stored, "
        "put such headers over the columns, or name them with --columns.",
        row.cells,
    )


def _asked(reading: Reading, row: Row, vocabulary: Vocabulary, choices: Choices) -> dict[str, int]:
    headers = {cell.casefold(): place for place, cell in reversed(list(enumerate(row.cells))) if cell}
    found = {}
    for header, what in choices.columns.items():
        if not what:
            continue
        if what not in vocabulary.known:
            known = ", ".join(sorted(vocabulary.known))
            raise Unreadable(f"{what!r} is nothing that a column of this list can hold; it can hold {known}.")
        if header.casefold() not in headers:
            raise Unreadable(f"{reading.name} has no column {header!r}; it has {spread(filter(None, row.cells), 8)}.")
        found[what] = headers[header.casefold()]
    return found


def _filled(body: Sequence[Row], place: int) -> bool:
    """Say whether a column says anything: a form that asks for no name fills it with `anonymous`."""
    return any(cell and not _NOT_SAID.fullmatch(cell) for row in body if (cell := row.cell(place)))
