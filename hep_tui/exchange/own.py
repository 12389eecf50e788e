"""The columns of a table that are fields of its noun, as the noun says them, and what a thing says in them."""

from collections.abc import Callable
from dataclasses import replace

from hep_tui.domain.nouns import Field, fields, reader
from hep_tui.exchange.registry import BOOLEAN, DATE, INTEGER, STRING, Column, Table

_TYPES = {str: STRING, int: INTEGER, bool: BOOLEAN}


def fields_of(noun: type, names: str) -> tuple[Column, ...]:
    """Return columns of fields of a noun, named between spaces. Raises KeyError where it says nothing of one."""
    said = {field.name: field for field in fields(noun)}
    return tuple(_column(noun, said[name]) for name in names.split())


def whole(table: Table) -> Table:
    """Return a table with a column more for each single field of its noun that has none."""
    if table.noun is None:
        return table
    more = [f.name for f in fields(table.noun) if not f.many and f.name not in table.header]
    return replace(table, columns=(*table.columns, *fields_of(table.noun, " ".join(more))))


def told(table: Table) -> Callable[[object], dict[str, object]]:
    """Return what reads from a thing the cells of the columns that are fields of its noun, as the noun says them."""
    assert table.noun is not None, table.name
    names = [c.name for c in table.columns if c.of is table.noun]
    several = [f.name for f in fields(table.noun) if f.many and f.name in names]
    held = reader(*names)

    def cells(thing: object) -> dict[str, object]:
        row = dict(zip(names, held(thing), strict=True))
        for name in several:
            row[name] = "; ".join(row[name])
        return row

    return cells


def _column(noun: type, field: Field) -> Column:
    said, label, kind = field.said, field.said.label, _TYPES[field.type]
    if field.many:
        label, kind = f"{label}, separated by ;", STRING
    if said.date:
        kind = DATE
    return Column(
        field.name, label, kind, codes=said.codes, required=field.required,
        minimum=said.least if kind == INTEGER else None, tier=said.tier, free=said.free, of=noun,
    )  # fmt: skip
