"""Decisions and actions after a meeting: how far each has come, and what was said that it answers."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from hep_tui.domain.nouns import Said
from hep_tui.domain.wording import counted

STATES = ("open", "done", "dropped")


@dataclass(frozen=True)
class FollowUp:
    """Record how far a decision or an action has come; `did` says what was done about the notes in `said`.

    `note` is the note that holds the decision or action; what was said may also be about a version of a model.
    """

    note: Annotated[str, Said("Note that holds the decision or action")]
    state: Annotated[str, Said("How far it has come", codes="follow_up_state", needed=True)] = "open"
    did: Annotated[str, Said("What was done", free=True)] = ""
    said: tuple[str, ...] = ()


def subject_of(note: str) -> str:
    """Return the subject of what follows from a note, so that two laptops speak of the same thing."""
    return f"{note}.action"


def days_over(due: str, today: date) -> int | None:
    """Return by how many days a due day is past, negative where it is ahead; None for what is no ISO date."""
    try:
        return (today - date.fromisoformat(due)).days
    except ValueError:
        return None


def due_words(due: str, state: str, today: date) -> str:
    """Return the due day in words, and where it is open, how far ahead or overdue it is on the day given."""
    days = days_over(due, today)
    if days is None:
        return due or "no day set"
    when = f"by {date.fromisoformat(due):%d/%m/%Y}"
    if state != "open":
        return when
    if not days:
        return f"{when}, today"
    n = counted(abs(days), "day")
    return f"{when}, {n} OVERDUE" if days > 0 else f"{when}, in {n}"
