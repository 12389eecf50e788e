"""A lake: a folder of Parquet files that the exports of many reviews share, read by a plain select in any engine."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hep_tui.errors import HepError
from hep_tui.exchange.formats import needed

_PART = "part.parquet"


def append(lake: Path, bundle: Path, review: str, tables: Iterable[str]) -> None:
    """Put the tables of a bundle with Parquet files into a lake, as `table/review=<id>/part.parquet`.

    `review` is the folder's and not a column beside it. What the same review put there before is replaced, so that
    appending twice changes nothing; older partitions get the columns that came since, empty. Raises HepError where a
    partition has a column of another type.
    """
    parquet = needed("pyarrow.parquet", "--lake")
    for table in tables:
        fresh = parquet.read_table(bundle / f"parquet/{table}.parquet").drop_columns(["review"])
        schema = _widened(lake / table, fresh.schema)
        path = lake / table / f"review={review}" / _PART
        _put(parquet, _lifted(fresh, schema), path)
        for other in sorted((lake / table).glob(f"review=*/{_PART}")):
            if other != path and parquet.read_schema(other) != schema:
                _put(parquet, _lifted(parquet.read_table(other, partitioning=None), schema), other)


def _widened(folder: Path, schema: Any) -> Any:
    """Return a schema with the columns that older partitions of a table have besides."""
    arrow, parquet = needed("pyarrow", "--lake"), needed("pyarrow.parquet", "--lake")
    schemas = [schema, *(parquet.read_schema(path) for path in sorted(folder.glob(f"review=*/{_PART}")))]
    try:
        return arrow.unify_schemas([each.remove_metadata() for each in schemas])
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
