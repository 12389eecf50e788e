"""The signs of a line: what a dash says, where a quotation opens and closes, what follows a mark."""

import re

from hep_tui.domain.notes import SENTIMENTS

TAIL = ".,;:!?)…"
QUOTES, SINGLE = '"“„«‹', "‘"
DASHES = ("–", "—", "−", "‐", "‑", "‒")
"""Signs that typewriters and word processors write where a quotation opens, and for a minus."""
OPENS = re.compile(r"[\"“„«‹](?=[^\"”»›])")
CLOSES = re.compile(rf"[\"”“»›](?=[{TAIL}]*$)")
CLOSES_SINGLE = re.compile(rf"’(?=[{TAIL}]*$)")


def nesting(word: str) -> int:
    """Return how many more quotations are open after a word than before it."""
    return bool(OPENS.match(word)) - bool(CLOSES.search(word))


def glued(word: str) -> bool:
    """Say whether a sign is right before a word: `-5` and `--` are text, `-but` is a concern."""
    return bool(sentiment(word[0])) and len(word) > 1 and (word[1].isalpha() or word[1] in QUOTES)


def sentiment(sign: str) -> str:
    """Return what a sign says of a note; a dash of any length is a minus, and anything else says nothing."""
    return SENTIMENTS.get("-" if sign in DASHES else sign, "")


def opens_quote(word: str) -> bool:
    """Say whether a word may open a quotation."""
    return word[0] in QUOTES or word[0] == SINGLE


def in_brackets(word: str) -> bool:
    """Say whether a word would be read as a mark in brackets."""
    return word[0] in "([" and word[1:2] in ("#", "@", "/")
