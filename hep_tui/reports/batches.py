"""Which papers are printed: how many, from which number on, on which colour."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from hep_tui.domain.pack import Pack
from hep_tui.domain.terms import term_named
from hep_tui.errors import HepError

MOST = 2000
_FROM = re.compile(r"(.*\S)\s+from\s+([0-9]{1,6})\s*", re.IGNORECASE | re.DOTALL)
_PART = re.compile(r"\s*(?:([^,=]*?)[\s=]+)?([0-9]{1,6})\s*")


@dataclass(frozen=True)
class Batch:
    """Hold one run of papers: numbers `first` to `last`, for one phase on one colour where that is said."""

    first: int
    count: int
    phase: str = ""
    label: str = ""
    colour: str = ""

    @property
    def last(self) -> int:
        """Return the last number."""
        return self.first + self.count - 1

    @property
    def numbers(self) -> range:
        """Return the numbers printed."""
        return range(self.first, self.last + 1)

    @property
    def words(self) -> str:
        """Return the batch in words: `001 to 070, Primary, white paper`."""
        said = [f"{self.first:03} to {self.last:03}", self.label, f"{self.colour} paper" if self.colour else ""]
        return ", ".join(part for part in said if part)


def begin(wanted: str, first: int) -> tuple[str, int]:
    """Return what is wanted and its first number, which `120 from 201` says itself."""
    said = _FROM.fullmatch(wanted)
    return (said[1], int(said[2])) if said else (wanted, first)


def batches(wanted: str, pack: Pack, first: int = 1, colours: Mapping[str, str] | None = None) -> tuple[Batch, ...]:
    """Read how many papers are wanted: `120`, or by phase `primary 70, secondary 30`; numbers go on from one another.

    A phase is printed on its colour in the pack, unless `colours` names another. Raises HepError for anything else.
    """
    found: list[Batch] = []
    for part in wanted.split(","):
        said = _PART.fullmatch(part)
        if not said or not int(said[2]) or first < 1 or first + int(said[2]) - 1 > 99_999:
            raise HepError(
                f"{part.strip()[:40] or 'Nothing'} is not a number of papers; nothing was made, say 120, or primary "
                "70, secondary 30."
            )
        batch = _batch(said[1] or "", int(said[2]), first, pack, colours or {})
        found.append(batch)
        first = batch.last + 1
    if sum(batch.count for batch in found) > MOST:
        raise HepError(f"More than {MOST} papers are not made at once; nothing was written, ask for fewer.")
    return tuple(found)


def _batch(name: str, count: int, first: int, pack: Pack, colours: Mapping[str, str]) -> Batch:
    unknown = next((id for id in (name, *colours) if id and pack.phase(_phase(id, pack)) is None), "")
    if unknown:
        phases = ", ".join(p.id for p in pack.phases)
        raise HepError(f"There is no phase {unknown[:40]!r} in this review; it has {phases}. Nothing was written.")
    if not name:
        return Batch(first, count)
    phase = pack.phase(_phase(name, pack))
    assert phase is not None
    said = {_phase(id, pack): colour for id, colour in colours.items()}
    return Batch(first, count, phase.id, phase.name, said.get(phase.id) or (pack.colours or {}).get(phase.id, ""))


def _phase(name: str, pack: Pack) -> str:
    """Return the id of a phase from its id or label, in any case; what names none stays as it is."""
    return term_named(name, pack.phases) or name
