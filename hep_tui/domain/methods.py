"""Every way of marking, once: its words, what can be marked, what its paper and its tally sheet say, which rules fit.

Nothing outside this module compares the name of a method: what a method can do is asked of it.
"""

from dataclasses import dataclass

_RANKED = (
    "borda", "adoption", "irv", "schulze", "condorcet", "plurality", "stv", "modified-borda", "schulze-margins",
    "copeland", "ranked-pairs", "kemeny", "bucklin",
)  # fmt: skip


@dataclass(frozen=True)
class Method:
    """Hold one way of marking.

    `label` is said where it is chosen, `clause` where the rule of a poll is read out, `paper` on a ballot, `tally` on a
    teller's sheet. `rules` are those that can count it, the usual one first; `least` is how many options it needs.
    `ranks` puts options in order, `crosses` marks them or not, `one` only one of them, `levels` gives each a level of a
    scale, `supports` one that says how far it is supported, `shares` shares out points; `hands` are counted in the
    room and are not papers. `counts` says that figures are plain counts, `scores` that a scale goes from 0 to 5 where
    none is given.
    """

    name: str
    label: str
    clause: str
    rules: tuple[str, ...]
    least: int = 2
    paper: str = ""
    tally: str = "Copy the marks"
    style: str = "ranks"
    ranks: bool = False
    crosses: bool = False
    one: bool = False
    levels: bool = False
    supports: bool = False
    scores: bool = False
    shares: bool = False
    hands: bool = False

    @property
    def several(self) -> bool:
        """Say whether any number of options may be crossed."""
        return self.crosses and not self.one

    @property
    def by_order(self) -> bool:
        """Say whether a paper can ask for the numbers of options in place of a mark beside each."""
        return self.ranks or self.several

    @property
    def counts(self) -> bool:
        """Say whether its figures are plain counts, as of votes or points."""
        return self.hands or self.crosses or self.shares


_ALL = (
    Method(
        "rank", "rank", "Each ballot ranks", _RANKED, tally="Copy the ranks as they are on the paper", ranks=True,
    ),
    Method(
        "choose", "choose one", "Each ballot marks one option", ("plurality",), paper="Put a cross into one box.",
        tally="A stroke under the option that is marked", style="cross", crosses=True, one=True,
    ),
    Method(
        "approve", "approve any number", "Each ballot marks every option it supports", ("approval",),
        paper="Put a cross beside every option that you support.",
        tally="A stroke under every option that is marked", style="cross", crosses=True,
    ),
    Method(
        "score", "score each", "Each ballot scores every option", ("score", "star", "majority-judgement"), 1,
        paper="Put a cross under one score for each option.", tally="Copy the score of each option", style="levels",
        levels=True, scores=True,
    ),
    Method(
        "gradient", "gradient of agreement", "Each ballot says how far it agrees", ("majority-judgement", "score"), 1,
        paper="Put one cross in each row, under what you think.", tally="Copy the level of each option",
        style="levels", levels=True, supports=True,
    ),
    Method(
        "points", "share out points", "Each ballot shares out", ("points",),
        tally="Copy the points as they are on the paper", shares=True,
    ),
    Method("hands", "show of hands", "Hands are counted in the room", ("plurality",), hands=True),
)  # fmt: skip
METHODS = {method.name: method for method in _ALL}
"""Every way of marking by its name, in the order in which they are offered."""


def method_named(name: str) -> Method:
    """Return the method of a name; one that is not known here, as from a newer program, fits no rule."""
    return METHODS.get(name) or Method(name, name, name, ())
