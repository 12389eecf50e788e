"""Tell what the columns of a list of numbered papers are: their numbers, ranks, marks and options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hep_tui.counting.files.beside import BESIDE
from hep_tui.counting.files.columns import IDS, PERHAPS_IDS, Sheet, mark, plain_name
from hep_tui.counting.files.declared import Declared, folded
from hep_tui.counting.files.source import BallotFileError, short, whole

if TYPE_CHECKING:
    from hep_tui.domain.pack import Pack
    from hep_tui.domain.polls import Poll


def number_column(page: Sheet) -> int | None:
    """Return the place of the column that numbers the papers: `ballot`, else one of whole numbers; None for none."""
    names = [plain_name(h) for h in page.heading]
    if "ballot" in names:
        return names.index("ballot")
    likely = [k for k, name in enumerate(names) if IDS.fullmatch(name) and name not in (*BESIDE, "batch")]
    likely += [0] if names and names[0] in PERHAPS_IDS else []
    return next((k for k in likely if all(whole(cells[k]) is not None for _, cells in filled(page))), None)


def may_be_option(heading: str, declared: Declared) -> bool:
    """Say whether a column may hold the marks of an option: it was named as one, or is none that is known."""
    if declared.options:
        return folded(heading) in map(folded, declared.options)
    name = plain_name(heading)
    return name not in BESIDE and not IDS.fullmatch(name)


def holds_marks(page: Sheet, k: int) -> bool:
    """Say whether any cell of a column is a mark; where none is, it is a remark, a name, or empty."""
    return any(mark(cells[k]) is not None for _, cells in page.rows)


def option_columns(
    page: Sheet, poll: Poll, pack: Pack, *, declared: Declared, number: int | None, name: str
) -> dict[int, str]:
    """Return the places of the columns that are options, with the option of each.

    Raises BallotFileError where a column of marks is not one, where two are the same, or where there is none.
    """
    places: dict[int, str] = {}
    for k, heading in enumerate(page.heading):
        if k == number or not heading or not may_be_option(heading, declared):
            continue
        option = option_named(poll, heading, pack)
        if option is None and not declared.options and not holds_marks(page, k):
            continue
        if option is None or option in places.values():
            why = "is not an option of this poll" if option is None else "is an option that an earlier column has"
            raise BallotFileError(
                f"{name}, line 1, column {k + 1}: {short(heading)!r} {why}; say with --options which columns "
                "hold options."
            )
        places[k] = option
    if not places:
        raise BallotFileError(f"{name}, line 1: no column is named as an option of this poll.")
    return places


def value_column(page: Sheet) -> int | None:
    """Return the place of the column that holds the marks of a list with a row a mark."""
    names = ("rank", "mark", "score", "grade", "points", "approved")
    return next((k for name in names if (k := page.column(name)) is not None), None)


def filled(page: Sheet) -> list[tuple[int, list[str]]]:
    """Return the rows that say anything, with their lines."""
    return [(line, cells) for line, cells in page.rows if any(cell.strip() for cell in cells)]


def option_named(poll: Poll, text: str, pack: Pack) -> str | None:
    """Return the option that a text names by its id or label, or by the id that the pack has for it, in any case."""
    wanted = folded(text)
    labels = {term.id.casefold(): folded(term.label) for term in pack.priorities}
    for option in poll.options:
        names = (option.id.casefold(), folded(option.label), folded(f"{option.id} {option.label}"))
        if wanted in names or labels.get(wanted) == folded(option.label):
            return option.id
    return None
