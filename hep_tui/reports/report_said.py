"""The parts of a report that are read from the rooms: models, decisions, conditions, what was done."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime

from hep_tui.domain.clock import day_words
from hep_tui.domain.meetings import Attendance, Meeting, MeetingState
from hep_tui.domain.names import replaced
from hep_tui.domain.phases import MIN_CELL
from hep_tui.domain.polls import PollState
from hep_tui.domain.wording import counted, listed
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.reports.document import Block, Cell, Figures, Points, Prose, Section, Sentence
from hep_tui.views.decisions import answers
from hep_tui.views.decisions import decisions as every_decision
from hep_tui.views.framework import Part, named, over_meetings
from hep_tui.views.meetings import meetings as lines
from hep_tui.views.models import ModelSheet
from hep_tui.views.models import models as every_model
from hep_tui.views.names import naming
from hep_tui.views.polls import PollView, polls
from hep_tui.views.release import announced
from hep_tui.views.review import review, vocabulary

MEETINGS = "meetings"
_SOMEBODY = "somebody named in the record"


def models(book: Book) -> Section:
    """Return the models with what they are and cost; what changed in a later version stands with it."""
    heads = ("Model", "Version", "What it is", "Legal form", "At full take-up")
    rows = tuple(map(_model, every_model(book).sheets))
    return Section("Models", (Figures("models", "The models that were proposed", heads, rows),) if rows else ())


def _model(sheet: ModelSheet) -> tuple[Cell, ...]:
    model, changed = sheet.model, sheet.versions[-1].changed
    what = f"{model.summary} Changed: {changed}" if changed else model.summary
    return (
        f"{model.id} {model.title}", model.version, what.strip() or "–", model.legal_form or "none",
        model.total or sheet.full.words,
    )  # fmt: skip


_HELD_OF = "Of {all}, {held} {were} held"


def meetings(book: Book) -> tuple[Sentence, Figures] | tuple[()]:
    """Return how many meetings were held, and each with its day and how far it came; nothing where there is none."""
    found = lines(book, datetime.min.replace(tzinfo=UTC))
    if not found:
        return ()
    held = sum(line.state is MeetingState.HELD for line in found)
    were = "was" if held == 1 else "were"
    said = _HELD_OF.format(all=counted(len(found), "meeting"), held=held or "none", were=were)
    ahead = [line.meeting.title for line in found if line.state is MeetingState.PLANNED]
    if ahead:
        said = f"{said}; still ahead: {listed(ahead)}"
    rows = tuple((line.meeting.title, day_words(line.meeting.date) or "no day yet", line.state) for line in found)
    return Sentence(f"{said}.", MEETINGS), Figures(MEETINGS, "The meetings", ("Meeting", "Day", "State"), rows)


@dataclass(frozen=True)
class Declared:
    """Hold a declared poll in words: what was asked and where, what it needed, and what was announced."""

    words: str
    needed: str
    result: str
    record_code: str


def declared(book: Book) -> list[Declared]:
    """Return what was declared, as it was announced, without figures of fewer than five people."""
    meetings = {m.id: m.what.title for m in records(book, Meeting)}
    return [_declared(v, meetings.get(v.poll.meeting, "")) for v in polls(book) if v.state is PollState.DECLARED]


def _declared(view: PollView, meeting: str) -> Declared:
    poll, result = view.poll, view.declared
    where = f" ({meeting})" if meeting else ""
    asked = f"{poll.title}{where}: “{poll.question}”" if poll.question else f"{poll.title}{where}:"
    code = result.record_code if result else ""
    return Declared(asked, poll.threshold or "–", _announced(view), code)


def _announced(view: PollView) -> str:
    """Return a result as it was announced, with how few papers would change it where all its figures may be told."""
    said, result = announced(view), view.declared
    margin = result.margin if result and result.sentence == said else None
    return f"{said} {margin.says}" if margin and margin.says else said


def decisions(book: Book) -> Section:
    """Return what was declared, with what each had to reach."""
    rows = tuple((d.words.removesuffix(":"), d.needed, d.result, d.record_code) for d in declared(book))
    if not rows:
        return Section("Decisions")
    heads = ("Question", "Needed", "Result", "Record code")
    return Section("Decisions", (Figures("declared", "Results as they were announced", heads, rows),))


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
