"""How the people of a meeting may be shown so that nobody is alone: never fewer than three who fit."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from hep_tui.domain.tiers import MIN_PEOPLE


@dataclass(frozen=True)
class Who:
    """Hold what is known of somebody: the cell of the phase, the role, and the groups; empty where nobody said."""

    phase: str = ""
    role: str = ""
    groups: frozenset[str] = frozenset()

    def alike(self, other: "Who") -> "Who":
        """Return what two sources both say of somebody."""
        phase = self.phase if self.phase == other.phase else ""
        role = self.role if self.role == other.role else ""
        return Who(phase, role, self.groups & other.groups)


class Crowd:
    """Say of the people of one meeting which phases, roles and groups may be shown.

    What fewer than three people share is hidden; where those who are hidden would themselves be fewer than three, the
    smallest cell that is shown is hidden with them, so that what is hidden tells nobody apart either.
    """

    def __init__(self, people: Iterable[Who]) -> None:
        self.people = tuple(people)
        self.phases = _shown(Counter(p.phase for p in self.people if p.phase))
        parts = {phase: [p for p in self.people if p.phase == phase] for phase in self.phases}
        self._roles = {phase: _shown(Counter(p.role for p in part if p.role)) for phase, part in parts.items()}
        self._roles[""] = _shown(Counter(p.role for p in self.people if p.role))
        self._fit: dict[Who, int] = {}
        self._conceals: dict[str, bool] = {}

    @property
    def few(self) -> bool:
        """Say whether there are so few people that nothing may be told of what one of them said, whatever is hidden."""
        return 0 < len(self.people) < MIN_PEOPLE

    def shows_phase(self, phase: str) -> bool:
        """Say whether a phase may be shown; any may where nobody was registered, as nothing can be joined to it."""
        return phase in self.phases or not self.people

    @cached_property
    def conceals_phase(self) -> bool:
        """Say whether anybody's phase is not shown: then nobody may tell what was hidden from what was not said."""
        return any(p.phase not in self.phases for p in self.people)

    def conceals_role(self, phase: str) -> bool:
        """Say the same of the roles of those of a phase that is shown, or of everybody's where none is."""
        if phase not in self._conceals:
            told = self._roles.get(phase, frozenset())
            self._conceals[phase] = any(p.role not in told for p in self.people if phase in ("", p.phase))
        return self._conceals[phase]

    def shows_role(self, phase: str, role: str) -> bool:
        """Say whether a role may be shown beside a phase that is shown, or beside none where none was said."""
        return role in self._roles.get(phase, ())

    def groups(self, phase: str, role: str, groups: Sequence[str]) -> tuple[str, ...]:
        """Return the groups that may be shown beside a phase and a role, which are empty where they are not shown."""
        kept: tuple[str, ...] = ()
        for group in groups:
            if self.fit(Who(phase, role, frozenset((*kept, group)))) >= MIN_PEOPLE:
                kept = (*kept, group)
        return kept

    def fit(self, who: Who) -> int:
        """Return how many people fit what is shown of somebody; what is not shown fits everybody."""
        if who not in self._fit:
            self._fit[who] = sum(_fits(p, who) for p in self.people)
        return self._fit[who]


def _fits(person: Who, shown: Who) -> bool:
    return shown.phase in ("", person.phase) and shown.role in ("", person.role) and shown.groups <= person.groups


def _shown(sizes: Counter[str]) -> frozenset[str]:
    """Return the cells that may be shown: each of at least three people, and the hidden ones together too, or none."""
    cells = sorted((size, cell) for cell, size in sizes.items())
    hidden = sum(size for size, _ in cells if size < MIN_PEOPLE)
    shown = [(size, cell) for size, cell in cells if size >= MIN_PEOPLE]
    while 0 < hidden < MIN_PEOPLE and shown:
        hidden += shown.pop(0)[0]
    return frozenset(cell for _, cell in shown)


def folded(sizes: Counter[str]) -> dict[str, int]:
    """Return sizes of cells in which the one without a name, if there is any, is made of at least three people."""
    kept = dict(sizes)
    named = sorted((size, cell) for cell, size in kept.items() if cell)
    while 0 < kept.get("", 0) < MIN_PEOPLE and named:
        size, cell = named.pop(0)
        kept[""] += size
        del kept[cell]
    return kept
