"""Keep a poll counted while its ballots come in: one ballot more or less costs what one ballot costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hep_tui.counting.basis import Basis
from hep_tui.counting.policy import Policy
from hep_tui.counting.profile import Ballot, Mark, Profile
from hep_tui.counting.rules import counter, fits, named
from hep_tui.counting.table import Table, matrix

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hep_tui.counting.outcome import Outcome


class LiveProfile:
    """Hold distinct papers, their weights and the head-to-heads, and change them a ballot at a time.

    `outcome(rule)` is always that of a full count of the same ballots.
    """

    def __init__(self, profile: Profile) -> None:
        self.options = profile.options
        self.n = 0
        self._places: dict[tuple[tuple[Mark, ...], tuple[tuple[int, int], ...]], int] = {}
        m = len(profile.options)
        self._marks = np.zeros((m, 64), dtype=np.int64)
        self._blank = np.zeros((m, 64), dtype=bool)
        self._weights = np.zeros(64, dtype=np.int64)
        self._wins = np.zeros((m, m), dtype=np.int64)
        self._repeats: dict[int, tuple[tuple[int, int], ...]] = {}
        self._load(profile)

    def _load(self, profile: Profile) -> None:
        """Take in all ballots of a profile at once."""
        table = Table.of(profile)
        size = table.weights.size
        self._grow(size)
        self._marks[:, :size], self._blank[:, :size], self._weights[:size] = table.marks, table.blank, table.weights
        self._places = {key: place for place, key in enumerate(profile.grouped())}
        self._repeats = dict(table.repeats)
        self._wins += table.pairwise()
        self.n = table.n

    def add(self, ballot: Ballot) -> None:
        """Count one ballot more. Raises ValueError when it has not one mark per option."""
        if len(ballot.marks) != len(self.options):
            raise ValueError(f"a ballot has {len(ballot.marks)} marks for {len(self.options)} options")
        self._change(ballot, ballot.weight)

    def withdraw(self, ballot: Ballot) -> None:
        """Count one ballot less. Raises ValueError when no such ballot is counted."""
        place = self._places.get(ballot.key)
        if place is None or self._weights[place] < ballot.weight:
            raise ValueError("this ballot is not among those counted")
        self._change(ballot, -ballot.weight)

    def _change(self, ballot: Ballot, weight: int) -> None:
        place = self._places.get(ballot.key)
        if place is None:
            place = self._places[ballot.key] = len(self._places)
            self._grow(place + 1)
            self._marks[:, place] = [mark or 0 for mark in ballot.marks]
            self._blank[:, place] = [mark is None for mark in ballot.marks]
            if ballot.repeats:
                self._repeats[place] = ballot.repeats
        self._weights[place] += weight
        self.n += weight
        last = max((mark for mark in ballot.marks if mark is not None), default=0) + 1
        ranks = np.array([last if mark is None or mark < 1 else mark for mark in ballot.marks])
        self._wins += weight * (ranks[:, None] < ranks[None, :])

    def _grow(self, size: int) -> None:
        room = self._weights.size
        if size > room:
            more = max(size, 2 * room) - room
            self._marks = np.pad(self._marks, ((0, 0), (0, more)))
            self._blank = np.pad(self._blank, ((0, 0), (0, more)))
            self._weights = np.pad(self._weights, (0, more))

    @property
    def pairwise(self) -> tuple[tuple[int, ...], ...]:
        """Return P as it stands."""
        return matrix(self._wins)

    def outcome(self, rule: str, policy: Policy | None = None, seats: int = 1) -> Outcome:
        """Return the outcome as it stands; rules on head-to-heads look at no paper again."""
        policy = policy or Policy()
        known = named(rule)
        fits(known, len(self.options), seats)
        pairs = None if policy.blank == "ignore" else self.pairwise
        bare = known.pairs_only and pairs is not None
        return counter(known)(Basis(self._table(bare), policy, seats, known_pairs=pairs))

    def _table(self, bare: bool) -> Table:
        """Return the papers; those withdrawn weigh nothing, which only a rule on head-to-heads may be shown."""
        size = len(self._places)
        weights = self._weights[:size]
        table = Table(self.options, self._marks[:, :size], self._blank[:, :size], weights, self._repeats)
        return table if bare or weights.all() else table.keep(weights != 0)

    @classmethod
    def of(cls, options: Iterable[str], ballots: Iterable[Ballot] = ()) -> LiveProfile:
        """Begin with options and perhaps some ballots."""
        return cls(Profile(tuple(options), tuple(ballots)))
