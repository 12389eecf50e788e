"""What hep show prints: plain objects, and lines that read well aloud."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from hep_tui.domain.ballots import short_echo
from hep_tui.domain.record import to_body
from hep_tui.domain.shorthand import write
from hep_tui.domain.text import shown
from hep_tui.views.meetings import MeetingLine, find_meeting, meetings, notes
from hep_tui.views.polls import polls
from hep_tui.views.review import review

if TYPE_CHECKING:
    from collections.abc import Callable

    from hep_tui.domain.notes import Note
    from hep_tui.logbook import Book, Entry
    from hep_tui.logbook.things import Thing

Object = dict[str, Any]


def objects(book: "Book", what: str, meeting: str = "") -> list[Object]:
    """Return one kind of thing of a review as plain objects, in the order of the record."""
    lines = meetings(book, book.source.now())
    only = find_meeting(lines, meeting).id if meeting else ""
    makers: dict[str, Callable[[], list[Object]]] = {
        "notes": lambda: [_note(n, lines) for n in notes(book, only)],
        "meetings": lambda: [_meeting(m) for m in lines if not only or m.id == only],
        "polls": lambda: [_poll(p) for p in polls(book) if not only or p.poll.meeting == only],
        "ballots": lambda: [b for p in polls(book) if not only or p.poll.meeting == only for b in _ballots(p)],
        "schools": lambda: [{"urn": s.urn, **to_body(s)} for s in review(book).schools],
        "conflicts": lambda: conflicts(book),
    }
    return makers[what]()


def _note(noted: "Thing[Note]", lines: list[MeetingLine]) -> Object:
    note = noted.what
    meeting = next((m.meeting.title for m in lines if m.id == note.meeting), "")
    return {
        "id": noted.id,
        "at": noted.at,
        "who": noted.who,
        "meeting": note.meeting,
        "meeting_title": meeting,
        "item": note.item,
        "kind": note.kind,
        "text": note.text,
        "sentiment": note.sentiment,
        "phase": note.phase,
        "role": note.role,
        "groups": list(note.groups),
        "themes": list(note.themes),
        "models": list(note.models),
        "quote": note.quote,
        "key": note.key,
        "action": note.action,
        "owner": note.owner,
        "due": note.due,
        "table": note.table_no or None,
        "shorthand": write(note),
        "disputed": noted.disputed,
    }


def _meeting(line: MeetingLine) -> Object:
    meeting = line.meeting
    return {
        "id": line.id,
        "title": meeting.title,
        "kind": meeting.kind,
        "date": meeting.date,
        "state": line.state.value,
        "notes": line.notes,
        "present": line.present,
        "item": line.progress.item,
        "items": [{"id": i.id, "title": i.title, "minutes": i.minutes, "kind": i.kind} for i in meeting.items],
    }


def _poll(view: Any) -> Object:
    poll = view.poll
    return {
        "id": view.id,
        "title": poll.title,
        "question": poll.question,
        "meeting": poll.meeting,
        "meeting_title": view.meeting,
        "item": poll.item,
        "method": poll.method,
        "rule": poll.rule,
        "state": view.state.value,
        "options": [{"id": o.id, "label": o.label, "version": o.version or None} for o in poll.options],
        "ballots": len(view.ballots),
        "statuses": dict(view.statuses),
        "duplicates": list(view.duplicates),
        "hands": to_body(view.hands) if view.hands else None,
        "declared": view.declared,
    }


def _ballots(view: Any) -> list[Object]:
    return [
        {
            "id": b.id,
            "at": b.at,
            "who": b.who,
            "poll": view.id,
            "poll_title": view.poll.title,
            "number": b.what.number,
            "status": b.what.status,
            "marks": dict(b.what.marks),
            "in_order": short_echo(view.poll, b.what.marks),
            "phase": b.what.phase,
            "role": b.what.role,
            "unit": b.what.unit,
            "reason": b.what.reason,
            "disputed": b.disputed,
        }
        for b in view.ballots
    ]


def conflicts(book: "Book") -> list[Object]:
    """Return the subjects that say two things, with each version."""
    found = []
    for row in book.rows("conflict"):
        versions = [
            {"entry": h.id, "kind": h.kind, "at": h.at, "who": h.who, "says": _unnamed(h)}
            for h in book.heads(row["subject"])
        ]
        found.append({"id": row["subject"], "kind": row["kind"], "versions": versions})
    return found


def _unnamed(entry: "Entry") -> Object:
    """Return what an entry says, without the name of a person, which is for the register alone."""
    return {name: value for name, value in entry.data.items() if (entry.kind, name) != ("person", "name")}


def lines_of(what: str, found: list[Object]) -> list[str]:
    """Return objects as lines for people: one a thing, no columns to guess."""
    makers: dict[str, Callable[[Object], str]] = {
        "notes": lambda o: f"{_time(o['at'])}  {o['meeting_title']}, {o['item']}:  {o['shorthand']}",
        "meetings": lambda o: f"{o['title']}: {o['state']}, {o['date'] or 'no date yet'}, {o['notes']} notes",
        "polls": lambda o: f"{o['title']}, {o['meeting_title']}: {o['state']}, {o['ballots']} ballots" + _said(o),
        "ballots": lambda o: f"{o['poll_title']}, ballot {o['number']}: {o['status']}, {o['in_order']}",
        "schools": lambda o: f"{o['urn']}  {o['name']}, {o['phase']}, {o.get('pupils', 'unknown')} pupils",
        "conflicts": lambda o: f"{o['kind']} {o['id']}: {len(o['versions'])} versions",
    }
    return [shown(makers[what](each)).replace("\n", " ") for each in found]


def _said(poll: Object) -> str:
    return f"; {poll['declared']['sentence']}" if poll["declared"] else ""


def _time(at: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"
