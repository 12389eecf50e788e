"""The parts of a report on what was ranked: priorities in every channel, models head to head, anything else."""

from collections.abc import Iterator, Mapping, Sequence

from hep_tui.domain import survey as kinds
from hep_tui.domain.hiding import HIDDEN, tells
from hep_tui.domain.opinions import bridging
from hep_tui.domain.saying import of
from hep_tui.domain.wording import counted, listed
from hep_tui.reports import charts
from hep_tui.reports.document import Block, Cell, Drawing, Figures, Section, Sentence
from hep_tui.reports.report_parts import enough, hiding, labels_of, noticed, short, table_of, where
from hep_tui.views.picture import SURVEY, Asked, Picture

PRIORITIES, MODELS = "priorities", "models"
_PLACES = (
    "Places are by the share of the other priorities that a ranking puts each above; equal ones share a place. Rooms "
    "and survey may have asked some of the same people, so they are set side by side, all who ranked in one beside all "
    "who ranked in the other, and not tested against each other."
)


def rankings(found: Picture, *concepts: str) -> list[Asked]:
    """Return the rankings of things of some concepts, those of rooms first."""
    ranked = [each for each in enough(found, kinds.RANK) if each.concept in concepts and each.scored]
    return sorted(ranked, key=lambda each: each.channel == SURVEY)


def lead(asked: Asked) -> str:
    """Return in words what comes first."""
    first = [label for label, place in asked.places().items() if place == 1]
    return f"{first[0]} leads" if len(first) == 1 else f"{listed(first)} share the first place"


def priorities(found: Picture) -> Section:
    """Return the places of the priorities wherever they were ranked, side by side, and each ranking by phase."""
    ranked = rankings(found, PRIORITIES)
    within = tuple(Section(f"{short(a.text)} ({where(a)})", tuple(_ranking(found, a))) for a in ranked)
    return Section("Priorities", tuple(_side_by_side(ranked)) if ranked else (), within)


def in_order(found: Picture) -> Section:
    """Return what else was put in order, which the pack has no concept for."""
    ranked = rankings(found, "", "conditions")
    within = tuple(Section(f"{short(a.text)} ({where(a)})", tuple(_ranking(found, a))) for a in ranked)
    return Section("What people put in order", (), within)


def models(found: Picture) -> tuple[Section, ...]:
    """Return the rankings of models, each with its models head to head."""
    return tuple(
        Section(f"{short(a.text)} ({where(a)})", (*_ranking(found, a), *_head_to_head(a)))
        for a in rankings(found, MODELS)
    )


def _side_by_side(ranked: Sequence[Asked]) -> Iterator[Block]:
    heads = ["Priority", *(f"{where(a)}, n = {a.n}" for a in ranked)]
    names = list(dict.fromkeys(s.label for a in reversed(ranked) for s in a.order))
    places = [a.places() for a in ranked]
    lines = [(name, [each.get(name) for each in places]) for name in names]
    rows: list[tuple[Cell, ...]] = [(name, *(place or "not asked" for place in of_name)) for name, of_name in lines]
    title = _leads(ranked)
    yield Sentence(f"{title}.", PRIORITIES)
    if len(ranked) > 1:
        yield Drawing(charts.slope(title, heads[1:], lines), f"{title}: places side by side", PRIORITIES)
    if len(ranked) == 2:
        heads.append("Moved")
        rows = [(*row, _moved(of_name)) for row, (_, of_name) in zip(rows, lines, strict=True)]
    yield Figures(PRIORITIES, "Places of the priorities", tuple(heads), tuple(rows), _PLACES)


def _moved(places: Sequence[int | None]) -> str:
    """Return in words how far something moved from one of two places to the other, where both asked of it."""
    first, last = places
    if first is None or last is None:
        return "–"
    if first == last:
        return "stays"
    return f"up {first - last}" if last < first else f"down {last - first}"


def _leads(ranked: Sequence[Asked]) -> str:
    leads = [lead(asked) for asked in ranked]
    if len(set(leads)) == 1:
        return f"{leads[0]} wherever priorities were ranked"
    return "; ".join(f"{each} in {where(asked)}" for each, asked in zip(leads, ranked, strict=True))


def _ranking(found: Picture, asked: Asked) -> Iterator[Block]:
    labels = labels_of(found, asked)
    places = {label: asked.places(label) for label in labels}
    overall, support = asked.places(), {s.label: {name: s.by[name].mean for name in labels} for s in asked.scored}
    bridge = {name: i for i, name in enumerate(bridging(support), 1)}
    heads = ("Priority", f"All ({asked.n})", *_sized(asked, labels))
    rows: list[tuple[Cell, ...]] = [
        (s.label, overall[s.label], *(places[label][s.label] for label in labels)) for s in asked.order
    ]
    note = ""
    yield from noticed(asked)
    if labels:
        heads = (*heads, "Bridging order", "Phases")
        rows = [(*row, bridge[s.label], s.word) for row, s in zip(rows, asked.order, strict=True)]
        note = "The bridging order puts first what the group of phases that supports it least supports most."
        title = f"{lead(asked)}; places by phase"
        cells = [(s.label, [places[label][s.label] for label in labels]) for s in asked.order]
        yield Drawing(charts.heat(title, _sized(asked, labels), cells), title, table_of(asked))
    yield Figures(table_of(asked), f"Places, {where(asked)}; rankings in brackets", heads, tuple(rows), note)


def _sized(asked: Asked, labels: Sequence[str]) -> list[str]:
    return [f"{label} ({asked.scored[0].by[label].n})" for label in labels]


def _head_to_head(asked: Asked) -> Iterator[Block]:
    id, names = f"{table_of(asked)}-pairs", [s.label for s in asked.order]
    best = _beats_all(asked.pairs, names, asked.n)
    if best:
        yield Sentence(
            f"{best} is put above each of the others by more people than the other way round, among "
            f"{counted(asked.n, 'ranking')} in {where(asked)}.", id,
        )  # fmt: skip
    rows = [(one, *(_pair(asked.pairs, one, other, asked.n) for other in names)) for one in names]
    yield hiding(id, "Head to head: how many put the one at the left above the one at the top", ("", *names), rows)


def _beats_all(pairs: Mapping[tuple[str, str], int], names: Sequence[str], n: int) -> str:
    """Return what is above each of the others, where every figure that says so is shown; else nothing."""
    for one in names:
        others = [other for other in names if other != one]
        won = all(pairs[one, other] > pairs[other, one] for other in others)
        if won and others and all(_pair(pairs, one, other, n) != HIDDEN for other in others):
            return one
    return ""


def _pair(pairs: Mapping[tuple[str, str], int], one: str, other: str, n: int) -> str:
    if one == other:
        return "–"
    above, below = pairs[one, other], pairs[other, one]
    return HIDDEN if tells((above, below, n - above - below)) else of(above, n)
