"""How coverage reads: a line for each phase, role and group, not heard first."""

from textual.content import Content

from hep_tui.tui.text import content, fit, wrap
from hep_tui.tui.widgets.bars import draw
from hep_tui.views.coverage import HEARD, NOT_HEARD, Coverage, Heard

# Label, verdict and three figures take this much; what is left over is for a bar.
_FIGURES = 80


def coverage(view: Coverage, width: int) -> Content:
    """Return who was heard and who was not, with bars of the shares of notes where there is room."""
    lines: list[Content] = []
    for name, heard in view.parts:
        if heard:
            lines += [Content(""), _heading(name, heard, width), *(_line(h, width) for h in heard)]
    if not lines:
        lines = [content("\n  Nobody is here yet, and nothing was noted.")]
    lines += [Content(""), *(content(f" {line}", "$quiet") for line in wrap(_counted(view), width - 3))]
    return Content("\n").join(lines)


def _heading(name: str, heard: tuple[Heard, ...], width: int) -> Content:
    schools = "schools" if any(h.schools.n for h in heard) else ""
    bar = "  share of the notes" if width >= _FIGURES + 20 else ""
    title = f"BY {name.upper()}"
    return Content.styled(f" {title:<38} {'notes':>16} {'present':>10} {schools:>11}{bar}", "bold $quiet")


def _line(h: Heard, width: int) -> Content:
    percent = f" ({h.notes.share * 100:.0f} %)" if h.notes.n else ""
    notes = h.notes.words + percent if h.notes.all else "none"
    figures = f" {notes:>16} {h.present.words if h.present.all else '':>10}"
    schools = h.schools.words if h.schools.n else ""
    away = h.verdict == NOT_HEARD and h.present.all and not h.present.n
    style = {NOT_HEARD: "bold $alarm", HEARD: ""}.get(h.verdict, "bold")
    bar = draw(h.notes.share, width - _FIGURES - 2) if width >= _FIGURES + 20 else ""
    return Content.assemble(
        content(f" {fit(h.label, 18)} "),
        (f"{h.verdict}{', not here' * bool(away)}".ljust(19), style),
        content(f"{figures} {schools:>11}"),
        (f"  {bar}", "$primary"),
    )


def _counted(view: Coverage) -> str:
    """Return what the figures count."""
    who = "who are here" if view.meeting else "who came to any meeting"
    said = f"{view.notes - view.unmarked} of {view.notes} notes carry a phase."
    return (
        f"{said} Each figure counts those that carry a phase, a role or a group; present are those {who}. "
        "Less than its share: under four fifths of the notes it would have by its share of those present or, where "
        "nobody was counted, of the schools. A note carries phase and role, never a person."
    )
