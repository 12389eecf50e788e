"""Write a report as one HTML file: no script, nothing from elsewhere, fit for screen readers, print, light and dark."""

from collections.abc import Iterator

from hep_tui.reports.document import Block, Cell, Document, Drawing, Figures, Points, Prose, Section, Sentence
from hep_tui.reports.element import element
from hep_tui.reports.page import heading, page, paragraph, text

_CSS = """
:root { color-scheme: light dark; --ink: #16191d; --paper: #fff; --quiet: #4a5058; --rule: #8a9099; --link: #174f86; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eceef0; --paper: #14171a; --quiet: #b4bac2; --rule: #6d747d; --link: #8fc1f2; }
}
body { color: var(--ink); background: var(--paper); max-width: 190mm; overflow-wrap: anywhere; }
h2 { font-size: 15pt; margin-top: 10mm; border-bottom: 0.4mm solid var(--rule); padding-bottom: 1mm; }
h3 { font-size: 12pt; margin: 6mm 0 1mm; break-after: avoid; }
a { color: var(--link); }
.quiet, caption, .note { color: var(--quiet); }
.note { font-size: 9pt; }
.said { font-size: 11.5pt; }
nav ol { columns: 2; margin: 2mm 0 6mm; padding-left: 6mm; }
figure { margin: 3mm 0 1mm; break-inside: avoid; overflow-x: auto; }
figcaption { margin-bottom: 1mm; }
svg { width: 100%; min-width: 140mm; height: auto; color: var(--ink); }
caption { padding-bottom: 1mm; }
th, td { border-bottom-color: var(--rule); padding-right: 3mm; }
.number { padding-right: 6mm; }
tbody th { font-weight: normal; font-size: inherit; border-bottom: 0.25mm solid var(--rule); }
.scroll { overflow-x: auto; }
table { overflow-wrap: normal; }
td.number, td.short { white-space: nowrap; }
@media print {
  :root { --ink: #000; --paper: #fff; --quiet: #333; --rule: #777; --link: #000; }
  a { text-decoration: none; }
  .said a { display: none; }
  ul, tr, caption { break-inside: avoid; }
  caption, thead { break-after: avoid; }
  thead { display: table-header-group; }
  .new-page { break-before: page; }
  .scroll, figure { overflow: visible; }
  svg { min-width: 0; }
  .note { break-before: avoid; }
  h2, h3, .said, h2 + p { break-after: avoid; }
}
"""


_SHORT = 16
"""A cell of so few letters is not broken into lines."""


def report_html(document: Document) -> str:
    """Return the report as HTML."""
    return page(document.title, _body(document), _CSS)


def _body(document: Document) -> Iterator[str]:
    yield "<header>"
    yield heading(document.title)
    yield paragraph(document.under, "quiet")
    yield "</header>"
    entries = (f'<li><a href="#s{i}">{text(s.title)}</a></li>' for i, s in enumerate(document.sections, 1))
    yield f'<nav aria-label="Contents"><ol>{"".join(entries)}</ol></nav>'
    yield "<main>"
    tables = {figures.id for figures in document.figures}
    for i, section in enumerate(document.sections, 1):
        yield from _section(section, 2, f"s{i}", tables)
    yield "</main>"


def _section(section: Section, level: int, id: str, tables: set[str]) -> Iterator[str]:
    style = ' class="new-page"' * section.page
    yield f'<section id="{id}"{style}>'
    yield heading(section.title, level)
    said = section.said
    yield from (_block(block, tables, said) for block in section.blocks)
    for i, each in enumerate(section.within, 1):
        yield from _section(each, min(level + 1, 6), f"{id}-{i}", tables)
    yield "</section>"


def _block(block: Block, tables: set[str], said: set[str]) -> str:
    match block:
        case Sentence():
            where = f' <a href="#{text(block.table)}">table</a>' if block.table in tables else ""
            return f'<p class="said">{text(block.words)}{where}</p>'
        case Prose():
            return paragraph(block.words, "quiet" * block.quiet)
        case Points():
            return element("ul", *(element("li", text(line)) for line in block.lines))
        case Drawing():
            caption = [element("figcaption", text(block.said))] * (block.said not in said)
            return element("figure", *caption, block.svg)
        case Figures():
            return _figures(block)


def _figures(block: Figures) -> str:
    numbers = block.numbers
    head = "".join(f'<th scope="col"{_right(i, numbers)}>{text(words)}</th>' for i, words in enumerate(block.heads))
    body = "".join(element("tr", *_cells(row, numbers)) for row in block.rows)
    note = paragraph(block.note, "note") if block.note else ""
    return (
        f'<div class="scroll"><table id="{text(block.id)}"><caption>{text(block.caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{note}"
    )


def _cells(row: tuple[Cell, ...], numbers: set[int]) -> Iterator[str]:
    yield f'<th scope="row">{text(str(row[0]))}</th>'
    yield from (f"<td{_kind(str(cell), i in numbers)}>{text(str(cell))}</td>" for i, cell in enumerate(row[1:], 1))


def _kind(cell: str, number: bool) -> str:
    if number:
        return ' class="number"'
    return ' class="short"' * (len(cell) <= _SHORT)


def _right(column: int, numbers: set[int]) -> str:
    return ' class="number"' * (column in numbers)
