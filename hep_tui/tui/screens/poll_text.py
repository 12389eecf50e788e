"""How the parts of a poll read."""

from collections.abc import Mapping

from textual.content import Content

from hep_tui.domain.polls import PollState
from hep_tui.tui.text import content, wrap
from hep_tui.tui.widgets.bars import Bar
from hep_tui.views.polls import PollView, Result


def progress(view: PollView) -> str:
    """Return how many ballots are in, of how many present."""
    if view.poll.method == "hands":
        return "show of hands"
    n = len(view.ballots)
    return f"{n} ballots of {view.present}" if view.present else f"{n} ballot{'' if n == 1 else 's'}"


def about(view: PollView, rule: str, width: int, phases: Mapping[str, str]) -> Content:
    """Return question, rule, who was here, and the options in paper order while nothing else is to be seen."""
    lines = [Content(""), *(content(f" {line}", "bold") for line in wrap(view.poll.question, width - 2))]
    lines += [content(f" {line}", "$quiet") for line in wrap(rule, width - 2)]
    lines += [content(f" {line}") for line in wrap(when_opened(view, phases), width - 2) if line]
    lines.append(Content(""))
    if view.state in (PollState.DRAFT, PollState.OPEN):
        lines += [content(f"  {o.id:>2}  {o.label}") for o in view.poll.options]
        lines.append(Content(""))
    if view.declared and view.state is PollState.DECLARED:
        said = [*wrap(str(view.declared["sentence"]), width - 4), f"record {view.declared['record_code']}"]
        lines += [content(f" {line}", "bold $here") for line in said] + [Content("")]
    return Content("\n").join(lines)


def when_opened(view: PollView, phases: Mapping[str, str]) -> str:
    """Return the headcount that was frozen when the poll opened; nothing where nobody took the register."""
    if not view.opened:
        return ""
    by_phase = ", ".join(f"{phases.get(phase, phase or 'not said')} {n}" for phase, n in view.opened.items())
    return f"{view.present} present when it opened: {by_phase}."


def bars(view: PollView, found: Result | None) -> list[Bar]:
    """Return the result as bars, best first, one tier after the other."""
    if view.hands:
        most = max((view.hands.total(o.id) for o in view.poll.options), default=0) or 1
        return [Bar(o.label, str(n), n / most) for o in view.poll.options for n in [view.hands.total(o.id)]]
    if found is None:
        return []
    outcome, m = found.outcome, len(view.poll.options)
    ordered = [(place, i) for place, tier in enumerate(outcome.ranking, 1) for i in tier]
    if view.poll.rule != "borda" or outcome.scores is None:
        return [Bar(_label(view, i), f"{place}", (m - place + 1) / m, f"top 3: {found.top[i]}") for place, i in ordered]
    means = {i: m - float(outcome.scores[i] or 0) / outcome.n for _, i in ordered}
    return [
        Bar(_label(view, i), f"{means[i]:.1f}", (m - means[i]) / (m - 1), f"top 3: {found.top[i]:>2}", f"{place}")
        for place, i in ordered
    ]


def _label(view: PollView, i: int) -> str:
    option = view.poll.options[i]
    return f"{option.id} {option.label}" if option.version else option.label


def below(view: PollView, found: Result | None) -> list[Content]:
    """Return what stands under the bars: agreement, tie, phases, and how it was counted."""
    if found is None:
        return [] if view.hands else [content(" Nothing counts yet.", "$quiet")]
    lines = [Content("")]
    if found.agreement is not None:
        lines.append(content(f" Agreement  W = {found.agreement:.2f}, {_strength(found.agreement)}"))
    phases = " · ".join(f"{label} n {n}: {leader}" for label, n, leader in found.by_phase)
    lines += [content(f" By phase   {phases}")] if phases else []
    lines += [content(f" {line}", "$quiet") for line in found.outcome.explain()[-3:]]
    return lines


def _strength(w: float) -> str:
    return "weak" if w < 0.3 else "moderate" if w < 0.6 else "strong"


def account(view: PollView) -> list[Content]:
    """Return the identities, with what is off in words, and numbers keyed twice."""
    lines = [Content("")]
    lines += [content(f" {line.words}", "bold $alarm" if line.off else "") for line in view.identities]
    if view.duplicates:
        numbers = ", ".join(map(str, view.duplicates))
        lines.append(content(f" Keyed twice and not counted until settled: ballot {numbers}", "bold $alarm"))
    statuses = " · ".join(f"{n} {status}" for status, n in sorted(view.statuses.items()))
    if view.ballots and not view.account:
        lines.append(content(f" {statuses}    a keeps the account of papers", "$quiet"))
    return lines
