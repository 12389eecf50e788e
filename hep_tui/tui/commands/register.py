"""What can be done at the door."""

from hep_tui.tui.commands.base import Command


class Expected(Command):
    """Show who was invited and has not come, or again who came last."""

    key, hint, shown = "tab", True, "Tab"


class SignUpList(Command):
    """Read a sign-up list, CSV or XLSX: you see what becomes of every row before anything is stored."""

    key, hint, shown, label = "ctrl+l", True, "Ctrl+L", "sign-up list"


class PrintRegister(Command):
    """Write the register as a page to print, with boxes to tick and lines for whoever else comes."""

    key, hint, shown, label = "f7", True, "F7", "print"


class ImportList(Command):
    """Store the people of the list; Ctrl+Z on the register takes all of them back."""

    key, hint, shown, label = "enter", True, "Enter", "import"


class NextUncertain(Command):
    """Go on to the next row whose school is uncertain; one that you pass over is stored without a school."""

    key, hint, shown, label = "tab", True, "Tab", "next uncertain"
