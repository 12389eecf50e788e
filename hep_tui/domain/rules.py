"""Every rule of counting, once: its names, what is said of it everywhere, what it can do, and what counts by it.

Paper, screen, room, minutes, commands and the count itself read a rule from here; nothing compares its name.
"""

from dataclasses import dataclass
from enum import StrEnum

_TOP = ("top",)
_BORDA = ("borda",)
_PAIRS = ("schulze", "borda", "lot")


class Known(StrEnum):
    """Say how the margin of decision of a rule is worked out."""

    NOT = ""
    EXACT = "exact"
    PAIRS = "pairs"
    ROUNDS = "rounds"
    GRADES = "grades"


@dataclass(frozen=True)
class Rule:
    """Hold one rule.

    `label` is said where a rule is chosen, `clause` where it is read out: on paper, on every screen, in the minutes and
    by commands; `alone` is in its place where there is one option, which leads nobody. `kind` says which marks it
    reads, `where` which function counts (module:name).
    What it does: `pairwise` decides by one against one, `moves` lets ballots go on to their next choice, `votes` gives
    an option so many votes, which can be a share of a base, `several` fills several places, `search` looks for every
    possible winner, `means` tells mean ranks, `quota` elects by one, `runoff` lets the two best meet, `blanks` is a
    choice what is done with options left out, `no_change` needs an option that is no change.
    Ties: `breaks` is the step of its own, `chain` the usual tie chain. What is shown: `rounds` names its rounds,
    `figures` its figures, and `told` says that each option's figure is all there is to tell. `margin` is how its margin
    is known, `needs` what has to be declared for that, `most_options` how many it can count (0: any number).
    """

    name: str
    kind: str
    label: str
    clause: str
    where: str
    alone: str = ""
    pairwise: bool = False
    moves: bool = False
    votes: bool = False
    several: bool = False
    search: bool = False
    means: bool = False
    breaks: tuple[str, ...] = ()
    chain: tuple[str, ...] = ("lot",)
    rounds: str = ""
    figures: str = ""
    told: bool = False
    margin: Known = Known.NOT
    needs: str = ""
    usual_blank: str = "adds nothing"
    most_options: int = 0
    no_change: bool = False
    quota: bool = False
    runoff: bool = False
    blanks: bool = True

    @property
    def sentence(self) -> str:
        """Return the rule as one sentence."""
        return f"{self.clause[0].upper()}{self.clause[1:]}."

    @property
    def plain(self) -> str:
        """Return what it is called without the name that experts have for it."""
        return self.label.partition(" (")[0]

    @property
    def drawn(self) -> bool:
        """Say whether a lot can break its ties; a rule that may name nobody has none."""
        return bool(self.chain)


_ALL = (
    Rule(
        "plurality", "ranks", "most marks", "the most marks leads",
        "irv:plurality", moves=True, votes=True, several=True, blanks=False, figures="papers", told=True,
        margin=Known.EXACT,
    ),
    Rule(
        "approval", "approvals", "most marks", "the most marks leads", "sums:approval", votes=True, several=True,
        blanks=False, figures="approvals", told=True, margin=Known.EXACT,
    ),
    Rule(
        "score", "scores", "highest sum", "the highest sum leads; an option left blank adds nothing", "sums:score",
        alone="the scores are added up", several=True, breaks=_TOP, chain=("top", "lot"), figures="sum", told=True,
        margin=Known.EXACT, needs="scale",
    ),
    Rule(
        "points", "points", "highest sum", "the highest sum leads; more points than there are spoil a ballot",
        "sums:points", several=True, figures="points", told=True, margin=Known.EXACT, needs="budget",
    ),
    Rule(
        "star", "scores", "highest two, then head to head (STAR)",
        "the two highest sums meet, and the one that more ballots score higher leads", "star:star", several=True,
        runoff=True, breaks=_TOP, chain=("top", "lot"), figures="sum", told=True,
    ),
    Rule(
        "majority-judgement", "grades", "best median (majority judgement)",
        "the best median grade leads; an option left blank on a ballot that grades another counts as the lowest grade",
        "judgement:majority_judgement", alone="it is counted how many ballots give each grade", breaks=_TOP,
        chain=("top", "lot"), figures="median", told=True, margin=Known.GRADES, needs="scale", usual_blank="lowest",
    ),
    Rule(
        "bucklin", "ranks", "first places, then second ones added (Bucklin)",
        "first places are counted, then second ones are added and so on, until one option has a majority",
        "bucklin:bucklin", breaks=("first",), rounds="to choice", figures="papers", blanks=False,
    ),
    Rule(
        "borda", "ranks", "mean rank (Borda)",
        "an option gains a point for every other it is placed above, half for an equal place, and the most points "
        "lead; options left out share the last place", "positional:borda", several=True, means=True, breaks=("first",),
        figures="points", told=True, margin=Known.EXACT, usual_blank="last",
    ),
    Rule(
        "modified-borda", "ranks", "points by how many are ranked (modified Borda)",
        "a ballot that ranks k options gives k points down to 1, and the highest sum leads",
        "positional:modified_borda", several=True, breaks=("first",), figures="points", told=True, blanks=False,
    ),
    # Not by Borda, here and for stv: by it a later preference could harm an earlier one.
    Rule(
        "irv", "ranks", "alternative vote", "the last option drops out until one has more than half", "irv:irv",
        moves=True, breaks=("earlier", "first"), chain=("earlier", "first", "lot"), rounds="round",
        figures="last tally", margin=Known.ROUNDS, blanks=False,
    ),
    Rule(
        "condorcet", "ranks", "beats every other, or nobody",
        "the option that beats every other, one against one, leads", "condorcet:condorcet", pairwise=True, chain=(),
        figures="wins", margin=Known.EXACT, usual_blank="last",
    ),
    Rule(
        "copeland", "ranks", "most wins, head to head (Copeland)",
        "the option with the most wins, one against one, leads; a draw counts half", "condorcet:copeland",
        pairwise=True, breaks=_BORDA, chain=_PAIRS, figures="wins", margin=Known.PAIRS, usual_blank="last",
    ),
    Rule(
        "schulze", "ranks", "head to head (Schulze)",
        "the option that beats every other leads; in a cycle the strongest chain of wins decides",
        "schulze:schulze", pairwise=True, breaks=_BORDA, chain=_PAIRS, margin=Known.PAIRS, usual_blank="last",
    ),
    Rule(
        "schulze-margins", "ranks", "head to head by leads (Schulze)",
        "the option that beats every other leads; in a cycle the strongest chain of wins decides, each as strong as "
        "its lead", "schulze:schulze_margins", pairwise=True, breaks=_BORDA, chain=_PAIRS, margin=Known.PAIRS,
        usual_blank="last",
    ),
    Rule(
        "ranked-pairs", "ranks", "head to head, strongest win first (ranked pairs)",
        "wins, one against one, are fixed from the strongest, unless they close a circle", "ranked_pairs:ranked_pairs",
        pairwise=True, search=True, breaks=_BORDA, chain=_PAIRS, margin=Known.PAIRS, usual_blank="last",
    ),
    Rule(
        "kemeny", "ranks", "order that contradicts fewest (Kemeny)",
        "the order that contradicts the fewest ballots, pair by pair, stands", "kemeny:kemeny", pairwise=True,
        breaks=_BORDA, chain=_PAIRS, margin=Known.PAIRS, usual_blank="last", most_options=16,
    ),
    Rule(
        "stv", "ranks", "single transferable vote",
        "whoever reaches the quota is in; what is over it and the last option's ballots move on", "stv:stv",
        moves=True, several=True, search=True, breaks=("earlier", "first"), chain=("earlier", "first", "lot"),
        rounds="stage", figures="last tally", blanks=False, quota=True,
    ),
    Rule(
        "adoption", "ranks", "adoption: beats no change, then head to head",
        "options that do not beat {no_change}, one against one, are dropped; of the rest the one that beats every "
        "other leads, in a cycle the strongest chain of wins; the alternative vote is beside it", "",
        pairwise=True, moves=True, breaks=_BORDA, chain=_PAIRS, margin=Known.PAIRS, usual_blank="last",
        no_change=True,
    ),
)  # fmt: skip
EVERY = {rule.name: rule for rule in _ALL}
"""Every rule by its name, in the order in which they are told."""


def rule_named(name: str) -> Rule:
    """Return the rule of a name; one that is not known here, as from a newer program, only has its name."""
    return EVERY.get(name) or Rule(name, "ranks", name, name, "")
