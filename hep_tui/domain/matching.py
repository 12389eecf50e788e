"""Which school a written name or URN means: the rules. How alike two names are is measured in exchange."""

import csv
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from hep_tui.domain.resolve.folding import plain
from hep_tui.domain.resolve.slips import one_slip
from hep_tui.domain.schools import School
from hep_tui.errors import HepError

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
        (r"\binf\b|\binfants\b", "infant"),
        (r"\bjnr\b|\bjun\b|\bjuniors\b", "junior"),
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
# Words that a school's everyday name goes without.
_LEFT_OUT = _COMMON | {"cofe", "catholic", "nursery", "community", "for", "of", "and", "in"}
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


def within(asked: str, name: str) -> bool:
    """Say whether what was asked is one of several schools that a normalised name joins by `and`."""
    return len(asked.split()) > 1 and f" and {asked} " in f" {name} "


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


@dataclass(frozen=True)
class Change:
    """Hold a school that got another URN; `new` is empty where it closed."""

    old: str
    new: str
    old_name: str = ""
    new_name: str = ""


def read_changes(path: Path) -> tuple[Change, ...]:
    """Return the changes of URN that a CSV table lists (old_urn, old_name, new_urn, new_name); none without a table.

    Raises HepError where the table cannot be read.
    """
    if not path.is_file():
        return ()
    try:
        rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines(), strict=True))
        return tuple(
            Change(r["old_urn"].strip(), (r["new_urn"] or "").strip(), r["old_name"] or "", r["new_name"] or "")
            for r in rows
        )
    except (OSError, ValueError, KeyError, TypeError, csv.Error):
        raise HepError(f"{path.name} is not a table of changed URNs; nothing was read, correct or remove it.") from None


def plain_number(text: str) -> str:
    """Return the number of a place as tables hold it; a spreadsheet writes 102368 as `102368.0` or `102,368`."""
    number = re.fullmatch(r"(\d[\d, ]*)(\.0+)?", text.strip())
    return re.sub(r"[, ]", "", number[1]) if number else text.strip()


def follow(urn: str, known: Mapping[str, School], changes: Collection[Change]) -> School | None:
    """Return the school of a URN: itself, what it became, or what it was before; None where no one school fits."""
    if urn in known:
        return known[urn]
    became = [(c.old, c.new) for c in changes if c.new]
    for steps in (became, [(new, old) for old, new in became]):
        seen, now = {urn}, {urn}
        while now:
            now = {to for start, to in steps if start in now} - seen
            seen |= now
            if found := [known[u] for u in sorted(now) if u in known]:
                return found[0] if len(found) == 1 else None
    return None
