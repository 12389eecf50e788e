"""The minutes of a vote, to print, sign and keep with the papers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hep_tui.domain.polls import Option, Poll, rule_paragraph
from hep_tui.domain.ranking import ranking
from hep_tui.reports.element import element
from hep_tui.reports.minutes_policy import parameters
from hep_tui.reports.page import heading, page, paragraph, table, text
from hep_tui.views.minutes import Minutes

HALL = ZoneInfo("Europe/London")
"""The clock on the wall of the hall."""
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
        paragraph(f"Electorate: {poll.electorate or 'everybody present'}. Present in the register: "
                  f"{view.present or 'not kept'}. {_cast(found.declared)}"),
        *_account(found),
        heading("How the papers were checked", 2),
        _list(found.checked),
        heading("Result", 2),
        paragraph(str(found.declared.get("sentence", "")), "result"),
        *_order(poll, found.declared),
        *_told(poll, found.declared),
        *_ties(poll, found.declared),
        *_policy(poll, found.declared),
        heading("Record code", 2),
        element("p", text(str(found.declared.get("record_code", ""))), style="code"),
        paragraph("Read out when the result was declared. It stands for every entry of the record up to that moment; "
                  "hep verify FILE CODE compares it.", "quiet"),
        heading("What happened, and corrections", 2),
        paragraph(f"Times are those of {HALL.key.replace('_', ' ')}.", "quiet"),
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
    return f"{then.astimezone(HALL):%Y-%m-%d %H:%M}"


def _list(lines: Sequence[str]) -> str:
    return element("ul", *(element("li", text(line)) for line in lines))


def _cast(declared: Mapping[str, Any]) -> str:
    return f"Counted: {declared.get('valid', '?')} valid of {declared.get('cast', '?')} cast."


def _account(found: Minutes) -> Iterator[str]:
    """Yield the identities of the account with their verdicts."""
    yield heading("Account", 2)
    lines = found.view.identities
    if lines:
        yield element("p", "<br>".join(text(line.words.replace("   ", ": ")) for line in lines))
    else:
        yield paragraph("No account of papers was kept.")
    why = str(found.declared.get("why_off") or "")
    if why:
        yield paragraph(f"Why it is off: {why}.")


def _order(poll: Poll, declared: Mapping[str, Any]) -> Iterator[str]:
    tiers, scores = declared.get("ranking"), declared.get("scores")
    if not isinstance(tiers, list) or not tiers:
        return
    held = scores if isinstance(scores, dict) else {}
    rows = [
        [str(place), text(_named(poll, str(id))), text(f"{held[id]:g}") if held.get(id) is not None else ""]
        for place, id in ranking(tiers)
    ]
    yield table(("Place", "Option", "Figure"), rows, (0, 2))


def _named(poll: Poll, id: str) -> str:
    label = poll.label(id)
    return label if label == id or id.isdigit() else f"{id} {label}"


def _told(poll: Poll, declared: Mapping[str, Any]) -> Iterator[str]:
    """Yield the count in words, head-to-heads as a table, and the phases that may be shown."""
    steps = declared.get("shown")
    if not isinstance(steps, dict):
        return
    yield heading("How it was counted", 2)
    told = steps.get("told")
    if isinstance(told, list):
        yield element("ol", *(element("li", text(str(line))) for line in told))
    pairs = steps.get("pairwise")
    if isinstance(pairs, dict):
        ids = [o.id for o in poll.options]
        rows = [[text(_named(poll, a)), *(_cell(pairs, a, b) for b in ids)] for a in ids]
        yield paragraph("Papers that place the option of the row above that of the column:", "quiet")
        yield table(("", *ids), rows, range(1, len(ids) + 1))
    phases = steps.get("by_phase")
    if isinstance(phases, dict):
        yield heading("By phase", 2)
        yield _list([
            f"{phase or 'not said'}, {cell.get('n')} papers: {' = '.join(_named(poll, id) for id in cell['winners'])}"
            for phase, cell in phases.items()
        ])  # fmt: skip


def _cell(pairs: Mapping[str, Any], a: str, b: str) -> str:
    return "–" if a == b else text(str(pairs.get(a, {}).get(b, "")))


def _ties(poll: Poll, declared: Mapping[str, Any]) -> Iterator[str]:
    steps = declared.get("shown")
    ties = steps.get("ties") if isinstance(steps, dict) else None
    yield heading("Ties", 2)
    if not isinstance(ties, list) or not ties:
        winners = declared.get("winners")
        stands = isinstance(winners, list) and len(winners) > 1
        yield paragraph("A tie stands, as announced." if stands else "None that a step had to break.")
        return
    lines = []
    for tie in ties:
        names = " = ".join(_named(poll, str(id)) for id in tie["tied"])
        how = f"broken by {tie['broken_by']}" if tie.get("broken_by") else "left standing"
        decided = "this was decisive" if tie.get("decisive") else "this was not decisive"
        lines.append(f"{tie.get('where')}: {names}; {how}; {decided}.")
        lines += [f"the lot: {drawn}" for drawn in tie.get("draw") or ()]
    yield _list(lines)


def _policy(poll: Poll, declared: Mapping[str, Any]) -> Iterator[str]:
    yield heading("Every parameter of the rule", 2)
    rows = [[text(name), text(words)] for name, words in parameters(poll, declared)]
    yield table(("Parameter", "Value"), rows)


def _signatures() -> str:
    names = ("teller", "second teller", "chair")
    return element("div", *(element("span", text(f"{name}, date")) for name in names), style="sign")
