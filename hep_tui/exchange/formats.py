"""An export in other formats beside its CSV files: each made by a library that keeps it, from the same tables."""

import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hep_tui.domain.speech import worded
from hep_tui.errors import HepError
from hep_tui.exchange import papers, qda, wide, workbook
from hep_tui.exchange.ddl import SQLITE, Lists, create
from hep_tui.exchange.following import Follower
from hep_tui.exchange.frames import frame
from hep_tui.exchange.loaders import spss_name
from hep_tui.exchange.registry import BOOLEAN, DATE, DATETIME, INTEGER, NUMBER, Table
from hep_tui.logbook import database

if TYPE_CHECKING:
    import pandas as pd

_EPOCH = datetime(1970, 1, 1)
Make = Callable[[Path, Sequence[Table], Lists], Iterator[str]]


def _sqlite(folder: Path, tables: Sequence[Table], lists: Lists) -> Iterator[str]:
    """Write one SQLite file with every table, its keys, references and rules."""
    made = [(create(t, lists, SQLITE), t.name, folder / t.path) for t in tables]
    database.write(folder / "sqlite/tables.db", made)
    yield "sqlite/tables.db"


def _parquet(folder: Path, tables: Sequence[Table], lists: Lists) -> Iterator[str]:
    """Write a Parquet file a table, typed as the registry says; a row group a megabyte of CSV, never a table whole."""
    arrow, csv, parquet = (needed(name, "--parquet") for name in ("pyarrow", "pyarrow.csv", "pyarrow.parquet"))
    types = {
        INTEGER: arrow.int64(), NUMBER: arrow.float64(), BOOLEAN: arrow.bool_(), DATE: arrow.date32(),
        DATETIME: arrow.timestamp("us", "UTC"),
    }  # fmt: skip
    for t in tables:
        batches = csv.open_csv(
            folder / t.path,
            parse_options=csv.ParseOptions(newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                column_types={c.name: types.get(c.type, arrow.string()) for c in t.columns},
                null_values=[""], strings_can_be_null=True, true_values=["true"], false_values=["false"],
            ),
        )  # fmt: skip
        path = f"parquet/{t.name}.parquet"
        (folder / path).parent.mkdir(exist_ok=True)
        with batches, parquet.ParquetWriter(folder / path, batches.schema, compression="zstd") as file:
            for batch in batches:
                file.write_batch(batch)
        yield path


def _spss(folder: Path, tables: Sequence[Table], lists: Lists) -> Iterator[str]:
    """Write an SPSS file a table that has rows, with labels of columns and values."""
    stat = needed("pyreadstat", "--sav")
    for t, held, how in _labelled(folder, tables, lists, "sav"):
        path = f"sav/{t.name}.sav"
        held.columns = [spss_name(c) for c in t.columns]
        days = {spss_name(c): "SDATE10" for c in t.columns if c.type == DATE}
        stat.write_sav(held, str(folder / path), row_compress=True, variable_format=days, **how)
        _set_time(folder / path)
        yield path


def _stata(folder: Path, tables: Sequence[Table], lists: Lists) -> Iterator[str]:
    """Write a Stata file a table that has rows, with labels of columns; its values of letters take no labels."""
    for t, held, how in _labelled(folder, tables, lists, "dta"):
        path = f"dta/{t.name}.dta"
        labels = dict(zip(held.columns, (label[:80] for label in how["column_labels"]), strict=True))
        held.to_stata(
            folder / path, write_index=False, version=118, variable_labels=labels, time_stamp=_EPOCH,
            convert_dates={c.name: "td" for c in t.columns if c.type == DATE and c.name in held},
        )  # fmt: skip
        yield path


def _xlsx(folder: Path, tables: Sequence[Table], _lists: Lists) -> Iterator[str]:
    """Write one workbook with a sheet a table."""
    yield from workbook.write(needed("xlsxwriter", "--xlsx", "report"), folder, tables)


def _qda(folder: Path, tables: Sequence[Table], lists: Lists) -> Iterator[str]:
    """Write the notes for programs that code texts."""
    yield from qda.write(needed("xlsxwriter", "--qda", "report"), folder, tables, lists)


def _labelled(
    folder: Path, tables: Sequence[Table], lists: Lists, kind: str
) -> Iterator[tuple[Table, "pd.DataFrame", dict[str, Any]]]:
    """Yield each table that has rows as a frame of numbers and texts, with what is said of its columns."""
    (folder / kind).mkdir(exist_ok=True)
    for t in tables:
        held = frame(folder / t.path, [{"name": c.name, "type": c.type} for c in t.columns])
        if held.empty:
            continue
        for c in t.columns:
            held[c.name] = _plain(held[c.name], c.type)
        labels = {c.name: dict(lists[c.codes]) for c in t.columns if c.codes and lists[c.codes]}
        yield t, held, {"column_labels": [worded(c.label) for c in t.columns], "variable_value_labels": labels}


def _plain(column: "pd.Series[Any]", type: str) -> "pd.Series[Any]":
    """Return a column as the statistics packages keep it: numbers with gaps, truths as 0 and 1, texts without any."""
    if type in (INTEGER, NUMBER, BOOLEAN):
        return column.astype("Float64").astype("float64")
    if type in (DATE, DATETIME):
        return column.dt.tz_localize(None) if type == DATETIME else column
    return column.astype("object").fillna("")


def _set_time(path: Path) -> None:
    """Put a fixed day and time where an SPSS file says when it was written: the same record gives the same bytes."""
    with path.open("rb+") as file:
        file.seek(92)
        file.write(b"01 Jan 7000:00:00")


def needed(name: str, flag: str, extra: str = "formats") -> Any:
    """Return a library. Raises HepError where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        library = name.partition(".")[0]
        raise HepError(
            f"{flag} needs {library}, which is not installed here, so nothing was written; "
            f"python -m pip install 'hep-tui[{extra}]' brings it."
        ) from None


FORMATS: Mapping[str, Make] = {
    "sqlite": _sqlite, "parquet": _parquet, "sav": _spss, "dta": _stata, "xlsx": _xlsx, "qda": _qda,
}  # fmt: skip
"""What an export may hold beside its CSV files."""


def followers(folder: Path, tables: Sequence[Table], lists: Lists) -> list[Follower]:
    """Return what every export that holds rows makes of them while they are written."""
    held = {t.name: t for t in tables}
    if "notes" not in held:
        return []
    return [wide.Notes(folder, held, lists), wide.Ballots(folder, held), papers.Rankings(folder, held)]
