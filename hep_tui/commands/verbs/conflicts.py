"""What can be done where two laptops recorded a thing differently."""

from hep_tui.actions import record
from hep_tui.commands.shown import lines_of, objects
from hep_tui.commands.verbs.verb import Verb
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.views.conflicts import conflicts


def list_conflicts(book: Book) -> list[str]:
    """List what two laptops recorded differently, each version with its number."""
    return [f"{n}  {line}" for n, line in enumerate(lines_of("conflicts", objects(book, "conflicts")), 1)] or ["none"]


def settle(book: Book, conflict: int, version: int) -> list[str]:
    """Keep one version, by the numbers in the list; the others stay in the history.

    Undo does not reach this.
    """
    found = conflicts(book)
    if not 1 <= conflict <= len(found) or not 1 <= version <= len(found[conflict - 1].versions):
        raise HepError(
            f"There is no version {version} of conflict {conflict}; nothing was changed, list says which there are."
        )
    chosen = found[conflict - 1]
    record.settle(book, chosen.id, chosen.versions[version - 1].entry)
    return [f"Settled: {chosen.versions[version - 1].says}"]


VERBS = (Verb(list_conflicts, "list"), Verb(settle))
