"""What may be under each key of a pack and in each column of a school table: said once, beside the field itself.

The check, the loader and the page of reference all read it from there.
"""

import dataclasses
import difflib
import functools
import typing
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from hep_tui.domain.key import LONG, Key
from hep_tui.domain.text import clean, clean_line


@dataclass(frozen=True)
class Entry:
    """Hold one key as it may be written: the field it fills, its type, what it says, and what it is where left out.

    `needed` says that it must be there.
    """

    field: str
    type: Any
    key: Key
    needed: bool
    default: object


@dataclass(frozen=True)
class Fault:
    """Hold one fault: line and column from 1, which key, what was expected, and the file if not the pack itself.

    In a school table the column counts cells.
    """

    line: int
    column: int
    key: str
    message: str
    file: str = ""

    @property
    def words(self) -> str:
        """Return `line:column: key: message`."""
        key = f"{self.key}: " if self.key else ""
        return f"{self.line}:{self.column}: {key}{self.message}"


@functools.cache
def entries(cls: type) -> Mapping[str, Entry]:
    """Return what may be written of a class, by key; money under each of its names."""
    hints = typing.get_type_hints(cls, include_extras=True)
    found = {}
    for field in dataclasses.fields(cls):
        hint, key = _parted(hints[field.name])
        default = _default(field)
        entry = Entry(field.name, hint, key, default is dataclasses.MISSING, default)
        found.update(dict.fromkeys(key.written or (field.name,), entry))
    return found


def _parted(hint: Any) -> tuple[Any, Key]:
    if typing.get_origin(hint) is not Annotated:
        raise TypeError(f"{hint} says nothing of itself")
    kind, *said = typing.get_args(hint)
    return kind, next(each for each in said if isinstance(each, Key))


def _default(field: "dataclasses.Field[Any]") -> object:
    return field.default_factory() if field.default_factory is not dataclasses.MISSING else field.default


def text_fault(text: str, key: Key, ids: Mapping[str, Collection[str]]) -> str:
    """Return the first thing wrong with a text, or nothing; `ids` are those of the lists of the pack it may name."""
    return _unshowable(text, key) or _unknown(text, key, ids) or (key.fits(text) if key.fits else "")


def _unshowable(text: str, key: Key) -> str:
    """Return why a text cannot be shown as it is."""
    if len(text) > key.most:
        return f"is {len(text)} characters long; at most {key.most} can be shown"
    if clean(text) != unicodedata.normalize("NFC", text).strip():
        return "holds characters that cannot be shown"
    if "\n" in text.strip() and key.most < LONG:
        return "must be on one line"
    return "is empty, and people read this" if key.read and not text.strip() else ""


def _unknown(text: str, key: Key, ids: Mapping[str, Collection[str]]) -> str:
    """Return why a text is none of the words or ids allowed."""
    if key.one_of and not text:
        return f"is empty; write {' or '.join(key.one_of)}"
    if key.one_of and text not in key.one_of:
        return f"{quoted(text)} is none of {', '.join(key.one_of)}{suggestion(text, key.one_of)}"
    known = ids.get(key.names, ())
    if key.names and text and text not in known:
        return f"{quoted(text)} names nothing in {key.names}{suggestion(text, known)}"
    return ""


def number_fault(number: object, key: Key) -> str:
    """Return what is wrong with a whole number, or nothing."""
    if isinstance(number, bool) or not isinstance(number, int):
        return "expected a whole number"
    if number not in key.within:
        return f"expected a whole number from {key.within[0]} to {key.within[-1]}"
    return ""


def suggestion(word: str, known: Collection[str]) -> str:
    """Return what may have been meant by a word that is none of those known, as the end of a sentence."""
    folded = {each.casefold(): each for each in known}
    near = difflib.get_close_matches(word[:40].casefold(), folded, 1)
    return f"; did you mean {short(folded[near[0]])}?" if near else ""


def quoted(value: object) -> str:
    """Return a value in quotes, cut where it is long."""
    return f"'{short(str(value)[:200])}'"


def short(text: str) -> str:
    """Return a text as it fits into a sentence about it."""
    return clean_line(text, limit=60)
