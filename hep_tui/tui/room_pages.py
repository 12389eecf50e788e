"""What the room sees of a declared result, one page a key press."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hep_tui.domain.polls import Poll
from hep_tui.logbook.room import OnShow
from hep_tui.tui.text import fit, wrap
from hep_tui.tui.widgets.bars import Bar

_WRONG = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What reading an announcement that another program made may raise; its page is left out then."""


@dataclass(frozen=True)
class Page:
    """Hold one page: its heading, bars or paragraphs; the first page, the result itself, has neither."""

    title: str = ""
    bars: tuple[Bar, ...] = ()
    lines: tuple[str, ...] = ()


def pages(shown: OnShow, width: int, height: int) -> list[Page]:
    """Return the pages of a declared result for so many columns and rows: the result line first, then each step.

    A step that does not fit goes on over the next page. Empty before a result is declared.
    """
    if not shown.declared:
        return []
    found = [Page()]
    for part in (_decided, _bars, _pairs, _rounds, _levels, _phases, _ties):
        found += _pages(part, shown, shown.declared, (width, max(3, height)))
    return found


Part = Callable[[OnShow, dict[str, Any]], Iterator[Page]]


def _pages(part: Part, shown: OnShow, declared: dict[str, Any], size: tuple[int, int]) -> Iterator[Page]:
    try:
        whole = list(part(shown, declared))
    except _WRONG:
        return
    for page in whole:
        yield from _cut(page, *size)


def _cut(page: Page, width: int, height: int) -> Iterator[Page]:
    lines = [line for each in page.lines for line in ([fit(each, width)] if len(each) <= width else wrap(each, width))]
    for start in range(0, max(len(page.bars), len(lines)), height):
        until = start + height
        yield Page(page.title, page.bars[start:until], tuple(lines[start:until]))


def _named(poll: Poll, id: str) -> str:
    return f"{id} {poll.label(id)}" if any(o.id == id and o.version for o in poll.options) else poll.label(id)


def _steps(declared: dict[str, Any]) -> Mapping[str, Any]:
    found = declared.get("shown") or {}
    return found if isinstance(found, dict) else {}


def _decided(shown: OnShow, declared: dict[str, Any]) -> Iterator[Page]:
    """Yield the steps by which a model was adopted or not, where the rule has such."""
    steps = declared.get("steps") or ()
    lines = tuple(f"{k}. {step[-1]}" for k, step in enumerate(steps, 1) if isinstance(step, list) and step)
    if lines:
        yield Page("How it was decided", lines=lines)


def _bars(shown: OnShow, declared: dict[str, Any]) -> Iterator[Page]:
    """Yield the options as bars, best first."""
    bars = result_bars(shown.poll, declared)
    if bars:
        yield Page("The order" if shown.poll.method == "rank" else "The figures", tuple(bars))


def result_bars(poll: Poll, declared: dict[str, Any]) -> list[Bar]:
    """Return a declared result as bars, best first, with the place, or the figure where figures are plain counts."""
    scores = declared.get("scores") or {}
    tiers = declared.get("ranking") or []
    most = max((float(s or 0) for s in scores.values()), default=0.0)
    total = sum(len(tier) for tier in tiers) or 1
    counted = poll.method in ("hands", "choose", "approve", "points")
    found, above = [], 0
    for tier in tiers:
        for id in tier:
            share = float(scores[id] or 0) / most if most and id in scores else (total - above) / total
            figure = f"{float(scores[id] or 0):g}" if counted and id in scores else str(above + 1)
            found.append(Bar(_named(poll, id), figure, share))
        above += len(tier)
    return found


def _pairs(shown: OnShow, declared: dict[str, Any]) -> Iterator[Page]:
    """Yield each leader against every other option, papers on either side."""
    pairs = _steps(declared).get("pairwise") or {}
    leaders = declared.get("winners") or [id for tier in declared["ranking"][:1] for id in tier]
    for leader in leaders if pairs else ():
        lines = []
        for other in (o.id for o in shown.poll.options if o.id != leader):
            won, lost = int(pairs[leader][other]), int(pairs[other][leader])
            word = "is preferred to" if won > lost else "loses to" if won < lost else "is level with"
            lines.append(f"{won:>3} : {lost:<3}  {word}  {_named(shown.poll, other)}")
        yield Page(f"One against one: {_named(shown.poll, leader)}", lines=tuple(lines))


def _rounds(shown: OnShow, declared: dict[str, Any]) -> Iterator[Page]:
    """Yield one page a round: votes as bars, and who drops out."""
    for k, each in enumerate(_steps(declared).get("rounds") or (), 1):
        tally = {id: float(votes) for id, votes in each["tally"].items()}
        most = max(tally.values(), default=0) or 1
        out = [_named(shown.poll, id) for id in each.get("eliminated") or ()]
        won = [_named(shown.poll, id) for id in each.get("elected") or ()]
        end = [f"{', '.join(out)} drops out"] if out else [f"{', '.join(won)} has it"] if won else ["undecided"]
        gone = sum(float(n) for n in (each.get("exhausted") or {}).values())
        end += [f"{gone:g} papers say no more"] if gone else []
        order = sorted(tally, key=lambda id: -tally[id])
        bars = tuple(Bar(_named(shown.poll, id), f"{tally[id]:g}", tally[id] / most) for id in order)
        yield Page(f"Round {k}: {'; '.join(end)}", bars)


def _levels(shown: OnShow, declared: dict[str, Any]) -> Iterator[Page]:
    """Yield how many papers gave each option each level, the highest first."""
    for id, levels in (_steps(declared).get("distribution") or {}).items():
        n = sum(int(papers) for papers in levels.values()) or 1
        order = sorted(levels, key=int, reverse=True)
        bars = tuple(Bar(_level(shown.poll, level), str(levels[level]), int(levels[level]) / n) for level in order)
        yield Page(f"{_named(shown.poll, id)}: {n} papers", bars)


def _level(poll: Poll, level: str) -> str:
    """Return a level with its anchor, where the poll holds anchors."""
    anchors = getattr(poll, "levels", ()) or ()
    said = next((a.label for a in anchors if str(getattr(a, "value", "")) == level), "")
    return f"{level} {said}".strip()


def _phases(shown: OnShow, declared: dict[str, Any]) -> Iterator[Page]:
    """Yield who leads in each phase, where no phase is too small to be shown."""
    cells = _steps(declared).get("by_phase") or {}
    lines = []
    for phase, cell in cells.items():
        name = shown.phases.get(phase, phase) or "not said"
        leaders = " = ".join(_named(shown.poll, id) for id in cell["winners"]) or "nobody leads"
        lines.append(f"{name} ({int(cell['n'])} papers):  {leaders}")
    if lines and all(int(cell["n"]) >= _FEWEST for cell in cells.values()):
        yield Page("By phase", lines=tuple(lines))


_FEWEST = 5


def _ties(shown: OnShow, declared: dict[str, Any]) -> Iterator[Page]:
    """Yield every tie that had a bearing on the result, and what broke it."""
    lines = []
    for tie in _steps(declared).get("ties") or ():
        if tie.get("decisive"):
            level = " = ".join(_named(shown.poll, id) for id in tie["tied"])
            how = f"broken by {tie['broken_by']}" if tie.get("broken_by") else "left standing"
            lines.append(f"{level}: {how}. This decided the result.")
            lines += [str(drawn) for drawn in tie.get("draw") or ()]
    if lines:
        yield Page("A tie", lines=tuple(lines))
