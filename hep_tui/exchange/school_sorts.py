"""What the types of establishments in the DfE's register mean: who vote and pay, who are maintained, which phase."""

import re
from dataclasses import dataclass

from hep_tui.domain.resolve.folding import plain

_MAINTAINED = (
    r"community school|community special school|foundation school|foundation special school|voluntary aided school|"
    r"voluntary controlled school|local authority nursery school|pupil referral unit"
)
_ACADEMIES = r"academy .*|.*free schools?.*|studio schools?|university technical college|city technology college"
_SECTORS = (
    (_MAINTAINED, "state", True),
    (_ACADEMIES, "state", False),
    (r"non-maintained special school", "non-maintained", False),
    (r"(other )?independent .*|other independent school", "independent", False),
    (r"further education.*|sixth form (centres?|college)|special post 16 institution|higher education.*", "FE", False),
)
# By type first: a special school has no phase in the register, or that of its age.
_BY_TYPE = (
    (r".*special school|.*special.*(sponsor led|converter)|free schools? special", ("special",)),
    (r"pupil referral unit|.*alternative provision.*", ("ap", "alternative provision", "pru")),
    (r"(other )?independent.*", ("independent",)),
    (r"further education.*|sixth form.*|special post 16.*|.*16.19.*", ("post-16", "16 plus", "sixth form", "college")),
    (r".*nursery school", ("nursery",)),
)
_BY_PHASE = {
    "middle deemed primary": ("middle", "primary"),
    "middle deemed secondary": ("middle", "secondary"),
    "16 plus": ("post-16", "16 plus", "sixth form", "college"),
}


@dataclass(frozen=True)
class Sort:
    """Hold what follows from an establishment's type: its sector, whether it is maintained, and words for its phase."""

    sector: str
    maintained: bool
    phases: tuple[str, ...]


def sort_of(type: str, phase: str) -> Sort | None:
    """Return what a type and a phase of the register mean; None for a type that is not a school.

    Without a type an establishment is taken to be funded by the state, and not maintained.
    """
    said, age = plain(type), plain(phase)
    ages = (*_BY_PHASE.get(age, ()), age)
    if not said:
        return Sort("state", False, ages)
    found = next(((sector, kept) for pattern, sector, kept in _SECTORS if re.fullmatch(pattern, said)), None)
    if found is None:
        return None
    by_type = next((phases for pattern, phases in _BY_TYPE if re.fullmatch(pattern, said)), ())
    return Sort(*found, (*by_type, *ages))
