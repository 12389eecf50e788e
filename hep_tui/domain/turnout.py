"""How many ballots are in, of how many that could be: the one place that says so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hep_tui.domain.ballots import NOT_CAST, Ballot
from hep_tui.domain.cast import Cast
from hep_tui.domain.polls import Poll
from hep_tui.domain.speech import worded
from hep_tui.domain.wording import counted

_UNITS = {"school": "{places}", "table": "tables", "person": "who may vote"}


@dataclass(frozen=True)
class Turnout:
    """Hold how many ballots are in, of how many; `of` names what these are, `apart` counts papers that are not in.

    `whole` is 0 where nobody has said how many there could be.
    """

    n: int
    whole: int = 0
    of: str = ""
    apart: Mapping[str, int] = field(default_factory=dict)

    @property
    def short(self) -> str:
        """Return the two numbers, as in `16 of 102 schools`."""
        return f"{self.n} of {self.whole} {self.of}" if self.whole else str(self.n)

    @property
    def words(self) -> str:
        """Return the two numbers, and what is not among them, as in `16 ballots of 102 schools (1 spoilt apart)`."""
        of = f" of {self.whole} {self.of}" if self.whole else ""
        apart = ", ".join(f"{n} {what}" for what, n in self.apart.items())
        beside = f" ({apart} apart)" if apart else ""
        return f"{counted(self.n, 'ballot')}{of}{beside}"


def turnout(poll: Poll, ballots: Iterable[Ballot], present: int = 0, tables: int = 0) -> Turnout:
    """Return how many ballots of a poll are in: a number keyed twice counts once, spoilt and late papers do not count.

    Those of tables are apart where others vote, and those of others where tables do. `tables` is how many the meeting
    has.
    """
    n, apart = 0, dict.fromkeys((*NOT_CAST, "of tables", "of persons"), 0)
    for (unit, status, again), many in Cast.of(ballots).sums.kinds.items():
        what = status
        if (unit == "table") != (poll.unit == "table"):
            what = "of tables" if unit == "table" else "of persons"
        if what in apart:
            apart[what] += many
        elif not again:
            n += many
    return Turnout(n, *whole(poll, present, tables), {what: many for what, many in apart.items() if many})


def whole(poll: Poll, present: int, tables: int = 0) -> tuple[int, str]:
    """Return how many ballots there could be, and of what: those who may vote, the tables, else those present."""
    if poll.eligible:
        return poll.eligible, voting(poll.unit)
    if poll.unit == "table" and tables:
        return tables, _UNITS["table"]
    return (present, "present") if present else (0, "")


def voting(unit: str) -> str:
    """Return who may vote in a poll of this unit."""
    return worded(_UNITS.get(unit, "who may vote"))


def overcount(cast: int, many: int, of: str) -> str:
    """Return in words that more voted than may; nothing where they did not, or nobody knows how many may."""
    return f"MORE PAPERS THAN VOTERS: {cast} cast, of {many} {of}" if 0 < many < cast else ""
