"""What of a poll may leave: the one gate of everything that lists, writes or prints its papers or its figures."""

from collections.abc import Iterator

from hep_tui.counting.steps import withheld
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.leaders import who
from hep_tui.domain.phases import MIN_CELL
from hep_tui.domain.polls import PollState
from hep_tui.domain.result import Result
from hep_tui.domain.verdicts import Verdict
from hep_tui.errors import HepError
from hep_tui.logbook.records import Record
from hep_tui.views.polls import PollView
from hep_tui.views.results import box_changed

_AHEAD = (PollState.DRAFT, PollState.OPEN)


def papers(view: PollView) -> tuple[Record[Ballot], ...]:
    """Return the papers that anybody may see: none where those of a secret poll would tell who voted how."""
    if refusal(view):
        return ()
    # What was cast on a phone is not a paper: a few of them among numbered ones would tell whose they are.
    return tuple(b for b in view.ballots if b.entry) if view.poll.phones else view.ballots


def require_papers(view: PollView) -> None:
    """Raise HepError, saying why, where the papers of a poll may not be seen."""
    if why := refusal(view):
        raise HepError(f"{why} Nothing was written.")


def refusal(view: PollView) -> str:
    """Return in a sentence why nobody may see the papers of a poll; nothing where somebody may."""
    if not view.poll.boxed:
        return ""
    if view.state in _AHEAD:
        return f"{view.poll.title} is not closed yet, so nobody sees what is in its box."
    if view.hidden:
        return view.hidden
    if why := box_changed(view):
        return why
    if withheld(view.poll, view.papers.n):
        return f"Fewer than {MIN_CELL} valid ballots were cast in {view.poll.title}, in secret, so none is shown."
    by_phone = sum(not b.entry for b in view.ballots) if view.poll.phones else 0
    if 0 < by_phone < MIN_CELL and by_phone < len(view.ballots):
        return (
            f"Fewer than {MIN_CELL} ballots of {view.poll.title} came by phone, and the result less the papers would "
            "tell them, so no paper is shown."
        )
    return ""


def announced(view: PollView) -> str:
    """Return a declared result for others than the room: as it was announced, or without figures of under five."""
    said = view.declared
    if said is None:
        return ""
    few = view.poll.unit != "table" and any(0 < n < MIN_CELL for n in _told(view, said))
    if not few:
        return said.sentence
    if said.valid < MIN_CELL and view.poll.unit != "table":
        return f"Fewer than {MIN_CELL} people voted; what came out stands in the minutes."
    words = who(view.poll, said)
    if said.verdict in (Verdict.CARRIED, Verdict.NOT_CARRIED, Verdict.NO_DECISION):
        words = said.verdict.words
    said_so = f"{words[0].upper()}{words[1:]}"
    return f"{said_so}; its figures stand in the minutes, as one is of fewer than {MIN_CELL} people."


def _told(view: PollView, said: Result) -> Iterator[float]:
    """Yield the numbers of people that the sentence of a result tells, or lets anybody work out."""
    yield said.valid
    for id, given in said.levels.items():
        n = sum(given.values())
        for part in (said.support.get(id, 0), said.blocks.get(id, 0)):
            yield from (part, n - part)
    if view.poll.marking.hands or view.poll.counting.votes:
        yield from filter(None, said.scores.values())
    if view.poll.marking.several:
        yield from (said.valid - (score or 0) for score in said.scores.values())
    for beside in said.beside:
        yield from filter(None, (beside.n, *beside.scores.values()))
    if view.hands:
        yield from (view.hands.abstained, view.hands.not_voting)
