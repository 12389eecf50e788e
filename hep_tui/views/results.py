"""The result of a poll behind a key: who leads, by parts of the room, by other rules, and what it would take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hep_tui.counting import Outcome, Profile
from hep_tui.counting.announcement import announce
from hep_tui.counting.settled import doubts
from hep_tui.counting.steps import withheld
from hep_tui.counting.strata import breadth
from hep_tui.counting.tally import outcome
from hep_tui.domain.difference import correction, difference
from hep_tui.domain.phases import MIN_CELL
from hep_tui.domain.polls import Poll, PollState
from hep_tui.domain.record import to_body
from hep_tui.domain.requirements import Check
from hep_tui.domain.result import Result, Settled
from hep_tui.domain.rules import rule_named
from hep_tui.errors import HepError
from hep_tui.logbook import Book, secret_ballots
from hep_tui.logbook.box import papers
from hep_tui.views.as_opened import changed_since_opened
from hep_tui.views.polls import PollView, polls

_MOST_RESAMPLED = 1000
_MOST_KEMENY = 10
_RECOUNTED: dict[str, Any] = {"ranking": [], "winners": [], "scores": {}, "valid": 0}
"""What of a declared result has to come out again, as it is where nothing counts."""
# The same papers give the same tiers on every laptop.
_SEED = 2021


@dataclass(frozen=True)
class Part:
    """Hold a part of the room: what it is a part by, its label, its papers, and who leads there."""

    by: str
    label: str
    n: int
    leaders: str


@dataclass(frozen=True)
class Peek:
    """Hold a result with what an organiser reads beside it.

    `tiers` says of each option in which tier of settled order it is, where that was worked out; `margin` is None
    where no margin is known for the rule.
    """

    outcome: Outcome
    result: Result
    parts: tuple[Part, ...]
    top: tuple[int, ...] = ()
    agreement: float | None = None
    tiers: tuple[int, ...] = ()
    margin: Settled | None = None


def peek(view: PollView, phases: Mapping[str, str]) -> Peek | None:
    """Return the result of a ballot poll as it is now, None while nothing counts.

    `phases` is id to label, for phases, roles and groups alike.
    """
    papers = view.papers
    if not papers.n or withheld(view.poll, papers.n):
        return None
    result = announcement(view)
    found = Peek(
        outcome=outcome(view.poll, papers, view.lot),
        result=result,
        parts=tuple(part for by in ("phase", "role", "group") for part in _parts(view.poll, papers, by, phases)),
        tiers=_tiers(view.poll, papers),
        margin=doubts(view.poll, papers, view.doubt, result.checks),
    )
    return replace(found, top=breadth(papers), agreement=_agreement(papers)) if view.poll.marking.ranks else found


def announcement(view: PollView) -> Result:
    """Return what would be announced of a poll as it is now.

    Raises HepError where the box of a secret poll is not the one that was sealed.
    """
    if said := box_changed(view):
        raise HepError(said)
    return announce(
        view.id,
        view.poll,
        view.cast,
        hands=view.hands,
        present=view.present,
        papers=view.papers,
        roll=view.lot,
        casting=view.casting,
    )


def box_changed(view: PollView) -> str:
    """Return what to say where the box of a closed secret poll is not as it was sealed; nothing where it is."""
    if view.state is PollState.OPEN or not view.statuses["sealed"]:
        return ""
    return (
        f"{view.poll.title}: the box is not as it was sealed, so nothing is counted; its newest backup may hold the "
        "ballots, and hep verify says more."
    )


def changed(view: PollView) -> str:
    """Return what to say where a poll differs from what was declared; nothing where it is the same."""
    if said := box_changed(view):
        return said
    if view.declared is None or not (view.ballots or view.hands):
        return ""
    return correction(view.poll, view.declared, announcement(view), papers(view.ballots), view.gone)


def tells_apart(view: PollView) -> str:
    """Return a warning where two declarations would tell how a few papers were marked; nothing where they do not."""
    if view.declared is None or view.poll.marking.hands:
        return ""
    fresh = difference(view.declared.entries, papers(view.ballots), view.gone).numbers
    if not 0 < len(fresh) < MIN_CELL:
        return ""
    return (
        f"Fewer than {MIN_CELL} papers differ from what was declared before, so whoever heard both results can work "
        "out how these were marked."
    )


def margin(view: PollView, checks: Sequence[Check] = ()) -> str:
    """Return the margin of decision with the `checks` of a result, in a sentence; nothing where none is known."""
    found = doubts(view.poll, view.papers, view.doubt, checks) if view.papers.n else None
    return found.says if found else ""


def side_by_side(view: PollView) -> list[tuple[str, int, str]]:
    """Return every rule that can count these ballots: its name, 1 where it names other winners, and whom it names."""
    papers = view.papers
    shown = papers.n and not withheld(view.poll, papers.n)
    own = outcome(view.poll, papers, view.lot) if shown else None
    found = []
    if own is None:
        return []
    for rule in map(rule_named, view.poll.marking.rules):
        too_many = rule.most_options and len(view.poll.options) > _MOST_KEMENY
        if too_many or (rule.no_change and not view.poll.refusal):
            continue
        # A rule for a proportional set says nothing beside one that elects one.
        if rule.several and rule.search and view.poll.seats == 1:
            continue
        other = outcome(replace(view.poll, rule=rule.name), papers, view.lot)
        named = other.names(other.winners) or "nobody"
        if not other.worked_out:
            named = "not worked out"
        found.append((rule.name, int(other.worked_out and other.winners != own.winners), named))
    return found


def _agreement(papers: Profile) -> float | None:
    from hep_tui.counting.agreement import kendalls_w

    return kendalls_w(papers).w


def _tiers(poll: Poll, papers: Profile) -> tuple[int, ...]:
    """Return the tier of each option by resampling, for mean ranks of no more papers than a hall holds."""
    from hep_tui.counting.inference import bootstrap_tiers

    if not poll.counting.means or not MIN_CELL <= papers.n <= _MOST_RESAMPLED:
        return ()
    tiers = bootstrap_tiers(papers, seed=_SEED, tables=False).tiers
    places = {i: place for place, tier in enumerate(tiers, 1) for i in tier}
    return tuple(places[i] for i in range(len(poll.options)))


def _parts(poll: Poll, papers: Profile, by: str, labels: Mapping[str, str]) -> list[Part]:
    """Return who leads in each part of the room; those too small are merged, and never shown on their own."""
    parts = papers.by(by)
    if set(parts) == {""}:
        return []
    small = [name for name, part in parts.items() if part.n < MIN_CELL]
    found = [
        Part(by, labels.get(name, name or "not said"), part.n, _leaders(poll, part))
        for name, part in parts.items()
        if name not in small
    ]
    if small:
        merged = papers.having(b for name in small for b in parts[name].ballots)
        found.append(Part(by, "others", merged.n, _leaders(poll, merged)))
    return found


def _leaders(poll: Poll, part: Profile) -> str:
    """Return who leads within a part; nothing is said of fewer than five papers."""
    if part.n < MIN_CELL:
        return "too few to show"
    found = outcome(poll, part)
    return found.names(found.winners) if found.winners else "nobody"


def recount_problems(book: Book) -> list[str]:
    """Count every declared result again from the marks and say where that gives anything else."""
    views = polls(book)
    problems = [*secret_ballots.problems(book), *changed_since_opened(book, views)]
    for view in views:
        if view.declared is None or view.state is not PollState.DECLARED or secret_ballots.elsewhere(book, view.id):
            continue
        try:
            again = announcement(view)
        except HepError as error:
            problems.append(f"{view.poll.title}: it cannot be counted again. {error}")
            continue
        before, now = _RECOUNTED | to_body(view.declared), _RECOUNTED | to_body(again)
        for name in _RECOUNTED:
            said, found = before[name], now[name]
            if found != said:
                problems.append(f"{view.poll.title}: counted again, {name} is {found}, but {said} was declared.")
    return problems
