"""How coverage reads: a line for each phase, role and group, not heard first."""

from textual.content import Content

from hep_tui.domain.speech import worded
from hep_tui.tui.symbols import symbols
from hep_tui.tui.text import content, fit, wrap
from hep_tui.tui.widgets.chart import bar_of
from hep_tui.views.coverage import HEARD, NOT_HEARD, Coverage, Heard

# Label, verdict and three figures take this much; what is left over is for a bar.
_FIGURES = 80


def coverage(view: Coverage, width: int) -> Content:
    """Return who was heard and who was not, with bars of the notes on one scale where there is room."""
    lines: list[Content] = []
    most = max((h.notes.n for _, heard in view.parts for h in heard), default=0) or 1
    for name, heard in view.parts:
        if heard:
            lines += [Content(""), *_heads(name, heard), *(_line(h, most, width) for h in heard)]
    if not lines:
        lines = [content("\n  Nobody is here yet, and nothing was noted.")]
    lines += [Content(""), *(content(f" {line}", "$quiet") for line in wrap(_counted(view), width - 3))]
    return Content("\n").join(lines)


def _heads(name: str, heard: tuple[Heard, ...]) -> list[Content]:
    schools = worded("{places}") if any(h.schools.n for h in heard) else ""
    title = f" BY {name.upper()}"
    return [
        Content.assemble((f"{title:<39}", "bold $quiet"), (f" {'notes':>16} {'present':>10} {schools:>11}", "$quiet"))
    ]


def _line(h: Heard, most: int, width: int) -> Content:
    none = symbols().none
    percent = f" ({h.notes.share * 100:.0f} %)" if h.notes.n else ""
    notes = h.notes.words + percent if h.notes.n else none
    present = none if h.present.all else ""
    if h.present.n:
        present = h.present.words
    schools = h.schools.words if h.schools.n else ""
    away = h.verdict == NOT_HEARD and h.present.all and not h.present.n
    verdict = h.verdict.lower() + ", not here" * bool(away)
    style = {NOT_HEARD: "bold", HEARD: "$quiet"}.get(h.verdict, "bold")
    bar = bar_of(h.notes.n / most, min(_LONGEST, width - _FIGURES - 2)) if width >= _FIGURES + 20 else Content("")
    return Content.assemble(
        content(f" {fit(h.label, 18)} "),
        (f"{verdict:<19}", style),
        content(f" {notes:>16} {present:>10} {schools:>11}  "),
        bar,
    )


_LONGEST = 50


def _counted(view: Coverage) -> str:
    """Return what the figures count."""
    who = "who are here" if view.meeting else "who came to any meeting"
    said = f"{view.notes - view.unmarked} of {view.notes} notes carry a phase."
    return worded(
        "{said} Each figure counts those that carry a phase, a role or a group; present are those {who}. "
        "Less than its share: under four fifths of the notes it would have by its share of those present or, where "
        "nobody was counted, of the {places}. A note carries phase and role, never a person.",
        said=said,
        who=who,
    )
