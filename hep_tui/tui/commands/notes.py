"""What can be done while taking notes, and at the door."""

from hep_tui.tui.commands.base import Command


class EditLast(Command):
    """Bring the last note back into the line, to correct it; again for the one before."""

    key, hint, shown = "up", True, "↑"


class EditNext(Command):
    """Leave the note in the line as it was, and go on to the one after it."""

    key, shown = "down", "↓"


class NextItem(Command):
    """Go to the next agenda item; the first one starts the meeting."""

    key, hint, shown = "f6", True, "F6"


class PreviousItem(Command):
    """Go back to the agenda item before."""

    key, shown = "shift+f6", "Shift+F6"


class Complete(Command):
    """Take the completion that is offered under the line; again for the next one. Where there is none, the neutral word
    for a name in the line."""

    key, shown = "tab", "Tab"


class ReadBack(Command):
    """Show the notes of this item large, to be read aloud."""

    key, hint, shown = "f3", True, "F3"


class OpenPoll(Command):
    """Open what this agenda item is worked on with: its poll, the sheets of the models, or the framework."""

    key, hint, shown, label = "f7", True, "F7", "poll"


class AllItems(Command):
    """Show the notes of this item, of the table that is kept, or of all items."""

    key, shown = "f2", "F2"


class GroupNotes(Command):
    """Group the notes by theme, by phase, by sentiment, or not at all."""

    key, shown = "ctrl+g", "Ctrl+G"


class PinSpeaker(Command):
    """Keep phase and role of the last note for the notes that follow, or stop keeping them."""

    key, shown = "f4", "F4"


class Panels(Command):
    """Fold the agenda and coverage away, or bring them back."""

    key, shown = "f5", "F5"


class ThisNote(Command):
    """Open the note in the line, or the last one: its history, moving it, taking it back, erasing it."""

    key, shown = "ctrl+n", "Ctrl+N"


class MoveNote(Command):
    """Move the note to another agenda item."""

    key, hint = "i", True


class TakeBack(Command):
    """Take the note back: it stays in the record, and undo brings it again."""

    key, hint = "x", True


class EraseNote(Command):
    """Erase for good what the note says and ever said. Undo does not reach this."""

    key, hint, label = "f", True, "erase for good"


class OpenRegister(Command):
    """Open the register: who has come, from which school, at which table."""

    key, shown, label = "ctrl+r", "Ctrl+R", "register"


class Arrive(Command):
    """Let in who is marked; a line that begins with - lets out, one with t3 moves somebody who is here."""

    key, hint, shown = "enter", True, "Enter"


class Pause(Command):
    """Stop the clock of the agenda item, and start it again."""

    key, shown = "f8", "F8"


class EndMeeting(Command):
    """End the meeting; its notes stay open to correction, and undo takes this back."""

    key, shown = "f9", "F9"


class Coverage(Command):
    """See who has been heard and who has not, by phase, role and group, in this meeting and in all."""

    key, shown = "ctrl+l", "Ctrl+L"
