"""What can be done with the framework."""

from hep_tui.actions import framework
from hep_tui.commands.shown import lines_of, objects
from hep_tui.commands.verbs.verb import Verb
from hep_tui.domain.framework import Rating, Sheet, levels_of
from hep_tui.domain.pack import Pack
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.views.framework import named


def sheet(book: Book, pack: Pack) -> list[str]:
    """Print the conditions in the order in which they are rated, and the levels."""
    conditions = [f"{n}  {condition.label}" for n, condition in enumerate(pack.conditions, 1)]
    return [*conditions, f"levels: {'; '.join(map(named, levels_of(pack)))}"]


def rate(book: Book, pack: Pack, meeting: str, keys: str, table: int = 0, person: int = 0) -> list[str]:
    """Record a sheet: one digit a condition, down the page, a dot where nothing is rated.

    Say which table it is from, or the number of the sheet of a person. The same number again corrects it.
    """
    if bool(table) == bool(person):
        raise HepError("Say --table or --person, with its number; nothing was stored.")
    keyed = Sheet(tuple(c.id for c in pack.conditions), tuple(level.value for level in levels_of(pack)))
    for key in keys:
        keyed = keyed.press(key)
    rating = Rating(meeting, dict(keyed.marks), "table" if table else "person", table, person)
    held = [r for r in records(book, Rating, meeting=meeting, unit=rating.unit) if r.what.name == rating.name]
    if len(held) > 1:
        raise HepError(f"Two laptops keyed a {rating.name}, so its number does not say which; key it as a new one.")
    framework.rate(book, pack, rating, held[0].id if held else "")
    done = "corrected" if held else "stored"
    return [f"{rating.name} {done}, {len(keyed.conditions) - len(keyed.marks)} not rated"]


def show(book: Book, meeting: str) -> list[str]:
    """Print how the conditions were rated."""
    return lines_of("framework", objects(book, "framework", meeting)) or ["none"]


VERBS = (Verb(sheet), Verb(rate), Verb(show))
