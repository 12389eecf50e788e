"""Which school is meant by what people say or type: the one resolver, used by lists, door, line, names and survey."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache

from hep_tui.domain import matching as rules
from hep_tui.domain.matching import Match
from hep_tui.domain.resolve.folding import plain
from hep_tui.domain.resolve.letters import BEGINS, fit, name_words
from hep_tui.domain.resolve.urns import Change, follow, plain_number
from hep_tui.domain.schools import School
from hep_tui.domain.speech import worded
from hep_tui.errors import HepError

_SHORTEST = 3
"""So few letters of an everyday name say nothing."""
_NONE = School("", "", "")
_BETWEEN = re.compile(r"\s*(?:[;,/&+]|\band\b)\s*")


class SchoolName:
    """Hold a normalised name with what is compared of it."""

    def __init__(self, whole: str, school: School = _NONE) -> None:
        self.whole, self.school = whole, school
        self.core, self.stages, self.saints = rules.core(whole), rules.stages(whole), rules.saints(whole)
        self.parts = rules.parts(school.name)


class Schools:
    """Find schools by URN, by exact name, a beginning, everyday words, and by what `alike` makes of the rest."""

    def __init__(self, schools: Sequence[School], changes: Collection[Change] = ()) -> None:
        self.changes = tuple(changes)
        self.by_urn = {school.urn: school for school in schools}
        self.names = [SchoolName(rules.normal(school.name), school) for school in schools]
        self.towns = frozenset(plain(school.town) for school in schools if school.town)
        self.exact: dict[str, set[str]] = {}
        for name in self.names:
            self.exact.setdefault(name.whole, set()).add(name.school.urn)
        for change in self.changes:
            for written, urn in ((change.old_name, change.old), (change.new_name, change.new)):
                now = follow(urn, self.by_urn, self.changes)
                if written and now:
                    self.exact.setdefault(rules.normal(written), set()).add(now.urn)
        self._cached = lru_cache(maxsize=None)(self._named)

    def match(self, name: str, urn: str = "", phase: str = "") -> Match:
        """Return what a name means, or the URN beside it where that is one of a known school.

        `phase` is the id of the phase that the list gives, if any; a school of another phase is not accepted.
        """
        school = follow(plain_number(urn), self.by_urn, self.changes)
        if school:
            return Match(school, "urn", score=100.0)
        found = self._cached(rules.normal(name), phase)
        if found.school:
            return found
        bare = rules.without_place(name, self.towns)
        if bare != name:
            return self._cached(rules.normal(bare), phase)
        return self._of_a_town(rules.normal(name), phase) or found

    def several(self, text: str, phase: str = "") -> list[Match]:
        """Return what a text means that may name several schools, as that of somebody who leads two of them."""
        whole = self.match(text, phase=phase)
        parts = [part for part in _BETWEEN.split(text) if part]
        if whole.school or len(parts) < 2:
            return [whole] if text.strip() else []
        found = [self.match(rules.with_stem(part, parts[0])) for part in parts]
        named = {match.school.urn for match in found if match.school}
        if len(named) == len(found):
            return found
        return [self.match(part, phase=phase) for part in text.split(";") if part.strip()]

    def meant(self, typed: str) -> tuple[School, ...]:
        """Return the one school that is meant by what was typed, else those that it begins or may mean."""
        match = self.match(typed, typed)
        return (match.school,) if match.school else self.begun(typed) or match.candidates

    def only(self, typed: str) -> School:
        """Return the school that was typed. Raises HepError where that could be several, or none."""
        found = self.meant(typed)
        if len(found) != 1:
            could = ", ".join(school.name for school in found[:3])
            none = worded("No {place} of the review has these letters.")
            raise HepError(f"This could be {could}." if found else none)
        return found[0]

    def begun(self, typed: str) -> tuple[School, ...]:
        """Return the schools whose names have a word for each begun; the one that begins so, if one does."""
        asked = name_words(typed)
        well = {name.school: fit(asked, name_words(name.school.name)) for name in self.names}
        first = tuple(school for school, how in well.items() if how == BEGINS)
        return first if len(first) == 1 else tuple(school for school, how in well.items() if how is not None)

    def alike(self, name: str, phase: str) -> Match:
        """Return what a name may mean that no rule takes: nothing, where nobody measures how alike names are."""
        return Match()

    def _of_a_town(self, name: str, phase: str) -> Match | None:
        """Return a school that is named with the town behind it where it is; None where that is another's."""
        stem, _, _ = name.rpartition(" ")
        towns = [town for town in self.towns if name.endswith(f" {town}")]
        found = [self._cached(name.removesuffix(f" {town}"), phase) for town in towns if stem]
        return next((m for m in found if m.school and plain(m.school.town) in towns), None)

    def _named(self, name: str, phase: str) -> Match:
        if not name:
            return Match()
        exact = [self.by_urn[urn] for urn in sorted(self.exact.get(name, ()))]
        if len(exact) == 1 and phase in ("", exact[0].phase):
            return Match(exact[0], "name", score=100.0)
        if exact:
            return Match(candidates=tuple(exact[: rules.MOST]), score=100.0)
        return self._said_short(name, phase) or self.alike(name, phase)

    def _said_short(self, name: str, phase: str) -> Match | None:
        """Return the one school whose name begins so, is so in everyday words, or holds these words; None for no one.

        Several that fit are offered to a person. Ages and phase that contradict rule a school out.
        """
        if len("".join(rules.everyday(name))) < _SHORTEST:
            return None
        fits = list(self._fitting(name, phase))
        for how, means in _HOW.items():
            found = [other for other in fits if means(name, other)]
            if len(found) == 1:
                return Match(found[0].school, how, score=100.0)
            if found:
                return Match(candidates=tuple(o.school for o in found[: rules.MOST]), score=100.0)
        return None

    def _fitting(self, name: str, phase: str) -> Iterator[SchoolName]:
        """Yield the schools that neither a phase nor the ages in a name rule out."""
        given = rules.stages(name)
        for other in self.names:
            contradicted = rules.differs(given, other.stages) or rules.contradicts(given, other.school)
            if phase in ("", other.school.phase) and not contradicted:
                yield other


_HOW: dict[str, Callable[[str, SchoolName], bool]] = {
    "beginning": lambda name, other: rules.beginning(name, other.whole),
    "everyday": lambda name, other: rules.same_everyday(name, other.whole),
    "within": lambda name, other: len(name.split()) > 1 and name in other.parts,
    "shortened": lambda name, other: rules.shortened(name, other.whole),
}
"""How a short name may mean a school, the surest way first."""


@lru_cache(maxsize=4)
def schools_of(schools: tuple[School, ...]) -> Schools:
    """Return what finds these schools by what is typed at the door and in a line."""
    return Schools(schools)
