"""Choose from another file's entries those that hold together with ours, and say why the others do not."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from hep_tui.domain.text import shown
from hep_tui.logbook import limits
from hep_tui.logbook.entry import ERASERS, Entry
from hep_tui.logbook.errors import Damaged
from hep_tui.logbook.signatures import Signatures, unsigned
from hep_tui.logbook.telling import Told, telling
from hep_tui.logbook.verify import corrects_missing, follows_missing, lost, named, not_signed, redacted, unsound

_MOST_ROUNDS = 50


@dataclass
class Admitted:
    """Hold the entries that can be taken, in order, why others cannot, and those that follow something lost."""

    entries: list[Entry]
    refused: dict[str, str] = field(default_factory=dict)
    gaps: set[str] = field(default_factory=set)


class Held:
    """Hold our record while files are taken in one after the other, by what is asked of it for each of their entries.

    `without` are the ids of the entries that have no words any more.
    """

    def __init__(self, ours: Iterable[Entry]) -> None:
        self.by_id: dict[str, Entry] = {}
        self.followed: set[tuple[str, str]] = set()
        self.subjects: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self.openings: list[Entry] = []
        self.erasing: list[Entry] = []
        self.without: set[str] = set()
        self.add(list(ours))

    def add(self, entries: Sequence[Entry]) -> None:
        """Take entries in that were not held."""
        self.by_id.update((e.id, e) for e in entries)
        self.followed.update((e.writer, e.prev) for e in entries)
        self.subjects.update(e.subject for e in entries)
        self.kinds.update(e.kind for e in entries)
        self.openings += [e for e in entries if e.kind == "open"]
        self.erasing += [e for e in entries if e.kind in ERASERS]
        self.without.update(e.id for e in entries if e.body is None)

    def erase(self, erased: Iterable[str]) -> int:
        """Take away the words of those entries that are held, and return how many had some."""
        lost = {id for id in erased if id in self.by_id} - self.without
        self.without |= lost
        return len(lost)

    def wordless(self, theirs: Iterable[Entry]) -> list[Entry]:
        """Return those of their entries that have words, and are held without."""
        return [e for e in theirs if e.body is not None and e.id in self.without] if self.without else []


def sound(theirs: Sequence[Entry], told: Told) -> Admitted:
    """Return the entries that are what an entry of hep is, each looked at by itself; `told` hears how many were."""
    found = Admitted([])
    for e in telling(theirs, told):
        if why := unsound(e, len(theirs)) or _unreadable(e):
            found.refused[shown(str(e.id))] = why
        else:
            found.entries.append(e)
    found.entries.sort(key=lambda e: (e.n, e.writer, e.id))
    return found


def _unreadable(e: Entry) -> str:
    """Return why what an entry says cannot be read; in a file of hep, the table itself sees to that."""
    return "" if e.body is None or limits.is_json(e.body) else f"{named(e)} is not as hep makes them."


def admitted(ours: Held, theirs: Admitted, signed: Signatures, *, salvaged: bool, told: Told) -> Admitted:
    """Return those of sound entries that leave our record whole: each follows on one we have, or will have.

    Those of a laptop with a key have to be signed by it. A salvaged file has gaps by its nature, and every entry still
    proves itself: there they are only noted.
    """
    found = Admitted(theirs.entries, dict(theirs.refused))
    for _ in range(_MOST_ROUNDS):
        # In each round: where the end of a chain was refused, which its laptop signed, nothing signs what is left.
        forged = {e.id: not_signed(e) for e in _unsigned(ours, found.entries, signed)}
        if not salvaged:
            found.refused |= forged
            found.entries = [e for e in found.entries if e.id not in forged]
        erased = redacted((*ours.erasing, *found.entries))
        refused = {e.id: lost(e) for e in found.entries if e.body is None and not erased(e)}
        left = [e for e in found.entries if e.id not in refused]
        found.gaps = _link(ours, left, refused, salvaged=salvaged, told=told)
        if not refused:
            found.gaps |= forged.keys() if salvaged else set()
            return found
        found.refused |= refused
        found.entries = [e for e in found.entries if e.id not in refused]
    raise Damaged("The entries of this file do not hold together; nothing was merged.")


def _unsigned(ours: Held, theirs: Sequence[Entry], signed: Signatures) -> list[Entry]:
    """Return the entries of others, not yet known, that their laptop did not sign."""
    fresh = [e for e in theirs if e.id not in ours.by_id]
    writers = {e.writer for e in fresh}
    heads = (ours.by_id.get(signature.entry) for signature in signed.values())
    before = [e for e in (*ours.openings, *heads) if e is not None and e.writer in writers]
    return [e for e in unsigned(before + fresh, signed) if e.id not in ours.by_id]


def _link(ours: Held, theirs: Sequence[Entry], refused: dict[str, str], *, salvaged: bool, told: Told) -> set[str]:
    """Refuse what does not follow on; return the entries that follow something lost."""
    new: dict[str, Entry] = {}
    followed: set[tuple[str, str]] = set()
    gaps = set()

    def find(id: str) -> Entry | None:
        return new.get(id) or ours.by_id.get(id)

    for e in telling(theirs, told):
        if find(e.id):
            continue
        gap, place = _gap(e, find), (e.writer, e.prev)
        why = _misplaced(e, find, taken=place in followed or place in ours.followed)
        if why := why or ("" if salvaged else gap):
            refused[e.id] = why
            continue
        if gap:
            gaps.add(e.id)
        new[e.id] = e
        followed.add(place)
    return gaps


def _gap(e: Entry, find: Callable[[str], Entry | None]) -> str:
    if e.prev and find(e.prev) is None:
        return follows_missing(e)
    return corrects_missing(e) if e.replaces and find(e.replaces) is None else ""


def _misplaced(e: Entry, find: Callable[[str], Entry | None], *, taken: bool) -> str:
    before, corrected = find(e.prev), find(e.replaces)
    if taken:
        return f"{named(e)} has the place of another entry."
    if before and (before.writer != e.writer or before.n >= e.n):
        return f"{named(e)} does not follow what it says it follows."
    if corrected and corrected.subject != e.subject:
        return f"{named(e)} corrects something else than it is about."
    return ""
