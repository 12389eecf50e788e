"""Break a tie by the steps frozen before the vote, in their order, or leave it standing.

A step gives keys per option, for the options still tied; the higher key keeps precedence. The lot orders options by
SHA-256 of `seed|poll|option`, ascending, so that anyone can draw it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from hep_tui.counting.outcome import Number, Tie, Tiers, tiers_by
from hep_tui.counting.policy import STEPS, Policy

Keys = Sequence[Sequence[Any]]
KeySource = Mapping[str, Callable[[tuple[int, ...]], Keys]]


@dataclass(frozen=True)
class Broken:
    """Hold what a chain left of a tie, which steps narrowed it, and the lot as drawn.

    `chosen` are those who got a place, in tiers; `left` are level for what is free still, none where every place is
    filled. `by` is None where the tie stands.
    """

    left: tuple[int, ...]
    by: str | None = None
    draw: tuple[str, ...] = ()
    chosen: Tiers = ()


def cut(tiers: Tiers, places: int) -> tuple[Tiers, tuple[int, ...]]:
    """Return the tiers that places are enough for, and the tier that lies across the last place."""
    above: list[tuple[int, ...]] = []
    for tier in tiers:
        if not places:
            break
        if len(tier) > places:
            return tuple(above), tier
        above.append(tier)
        places -= len(tier)
    return tuple(above), ()


def lot(option: str, policy: Policy) -> str:
    """Return the digest that places an option in the public lot, in hexadecimal."""
    return hashlib.sha256(f"{policy.seed}|{policy.poll}|{option}".encode()).hexdigest()


def drawn(options: Sequence[str], among: Sequence[int], policy: Policy) -> tuple[str, ...]:
    """Return the lot among some options as it is shown: the beginning of each digest and its option."""
    return tuple(
        f"{digest[:16]}… {name}" for digest, name in sorted((lot(options[i], policy), options[i]) for i in among)
    )


class Breaker:
    """Apply one policy's tie chain to the options of one count.

    `before` are the steps that a rule's own protocol puts in front of the chain, with their names.
    """

    def __init__(
        self,
        options: Sequence[str],
        policy: Policy,
        keys: KeySource,
        before: Sequence[tuple[str, Callable[[tuple[int, ...]], Keys]]] = (),
    ) -> None:
        self._options = options
        self._policy = policy
        self._keys = keys
        self._before = before

    def pick(self, tied: Sequence[int], worst: bool = False, more: Mapping[str, Keys] | None = None) -> Broken:
        """Narrow a tie to the option that goes through (or, with `worst`, the one that goes out).

        `more` adds keys that only this moment of the count knows, as earlier rounds.
        """
        found = self.fill(tied, 1, worst, more)
        return Broken(found.left or found.chosen[0], found.by, found.draw)

    def fill(
        self, tied: Sequence[int], places: int, worst: bool = False, more: Mapping[str, Keys] | None = None
    ) -> Broken:
        """Give so many places to the tied: whom a step puts above the last place has one, the level go to the next."""
        above, left = cut((tuple(sorted(tied)),), places)
        chosen, used = list(above), list[str]()
        draw: tuple[str, ...] = ()
        for name, keys in self._steps(more):
            before = left
            if not left:
                break
            if keys is None:
                draw = drawn(self._options, left, self._policy)
            for key in self._lots() if keys is None else keys(left):
                order = tiers_by(key, left)
                above, left = cut(order[::-1] if worst else order, places - sum(map(len, chosen)))
                chosen += above
            if left != before:
                used.append(name)
        return Broken(left, None if left or not used else ", then ".join(used), draw, tuple(chosen))

    def _steps(self, more: Mapping[str, Keys] | None) -> Iterator[tuple[str, Callable[[tuple[int, ...]], Keys] | None]]:
        """Yield the steps by their names with the keys they give; None for the lot, whose drawing is shown."""
        yield from self._before
        for step in self._policy.tie_chain:
            if step in ("revote", "chair"):
                return
            if step == "lot":
                if self._policy.seed is not None:
                    yield STEPS[step], None
            elif more and step in more:
                yield STEPS[step], partial(_same, more[step])
            elif step in self._keys:
                yield STEPS[step], self._keys[step]

    def _lots(self) -> Keys:
        """Return the places of the options in the lot as keys: the lowest digest is the highest key."""
        order = sorted(range(len(self._options)), key=lambda i: (lot(self._options[i], self._policy), self._options[i]))
        return [[-order.index(i) for i in range(len(order))]]

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
            if 0 < free < len(tier):
                broken = self.fill(tier, free)
                sure = [i for part in broken.chosen for i in part]
                rest = tuple(i for i in tier if i not in sure)
                # A chain that does not end the tie has decided nothing between those it leaves.
                winners += [*sure, *(rest if broken.left else ())]
                ranking += [*broken.chosen, *([rest] if rest else [])]
                ties.append(Tie(_place(place, len(tier)), tier, broken.by, True, broken.draw))
            else:
                winners += tier if free > 0 else ()
                ranking.append(tier)
                if len(tier) > 1:
                    ties.append(Tie(_place(place, len(tier)), tier, None, False))
            place += len(tier)
        return frozenset(winners), tuple(ranking), tuple(ties)


def _same(keys: Keys, _tied: tuple[int, ...]) -> Keys:
    return keys


def _place(first: int, width: int) -> str:
    return f"places {first} to {first + width - 1}" if first > 1 else "first place"
