"""What a word means among the phases, roles or groups of a pack."""

import re
from collections.abc import Iterable

from hep_tui.domain.pack import Term
from hep_tui.domain.resolve.folding import plain


def term_named(text: str, terms: Iterable[Term]) -> str:
    """Return the id of the term that a text names in full, by id or label, in any case; empty where there is none."""
    asked = squeezed(text)
    return next((t.id for t in terms if asked and asked in map(squeezed, (t.id, t.label, t.short, *t.also))), "")


def squeezed(text: str) -> str:
    """Return a term as terms are compared: plain letters and figures only."""
    return re.sub(r"[\W_]+", "", plain(text))
