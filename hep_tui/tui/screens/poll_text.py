"""How the parts of a poll read."""

from collections.abc import Mapping, Sequence

from textual.content import Content

from hep_tui.domain.chart import Bar, Chart, mean_share
from hep_tui.domain.polls import Hands, Option, Poll, PollState
from hep_tui.domain.ranking import ranking
from hep_tui.domain.rule_words import rule_paragraph
from hep_tui.domain.unverified import differ
from hep_tui.tui.text import beside, content, fit, hung, wrap
from hep_tui.tui.widgets.chart import lines as chart_lines
from hep_tui.views.polls import PollView
from hep_tui.views.results import Peek


def progress(view: PollView) -> str:
    """Return how many ballots are in, of how many."""
    if view.poll.marking.hands:
        return "show of hands"
    return view.turnout.words


def page(
    view: PollView,
    found: Peek | None,
    labels: Mapping[str, str],
    width: int,
    height: int,
    *,
    shows: bool,
    since_declared: str = "",
    others: Sequence[tuple[str, int, str]] = (),
) -> Content:
    """Return a poll on one page: question, what was declared, the chart and what qualifies it, rule and account.

    `shows` says whether the result may be seen; before it may, the rule comes first and the options are listed. Where
    there is room for two columns, the chart is beside everything else.
    """
    left = width * 3 // 5 if shows and width >= _BROAD else width
    bars = chart(view, found) if shows else Chart()
    asked = [content(f" {line}", "bold") for line in wrap(view.poll.question, width - 2)]
    right = width - left - 3 if left < width else width
    facts = [*since(since_declared, right), *(below(view, found, labels, right) if shows else [])]
    facts += account(view, right)
    compared = rules(view, others, right)
    rule = [Content(""), *rule_lines(view, labels, right)]
    airy = left < width and 2 * len(bars.bars) + len(asked) + _AROUND < height
    drawn = [*declared(view, left), *chart_lines(bars, left - 1, airy=airy)]
    if left < width:
        return Content("\n").join(
            [*asked, Content(""), *beside([(drawn, left), ([*facts[1:], *rule, *compared], right)], 3)]
        )
    if bars.bars:
        return Content("\n").join([*asked, Content(""), *drawn, *facts, *rule, *compared])
    listed = [*_options(view, width), Content("")] if view.state.ahead else []
    return Content("\n").join([*asked, *rule, Content(""), *listed, *drawn, *facts, *compared])


_AROUND = 8
"""So many rows a chart leaves to what was declared and to the heads of its columns."""
_BROAD = 150
"""From so many columns on, a chart has what qualifies it beside it."""


def _options(view: PollView, width: int) -> list[Content]:
    """Return the options in paper order."""
    return [content(line) for o in view.poll.options for line in hung(f"  {o.id:>2}  ", o.label, width - 2)]


def rule_lines(view: PollView, phases: Mapping[str, str], width: int) -> list[Content]:
    """Return the rule of a poll, and who was here when it opened."""
    lines = [content(f" {line}", "$quiet") for line in wrap(rule_paragraph(view.poll), width - 2)]
    opened = when_opened(view, phases)
    return lines + [content(f" {line}", "$quiet") for line in wrap(opened, width - 2) if opened]


def declared(view: PollView, width: int) -> list[Content]:
    """Return what was declared, every time it was, and what holds the poll back."""
    lines = []
    if view.declared:
        stands = view.state is PollState.DECLARED
        said = "declared before: " * (not stands) + view.declared.sentence
        lines += [content(f" {line}", "bold $good" if stands else "$quiet") for line in wrap(said, width - 4)]
        if more := view.declared.correction:
            lines += [content(line, "bold") for line in hung(" Read out: ", more, width - 2)]
        lines.append(content(f" record {view.declared.record_code}", "$quiet"))
    for before in view.earlier:
        text = f"{before.sentence} record {before.record_code}"
        lines += [content(line, "$quiet") for line in hung(" declared before: ", text, width - 2)]
    if view.held_back:
        text = f"the series {view.poll.series} is declared together; not closed yet: {', '.join(view.held_back)}"
        lines += [content(line, "bold") for line in hung(" HELD BACK  ", text, width - 2)]
    return [*lines, Content("")] if lines else []


def since(changed: str, width: int) -> list[Content]:
    """Return the sentence that says how a poll stands otherwise than it was declared."""
    text = f"{changed} Declare it again, and read this out."
    return [content(line, "bold $alarm") for line in hung(" SINCE THEN  ", text, width - 2)] if changed else []


def when_opened(view: PollView, phases: Mapping[str, str]) -> str:
    """Return the headcount that was frozen when the poll opened; nothing where nobody took the register."""
    if not view.opened:
        return ""
    by_phase = ", ".join(f"{phases.get(phase, phase or 'not said')} {n}" for phase, n in view.opened.items())
    return f"{sum(view.opened.values())} present when it opened: {by_phase}."


def chart(view: PollView, found: Peek | None) -> Chart:
    """Return the result as a chart, best first, one tier after the other."""
    poll = view.poll
    if view.hands:
        return counted(poll.options, {o.id: view.hands.total(o.id) for o in poll.options}, "hands")
    if found is None:
        return Chart()
    if poll.marking.supports and len(poll.options) == 1:
        return _levels(view, found)
    outcome, most = found.outcome, len(poll.options)
    ordered = list(ranking(outcome.ranking))
    scores = outcome.scores
    if poll.counting.means and scores is not None and most > 1:
        means = {i: most - float(scores[i] or 0) / outcome.n for _, i in ordered}
        return Chart(
            tuple(
                Bar(_label(view, i), f"{means[i]:.1f}", mean_share(means[i], most), _top(found, i), _tier(found, i))
                for _, i in ordered
            ),
            "mean rank",
            "in top 3" if found.top else "",
            _unsettled(found),
        )
    if not poll.marking.ranks and scores and all(s is not None for s in scores):
        top = max(float(s or 0) for s in scores) or 1
        bars = (Bar(_label(view, i), f"{float(scores[i] or 0):g}", float(scores[i] or 0) / top) for _, i in ordered)
        return Chart(tuple(bars), "votes" if poll.marking.crosses else "points")
    bars = (Bar(_label(view, i), f"{place}", (most - place + 1) / most, _top(found, i)) for place, i in ordered)
    return Chart(tuple(bars), "place", "in top 3" if found.top else "")


def counted(options: Sequence[Option], held: Mapping[str, int], figure: str) -> Chart:
    """Return plain counts of options as a chart, in the order of the paper."""
    most = max(held.values(), default=0) or 1
    return Chart(tuple(Bar(o.label, str(held.get(o.id, 0)), held.get(o.id, 0) / most) for o in options), figure)


def _unsettled(found: Peek) -> str:
    """Return, once, that all options are one tier, where they are."""
    if len(set(found.tiers)) != 1 or len(found.tiers) < 2:
        return ""
    return f"All {len(found.tiers)} options are one tier: their order is not settled."


def _levels(view: PollView, found: Peek) -> Chart:
    """Return how often each level of a gradient was given, the highest first."""
    given = found.result.levels[view.poll.options[0].id]
    most = max(given.values(), default=0) or 1
    bars = (
        Bar(f"{level.value} {level.label}", str(given[str(level.value)]), given[str(level.value)] / most)
        for level in reversed(view.poll.levels)
    )
    return Chart(tuple(bars), "papers")


def _top(found: Peek, i: int) -> str:
    return str(found.top[i]) if found.top else ""


def _tier(found: Peek, i: int) -> int:
    return found.tiers[i] if found.tiers else 0


def _label(view: PollView, i: int) -> str:
    option = view.poll.options[i]
    return f"{option.id} {option.label}" if option.version else option.label


def by_phase(poll: Poll, hands: Hands, labels: Mapping[str, str], width: int) -> list[Content]:
    """Return the hands of each phase, where they were counted phase by phase."""
    phases = dict.fromkeys(phase for counts in hands.counts.values() for phase in counts)
    if set(phases) <= {""}:
        return []
    said = [
        f"{labels.get(phase, phase or 'no phase')} "
        + ", ".join(f"{o.label.lower()} {hands.counts.get(o.id, {}).get(phase, 0)}" for o in poll.options)
        for phase in phases
    ]
    return [content(line) for line in hung(" By phase   ", " · ".join(said), width - 2)]


def below(view: PollView, found: Peek | None, labels: Mapping[str, str], width: int) -> list[Content]:
    """Return what is under the bars: checks, margin, tables, agreement, parts of the room, and the count."""
    if found is None:
        return (
            by_phase(view.poll, view.hands, labels, width)
            if view.hands
            else [content(" Nothing counts yet.", "$quiet")]
        )
    lines = [Content("")]
    for check in found.result.checks:
        style = "bold $alarm" if check.met is False else ""
        lines += [content(line, style) for line in hung(f" {check.name.capitalize():<10} ", check.says, width - 2)]
    if found.margin:
        style = "" if found.margin.settled else "bold"
        lines += [content(line, style) for line in hung(" Margin     ", found.margin.says, width - 2)]
    for each in found.result.beside:
        names = ", ".join(view.poll.label(id) for id in each.winners) or "nobody"
        different = "DIFFERENT, " if each.differs else ""
        text = f"{each.name} ({each.n} {each.unit}): {different}{names}"
        lines += [content(line, "bold" if each.differs else "") for line in hung(" Tables     ", text, width - 2)]
    if found.agreement is not None:
        lines.append(content(f" Agreement  W = {found.agreement:.2f}, {_strength(found.agreement)}"))
    for by in dict.fromkeys(part.by for part in found.parts):
        parts = " · ".join(f"{p.label} n {p.n}: {p.leaders}" for p in found.parts if p.by == by)
        lines += [content(line) for line in hung(f" {f'By {by}':<10} ", parts, width - 2)]
    told = [line for line in found.outcome.explain() if len(line) <= 3 * width][-3:]
    return lines + [content(line, "$quiet") for said in told for line in hung(" ", said, width - 2)]


def rules(view: PollView, found: Sequence[tuple[str, int, str]], width: int) -> list[Content]:
    """Return every rule side by side, those that name others in words."""
    if not found:
        return []
    others = [name for name, differs, _ in found if differs]
    head = f"{', '.join(others)} would name others" if others else "all of them name the same"
    lines = [Content(""), *(content(line, "bold") for line in hung(" OTHER RULES  ", head, width - 2))]
    for name, differs, named in found:
        mark = "its rule" if name == view.poll.rule else "the same"
        if differs:
            mark = "DIFFERENT"
        lines.append(content(f"   {name:<20} {mark:<10} {fit(named, max(10, width - 38))}", "bold" if differs else ""))
    return lines


def _strength(w: float) -> str:
    return next((word for below, word in ((0.3, "weak"), (0.6, "moderate")) if w < below), "strong")


def account(view: PollView, width: int = 200) -> list[Content]:
    """Return the identities, with what is off in words, and numbers keyed twice."""
    lines = [Content("")]
    for line in view.identities:
        parts = [f" {line.words}"] if len(line.words) < width - 1 else hung(" ", line.words, width - 2)
        lines += [content(part, "bold $alarm" if line.off else "") for part in parts]
    if view.duplicates:
        numbers = ", ".join(map(str, view.duplicates))
        lines.append(content(f" Keyed twice and not counted until settled: ballot {numbers}", "bold $alarm"))
    statuses = " · ".join(f"{n} {status}" for status, n in sorted(view.statuses.items()))
    if view.differing:
        lines.append(content(f" IN DOUBT  {differ(view.differing)}: j on the poll decides it", "bold $alarm"))
    if view.ballots and not view.account:
        more = "    a keeps the account of papers" if view.has_papers else ""
        lines.append(content(f" {statuses}{more}", "$quiet"))
    return lines
