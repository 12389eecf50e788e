"""The summary of a meeting as a page for print: HTML that needs nothing else, and runs nothing."""

from contextlib import suppress
from html import escape
from pathlib import Path

from hep_tui.domain.text import shown
from hep_tui.errors import HepError
from hep_tui.views.summary import Summary
from hep_tui.views.summary_words import Section, endnotes, sections, subtitle

_STYLE = """\
@page { size: A4; margin: 14mm; }
* { box-sizing: border-box; }
body { font: 10pt/1.35 system-ui, "Segoe UI", Arial, sans-serif; color: #111; background: #fff; margin: 2em auto;
  max-width: 60em; padding: 0 1em; overflow-wrap: anywhere; }
header { border-bottom: 2px solid #111; margin-bottom: .8em; }
h1 { font-size: 1.5em; margin: 0; }
header p { margin: .2em 0 .6em; }
main { columns: 2; column-gap: 2em; }
section { margin: 0 0 .8em; }
h2 { font-size: 1em; margin: 0; break-after: avoid; }
h2 span { font-weight: normal; }
ul { margin: .15em 0 0; padding-left: 1.1em; }
li { margin: 0 0 .15em; break-inside: avoid; }
footer { border-top: 1px solid #111; margin-top: .8em; padding-top: .4em; font-size: .85em; }
footer p { margin: 0; }
@media (max-width: 45em) { main { columns: 1; } }
@media print { body { margin: 0; max-width: none; padding: 0; } }"""


def summary_page(page: Summary) -> str:
    """Return the page as HTML."""
    title = _text(page.meeting.title)
    body = "\n".join(_section(section) for section in sections(page))
    notes = "\n".join(f"<p>{_text(line)}</p>" for line in endnotes(page))
    return f"""\
<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
{_STYLE}
</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p>{_text(page.review)}<br>{_text(subtitle(page))}</p>
</header>
<main>
{body}
</main>
<footer>
{notes}
</footer>
</body>
</html>
"""


def write_summary(page: Summary, path: Path) -> Path:
    """Write the page to a file of its own, and return its path.

    Raises HepError where a file stands there already, or none can be written.
    """
    try:
        with suppress(FileExistsError):
            path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(summary_page(page))
    except FileExistsError:
        raise HepError(f"There is a file {path} already; it was left as it is, choose another name.") from None
    except OSError as error:
        raise HepError(
            f"The summary could not be written to {path} ({error.strerror}); the review is safe, choose another place."
        ) from None
    return path


def _section(section: Section) -> str:
    beside = f" <span>{_text(section.beside)}</span>" if section.beside else ""
    lines = "".join(f"\n<li>{_text(line)}</li>" for line in section.lines)
    listed = f"\n<ul>{lines}\n</ul>" if lines else ""
    return f"<section>\n<h2>{_text(section.heading)}{beside}</h2>{listed}\n</section>"


def _text(text: str) -> str:
    """Return anybody's words as text of the page, whatever they hold."""
    return escape(" ".join(shown(text).split()))
