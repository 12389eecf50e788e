"""Read what a poll needs, as it was written for people, and check it: quorum and threshold.

What is read: `40 present`, `half of the schools`, `60 % of those present`, `two thirds`, `more than half of those
present`, `more for than against`, `it must beat Z`, `70 % at 3 or above, at most 10 % at 1`. The rest is left to
people, and said to be.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

_SHARES = {
    "half": Fraction(1, 2), "a third": Fraction(1, 3), "one third": Fraction(1, 3), "two thirds": Fraction(2, 3),
    "a quarter": Fraction(1, 4), "one quarter": Fraction(1, 4), "three quarters": Fraction(3, 4),
}  # fmt: skip
_AMOUNT = r"(?P<strict>more than |over )?(?P<amount>\d+(?:[.,]\d+)? ?%|\d+|" + "|".join(_SHARES) + ")"
_OF = r"(?: (?:of )?(?:the |those |all )*(?P<of>[a-z]+)(?P<more>(?: (?:of the|in the|of|present|borough|cast))*))?"
_QUORUM = re.compile(_AMOUNT + _OF)
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
    "borough": "eligible", "people": "present", "members": "eligible",
}  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """Hold what shares may be of; 0 present or eligible means that nobody knows."""

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

    `papers` are the fewest that would have to be wrong for it to come out otherwise, None where no paper changes it.
    """

    name: str
    met: bool | None
    says: str
    papers: int | None = None


@dataclass(frozen=True)
class Amount:
    """Hold a number or share that is needed, of a base; `strict` means more than that."""

    text: str
    share: Fraction | None
    number: int
    strict: bool
    base: str

    def needed(self, figures: Figures) -> int | None:
        """Return the least whole number that is enough, None where the base is not known."""
        if self.share is None:
            return self.number + self.strict
        whole = figures.of(self.base)
        if not whole:
            return None
        exact = self.share * whole
        least = -(-exact.numerator // exact.denominator)
        return least + 1 if self.strict and least == exact else least


def quorum(text: str, figures: Figures) -> Check | None:
    """Return whether enough took part; None where no quorum was set.

    A number of those present is set against those present; every other amount against the ballots cast.
    """
    if not text.strip():
        return None
    found = _QUORUM.fullmatch(text.strip().lower().removeprefix("at least ").rstrip("."))
    amount = _amount(found, "eligible") if found else None
    if amount is None or (found and found["of"] and not _base(found, "")):
        return Check("quorum", None, f"Quorum ({text}): not checked by hep, say yourself whether it is met.")
    counts_present = amount.share is None and amount.base == "present"
    needed = None if counts_present and not figures.present else amount.needed(figures)
    have, what = (figures.present, "present") if counts_present else (figures.cast, "cast")
    if needed is None:
        return Check("quorum", None, f"Quorum ({text}): not checked, nobody has said how many are {amount.base}.")
    whole = f" of {figures.of(amount.base)} {amount.base}" if amount.share is not None else ""
    met = have >= needed
    return Check("quorum", met, f"Quorum {'met' if met else 'NOT met'}: {have} {what}, {needed}{whole} needed.")


def threshold(
    text: str,
    base: str,
    figures: Figures,
    *,
    leading: int | None = None,
    totals: tuple[int, ...] = (),
    duels: Mapping[str, tuple[int, int]] | None = None,
    levels: Mapping[int, int] | None = None,
) -> list[Check]:
    """Return whether what was needed was reached, part by part; empty where nothing was needed.

    `leading` is the votes for the leader where votes are counted, `totals` those of every option in paper order,
    `duels` the leader's votes against each other option and theirs against it, `levels` how many gave it each level.
    """
    left, found = text.strip(), []
    for pattern, check in ((_BEATS, _beats), (_MORE, _more), (_LEVEL, _level), (_CAP, _cap)):
        match = pattern.search(left)
        if match and (said := check(match, base, figures, totals, duels or {}, levels or {})):
            found.append(said)
            left = left[: match.start()] + " " + left[match.end() :]
    rest = _FILL.sub(" ", left).strip()
    amount = _QUORUM.fullmatch(left.strip(" ,;.").lower().removeprefix("at least ")) if rest else None
    if amount and leading is not None and (read := _amount(amount, base)):
        found.append(_reached(read, leading, figures))
        rest = ""
    if rest:
        found.append(
            Check("threshold", None, f"Needed ({text.strip()}): not checked by hep, say yourself whether it is.")
        )
    return found


def support(text: str, values: tuple[int, ...]) -> tuple[int, int]:
    """Return the lowest level that supports and the highest that blocks: as written, else the middle and the lowest."""
    above, below = _LEVEL.search(text), _CAP.search(text)
    lowest = int(above["level"]) if above else values[len(values) // 2] if values else 0
    blocks = int(below["level"]) if below else values[0] if values else 0
    return lowest, blocks


def _base(found: re.Match[str], default: str) -> str:
    words = f"{found['of'] or ''} {found['more'] or ''}".split()
    return next((_BASES[word] for word in reversed(words) if word in _BASES), "" if words else default)


def _amount(found: re.Match[str], default: str) -> Amount | None:
    said = found["amount"].strip()
    groups = found.groupdict()
    base = _base(found, default) if "of" in groups else default
    return _read(said, bool(groups.get("strict")), base or default)


def _read(said: str, strict: bool, base: str) -> Amount:
    if said.endswith("%"):
        return Amount(said, Fraction(said.rstrip("% ").replace(",", ".")) / 100, 0, strict, base)
    if said in _SHARES:
        return Amount(said, _SHARES[said], 0, strict, base)
    return Amount(said, None, int(said), strict, base)


def _reached(amount: Amount, have: int, figures: Figures) -> Check:
    needed = amount.needed(figures)
    said = f"{'more than ' if amount.strict else ''}{amount.text}"
    if needed is None:
        return Check("threshold", None, f"Needed, {said}: not checked, nobody has said how many are {amount.base}.")
    met = have >= needed
    whole = f" of {figures.of(amount.base)} {amount.base}" if amount.share is not None else ""
    says = f"Needed, {said}: {_verdict(met)}, {have}{whole}, at least {needed}."
    return Check("threshold", met, says, have - needed + 1 if met else needed - have)


def _beats(
    match: re.Match[str], _b: str, _f: Figures, _t: tuple[int, ...], duels: Mapping[str, tuple[int, int]],
    _l: Mapping[int, int],
) -> Check | None:  # fmt: skip
    option = next((id for id in duels if id.lower() == match["option"].lower()), None)
    if option is None:
        return None
    own, other = duels[option]
    met = own > other
    how = f"{own} to {other}" if own or other else f"{option} leads itself"
    return Check(
        "threshold", met, f"Needed, to beat {option} one to one: {_verdict(met)}, {how}.", _turned(own - other)
    )


def _more(
    _m: re.Match[str], _b: str, _f: Figures, totals: tuple[int, ...], _d: Mapping[str, tuple[int, int]],
    _l: Mapping[int, int],
) -> Check | None:  # fmt: skip
    if len(totals) < 2:
        return None
    met = totals[0] > totals[1]
    says = f"Needed, more for than against: {_verdict(met)}, {totals[0]} to {totals[1]}."
    return Check("threshold", met, says, _turned(totals[0] - totals[1]))


def _level(
    match: re.Match[str], base: str, figures: Figures, _t: tuple[int, ...], _d: Mapping[str, tuple[int, int]],
    levels: Mapping[int, int],
) -> Check | None:  # fmt: skip
    if not levels:
        return None
    have = sum(n for value, n in levels.items() if value >= int(match["level"]))
    amount = _read(match["amount"].strip().lower(), bool(match["strict"]), base)
    check = _reached(amount, have, figures)
    return replace(check, says=check.says.replace(":", f" at {match['level']} or above:", 1))


def _cap(
    match: re.Match[str], base: str, figures: Figures, _t: tuple[int, ...], _d: Mapping[str, tuple[int, int]],
    levels: Mapping[int, int],
) -> Check | None:  # fmt: skip
    if not levels:
        return None
    have = sum(n for value, n in levels.items() if value <= int(match["level"]))
    amount = _read(match["amount"], False, base)
    whole = figures.of(base)
    if amount.share is not None and not whole:
        return Check("threshold", None, f"At most {amount.text}: not checked, nobody has said how many are {base}.")
    most = int(amount.share * whole) if amount.share is not None else amount.number
    met = have <= most
    at = f"{match['level']} or below" if match["below"] else match["level"]
    says = f"Needed, at most {amount.text} at {at}: {_verdict(met)}, {have}, {most} allowed."
    return Check("threshold", met, says, most - have + 1 if met else have - most)


def _turned(lead: int) -> int:
    """Return how many papers, turned from one side to the other, take a lead away, or make one of what is none."""
    return -(-lead // 2) if lead > 0 else -lead // 2 + 1


def _verdict(met: bool) -> str:
    return "reached" if met else "NOT reached"
