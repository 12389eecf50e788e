"""What a poll needs, made once from the words that people wrote, and checked against figures.

What is read: `40 present`, `half of the schools`, `60 % of those present`, `2/3`, `two thirds`, `majority`,
`half plus one`, `unanimous`, `more than half of those present`, `more for than against`, `it must beat Z`,
`70 % at 3 or above, at most 10 % at 1`. The rest is left to people, and said to be.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from unicodedata import normalize

from hep_tui.domain.speech import as_usual

QUORUM = "quorum"
"""The name of the check whether enough took part."""
_SHARES = {
    "half": Fraction(1, 2), "a third": Fraction(1, 3), "one third": Fraction(1, 3), "two thirds": Fraction(2, 3),
    "a quarter": Fraction(1, 4), "one quarter": Fraction(1, 4), "three quarters": Fraction(3, 4),
    "a fifth": Fraction(1, 5), "four fifths": Fraction(4, 5), "three fifths": Fraction(3, 5),
}  # fmt: skip
_WHOLE = {
    "a majority": "more than half", "an absolute majority": "more than half",
    "absolute majority": "more than half", "a simple majority": "more than half", "simple majority": "more than half",
    "majority": "more than half", "unanimously": "100 %", "unanimous": "100 %", "unanimity": "100 %",
    "all": "100 %",
}  # fmt: skip
"""Words that stand for a share, and the share in the words that are read."""
_WRITTEN = (
    (r" *\bper ?cent\b", " %"), (r"-(?=thirds|quarters|fifths)", " "),
    (r"\b(?:who may|entitled to) vote\b", "eligible"), (r"\bpresent and voting\b", "valid"),
    (r"\b(half|\d+ ?%) ?(?:\+|plus) ?(?:1|one)\b", r"more than \1"),
    (r"\b(?:a )?majority of (?=at least |(?:two|three|four) |\d)", ""), (r"^a (?=(?:two|three|four) |\d)", ""),
)  # fmt: skip
"""How amounts are also written, and how they are read."""
_AMOUNT = r"(?P<strict>more than |over )?(?P<amount>\d+(?:[.,]\d+)? ?%|[1-9]\d?/[1-9]\d?|\d+|" + "|".join(_SHARES) + ")"
_OF = r"(?: (?:of )?(?:the |those |all )*(?P<of>[a-z]+)(?P<more>(?: (?:of the|in the|[a-z]+))*))?"
_SHARE = re.compile(_AMOUNT + _OF)
_BEATS = re.compile(r"\bbeats? (?:option |model )?(?P<option>[\w-]+)(?:, no change)?(?:,? one to one)?", re.IGNORECASE)
_MORE = re.compile(r"\bmore for than against\b", re.IGNORECASE)
_LEVEL = re.compile(_AMOUNT + r" (?:(?:at|is|are|give|gives) )?(?P<level>\d) or (?:above|more|higher)")
_CAP = re.compile(r"(?:at most|no more than) (?P<amount>\d+(?:[.,]\d+)? ?%|\d+) at (?P<level>\d)(?P<below> or below)?")
_FILL = re.compile(
    r"\b(and|it|they|must|the|at least|of|votes?|papers?|ballots?|marks?|needed)\b|[\s,;.]+", re.IGNORECASE
)
_BASES = {
    "present": "present", "cast": "cast", "papers": "cast", "ballots": "cast", "votes": "cast", "valid": "valid",
    "eligible": "eligible", "schools": "eligible", "heads": "eligible", "electorate": "eligible",
    "borough": "eligible", "people": "present", "members": "eligible", "headteachers": "eligible",
}  # fmt: skip
_BETWEEN = {"majority", "of", "in", "the", "all", "those"}
"""Words between an amount and what it is of."""


class Kind(StrEnum):
    """Say what is set against what."""

    SHARE = "share"
    BEATS = "beats"
    MORE = "more"
    LEVEL = "level"
    CAP = "cap"


@dataclass(frozen=True)
class Requirement:
    """Hold one thing that is needed: a share or number of a base, strictly more or at least, and of what.

    `option` is whom the leader has to beat, `level` the level of a scale that is counted from there up, or (`CAP`) down
    where `below`, of which there may be so many at most.
    """

    words: str
    kind: Kind = Kind.SHARE
    share: Fraction | None = None
    number: int = 0
    strict: bool = False
    base: str = ""
    option: str = ""
    level: int = 0
    below: bool = False

    def needed(self, figures: "Figures") -> int | None:
        """Return the least whole number that is enough, of a cap the most that is allowed; None where that is open."""
        if self.share is None:
            return self.number + self.strict
        whole = figures.of(self.base)
        if not whole:
            return None
        exact = self.share * whole
        if self.kind is Kind.CAP:
            return int(exact)
        least = -(-exact.numerator // exact.denominator)
        return least + 1 if self.strict and least == exact else least


@dataclass(frozen=True)
class Needs:
    """Hold what some words ask for, part by part, and whether some of them are left to people."""

    words: str = ""
    parts: tuple[Requirement, ...] = ()
    left: bool = False


@dataclass(frozen=True)
class Figures:
    """Hold the numbers of which shares can be taken; 0 present or eligible means that nobody knows."""

    valid: int = 0
    cast: int = 0
    present: int = 0
    eligible: int = 0

    def of(self, base: str) -> int:
        """Return the number of a base."""
        return int(getattr(self, base, 0))


@dataclass(frozen=True)
class Check:
    """Hold one thing that was checked: whether it was met (None: people have to say), in a sentence.

    `papers` are the fewest that would have to be wrong for it to come out otherwise, None where no paper changes it;
    `needed` and `got` are what was set against each other, None where that is not known.
    """

    name: str
    met: bool | None
    says: str
    papers: int | None = None
    needed: int | None = None
    got: int | None = None


@dataclass(frozen=True)
class Votes:
    """Hold the figures that what is needed is set against.

    `leading` are the votes for what is to reach it, None where no votes are counted; `against` those against it.
    `duels` are its votes against each other option and theirs against it, `levels` how many gave it each level.
    """

    leading: int | None = None
    against: int | None = None
    duels: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    levels: Mapping[int, int] = field(default_factory=dict)


def needs(words: str, base: str) -> Needs:
    """Make what a poll needs of its words; a share that names no base is of `base`."""
    return _needs(words, _as_read(words), base)


def _as_read(words: str) -> str:
    """Return words with amounts written in the one way that is read."""
    said = normalize("NFKC", as_usual(words)).replace("\N{FRACTION SLASH}", "/").strip()
    for written, read in _WRITTEN:
        said = re.sub(written, read, said, flags=re.IGNORECASE)
    return said


@lru_cache(maxsize=256)
def _needs(words: str, usual: str, base: str) -> Needs:
    left, parts = usual.strip(), list[Requirement]()
    for pattern, kind in ((_BEATS, Kind.BEATS), (_MORE, Kind.MORE), (_LEVEL, Kind.LEVEL), (_CAP, Kind.CAP)):
        if match := pattern.search(left):
            parts.append(_part(match, kind, base))
            left = f"{left[: match.start()]} {left[match.end() :]}"
    if not _FILL.sub(" ", left).strip():
        return Needs(words.strip(), tuple(parts))
    if amount := _amount(left, base):
        return Needs(words.strip(), (*parts, amount))
    return Needs(words.strip(), tuple(parts), left=True)


def _part(match: re.Match[str], kind: Kind, base: str) -> Requirement:
    held = match.groupdict()
    if kind in (Kind.BEATS, Kind.MORE):
        return Requirement(match[0], kind, option=held.get("option") or "")
    made = _read(held["amount"].strip().lower(), bool(held.get("strict")), base)
    return Requirement(
        made.words, kind, made.share, number=made.number, strict=made.strict, base=base, level=int(held["level"]),
        below=bool(held.get("below")),
    )  # fmt: skip


def _amount(words: str, base: str) -> Requirement | None:
    """Return the share or number that words are, of the base that they name; None where they are neither."""
    said = words.strip(" ,;.").lower().removeprefix("at least ")
    for long, short in _WHOLE.items():
        if said == long or said.startswith(f"{long} of "):
            said = f"{short}{said[len(long) :]}"
            break
    found = _SHARE.fullmatch(said)
    if found is None:
        return None
    of = f"{found['of'] or ''} {found['more'] or ''}".split()
    named = [_BASES[word] for word in of if word in _BASES]
    made = _read(found["amount"].strip(), bool(found["strict"]), _narrowest(named) or base)
    # So many of anything are a number; a share of what is not known here is for people.
    strange = set(of) - set(_BASES) - _BETWEEN
    return None if made.share is not None and strange else made


def _narrowest(bases: Sequence[str]) -> str:
    """Return the base that words mean which name several: `valid votes cast`, `schools present`."""
    return next((base for base in ("valid", "present", "cast", "eligible") if base in bases), "")


def _read(said: str, strict: bool, base: str) -> Requirement:
    if said.endswith("%"):
        return Requirement(said, share=Fraction(said.rstrip("% ").replace(",", ".")) / 100, strict=strict, base=base)
    if said in _SHARES or "/" in said:
        return Requirement(said, share=_SHARES.get(said) or Fraction(said), strict=strict, base=base)
    return Requirement(said, number=int(said), strict=strict, base=base)


def quorum(text: str, figures: Figures) -> Check | None:
    """Return whether enough took part; None where no quorum was set.

    A number of those present is set against those present; every other amount against the ballots cast.
    """
    if not text.strip():
        return None
    amount = _amount(_as_read(text), "eligible")
    if amount is None:
        return Check(QUORUM, None, f"Quorum ({text}): not checked by hep, say yourself whether it is met.")
    counts_present = amount.share is None and amount.base == "present"
    needed = None if counts_present and not figures.present else amount.needed(figures)
    have, what = (figures.present, "present") if counts_present else (figures.cast, "cast")
    if needed is None:
        says = f"Quorum ({text}): not checked, nobody has said how many are {amount.base}."
        return Check(QUORUM, None, says, got=have)
    whole = f" of {figures.of(amount.base)} {amount.base}" if amount.share is not None else ""
    met = have >= needed
    verdict = "met" if met else "NOT met"
    says = f"Quorum {verdict}: {have} {what}, {needed}{whole} needed."
    return Check(QUORUM, met, says, needed=needed, got=have)


def checked(wanted: Needs, figures: Figures, votes: Votes) -> list[Check]:
    """Return whether what was needed was reached, part by part; empty where nothing was needed."""
    found = [check for part in wanted.parts if (check := _check(part, figures, votes))]
    if wanted.left or len(found) < len(wanted.parts):
        found.append(
            Check("threshold", None, f"Needed ({wanted.words}): not checked by hep, say yourself whether it is.")
        )
    return found


def _check(part: Requirement, figures: Figures, votes: Votes) -> Check | None:
    """Return whether one part is reached; None where the figures say nothing of it."""
    if part.kind is Kind.BEATS:
        return _beats(part, votes.duels)
    if part.kind is Kind.MORE:
        return _more(votes)
    if part.kind is Kind.LEVEL and votes.levels:
        have = sum(n for value, n in votes.levels.items() if value >= part.level)
        return _reached(part, have, figures, f" at {part.level} or above")
    if part.kind is Kind.CAP and votes.levels:
        return _capped(part, sum(n for value, n in votes.levels.items() if value <= part.level), figures)
    if part.kind is Kind.SHARE and votes.leading is not None:
        return _reached(part, votes.leading, figures)
    return None


def support(text: str, values: tuple[int, ...]) -> tuple[int, int]:
    """Return the lowest level that supports and the highest that blocks: as written, else the middle and the lowest."""
    found = {part.kind: part.level for part in needs(text, "valid").parts}
    lowest, blocks = (values[len(values) // 2], values[0]) if values else (0, 0)
    return found.get(Kind.LEVEL, lowest), found.get(Kind.CAP, blocks)


def _reached(part: Requirement, have: int, figures: Figures, where: str = "") -> Check:
    needed = part.needed(figures)
    said = "more than " * part.strict + part.words + where
    if needed is None:
        says = f"Needed, {said}: not checked, nobody has said how many are {part.base}."
        return Check("threshold", None, says, got=have)
    met = have >= needed
    whole = f" of {figures.of(part.base)} {part.base}" if part.share is not None else ""
    says = f"Needed, {said}: {_verdict(met)}, {have}{whole}, at least {needed}."
    papers = have - needed + 1 if met else needed - have
    return Check("threshold", met, says, papers=papers, needed=needed, got=have)


def _beats(part: Requirement, duels: Mapping[str, tuple[int, int]]) -> Check | None:
    option = next((id for id in duels if id.lower() == part.option.lower()), None)
    if option is None:
        return None
    own, other = duels[option]
    met = own > other
    how = f"{own} to {other}" if own or other else f"{option} leads itself"
    says = f"Needed, to beat {option} one to one: {_verdict(met)}, {how}."
    return Check("threshold", met, says, papers=_turned(own - other), needed=other + 1, got=own)


def _more(votes: Votes) -> Check | None:
    if votes.leading is None or votes.against is None:
        return None
    met = votes.leading > votes.against
    says = f"Needed, more for than against: {_verdict(met)}, {votes.leading} to {votes.against}."
    papers = _turned(votes.leading - votes.against)
    return Check("threshold", met, says, papers=papers, needed=votes.against + 1, got=votes.leading)


def _capped(part: Requirement, have: int, figures: Figures) -> Check:
    most = part.needed(figures)
    if most is None:
        says = f"At most {part.words}: not checked, nobody has said how many are {part.base}."
        return Check("threshold", None, says, got=have)
    met = have <= most
    at = f"{part.level} or below" if part.below else f"{part.level}"
    says = f"Needed, at most {part.words} at {at}: {_verdict(met)}, {have}, {most} allowed."
    papers = most - have + 1 if met else have - most
    return Check("threshold", met, says, papers=papers, needed=most, got=have)


def _turned(lead: int) -> int:
    """Return how many papers, turned from one side to the other, take a lead away, or make one."""
    return -(-lead // 2) if lead > 0 else -lead // 2 + 1


def _verdict(met: bool) -> str:
    return "reached" if met else "NOT reached"
