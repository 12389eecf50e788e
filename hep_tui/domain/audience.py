"""For whom a record of a meeting is written, and what that means for what is in it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Audience:
    """Hold a reader as they are called: `whole` is every note and result in full, `names` that nothing is held back."""

    id: str
    label: str
    says: str
    whole: bool = False
    names: bool = False


ROOM = Audience("room", "the room", "one page to hand round: names no person and no place")
TEAM = Audience("team", "the team", "everything as it was recorded, names too", whole=True, names=True)
STEERING = Audience(
    "steering", "the steering group", "every note and result in full: names no person and no place", whole=True
)
AUDIENCES = {each.id: each for each in (ROOM, TEAM, STEERING)}
