"""How a report says figures: counts before shares, words of quantity only where a table bears them out."""

import re
from collections.abc import Iterator

SMALL_BASE, ENOUGH = 50, 10
_FEWEST = 5
_WORDS = ("all", "most", "more than half", "about half", "fewer than half", "some")
_WORD = re.compile(rf"\b({'|'.join(sorted(_WORDS, key=len, reverse=True))})\b", re.IGNORECASE)
_FORBIDDEN = re.compile(
    r"\b(significant(ly)?|clearly|overwhelming(ly)?|only|just|very|strikingly|unfortunately|surprisingly|because)\b",
    re.I,
)
_SHARE = re.compile(r"\d+ %")
_COUNTED = re.compile(r"\d+ of \d+ \(\d+ %\)")
_OF = re.compile(r"\b(\d+) of (\d+)\b")


def of(n: int, everyone: int) -> str:
    """Return a count of a whole: `7 of 18`, and from fifty on with its share, `63 of 90 (70 %)`."""
    counted = f"{n} of {everyone}"
    return counted if everyone < SMALL_BASE else f"{counted} ({round(100 * n / everyone)} %)"


def quantity(n: int, everyone: int) -> str:
    """Return the word for a part of a whole; none where fewer than ten were asked, or fewer than five are meant."""
    if everyone < ENOUGH or n < _FEWEST:
        return ""
    share = n / everyone
    steps = (
        ("all", share == 1),
        ("most", share > 2 / 3),
        ("more than half", share > 0.55),
        ("about half", share >= 0.45),
    )
    named = next((word for word, holds in steps if holds), "")
    return named or ("fewer than half" if share >= 1 / 3 else "some")


def led(n: int, everyone: int, who: str, did: str) -> str:
    """Return a sentence on a part of some people, led by the word for it where there is one."""
    word = quantity(n, everyone)
    link = " of the" * word.endswith("half")
    start = f"{word.capitalize()}{link} {who} {did}" if word else f"{who.capitalize()} {did}"
    return f"{start}: {of(n, everyone)}."


def faults(sentence: str) -> Iterator[str]:
    """Yield what a sentence of a report says that it may not."""
    if found := _FORBIDDEN.search(sentence):
        yield f"says {found[0]!r}"
    if len(_SHARE.findall(sentence)) > len(_COUNTED.findall(sentence)):
        yield "gives a share without its count"
    whole = [(int(a), int(b)) for a, b in _OF.findall(sentence)]
    for n, everyone in whole:
        if everyone < SMALL_BASE and f"{n} of {everyone} (" in sentence:
            yield f"gives a share of {everyone} people"
        if n > everyone:
            yield f"counts {n} of {everyone}"
    word = _WORD.match(sentence)
    if word and whole and quantity(*whole[0]) != word[0].casefold():
        yield f"says {word[0]!r} of {whole[0][0]} of {whole[0][1]}"
