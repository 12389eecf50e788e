"""Which school a written name or URN means: the rules. How alike two names are is measured in exchange."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

from hep_tui.domain.resolve.folding import plain
from hep_tui.domain.resolve.slips import one_slip
from hep_tui.domain.schools import School

ACCEPTED, MARGIN, OFFERED = 90.0, 5.0, 60.0
"""From how alike a name is accepted, how far ahead of the next, and from where it is offered to a person."""
MOST = 3
_REWRITTEN = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"&|\+", " and "),
        (r"['’‘`´.]", ""),
        (r"[^\w]+|_", " "),
        (r"\bc of e\b|\bchurch of england\b|\bc e\b|\bce\b", "cofe"),
        (r"\broman catholic\b|\brc\b|\bcatholic\b", "catholic"),
        (r"\bsaint\b", "st"),
        (r"\binfs?\b|\binfants\b", "infant"),
        (r"\bjnrs?\b|\bjrs?\b|\bjuns?\b|\bjuniors\b", "junior"),
        (r"\bprim\b", "primary"),
        (r"\bnur\b", "nursery"),
        (r"\bsch\b|\bschools\b", "school"),
        (r"\bacad\b", "academy"),
        (r"\s+", " "),
    )
)
_COMMON = frozenset({"school", "academy", "primary", "the"})
_KINDS = ("school", "academy", "primary", "junior", "infant", "nursery", "catholic", "college", "community")
_SHORTEST_KIND = 5
_WORDS, _CUT = 2, 3
# Words that a school's everyday name goes without.
_LEFT_OUT = _COMMON | {"cofe", "catholic", "nursery", "community", "secondary", "pru", "for", "of", "and", "in"}
# Words that a name goes without as well, where nobody says them: who says them means a school that has them.
_QUALIFIES = frozenset(
    ["studio", "house", "sikh", "hindu", "muslim", "jewish", "methodist", "free", "early", "childhood", "centre"]
)
# Words that say what ages a school teaches: two names that share none of them are two schools.
_STAGES = {
    "nursery": "nursery", "infant": "infant", "junior": "junior", "primary": "primary", "secondary": "secondary",
    "high": "secondary", "senior": "secondary", "college": "college", "special": "special",
}  # fmt: skip


@dataclass(frozen=True)
class Match:
    """Hold what a name means: a school and how that was found, or up to three that it may mean, best first.

    `how` is urn, name, or alike; `score` (0 to 100) says how alike the best one is.
    """

    school: School | None = None
    how: str = ""
    candidates: tuple[School, ...] = ()
    score: float = 0.0


def normal(name: str) -> str:
    """Return a school's name as it is compared: small letters, without apostrophes, short forms in one spelling."""
    text = plain(name)
    for pattern, instead in _REWRITTEN:
        text = pattern.sub(instead, text)
    return " ".join(map(_kind_spelled, text.split()))


def _kind_spelled(word: str) -> str:
    """Return the kind of school of which a word is a slip of the finger, else the word."""
    if word in _KINDS or len(word) < _SHORTEST_KIND:
        return word
    return next((kind for kind in _KINDS if one_slip(word, kind)), word)


def without_place(name: str, towns: Collection[str]) -> str:
    """Return a written name without a town of the review's schools at its end, behind a comma or in brackets."""
    found = re.fullmatch(r"(.+?)\s*(?:,\s*|\()([^,()]+)\)?", name.strip())
    return found[1] if found and plain(found[2].strip()) in towns else name


def core(normalised: str) -> str:
    """Return what is left of a normalised name without the words that most schools share."""
    return " ".join(word for word in normalised.split() if word not in _COMMON)


def beginning(asked: str, name: str) -> bool:
    """Say whether a normalised name begins with what was asked, word by word, whatever `the` and a saint's `s`."""
    first, whole = _bare(asked), _bare(name)
    return bool(first) and whole[: len(first)] == first


def everyday(normalised: str) -> tuple[str, ...]:
    """Return what is left of a normalised name as people say it, without kind and church."""
    return tuple(word for word in _bare(normalised) if word not in _LEFT_OUT)


def same_everyday(asked: str, name: str) -> bool:
    """Say whether two normalised names are the same in everyday words; the name may have more words that qualify it."""
    said = everyday(asked)
    whole = tuple(word for word in everyday(name) if word in said or word not in _QUALIFIES)
    return said in (everyday(name), whole)


def shortened(asked: str, name: str) -> bool:
    """Say whether words cut short begin those of a normalised name: `bish ramsey`. One has to be whole, and its own."""
    said, whole = _bare(asked), _bare(name)
    pairs = list(zip(said, whole, strict=False))
    if len(said) < _WORDS or len(said) > len(whole):
        return False
    cut = all(full == word or (len(word) >= _CUT and full.startswith(word)) for word, full in pairs)
    return cut and any(full == word and word not in _LEFT_OUT and word not in _STAGES for word, full in pairs)


def parts(name: str) -> tuple[str, ...]:
    """Return the normalised names that a written name joins by `and` or has in brackets."""
    found = re.split(r"[()&]|\band\b", name)
    return tuple(normal(part) for part in found if part.strip()) if len(found) > 1 else ()


def with_stem(part: str, first: str) -> str:
    """Return one of several names with the words of the first, where it says no more than a kind: `Juniors`."""
    kinds = normal(part).split()
    if not kinds or any(word not in _LEFT_OUT and word not in _STAGES for word in kinds):
        return part
    own = [word for word in normal(first).split() if word not in _LEFT_OUT and word not in _STAGES]
    return " ".join([*own, part])


def _bare(normalised: str) -> list[str]:
    found = normalised.split()
    found = found[1:] if found[:1] == ["the"] else found
    return [word.removesuffix("s") if before == "st" else word for before, word in pairwise(["", *found])]


def contradicts(given: Collection[str], school: School) -> bool:
    """Say whether the ages that a name speaks of are not those of a school's phase."""
    young = {"nursery", "infant", "junior", "primary"}
    if given and set(given) <= young:
        return school.phase in ("secondary", "post-16")
    return set(given) == {"secondary"} and school.phase in ("primary", "nursery")


def stages(normalised: str) -> frozenset[str]:
    """Return the ages that a normalised name speaks of."""
    return frozenset(_STAGES[word] for word in normalised.split() if word in _STAGES)


def differs(one: Collection[str], other: Collection[str]) -> bool:
    """Say whether two names speak of ages, and of none in common."""
    return bool(one and other) and not set(one) & set(other)


def saints(normalised: str) -> frozenset[str]:
    """Return the saints that a normalised name speaks of: one letter makes another saint, so they are never guessed."""
    words = normalised.split()
    return frozenset(after.removesuffix("s") for word, after in pairwise(words) if word == "st")


def decide(scores: Iterable[tuple[float, bool, School]]) -> Match:
    """Return what (how alike, vetoed, school) of every school amount to.

    The best is accepted from 90 on if it is 5 ahead of every other and nothing speaks against it; otherwise a person
    chooses, among those from 60 on.
    """
    ranked = sorted(scores, key=lambda row: (-row[0], row[1], row[2].urn))
    if not ranked:
        return Match()
    score, veto, best = ranked[0]
    ahead = score - ranked[1][0] if len(ranked) > 1 else score
    if score >= ACCEPTED and ahead >= MARGIN and not veto:
        return Match(best, "alike", score=score)
    offered = sorted((row for row in ranked if row[0] >= OFFERED), key=lambda row: (row[1], -row[0], row[2].urn))
    return Match(candidates=tuple(school for _, _, school in offered[:MOST]), score=score)
