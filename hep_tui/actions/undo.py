"""Undo and redo: every step back is itself an entry, so nothing is ever lost by it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hep_tui.actions import polls
from hep_tui.domain.polls import Hands, PollState
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Draft, Entry, secret_ballots
from hep_tui.logbook.box import box
from hep_tui.logbook.entry import ERASERS, NEVER_HEADS
from hep_tui.logbook.records import record_of

_FURTHER = "nothing was changed, undo again for the step before."


@dataclass
class Trail:
    """Remember what was done since the program started, one group of entries an action.

    A step back says anew what an earlier entry had said: `anew` leads from that entry to the one that stands for it.
    """

    done: list[tuple[Entry, ...]] = field(default_factory=list)
    undone: list[tuple[Entry, ...]] = field(default_factory=list)
    walking: bool = False
    anew: dict[str, str] = field(default_factory=dict)

    def note(self, entries: Sequence[Entry]) -> None:
        """Remember the entries of one action; a new action ends what could be redone."""
        group = tuple(e for e in entries if e.kind != "open")
        if group and not self.walking:
            self.done.append(group)
            self.undone.clear()

    def standing(self, id: str) -> str:
        """Return the id of the entry that stands for an entry now, which may be itself."""
        while id in self.anew:
            id = self.anew[id]
        return id


def undo(book: Book, trail: Trail) -> tuple[Entry, ...]:
    """Reverse the last action and return the entries it had made.

    Raises HepError where there is nothing to undo, or something has been built on it since.
    """
    return _reverse(book, trail, trail.done, trail.undone, "undo")[0]


def redo(book: Book, trail: Trail) -> tuple[Entry, ...]:
    """Do again what was last undone, and return the entries that do."""
    return _reverse(book, trail, trail.undone, trail.done, "redo")[1]


def _reverse(
    book: Book, trail: Trail, source: list[tuple[Entry, ...]], target: list[tuple[Entry, ...]], verb: str
) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """Reverse the last group of `source`; return it, and the entries that reverse it."""
    if not source:
        raise HepError(f"There is nothing to {verb}.")
    group = source[-1]
    steps = [(entry, d) for entry in reversed(group) if (d := _reversal(book, trail, entry))]
    if not steps:
        source.pop()
        raise HepError(f"The last step cannot be taken back; {_FURTHER.replace('undo', verb)}")
    try:
        for entry, step in steps:
            _require_reversible(book, entry, step)
    except HepError:
        source.pop()
        raise
    trail.walking = True
    try:
        stored = book.append_all([draft for _, draft in steps])
    finally:
        trail.walking = False
    source.pop()
    target.append(tuple(stored))
    trail.anew |= {entry.replaces: new.id for (entry, _), new in zip(steps, stored, strict=True) if entry.replaces}
    return group, tuple(stored)


def _require_reversible(book: Book, entry: Entry, step: Draft) -> None:
    """Raise HepError where a step back would change a poll under its votes, or open a sealed box again."""
    poll = entry.subject.removesuffix(".state")
    if entry.kind == "poll" and polls.state(book, poll) is not PollState.DRAFT:
        raise HepError(f"This poll has opened, so what is voted on stays as it is; {_FURTHER}")
    if entry.kind != "state":
        return
    # What another program wrote may say a state that is none.
    to = step.body.get("state", "") if step.kind == "state" else PollState.DRAFT
    if to == PollState.DRAFT and _voted(book, poll):
        raise HepError(f"Votes are in this poll, so its opening stands; {_FURTHER}")
    if to == PollState.OPEN and secret_ballots.seal(book, poll):
        raise HepError(f"The box of this poll is sealed, so it stays closed; {_FURTHER}")


def _voted(book: Book, poll: str) -> bool:
    """Say whether anybody has voted in a poll, on paper, by hand or at a kiosk."""
    return bool(box(book, poll).ballots or secret_ballots.count(book, poll) or record_of(book, Hands, f"{poll}.hands"))


def _reversal(book: Book, trail: Trail, entry: Entry) -> Draft | None:
    """Return what takes one entry back, or None where that cannot be (redactions, or something replaced it)."""
    now = trail.standing(entry.id)
    if entry.kind in ERASERS or entry.kind in NEVER_HEADS or now not in {h.id for h in book.heads(entry.subject)}:
        return None
    before = book.entry(entry.replaces) if entry.replaces else None
    if before is None:
        return Draft("withdraw", entry.subject, {"reason": "undone"}, now)
    if before.body is None:
        return None
    return Draft(before.kind, entry.subject, before.data, now)
