"""The tables of an export for a database: keys, references, codes and rules, so that it refuses nonsense."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hep_tui.exchange.registry import BOOLEAN, DATE, DATETIME, INTEGER, NUMBER, STRING, Column, Table

Lists = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Dialect:
    """Hold what databases say differently: the names of types, and how a CSV file is read into a table."""

    name: str
    types: Mapping[str, str]
    begin: str
    load: str
    later: str = ""


SQLITE = Dialect(
    "sqlite",
    {STRING: "TEXT", INTEGER: "INTEGER", NUMBER: "REAL", BOOLEAN: "TEXT", DATE: "TEXT", DATETIME: "TEXT"},
    "-- In the folder of the export: sqlite3 review.db < open_in/load.sql\nPRAGMA foreign_keys = ON;\n",
    ".mode csv\n.import --skip 1 data/{name}.csv {name}_read\n",
    " DEFERRABLE INITIALLY DEFERRED",
)
DUCKDB = Dialect(
    "duckdb",
    {
        STRING: "VARCHAR", INTEGER: "BIGINT", NUMBER: "DOUBLE", BOOLEAN: "BOOLEAN", DATE: "DATE",
        DATETIME: "TIMESTAMPTZ",
    },
    "-- In the folder of the export: duckdb review.duckdb < open_in/duckdb.sql\n",
    "COPY {name} FROM 'data/{name}.csv' (HEADER, NULLSTR '', ALLOW_QUOTED_NULLS false);\n",
)  # fmt: skip


def create(table: Table, lists: Lists, dialect: Dialect) -> str:
    """Return the statement that creates a table with its keys, references, codes and rules."""
    lines = [*_columns(table, lists, dialect), f"PRIMARY KEY ({_names(table.key)})"]
    for r in table.references:
        # DuckDB checks each row of a table that refers to itself before the next is in.
        if r.table != table.name or dialect is SQLITE:
            to = f"REFERENCES {_name(r.table)} ({_names(r.to)}){dialect.later}"
            lines.append(f"FOREIGN KEY ({_names(r.columns)}) {to}")
    lines += [f"CHECK ({rule})" for rule in (*_labels(table, lists), *table.rules)]
    return f"CREATE TABLE {_name(table.name)} (\n  " + ",\n  ".join(lines) + "\n);\n"


def script(tables: Sequence[Table], lists: Lists, dialect: Dialect) -> str:
    """Return a script that makes the tables and reads the files of an export into them, as often as it is run."""
    cleared = "".join(f"DROP TABLE IF EXISTS {_name(t.name)};\n" for t in reversed(tables))
    made = [create(t, lists, dialect) + _load(t, dialect) for t in tables]
    return "\n".join([dialect.begin, cleared, *made])


def _load(table: Table, dialect: Dialect) -> str:
    load = dialect.load.format(name=table.name)
    if dialect is not SQLITE:
        return load
    # .import knows no missing values: it reads texts into a table without rules, and from there they are put right.
    head = f"CREATE TEMP TABLE {table.name}_read ({_names(table.header)});\n"
    values = ", ".join(f"nullif({_name(c.name)}, '')" for c in table.columns)
    moved = f"INSERT INTO {_name(table.name)} SELECT {values} FROM {table.name}_read;\n"
    return f"{head}{load}{moved}DROP TABLE {table.name}_read;\n"


def _columns(table: Table, lists: Lists, dialect: Dialect) -> Iterator[str]:
    for c in table.columns:
        required = ["NOT NULL"] if c.required else []
        yield " ".join([_name(c.name), dialect.types[c.type], *required, *_checks(c, lists, dialect)])


def _checks(c: Column, lists: Lists, dialect: Dialect) -> Iterator[str]:
    if c.minimum is not None:
        yield f"CHECK ({_name(c.name)} >= {c.minimum})"
    if c.maximum is not None:
        yield f"CHECK ({_name(c.name)} <= {c.maximum})"
    if c.codes and lists[c.codes]:
        yield f"CHECK ({_name(c.name)} IN ({_texts(lists[c.codes])}))"
    if c.type == BOOLEAN and dialect is SQLITE:
        yield f"CHECK ({_name(c.name)} IN ('true', 'false'))"


def _labels(table: Table, lists: Lists) -> Iterator[str]:
    """Yield the rules that hold each label to its code."""
    for c in table.columns:
        codes = lists[table.column(c.labels).codes] if c.labels else {}
        if codes:
            pairs = _texts([f"{code}={label}" for code, label in codes.items()])
            yield f"{_name(c.labels)} IS NULL OR {_name(c.labels)} || '=' || {_name(c.name)} IN ({pairs})"


def _name(name: str) -> str:
    return f'"{name}"'


def _names(names: Sequence[str]) -> str:
    return ", ".join(map(_name, names))


def _texts(texts: Mapping[str, str] | Sequence[str]) -> str:
    return ", ".join("'" + text.replace("'", "''") + "'" for text in texts)
