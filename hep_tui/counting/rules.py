"""Name every rule a room may choose, and count by it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING

from hep_tui.counting.policy import Policy
from hep_tui.errors import HepError

if TYPE_CHECKING:
    from collections.abc import Callable

    from hep_tui.counting.basis import Basis
    from hep_tui.counting.outcome import Outcome
    from hep_tui.counting.profile import Profile


@dataclass(frozen=True)
class Rule:
    """Describe one rule: the marks it reads, the function that counts, itself in one sentence."""

    name: str
    kind: str
    sentence: str
    where: str
    several: bool = False

    @property
    def chain(self) -> tuple[str, ...]:
        """Return the usual tie chain of the rule, which ends in the lot."""
        if self.name in ("irv", "stv"):
            # Not by Borda: there a later preference could harm an earlier one.
            return ("earlier", "first", "lot")
        if self.name in ("copeland", "schulze", "schulze-margins", "ranked-pairs", "kemeny"):
            return ("schulze", "borda", "lot")
        return ("top", "lot") if self.kind in ("scores", "grades") else ("lot",)


_RULES = (
    Rule("plurality", "ranks", "Each paper counts for its first choice; most papers wins.",
         "irv:plurality", True),
    Rule("approval", "approvals", "Each paper approves any number; most approvals wins.", "sums:approval", True),
    Rule("score", "scores", "Each paper scores every option; the highest sum wins.", "sums:score", True),
    Rule("points", "points", "Each paper shares out its points; the highest sum wins.", "sums:points", True),
    Rule("star", "scores", "The two highest sums meet; the one preferred on more papers wins.", "star:star",
         True),
    Rule("majority-judgement", "grades", "The option with the best median grade wins, by majority value.",
         "judgement:majority_judgement"),
    Rule("bucklin", "ranks", "First choices, then second choices are added and so on, until one has a majority.",
         "bucklin:bucklin"),
    Rule("borda", "ranks", "The option with the best mean rank wins; blanks share the last places.",
         "positional:borda", True),
    Rule("modified-borda", "ranks", "A paper ranking k options gives k points down to 1; the highest sum wins.",
         "positional:modified_borda", True),
    Rule("irv", "ranks", "The last option drops out and its papers move on, until one has a majority.", "irv:irv"),
    Rule("condorcet", "ranks", "The option that beats every other one to one wins, if there is one.",
         "condorcet:condorcet"),
    Rule("copeland", "ranks", "The option with most one-to-one wins is chosen; a tie counts half.",
         "condorcet:copeland"),
    Rule("schulze", "ranks", "The option with the strongest chain of one-to-one wins against each other wins.",
         "schulze:schulze"),
    Rule("schulze-margins", "ranks", "As Schulze, with wins measured by their margin.", "schulze:schulze_margins"),
    Rule("ranked-pairs", "ranks", "One-to-one wins are locked in from the strongest, unless they close a cycle.",
         "ranked_pairs:ranked_pairs"),
    Rule("kemeny", "ranks", "The order that agrees with most papers, pair by pair, wins.", "kemeny:kemeny"),
    Rule("stv", "ranks", "A quota elects; surplus and last-placed papers move on, until the seats are filled.",
         "stv:stv", True),
)  # fmt: skip
RULES = {rule.name: rule for rule in _RULES}


def count(profile: Profile, rule: str, policy: Policy | None = None, seats: int = 1) -> Outcome:
    """Count a profile by a rule of `RULES` under a declared policy.

    Raises HepError in one sentence where the rule does not fit: unknown, no options, too many seats.
    """
    from hep_tui.counting.basis import Basis

    known = named(rule)
    fits(known, len(profile.options), seats)
    found = counter(known)(Basis(profile.table, policy or Policy(), seats))
    return found if found.n else replace(found, winners=frozenset())


def named(rule: str) -> Rule:
    """Return the rule of a name, or raise HepError listing the names."""
    if rule not in RULES:
        raise HepError(f"There is no rule called {rule!r}; choose one of: {', '.join(RULES)}.")
    return RULES[rule]


def fits(rule: Rule, options: int, seats: int) -> None:
    """Raise HepError when a rule cannot fill these seats from these options."""
    if not options:
        raise HepError("There are no options to count; check that the file names them.")
    if seats < 1 or seats > options:
        raise HepError(f"{seats} seats cannot be filled from {options} options; give a number from 1 to {options}.")
    if seats > 1 and not rule.several:
        raise HepError(f"The rule {rule.name} fills one seat, not {seats}; use stv for a proportional set.")


def counter(rule: Rule) -> Callable[[Basis], Outcome]:
    """Return the function that counts by a rule, importing its module now."""
    module, _, function = rule.where.partition(":")
    found: Callable[[Basis], Outcome] = getattr(import_module(f"hep_tui.counting.{module}"), function)
    return found
