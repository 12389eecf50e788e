"""Put together what is announced of a poll: the verdict, the order, what was checked, what is beside, the sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hep_tui.counting.outcome import plain
from hep_tui.counting.steps import steps, too_few, withheld
from hep_tui.counting.tally import beside, hands_tiers, outcome, profile
from hep_tui.domain.cast import Cast
from hep_tui.domain.leaders import leaders, places
from hep_tui.domain.phases import MIN_CELL
from hep_tui.domain.polls import Casting
from hep_tui.domain.requirements import Check, Figures, Votes, checked, quorum, support
from hep_tui.domain.result import Beside, Order, Result, Scores, Steps
from hep_tui.domain.sentence import USUAL, sentence
from hep_tui.domain.turnout import turnout
from hep_tui.domain.verdicts import Found, has_to_beat, proposition, required, verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hep_tui.counting.outcome import Outcome
    from hep_tui.counting.profile import Profile
    from hep_tui.domain.ballots import Ballot
    from hep_tui.domain.polls import Hands, Poll


def announce(
    id: str,
    poll: Poll,
    ballots: Sequence[Ballot],
    hands: Hands | None,
    present: int = 0,
    papers: Profile | None = None,
    roll: str = "",
    casting: Casting | None = None,
) -> Result:
    """Return what is announced: verdict, sentence, tiers and scores by option id, the base, checks, second tallies.

    `papers` is the profile of the ballots, where it was made already, `roll` what was rolled for the lot, `casting` the
    chair's casting vote.
    """
    if hands is not None:
        return _of_hands(id, poll, hands, casting or Casting())
    cast = Cast.of(ballots)
    papers = profile(poll, cast) if papers is None else papers
    if withheld(poll, papers.n):
        return too_few(id, poll, papers.n, len(cast))
    found = outcome(poll, papers, roll)
    figures = Figures(found.n, turnout(poll, cast).n, present, poll.eligible)
    ranking, winners, scores = _order(poll, found)
    result = replace(
        _of_figures(id, poll, figures), rule=poll.rule, ranking=ranking, winners=winners, scores=scores,
        policy=plain(dict(found.policy)), digest=found.digest, shown=steps(poll, papers, found),
        beside=_beside(poll, cast, winners, ranking), level_tables=_level_tables(poll, cast),
    )  # fmt: skip
    if poll.marking.supports:
        result = _graded(result, poll, papers)
    if poll.counting.no_change:
        irv = tuple(poll.options[i].id for i in found.facts.get("irv", ()))
        result = replace(result, irv=irv, steps=tuple(tuple(step) for step in found.facts.get("steps", ())))
    nearest = _nearest(poll, found)
    votes = _votes(poll, found, result, nearest)
    unbeaten = nearest is not None
    return _concluded(poll, result, found.settled, votes, casting or Casting(), unbeaten=unbeaten)


def _of_figures(id: str, poll: Poll, figures: Figures) -> Result:
    """Return the beginning of a result: of how many it is."""
    return Result(
        "", "", poll=id, seats=poll.seats, valid=figures.valid, cast=figures.cast, base=poll.base,
        present=figures.present, eligible=figures.eligible,
    )  # fmt: skip


def _concluded(
    poll: Poll, result: Result, settled: str, votes: Votes | None, casting: Casting, *, unbeaten: bool = False
) -> Result:
    """Return a result with its verdict and sentence, and what they rest on: quorum, what was needed, the chair's vote.

    `votes` are those that are set against what is needed; None where there is no option whose votes these could be.
    `unbeaten` says that no option beats no change, so that nothing is left to a casting vote.
    """
    figures = Figures(result.valid, result.cast, result.present, result.eligible)
    enough, reached = quorum(poll.quorum, figures), _reached(poll, figures, votes)
    level = votes is not None and votes.against is not None and votes.leading == votes.against
    led = leaders(poll, result.winners, result.ranking)
    decides = settled == "tied" and led.left == 1 and not unbeaten
    given = casting if level or decides else Casting()
    found = Found(
        figures.valid, result.winners, settled, enough, reached, level=level and proposition(poll) is not None,
        unbeaten=unbeaten, casting=given.option,
    )  # fmt: skip
    word, why = verdict(poll, found)
    chosen = given.option in led.tied
    checks = (*([enough] if enough else []), *reached)
    winners = (*led.sure, given.option) if chosen else result.winners
    winners = (poll.refusal,) if unbeaten else winners
    if chosen:
        result = replace(result, shown=_broken(result.shown, given.option))
    result = replace(result, verdict=word, why=why, checks=checks, casting=given, winners=winners)
    return replace(result, sentence=sentence(poll, result))


def _broken(shown: Steps, option: str) -> Steps:
    """Return steps of which the tie that was left with an option in it was broken by the chair."""
    by = "the casting vote of the chair"
    ties = (replace(t, broken_by=by) if option in t.tied and not t.broken_by else t for t in shown.ties)
    return replace(shown, ties=tuple(ties))


def _reached(poll: Poll, figures: Figures, votes: Votes | None) -> list[Check]:
    """Return whether what is needed is reached, part by part."""
    wanted = required(poll)
    if votes is not None:
        reached = checked(wanted, figures, votes)
    else:
        says = f"Needed ({wanted.words}): not checked, as no option leads alone."
        reached = [Check("threshold", None, says)] if wanted.words else []
    return reached if poll.threshold.strip() else [replace(check, name=USUAL) for check in reached]


def _votes(poll: Poll, found: Outcome, result: Result, nearest: int | None) -> Votes | None:
    """Return the votes of what is proposed, else of who is `nearest` to beating no change, else of who leads.

    None where no option leads alone.
    """
    ids = [o.id for o in poll.options]
    proposed = proposition(poll)
    at = nearest if nearest is not None else _leader(found)
    if proposed:
        at = ids.index(proposed.option)
    if at is None:
        return None
    levels = {int(value): n for value, n in result.levels.get(ids[at], {}).items()}
    held = [int(s or 0) for s in found.scores or ()] if poll.counting.votes else []
    against = sum(held[ids.index(id)] for id in proposed.against) if proposed and held else None
    return Votes(_votes_for(poll, found, held, at), against, _duels(poll, found, at), levels)


def _votes_for(poll: Poll, found: Outcome, held: Sequence[int], at: int) -> int | None:
    """Return the votes of an option: in the last round where there are rounds; None where no votes are counted."""
    if poll.counting.rounds == "round" and found.rounds and found.winners:
        return int(found.rounds[-1].tally[at] or 0)
    return held[at] if held else None


def _leader(found: Outcome) -> int | None:
    """Return who leads alone; None where nobody does."""
    return next(iter(found.winners)) if len(found.winners) == 1 else None


def _nearest(poll: Poll, found: Outcome) -> int | None:
    """Return who comes nearest to beating no change, one to one; None where somebody does, or nobody has to."""
    pairs, ids = found.pairwise, [o.id for o in poll.options]
    if not (pairs and found.n and has_to_beat(poll)) or proposition(poll):
        return None
    z = ids.index(poll.refusal) if poll.refusal in ids else len(ids) - 1
    others = [i for i in range(len(ids)) if i != z]
    if any(pairs[i][z] > pairs[z][i] for i in others):
        return None
    return max(others, key=lambda i: pairs[i][z] - pairs[z][i])


def _order(poll: Poll, found: Outcome) -> tuple[Order, tuple[str, ...], Scores]:
    """Return tiers, winners from the first place on, and scores by option id."""
    ids = [o.id for o in poll.options]
    ranking = tuple(tuple(ids[i] for i in tier) for tier in found.ranking)
    places = {id: place for place, tier in enumerate(ranking) for id in tier}
    winners = sorted((ids[i] for i in sorted(found.winners)), key=lambda id: places.get(id, len(ids)))
    scores = {ids[i]: plain(score) for i, score in enumerate(found.scores or ())}
    return ranking, tuple(winners), scores


def _graded(result: Result, poll: Poll, papers: Profile) -> Result:
    """Return a result with how often each level was given to each option, and how many support and block it."""
    values = tuple(level.value for level in poll.levels)
    lowest, blocking = support(poll.threshold, values)
    levels: dict[str, dict[str, int]] = {}
    for i, option in enumerate(poll.options):
        given = papers.table.papers_by_mark(i)
        levels[option.id] = {str(value): given.get(value, 0) for value in values}
    backing = {id: sum(n for v, n in held.items() if int(v) >= lowest) for id, held in levels.items()}
    blocks = {id: sum(n for v, n in held.items() if int(v) <= blocking) for id, held in levels.items()}
    return replace(
        result, levels=levels, support=backing, blocks=blocks, support_from=lowest, blocks_to=blocking
    )  # fmt: skip


def _duels(poll: Poll, found: Outcome, leader: int) -> dict[str, tuple[int, int]]:
    pairs = found.pairwise or ()
    return {o.id: (pairs[leader][i], pairs[i][leader]) for i, o in enumerate(poll.options)} if pairs else {}


def _level_tables(poll: Poll, cast: Cast) -> int:
    """Return how many tables split evenly and so speak with no marks in a poll of tables."""
    tables = cast.of_tables if poll.unit == "table" else []
    return sum(b.status == "valid" and bool(b.splits) and not b.voice for b in tables)


def _beside(poll: Poll, cast: Cast, winners: tuple[str, ...], order: Order) -> tuple[Beside, ...]:
    """Return the tallies beside the result, each saying whether it is led by another option."""
    found, named = [], leaders(poll, winners, order)
    for each in beside(poll, cast):
        ranking, led, scores = _order(poll, each.outcome)
        known = each.outcome.worked_out
        differs = known and not leaders(poll, led, ranking).same(named)
        found.append(Beside(each.name, each.n, each.unit, ranking, led, scores, differs=differs, worked_out=known))
    return tuple(found)


def _of_hands(id: str, poll: Poll, hands: Hands, casting: Casting) -> Result:
    tiers = hands_tiers(poll, hands)
    scores = {o.id: hands.total(o.id) for o in poll.options}
    votes = sum(scores.values())
    first = _first(tiers, places(poll)) if votes else ()
    figures = Figures(votes, votes + hands.abstained, hands.present, poll.eligible)
    result = replace(
        _of_figures(id, poll, figures), rule="plurality", ranking=tiers, winners=first, scores=scores,
        abstained=hands.abstained, hands=_by_phase(poll, hands),
    )  # fmt: skip
    proposed = proposition(poll)
    at = first[0] if len(first) == 1 else ""
    if proposed:
        at = proposed.option
    against = sum(scores[id] for id in proposed.against) if proposed else None
    settled = "tied" if len(first) > places(poll) else "settled"
    return _concluded(poll, result, settled, Votes(scores[at], against) if at else None, casting)


def _first(tiers: Order, most: int) -> tuple[str, ...]:
    """Return the options of the first tiers, as many as it takes to fill so many places."""
    held: tuple[str, ...] = ()
    for tier in tiers:
        if len(held) >= most:
            break
        held += tier
    return held


def _by_phase(poll: Poll, hands: Hands) -> dict[str, dict[str, int]]:
    """Return the hands by phase and option, all of them counted so; nothing where a phase is too small to be shown."""
    phases = dict.fromkeys(phase for o in poll.options for phase in hands.counts.get(o.id, {}))
    held = {p: {o.id: hands.counts.get(o.id, {}).get(p, 0) for o in poll.options} for p in phases}
    enough = all(sum(counts.values()) >= MIN_CELL for counts in held.values())
    return held if len(held) > 1 and "" not in held and enough else {}
