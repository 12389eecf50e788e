"""What the words and fields of a poll name that is not there: an option, a level, a group or a phase."""

import re
from collections.abc import Iterator, Sequence

from hep_tui.domain.electorate import electorate
from hep_tui.domain.pack import Phase
from hep_tui.domain.polls import Poll
from hep_tui.domain.requirements import Kind, Needs, Requirement
from hep_tui.domain.speech import as_usual
from hep_tui.domain.verdicts import required

_LETTER = re.compile(r"[A-Z]\d?|\d{1,2}")
_GROUP = re.compile(r"members of (.+)", re.IGNORECASE)
_PHASE = re.compile(r"one for (?:each|every) (.+) school", re.IGNORECASE)


def not_there(poll: Poll) -> Iterator[str]:
    """Yield, as clauses, what the rule of a poll names and the poll has not: it could never be checked."""
    ids = {option.id.casefold() for option in poll.options}
    needed = required(poll)
    for part in needed.parts:
        if part.kind is Kind.BEATS and part.option.casefold() not in ids and _is_name(part, needed):
            yield f"what is needed names {part.option}, and no option of this poll is called so"
        if part.kind in (Kind.LEVEL, Kind.CAP) and part.level not in {level.value for level in poll.levels}:
            yield f"what is needed names {part.level}, and the scale of this poll has no such level"
    for what, id in (("no change is said to be", poll.no_change), ("what is proposed is said to be", poll.proposition)):
        if id and id.casefold() not in ids:
            yield f"{what} {id}, and no option of this poll is called so"


def _is_name(part: Requirement, needed: Needs) -> bool:
    """Say whether it is an option that has to be beaten: of words that people check themselves only a letter is one."""
    return not needed.left or bool(_LETTER.fullmatch(part.option))


def no_such_voters(words: str, phases: Sequence[Phase], groups: Sequence[str]) -> str:
    """Return the group or phase that an electorate names and the review has not; nothing where all of it is known."""
    usual = as_usual(" ".join(words.split())).rstrip(".")
    named = _GROUP.fullmatch(usual) or _PHASE.fullmatch(usual)
    return named[1] if named and electorate(words, phases, groups) is None else ""
