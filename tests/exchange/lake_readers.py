"""Read a lake in one engine by a plain select, and print of each table its rows, its columns and their types, as JSON.

`python lake_readers.py ENGINE FOLDER`, in any Python that has the engine: nothing of hep is needed.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Said = tuple[int, list[tuple[str, str]]]
_WORDS = {
    "text": (
        "VARCHAR", "String", "Categorical", "string", "large_string", "str", "object", "category",
        "dictionary<values=string, indices=int32, ordered=0>",
    ),
    "whole": ("BIGINT", "Int64", "int64", "bigint"),
    "number": ("DOUBLE", "Float64", "double", "float64"),
    "truth": ("BOOLEAN", "Boolean", "boolean", "bool"),
    "day": ("DATE", "Date", "date", "date32[day]"),
    "time": (
        "TIMESTAMP WITH TIME ZONE", "Datetime(time_unit='us', time_zone='UTC')", "timestamp", "timestamp[us, tz=UTC]",
    ),
}  # fmt: skip
_TYPES = {word: kind for kind, words in _WORDS.items() for word in words}


def duckdb(table: Path) -> Said:
    import duckdb

    with duckdb.connect() as db:
        query = f"FROM '{table}/*/*.parquet'"
        described = db.execute(f"DESCRIBE {query}").fetchall()
        [[rows]] = db.execute(f"SELECT count(*) {query}").fetchall()
    return rows, [(name, kind) for name, kind, *_ in described]


def polars(table: Path) -> Said:
    import polars

    held = polars.read_parquet(table)
    return len(held), [(name, str(kind)) for name, kind in held.schema.items()]


def pandas(table: Path) -> Said:
    import pandas

    held = pandas.read_parquet(table, dtype_backend="pyarrow")
    types = ((name, str(kind).removesuffix("[pyarrow]")) for name, kind in held.dtypes.items())
    return len(held), [(str(name), kind) for name, kind in types]


def pyarrow(table: Path) -> Said:
    from pyarrow import parquet

    return _of_arrow(parquet.read_table(table))


def deltalake(table: Path) -> Said:
    import deltalake

    return _of_arrow(deltalake.DeltaTable(table).to_pyarrow_table())


def pyiceberg(table: Path) -> Said:
    from pyiceberg.catalog.sql import SqlCatalog

    catalog = SqlCatalog("hep", uri=f"sqlite:///{table.parent}/catalog.db", warehouse=table.parent.as_uri())
    return _of_arrow(catalog.load_table(f"hep.{table.name}").scan().to_arrow())


def pyspark(table: Path) -> Said:
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    held = spark.read.parquet(str(table))
    return held.count(), held.dtypes


def _of_arrow(table: Any) -> Said:
    return table.num_rows, [(field.name, str(field.type)) for field in table.schema]


def _tables(engine: str, folder: Path) -> Iterator[Path]:
    if engine == "pyiceberg":
        yield from (folder / path.name for path in sorted((folder / "hep").iterdir()))
    else:
        yield from sorted(path for path in folder.iterdir() if path.is_dir())


if __name__ == "__main__":
    engine, folder = sys.argv[1], Path(sys.argv[2]).resolve()
    found = {}
    for table in _tables(engine, folder):
        rows, columns = globals()[engine](table)
        found[table.name] = rows, sorted((name, _TYPES.get(kind, kind)) for name, kind in columns)
    print(json.dumps(found))
