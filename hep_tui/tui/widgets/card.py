"""A note as a card: a gutter that says what kind it is, its words, and its marks behind or under them."""

from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from hep_tui.domain.notes import SIGNS, Note
from hep_tui.tui.text import fit, set_in, wrap

LEAD = 3
"""A card begins with so many cells: one for the mark, one for the gutter, one of room."""
_CLOCK = 5


@dataclass(frozen=True)
class Card:
    """Hold one note as it is drawn; one without an id is the heading of a group.

    `sign` is in the gutter, whose colour is that of `tone`; `time` is empty where it is that of the note before.
    """

    id: str
    text: str
    sign: str = ""
    tone: str = "plain"
    chips: tuple[str, ...] = ()
    who: str = ""
    time: str = ""


GROUNDS = {
    "plain": "$panel",
    "act": "$secondary",
    "positive": "$good",
    "concern": "$concern",
    "mixed": "$mixed",
    "question": "$primary",
}
"""The colour of a gutter, by what its note is."""


def kind(note: Note) -> tuple[str, str]:
    """Return the sign and the tone of a note: what it asks for, or how it was meant."""
    if note.action or note.decision:
        return "!" if note.decision else ">", "act"
    return SIGNS.get(note.sentiment, ""), note.sentiment if note.sentiment in SIGNS else "plain"


def gutter(note: Note, row: int = 0) -> Content:
    """Return one cell of the gutter of a note, whose sign is in its first row."""
    sign, tone = kind(note)
    return Content.styled(" " if row else sign or " ", f"bold $background on {GROUNDS[tone]}")


class Run(NamedTuple):
    """Hold letters of one kind: `text`, `quiet`, `chip`, `group`, `gutter`, or `lead` where the mark may be."""

    text: str
    part: str


def lines(card: Card, width: int, *, airy: bool = False) -> list[list[Run]]:
    """Return a card in lines of runs; on one line where everything has room, `airy` with an empty line behind it."""
    if not card.id:
        return [[], *([Run(line, "group")] for line in set_in(card.text, width - 1).splitlines())]
    width -= 1  # Beside a scrollbar, or the line to the next panel.
    body = wrap(card.text, width - LEAD)
    said = cell_len(body[-1])
    marks, end = _chips(card), _end(card)
    beside = width - LEAD - said - sum(cell_len(run.text) for run in marks) - cell_len(end)
    rows = [[Run(line, "text")] for line in body]
    if marks or end.strip():
        between = 3 if marks or end else 0
        if beside >= between:
            lead = [Run("  ", "text")] * bool(marks)
            rows[-1] += [*lead, *marks, Run(f"{'':{beside - 2 * bool(marks)}}{end}", "quiet")]
        else:
            rows.append(_under(marks, card, width - LEAD))
    found = [[Run(" ", "lead"), Run(card.sign or " ", f"gutter-{card.tone}"), Run(" ", "lead"), *rows[0]]]
    found += [[Run(" ", "lead"), Run(" ", f"gutter-{card.tone}"), Run(" ", "lead"), *row] for row in rows[1:]]
    return [*found, []] if airy else found


def _chips(card: Card) -> list[Run]:
    """Return the marks of a card, each on its own ground, with a blank between them."""
    runs: list[Run] = []
    for chip in card.chips:
        runs += [Run(" ", "text")] * bool(runs)
        runs.append(Run(chip, "chip"))
    return runs


def _end(card: Card) -> str:
    """Return speaker and time, so wide that speakers end at the same cell whether or not a time is shown."""
    return f"{card.who}  {card.time:<{_CLOCK}}" if card.who or card.time else ""


def _under(marks: list[Run], card: Card, width: int) -> list[Run]:
    """Return the speaker and the time at the right, and as many marks at the left as fit there."""
    who = fit(card.who, min(cell_len(card.who), width - _CLOCK - 2)) if card.who else ""
    end = f"{who}  {card.time:<{_CLOCK}}"
    kept, used = 0, 0
    while kept < len(marks) and used + cell_len(marks[kept].text) + 2 + cell_len(end) <= width:
        used += cell_len(marks[kept].text)
        kept += 1
    return [*marks[:kept], Run(f"{'':{max(0, width - used - cell_len(end))}}{end}", "quiet")]
