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


class NamesInNotes(Command):
    """Look at the notes that hold a name, a school or an address, one after the other."""

    key = "w"


class PutTokens(Command):
    """Replace every name in this note by a neutral word; undo brings it back."""

    key, hint, shown, label = "enter", True, "Enter", "replace"


class LeaveName(Command):
    """Leave this note as it is, and look at the next."""

    key, hint, shown, label = "tab", True, "Tab", "leave it"


class EditNote(Command):
    """Bring this note into a line, to say it otherwise."""

    key, hint, label = "e", True, "edit"


class WhoWasHeard(Command):
    """See who has been heard and who has not, by phase, role and group."""

    key, label = "h", "who was heard"


class SwitchScope(Command):
    """Change between this meeting and the whole review."""

    key, hint, shown, label = "tab", True, "Tab", "meeting or all"
