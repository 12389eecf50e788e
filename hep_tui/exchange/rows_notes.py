"""The rows of meetings, attendance and notes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.notes import Note
from hep_tui.domain.phases import SUPPRESSED
from hep_tui.domain.text import plain_name
from hep_tui.exchange.context import Context, Row, as_list
from hep_tui.logbook import Entry

_STATES = {"end": "held", "cancel": "cancelled"}
"""Where a meeting stands after its last step, if that is not on the way."""


def meetings(ctx: Context) -> Iterator[Row]:
    """Yield the meetings."""
    last = {row["meeting"]: row["event"] for row in ctx.book.rows("step")}

    def rows(e: Entry, m: Meeting) -> Iterable[Row]:
        state = _STATES.get(last[e.subject], "running") if e.subject in last else "planned"
        yield {
            "id": e.subject, "title": m.title, "kind": m.kind, "agenda": m.agenda, "date": m.date,
            "place": m.place, "tables": m.tables, "state": state,
        }  # fmt: skip

    return ctx.each("meetings", Meeting, rows)


def items(ctx: Context) -> Iterator[Row]:
    """Yield the agenda items of the meetings."""

    def rows(e: Entry, m: Meeting) -> Iterable[Row]:
        seen = {i.id: (position, i) for position, i in reversed(list(enumerate(m.items, 1)))}
        for position, i in sorted(seen.values(), key=lambda pair: pair[0]):
            yield {
                "meeting": e.subject, "item": i.id, "position": position, "title": i.title, "minutes": i.minutes,
                "kind": i.kind, "prompt": i.prompt,
            }  # fmt: skip

    return ctx.each("items", Meeting, rows)


def attendance(ctx: Context) -> Iterator[Row]:
    """Yield who was at which meeting, as pseudonyms."""

    def rows(e: Entry, a: Attendance) -> Iterable[Row]:
        yield {
            "meeting": a.meeting, "attendee": ctx.pseudonym(a.person), "state": a.state, "role": a.role,
            **ctx.phase(a.phase),
        }  # fmt: skip

    return ctx.each("attendance", Attendance, rows)


def notes(ctx: Context) -> Iterator[Row]:
    """Yield the notes."""
    titles = {
        (e.subject, item.get("id")): item.get("title") for e, data in ctx.bodies("meeting") for item in _items(data)
    }

    def rows(e: Entry, note: Note) -> Iterable[Row]:
        yield {
            "id": e.subject, "meeting": note.meeting, "item": note.item,
            "item_label": titles.get((note.meeting, note.item)), "table_no": note.table_no, "text": note.text,
            "kind": note.kind, "sentiment": note.sentiment, "quote": note.quote, "key": note.key, "due": note.due,
            "role": note.role, **_owner(ctx, note.owner), **ctx.phase(note.phase),
        }  # fmt: skip

    return ctx.each("notes", Note, rows)


def _items(meeting: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the agenda items that the body of a meeting holds, as far as they can be shown."""
    items = meeting.get("items")
    found = items if isinstance(items, list) else []
    return [i for i in found if isinstance(i, dict) and isinstance(i.get("id"), str)]


def note_themes(ctx: Context) -> Iterator[Row]:
    """Yield the themes of the notes as they are now, each beside the marks that were made."""

    def rows(e: Entry, note: Note) -> Iterable[Row]:
        marked: dict[str, list[str]] = {}
        for mark in as_list(note.themes):
            marked.setdefault(ctx.frame.now(mark), []).append(mark)
        for theme, marks in marked.items():
            label = ctx.frame.label(theme)
            yield {"note": e.subject, "theme": theme, "theme_label": label, "marked": "; ".join(marks)}

    return ctx.each("note_themes", Note, rows)


def note_groups(ctx: Context) -> Iterator[Row]:
    """Yield the groups of the notes."""
    return _marks_of(ctx, "note_groups", lambda n: n.groups, lambda group: {"group": group})


def note_models(ctx: Context) -> Iterator[Row]:
    """Yield the models that notes speak of."""
    return _marks_of(ctx, "note_models", lambda n: n.models, _model)


def _model(said: str) -> Row:
    model, _, version = said.partition("@")
    number = int(version) if version.isascii() and version.isdigit() else None
    return {"said": said, "model": model if number is not None else None, "version": number}


def _marks_of(
    ctx: Context, table: str, marks: Callable[[Note], tuple[str, ...]], row: Callable[[str], Row]
) -> Iterator[Row]:
    def rows(e: Entry, note: Note) -> Iterable[Row]:
        return [{"note": e.subject, **row(mark)} for mark in as_list(marks(note))]

    return ctx.each(table, Note, rows)


def _owner(ctx: Context, owner: str) -> Row:
    """Return who takes an action on where that is a word of the pack; anything else may be a person's name."""
    pack = ctx.review.pack
    terms = (*pack.phases, *pack.roles, *pack.groups)
    if not owner:
        return {}
    if plain_name(owner, "") in {plain_name(word, "") for t in terms for word in (t.id, t.label, t.short) if word}:
        return {"owner": owner, "owner_shown": "as_recorded"}
    return {"owner_shown": SUPPRESSED}
