"""The forms in which the name of a school or a person is said, and when a form is sure enough to be pointed out."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain, dropwhile

from hep_tui.domain.common_words import EVERYDAY, NICKNAMES, ORDINARY, PARTICLES, TITLES
from hep_tui.domain.resolve import folding

APOSTROPHES = ("'", "’", "ʼ")
WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*|&")
# Words that say what kind of school it is, each in the one form that all others stand for.
KINDS = {
    "school": "school", "schools": "school", "academy": "academy", "academies": "academy", "primary": "primary",
    "primaries": "primary", "infant": "infant", "infants": "infant", "junior": "junior", "juniors": "junior",
    "nursery": "nursery", "first": "first", "middle": "middle", "lower": "lower", "upper": "upper", "high": "high",
    "secondary": "secondary", "college": "college", "community": "community", "comprehensive": "comprehensive",
    "grammar": "grammar", "special": "special", "studio": "studio", "international": "international", "sixth": "sixth",
    "form": "form", "early": "early", "childhood": "childhood", "centre": "centre", "girls": "girls", "boys": "boys",
    "gdst": "gdst", "catholic": "rc", "rc": "rc", "cofe": "cofe", "ce": "cofe", "sikh": "sikh", "hindu": "hindu",
    "jewish": "jewish", "muslim": "muslim", "islamic": "islamic",
}  # fmt: skip
PHRASES = {("church", "of", "england"): "cofe", ("c", "of", "e"): "cofe", ("roman", "catholic"): "rc"}
JOINS = frozenset(("and", "for", "of", "the"))
ALWAYS = frozenset(("school", "academy"))
_SHORTEST = 4


class Guard(IntEnum):
    """Say what has to be seen before a form is a name.

    Nothing more; capitals, or the kind of school; that kind (a title, of a person); that kind, all in capitals.
    """

    SURE = 0
    CAPITALS = 1
    LONGER = 2
    PLACE = 3


@dataclass(frozen=True)
class Form:
    """Hold one way to say a name: its words as `plain` makes them, whose it is, and what else has to be seen.

    `own` are the kinds that may follow; `person` tells people from schools, and `initial` is the letter that may be
    before a surname.
    """

    words: tuple[str, ...]
    whose: int
    guard: Guard
    own: frozenset[str] = frozenset()
    person: bool = False
    initial: str = ""


def plain(word: str) -> str:
    """Return a word as names are compared: in lower case, without accents and apostrophes; `Saint` is `st`."""
    folded = word.lower()
    if not folded.isalnum():
        folded = "and" if word == "&" else "".join(filter(str.isalnum, folded))
    if not folded.isascii():
        folded = "".join(filter(str.isalnum, folding.plain(word)))
    return "st" if folded == "saint" else folded


def owned(word: str) -> str:
    """Return the word without the `'s` that makes something its own, or the word itself."""
    return word[:-2] if word[-2:-1] in APOSTROPHES and word[-1:] in ("s", "S") else word


def kind_at(words: list[str], at: int) -> tuple[str, int]:
    """Return which kind of school the words from `at` say, and how many words that takes; ("", 0) for none."""
    for phrase, kind in PHRASES.items():
        if tuple(words[at : at + len(phrase)]) == phrase:
            return kind, len(phrase)
    return (KINDS[words[at]], 1) if at < len(words) and words[at] in KINDS else ("", 0)


def school_forms(whose: int, name: str, towns: Collection[str], others: Collection[str]) -> Iterator[Form]:
    """Yield the forms of a school's name; `towns` are in lower case, `others` are words inside other schools' names."""
    for part, half in _parts(name):
        stem, own = stem_of(part)
        if not stem:
            continue
        guard = Guard.PLACE if half else _guard([plain(owned(word)) for word in stem], towns, others)
        for words in _spelled(stem, guard):
            yield Form(words, whose, guard, own)
            if words[0] == "dr" and len(words) > 1 and words[1] not in ORDINARY:
                yield Form(words[1:], whose, guard, own)


def _parts(name: str) -> Iterator[tuple[str, bool]]:
    """Yield a name, what is inside and outside its brackets, and the halves of `A and B`, which are marked as such."""
    yield name, False
    inside = re.split(r"[()]", name)
    if len(inside) > 1:
        yield from ((part, False) for part in inside)
    for part in inside:
        halves = re.split(r" & | and ", part)
        if len(halves) > 1:
            yield from ((half, True) for half in halves)


def stem_of(name: str) -> tuple[list[str], frozenset[str]]:
    """Return the words of a school's name that are its own, and the kinds that follow them."""
    written = WORD.findall(name)
    words = [plain(word) for word in written]
    own: set[str] = set()
    end = len(words)
    while end:
        size = next((n for n in (3, 2, 1) if n <= end and kind_at(words, end - n)[1] == n), 0)
        if not size and words[end - 1] in JOINS and end < len(words):
            end -= 1
        elif size:
            own.add(kind_at(words, end - size)[0])
            end -= size
        else:
            break
    start = 1 if words[:1] == ["the"] else 0
    return written[start:end], frozenset(own)


def _guard(stem: list[str], towns: Collection[str], others: Collection[str]) -> Guard:
    if " ".join(stem) in towns:
        return Guard.PLACE
    telling = [word for word in stem if len(word) > 2 and word not in ORDINARY and word not in towns]
    if len(stem) == 1:
        [word] = stem
        return Guard.SURE if telling and len(word) > 3 and word not in others else Guard.LONGER
    if stem[0] == "st" or telling:
        return Guard.SURE
    return Guard.LONGER if any(word in towns for word in stem) else Guard.CAPITALS


def _spelled(stem: list[str], guard: Guard) -> set[tuple[str, ...]]:
    """Return a stem as it is written and, of one that is like nothing else, without the `'s` of its last word."""
    bare = [*stem[:-1], owned(stem[-1])] if guard is Guard.SURE else stem
    return {tuple(map(plain, stem)), tuple(map(plain, bare))}


def person_forms(whose: int, name: str, towns: Collection[str]) -> Iterator[Form]:
    """Yield the forms of a person's name: in full, first and last, and each of the two where it is not ordinary."""
    parts = _parts_of_person(name)
    words = [*dropwhile(TITLES.__contains__, chain.from_iterable(parts))]
    if not words:
        return
    begin = _surname_at(words, len(parts[-1]))
    surname = tuple(words[begin:])
    if begin:
        yield from _with_first_name(whose, words, surname, towns)
    if name.lower() == name.upper():
        # A script without capitals: the whole name is all that can be seen of one.
        yield Form(tuple(words), whose, Guard.SURE, person=True)
        return
    common = _usual((word for word in surname if word not in KINDS), towns) or len(surname[-1]) < 3
    initial = words[0][0] if begin else ""
    yield Form(surname, whose, Guard.LONGER if common else Guard.CAPITALS, person=True, initial=initial)


def _parts_of_person(name: str) -> list[list[str]]:
    """Return the words of a name by its parts between blanks, given names first."""
    last, comma, first = name.partition(",")
    in_order = f"{first} {last}" if comma else name
    return [[plain(word) for word in WORD.findall(part)] for part in in_order.split()]


def initials(name: str) -> frozenset[str]:
    """Return the initials by which somebody is written, in small letters: of all names, and of the first and last."""
    parts = [words for words in _parts_of_person(name) if words]
    words = [*dropwhile(TITLES.__contains__, chain.from_iterable(parts))]
    own = [word for word in words if word not in PARTICLES]
    if not own[1:]:
        return frozenset()
    every = ("".join(word[0] for word in some) for some in (words, own, (own[0], own[-1]), (own[0], parts[-1][0])))
    return frozenset(letters for letters in every if len(letters) > 1)


def _with_first_name(whose: int, words: list[str], surname: tuple[str, ...], towns: Collection[str]) -> Iterator[Form]:
    first = words[0]
    short = len(first) < 3
    guard = Guard.CAPITALS if short or _usual(words, towns) else Guard.SURE
    for full in {tuple(words), (first, *surname)}:
        yield Form(full, whose, guard, person=True)
    if not short and first not in KINDS and not _usual([first], towns):
        yield Form((first,), whose, Guard.CAPITALS, person=True)
    for nickname in _nicknames(first):
        if nickname not in EVERYDAY and nickname not in towns:
            yield Form((nickname,), whose, Guard.CAPITALS, person=True)


def _nicknames(first: str) -> Iterator[str]:
    """Yield what somebody of a first name may be called: its usual short forms, and its first four letters or more."""
    yield from NICKNAMES.get(first, ())
    yield from (first[:n] for n in range(_SHORTEST, len(first)))


def _usual(words: Iterable[str], towns: Collection[str]) -> bool:
    """Say whether all words are ordinary ones, or names of towns."""
    return all(word in ORDINARY or word in towns for word in words)


def _surname_at(words: Sequence[str], last: int) -> int:
    """Return where the surname begins in the words of a name, whose last part, hyphens and all, has `last` of them."""
    begin = max(0, len(words) - max(1, last))
    while begin > 1 and words[begin - 1] in PARTICLES:
        begin -= 1
    return begin
