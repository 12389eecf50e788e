"""Decisions and actions of all meetings, and what was said that they answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hep_tui.domain.decisions import STATES, FollowUp, days_over, due_words, subject_of
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.notes import Note
from hep_tui.logbook import Book
from hep_tui.logbook.records import Record, record_of, records
from hep_tui.views.review import review, vocabulary


@dataclass(frozen=True)
class Decided:
    """Hold one decision or action with how far it has come; `said` are the notes it answers, but those taken back."""

    id: str
    note: Note
    meeting: str
    owner: str
    state: str
    did: str
    said: tuple[Record[Note], ...]
    due: str
    overdue: bool
    disputed: bool


@dataclass(frozen=True)
class Answer:
    """Hold one thing to be read aloud: what was said, without anybody's phase or role, and what was done."""

    said: tuple[str, ...]
    did: str


def decisions(book: Book, today: date) -> list[Decided]:
    """Return every decision and action: what is open first, by its due day as it is on the day given."""
    words = vocabulary(book, review(book).pack)
    titles = {m.id: m.what.title for m in records(book, Meeting)}
    taken = records(book, Note)
    notes = {noted.id: noted for noted in taken}
    found = []
    for noted in taken:
        note = noted.what
        if not (note.action or note.decision):
            continue
        follow = record_of(book, FollowUp, subject_of(noted.id))
        held = follow.what if follow else FollowUp(noted.id)
        state = held.state if held.state in STATES else "open"
        decided = Decided(
            noted.id,
            note,
            titles.get(note.meeting, ""),
            owner=words.label(note.owner),
            state=state,
            did=held.did,
            said=tuple(notes[id] for id in held.said if id in notes),
            due=due_words(note.due, state, today),
            overdue=state == "open" and (days_over(note.due, today) or 0) > 0,
            disputed=noted.disputed or bool(follow and follow.disputed),
        )
        found.append(decided)
    return sorted(found, key=lambda d: (STATES.index(d.state), d.note.due or "9999"))


def answers(found: Sequence[Decided]) -> list[Answer]:
    """Return what can be read aloud: everything that was done, with what was said that it answers."""
    return [
        Answer(tuple(quoted(n.what) for n in d.said), d.did or d.note.text)
        for d in found
        if d.state == "done" and (d.did or d.said)
    ]


def quoted(note: Note) -> str:
    """Return a note as it is read aloud."""
    return f"“{note.text}”" if note.quote else note.text
