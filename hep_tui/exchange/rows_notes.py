"""The rows of meetings, attendance and notes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from hep_tui.domain.concepts import of_model, of_theme
from hep_tui.domain.crowd import Who, folded
from hep_tui.domain.meetings import Attendance, Meeting, MeetingState, Step, progress
from hep_tui.domain.notes import Note
from hep_tui.domain.phases import SUPPRESSED
from hep_tui.domain.survey import CHANNEL
from hep_tui.domain.text import slug
from hep_tui.domain.tiers import MIN_PEOPLE, Tier
from hep_tui.exchange.context import FEW, Context, Each, as_list
from hep_tui.exchange.parts import Again, Parts, Row
from hep_tui.exchange.rows_pack import path_of
from hep_tui.exchange.tables import own_cells
from hep_tui.logbook import Entry
from hep_tui.logbook.records import records
from hep_tui.views.meetings import moment, moments

_STATES = {"end": "held", "cancel": "cancelled"}
"""Where a meeting stands after its last step, if that is not on the way."""


def meetings(ctx: Context) -> Each:
    """Yield the meetings."""
    last = {row["meeting"]: row["event"] for row in ctx.book.rows("step")}

    def rows(e: Entry, m: Meeting) -> Iterable[Row]:
        state = _STATES.get(last[e.subject], "running") if e.subject in last else "planned"
        yield {
            "id": e.subject, "state": state,
            "invited": ctx.figure("meetings", "invited", len(ctx.crowds.invited.get(e.subject, ()))),
            "came": ctx.figure("meetings", "came", len(ctx.crowds.came.get(e.subject, ()))),
        }  # fmt: skip

    return ctx.each("meetings", Meeting, rows)


def items(ctx: Context) -> Each:
    """Yield the agenda items of the meetings."""
    own = own_cells("items")

    def rows(e: Entry, m: Meeting) -> Iterable[Row]:
        spent = _minutes_spent(ctx, e.subject, m)
        seen = {i.id: (position, i) for position, i in reversed(list(enumerate(m.items, 1)))}
        for position, i in sorted(seen.values(), key=lambda pair: pair[0]):
            yield {
                **own(i), "meeting": e.subject, "item": i.id, "position": position, "minutes_spent": spent.get(i.id),
            }  # fmt: skip

    return ctx.each("items", Meeting, rows)


def _minutes_spent(ctx: Context, id: str, meeting: Meeting) -> dict[str, int]:
    """Return the minutes that each item of a meeting that is held took, but for those of a doubtful clock."""
    steps = records(ctx.book, Step, meeting=id)
    # Once a meeting has ended, no moment after it counts.
    done = progress(moments(steps), moment(ctx.book))
    if done.state is not MeetingState.HELD:
        return {}
    return {i.id: round(done.elapsed.get(i.id, 0.0) / 60) for i in meeting.items if i.id not in done.doubtful}


def attendance(ctx: Context) -> Each:
    """Yield who was at which meeting, as pseudonyms."""

    def rows(e: Entry, a: Attendance) -> Iterable[Row]:
        instead = ctx.pseudonym(a.instead_of) if a.instead_of else ""
        yield {
            "attendee": ctx.pseudonym(a.person), "instead_of": instead, **ctx.who(a.meeting, a.phase, a.role),
        }  # fmt: skip

    return ctx.each("attendance", Attendance, rows)


def came(ctx: Context) -> Iterator[Row]:
    """Yield how many people of each phase and each role came; those that few share are one row without it."""
    for meeting in _held(ctx):
        if ctx.few(meeting):
            ctx.left_out["came", FEW] += 1
            continue
        people = ctx.crowds.came[meeting].values()
        shown = [_told(ctx, meeting, who) for who in people]
        for by, sizes in (("phase", Counter(p for p, _ in shown)), ("role", Counter(r for _, r in shown))):
            kept = sizes if ctx.tier is Tier.RESTRICTED else folded(sizes)
            for line, (code, number) in enumerate(sorted(kept.items()), 1):
                yield {"meeting": meeting, "by": by, "line": line, by: code, "people": number, **ctx.head}


def _told(ctx: Context, meeting: str, who: Who) -> tuple[str, str]:
    """Return the phase and the role by which somebody is counted, each by itself."""
    if ctx.tier is Tier.RESTRICTED:
        return who.phase, who.role
    crowd = ctx.crowds[meeting]
    role = who.role if crowd.shows_role("", who.role) else ""
    return (who.phase if crowd.shows_phase(who.phase) else ""), role


def came_to_both(ctx: Context) -> Iterator[Row]:
    """Yield how many people came to two meetings, where it tells of at least three whichever way it is read."""
    held = _held(ctx)
    for i, meeting in enumerate(held):
        for other in held[i + 1 :]:
            one, two = {*ctx.crowds.came[meeting]}, {*ctx.crowds.came[other]}
            told = all(not n or n >= MIN_PEOPLE for n in map(len, (one & two, one - two, two - one)))
            shown = told or ctx.tier is Tier.RESTRICTED
            yield {"meeting": meeting, "other": other, "people": len(one & two) if shown else None, **ctx.head}


def _held(ctx: Context) -> list[str]:
    """Return the meetings that somebody was registered at, in the order of the record."""
    return list(dict.fromkeys(e.subject for e, _ in ctx.bodies("meeting") if e.subject in ctx.crowds.came))


def notes(ctx: Context) -> Each:
    """Yield the notes."""
    titles = {
        (e.subject, item.get("id")): item.get("title") for e, data in ctx.bodies("meeting") for item in _items(data)
    }

    def rows(e: Entry, note: Note) -> Iterable[Parts]:
        item, question = ("", note.item) if note.channel == CHANNEL else (note.item, "")
        row: Row = {
            "id": ctx.id(e.subject),
            "item": item,
            "item_label": titles.get((note.meeting, note.item)),
            "question": question,
            "kind": note.kind,
            **_owner(ctx, note.owner),
        }
        return [(row, ctx.who(ctx.crowds.of_note(e.subject, note), note.phase, note.role))]

    return ctx.each("notes", Note, rows)


def _items(meeting: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the agenda items that the body of a meeting holds, as far as they can be shown."""
    items = meeting.get("items")
    found = items if isinstance(items, list) else []
    return [i for i in found if isinstance(i, dict) and isinstance(i.get("id"), str)]


def note_themes(ctx: Context) -> Each:
    """Yield the themes of the notes as they are now, each beside the marks that were made."""

    @lru_cache
    def told(theme: str, marks: tuple[str, ...]) -> Again:
        return Again(
            {
                "theme": theme, "theme_label": ctx.frame.label(theme), "path": path_of(ctx, theme),
                "marked": "; ".join(marks), "concept": of_theme(theme),
            }
        )  # fmt: skip

    def rows(e: Entry, note: Note) -> Iterable[Parts]:
        marked: dict[str, tuple[str, ...]] = {}
        for mark in as_list(note.themes):
            theme = ctx.frame.now(mark)
            marked[theme] = (*marked.get(theme, ()), mark)
        return [({"note": ctx.id(e.subject)}, told(theme, marks)) for theme, marks in marked.items()]

    return ctx.each("note_themes", Note, rows)


def note_groups(ctx: Context) -> Each:
    """Yield the groups of the notes."""

    def rows(e: Entry, note: Note) -> Iterable[Row]:
        return [{"note": ctx.id(e.subject), "group": group} for group in _groups(ctx, e.subject, note)]

    return ctx.each("note_groups", Note, rows)


def _groups(ctx: Context, id: str, note: Note) -> tuple[str, ...]:
    """Return the groups of a note that a tier may see."""
    groups = as_list(note.groups)
    if not groups or ctx.tier is Tier.RESTRICTED:
        return tuple(groups)
    place = ctx.crowds.of_note(id, note)
    who = ctx.who(place, note.phase, note.role)
    return ctx.crowds[place].groups(str(who["phase"]), str(who["role"]), groups)


def note_models(ctx: Context) -> Each:
    """Yield the models that notes speak of."""

    def rows(e: Entry, note: Note) -> Iterable[Row]:
        return [{"note": ctx.id(e.subject), **_model(said)} for said in as_list(note.models)]

    return ctx.each("note_models", Note, rows)


def _model(said: str) -> Row:
    model, _, version = said.partition("@")
    number = int(version) if version.isascii() and version.isdigit() else None
    if number is None:
        return {"said": said}
    return {"said": said, "model": model, "version": number, "concept": of_model(model, number)}


def _owner(ctx: Context, owner: str) -> Row:
    """Return who takes an action on where that is a word of the pack; anything else may be a person's name."""
    pack = ctx.review.pack
    terms = (*pack.phases, *pack.roles, *pack.groups)
    if not owner:
        return {}
    if slug(owner) in {slug(word) for t in terms for word in (t.id, t.label, t.short) if word}:
        return {"owner": owner, "owner_shown": "as_recorded"}
    return {"owner_shown": SUPPRESSED}
