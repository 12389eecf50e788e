"""Find the characters of a text file, and say which words hinge on the guess."""

import re
from collections.abc import Iterator

from hep_tui.tables.reading import BYTES, ENCODING, Doubt, Unreadable, spread

_CODE_PAGES = ("cp1252", "mac_roman", "cp1250", "cp850")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HIGH_WORD = re.compile(r"[^\s,;|\t\"]*[^\x00-\x7f][^\s,;|\t\"]*")
_A_LETTER = "[A-Za-zÀ-ÖØ-öø-ſ]"
_LETTERS = re.compile(rf"{_A_LETTER}+(?:['’.\-]{_A_LETTER}+)*['’.!?)]*")
_SIGNS = re.compile(r"[£€](?=\d|$)|[–—…“”‘’•·°½§©®×™]")
_UNTYPED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MANY, _FOREIGN = 3, 4
"""So many letters beyond ASCII make most of a word; where one in four is so, the text is of another script."""


def decode(name: str, data: bytes, chosen: str = "") -> tuple[str, str, tuple[Doubt, ...]]:
    """Return the text, the encoding and the doubts about it.

    UTF-8 and what its mark names are certain. A file that is UTF-8 but for single bytes stays so, and only those cells
    are doubtful; of any other the code page is chosen whose words look most like words, and they are named. Raises
    Unreadable for what is not text, or not text in the encoding that was chosen.
    """
    if chosen:
        return _as_chosen(name, data, chosen), chosen, ()
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _text(name, _as_chosen(name, data, encoding)), encoding, ()
    if wide := _wide(data):
        return _text(name, _as_chosen(name, data, wide)), wide, ()
    try:
        return _text(name, data.decode("utf-8")), "utf-8", ()
    except UnicodeDecodeError:
        return _guessed(name, data)


def _wide(data: bytes) -> str:
    """Return the encoding of text in two bytes a letter that has no mark, empty for any other."""
    begins = data[:400]
    high, low = begins[0::2].count(0), begins[1::2].count(0)
    if len(data) % 2 or 4 * max(high, low) < len(begins) or min(high, low):
        return ""
    return "utf-16-be" if high else "utf-16-le"


def _as_chosen(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        raise Unreadable(
            f"{encoding} is not an encoding that hep knows; nothing was read, try utf-8 or cp1252."
        ) from None
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Unreadable(
            f"{name}, line {line}: this is not text in {encoding}; nothing was read, save the list as CSV in UTF-8."
        ) from None


def _text(name: str, text: str) -> str:
    # A picture or a document decodes as something, too, and holds what nobody types.
    begins = text[:4096]
    if len(_UNTYPED.findall(begins)) * 50 > len(begins):
        raise Unreadable(f"{name} is not text; nothing was read, save the list as CSV in UTF-8, or as XLSX.")
    return text


def _guessed(name: str, data: bytes) -> tuple[str, str, tuple[Doubt, ...]]:
    kept = data.decode("utf-8", "surrogateescape")
    stray = sum("\udc80" <= c <= "\udcff" for c in kept)
    valid = sum(c > "\x7f" for c in kept) - stray
    if valid > stray:
        return _strays(kept)
    candidates = [(page, text) for page in _CODE_PAGES if (text := _decoded(data, page)) is not None]
    if not candidates:
        raise Unreadable(f"{name} is not text in an encoding that hep knows; nothing was read, save it in UTF-8.")
    page, text = max(candidates, key=lambda each: _likely(_HIGH_WORD.findall(each[1])))
    words = list(dict.fromkeys(_HIGH_WORD.findall(_text(name, text))))
    if _FOREIGN * sum(map(_is_foreign, words)) > len(words):
        raise Unreadable(
            f"{name} is in an encoding that cannot be told from its words; nothing was read, name it with --encoding, "
            "or save the list in UTF-8."
        )
    said = f"the file is not UTF-8 and was read as {page}; these words hinge on it: {spread(words)}"
    return text, page, (Doubt(ENCODING, said),)


def _decoded(data: bytes, page: str) -> str | None:
    try:
        return data.decode(page)
    except UnicodeDecodeError:
        return None


def _likely(words: list[str]) -> float:
    """Return how much words with a letter beyond ASCII look like words: 1 where all do."""
    good = sum(map(_is_word, words))
    cased = sum(not re.search(r"[a-z][À-ÖØ-Þ]|[À-ÖØ-Þ][a-z]*[À-ÖØ-Þ]", word) for word in words)
    return (good + cased) / max(1, 2 * len(words))


def _is_word(word: str) -> bool:
    plain = _SIGNS.sub("", word)
    return plain.isascii() or (bool(_LETTERS.fullmatch(plain)) and not _is_foreign(word))


def _is_foreign(word: str) -> bool:
    """Say whether a word is of another script: where Latin letters are written, few of a word are beyond ASCII."""
    high = sum(not c.isascii() for c in _SIGNS.sub("", word))
    return high >= _MANY and 2 * high > len(word)


def _strays(kept: str) -> tuple[str, str, tuple[Doubt, ...]]:
    doubts = tuple(_stray_doubts(kept))
    repaired = re.sub("[\udc80-\udcff]", lambda m: bytes([ord(m[0]) - 0xDC00]).decode("cp1252", "replace"), kept)
    return repaired, "utf-8", doubts


def _stray_doubts(kept: str) -> Iterator[Doubt]:
    for line, text in enumerate(kept.splitlines(), 1):
        if found := re.search("[\udc80-\udcff]", text):
            byte = ord(found[0]) - 0xDC00
            yield Doubt(BYTES, f"the byte {byte:02X} is not UTF-8 and was read as cp1252; look at its word", line)
