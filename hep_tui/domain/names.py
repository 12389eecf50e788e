"""Names in what was written: people, schools, and how to reach somebody; each with a neutral word for its place."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from hep_tui.domain.common_words import ORDINARY, PARTICLES, TITLES, WHEN
from hep_tui.domain.contacts import contacts
from hep_tui.domain.given_names import GIVEN
from hep_tui.domain.name_forms import KINDS, WORD, Form, person_forms, plain, school_forms, stem_of
from hep_tui.domain.name_initials import Initials
from hep_tui.domain.name_match import Found, Whose, Word, called, is_letter, next_to, person, saint, school, words_of
from hep_tui.domain.name_tokens import Tokens
from hep_tui.domain.people import Person
from hep_tui.domain.resolve.folding import unspaced
from hep_tui.domain.schools import School


@dataclass(frozen=True)
class Mention:
    """Hold one name in a text: where it is, its words, its kind, and the token that could be there.

    `kind` is person, school, e-mail, phone or postcode. In one text, equal tokens stand for the same name.
    """

    start: int
    end: int
    words: str
    kind: str
    token: str


class Names:
    """Find names in any text: those of the people and schools given, and titled ones.

    `phases` is id to label, and `acronyms` are capitals that mean something else in this review than somebody.
    """

    def __init__(
        self,
        people: Iterable[Person],
        schools: Iterable[School],
        phases: Mapping[str, str] | None = None,
        acronyms: Iterable[str] = (),
    ) -> None:
        listed = tuple(schools)
        towns = self._towns = frozenset(s.town.casefold() for s in listed if s.town)
        inside = frozenset(plain(word) for s in listed for word in stem_of(s.name)[0][1:])
        self._tokens = Tokens([s.phase for s in listed], phases or {})
        self._index: dict[tuple[str, ...], list[Form]] = {}
        self._starts = {*TITLES, *GIVEN, "saint", "st"}
        for i, each in enumerate(listed):
            self._add(school_forms(i, each.name, towns, inside))
        self._unspaced: dict[str, set[int | str]] = {}
        invited = tuple(people)
        self._initials = Initials(invited, acronyms)
        for i, who in enumerate(invited):
            self._add(person_forms(i, who.name, towns))
            if unspaced(who.name[:1]) and len(who.name) > 1:
                self._unspaced.setdefault(who.name, set()).add(i)

    def _add(self, forms: Iterable[Form]) -> None:
        for form in forms:
            # By the second word as well: a great many schools are called after a saint.
            self._index.setdefault(form.words[:2], []).append(form)
            self._starts.add(form.words[0])

    def find(self, text: str, present: Collection[str] = ()) -> tuple[Mention, ...]:
        """Return the names in a text, in order; they never overlap.

        Capitals are somebody's initials where they fit one person of those `present`, whose codes these are.
        """
        nobody: Whose = frozenset()
        found = [(start, end, kind, nobody) for start, end, kind in contacts(text)]
        if self._may_name(text):
            masked = [*self._tokens.spans(text), *((start, end) for start, end, _, _ in found)]
            inside = list(self._among_letters(text))
            masked += [(start, end) for start, end, _, _ in inside]
            found = sorted([*found, *inside, *self._named(words_of(text, masked))], key=lambda row: row[0])
        if present:
            taken = [range(start, end) for start, end, _, _ in found]
            lettered = [(s, e, "person", whose) for s, e, whose in self._initials.find(text, present, taken)]
            found = sorted([*found, *lettered], key=lambda row: row[0])
        if not found:
            return ()
        spoken = self._tokens.naming(text)
        return tuple(Mention(s, e, text[s:e], kind, spoken(kind, whose)) for s, e, kind, whose in found)

    def _among_letters(self, text: str) -> Iterator[tuple[int, int, str, Whose]]:
        """Yield the whole names of people in a script that puts no blanks around them."""
        for found in self._unspaced_names.finditer(text) if self._unspaced else ():
            yield *found.span(), "person", frozenset(self._unspaced[found[0]])

    @cached_property
    def _unspaced_names(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted(self._unspaced, key=len, reverse=True))))

    def _may_name(self, text: str) -> bool:
        """Say whether any word could begin a name; most lines have none."""
        flat = text.lower().replace("’", "'")
        if not flat.isascii():
            return True
        # Both as one word and as two: O'Neill's.
        ways = (flat.replace("'", part) for part in ("", " ")) if "'" in flat else (flat,)
        return not all(self._starts.isdisjoint(WORD.findall(way)) for way in ways)

    def _named(self, words: Sequence[Word]) -> list[tuple[int, int, str, Whose]]:
        found, at = [], 0
        while at < len(words):
            word = words[at]
            best = self._best(words, at) if word.key in self._starts or word.own in self._starts else None
            if best:
                start = words[at - best.before].start
                found.append((start, best.end, "person" if best.person else "school", best.whose))
            at = best.last + 1 if best else at + 1
        return found

    def _best(self, words: Sequence[Word], at: int) -> Found | None:
        """Return the longest name that begins here; of equally long ones a school's, of everybody it may be."""
        found = [
            each
            for form in self._forms(words[at], next_to(words, at))
            if (each := (person if form.person else school)(words, at, form))
        ]
        if words[at].key in TITLES and (titled := self._titled(words, at)):
            found.append(titled)
        if words[at].own in GIVEN and (somebody := called(words, at, self._towns)):
            found.append(somebody)
        if words[at].key == "st" and (holy := saint(words, at)):
            found.append(holy)
        if not found:
            return None
        best = max(each.rank for each in found)
        same = [each for each in found if each.rank == best]
        whose: Whose = frozenset().union(*(each.whose for each in same))
        return same[0]._replace(end=max(each.end for each in same), whose=whose)

    def _forms(self, word: Word, after: Word | None = None) -> Iterator[Form]:
        """Yield the forms that begin with a word and go on, if they do, with the one after it."""
        for key in {word.key, word.own}:
            yield from self._index.get((key,), ())
            for second in {after.key, after.own} if after else ():
                yield from self._index.get((key, second), ())

    def _titled(self, words: Sequence[Word], at: int) -> Found | None:
        """Return a title with the name behind it, whoever that is."""
        title, last = words[at], at
        if (couple := _second_title(words, at)) and (both := self._titled(words, couple)):
            return both
        if not title.capital and title.key in ("miss", "sir", "dame", "professor", "reverend"):
            return None
        while (name := next_to(words, last)) and _before_a_surname(name):
            last += 1
        short = _lettered(words, at, last)
        if name is None or name.key in TITLES or (title.key in ("miss", "ms", "sir") and name.own in WHEN):
            return short
        whose = self._surname(name) or (frozenset((name.own,)) if name.proper else frozenset())
        if not whose:
            return short
        last += 1
        while (name := next_to(words, last)) and (more := self._more(name)):
            last, whose = last + 1, more
        return Found(last, words[last].own_end, True, whose)

    def _more(self, word: Word) -> Whose:
        """Return whose name goes on with this word, nobody's where it does not."""
        known = self._surname(word) if word.capital else frozenset()
        other = word.own in ORDINARY or word.own in KINDS or word.own in WHEN or word.own in self._starts
        return known or (frozenset((word.own,)) if word.proper and not other else frozenset())

    def _surname(self, word: Word) -> Whose:
        return frozenset(form.whose for form in self._forms(word) if form.person)


def _second_title(words: Sequence[Word], at: int) -> int:
    """Return the place of the second title of two that share a name, as in `Mr and Mrs`; 0 where there is none."""
    after = words[at + 1 : at + 3]
    return at + 2 if [word.own for word in after][:1] == ["and"] and after[-1].own in TITLES else 0


def _lettered(words: Sequence[Word], at: int, last: int) -> Found | None:
    """Return a title with a letter behind it that is all there is of the name, as in `Mrs S said`."""
    letter = words[last]
    a_word = words[at].key == "miss" and letter.own in ("a", "i")
    if last == at or not is_letter(letter) or a_word:
        return None
    return Found(last, letter.own_end, True, frozenset((letter.own,)))


def replaced(text: str, mentions: Iterable[Mention]) -> str:
    """Return a text with these of its mentions replaced by their tokens, and nothing else changed."""
    for mention in sorted(mentions, key=lambda m: -m.start):
        text = f"{text[: mention.start]}{mention.token}{text[mention.end :]}"
    return text


def alike(mentions: Sequence[Mention], one: Mention) -> list[Mention]:
    """Return the mentions that name the same as one of them, so that a token never stands for half of somebody."""
    return [m for m in mentions if (m.kind, m.token) == (one.kind, one.token)]


def kinds_in_words(mentions: Iterable[Mention]) -> str:
    """Return what a text names: "a school and a person"."""
    said = {"e-mail": "an e-mail address", "phone": "a phone number"}
    kinds = [said.get(kind, f"a {kind}") for kind in dict.fromkeys(m.kind for m in mentions)]
    return " and ".join([", ".join(kinds[:-1]), kinds[-1]] if len(kinds) > 1 else kinds)


def _before_a_surname(word: Word) -> bool:
    return is_letter(word) or word.key in PARTICLES
