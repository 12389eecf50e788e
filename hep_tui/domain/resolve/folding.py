"""How names and words are compared: whatever their case, accents and letters that no British keyboard has."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "ı": "i", "İ": "i", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th",
        "Þ": "th", "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ħ": "h", "Ħ": "h", "ŧ": "t",
        "Ŧ": "t", "ŋ": "ng", "Ŋ": "ng", "ĸ": "k", "ə": "e", "Ə": "e",
    }
)  # fmt: skip
"""Letters that Unicode takes apart into no plain one, as people without them on their keyboard type them."""
_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_APOSTROPHES = "['’‘`´ʼ]"
_TITLES = frozenset([
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "rev", "revd", "cllr", "fr",
    "obe", "mbe", "cbe", "dbe", "kbe", "phd", "npqh", "frsa", "jp", "esq",
])  # fmt: skip
"""What is before a name, or behind it, and is no part of it."""


def plain(text: str) -> str:
    """Return a text in small plain letters: accents are dropped, and letters such as ł and ø become l and o."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


def unspaced(text: str) -> bool:
    """Say whether a text has a letter of a script that puts no blanks between words: Thai, Khmer, Japanese, Chinese."""
    return re.search(_UNSPACED, text) is not None


def in_order(text: str) -> tuple[str, str]:
    """Return by what a name is put in order: its plain letters, so that Éireann comes after Eiger."""
    return plain(text), text


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared; an apostrophe parts none."""
    return tuple(re.findall(r"\w+", plain(re.sub(_APOSTROPHES, "", text)).replace("_", " ")))


def person_key(name: str) -> tuple[str, ...]:
    """Return the words of a person's name, whatever their order: without titles and what is added in brackets."""
    bare = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", name)
    return tuple(sorted(word for word in words(bare) if word not in _TITLES))
