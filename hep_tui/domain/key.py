"""What a field of a pack or of a school table says of itself: apart from what reads it, as screens speak before."""

from collections.abc import Callable
from dataclasses import dataclass

LONG = 4000


@dataclass(frozen=True)
class Key:
    """Say what a field is for, and what it may hold.

    `one_of` are the words allowed, `names` the list of the pack of which it must be an id, `within` the whole numbers
    allowed. A text has at most `most` characters, on one line up to 200 of them; `read` says that people read it, so
    that it is never empty; `fits` returns what is wrong with a text, or nothing. An amount of money is in the file
    under one of `written`.
    """

    says: str
    one_of: tuple[str, ...] = ()
    names: str = ""
    within: range = range(10_001)
    most: int = 200
    read: bool = False
    fits: Callable[[str], str] | None = None
    written: tuple[str, ...] = ()
