"""The first page of a report: who was heard, what was decided, what people want or do not, where phases differ."""

from collections.abc import Iterator
from itertools import islice

from hep_tui.domain import survey as kinds
from hep_tui.domain.hiding import tells
from hep_tui.domain.opinions import AGREE, DEGREE, MIDDLE, SPLIT, TOO_FEW, bridging, took_part, were_reached
from hep_tui.domain.phases import MIN_CELL, MIN_SCHOOLS
from hep_tui.domain.saying import led
from hep_tui.domain.wording import counted
from hep_tui.logbook import Book
from hep_tui.reports.document import Block, Figures, Section, Sentence
from hep_tui.reports.report_parts import enough, in_bounds, labels_of, most_chosen, noticed, short, table_of, where
from hep_tui.reports.report_ranked import MODELS, PRIORITIES, lead, rankings
from hep_tui.reports.report_said import declared, meetings
from hep_tui.views.picture import Asked, Picture, Scored

_MOST_SENTENCES, _MOST_QUESTIONS = 3, 5
_WORDS = {
    AGREE: "every two groups of phases were shown to answer about alike, for it or against it",
    DEGREE: "a difference was noticed, on the same side of the middle",
    SPLIT: "a difference was noticed, on two sides of the middle",
    TOO_FEW: "neither a difference nor closeness was shown",
}


def front(book: Book, found: Picture) -> Section:
    """Return the first page of a report."""
    decided = (Sentence(f"{each.words} {each.result}", "declared") for each in declared(book))
    held = meetings(book)[:1]
    parts = (held, _took_part(found), decided, _first_places(found), _agreed(found), _chosen(found), _differ(found))
    return Section("In one screen", tuple(block for part in parts for block in part))


def _took_part(found: Picture) -> Iterator[Block]:
    if found.schools and not 0 < found.reached < MIN_SCHOOLS:
        yield Sentence(f"{were_reached(found.reached, found.schools, found.unsaid)}.", "heard")
    if not found.few:
        yield Sentence(f"{took_part(found.people)}.", "heard")


def _first_places(found: Picture) -> Iterator[Block]:
    """Yield what leads each ranking, and what comes first where every phase is to bear it."""
    for asked in rankings(found, PRIORITIES, MODELS):
        yield Sentence(f"{lead(asked)} among {counted(asked.n, 'ranking')} in {where(asked)}.", table_of(asked))
    by_phases = [asked for asked in rankings(found, PRIORITIES) if len(labels_of(found, asked)) > 1]
    for asked in by_phases[-1:]:
        support = {s.label: {name: m.mean for name, m in s.by.items() if m.n >= MIN_CELL} for s in asked.scored}
        first = bridging(support)[0]
        words = f"Each taken by the phases that support it least, {first} comes first in {where(asked)}."
        yield Sentence(words, table_of(asked))


def _agreed(found: Picture) -> Iterator[Block]:
    """Yield the statements that most support goes to, then those that it goes to least where that is under half."""
    scales = [(asked, s) for asked in enough(found, kinds.SCALE) for s in asked.scored if s.everybody.n >= MIN_CELL]
    scales.sort(key=lambda pair: -pair[1].everybody.mean)
    wanted = [pair for pair in scales if pair[1].everybody.mean >= MIDDLE][:_MOST_SENTENCES]
    unwanted = [pair for pair in scales if pair[1].everybody.mean < MIDDLE][-_MOST_SENTENCES:]
    for asked, scored in (*wanted, *unwanted):
        yield Sentence(side(asked, scored), table_of(asked))


def _chosen(found: Picture) -> Iterator[Block]:
    asked = (each for each in enough(found, kinds.CHOICE, kinds.CHOICES) if each.scored)
    led_by = ((each, most_chosen(each)) for each in asked)
    for each, words in islice(((each, words) for each, words in led_by if words), _MOST_QUESTIONS):
        yield Sentence(f"“{short(each.text)}” {words}.", table_of(each))


def _differ(found: Picture) -> Iterator[Block]:
    """Yield on what phases differ, and of how many things that, agreement or nothing can be said."""
    for asked in found.asked:
        if asked.n >= MIN_CELL:
            yield from noticed(asked, SPLIT, DEGREE)
    words = [s.word for asked in found.asked if asked.n >= MIN_CELL for s in asked.scored]
    if not words:
        return
    differ = words.count(DEGREE) + words.count(SPLIT)
    yield Sentence(
        f"Of {len(words)} things that phases were compared on, they answered alike on {words.count(AGREE)}, differ on "
        f"{differ}, and on {words.count(TOO_FEW)} there is too little to say.",
        "words",
    )
    rows = tuple((word, words.count(word), said) for word, said in _WORDS.items())
    yield Figures("words", "What can be said of phases", ("Word", "Things", "It means"), rows)


def side(asked: Asked, scored: Scored) -> str:
    """Return how many chose a level above the middle of a scale; in bounds where the others are too few to show."""
    above, n = _above(scored), scored.everybody.n
    name = f"to “{short(scored.label)}”"
    if tells((above, n - above)):
        return f"“{top(asked)}” was said {name} by {in_bounds(above, n)} of {n} people."
    return led(above, n, "people", f"said “{top(asked)}” {name}")


def _above(scored: Scored) -> int:
    half = (len(scored.levels) - 1) / 2
    return sum(n for i, n in enumerate(scored.levels) if i > half)


def top(asked: Asked) -> str:
    """Return the levels above the middle of a scale, in words."""
    half = (len(asked.levels) - 1) / 2
    return " or ".join(level for i, level in enumerate(asked.levels) if i > half)
