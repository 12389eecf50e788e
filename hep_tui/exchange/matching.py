"""Measure how alike the name of a school in a list or survey is to those of the review. People are never so matched."""

from pathlib import Path

from hep_tui.domain import matching as rules
from hep_tui.domain.matching import Match
from hep_tui.domain.resolve.schools import SchoolName, Schools
from hep_tui.domain.resolve.urns import read_changes
from hep_tui.domain.schools import School
from hep_tui.logbook import Book
from hep_tui.views.review import review

_IN_ORDER = 75.0


def of_review(book: Book, tables: Path) -> "Matcher":
    """Return the matcher for the schools of a review; `tables` is the folder with the changes of URN that ship."""
    found = review(book)
    changes = read_changes(tables / f"{Path(found.pack.schools).stem}_changes.csv")
    return Matcher(found.schools, changes)


class Matcher(Schools):
    """Find schools as everywhere, and those whose names are nearly the same."""

    def alike(self, name: str, phase: str) -> Match:
        """Return the school of nearly this name where no other is as near, else those that it may be."""
        return rules.decide(self._scores(name, phase))

    def _scores(self, name: str, phase: str) -> list[tuple[float, bool, School]]:
        from rapidfuzz.fuzz import ratio, token_sort_ratio

        given, scores = SchoolName(name), []
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
