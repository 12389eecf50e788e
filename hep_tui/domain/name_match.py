"""Where the forms of a name are among the words of a text, and whether they are sure to be that name there."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from hep_tui.domain.common_words import (
    ACRONYMS,
    ALL_OF_A_PLACE,
    EVERYDAY,
    OF_A_PLACE,
    OFFICES,
    PARTICLES,
    STREETS,
    STREETS_WITH_A_CAPITAL,
    TITLES,
    WHEN,
)
from hep_tui.domain.given_names import NOT_ALONE, VERBS
from hep_tui.domain.name_forms import ALWAYS, JOINS, KINDS, WORD, Form, Guard, kind_at, owned, plain

Whose = frozenset[int | str]


class Word(NamedTuple):
    """Hold one word of a text: `key` as names are compared, `own` without the `'s` that makes something its own.

    `opens` says that a sentence begins with it, `joined` that the word before may belong to the same name, and
    `proper` that it is written like a name, neither small nor all in capitals.
    """

    start: int
    end: int
    key: str
    own: str
    own_end: int
    capital: bool
    proper: bool
    opens: bool
    joined: bool


class Found(NamedTuple):
    """Hold words that are a name: the place of the last, where that ends in the text, and whose name it may be.

    `whole` says that every kind that was said is one of the school's, and `before` how many initials are before them.
    """

    last: int
    end: int
    person: bool
    whose: Whose
    whole: bool = True
    before: int = 0

    @property
    def rank(self) -> tuple[int, bool, bool]:
        """Return how good it is: longer first, then schools, then what was said whole."""
        return self.last, not self.person, self.whole


def words_of(text: str, masked: Sequence[tuple[int, int]]) -> list[Word]:
    """Return the words that may be part of a name: none of what is masked, and no mark."""
    words: list[Word] = []
    key, last = "", 0
    for m in WORD.finditer(text):
        start, end = m.span()
        if _mark(text, start) or (masked and any(a < end and start < b for a, b in masked)):
            continue
        word, gap, before = m[0], text[last:start], key
        key, last = plain(word), end
        short = owned(word)
        found = Word(
            start,
            end,
            key,
            own=key if short == word else plain(short),
            own_end=start + len(short),
            capital=word[0].isupper(),
            proper=word[0].isupper() and not word.isupper(),
            opens=not words or (gap != " " and any(c in gap for c in ".!?:")),
            joined=bool(words) and (gap == " " or _joins(before, gap)),
        )
        words.append(found)
    return words


def _mark(text: str, start: int) -> bool:
    before = text[start - 1] if start else ""
    return before in "#@/" and before != "" and (before != "/" or start == 1 or text[start - 2].isspace())


def _joins(key: str, gap: str) -> bool:
    """Say whether a name may go on over a gap: a blank or hyphen; a dot after a short form only."""
    short = key in TITLES or key == "st" or len(key) == 1
    return len(gap) <= 3 and not gap.strip(" -–.\u00a0" if short else " -–\u00a0")


def next_to(words: Sequence[Word], at: int) -> Word | None:
    """Return the word that may go on a name whose last word so far is at `at`."""
    return words[at + 1] if at + 1 < len(words) and words[at + 1].joined else None


def end_of(word: Word, part: str) -> int:
    """Return where a name ends: before the `'s` that makes something its own, after one that is part of it."""
    return word.end if part == word.key else word.own_end


def person(words: Sequence[Word], at: int, form: Form) -> Found | None:
    """Return a person's name that begins at a word, in this form."""
    end = _stands(words, at, form)
    if not end or _street(words, end - 1):
        return None
    before = _initials(words, at, form)
    if form.guard is Guard.LONGER and not before:
        return None
    if form.guard is not Guard.SURE and not _capitals(words[at:end], form.words):
        return None
    return Found(end - 1, end_of(words[end - 1], form.words[-1]), True, frozenset((form.whose,)), before=before)


def _initials(words: Sequence[Word], at: int, form: Form) -> int:
    """Return how many initials are before a surname, of which the first is that of the person."""
    first = at
    while first and words[first].joined and is_letter(words[first - 1]):
        first -= 1
    return at - first if first < at and words[first].key == form.initial else 0


def is_letter(word: Word) -> bool:
    """Say whether a word is one capital letter, or that of somebody: the S of "Mrs S's"."""
    return len(word.own) == 1 and word.capital and word.own.isalpha()


def saint(words: Sequence[Word], at: int) -> Found | None:
    """Return a saint's name that is a school's by the words around it, whether or not a table has that school.

    Of one letter it is: "St M's". In full it is where somebody has an office there: "the head of St Wilfrid's".
    """
    name = next_to(words, at)
    if name is None or not words[at].capital or name.own == name.key:
        return None
    office = at > 1 and words[at - 1].own in OF_A_PLACE and words[at - 2].own in OFFICES
    if not is_letter(name) and not (office and name.proper):
        return None
    last, _ = _kinds(words, at + 1, frozenset(KINDS.values()))
    end = words[last].end if last == at + 1 else words[last].own_end
    return None if _street(words, last) else Found(last, end, False, frozenset((name.own,)))


_HOLY = frozenset(["st", "saint", "our", "lady", "queen", "king", "prince", "princess"])
"""Behind these a first name is that of a school, a street or a hospital."""
_NO_SURNAMES = frozenset(KINDS) | WHEN | ACRONYMS | STREETS


def called(words: Sequence[Word], at: int, towns: Collection[str]) -> Found | None:
    """Return a first name that many people have, with the names behind it, of somebody whom no register knows."""
    word = words[at]
    if not word.proper or (word.joined and at and words[at - 1].own in _HOLY) or (word.opens and word.own in VERBS):
        return None
    last, ordinary = at, word.own in NOT_ALONE
    while (name := next_to(words, last)) and name.own not in towns and _goes_on(name, ordinary):
        last += 1
    last = _no_particle(words, at, last)
    bare = last == at and (word.own in NOT_ALONE or kind_at([each.own for each in words[at + 1 : at + 4]], 0)[1])
    after = next_to(words, last)
    if bare or (after and after.own in STREETS):
        return None
    return Found(last, words[last].own_end, True, frozenset((word.own,)))


def _no_particle(words: Sequence[Word], at: int, last: int) -> int:
    """Return the place of the last word that may end a name which begins at `at`, by itself a particle or not."""
    return next((k for k in range(last, at, -1) if words[k].own not in PARTICLES), at)


def _goes_on(word: Word, ordinary: bool) -> bool:
    """Say whether a word may be the next of somebody's names; behind an ordinary word, no ordinary word is."""
    other = word.own in _NO_SURNAMES or (ordinary and word.own in EVERYDAY)
    return word.own in PARTICLES or is_letter(word) or (word.proper and not other)


def school(words: Sequence[Word], at: int, form: Form) -> Found | None:
    """Return a school's name that begins at a word, in this form, with all that is said of its kind."""
    end = _stands(words, at, form)
    if not end:
        return None
    last, kinds = _kinds(words, end - 1, form.own)
    if not _sure(words, at, end, last=last, kinds=kinds, form=form) or _street(words, last):
        return None
    part = form.words[-1] if last == end - 1 else words[last].own
    return Found(last, end_of(words[last], part), False, frozenset((form.whose,)), kinds <= form.own)


def _stands(words: Sequence[Word], at: int, form: Form) -> int:
    """Return the place after the words of a form, 0 where they are not here."""
    here = words[at : at + len(form.words)]
    if len(here) < len(form.words):
        return 0
    for place, (part, word) in enumerate(zip(form.words, here, strict=True)):
        if part not in (word.key, word.own) or (place and not word.joined):
            return 0
    return at + len(here)


def _kinds(words: Sequence[Word], last: int, own: frozenset[str]) -> tuple[int, set[str]]:
    """Return the last word of a school's name, and the kinds of school that it was given."""
    said: set[str] = set()
    while following := next_to(words, last):
        first = last + 1 + (following.own in JOINS)
        kind, size = kind_at([word.own for word in words[first : first + 3]], 0)
        if kind not in own | ALWAYS or not all(word.joined for word in words[first : first + size]):
            break
        said.add(kind)
        last = first + size - 1
    return last, said


def _sure(words: Sequence[Word], at: int, end: int, last: int, kinds: set[str], form: Form) -> bool:
    """Say whether enough is seen of a school's name to be sure that it is one."""
    if form.guard is Guard.SURE:
        return True
    capitals = _capitals(words[at:end], form.words)
    if form.guard is Guard.CAPITALS:
        return capitals or bool(kinds)
    if not kinds:
        return False
    if form.guard is Guard.PLACE:
        return capitals and _one_school(words, end, last)
    named = capitals and (words[end].capital or not words[at].opens)
    return named or len(form.words) > 1 or bool(kinds & {"infant", "junior"})


def _one_school(words: Sequence[Word], end: int, last: int) -> bool:
    """Say whether the kind that follows a place, all in capitals, ends the name of one school."""
    after = next_to(words, last)
    more = after is not None and (after.capital or after.own in ALL_OF_A_PLACE)
    named = all(word.capital or word.own in JOINS for word in words[end : last + 1])
    return named and not more and words[last].own not in ("schools", "academies")


def _street(words: Sequence[Word], last: int) -> bool:
    after = next_to(words, last)
    return after is not None and (after.own in STREETS or (after.capital and after.own in STREETS_WITH_A_CAPITAL))


def _capitals(words: Sequence[Word], form: Sequence[str]) -> bool:
    return all(w.capital or part in JOINS or part in PARTICLES for w, part in zip(words, form, strict=True))
