"""Everything a person can do on a screen. Keys, footer, palette, F1 help and key settings all come from here."""

import re
from typing import ClassVar

from textual.binding import Binding


class Command:
    """Say what a thing does: the name of the class is its label, this text its help, `key` its key.

    `hint` puts it on the bottom line; `shown` is how its key is written there, where that is not the key's own name.
    A screen answers `NextItem` in its method `action_next_item`.
    """

    key: ClassVar[str]
    hint: ClassVar[bool] = False
    shown: ClassVar[str] = ""
    label: ClassVar[str] = ""

    @classmethod
    def words(cls) -> str:
        """Return the label: `NextItem` is "next item"."""
        return cls.label or " ".join(_parts(cls.__name__))

    @classmethod
    def id(cls) -> str:
        """Return the name under which the key can be changed: `next-item`."""
        return "-".join(_parts(cls.__name__))

    @classmethod
    def action(cls) -> str:
        """Return the name of the action that answers it."""
        return "_".join(_parts(cls.__name__))

    @classmethod
    def help(cls) -> str:
        """Return what it does, in a sentence."""
        return " ".join((cls.__doc__ or "").split())

    @classmethod
    def binding(cls) -> Binding:
        """Return the key binding, which a setting may override by id."""
        return Binding(cls.key, cls.action(), cls.words(), show=cls.hint, id=cls.id())


def _parts(name: str) -> list[str]:
    return [part.lower() for part in re.findall(r"[A-Z][a-z0-9]*", name)]


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


class Open(Command):
    """Open the meeting or poll that is marked; at first that is where the review goes on."""

    key, hint, shown = "enter", True, "Enter"


class Up(Command):
    """Mark the line above."""

    key, shown = "up", "↑"


class Down(Command):
    """Mark the line below."""

    key, shown = "down", "↓"


class PlanMeeting(Command):
    """Plan another meeting on one of the pack's agendas."""

    key, hint = "n", True


class Export(Command):
    """Write the review out for analysts, as tables with a codebook."""

    key, hint = "x", True


class BackUp(Command):
    """Make a backup now, away from the review itself."""

    key, hint = "b", True


class OpenRegister(Command):
    """Open the register: who has come, from which school, at which table."""

    key, shown, label = "ctrl+r", "Ctrl+R", "register"


class Arrive(Command):
    """Let in the school that is marked; a line that begins with - lets it out."""

    key, hint, shown = "enter", True, "Enter"


class Settle(Command):
    """Settle what two laptops recorded differently."""

    key, label = "c", "conflicts"


class Later(Command):
    """Leave this conflict for later, and look at the next."""

    key, hint, shown = "tab", True, "Tab"


class NextItem(Command):
    """Go to the next agenda item; the first one starts the meeting."""

    key, hint, shown = "f6", True, "F6"


class PreviousItem(Command):
    """Go back to the agenda item before."""

    key, shown = "shift+f6", "Shift+F6"


class Pause(Command):
    """Stop the clock of the agenda item, and start it again."""

    key, shown = "f8", "F8"


class EndMeeting(Command):
    """End the meeting; its notes stay open to correction, and undo takes this back."""

    key, shown = "f9", "F9"


class AllItems(Command):
    """Show the notes of all items, or of this one only."""

    key, shown = "f2", "F2"


class ReadBack(Command):
    """Show the notes of this item large, to be read aloud."""

    key, hint, shown = "f3", True, "F3"


class PinSpeaker(Command):
    """Keep phase and role of the last note for the notes that follow, or stop keeping them."""

    key, shown = "f4", "F4"


class Panels(Command):
    """Fold the agenda and coverage away, or bring them back."""

    key, shown = "f5", "F5"


class OpenPoll(Command):
    """Open the poll of this agenda item."""

    key, hint, shown, label = "f7", True, "F7", "poll"


class Undo(Command):
    """Take the last step back; as often as you like. On the capture line, u and Enter do the same."""

    key, hint, shown = "ctrl+z", True, "Ctrl+Z"


class Redo(Command):
    """Do again what was last undone."""

    key, shown = "ctrl+y", "Ctrl+Y"


class EditLast(Command):
    """Bring the last note back into the line, to correct it."""

    key, hint, shown = "up", True, "↑"


class Complete(Command):
    """Take the completion that is offered under the line; again for the next one."""

    key, shown = "tab", "Tab"


class ScrollUp(Command):
    """Look at what came before."""

    key, shown = "pageup", "PgUp"


class ScrollDown(Command):
    """Come back towards the newest."""

    key, shown, label = "pagedown", "PgDn", "scroll down"


class OpenVoting(Command):
    """Open the poll: from now on it takes ballots, and its rule stays as it is."""

    key, hint, label = "o", True, "open poll"


class CloseVoting(Command):
    """Close the poll: it takes no more ballots."""

    key, hint, label = "c", True, "close poll"


class KeyBallots(Command):
    """Key paper ballots, one key a mark."""

    key, hint = "k", True


class CountHands(Command):
    """Record a show of hands, with everybody present accounted for."""

    key, hint, label = "h", True, "show of hands"


class KeepAccount(Command):
    """Say how many papers were printed, issued, left over, spoilt and not returned."""

    key, label = "a", "account"


class Peek(Command):
    """Show the result as it stands to you alone, or hide it again. The room never sees a partial count."""

    key, hint = "p", True


class Declare(Command):
    """Declare the result: see first what the room will see, then freeze it with its record code."""

    key, hint = "d", True


class Accept(Command):
    """Accept the ballot as it is echoed in words, and go to the next."""

    key, hint, shown = "enter", True, "Enter"


class Blank(Command):
    """Record a blank ballot."""

    key, hint = "b", True


class Spoilt(Command):
    """Record a spoilt ballot, with the reason."""

    key, hint = "s", True


class Query(Command):
    """Park a ballot that needs deciding, with a note of why."""

    key, hint = "q", True


class Rejected(Command):
    """Record a ballot that does not count, with the reason."""

    key = "r"


class Colour(Command):
    """Change the phase that this colour of paper stands for."""

    key = "c"


class Number(Command):
    """Type the number on the paper, where it is not the next one, or of one that was parked."""

    key, hint = "n", True


class UndoBallot(Command):
    """Take the last ballot back."""

    key, hint, label = "u", True, "undo"


class Save(Command):
    """Store what is filled in."""

    key, hint, shown = "enter", True, "Enter"


class NextField(Command):
    """Go to the next number."""

    key, shown, label = "tab,down", "Tab", "next"


class PreviousField(Command):
    """Go back to the number above."""

    key, shown, label = "shift+tab,up", "↑", "back one"


class Confirm(Command):
    """Go ahead."""

    key, hint, shown, label = "enter", True, "Enter", "yes"


class Cancel(Command):
    """Leave without changing anything."""

    key, hint, shown = "escape", True, "Esc"


class Curtain(Command):
    """Cover the screen, or uncover it."""

    key = "c"


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


EVERYWHERE: tuple[type[Command], ...] = (Help, Palette, ChangeTheme, Leave)


def all_commands() -> list[type[Command]]:
    """Return every command there is, in the order of this page."""
    return Command.__subclasses__()
