"""What a report says of how it was made: channels, tests, what would have been noticed, what is hidden."""

from collections.abc import Iterator, Sequence

from hep_tui.counting.parting import Parting
from hep_tui.domain.hiding import tells
from hep_tui.domain.opinions import ALPHA, noticeable
from hep_tui.domain.phases import MIN_CELL, MIN_SCHOOLS
from hep_tui.domain.speech import worded
from hep_tui.domain.wording import counted
from hep_tui.reports.document import Block, Figures, Prose, Section
from hep_tui.reports.report_parts import labels_of, short
from hep_tui.views.picture import Asked, Picture
from hep_tui.views.survey import Wave

_HIGHEST = 100


def scheme(rows: Sequence[Sequence[int]], levels: int) -> list[list[int]]:
    """Return the levels of a scale in parts, the finest of those with which most rows may be shown."""
    middle = [[levels // 2]] if levels % 2 else []
    low, high = list(range(levels // 2)), list(range(levels - levels // 2, levels))
    every = [[i] for i in range(levels)]
    three = [low, *middle, high]
    two = [[*low, *(i for part in middle for i in part)], high]
    other = [low, [*(i for part in middle for i in part), *high]]
    schemes = [every, three, two, other]
    safe = [sum(not tells([sum(row[i] for i in part) for part in parts]) for row in rows) for parts in schemes]
    return schemes[safe.index(max(safe))]


def side(part: Sequence[int], levels: int) -> int:
    """Return on which side of the middle a part of a scale lies: -1, 1, or 0 where it holds both or the middle."""
    middle = (levels - 1) / 2
    if all(i < middle for i in part):
        return -1
    return int(all(i > middle for i in part))


def made(found: Picture) -> Section:
    """Return the section on method and limits."""
    places = worded("{places}")
    bound = found.review.pack.equivalence
    blocks: list[Block] = [
        Prose(
            "Everything here is read from one record, whose code is given at the top. Every sentence that states a "
            "figure links to the table it comes from. Those who took part were not drawn at random: what is said holds "
            "of them."
        ),
        Prose(
            "Phases are compared by shuffling which person belongs to which phase "
            f"({counted(found.tests, 'test')}). The chance of any false alarm in the whole report is at most 5 in 100 "
            "(largest statistic of each question, Westfall and Young 1993; over all of them, Holm 1979). Groups agree "
            f"where every two are shown to lie within {bound} points of a hundred of each other; that bound is in "
            "the pack, fixed beforehand. No difference found is not agreement."
        ),
        Prose(
            f"No figure of fewer than {MIN_CELL} people or {MIN_SCHOOLS} {places} is shown, nor one that would follow "
            "from others. Comments are counted as notes, not as people, and never attributed."
        ),
    ]
    there = [heard.label for heard in found.heard if heard.rooms or heard.responses]
    if rows := tuple(_power(found, there)):
        heads = ("Question", *there)
        blocks.append(Figures("power", "What would have been noticed", heads, rows, _POWER))
    sources = tuple(_source(wave) for wave in found.waves)
    if sources:
        files = ("Survey", "Tool", "Wave", "Responses", "File", "SHA-256 begins")
        blocks.append(Figures("sources", "Files that came in", files, sources))
    blocks += [Prose(f"{w.survey.title}: {words}.") for w in found.waves for words in w.reworded]
    return Section("How this was made", tuple(blocks))


_POWER = (
    "So many points of a hundred would have to lie between a group of phases and the others for nine halls of ten to "
    "show it; behind it, how many people of the group answered. The smaller the group, the larger what it takes. A "
    f"dash: fewer than {MIN_CELL} did, or so few others that it would follow."
)


def _power(found: Picture, labels: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for asked in found.asked:
        test = asked.parting
        if test and test.largest:
            critical = test.critical(ALPHA / max(1, found.tests))
            told = labels_of(found, asked)
            yield (
                short(asked.text),
                *(_noticed(test, critical, asked, label) if label in told else "–" for label in labels),
            )


def _noticed(test: Parting, critical: float, asked: Asked, label: str) -> str:
    n = max(s.by[label].n for s in asked.scored)
    needed = round(_HIGHEST * noticeable(critical, max(test.variances), n, asked.n))
    return f"{needed} (n = {n})" if needed < _HIGHEST else f"none surely (n = {n})"


def _source(wave: Wave) -> tuple[str | int, ...]:
    survey = wave.survey
    return survey.title, survey.tool, survey.wave, len(wave.responses), survey.source, survey.sha256[:16]
