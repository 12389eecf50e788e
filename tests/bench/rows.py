"""The rows of the table that `make bench` prints: a piece of work beside the least that it could cost."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.bench.cost import Cost, Work, cost

LARGEST = int(os.environ.get("HEP_BENCH_LARGEST", "10000"))
SIZES = [n for n in (1_000, 10_000, 100_000) if n <= LARGEST]

Given = Callable[[int], Sequence[object]]
"""Makes ready, for so many things, what the work of a row is given."""


@dataclass(frozen=True)
class Row:
    """Hold what one work costs at each size, beside what its floor costs; `aim` is the most that the ratio may be."""

    title: str
    floor: str
    aim: str
    costs: dict[int, tuple[Cost, float]]

    @property
    def lines(self) -> list[str]:
        """Return a line a size; growth is the cost of one thing beside that at the size before, so 1 is linear."""
        found, before = [], None
        for size, (ours, floor) in self.costs.items():
            each = ours.seconds / max(size, 1)
            growth = f"{each / before:.2f}" if before else ""
            before = each
            found.append(
                f"{self.title:<34} {size or '':>7} {ours.seconds:>9.3f} {floor:>9.3f} {ours.seconds / floor:>6.3g} "
                f"{self.aim:>5} {growth:>6} {ours.memory:>7.0f}  {self.floor}"
            )
        return found


HEAD = f"{'work':<34} {'things':>7} {'hep s':>9} {'floor s':>9} {'ratio':>6} {'aim':>5} {'growth':>6} {'MB':>7}  floor"


@dataclass
class Rows:
    """Gather the rows of one run."""

    found: list[Row] = field(default_factory=list)

    def add_times(self, title: str, floor: str, aim: float, *, size: int, ours: float, floor_time: float) -> None:
        """Take in what was measured in one process by the clock, in seconds, as the screen and the disk need it."""
        found = Cost(ours, 0.0)
        self.found.append(Row(f"{title} (clock)", floor, f"{aim:g}", {size: (found, floor_time)}))

    def add(
        self, title: str, floor: str, aim: float, *, work: Work, floors: Sequence[Work], given: Given,
        sizes: Sequence[int] = SIZES, times: int = 1,
    ) -> None:  # fmt: skip
        """Measure a work and the works that are its floor together, at each size."""
        costs = {}
        for size in sizes:
            ready = given(size)
            ours = cost(work, *ready, times=times)
            costs[size] = ours, sum(cost(each, *ready, times=times).seconds for each in floors)
        self.found.append(Row(title, floor, f"{aim:g}", costs))
