"""The summary of a meeting as a page for print."""

from collections.abc import Iterator

from hep_tui.reports.page import heading, page, paragraph, text
from hep_tui.views.summary import Summary
from hep_tui.views.summary_words import Section, endnotes, sections, subtitle

_CSS = """
body { font-size: 10pt; }
header { border-bottom: 0.5mm solid #000; margin-bottom: 3mm; }
main { columns: 2; column-gap: 7mm; overflow-wrap: anywhere; }
section { margin: 0 0 3mm; }
h2 { font-size: 10.5pt; margin: 0; }
h2 span { font-weight: normal; }
ul { margin: 0.5mm 0 0; padding-left: 4mm; }
li { margin: 0 0 0.5mm; break-inside: avoid; }
footer { border-top: 0.25mm solid #000; margin-top: 3mm; padding-top: 1mm; }
@media (max-width: 45em) { main { columns: 1; } }
"""


def summary_page(view: Summary) -> str:
    """Return the page as HTML."""
    return page(view.meeting.title, _body(view), _CSS)


def _body(view: Summary) -> Iterator[str]:
    yield "<header>"
    yield heading(view.meeting.title)
    yield paragraph(f"{view.review}. {subtitle(view)}")
    yield "</header>\n<main>"
    yield from map(_section, sections(view))
    yield "</main>\n<footer>"
    yield from (paragraph(line, "quiet") for line in endnotes(view))
    yield "</footer>"


def _section(section: Section) -> str:
    beside = f" <span>{_line(section.beside)}</span>" if section.beside else ""
    lines = "".join(f"\n<li>{_line(line)}</li>" for line in section.lines)
    listed = f"\n<ul>{lines}\n</ul>" if lines else ""
    return f"<section>\n<h2>{_line(section.heading)}{beside}</h2>{listed}\n</section>"


def _line(words: str) -> str:
    return text(" ".join(words.split()))
