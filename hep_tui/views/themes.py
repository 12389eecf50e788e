"""The code frame as a screen shows it: a tree with counts, and how each theme came to be what it is."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from hep_tui.domain.line_names import candidates
from hep_tui.domain.pack import find
from hep_tui.domain.record import from_body
from hep_tui.domain.themes import Code, Frame
from hep_tui.logbook import Book, Entry
from hep_tui.logbook.cache import conflicts
from hep_tui.logbook.entry import GONE
from hep_tui.logbook.records import in_effect
from hep_tui.views.meetings import notes
from hep_tui.views.review import Review, frame, review


@dataclass(frozen=True)
class ThemeLine:
    """Hold one theme of the tree: `own` notes carry it, `within` carry it or one nested in it; what was merged in it.

    `disputed` says that two laptops left two versions of it.
    """

    id: str
    label: str
    depth: int
    own: int
    within: int
    merged: tuple[str, ...] = ()
    disputed: bool = False


@dataclass(frozen=True)
class Themes:
    """Hold the tree, the number of notes that lack a theme, and in words what cannot all be true."""

    review: Review
    frame: Frame
    lines: tuple[ThemeLine, ...]
    without: int
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """Hold one step in the history of a theme: when, by whom, and what in words."""

    at: datetime
    who: str
    words: str


def themes(book: Book) -> Themes:
    """Return the code frame as it is now; a theme that notes carry and nobody described is at the end."""
    found = review(book)
    now = frame(book, found.pack)
    taken = notes(book)
    marked = [frozenset(n.what.themes) for n in taken]
    own = Counter(theme for marks in marked for theme in marks)
    disputed = {id.removeprefix("theme.") for id in conflicts(book)}
    tree = [*now.walk(), *((id, 0) for id in sorted(own.keys() - now.codes.keys()))]
    lines = []
    for id, depth in tree:
        family = now.within(id)
        within = own[id] if len(family) == 1 else sum(1 for marks in marked if not family.isdisjoint(marks))
        merged = tuple(now.codes[old].label for old in now.was(id))
        line = ThemeLine(
            id,
            now.label(id),
            depth,
            own=own[id],
            within=within,
            merged=merged,
            disputed=id in disputed,
        )
        lines.append(line)
    without = sum(1 for n in taken if "theme" in n.what.lacks)
    return Themes(found, now, tuple(lines), without, tuple(now.doubts))


def history(book: Book, id: str) -> list[Told]:
    """Return how a theme, and what was merged into it, came to be what it is, oldest first."""
    found = review(book)
    now = frame(book, found.pack)
    told = []
    for each in (id, *now.was(id)):
        of_pack = find(found.pack.themes, each)
        before = {"": Code(of_pack.label, of_pack.parent)} if of_pack else {}
        for entry in in_effect(book, book.history(f"theme.{each}")):
            words = _step(entry, before, now)
            told += [(entry.n, entry.writer, Told(datetime.fromisoformat(entry.at), entry.who, words))]
    return [step for _, _, step in sorted(told, key=lambda t: t[:2])]


def _step(entry: Entry, before: dict[str, Code], now: Frame) -> str:
    """Return one entry in words, beside the one that it replaced; `before` keeps what each entry said."""
    was = before.get(entry.replaces)
    if entry.kind in GONE:
        before.update({entry.id: was} if was else {})
        name = was.label if was else "a theme"
        return f"{name}: taken back"
    try:
        code = from_body(Code, entry.data)
    except (TypeError, ValueError):
        return "said what hep cannot read" if entry.kind == "theme" else "a conflict was settled"
    before[entry.id] = code
    if was is None:
        return ", ".join([f"created as {code.label!r}", *_changes(Code(code.label), code, now)])
    return f"{was.label}: {', '.join(_changes(was, code, now)) or 'said again as it was'}"


def _changes(was: Code, code: Code, now: Frame) -> list[str]:
    said = [f"renamed to {code.label!r}"] if code.label != was.label else []
    if code.parent != was.parent:
        said.append(f"nested under {_called(code.parent, now)!r}" if code.parent else "put at the top")
    if code.merged_into != was.merged_into:
        into = f"merged into {_called(code.merged_into, now)!r}"
        said.append(into if code.merged_into else f"separated from {_called(was.merged_into, now)!r}")
    return said


def _called(id: str, now: Frame) -> str:
    return now.codes[id].label if id in now.codes else id


def named(now: Frame, name: str) -> list[str]:
    """Return the themes that a name may mean: id or label, whole or its beginning, also of one that was merged."""
    name = name.removeprefix("#").strip()
    for id in now.ids:
        if name.casefold() in (id, now.label(id).casefold()):
            return [id]
    words = {id.lower(): now.now(id) for id in now.codes}
    for id, code in now.codes.items():
        words.setdefault(code.label.casefold(), now.now(id))
    found: list[str] = candidates(name.casefold(), words) if name else []
    return found
