"""What is known of people on the list, put right without the screen: hep register FILE correct, join and remove."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hep_tui.domain.people import Person
    from hep_tui.logbook import Book


def correct(book: "Book", meeting: str, args: argparse.Namespace) -> int:
    """Put right what is known of somebody, by the line that says it."""
    from hep_tui.actions import register as actions
    from hep_tui.domain.person_line import read_person, write_person
    from hep_tui.domain.text import shown
    from hep_tui.views.register import register

    view = register(book, meeting)
    before = _listed(book, meeting, args.line)
    after = read_person(args.more, view.schools, view.vocabulary).of(before, meeting)
    actions.correct(book, after, meeting)
    print(shown(write_person(after, meeting, {school.urn: school.name for school in view.schools})))
    return 0


def join(book: "Book", meeting: str, args: argparse.Namespace) -> int:
    """Make two entries for the same person one."""
    from hep_tui.actions import register as actions
    from hep_tui.domain.text import shown

    kept = _listed(book, meeting, args.line)
    double = _listed(book, meeting, args.more, but=kept.code)
    actions.join(book, kept.code, double.code)
    print(shown(f"{double.name} and {kept.name} are one person now: {kept.name}"))
    return 0


def remove(book: "Book", meeting: str, args: argparse.Namespace) -> int:
    """Take somebody off every list."""
    from hep_tui.actions import register as actions
    from hep_tui.domain.text import shown

    gone = actions.remove(book, _listed(book, meeting, args.line).code)
    print(shown(f"off the list: {gone.name}"))
    return 0


def _listed(book: "Book", meeting: str, letters: str, but: str = "") -> "Person":
    """Return who on the list is meant by a code, a name or letters of one."""
    from hep_tui.domain.resolve.people import only_person
    from hep_tui.logbook.door import door

    people = [person for person in door(book, meeting).people if person.code != but]
    coded = [person for person in people if person.code == letters.strip()]
    return coded[0] if coded else only_person(letters, people)
