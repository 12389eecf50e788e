"""Where a poll is: what the record holds of it, read once for every action and every view."""

from contextlib import suppress
from dataclasses import replace
from functools import cached_property

from hep_tui.domain.ballots import NOT_CAST
from hep_tui.domain.cards import card_lines
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.polls import Account, Hands, Line, Poll, PollState, StateChange
from hep_tui.domain.readings import Check, Reading
from hep_tui.domain.record import from_body
from hep_tui.domain.result import Result
from hep_tui.domain.unverified import Unverified, unverified
from hep_tui.errors import HepError
from hep_tui.logbook import cards, secret_ballots
from hep_tui.logbook.book import Book
from hep_tui.logbook.box import Box, box
from hep_tui.logbook.checks import differing
from hep_tui.logbook.electors import people_here, schools_here, voters
from hep_tui.logbook.lots import LOT, lot
from hep_tui.logbook.moves import moved
from hep_tui.logbook.records import Record, in_effect, record_of, records, value_of


def on_show(book: Book) -> Record[Poll] | None:
    """Return the poll that the room shows now, None where it shows none."""
    row = book.conn.execute("SELECT id FROM room_poll").fetchone()
    return record_of(book, Poll, str(row[0])) if row else None


class Standing:
    """Read how a poll is now, each part once and only where it is asked for.

    It holds until something is stored: whoever has stored asks for another. It belongs to the thread of the logbook.
    """

    def __init__(self, book: Book, id: str) -> None:
        self.book, self.id = book, id

    @cached_property
    def found(self) -> Record[Poll] | None:
        """Return the poll as it is recorded, the earliest of its versions where they conflict."""
        return record_of(self.book, Poll, self.id)

    @cached_property
    def poll(self) -> Poll:
        """Return the poll, with how many may vote where its words say so.

        Raises HepError where there is none.
        """
        if self.found is None:
            raise HepError("This poll is not in the record any more; choose another on the home screen.")
        return replace(self.found.what, eligible=voters(self.book, self.found.what))

    @cached_property
    def moved(self) -> StateChange:
        """Return how it moved last; a poll that never did is a draft."""
        return moved(self.book, self.id)

    @property
    def state(self) -> PollState:
        """Return its state."""
        return self.moved.state

    @cached_property
    def meeting(self) -> Meeting:
        """Return the meeting that it belongs to, one without a title where there is none."""
        return value_of(self.book, Meeting, self.poll.meeting) or Meeting("")

    @cached_property
    def papers(self) -> Box:
        """Return the ballots that were keyed, and what may be read of a box: of secret ones, and of those by phone."""
        if not self.poll.boxed:
            return box(self.book, self.id)
        keyed = [] if self.poll.secret else box(self.book, self.id).ballots
        found = Box()
        for ballot in [*keyed, *secret_ballots.box(self.book, self.id)]:
            found.add(ballot)
        return found

    @cached_property
    def card_lines(self) -> tuple[Line, ...]:
        """Return the identities of the cards for voting by phone; none where there are no such."""
        if not self.poll.phones or self.state is PollState.DRAFT:
            return ()
        boxed = secret_ballots.count(self.book, self.id)
        cast = sum(self.papers.statuses.values()) - boxed - sum(self.papers.statuses[s] for s in NOT_CAST)
        papers = None if self.poll.secret else cast
        return card_lines(self.poll.phones, cards.used(self.book, self.id), boxed, papers)

    @cached_property
    def hands(self) -> Record[Hands] | None:
        """Return what was counted by hands."""
        return record_of(self.book, Hands, f"{self.id}.hands")

    @cached_property
    def account(self) -> Account | None:
        """Return what was done with the sheets of paper."""
        return value_of(self.book, Account, f"{self.id}.account")

    @cached_property
    def sample(self) -> Check | None:
        """Return the draw of the papers that are read a second time."""
        return value_of(self.book, Check, f"{self.id}.sample")

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Return what was read a second time."""
        return tuple(r.what for r in records(self.book, Reading, poll=self.id))

    @cached_property
    def lot(self) -> str:
        """Return what was rolled to break a tie."""
        return lot(self.book, self.id)

    @cached_property
    def differing(self) -> tuple[int, ...]:
        """Return the numbers of papers that a random check found wrong and nobody put right since."""
        return () if self.poll.secret else differing(self.book, self.id)

    @property
    def undecided(self) -> bool:
        """Say whether papers wait for somebody to decide them."""
        return bool(self.papers.undecided or self.differing)

    @property
    def lot_due(self) -> bool:
        """Say whether a lot that may break a tie can be drawn now, and was not; not whether there is a tie."""
        by_lot = LOT in self.poll.tie_chain and not self.poll.marking.hands
        return self.state.settling and by_lot and not (self.lot or self.undecided)

    @property
    def doubt(self) -> Unverified:
        """Return what of it is in doubt."""
        return unverified(
            self.poll,
            self.papers.cast,
            undecided=self.papers.undecided,
            readings=self.readings,
            sample=self.sample,
            differing=self.differing,
        )

    @cached_property
    def declared(self) -> Result | None:
        """Return what was declared last, whether that holds still or not; None where nothing was that hep can read."""
        return value_of(self.book, Result, f"{self.id}.declared")

    @cached_property
    def earlier(self) -> tuple[Result, ...]:
        """Return what was declared before the last declaration, the first one first."""
        found = []
        for entry in in_effect(self.book, self.book.history(f"{self.id}.declared")):
            if entry.kind == "declare" and entry.body is not None:
                with suppress(TypeError, ValueError):
                    found.append(from_body(Result, entry.data))
        return tuple(found[:-1])

    @property
    def here_now(self) -> int:
        """Return how many are here now: schools where schools vote, else people."""
        by_school = self.poll.unit == "school"
        return schools_here(self.book, self.poll) if by_school else people_here(self.book, self.poll)

    @property
    def present(self) -> int:
        """Return how many were here when it opened last, or are now: schools where schools vote, else people."""
        by_school = self.moved.schools or self.here_now if self.poll.unit == "school" else 0
        return by_school or self.moved.present or people_here(self.book, self.poll)

    @property
    def most_here(self) -> int:
        """Return how many may have voted of those who came: as when it opened, or as now where these are more."""
        return max(self.present, self.here_now)

    @cached_property
    def series(self) -> tuple["Standing", ...]:
        """Return the other polls that are declared together with it."""
        name = self.poll.series
        others = records(self.book, Poll, series=name) if name else []
        return tuple(Standing(self.book, p.id) for p in others if p.id != self.id)

    @property
    def held_back(self) -> tuple[str, ...]:
        """Return the titles of the other polls of its series that are not closed yet, and so hold this one back."""
        return tuple(each.poll.title for each in self.series if each.state.ahead)
