"""What can be done on the first screen, and with the review as a whole."""

from hep_tui.tui.commands.base import Command


class Open(Command):
    """Open the meeting or poll that is marked; at first that is where the review goes on."""

    key, hint, shown = "enter", True, "Enter"


class PlanMeeting(Command):
    """Plan another meeting on one of the pack's agendas."""

    key, hint = "n", True


class Export(Command):
    """Write the review out for analysts, as tables with a codebook."""

    key, hint = "x", True


class BackUp(Command):
    """Make a backup now, away from the review itself."""

    key, hint = "b", True


class Settle(Command):
    """Settle what two laptops recorded differently."""

    key, label = "c", "conflicts"


class Later(Command):
    """Leave this conflict for later, and look at the next."""

    key, hint, shown = "tab", True, "Tab"
