"""Build a page that prints well: one self-contained HTML file, no script, nothing fetched from elsewhere.

What these functions return is HTML, and what they take is text, unless its name says `html`.
"""

from collections.abc import Iterable, Sequence
from html import escape

from hep_tui.domain.speech import worded
from hep_tui.domain.text import shown

_CSS = """
@page { size: A4; margin: 14mm 12mm; }
* { box-sizing: border-box; }
body { font: 11pt/1.35 "Helvetica Neue", Arial, "Liberation Sans", sans-serif; color: #000; background: #fff;
  max-width: 186mm; margin: 8mm auto; padding: 0 4mm; }
h1 { font-size: 18pt; margin: 0 0 1mm; }
h2 { font-size: 12pt; margin: 6mm 0 1mm; break-after: avoid; }
p { margin: 0 0 2mm; }
.quiet { color: #444; font-size: 9.5pt; }
table { width: 100%; border-collapse: collapse; margin: 2mm 0 4mm; }
caption { text-align: left; color: #444; font-size: 9.5pt; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { text-align: left; vertical-align: top; padding: 1.4mm 2mm 1.4mm 0; border-bottom: 0.25mm solid #777; }
th { font-size: 9.5pt; border-bottom: 0.5mm solid #000; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.box { display: inline-block; width: 4.2mm; height: 4.2mm; border: 0.3mm solid #000; vertical-align: -0.6mm; }
.box.ticked::after { content: "\\2713"; display: block; text-align: center; line-height: 4mm; }
tr.empty td { height: 9mm; }
@media print { body { margin: 0; padding: 0; max-width: none; } }
"""


def text(words: str) -> str:
    """Return text as it may be in a page: nothing invisible, nothing that is read as markup."""
    return escape(shown(words), quote=True)


def language() -> str:
    """Return the attributes that say in which language a page is, and which way it is written."""
    return worded('lang="{lang}"' if worded("{dir}") == "ltr" else 'lang="{lang}" dir="{dir}"')


def page(title: str, body_html: Iterable[str], css: str = "") -> str:
    """Return a whole page around its body; `css` is added to the style that every page has."""
    return (
        f'<!DOCTYPE html>\n<html {language()}>\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f'<meta name="viewport" content="width=device-width">\n<title>{text(title)}</title>\n'
        f"<style>{_CSS}{css}</style>\n</head>\n<body>\n" + "\n".join(body_html) + "\n</body>\n</html>\n"
    )


def heading(words: str, level: int = 1) -> str:
    """Return a heading; 1 is the largest."""
    return f"<h{level}>{text(words)}</h{level}>"


def paragraph(words: str, style: str = "") -> str:
    """Return a paragraph; `style` may be quiet."""
    return f"<p{_class(style)}>{text(words)}</p>"


def box(label: str, *, ticked: bool = False) -> str:
    """Return a box to tick, with what it is for to whoever cannot see it."""
    state, style = ("ticked", "box ticked") if ticked else ("empty", "box")
    return f'<span class="{style}" role="img" aria-label="{text(f"{label}: {state}")}"></span>'


def cell(words: str) -> str:
    """Return the content of a cell."""
    return text(words)


def table(headers: Sequence[str], rows_html: Iterable[Sequence[str]], numbers: Sequence[int] = ()) -> str:
    """Return a table of cells made by `cell` or `box`; `numbers` are the columns set to the right.

    A row of empty cells gets the height of a line to write on.
    """

    def tag(name: str, i: int, html: str) -> str:
        scope = ' scope="col"' if name == "th" else ""
        style = _class("number" * (i in numbers))
        return f"<{name}{scope}{style}>{html}</{name}>"

    def line(row: Sequence[str]) -> str:
        style = _class("empty" * (not any(row)))
        return f"<tr{style}>{''.join(tag('td', i, html) for i, html in enumerate(row))}</tr>"

    head = "".join(tag("th", i, text(h)) for i, h in enumerate(headers))
    body = "\n".join(map(line, rows_html))
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""
