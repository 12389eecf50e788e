"""A lake: a folder of Parquet files that the exports of many reviews share, read by a plain select in any engine."""

import os
from collections.abc import Collection
from pathlib import Path
from typing import Any

from hep_tui.errors import HepError
from hep_tui.exchange.formats import needed
from hep_tui.exchange.lake_script import NAME, SCRIPT

_PART = "part.parquet"


def append(lake: Path, bundle: Path, review: str, tables: Collection[str]) -> None:
    """Put the tables of a bundle with Parquet files into a lake, as `table/review=<id>/part.parquet`.

    `review` is the folder's and not a column beside it. What the same review put there before is replaced or, where
    the bundle has no such table, taken away, so that appending twice changes nothing; older partitions get the columns
    that came since, empty. Raises HepError, having changed nothing, where a partition has a column of another type.
    """
    parquet = needed("pyarrow.parquet", "--lake")
    schemas = {table: _widened(lake / table, parquet.read_schema(_made(bundle, table))) for table in tables}
    for table, schema in schemas.items():
        path = lake / table / f"review={review}" / _PART
        _put(parquet, _lifted(parquet.read_table(_made(bundle, table)), schema), path)
        for other in _parts(lake / table):
            if other != path and parquet.read_schema(other) != schema:
                _put(parquet, _lifted(parquet.read_table(other, partitioning=None), schema), other)
    for left in lake.glob(f"*/review={review}/{_PART}"):
        if left.parent.parent.name not in tables:
            left.unlink()
            left.parent.rmdir()
    (lake / NAME).write_text(SCRIPT, "utf-8", newline="")


def _made(bundle: Path, table: str) -> Path:
    return bundle / f"parquet/{table}.parquet"


def _parts(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"review=*/{_PART}"))


def _widened(folder: Path, schema: Any) -> Any:
    """Return a schema without the review, and with the columns that older partitions of a table have besides."""
    arrow, parquet = needed("pyarrow", "--lake"), needed("pyarrow.parquet", "--lake")
    fresh = schema.remove(schema.get_field_index("review"))
    try:
        return arrow.unify_schemas([s.remove_metadata() for s in (fresh, *map(parquet.read_schema, _parts(folder)))])
    except (arrow.ArrowInvalid, arrow.ArrowTypeError) as error:
        raise HepError(f"The lake holds {folder.name} with other types ({error}); nothing was put into it.") from None


def _lifted(table: Any, schema: Any) -> Any:
    """Return a table with the columns of a schema, in its order; those that it lacks are empty."""
    arrow = needed("pyarrow", "--lake")
    columns = [
        table.column(f.name) if f.name in table.column_names else arrow.nulls(table.num_rows, f.type) for f in schema
    ]
    return arrow.table(columns, schema=schema)


def _put(parquet: Any, table: Any, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        parquet.write_table(table, part, compression="zstd")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
