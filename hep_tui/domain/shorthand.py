"""The one-line shorthand of the capture line: read it, say it in words, write it back.

`parse(write(note))` gives the note again, and nothing typed is ever lost: a mark that could be read two ways, or that
names nothing, stays in the text, and `Reading.doubts` says so. A backslash before a mark makes it plain text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Any

from hep_tui.domain.days import read_date
from hep_tui.domain.notes import SENTIMENTS, SIGNS, Note, Vocabulary
from hep_tui.domain.text import clean_line, plain_name

_MARK = re.compile(r"([#@/])([\w][\w.&'’-]*?)([.,;:!?)]*)")
# In an action the first @ says who does it; this says that nobody does yet.
NOBODY = "@-"
# Two letters changed round in a name of four are this much alike.
_ALIKE = 0.7
_TO_DO = {">": "action", "!": "decision"}
TABLE = re.compile(r"[tT](\d{1,3})")


@dataclass(frozen=True)
class Reading:
    """Hold what a line was understood to say."""

    note: Note
    new_themes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


class _Reader:
    """Read the words of one line from left to right."""

    def __init__(self, vocabulary: Vocabulary, today: date | None) -> None:
        self.vocabulary = vocabulary
        self.today = today
        self.said: dict[str, Any] = {}
        self.text: list[str] = []
        self.new: list[str] = []
        self.doubts: list[str] = []

    def read(self, words: list[str]) -> None:
        for word in words:
            leading = not self.text
            if not (leading and self._opening(word)) and not self._mark(word):
                self.text.append(_literal(word))

    def _opening(self, word: str) -> bool:
        """Take a mark that means something only before the first word of the text."""
        if word in SENTIMENTS and "sentiment" not in self.said:
            self.said["sentiment"] = SENTIMENTS[word]
        elif word in _TO_DO and not self.said.keys() & _TO_DO.values():
            self.said[_TO_DO[word]] = True
        elif word[0] in '"“' and "quote" not in self.said:
            self.said["quote"] = True
            if word[1:]:
                self.text.append(_literal(word[1:]))
        elif _glued(word) and "sentiment" not in self.said:
            self.said["sentiment"] = SENTIMENTS[word[0]]
            self.read([word[1:]])
        else:
            return False
        return True

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
        if tail and self.text:
            self.text[-1] += tail
        return True

    def _theme(self, name: str) -> bool:
        found = candidates(name, self.vocabulary.codes)
        if len(found) > 1:
            self._doubt("#" + name, found)
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
        found = candidates(name, speakers)
        if self.said.get("action") and "owner" not in self.said:
            self.said["owner"] = found[0][1] if len(found) == 1 else name
            return True
        if len(found) != 1:
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
        when = read_date(word, self.today)
        if when is None:
            return False
        self.said["due"] = when.isoformat()
        if self.text and self.text[-1] == "by":
            self.text.pop()
        return True

    def _add(self, where: str, id: str) -> None:
        held = self.said.get(where, ())
        self.said[where] = held if id in held else (*held, id)

    def _doubt(self, mark: str, found: list[str]) -> None:
        could = " or ".join(self.vocabulary.label(id) for id in found[:3])
        why = f"it could be {could}" if found else "nothing has that name"
        self.doubts.append(f"{mark} left as text: {why}")


def parse(line: str, vocabulary: Vocabulary, *, sticky: Note | None = None, today: date | None = None) -> Reading:
    """Return what a line says; what it leaves out comes from `sticky` (its meeting, item, table, phase and role).

    `today` lends its year to dates written without one.
    """
    reader = _Reader(vocabulary, today)
    reader.read(clean_line(line, limit=len(line)).split())
    if reader.text and reader.text[-1] in "+-~" and "sentiment" not in reader.said:
        reader.doubts.append(f"{reader.text[-1]} left as text: it is a mark only before the words")
    text = " ".join(reader.text)
    if reader.said.get("quote"):
        text = _unquoted(text)
    base = replace(sticky, text=text) if sticky else Note(text)
    return Reading(replace(base, **reader.said), tuple(reader.new), tuple(reader.doubts))


def correction(line: str, was: Note, vocabulary: Vocabulary, today: date | None = None) -> Reading:
    """Return what the corrected line of a note says: it stays in its place, and a model keeps its version."""
    reading = parse(line, vocabulary, sticky=Note("", was.meeting, was.item), today=today)
    spoken = {model.partition("@")[0]: model for model in was.models}
    models = tuple(spoken.get(model.partition("@")[0], model) for model in reading.note.models)
    return replace(reading, note=replace(reading.note, models=models))


def write(note: Note) -> str:
    """Return the line that reads as this note."""
    parts = [SIGNS[note.sentiment]] if note.sentiment in SIGNS else []
    parts += [">"] * note.action + ["!"] * (note.decision and not note.action)
    if note.action and (note.owner or note.phase or note.role or note.groups):
        parts.append(f"@{note.owner}" if note.owner else NOBODY)
    parts += [f"@t{note.table_no}"] * bool(note.table_no)
    parts += [f"@{id}" for id in (note.phase, note.role, *note.groups) if id]
    parts += [f"#{id}" for id in note.themes] + [f"/{id.partition('@')[0]}" for id in note.models]
    parts += ["*"] * note.key
    parts += [note.due] if note.due else []
    text = " ".join(_escaped(word, i == 0 and not note.quote) for i, word in enumerate(note.text.split()))
    return " ".join([*parts, f'"{text}"' if note.quote else text])


def _new(slug: str, vocabulary: Vocabulary) -> str:
    """Return in words that a theme is new, and which one that there is may have been meant."""
    like = get_close_matches(slug, [id for id in vocabulary.themes if id != slug], n=1, cutoff=_ALIKE)
    return f"new theme: {slug}" + (f", or {vocabulary.label(like[0])}?" if like else "")


def words(reading: Reading, vocabulary: Vocabulary) -> str:
    """Return what was understood, in words, for the line under the capture line."""
    note = reading.note
    said: list[str] = [note.sentiment] if note.sentiment else []
    said += ["quote"] * note.quote + ["key point"] * note.key + ["decision"] * note.decision
    if note.action:
        said.append("action" + (f" for {vocabulary.label(note.owner)}" if note.owner else ""))
        said += [f"by {note.due}"] if note.due else []
    said += [f"table {note.table_no}"] * bool(note.table_no)
    said += [vocabulary.label(id) for id in (note.phase, note.role, *note.groups) if id]
    said += [_new(id, vocabulary) if id in reading.new_themes else vocabulary.label(id) for id in note.themes]
    said += [f"model {id.partition('@')[0]}" for id in note.models]
    return " · ".join([*said, *reading.doubts])


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


def complete(line: str, vocabulary: Vocabulary, recent: Sequence[str] = ()) -> list[str]:
    """Return the marks that the last word of a line may become, best first: prefix, then letters in order.

    Of those that fit as well, the `recent` ones come first, in their order.
    """
    fragment = line.rsplit(" ", 1)[-1]
    if not fragment or fragment[0] not in "#@/":
        return []
    sign, typed = fragment[0], fragment[1:].lower()
    known = {
        "#": dict.fromkeys(vocabulary.codes.values()),
        "@": dict.fromkeys(id for _, id in vocabulary.speakers.values()),
        "/": dict.fromkeys(vocabulary.models),
    }[sign]
    ordered = dict.fromkeys([*(id for id in recent if id in known), *known])
    ranked = sorted((r, i, id) for i, id in enumerate(ordered) if (r := _rank(typed, id, vocabulary)) < _NO_MATCH)
    return [sign + id for _, _, id in ranked]


_NO_MATCH = 3


def _rank(typed: str, id: str, vocabulary: Vocabulary) -> int:
    name, label = id.lower(), plain_name(vocabulary.label(id))
    if name.startswith(typed) or label.startswith(typed):
        return 0
    if any(part.startswith(typed) for part in label.split("-")):
        return 1
    return 2 if _in_order(typed, name) else _NO_MATCH


def _in_order(typed: str, name: str) -> bool:
    letters: Iterator[str] = iter(name)
    return all(c in letters for c in typed)


def _glued(word: str) -> bool:
    """Say whether a sign stands right before a word: `-5` and `--` are text, `-but` is a concern."""
    return word[0] in SENTIMENTS and len(word) > 1 and (word[1].isalpha() or word[1] in '"“')


def _literal(word: str) -> str:
    return word[1:] if word.startswith("\\") and len(word) > 1 else word


def _escaped(word: str, first: bool) -> str:
    plain = word[0] not in "#@/*\\" and not read_date(word, date(2020, 1, 1))
    opening = first and (word[0] in '>"“' or word == "!" or word in SENTIMENTS or _glued(word))
    return word if plain and not opening else "\\" + word


def _unquoted(text: str) -> str:
    return text[:-1].rstrip() if text[-1:] in '"”' else text
