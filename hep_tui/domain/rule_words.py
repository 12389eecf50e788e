"""The rule of a poll in words: as it is read out before it opens, printed on paper, and minuted."""

from collections.abc import Sequence

from hep_tui.domain.polls import BASES, TIES, Poll
from hep_tui.domain.speech import unit_word
from hep_tui.domain.verdicts import proposition, required

SECRET = (
    "The vote is secret: a ballot is kept without number, time, order or name; nobody can take one back, the box is "
    "sealed at the close and not opened again, and a result of fewer than five ballots is not shown."
)
PHONES = (
    "A card casts one ballot: on a phone, where it is kept without number, time, order or name and nobody can take it "
    "back, or on the paper that is given for the card."
)


_LEVEL = "nothing is carried, unless the chair gives a casting vote"


def tie_words(chain: Sequence[str]) -> str:
    """Return what is done with a tie, in words."""
    return ", then ".join(["shown as a tie", *(TIES.get(step, step) for step in chain)])


def tie_of(poll: Poll, chain: Sequence[str]) -> str:
    """Return in words what is done with a tie; a proposal is not carried where votes for and against are level."""
    return _LEVEL if proposition(poll) else tie_words(chain)


def rule_paragraph(poll: Poll) -> str:
    """Return the rule of a poll as it is read out before it opens."""
    many = f", {poll.eligible} in all" if poll.eligible else ""
    sentences = [f"Who votes: {poll.electorate or 'everybody present'}{many}, one ballot a {unit_word(poll.unit)}."]
    if poll.secret:
        sentences.append(SECRET)
    if poll.phones:
        sentences.append(PHONES)
    sentences.append(f"{_marking(poll)}; {counting_words(poll)}.")
    if poll.seats > 1:
        sentences.append(f"The first {poll.seats} fill the places; a tie matters only for the last of them.")
    if poll.levels:
        sentences.append("A ballot left wholly blank is cast, but not valid: it counts for no option.")
    sentences.append(f"Shares are of {share_of(poll)}.")
    sentences.append(f"Quorum: {poll.quorum or 'none'}. Needed: {required(poll).words or 'nothing more'}.")
    if poll.default:
        sentences.append(f"Where it is not carried: {poll.default.rstrip('.')}.")
    if len(poll.options) != 1:
        tie = tie_of(poll, poll.tie_chain)
        sentences.append(f"In a tie {tie}." if proposition(poll) else f"A tie is {tie}.")
    if poll.unit == "table":
        sentences.append(
            "A table may split: it speaks with its largest part, and by people represented every part counts."
        )
    if poll.round > 1:
        sentences.append(f"This is round {poll.round}.")
    if poll.series:
        sentences.append(f"Held back and declared together with the series {poll.series}.")
    return " ".join(sentences)


def _marking(poll: Poll) -> str:
    what = poll.marking.clause
    if poll.marking.ranks:
        what += f" up to {poll.top} of {len(poll.options)} options" if poll.top else f" the {len(poll.options)} options"
        what += ", equal places allowed" if poll.ties else ", no equal places"
    elif poll.marking.shares:
        what += f" {poll.points} points"
    elif poll.levels:
        low, high = poll.levels[0], poll.levels[-1]
        said = [f"{level.value} {level.label}".strip() for level in (high, low)]
        what += f" from {said[0]} to {said[1]}" if high.label else f" from {low.value} to {high.value}"
    return what


def share_of(poll: Poll) -> str:
    """Return in words the whole of which shares are counted, such as valid ballots."""
    if poll.marking.hands and poll.base in ("valid", "cast"):
        return "hands shown"
    return BASES.get(poll.base, poll.base)


def counting_sentence(poll: Poll) -> str:
    """Return how the ballots of a poll are counted, in the one sentence that is printed and read out everywhere."""
    said = counting_words(poll)
    return f"{said[0].upper()}{said[1:]}."


def counting_words(poll: Poll) -> str:
    """Return how the ballots of a poll are counted, as a clause."""
    rule = poll.counting
    if poll.marking.hands:
        return "the most hands leads"
    if len(poll.options) == 1 and rule.alone:
        return rule.alone
    return rule.clause.format(no_change=poll.label(poll.refusal) or "no change")
