"""Notes in groups, as a stream shows them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from hep_tui.domain.notes import SIGNS, Note, Vocabulary
from hep_tui.logbook.records import Record

GROUPINGS = ("", "theme", "phase", "sentiment")


@dataclass(frozen=True)
class Group:
    """Hold the notes that have one thing in common, and its label; without a label they are all the notes."""

    label: str
    notes: tuple[Record[Note], ...]


def grouped(notes: Sequence[Record[Note]], by: str, vocabulary: Vocabulary) -> list[Group]:
    """Return notes by theme, phase or sentiment, those without one last; all in one where `by` is empty.

    A note of several themes is under each. Within a group the notes keep their order.
    """
    if not by:
        return [Group("", tuple(notes))]
    known, marks = _terms(by, vocabulary)
    found: dict[str, list[Record[Note]]] = {id: [] for id in known}
    for noted in notes:
        for mark in marks(noted.what) or ("",):
            found.setdefault(mark, []).append(noted)
    without = found.pop("", [])
    label = vocabulary.theme if by == "theme" else vocabulary.label
    groups = [Group(label(id), tuple(held)) for id, held in found.items() if held]
    return [*groups, *([Group(f"no {by}", tuple(without))] if without else [])]


def _terms(by: str, vocabulary: Vocabulary) -> tuple[Iterable[str], Callable[[Note], tuple[str, ...]]]:
    """Return the order of the groups, and what puts a note into them."""
    if by == "theme":
        return vocabulary.themes, lambda note: note.themes
    if by == "phase":
        return vocabulary.phases, lambda note: (note.phase,) if note.phase else ()
    return SIGNS, lambda note: (note.sentiment,) if note.sentiment else ()
