"""Break a tie by the steps frozen before the vote, in their order, or leave it standing.

A step gives keys per option, for the options still tied; the higher key keeps precedence. The lot orders options by
SHA-256 of `seed|poll|option`, ascending, so that anyone can draw it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hep_tui.counting.outcome import Number, Tie, Tiers, tiers_by
from hep_tui.counting.policy import STEPS, Policy

Keys = Sequence[Sequence[Any]]
KeySource = Mapping[str, Callable[[tuple[int, ...]], Keys]]


@dataclass(frozen=True)
class Broken:
    """Hold what a chain left of a tie, which steps narrowed it, and the lot as drawn."""

    left: tuple[int, ...]
    by: str | None = None
    draw: tuple[str, ...] = ()


def lot(option: str, policy: Policy) -> str:
    """Return the digest that places an option in the public lot, in hexadecimal."""
    return hashlib.sha256(f"{policy.seed}|{policy.poll}|{option}".encode()).hexdigest()


def drawn(options: Sequence[str], among: Sequence[int], policy: Policy) -> tuple[str, ...]:
    """Return the lot among some options as it is shown: the beginning of each digest and its option."""
    return tuple(
        f"{digest[:16]}… {name}" for digest, name in sorted((lot(options[i], policy), options[i]) for i in among)
    )


class Breaker:
    """Apply one policy's tie chain to the options of one count."""

    def __init__(self, options: Sequence[str], policy: Policy, keys: KeySource) -> None:
        self._options = options
        self._policy = policy
        self._keys = keys

    def pick(self, tied: Sequence[int], worst: bool = False, more: Mapping[str, Keys] | None = None) -> Broken:
        """Narrow a tie to the option that goes through (or, with `worst`, the one that goes out).

        `more` adds keys that only this moment of the count knows, as earlier rounds.
        """
        left, used = tuple(sorted(tied)), []
        draw: tuple[str, ...] = ()
        for step in self._policy.tie_chain:
            if len(left) == 1 or step in ("revote", "chair"):
                break
            before = left
            if step == "lot":
                left, draw = self._draw(left, worst)
            else:
                for key in self._vectors(step, left, more):
                    extreme = min if worst else max
                    best = extreme(key[i] for i in left)
                    left = tuple(i for i in left if key[i] == best)
            if left != before:
                used.append(STEPS[step])
        return Broken(left, ", then ".join(used) if len(left) == 1 and used else None, draw)

    def _vectors(self, step: str, left: tuple[int, ...], more: Mapping[str, Keys] | None) -> Keys:
        if more and step in more:
            return more[step]
        return self._keys[step](left) if step in self._keys else ()

    def _draw(self, left: tuple[int, ...], worst: bool) -> tuple[tuple[int, ...], tuple[str, ...]]:
        if self._policy.seed is None:
            return left, ()
        order = sorted(left, key=lambda i: (lot(self._options[i], self._policy), self._options[i]))
        return (order[-1 if worst else 0],), drawn(self._options, left, self._policy)

    def elect(self, scores: Sequence[Number], seats: int = 1) -> tuple[frozenset[int], Tiers, tuple[Tie, ...]]:
        """Fill seats from the highest scores; a tie across the last seat goes to the chain.

        Returns the winners, the tiers after tie-breaking, and every tie met.
        """
        return self.elect_tiers(tiers_by(scores), seats)

    def elect_tiers(self, tiers: Tiers, seats: int = 1) -> tuple[frozenset[int], Tiers, tuple[Tie, ...]]:
        """Fill seats from tiers, best first."""
        winners: list[int] = []
        ranking: list[tuple[int, ...]] = []
        ties: list[Tie] = []
        place = 1
        for tier in tiers:
            free = seats - len(winners)
            if len(tier) > 1 and 0 < free < len(tier):
                chosen, parts, broken = self._across(tier, free)
                winners += chosen
                ranking += parts
                ties.append(Tie(_place(place, len(tier)), tier, broken.by, True, broken.draw))
            else:
                winners += tier if free > 0 else ()
                ranking.append(tier)
                if len(tier) > 1:
                    ties.append(Tie(_place(place, len(tier)), tier, None, False))
            place += len(tier)
        return frozenset(winners), tuple(ranking), tuple(ties)

    def _across(self, tier: tuple[int, ...], free: int) -> tuple[list[int], list[tuple[int, ...]], Broken]:
        chosen: list[int] = []
        rest = tier
        broken = Broken(tier)
        while len(chosen) < free:
            broken = self.pick(rest)
            if len(broken.left) > 1:
                return [*chosen, *rest], [*((i,) for i in chosen), rest], Broken(tier)
            chosen += broken.left
            rest = tuple(i for i in rest if i not in broken.left)
        return chosen, [*((i,) for i in chosen), rest], broken


def _place(first: int, width: int) -> str:
    return f"places {first} to {first + width - 1}" if first > 1 else "first place"
