"""Which numbers were printed for a poll, and on whose paper: known before a paper that bears one is keyed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hep_tui.domain.record import Count


@dataclass(frozen=True)
class Printing:
    """Hold one run of papers that was printed for a poll: `papers` numbers from `first` on.

    `phase` and `colour` are those of its paper, empty where one paper is for everybody.
    """

    poll: str
    first: Count = 0
    papers: Count = 0
    phase: str = ""
    colour: str = ""

    @property
    def numbers(self) -> range:
        """Return the numbers printed."""
        return range(self.first, self.first + self.papers)


def printed_on(number: int, printings: Sequence[Printing]) -> Printing | None:
    """Return the run in which a number was printed last; None where it was printed in none."""
    return next((each for each in reversed(printings) if number in each.numbers), None)


def printed_again(printings: Sequence[Printing]) -> list[int]:
    """Return the numbers that were printed more than once, in order."""
    times = Counter(number for each in printings for number in each.numbers)
    return sorted(number for number, many in times.items() if many > 1)
