"""How a table of the export is described: its columns, codes, keys and references."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from hep_tui.domain.tiers import Tier

STRING, INTEGER, NUMBER, BOOLEAN, DATE, DATETIME = "string", "integer", "number", "boolean", "date", "datetime"


FROM_WHERE = ("entry", "writer", "keyer", "local_date")
"""Columns that say where a row comes from, for those who may see the record."""


@dataclass(frozen=True)
class Codes:
    """Hold a code list: what a column may say, and the label of each code.

    `values` is None where the pack of the review says it; `label` then tells which part of the pack.
    """

    name: str
    label: str
    values: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Column:
    """Hold one column. `codes` names its code list; `labels` names the column whose code it spells out.

    `tier` is the widest circle that may see it; `free` says that somebody typed it, so that it may hold a name. `of`
    is the noun that says all this, where it is a field of one.
    """

    name: str
    label: str
    type: str = STRING
    codes: str = ""
    labels: str = ""
    required: bool = False
    minimum: int | None = None
    maximum: int | None = None
    note: str = ""
    tier: Tier = Tier.ANALYST
    free: bool = False
    of: object = None


@dataclass(frozen=True)
class Reference:
    """Say that `columns` hold the values of the columns `to` of another table."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Hold one table; `key` is unique, and a table comes after every other that it refers to.

    `of_thing` says that its key begins with the id of the thing that an entry speaks of; `rules` hold in every row, as
    SQL says them. `alone` says that it is in no export of a narrower circle, which has the rows. `noun` is what a row
    is of, where that says its fields itself.
    """

    name: str
    label: str
    note: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()
    of_thing: bool = True
    rules: tuple[str, ...] = ()
    tier: Tier = Tier.ANALYST
    alone: bool = False
    noun: type | None = None

    def is_for(self, tier: Tier) -> bool:
        """Say whether the table is in exports of a tier."""
        return self.tier is tier or (self.tier.holds(tier) and not self.alone)

    def seen_by(self, tier: Tier) -> "Table":
        """Return the table with the columns that a tier may see."""
        return replace(self, columns=tuple(c for c in self.columns if c.tier.holds(tier)))

    def published(self, *withheld: str) -> "Table":
        """Return the table as one that anybody may see, but for some of its columns and where its rows come from."""
        columns = (self._published(c, withheld) for c in self.columns)
        return replace(self, columns=tuple(columns), tier=Tier.PUBLIC)

    @staticmethod
    def _published(column: Column, withheld: tuple[str, ...]) -> Column:
        kept = column.tier is not Tier.ANALYST or column.name in (*withheld, *FROM_WHERE)
        return column if kept else replace(column, tier=Tier.PUBLIC)

    @property
    def path(self) -> str:
        """Return where the table is within a bundle."""
        return f"data/{self.name}.csv"

    @property
    def header(self) -> list[str]:
        """Return the names of the columns."""
        return [c.name for c in self.columns]

    def column(self, name: str) -> Column:
        """Return a column by its name. Raises KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")
