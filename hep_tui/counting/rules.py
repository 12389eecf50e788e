"""Count by any rule that a room may choose."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from hep_tui.counting.policy import Policy
from hep_tui.domain.rules import EVERY, Rule
from hep_tui.errors import HepError

if TYPE_CHECKING:
    from collections.abc import Callable

    from hep_tui.counting.basis import Basis
    from hep_tui.counting.outcome import Outcome
    from hep_tui.counting.profile import Profile
    from hep_tui.counting.table import Table


RULES = {name: rule for name, rule in EVERY.items() if rule.where}
"""The rules that count any file of ballots; adopting a model is a procedure that needs a poll."""


def count(profile: Profile, rule: str, policy: Policy | None = None, seats: int = 1) -> Outcome:
    """Count a profile by a rule of `RULES` under a declared policy; what the same papers gave once is kept with them.

    Raises HepError in one sentence where the rule does not fit: unknown, no options, too many seats.
    """
    known = named(rule)
    fits(known, len(profile.options), seats)
    policy = policy or Policy()
    if (asked := (rule, policy, seats)) not in profile.counts:
        profile.counts[asked] = count_table(profile.table, known, policy, seats)
    return profile.counts[asked]


def count_table(table: Table, rule: Rule, policy: Policy, seats: int = 1) -> Outcome:
    """Count a table by a rule that fits it."""
    from hep_tui.counting.basis import Basis

    found = counter(rule)(Basis(table, policy, seats))
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
