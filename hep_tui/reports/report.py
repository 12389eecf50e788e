"""Compose the report of a review: every sentence made from data by rule, and linked to the figures it comes from."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from hep_tui.domain import survey as kinds
from hep_tui.domain.hiding import HIDDEN, MOST_HIDDEN, hidden_together, safe_rows, small_parts, tells
from hep_tui.domain.opinions import were_reached
from hep_tui.domain.phases import MIN_CELL, MIN_SCHOOLS
from hep_tui.domain.saying import of
from hep_tui.domain.speech import in_a_sentence, worded
from hep_tui.domain.wording import counted
from hep_tui.logbook import Book
from hep_tui.reports import charts, report_made, report_ranked, report_said, report_themes
from hep_tui.reports.document import Block, Cell, Document, Drawing, Figures, Prose, Section, Sentence
from hep_tui.reports.report_front import front, side, top
from hep_tui.reports.report_parts import bars, enough, hidden_answers, hiding, most_chosen, noticed, short, table_of
from hep_tui.views.picture import Asked, OfGroup, Picture, Scored
from hep_tui.views.picture_painter import picture
from hep_tui.views.survey import Wave

_FIRST = 5


def report(book: Book, by: Sequence[str] = ()) -> Document:
    """Return the report of a review; `by` are the ids of the groups that get a page, all of the pack where empty."""
    found = picture(book)
    groups = [group for group in found.groups if not by or group.term.id in by]
    sections = (
        front(book, found),
        _heard(book, found),
        report_themes.said(book, found),
        report_ranked.priorities(found),
        _statements(found),
        _answers(found),
        replace(report_said.models(book), within=report_ranked.models(found)),
        report_ranked.in_order(found),
        report_said.decisions(book),
        report_said.conditions(book),
        report_said.done(book, date.max),
        _by_group(groups),
        report_made.made(found),
    )
    kept = tuple(section for section in sections if section.blocks or section.within)
    return Document(found.review.title, f"Report for the steering group. Record code {found.record_code}.", kept)


_GROUPS_OVERLAP = (
    "One person may belong to several of these groups, so they are described and not tested against each other. A "
    "group is shown where at least five of it answered, and where no sum of other tables gives a part of fewer than "
    "five away."
)
_HEARD = ("Phase", "{Places}", "{Places} reached", "People in rooms", "Survey responses")
_SEVERAL = "Somebody may have answered several of the surveys"


def _heard(book: Book, found: Picture) -> Section:
    few = small_parts({h.label: h.reached for h in found.heard}, MIN_SCHOOLS)
    blocks: list[Block] = []
    if found.not_heard:
        blocks.append(Sentence(f"Not heard: {', '.join(found.not_heard)}.", "heard"))
    shares = [(h.label, h.reached, h.schools) for h in found.heard if h.schools and h.label not in few]
    if shares and found.reached >= MIN_SCHOOLS:
        blocks.append(bars(were_reached(found.reached, found.schools, found.unsaid), shares, "heard"))
    blocks.append(_by_phases(found, few))
    blocks += [*report_said.meetings(book), *(_rows_of_file(wave) for wave in found.waves)]
    return Section("Who was heard", tuple(blocks))


def _by_phases(found: Picture, few: Collection[str]) -> Figures:
    """Return schools and people of each group of phases; `few` are those of which fewer than three were reached."""
    rows: list[tuple[Cell, ...]] = []
    for heard in found.heard:
        reached = HIDDEN if heard.label in few else heard.reached
        rows.append((heard.label, heard.schools or "–", reached, _people(heard.rooms), _people(heard.responses)))
    everywhere = HIDDEN if 0 < found.reached < MIN_SCHOOLS else found.reached
    responses = _sum(h.responses for h in found.heard)
    rows.append(("All", found.schools, everywhere, _people(found.rooms), _people(responses)))
    heads = tuple(map(worded, _HEARD))
    note = _together(found)
    if len(found.waves) > 1:
        heads = (*heads[:-1], f"Responses to {len(found.waves)} surveys")
        note = f"{note} {_SEVERAL}."
    return Figures("heard", worded("{Places} and people by phase"), heads, tuple(rows), note)


def _rows_of_file(wave: Wave) -> Figures:
    """Return what became of the rows of a survey's file."""
    rows = tuple(
        (kinds.WHY.get(what, what), n if what in _NOBODY else _people(n)) for what, n in wave.survey.outcomes.items()
    )
    caption = f"The file of the survey “{wave.survey.title}”"
    return Figures(f"rows-{wave.survey.key}", caption, ("What became of its rows", "Rows"), rows)


_NOBODY = (kinds.TEST, kinds.EMPTY, kinds.DOUBLE)
"""Rows of a file that are no people, or none that is not counted elsewhere."""


def _people(n: int | None) -> Cell:
    return HIDDEN if n is None or 0 < n < MIN_CELL else n


def _sum(parts: Iterable[int | None]) -> int | None:
    held = list(parts)
    return None if None in held else sum(n for n in held if n)


def _together(found: Picture) -> str:
    places = worded("{places}")
    few = f"Phases of fewer than {MIN_CELL} people or {MIN_SCHOOLS} {places} stand together, the same in every table"
    named = [f"{heard.label}: {', '.join(heard.phases)}" for heard in found.heard if len(heard.phases) > 1]
    return f"{few}. {'; '.join(named)}." if named else f"{few}."


def _statements(found: Picture) -> Section:
    within = tuple(Section(short(asked.text), tuple(_scale(found, asked))) for asked in enough(found, kinds.SCALE))
    return Section("What people agree with", (), within)


def _scale(found: Picture, asked: Asked) -> Iterator[Block]:
    parts = report_made.scheme([s.levels for s in asked.scored], len(asked.levels))
    heads = [" or ".join(asked.levels[i] for i in part) for part in parts]
    safe = [(s.label, _levels_told(s, parts), s.everybody.n) for s in asked.order]
    first = next(s for s in asked.order if s.everybody.n >= MIN_CELL)
    title = side(asked, first).rstrip(".")
    yield Sentence(f"{title}.", table_of(asked))
    yield from noticed(asked)
    if any(counts for _, counts, _ in safe):
        sides = [report_made.side(part, len(asked.levels)) for part in parts]
        yield Drawing(charts.diverging(title, heads, sides, safe), title, table_of(asked))
    hidden = [HIDDEN] * len(parts)
    cells = tuple((label, *(counts or hidden), n) for label, counts, n in safe)
    yield hiding(table_of(asked), short(asked.text), ("Statement", *heads, "n"), cells)
    yield from _by_phase(found, asked, top(asked))


def _levels_told(scored: Scored, parts: Sequence[Sequence[int]]) -> tuple[int, ...] | None:
    """Return how many gave the levels of each part of a scale, None where that gives somebody away."""
    counts = tuple(sum(scored.levels[i] for i in part) for part in parts)
    return None if tells(counts) else counts


def _by_phase(found: Picture, asked: Asked, what: str) -> Iterator[Block]:
    """Yield how many of each group of phases said something, where no figure tells of fewer than five.

    Where too much would be hidden, the smallest groups stand together.
    """
    groups = _told_together(found, asked)
    rows = _safe_rows(asked, groups)
    if len(groups) < 2 or not any(cell for row in rows for cell in row):
        yield Prose("By phase, too few answered otherwise to show it.", quiet=True)
        return
    heads = [" and ".join([first, *map(in_a_sentence, others)]) for first, *others in groups]
    lines = tuple((s.label, *map(_cell, row), s.word) for s, row in zip(asked.order, rows, strict=True))
    yield hiding(f"{table_of(asked)}-phase", f"By phase: {what}", ("Answer", *heads, "Phases"), lines)


def _told_together(found: Picture, asked: Asked) -> list[tuple[str, ...]]:
    """Return the phases that answered in groups, the smallest together until little of their table is hidden."""
    groups: list[tuple[str, ...]] = []
    for label in found.labels:
        if any(label in scored.by and scored.by[label].n for scored in asked.scored):
            groups.append((label,))
    while len(groups) > 2 and _mostly_hidden(asked, groups):
        sizes = {group: sum(asked.order[0].by[label].n for label in group) for group in groups}
        least, next_, *_ = sorted(groups, key=lambda group: (sizes[group], group))
        groups = [group for group in groups if group not in (least, next_)] + [(*next_, *least)]
    return groups


def _mostly_hidden(asked: Asked, groups: Sequence[tuple[str, ...]]) -> bool:
    cells = [cell for row in _safe_rows(asked, groups) for cell in row]
    return cells.count(None) > MOST_HIDDEN * len(cells)


def _safe_rows(asked: Asked, together: Sequence[tuple[str, ...]]) -> list[list[tuple[int, ...] | None]]:
    """Return of each answer, for groups of phases, how many gave it and how many did not, None where that is hidden."""
    split = {str(place): _split(scored, together) for place, scored in enumerate(asked.order)}
    hidden = hidden_together(split) if asked.kind == kinds.CHOICE else ()
    safe = [dict.fromkeys(rows) if answer in hidden else safe_rows(rows) for answer, rows in split.items()]
    return [[*rows.values()] for rows in safe]


def _split(scored: Scored, together: Sequence[tuple[str, ...]]) -> dict[str, tuple[int, ...]]:
    """Return for groups of phases how many scored above the middle and how many did not."""
    split: dict[str, tuple[int, ...]] = {}
    for group in together:
        k, n = (sum(pair) for pair in zip(*(scored.counts.get(label, (0, 0)) for label in group), strict=True))
        split[" ".join(group)] = (k, n - k)
    return split


def _cell(safe: tuple[int, ...] | None) -> str:
    return HIDDEN if safe is None else of(safe[0], sum(safe))


def _answers(found: Picture) -> Section:
    asked = [a for a in enough(found, kinds.CHOICE, kinds.CHOICES) if a.scored]
    return Section("What people chose", (), tuple(Section(short(a.text), tuple(_choice(found, a))) for a in asked))


def _choice(found: Picture, asked: Asked) -> Iterator[Block]:
    counts, hidden = [(s.label, round(s.everybody.total)) for s in asked.order], hidden_answers(asked)
    if said := most_chosen(asked):
        title = f"{said[0].upper()}{said[1:]}"
        yield Sentence(f"{title}.", table_of(asked))
        safe = [(label, k, asked.n) for label, k in counts if label not in hidden]
        yield bars(title, safe, table_of(asked))
    yield from noticed(asked)
    cells = tuple((label, HIDDEN if label in hidden else of(k, asked.n)) for label, k in counts)
    yield hiding(table_of(asked), short(asked.text), ("Answer", f"People, n = {asked.n}"), cells)
    if not hidden:
        yield from _by_phase(found, asked, "chose it")


def _by_group(groups: Sequence[OfGroup]) -> Section:
    """Return the pages of groups; the first is on the page on which all of them are explained."""
    within = [_group(group) for group in groups]
    pages = tuple(replace(each, page=each.page and place > 0) for place, each in enumerate(within))
    return Section("By group", (Prose(_GROUPS_OVERLAP),), pages, page=True)


def _group(group: OfGroup) -> Section:
    name = group.term.label
    if not group.shown:
        return Section(name, (Prose(_not_shown(group)),))
    blocks: list[Block] = [
        Sentence(f"{counted(group.responses, 'response')} to the survey came from this group.", "heard")
    ]
    for asked in group.asked:
        id = f"{group.term.id}-{asked.id}"
        if asked.kind == kinds.RANK and asked.n >= MIN_CELL:
            blocks += _ranked_by_group(asked, id)
        elif asked.kind == kinds.SCALE and any(s.counts for s in asked.scored):
            rows = tuple((s.label, of(*s.counts[""]) if s.counts else HIDDEN) for s in asked.order)
            blocks.append(hiding(id, short(asked.text), ("Statement", f"Said “{top(asked)}”"), rows))
    return Section(name, tuple(blocks), page=True)


def _not_shown(group: OfGroup) -> str:
    if group.surveys > 1:
        return "Not shown: groups are told apart in one survey, and there were several."
    if not group.surveys:
        return "Not shown: no survey came in."
    return f"Too few to show: fewer than {MIN_CELL} answered, or what they said would follow from other tables."


def _ranked_by_group(asked: Asked, id: str) -> Iterator[Block]:
    places = asked.places()
    first = [s.label for s in asked.order if places[s.label] <= _FIRST]
    yield Sentence(f"In {counted(asked.n, 'ranking')} these come first: {', '.join(first)}.", table_of(asked))
    rows = tuple((s.label, places[s.label]) for s in asked.order)
    yield Figures(id, short(asked.text), ("Priority", "Place"), rows)
