"""Read the words of one line of shorthand from left to right, and keep as text whatever is not a mark."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from hep_tui.domain.common_words import EVERYDAY
from hep_tui.domain.days import due_day, read_date, written_as_day
from hep_tui.domain.notes import SENTIMENTS, Vocabulary
from hep_tui.domain.text import plain_name

TABLE = re.compile(r"[tT](\d{1,3})")
# In an action the first @ says who does it; this says that nobody does yet.
NOBODY = "@-"
TAIL = ".,;:!?)"
_MARK = re.compile(rf"([#@/])([\w][\w.&'’-]*?)([{TAIL}]*)")
_TO_DO = {">": "action", "!": "decision"}
_OPENS = re.compile(r"[\"“](?=[^\"”])")
_CLOSES = re.compile(rf"[\"”](?=[{TAIL}…]*$)")


class LineReader:
    """Read the words of a line, once. What was understood is in `said`, `new` and `doubts`, the rest in `text`.

    `asking` reads a line that looks for something: its text is what to look for, without any mark.
    """

    def __init__(self, vocabulary: Vocabulary, today: date | None, *, asking: bool = False) -> None:
        self.vocabulary = vocabulary
        self.today = today
        self.asking = asking
        self.said: dict[str, Any] = {}
        self.new: list[str] = []
        self.doubts: list[str] = []
        self._words: list[str] = []
        # Marks since the last word, each as it was typed without its sign, and what was behind it.
        self._between: list[tuple[str, str]] = []
        # With what the quotation opened, how many are open, and at which word the first one ended.
        self._opened, self._depth, self._closed = "", 0, -1

    def read(self, words: list[str]) -> None:
        """Take the words of the line."""
        for word in words:
            leading = not self._words
            if not (leading and self._opening(word)) and not self._mark(word):
                self._keep(word)

    def text(self) -> str:
        """Return the words that are not marks; to be asked once, when all is read."""
        for _, tail in self._between:
            self._words[-1] += tail
        if self._words and self._words[-1] in "+-~" and "sentiment" not in self.said:
            self.doubts.append(f"{self._words[-1]} left as text: it is a mark only before the words")
        text = " ".join(self._words)
        if self._opened and 0 <= self._closed < len(self._words) - 1:
            del self.said["quote"]
            self.doubts.append(f"{self._opened[0]} left as text: not the whole line is word for word")
            return self._opened + text
        return _CLOSES.sub("", text).rstrip() if self._opened else text

    def _keep(self, word: str) -> None:
        """Take a word into the text, and what the marks say that are between it and the word before."""
        self._words += [name + tail for name, tail in self._between]
        self._between = []
        if not word.startswith("\\"):
            self._depth += nesting(word)
        if self._depth <= 0 and self._closed < 0:
            self._closed = len(self._words)
        self._words.append(_literal(word))

    def _opening(self, word: str) -> bool:
        """Take a mark that means something only before the first word of the text."""
        if word in SENTIMENTS and "sentiment" not in self.said:
            self.said["sentiment"] = SENTIMENTS[word]
        elif word in _TO_DO and not self.said.keys() & _TO_DO.values():
            self.said[_TO_DO[word]] = True
        elif word[0] in '"“' and "quote" not in self.said:
            self._quote(word)
        elif glued(word) and "sentiment" not in self.said:
            self.said["sentiment"] = SENTIMENTS[word[0]]
            self.read([word[1:]])
        else:
            return False
        return True

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
        if self.said.get("action") and "due" not in self.said and self._due(word):
            return True
        if word == NOBODY and self.said.get("action") and "owner" not in self.said:
            self.said["owner"] = ""
            return True
        found = _MARK.fullmatch(word)
        if not found:
            return False
        sign, name, tail = found.groups()
        if not {"#": self._theme, "@": self._speaker, "/": self._model}[sign](name):
            return False
        if self._words and self.asking:
            self._words[-1] += tail
        elif self._words:
            self._between.append((name, tail))
        return True

    def _theme(self, name: str) -> bool:
        codes = self.vocabulary.codes
        found = candidates(name, codes)
        if len(found) > 1 or ordinary(name, codes):
            self._doubt("#" + name, found)
            return False
        if not found and not any(c.isalpha() for c in name):
            self.doubts.append(f"#{name} left as text: a number names no theme")
            return False
        slug = plain_name(name, "")
        if not found and not slug:
            return False
        if not found and slug not in self.new:
            self.new.append(slug)
        self._add("themes", found[0] if found else slug)
        return True

    def _speaker(self, name: str) -> bool:
        speakers = self.vocabulary.speakers
        if table := TABLE.fullmatch(name):
            return self._once("table_no", int(table[1]), f"table {self.said.get('table_no')}", name)
        if self.said.get("action") and "owner" not in self.said:
            self.said["owner"] = owner_named(name, speakers)
            return True
        found = candidates(name, speakers)
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
            self.doubts.append(f"@{name} left as text: the note already says {before}")
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

    def _due(self, word: str) -> bool:
        day = word.rstrip(TAIL)
        if not written_as_day(day):
            return False
        when = read_date(day, self.today) if self.asking or not self.today else due_day(day, self.today)
        if when is None:
            self.doubts.append(f"{day} is not a date; left as text")
            return False
        self.said["due"] = when.isoformat()
        self._past(day, when)
        if self._words and self._words[-1] == "by":
            self._words.pop()
        if self._words:
            self._words[-1] += word[len(day) :]
        else:
            self._between = []
        return True

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
        why = f"it could be {could}" if found else "nothing has that name"
        if len(found) == 1:
            why = f"an ordinary word; {mark[0]}{found[0]} says {could}"
        self.doubts.append(f"{mark} left as text: {why}")


def candidates(name: str, words: Mapping[str, Any]) -> list[Any]:
    """Return what a name may mean: the exact word, else everything it is the beginning of."""
    name = name.lower()
    if name in words:
        return [words[name]]
    found: list[Any] = []
    for word, meant in words.items():
        if len(name) > 1 and word.startswith(name) and meant not in found:
            found.append(meant)
    return found


def ordinary(name: str, words: Mapping[str, Any]) -> bool:
    """Say whether a name is the beginning of a word, but an ordinary word by itself, which may be all that is meant."""
    name = name.lower()
    return name in EVERYDAY and name not in words and any(word.startswith(name) for word in words)


def owner_named(name: str, speakers: Mapping[str, tuple[str, str]]) -> str:
    """Return who takes an action on: the phase, role or group of that name, or the name where it is none for sure."""
    found = candidates(name, speakers)
    return found[0][1] if len(found) == 1 and not ordinary(name, speakers) else name


def nesting(word: str) -> int:
    """Return how many more quotations are open after a word than before it."""
    return bool(_OPENS.match(word)) - bool(_CLOSES.search(word))


def glued(word: str) -> bool:
    """Say whether a sign is right before a word: `-5` and `--` are text, `-but` is a concern."""
    return word[0] in SENTIMENTS and len(word) > 1 and (word[1].isalpha() or word[1] in '"“')


def _literal(word: str) -> str:
    return word[1:] if word.startswith("\\") and len(word) > 1 else word
