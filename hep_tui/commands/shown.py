"""What hep show prints: plain objects, and lines that read well aloud."""

import sys
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any, SupportsFloat

from hep_tui.domain.ballots import marks_said, short_echo
from hep_tui.domain.clock import day_of, stamp
from hep_tui.domain.nouns import cells
from hep_tui.domain.record import to_body
from hep_tui.domain.shorthand import write
from hep_tui.domain.speech import worded
from hep_tui.domain.text import shown
from hep_tui.domain.wording import prefixed
from hep_tui.errors import HepError
from hep_tui.views import release
from hep_tui.views.conflicts import conflicts
from hep_tui.views.coverage import Heard, coverage
from hep_tui.views.framework import framework
from hep_tui.views.meetings import MeetingLine, find_meeting, meetings, notes
from hep_tui.views.models import models
from hep_tui.views.polls import polls
from hep_tui.views.review import review
from hep_tui.views.search import search

if TYPE_CHECKING:
    from collections.abc import Callable

    from hep_tui.domain.notes import Note
    from hep_tui.logbook import Book
    from hep_tui.logbook.records import Record
    from hep_tui.views.conflicts import Conflict
    from hep_tui.views.framework import Framework
    from hep_tui.views.models import ModelSheet

Object = dict[str, Any]


def objects(book: "Book", what: str, meeting: str = "", find: str = "") -> list[Object]:
    """Return one kind of thing of a review as plain objects, in the order of the record.

    `find` is what notes must hold, in the shorthand of notes. Raises HepError where it is asked of anything else.
    """
    if find and what != "notes":
        raise HepError(f"--find looks through notes, not through {what}; ask for notes, or leave it out.")
    lines = meetings(book, book.source.now())
    only = find_meeting(lines, meeting).id if meeting else ""
    makers: dict[str, Callable[[], list[Object]]] = {
        "notes": lambda: _notes(_found(book, find, only) if find else notes(book, only), lines),
        "meetings": lambda: [_meeting(m) for m in lines if not only or m.id == only],
        "polls": lambda: [_poll(p) for p in polls(book) if not only or p.poll.meeting == only],
        "ballots": lambda: [b for p in polls(book) if not only or p.poll.meeting == only for b in _ballots(p)],
        "schools": lambda: [to_body(s) | {"urn": s.urn} for s in review(book).schools],
        "models": lambda: [o for sheet in models(book).sheets for o in _models(sheet)],
        "framework": lambda: [o for m in lines if not only or m.id == only for o in _framework(framework(book, m.id))],
        "conflicts": lambda: [_conflict(c) for c in conflicts(book)],
        "coverage": lambda: [_heard(by, h) for by, part in coverage(book, only).parts for h in part],
    }
    return makers[what]()


def _found(book: "Book", find: str, meeting: str) -> "list[Record[Note]]":
    """Return the notes that a line asks for, in the order of the record, and say which of its marks name nothing."""
    answer = search(book, find, meeting=meeting, most=sys.maxsize, today=day_of(book.source.now()))
    for doubt in answer.query.reading.doubts:
        print(f"hep: {shown(doubt)}", file=sys.stderr)
    return [found.note for found in reversed(answer.found)]


def _notes(found: "list[Record[Note]]", lines: list[MeetingLine]) -> list[Object]:
    titles = {line.id: line.meeting.title for line in lines}
    return [_note(noted, titles.get(noted.what.meeting, "")) for noted in found]


def _note(noted: "Record[Note]", meeting: str) -> Object:
    note = noted.what
    return {
        "id": noted.id,
        "at": noted.at,
        "who": noted.who,
        "meeting_title": meeting,
        "kind": note.kind,
        **cells(note),
        "table": note.table_no or None,
        "shorthand": write(note),
        "disputed": noted.disputed,
    }


def _meeting(line: MeetingLine) -> Object:
    meeting = line.meeting
    return {
        "id": line.id,
        **cells(meeting),
        "state": line.state.value,
        "notes": line.notes,
        "present": line.present,
        "item": line.progress.item,
        "items": [{"id": i.id, "title": i.title, "minutes": i.minutes, "kind": i.kind} for i in meeting.items],
    }


def _poll(view: Any) -> Object:
    poll = view.poll
    declared = asdict(view.declared) if view.declared else None
    return {
        "id": view.id,
        **cells(poll),
        "meeting_title": view.meeting,
        "state": view.state.value,
        "options": [{"id": o.id, "label": o.label, "version": o.version or None} for o in poll.options],
        "ballots": view.turnout.n,
        "statuses": dict(view.statuses),
        "duplicates": list(view.duplicates),
        "hands": to_body(view.hands) if view.hands else None,
        "declared": declared,
    }


def _ballots(view: Any) -> list[Object]:
    return [
        {
            "id": b.id,
            "at": b.at,
            "who": b.who,
            **cells(b.what),
            "poll_title": view.poll.title,
            "marks": dict(b.what.marks),
            "in_order": marks_said(view.poll, b.what, short_echo),
            "phase": b.what.phase,
            "role": b.what.role,
            "splits": [to_body(part) for part in b.what.splits],
            "disputed": b.disputed,
        }
        for b in release.papers(view)
    ]


def _models(sheet: "ModelSheet") -> list[Object]:
    return [
        {
            **to_body(version.model),
            "changed": version.changed,
            "changes": [{"line": c.label, "before": c.before, "after": c.after} for c in version.changes],
            "newest": version is sheet.versions[-1],
            "full_take_up": sheet.full.words if version is sheet.versions[-1] else "",
            "said": sheet.counts,
            "polls": list(sheet.fared),
            "disputed": version.disputed,
        }
        for version in sheet.versions
    ]


def _framework(view: "Framework") -> list[Object]:
    return [
        {
            "meeting": view.meeting,
            "meeting_title": view.title,
            "wording": view.pack.framework_label,
            "unit": part.unit,
            "condition": rated.condition.id,
            "label": rated.condition.label,
            "n": rated.n,
            "levels": {str(level.value): n for level, n in zip(rated.levels, rated.counts, strict=True)},
            "median": rated.median,
            "mean": _rounded(rated.mean),
            "agreement": _rounded(rated.agreement),
            "agreed": rated.agreed,
            "change": rated.change,
            "since": part.since,
            "disputed_tables": list(view.disputed),
        }
        for part in view.parts
        if part.sheets
        for rated in part.rated
    ]


def _rounded(figure: "SupportsFloat | None") -> float | None:
    return None if figure is None else round(float(figure), 3)


def _conflict(conflict: "Conflict") -> Object:
    return {
        "id": conflict.id,
        "kind": conflict.kind,
        "called": conflict.called,
        "about": conflict.about,
        "versions": [
            {"entry": v.entry, "at": v.at.isoformat(), "who": v.who, "says": v.says} for v in conflict.versions
        ],
    }


def _heard(by: str, heard: Heard) -> Object:
    of = {"notes": heard.notes, "present": heard.present, "schools": heard.schools}
    return {
        "by": by,
        "id": heard.id,
        "label": heard.label,
        "verdict": heard.verdict,
        **{name: part.n for name, part in of.items()},
        **{f"all_{name}": part.all for name, part in of.items()},
        "quotes": heard.quotes,
        "concerns": heard.concerns,
        "words": heard.words,
    }


def lines_of(what: str, found: list[Object]) -> list[str]:
    """Return objects as lines for people: one a thing, no columns to guess."""
    makers: dict[str, Callable[[Object], str]] = {
        "notes": lambda o: f"{_time(o['at'])}  {o['meeting_title']}, {o['item']}:  {o['shorthand']}",
        "meetings": lambda o: f"{o['title']}: {o['state']}, {o['date'] or 'no date yet'}, {o['notes']} notes",
        "polls": lambda o: f"{o['title']}, {o['meeting_title']}: {o['state']}, {o['ballots']} ballots" + _said(o),
        "ballots": lambda o: f"{o['poll_title']}, ballot {o['number']}: {o['status']}, {o['in_order']}",
        "schools": lambda o: (
            f"{o['urn']}  {o['name']}, {o['phase']}, {o.get('pupils', 'unknown')}" + worded(" {learners}")
        ),
        "models": lambda o: f"{o['id']}, version {o['version']}: {o['title']}" + _about_model(o),
        "framework": lambda o: (
            f"{o['meeting_title']}, by {o['unit']}: {o['label']}: n {o['n']}, "
            f"middle {o['median'] or 'none'}, {o['agreed']}{prefixed(', ', o['change'])}"
        ),
        "conflicts": lambda o: ", ".join(filter(None, (o["called"], o["about"]))) + ": " + _versions(o),
        "coverage": lambda o: f"by {o['by']}, {o['label']}: {o['verdict']}; {o['words']}",
    }
    return [shown(makers[what](each)).replace("\n", " ") for each in found]


def _versions(conflict: Object) -> str:
    versions = enumerate(conflict["versions"], 1)
    return "; ".join(f"{n}: {v['who'] or 'somebody'}, {_time(v['at'])}, {v['says']}" for n, v in versions)


def _said(poll: Object) -> str:
    return f"; {poll['declared']['sentence']}" if poll["declared"] else ""


def _about_model(model: Object) -> str:
    if not model["newest"]:
        return ""
    changed = f"; {model['changed']}" if model["changed"] else ""
    return f"{changed}; full take-up: {model['full_take_up']}; said: {model['said']}"


def _time(at: str) -> str:
    return stamp(datetime.fromisoformat(at))
