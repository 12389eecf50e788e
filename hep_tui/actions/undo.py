"""Undo and redo: every step back is itself an entry, so nothing is ever lost by it.

A step back stays inside its frame: in a poll it takes back what was keyed there since the poll opened or closed last.
Opening, closing, the account and declaring are never undone by a key; each has an act of its own, with a reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hep_tui.actions import polls
from hep_tui.domain.polls import PollState
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Draft, Entry
from hep_tui.logbook.entry import ERASERS, NEVER_HEADS

_FURTHER = "nothing was changed, undo again for the step before."
FINAL = frozenset({"state", "declare", "account"})
"""What has an act of its own, and is undone by no key."""
_ON_PAPER = "printing"
"""What lies on a table, so that no key takes it back and nothing before it is hidden by it."""
_OF_A_POLL = ("state", "declared", "account", "hands", "sample", "lot")


@dataclass
class Trail:
    """Remember what was done since the program started, one group of entries an action.

    A step back says again what an earlier entry had said: `successors` leads from that entry to the one in its place.
    """

    done: list[tuple[Entry, ...]] = field(default_factory=list)
    undone: list[tuple[Entry, ...]] = field(default_factory=list)
    walking: bool = False
    successors: dict[str, str] = field(default_factory=dict)

    def note(self, entries: Sequence[Entry]) -> None:
        """Remember the entries of one action; a new action ends what could be redone."""
        group = tuple(e for e in entries if e.kind != "open")
        if group and not self.walking:
            self.done.append(group)
            self.undone.clear()

    def standing(self, id: str) -> str:
        """Return the id of the entry that is current for an entry, which may be itself."""
        while id in self.successors:
            id = self.successors[id]
        return id


def undo(book: Book, trail: Trail, frame: str | None = None) -> tuple[Entry, ...]:
    """Reverse the last action within a frame and return the entries it had made.

    `frame` is the id of a poll, "" for everything but what was keyed in polls, None for all of it. Raises HepError
    where there is nothing to undo in it, or something has been built on it since.
    """
    return _reverse(book, trail, trail.done, target=trail.undone, verb="undo", frame=frame)[0]


def redo(book: Book, trail: Trail, frame: str | None = None) -> tuple[Entry, ...]:
    """Do again what was last undone within a frame, and return the entries that do."""
    return _reverse(book, trail, trail.undone, target=trail.done, verb="redo", frame=frame)[1]


def _last(book: Book, groups: Sequence[tuple[Entry, ...]], verb: str, frame: str | None) -> int:
    """Return the place of the last group of a frame. Raises HepError where there is none."""
    moved: set[str] = set()
    wanted = {frame} if frame else set()
    for at, group in reversed(list(enumerate(groups))):
        polls = {poll for entry in group if (poll := _poll_of(book, entry))}
        of_frame = frame is None or polls == wanted
        on_paper = any(entry.kind == _ON_PAPER for entry in group)
        if any(entry.kind in FINAL for entry in group):
            moved |= polls
        elif of_frame and not on_paper and polls.isdisjoint(moved):
            return at
    if groups and verb == "undo":
        raise HepError(
            "There is nothing to undo here, so nothing was changed; opening, closing, the account and declaring have "
            "acts of their own."
        )
    raise HepError(f"There is nothing to {verb}.")


def _poll_of(book: Book, entry: Entry) -> str:
    """Return the poll that an entry is about, nothing for other entries and for a poll as it is set up."""
    before = book.entry(entry.replaces) if entry.kind in ("withdraw", "settle") and entry.replaces else None
    if before is not None:
        return _poll_of(book, before)
    poll, _, part = entry.subject.rpartition(".")
    if part in _OF_A_POLL:
        return poll
    return str(entry.data.get("poll") or "") if entry.body is not None else ""


def _reverse(
    book: Book,
    trail: Trail,
    source: list[tuple[Entry, ...]],
    target: list[tuple[Entry, ...]],
    verb: str,
    frame: str | None,
) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """Reverse the last group of `source` within a frame; return it, and the entries that reverse it."""
    at = _last(book, source, verb, frame)
    group = source[at]
    steps = [(entry, d) for entry in reversed(group) if (d := reversal(book, entry, trail))]
    if not steps:
        source.pop(at)
        raise HepError(f"The last step cannot be taken back; {_FURTHER.replace('undo', verb)}")
    try:
        for entry, _ in steps:
            _require_draft(book, entry)
    except HepError:
        source.pop(at)
        raise
    trail.walking = True
    try:
        stored = book.append_all([draft for _, draft in steps])
    finally:
        trail.walking = False
    source.pop(at)
    target.append(tuple(stored))
    trail.successors |= {
        entry.replaces: new.id for (entry, _), new in zip(steps, stored, strict=True) if entry.replaces
    }
    return group, tuple(stored)


def _require_draft(book: Book, entry: Entry) -> None:
    """Raise HepError where a step back would change a poll that has opened."""
    if entry.kind == "poll" and polls.state(book, entry.subject) is not PollState.DRAFT:
        raise HepError(f"This poll has opened, so what is voted on stays as it is; {_FURTHER}")


def reversal(book: Book, entry: Entry, trail: Trail | None = None) -> Draft | None:
    """Return what takes one entry back, or None where that cannot be (redactions, or something replaced it)."""
    now = trail.standing(entry.id) if trail else entry.id
    if entry.kind in ERASERS or entry.kind in NEVER_HEADS or now not in {h.id for h in book.heads(entry.subject)}:
        return None
    before = book.entry(entry.replaces) if entry.replaces else None
    if before is None:
        return Draft("withdraw", entry.subject, {"reason": "undone"}, now)
    if before.body is None:
        return None
    return Draft(before.kind, entry.subject, before.data, now)
