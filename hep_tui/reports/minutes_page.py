"""The minutes of a vote, to print, sign and keep with the papers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from hep_tui.domain.clock import stamp
from hep_tui.domain.polls import Option, Poll
from hep_tui.domain.ranking import ranking
from hep_tui.domain.result import Result, Steps
from hep_tui.domain.rule_words import rule_paragraph
from hep_tui.domain.speech import worded
from hep_tui.domain.wording import counted
from hep_tui.reports.element import element
from hep_tui.reports.minutes_policy import parameters
from hep_tui.reports.page import heading, page, paragraph, table, text
from hep_tui.views.minutes import Minutes
from hep_tui.views.result_order import of_phase

_CSS = """
.result { font-size: 13pt; font-weight: bold; } .code { font-family: monospace; font-size: 13pt; }
.sign { display: flex; gap: 8mm; margin-top: 12mm; } .sign span { flex: 1; border-top: 0.3mm solid #000; }
ul { margin: 0 0 2mm; padding: 0; list-style: none; } ol { margin: 0 0 2mm; } li { margin: 0 0 0.5mm; }
"""


def minutes_page(found: Minutes) -> str:
    """Return the printable minutes of a declared poll."""
    view, poll = found.view, found.view.poll
    body = [
        heading(f"Minutes of the vote: {poll.title}"),
        paragraph(" · ".join(part for part in (view.meeting, _time(found.declared_at)) if part), "quiet"),
        heading("Question", 2),
        paragraph(poll.question or poll.title),
        _list([_option(o) for o in poll.options]),
        heading("Rule, as read out before the poll opened", 2),
        paragraph(rule_paragraph(poll)),
        heading("Who voted", 2),
        paragraph(f"Electorate: {poll.electorate or 'everybody present'}. {_present(found)} {_cast(found.declared)}"),
        *_account(found),
        heading("How the papers were checked", 2),
        _list(found.checked),
        heading("Result", 2),
        paragraph(found.declared.sentence, "result"),
        *_order(poll, found.declared),
        *_told(poll, found.declared),
        *_ties(poll, found.declared),
        *_policy(poll, found.declared),
        heading("Record code", 2),
        element("p", text(found.declared.record_code), style="code"),
        paragraph("Read out when the result was declared. It stands for every entry of the record up to that moment; "
                  "hep verify FILE CODE compares it.", "quiet"),
        heading("What happened, and corrections", 2),
        paragraph(worded("Times are those of {timezone}.").replace("_", " "), "quiet"),
        _list([f"{_time(e.at)}  {e.words}" for e in found.events]),
        *([heading("Papers corrected, decided or not counted", 2), _list(found.corrected)] if found.corrected else []),
        _signatures(),
    ]  # fmt: skip
    return page(f"Minutes of the vote: {poll.title}", body, _CSS)


def _option(option: Option) -> str:
    version = f", version {option.version}" if option.version else ""
    return f"{option.id}  {option.label}{version}"


def _time(at: str) -> str:
    """Return a time of the record as the hall's clock said it; what is no time stays as it is."""
    try:
        then = datetime.fromisoformat(at)
    except ValueError:
        return at
    return stamp(then)


def _list(lines: Sequence[str]) -> str:
    return element("ul", *(element("li", text(line)) for line in lines))


def _present(found: Minutes) -> str:
    """Return how many were there by the register: schools where schools vote, and then the people beside them."""
    view = found.view
    if not view.present:
        return "No register was kept."
    people = sum(view.opened.values())
    if view.poll.unit != "school":
        return f"Present in the register: {view.present}."
    beside = f" ({counted(people, 'person', 'people')})" if people else ""
    schools = counted(view.present, worded("{place}"), worded("{places}"))
    return f"Present in the register: {schools}{beside}."


def _cast(declared: Result) -> str:
    return f"Counted: {declared.valid} valid of {declared.cast} cast."


def _account(found: Minutes) -> Iterator[str]:
    """Yield the identities of the account with their verdicts."""
    yield heading("Account", 2)
    lines = found.view.identities
    if lines:
        yield element("p", "<br>".join(text(line.words.replace("   ", ": ")) for line in lines))
    else:
        yield paragraph("No account of papers was kept.")
    if why := found.declared.why_off:
        yield paragraph(f"Why it is off: {why}.")


def _order(poll: Poll, declared: Result) -> Iterator[str]:
    if not declared.ranking:
        return
    rows = []
    for place, id in ranking(declared.ranking):
        score = declared.scores.get(id)
        rows.append([str(place), text(_named(poll, id)), "" if score is None else text(f"{score:g}")])
    if not declared.scores:
        yield table(("Place", "Option"), [row[:2] for row in rows], (0,))
        return
    yield table(("Place", "Option", "Figure"), rows, (0, 2))


def _named(poll: Poll, id: str) -> str:
    label = poll.label(id)
    return label if label == id or id.isdigit() else f"{id} {label}"


def _told(poll: Poll, declared: Result) -> Iterator[str]:
    """Yield the count in words, head-to-heads as a table, and the phases that may be shown."""
    steps = declared.shown
    if steps == Steps():
        return
    yield heading("How it was counted", 2)
    if steps.told:
        yield element("ol", *(element("li", text(line)) for line in steps.told))
    if pairs := steps.pairwise:
        ids = [o.id for o in poll.options]
        rows = [[text(_named(poll, a)), *(_cell(pairs, a, b) for b in ids)] for a in ids]
        yield paragraph("Papers that place the option of the row above that of the column:", "quiet")
        yield table(("", *ids), rows, range(1, len(ids) + 1))
    if steps.by_phase:
        yield heading("By phase", 2)
        yield _list([
            f"{phase or 'not said'}, {cell.n} papers: {of_phase(poll, cell)}"
            for phase, cell in steps.by_phase.items()
        ])  # fmt: skip


def _cell(pairs: Mapping[str, Mapping[str, int]], a: str, b: str) -> str:
    return "–" if a == b else text(str(pairs.get(a, {}).get(b, "")))


def _ties(poll: Poll, declared: Result) -> Iterator[str]:
    ties = declared.shown.ties
    yield heading("Ties", 2)
    if not ties:
        stands = len(declared.winners) > declared.seats
        yield paragraph("A tie stands, as announced." if stands else "None that a step had to break.")
        return
    lines = []
    for tie in ties:
        names = " = ".join(_named(poll, id) for id in tie.tied)
        how = f"broken by {tie.broken_by}" if tie.broken_by else "left standing"
        decided = "this was decisive" if tie.decisive else "this was not decisive"
        lines.append(f"{tie.where}: {names}; {how}; {decided}.")
        lines += [f"the lot: {drawn}" for drawn in tie.draw]
    yield _list(lines)


def _policy(poll: Poll, declared: Result) -> Iterator[str]:
    yield heading("Every parameter of the rule", 2)
    rows = [[text(name), text(words)] for name, words in parameters(poll, declared)]
    yield table(("Parameter", "Value"), rows)


def _signatures() -> str:
    names = ("teller", "second teller", "chair")
    return element("div", *(element("span", text(f"{name}, date")) for name in names), style="sign")
