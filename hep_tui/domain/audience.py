"""For whom a record of a meeting is written, and what that means for what is in it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Audience:
    """Hold a reader: `whole` is every note and every result in full, `names` that nothing is held back."""

    id: str
    says: str
    whole: bool = False
    names: bool = False


ROOM = Audience("room", "one page to hand round: names no person and no place")
TEAM = Audience("team", "everything as it was recorded, names too", whole=True, names=True)
STEERING = Audience("steering", "every note and result in full: names no person and no place", whole=True)
AUDIENCES = {each.id: each for each in (ROOM, TEAM, STEERING)}
