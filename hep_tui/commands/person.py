"""What is held of somebody, and erasing it: hep person."""

import argparse
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from hep_tui.commands.as_json import as_json
from hep_tui.domain.wording import counted

if TYPE_CHECKING:
    from hep_tui.logbook import Book
    from hep_tui.logbook.whereabouts import Whereabouts


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    person = sub.add_parser(
        "person",
        description="Say where the record, hep's backups and the exports in a folder hold somebody: by name and by "
        "code. With --erase they are erased from the register and from every note, for good, and hep's backups forget "
        "them; exports have to be deleted by whoever has them.",
    )
    person.add_argument("file", type=Path)
    person.add_argument("name", help="name or code, as the register has it")
    person.add_argument("--erase", metavar="REASON", help="erase them for good, with the reason for the record")
    person.add_argument("--exports", type=Path, default=Path("exports"), help="the folder of exports to look through")
    person.add_argument("--json", action="store_true", help="print what was found as JSON")
    person.set_defaults(run=run_person)


class _Held(NamedTuple):
    """Hold where somebody is: the record and the backups, and the files of exports, with those handed over by name.

    `may_mean` are the notes that may mean them by another form of the name: id, and the words.
    """

    record: "Whereabouts"
    exports: tuple[Path, ...]
    handed_over: tuple[str, ...]
    may_mean: tuple[tuple[str, str], ...]


def run_person(args: argparse.Namespace) -> int:
    """Say where somebody is held, and erase them if asked to; 1 where nothing is held."""
    from hep_tui import locations
    from hep_tui.actions import erasing
    from hep_tui.commands.opened import review_file
    from hep_tui.domain.text import shown
    from hep_tui.logbook.forgetting import forget
    from hep_tui.views.names import may_mean

    with review_file(args.file) as book:
        words = _words(book, args.name)
        also = may_mean(book, words)
        if args.erase is not None:
            erased = erasing.person_everywhere(book, args.name, words, args.erase)
            forget(book, locations.backups_dir())
            print(f"Erased for good: {counted(erased, 'entry', 'entries')} of the record; hep's backups forgot them.")
        held = _held(book, words, args.exports, also)
    if args.json:
        print(as_json(_object(held)))
    else:
        print("\n".join(map(shown, _lines(held, args.name))))
    return 0 if held.record.record or held.record.backups or held.exports or args.erase else 1


def _words(book: "Book", name: str) -> tuple[str, ...]:
    """Return the name as it was given, and the name and the code of whom the register calls so."""
    from hep_tui.domain.people import Person
    from hep_tui.logbook.records import records

    wanted = name.strip().casefold()
    people: list[Person] = [p.what for p in records(book, Person)]
    meant = [p for p in people if wanted in (p.name.casefold(), p.code.casefold())]
    return tuple(dict.fromkeys([name.strip(), *(word for p in meant for word in (p.name, p.code) if word)]))


def _held(book: "Book", words: tuple[str, ...], folder: Path, also: tuple[tuple[str, str], ...]) -> _Held:
    from hep_tui import locations
    from hep_tui.logbook import handovers
    from hep_tui.logbook.whereabouts import whereabouts

    found = whereabouts(book, words, locations.backups_dir())
    inside = sorted(folder.rglob("*")) if folder.is_dir() else []
    files = [path for path in inside if path.is_file() and path.suffix != ".hep"]
    exports = tuple(p for p in files if _names(p, words))
    return _Held(found, exports, tuple(h.name for h in handovers.every(book)), also)


def _names(path: Path, words: tuple[str, ...]) -> bool:
    """Say whether a file of an export holds one of some words: tables and pages, and what is packed in archives."""
    said = "\n".join(part.decode("utf-8", "replace") for part in _parts(path)).casefold()
    return any(_holds(word.casefold(), said) for word in words)


def _holds(word: str, text: str) -> bool:
    # A short code is in many a checksum; scripts that are written without blanks have no edges of words to look for.
    return bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)) if word.isascii() else word in text


def _parts(path: Path) -> Iterator[bytes]:
    if not zipfile.is_zipfile(path):
        yield path.read_bytes()
        return
    with zipfile.ZipFile(path) as held:
        for name in held.namelist():
            yield held.read(name)


def _object(held: _Held) -> dict[str, object]:
    return {
        "record": dict(held.record.record),
        "backups": {str(path): number for path, number in held.record.backups},
        "exports": [str(path) for path in held.exports],
        "handed_over": list(held.handed_over),
        "may_mean": [{"note": id, "words": words} for id, words in held.may_mean],
    }


def _lines(held: _Held, name: str) -> Iterator[str]:
    kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(held.record.record.items()))
    yield f"The record: {kinds}." if kinds else f"The record holds nothing of {name}."
    for path, number in held.record.backups:
        yield f"Backup {path}: {counted(number, 'entry', 'entries')}."
    for path in held.exports:
        yield f"Export {path}: holds the name; delete it, and ask whoever has it."
    for id, words in held.may_mean:
        yield f"Note {id} may mean them: {words}. Look at it; hep notes FILE erase takes it out for good."
    if held.handed_over:
        yield f"Handed over from this laptop, and may hold it: {', '.join(held.handed_over)}."
