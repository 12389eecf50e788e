"""How names in notes are pointed out, on the line and in the walk through them."""

from collections.abc import Sequence

from textual.content import Content

from hep_tui.domain.names import Mention, alike, kinds_in_words, replaced
from hep_tui.domain.wording import prefixed
from hep_tui.tui.symbols import symbols
from hep_tui.tui.text import content, fit, hung, row
from hep_tui.tui.widgets.line import Line
from hep_tui.views.names import NamedNote


def offered(said: str, mentions: Sequence[Mention], width: int) -> str:
    """Return what was understood of a line, and which token Tab would put in place of the first name in it."""
    if not mentions:
        return said
    first = mentions[0]
    return _beside(said, f"names {first.words}: Tab puts {first.token}", "  ·  ", width)


def stored(said: str, mentions: Sequence[Mention], width: int) -> str:
    """Return that a note was saved, and that it names somebody."""
    if not mentions:
        return said
    who = kinds_in_words(mentions)
    named = f"it names {who}: {symbols().up} corrects it"
    if len(said) + len(named) + 2 > width:
        named = f"names {who}: {symbols().up}"
    return _beside(said, named, "; ", width)


def put_token(line: Line, mentions: Sequence[Mention]) -> bool:
    """Replace the first name on a line by its token, wherever it is; say whether there was one."""
    if mentions:
        behind = len(line.value) - line.cursor_position
        line.value = replaced(line.value, alike(mentions, mentions[0]))
        line.cursor_position = max(0, len(line.value) - behind)
    return bool(mentions)


def _beside(said: str, also: str, between: str, width: int) -> str:
    """Return both; where there is no room, the first is cut short, since it has been seen while typing."""
    room = width - len(also) - len(between)
    short = said if len(said) <= room else fit(said, max(6, room)).rstrip()
    return f"{short}{between}{also}"


def note(named: NamedNote, number: int, count: int, width: int) -> Content:
    """Return one note with each name in it, the token for it, and what it would say then."""
    text = named.noted.what.text
    where = named.meeting + prefixed(", ", named.item)
    lines = [content(f"\n {number} of {count}   {fit(where, width - 16).rstrip()}", "bold $quiet"), Content("")]
    lines += [content(line, "bold") for line in hung("  ", text, width - 3)]
    lines += [Content(""), Content.styled(" IT NAMES", "bold $quiet")]
    kinds = max((len(mention.kind) for mention in named.mentions), default=0)
    words = min(width // 2, max((len(mention.words) for mention in named.mentions), default=0))
    for mention in named.mentions:
        said = f"  {mention.kind:<{kinds}}  {fit(mention.words, words)}"
        lines.append(row(said, (f"  becomes {mention.token}", "$quiet")))
    lines += [Content(""), Content.styled(" IT WOULD SAY", "bold $quiet")]
    lines += [content(line) for line in hung("  ", replaced(text, named.mentions), width - 3)]
    return Content("\n").join(lines)
