"""Decisions and actions after a meeting: how far each has come, and what was said that it answers."""

from dataclasses import dataclass

STATES = ("open", "done", "dropped")


@dataclass(frozen=True)
class FollowUp:
    """Record how far a decision or an action has come; `did` says what was done about the notes in `said`.

    `note` is the note that holds the decision or action; what was said may also be about a version of a model.
    """

    note: str
    state: str = "open"
    did: str = ""
    said: tuple[str, ...] = ()
