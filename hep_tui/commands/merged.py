"""What a merge leaves to somebody: ballots keyed twice, and what was lost of a damaged file."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hep_tui.logbook import Book


def to_decide(book: "Book") -> list[str]:
    """Return the polls with numbers that stand on two ballots now, and how to decide them."""
    from hep_tui.domain.text import shown
    from hep_tui.views.keying import keyed_twice
    from hep_tui.views.polls import polls

    how = "neither version counts before it is decided: find the paper, open the poll, j"
    return [shown(f"{said}; {how}.") for view in polls(book) if (said := keyed_twice(view))]


def the_rest(file: Path, others: Sequence[Path]) -> list[str]:
    """Return where what was lost of damaged files may stand."""
    from hep_tui import locations
    from hep_tui.domain.text import shown
    from hep_tui.logbook import damage

    found = ((other.name, damage.newest(other, locations.backups_dir())) for other in others)
    words = "What is missing of {} may stand in its newest backup: hep merge {} {}"
    return [shown(words.format(name, file, backup)) for name, backup in found if backup]
