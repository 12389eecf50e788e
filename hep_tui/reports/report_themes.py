"""The part of a report on what was said: the themes with their notes, and of the largest what was said."""

from collections import Counter
from collections.abc import Iterator, Sequence

from hep_tui.domain.hiding import HIDDEN, small_parts
from hep_tui.domain.notes import Note, Vocabulary
from hep_tui.domain.phases import MIN_CELL
from hep_tui.domain.survey import CHANNEL
from hep_tui.logbook import Book
from hep_tui.reports.document import Block, Cell, Figures, Points, Section, Sentence
from hep_tui.reports.report_parts import in_bounds
from hep_tui.views.meetings import notes
from hep_tui.views.names import Finder, naming
from hep_tui.views.picture import Picture
from hep_tui.views.review import vocabulary

_MOST_THEMES, _MOST_POINTS = 12, 3
_SPLIT = 2 * MIN_CELL
"""Of fewer notes, no part can be told beside their number."""
_TITLE = "What works, what would be better"
_OTHERS, _OTHERS_OR_NONE = "Other themes", "Other themes, or none"
_HEADS = ("Theme", "Notes", "What works", "Concerns")
Theme = tuple[str, Sequence[Note]]


def said(book: Book, found: Picture) -> Section:
    """Return the themes with their notes, and of the largest what was said; a note that may name somebody stays in."""
    taken = [n.what for n in notes(book) if not (n.what.action or n.what.decision)]
    every = _by_theme(taken, vocabulary(book, found.review.pack))
    if not every:
        return Section(_TITLE)
    within, told, find = [], set[str](), naming(book)
    for theme, of in every[:_MOST_THEMES]:
        shown = _points(of, find, told) if len(of) >= MIN_CELL else []
        if shown:
            told |= {n.text for n in shown}
            within.append(Section(theme, (Points(tuple(map(_quoted, shown))),)))
    return Section(_TITLE, tuple(_counted(taken, every)), tuple(within))


def _by_theme(taken: Sequence[Note], words: Vocabulary) -> list[Theme]:
    """Return the names of the themes, each with its notes, those with most notes first."""
    themes = dict.fromkeys(theme for note in taken for theme in note.themes)
    of = [(words.theme(id), [n for n in taken if id in n.themes]) for id in themes]
    return sorted(of, key=lambda each: (-len(each[1]), each[0]))


def _folded(every: Sequence[Theme], bare: Sequence[Note]) -> list[Theme]:
    """Return the themes that get a row: those of ten notes, or of five where none has ten, and all others as one.

    Where hardly any note is without a theme, those are with the others: they would follow from the whole.
    """
    least = _SPLIT if len(every[0][1]) >= _SPLIT else MIN_CELL
    rows = [(theme, of) for theme, of in every if len(of) >= least][:_MOST_THEMES]
    few = bare if len(bare) < MIN_CELL else ()
    left = [*(note for _, of in every[len(rows) :] for note in of), *few]
    if not left:
        return rows
    called = _OTHERS_OR_NONE if few else _OTHERS
    return [*rows, (called, list({id(note): note for note in left}.values()))]


def _counted(taken: Sequence[Note], every: Sequence[Theme]) -> Iterator[Block]:
    """Yield which theme leads, how many notes have none or are of the survey, and the table of them."""
    bare, survey = [n for n in taken if not n.themes], sum(n.channel == CHANNEL for n in taken)
    rows, none = _folded(every, bare), len(bare)
    # Where each note has one theme at most, themes and notes without any add up to all of them.
    apart = none * (none >= MIN_CELL)
    hidden = small_parts({theme: len(of) for theme, of in rows} | {"": apart})
    first, its = rows[0]
    if first not in (*hidden, _OTHERS, _OTHERS_OR_NONE):
        yield Sentence(f"“{first}” is the most frequent theme: {len(its)} of {len(taken)} notes.", "themes")
    if survey and not small_parts({"": survey, "rooms": len(taken) - survey}):
        yield Sentence(f"{survey} of {len(taken)} notes are comments in the survey.", "themes")
    if none not in range(1, MIN_CELL) and "" not in hidden:
        yield Sentence(f"{none} of {len(taken)} notes carry no theme.", "themes")
    cells = tuple((theme, *([HIDDEN] * 3 if theme in hidden else _counts(of))) for theme, of in rows)
    yield Figures(
        "themes",
        "Notes by theme",
        _HEADS,
        cells,
        f"Notes are counted, not people; a note may carry several themes. {HIDDEN}: from it, how fewer than {MIN_CELL} "
        "notes spoke would follow.",
    )


def _counts(of: Sequence[Note]) -> list[Cell]:
    """Return how many notes there are, and how many praise and how many worry.

    The larger of the two is told, or bounds of both where what it leaves is too small; the smaller where it and what
    neither praises nor worries are not. So what is hidden may always be one of five figures.
    """
    n, signs = len(of), Counter(note.sentiment for note in of)
    praise, worry = signs["positive"], signs["concern"]
    most, least = max(praise, worry), min(praise, worry)
    if n < _SPLIT:
        return [n, HIDDEN, HIDDEN]
    if small_parts({"most": most, "rest": n - most}):
        return [n, *(k and in_bounds(k, n) for k in (praise, worry))]
    other: Cell = least
    if small_parts({"least": least, "rest": n - most - least}):
        other = HIDDEN
    if praise == most:
        return [n, praise, other]
    return [n, other, worry]


def _points(of: Sequence[Note], find: Finder, told: set[str]) -> list[Note]:
    """Return what is marked as a key point or a quotation, names nobody, and was not told before."""
    marked = {n.text: n for n in of if (n.key or n.quote) and n.text not in told and not find(n.text)}
    return list(marked.values())[:_MOST_POINTS]


def _quoted(note: Note) -> str:
    """Return what was said, in quotes where the words are the speaker's own: all of a survey are."""
    own = note.quote or note.channel == CHANNEL
    return f"“{note.text}”" + " (survey)" * (note.channel == CHANNEL) if own else note.text
