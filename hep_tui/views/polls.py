"""Polls as a screen shows them: state, progress, account, and the result behind a key."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from hep_tui.counting import Profile
from hep_tui.counting.following import Following
from hep_tui.domain.ballots import SEALED, Ballot
from hep_tui.domain.cast import Cast
from hep_tui.domain.polls import (
    Account,
    Casting,
    Hands,
    Line,
    Poll,
    PollState,
    account_lines,
    hands_line,
)
from hep_tui.domain.readings import Check, Reading, SecondKeying, second_keying
from hep_tui.domain.result import Result
from hep_tui.domain.turnout import Turnout, overcount, turnout, whole
from hep_tui.domain.unverified import Unverified, unverified
from hep_tui.domain.wording import counted, verb
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.box import Box, gone, keyed, papers
from hep_tui.logbook.polls import Standing
from hep_tui.logbook.records import Record, records


@dataclass(frozen=True)
class PollView:
    """Hold one poll as it is: its ballots in order, what was counted by hands, and what was declared.

    `present` are those here when it opened last, `opened` the same by phase (empty where nobody took the register);
    before that, those here now.
    `parked` is number to reason, `undecided` are the numbers parked, keyed twice, or in two versions after a merge;
    `differing` are those that a random check found wrong and nobody put right since;
    `cast` are the ballots as papers, `following` keeps those that count, `news` says up to when;
    `gone` are papers as they were declared and are not current any more, by their entries;
    `readings` and `sample` are those of the second keying; `lot` is what was rolled to break a tie, `lot_due` says that
    it can be rolled now, whether there is a tie or not; `tables` is how many its meeting has.
    """

    id: str
    poll: Poll
    state: PollState
    meeting: str
    ballots: tuple[Record[Ballot], ...]
    duplicates: tuple[int, ...]
    hands: Hands | None
    account: Account | None
    declared: Result | None
    present: int
    opened: Mapping[str, int] = field(default_factory=dict)
    earlier: tuple[Result, ...] = ()
    held_back: tuple[str, ...] = ()

    statuses: Counter[str] = field(default_factory=Counter)
    parked: Mapping[int, str] = field(default_factory=dict)
    undecided: frozenset[int] = frozenset()
    readings: tuple[Reading, ...] = ()
    sample: Check | None = None
    lot: str = ""
    lot_due: bool = False
    differing: tuple[int, ...] = ()
    tables: int = 0
    casting: Casting = field(default_factory=Casting)
    gone: Mapping[str, tuple[str, Ballot]] = field(default_factory=dict)
    most_here: int = 0
    card_lines: tuple[Line, ...] = ()
    cast: Cast = field(default_factory=lambda: Cast.of(()))
    following: Following = field(default_factory=lambda: Following(()), compare=False)
    news: int = field(default=0, compare=False)

    @cached_property
    def turnout(self) -> Turnout:
        """Return how many ballots are in, of how many."""
        return turnout(self.poll, self.cast, self.present, self.tables)

    @property
    def over(self) -> str:
        """Return in words that more voted than may; nothing where they did not."""
        hands = self.hands
        cast = sum(hands.total(o.id) for o in self.poll.options) if hands else self.turnout.n
        return overcount(cast, *whole(self.poll, self.most_here, self.tables))

    @property
    def next_number(self) -> int:
        """Return the number that the next paper most likely bears."""
        return self.ballots[-1].what.number + 1 if self.ballots else 1

    @cached_property
    def papers(self) -> Profile:
        """Return the papers that count."""
        return self.following.papers(self.poll, self.cast, self.news)

    @property
    def doubt(self) -> Unverified:
        """Return what of it is in doubt."""
        return unverified(
            self.poll,
            self.cast,
            undecided=self.undecided,
            readings=self.readings,
            sample=self.sample,
            differing=self.differing,
        )

    @property
    def has_papers(self) -> bool:
        """Say whether there are papers to key and to account for: hands have none, and a box holds the secret ones."""
        return not self.poll.marking.hands and not self.poll.secret

    @property
    def second(self) -> SecondKeying:
        """Return how far its second keying is."""
        return second_keying(self.poll, self.cast, self.readings, self.sample)

    @property
    def hidden(self) -> str:
        """Return in a sentence why nobody may see the count yet; nothing where somebody may."""
        if self.poll.phones and self.statuses[SEALED]:
            return "Ballots by phone lie sealed in a box until this poll closes, so nobody sees the count before."
        if self.poll.secret and self.state is PollState.OPEN:
            return f"{self.poll.title} is open and secret, so nothing is counted before it closes."
        if not self.poll.series or not (self.held_back or self.state.ahead):
            return ""
        if self.state is PollState.DECLARED:
            return ""
        held = ", ".join([*([self.poll.title] if self.state.ahead else []), *self.held_back])
        return f"The series {self.poll.series} is held back: no result is shown to anybody before these close: {held}."

    @property
    def waiting(self) -> dict[int, str]:
        """Return the numbers of papers that somebody has to look at again, and why."""
        wrong = dict.fromkeys(self.differing, "DIFFERS from the screen by the random check")
        parked = {n: f"PARKED: {why}" for n, why in self.parked.items()}
        return wrong | parked | dict.fromkeys(self.duplicates, "KEYED TWICE")

    @property
    def for_others(self) -> str:
        """Return what to say to whoever sees the result while papers wait to be decided; nothing where none does."""
        many = len(self.undecided)
        if not many:
            return ""
        return (
            f"{counted(many, 'paper')} {verb(many, 'waits', 'wait')} to be decided by somebody who has not seen this."
        )

    def held(self, number: int) -> Record[Ballot] | None:
        """Return the ballot that was keyed last under a number."""
        place = bisect_right(self.ballots, number, key=lambda b: b.what.number) - 1
        return self.ballots[place] if place >= 0 and self.ballots[place].what.number == number else None

    @property
    def identities(self) -> tuple[Line, ...]:
        """Return the identities of the account that can be stated, with what is off."""
        if self.poll.marking.hands:
            return (hands_line(self.poll, self.hands),) if self.hands else ()
        return (*self.account_lines, *self.card_lines)

    @property
    def account_lines(self) -> tuple[Line, ...]:
        """Return the identities of the papers; none where nobody has said what was done with them."""
        return account_lines(self.account, self.keyed) if self.account else ()

    @property
    def keyed(self) -> Counter[str]:
        """Return how many papers were keyed, by status."""
        return keyed(self.ballots)


def polls(book: Book) -> list[PollView]:
    """Return every poll in the order it was set up."""
    return [poll_view(book, p.id) for p in records(book, Poll)]


def poll_view(book: Book, id: str) -> PollView:
    """Return one poll as it is.

    Raises HepError where there is no such poll.
    """
    now = Standing(book, id)
    held, hands = now.papers, now.hands
    counted = hands.what if hands else None
    vanished = gone(book, now.declared.entries, papers(held.ballots)) if now.declared else {}
    return PollView(
        id=id,
        poll=now.poll,
        state=now.state,
        meeting=now.meeting.title,
        ballots=tuple(held.cast.held),
        duplicates=held.twice,
        hands=counted,
        account=now.account,
        declared=now.declared,
        present=now.present,
        opened=now.moved.here,
        earlier=now.earlier,
        held_back=now.held_back,
        statuses=Counter(held.statuses),
        parked=dict(held.parked),
        undecided=held.undecided,
        readings=now.readings,
        sample=now.sample,
        lot=now.lot,
        lot_due=now.lot_due,
        differing=now.differing,
        tables=now.meeting.tables,
        casting=now.moved.casting,
        gone=vanished,
        most_here=now.most_here,
        card_lines=now.card_lines,
        cast=held.cast,
        following=_following(book, id, held),
        news=len(held.news),
    )


def _following(book: Book, id: str, held: Box) -> Following:
    """Return what keeps the papers of a poll for the box that they lie in now."""
    kept: dict[str, Following] = book.memo.setdefault(Following, {})
    if id not in kept or kept[id].news is not held.news:
        kept[id] = Following(held.news)
    return kept[id]


_MOST_NAMED = 12


def find_poll(views: Sequence[PollView], name: str) -> PollView:
    """Return the poll that a name means: its id, its number in the list, its title, or the beginning of its title.

    Raises HepError where that is none, or more than one, listing which there are.
    """
    found = _meant(views, name.strip().casefold())
    if len(found) == 1:
        return views[found[0]]
    what = "More than one poll is" if found else "No poll is"
    listed = _choice(views, found or range(len(views)))
    raise HepError(f"{what} called {name.strip()[:60]!r}; nothing was done, {listed}.")


def _meant(views: Sequence[PollView], wanted: str) -> list[int]:
    """Return the places of the polls that a name means in the first way in which it means any."""
    if not wanted:
        return []
    titles = [view.poll.title.strip().casefold() for view in views]
    ways = (
        [i for i, view in enumerate(views) if view.id.casefold() == wanted],
        [i for i in range(len(views)) if str(i + 1) == wanted],
        [i for i, title in enumerate(titles) if title == wanted],
        [i for i, title in enumerate(titles) if title.startswith(wanted)],
    )
    return next((way for way in ways if way), [])


def _choice(views: Sequence[PollView], places: Sequence[int]) -> str:
    """Return which polls there are to choose from, by number."""
    if not places:
        return "there is none yet"
    named = [f"{i + 1} {views[i].poll.title} ({views[i].meeting or 'no meeting'})" for i in places]
    more = f"; and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
    return f"choose by its number: {'; '.join(named[:_MOST_NAMED])}{more}"
