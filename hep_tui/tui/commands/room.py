"""What can be done with time, paper, the kiosk and the room's screen."""

from hep_tui.tui.commands.base import Command


class NextPage(Command):
    """Show the next step of a declared result: the order, head-to-heads or rounds, by phase."""

    key, shown = "space,right,pagedown", "Space"


class PreviousPage(Command):
    """Go back a step of a declared result."""

    key, shown = "left,pageup", "←"


class GiveTime(Command):
    """Say how many minutes an open poll has from now on; the room sees them run down."""

    key, label = "t", "time"


class PrintPaper(Command):
    """Make numbered ballots and tally sheets of this poll, to print, and the minutes of the vote once declared."""

    key, label = "f", "paper"


class Kiosk(Command):
    """Hand this laptop to the voters, one after another; only a teller's word ends it."""

    key, label = "z", "kiosk"
