"""What is announced of a poll, as one frozen value that paper, screen, room, minutes, command and export read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from hep_tui.domain.nouns import Said
from hep_tui.domain.polls import Casting, OfPoll
from hep_tui.domain.record import Count
from hep_tui.domain.requirements import QUORUM, Check
from hep_tui.domain.verdicts import Verdict

Scores = Mapping[str, float | None]
"""Figures by option id, None where a rule has none for that option."""
Order = tuple[tuple[str, ...], ...]
"""Option ids in tiers, best first."""


@dataclass(frozen=True)
class Round:
    """Hold a round of a count by option id: its votes, papers that say no more by cause, who dropped out or got in."""

    tally: Scores = field(default_factory=dict)
    exhausted: Scores = field(default_factory=dict)
    eliminated: tuple[str, ...] = ()
    elected: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tie:
    """Hold a tie: where it was, between whom, what broke it (None: nothing), and whether that decided who leads.

    `draw` is everything that was hashed where the lot was drawn, a line an option.
    """

    where: str = ""
    tied: tuple[str, ...] = ()
    broken_by: str | None = None
    decisive: bool = False
    draw: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """Hold who leads in one phase, and on how many papers."""

    n: Count = 0
    winners: tuple[str, ...] = ()


@dataclass(frozen=True)
class Steps:
    """Hold how a result came about; what a rule does not have is empty.

    `pairwise` is option to other to papers, `distribution` option to level to papers, `told` the count in sentences.
    `by_phase` is there only where no phase has fewer than five papers.
    """

    pairwise: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    rounds: tuple[Round, ...] = ()
    distribution: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    ties: tuple[Tie, ...] = ()
    by_phase: Mapping[str, Cell] = field(default_factory=dict)
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class Beside:
    """Hold a second tally beside the result, of `n` of a `unit`, and whether another option leads in it.

    `worked_out` is False where the search for its winners gave up.
    """

    name: str
    n: int = 0
    unit: str = ""
    ranking: Order = ()
    winners: tuple[str, ...] = ()
    scores: Scores = field(default_factory=dict)
    differs: bool = False
    worked_out: bool = True


@dataclass(frozen=True)
class Settled:
    """Hold the margin of decision: how many papers would have to be wrong, how many are in doubt, and it in words."""

    papers: int = 0
    exact: bool = False
    doubtful: int = 0
    settled: bool = False
    says: str = ""


@dataclass(frozen=True)
class Result:
    """Hold what is announced of a poll, options by id; a declaration is this with its record code, frozen.

    `verdict` is None of what was declared before there were verdicts, and of a secret poll too small to be shown;
    `why` gives its cause in a clause. `seats` are the places that were to be filled. `present` and `eligible` are 0
    where nobody knew. `checks` are the quorum and what was needed; `steps` those of adopting a model, each with its
    name, whether it was passed, and what it says, and `irv` whom the cross-check of that names. Where papers grade on a
    scale, `levels` is option to level to papers, with how many give `support` (at `support_from` or above) and `blocks`
    (at `blocks_to` or below). `hands` is phase to option to hands. `level_tables` were level within themselves.
    `correction` says what has changed since it was declared before, `why_off` why sums that were off were let pass.
    `entries` are the papers it was counted from, `heads` the last entry of each writer.
    """

    sentence: Annotated[str, Said("Result as it was read out", free=True, needed=False)]
    record_code: str
    poll: OfPoll = ""
    rule: Annotated[str, Said("Rule of the count")] = ""
    verdict: Verdict | None = None
    why: str = ""
    seats: Count = 1
    winners: tuple[str, ...] = ()
    ranking: Order = ()
    scores: Scores = field(default_factory=dict)
    valid: Annotated[int, Said("Ballots or hands that count")] = 0
    cast: Annotated[int, Said("Ballots cast, or people present at a show of hands")] = 0
    abstained: int = 0
    base: Annotated[str, Said("What shares are of")] = ""
    present: int = 0
    eligible: int = 0
    checks: tuple[Check, ...] = ()
    casting: Casting = field(default_factory=Casting)
    policy: Mapping[str, Any] = field(default_factory=dict)
    digest: str = ""
    shown: Steps = field(default_factory=Steps)
    steps: tuple[tuple[Any, ...], ...] = ()
    irv: tuple[str, ...] = ()
    levels: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    support: Mapping[str, int] = field(default_factory=dict)
    blocks: Mapping[str, int] = field(default_factory=dict)
    support_from: int = 0
    blocks_to: int = 0
    beside: tuple[Beside, ...] = ()
    level_tables: int = 0
    hands: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    margin: Settled | None = None
    correction: Annotated[str, Said("What had changed since it was declared before", free=True)] = ""
    why_off: Annotated[str, Said("Why sums that were off were let pass", free=True)] = ""
    entries: tuple[str, ...] = ()
    heads: Mapping[str, Any] = field(default_factory=dict)

    @property
    def quorum(self) -> Check | None:
        """Return whether enough took part; None where no quorum was set."""
        return next((check for check in self.checks if check.name == QUORUM), None)

    @property
    def requirement(self) -> tuple[Check, ...]:
        """Return whether what was needed is reached, part by part."""
        return tuple(check for check in self.checks if check.name != QUORUM)

    @property
    def missed(self) -> bool:
        """Say whether something that was needed is not reached."""
        return any(check.met is False for check in self.checks)

    @property
    def by_people(self) -> Beside | None:
        """Return the tally by people represented; None where no tables voted."""
        return next((each for each in self.beside if each.unit == "people"), None)
