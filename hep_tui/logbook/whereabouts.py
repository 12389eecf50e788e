"""Where somebody is: in which entries of a record, and in which of hep's backups of it, by name or perhaps."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from hep_tui.domain.meant import named
from hep_tui.logbook import lineage, reading
from hep_tui.logbook.book import Book
from hep_tui.logbook.entry import Entry

Finder = Callable[[str], Sequence[str]]
"""Returns the words of a text that may mean somebody."""
_OF_PEOPLE = ("person", "attendance")
"""Kinds that are of one person by name or code, and may mean nobody else."""


@dataclass
class Held:
    """Hold how many entries of each kind hold some words, and of each other thing the words that may mean the same.

    `keyed` counts the entries of whoever keyed under what may mean it.
    """

    sure: Counter[str] = field(default_factory=Counter)
    maybe: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    keyed: Counter[str] = field(default_factory=Counter)


class Whereabouts(NamedTuple):
    """Say what a record holds of somebody, and what each backup does that holds anything of them."""

    record: Held
    backups: tuple[tuple[Path, Held], ...]


def whereabouts(book: Book, words: Sequence[str], root: Path, finder: Finder) -> Whereabouts:
    """Return where any of some words is, whatever the case, or what `finder` finds: here, and in backups in `root`."""
    folder = lineage.review_folder(book, root)
    copies = sorted(folder.rglob("*.hep")) if folder.is_dir() else []
    held = [(copy, _held(reading.entries(copy), words, finder)) for copy in copies]
    return Whereabouts(
        _held(book.entries(), words, finder), tuple((copy, of) for copy, of in held if of.sure or of.maybe)
    )


def _held(entries: Iterable[Entry], words: Sequence[str], finder: Finder) -> Held:
    name, held, keyers = named(words), Held(), Counter[str]()
    for entry in entries:
        keyers[entry.who] += 1
        # The pack and the schools are not words about a person.
        if not entry.body or entry.kind == "review":
            continue
        texts = entry.texts
        if any(map(name.search, texts)):
            held.sure[entry.kind] += 1
        if entry.kind not in _OF_PEOPLE and (found := [each for text in texts for each in finder(text)]):
            of = held.maybe.setdefault((entry.kind, entry.subject), [])
            of += [each for each in dict.fromkeys(found) if each not in of]
    held.keyed.update({who: number for who, number in keyers.items() if who and finder(who)})
    return held
