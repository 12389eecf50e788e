"""E-mail addresses, phone numbers and postcodes of the United Kingdom in a text."""

import re
from collections.abc import Iterator

# Bounded, and begun only where no word goes on, so that no text makes them slow.
_EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
# As people write it who do not want a machine to read it: "j.smith at school dot org".
_SPOKEN = re.compile(
    r"(?<![\w.+'-])[\w.+'-]{1,64} ?(?:\(at\)|\[at\]|\bat\b) ?[\w-]{1,63}"
    r"(?: ?(?:\(dot\)|\[dot\]|\bdot\b) ?[\w-]{1,63}){1,5}", re.IGNORECASE,
)  # fmt: skip
_PHONE = re.compile(
    r"(?<![\w+.,/])(?:(?:\+|00)44[ -]?(?:\(0\)[ -]?)?[1-9]\d{1,9}|\(?0[1-9]\d{1,9})"
    r"(?P<rest>(?:[ )-]{1,2}\d{2,8}){0,4})(?!\w)"
)
_CODES = """
AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK
FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN
NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW
UB W WA WC WD WF WN WR WS WV YO ZE ZZ
"""
# In lower case the second half may be 2nd or 3rd.
_POSTCODE = re.compile(
    r"(?<![\w-])([A-Za-z]{1,2})\d[A-Za-z\d]? ?\d(?!(?:st|nd|rd|th)\b)[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}(?![\w-])"
)
_AREAS = frozenset(_CODES.split())
_DIGIT = re.compile(r"\d")
# What a number at home has, with the 0 and without.
_DIGITS = (10, 11)


def contacts(text: str) -> list[tuple[int, int, str]]:
    """Return start, end and kind (e-mail, phone or postcode) of each, in order; they do not overlap."""
    apart: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(_all(text), key=lambda span: (span[0], -span[1])):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end, kind))
    return apart


def _all(text: str) -> Iterator[tuple[int, int, str]]:
    if "@" in text:
        yield from ((*m.span(), "e-mail") for m in _EMAIL.finditer(text))
    if "dot" in text.lower():
        yield from ((*m.span(), "e-mail") for m in _SPOKEN.finditer(text))
    if _DIGIT.search(text):
        yield from ((*m.span(), "postcode") for m in _POSTCODE.finditer(text) if m[1].upper() in _AREAS)
        yield from _phones(text)


def _phones(text: str) -> Iterator[tuple[int, int, str]]:
    at = 0
    while found := _PHONE.search(text, at):
        at = max(found.start() + 1, found.end())
        # Two numbers one after the other are taken as one: groups go from the end until it has the length of a number.
        for end in (found.end(), *(found.start("rest") + m.start() for m in _groups(found["rest"]))):
            if _national(text[found.start() : end]) in _DIGITS:
                at = end
                yield found.start(), end, "phone"
                break


def _groups(rest: str) -> list[re.Match[str]]:
    return list(re.finditer(r"[ )-]{1,2}\d+", rest))[::-1]


def _national(number: str) -> int:
    """Return how many digits a number has when it is dialled within the country."""
    digits = "".join(c for c in number.replace("(0)", "") if c.isdigit())
    if number[0] == "+":
        return len(digits) - 1
    return len(digits) - 3 if digits.startswith("0044") else len(digits)
