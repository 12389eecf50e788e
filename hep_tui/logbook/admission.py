"""Choose from another file's entries those that hold together with ours, and say why the others do not."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hep_tui.domain.text import shown
from hep_tui.logbook import limits
from hep_tui.logbook.entry import Entry
from hep_tui.logbook.errors import Damaged
from hep_tui.logbook.signatures import Signatures, unsigned
from hep_tui.logbook.verify import corrects_missing, follows_missing, lost, named, not_signed, redacted, unsound

_MOST_ROUNDS = 50


@dataclass
class Admitted:
    """Hold the entries that can be taken, in order, why others cannot, and those that follow something lost."""

    entries: list[Entry]
    refused: dict[str, str] = field(default_factory=dict)
    gaps: set[str] = field(default_factory=set)


def sound(theirs: Sequence[Entry]) -> Admitted:
    """Return the entries that are what an entry of hep is, each looked at by itself."""
    found = Admitted([])
    for e in theirs:
        if why := unsound(e, len(theirs)) or _unreadable(e):
            found.refused[shown(str(e.id))] = why
        else:
            found.entries.append(e)
    found.entries.sort(key=lambda e: (e.n, e.writer, e.id))
    return found


def _unreadable(e: Entry) -> str:
    """Return why what an entry says cannot be read; in a file of hep, the table itself sees to that."""
    return "" if e.body is None or limits.is_json(e.body) else f"{named(e)} is not as hep makes them."


def admitted(ours: Sequence[Entry], theirs: Admitted, signed: Signatures, *, salvaged: bool) -> Admitted:
    """Return those of sound entries that leave our record whole: each follows on one we have, or will have.

    Those of a laptop with a key have to be signed by it. A salvaged file has gaps by its nature, and every entry still
    proves itself: there they are only noted.
    """
    found = Admitted(theirs.entries, dict(theirs.refused))
    forged = {e.id: not_signed(e) for e in _unsigned(ours, theirs.entries, signed)}
    if not salvaged:
        found.refused |= forged
        found.entries = [e for e in found.entries if e.id not in forged]
    for _ in range(_MOST_ROUNDS):
        erased = redacted((*ours, *found.entries))
        refused = {e.id: lost(e) for e in found.entries if e.body is None and not erased(e)}
        found.gaps = _link(ours, [e for e in found.entries if e.id not in refused], refused, salvaged)
        if not refused:
            found.gaps |= forged.keys() if salvaged else set()
            return found
        found.refused |= refused
        found.entries = [e for e in found.entries if e.id not in refused]
    raise Damaged("The entries of this file do not hold together; nothing was merged.")


def _unsigned(ours: Sequence[Entry], theirs: Sequence[Entry], signed: Signatures) -> list[Entry]:
    """Return the entries of others, not yet known, that their laptop did not sign."""
    known = {e.id for e in ours}
    fresh = [e for e in theirs if e.id not in known]
    writers = {e.writer for e in fresh}
    chains = [e for e in ours if e.writer in writers] + fresh
    return [e for e in unsigned(chains, signed) if e.id not in known]


def _link(ours: Sequence[Entry], theirs: Sequence[Entry], refused: dict[str, str], salvaged: bool) -> set[str]:
    """Refuse what does not follow on; return the entries that follow something lost."""
    have = {e.id: e for e in ours}
    followed = {(e.writer, e.prev) for e in ours}
    gaps = set()
    for e in theirs:
        if e.id in have:
            continue
        gap = _gap(e, have)
        if why := _misplaced(e, have, followed) or ("" if salvaged else gap):
            refused[e.id] = why
            continue
        if gap:
            gaps.add(e.id)
        have[e.id] = e
        followed.add((e.writer, e.prev))
    return gaps


def _gap(e: Entry, have: dict[str, Entry]) -> str:
    if e.prev and e.prev not in have:
        return follows_missing(e)
    return corrects_missing(e) if e.replaces and e.replaces not in have else ""


def _misplaced(e: Entry, have: dict[str, Entry], followed: set[tuple[str, str]]) -> str:
    before, corrected = have.get(e.prev), have.get(e.replaces)
    if (e.writer, e.prev) in followed:
        return f"{named(e)} has the place of another entry."
    if before and (before.writer != e.writer or before.n >= e.n):
        return f"{named(e)} does not follow what it says it follows."
    if corrected and corrected.subject != e.subject:
        return f"{named(e)} corrects something else than it is about."
    return ""
