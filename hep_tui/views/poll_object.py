"""One poll as one object for other programs: options by their labels, figures only where somebody may see them."""

from collections.abc import Mapping, Sequence
from typing import Any

from hep_tui.counting.settled import with_margin
from hep_tui.domain.polls import Poll, PollState
from hep_tui.domain.turnout import whole
from hep_tui.domain.verdicts import required
from hep_tui.logbook import Book
from hep_tui.views.polls import PollView
from hep_tui.views.results import announcement

_FIGURES = (
    "cast", "valid", "verdict", "winners", "ranking", "scores", "rounds", "pairwise", "quorum", "requirement", "ties",
    "margin", "account", "sentence",
)  # fmt: skip


def poll_object(book: Book, view: PollView, *, recount: bool = False) -> dict[str, Any]:
    """Return a poll as programs read it; `recount` counts it as it is where it was declared already.

    Figures are None where nobody may see them: of a series held back, of a secret poll that is open, and of one with
    fewer than five valid ballots.
    """
    poll, declared = view.poll, view.declared if view.state is PollState.DECLARED else None
    size, _ = whole(poll, view.present, view.tables)
    found: dict[str, Any] = {
        "poll": view.id,
        "state": view.state.value,
        "rule": poll.rule,
        "seats": poll.seats,
        "electorate": {"unit": poll.unit, "words": poll.electorate, "size": size or None},
        **dict.fromkeys(_FIGURES),
        "declared": _declared(book, view.id, declared),
        "corrections": [said["correction"] for said in (*view.earlier, view.declared or {}) if said.get("correction")],
    }
    said = declared if declared and not recount else _counted(view)
    return found | (_figures(view, said) if said else {})


def _declared(book: Book, id: str, declared: Mapping[str, Any] | None) -> dict[str, str] | None:
    if declared is None:
        return None
    at = next((e.at for e in book.current("declare", subject=f"{id}.declared")), "")
    return {"code": str(declared.get("record_code", "")), "at": at}


def _counted(view: PollView) -> dict[str, Any] | None:
    """Return what would be announced now; nothing where nothing was counted, or nobody may see it yet."""
    sealed = not view.poll.secret or view.state not in (PollState.DRAFT, PollState.OPEN)
    if view.hidden or not sealed or not (view.ballots or view.hands):
        return None
    said = announcement(view)
    return said if view.hands else with_margin(view.poll, view.papers, said, view.doubt)


def _figures(view: PollView, said: Mapping[str, Any]) -> dict[str, Any]:
    poll = view.poll
    if not said.get("ranking"):
        # Fewer than five secret ballots are told by nothing but a sentence.
        return {"sentence": said.get("sentence")}
    held = said.get("shown")
    shown = held if isinstance(held, Mapping) else {}
    checks = [check for check in said.get("checks") or () if isinstance(check, Mapping)]
    return {
        "cast": said.get("cast"),
        "valid": said.get("valid"),
        "verdict": said.get("verdict"),
        "winners": _labels(poll, said.get("winners") or ()),
        "ranking": [_labels(poll, tier) for tier in said.get("ranking") or ()],
        "scores": _by_label(poll, said.get("scores") or {}),
        "rounds": [_round(poll, each) for each in shown.get("rounds") or ()],
        "pairwise": {poll.label(id): _by_label(poll, row) for id, row in (shown.get("pairwise") or {}).items()},
        "quorum": _checked([check for check in checks if check.get("name") == "quorum"]),
        "requirement": _requirement(poll, [check for check in checks if check.get("name") != "quorum"]),
        "ties": [dict(tie) | {"tied": _labels(poll, tie.get("tied") or ())} for tie in shown.get("ties") or ()],
        "margin": said.get("margin"),
        "account": [line.words for line in view.identities],
        "sentence": said.get("sentence"),
    }


def _labels(poll: Poll, ids: Sequence[str]) -> list[str]:
    return [poll.label(id) for id in ids]


def _by_label(poll: Poll, held: Mapping[str, Any]) -> dict[str, Any]:
    return {poll.label(id): value for id, value in held.items()}


def _round(poll: Poll, each: Mapping[str, Any]) -> dict[str, Any]:
    return dict(each) | {
        "tally": _by_label(poll, each.get("tally") or {}),
        "eliminated": _labels(poll, each.get("eliminated") or ()),
        "elected": _labels(poll, each.get("elected") or ()),
    }


def _requirement(poll: Poll, checks: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    found, words = _checked(checks), required(poll).words
    return {"words": words} | (found or {"needed": None, "got": None, "reached": None}) if words else None


def _checked(checks: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """Return what was needed and got of the first check, and whether all of them are met (None: people have to say)."""
    if not checks:
        return None
    met = [check.get("met") for check in checks]
    reached = None if None in met else True
    if False in met:
        reached = False
    return {"needed": checks[0].get("needed"), "got": checks[0].get("got"), "reached": reached}
