"""What changed between two exports of a review, thing by thing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hep_tui.errors import HepError
from hep_tui.exchange.bundle import Bundle, Key
from hep_tui.exchange.tables import VERSION

ADDED, GONE, CHANGED = "added", "gone", "changed"
_ABOUT_THE_EXPORT = frozenset(
    {"entry", "n", "writer", "keyer", "at_utc", "local_date", "record_code", "schema_version"}
)
"""Columns that say where a row comes from, and not what it says."""


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


def compare(old: Bundle, new: Bundle) -> Iterator[Change]:
    """Yield what changed from one bundle to another, in the order of the tables and then of the older rows."""
    for name in {**new.tables, **old.tables}:
        yield from _compared(name, _rows(old, name), _rows(new, name))


def require_alike(old: Bundle, review: str, tier: str) -> None:
    """Raise HepError where a bundle is of another review, tier or version than the one to come."""
    for name, now in (("review", review), ("tier", tier), ("version", str(VERSION))):
        if (was := old.about.get(name)) != now:
            raise HepError(
                f"{old.folder.name} is of another {name} ({was}, and not {now}), so the two cannot be compared; "
                "nothing was written."
            )


def _rows(bundle: Bundle, table: str) -> dict[Key, dict[str, str]]:
    return bundle.tables[table].rows() if table in bundle.tables else {}


def _compared(table: str, old: Mapping[Key, dict[str, str]], new: Mapping[Key, dict[str, str]]) -> Iterator[Change]:
    for key, row in old.items():
        if key not in new:
            yield Change(table, key, GONE)
        elif different := tuple(c for c in row if c not in _ABOUT_THE_EXPORT and row[c] != new[key].get(c)):
            yield Change(table, key, CHANGED, different)
    yield from (Change(table, key, ADDED) for key in new if key not in old)
