"""Record, correct, withdraw, redact and settle: what every noun has in common."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from hep_tui.domain.record import from_body, to_body
from hep_tui.domain.text import clean
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Draft, Entry
from hep_tui.logbook.entry import GONE
from hep_tui.logbook.records import KINDS

_NO_MORE = "This is not in the record any more; nothing was changed."


def draft(subject: str, value: object, replaces: str = "") -> Draft:
    """Return the draft that records a value of the domain, with every text in it cleaned.

    Raises HepError where it could not be read again: then no screen would ever show it.
    """
    body = cleaned(to_body(value))
    try:
        from_body(type(value), body)
    except (TypeError, ValueError):
        raise HepError(
            "A number here is below nought or larger than any there is to count; nothing was stored, look at it."
        ) from None
    return Draft(KINDS[type(value)], subject, body, replaces)


def add(book: Book, value: object, *also: Draft, id: str = "") -> str:
    """Record a new thing, together with `also`, and return its id, which may be given."""
    id = id or book.token()
    book.append_all([*also, draft(id, value)])
    return id


def amend(book: Book, id: str, value: object, *also: Draft) -> Entry:
    """Record that a thing now reads otherwise; what it said before stays in its history."""
    head = standing(book, id)
    return book.append_all([*also, *others(book, id, head.id), draft(id, value, head.id)])[-1]


def put(book: Book, subject: str, value: object, provided: Callable[[], object] = bool) -> Entry:
    """Record a thing whose subject is known beforehand, as new or as an amendment; see `append_all` for `provided`."""
    return book.append_all(replacing(book, draft(subject, value)), provided)[-1]


def replacing(book: Book, new: Draft) -> list[Draft]:
    """Return the drafts that record something new of a subject in place of all its current entries."""
    last = next((head.id for head in reversed(book.heads(new.subject))), "")
    return [*others(book, new.subject, last), replace(new, replaces=last)]


def others(book: Book, subject: str, replaced: str) -> list[Draft]:
    """Return the drafts that settle what is beside the head that is to be replaced.

    Two laptops that recorded the same thing alike leave two heads; whatever replaces one replaces both.
    """
    return [Draft("settle", subject, {"kept": replaced}, h.id) for h in book.heads(subject) if h.id != replaced]


def withdraw(book: Book, id: str, reason: str = "") -> Entry:
    """Take a thing back; it stays in the record as withdrawn."""
    head = standing(book, id)
    return book.append_all([*others(book, id, head.id), Draft("withdraw", id, {"reason": clean(reason)}, head.id)])[-1]


def redact(book: Book, id: str, reason: str) -> list[Entry]:
    """Erase for good what a thing says and ever said; that it was there stays in the record. Cannot be undone.

    What was withdrawn can be erased too.
    """
    require_reason(reason)
    head = only_head(book, id)
    said = [e for e in book.history(id) if e.body is not None and e.id != head.id]
    erasures = [Draft("erase", id, {}, e.id) for e in said if e.kind not in ("redact", "erase", "settle")]
    return book.append_all([*erasures, Draft("redact", id, {"reason": clean(reason)}, head.id)])


def require_reason(reason: str) -> None:
    """Raise HepError where something is to be erased without a reason."""
    if not clean(reason):
        raise HepError("Erasing needs a reason for the record; nothing was erased, say why and try again.")


def settle(book: Book, id: str, keep: str) -> list[Entry]:
    """End a conflict: the version of entry id `keep` is kept, the others stay in the history.

    Raises HepError where there is no such version to choose.
    """
    heads = book.heads(id)
    if len(heads) < 2 or keep not in {h.id for h in heads}:
        raise HepError("There is no such conflict any more; nothing was changed, look at the list again.")
    drafts = [Draft("settle", id, {"kept": keep}, h.id) for h in heads if h.id != keep]
    kept = next(h for h in heads if h.id == keep)
    if any(e.replaces == keep for e in book.history(id)):
        # Another laptop settled this very version away: only saying it again makes it current.
        drafts.append(Draft(kept.kind, id, kept.data, keep))
    return book.append_all(drafts)


def standing(book: Book, id: str) -> Entry:
    """Return the current entry of a subject, or raise HepError where it was taken back, or has two versions."""
    head = only_head(book, id)
    if head.kind in GONE:
        raise HepError(_NO_MORE)
    return head


def only_head(book: Book, id: str) -> Entry:
    """Return the last word on a subject, which may be that it was withdrawn.

    Raises HepError where there is none, or more than one.
    """
    heads = book.heads(id)
    if not heads or heads[0].body is None or heads[0].kind == "redact":
        raise HepError(_NO_MORE)
    if len(heads) > 1 and len({str(h.data) for h in heads}) > 1:
        raise HepError("This has two versions after a merge; settle the conflict first, nothing was changed.")
    return heads[0]


_key = lru_cache(maxsize=1024)(clean)
"""Cleans the name of a field or option, which comes again on every paper."""


def cleaned(value: Any) -> Any:
    """Return a body with every text in it cleaned, keys included."""
    if isinstance(value, str):
        return clean(value)
    if type(value) is int:
        return value
    if isinstance(value, Mapping):
        # The marks of a paper are numbers, and there may be a hundred thousand papers.
        return {_key(str(k)): v if type(v) is int else cleaned(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(v) for v in value]
    return value
