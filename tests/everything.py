"""Everything there is to be looked at in a review: every view, every page, every reading command."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from hep_tui.domain.meetings import Meeting
from hep_tui.domain.notes import Note
from hep_tui.domain.polls import Poll
from hep_tui.domain.themes import Code
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import records, unreadable
from hep_tui.reports.ballot_page import ballot_page
from hep_tui.reports.batches import Batch
from hep_tui.reports.minutes_page import minutes_page
from hep_tui.reports.paper import anchors
from hep_tui.reports.register_page import register_page
from hep_tui.reports.summary_page import summary_page
from hep_tui.reports.tally_page import hands_page, roll_page, tally_page
from hep_tui.views.agenda import agenda, ending
from hep_tui.views.capture import capture
from hep_tui.views.checking import checked
from hep_tui.views.conflicts import conflicts
from hep_tui.views.coverage import coverage
from hep_tui.views.decisions import answers, decisions
from hep_tui.views.framework import framework, over_meetings
from hep_tui.views.home import home
from hep_tui.views.keying import keying_view, second_view, to_decide
from hep_tui.views.minutes import minutes
from hep_tui.views.models import costs, models
from hep_tui.views.names import named_notes, names
from hep_tui.views.notes import note
from hep_tui.views.polls import poll_view
from hep_tui.views.queue import queue
from hep_tui.views.register import invited, register
from hep_tui.views.results import announcement, changed, margin, peek, recount_problems, side_by_side
from hep_tui.views.review import review
from hep_tui.views.search import search
from hep_tui.views.setup import around
from hep_tui.views.stream import grouped
from hep_tui.views.summary import summary
from hep_tui.views.summary_words import as_lines
from hep_tui.views.themes import history, themes

Seen = dict[str, Any]
NOTHING: Any = None


def everything(book: Book, now: datetime, *, pages: bool = True) -> Seen:
    """Return what every view says of a review, by its name; with `pages`, those to print too.

    A view that refuses has to do so in a sentence, which is then what it says.
    """
    seen: Seen = {}
    for name, looked in _looks(book, now, pages):
        try:
            seen[name] = looked()
        except HepError as refused:
            seen[name] = str(refused)
        except Exception as error:
            raise AssertionError(f"{name} fails") from error
    return seen


def _looks(book: Book, now: datetime, pages: bool) -> Iterator[tuple[str, Callable[[], Any]]]:
    today = now.date()
    yield "home", lambda: home(book, now)
    yield "unreadable", lambda: unreadable(book)
    yield "conflicts", lambda: conflicts(book)
    yield "coverage", lambda: coverage(book)
    yield "themes", lambda: themes(book)
    yield "models", lambda: (found := models(book), costs(found.sheets, "primary", 400))
    yield "decisions", lambda: (found := decisions(book, today), answers(found))
    yield "names", lambda: (names(book).find("x"), named_notes(book))
    yield "queue", lambda: queue(book)
    yield "invited", lambda: invited(book)
    yield "around", lambda: around(book, now)
    yield "search", lambda: [search(book, line, today=today).found for line in ("", "a", "- #send @primary", "?")]
    yield "recount", lambda: recount_problems(book)
    for unit in ("table", "person"):
        yield f"over meetings by {unit}", partial(over_meetings, book, unit)
    for each in sorted({t.id for t in records(book, Code)}):
        yield f"theme {each}", partial(history, book, each.removeprefix("theme."))
    for each in sorted({t.id for t in records(book, Note)}):
        yield f"note {each}", partial(note, book, each, now)
    for each in sorted({t.id for t in records(book, Meeting)}):
        yield from _of_meeting(book, each, now, pages)
    for each in sorted({t.id for t in records(book, Poll)}):
        yield from _of_poll(book, each, pages)


def _register_page(book: Book, id: str, names: bool) -> Any:
    return register_page(register(book, id), names=names)


def _of_meeting(book: Book, id: str, now: datetime, pages: bool) -> Iterator[tuple[str, Callable[[], Any]]]:
    def taken() -> Any:
        found = capture(book, id, "", now)
        # What finds names has no values to compare.
        return replace(found, names=NOTHING), [
            grouped(found.notes, by, found.vocabulary) for by in ("", "theme", "phase", "sentiment")
        ]

    yield f"capture {id}", taken
    yield f"coverage {id}", lambda: coverage(book, id)
    yield f"agenda {id}", lambda: (found := agenda(book, id), times := found.at(now), ending(times))
    yield f"framework {id}", lambda: framework(book, id)
    yield f"register {id}", lambda: register(book, id)
    yield f"summary {id}", lambda: (found := summary(book, id, now), as_lines(found))
    if pages:
        yield f"page of summary {id}", lambda: summary_page(summary(book, id, now))
        for named in (True, False):
            yield f"page of register {id} {named}", partial(_register_page, book, id, named)


def _of_poll(book: Book, id: str, pages: bool) -> Iterator[tuple[str, Callable[[], Any]]]:
    def viewed() -> Any:
        view = poll_view(book, id)
        phases = {p.id: p.name for p in review(book).pack.phases}
        return view, view.identities, peek(view, phases), changed(view), margin(view), side_by_side(view)

    yield f"poll {id}", viewed
    yield f"announcement {id}", lambda: announcement(poll_view(book, id))
    yield f"keying {id}", lambda: (found := keying_view(book, id), to_decide(found.poll))
    yield f"second {id}", lambda: second_view(book, id)
    yield f"check {id}", lambda: checked(book, id)
    yield f"minutes {id}", lambda: minutes(book, id)
    if pages:
        yield f"page of minutes {id}", lambda: minutes_page(minutes(book, id))
        yield f"paper {id}", lambda: _paper(book, id)


def _paper(book: Book, id: str) -> list[str]:
    poll, held, batch = poll_view(book, id).poll, review(book), Batch(1, 3)
    if poll.method == "hands":
        return [hands_page(poll, held.pack)]
    ballots = ballot_page(poll, batch, anchors(poll, held.pack), "a meeting")
    return [ballots, tally_page(poll, batch), roll_page(poll, held.pack, held.schools)]
