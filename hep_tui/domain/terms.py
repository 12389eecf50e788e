"""What a word means among the phases, roles or groups of a pack."""

import re
from collections.abc import Iterable
from functools import lru_cache

from hep_tui.domain.pack import Term
from hep_tui.domain.resolve.folding import plain

_PLACE = re.compile(r"\s+(?:schools?|settings?|phase|sector)\s*$", re.IGNORECASE)


def term_named(text: str, terms: Iterable[Term]) -> str:
    """Return the id of the term that a text names in full, by id or label, in any case; empty where there is none.

    A word for the place behind it says no more: a primary school is primary.
    """
    names = [(t.id, set(map(squeezed, (t.id, t.label, t.short, *t.also)))) for t in terms]
    asked = filter(None, (squeezed(text), squeezed(_PLACE.sub("", text))))
    return next((id for each in asked for id, called in names if each in called), "")


@lru_cache(maxsize=4096)
def squeezed(text: str) -> str:
    """Return a term as terms are compared: plain letters and figures only."""
    return re.sub(r"[\W_]+", "", plain(text))
