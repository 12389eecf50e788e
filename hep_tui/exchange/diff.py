"""What changed between two exports of a review, thing by thing."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hep_tui.errors import HepError

ADDED, GONE, CHANGED = "added", "gone", "changed"
_ABOUT_THE_EXPORT = frozenset(
    {"entry", "n", "writer", "keyer", "at_utc", "local_date", "record_code", "schema_version"}
)
"""Columns that say where a row comes from, and not what it says."""

Key = tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """Hold one thing that is new, gone or different: its table, its key, and which columns differ."""

    table: str
    key: Key
    what: str
    columns: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Return the change as a line for people."""
        different = f": {', '.join(self.columns)}" if self.columns else ""
        return f"{self.table} {' '.join(self.key)} {self.what}{different}"


def compare(old: Path, new: Path) -> Iterator[Change]:
    """Yield what changed from one bundle to another, in the order of the tables and then of the older rows.

    Raises HepError where either is not a whole export, or they are of different reviews, tiers or versions.
    """
    before, now = _package(old), _package(new)
    for name in ("review", "tier", "version"):
        if before.get(name) != now.get(name):
            raise HepError(
                f"{old.name} is of another {name} ({before.get(name)}, and not {now.get(name)}), so the two cannot be "
                "compared; the new export is complete."
            )
    tables = {r["name"]: r for r in before["resources"]}
    for resource in now["resources"]:
        held = _rows(old, tables[resource["name"]]) if resource["name"] in tables else {}
        yield from _compared(resource["name"], held, _rows(new, resource))


def _compared(table: str, old: Mapping[Key, dict[str, str]], new: Mapping[Key, dict[str, str]]) -> Iterator[Change]:
    for key, row in old.items():
        if key not in new:
            yield Change(table, key, GONE)
        elif different := tuple(c for c in row if c not in _ABOUT_THE_EXPORT and row[c] != new[key].get(c)):
            yield Change(table, key, CHANGED, different)
    yield from (Change(table, key, ADDED) for key in new if key not in old)


def _package(folder: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
        found["resources"] = list(found["resources"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HepError(f"{folder.name} is not a whole export of hep ({error}); the new export is complete.") from None
    return found


def _rows(folder: Path, resource: Mapping[str, Any]) -> dict[Key, dict[str, str]]:
    key = resource["schema"]["primaryKey"]
    try:
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
            return {tuple(row[name] for name in key): row for row in csv.DictReader(file)}
    except (OSError, KeyError, csv.Error) as error:
        raise HepError(f"{folder.name} is not a whole export of hep ({error}); the new export is complete.") from None
