"""The rows of a table in parts: what a row alone says, and what other rows say as well."""

from collections.abc import Mapping, Sequence

Row = dict[str, object]
Written = tuple[Sequence[tuple[int, str, str]], tuple[str, ...]]
"""What a table writes of a part: place, cell, and the cell as it is quoted; and the columns whose value is none."""


class Again(Row):
    """Hold a part that is in other rows as well, as what a paper says is in the rows of all its marks.

    `written` is what each table wrote of it, by what writes that, so that it is written once. A part never changes.
    """

    __slots__ = ("written",)

    def __init__(self, said: Mapping[str, object]) -> None:
        super().__init__(said)
        self.written: dict[object, Written] = {}


Parts = tuple[Mapping[str, object], *tuple[Again, ...]]
"""A row: what it says alone, and the parts that come again, of which the later say what stands."""


def joined(*parts: Mapping[str, object]) -> Row:
    """Return some parts as one row."""
    row: Row = {}
    for part in parts:
        row.update(part)
    return row


def over(said: Row, row: Row | Parts) -> Parts:
    """Return a row over what is said anyway."""
    alone, *again = row if isinstance(row, tuple) else (row,)
    return {**said, **alone}, *again
