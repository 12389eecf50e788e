"""What a record held at an earlier moment: the code of that state, worked out again in one that has grown since.

A state is told by its heads: for each writer the id of the last entry and how many there were. Chains only grow, so
the state is every chain up to its head, whatever was merged in later.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from hep_tui.domain.text import shown
from hep_tui.logbook.entry import Entry, record_code, same_code

Heads = dict[str, tuple[str, int]]

Find = Callable[[str], Entry | None]
"""Return the entry of an id, or None."""

_BREATH = 5
_MOST_HASHED = 5_000_000
"""How many ids are hashed at most to check the codes that runs of the program found on opening."""


@dataclass(frozen=True)
class Standing:
    """Say how a record compares with a code that was read out.

    `grown_by` counts the entries since, `lost` those that were under it and are missing, at least.
    """

    code: Literal["same", "grown", "missing", "unknown"]
    grown_by: int = 0
    lost: int = 0

    @property
    def fine(self) -> bool:
        """Say whether everything that was under the code is there."""
        return self.code in ("same", "grown")

    @property
    def words(self) -> str:
        """Return it as a sentence."""
        return {
            "same": "The record is the same as when this code was read out.",
            "grown": f"Everything that was under this code is there; {self.grown_by} entries came since.",
            "missing": f"Entries are missing that were under this code: {self.lost} at least.",
            "unknown": "This file does not know this code: it is of another record, or of one from before hep kept "
            "what each code stands for.",
        }[self.code]


class States:
    """Hold a record by its chains, to work out earlier states of it."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Take the entries of a record in their order."""
        self.entries = entries
        self._entry = {e.id: e for e in entries}
        self.sorted = sorted(str(e.id) for e in entries)
        self._chains: dict[str, list[str]] = {}
        for e in entries:
            self._chains.setdefault(e.writer, []).append(e.id)
        self._place = {id: n for chain in self._chains.values() for n, id in enumerate(chain)}

    def find(self, id: str) -> Entry | None:
        """Return the entry of an id."""
        return self._entry.get(id)

    def at(self, heads: Mapping[str, tuple[str, int]]) -> tuple[set[str], int]:
        """Return what is here of an earlier state, and how many entries of it are missing at least."""
        held: set[str] = set()
        lost = 0
        for writer, (last, count) in heads.items():
            chain = self._chains.get(writer, [])
            at = self._place.get(last, -1)
            if at < 0 or chain[at : at + 1] != [last]:
                held.update(chain[:count])
                lost += max(1, count - len(chain))
            else:
                held.update(chain[: at + 1])
                lost += max(0, count - at - 1)
        return held, lost

    def code(self, held: set[str]) -> str:
        """Return the record code of some of the entries."""
        return record_code(id for id in self.sorted if id in held)


def compare(entries: Sequence[Entry], code: str) -> Standing:
    """Return how a record compares with a code."""
    if same_code(code, record_code(str(e.id) for e in entries)):
        return Standing("same")
    states = States(entries)
    lost = 0
    for named in (e for e in entries if e.kind in ("declare", "open")):
        if not same_code(str(_data(named).get("record_code", "")), code):
            continue
        heads = full_heads(named, states.find)
        held, missing = states.at(heads) if heads is not None else (_before(states, named, code), 0)
        if held and not missing and same_code(states.code(held), code):
            return Standing("grown", len(entries) - len(held))
        lost = max(lost, missing)
    return Standing("missing", lost=lost) if lost else Standing("unknown")


def problems(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield every code within the record that is not the code of the state that it names."""
    states = States(entries)
    hashed = 0
    # What was lost may have come back since, and the same heads then stand for more.
    losses = min((e.n for e in entries if e.kind == "open" and "lost" in _data(e)), default=None)
    for e in reversed(entries):
        if e.kind not in ("declare", "open") or (e.kind == "open" and hashed > _MOST_HASHED):
            continue
        if losses is not None and e.n >= losses:
            continue
        data = _data(e)
        heads = full_heads(e, states.find)
        if not isinstance(code := data.get("record_code"), str) or heads is None:
            continue
        held, lost = states.at(heads)
        hashed += len(held)
        if lost or not same_code(states.code(held), code):
            yield (
                f"Entry {shown(e.id)[:8]} ({e.kind}) stands for a record with the code {shown(code)[:19]}, which is "
                "not the one that is here."
            )


def full_heads(entry: Entry, find: Find) -> Heads | None:
    """Return the heads that an entry stands for, those of the run it came after included; None where it has none."""
    told: list[Heads] = []
    seen: set[str] = set()
    while True:
        data = _data(entry)
        heads = _heads(data.get("heads"))
        after = data.get("after", "")
        if heads is None or entry.id in seen:
            return None
        told.append(heads)
        seen.add(entry.id)
        if not after:
            return {writer: head for heads in reversed(told) for writer, head in heads.items()}
        if (before := find(after)) is None:
            return None
        entry = before


def told(now: Heads, last: Entry | None, find: Find) -> dict[str, Any]:
    """Return what an entry has to say of the heads it found: those that are not as the run before found them."""
    before = full_heads(last, find) if last is not None else None
    if last is None or before is None or any(now.get(w, ("", 0))[1] < n for w, (_, n) in before.items()):
        return {"heads": now}
    return {"after": last.id, "heads": {w: head for w, head in now.items() if before.get(w) != head}}


def _before(states: States, named: Entry, code: str) -> set[str]:
    """Return what was before an entry of hep 0.1, which tells no heads; nothing where that gives another code.

    What it replaces is settled in the same breath, just before it. Where an older file of another laptop was merged in
    since, this finds nothing.
    """
    for first in range(named.n, max(0, named.n - _BREATH), -1):
        held = {e.id for e in states.entries if e.n < first}
        if same_code(states.code(held), code):
            return held
    return set()


def _heads(said: Any) -> Heads | None:
    if not isinstance(said, dict):
        return None
    found = {str(w): tuple(head) for w, head in said.items() if isinstance(head, list) and len(head) == 2}
    fine = len(found) == len(said) and all(isinstance(id, str) and type(n) is int for id, n in found.values())
    return {w: (str(id), int(n)) for w, (id, n) in found.items()} if fine else None


def _data(entry: Entry) -> dict[str, Any]:
    try:
        return entry.data
    except ValueError:
        return {}
