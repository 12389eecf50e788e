"""How the sheets of models read, side by side."""

from collections.abc import Sequence
from itertools import repeat, zip_longest

from textual.content import Content

from hep_tui.domain.clock import day_of, day_words
from hep_tui.domain.model_lines import lines
from hep_tui.domain.notes import SENTIMENTS, SIGNS
from hep_tui.domain.pack import Model
from hep_tui.domain.speech import in_a_sentence, worded
from hep_tui.tui.symbols import pointer
from hep_tui.tui.text import content, fit, hung, wrap
from hep_tui.views.models import ModelSheet, Told, costs

_LABEL = 12
_SHEET = (
    ("summary", "Summary"),
    ("funding", "Fees"),
    ("board", "Board"),
    ("ownership", "Ownership"),
    ("legal_form", "Legal form"),
    ("membership", "Members"),
    ("offer", "Offer"),
    ("assumptions", "Assumes"),
    ("risks", "Risks"),
    ("like", "Like"),
    ("status", "Status"),
)


def heads(sheets: Sequence[ModelSheet], marked: int, width: int) -> Content:
    """Return the names of the models over their columns, the marked one standing out."""
    room = _room(len(sheets), width)
    cells = []
    for i, sheet in enumerate(sheets):
        here = i == marked
        conflict = " TWO VERSIONS AFTER A MERGE" if sheet.disputed else ""
        said = f"{sheet.model.id}, version {sheet.model.version}:{conflict} {sheet.model.title}"
        first, *rest = wrap(said, room - 2)
        cells.append([(f"{pointer(here)} {first}", here), *((f"  {line}", here) for line in rest)])
    rows = zip_longest(*cells, fillvalue=("", False))
    lines = []
    for row in rows:
        parts = [content(" " * _LABEL)]
        parts += [content(fit(text, room) + " ", "bold $here" if here else "bold") for text, here in row]
        lines.append(Content("").join(parts))
    return Content("\n").join(lines)


def sheet(sheets: Sequence[ModelSheet], width: int, height: int = 0) -> Content:
    """Return what each model is, line by line; what is the same in all is said once.

    Every other line is on its own ground, so that the eye keeps to it; there is air between them where all of it
    has room.
    """
    cells = [_by_field(s.model) for s in sheets]
    found = [row(label, [cell[field] for cell in cells], width) for field, label in _SHEET]
    shown = [rows for rows in found if rows]
    airy = sum(map(len, shown)) + len(shown) <= height
    lines: list[Content] = []
    for at, rows in enumerate(shown):
        lines += [*map(_shaded, rows, repeat(width))] if at % 2 else rows
        lines += [Content("")] * airy
    return Content("\n").join(lines)


def _shaded(line: Content, width: int) -> Content:
    return line.pad_right(max(0, width - line.cell_length)).stylize("on $panel")


def compared(sheets: Sequence[ModelSheet]) -> str:
    """Return in words where the models differ, and where they are the same."""
    cells = [_by_field(s.model) for s in sheets]
    said = [(label.lower(), {cell[field] for cell in cells}) for field, label in _SHEET]
    filled = [(label, texts) for label, texts in said if any(texts)]
    same = [label for label, texts in filled if len(texts) == 1]
    names = " and ".join(s.model.id for s in sheets)
    if len(sheets) < 2 or not filled:
        return ""
    return f"{names} differ in {len(filled) - len(same)} of {len(filled)} lines; the same: {', '.join(same) or 'none'}."


def _by_field(model: Model) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines(model):
        found[line.field] = "; ".join(part for part in (found.get(line.field, ""), line.words) if part)
    return {field: found.get(field, "") for field, _ in _SHEET}


def row(label: str, cells: Sequence[str], width: int) -> list[Content]:
    """Return one line of every column; where all say the same it is said once, and in words that it is the same."""
    if not any(cells):
        return []
    if len(set(cells)) == 1 and len(cells) > 1:
        all_of = "both: " if len(cells) == 2 else "all: "
        return [
            content(line, "$quiet") for line in hung(f" {fit(label, _LABEL - 1)}", f"{all_of}{cells[0]}", width - 1)
        ]
    room = _room(len(cells), width)
    wrapped = [wrap(cell or "not said", room - 1) for cell in cells]
    found = []
    for i, parts in enumerate(zip_longest(*wrapped, fillvalue="")):
        lead = "" if i else label
        head = content(f" {fit(lead, _LABEL - 1)}", "$quiet")
        found.append(Content("").join([head, *(content(fit(part, room) + " ") for part in parts)]))
    return found


def below(
    sheets: Sequence[ModelSheet], phase: str, phase_label: str, pupils: int, width: int, *, maintained: bool
) -> Content:
    """Return what the models cost, what was said of them in short, and how they fared in polls."""
    about = worded("cost to {a_place}").upper() + f": {in_a_sentence(phase_label)}, "
    about += worded("{n:,} {learners}, {maintained}" if maintained else "{n:,} {learners}", n=pupils)
    rows = [content(f" {about}", "bold")]
    rows += row(worded("{Place}"), [each.words for each in costs(sheets, phase, pupils)], width)
    rows += row(worded("{Area}"), [s.full.words for s in sheets], width)
    rows += row("Said", [s.counts for s in sheets], width)
    room = _room(len(sheets), width) - 1
    rows += row(
        "Newest", [fit(_told(s.told[0]), 2 * room).rstrip() if s.told else "nothing yet" for s in sheets], width
    )
    rows += row("Polls", ["; ".join(s.fared) or "in none declared yet" for s in sheets], width)
    return Content("\n").join(rows)


def notes(sheet: ModelSheet, width: int) -> Content:
    """Return what was said about one model, by sentiment, newest first."""
    lines = [content(f" SAID ABOUT {sheet.model.id}: {sheet.counts}", "bold")]
    for sentiment in (*SENTIMENTS.values(), ""):
        found = sheet.said(sentiment)
        if found:
            heading = sentiment.upper() if sentiment else "WITHOUT A SIGN"
            lines.append(content(f" {heading}, {len(found)}", "bold $quiet"))
        for told in found:
            about = "" if told.version == str(sheet.model.version) else f", about version {told.version or 'unknown'}"
            lines += [content(line) for line in hung("   ", f"{_told(told)}  ({told.meeting}{about})", width - 1)]
    return Content("\n").join(lines)


def _told(told: Told) -> str:
    words = f"“{told.note.text}”" if told.note.quote else told.note.text
    return f"{SIGNS.get(told.note.sentiment, '')} {words}".strip()


def versions(sheet: ModelSheet, width: int) -> Content:
    """Return what changed from version to version, newest first: the sentence, then line by line."""
    rows = [Content("")]
    for version in reversed(sheet.versions):
        when = f", {day_words(day_of(version.at))}" if version.at else ", as the pack has it"
        conflict = "  TWO VERSIONS AFTER A MERGE: choose one under conflicts" if version.disputed else ""
        rows.append(content(f" {sheet.model.id}, version {version.model.version}{when}{conflict}", "bold"))
        rows += [content(line, "bold") for line in hung("   ", version.changed, width - 1) if version.changed]
        for change in version.changes:
            rows += [
                content(line) for line in hung(f"   {fit(change.label, _LABEL)} was  ", _said(change.before), width)
            ]
            rows += [content(line) for line in hung(f"   {fit('', _LABEL)} now  ", _said(change.after), width)]
        if not version.changed and not version.changes:
            rows.append(content("   the first version", "$quiet"))
        rows.append(Content(""))
    return Content("\n").join(rows)


def numbered(model: Model, width: int) -> str:
    """Return the lines of a model with their numbers, for choosing one."""
    return "\n".join(
        fit(f"{i:>3}  {fit(line.label, _LABEL)} {_said(line.words)}", width).rstrip()
        for i, line in enumerate(lines(model), 1)
    )


def _said(words: str) -> str:
    return words or "not said"


def _room(columns: int, width: int) -> int:
    return max(12, (width - _LABEL - 1) // columns - 1)
