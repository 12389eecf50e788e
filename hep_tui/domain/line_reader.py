"""Read the words of one line of shorthand from left to right, and keep as text whatever is not a mark."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from hep_tui.domain.days import due_day, read_date
from hep_tui.domain.line_days import ALWAYS, day_at, size_at
from hep_tui.domain.line_names import candidates, ordinary, owner_named, speakers_named
from hep_tui.domain.line_signs import CLOSES, CLOSES_SINGLE, QUOTES, SINGLE, TAIL, glued, nesting, sentiment
from hep_tui.domain.notes import Vocabulary
from hep_tui.domain.text import slug

TABLE = re.compile(r"[tT](\d{1,3})")
# In an action the first @ says who does it; this says that nobody does yet.
NOBODY = "@-"
# The signs that scripts such as Devanagari, Thai and Arabic write on a letter are no letters to Python.
_SIGNS = (
    "\u0300-\u036f\u0591-\u05bd\u064b-\u0670\u0900-\u0963\u0970-\u0dff\u0e00-\u0eff"
    "\u1000-\u109f\u1780-\u17d3\u200c\u200d"
)
_NAME = rf"\w[\w{_SIGNS}.&'’-]*?"
_MARK = re.compile(rf"([#@/])({_NAME})([{TAIL}]*)")
_JOINED = re.compile(rf"(?P<open>[(\[]?)(?P<marks>[#@/]{_NAME}(?:[,;+|/]+[#@/]?{_NAME})*)(?P<tail>[{TAIL}\]]*)")
_INSIDE = re.compile(rf"\w+([#@])({_NAME})[{TAIL}]*")
_BETWEEN = re.compile(r"[,;+|]+(?=[#@/\w])|(?<=[\w.])/(?=[#@\w])")
_TO_DO = {">": "action", "!": "decision"}


@dataclass(frozen=True)
class Part:
    """Hold some words of a line as they were typed, and what they were read as: mark, day, or words."""

    kind: str
    typed: str


class LineReader:
    """Read the words of a line, once. What was understood is in `said`, `new` and `doubts`, the rest in `text`.

    `left` holds what looks like a mark and is in the text all the same.

    `asking` reads a line that looks for something: its text is what to look for, without any mark.
    """

    def __init__(self, vocabulary: Vocabulary, today: date | None, *, asking: bool = False) -> None:
        self.vocabulary = vocabulary
        self.today = today
        self.asking = asking
        self.said: dict[str, Any] = {}
        self.new: list[str] = []
        self.doubts: list[str] = []
        self.left: list[str] = []
        self.parts: list[Part] = []
        self._single = False
        self._words: list[str] = []
        # Marks since the last word, each as it was typed without its sign, and what was behind it.
        self._between: list[tuple[str, str]] = []
        # With what the quotation opened, how many are open, and at which word the first one ended.
        self._opened, self._depth, self._closed = "", 0, -1

    def read(self, words: list[str]) -> None:
        """Take the words of the line."""
        self._single = bool(CLOSES_SINGLE.search(words[-1])) if words else False
        at = 0
        while at < len(words):
            at += self._take(words, at)

    def _take(self, words: list[str], at: int) -> int:
        """Take what is at a place, and return over how many words it goes."""
        word, known = words[at], len(self.doubts)
        if not self._words and self._opening(word):
            self._part("mark", word)
        elif day := self._day(words, at):
            self._part("day", *words[at : at + day])
            return day
        elif self._mark(word):
            self._part("mark", word)
        else:
            if word[0] in "#@/" and len(self.doubts) == known and any(map(str.isalnum, word)):
                self._leave(word, "it is not a mark")
            elif self._hides(word):
                self._leave(word, "a mark begins with a space before it")
            self._keep(word)
            self._part("words", word)
        return 1

    def _part(self, kind: str, *typed: str) -> None:
        self.parts.append(Part(kind, " ".join(typed)))

    def text(self) -> str:
        """Return the words that are not marks; to be asked once, when all is read."""
        for _, tail in self._between:
            self._words[-1] += tail
        if self._words and self._words[-1] in "+-~" and "sentiment" not in self.said:
            self._leave(self._words[-1], "it is a mark only before the words")
        text = " ".join(self._words)
        if self._opened and 0 <= self._closed < len(self._words) - 1:
            del self.said["quote"]
            self._leave(self._opened[0], "not the whole line is word for word")
            return self._opened + text
        closes = CLOSES_SINGLE if self._opened == SINGLE else CLOSES
        return closes.sub("", text).rstrip() if self._opened else text

    def _keep(self, word: str) -> None:
        """Take a word into the text, and what the marks say that are between it and the word before."""
        self._words += [name + tail for name, tail in self._between]
        self._between = []
        if not word.startswith("\\") and self._opened != SINGLE:
            self._depth += nesting(word)
        if self._depth <= 0 and self._closed < 0:
            self._closed = len(self._words)
        self._words.append(_literal(word))

    def _opening(self, word: str) -> bool:
        """Take a mark that means something only before the first word of the text."""
        if sentiment(word) and "sentiment" not in self.said:
            self.said["sentiment"] = sentiment(word)
        elif word in _TO_DO and not self.said.keys() & _TO_DO.values():
            self.said[_TO_DO[word]] = True
        elif (word[0] in QUOTES or (word[0] == SINGLE and self._single)) and "quote" not in self.said:
            self._quote(word)
        elif glued(word) and "sentiment" not in self.said:
            self.said["sentiment"] = sentiment(word[0])
            self._glued(word[1:])
        else:
            return False
        return True

    def _glued(self, word: str) -> None:
        if not self._opening(word) and not self._mark(word):
            self._keep(word)

    def _quote(self, word: str) -> None:
        self.said["quote"] = True
        self._depth = 1
        self._opened = word[0] if word[1:] else f"{word} "
        if word[1:]:
            self._keep(word[1:])

    def _mark(self, word: str) -> bool:
        if word == "*" and "key" not in self.said:
            self.said["key"] = True
            return True
        if word == NOBODY and self.said.get("action") and "owner" not in self.said:
            self.said["owner"] = ""
            return True
        found = _MARK.fullmatch(word)
        if not found:
            return self._joined(word)
        sign, name, tail = found.groups()
        if not self._named(sign, name):
            return False
        self._put(name, tail)
        return True

    def _named(self, sign: str, name: str) -> bool:
        """Take what one mark names; say whether it names anything."""
        return {"#": self._theme, "@": self._speaker, "/": self._model}[sign](name)

    def _put(self, name: str, tail: str) -> None:
        """Leave a mark between words in the text, by its name."""
        if self._words and self.asking:
            self._words[-1] += tail
        elif self._words:
            self._between.append((name, tail))

    def _joined(self, word: str) -> bool:
        """Take marks that touch, `#send,#data` or `@primary/secondary`, and marks in brackets."""
        found = _JOINED.fullmatch(word)
        if not found:
            return False
        sign, named, plain = "", True, found["marks"]
        for part in _BETWEEN.split(plain):
            sign = part[0] if part[0] in "#@/" else sign
            name = part.removeprefix(sign)
            if self._named(sign, name):
                plain = plain.replace(f"{sign}{name}", name, 1)
            else:
                named = False
        tail = found["tail"]
        closed = next((c for c in ")]" if found["open"] and c in tail), "")
        plain = f"{found['open']}{plain}{closed}"
        tail = tail.replace(closed, "", 1) if closed else tail
        if not named:
            self._keep(f"{plain}{tail}")
            return True
        self._put(plain, tail)
        return True

    def _theme(self, name: str) -> bool:
        codes, word = self.vocabulary.codes, slug(name)
        # A label is typed with its accents, and known by its plain letters.
        found = candidates(name, codes) or candidates(word, codes)
        if len(found) > 1 or ordinary(name, codes):
            self._doubt("#" + name, found)
            return False
        if not found and not any(c.isalpha() for c in name):
            self._leave(f"#{name}", "a number names no theme")
            return False
        if not found and not word:
            return False
        if not found and word not in self.new:
            self.new.append(word)
        self._add("themes", found[0] if found else word)
        return True

    def _speaker(self, name: str) -> bool:
        speakers = self.vocabulary.speakers
        if table := TABLE.fullmatch(name):
            return self._once("table_no", int(table[1]), f"table {self.said.get('table_no')}", name)
        if self.said.get("action") and "owner" not in self.said:
            self.said["owner"] = owner_named(name, self.vocabulary)
            return True
        found = speakers_named(name, self.vocabulary)
        if len(found) != 1 or ordinary(name, speakers):
            self._doubt("@" + name, [id for _, id in found])
            return False
        where, id = found[0]
        if where == "groups":
            self._add("groups", id)
            return True
        return self._once(where, id, self.vocabulary.label(self.said.get(where, "")), name)

    def _once(self, where: str, meant: object, before: str, name: str) -> bool:
        """Take what a note can say only once; another word for the same stays in the text."""
        if self.said.setdefault(where, meant) != meant:
            self._leave(f"@{name}", f"the note already says {before}")
            return False
        return True

    def _model(self, name: str) -> bool:
        for id, (version, _) in self.vocabulary.models.items():
            base, _, asked = name.partition("@")
            if base.lower() == id.lower() and not asked:
                self._add("models", f"{id}@{version}")
                return True
        self._doubt("/" + name, [])
        return False

    def _day(self, words: list[str], at: int) -> int:
        """Take the day by which something is due; return over how many words it goes, 0 where there is none."""
        if not self.said.get("action") or "due" in self.said:
            return 0
        last = all(_is_mark(word) for word in words[at + size_at(words, at) :])
        found = day_at(words, at, self._words[-1] if self._words else "", last=last)
        if found is None:
            if not self._words and size_at(words, at) and words[at] != ALWAYS:
                self._leave(words[at], f"by {words[at]} makes it the day")
            return 0
        day = found.typed.rstrip(".")
        when = read_date(day, self.today) if self.asking or not self.today else due_day(day, self.today)
        if when is None:
            self._leave(day, "it is not a date")
            return 0
        self.said["due"] = when.isoformat()
        self._past(day, when)
        if found.stays:
            for word in words[at : at + found.size]:
                self._keep(word)
        else:
            self._without_by(found.tail)
        return found.size

    def _without_by(self, tail: str) -> None:
        """Leave the day itself, and the `by` before it, out of the text."""
        if self._words and self._words[-1].casefold() == "by":
            self._words.pop()
        if self._words:
            self._words[-1] += tail
        else:
            self._between = []

    def _past(self, day: str, when: date) -> None:
        """Say that a day is past, or that it was taken for next year's because it is."""
        if self.today and when < self.today and not self.asking:
            self.doubts.append(f"{when} is past")
        elif self.today and when != read_date(day, self.today):
            self.doubts.append(f"{day} is past in {self.today.year}, so {when.year} is meant")

    def _add(self, where: str, id: str) -> None:
        held = self.said.get(where, ())
        self.said[where] = held if id in held else (*held, id)

    def _doubt(self, mark: str, found: list[str]) -> None:
        could = " or ".join(self.vocabulary.named(mark[0], id) for id in found[:3])
        why = f"{could}?" if found else "nothing has that name"
        if len(found) == 1:
            why = f"an ordinary word; {mark[0]}{found[0]} says {could}"
        self._leave(mark, why)

    def _leave(self, typed: str, why: str) -> None:
        """Say of something that looks like a mark that it is left in the text, and why."""
        self.left.append(typed)
        self.doubts.append(f"{typed} left as text: {why}")

    def _hides(self, word: str) -> bool:
        """Say whether a word holds a mark that would mean something if a space were before it: `heads@primary`."""
        found = _INSIDE.fullmatch(word)
        if not found or word.startswith("\\"):
            return False
        sign, name = found.groups()
        known = candidates(name, self.vocabulary.codes) if sign == "#" else speakers_named(name, self.vocabulary)
        return len(known) == 1


def _is_mark(word: str) -> bool:
    return word in ("*", NOBODY) or bool(_MARK.fullmatch(word) or _JOINED.fullmatch(word))


def _literal(word: str) -> str:
    return word[1:] if word.startswith("\\") and len(word) > 1 else word
