"""The cell in which a phase may be shown outside the team: never one that fewer than 3 schools share."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hep_tui.domain.pack import Phase
from hep_tui.domain.schools import School

K = 3
AS_RECORDED, MERGED, SUPPRESSED, NOT_ASKED = "as_recorded", "merged", "suppressed", "not_asked"


@dataclass(frozen=True)
class Cells:
    """Hold the cell of each phase, how it is shown, and the label of every cell."""

    shown: Mapping[str, tuple[str, str]]
    labels: Mapping[str, str]

    def of(self, phase: str) -> tuple[str, str]:
        """Return the cell and how the phase is shown in it; a phase the pack does not know is suppressed."""
        return self.shown.get(phase, ("", SUPPRESSED)) if phase else ("", NOT_ASKED)


def cells(phases: Sequence[Phase], schools: Sequence[School]) -> Cells:
    """Return the cells of a pack's phases for the schools of the borough.

    A phase stands as recorded where at least `K` schools have it, or where no school has it and the pack names no
    wider cell (people of trusts and the LA). Otherwise it is shown as the wider cell the pack names, and suppressed
    where all schools of that cell together are still fewer than `K`.
    """
    of_phase = Counter(s.phase for s in schools)
    members: dict[str, list[Phase]] = {}
    for phase in phases:
        if phase.merge and of_phase[phase.id] < K:
            members.setdefault(phase.merge, []).append(phase)
    known = {p.id: p for p in phases}
    labels = {p.id: p.label for p in phases}
    shown = {}
    for phase in phases:
        if of_phase[phase.id] >= K or not (of_phase[phase.id] or phase.merge):
            shown[phase.id] = (phase.id, AS_RECORDED)
        elif phase.merge and _schools(phase.merge, members, of_phase) >= K:
            shown[phase.id] = (phase.merge, MERGED)
        else:
            shown[phase.id] = ("", SUPPRESSED)
    for cell, parts in members.items():
        within = [*([known[cell]] if cell in known else []), *parts]
        labels[cell] = ", ".join(p.label for p in within)
    return Cells(shown, labels)


def _schools(cell: str, members: Mapping[str, Sequence[Phase]], of_phase: Counter[str]) -> int:
    return of_phase[cell] + sum(of_phase[p.id] for p in members[cell])
