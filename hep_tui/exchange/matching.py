"""Match what lists and surveys call a school with the schools of the review. People are never matched like this."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from pathlib import Path

from hep_tui.domain import matching as rules
from hep_tui.domain.matching import Change, Match
from hep_tui.domain.resolve.folding import plain
from hep_tui.domain.schools import School
from hep_tui.logbook import Book
from hep_tui.views.review import review

_IN_ORDER = 75.0
_SHORTEST = 3
"""So few letters of an everyday name say nothing."""
_NONE = School("", "", "")


def of_review(book: Book, tables: Path) -> "Matcher":
    """Return the matcher for the schools of a review; `tables` is the folder with the changes of URN that ship."""
    found = review(book)
    changes = rules.read_changes(tables / f"{Path(found.pack.schools).stem}_changes.csv")
    return Matcher(found.schools, changes)


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
        self.towns = frozenset(plain(school.town) for school in schools if school.town)
        self.exact: dict[str, set[str]] = {}
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
        school = rules.follow(rules.plain_number(urn), self.by_urn, self.changes)
        if school:
            return Match(school, "urn", score=100.0)
        found = self._cached(rules.normal(name), phase)
        bare = name if found.school else rules.without_place(name, self.towns)
        return self._cached(rules.normal(bare), phase) if bare != name else found

    def _named(self, name: str, phase: str) -> Match:
        if not name:
            return Match()
        exact = [self.by_urn[urn] for urn in sorted(self.exact.get(name, ()))]
        if len(exact) == 1 and phase in ("", exact[0].phase):
            return Match(exact[0], "name", score=100.0)
        if exact:
            return Match(candidates=tuple(exact[: rules.MOST]), score=100.0)
        return self._said_short(name, phase) or rules.decide(self._scores(name, phase))

    def _said_short(self, name: str, phase: str) -> Match | None:
        """Return the one school whose name begins so, is so in everyday words, or holds these words; None for no one.

        Several that fit are offered to a person. Ages and phase that contradict rule a school out.
        """
        given = rules.stages(name)
        fits = [
            other for other in self.names
            if phase in ("", other.school.phase) and not rules.differs(given, other.stages)
            and not rules.contradicts(given, other.school)
        ]  # fmt: skip
        everyday = rules.everyday(name)
        if len("".join(everyday)) < _SHORTEST:
            return None
        for how, found in (
            ("beginning", [o for o in fits if rules.beginning(name, o.whole)]),
            ("everyday", [o for o in fits if everyday == rules.everyday(o.whole)]),
            ("within", [o for o in fits if rules.within(name, o.whole)]),
        ):
            if len(found) == 1:
                return Match(found[0].school, how, score=100.0)
            if found:
                return Match(candidates=tuple(o.school for o in found[: rules.MOST]), score=100.0)
        return None

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
