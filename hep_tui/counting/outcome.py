"""Say what a count found: winners, tiers, table, rounds, ties, and the policy they rest on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from hep_tui.domain.wording import listed, verb

Number = int | Fraction
Tiers = tuple[tuple[int, ...], ...]

CAUSES = ("choices ended", "overvote", "repeated", "skipped")


@dataclass(frozen=True)
class Round:
    """Record one round: votes per option (None once out), papers exhausted so far by cause, who went."""

    tally: tuple[Number | None, ...]
    exhausted: Mapping[str, Number] = field(default_factory=lambda: MappingProxyType({}))
    eliminated: tuple[int, ...] = ()
    elected: tuple[int, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the round in JSON's terms."""
        return {
            "tally": [plain(votes) for votes in self.tally],
            "exhausted": {cause: plain(n) for cause, n in self.exhausted.items()},
            "eliminated": list(self.eliminated),
            "elected": list(self.elected),
        }


@dataclass(frozen=True)
class Tie:
    """Record a tie: where it was met, between whom, what broke it, and whether that decided who won."""

    where: str
    tied: tuple[int, ...]
    broken_by: str | None = None
    decisive: bool = True
    draw: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the tie in JSON's terms."""
        found = {
            "where": self.where,
            "tied": list(self.tied),
            "broken_by": self.broken_by,
            "decisive": self.decisive,
        }
        return found | ({"draw": list(self.draw)} if self.draw else {})


@dataclass(frozen=True)
class Outcome:
    """Hold the result of one count under one rule and one policy.

    `winners` has more than one option where a tie stands (or several seats are filled). It is empty
    where the rule names nobody, as where no Condorcet winner exists, where no paper was counted, and
    where the search for every possible winner gave up (`worked_out`). `ranking` lists tiers from the
    best. `scores`, `pairwise` and `rounds` are None or empty where the rule has none. `facts` holds
    what one rule adds, as Smith set or quota. `story` is the count as it would be read out.
    """

    rule: str
    options: tuple[str, ...]
    n: int
    winners: frozenset[int]
    ranking: Tiers
    policy: Mapping[str, Any]
    scores: tuple[Number | None, ...] | None = None
    pairwise: tuple[tuple[int, ...], ...] | None = None
    rounds: tuple[Round, ...] = ()
    ties: tuple[Tie, ...] = ()
    warnings: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    story: tuple[str, ...] = ()
    worked_out: bool = True

    @property
    def settled(self) -> str:
        """Return `settled`, `tied` or `not-worked-out`."""
        if not self.worked_out:
            return "not-worked-out"
        # Without papers all are level.
        level = not self.n or len(self.winners) > self.facts.get("seats", 1)
        return "tied" if level else "settled"

    def names(self, indices: Iterable[int]) -> str:
        """Return the names of options as a person lists them: A, B and C."""
        return listed([self.options[i] for i in sorted(indices)])

    def explain(self) -> list[str]:
        """Return the count as a person would read it out, a sentence or row a line."""
        return [*self.story, *self._tie_lines(), self.verdict]

    @property
    def verdict(self) -> str:
        """Return the result in one sentence."""
        if not self.n:
            return "No paper was counted, so nothing is decided."
        if not self.worked_out:
            return self._given_up()
        if not self.winners:
            return "Nobody wins under this rule."
        if len(self.options) == 1:
            return f"{self.options[0]} is the only option; whether it has what it needs is said apart."
        seats = self.facts.get("seats", 1)
        if len(self.winners) == 1:
            return f"{self.names(self.winners)} {verb(seats, 'wins', 'is elected')}."
        if seats >= len(self.winners):
            return f"{self.names(self.winners)} are elected."
        return self._standing(seats)

    def _given_up(self) -> str:
        possible = next(left for tier in self.ranking if (left := set(tier) - self.winners))
        who = "who wins" if self.facts.get("seats", 1) == 1 else "who else is elected"
        sure = f"{self._elected(self.winners)}; " if self.winners else ""
        said = f"{sure}{who} is not worked out: the search for every possible winner gave up."
        return f"{said[0].upper()}{said[1:]} It can only be one of {self.names(possible)}."

    def _standing(self, seats: int) -> str:
        """Return the verdict where a tie stands: who is in for certain, and who is tied."""
        sure: list[int] = []
        for tier in self.ranking:
            if len(sure) + len(tier) > seats:
                break
            sure += tier
        tied = f"{self.names(self.winners - set(sure))} are tied"
        left = "the tie is left standing"
        if not sure:
            return f"{tied}; {left}."
        free = "the last seat" if seats - len(sure) == 1 else f"the last {seats - len(sure)} seats"
        return f"{self._elected(sure)}; {tied} for {free}; {left}."

    def _elected(self, who: Collection[int]) -> str:
        return f"{self.names(who)} {verb(len(who), 'is', 'are')} elected"

    def _tie_lines(self) -> list[str]:
        lines, below = [], []
        who = "the winner" if self.facts.get("seats", 1) == 1 else "who is elected"
        for tie in self.ties:
            if tie.where.startswith("places") and not tie.decisive:
                below.append(f"{self.names(tie.tied)} ({tie.where})")
                continue
            how = f"broken by {tie.broken_by}" if tie.broken_by else "not broken"
            weight = "this decided the result" if tie.decisive else f"this did not change {who}"
            if not tie.broken_by:
                weight = "the result depends on it" if tie.decisive else f"{who} does not depend on it"
            lines.append(f"Tie, {tie.where}: {self.names(tie.tied)}; {how}; {weight}.")
            lines.extend(f"  {drawn}" for drawn in tie.draw)
        return [*lines, *([f"Level, without a bearing on {who}: {'; '.join(below)}."] if below else [])]

    def as_dict(self) -> dict[str, Any]:
        """Return the outcome in JSON's terms: whole numbers as integers, others to five decimals."""
        return {
            "rule": self.rule,
            "n": self.n,
            "options": list(self.options),
            "winners": sorted(self.winners),
            "ranking": [list(tier) for tier in self.ranking],
            "scores": plain(self.scores),
            "pairwise": plain(self.pairwise),
            "rounds": [each.as_dict() for each in self.rounds],
            "ties": [tie.as_dict() for tie in self.ties],
            "policy": dict(self.policy),
            "warnings": list(self.warnings),
            "facts": plain(dict(self.facts)),
        }

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the outcome, the same for any order of the ballots."""
        body = {key: value for key, value in self.as_dict().items() if key != "warnings"}
        canonical = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


def plain(value: Any) -> Any:
    """Return a value in JSON's terms; a Fraction becomes an int, or a float with five decimals."""
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else round(float(value), 5)
    if isinstance(value, float):
        return round(value, 5)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


def some(n: Number, noun: str) -> str:
    """Write a number with its noun: 1 paper, 2 papers."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def tiers_by(keys: Sequence[Any], among: Iterable[int] | None = None) -> Tiers:
    """Return options in tiers, highest key first; equal keys share a tier."""
    indices = range(len(keys)) if among is None else among
    groups: dict[Any, list[int]] = {}
    for i in indices:
        groups.setdefault(keys[i], []).append(i)
    return tuple(tuple(sorted(groups[key])) for key in sorted(groups, reverse=True))
