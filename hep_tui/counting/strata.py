"""Say how broad support is: on how many papers an option is among the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hep_tui.counting.profile import Profile


def breadth(profile: Profile, top: int = 3) -> tuple[int, ...]:
    """Return on how many papers each option is among the first `top` ranks."""
    table = profile.table
    return tuple(
        table.weigh(~unranked & (marks <= top)) for marks, unranked in zip(table.marks, table.unranked, strict=True)
    )
