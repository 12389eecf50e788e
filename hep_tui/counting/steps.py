"""How a result came about, as the room is shown it and the minutes print it, frozen when it is declared."""

from collections.abc import Iterable

from hep_tui.counting.outcome import Outcome, plain
from hep_tui.counting.outcome import Round as Counted
from hep_tui.counting.profile import Profile
from hep_tui.counting.tally import outcome as counted
from hep_tui.domain.phases import MIN_CELL
from hep_tui.domain.polls import Poll
from hep_tui.domain.result import Cell, Result, Round, Steps, Tie


def steps(poll: Poll, papers: Profile, outcome: Outcome) -> Steps:
    """Return the steps of a count, with options by id; what a rule does not have is left out.

    Phases are there only where none has fewer than five papers.
    """
    ids = [o.id for o in poll.options]
    return Steps(
        pairwise=_pairwise(ids, outcome.pairwise or ()),
        rounds=tuple(_round(ids, each) for each in outcome.rounds),
        distribution=_distribution(ids, papers) if poll.marking.levels else {},
        ties=tuple(
            Tie(each.where, _named(ids, each.tied), each.broken_by, each.decisive, each.draw) for each in outcome.ties
        ),
        by_phase=_by_phase(poll, ids, papers),
        told=tuple(outcome.explain()),
    )


def _named(ids: list[str], places: Iterable[int]) -> tuple[str, ...]:
    return tuple(ids[i] for i in sorted(places))


def _pairwise(ids: list[str], pairs: tuple[tuple[int, ...], ...]) -> dict[str, dict[str, int]]:
    return {
        ids[i]: {ids[j]: papers for j, papers in enumerate(row) if i != j}
        for i, row in enumerate(pairs)
    }  # fmt: skip


def _round(ids: list[str], each: Counted) -> Round:
    return Round(
        tally={ids[i]: plain(votes) for i, votes in enumerate(each.tally) if votes is not None},
        exhausted={cause: plain(n) for cause, n in each.exhausted.items() if n},
        eliminated=_named(ids, each.eliminated),
        elected=_named(ids, each.elected),
    )


def _distribution(ids: list[str], papers: Profile) -> dict[str, dict[str, int]]:
    return {
        id: {str(level): n for level, n in papers.table.papers_by_mark(i).items()} for i, id in enumerate(ids)
    }  # fmt: skip


def _by_phase(poll: Poll, ids: list[str], papers: Profile) -> dict[str, Cell]:
    """Return who leads within each phase, nothing at all where a cell is too small: the others would tell it."""
    parts = papers.by("phase")
    if len(parts) < 2 or any(part.n < MIN_CELL for part in parts.values()):
        return {}
    found = {phase: counted(poll, part) for phase, part in parts.items()}
    return {phase: Cell(each.n, _named(ids, each.winners)) for phase, each in found.items()}


def withheld(poll: Poll, valid: int) -> bool:
    """Say whether a result may not be shown: of a poll with a box and fewer than five valid ballots."""
    return poll.boxed and valid < MIN_CELL


def too_few(id: str, poll: Poll, valid: int, cast: int) -> Result:
    """Return what is announced of a secret poll whose result may not be shown."""
    said = f"Fewer than {MIN_CELL} valid ballots were cast in secret, so no result is shown; {cast} cast."
    return Result(said, "", poll=id, rule=poll.rule, valid=valid, cast=cast)
