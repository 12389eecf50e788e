"""Every parameter of a rule that could have mattered, as the minutes say it: in words, and none that it cannot use."""

from collections.abc import Iterator, Mapping
from typing import Any

from hep_tui.domain.polls import Poll
from hep_tui.domain.result import Result
from hep_tui.domain.rule_words import counting_words, tie_of

_OVERVOTES = {
    "exhaust-if-multiple": "the ballot is set aside while more than one of them is still in",
    "exhaust": "the ballot is set aside there",
    "skip": "the next rank counts",
}
_BLANKS = {
    "last": "last, level with all others left out",
    "lowest": "the lowest of the scale",
    "ignore": "left out",
}
_UNTIL = {
    "majority": "an option has more than half of the ballots that still count",
    "two": "two options are left",
}


def parameters(poll: Poll, declared: Result) -> list[tuple[str, str]]:
    """Return every parameter of the rule of a declared result with what was chosen, each in words."""
    policy = declared.policy
    return [("rule", counting_words(poll)), *_marks(poll, policy), *_ends(poll, policy), *_ties(poll, policy)]


def _marks(poll: Poll, policy: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if poll.marking.ranks:
        yield from _ranks(poll, policy)
    if poll.marking.levels:
        yield from _levels(poll, policy)
    if poll.marking.shares and policy.get("budget"):
        yield "points of one ballot", f"{policy['budget']} at most"


def _ranks(poll: Poll, policy: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if not poll.counting.moves:
        yield "options left out", _said(_BLANKS, policy.get("blank") or "last")
        return
    if poll.ties:
        yield "two options on one rank", _said(_OVERVOTES, policy.get("overvote"))
    far = str(policy.get("skipped") or "").removeprefix("exhaust-after=")
    ends = f"the ballot ends after more than {far} empty ranks in a row"
    yield "skipped ranks", ends if far.isdigit() else "the next rank counts"


def _levels(poll: Poll, policy: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    usual = "lowest" if poll.counting.usual_blank == "lowest" else "nothing is added"
    yield "an option left blank on a ballot with other marks", _said(_BLANKS, policy.get("blank") or usual)
    scale = policy.get("scale")
    if isinstance(scale, list | tuple) and len(scale) == 2:
        yield "scale", f"{scale[0]} to {scale[1]}"


def _ends(poll: Poll, policy: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if poll.counting.rounds == "round":
        yield "rounds go on until", _said(_UNTIL, policy.get("until"))
    if poll.counting.search and policy.get("cap"):
        yield "counts tried in search of every possible winner", f"{policy['cap']} at most"


def _ties(poll: Poll, policy: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    chain = policy.get("tie_chain")
    steps = [str(step) for step in chain] if isinstance(chain, list | tuple) else list(poll.tie_chain)
    if len(poll.options) > 1:
        yield "a tie", tie_of(poll, steps)
    if "lot" in steps:
        seed = str(policy.get("seed") or "")
        yield "roll of the lot", seed or "none: it was not drawn"
        if seed:
            name = str(policy.get("poll") or poll.title)
            yield "what was hashed for each option (SHA-256)", f"{seed}|{name}|the option"


def _said(words: Mapping[str, str], value: object) -> str:
    return words.get(str(value), str(value or "as the rule has it"))
