"""Match what lists and surveys call a school with the schools of the review. People are never matched like this."""

from collections.abc import Collection, Sequence
from functools import lru_cache

from hep_tui.domain import matching as rules
from hep_tui.domain.matching import Change, Match
from hep_tui.domain.schools import School

_IN_ORDER = 75.0
_NONE = School(0, "", "")


class _Name:
    """Hold a normalised name with what is compared of it."""

    def __init__(self, whole: str, school: School = _NONE) -> None:
        self.whole, self.school = whole, school
        self.core, self.stages, self.saints = rules.core(whole), rules.stages(whole), rules.saints(whole)


class Matcher:
    """Find schools by URN, by exact name, and by names that are nearly the same, in this order."""

    def __init__(self, schools: Sequence[School], changes: Collection[Change] = ()) -> None:
        self.changes = tuple(changes)
        self.by_urn = {school.urn: school for school in schools}
        self.names = [_Name(rules.normal(school.name), school) for school in schools]
        self.exact: dict[str, set[int]] = {}
        for name in self.names:
            self.exact.setdefault(name.whole, set()).add(name.school.urn)
        for change in self.changes:
            for written, urn in ((change.old_name, change.old), (change.new_name, change.new)):
                now = rules.follow(urn, self.by_urn, self.changes)
                if written and now:
                    self.exact.setdefault(rules.normal(written), set()).add(now.urn)
        self._cached = lru_cache(maxsize=None)(self._named)

    def match(self, name: str, urn: str = "", phase: str = "") -> Match:
        """Return what a name means, or the URN beside it where that is one of a known school.

        `phase` is the id of the phase that the list gives, if any; a school of another phase is not accepted.
        """
        digits = urn.strip()
        if len(digits) == 6 and digits.isascii() and digits.isdigit():
            school = rules.follow(int(digits), self.by_urn, self.changes)
            if school:
                return Match(school, "urn", score=100.0)
        return self._cached(rules.normal(name), phase)

    def _named(self, name: str, phase: str) -> Match:
        if not name:
            return Match()
        exact = [self.by_urn[urn] for urn in sorted(self.exact.get(name, ()))]
        if len(exact) == 1 and phase in ("", exact[0].phase):
            return Match(exact[0], "name", score=100.0)
        if exact:
            return Match(candidates=tuple(exact[: rules.MOST]), score=100.0)
        return rules.decide(self._scores(name, phase))

    def _scores(self, name: str, phase: str) -> list[tuple[float, bool, School]]:
        from rapidfuzz.fuzz import ratio, token_sort_ratio

        given, scores = _Name(name), []
        for other in self.names:
            alike = (token_sort_ratio(name, other.whole) + token_sort_ratio(given.core, other.core)) / 2
            veto = (
                phase not in ("", other.school.phase)
                or rules.differs(given.stages, other.stages)
                or given.saints != other.saints
                # Sorting the words makes High Meadow of Meadow High.
                or ratio(given.core, other.core) < _IN_ORDER
            )
            scores.append((alike, veto, other.school))
        return scores
