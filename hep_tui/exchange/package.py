"""Describe a bundle by Data Package v2 and by a codebook, both from the registry."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from hep_tui.domain.speech import worded
from hep_tui.exchange.cells import safe
from hep_tui.exchange.registry import Column, Table
from hep_tui.exchange.writer import File

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_RESOURCE = "https://datapackage.org/profiles/2.0/dataresource.json"
_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
OGL = {
    "name": "OGL-UK-3.0",
    "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "title": "Open Government Licence v3.0",
}
CODEBOOK = (
    "table", "table_label", "position", "column", "label", "type", "key", "required", "minimum", "maximum", "refers_to",
    "values", "note",
)  # fmt: skip
Lists = Mapping[str, Mapping[str, str]]
Maxima = Mapping[tuple[str, str], int]


def datapackage(
    head: Mapping[str, Any], tables: Sequence[Table], files: Mapping[str, File], codes: Lists, maxima: Maxima
) -> str:
    """Return `datapackage.json`: `head` describes the package, `files` and `codes` go by table and list name."""
    resources = [_resource(t, files[t.name], codes, maxima, str(head["attribution"])) for t in tables]
    stated = {k: v for k, v in head.items() if k != "attribution" and v}
    package = {"$schema": PROFILE, **stated, "resources": resources}
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def codebook(tables: Sequence[Table], codes: Lists, maxima: Maxima, *, excel_safe: bool = False) -> str:
    """Return `codebook.csv`: one row a column."""
    out = io.StringIO(newline="")
    sheet = csv.writer(out, lineterminator="\n")
    sheet.writerow(CODEBOOK)
    for t in tables:
        for position, c in enumerate(t.columns, 1):
            row = _codebook_row(t, position, c, codes, maxima)
            sheet.writerow([safe(cell) if excel_safe else cell for cell in row])
    return out.getvalue()


def _codebook_row(t: Table, position: int, c: Column, codes: Lists, maxima: Maxima) -> list[str]:
    values = "; ".join(f"{code} = {label}" for code, label in codes[c.codes].items()) if c.codes else ""
    bounds = ("" if b is None else str(b) for b in (c.minimum, maxima.get((t.name, c.name), c.maximum)))
    refers = ", ".join(f"{r.table}.{r.to[r.columns.index(c.name)]}" for r in t.references if c.name in r.columns)
    yes = ("yes" * (c.name in t.key), "yes" * c.required)
    return [
        t.name,
        worded(t.label),
        str(position),
        c.name,
        worded(c.label),
        c.type,
        *yes,
        *bounds,
        refers,
        values,
        c.note,
    ]


def _resource(t: Table, file: File, codes: Lists, maxima: Maxima, attribution: str) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "$schema": _RESOURCE,
        "name": t.name,
        "type": "table",
        "path": t.path,
        "title": worded(t.label),
        "description": worded(t.note),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
    }
    if t.name == "schools" and attribution:
        resource["sources"] = [{"title": attribution}]
        if "Open Government Licence v3.0" in attribution:
            resource["licenses"] = [OGL]
    return resource | {
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": _schema(t, codes, maxima),
    }


def _schema(t: Table, codes: Lists, maxima: Maxima) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": _SCHEMA,
        "fields": [_field(t, c, codes, maxima) for c in t.columns],
        "missingValues": [""],
        "primaryKey": list(t.key),
    }
    # Readers take a reference of which only a part is empty for one that leads nowhere; load.sql holds those.
    whole = [r for r in t.references if len(r.columns) == 1 or all(t.column(c).required for c in r.columns)]
    if whole:
        schema["foreignKeys"] = [
            {
                "fields": list(r.columns),
                # A table that refers to itself leaves the resource out in v2; readers of v1 want it empty.
                "reference": {"resource": "" if r.table == t.name else r.table, "fields": list(r.to)},
            }
            for r in whole
        ]
    return schema


def _field(t: Table, c: Column, codes: Lists, maxima: Maxima) -> dict[str, Any]:
    field: dict[str, Any] = {"name": c.name, "type": c.type, "title": worded(c.label)}
    if c.note:
        field["description"] = c.note
    constraints: dict[str, Any] = {"required": True} if c.required else {}
    bounds = {"minimum": c.minimum, "maximum": maxima.get((t.name, c.name), c.maximum)}
    constraints |= {name: bound for name, bound in bounds.items() if bound is not None}
    if c.codes and codes[c.codes]:
        constraints["enum"] = list(codes[c.codes])
        field["categories"] = [{"value": code, "label": label} for code, label in codes[c.codes].items()]
    if constraints:
        field["constraints"] = constraints
    return field
