"""Say how far a result is settled: how many papers would have to be wrong, set against those in doubt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hep_tui.counting.steps import withheld
from hep_tui.counting.tally import policy, seats
from hep_tui.domain.result import Result, Settled
from hep_tui.domain.verdicts import Verdict
from hep_tui.errors import HepError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hep_tui.counting.margin import Margin
    from hep_tui.counting.profile import Profile
    from hep_tui.domain.polls import Poll
    from hep_tui.domain.requirements import Check
    from hep_tui.domain.unverified import Unverified


def with_margin(poll: Poll, papers: Profile, result: Result, doubt: Unverified) -> Result:
    """Return a result with its margin; a lead that papers in doubt could change is not settled."""
    margin = doubts(poll, papers, doubt, result.checks)
    if margin is None:
        return result
    waiting = doubt.undecided + doubt.late
    loose = result.verdict is Verdict.LEADS and waiting > 0 and margin.papers <= waiting
    return replace(result, margin=margin, verdict=Verdict.NOT_SETTLED if loose else result.verdict)


def doubts(poll: Poll, papers: Profile, doubt: Unverified, checks: Sequence[Check] = ()) -> Settled | None:
    """Return the margin of decision with how many papers are in doubt, and why; None where no margin is known.

    What is decided is who leads, and by the `checks` of the result whether what was needed is reached.
    """
    if withheld(poll, papers.n):
        return None
    known = [each for each in (_of_lead(poll, papers), _of_checks(checks)) if each]
    if not known:
        return None
    found = min(known, key=lambda each: each.papers)
    doubtful = doubt.total
    says = found.sentence(doubtful)
    if doubtful:
        says = f"{says.removesuffix('.')}: {doubt.words}."
    return Settled(found.papers, found.exact, doubtful, found.settled(doubtful), says)


def _of_lead(poll: Poll, papers: Profile) -> Margin | None:
    from hep_tui.counting.margin import margin

    if len(poll.options) < 2:
        return None
    try:
        # A model is adopted as by Schulze, after it has beaten "no change".
        rule = "schulze" if poll.counting.no_change else poll.rule
        return margin(papers, rule, policy(poll), seats(poll))
    except HepError:
        return None


def _of_checks(checks: Sequence[Check]) -> Margin | None:
    """Return how many papers change whether everything is met; nothing where no paper does."""
    from hep_tui.counting.margin import Margin

    unmet = [c for c in checks if c.met is False]
    decisive = unmet or [c for c in checks if c.met]
    papers = [c.papers for c in decisive if c.papers is not None]
    if not papers or (unmet and len(papers) < len(unmet)):
        return None
    # Of several that are missed, one paper may turn all; of several that are reached, one is enough.
    fewest = max(papers) if unmet else min(papers)
    return Margin(fewest, len(papers) == 1, what="whether what was needed is reached")
