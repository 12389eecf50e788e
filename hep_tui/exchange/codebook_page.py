"""The codebook of a bundle as one page to read: every table, column and code."""

from collections.abc import Iterator, Sequence
from html import escape

from hep_tui.domain.speech import worded
from hep_tui.exchange.ddl import Lists
from hep_tui.exchange.registry import Column, Table

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%;margin:.5rem 0 2rem}"
    "th,td{border-bottom:1px solid #999;text-align:left;vertical-align:top;padding:.3rem .6rem}"
    "td:first-child{font-family:monospace}"
)


def page(title: str, tables: Sequence[Table], lists: Lists, lang: str) -> str:
    """Return the codebook as one HTML page that fetches nothing."""
    contents = "".join(f'<li><a href="#{t.name}">{t.name}</a> {_text(t.label)}</li>' for t in tables)
    parts = [
        f'<!DOCTYPE html>\n<html lang="{escape(lang)}"><head><meta charset="utf-8"><title>{escape(title)}</title>',
        f"<style>{_STYLE}</style></head>\n<body><h1>{escape(title)}</h1>\n<ul>{contents}</ul>",
        *(line for t in tables for line in _table(t, lists)),
        "</body></html>\n",
    ]
    return "\n".join(parts)


def _table(t: Table, lists: Lists) -> Iterator[str]:
    yield f'<h2 id="{t.name}">{t.name}: {_text(t.label)}</h2>\n<p>{_text(t.note)} Key: {", ".join(t.key)}.</p>'
    yield "<table><thead><tr><th>Column</th><th>Type</th><th>What it says</th><th>Codes</th></tr></thead><tbody>"
    for c in t.columns:
        cells = (c.name, c.type, ". ".join(_says(t, c)), _codes(c, lists))
        yield "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
    yield "</tbody></table>"


def _says(t: Table, c: Column) -> Iterator[str]:
    yield worded(c.label)
    if c.required:
        yield "Never empty"
    yield from (f"Refers to {r.table}" for r in t.references if c.name in r.columns)
    if c.note:
        yield c.note


def _codes(c: Column, lists: Lists) -> str:
    return "; ".join(f"{code} = {label}" for code, label in lists[c.codes].items()) if c.codes else ""


def _text(words: str) -> str:
    return escape(worded(words))
