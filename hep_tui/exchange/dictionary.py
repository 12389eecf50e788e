"""Write the data dictionary of the docs: `python -m hep_tui.exchange.dictionary docs/data-dictionary.md`."""

import sys
from collections.abc import Iterator
from pathlib import Path

from hep_tui.domain.speech import worded
from hep_tui.domain.tiers import Tier
from hep_tui.exchange.registry import Codes, Column, Table
from hep_tui.exchange.tables import CODES, STAMP, TABLES, VERSION

_HEAD = f"""\
# Data dictionary

What the tables of `hep export` hold, version {VERSION} of their layout. This page is made from the same registry as the
export itself; the `codebook.csv` in every export says the same, with the codes and labels of its own review.
[How to work with the tables](analysts.md) is another page.

An empty cell is a missing value. Booleans are `true` and `false`, dates are ISO dates, times are in UTC. **Required**
columns are never empty.
"""


def dictionary() -> str:
    """Return the data dictionary as Markdown."""
    parts = [_HEAD, _index(), _stamp(), *map(_table, TABLES), _codes()]
    return "\n".join(parts)


def _index() -> str:
    rows = [f"| [`{t.name}`](#{t.name}) | {worded(t.label)} | {_names(t.key)} |" for t in TABLES]
    return _lines("## Tables\n", "| table | what | key |", "|---|---|---|", *rows)


def _stamp() -> str:
    intro = "Every table that comes from the logbook says of each row where it comes from:"
    return _lines("## Columns of the record\n", f"{intro}\n", *_columns(STAMP))


def _table(t: Table) -> str:
    own = [c for c in t.columns if c not in STAMP or STAMP[0] not in t.columns]
    return _lines(f"## {t.name}\n", f"{worded(t.label)}. {worded(t.note)}\n", *_facts(t), "", *_columns(own))


def _facts(t: Table) -> Iterator[str]:
    if t.tier is Tier.RESTRICTED:
        yield "- In restricted exports"
    yield f"- Key: {_names(t.key)}"
    for r in t.references:
        yield f"- {_names(r.columns)} → [`{r.table}`](#{r.table}): {_names(r.to)}"
    if STAMP[0] in t.columns:
        lacking = [c.name for c in STAMP if c not in t.columns]
        but = f" but {_names(lacking)}" if lacking else ""
        yield f"- With the [columns of the record](#columns-of-the-record){but}"


def _columns(columns: tuple[Column, ...] | list[Column]) -> Iterator[str]:
    yield "| column | type | what it says |"
    yield "|---|---|---|"
    for c in columns:
        name = f"`{c.name}` **required**" if c.required else f"`{c.name}`"
        yield f"| {name} | {_type(c)} | {'. '.join(filter(None, _says(c)))} |"


def _type(c: Column) -> str:
    bounds = [f"{sign} {bound}" for sign, bound in (("≥", c.minimum), ("≤", c.maximum)) if bound is not None]
    return ", ".join((c.type, *bounds))


def _says(c: Column) -> Iterator[str]:
    yield worded(c.label)
    yield f"One of [`{c.codes}`](#code-lists)" if c.codes else ""
    yield f"Spells out `{c.labels}`" if c.labels else ""
    yield c.note
    yield "In restricted exports" if c.tier is Tier.RESTRICTED else ""


def _codes() -> str:
    rows = [f"| `{c.name}` | {worded(c.label)} | {_values(c)} |" for c in CODES.values()]
    return _lines("## Code lists\n", "| list | what | codes |", "|---|---|---|", *rows)


def _values(codes: Codes) -> str:
    if codes.values is None:
        return "from the pack; the codebook of an export lists them"
    return "; ".join(
        f"`{code}` {worded(label)}" if label != code else f"`{code}`" for code, label in codes.values.items()
    )


def _names(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _lines(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(dictionary(), "utf-8", newline="\n")
