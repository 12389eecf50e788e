"""Words that mean somebody: the name itself; and what only may, as a short form, a titled surname, or initials."""

import re
from collections.abc import Iterable, Sequence

from hep_tui.domain.common_words import EVERYDAY, TITLES
from hep_tui.domain.name_forms import WORD, initials, owned, plain
from hep_tui.domain.names import Names
from hep_tui.domain.people import Person


def named(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of some names and codes by themselves, whatever the case."""
    return re.compile("|".join(map(_by_itself, filter(None, words))) or r"(?!)", re.IGNORECASE)


def _by_itself(word: str) -> str:
    # A short code is in many a checksum; scripts that are written without blanks have no edges of words to look for.
    return rf"(?<!\w){re.escape(word)}(?!\w)" if word.isascii() else re.escape(word)


class Meant:
    """Find what may mean somebody who is known by some words; `acronyms` are capitals that mean something else."""

    def __init__(self, words: Sequence[str], acronyms: Iterable[str] = ()) -> None:
        known = {word.casefold(): Person(word, word) for word in words}
        self._own, self._present = known.keys(), [who.code for who in known.values()]
        self._parts = {plain(part) for word in words for part in WORD.findall(word)}
        self._letters = frozenset().union(*map(initials, words)) - {word.casefold() for word in acronyms}
        self._forms = Names(known.values(), (), acronyms=acronyms)

    def find(self, text: str) -> list[str]:
        """Return the words of a text that may mean them, in order; the names themselves are none of these."""
        if plain(text) in self._letters:
            return [text]
        found = [m.words for m in self._forms.find(text, self._present) if m.kind == "person"]
        return [said for said in found if self._means(said)]

    def _means(self, said: str) -> bool:
        its = {plain(owned(part)) for part in WORD.findall(said)}
        # Whoever has a title is a name, whosever it is.
        theirs = its.isdisjoint(TITLES) or not its.isdisjoint(self._parts)
        common = its <= EVERYDAY and plain(said) not in self._letters
        return theirs and said.casefold() not in self._own and not common
