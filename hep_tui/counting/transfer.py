"""Walk down ranked papers as a certified tabulator does: skipped ranks, repeats, overvotes, exhaustion.

A paper counts for its highest continuing option. On the way down it stops for good at a run of more
than k blank ranks, at a repeated option, or at an overvote, as the policy declares, checked at each
rank in that order (the vocabulary and the order of RCTab).
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from hep_tui.counting.outcome import CAUSES
from hep_tui.counting.profile import OVERVOTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hep_tui.counting.policy import Policy
    from hep_tui.counting.table import Table

ENDED, OVERVOTE, REPEATED, SKIPPED = 1, 2, 3, 4
State = NDArray[np.int8]


class Transfer:
    """Prepare the ranks of a table for one policy, then hand out votes round by round.

    `state[b]` is 0 while paper b still counts, else one of the causes above.
    """

    def __init__(self, table: Table, policy: Policy) -> None:
        self._table = table
        self._policy = policy
        self._ranks = table.ranks.copy()
        self._none = table.unranked_rank
        u = table.weights.size
        self._stop = np.full(u, self._none + 1, dtype=np.int64)
        self._why = np.full(u, ENDED, dtype=np.int8)
        self._overvotes()
        self._skips(table.ranks)
        for b in table.repeats:
            self._by_hand(b)

    def start(self) -> State:
        """Return the state in which every paper still counts."""
        return np.zeros(self._table.weights.size, dtype=np.int8)

    @cached_property
    def order_matters(self) -> bool:
        """Tell whether the order of eliminations can change which papers are exhausted."""
        if self._policy.overvote != "exhaust-if-multiple":
            return False
        return bool(self._shared().any())

    def vote(self, continuing: Sequence[int], state: State) -> tuple[list[int], State, NDArray[np.int64]]:
        """Return votes per option (0 for those out), the new state, and whom each paper counts for (−1: none)."""
        ranks = self._ranks[list(continuing)]
        first = ranks.min(axis=0) if len(continuing) else np.full(state.size, self._none)
        active = state == 0
        stopped = active & (first >= np.minimum(self._stop, self._none))
        after = np.where(stopped, self._why, state).astype(np.int8)
        at_first = ranks == first
        if self._policy.overvote == "exhaust-if-multiple":
            several = (after == 0) & (at_first.sum(axis=0, dtype=np.uint16) > 1)
            after[several] = OVERVOTE
        holder = np.full(state.size, -1, dtype=np.int64)
        for option, mine in zip(continuing, at_first, strict=True):
            holder[mine] = option
        holder[after != 0] = -1
        return self._by_place(holder + 1, self._table.m + 1)[1:], after, holder

    def exhausted(self, state: State) -> dict[str, int]:
        """Return how many papers no longer count, by cause."""
        return dict(zip(CAUSES, self._by_place(state, len(CAUSES) + 1)[1:], strict=True))

    def _by_place(self, places: NDArray[np.integer], of: int) -> list[int]:
        """Return how many papers there are at each place; so few that they are whole numbers as floats too."""
        held: list[int] = np.bincount(places, weights=self._table.weights, minlength=of).astype(np.int64).tolist()
        return held

    def _shared(self) -> NDArray[np.bool_]:
        ranks = self._ranks
        shared = np.zeros(ranks.shape, dtype=bool)
        for i in range(len(ranks)):
            for j in range(i):
                same = (ranks[i] == ranks[j]) & (ranks[i] < self._none)
                shared[i] |= same
                shared[j] |= same
        return shared

    def _overvotes(self) -> None:
        if self._policy.overvote == "exhaust-if-multiple" or not self._ranks.size:
            return
        shared = self._shared()
        if self._policy.overvote == "skip":
            self._ranks[shared] = self._none
            return
        first = np.where(shared, self._ranks, self._none + 1).min(axis=0)
        self._halt(first, OVERVOTE)

    def _skips(self, ranks: NDArray[np.integer]) -> None:
        if self._policy.skipped is None or not ranks.size:
            return
        steps = np.sort(ranks.astype(np.int64), axis=0)
        before = np.vstack([np.zeros((1, steps.shape[1]), dtype=np.int64), steps[:-1]])
        too_far = (steps - before > self._policy.skipped + 1) & (steps < self._none)
        self._halt(np.where(too_far, steps, self._none + 1).min(axis=0), SKIPPED)

    def _halt(self, first: NDArray[np.int64], why: int) -> None:
        sooner = (first < self._stop) | ((first == self._stop) & (first <= self._none) & (why > self._why))
        self._stop[sooner] = first[sooner]
        self._why[sooner] = why

    def _by_hand(self, b: int) -> None:
        """Walk a paper that repeats an option, mention by mention."""
        mentions: dict[int, list[int]] = defaultdict(list)
        for option, rank in enumerate(self._table.ranks[:, b].tolist()):
            if rank < self._none:
                mentions[rank].append(option)
        for option, rank in self._table.repeats[b]:
            mentions[rank].append(option)
        ranks, stop, why = _follow(mentions, self._policy, self._table.m, self._none)
        self._ranks[:, b] = ranks
        self._stop[b], self._why[b] = stop, why


def _follow(mentions: dict[int, list[int]], policy: Policy, m: int, none: int) -> tuple[list[int], int, int]:
    ranks = [none] * m
    last = 0
    seen: set[int] = set()
    for rank in sorted(mentions):
        group = mentions[rank]
        if policy.skipped is not None and rank - last - 1 > policy.skipped:
            return ranks, rank, SKIPPED
        last = rank
        if policy.duplicate == "exhaust" and seen.intersection(group):
            return ranks, rank, REPEATED
        seen.update(option for option in group if option != OVERVOTED)
        if len(group) > 1 and (policy.overvote == "exhaust" or (OVERVOTED in group and policy.overvote != "skip")):
            return ranks, rank, OVERVOTE
        if len(group) > 1 and policy.overvote == "skip":
            continue
        for option in group:
            ranks[option] = min(ranks[option], rank)
    return ranks, none + 1, ENDED


def first_preferences(table: Table, policy: Policy) -> list[int]:
    """Return how many papers put each option first."""
    walk = Transfer(table, policy)
    return walk.vote(range(table.m), walk.start())[0]
