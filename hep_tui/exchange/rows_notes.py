"""The rows of meetings, attendance and notes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Any

from hep_tui.domain.concepts import of_model, of_theme
from hep_tui.domain.crowd import folded
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
from hep_tui.views.meetings import begun, moment, moments

_STATES = {"end": "held", "cancel": "cancelled"}
"""Where a meeting stands after its last step, if that is not on the way."""
_BY = ("phase", "role")
"""What those who came are counted by, each by itself."""


def meetings(ctx: Context) -> Each:
    """Yield the meetings."""
    last, held = {row["meeting"]: row["event"] for row in ctx.book.rows("step")}, _held(ctx)

    def rows(e: Entry, m: Meeting) -> Iterable[Row]:
        state = _STATES.get(last[e.subject], "running") if e.subject in last else "planned"
        yield {
            "id": e.subject, "state": state,
            "invited": ctx.figure("meetings", "invited", len(ctx.crowds.invited.get(e.subject, ()))),
            "came": ctx.figure("meetings", "came", len(ctx.crowds.came[e.subject]) if e.subject in held else 0),
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
        for place, by in enumerate(_BY):
            sizes = Counter(who[place] for who in _told(ctx, meeting).values())
            for line, (code, number) in enumerate(sorted(sizes.items()), 1):
                yield {"meeting": meeting, "by": by, "line": line, by: code, "people": number, **ctx.head}


def _told(ctx: Context, meeting: str) -> dict[str, tuple[str, str]]:
    """Return of who came the phase and the role under which each is counted, each by itself, by person."""
    people = ctx.crowds.came[meeting]
    if ctx.tier is Tier.RESTRICTED:
        return {person: (who.phase, who.role) for person, who in people.items()}
    crowd = ctx.crowds[meeting]
    phases = [who.phase if crowd.shows_phase(who.phase) else "" for who in people.values()]
    roles = [who.role if crowd.shows_role("", who.role) else "" for who in people.values()]
    return dict(zip(people, zip(_folded(phases), _folded(roles), strict=True), strict=True))


def _folded(names: Sequence[str]) -> list[str]:
    """Return the names under which some people are counted, each in its place."""
    kept = folded(Counter(names))
    return [name if name in kept else "" for name in names]


def came_to_both(ctx: Context) -> Iterator[Row]:
    """Yield how many people came to two meetings, where no sum of these and of who came tells of one or two."""
    held = _held(ctx)
    several = [meeting for meeting in held if not ctx.few(meeting)]
    shown = ctx.tier is Tier.RESTRICTED or not _few_alike(_told(ctx, meeting) for meeting in several)
    for meeting, other in combinations(held, 2):
        people = {*ctx.crowds.came[meeting]} & {*ctx.crowds.came[other]}
        told = shown and not (ctx.few(meeting) or ctx.few(other))
        yield {"meeting": meeting, "other": other, "people": len(people) if told else None, **ctx.head}


def _few_alike(meetings: Iterable[Mapping[str, tuple[str, str]]]) -> bool:
    """Say whether one or two people can be told apart by at which meetings they are counted, and as what."""
    seen = [*meetings]
    people = {person for told in seen for person in told}
    nowhere = (None, None)
    return any(
        n < MIN_PEOPLE
        for place in range(len(_BY))
        for n in Counter(tuple(told.get(p, nowhere)[place] for told in seen) for p in people).values()
    )


def _held(ctx: Context) -> list[str]:
    """Return the meetings that have begun and that somebody came to, in the order of the record."""
    held = begun(ctx.book) & ctx.crowds.came.keys()
    return list(dict.fromkeys(e.subject for e, _ in ctx.bodies("meeting") if e.subject in held))


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
