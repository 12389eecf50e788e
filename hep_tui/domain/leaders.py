"""Who comes out of a count: who leads or fills places for certain, and who is tied for the places left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hep_tui.domain.polls import Poll
from hep_tui.domain.result import Order, Result
from hep_tui.domain.verdicts import Verdict
from hep_tui.domain.wording import listed, verb


@dataclass(frozen=True)
class Leaders:
    """Hold options by id: who has a place for certain, and who is tied for what is left of so many places."""

    sure: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    places: int = 1

    @property
    def left(self) -> int:
        """Return how many places nobody has for certain."""
        return self.places - len(self.sure)

    def same(self, other: "Leaders") -> bool:
        """Say whether the same options come out as in another count, whatever their order."""
        return set(self.sure) == set(other.sure) and set(self.tied) == set(other.tied)

    def words(self, poll: Poll) -> str:
        """Return who comes out, in a clause; a tie is told only where it leaves a place open."""
        if not (self.sure or self.tied):
            return "no option leads"
        return "; ".join(said for said in (self._filled(poll), self._level(poll)) if said)

    def _filled(self, poll: Poll) -> str:
        if not self.sure:
            return ""
        names = listed([poll.label(id) for id in self.sure])
        if self.places == 1:
            return f"{names} leads"
        some = f"{len(self.sure)} of " if self.left else ""
        return f"{names} {verb(len(self.sure), 'fills', 'fill')} {some}the {self.places} places"

    def _level(self, poll: Poll) -> str:
        if not self.tied:
            return ""
        said = f"{listed([poll.label(id) for id in self.tied])} are tied"
        if self.places == 1:
            return said
        if not self.sure:
            return f"{said} for the {self.places} places"
        return f"{said} for {verb(self.left, 'the last place', f'the other {self.left} places')}"


def places(poll: Poll) -> int:
    """Return how many places a poll fills."""
    return max(1, min(poll.seats, len(poll.options)))


def leaders(poll: Poll, winners: Sequence[str], ranking: Order) -> Leaders:
    """Return who comes out of a count; its winners are more than its places where a tie is left."""
    most = places(poll)
    if len(winners) <= most:
        return Leaders(tuple(winners), (), most)
    sure = tuple(_certain(ranking, most))
    return Leaders(sure, tuple(id for id in winners if id not in sure), most)


def who(poll: Poll, result: Result) -> str:
    """Return who comes out of a result, in a clause."""
    if result.verdict is Verdict.NOT_WORKED_OUT:
        return "who leads is not worked out"
    return leaders(poll, result.winners, result.ranking).words(poll)


def _certain(ranking: Order, most: int) -> Iterator[str]:
    """Yield the options of the first tiers, as long as they leave a place open."""
    held = 0
    for tier in ranking:
        held += len(tier)
        if held >= most:
            return
        yield from tier
