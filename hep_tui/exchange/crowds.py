"""Whose people each thing of an export is of: those of a meeting, or those who answered a wave of a survey."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from hep_tui.domain.ballots import Ballot
from hep_tui.domain.batches import Batch
from hep_tui.domain.crowd import Crowd, Who
from hep_tui.domain.decisions import FollowUp
from hep_tui.domain.framework import Rating
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.notes import Note
from hep_tui.domain.people import Person
from hep_tui.domain.phases import Cells
from hep_tui.domain.polls import Account, Hands, Poll
from hep_tui.domain.readings import Check, Reading
from hep_tui.domain.record import from_body
from hep_tui.domain.result import Result
from hep_tui.domain.survey import CHANNEL, Response, comment_subject
from hep_tui.domain.text import shown
from hep_tui.logbook import Book
from hep_tui.logbook.records import KINDS, records
from hep_tui.views.survey import waves

_OF_POLLS = (Ballot, Batch, Account, Hands, Reading, Check, Result)
_OF_MEETINGS = (Attendance, Rating)


class Crowds(dict[str, Crowd]):
    """Hold the people of each meeting by its id: those registered at it, else those invited, else everybody.

    Those of a wave of a survey are who answered it.
    """

    def __init__(self, book: Book, cells: Cells) -> None:
        super().__init__()
        self._book, self._cells = book, cells
        self.came, self.invited = self._came(), self._invited()
        self._waves = waves(book)
        self._of = {meeting: list(people.values()) for meeting, people in self.came.items()}
        self._of |= {w.id: [self._who(r.phase, r.role, r.groups) for r in w.responses.values()] for w in self._waves}
        self._everybody = _everybody(self.came) or _everybody(self.invited)
        self._place_of: Mapping[type, Callable[[str, Any], str]] = {
            **dict.fromkeys(_OF_MEETINGS, lambda _, thing: thing.meeting),
            **dict.fromkeys(_OF_POLLS, lambda _, thing: self.of_poll(thing.poll)),
            Note: self.of_note,
            FollowUp: lambda _, done: self._of_noted(done.note),
            Response: lambda _, response: response.survey,
        }

    def __missing__(self, place: str) -> Crowd:
        people = self._of.get(place) or list(self.invited.get(place, {}).values()) or self._everybody
        self[place] = Crowd(people)
        return self[place]

    def place(self, id: str, thing: object) -> str | None:
        """Return the meeting or the wave whose people a thing is of, empty for everybody's; None where of nobody."""
        of = self._place_of.get(type(thing))
        return of(id, thing) if of else None

    def of_poll(self, id: str) -> str:
        """Return the meeting of a poll, empty where it is of none."""
        return self._polls.get(id, "")

    def of_note(self, id: str, note: Note) -> str:
        """Return the meeting of a note, or the wave of a survey where it is a comment of one."""
        return self._comments.get(id, "") if note.channel == CHANNEL else note.meeting

    def _of_noted(self, id: str) -> str:
        found = next(self._book.current(KINDS[Note], subject=id), None)
        return self.of_note(id, from_body(Note, found.data)) if found else ""

    @cached_property
    def _polls(self) -> Mapping[str, str]:
        """Return the meeting of each poll."""
        return {poll.id: poll.what.meeting for poll in records(self._book, Poll)}

    @cached_property
    def _comments(self) -> Mapping[str, str]:
        """Return the wave of each note that is a comment in a survey."""
        return {
            comment_subject(id, f"{answer.question}/{answer.item}"): wave.id
            for wave in self._waves
            for id, response in wave.responses.items()
            for answer in response.answers
            if answer.is_comment
        }

    def _came(self) -> dict[str, dict[str, Who]]:
        """Return who was registered at each meeting, by person."""
        found: dict[str, dict[str, Who]] = {}
        for a in (each.what for each in records(self._book, Attendance)):
            found.setdefault(a.meeting, {}).setdefault(a.person, self._who(a.phase, a.role, a.groups))
        return found

    def _invited(self) -> dict[str, dict[str, Who]]:
        """Return who was invited to each meeting, by person."""
        found: dict[str, dict[str, Who]] = {}
        for p in (each.what for each in records(self._book, Person)):
            for meeting in p.meetings:
                found.setdefault(meeting, {})[p.code] = self._who(p.phase, next(iter(p.roles), ""), p.groups)
        return found

    def _who(self, phase: str, role: str, groups: Iterable[str]) -> Who:
        return Who(self._cells.of(phase)[0], role, frozenset(map(shown, groups)))


def _everybody(people: Mapping[str, Mapping[str, Who]]) -> list[Who]:
    """Return everybody of some meetings, each person once, as far as all meetings say the same of them."""
    found: dict[str, Who] = {}
    for person, who in (each for those in people.values() for each in those.items()):
        found[person] = found.get(person, who).alike(who)
    return [*found.values()]
