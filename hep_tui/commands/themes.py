"""Themes without the screen: hep themes."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.domain.wording import counted

if TYPE_CHECKING:
    from hep_tui.logbook import Book
    from hep_tui.views.themes import Themes


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command for themes."""
    themes = sub.add_parser(
        "themes",
        description="Print the themes as a tree, with the number of notes that carry each; or change one and print "
        "what was done. A theme is named by its mark, its label, or the beginning of one.",
    )
    themes.add_argument("file", type=Path)
    themes.set_defaults(run=run, verb="", names=())
    inner = themes.add_subparsers(metavar="rename|nest|merge|part|add|history")
    for verb, names, help in (
        ("rename", ("THEME", "LABEL"), "call a theme otherwise; its history keeps the old name"),
        ("nest", ("THEME", "UNDER"), "nest a theme under another; an empty name puts it at the top"),
        ("merge", ("THEME", "INTO"), "merge a theme into another; notes keep the mark they were given"),
        ("part", ("OLD",), "part again a theme that was merged"),
        ("add", ("LABEL",), "create a theme"),
        ("history", ("THEME",), "print how a theme came to be what it is"),
    ):
        each = inner.add_parser(verb, help=help, description=f"{help[0].upper()}{help[1:]}.")
        for name in names:
            each.add_argument(name)
        each.set_defaults(run=run, verb=verb, names=names)


def run(args: argparse.Namespace) -> int:
    """Print the tree, or do what was asked and say what was done."""
    from hep_tui.commands.opened import review_file
    from hep_tui.domain.text import shown
    from hep_tui.views.themes import themes

    words = [getattr(args, name) for name in args.names]
    with review_file(args.file) as book:
        view = themes(book)
        lines = _done(book, view, args.verb, *words) if args.verb else _tree(view)
    for line in lines:
        print(shown(line).replace("\n", " ") if line.strip() == line else line)
    return 0


def _tree(view: "Themes") -> list[str]:
    from hep_tui.domain.text import clean_line

    lines = []
    for line in view.lines:
        nested = f", {line.within} with those nested in it" if line.within != line.own else ""
        also = f"; also {', '.join(line.merged)}" if line.merged else ""
        conflict = "; two versions after a merge" if line.disputed else ""
        said = clean_line(f"{line.label} (#{line.id}): {counted(line.own, 'note')}{nested}{also}")
        lines.append("  " * line.depth + said + conflict)
    return [*lines, f"{view.without} notes carry no theme.", *(f"{doubt}." for doubt in view.doubts)]


def _done(book: "Book", view: "Themes", verb: str, first: str, second: str = "") -> list[str]:
    from hep_tui.actions import themes as actions
    from hep_tui.domain.clock import stamp
    from hep_tui.views.themes import history

    pack, label = view.review.pack, view.frame.label
    if verb == "add":
        id = actions.create(book, pack, first)
        return [f"There is a theme {first!r} now; its mark is #{id}."]
    if verb == "part":
        old = _merged(view, first)
        actions.part(book, pack, old)
        return [f"{view.frame.codes[old].label} is a theme of its own again."]
    theme = _theme(view, first)
    if verb == "history":
        told = history(book, theme)
        return [f"{stamp(t.at)}  {t.who or 'somebody'}  {t.words}" for t in told] or [
            f"{label(theme)} is as the pack has it; nothing was changed."
        ]
    if verb == "rename":
        actions.rename(book, pack, theme, second)
        return [f"{label(theme)} is now called {second!r}; its mark #{theme} stays."]
    other = _theme(view, second) if second or verb == "merge" else ""
    if verb == "nest":
        actions.nest(book, pack, theme, other)
        place = f"under {label(other)}" if other else "at the top"
        return [f"{label(theme)} is {place} now."]
    actions.merge(book, pack, theme, other)
    return [f"{label(theme)} is {label(other)} now; notes keep the mark they were given."]


def _theme(view: "Themes", name: str) -> str:
    from hep_tui.errors import HepError
    from hep_tui.views.themes import named

    found = named(view.frame, name)
    if len(found) != 1:
        raise HepError(f"{name!r} names {len(found)} themes; nothing was done, hep themes FILE lists them.")
    return found[0]


def _merged(view: "Themes", name: str) -> str:
    from hep_tui.errors import HepError

    wanted = name.removeprefix("#").strip().casefold()
    found = [id for id in view.frame.merged if wanted in (id.lower(), view.frame.codes[id].label.casefold())]
    if len(found) != 1:
        raise HepError(f"{name!r} is not a theme that was merged; nothing was changed, hep themes FILE names them.")
    return found[0]
