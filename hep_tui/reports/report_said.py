"""The parts of a report that are read from the rooms: models, decisions, conditions, what was done."""

from collections import Counter
from datetime import date

from hep_tui.domain.meetings import Attendance
from hep_tui.domain.names import replaced
from hep_tui.domain.phases import MIN_CELL
from hep_tui.domain.polls import PollState
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.reports.document import Block, Cell, Figures, Points, Prose, Section
from hep_tui.views.decisions import answers
from hep_tui.views.decisions import decisions as every_decision
from hep_tui.views.framework import Part, named, over_meetings
from hep_tui.views.names import naming
from hep_tui.views.polls import polls
from hep_tui.views.release import announced
from hep_tui.views.review import review, vocabulary

_SOMEBODY = "somebody named in the record"


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
        text = replaced(each.note.text, find(each.note.text))
        owner = offices.get(each.note.owner, _SOMEBODY if each.note.owner else "–")
        rows.append(("decision" if each.note.decision else "action", text, owner, each.state))
    blocks: list[Block] = []
    for answer in answers(found):
        if not find(" ".join((*answer.said, answer.did))):
            blocks.append(Points((*(f"You said: {line}" for line in answer.said), f"We did: {answer.did}")))
    if rows:
        blocks.append(Figures("actions", "Decisions and actions", ("What", "Words", "For", "State"), tuple(rows)))
    return Section("You said, we did", tuple(blocks))
