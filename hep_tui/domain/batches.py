"""A batch: the papers that one teller hands over, accounted for when it is closed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from hep_tui.domain.nouns import Said
from hep_tui.domain.polls import Account, Line, OfPoll
from hep_tui.domain.printing import Printing
from hep_tui.domain.record import MOST, Count
from hep_tui.errors import HepError

LAYOUTS = ("down", "order")
_NAMED = 12
"""How many numbers are named before the rest are only counted."""


@dataclass(frozen=True)
class Batch:
    """Hold what a teller says of a pile before it is keyed.

    `first` is the lowest number in it where its numbers follow each other, else 0. `layout` is how its papers look,
    where that is not what the poll says. `reason` is why it was closed although it did not add up.
    """

    poll: OfPoll
    teller: Annotated[str, Said("Teller's initials", needed=False)]
    papers: Annotated[Count, Said("Papers in it, as the teller counted them", needed=True)] = 0
    first: Annotated[Count, Said("Lowest number in it, where its numbers follow each other; else 0")] = 0
    state: Annotated[str, Said("Whether it is still keyed: open or closed", needed=True)] = "open"
    layout: Annotated[str, Said("How its papers look, where that is not what the poll says: down or order")] = ""
    reason: Annotated[str, Said("Why it was closed although it did not add up", free=True)] = ""


def read_batch(line: str, teller: str = "") -> tuple[str, int, int]:
    """Return teller, papers and first number from what was typed: `JB 97`, `JB 97 from 201`, or `97` of `teller`.

    Raises HepError where the number of papers is missing or impossible.
    """
    match = re.fullmatch(r"\s*(?:(\D[^\s]*?)\s+)?([0-9]+)(?:\s+(?:from\s+)?([0-9]+))?\s*", line)
    if not match:
        raise HepError("A batch is the teller's initials and how many papers, as in JB 97; nothing was stored.")
    who, papers, first = match[1] or teller, int(match[2][:9]), int((match[3] or "0")[:9])
    if not 1 <= papers <= MOST or first > MOST:
        raise HepError(f"A batch has from 1 to {MOST} papers; nothing was stored, count the pile again.")
    if not who:
        raise HepError("Whose batch is it? Type the teller's initials before the number of papers, as in JB 97.")
    return who, papers, first


@dataclass(frozen=True)
class Pile:
    """Hold what a batch should hold against what was keyed in it, by the numbers of the papers."""

    papers: int
    keyed: int
    missing: tuple[int, ...] = ()
    strange: tuple[int, ...] = ()
    twice: tuple[int, ...] = ()

    @property
    def off(self) -> bool:
        """Say whether anything has to be looked at before it is closed."""
        return self.keyed != self.papers or bool(self.missing or self.strange or self.twice)

    @property
    def words(self) -> str:
        """Return what is right or wrong with it, with the numbers."""
        by = self.papers - self.keyed
        way = "short" if by > 0 else "over"
        beyond = f", {abs(by)} {way}" if by else ""
        parts = [f"keyed {self.keyed} of {self.papers}{beyond}"]
        parts += [f"not keyed: {named(self.missing)}"] if self.missing else []
        parts += [f"not of this batch: {named(self.strange)}"] if self.strange else []
        parts += [f"keyed twice: {named(self.twice)}"] if self.twice else []
        return "; ".join(parts)


def pile(batch: Batch, numbers: Iterable[int], twice: Iterable[int] = ()) -> Pile:
    """Return how far a batch has come; `numbers` are keyed in it, `twice` are those of the poll that two ballots bear.

    Without a first number its papers need not follow each other: numbers in between are named only where there are no
    more of them than papers are short.
    """
    found = sorted(numbers)
    held = set(found)
    doubled = tuple(sorted(held & set(twice)))
    if batch.first:
        run = range(batch.first, batch.first + batch.papers)
        missing = tuple(n for n in run if n not in held)
        return Pile(batch.papers, len(found), missing, tuple(sorted(held - set(run))), doubled)
    short = batch.papers - len(found)
    gaps = tuple(n for n in range(found[0], found[-1]) if n not in held) if found and _near(found, short) else ()
    return Pile(batch.papers, len(found), gaps if len(gaps) <= short else (), (), doubled)


def _near(found: list[int], short: int) -> bool:
    """Say whether the numbers lie close enough to be one run; else a slip of the finger would name thousands."""
    return found[-1] - found[0] < len(found) + max(0, short)


def named(numbers: Iterable[int]) -> str:
    """Return numbers in words, runs drawn together: `3, 7–9 and 41`; beyond a dozen the rest is counted."""
    runs: list[list[int]] = []
    for n in sorted(set(numbers)):
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    parts = [p for run in runs for p in _run(run)]
    rest = sum(len(run) for run in runs[_NAMED:]) if len(parts) > _NAMED else 0
    if rest:
        return f"{', '.join(p for run in runs[:_NAMED] for p in _run(run))} and {rest} more"
    return " and ".join(p for p in (", ".join(parts[:-1]), *parts[-1:]) if p)


def _run(run: list[int]) -> list[str]:
    return [f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(n) for n in run]


def printed(
    account: Account | None,
    batches: Iterable[Batch] = (),
    numbers: Iterable[int] = (),
    printings: Iterable[Printing] = (),
) -> frozenset[int]:
    """Return the numbers that were printed; which of them were given out nobody knows. Empty where none are known.

    Those that hep printed are known, and are all of them unless the account has more. Where nothing but the account is
    known they begin where the batches do that say it, or with the lowest of the `numbers` keyed where one does not.
    """
    known = frozenset(number for each in printings for number in each.numbers)
    if account is None or account.printed <= len(known):
        return known
    return known | frozenset(_by_account(account, batches, numbers))


def _by_account(account: Account, batches: Iterable[Batch], numbers: Iterable[int]) -> range:
    firsts = [b.first for b in batches]
    lowest = min((n for n in numbers if n), default=1)
    known = [first for first in firsts if first]
    if not all(firsts) or not known:
        # Papers begin with 1, unless that many were never printed.
        known.append(lowest if known or lowest > account.printed else 1)
    return range(min(known), min(known) + account.printed)


def keying_lines(account: Account | None, lines: tuple[Line, ...], keyed: Mapping[str, int]) -> tuple[Line, ...]:
    """Return the account as it is while papers are still keyed: what is short is `still to key`, not off.

    `lines` are the identities of the poll; without an account, only what was keyed can be said.
    """
    if account is None or not lines:
        said = " + ".join(f"{status} {n}" for status, n in sorted(keyed.items()) if n)
        return (Line(f"keyed {sum(keyed.values())} = {said or 'nothing yet'}", 0),)
    *before, last = lines
    if last.off < 0:
        return lines
    return (*before, Line(f"{last.text} + still to key {last.off}", 0))
