"""What one action had done, in words: what undo took back, or redo did again."""

from collections.abc import Mapping, Sequence
from typing import Any

from hep_tui.domain.meetings import Meeting
from hep_tui.domain.people import Person
from hep_tui.domain.text import clean_line
from hep_tui.domain.wording import prefixed
from hep_tui.logbook import Book, Entry
from hep_tui.logbook.records import record_of, records
from hep_tui.views.conflict_words import CALLED

_MOST = 60
_CAME = {"here": "arrival of", "left": "leaving of"}
_STEPS = {"start": "going on to", "pause": "stopping the clock at", "end": "ending the meeting at"}


def undone(book: Book, group: Sequence[Entry], *, names: bool = False) -> str:
    """Return what a group of entries had done, as `change of note “…”`; of several alike, how many more there are.

    `names` says who it was that came, left or was put right: for the register alone, which shows names anyway.
    """
    # A version of a model takes the drafts of polls along.
    main = next((e for e in group if e.kind == "model"), group[-1])
    more = sum(e.kind == main.kind for e in group) - 1
    said = (_of_person(book, main, group) if names else "") or _said(book, main)
    return said + (f", and {more} more" if more else "")


def _of_person(book: Book, entry: Entry, group: Sequence[Entry]) -> str:
    """Return what an entry says of somebody, by name; nothing where it is of nobody, or the name is not known."""
    if entry.kind not in ("attendance", "person"):
        return ""
    what = _CAME[entry.data.get("state", "here")] if entry.kind == "attendance" else "what is kept of"
    code = entry.data.get("person") or entry.data.get("code")
    made = {e.data.get("code"): e.data.get("name") for e in group if e.kind == "person"}
    known = {p.what.code: p.what.name for p in records(book, Person)}
    name = made.get(code) or known.get(str(code))
    return f"{what} {clean_line(name)}" if name else ""


def _said(book: Book, entry: Entry) -> str:
    if entry.kind == "step":
        return _step(book, entry.data)
    before = book.entry(entry.replaces) if entry.replaces else None
    if entry.kind == "withdraw":
        return f"taking back of {_called(book, before)}" if before else "taking back"
    if before is None or before.kind == "withdraw":
        return _called(book, entry)
    return f"change of {_called(book, entry)}"


def _called(book: Book, entry: Entry) -> str:
    """Return what an entry is called, with its own words or number, and the poll or meeting that it is of."""
    data, called = entry.data, CALLED.get(entry.kind, entry.kind)
    own = _own_words(data)
    number = str(data.get("number") or data.get("table_no") or "")
    if own:
        return " ".join(filter(None, (called, f"“{_short(own)}”", number)))
    return " ".join(filter(None, (called, number, prefixed("of ", _title(book, data)))))


def _own_words(data: Mapping[str, Any]) -> str:
    """Return the text or title that an entry has of itself, or the title and version of its model."""
    model = data.get("model")
    if isinstance(model, dict):
        return f"{model.get('title', '')}, version {model.get('version', '')}"
    return next((str(data[name]) for name in ("text", "title", "label") if data.get(name)), "")


def _title(book: Book, data: Mapping[str, Any]) -> str:
    """Return the title of the poll or meeting that an entry is of."""
    heads = book.heads(str(data.get("poll") or data.get("meeting") or ""))
    title = heads[-1].data.get("title") if heads else ""
    return f"“{_short(str(title))}”" if title else ""


def _step(book: Book, data: Mapping[str, Any]) -> str:
    event = str(data.get("event", "start"))
    if event == "cancel":
        return f"cancelling {_title(book, data)}"
    meeting = record_of(book, Meeting, str(data.get("meeting", "")))
    item = meeting.what.item(str(data.get("item", ""))) if meeting else None
    title = f"“{item.title}”" if item else "an item"
    return f"{_STEPS.get(event, 'a step at')} {title}"


def _short(text: str) -> str:
    line = clean_line(text)
    return line if len(line) <= _MOST else f"{line[: _MOST - 1]}…"
