"""Find notes by their words, at every key: an index in memory, and text folded so that it can be typed as it comes.

A set of notes is a whole number with one bit a note, the newest highest. Joining two sets, or asking for those in both,
is one operation on such numbers whatever was asked, so no query is slow.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, islice, takewhile

from hep_tui.domain.notes import Note, Vocabulary
from hep_tui.domain.resolve.folding import plain, unspaced
from hep_tui.domain.shorthand import Reading, parse

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´"))
_WORD = re.compile(r"[^\W_]+")
_RAW_WORD = re.compile(r"[^\W_](?:[^\W_]|['’‘ʼ`´\u0300-\u036f])*")
# From this many notes on, a word keeps its set; before, the places of its notes take less room.
_COMMON = 128
# Of beginnings of so many letters the sets are kept: very many words have one, and each is asked for as it is typed.
_BEGINNINGS = (1, 2)


def fold(text: str) -> list[str]:
    """Return the words of a text as they are compared: without case, accents and apostrophes, separated by all else.

    Where a script puts no blanks between words, every letter begins one, of itself and the next.
    """
    words = _WORD.findall(plain(text.translate(_APOSTROPHES)))
    return words if text.isascii() else [part for word in words for part in _parted(word)]


def _parted(word: str) -> list[str]:
    return [word[k : k + 2] for k in range(len(word))] if unspaced(word) else [word]


def spans(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Return where in a text there are words that begin with one of the folded `words`, as (start, end)."""
    starts = tuple(words)
    if not starts:
        return []
    found = ((m.span(), fold(m[0])) for m in _RAW_WORD.finditer(text))
    return [span for span, folded in found if any(each.startswith(starts) for each in folded)]


@dataclass(frozen=True)
class Query:
    """Hold what is looked for: words that notes must hold, and marks they must carry, as a reading of the shorthand."""

    words: tuple[str, ...]
    reading: Reading

    @property
    def asked(self) -> Note:
        """Return the note whose marks are looked for; its text does not count."""
        return self.reading.note


def query(line: str, vocabulary: Vocabulary, today: date | None = None) -> Query:
    """Return what a line asks for. It is read as a note is; a mark that names nothing is a word, with a doubt."""
    reading = parse(line, vocabulary, today=today, asking=True)
    new = reading.new_themes
    note = replace(reading.note, themes=tuple(t for t in reading.note.themes if t not in new))
    doubts = (*reading.doubts, *(f"#{slug} left as text: no theme has that name" for slug in new))
    words = fold(" ".join((note.text, *new)))
    return Query(tuple(dict.fromkeys(words)), Reading(note, (), doubts))


def marks(note: Note) -> list[str]:
    """Return what of a note can be asked for by exact marks, but for its themes."""
    facts = (("@phase ", note.phase), ("@role ", note.role), ("~", note.sentiment), (">due ", note.due))
    flags = (('"', note.quote), ("*", note.key), (">", note.action), ("!", note.decision))
    found = [sign + said for sign, said in facts if said] + [sign for sign, said in flags if said]
    found += [f"@t{note.table_no}"] * bool(note.table_no) + [f">@{note.owner.casefold()}"] * bool(note.owner)
    return found + [f"@group {id}" for id in note.groups] + [f"/{id.partition('@')[0]}" for id in note.models]


class Index:
    """Keep which notes hold which words and marks; a note is its place, and later places are newer.

    Marks are exact, and may be any text that is not a folded word, such as `#send`.
    """

    def __init__(self) -> None:
        self._places: dict[str, list[int]] = {}
        self._sets: dict[str, int] = {}
        self._words: list[str] = []
        self._beginnings: dict[str, int] = {}
        # As one string each: a hundred thousand sets would keep the garbage collector busy.
        self._held: dict[int, str] = {}
        self.all = 0

    def __len__(self) -> int:
        return self.all.bit_count()

    def put(self, place: int, words: Iterable[str], marks: Iterable[str] = ()) -> None:
        """Say what is at a place, in place of what was there."""
        terms = frozenset((*words, *marks))
        before = frozenset(filter(None, self._held.get(place, "").split("\n")))
        for term in before - terms:
            self._take(term, place)
        for term in terms - before:
            self._add(term, place)
        self._begin(place, _beginnings(before), _beginnings(terms))
        self._held[place] = "\n".join(terms)
        self.all |= 1 << place

    def clear(self, place: int) -> None:
        """Say that nothing is at a place any more."""
        if place in self._held:
            self.put(place, ())
            del self._held[place]
            self.all &= ~(1 << place)

    def fill(self, notes: Iterable[tuple[list[str], Iterable[str]]]) -> None:
        """Put many notes at places from 0 on, into an index that is empty."""
        places = self._places
        place = -1
        for place, (words, marks) in enumerate(notes):
            terms = frozenset((*words, *marks))
            self._held[place] = "\n".join(terms)
            for term in terms:
                if (held := places.get(term)) is None:
                    places[term] = [place]
                else:
                    held.append(place)
        self.all = (1 << (place + 1)) - 1
        for term in [term for term, held in places.items() if len(held) >= _COMMON]:
            self._sets[term] = _set_of([places.pop(term)])
        self._words = sorted(filter(_is_word, (*places, *self._sets)))
        for letters in _BEGINNINGS:
            long_enough = (word for word in self._words if len(word) >= letters)
            for beginning, alike in groupby(long_enough, key=lambda word: word[:letters]):
                self._beginnings[beginning] = self._holding(alike)

    def marked(self, mark: str) -> int:
        """Return the notes that carry a mark."""
        return self._sets.get(mark) or _set_of([self._places.get(mark, [])])

    def starting(self, word: str) -> int:
        """Return the notes that hold a word which begins like this folded one."""
        if len(word) in _BEGINNINGS:
            return self._beginnings.get(word, 0)
        alike = islice(self._words, bisect_left(self._words, word), None)
        return self._holding(takewhile(lambda term: term.startswith(word), alike))

    def _holding(self, words: Iterable[str]) -> int:
        """Return the notes that hold one of some words."""
        found = 0
        rare: list[list[int]] = []
        for word in words:
            if word in self._sets:
                found |= self._sets[word]
            else:
                rare.append(self._places[word])
        return found | _set_of(rare)

    def _begin(self, place: int, before: frozenset[str], after: frozenset[str]) -> None:
        """Say with what the words of a note begin, in place of what they began with before."""
        for beginning in before - after:
            self._beginnings[beginning] &= ~(1 << place)
        for beginning in after - before:
            self._beginnings[beginning] = self._beginnings.get(beginning, 0) | 1 << place

    def _add(self, term: str, place: int) -> None:
        if term in self._sets:
            self._sets[term] |= 1 << place
        elif term in self._places:
            insort(self._places[term], place)
        else:
            self._places[term] = [place]
            if _is_word(term):
                insort(self._words, term)

    def _take(self, term: str, place: int) -> None:
        """Forget a term at a place; the word itself stays, and finds nothing there."""
        if term in self._sets:
            self._sets[term] &= ~(1 << place)
        else:
            self._places[term].remove(place)


def newest(notes: int, most: int) -> list[int]:
    """Return the places in a set, the newest first, at most so many."""
    found: list[int] = []
    while notes and len(found) < most:
        place = notes.bit_length() - 1
        found.append(place)
        notes ^= 1 << place
    return found


def _set_of(places: Iterable[list[int]]) -> int:
    lists = [held for held in places if held]
    if not lists:
        return 0
    bits = bytearray((max(held[-1] for held in lists) >> 3) + 1)
    for held in lists:
        for place in held:
            bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")


def _beginnings(terms: Iterable[str]) -> frozenset[str]:
    """Return with what the words among some terms begin, in few letters."""
    words = [term for term in terms if _is_word(term)]
    return frozenset(word[:letters] for word in words for letters in _BEGINNINGS if len(word) >= letters)


def _is_word(term: str) -> bool:
    return term[0].isalnum()
