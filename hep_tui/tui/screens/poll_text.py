"""How the parts of a poll read."""

from collections.abc import Mapping, Sequence

from textual.content import Content

from hep_tui.domain.chart import Bar, Chart, mean_share
from hep_tui.domain.polls import Hands, Option, Poll, PollState
from hep_tui.domain.ranking import ranking
from hep_tui.domain.rule_words import rule_paragraph
from hep_tui.domain.rules import rule_named
from hep_tui.domain.sentence import compared
from hep_tui.domain.speech import in_a_sentence
from hep_tui.domain.unverified import differ
from hep_tui.tui.text import beside, content, fit, hung, set_in, wrap
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
    bars = chart(view, found) if shows else Chart()
    left = right = width
    broad = shows and width >= _BROAD
    if broad:
        left = width * 3 // 5
        right = width - left - 3
    empty = Content("")
    asked = [content(f" {line}", "bold") for line in wrap(view.poll.question, width - 2)]
    airy = broad and 2 * len(bars.bars) + len(asked) + _AROUND < height
    drawn = [*declared(view, left), *chart_lines(bars, left - 1, airy=airy)]
    facts = since(since_declared, right)
    if shows:
        facts += below(view, found, labels, right)
    facts += account(view, right)
    rule = rule_lines(view, labels, right)
    compared = rules(view, others, right)
    if broad:
        parts = beside([(drawn, left), ([*facts[1:], empty, *rule, *compared], right)], 3)
    elif bars.bars:
        parts = [*drawn, *facts, empty, *rule, *compared]
    else:
        listed = [*_options(view, width), empty] if view.state.ahead else []
        parts = [*rule, empty, *listed, *drawn, *facts, *compared]
    return Content("\n").join([*asked, empty, *parts])


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
        said, style = f"declared before: {view.declared.sentence}", "$quiet"
        if view.state is PollState.DECLARED:
            said, style = view.declared.sentence, "bold $good"
        lines += [content(f" {line}", style) for line in wrap(said, width - 4)]
        if view.declared.correction:
            lines += _hung(" Read out: ", view.declared.correction, width, "bold")
        lines.append(content(f" record {view.declared.record_code}", "$quiet"))
    for before in view.earlier:
        text = f"{before.sentence} record {before.record_code}"
        lines += _hung(" declared before: ", text, width, "$quiet")
    if view.held_back:
        text = f"the series {view.poll.series} is declared together; not closed yet: {', '.join(view.held_back)}"
        lines += _hung(" HELD BACK  ", text, width, "bold")
    return [*lines, Content("")] if lines else []


def since(changed: str, width: int) -> list[Content]:
    """Return the sentence that says how a poll differs from what was declared."""
    text = f"{changed} Declare it again, and read this out."
    return _hung(" SINCE THEN  ", text, width, "bold $alarm") if changed else []


def when_opened(view: PollView, phases: Mapping[str, str]) -> str:
    """Return the headcount that was frozen when the poll opened; nothing where nobody took the register."""
    if not view.opened:
        return ""
    by_phase = ", ".join(f"{phases.get(phase, phase or 'not said')} {n}" for phase, n in view.opened.items())
    return f"{sum(view.opened.values())} present when it opened: {by_phase}."


def chart(view: PollView, found: Peek | None) -> Chart:
    """Return the result as a chart, best first, one tier after the other."""
    options = view.poll.options
    if view.hands:
        return counted(options, {o.id: view.hands.total(o.id) for o in options}, "hands")
    return _of_papers(view, found) if found else Chart()


def _of_papers(view: PollView, found: Peek) -> Chart:
    """Return the figures that a rule counts as bars, or the places of the options where it counts none."""
    poll = view.poll
    alone = len(poll.options) == 1
    if poll.marking.supports and alone:
        return _levels(view, found)
    scores = found.outcome.scores or ()
    figures = [float(score or 0) for score in scores]
    if figures and poll.counting.means and not alone:
        return _mean_ranks(view, found, figures)
    if figures and not poll.marking.ranks and None not in scores:
        return _figures(view, found, figures)
    return _places(view, found)


def _mean_ranks(view: PollView, found: Peek, points: Sequence[float]) -> Chart:
    """Return the mean rank of each option, from its points for rank."""
    most = len(points)
    bars = []
    for _, i in ranking(found.outcome.ranking):
        mean = most - points[i] / found.outcome.n
        bar = Bar(_label(view, i), f"{mean:.1f}", mean_share(mean, most), note=_top(found, i), tier=_tier(found, i))
        bars.append(bar)
    return Chart(tuple(bars), "mean rank", note=_in_top(found), said=_unsettled(found))


def _figures(view: PollView, found: Peek, figures: Sequence[float]) -> Chart:
    """Return the votes or points of each option."""
    most = max(figures) or 1
    order = (i for _, i in ranking(found.outcome.ranking))
    bars = tuple(Bar(_label(view, i), f"{figures[i]:g}", figures[i] / most) for i in order)
    return Chart(bars, "votes" if view.poll.marking.crosses else "points")


def _places(view: PollView, found: Peek) -> Chart:
    """Return the place of each option."""
    most, order = len(view.poll.options), ranking(found.outcome.ranking)
    bars = (Bar(_label(view, i), f"{place}", (most - place + 1) / most, _top(found, i)) for place, i in order)
    return Chart(tuple(bars), "place", _in_top(found))


def _in_top(found: Peek) -> str:
    """Return the head of the column that says how often an option was in the top three."""
    return "in top 3" if found.top else ""


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
    bars = []
    for level in reversed(view.poll.levels):
        papers = given[str(level.value)]
        bars.append(Bar(f"{level.value} {level.label}", str(papers), papers / most))
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
    said = []
    for phase in phases:
        held = ((in_a_sentence(o.label), hands.counts.get(o.id, {}).get(phase, 0)) for o in poll.options)
        counts = ", ".join(f"{option} {n}" for option, n in held)
        said.append(f"{labels.get(phase, phase or 'no phase')} {counts}")
    return _hung(" By phase   ", " · ".join(said), width)


def below(view: PollView, found: Peek | None, labels: Mapping[str, str], width: int) -> list[Content]:
    """Return what is under the bars: checks, margin, tables, agreement, parts of the room, and the count."""
    if found is None and view.hands:
        return by_phase(view.poll, view.hands, labels, width)
    if found is None:
        return [content(" Nothing counts yet.", "$quiet")]
    told = [line for line in found.outcome.explain() if len(line) <= 3 * width][-3:]
    return [
        Content(""),
        *_qualified(found, width),
        *_tables(view, found, width),
        *_parts(found, width),
        *(line for said in told for line in _hung(" ", said, width, "$quiet")),
    ]


def _qualified(found: Peek, width: int) -> list[Content]:
    """Return quorum, threshold and whatever else was asked of the result, and how far it is from another."""
    lines = []
    for check in found.result.checks:
        style = "bold $alarm" if check.met is False else ""
        lines += _hung(f" {check.name.capitalize():<10} ", check.says, width, style)
    if found.margin:
        lines += _hung(" Margin     ", found.margin.says, width, "" if found.margin.settled else "bold")
    return lines


def _tables(view: PollView, found: Peek, width: int) -> list[Content]:
    """Return whom the same papers name, counted by tables or schools, and whether that is another."""
    lines = []
    for each in found.result.beside:
        text = f"{each.name} ({each.n} {each.unit}): {compared(view.poll, each)}"
        style = "bold" if each.differs else ""
        lines += _hung(" Tables     ", text, width, style)
    return lines


def _parts(found: Peek, width: int) -> list[Content]:
    """Return how far papers agree, and who leads in each part of the room."""
    lines = []
    if found.agreement is not None:
        lines.append(content(f" Agreement  W = {found.agreement:.2f}, {_strength(found.agreement)}"))
    for by in dict.fromkeys(part.by for part in found.parts):
        parts = " · ".join(f"{p.label} n {p.n}: {p.leaders}" for p in found.parts if p.by == by)
        lines += _hung(f" {f'By {by}':<10} ", parts, width)
    return lines


def _hung(head: str, text: str, width: int, style: str = "") -> list[Content]:
    """Return a text after its head, wrapped beside it."""
    return [content(line, style) for line in hung(head, text, width - 2)]


def rules(view: PollView, found: Sequence[tuple[str, int, str]], width: int) -> list[Content]:
    """Return every rule side by side, those that name others in words."""
    if not found:
        return []
    others = sum(differs for _, differs, _ in found)
    head = f"{others} of {len(found)} would name others" if others else "all of them name the same"
    lines = [Content(""), *_hung(" OTHER RULES  ", head, width, "bold")]
    room = max(10, (width - 18) // 2)
    for name, differs, named in found:
        mark, style = "the same", ""
        if differs:
            mark, style = "DIFFERENT", "bold"
        elif name == view.poll.rule:
            mark = "its rule"
        label = fit(rule_named(name).label, width - room - 17)
        lines.append(content(f"   {label}  {mark:<9}  {fit(named, room)}", style))
    return lines


def _strength(w: float) -> str:
    if w < 0.3:
        return "weak"
    return "moderate" if w < 0.6 else "strong"


def account(view: PollView, width: int = 200) -> list[Content]:
    """Return the identities, with what is off in words, and numbers keyed twice."""
    lines = [Content("")]
    for line in view.identities:
        style = "bold $alarm" if line.off else ""
        lines += [content(part, style) for part in set_in(line.words, width - 1).split("\n")]
    if view.duplicates:
        numbers = ", ".join(map(str, view.duplicates))
        lines.append(content(f" Keyed twice and not counted until settled: ballot {numbers}", "bold $alarm"))
    if view.differing:
        lines.append(content(f" IN DOUBT  {differ(view.differing)}: j on the poll decides it", "bold $alarm"))
    if view.ballots and not view.account:
        lines += [content(line, "$quiet") for line in _statuses(view, width)]
    return lines


def _statuses(view: PollView, width: int) -> list[str]:
    """Return how many ballots there are of each status, and where an account of them is kept."""
    parts = [" · ".join(f"{n} {status}" for status, n in sorted(view.statuses.items()))]
    if view.has_papers:
        parts.append("a keeps the account of papers")
    together = "    ".join(parts)
    if len(together) < width - 1:
        parts = [together]
    return set_in("\n".join(parts), width - 1).split("\n")
