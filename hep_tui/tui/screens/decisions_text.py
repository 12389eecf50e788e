"""How decisions and actions read."""

from collections.abc import Sequence

from textual.content import Content

from hep_tui.domain.models import Model
from hep_tui.domain.wording import counted
from hep_tui.tui.symbols import pointer, symbols
from hep_tui.tui.text import beside, content, hung
from hep_tui.views.decisions import Answer, Decided, quoted
from hep_tui.views.models import Models, ModelSheet


def block(line: Decided, here: bool, width: int) -> list[Content]:
    """Return one decision or action: its words, then state, day and owner, and what was done and said.

    Where it is wide, what is asked of whom is in columns beside the words.
    """
    if width < _WIDE:
        rows = _asked(line, width, here=here)
        for name, words in _told(line).items():
            rows += _hung(f"    {name}: ", words, width)
        return rows
    left = width * 11 // 20
    answers = []
    for name, words in _told(line).items():
        answers += _hung(f"{name + ':':<10}", words, width - left - 4)
    return beside([(_asked(line, left, here=here), left), (answers, 0)], 3)


_WIDE = 110


def _asked(line: Decided, width: int, *, here: bool) -> list[Content]:
    """Return what is decided or asked of somebody, over its state."""
    loud = line.overdue or line.disputed
    rows = _hung(f" {pointer(here)}{_sign(line)} ", line.note.text, width, "bold $here" if here else "bold")
    return rows + _hung("    ", _state(line), width, "bold $alarm" if loud else "$quiet")


def _state(line: Decided) -> str:
    """Return what it is, how far it has come, by when and for whom, and where it was said."""
    owner = line.owner or "nobody yet"
    state = line.state.upper() if line.overdue else line.state
    parts = [line.note.kind, state, line.due, f"for {owner}", line.meeting]
    if line.disputed:
        parts.append("TWO VERSIONS AFTER A MERGE")
    return " · ".join(filter(None, parts))


def _told(line: Decided) -> dict[str, str]:
    """Return what was said and what was done about it, by its name, as far as there is anything."""
    told = {"you said": "; ".join(quoted(n.what) for n in line.said), "we did": line.did}
    return {name: words for name, words in told.items() if words}


def _hung(lead: str, text: str, width: int, style: str = "") -> list[Content]:
    return [content(each, style) for each in hung(lead, text, width)]


def _sign(line: Decided) -> str:
    signs = symbols()
    return {"done": signs.done, "dropped": signs.none}.get(line.state, signs.planned)


def aloud(found: Sequence[Answer], models: Models, width: int) -> Content:
    """Return the page to be read aloud: what was said, what was done, and which models changed."""
    rows: list[Content] = []
    for answer in found:
        rows += _answered(answer.said or ("(nothing is linked to this yet)",), answer.did, width)
    for sheet in models.sheets:
        for version in sheet.versions:
            if version.changed:
                did = f"We made version {version.model.version}: {version.changed}"
                rows += _answered((_heard(sheet, version.model),), did, width)
    none = "Nothing is done yet. x marks what is done, w says what was done, s links what it answers."
    return Content("\n").join(rows or [Content(""), *_hung("  ", none, width - 2)])


def _answered(said: Sequence[str], did: str, width: int) -> list[Content]:
    """Return what was said, a thing a line, and what was done about it."""
    first, *rest = said
    rows = [Content(""), *_hung("  You said  ", first, width)]
    for each in rest:
        rows += _hung(" " * 12, each, width)
    return [*rows, *_hung("  We did    ", did, width, "bold")]


def _heard(sheet: ModelSheet, model: Model) -> str:
    """Return how much was said of a model before this version of it."""
    before = {str(each.model.version) for each in sheet.versions if each.model.version < model.version}
    n = sum(1 for told in sheet.told if told.version in before)
    things = counted(n, "thing") if n else "nothing yet"
    return f"{things} about {model.id}, {model.title}"
