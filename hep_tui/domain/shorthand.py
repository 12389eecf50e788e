"""The one-line shorthand of the capture line: read it, say it in words, write it back.

`parse(write(note))` gives the note again, and nothing typed is ever lost: a mark that could be read two ways, or that
names nothing, stays in the text, and `Reading.doubts` says so. A backslash before a mark makes it plain text.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches

from hep_tui.domain.line_days import day_at, size_at
from hep_tui.domain.line_reader import NOBODY, LineReader, Part
from hep_tui.domain.line_signs import glued, in_brackets, nesting, opens_quote, sentiment
from hep_tui.domain.notes import SIGNS, Note, Vocabulary
from hep_tui.domain.text import clean_line, slug
from hep_tui.domain.wording import verb

# Two letters changed round in a name of four are this much alike.
_ALIKE = 0.7


@dataclass(frozen=True)
class Reading:
    """Hold what a line was understood to say; `parts` are all of its words, each read as something.

    `left` are the words that look like marks and stayed in the text; `doubts` say why, and what else is not sure.
    """

    note: Note
    new_themes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    parts: tuple[Part, ...] = field(default=(), compare=False)
    left: tuple[str, ...] = field(default=(), compare=False)

    def without(self, typed: str) -> "Reading":
        """Return the reading without its doubts about one mark."""
        doubts = tuple(doubt for doubt in self.doubts if not doubt.startswith(f"{typed} "))
        return replace(self, doubts=doubts, left=tuple(mark for mark in self.left if mark != typed))


def parse(
    line: str, vocabulary: Vocabulary, *, sticky: Note | None = None, today: date | None = None, asking: bool = False
) -> Reading:
    """Return what a line says; what it leaves out comes from `sticky` (its meeting, item, table, phase and role).

    `today` lends its year to dates written without one. A mark between words marks the note and leaves its word in the
    text; where the line is `asking`, for notes or for somebody, the text holds nothing of marks.
    """
    reader = LineReader(vocabulary, today, asking=asking)
    reader.read(clean_line(line, limit=len(line)).split())
    text = reader.text()
    base = replace(sticky, text=text) if sticky else Note(text)
    return Reading(
        replace(base, **reader.said),
        tuple(reader.new),
        doubts=tuple(reader.doubts),
        parts=tuple(reader.parts),
        left=tuple(reader.left),
    )


def correction(line: str, was: Note, vocabulary: Vocabulary, today: date | None = None) -> Reading:
    """Return what the corrected line of a note says: it stays in its place, and a model keeps its version."""
    reading = parse(line, vocabulary, sticky=Note("", was.meeting, was.item), today=today)
    spoken = {model.partition("@")[0]: model for model in was.models}
    models = tuple(spoken.get(model.partition("@")[0], model) for model in reading.note.models)
    return replace(reading, note=replace(reading.note, models=models).corrected(was))


def write(note: Note) -> str:
    """Return the line that reads as this note."""
    typed = note.text.split()
    days = _days(typed) if note.action and not note.due else set()
    text = " ".join(_quoted(typed, days) if note.quote else _unquoted(typed, days))
    return " ".join([*filter(None, _marks(note)), f'"{text}"' if note.quote else text])


def typed(note: Note, vocabulary: Vocabulary) -> str:
    """Return the line of a note to be typed on: where a mark names nothing in it, no backslash is before it."""
    words, whole = write(note).split(" "), parse(write(note), vocabulary).note
    for at, word in enumerate(words):
        if word.startswith("\\"):
            bare = [*words[:at], word[1:], *words[at + 1 :]]
            words = bare if parse(" ".join(bare), vocabulary).note == whole else words
    return " ".join(words)


def _marks(note: Note) -> Iterator[str]:
    """Yield the marks before the words of a note, in the order in which they are written; nothing for some."""
    speaker = [id for id in (note.phase, note.role, *note.groups) if id]
    yield SIGNS.get(note.sentiment, "")
    if note.action:
        yield ">"
        yield _owner(note, speaker)
    elif note.decision:
        yield "!"
    if note.table_no:
        yield f"@t{note.table_no}"
    yield from (f"@{id}" for id in speaker)
    yield from (f"#{id}" for id in note.themes)
    yield from (f"/{id.partition('@')[0]}" for id in note.models)
    if note.key:
        yield "*"
    yield note.due


def _owner(note: Note, speaker: Sequence[str]) -> str:
    """Return the mark of who is to act; without it, the first speaker would be taken for the owner."""
    if note.owner:
        return f"@{note.owner}"
    return NOBODY if speaker else ""


def _new(slug: str, vocabulary: Vocabulary) -> str:
    """Return in words that a theme is new, and which one that there is may have been meant."""
    like = get_close_matches(slug, [id for id in vocabulary.themes if id != slug], n=1, cutoff=_ALIKE)
    return f"new theme: {slug}" + (f", or {vocabulary.theme(like[0])}?" if like else "")


def words(reading: Reading, vocabulary: Vocabulary) -> str:
    """Return what was understood, in words; what was not comes first, since a line may be too short for all."""
    note = reading.note
    said: list[str] = []
    if len(reading.left) > 1:
        said.append(f"left as text: {', '.join(reading.left)}")
    said += reading.doubts
    if note.sentiment:
        said.append(note.sentiment)
    flags = {"quote": note.quote, "key point": note.key, "decision": note.decision}
    said += [flag for flag, holds in flags.items() if holds]
    if note.action:
        said.append(f"action for {vocabulary.label(note.owner)}" if note.owner else "action")
        if note.due:
            said.append(f"by {note.due}")
    if note.table_no:
        said.append(f"table {note.table_no}{only(note.table_no, vocabulary.tables)}")
    said += [vocabulary.label(id) for id in (note.phase, note.role, *note.groups) if id]
    said += [_new(id, vocabulary) if id in reading.new_themes else vocabulary.theme(id) for id in note.themes]
    said += [f"model {id.partition('@')[0]}" for id in note.models]
    return " · ".join(said)


def only(table: int, tables: int) -> str:
    """Return a remark to put behind the number of a table that the meeting does not have, else nothing."""
    return f", though only {tables} {verb(tables, 'is', 'are')} set" if table > tables > 0 else ""


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
    ranks = ((_rank(typed, id, vocabulary.named(sign, id)), i, id) for i, id in enumerate(ordered))
    return [sign + id for rank, _, id in sorted(ranks) if rank < _NO_MATCH]


_NO_MATCH = 3


def _rank(typed: str, id: str, label: str) -> int:
    name, label = id.lower(), slug(label)
    if name.startswith(typed) or label.startswith(typed):
        return 0
    if any(part.startswith(typed) for part in label.split("-")):
        return 1
    return 2 if _in_order(typed, name) else _NO_MATCH


def _in_order(typed: str, name: str) -> bool:
    letters: Iterator[str] = iter(name)
    return all(c in letters for c in typed)


def _unquoted(words: list[str], days: Collection[int]) -> list[str]:
    """Return the words of a text such that none is read as a mark, nor as a day at these places."""
    special = {*days, 0} if words and _opens(words[0]) else days
    # Nearly every text has nothing that could be read otherwise.
    if not special and not _SIGNS.search(" ".join(words)):
        return words
    return [_escaped(word, i in special) for i, word in enumerate(words)]


def _quoted(words: list[str], days: Collection[int]) -> list[str]:
    """Return the words of a quote such that none is read as a mark, a day, or the end of the quote before the last."""
    last = len(words) - 1
    return [_escaped(word, i in days or (nesting(word) < 0 and i < last)) for i, word in enumerate(words)]


def _days(words: list[str]) -> set[int]:
    """Return the places of words at which a day would be read."""
    found = set()
    for at in range(len(words)):
        last = at + size_at(words, at) == len(words)
        if day_at(words, at, words[at - 1] if at else "", last=last):
            found.add(at)
    return found


def _opens(word: str) -> bool:
    # No letter and no figure opens anything, and nearly every note begins with one.
    return not word[0].isalnum() and (word in (">", "!") or opens_quote(word) or bool(sentiment(word)) or glued(word))


def _escaped(word: str, special: bool) -> str:
    plain = not _SIGNS.match(word) and not in_brackets(word)
    return word if plain and not special else "\\" + word


# A mark in brackets holds one of them, too.
_SIGNS = re.compile(r"[#@/*\\]")
