"""Whether polls still are what they were when they opened: no set-up may change under its ballots."""

from collections.abc import Iterator

from hep_tui.domain.polls import Poll, PollState
from hep_tui.domain.record import from_body
from hep_tui.logbook import Book, Entry
from hep_tui.logbook.moves import moves
from hep_tui.logbook.records import in_effect
from hep_tui.views.polls import PollView


def changed_since_opened(book: Book, views: list[PollView]) -> list[str]:
    """Return, in sentences, which polls are set up otherwise than when they opened for the ballots that are current."""
    came = {row["id"] for row in book.rows("arrival")}
    return [_sentence(view) for view in views if _changed(book, view, came)]


def _sentence(view: PollView) -> str:
    return (
        f"{view.poll.title}: its set-up is not the one it opened with, so votes may have been cast under another one; "
        "both set-ups and every vote are kept in the record, take that change back or vote again in a new poll before "
        "anything is declared."
    )


def _changed(book: Book, view: PollView, came: set[str]) -> bool:
    """Say whether none of the set-ups that a poll may have opened with is the current one."""
    first = _first_vote(book, view)
    if first is None and view.state is PollState.DRAFT:
        return False
    history, now = in_effect(book, book.history(view.id)), [h for h in book.heads(view.id) if h.kind == "poll"]
    opened = _opened(book, view.id, first, came)
    if len(now) != 1 or not opened:
        return False
    shown = [_read(e) for o in opened for e in _may_have_opened(history, o, came)]
    return bool(shown) and _read(now[0]) not in shown


def _first_vote(book: Book, view: PollView) -> int | None:
    """Return the number of the first entry that votes and is current; None where there is none, or it has none."""
    hands = [h.n for h in book.heads(f"{view.id}.hands") if h.kind == "count"]
    return min([*(b.n for b in view.ballots if b.entry), *hands], default=None)


def _opened(book: Book, id: str, first: int | None, came: set[str]) -> list[Entry]:
    """Return the openings under which the first vote may have been cast: the last, and those unknown to it."""
    states = [entry for entry, change in moves(book, id) if change.state is PollState.OPEN]
    before = [e for e in states if first is None or e.n < first]
    return [e for e in before if not any(_known(e, later, came) for later in before)]


def _may_have_opened(history: list[Entry], opened: Entry, came: set[str]) -> Iterator[Entry]:
    """Yield the set-ups of which an opening need not have known that they were replaced."""
    gone = {e.replaces for e in history if e.replaces and _known(e, opened, came)}
    yield from (e for e in history if e.kind == "poll" and e.body and e.n < opened.n and e.id not in gone)


def _known(entry: Entry, to: Entry, came: set[str]) -> bool:
    """Say whether one entry was certainly made where the other was known: by one run, or both on this laptop."""
    here = entry.writer == to.writer or not {entry.id, to.id} & came
    return here and entry.n < to.n


def _read(entry: Entry) -> Poll | None:
    try:
        return from_body(Poll, entry.data)
    except (TypeError, ValueError):
        return None
