"""What can be done with themes: create, rename, nest, merge, and part again what was merged."""

from dataclasses import replace

from hep_tui.actions import record
from hep_tui.domain.pack import Pack
from hep_tui.domain.text import clean_line, slug
from hep_tui.domain.themes import Code, Frame, frame
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import records

MAX_LABEL = 80


def create(book: Book, pack: Pack, label: str, under: str = "") -> str:
    """Record a new theme, nested under another where that is given, and return its id.

    Raises HepError where it has no name, or one that a theme has already.
    """
    now = _frame(book, pack)
    label = _label(now, label)
    id = slug(label)
    if not id:
        raise HepError(f"{label!r} holds nothing that a mark could be typed with; nothing was stored, choose another.")
    if id in now.codes:
        # The label is free, so this theme was renamed since, or merged.
        raise HepError(f"#{id} already means {now.label(id)!r}; nothing was stored, choose another name.")
    _put(book, id, Code(label, _known(now, under) if under else ""))
    return id


def rename(book: Book, pack: Pack, id: str, label: str) -> None:
    """Record that a theme is called otherwise; what it was called before stays in its history."""
    now = _frame(book, pack)
    _put(book, id, replace(now.codes[_known(now, id)], label=_label(now, label, but=id)))


def nest(book: Book, pack: Pack, id: str, under: str) -> None:
    """Record that a theme is nested under another; with no other, that it is at the top."""
    now = _frame(book, pack)
    code = now.codes[_known(now, id)]
    if under and _known(now, under) in now.within(id):
        raise HepError(
            f"{now.label(under)} is {now.label(id)} or nested in it; nothing was changed, choose another theme."
        )
    _put(book, id, replace(code, parent=under))


def merge(book: Book, pack: Pack, id: str, into: str) -> None:
    """Record that a theme is now another one: wherever it was, that other one is shown.

    Notes keep the mark they were given, so that the two can be separated again.
    """
    now = _frame(book, pack)
    code = now.codes[_known(now, id)]
    if _known(now, into) == id:
        raise HepError("A theme cannot be merged into itself; nothing was changed, choose another theme.")
    _put(book, id, replace(code, merged_into=into))


def part(book: Book, pack: Pack, id: str) -> None:
    """Record that a theme that was merged is one of its own again."""
    now = _frame(book, pack)
    if id not in now.merged:
        raise HepError(f"{now.label(id)} was not merged into another theme; nothing was changed.")
    _put(book, id, replace(now.codes[id], merged_into=""))


def _frame(book: Book, pack: Pack) -> Frame:
    return frame(pack.themes, {t.id.removeprefix("theme."): t.what for t in reversed(records(book, Code))})


def _known(now: Frame, id: str) -> str:
    if id not in now.codes or id in now.merged:
        raise HepError("There is no such theme any more; nothing was changed, look at the list again.")
    return id


def _label(now: Frame, label: str, but: str = "") -> str:
    label = clean_line(label)
    if not label or len(label) > MAX_LABEL:
        raise HepError(f"A theme needs a name of 1 to {MAX_LABEL} characters; nothing was stored, type one.")
    taken = {now.label(id).casefold(): id for id in now.ids if id != but}
    if label.casefold() in taken:
        raise HepError(f"There is a theme {label!r} already; nothing was stored, merge the two if they are one.")
    return label


def _put(book: Book, id: str, code: Code) -> None:
    subject = f"theme.{id}"
    if any(book.current("theme", subject=subject)):
        record.amend(book, subject, code)
    else:
        record.put(book, subject, code)
