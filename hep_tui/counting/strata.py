"""Count each phase, role, group or table beside the total, so that none is lost in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hep_tui.counting.rules import count
from hep_tui.domain.phases import MIN_CELL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hep_tui.counting.outcome import Number, Outcome
    from hep_tui.counting.policy import Policy
    from hep_tui.counting.profile import Profile


@dataclass(frozen=True)
class Breakdown:
    """Hold the total and the same count for each part; '' is the part that does not say."""

    stratum: str
    total: Outcome
    parts: Mapping[str, Outcome]

    @property
    def small(self) -> tuple[str, ...]:
        """Return the parts with too few papers to be shown outside the team."""
        return tuple(name for name, part in self.parts.items() if part.n < MIN_CELL)

    @property
    def differing(self) -> tuple[str, ...]:
        """Return the parts that another option leads than the total."""
        return tuple(name for name, part in self.parts.items() if part.winners != self.total.winners)

    def added(self) -> tuple[Number, ...]:
        """Return the parts' scores added up: the total's, for every rule that adds."""
        columns = zip(*(part.scores or () for part in self.parts.values()), strict=True)
        return tuple(sum((score or 0 for score in column), 0) for column in columns)


def breakdown(profile: Profile, stratum: str, rule: str, policy: Policy | None = None) -> Breakdown:
    """Count a profile as a whole and by one stratum."""
    parts = {name: count(part, rule, policy) for name, part in profile.by(stratum).items()}
    return Breakdown(stratum, count(profile, rule, policy), parts)


def breadth(profile: Profile, top: int = 3) -> tuple[int, ...]:
    """Return on how many papers each option is among the first `top` ranks."""
    table = profile.table
    return tuple(
        table.weigh(~unranked & (marks <= top)) for marks, unranked in zip(table.marks, table.unranked, strict=True)
    )
