"""The neutral words that may be in place of names: `[a primary school]`, then `[another primary school]`."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from hep_tui.domain.speech import worded

# With fewer schools than this in the borough, the phase alone would tell which one it is.
FEW = 5
_ORDER = ("another", "a third", "a fourth", "a fifth", "a further")
_REACHED = {"e-mail": "[e-mail]", "phone": "[phone]", "postcode": "[postcode]"}

Spoken = Callable[[str, frozenset[int | str]], str]


class Tokens:
    """Make the tokens of a text. `phases` are those of the schools, `labels` is id to label."""

    def __init__(self, phases: Sequence[str], labels: Mapping[str, str]) -> None:
        self.phases, self.labels = phases, labels
        self._many = frozenset(phase for phase, n in Counter(phases).items() if n >= FEW)
        nouns = sorted({self._noun(phase) for phase in {*phases, ""}} | {"colleague"})
        first = "|".join(("an", "a third", "a fourth", "a fifth", "a further", "another", "a"))
        self._pattern = re.compile(rf"\[(?:({first}) ({'|'.join(map(re.escape, nouns))})|e-mail|phone|postcode)\]")

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where tokens are in a text already."""
        return [m.span() for m in self._pattern.finditer(text)] if "[" in text else []

    def naming(self, text: str) -> Spoken:
        """Return what gives each name of a text its token: another for another name, counting on from those there."""
        known: list[tuple[str, frozenset[int | str], str]] = []
        used = dict(self._standing(text)) if "[" in text else {}

        def spoken(kind: str, whose: frozenset[int | str]) -> str:
            if kind in _REACHED:
                return _REACHED[kind]
            for other, theirs, token in known:
                if other == kind and theirs & whose:
                    return token
            noun = "colleague" if kind == "person" else self._noun_of(whose)
            token = f"[{_counted(noun, used.get(noun, 0))}]"
            used[noun] = used.get(noun, 0) + 1
            known.append((kind, whose, token))
            return token

        return spoken

    def _standing(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield each noun that is in a token, with the highest number it has come to."""
        most: dict[str, int] = {}
        for m in self._pattern.finditer(text):
            if m[2]:
                n = _ORDER.index(m[1]) + 2 if m[1] in _ORDER else 1
                most[m[2]] = max(n, most.get(m[2], 0))
        yield from most.items()

    def _noun_of(self, whose: frozenset[int | str]) -> str:
        phases = {self.phases[i] for i in whose if isinstance(i, int)}
        return self._noun(phases.pop() if len(phases) == 1 else "")

    def _noun(self, phase: str) -> str:
        place = worded("{place}")
        return f"{self.labels.get(phase, phase).lower()} {place}" if phase in self._many else place


def _counted(noun: str, before: int) -> str:
    if not before:
        article = "an" if noun[0] in "aeiou" else "a"
        return f"{article} {noun}"
    return f"{_ORDER[min(before, len(_ORDER)) - 1]} {noun}"
