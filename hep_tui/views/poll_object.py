"""One poll as one object for other programs: options by their labels, figures only where somebody may see them."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from hep_tui.counting.settled import with_margin
from hep_tui.domain.polls import Hands, Poll, PollState
from hep_tui.domain.requirements import Check
from hep_tui.domain.result import Result, Round, Scores, Steps
from hep_tui.domain.turnout import whole
from hep_tui.domain.verdicts import required
from hep_tui.logbook import Book
from hep_tui.views.polls import PollView
from hep_tui.views.results import announcement

_FIGURES = (
    "cast", "valid", "verdict", "winners", "ranking", "scores", "rounds", "pairwise", "quorum", "requirement", "ties",
    "margin", "account", "sentence",
)  # fmt: skip
_BY_WEIGHT = (False, None, True)
"""What is not met decides alone, what people have to say comes next."""


def poll_object(book: Book, view: PollView, *, recount: bool = False) -> dict[str, Any]:
    """Return a poll as programs read it; `recount` counts it as it is where it was declared already.

    Figures are None where nobody may see them: of a series held back, of a box that is not closed, and of a secret poll
    with fewer than five valid ballots. Before anybody has voted they are zeros and empty lists, and nothing is decided.
    """
    poll, declared = view.poll, view.declared if view.state is PollState.DECLARED else None
    size, _ = whole(poll, view.present, view.tables)
    found: dict[str, Any] = {
        "poll": view.id,
        "state": view.state.value,
        "rule": poll.rule,
        "seats": poll.seats,
        "electorate": {"unit": poll.unit, "words": poll.electorate, "size": size or None},
        **dict.fromkeys(_FIGURES),
        "declared": _declared(book, view.id, declared),
        "corrections": [said.correction for said in (*view.earlier, view.declared) if said and said.correction],
    }
    said = declared if declared and not recount else _counted(view)
    return found | (_figures(view, said) if said else {})


def _declared(book: Book, id: str, declared: Result | None) -> dict[str, str] | None:
    if declared is None:
        return None
    at = next((e.at for e in book.current("declare", subject=f"{id}.declared")), "")
    return {"code": declared.record_code, "at": at}


def _counted(view: PollView) -> Result | None:
    """Return what would be announced now; None where nobody may see it yet."""
    if view.hidden or (view.poll.secret and view.state.ahead):
        return None
    if view.poll.marking.hands:
        return announcement(replace(view, hands=view.hands or Hands(view.id, view.present)))
    said = announcement(view)
    return with_margin(view.poll, view.papers, said, view.doubt) if said.valid else said


def _figures(view: PollView, result: Result) -> dict[str, Any]:
    poll, shown = view.poll, result.shown if result.valid else Steps()
    if not result.ranking:
        # Fewer than five secret ballots are told by nothing but a sentence.
        return {"sentence": result.sentence}
    quorum = [result.quorum] if result.quorum else []
    margin = asdict(result.margin) if result.margin else None
    return {
        "cast": result.cast,
        "valid": result.valid,
        "verdict": result.verdict,
        "winners": _labels(poll, result.winners),
        "ranking": [_labels(poll, tier) for tier in result.ranking if result.valid],
        "scores": _by_label(poll, result.scores),
        "rounds": [_round(poll, each) for each in shown.rounds],
        "pairwise": {poll.label(id): _by_label(poll, row) for id, row in shown.pairwise.items()},
        "quorum": _checked(quorum),
        "requirement": _requirement(poll, result.requirement),
        "ties": [asdict(tie) | {"tied": _labels(poll, tie.tied)} for tie in shown.ties],
        "margin": margin,
        "account": [line.words for line in view.identities],
        "sentence": result.sentence,
    }


def _labels(poll: Poll, ids: Sequence[str]) -> list[str]:
    return [poll.label(id) for id in ids]


def _by_label(poll: Poll, held: Scores) -> dict[str, float | None]:
    return {poll.label(id): value for id, value in held.items()}


def _round(poll: Poll, each: Round) -> dict[str, Any]:
    return {
        "tally": _by_label(poll, each.tally),
        "exhausted": dict(each.exhausted),
        "eliminated": _labels(poll, each.eliminated),
        "elected": _labels(poll, each.elected),
    }


def _requirement(poll: Poll, checks: Sequence[Check]) -> dict[str, Any] | None:
    found, words = _checked(checks), required(poll).words
    return {"words": words} | (found or {"needed": None, "got": None, "reached": None}) if words else None


def _checked(checks: Sequence[Check]) -> dict[str, Any] | None:
    """Return whether all checks are met (None: people have to say), with the figures of the one that says why not."""
    if not checks:
        return None
    why = min(checks, key=lambda check: _BY_WEIGHT.index(check.met))
    return {"needed": why.needed, "got": why.got, "reached": why.met}
