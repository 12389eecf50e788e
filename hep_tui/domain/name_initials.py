"""Initials that stand for somebody: capitals that fit one of those who were there, and mean nothing else."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from hep_tui.domain.common_words import ACRONYMS
from hep_tui.domain.name_forms import initials, plain
from hep_tui.domain.people import Person

_LETTERS = re.compile(r"(?<![\w#@/&.'’-])(?:[^\W\d_]{2,4}|[^\W\d_]\.(?: ?[^\W\d_]\.?){1,3})(?![\w/&-])")
"""Two to four letters by themselves, or each with a dot."""


class Initials:
    """Find the initials of people; `acronyms` are what their capitals may mean instead in this review."""

    def __init__(self, people: Sequence[Person], acronyms: Iterable[str]) -> None:
        known = ACRONYMS | frozenset(map(str.casefold, acronyms))
        self._of: dict[str, dict[str, int]] = {}
        for i, who in enumerate(people):
            for letters in initials(who.name) - known:
                self._of.setdefault(letters, {})[who.code] = i

    def find(
        self, text: str, present: Collection[str], taken: Sequence[range]
    ) -> Iterator[tuple[int, int, frozenset[int | str]]]:
        """Yield where initials fit one of those present, whose codes these are, and whose; not within what is taken.

        In a text all in capitals none can be told from a word.
        """
        for found in _LETTERS.finditer(text) if text != text.upper() else ():
            start, end = found.span()
            capitals = found[0] == found[0].upper()
            if not capitals or any(start < each.stop and each.start < end for each in taken):
                continue
            fit = [i for code, i in self._of.get(plain(found[0]), {}).items() if code in present]
            if len(fit) == 1:
                yield start, end, frozenset(fit)
