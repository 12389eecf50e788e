"""Which school a number means that a list gives, also where it is one that a school had before or got since."""

import csv
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from hep_tui.domain.schools import School
from hep_tui.errors import HepError


@dataclass(frozen=True)
class Change:
    """Hold a school that got another URN; `new` is empty where it closed."""

    old: str
    new: str
    old_name: str = ""
    new_name: str = ""


def read_changes(path: Path) -> tuple[Change, ...]:
    """Return the changes of URN that a CSV table lists (old_urn, old_name, new_urn, new_name); none without a table.

    Raises HepError where the table cannot be read.
    """
    if not path.is_file():
        return ()
    try:
        rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines(), strict=True))
        return tuple(
            Change(r["old_urn"].strip(), (r["new_urn"] or "").strip(), r["old_name"] or "", r["new_name"] or "")
            for r in rows
        )
    except (OSError, ValueError, KeyError, TypeError, csv.Error):
        raise HepError(f"{path.name} is not a table of changed URNs; nothing was read, correct or remove it.") from None


def plain_number(text: str) -> str:
    """Return the number of a place as tables hold it; a spreadsheet writes 102368 as `102368.0` or `102,368`."""
    number = re.fullmatch(r"(\d[\d, ]*)(\.0+)?", text.strip())
    return re.sub(r"[, ]", "", number[1]) if number else text.strip()


def follow(urn: str, known: Mapping[str, School], changes: Collection[Change]) -> School | None:
    """Return the school of a URN: itself, what it became, or what it was before; None where no one school fits."""
    if urn in known:
        return known[urn]
    became = [(c.old, c.new) for c in changes if c.new]
    for steps in (became, [(new, old) for old, new in became]):
        seen, now = {urn}, {urn}
        while now:
            now = {to for start, to in steps if start in now} - seen
            seen |= now
            if found := [known[u] for u in sorted(now) if u in known]:
                return found[0] if len(found) == 1 else None
    return None
