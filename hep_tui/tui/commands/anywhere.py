"""What can be done on every screen, or on most of them."""

from hep_tui.tui.commands.base import Command


class Help(Command):
    """Show every key of this screen, and what it does."""

    key, shown = "f1", "F1"


class Palette(Command):
    """Find anything that can be done here by typing a few letters of its name."""

    key, shown = "ctrl+p", "Ctrl+P"


class Leave(Command):
    """Leave hep. Everything is already saved; it asks once all the same."""

    key, shown = "f10", "F10"


class ChangeTheme(Command):
    """Change between the dark and the light theme."""

    key, shown = "f12", "F12"


class Home(Command):
    """Go back to the home screen."""

    key, shown, label = "escape", "Esc", "home"


class Back(Command):
    """Go back to the screen before."""

    key, shown = "escape", "Esc"


class Up(Command):
    """Mark the line above."""

    key, shown = "up", "↑"


class Down(Command):
    """Mark the line below."""

    key, shown = "down", "↓"


class Undo(Command):
    """Take the last step back; as often as you like. On the capture line, u and Enter do the same."""

    key, hint, shown = "ctrl+z", True, "Ctrl+Z"


class Redo(Command):
    """Do again what was last undone."""

    key, shown = "ctrl+y", "Ctrl+Y"


class ScrollUp(Command):
    """Look at what came before."""

    key, shown = "pageup", "PgUp"


class ScrollDown(Command):
    """Look at what comes after."""

    key, shown, label = "pagedown", "PgDn", "scroll down"


class Confirm(Command):
    """Go ahead."""

    key, hint, shown, label = "enter", True, "Enter", "go ahead"


class Cancel(Command):
    """Leave without changing anything."""

    key, hint, shown = "escape", True, "Esc"


class Save(Command):
    """Store what is filled in."""

    key, hint, shown = "enter", True, "Enter"


class NextField(Command):
    """Go to the next number."""

    key, shown, label = "tab,down", "Tab", "next"


class PreviousField(Command):
    """Go back to the number above."""

    key, shown, label = "shift+tab,up", "↑", "back one"


class Curtain(Command):
    """Cover the screen, or uncover it."""

    key = "c"


EVERYWHERE: tuple[type[Command], ...] = (Help, Palette, ChangeTheme, Leave)
