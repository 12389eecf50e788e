"""What a word means among the phases, roles or groups of a pack."""

import re
from collections.abc import Iterable

from hep_tui.domain.pack import Term


def term_named(text: str, terms: Iterable[Term]) -> str:
    """Return the id of the term that a text names in full, by id or label, in any case; empty where there is none."""
    asked = _squeezed(text)
    return next((t.id for t in terms if asked and asked in map(_squeezed, (t.id, t.label, t.short))), "")


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
