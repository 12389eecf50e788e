"""The script that a lake holds for engines that want more than a folder of files."""

NAME = "make_tables.py"
SCRIPT = '''\
"""Make tables of Delta or Iceberg of this lake, in another folder: python make_tables.py delta|iceberg FOLDER

Needs pyarrow, and deltalake or "pyiceberg[pyarrow,sql-sqlite]". Run again, it brings the tables up to date; what they
held before can still be asked for. Iceberg has its catalogue in FOLDER/catalog.db, its tables in the namespace hep.
"""

import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds

LAKE = Path(__file__).resolve().parent
REVIEW = ds.partitioning(pa.schema([("review", pa.string())]), flavor="hive")


def delta(tables, folder):
    from deltalake import write_deltalake

    for name, table in tables:
        write_deltalake(folder / name, table, mode="overwrite", schema_mode="overwrite", partition_by=["review"])


def iceberg(tables, folder):
    from pyiceberg.catalog.sql import SqlCatalog

    catalog = SqlCatalog("hep", uri=f"sqlite:///{folder}/catalog.db", warehouse=folder.as_uri())
    catalog.create_namespace_if_not_exists("hep")
    for name, table in tables:
        made = catalog.create_table_if_not_exists(f"hep.{name}", table.schema)
        with made.update_schema() as columns:
            columns.union_by_name(table.schema)
        made.overwrite(table)


def lake():
    for folder in sorted(path for path in LAKE.iterdir() if path.is_dir()):
        yield folder.name, ds.dataset(folder, partitioning=REVIEW).to_table()


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("delta", "iceberg"):
        sys.exit(__doc__)
    to = Path(sys.argv[2]).resolve()
    to.mkdir(parents=True, exist_ok=True)
    {"delta": delta, "iceberg": iceberg}[sys.argv[1]](lake(), to)
'''
