"""The bottom line: at most six keys that work here, the way back where there is room for it, and F1."""

from collections.abc import Sequence

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from hep_tui.tui.command import Command

MOST = 6
_ANSWERS = {
    "open": [("Enter", "answer"), ("Esc", "leave it")],
    "yes or no": [("Enter", "yes"), ("Esc", "no")],
}


def _size(hints: Sequence[tuple[str, str]]) -> int:
    return sum(len(key) + len(words) + 4 for key, words in hints)


def _parts(hints: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [part for key, words in hints for part in ((f" {key}", "bold $foreground"), (f" {words}  ", ""))]


class Hints(Widget):
    """Show the keys of a screen's commands as they are set now."""

    DEFAULT_CSS = "Hints { height: 1; color: $quiet; }"

    asked: reactive[str] = reactive("")
    commands: reactive[tuple[Command, ...]] = reactive(())

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self.set_reactive(Hints.commands, tuple(c for c in commands if c.hint)[:MOST])

    def render(self) -> RenderResult:
        """Return the hints that fit; the way back and F1 are at the right, away from what changes something."""
        room = self.size.width - 1
        answers = _ANSWERS.get(self.asked)
        end = self._help()
        acts = answers or [(self.key_of(c), c.words) for c in self.commands[:MOST]]
        while acts and _size(acts) + _size(end) > room:
            acts = acts[:-1]
        back = [] if answers else [(self.key_of(c), c.words) for c in self._back()]
        # The way back gives way where there is no room for it.
        if len(acts) < MOST and _size(acts) + _size(back) + _size(end) <= room:
            end = [*back, *end]
        gap = max(0, room + 2 - _size(acts) - _size(end))
        line = Content.assemble(*_parts(acts), " " * gap, *_parts(end))
        return line.rstrip() if end else line

    def _help(self) -> list[tuple[str, str]]:
        """Return F1, but on a screen that holds whoever sits before it."""
        return [] if self.screen.is_modal or getattr(self.screen, "holds", False) else [(self.help, "help")]

    def _back(self) -> tuple[Command, ...]:
        """Return the way back from this screen, which a new person looks for and nobody else needs to be told.

        A screen that holds whoever sits before it names none.
        """
        if getattr(self.screen, "holds", False):
            return ()
        ways: tuple[Command, ...] = getattr(self.screen, "commands", ())
        return tuple(command for command in ways if command.name in ("back", "home") and command not in self.commands)

    @property
    def help(self) -> str:
        """Return how the key of the help is written."""
        return next((self.key_of(c) for c in getattr(self.app, "commands", ()) if c.name == "help"), "")

    def key_of(self, command: Command) -> str:
        """Return how the key of a command is written, as set now."""
        return self.app.written(command) if hasattr(self.app, "written") else command.shown or command.key
