"""One value of the domain with the entry that it was read from."""

from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Record(NamedTuple, Generic[T]):
    """Hold one current value with its entry. `disputed` marks one of several current versions.

    `born` is the number under which it was first recorded, `born_at` the laptop's clock then and `born_who` who keyed
    it; a correction keeps them, so that it stays in its place. A tuple, since there may be a hundred thousand.
    """

    id: str
    entry: str
    n: int
    at: str
    who: str
    what: T
    disputed: bool = False
    writer: str = ""
    born: int = 0
    born_at: str = ""
    born_who: str = ""

    @property
    def time(self) -> datetime:
        """Return the laptop's clock when this was first recorded, in UTC."""
        return datetime.fromisoformat(self.born_at or self.at)
