"""For whom an export is made, and so what may be in it."""

from enum import StrEnum

MIN_PEOPLE = 3
"""A row for analysts fits at least so many people of its meeting."""


class Tier(StrEnum):
    """Say how wide the circle is that an export is made for; each is wider than the one before it."""

    RESTRICTED = "restricted"
    ANALYST = "analyst"
    PUBLIC = "public"

    def holds(self, other: "Tier") -> bool:
        """Say whether what this circle may see may be seen by the other, too: it is no wider."""
        order = list(Tier)
        return order.index(other) <= order.index(self)

    @property
    def promise(self) -> str:
        """Return in one sentence what an export of this tier holds."""
        return _PROMISES[self]


_PROMISES = {
    Tier.RESTRICTED: "Rows as they were recorded, with times and words; for the team that holds the review.",
    Tier.ANALYST: (
        f"Rows of which none fits fewer than {MIN_PEOPLE} people, whatever is joined; for the analysts of the review."
    ),
    Tier.PUBLIC: "Totals only, and none of fewer than five people or three places; for anybody.",
}
