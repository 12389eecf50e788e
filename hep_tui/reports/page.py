"""Build a page that prints well: one HTML file, without a script, that fetches nothing from elsewhere.

What goes in is text, unless a name says `html`; what comes out is HTML.
"""

from collections.abc import Iterable, Sequence
from html import escape

from hep_tui.domain.text import shown

_CSS = """
@page { size: A4; margin: 12mm; }
* { box-sizing: border-box; }
body { font: 11pt/1.35 Arial, "Liberation Sans", sans-serif; color: #000; background: #fff; margin: 0; }
h1 { font-size: 17pt; margin: 0 0 2mm; } h2 { font-size: 12.5pt; margin: 5mm 0 1mm; break-after: avoid; }
p { margin: 0 0 2mm; } .quiet { color: #444; font-size: 9.5pt; }
table { width: 100%; border-collapse: collapse; margin: 1mm 0 3mm; }
thead { display: table-header-group; } tr { break-inside: avoid; }
th, td { text-align: left; vertical-align: top; padding: 1mm 2mm; border: 0.25mm solid #777; }
th { font-size: 9.5pt; } .number { text-align: right; }
@media screen { body { max-width: 190mm; margin: 8mm auto; } }
"""


def text(words: str) -> str:
    """Return text as HTML: nothing invisible, nothing that is read as markup."""
    return escape(shown(words), quote=True)


def page(title: str, body_html: Iterable[str], css: str = "") -> str:
    """Return a whole page; `css` is added to the style that every page has."""
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{text(title)}</title>\n<style>{_CSS}{css}</style>\n</head>\n<body>\n"
        + "\n".join(body_html)
        + "\n</body>\n</html>\n"
    )


def heading(words: str, level: int = 1) -> str:
    """Return a heading; 1 is the largest."""
    return f"<h{level}>{text(words)}</h{level}>"


def paragraph(words: str, style: str = "") -> str:
    """Return a paragraph of text."""
    return f"<p{_class(style)}>{text(words)}</p>"


def table(headers: Sequence[str], rows_html: Iterable[Sequence[str]], numbers: Sequence[int] = ()) -> str:
    """Return a table with cells of HTML; `numbers` are the columns set to the right."""

    def line(tag: str, cells: Iterable[str]) -> str:
        made = (f"<{tag}{_class('number' if i in numbers else '')}>{c}</{tag}>" for i, c in enumerate(cells))
        return f"<tr>{''.join(made)}</tr>"

    rows = "\n".join(line("td", row) for row in rows_html)
    return f"<table>\n<thead>{line('th', map(text, headers))}</thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""
