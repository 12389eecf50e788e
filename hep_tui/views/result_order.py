"""The options of a declared result, best first: as bars where each stands for a figure, else as a list of places."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from hep_tui.domain.chart import Bar, mean_share
from hep_tui.domain.leaders import places as places_of
from hep_tui.domain.polls import Poll
from hep_tui.domain.ranking import ranking
from hep_tui.domain.requirements import Figures
from hep_tui.domain.result import Cell, Result
from hep_tui.domain.rule_words import share_of
from hep_tui.views.room_page import Line

Placed = Sequence[tuple[int, str]]
"""Options by id with their places, best first."""


def option_name(poll: Poll, id: str) -> str:
    """Return the words of an option, behind its letter where it is a version of a model."""
    return f"{id} {poll.label(id)}" if any(o.id == id and o.version for o in poll.options) else poll.label(id)


def places(poll: Poll, result: Result) -> list[tuple[int, str]]:
    """Return every option in words with its place, best first."""
    return [(place, option_name(poll, id)) for place, id in ranking(result.ranking)]


def of_phase(poll: Poll, cell: Cell) -> str:
    """Return whom a phase names: who leads, who fills the places there, or a tie."""
    names, most = [option_name(poll, id) for id in cell.winners], places_of(poll)
    if most == 1:
        return " = ".join(names) or "nobody leads"
    return "; ".join(names) + " (a tie for the last place)" * (len(names) > most)


def result_bars(poll: Poll, result: Result) -> list[Bar]:
    """Return the options as bars, best first, each with the figure that it stands for.

    Empty where a rule gives places and no figures, as one against one does, or figures that do not fall with the
    places, as those of a runoff may not.
    """
    placed = list(ranking(result.ranking))
    scores = _scores(result)
    if poll.counting.pairwise or not all(id in scores for _, id in placed):
        return []
    if poll.counting.means and result.valid and len(poll.options) > 1:
        return _mean_bars(poll, placed, {id: score / result.valid for id, score in scores.items()})
    figures = [scores[id] for _, id in placed]
    if figures != sorted(figures, reverse=True):
        return []
    most = max(figures, default=0.0) or 1.0
    return [_bar(poll, result, place, id, scores[id] / most) for place, id in placed]


def bars_title(poll: Poll) -> str:
    """Return what is above the bars of a result: what they are, and what the second figure is."""
    if poll.marking.hands or poll.marking.crosses:
        return f"The figures, with shares of {share_of(poll)}"
    if poll.marking.counts:
        return "The figures"
    figures = "mean rank" if poll.counting.means else poll.counting.figures
    return f"The order, with the {figures}"


def order_lines(poll: Poll, result: Result) -> list[Line]:
    """Return the options as a list of places, each with what it is placed by: its duel with the next, or its figure."""
    placed = list(ranking(result.ranking))
    if poll.counting.pairwise:
        said = _duels(poll, result, placed)
    else:
        said = {id: f", {poll.counting.figures} {score:g}" for id, score in _scores(result).items()}
    return [Line(option_name(poll, id) + said.get(id, ""), f"{place}. ") for place, id in placed]


def duel(result: Result, one: str, other: str) -> tuple[int, int]:
    """Return on how many papers one option is above another, and the other above it."""
    pairs = result.shown.pairwise
    return pairs.get(one, {}).get(other, 0), pairs.get(other, {}).get(one, 0)


def _duels(poll: Poll, result: Result, placed: Placed) -> dict[str, str]:
    """Return how each option but the last fares against the one that follows; empty where no duel is told."""
    if not result.shown.pairwise:
        return {}
    follows = pairwise([id for _, id in placed])
    return {one: _fares(option_name(poll, other), *duel(result, one, other)) for one, other in follows}


def _fares(other: str, won: int, lost: int) -> str:
    if won == lost:
        return f": level with {other}, {won}:{lost}"
    if won > lost:
        return f": preferred to {other}, {won}:{lost}"
    return f": though {other} is preferred, {lost}:{won}"


def _scores(result: Result) -> dict[str, float]:
    return {id: float(score) for id, score in result.scores.items() if score is not None}


def _bar(poll: Poll, result: Result, place: int, id: str, share: float) -> Bar:
    """Return one option with its votes or points and their share, or with its place and the figure behind it."""
    figure = f"{float(result.scores[id] or 0):g}"
    if poll.marking.counts:
        return Bar(option_name(poll, id), figure, share, _percent(poll, result, id))
    return Bar(option_name(poll, id), str(place), share, figure)


def _mean_bars(poll: Poll, placed: Iterable[tuple[int, str]], points: Mapping[str, float]) -> list[Bar]:
    """Return the options with their mean ranks, from the points for rank that a paper gave each on average."""
    most, found = len(poll.options), []
    for place, id in placed:
        mean = most - points[id]
        found.append(Bar(option_name(poll, id), str(place), mean_share(mean, most), f"{mean:.1f}"))
    return found


def _percent(poll: Poll, result: Result, id: str) -> str:
    """Return the share of the base that voted for an option; nothing where no votes are counted, or nobody knows."""
    figures = Figures(result.valid, result.cast, result.present, result.eligible)
    whole = figures.of(poll.base) if poll.marking.hands or poll.marking.crosses else 0
    return f"{100 * float(result.scores.get(id) or 0) / whole:.1f} %" if whole else ""
