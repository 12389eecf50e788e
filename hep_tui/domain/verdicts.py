"""What a poll decides, first of all and in one word, whichever way votes were given and counted."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from hep_tui.domain.polls import Poll
from hep_tui.domain.requirements import Check, Kind, Needs, needs

_PAIRS = (("for", "against"), ("yes", "no"), ("agree", "disagree"), ("in favour", "against"), ("accept", "reject"))
"""Labels of two options of which the first is what is proposed."""
_ABSTAIN = ("abstain", "abstention", "abstained")
NO_QUORUM = "The quorum is not met, so this decides nothing."
LEVEL = "as many are for as against"
MORE = "more for than against"
"""What is needed for a proposition where nothing else was fixed."""


class Verdict(StrEnum):
    """Say what came out: of a proposition, or of a ranking."""

    CARRIED = "carried"
    NOT_CARRIED = "not-carried"
    NO_DECISION = "no-decision"
    LEADS = "leads"
    TIED = "tied"
    NOT_SETTLED = "not-settled"
    NOT_WORKED_OUT = "not-worked-out"

    @property
    def words(self) -> str:
        """Return it as it is printed and read out."""
        return self.value.replace("-", " ").upper()


@dataclass(frozen=True)
class Proposition:
    """Hold what is proposed (an option), which options are against it, and what holds where it fails."""

    option: str
    against: tuple[str, ...] = ()
    default: str = ""


def proposition(poll: Poll) -> Proposition | None:
    """Return what a poll proposes; None where it is a ranking or a choice between several.

    A vote for or against, and a leader put to the room to be ratified, propose something though nobody said so.
    """
    labels = {o.id: o.label.strip().casefold() for o in poll.options}
    voted = {id: label for id, label in labels.items() if label not in _ABSTAIN}
    chosen = poll.proposition or _proposed(poll, voted)
    if chosen not in labels:
        return None
    return Proposition(chosen, tuple(id for id in voted if id != chosen), poll.default)


def _proposed(poll: Poll, voted: Mapping[str, str]) -> str:
    """Return the option that a poll proposes by its threshold, its labels or its gradient; `voted` are id to label."""
    if len(voted) > 1 and MORE in poll.threshold.casefold():
        return next(iter(voted))
    if (poll.marking.one or poll.marking.hands) and tuple(voted.values()) in _PAIRS:
        return next(iter(voted))
    ratifies = bool(poll.earlier or poll.threshold.strip())
    if poll.marking.supports and len(poll.options) == 1 and ratifies:
        return poll.options[0].id
    return ""


def required(poll: Poll) -> Needs:
    """Return what a poll needs: as it was fixed, and for a proposition more for than against where nothing was."""
    usual = MORE if proposition(poll) and not poll.marking.supports else ""
    words = poll.threshold.strip() or usual
    return replace(needs(_by_id(words, poll), poll.base), words=words)


def _by_id(words: str, poll: Poll) -> str:
    """Return what is needed with the label of an option that has to be beaten replaced by its id."""
    labels = {o.label: o.id for o in poll.options} | {"no change": poll.refusal}
    for label, id in sorted(labels.items(), key=lambda each: -len(each[0])):
        if id and label:
            words = re.sub(rf"\b(beats?) {re.escape(label)}(?!\w)", rf"\1 {id}", words, flags=re.IGNORECASE)
    return words


@dataclass(frozen=True)
class Found:
    """Hold what a verdict rests on: the count, what was checked, what is in doubt, and how the chair voted.

    `winners` are who lead, `settled` whether the count ended (`settled`, `tied`, `not-worked-out`); `level` says that
    as many are for as against, `unbeaten` that no option beats no change where one has to; `casting` is the option of a
    casting vote.
    """

    valid: int
    winners: Sequence[str]
    settled: str = "settled"
    quorum: Check | None = None
    checks: Sequence[Check] = ()
    level: bool = False
    unbeaten: bool = False
    casting: str = ""
    doubtful: bool = False


def verdict(poll: Poll, found: Found) -> tuple[Verdict, str]:
    """Return what a poll decides, and why in a clause where that is not plain."""
    if not found.valid:
        return Verdict.NO_DECISION, "no valid vote was given"
    if found.quorum and found.quorum.met is False:
        return Verdict.NO_DECISION, "the quorum is not met, so this decides nothing"
    proposed = proposition(poll)
    return _of_proposition(proposed, found) if proposed else _of_ranking(poll, found)


def _of_proposition(proposed: Proposition, found: Found) -> tuple[Verdict, str]:
    if found.level and found.casting:
        carried = found.casting == proposed.option
        return (Verdict.CARRIED if carried else Verdict.NOT_CARRIED), "by the casting vote of the chair"
    met = [check.met for check in found.checks]
    if False in met:
        return Verdict.NOT_CARRIED, LEVEL if found.level else ""
    if None in met:
        return Verdict.NO_DECISION, "whether what was needed is reached is for people to say"
    return Verdict.CARRIED, ""


def _of_ranking(poll: Poll, found: Found) -> tuple[Verdict, str]:
    if found.settled == "not-worked-out":
        return Verdict.NOT_WORKED_OUT, "the search for every possible winner gave up"
    if found.unbeaten:
        return Verdict.NOT_CARRIED, unbeaten(poll)
    if not found.winners:
        return Verdict.NO_DECISION, "no option leads under this rule"
    if found.settled == "tied" and not found.casting:
        return Verdict.TIED, ""
    if any(check.met is False for check in found.checks):
        return (Verdict.NOT_CARRIED if poll.refusal else Verdict.NO_DECISION), "what was needed is not reached"
    return (Verdict.NOT_SETTLED, "papers in doubt could change the lead") if found.doubtful else (Verdict.LEADS, "")


def has_to_beat(poll: Poll) -> bool:
    """Say whether an option of a poll has to beat no change."""
    beats = any(part.kind is Kind.BEATS and part.option == poll.refusal for part in required(poll).parts)
    return poll.counting.no_change or (bool(poll.refusal) and beats)


def unbeaten(poll: Poll) -> str:
    """Return in a clause that everything stays as it is."""
    return f"no option beats {poll.label(poll.refusal)}"
