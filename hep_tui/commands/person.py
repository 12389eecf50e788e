"""What is held of somebody, and erasing it: hep person."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from hep_tui.commands.as_json import as_json
from hep_tui.domain.wording import counted

if TYPE_CHECKING:
    from hep_tui.domain.meant import Meant
    from hep_tui.exchange.holding import Holding
    from hep_tui.logbook import Book
    from hep_tui.logbook.whereabouts import Held, Whereabouts


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    person = sub.add_parser(
        "person",
        description="Say where the record, hep's backups and the exports in a folder hold somebody: by name and by "
        "code, and where a surname, a short form or initials may mean them. With --erase they are erased from the "
        "register and from every note, for good, and hep's backups forget them; what may mean them is left for you to "
        "look at, and exports have to be deleted by whoever has them.",
    )
    person.add_argument("file", type=Path)
    person.add_argument("name", help="name or code, as the register has it")
    person.add_argument("--erase", metavar="REASON", help="erase them for good, with the reason for the record")
    person.add_argument("--exports", type=Path, default=Path("exports"), help="the folder of exports to look through")
    person.add_argument("--json", action="store_true", help="print what was found as JSON")
    person.set_defaults(run=run_person)


class _Held(NamedTuple):
    """Hold where somebody is: the record and the backups, the files of exports, and those handed over by name."""

    of: "Whereabouts"
    exports: "tuple[Holding, ...]"
    handed_over: tuple[str, ...]


def run_person(args: argparse.Namespace) -> int:
    """Say where somebody is held, and erase them if asked to; 1 where nothing is held."""
    from hep_tui import locations
    from hep_tui.actions import erasing
    from hep_tui.commands.opened import review_file
    from hep_tui.domain.text import shown
    from hep_tui.logbook.forgetting import forget
    from hep_tui.views.names import meant

    with review_file(args.file) as book:
        words = _words(book, args.name)
        if args.erase is not None:
            erased = erasing.person_everywhere(book, args.name, words, args.erase)
            forget(book, locations.backups_dir())
            print(f"Erased for good: {counted(erased, 'entry', 'entries')} of the record; hep's backups forgot them.")
        held = _held(book, words, meant(book, words), args.exports)
    if args.json:
        print(as_json(_object(held)))
    else:
        print("\n".join(map(shown, _lines(held, args.name, erased=args.erase is not None))))
    record = held.of.record
    return 0 if record.sure or record.maybe or held.of.backups or held.exports or args.erase else 1


def _words(book: "Book", name: str) -> tuple[str, ...]:
    """Return the name as it was given, and the name and the code of whom the register calls so."""
    from hep_tui.domain.people import Person
    from hep_tui.logbook.records import records

    wanted = name.strip().casefold()
    people: list[Person] = [p.what for p in records(book, Person)]
    known = [p for p in people if wanted in (p.name.casefold(), p.code.casefold())]
    return tuple(dict.fromkeys([name.strip(), *(word for p in known for word in (p.name, p.code) if word)]))


def _held(book: "Book", words: tuple[str, ...], meant: "Meant", folder: Path) -> _Held:
    from hep_tui import locations
    from hep_tui.exchange.holding import holding
    from hep_tui.logbook import handovers
    from hep_tui.logbook.whereabouts import whereabouts

    found = whereabouts(book, words, locations.backups_dir(), meant.find)
    return _Held(found, tuple(holding(folder, words, meant)), tuple(h.name for h in handovers.every(book)))


def _object(held: _Held) -> dict[str, object]:
    record, backups = held.of
    return {
        "record": dict(record.sure),
        "backups": {str(path): sum(of.sure.values()) for path, of in backups if of.sure},
        "exports": [str(each.path) for each in held.exports if each.named],
        "handed_over": list(held.handed_over),
        "may_mean": [{kind: id, "words": ", ".join(words)} for (kind, id), words in record.maybe.items()],
        "backups_may_mean": {str(path): len(of.maybe) for path, of in backups if of.maybe},
        "exports_may_mean": {str(each.path): ", ".join(each.maybe) for each in held.exports if each.maybe},
        "exports_closed": [str(each.path) for each in held.exports if each.closed],
        "keyed": dict(record.keyed),
    }


def _lines(held: _Held, name: str, *, erased: bool) -> Iterator[str]:
    record, backups = held.of
    kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(record.sure.items()))
    yield f"The record: {kinds}." if kinds else f"The record holds nothing of {name}."
    yield from (f"Backup {path}: {_backup_words(of)}." for path, of in backups)
    yield from map(_export_line, held.exports)
    if erased and record.maybe:
        yield f"Left as it is, in {counted(len(record.maybe), 'place')}: what may mean them."
    for (kind, id), words in record.maybe.items():
        way = "hep notes FILE erase takes it out for good" if kind == "note" else "hep leaves it as it is"
        yield f"{kind.capitalize()} {id} may mean them: {', '.join(words)}. Look at it; {way}."
    for who, number in record.keyed.items():
        yield f"{counted(number, 'entry', 'entries')} were keyed by {who}, who may be them."
    if held.handed_over:
        yield f"Handed over from this laptop, and may hold it: {', '.join(held.handed_over)}."


def _backup_words(held: "Held") -> str:
    """Return how much of a backup holds somebody, and how much may."""
    sure, maybe = counted(sum(held.sure.values()), "entry", "entries"), counted(len(held.maybe), "place")
    parts = [sure] if held.sure else []
    return "; ".join([*parts, f"{maybe} that may mean them"] if held.maybe else parts)


def _export_line(found: "Holding") -> str:
    if found.closed:
        return f"Export {found.path}: is sealed or cannot be read, and may hold the name; ask whoever can open it."
    if found.named:
        return f"Export {found.path}: holds the name; delete it, and ask whoever has it."
    return f"Export {found.path}: may mean them: {', '.join(found.maybe)}. Look at it, and ask whoever has it."
