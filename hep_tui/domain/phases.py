"""The cell in which a phase may be shown outside the team: never one that fewer than 3 schools share."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hep_tui.domain.pack import Phase
from hep_tui.domain.schools import School
from hep_tui.domain.text import new_slug

MIN_SCHOOLS = 3
"""A cell of a phase that fewer schools of the borough share is not shown outside the team."""
MIN_CELL = 5
"""A figure of fewer ballots or people is not shown outside the team."""
AS_RECORDED, MERGED, SUPPRESSED, NOT_ASKED = "as_recorded", "merged", "suppressed", "not_asked"
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Cells:
    """Hold the cell of each phase, how it is shown, and the label of every cell.

    The code of a cell is the id of a phase, or a slug of the words by which the pack calls it.
    """

    shown: Mapping[str, tuple[str, str]]
    labels: Mapping[str, str]

    def of(self, phase: str) -> tuple[str, str]:
        """Return the cell of a phase and how it is shown there; no cell for a phase that the pack does not know."""
        return self.shown.get(phase, ("", UNKNOWN)) if phase else ("", NOT_ASKED)


def cells(phases: Sequence[Phase], schools: Sequence[School]) -> Cells:
    """Return the cells of a pack's phases for the schools of the borough.

    A phase of at least `MIN_SCHOOLS` schools is shown as recorded, and any other as the wider cell that the pack
    names. A cell whose phases have fewer than `MIN_SCHOOLS` schools together is suppressed, but for a phase that nobody
    in the borough has and that the pack merges nowhere (people of trusts and the LA).
    """
    of_phase = Counter(s.phase for s in schools)
    codes = _codes(phases)
    target = {p.id: codes[p.merge] if p.merge and of_phase[p.id] < MIN_SCHOOLS else p.id for p in phases}
    of_cell: Counter[str] = Counter()
    for id, cell in target.items():
        of_cell[cell] += of_phase[id]
    shown = {}
    for p in phases:
        cell = target[p.id]
        if of_cell[cell] >= MIN_SCHOOLS or not (of_cell[cell] or p.merge):
            shown[p.id] = (cell, AS_RECORDED if cell == p.id else MERGED)
        else:
            shown[p.id] = ("", SUPPRESSED)
    labels, words = _labels(phases, target), {code: merge for merge, code in codes.items()}
    return Cells(shown, labels | {cell: words[cell] for cell in target.values() if cell not in labels})


def _codes(phases: Sequence[Phase]) -> dict[str, str]:
    """Return the code of every cell by what the pack calls it."""
    codes = {p.id: p.id for p in phases}
    for p in phases:
        if p.merge and p.merge not in codes:
            codes[p.merge] = new_slug(p.merge, codes.values(), "cell")
    return codes


def _labels(phases: Sequence[Phase], target: Mapping[str, str]) -> dict[str, str]:
    """Return the label of every phase; one that is the cell of others too names them behind itself."""
    others = {p.id: [o.label for o in phases if o.id != p.id and target[o.id] == p.id] for p in phases}
    return {p.id: ", ".join([p.label, *others[p.id]]) for p in phases}
