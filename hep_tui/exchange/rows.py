"""The rows of every table, in the order of the record."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from hep_tui.counting.tally import counted
from hep_tui.domain.notes import Note, Vocabulary
from hep_tui.domain.text import shown
from hep_tui.exchange.registry import SCHEMA_VERSION
from hep_tui.logbook import Book
from hep_tui.logbook.things import Thing, things
from hep_tui.views.meetings import MeetingLine, meetings
from hep_tui.views.polls import PollView, polls
from hep_tui.views.review import Review, review, vocabulary

Row = dict[str, Any]
MIN_SCHOOLS = 3


@dataclass(frozen=True)
class Content:
    """Hold what is exported of one review; `cells` maps each phase to the cell it is shown in."""

    book: Book
    review: Review
    vocabulary: Vocabulary
    meetings: tuple[MeetingLine, ...]
    polls: tuple[PollView, ...]
    cells: dict[str, str]

    @property
    def merged(self) -> dict[str, str]:
        """Return only the phases that are shown in a wider cell."""
        return {phase: cell for phase, cell in self.cells.items() if phase != cell}


def content(book: Book) -> Content:
    """Return what there is to export."""
    found = review(book)
    return Content(
        book,
        found,
        vocabulary(book, found.pack),
        tuple(meetings(book, book.source.now())),
        tuple(polls(book)),
        cells(found),
    )


def cells(found: Review) -> dict[str, str]:
    """Return the cell each phase is shown in: its own, or a wider one where it has fewer than three schools."""
    schools = [s.phase for s in found.schools]
    return {
        p.id: p.merge if p.merge and schools.count(p.id) < MIN_SCHOOLS else p.id for p in found.pack.phases
    }


def _meetings(of: Content) -> Iterator[Row]:
    by_id = {m.id: m for m in of.meetings}
    for entry in of.book.current("meeting"):
        line = by_id[entry.subject]
        yield {
            "id": line.id,
            "title": line.meeting.title,
            "kind": line.meeting.kind,
            "date_planned": line.meeting.date,
            "state": line.state.value,
            "notes": line.notes,
            "present": line.present,
            **_keyed_entry(entry.at, entry.who, entry.writer, entry.id),
        }


def _attendance(of: Content) -> Iterator[Row]:
    from hep_tui.domain.meetings import Attendance

    for a in things(of.book, Attendance):
        yield {
            "meeting": a.what.meeting,
            "person": pseudonym(of.review.id, a.what.person),
            "state": a.what.state,
            **_phase(of, a.what.phase),
            **_role(of, a.what.role),
            "table_no": a.what.table_no or None,
            **_keyed(a),
        }


def pseudonym(review_id: str, person: str) -> str:
    """Return a stable name for a person within one review, from which the person cannot be read."""
    return hashlib.sha256(f"{review_id}|{person}".encode()).hexdigest()[:12]


def _themes(of: Content) -> Iterator[Row]:
    fixed = {t.id: t for t in of.review.pack.themes}
    used = {theme for n in things(of.book, Note) for theme in n.what.themes}
    for id in [*of.vocabulary.themes, *sorted(used - set(of.vocabulary.themes))]:
        label = of.vocabulary.themes.get(id, id)
        yield {"id": id, "label": label, "parent": fixed[id].parent if id in fixed else "", "live": id not in fixed}


def _notes(of: Content) -> Iterator[Row]:
    titles = {(m.id, i.id): i.title for m in of.meetings for i in m.meeting.items}
    for n in things(of.book, Note):
        note = n.what
        yield {
            "id": n.id,
            "meeting": note.meeting,
            "item": note.item,
            "item_label": titles.get((note.meeting, note.item), ""),
            "table_no": note.table_no or None,
            "kind": note.kind,
            "text": note.text,
            "sentiment": note.sentiment,
            "quote": note.quote,
            "key_point": note.key,
            **_phase(of, note.phase),
            **_role(of, note.role),
            "groups": ";".join(note.groups),
            "models": ";".join(note.models),
            "owner": note.owner,
            "due": note.due,
            **_keyed(n),
        }
    yield from _redacted(of)


def _redacted(of: Content) -> Iterator[Row]:
    """Yield a row without text for each note that was redacted, so that nobody wonders about the count."""
    for entry in of.book.entries():
        if entry.kind == "redact" and (before := of.book.entry(entry.replaces)) and before.kind == "note":
            yield {
                "id": entry.subject,
                "kind": "point",
                "missing_reason": "redacted",
                "quote": False,
                "key_point": False,
                "phase_merged": False,
                **_keyed_entry(before.at, before.who, before.writer, before.id),
            }


def _note_themes(of: Content) -> Iterator[Row]:
    for n in things(of.book, Note):
        for position, theme in enumerate(n.what.themes, 1):
            yield {
                "note": n.id,
                "entry": n.entry,
                "theme": theme,
                "theme_label": of.vocabulary.label(theme),
                "position": position,
            }


def _polls(of: Content) -> Iterator[Row]:
    entries = {e.subject: e for e in of.book.current("poll")}
    for view in of.polls:
        poll, entry = view.poll, entries[view.id]
        yield {
            "id": view.id,
            "meeting": poll.meeting,
            "item": poll.item,
            "title": poll.title,
            "question": poll.question,
            "method": poll.method,
            "rule": poll.rule,
            "unit": poll.unit,
            "electorate": poll.electorate,
            "base": poll.base,
            "quorum": poll.quorum,
            "threshold": poll.threshold,
            "tie_chain": ";".join(poll.tie_chain),
            "top": poll.top or None,
            "ties_allowed": poll.ties,
            "state": view.state.value,
            **_keyed_entry(entry.at, entry.who, entry.writer, entry.id),
        }


def _options(of: Content) -> Iterator[Row]:
    for view in of.polls:
        for position, option in enumerate(view.poll.options, 1):
            yield {
                "poll": view.id,
                "option": option.id,
                "position": position,
                "label": option.label,
                "model_version": option.version or None,
            }


def _ballots(of: Content) -> Iterator[Row]:
    for view in of.polls:
        numbers = {b.number for b in counted([b.what for b in view.ballots])}
        for b in view.ballots:
            yield {
                "id": b.id,
                "poll": view.id,
                "number": b.what.number,
                "status": b.what.status,
                "counted": b.what.status == "valid" and b.what.number in numbers,
                "reason": b.what.reason,
                **_phase(of, b.what.phase),
                "unit": b.what.unit,
                "people": b.what.people,
                **_keyed(b),
            }


def _marks(of: Content) -> Iterator[Row]:
    for view in of.polls:
        for b in view.ballots:
            for option in view.poll.options:
                mark = b.what.marks.get(option.id)
                yield {
                    "ballot": b.id,
                    "entry": b.entry,
                    "poll": view.id,
                    "option": option.id,
                    "mark": mark,
                    "missing_reason": "skipped" if mark is None else "",
                }


def _counts(of: Content) -> Iterator[Row]:
    from hep_tui.domain.polls import Hands

    polls_known = {v.id: v.poll for v in of.polls}
    for h in things(of.book, Hands):
        hands = h.what
        tail = {"present": hands.present, **_keyed(h)}
        for option in polls_known[hands.poll].options:
            for phase, n in hands.counts.get(option.id, {}).items():
                cell = of.cells.get(phase, phase)
                yield {"poll": hands.poll, "option": option.id, "what": "for_option", "phase": cell, "hands": n, **tail}
        yield {"poll": hands.poll, "what": "abstained", "hands": hands.abstained, **tail}
        yield {"poll": hands.poll, "what": "not_voting", "hands": hands.not_voting, **tail}


def _accounts(of: Content) -> Iterator[Row]:
    from hep_tui.domain.polls import Account

    for a in things(of.book, Account):
        names = ("poll", "printed", "issued", "unused", "spoilt", "not_returned")
        yield {**{name: getattr(a.what, name) for name in names}, **_keyed(a)}


def _results(of: Content) -> Iterator[Row]:
    for entry in of.book.current("declare"):
        said = entry.data
        for place, tier in enumerate(said["ranking"], 1):
            for option in tier:
                yield {
                    "poll": said["poll"],
                    "option": option,
                    "place": place,
                    "winner": option in said["winners"],
                    "score": said["scores"].get(option),
                    "valid": said["valid"],
                    "cast": said["cast"],
                    "sentence": said["sentence"],
                    "record_code": said["record_code"],
                    **_keyed_entry(entry.at, entry.who, entry.writer, entry.id),
                }


def _schools(of: Content) -> Iterator[Row]:
    names = ("urn", "name", "phase", "sector", "type", "maintained", "religious", "religious_basis", "town", "postcode")
    for s in sorted(of.review.schools, key=lambda s: s.urn):
        yield {name: getattr(s, name) for name in (*names, "pupils", "opened", "note")}


MAKERS: dict[str, Callable[[Content], Iterator[Row]]] = {
    "meetings": _meetings,
    "attendance": _attendance,
    "themes": _themes,
    "notes": _notes,
    "note_themes": _note_themes,
    "polls": _polls,
    "options": _options,
    "ballots": _ballots,
    "marks": _marks,
    "counts": _counts,
    "accounts": _accounts,
    "results": _results,
    "schools": _schools,
}


def _phase(of: Content, phase: str) -> Row:
    cell = of.cells.get(phase, phase)
    merged = cell != phase
    label = cell.replace("-", " and ") if merged else of.vocabulary.phases.get(phase, phase)
    return {"phase": cell, "phase_label": label, "phase_merged": merged}


def _role(of: Content, role: str) -> Row:
    return {"role": role, "role_label": of.vocabulary.roles.get(role, role)}


def _keyed(thing: Thing[Any]) -> Row:
    return _keyed_entry(thing.at, thing.who, thing.writer, thing.entry, disputed=thing.disputed)


def _keyed_entry(at: str, who: str, writer: str, entry: str, *, disputed: bool = False) -> Row:
    return {
        "at": at[:19] + "Z",
        "date": at[:10],
        "keyer": shown(who),
        "writer": writer,
        "entry": entry,
        "disputed": disputed,
        "schema_version": SCHEMA_VERSION,
    }
