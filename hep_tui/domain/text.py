"""Make any text safe to store, and any stored text safe to show."""

import re
import unicodedata
from collections.abc import Collection

from hep_tui.domain.resolve.folding import plain

MAX_LENGTH = 4000
_MAX_MARKS = 8
_LONGEST_SLUG = 60
_NOT_TEXT = {"Cc", "Cs", "Co", "Cn"}
# Bidi marks, embeddings, overrides and isolates can make a line read as something else (Unicode TR36).
_BIDI = {*"\u061c\u200e\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
_INVISIBLE = {"\u200b", "\u2060", "\ufeff", "\u00ad", "\u180e", *map(chr, range(0xE0000, 0xE0080))}
# These are compiled when text needs them, which is long after the first screen.
_NEWLINES = r"\r\n|[\r\v\f\x85\u2028\u2029]"
_ESCAPES = (
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?"  # operating system commands: title, clipboard
    r"|\x1b[PX^_][^\x1b]*(?:\x1b\\)?"  # device control and other strings
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"  # control sequences: colour, cursor, clear
    r"|\x1b[ -/]*[0-~]?"
)


def clean(text: str, *, limit: int = MAX_LENGTH) -> str:
    """Return `text` as it may be stored: NFC, one line a newline, nothing invisible, at most `limit` characters.

    Terminal escape sequences, control characters, bidi controls, lone surrogates and unassigned code points go;
    of a run of combining marks the first eight stay; every kind of blank becomes a plain one. Words are never changed.
    """
    # Most text is plain.
    if text.isascii() and text.isprintable():
        return text[:limit].strip()
    text = re.sub(_ESCAPES, "", re.sub(_NEWLINES, "\n", text[: limit * 4]))
    kept = "".join(" " if unicodedata.category(c) == "Zs" else c for c in text if _stays(c))
    return _few_marks(unicodedata.normalize("NFC", kept))[:limit].strip()


def clean_line(text: str, *, limit: int = MAX_LENGTH) -> str:
    """Return `clean(text)` on one line, with runs of blanks folded."""
    return re.sub(r"[ \t]+", " ", clean(text, limit=limit).replace("\n", " ")).strip()


def shown(text: str) -> str:
    """Return stored text as it may reach a screen, whatever wrote it.

    The same rules again, because a file from elsewhere may hold anything; never markup, which is the caller's part.
    """
    # An export asks for every cell.
    if len(text) <= MAX_LENGTH and text.isascii() and text.isprintable():
        return text.strip()
    return clean(text, limit=10 * MAX_LENGTH)


def strange_byte(text: str) -> int:
    """Return the place, from 1, of the first byte that Python could not read as a letter; 0 where there is none."""
    return next((place for place, c in enumerate(text, 1) if "\udc80" <= c <= "\udcff"), 0)


def plain_name(title: str, fallback: str = "review") -> str:
    """Return `title` as a file name on any system: letters, digits, `-` and `_` only."""
    folded = plain(title).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9_]+", "-", folded).strip("-_")[:60].strip("-_")
    reserved = re.fullmatch(r"con|prn|aux|nul|com\d|lpt\d", name)
    return fallback if not name or reserved else name


def slug(title: str, fallback: str = "") -> str:
    """Return a title as the word that a mark is typed with: plain letters of every script, figures, `-` and `_`.

    Vowel signs of scripts that write them above or below a letter are kept with it.
    """
    kept = "".join(c if c.isalnum() or c == "_" or unicodedata.category(c)[0] == "M" else " " for c in plain(title))
    return "-".join(kept.split())[:_LONGEST_SLUG].strip("-_") or fallback


def new_slug(title: str, taken: Collection[str], fallback: str, most: int = _LONGEST_SLUG) -> str:
    """Return a title as a slug of at most so many letters, with a number behind it where that is taken."""
    base = slug(title, fallback)[:most].strip("-_") or fallback
    return next(id for n in range(1, len(taken) + 2) if (id := base if n == 1 else f"{base}-{n}") not in taken)


def _stays(c: str) -> bool:
    if c in "\n\t":
        return True
    return c not in _BIDI and c not in _INVISIBLE and unicodedata.category(c) not in _NOT_TEXT


def _few_marks(text: str) -> str:
    out: list[str] = []
    run = 0
    for c in text:
        run = run + 1 if unicodedata.combining(c) else 0
        if run <= _MAX_MARKS:
            out.append(c)
    return "".join(out)
