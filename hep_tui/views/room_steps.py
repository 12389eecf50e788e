"""The steps of a declared result, each a page: how it was decided, the order, head-to-heads or rounds, by phase."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from hep_tui.domain.chart import Bar
from hep_tui.domain.phases import MIN_CELL
from hep_tui.domain.polls import Poll
from hep_tui.domain.result import Result, Tie
from hep_tui.domain.verdicts import NO_QUORUM, Verdict
from hep_tui.domain.wording import counted, listed, verb
from hep_tui.logbook.room import Declared, OnShow
from hep_tui.views.result_order import bars_title, duel, of_phase, option_name, order_lines, result_bars
from hep_tui.views.room_page import Line, Page

Part = Callable[[Declared, Mapping[str, str]], Iterator[Page]]


def unmet(result: Result) -> bool:
    """Say whether a quorum was set and not met."""
    return result.quorum is not None and result.quorum.met is False


def _said(declared: Declared, _phases: Mapping[str, str]) -> Iterator[Page]:
    """Yield the result line, what has changed since it was declared before, and the record code.

    That a quorum is not met is above every page, and so not here.
    """
    result = declared.result
    lines = [Line(result.sentence.replace(NO_QUORUM, "", 1).strip())]
    if result.correction:
        lines.append(Line(result.correction, "Correction: "))
    if result.correction and declared.before:
        lines.append(Line(declared.before, "Declared before: ", ""))
    lines.append(Line(f"record code  {result.record_code}", style="$quiet"))
    yield Page(large=headline(declared.poll, result), lines=tuple(lines))


_LARGE = (Verdict.CARRIED, Verdict.NOT_CARRIED, Verdict.NO_DECISION, Verdict.TIED)
"""Verdicts that are themselves what the back row has to see."""


def headline(poll: Poll, result: Result) -> str:
    """Return what is shown large: the verdict, or the one option that leads where everything asked of it is met."""
    if result.verdict in _LARGE:
        return result.verdict.words
    leads = len(result.winners) == 1 and not result.missed
    return option_name(poll, result.winners[0]) if leads else ""


def _decided(declared: Declared, _phases: Mapping[str, str]) -> Iterator[Page]:
    """Yield the steps by which a model was adopted or not, where the rule has such."""
    lines = [Line(str(step[-1]), f"{k}. ") for k, step in enumerate(declared.result.steps, 1) if step]
    if lines:
        yield Page("How it was decided", lines=tuple(lines))


def _order(declared: Declared, _phases: Mapping[str, str]) -> Iterator[Page]:
    """Yield the options, best first: as bars where each stands for a figure, else as a list of their places."""
    poll, result = declared.poll, declared.result
    if sum(map(len, result.ranking)) < 2:
        return
    bars = result_bars(poll, result)
    if bars:
        yield Page(bars_title(poll), tuple(bars))
    else:
        yield Page("The order", lines=tuple(order_lines(poll, result)))


def _pairs(declared: Declared, _phases: Mapping[str, str]) -> Iterator[Page]:
    """Yield each leader against every other option, papers on either side, and why that may not be what decides.

    A paper that marks one option compares no others.
    """
    poll, result = declared.poll, declared.result
    if poll.marking.one or not result.shown.pairwise:
        return
    first = result.ranking[0] if result.ranking else ()
    for leader in result.winners or first:
        others = [option.id for option in poll.options if option.id != leader]
        duels = {other: duel(result, leader, other) for other in others}
        words = fixed(poll, beaten=any(won < lost for won, lost in duels.values()))
        lines = [Line(words)] if words else []
        lines += [Line(option_name(poll, other), _fares(won, lost)) for other, (won, lost) in duels.items()]
        yield Page(f"One against one: {option_name(poll, leader)}", lines=tuple(lines))


def _fares(won: int, lost: int) -> str:
    """Return how a leader fares against another option, on so many papers each."""
    word = "is level with"
    if won != lost:
        word = "is preferred to" if won > lost else "loses to"
    return f"{won:>3} : {lost:<3}  {word}  "


def fixed(poll: Poll, *, beaten: bool) -> str:
    """Return why a leader leads whatever one against one says; nothing where one against one is what decides."""
    name = poll.counting.plain
    if not poll.counting.pairwise:
        return f"The rule was fixed beforehand: {name}; one against one is shown beside it."
    return f"The rule was fixed beforehand: {name}; no option beats every other, so it decides." if beaten else ""


def _rounds(declared: Declared, _phases: Mapping[str, str]) -> Iterator[Page]:
    """Yield one page a round: votes as bars, and who drops out; a count of one round is in the figures already."""
    poll, rounds = declared.poll, declared.result.shown.rounds
    if len(rounds) == 1 and not (poll.counting.moves and poll.counting.rounds):
        return
    for k, each in enumerate(rounds, 1):
        tally = {id: float(votes or 0) for id, votes in each.tally.items()}
        most = max(tally.values(), default=0) or 1
        end = _ended(declared, k)
        gone = sum(float(n or 0) for n in each.exhausted.values())
        if gone:
            end += f"; {gone:g} {verb(gone, 'paper says', 'papers say')} no more"
        order = sorted(tally, key=lambda id: -tally[id])
        bars = tuple(Bar(option_name(poll, id), f"{tally[id]:g}", tally[id] / most) for id in order)
        yield Page(f"Round {k}: {end}", bars)


def _ended(declared: Declared, k: int) -> str:
    """Return how a round ended: who drops out, who has it, who goes on, or which tie nothing broke."""
    poll, winners = declared.poll, declared.result.winners
    this, *later = declared.result.shown.rounds[k - 1 :]
    if this.eliminated:
        return f"{_listed(poll, this.eliminated)} {verb(len(this.eliminated), 'drops', 'drop')} out"
    if this.elected:
        return f"{_listed(poll, this.elected)} {verb(len(this.elected), 'has', 'have')} it"
    for tie in declared.result.shown.ties:
        if tie.where == f"round {k}, last place" and not tie.broken_by:
            return _level(poll, tie, winners)
    if later and set(later[0].tally) < set(this.tally):
        return f"{_listed(poll, later[0].tally)} go on"
    return f"{_listed(poll, winners)} has it" if not later and len(winners) == 1 else "undecided"


def _level(poll: Poll, tie: Tie, winners: tuple[str, ...]) -> str:
    """Return what follows where two are level for the last place of a round."""
    safe = not tie.decisive and len(winners) == 1
    then = f"whoever drops out, {_listed(poll, winners)} leads" if safe else "the result depends on who drops out"
    return f"{_listed(poll, tie.tied)} are tied for the last place; {then}"


def _listed(poll: Poll, ids: Iterable[str]) -> str:
    return listed([option_name(poll, id) for id in ids])


def _levels(declared: Declared, _phases: Mapping[str, str]) -> Iterator[Page]:
    """Yield how many papers gave each option each level, none included, the highest first."""
    poll = declared.poll
    for id, levels in declared.result.shown.distribution.items():
        n = sum(levels.values()) or 1
        held = {str(level.value): 0 for level in poll.levels} | dict(levels)
        order = sorted(held, key=int, reverse=True)
        bars = tuple(Bar(_grade(poll, level), str(held[level]), held[level] / n) for level in order)
        yield Page(f"{option_name(poll, id)}: {n} papers", bars)


def _grade(poll: Poll, level: str) -> str:
    """Return a level with its anchor, where the poll holds anchors."""
    said = next((a.label for a in poll.levels if str(a.value) == level), "")
    return f"at {level}  {said}".rstrip()


def _phases(declared: Declared, phases: Mapping[str, str]) -> Iterator[Page]:
    """Yield who leads in each phase, where no phase is too small to be shown."""
    poll = declared.poll
    cells = declared.result.shown.by_phase if len(poll.options) > 1 else {}
    lines = []
    for phase, cell in cells.items():
        lines.append(Line(of_phase(poll, cell), f"{_phase(phases, phase)} ({counted(cell.n, 'paper')}):  "))
    if lines and all(cell.n >= MIN_CELL for cell in cells.values()):
        yield Page("By phase", lines=tuple(lines))


def _hands(declared: Declared, phases: Mapping[str, str]) -> Iterator[Page]:
    """Yield the hands of each phase where they were counted so, and no phase is too small to be shown."""
    cells = declared.result.hands
    lines = []
    for phase, held in cells.items():
        said = ", ".join(f"{option_name(declared.poll, id)} {n}" for id, n in held.items())
        lines.append(Line(said, f"{_phase(phases, phase)} ({sum(held.values())} hands):  "))
    if lines and all(sum(held.values()) >= MIN_CELL for held in cells.values()):
        yield Page("By phase", lines=tuple(lines))


def _phase(phases: Mapping[str, str], id: str) -> str:
    return phases.get(id, id) or "not said"


def _ties(declared: Declared, _phases: Mapping[str, str]) -> Iterator[Page]:
    """Yield every tie that had a bearing on the result, and what broke it."""
    lines = []
    decisive = [tie for tie in declared.result.shown.ties if tie.decisive]
    for tie in decisive:
        level = " = ".join(option_name(declared.poll, id) for id in tie.tied)
        lines.append(Line(f"{level}: {_outcome_of(declared, tie)}."))
        lines += [Line(drawn) for drawn in tie.draw]
    if lines:
        yield Page("A tie", lines=tuple(lines))


def _outcome_of(declared: Declared, tie: Tie) -> str:
    """Return in a clause what became of a tie that had a bearing on the result."""
    casting, result = declared.result.casting, declared.result
    if tie.broken_by:
        return f"broken by {tie.broken_by}, and this decided the result"
    if casting.option in tie.tied:
        return f"the casting vote of the chair decided for {option_name(declared.poll, casting.option)}"
    return "nothing broke it, so the result is a tie" if result.verdict is Verdict.TIED else "nothing broke it"


PARTS: tuple[Part, ...] = (_said, _decided, _order, _pairs, _rounds, _levels, _phases, _hands, _ties)


@dataclass(frozen=True)
class Above:
    """Hold what is above every page of a result: of a series which one, the question, and an unmet quorum."""

    which: str
    question: str
    warning: str


def above(shown: OnShow, at: int) -> Above:
    """Return what is above the pages of one of the results that are shown together."""
    poll, many = shown.results[at].poll, len(shown.results)
    which = f"Result {at + 1} of {many}" if many > 1 else ""
    if which and poll.title.strip().casefold() != poll.question.strip().casefold():
        which += f": {poll.title}"
    warning = NO_QUORUM if unmet(shown.results[at].result) else ""
    return Above(which, poll.question.strip() or poll.title, warning)


def steps(shown: OnShow) -> list[Page]:
    """Return the pages of all declared results as long as they are: each result line, then how it came about."""
    parts = [(at, part, declared) for at, declared in enumerate(shown.results) for part in PARTS]
    return [replace(page, result=at) for at, part, declared in parts for page in part(declared, shown.phases)]
