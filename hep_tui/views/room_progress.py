"""How far a vote is that is not declared yet, in the words of every display."""

from datetime import datetime

from hep_tui.domain.phases import MIN_CELL
from hep_tui.domain.turnout import voting
from hep_tui.domain.wording import prefixed
from hep_tui.logbook.room import Here, OnShow


def progress(shown: OnShow) -> str:
    """Return how many ballots are in, of how many, and whether the vote is closed."""
    if shown.poll.marking.hands:
        return "hands are being counted" if shown.state == "open" else "counted"
    of = f" of {shown.electorate} {_of(shown)}" if shown.electorate else ""
    closed = "" if shown.state == "open" else "   the vote is closed"
    return f"ballots in  {shown.ballots_in}{of}{closed}"


def resting(here: Here) -> list[str]:
    """Return what is said while nothing is voted on: review, meeting, and from five on how many came."""
    many = f"{here.present} here" if here.present >= MIN_CELL else ""
    return [line for line in (here.review, here.meeting, many) if line]


def again(shown: OnShow) -> str:
    """Return why a result that the hall was told does not hold any more; nothing where none was, or where it does."""
    if not shown.declared_before or shown.state == "declared":
        return ""
    opened = shown.state == "open"
    said = "Opened again" if opened else "The result that was declared does not hold any more"
    return f"{said}{prefixed(', because: ', shown.reason.rstrip('.'))}."


def _of(shown: OnShow) -> str:
    """Return what ballots are in of, in the words that organisers see."""
    return voting(shown.poll.unit) if shown.base == "eligible" else shown.base


def time_left(shown: OnShow, now: datetime) -> tuple[str, str]:
    """Return the time left in words, and as minutes and seconds; both empty where none was given."""
    if shown.closes is None:
        return "", ""
    seconds = max(0, round((shown.closes - now).total_seconds()))
    clock = f"{seconds // 60:02}:{seconds % 60:02}"
    return (f"time left  {clock}", clock) if seconds else ("time is up", clock)
