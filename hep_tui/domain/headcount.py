"""How many people came, as anybody may be told: at each meeting by itself, and over meetings what leads to nobody.

A headcount depends on its meeting alone, since the page that tells it may be handed round before the next is held. So
whatever is told over meetings has to be safe with every headcount known.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from hep_tui.domain.hiding import OTHERS, standing
from hep_tui.domain.phases import MIN_CELL

_TOGETHER = ""
"""The name under which parts are told together, and of people of whom nobody said."""


@dataclass(frozen=True)
class Present:
    """Hold who was at a meeting: the code of the person, the cell of the phase, and the role."""

    person: str
    phase: str = ""
    role: str = ""


@dataclass(frozen=True)
class Headcount:
    """Hold how many were at a meeting, None where they were fewer than five, and how many of each phase and role.

    The figures of phases add up to the whole, and so do those of roles; under the empty name are all together who are
    not told apart. `named` are the phases of which it may be said that somebody was there.
    """

    people: int | None
    phases: Mapping[str, int] = field(default_factory=dict)
    roles: Mapping[str, int] = field(default_factory=dict)
    named: frozenset[str] = frozenset()


def headcount(came: Sequence[Present]) -> Headcount:
    """Return how many were at a meeting, none of whose figures is of fewer than five people."""
    if 0 < len(came) < MIN_CELL:
        return Headcount(None)
    phases = [p.phase for p in came]
    return Headcount(len(came), _parts(phases), _parts([p.role for p in came]), _named(phases))


def _named(names: Sequence[str]) -> frozenset[str]:
    """Return the parts that may be named: those told, so that those without a name are none or five."""
    return frozenset(_parts(names).keys() - {_TOGETHER})


def _parts(names: Sequence[str]) -> dict[str, int]:
    """Return the sizes of the parts told by themselves, and that of all the others together."""
    sizes = Counter(names)
    kept = standing(sizes, _TOGETHER)
    told = {name: sizes[name] for name in sizes if name in kept}
    together = len(names) - sum(told.values())
    return {**told, _TOGETHER: together} if together else told


def linked(meetings: Iterable[Sequence[Present]]) -> bool:
    """Say whether it may be told how many different people came to some meetings, beside the headcount of each.

    Of one meeting its headcount says so. Of several, who came to one and not to another would follow where everybody
    came as often, or as seldom, as the headcounts allow: so either nobody came twice, or it could be five people more
    and five fewer.
    """
    held = [came for came in meetings if came]
    if any(len(came) < MIN_CELL for came in held):
        return False
    most, people = sum(map(len, held)), len({p.person for came in held for p in came})
    counts = [headcount(came) for came in held]
    fewest = max(_fewest([c.phases for c in counts]), _fewest([c.roles for c in counts]))
    return people == most or fewest + MIN_CELL <= people <= most - MIN_CELL


def _fewest(told: Iterable[Mapping[str, int]]) -> int:
    """Return how many people there are at least, were those under the same name the same at every meeting."""
    found: Counter[str] = Counter()
    for parts in told:
        found |= Counter(parts)
    return found.total()


def linked_by(what: str, meetings: Iterable[Sequence[Present]], label_of: Mapping[str, str]) -> bool:
    """Say whether it may be told, too, how many different people came under each label of phases, or of roles.

    `what` is phase or role. A label must not part what a headcount takes together with others, and nobody may be under
    two.
    """
    name_of = attrgetter(what)
    held = [came for came in meetings if came]
    labels = {(p.person, label_of.get(name_of(p), "")) for came in held for p in came}
    sizes = Counter(label for _, label in labels)
    under_two = len({person for person, _ in labels}) < len(labels)
    if under_two or not linked(held):
        return False
    told: dict[str, list[Mapping[str, int]]] = {label: [] for label in sizes}
    for came in held:
        known = _told_of([(name_of(p), label_of.get(name_of(p), "")) for p in came], sizes)
        if known is None:
            return False
        for label, parts in known.items():
            told[label].append(parts)
    twice = len(labels) < sum(map(len, held))
    return all(_fits(n, told[label], len(held), twice=twice) for label, n in sizes.items())


def _told_of(came: Sequence[tuple[str, str]], labels: Iterable[str]) -> dict[str, dict[str, int]] | None:
    """Return what the headcount of a meeting tells of each label; None where a label parts what it takes together.

    `came` holds name and label of everybody. Of a label that shares a part with others nothing is told.
    """
    parts = _parts([name for name, _ in came])
    pairs = {(name if name in parts else _TOGETHER, label) for name, label in came}
    of_part, of_label = Counter(part for part, _ in pairs), Counter(label for _, label in pairs)
    known: dict[str, dict[str, int]] = {label: {} for label in labels}
    for part, label in pairs:
        if of_part[part] == 1:
            known[label][part] = parts[part]
        elif of_label[label] == 1:
            del known[label]
        else:
            return None
    return known


def _fits(people: int, told: Sequence[Mapping[str, int]], meetings: int, *, twice: bool) -> bool:
    """Say whether so many different people of a label may be told, beside what is told of them at some meetings."""
    most, everywhere = sum(sum(parts.values()) for parts in told), len(told) == meetings
    least = (_fewest(told) if twice else most) + MIN_CELL
    if people == most and everywhere:
        return True
    return least <= people and (people <= most - MIN_CELL or not everywhere)


def voters_told(came: Mapping[str, int], voted: Mapping[str, int]) -> bool:
    """Say whether it may be told how many people under each label voted, where so many of each came.

    Both tell how many came and did not vote: under each label that is told by itself, and under the others together,
    that has to be nobody or at least five. Where more voted than came, somebody is not on the register, and nothing
    follows.
    """
    alone = standing(voted)
    absent: Counter[str] = Counter()
    for sizes, sign in ((came, 1), (voted, -1)):
        for label, n in sizes.items():
            absent[label if label in alone else OTHERS] += sign * n
    return not any(0 < n < MIN_CELL for n in absent.values())
