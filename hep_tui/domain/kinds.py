"""What entries of each kind are called where they are counted."""

from collections.abc import Mapping

from hep_tui.domain.text import shown

# For those whose kind is a verb.
_WORDS = {
    "declare": "declaration",
    "erase": "earlier wording erased",
    "open": "file opened",
    "redact": "erased for good",
    "settle": "conflict settled",
    "withdraw": "taken back",
}


def kinds_said(by_kind: Mapping[str, int]) -> str:
    """Return how many entries there are of each kind, in words."""
    return ", ".join(f"{n} × {shown(_WORDS.get(kind, kind))}" for kind, n in by_kind.items())
