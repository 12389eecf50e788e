"""The steps of a declared result, each a page: how it was decided, the order, head-to-heads or rounds, by phase."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hep_tui.domain.chart import Bar, mean_share
from hep_tui.domain.phases import MIN_CELL
from hep_tui.domain.polls import Poll
from hep_tui.domain.ranking import ranking
from hep_tui.domain.verdicts import NO_QUORUM, Verdict
from hep_tui.domain.wording import verb
from hep_tui.logbook.room import OnShow, Result
from hep_tui.views.room_page import Line, Page

Part = Callable[[Result, Mapping[str, str]], Iterator[Page]]


def unmet(said: Mapping[str, Any]) -> bool:
    """Say whether a quorum was set and not met."""
    checks = said.get("checks")
    held = [c for c in checks if isinstance(c, dict)] if isinstance(checks, list) else []
    return any(c.get("name") == "quorum" and c.get("met") is False for c in held)


def _named(poll: Poll, id: str) -> str:
    return f"{id} {poll.label(id)}" if any(o.id == id and o.version for o in poll.options) else poll.label(id)


def _steps(said: Mapping[str, Any]) -> Mapping[str, Any]:
    found = said.get("shown") or {}
    return found if isinstance(found, dict) else {}


def _said(result: Result, _phases: Mapping[str, str]) -> Iterator[Page]:
    """Yield the result line, what has changed since it was declared before, and the record code.

    That a quorum is not met is above every page, and so not here.
    """
    said, changed = result.said, result.said.get("correction") or ""
    lines = [Line(str(said.get("sentence") or "").replace(NO_QUORUM, "", 1).strip())]
    lines += [Line(str(changed), "Correction: ")] if changed else []
    lines += [Line(result.before, "Declared before: ", "")] if changed and result.before else []
    code = said.get("record_code")
    yield Page(
        large=headline(result.poll, said),
        lines=(*lines, *([Line(f"record code  {code}", style="$quiet")] if code else [])),
    )


_LARGE = (Verdict.CARRIED, Verdict.NOT_CARRIED, Verdict.NO_DECISION, Verdict.TIED)
"""Verdicts that are themselves what the back row has to see."""


def headline(poll: Poll, said: Mapping[str, Any]) -> str:
    """Return what is shown large: the verdict, or the one option that leads where everything asked of it is met."""
    word = said.get("verdict")
    if word in _LARGE:
        return Verdict(word).words
    winners, checks = said.get("winners") or [], said.get("checks") or []
    missed = any(isinstance(check, dict) and check.get("met") is False for check in checks)
    return _named(poll, winners[0]) if len(winners) == 1 and not missed else ""


def _decided(result: Result, _phases: Mapping[str, str]) -> Iterator[Page]:
    """Yield the steps by which a model was adopted or not, where the rule has such."""
    steps = result.said.get("steps") or ()
    lines = [Line(str(s[-1]), f"{k}. ") for k, s in enumerate(steps, 1) if isinstance(s, list) and s]
    if lines:
        yield Page("How it was decided", lines=tuple(lines))


def _bars(result: Result, _phases: Mapping[str, str]) -> Iterator[Page]:
    """Yield the options as bars, best first."""
    bars = result_bars(result.poll, result.said)
    if len(bars) > 1:
        order = "The order, with the mean rank" if bars[0].note else "The order"
        yield Page(order if result.poll.marking.ranks else "The figures", tuple(bars))


def result_bars(poll: Poll, declared: dict[str, Any]) -> list[Bar]:
    """Return a declared result as bars, best first, with the place, or the figure where figures are plain counts."""
    scores = declared.get("scores") or {}
    tiers = declared.get("ranking") or []
    n, options = int(declared.get("valid") or 0), len(poll.options)
    if poll.counting.means and n and options > 1 and all(id in scores for tier in tiers for id in tier):
        means = {id: options - float(scores[id] or 0) / n for tier in tiers for id in tier}
        return [
            Bar(_named(poll, id), str(place), mean_share(means[id], options), f"{means[id]:.1f}")
            for place, id in ranking(tiers)
        ]
    most = max((float(s or 0) for s in scores.values()), default=0.0)
    total = sum(len(tier) for tier in tiers) or 1
    counted = poll.marking.counts
    figures = [float(scores.get(id) or 0) for tier in tiers for id in tier]
    # Where votes do not fall with the places, as those of a first round, bars tell the places.
    told = most and figures == sorted(figures, reverse=True)
    found = []
    for place, id in ranking(tiers):
        share = float(scores[id] or 0) / most if told and id in scores else (total - place + 1) / total
        figure = f"{float(scores[id] or 0):g}" if counted and id in scores else str(place)
        found.append(Bar(_named(poll, id), figure, share))
    return found


def _pairs(result: Result, _phases: Mapping[str, str]) -> Iterator[Page]:
    """Yield each leader against every other option, papers on either side, and why that may not be what decides.

    A paper that marks one option compares no others.
    """
    poll, pairs = result.poll, _steps(result.said).get("pairwise") or {}
    if poll.marking.one:
        return
    leaders = result.said.get("winners") or [id for tier in result.said["ranking"][:1] for id in tier]
    for leader in leaders if pairs else ():
        lines, beaten = [], False
        for other in (o.id for o in poll.options if o.id != leader):
            won, lost = int(pairs[leader][other]), int(pairs[other][leader])
            word = ("is level with", "is preferred to", "loses to")[(won > lost) - (won < lost)]
            lines.append(Line(_named(poll, other), f"{won:>3} : {lost:<3}  {word}  "))
            beaten = beaten or won < lost
        why = [Line(words)] if (words := fixed(poll, beaten=beaten)) else []
        yield Page(f"One against one: {_named(poll, leader)}", lines=(*why, *lines))


def fixed(poll: Poll, *, beaten: bool) -> str:
    """Return why a leader leads whatever one against one says; nothing where one against one is what decides."""
    name = poll.counting.label
    if not poll.counting.pairwise:
        return f"The rule was fixed beforehand: {name}; one against one is shown beside it."
    return f"The rule was fixed beforehand: {name}; no option beats every other, so it decides." if beaten else ""


def _rounds(result: Result, _phases: Mapping[str, str]) -> Iterator[Page]:
    """Yield one page a round: votes as bars, and who drops out; a count of one round is in the figures already."""
    poll, rounds = result.poll, _steps(result.said).get("rounds") or ()
    if len(rounds) == 1 and not (poll.counting.moves and poll.counting.rounds):
        return
    for k, each in enumerate(rounds, 1):
        tally = {id: float(votes) for id, votes in each["tally"].items()}
        most = max(tally.values(), default=0) or 1
        end = [_ended(result, k)]
        gone = sum(float(n) for n in (each.get("exhausted") or {}).values())
        says = "paper says" if gone == 1 else "papers say"
        end += [f"{gone:g} {says} no more"] * bool(gone)
        order = sorted(tally, key=lambda id: -tally[id])
        bars = tuple(Bar(_named(poll, id), f"{tally[id]:g}", tally[id] / most) for id in order)
        yield Page(f"Round {k}: {'; '.join(end)}", bars)


def _ended(result: Result, k: int) -> str:
    """Return how a round ended: who drops out, who has it, who goes on, or which tie nothing broke."""
    poll, winners, steps = result.poll, result.said.get("winners") or [], _steps(result.said)
    this, *later = steps["rounds"][k - 1 :]
    ties = [t for t in steps.get("ties") or () if t.get("where") == f"round {k}, last place" and not t.get("broken_by")]
    if out := this.get("eliminated"):
        return f"{_listed(poll, out)} {verb(len(out), 'drops', 'drop')} out"
    if won := this.get("elected"):
        return f"{_listed(poll, won)} {verb(len(won), 'has', 'have')} it"
    if ties:
        safe = not ties[0].get("decisive") and len(winners) == 1
        then = f"whoever drops out, {_listed(poll, winners)} leads" if safe else "the result depends on who drops out"
        return f"{_listed(poll, ties[0]['tied'])} are tied for the last place; {then}"
    if later and set(later[0]["tally"]) < set(this["tally"]):
        return f"{_listed(poll, later[0]['tally'])} go on"
    return f"{_listed(poll, winners)} has it" if not later and len(winners) == 1 else "undecided"


def _listed(poll: Poll, ids: Iterable[str]) -> str:
    *first, last = [_named(poll, id) for id in ids]
    return f"{', '.join(first)} and {last}" if first else last


def _levels(result: Result, _phases: Mapping[str, str]) -> Iterator[Page]:
    """Yield how many papers gave each option each level, none included, the highest first."""
    for id, levels in (_steps(result.said).get("distribution") or {}).items():
        n = sum(int(papers) for papers in levels.values()) or 1
        held = {str(level.value): 0 for level in result.poll.levels} | levels
        order = sorted(held, key=int, reverse=True)
        bars = tuple(Bar(_level(result.poll, level), str(held[level]), int(held[level]) / n) for level in order)
        yield Page(f"{_named(result.poll, id)}: {n} papers", bars)


def _level(poll: Poll, level: str) -> str:
    """Return a level with its anchor, where the poll holds anchors."""
    said = next((a.label for a in poll.levels if str(a.value) == level), "")
    return f"at {level}  {said}".rstrip()


def _phases(result: Result, phases: Mapping[str, str]) -> Iterator[Page]:
    """Yield who leads in each phase, where no phase is too small to be shown."""
    cells = _steps(result.said).get("by_phase") or {} if len(result.poll.options) > 1 else {}
    lines = []
    for phase, cell in cells.items():
        leaders = " = ".join(_named(result.poll, id) for id in cell["winners"]) or "nobody leads"
        lines.append(Line(leaders, f"{_phase(phases, phase)} ({int(cell['n'])} papers):  "))
    if lines and all(int(cell["n"]) >= MIN_CELL for cell in cells.values()):
        yield Page("By phase", lines=tuple(lines))


def _hands(result: Result, phases: Mapping[str, str]) -> Iterator[Page]:
    """Yield the hands of each phase where they were counted so, and no phase is too small to be shown."""
    cells = {p: {o: int(n) for o, n in held.items()} for p, held in (result.said.get("hands") or {}).items()}
    lines = []
    for phase, held in cells.items():
        said = ", ".join(f"{_named(result.poll, id)} {n}" for id, n in held.items())
        lines.append(Line(said, f"{_phase(phases, phase)} ({sum(held.values())} hands):  "))
    if lines and all(sum(held.values()) >= MIN_CELL for held in cells.values()):
        yield Page("By phase", lines=tuple(lines))


def _phase(phases: Mapping[str, str], id: str) -> str:
    return phases.get(id, id) or "not said"


def _ties(result: Result, _phases: Mapping[str, str]) -> Iterator[Page]:
    """Yield every tie that had a bearing on the result, and what broke it."""
    lines = []
    for tie in _steps(result.said).get("ties") or ():
        if tie.get("decisive"):
            level = " = ".join(_named(result.poll, id) for id in tie["tied"])
            how = f"broken by {tie['broken_by']}" if tie.get("broken_by") else "left standing"
            lines.append(Line(f"{level}: {how}. This decided the result."))
            lines += [Line(str(drawn)) for drawn in tie.get("draw") or ()]
    if lines:
        yield Page("A tie", lines=tuple(lines))


PARTS: tuple[Part, ...] = (_said, _decided, _bars, _pairs, _rounds, _levels, _phases, _hands, _ties)

_WRONG = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What reading an announcement that another program made may raise; its page is left out then."""


@dataclass(frozen=True)
class Above:
    """Hold what is above every page of a result: of a series which one, the question, and an unmet quorum."""

    which: str
    question: str
    warning: str


def above(shown: OnShow, at: int) -> Above:
    """Return what is above the pages of one of the results that are shown together."""
    poll, many = shown.results[at].poll, len(shown.results)
    question = poll.question.strip() or poll.title
    title = f": {poll.title}" if poll.title.strip().casefold() != poll.question.strip().casefold() else ""
    which = f"Result {at + 1} of {many}{title}" if many > 1 else ""
    return Above(which, question, NO_QUORUM if unmet(shown.results[at].said) else "")


def steps(shown: OnShow) -> list[Page]:
    """Return the pages of all declared results as long as they are: each result line, then how it came about."""
    parts = [(at, part, result) for at, result in enumerate(shown.results) for part in PARTS]
    return [replace(page, result=at) for at, part, result in parts for page in _pages(part, result, shown.phases)]


def _pages(part: Part, result: Result, phases: Mapping[str, str]) -> list[Page]:
    try:
        return list(part(result, phases))
    except _WRONG:
        return []
