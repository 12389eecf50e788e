"""A poll: one question put to the vote or to ranking, fixed before it opens."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Annotated
from unicodedata import normalize

from hep_tui.domain.methods import Method, method_named
from hep_tui.domain.nouns import Said
from hep_tui.domain.pack import Level
from hep_tui.domain.record import Count
from hep_tui.domain.rules import Rule, rule_named
from hep_tui.domain.speech import in_a_sentence
from hep_tui.errors import HepError


class PollState(StrEnum):
    """Say how far a poll has come."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    CHECKED = "checked"
    DECLARED = "declared"

    @property
    def ahead(self) -> bool:
        """Say whether its ballots are not all in: nobody counts yet."""
        return self in (PollState.DRAFT, PollState.OPEN)

    @property
    def settling(self) -> bool:
        """Say whether it is closed and not declared: papers are checked, and ties broken."""
        return self in (PollState.CLOSED, PollState.CHECKED)


_NEXT = {
    PollState.DRAFT: {PollState.OPEN},
    PollState.OPEN: {PollState.CLOSED},
    PollState.CLOSED: {PollState.OPEN, PollState.CHECKED, PollState.DECLARED},
    PollState.CHECKED: {PollState.OPEN, PollState.DECLARED},
    PollState.DECLARED: {PollState.OPEN, PollState.DECLARED},
}
_WAYS = {
    PollState.DRAFT: "open it first",
    PollState.OPEN: "go on voting, or close it first",
    PollState.CLOSED: "declare it, check it, or open it again with a reason",
    PollState.CHECKED: "declare it, or open it again with a reason",
    PollState.DECLARED: "open it again with a reason, if it has to change",
}


OfPoll = Annotated[str, Said("Poll", needed=True)]
"""The id of the poll that something belongs to."""
Unit = Annotated[str, Said("Whose ballot it is", codes="unit")]
"""Whose voice a ballot or a sheet is: that of a person, a school or a table."""


@dataclass(frozen=True)
class Option:
    """Hold one option; `id` is what is on the paper, `version` that of a model."""

    id: str
    label: str
    version: Annotated[int, Said("Version of the model")] = 0


@dataclass(frozen=True)
class Poll:
    """Hold a poll as it was fixed: options in paper order, method, and every rule a count depends on.

    `method` is choose, approve, rank, score, gradient, points or hands. `top` 0 means rank as many as you like.
    `rule` names the counting rule; `layout` is `down` (ranks down the page) or `order` (options in rank order).
    `scale` holds the levels of a score or gradient with their anchors, `budget` the points one ballot shares out,
    `eligible` how many may vote (0 where nobody knows), `no_change` the option that says so. Polls of one `series` are
    declared together; `earlier` is the poll that this one follows, as its second round or to ratify it. `seats` are the
    places to be filled; `proposition` is the option that is proposed, `default` what stands where it fails, in words.
    `phones` is how many cards were printed for voting by phone, 0 where there is none, `card_mark` tells their key.
    """

    title: Annotated[str, Said("Title", free=True)]
    question: Annotated[str, Said("Question as it was put", free=True)] = ""
    method: Annotated[str, Said("How it is marked", codes="method", needed=True)] = "rank"
    options: tuple[Option, ...] = ()
    meeting: Annotated[str, Said("Meeting")] = ""
    item: Annotated[str, Said("Agenda item")] = ""
    top: Annotated[Count, Said("Most options a ballot may rank; 0 is all")] = 0
    ties: Annotated[bool, Said("Equal places allowed")] = False
    unit: Unit = "person"
    electorate: Annotated[str, Said("Who votes", free=True)] = ""
    base: Annotated[str, Said("What shares are of")] = "valid"
    quorum: Annotated[str, Said("Quorum")] = ""
    threshold: Annotated[str, Said("What is needed")] = ""
    tie_chain: Annotated[tuple[str, ...], Said("What breaks a tie")] = ()
    rule: Annotated[str, Said("Rule of the count")] = "borda"
    layout: Annotated[
        str, Said("Whether a paper gives ranks down the page (down) or options in order of rank (order)")
    ] = "down"
    keep: str = ""
    scale: tuple[Level, ...] = ()
    budget: Count = 0
    eligible: Count = 0
    no_change: str = ""
    series: Annotated[str, Said("Series that is declared together")] = ""
    round: Annotated[Count, Said("Round", least=1, needed=True)] = 1
    earlier: Annotated[str, Said("Poll that this one follows, as its next round or to ratify it")] = ""
    seats: Annotated[Count, Said("Places to be filled", needed=True)] = 1
    proposition: Annotated[str, Said("Option that is proposed, where one is")] = ""
    default: str = ""
    phones: Annotated[Count, Said("Cards printed for voting by phone; 0 where nobody does", needed=True)] = 0
    card_mark: str = ""

    @cached_property
    def marking(self) -> Method:
        """Return how ballots are marked."""
        return method_named(self.method)

    @cached_property
    def numbered(self) -> bool:
        """Say whether its options bear numbers, which only count down the page."""
        return all(option.id.isdigit() for option in self.options)

    @property
    def counting(self) -> Rule:
        """Return the rule that counts it."""
        return rule_named(self.rule)

    @property
    def most(self) -> int:
        """Return how many options one ballot may rank."""
        return self.top or len(self.options)

    @property
    def secret(self) -> bool:
        """Say whether its ballots are kept without number, time, order and person."""
        return self.keep == "secret"

    @property
    def boxed(self) -> bool:
        """Say whether ballots go into a box that tells nothing of them before the close: secret ones, and by phone."""
        return self.secret or self.phones > 0

    @property
    def levels(self) -> tuple[Level, ...]:
        """Return the levels of the scale, the lowest first; a score without a scale goes from 0 to 5."""
        held = self.scale or (tuple(Level(n, "") for n in range(6)) if self.marking.scores else ())
        return tuple(sorted(held, key=lambda level: level.value))

    @property
    def points(self) -> int:
        """Return how many points one ballot shares out."""
        return self.budget or 10

    @property
    def refusal(self) -> str:
        """Return the id of the option that changes nothing; older polls that need one have Z for it unsaid."""
        asked = self.counting.no_change or "beat" in self.threshold
        return self.no_change or next((o.id for o in self.options if o.id == "Z" and asked), "")

    def label(self, id: str) -> str:
        """Return the label of an option, or its id."""
        return next((o.label for o in self.options if o.id == id), id)


@dataclass(frozen=True)
class Casting:
    """Hold the casting vote of a chair: the option, whose it was, and why."""

    option: str = ""
    chair: str = ""
    reason: str = ""


@dataclass(frozen=True)
class StateChange:
    """Record that a poll moved to a state; reopening gives a reason.

    `present` and `here` (by phase) are the headcount of when it opened last; later states keep it.
    `schools` is how many schools were here then, where schools vote.
    `minutes` is how long it is meant to stay open from this entry on, 0 where nothing was said. Closing a secret poll
    seals its box: `ballots` is how many lie in it, `digest` the fingerprint of all of them. `casting` is the chair's
    casting vote, given since it was closed last. `box` is the key to which the ballots of a secret poll are sealed
    while it is open, in base64, and `recovery` how the key that opens them was copied: `passphrase`, `plain`, or
    `none`.
    """

    poll: str
    state: PollState
    reason: str = ""
    present: Count = 0
    here: Mapping[str, Count] = field(default_factory=dict)
    minutes: Count = 0
    ballots: Count = 0
    digest: str = ""
    casting: Casting = field(default_factory=Casting)
    schools: Count = 0
    box: str = ""
    recovery: str = ""


def move(now: PollState, to: PollState, reason: str = "") -> None:
    """Raise HepError where a poll may not go from one state to the other."""
    if to not in _NEXT[now]:
        raise HepError(
            f"A poll that is {now.value} cannot become {to.value}; nothing was changed, and every vote is safe: "
            f"{_WAYS[now]}."
        )
    if now is not PollState.DRAFT and to is PollState.OPEN and not reason.strip():
        raise HepError(
            "Reopening a poll needs a reason for the record; the result so far is kept, say why and try again."
        )


TIES = {
    "earlier": "by the round before",
    "first": "by first places",
    "borda": "by mean rank",
    "schulze": "by the strongest chain of wins",
    "top": "by more top grades",
    "lot": "by lot",
    "revote": "vote again",
    "chair": "the chair decides",
}
"""What is done step by step where options tie, in words that follow `then`."""
BASES = {
    "valid": "valid ballots",
    "cast": "ballots cast",
    "present": "those present",
    "eligible": "all who may vote",
}
"""What shares are of, in words."""


def same_label(labels: Iterable[str]) -> str:
    """Return the label of two options that read the same but for capitals and blanks; nothing where all differ."""
    seen: set[str] = set()
    for label in labels:
        read = " ".join(normalize("NFKC", label).split()).casefold()
        if read in seen:
            return label[:60]
        seen.add(read)
    return ""


def secret_fault(method: Method, unit: str) -> str:
    """Return why a poll of such a method and unit cannot be secret, as a clause; nothing where it can."""
    if method.hands:
        return "the whole room sees a show of hands"
    return "a table fills in its ballot together" if unit == "table" else ""


@dataclass(frozen=True)
class Account:
    """Hold what was done with the sheets of paper."""

    poll: OfPoll
    printed: Annotated[Count, Said("Printed", needed=True)] = 0
    issued: Annotated[Count, Said("Issued", needed=True)] = 0
    unused: Annotated[Count, Said("Unused", needed=True)] = 0
    spoilt: Annotated[Count, Said("Spoilt", needed=True)] = 0
    not_returned: Annotated[Count, Said("Not returned", needed=True)] = 0


@dataclass(frozen=True)
class Line:
    """Hold one identity of an account: what it says, and by how much it is off (0 = balanced)."""

    text: str
    off: int

    @property
    def words(self) -> str:
        """Return the line with its verdict in words."""
        verdict = f"off by {abs(self.off)}" if self.off else "balanced"
        return f"{self.text}   {verdict}"


def account_lines(account: Account, keyed: Mapping[str, int]) -> tuple[Line, ...]:
    """Return the three identities of a paper poll; `keyed` counts ballots by status."""
    cast = account.issued - account.spoilt - account.not_returned
    valid, blank, rejected, query = (keyed.get(s, 0) for s in ("valid", "blank", "rejected", "query"))
    withdrawn, unfit = keyed.get("withdrawn", 0), keyed.get("unfit", 0)
    have = valid + blank + rejected + query + withdrawn + unfit
    kept = f"cast {cast} = valid {valid} + blank {blank} + rejected {rejected} + query {query}"
    if withdrawn:
        kept += f" + withdrawn {withdrawn}"
    if unfit:
        kept += f" + not fitting the poll {unfit}"
    return (
        Line(
            f"printed {account.printed} = issued {account.issued} + unused {account.unused}",
            account.printed - account.issued - account.unused,
        ),
        Line(
            f"issued {account.issued} = cast {cast} + spoilt {account.spoilt} + not returned {account.not_returned}",
            min(cast, 0),
        ),
        Line(kept, cast - have),
    )


@dataclass(frozen=True)
class Hands:
    """Hold a show of hands: who was present, hands by option and phase, abstained, not voting.

    `counts` maps option to phase to hands; the phase "" stands for the whole room.
    """

    poll: OfPoll
    present: Count = 0
    counts: Mapping[str, Mapping[str, Count]] = field(default_factory=dict)
    abstained: Count = 0
    not_voting: Count = 0

    def total(self, option: str) -> int:
        """Return the hands for one option."""
        return sum(self.counts.get(option, {}).values())


def hands_line(poll: Poll, hands: Hands) -> Line:
    """Return the identity of a show of hands: options + abstained + not voting = present."""
    totals = [(option.label, hands.total(option.id)) for option in poll.options]
    have = sum(n for _, n in totals) + hands.abstained + hands.not_voting
    said = " + ".join(f"{in_a_sentence(label)} {n}" for label, n in totals)
    text = f"{said} + abstained {hands.abstained} + not voting {hands.not_voting} = present {hands.present}"
    return Line(text, have - hands.present)
