"""The parts of a report that are read from the rooms: what was said, models, decisions, conditions, what was done."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from hep_tui.domain.hiding import HIDDEN, small_parts
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.notes import Note, Vocabulary
from hep_tui.domain.phases import MIN_CELL
from hep_tui.domain.polls import PollState
from hep_tui.domain.survey import CHANNEL
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.reports.document import Block, Cell, Figures, Points, Prose, Section, Sentence
from hep_tui.views.decisions import answers
from hep_tui.views.decisions import decisions as every_decision
from hep_tui.views.framework import Part, named, over_meetings
from hep_tui.views.meetings import notes
from hep_tui.views.names import Finder, naming
from hep_tui.views.picture import Picture
from hep_tui.views.polls import polls
from hep_tui.views.release import announced
from hep_tui.views.review import review, vocabulary

_MOST_THEMES, _MOST_POINTS = 12, 3
_SOMEBODY = "somebody named in the record"


def said(book: Book, found: Picture) -> Section:
    """Return the themes with their notes, and of the largest what was said; a note that may name somebody stays in."""
    taken = [n.what for n in notes(book) if not (n.what.action or n.what.decision)]
    words, find = vocabulary(book, found.review.pack), naming(book)
    most = _largest(taken, words)
    if not most:
        return Section("What works, what would be better")
    none = sum(not n.themes for n in taken)
    # Where each note has one theme at most, themes and notes without any add up to all of them.
    sizes = {theme: len(of) for theme, of in most}
    hidden = small_parts(sizes | {"": none})
    first, its = most[0]
    blocks: list[Block] = []
    if first not in hidden:
        blocks.append(Sentence(f"“{first}” is the theme of most notes: {len(its)} of {len(taken)} notes.", "themes"))
    if "" not in hidden:
        blocks.append(Sentence(f"{none} of {len(taken)} notes carry no theme.", "themes"))
    blocks.append(_by_theme(most, hidden))
    within, told = [], set[str]()
    for theme, of in most:
        shown = _points(of, find, told) if len(of) >= MIN_CELL else []
        if shown:
            told |= {n.text for n in shown}
            within.append(Section(theme, (Points(tuple(map(_quoted, shown))),)))
    return Section("What works, what would be better", tuple(blocks), tuple(within))


def _by_theme(most: Sequence[tuple[str, Sequence[Note]]], hidden: Collection[str]) -> Figures:
    heads = ("Theme", "Notes", "In rooms", "In the survey", "What works", "Concerns")
    rows = tuple((theme, *_counts(of, hidden=theme in hidden)) for theme, of in most)
    note = (
        "Notes are counted, not people; a note may carry several themes. "
        f"{HIDDEN}: fewer than {MIN_CELL} notes, or they would follow from other figures."
    )
    return Figures("themes", "Notes by theme", heads, rows, note)


def _largest(taken: Sequence[Note], words: Vocabulary) -> list[tuple[str, list[Note]]]:
    """Return the names of the themes with most notes, each with its notes."""
    themes = dict.fromkeys(theme for note in taken for theme in note.themes)
    of = [(words.theme(id), [n for n in taken if id in n.themes]) for id in themes]
    return sorted(of, key=lambda each: (-len(each[1]), each[0]))[:_MOST_THEMES]


def _counts(of: Sequence[Note], *, hidden: bool) -> list[Cell]:
    """Return how many notes there are, from rooms and from the survey, and how many praise and how many worry."""
    survey = sum(n.channel == CHANNEL for n in of)
    signs = Counter(n.sentiment for n in of)
    praise, worry = signs["positive"], signs["concern"]
    where = {"rooms": len(of) - survey, "survey": survey}
    how = {"praise": praise, "worry": worry, "neither": len(of) - praise - worry}
    told = [("", len(of)), *where.items(), *list(how.items())[:2]]
    small = small_parts(where) | small_parts(how)
    return [HIDDEN if hidden or name in small else n for name, n in told]


def _points(of: Sequence[Note], find: Finder, told: set[str]) -> list[Note]:
    """Return what is marked as a key point or a quotation, names nobody, and was not told before."""
    marked = {n.text: n for n in of if (n.key or n.quote) and n.text not in told and not find(n.text)}
    return list(marked.values())[:_MOST_POINTS]


def _quoted(note: Note) -> str:
    """Return what was said, in quotes where the words are the speaker's own: all of a survey are."""
    own = note.quote or note.channel == CHANNEL
    return f"“{note.text}”" + " (survey)" * (note.channel == CHANNEL) if own else note.text


def models(book: Book) -> Section:
    """Return the models with what they are."""
    pack = review(book).pack
    ids = list(dict.fromkeys(model.id for model in pack.models))
    newest = [model for id in ids if (model := pack.model(id))]
    heads = ("Model", "Version", "What it is", "Legal form", "At full take-up")
    rows = tuple(
        (f"{m.id} {m.title}", m.version, m.summary or "–", m.legal_form or "none", m.total or "–") for m in newest
    )
    return Section("Models", (Figures("models", "The models that were proposed", heads, rows),) if rows else ())


def decisions(book: Book) -> Section:
    """Return what was declared, as it was announced, without figures of fewer than five people."""
    held = [v for v in polls(book) if v.state is PollState.DECLARED]
    rows = tuple((v.poll.title, announced(v), v.declared.record_code) for v in held if v.declared)
    if not rows:
        return Section("Decisions")
    return Section(
        "Decisions",
        (Figures("declared", "Results as they were announced", ("Question", "Result", "Record code"), rows),),
    )


def conditions(book: Book) -> Section:
    """Return how tables rated the conditions for success, a meeting beside the other.

    One table is shown as it rated where five people sat at each on average: then no figure is of fewer.
    """
    came = Counter(a.what.meeting for a in records(book, Attendance))
    blocks: list[Block] = []
    for title, part in over_meetings(book, "table"):
        full = came[part.sheets[0].what.meeting] >= MIN_CELL * len(part.sheets)
        few = Prose(f"{title}: not shown, since fewer than {MIN_CELL} people a table were registered.")
        blocks.append(_rated(f"conditions-{len(blocks)}", title, part) if full else few)
    label = review(book).pack.framework_label
    if blocks and label:
        blocks.insert(0, Prose(f"{label}."))
    return Section("Conditions for success", tuple(blocks))


def _rated(id: str, title: str, part: Part) -> Figures:
    levels = part.rated[0].levels if part.rated else ()
    heads = ("Condition", *map(named, levels), "Tables", "Tables among themselves")
    rows: list[tuple[Cell, ...]] = [(r.condition.label, *r.counts, r.n, r.agreed) for r in part.rated]
    return Figures(id, f"{title}: {part.said}", heads, tuple(rows), "Tables are counted, not people.")


def done(book: Book, today: date) -> Section:
    """Return what was said and done about it, and what is decided and still open, by the office that has it."""
    found, find = every_decision(book, today), naming(book)
    words = vocabulary(book, review(book).pack)
    offices = {**words.phases, **words.roles, **words.groups}
    rows = []
    for each in found:
        text = each.note.text if not find(each.note.text) else "names somebody, so it is only in the record"
        owner = offices.get(each.note.owner, _SOMEBODY if each.note.owner else "–")
        rows.append(("decision" if each.note.decision else "action", text, owner, each.state))
    blocks: list[Block] = []
    for answer in answers(found):
        if not find(" ".join((*answer.said, answer.did))):
            blocks.append(Points((*(f"You said: {line}" for line in answer.said), f"We did: {answer.did}")))
    if rows:
        blocks.append(Figures("actions", "Decisions and actions", ("What", "Words", "For", "State"), tuple(rows)))
    return Section("You said, we did", tuple(blocks))
