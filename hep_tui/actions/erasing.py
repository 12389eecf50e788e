"""Erase for good a person, or the name of a laptop, in every version that there is or will be."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from hep_tui.actions import record
from hep_tui.domain.decisions import FollowUp
from hep_tui.domain.meant import named
from hep_tui.domain.notes import Note
from hep_tui.domain.people import Person
from hep_tui.domain.text import clean, clean_line
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Draft
from hep_tui.logbook.records import Record, records

T = TypeVar("T")


def person(book: Book, name: str, reason: str) -> int:
    """Erase somebody of the register, by code or name, and return how many entries lose their words.

    Raises HepError where nobody is called so, or more than one.
    """
    wanted = clean_line(name).casefold()
    people = [(p.id, p.what) for p in records(book, Person)]
    found = {id for id, who in people if wanted and wanted in (who.code.casefold(), who.name.casefold())}
    if len(found) != 1:
        many = "More than one person is" if found else "Nobody is"
        raise HepError(f"{many} called {name} in the register; nothing was erased, give the code: hep register FILE.")
    id = found.pop()
    before = _speaking(book, id)
    record.redact(book, id, reason)
    return before - _speaking(book, id)


def person_everywhere(book: Book, name: str, words: Sequence[str], reason: str) -> int:
    """Erase somebody from the register, if there, and `words` from every note and follow-up; return how many entries.

    What a note says now has [person] in their place; what it said before is erased for good. Attendance keeps a code
    that leads to nobody any more. Raises HepError without a reason.
    """
    record.require_reason(reason)
    erased = person(book, name, reason) if _registered(book, name) else 0
    names = named(words)
    for noted in records(book, Note):
        held = noted.what
        owner = "" if names.search(held.owner) else held.owner
        _put_right(book, noted, replace(held, text=names.sub("[person]", held.text), owner=owner))
    for followed in records(book, FollowUp):
        _put_right(book, followed, replace(followed.what, did=names.sub("[person]", followed.what.did)))
    said = [e for e in book.entries() if e.kind in ("note", "action") and any(map(names.search, e.texts))]
    book.append_all([Draft("erase", e.subject, {"reason": clean(reason)}, e.id) for e in said])
    return erased + len(said)


def _put_right(book: Book, was: Record[T], now: T) -> None:
    if now != was.what:
        record.amend(book, was.id, now)


def _registered(book: Book, name: str) -> bool:
    wanted = clean_line(name).casefold()
    return any(wanted in (p.what.code.casefold(), p.what.name.casefold()) for p in records(book, Person))


def laptop(book: Book, name: str, reason: str) -> int:
    """Erase the name of a laptop, and return how many entries lose their words. Raises HepError where none has it."""
    opened = [e for e in book.entries() if e.kind == "open" and e.data.get("device") == name and not e.data.get("key")]
    if not name or not opened:
        raise HepError(f"No laptop says that its name is {name}; nothing was erased, hep laptops FILE lists them.")
    record.require_reason(reason)
    book.append_all([Draft("erase", e.subject, {"reason": clean(reason)}, e.id) for e in opened])
    return len(opened)


def _speaking(book: Book, id: str) -> int:
    return sum(e.body is not None and e.kind not in ("redact", "erase", "settle") for e in book.history(id))
