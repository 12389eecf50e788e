"""A bundle that was written earlier, opened by what its data package says."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hep_tui.errors import HepError

PACKAGE = "datapackage.json"
Key = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Hold where a table of a bundle is, its key, and the name and type of each of its columns."""

    path: Path
    key: Key
    fields: tuple[Mapping[str, Any], ...]

    def rows(self) -> dict[Key, dict[str, str]]:
        """Return the rows by their key. Raises HepError where they cannot be read."""
        try:
            with self.path.open(encoding="utf-8", newline="") as file:
                return {tuple(row[name] for name in self.key): row for row in csv.DictReader(file)}
        except (OSError, ValueError, KeyError, csv.Error):
            raise not_whole(self.path.parent, self.path.name, "what was written is complete") from None


@dataclass(frozen=True)
class Bundle:
    """Hold a bundle: its folder, what is said of it (review, tier, version), and its tables by name."""

    folder: Path
    about: Mapping[str, Any]
    tables: Mapping[str, Table]


def opened(folder: Path) -> Bundle:
    """Return the bundle in a folder, or the only one of the folders in it. Raises HepError where there is none."""
    if not (folder / PACKAGE).is_file():
        inside = [path.parent for path in folder.glob(f"*/{PACKAGE}")]
        if len(inside) != 1:
            raise not_whole(folder, PACKAGE)
        folder = inside[0]
    try:
        about = json.loads((folder / PACKAGE).read_text("utf-8"))
        return Bundle(folder, about, {r["name"]: _table(folder, r) for r in about["resources"]})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise not_whole(folder, PACKAGE) from None


def _table(folder: Path, resource: Mapping[str, Any]) -> Table:
    schema = resource["schema"]
    return Table(folder / resource["path"], tuple(schema["primaryKey"]), tuple(schema["fields"]))


def not_whole(folder: Path, file: str, safe: str = "nothing was written") -> HepError:
    """Return the refusal of a folder in which a file of a bundle is not there, or not as hep wrote it."""
    return HepError(
        f"{folder.name} is not a whole export of hep: {file} is not in it, or not as it was written; {safe}, name the "
        "folder of one export."
    )
