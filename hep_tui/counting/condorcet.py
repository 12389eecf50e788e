"""Compare options two at a time: the Condorcet winner, the Smith set, Copeland's score.

i beats j when P[i,j] > P[j,i]. Copeland's score is wins + ties/2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hep_tui.counting.outcome import Outcome, tiers_by
from hep_tui.counting.pairs import condorcet_winner, copeland_scores, smith_set, weak_winners
from hep_tui.domain.wording import listed

if TYPE_CHECKING:
    from hep_tui.counting.basis import Basis


MANY, FEW = 12, 3
"""Above so many options not every head-to-head is read out, but those of so few at most."""


def condorcet(basis: Basis) -> Outcome:
    """Name the option that beats every other; without one, the Smith set and no winner."""
    pairs = basis.pairs
    winner = condorcet_winner(pairs)
    smith = smith_set(pairs)
    wins = copeland_scores(pairs)
    if winner is None:
        story = [*duels(basis), *_no_winner(basis, smith)]
    else:
        story = [*duels(basis), f"{basis.options[winner]} beats every other option one to one."]
    rest = [i for i in range(basis.m) if i not in smith]
    ranking = ((smith,) if smith else ()) + tiers_by(wins, rest)
    winners = frozenset() if winner is None else frozenset({winner})
    return basis.outcome(
        "condorcet", winners, ranking, story, scores=tuple(wins), pairwise=pairs,
        smith_set=list(smith), weak_winners=list(weak_winners(pairs)), condorcet_winner=winner,
    )  # fmt: skip


def _no_winner(basis: Basis, smith: tuple[int, ...]) -> list[str]:
    who = "all options" if len(smith) == basis.m > FEW else listed([basis.options[i] for i in smith])
    unbeaten = weak_winners(basis.pairs)
    if unbeaten:
        held = listed([basis.options[i] for i in unbeaten])
        return [f"No option beats every other. Unbeaten: {held}.", f"The Smith set is {who}."]
    return [f"There is a cycle: no option is unbeaten. The Smith set is {who}."]


def copeland(basis: Basis) -> Outcome:
    """Elect the option with most one-to-one wins, a tie counting half."""
    return basis.scored(
        "copeland", copeland_scores(basis.pairs), duels(basis), breaker=basis.pair_breaker, pairwise=basis.pairs,
        net=[int(2 * score) - (basis.m - 1) for score in copeland_scores(basis.pairs)],
    )  # fmt: skip


def duels(basis: Basis) -> list[str]:
    """Tell every head-to-head, the strongest option's first; of many options, only those of the few strongest."""
    pairs, names = basis.pairs, basis.options
    strength = copeland_scores(pairs)
    order = sorted(range(basis.m), key=lambda i: (-strength[i], i))
    smith = smith_set(pairs)
    told = order if basis.m <= MANY else [i for i in order if i in smith][:FEW]
    lines = []
    for place, i in enumerate(told):
        for j in order[place + 1 :]:
            own, other = pairs[i][j], pairs[j][i]
            if own == other:
                lines.append(f"{names[i]} and {names[j]} are level, {own} to {other}.")
            else:
                first, second = (i, j) if own > other else (j, i)
                lines.append(f"{names[first]} beats {names[second]} by {max(own, other)} to {min(own, other)}.")
    if len(told) < len(order):
        lines.append(f"Only the head-to-heads of {listed([names[i] for i in told])} are told here.")
    return lines
