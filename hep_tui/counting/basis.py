"""Hold what every rule starts from: the table, the policy, and the tallies that tie chains ask for."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from hep_tui.counting.outcome import Number, Outcome, Round, Tie
from hep_tui.counting.pairs import precedence
from hep_tui.counting.table import Table, matrix
from hep_tui.counting.ties import Breaker, Keys
from hep_tui.counting.transfer import first_preferences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hep_tui.counting.pairs import Matrix
    from hep_tui.counting.policy import Policy


@dataclass(frozen=True)
class Basis:
    """Prepare one count. Everything derived is computed once, when first asked for."""

    table: Table
    policy: Policy
    seats: int = 1
    warnings: tuple[str, ...] = ()

    @property
    def options(self) -> tuple[str, ...]:
        """Return the options in paper order."""
        return self.table.options

    @property
    def m(self) -> int:
        """Return the number of options."""
        return self.table.m

    @property
    def n(self) -> int:
        """Return the number of papers."""
        return self.table.n

    @property
    def ignoring(self) -> bool:
        """Tell whether blanks say nothing about a pair, as `blank=ignore` declares."""
        return self.policy.blank == "ignore"

    @cached_property
    def pairs(self) -> Matrix:
        """Return P as tuples of integers."""
        return matrix(self.table.pairwise(self.ignoring))

    @cached_property
    def compared(self) -> Matrix:
        """Return on how many papers each pair can be compared."""
        if self.ignoring:
            return matrix(self.table.both_ranked())
        return tuple((self.n,) * self.m for _ in range(self.m))

    @cached_property
    def borda(self) -> list[Fraction]:
        """Return average-rank Borda points."""
        pairs, compared = self.pairs, self.compared
        return [
            Fraction(sum(compared[i][j] + pairs[i][j] - pairs[j][i] for j in range(self.m) if j != i), 2)
            for i in range(self.m)
        ]

    @cached_property
    def breaker(self) -> Breaker:
        """Return the tie chain, ready to ask for first preferences, Borda or the Schulze order."""
        return Breaker(self.options, self.policy, self._sources() | {"borda": lambda _: [self.borda]})

    @cached_property
    def pair_breaker(self) -> Breaker:
        """Return the tie chain of the Condorcet rules, whose Borda counts among the tied alone."""
        return Breaker(self.options, self.policy, self._sources() | {"borda": self._borda_among})

    def _sources(self) -> dict[str, Callable[[tuple[int, ...]], Keys]]:
        return {
            "first": lambda _: [first_preferences(self.table, self.policy)],
            "schulze": lambda _: [precedence(self.pairs)],
        }

    def _borda_among(self, tied: tuple[int, ...]) -> Keys:
        pairs = self.pairs
        return [[sum(pairs[i][j] - pairs[j][i] for j in tied) for i in range(self.m)]]

    def scored(
        self,
        rule: str,
        scores: Sequence[Number],
        story: Sequence[str],
        *,
        breaker: Breaker | None = None,
        pairwise: Matrix | None = None,
        rounds: tuple[Round, ...] = (),
        **facts: Any,
    ) -> Outcome:
        """Elect the highest scores and return the outcome."""
        winners, ranking, ties = (breaker or self.breaker).elect(scores, self.seats)
        return self.outcome(
            rule, winners, ranking, story, scores=tuple(scores), pairwise=pairwise, rounds=rounds, ties=ties, **facts
        )

    def outcome(
        self,
        rule: str,
        winners: frozenset[int],
        ranking: tuple[tuple[int, ...], ...],
        story: Sequence[str],
        *,
        scores: tuple[Number | None, ...] | None = None,
        pairwise: Matrix | None = None,
        rounds: tuple[Round, ...] = (),
        ties: tuple[Tie, ...] = (),
        warnings: tuple[str, ...] = (),
        worked_out: bool = True,
        **facts: Any,
    ) -> Outcome:
        """Return an outcome with this count's options, papers, policy and warnings."""
        kept = {key: value for key, value in facts.items() if value is not None}
        if self.seats != 1:
            kept["seats"] = self.seats
        return Outcome(
            rule,
            self.options,
            self.n,
            winners=winners,
            ranking=ranking,
            policy=self.policy.as_dict(),
            scores=scores,
            pairwise=pairwise,
            rounds=rounds,
            ties=ties,
            warnings=self.warnings + warnings,
            facts=kept,
            story=tuple(story),
            worked_out=worked_out,
        )
