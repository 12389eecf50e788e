"""Read a bundle back as data frames, typed as its data package says."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hep_tui.exchange.bundle import not_whole, opened

if TYPE_CHECKING:
    import pandas as pd

_DTYPES = {"integer": "Int64", "number": "Float64", "string": "string"}


def read(folder: Path) -> dict[str, "pd.DataFrame"]:
    """Return the tables of a bundle by name: Int64, Float64, boolean, string, dates and UTC times; empty is NA.

    Raises HepError where the folder is not a bundle.
    """
    tables = opened(folder).tables
    try:
        return {name: frame(table.path, table.fields) for name, table in tables.items()}
    except (OSError, ValueError, KeyError, TypeError):
        raise not_whole(folder, "a table") from None


def frame(path: Path, fields: Iterable[Mapping[str, Any]]) -> "pd.DataFrame":
    """Return one table, typed by what is said of its fields: name and type of each."""
    import pandas as pd

    table = pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""], encoding="utf-8")
    for field in fields:
        table[field["name"]] = _typed(table[field["name"]], field["type"])
    return table


def _typed(column: "pd.Series[Any]", type: str) -> "pd.Series[Any]":
    import pandas as pd

    if type == "boolean":
        return column.map({"true": True, "false": False}).astype("boolean")
    # One unit everywhere: pandas takes seconds for a column of which nothing is known.
    if type == "date":
        return pd.to_datetime(column, format="%Y-%m-%d").dt.as_unit("us")
    if type == "datetime":
        return pd.to_datetime(column, format="ISO8601", utc=True).dt.as_unit("us")
    return column.astype(_DTYPES[type])
