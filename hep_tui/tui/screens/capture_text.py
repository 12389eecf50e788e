"""How the parts of the capture screen read."""

from collections.abc import Callable, Mapping, Sequence
from typing import ParamSpec

from textual.content import Content

from hep_tui.domain.line_command import SitAt, Toggle, Undo
from hep_tui.domain.meetings import MeetingState
from hep_tui.domain.notes import SIGNS, Note, Vocabulary
from hep_tui.domain.shorthand import only
from hep_tui.logbook.records import Record
from hep_tui.tui.symbols import symbols
from hep_tui.tui.text import content, fit
from hep_tui.tui.widgets.stream import Row
from hep_tui.views.capture import Capture
from hep_tui.views.stream import Group

P = ParamSpec("P")

NO_NOTE = "There is no note yet to put a theme on."

GUIDE = (
    " Write what is said and press Enter. Marks may stand anywhere, but some first:",
    "   #send      a theme; a new name makes a new theme      /D    about model D",
    "   @primary   phase, role or group of the speaker        @t3   said at table 3",
    "   + - ~ ?    first: positive, concern, mixed, question  *     a key point",
    '   >          first: an action, as in  > @hash 12/7      "…    word for word',
    "   !          first: a decision                          \\#    a sign as it is",
    " Alone on the line, then Enter:  1 to 9 put a theme on the last note, u undoes,",
    "   t2 makes the notes that follow those of table 2, t0 of the whole room.",
    "",
)


def agenda(view: Capture, item: str, past: float, width: int) -> Content:
    """Return the agenda with minutes spent and planned; `past` is the seconds since it was loaded."""
    progress = view.line.progress
    running = view.line.state is MeetingState.RUNNING
    lines = [Content.styled("AGENDA", "bold $quiet")]
    for number, each in enumerate(view.line.meeting.items, 1):
        here = each.id == item
        live = running and each.id == progress.item and not progress.paused
        spent = progress.elapsed.get(each.id, 0.0) + (past if live else 0.0)
        mark = symbols().here if here else " "
        minutes = f"{int(spent // 60)}'" if spent else ""
        title = fit(f"{mark}{number} {each.title}", width - len(minutes) - 1)
        lines.append(Content.styled(f"{title} {minutes}", "bold $here" if here else ""))
        if here:
            lines.append(content(f"   {_time(spent, each.minutes)}", "" if spent <= each.minutes * 60 else "bold"))
    if view.line.state is not MeetingState.RUNNING:
        said = "F6 starts" if view.line.state is MeetingState.PLANNED else "held"
        lines.append(content(f"   {said}", "$quiet"))
    elif progress.paused:
        lines.append(content("   clock stopped", "bold"))
    return Content("\n").join(lines)


def _time(spent: float, minutes: int) -> str:
    if not minutes:
        return ""
    over = int(spent // 60) - minutes
    return f"of {minutes}'" if over < 0 else f"{over}' OVER" if over else "time is up"


def asked(what: Undo | SitAt | Toggle, view: Capture) -> str:
    """Return what Enter will do with a line that is no note."""
    match what:
        case Undo():
            return "Enter takes back what was done last."
        case SitAt(table):
            return table_words(table, view.vocabulary.tables)
        case Toggle() if not view.notes:
            return NO_NOTE
        case Toggle():
            themes = what.on(view.notes[-1].what.themes)
            return f"Enter: the last note then has {themes_words(themes, view.vocabulary)}."


def table_words(table: int, tables: int) -> str:
    """Return which table the notes that follow are of, and that the meeting has fewer where it has."""
    if not table:
        return "Notes of the whole room again."
    return f"The notes that follow are of table {table}{only(table, tables)}, until t0."


def themes_words(themes: Sequence[str], vocabulary: Vocabulary) -> str:
    """Return the labels of a note's themes."""
    return ", ".join(vocabulary.theme(t) for t in themes) or "no theme"


def heading(view: Capture, item: str, table: int, by: str, width: int) -> Content:
    """Return which notes the stream shows, with the prompt of the item where there is room.

    `item` is empty for all items, `table` 0 for all tables, `by` what the notes are grouped by.
    """
    found = view.line.meeting.item(item)
    where = (f" · TABLE {table}" if table else "") + (f" · BY {by.upper()}" if by else "")
    if found is None:
        return content(fit(f" ALL ITEMS{where}", width), "bold")
    number = [i.id for i in view.line.meeting.items].index(item) + 1
    title = f" {number}  {fit(found.title.upper(), max(6, width - 5 - len(where))).rstrip()}{where}"
    room = width - len(title) - 4
    return Content.assemble(
        content(title, "bold"), content(f"   {fit(found.prompt, room)}" if room > 12 else "", "$quiet")
    )


def coverage(view: Capture, width: int) -> Content:
    """Return who has been heard here and the themes so far, with the digit that toggles each."""
    label = max(8, width - 10)
    lines = [Content.styled("HEARD HERE", "bold $quiet")]
    for h in view.heard:
        if h.notes.n:
            lines.append(content(f"{fit(h.label, label)} {h.notes.n:>3} {'note' if h.notes.n == 1 else 'notes'}"))
        else:
            lines.append(Content.assemble(content(f"{fit(h.label, label)} "), (h.verdict, "bold $alarm")))
    if not view.heard:
        lines.append(content("nobody yet", "$quiet"))
    lines += [Content(""), Content.styled("THEMES", "bold $quiet")]
    for number, (theme, count) in enumerate(view.themes[:9], 1):
        lines.append(content(f"{number} {fit(view.vocabulary.theme(theme), width - 6)} {count:>3}"))
    if not view.themes:
        lines.append(content("none yet", "$quiet"))
    return Content("\n").join(lines)


class Rows:
    """Make rows of notes, each once: the rows of notes that stand as they stood are the same objects again."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, bool, str], Row] = {}
        self._vocabulary: Vocabulary | None = None

    def of(self, groups: Sequence[Group], vocabulary: Vocabulary, titles: Mapping[str, str]) -> list[Row]:
        """Return the notes as rows, each group under its label; `titles` names the items, where notes say theirs."""
        if vocabulary != self._vocabulary:
            self._made, self._vocabulary = {}, vocabulary
        rows = []
        for group in groups:
            if group.label:
                rows.append(self._once((group.label, False, str(len(group.notes))), _heading, group))
            for n in group.notes:
                title = titles.get(n.what.item, "")
                rows.append(self._once((n.entry, n.disputed, title), row, n, vocabulary, title))
        return rows

    def _once(self, key: tuple[str, bool, str], make: Callable[P, Row], *args: P.args, **kwargs: P.kwargs) -> Row:
        if key not in self._made:
            self._made[key] = make(*args, **kwargs)
        return self._made[key]


def _heading(group: Group) -> Row:
    return Row("", f"{group.label.upper()}  {len(group.notes)}")


def row(noted: Record[Note], vocabulary: Vocabulary, item: str = "") -> Row:
    """Return one note as it is drawn."""
    note = noted.what
    who = " ".join(vocabulary.label(id) for id in (note.phase, note.role, *note.groups) if id)
    action = f"action {vocabulary.label(note.owner)} {note.due}".rstrip() if note.action else ""
    said = action or " ".join(p for p in ("decision" if note.decision else "", who) if p)
    table = f"table {note.table_no}" if note.table_no else ""
    told = " ".join(p for p in (SIGNS.get(note.sentiment, " "), said, table) if p)
    flags = f"  {symbols().key}" * note.key + "  CONFLICT" * noted.disputed + (f"  {item}" if item else "")
    tags = [f"#{t}" for t in note.themes] + [f"/{m.partition('@')[0]}" for m in note.models]
    text = f"“{note.text}”" if note.quote else note.text
    return Row(noted.id, f"{noted.time.astimezone():%H:%M}  {told}{flags}".rstrip(), text, "  ".join(tags))
