"""How decisions and actions read."""

from collections.abc import Sequence

from textual.content import Content

from hep_tui.domain.wording import counted
from hep_tui.tui.symbols import pointer, symbols
from hep_tui.tui.text import beside, content, hung, wrap
from hep_tui.views.decisions import Answer, Decided, quoted
from hep_tui.views.models import Models


def block(line: Decided, here: bool, width: int) -> list[Content]:
    """Return one decision or action: its words, then state, day and owner, and what was done and said.

    Where it is wide, what is asked of whom is in columns beside the words.
    """
    who = f"for {line.owner}" if line.owner else "for nobody yet"
    state = line.state.upper() if line.overdue else line.state
    parts = [line.note.kind, state, line.due, who, line.meeting]
    parts += ["TWO VERSIONS AFTER A MERGE"] * line.disputed
    mark = pointer(here)
    head = " · ".join(part for part in parts if part)
    loud = line.overdue or line.disputed
    style = "bold $alarm" if loud else "$quiet"
    said = "; ".join(quoted(n.what) for n in line.said)
    told = [(lead, words) for lead, words in (("you said", said), ("we did", line.did)) if words]
    lead, wide = f" {mark}{_sign(line)} ", width * 11 // 20 if width >= _WIDE else width
    rows = [content(each, "bold $here" if here else "bold") for each in hung(lead, line.note.text, wide)]
    rows += [content(each, style) for each in hung("    ", head, wide)]
    answers = [content(each) for name, words in told for each in hung(f"{name + ':':<10}", words, width - wide - 4)]
    if wide < width:
        return beside([(rows, wide), (answers, 0)], 3)
    return rows + [content(each) for name, words in told for each in hung(f"    {name}: ", words, width)]


_WIDE = 110


def _sign(line: Decided) -> str:
    signs = symbols()
    return {"done": signs.done, "dropped": signs.none}.get(line.state, signs.planned)


def aloud(found: Sequence[Answer], models: Models, width: int) -> Content:
    """Return the page to be read aloud: what was said, what was done, and which models changed."""
    rows: list[Content] = []
    for answer in found:
        rows.append(Content(""))
        said = answer.said or ("(nothing is linked to this yet)",)
        for i, each in enumerate(said):
            rows += [content(line) for line in hung("  You said  " if not i else "            ", each, width)]
        rows += [content(line, "bold") for line in hung("  We did    ", answer.did, width)]
    for sheet in models.sheets:
        for version in sheet.versions:
            if version.changed:
                before = {str(v.model.version) for v in sheet.versions if v.model.version < version.model.version}
                n = sum(1 for told in sheet.told if told.version in before)
                things = counted(n, "thing") if n else "nothing yet"
                heard = f"{things} about {sheet.model.id}, {version.model.title}"
                rows += [Content(""), *(content(line) for line in hung("  You said  ", heard, width))]
                text = f"We made version {version.model.version}: {version.changed}"
                rows += [content(line, "bold") for line in hung("  We did    ", text, width)]
    none = "Nothing is done yet. x marks what is done, w says what was done, s links what it answers."
    return Content("\n").join(rows or [Content(""), *(content(f"  {line}") for line in wrap(none, width - 4))])
