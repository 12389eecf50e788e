"""The page around what is on the wall, and the organiser's desk: self-contained, and read without a script."""

import hashlib
from base64 import b64encode
from collections.abc import Sequence

from hep_tui.hall import look
from hep_tui.hall.choice import HERE, NOW, Choice
from hep_tui.reports.element import element
from hep_tui.reports.page import language, text

_HASH = b64encode(hashlib.sha256(look.SCRIPT.encode()).digest()).decode()
_NONE = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
POLICY = f"{_NONE}; connect-src 'self'; script-src 'sha256-{_HASH}'"
"""What a browser lets these pages do: their own style, our one script, and asking the server that sent them."""


def wall(inner_html: str, key: str) -> str:
    """Return the page for the projector; without a script it asks again every five seconds."""
    again = '<noscript><meta http-equiv="refresh" content="5"></noscript>'
    script = f"<script>{look.SCRIPT}</script>"
    return _page("hep room", look.WALL, again, f'<body data-key="{text(key)}"><main>{inner_html}</main>{script}</body>')


def saved(title: str, slides_html: Sequence[str]) -> str:
    """Return pages of a result as one file that fetches nothing, one slide below the other."""
    mains = "".join(element("main", slide) for slide in slides_html)
    head = f'<meta http-equiv="Content-Security-Policy" content="{_NONE.partition("; form")[0]}">'
    return _page(title, look.WALL, head, element("body", mains))


def desk(choice: Choice, results: Sequence[tuple[str, str]], steps: Sequence[str], key: str) -> str:
    """Return the organiser's page: what can be shown, the steps of it, and the curtain."""
    curtain = "Lift the curtain" if choice.curtain else "Draw the curtain"
    moves = element("div", _button("back", "Back"), _button("next", "Next"), _button("curtain", curtain), style="row")
    kinds = [(NOW, "What happens now"), (HERE, "How many are here"), *results]
    shows = [_button(f"show {id}", label, here=id == choice.what) for id, label in kinds]
    parts = [_button(f"step {at}", f"{at + 1}  {label}", here=at == choice.step) for at, label in enumerate(steps)]
    state = "The curtain is drawn: the hall sees an empty page." if choice.curtain else "The hall sees what is marked."
    body = [
        element("h1", "What the hall sees"),
        element("p", state),
        '<p><a href="/" target="_blank">The page for the projector</a>: drag it to the second screen, then F11.</p>',
        f'<form method="post" action="/act"><input type="hidden" name="key" value="{text(key)}">',
        *[moves, element("h2", "Show"), *shows],
        *([element("h2", "Steps"), *parts] if parts else []),
        "</form>",
    ]
    return _page("hep desk", look.WALL + look.DESK, "", element("body", element("main", *body)))


def _button(act: str, label: str, *, here: bool = False) -> str:
    current = ' aria-current="true"' if here else ""
    return f'<button name="act" value="{text(act)}"{current}>{text(label)}</button>'


def _page(title: str, css: str, head_html: str, body_html: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html {language()}>\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{text(title)}</title>{head_html}<style>{css}</style></head>\n{body_html}\n</html>\n"
    )
