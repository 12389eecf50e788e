"""The difference between what was declared and the count now: every paper, the figures, and the verdict."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hep_tui.domain.ballots import Ballot
from hep_tui.domain.batches import named
from hep_tui.domain.leaders import leaders, who
from hep_tui.domain.polls import Poll
from hep_tui.domain.result import Order, Result
from hep_tui.domain.verdicts import Verdict
from hep_tui.domain.wording import verb

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

_DECIDING = (Verdict.CARRIED, Verdict.NOT_CARRIED, Verdict.NO_DECISION)

Papers = Mapping[str, tuple[str, Ballot]]
"""Papers by their entry: which paper it is, and what it says."""


@dataclass(frozen=True)
class Difference:
    """Hold the numbers of the papers that differ, each under one cause; the same paper is named once."""

    added: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    decided: tuple[int, ...] = ()
    taken_out: tuple[int, ...] = ()

    @property
    def numbers(self) -> frozenset[int]:
        """Return the numbers of all papers that differ."""
        return frozenset((*self.added, *self.changed, *self.decided, *self.taken_out))

    @property
    def words(self) -> str:
        """Return every cause in one order, as a sentence without its end; nothing where no paper differs."""
        causes = (
            (self.added, "late paper was added", "late papers were added"),
            (self.changed, "paper was corrected", "papers were corrected"),
            (self.decided, "parked paper was decided", "parked papers were decided"),
            (self.taken_out, "paper was taken out", "papers were taken out"),
        )
        *first, last = [said for cause in causes if (said := _cause(*cause))] or [""]
        said = f"{', '.join(first)} and {last}" if first else last
        return said[:1].upper() + said[1:]


def _cause(numbers: Sequence[int], one: str, several: str) -> str:
    if not numbers:
        return ""
    many = _WORDS[len(numbers)] if len(numbers) < len(_WORDS) else str(len(numbers))
    which = f" ({named(numbers)})" if all(numbers) else ""
    return f"{many} {verb(len(numbers), one, several)}{which}"


def difference(before: Iterable[str], now: Papers, gone: Papers) -> Difference:
    """Return which papers differ: `before` are the entries that were declared, `now` the current papers.

    `gone` are the papers of the entries that were declared and are not current any more.
    """
    held, stands, were = set(before), dict(now.values()), dict(gone.values())
    fresh = {paper: ballot for entry, (paper, ballot) in now.items() if entry not in held and paper not in were}
    again = {paper: ballot for paper, ballot in were.items() if paper in stands and stands[paper] != ballot}
    decided = {paper for paper, ballot in again.items() if ballot.status == "query"}
    return Difference(
        _numbers(fresh.values()),
        _numbers(stands[paper] for paper in again.keys() - decided),
        _numbers(stands[paper] for paper in decided),
        _numbers(ballot for paper, ballot in were.items() if paper not in stands),
    )


def _numbers(ballots: Iterable[Ballot]) -> tuple[int, ...]:
    return tuple(sorted(ballot.number for ballot in ballots))


def correction(poll: Poll, declared: Result, now: Result, papers: Papers, gone: Papers) -> str:
    """Return what to say where the result differs from what was declared; nothing where it is the same.

    `papers` are the current ones, `gone` those declared that are not.
    """
    found = difference(declared.entries, papers, gone)
    same = declared.scores == now.scores and _order(declared) == _order(now)
    if same and not found.numbers and _verdict(declared) in (None, _verdict(now)):
        return ""
    chair = now.casting.option and now.casting != declared.casting
    usual = "The hands were counted again" if poll.marking.hands else "The count was put right"
    causes = [found.words or usual] if found.numbers or not chair else []
    causes += ["The chair gave a casting vote"] if chair else []
    return f"{'; '.join(causes)}; {_standing(poll, declared, now)}."


def _standing(poll: Poll, declared: Result, now: Result) -> str:
    """Return what of the result is as it was and what is not: the verdict first, where it changed."""
    before, after = _verdict(declared), _verdict(now)
    if before and after and before is not after and not {before, after}.isdisjoint(_DECIDING):
        return f"now it is {after.words}, and was {before.words}"
    if _order(declared) == _order(now):
        same = [check.met for check in declared.checks] == [check.met for check in now.checks]
        return "the order is unchanged" if same else "the order is unchanged, but what was needed stands otherwise"
    if after in _DECIDING:
        return f"it is still {after.words}"
    was, led = (leaders(poll, each.winners, each.ranking) for each in (declared, now))
    return f"{who(poll, now)}, as before, but the order has changed" if led.same(was) else f"now {who(poll, now)}"


def _order(result: Result) -> tuple[Order, tuple[str, ...]]:
    return result.ranking, result.winners


def _verdict(result: Result) -> Verdict | None:
    """Return the verdict of a result; older ones have none, and what is in doubt is not a part of it here."""
    return Verdict.LEADS if result.verdict is Verdict.NOT_SETTLED else result.verdict
