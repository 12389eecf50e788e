"""Say how broad support is: on how many papers an option is among the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from hep_tui.counting.profile import Profile
    from hep_tui.counting.table import Table


def breadth(profile: Profile, top: int = 3) -> tuple[int, ...]:
    """Return on how many papers each option is among the first `top` ranks."""
    return tuple(profile.table.added(_Among(top)).tolist())


@dataclass(frozen=True)
class _Among:
    top: int

    def __call__(self, table: Table) -> NDArray[np.int64]:
        return table.weigh_each(~table.unranked & (table.marks <= self.top))
