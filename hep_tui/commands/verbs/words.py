"""What the words of a command mean: how each thing is named, and how it reads once something was done to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hep_tui.commands.actions import line_of
from hep_tui.commands.meetings import listed
from hep_tui.commands.polls_named import NAMED, poll_named
from hep_tui.domain.ballots import STATUSES
from hep_tui.domain.clock import day_of, time_of_day
from hep_tui.domain.meetings import Meeting, titles
from hep_tui.domain.notes import Note
from hep_tui.domain.record import MOST
from hep_tui.domain.shorthand import write
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import Record, record_of, records
from hep_tui.views.decisions import decisions
from hep_tui.views.meetings import MeetingLine, current_meeting, find_meeting, item_for, meetings
from hep_tui.views.polls import poll_view
from hep_tui.views.review import review, vocabulary

HERE = "."
"""What stands for the meeting that is current, and for the agenda item under way."""
LAST = "last"
NO_MARKS = tuple(status for status in STATUSES if status not in ("valid", "query", "late"))
"""The statuses of a paper that are typed in place of its marks."""
_SHORT = 6


Given = Mapping[str, Any]


def _as_typed(book: Book, text: str, given: Given) -> Any:
    return text


@dataclass(frozen=True)
class Word:
    """Hold what an argument is: its help, how it is read, and what it is where it is left out.

    An `option` is written --name; `name` is what the help calls it, where that is not the parameter's own name.
    """

    help: str = ""
    read: Callable[[Book, str, Given], Any] = _as_typed
    usual: str = ""
    option: bool = False
    name: str = ""


def meeting_line(book: Book, text: str) -> MeetingLine:
    """Return the meeting that is named, or the current one. Raises HepError where there is none."""
    lines = meetings(book, book.source.now())
    line = current_meeting(lines) if text in ("", HERE) else find_meeting(lines, text)
    if line is None:
        raise HepError("This review has no meeting yet, so nothing was done; hep meetings FILE plan plans one.")
    return line


def note_named(book: Book, text: str) -> Record[Note]:
    """Return the note that is named. Raises HepError where that is none, or several."""
    held = records(book, Note)
    # Of a note in conflict every version is current, under one id.
    found = held[-1:] if text == LAST else list({n.id: n for n in held if n.id.startswith(text)}.values())
    if len(found) != 1:
        raise HepError(f"{text!r} names {len(found)} notes; nothing was done, hep notes FILE list shows their ids.")
    return found[0]


def _note(book: Book, text: str, given: Given) -> str:
    # A note that was taken back can still be erased: its whole id is known.
    return text if book.heads(text) else note_named(book, text).id


def _meeting(book: Book, text: str, given: Given) -> str:
    return meeting_line(book, text).id


def _item(book: Book, text: str, given: Given) -> str:
    noted = record_of(book, Note, given["id"]) if "id" in given else None
    where = noted.what.meeting if noted else given.get("meeting", "")
    return item_for(meeting_line(book, where), "" if text == HERE else text)


def _poll(book: Book, text: str, given: Given) -> str:
    return poll_named(book, text).id


def _action(book: Book, text: str, given: Given) -> str:
    held = decisions(book, day_of(book.source.now()))
    last = max(held, key=lambda d: note_named(book, d.id).n, default=None) if text == LAST else None
    found = [last] if last else [d for d in held if d.id.startswith(text)]
    if len(found) != 1:
        raise HepError(f"{text!r} names {len(found)} decisions or actions; nothing was done, look at the list again.")
    return found[0].id


def _term(what: str) -> Callable[[Book, str, Given], Any]:
    """Return what reads a phase or a group by its id, its name, or the beginning of it."""

    def read(book: Book, text: str, given: Given) -> str:
        terms: Mapping[str, str] = getattr(vocabulary(book, review(book).pack), what)
        wanted = text.casefold()
        exact = [id for id, label in terms.items() if wanted in (id.casefold(), label.casefold())]
        found = exact or [id for id, label in terms.items() if label.casefold().startswith(wanted)]
        if len(found) != 1:
            raise HepError(f"{text[:40]!r} names {len(found)} {what}; nothing was done, use: {', '.join(terms)}.")
        return found[0]

    return read


def numbers(text: str) -> tuple[int, ...]:
    """Return the numbers of `3,7-9`. Raises ValueError for what is none."""
    found: list[int] = []
    for part in text.replace(" ", ",").split(","):
        if part:
            first, _, last = part.partition("-")
            found += range(int(first), min(int(last or first), MOST) + 1)
    return tuple(found)


_WHO = "id, number in the list or beginning of the title; if left out, the current one"
WORDS = {
    "note": Word(f"its id or the first letters of it, or {LAST} for the one taken last", _note, name="note"),
    "said": Word("the note that it answers, by its id", _note, name="note"),
    "meeting": Word(_WHO, _meeting, HERE, option=True),
    "item": Word(
        "id, number or beginning of the title; if left out, the one under way", _item, HERE, name="item"
    ),
    "poll": Word(NAMED, _poll, name="poll"),
    "action": Word(f"its id or the first letters of it, or {LAST} for the one taken last", _action, name="id"),
    "reason": Word("why, for the record"),
    "numbers": Word("numbers of papers, as in 3,7-9 or 3 7-9"),
    "keys": Word(f"what is pressed to key the paper, as in 3142; or {', '.join(NO_MARKS)}"),
    "status": Word("late or query, where the paper has marks"),
    "people": Word("for how many people the paper of a table stands"),
    "part": Word("a part of a table that split: its people and what is keyed for them, as in 3=142 or 1=blank"),
    "phase": Word("a phase of the pack", _term("phases")),
    "group": Word("a group of the pack", _term("groups")),
    "wrong": Word("numbers of papers, as in 3,7-9"),
    "again": Word("what is keyed on a third look"),
    "which": Word("first, second or again"),
    "teller": Word("the teller's initials"),
    "counts": Word("hands for an option, as in For=19 or For:primary=12", name="OPTION=HANDS"),
    "changes": Word('a line that changes, as in "Title=Another title"', name="LINE=WORDS"),
    "sentence": Word("what changed, in a sentence"),
    "roll": Word("what was rolled in public, as it was read out"),
    "answer": Word('the day, as in "3 December"; "" for none', name="day"),
    "owner": Word('who takes it on; "" for nobody yet'),
    "did": Word("what was done, in words"),
    "line": Word("the note as it is to read, in the shorthand of the capture line"),
    "field": Word("its name in the list that fields prints"),
    "to": Word("what it is to be"),
    "minutes": Word("how many minutes"),
    "copy": Word("the file of the recovery copy, on a stick"),
    "passphrase_file": Word("a file with the passphrase of the copy in its first line"),
    "box": Word("the file that another laptop handed in"),
    "onto": Word("the file to write", name="box"),
}  # fmt: skip
WORDS["seed"] = Word(WORDS["roll"].help, name="roll")
SUPPLIED: dict[str, Callable[[Book], Any]] = {
    "pack": lambda book: review(book).pack,
    "today": lambda book: day_of(book.source.now()),
}
"""What no command asks for, since the review or the clock says it."""


def note_line(book: Book, id: str) -> str:
    """Return a note with the letters that name it; nothing where it is gone."""
    found = record_of(book, Note, id)
    if found is None:
        return ""
    held = record_of(book, Meeting, found.what.meeting)
    where = ", ".join(filter(None, titles(held.what if held else None, found.what.item)))
    return f"{id[:_SHORT]}  {time_of_day(found.time)}  {where}: {write(found.what)}"


def _told_meeting(book: Book, id: str) -> str:
    line = find_meeting(meetings(book, book.source.now()), id)
    item = line.meeting.item(line.progress.item)
    paused = ", paused" if line.progress.paused else ""
    return listed(line) + (f"; {item.title}{paused}" if item else "")


def _told_poll(book: Book, id: str) -> str:
    view = poll_view(book, id)
    return f"{view.poll.title}: {view.state.value}, {view.turnout.words}"


def _told_action(book: Book, id: str) -> str:
    return next((line_of(d) for d in decisions(book, day_of(book.source.now())) if d.id == id), "")


TOLD: dict[str, Callable[[Book, str], str]] = {
    "note": note_line, "meeting": _told_meeting, "poll": _told_poll, "action": _told_action,
}  # fmt: skip
"""How a thing reads in one line, by its word."""
