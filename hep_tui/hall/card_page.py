"""Voting cards to print: a number, where to go, and the code that is the right to vote once."""

from collections.abc import Mapping

from hep_tui.domain.polls import Poll
from hep_tui.errors import HepError
from hep_tui.reports.element import element
from hep_tui.reports.page import heading, page, text

_CSS = """
.cards { display: grid; grid-template-columns: 1fr 1fr; gap: 0; }
.card { border: 0.25mm dashed #777; padding: 4mm; height: 66mm; break-inside: avoid; display: grid;
  grid-template-columns: 1fr 34mm; gap: 1mm 3mm; align-content: start; }
.card h2 { margin: 0; grid-column: 1 / -1; font-size: 11pt; }
.card ol { margin: 0; padding-left: 5mm; font-size: 9.5pt; }
.card svg { width: 34mm; height: 34mm; display: block; }
.card .code { grid-column: 1 / -1; font: bold 15pt/1.2 "Liberation Mono", Consolas, monospace; margin: 1mm 0 0; }
.card .quiet { grid-column: 1 / -1; margin: 0; }
"""
_PAPER = "No phone, or a flat one? Give this card in at the tellers' desk, and vote on paper."


def card_page(poll: Poll, codes: Mapping[int, str], address: str, network: str = "") -> str:
    """Return a page of cards to cut; `address` is where phones find the ballot, `network` the Wi-Fi to join first.

    Raises HepError where the library is missing that draws the codes to scan.
    """
    cards = "".join(_card(poll, number, code, address, network) for number, code in codes.items())
    return page(f"{poll.title}: voting cards", [element("div", cards, style="cards")], _CSS)


def _card(poll: Poll, number: int, code: str, address: str, network: str) -> str:
    join = f"Join the Wi-Fi {network}." if network else "Join the Wi-Fi of the hall."
    steps = [join, f"Scan this, or open {address} and type the code.", "Mark your ballot, read it, cast it."]
    return element(
        "section",
        heading(f"{poll.title}: card {number}", 2),
        element("ol", *(element("li", text(step)) for step in steps)),
        _scanned(f"{address}/?c={code}", f"card {number}"),
        element("p", text(code), style="code"),
        element("p", text(_PAPER), style="quiet"),
        style="card",
    )


def _scanned(words: str, label: str) -> str:
    """Return a code to scan as a picture that the page holds itself."""
    try:
        import segno
    except ImportError:
        raise HepError(
            "The codes to scan are drawn by a library that is not installed; nothing was written, install it with "
            "pip install 'hep-tui[hall]'."
        ) from None
    drawn: str = segno.make(words, error="m", micro=False).svg_inline(scale=4, border=2, title=f"{label} to scan")
    return drawn
