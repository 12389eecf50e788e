"""Tell whether words name a school or a person of the register: such words are not handed round."""

import re
from collections.abc import Iterable, Sequence

from hep_tui.domain.people import Person
from hep_tui.domain.schools import School

# What schools are called besides their own name: "Oak Wood School" is known as "Oak Wood".
_COMMON = frozenset((
    "school", "schools", "academy", "college", "primary", "secondary", "infant", "infants", "junior", "high",
    "community", "nursery", "special", "centre", "catholic", "church", "ce", "cofe", "c", "of", "e", "rc", "the", "and",
    "for", "boys", "girls", "voluntary", "aided", "free", "unit", "upper", "lower", "sixth", "form",
))  # fmt: skip
_LEAST = 5
"""A school's own name with fewer letters, such as Park, is a word like others."""


class Names:
    """Hold the names that may not be handed round. What only might be one counts as one."""

    def __init__(self, schools: Sequence[School], people: Iterable[Person] = (), places: Iterable[str] = ()) -> None:
        # A school called after its town cannot be told from the town: only its whole name names it.
        towns = {tuple(_words(place)) for place in (*places, *(s.town for s in schools)) if place}
        whole = [_words(s.name) for s in schools]
        own = [words for name in whole if sum(map(len, words := _own(name))) >= _LEAST and tuple(words) not in towns]
        last = [words[-1:] for p in people if (words := _words(p.name)) and len(words[-1]) > 2]
        found = sorted({"".join(r"[\W_]+" * (i > 0) + re.escape(w) for i, w in enumerate(words))
                        for words in (*whole, *own, *last) if words})  # fmt: skip
        self._found = re.compile(rf"\b(?:{'|'.join(found)})(?:['’]?s)?\b", re.IGNORECASE) if found else None

    def within(self, text: str) -> bool:
        """Say whether a text names a school, by its whole or its own name, or a person, by the last one of theirs."""
        return bool(self._found and self._found.search(text))


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"['’]s\b", "", name).casefold())


def _own(words: list[str]) -> list[str]:
    """Return the words of a school's name before the first common one."""
    words = words[words[:1] == ["the"] :]
    return words[: next((i for i, word in enumerate(words) if word in _COMMON), len(words))]
