"""What the sections of a report share: how questions are called, and what can be said of phases."""

from collections.abc import Iterator, Sequence

from hep_tui.domain import survey as kinds
from hep_tui.domain.hiding import HIDDEN, small_parts, tells
from hep_tui.domain.opinions import AGREE, DEGREE, SPLIT
from hep_tui.domain.phases import MIN_CELL
from hep_tui.domain.saying import of
from hep_tui.reports import charts
from hep_tui.reports.document import Cell, Drawing, Figures, Sentence
from hep_tui.views.picture import SURVEY, Asked, Picture

_SAID = {
    SPLIT: "Phases are split on",
    DEGREE: "Phases differ in degree on",
    AGREE: "Phases answered about alike, for or against, on",
}
_TWO = 2
_HIDDEN_NOTE = f"[c]: not shown, since a figure of fewer than {MIN_CELL} people would follow from it."


def enough(found: Picture, *of_kind: str) -> list[Asked]:
    """Return the questions of some kinds that five people answered."""
    return [asked for asked in found.asked if asked.kind in of_kind and asked.n >= MIN_CELL]


def short(label: str, most: int = 90) -> str:
    """Return a label, cut where it is too long for a sentence."""
    return label if len(label) <= most else f"{label[: most - 1]}…"


def in_bounds(k: int, n: int) -> str:
    """Return in words how many of how many, where the figure or the rest is too small to be told."""
    if n - k < MIN_CELL:
        return f"{max(0, n - MIN_CELL + 1)} or more"
    return f"fewer than {MIN_CELL}"


def where(asked: Asked) -> str:
    """Return in words where a question was asked."""
    if asked.channel != SURVEY:
        return asked.channel or "a room"
    return f"the survey “{asked.survey}”" if asked.survey else "the survey"


def table_of(asked: Asked) -> str:
    """Return the id of the figures of a question."""
    return f"t-{asked.id}"


def hiding(id: str, caption: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Figures:
    """Return a table; where figures of it are hidden, a note explains the sign in their place."""
    hidden = any(cell == HIDDEN for row in rows for cell in row)
    return Figures(id, caption, tuple(heads), tuple(map(tuple, rows)), _HIDDEN_NOTE * hidden)


def noticed(asked: Asked, *words: str) -> Iterator[Sentence]:
    """Yield what can be said of phases in these words: where they are split, differ in degree, and answered alike."""
    for word in words or _SAID:
        names = [f"“{short(s.label, 60)}”" for s in asked.order if s.word == word]
        if names:
            yield Sentence(f"{_SAID[word]} {', '.join(names)}.", table_of(asked))


def hidden_answers(asked: Asked) -> set[str]:
    """Return the answers of which nobody may read how many chose them."""
    if asked.kind == kinds.CHOICE:
        return small_parts({s.label: round(s.everybody.total) for s in asked.scored})
    return {s.label for s in asked.scored if tells((round(s.everybody.total), asked.n - round(s.everybody.total)))}


def most_chosen(asked: Asked) -> str:
    """Return in a clause which answer was chosen most; nothing where that may not be read, or several were."""
    first, *others = asked.order
    level = others and others[0].everybody.total == first.everybody.total
    if level or first.label in hidden_answers(asked):
        return ""
    return f"the most frequent answer is “{short(first.label, 60)}”: {of(round(first.everybody.total), asked.n)}"


def labels_of(found: Picture, asked: Asked) -> list[str]:
    """Return the groups of phases that a question may be shown by."""
    sizes = {label: min((s.by[label].n for s in asked.scored if label in s.by), default=0) for label in found.labels}
    large = [label for label, n in sizes.items() if n >= MIN_CELL]
    left = [s.everybody.n - sum(s.by[label].n for label in large) for s in asked.scored]
    # What the others said would follow from the total.
    follows = any(0 < n < MIN_CELL for n in left)
    return [] if follows or len(large) < _TWO else large


def bars(title: str, rows: Sequence[tuple[str, int, int]], table: str) -> Drawing:
    """Return bars of how many of how many: (label, number, of)."""
    scale = tuple((label, f"{n} of {of}", n / of if of else 0.0) for label, n, of in rows)
    return Drawing(charts.bars(title, rows), title, table, scale)
