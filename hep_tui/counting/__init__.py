"""Count ballots: exact rules, declared policies, ties shown as ties, every outcome explained.

`count(profile, rule, policy)` returns an `Outcome`. Importing this package loads no numpy;
the first count does.
"""

from hep_tui.counting.outcome import Outcome, Round, Tie
from hep_tui.counting.policy import Policy
from hep_tui.counting.profile import Ballot, Profile
from hep_tui.counting.rules import RULES, count

__all__ = ["RULES", "Ballot", "Outcome", "Policy", "Profile", "Round", "Tie", "count"]
