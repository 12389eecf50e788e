"""What can be done with the agenda, while reading back, and with the summary."""

from hep_tui.tui.commands.base import Command


class EditMeeting(Command):
    """Change the title, day, place and agenda of the meeting that is marked."""

    key, label = "e", "edit meeting"


class ShowSummary(Command):
    """Sum the meeting up on one page."""

    key, hint, label = "s", True, "summary"


class OpenAgenda(Command):
    """Open the agenda: what was planned, what it took, when it ends; add, move and change items."""

    key, shown, label = "ctrl+t", "Ctrl+T", "agenda"


class GoToItem(Command):
    """Go to the agenda item that is marked: it starts, and its clock runs."""

    key, hint, shown, label = "enter", True, "Enter", "go to it"


class NewItem(Command):
    """Add an agenda item behind the one that is marked: title, minutes, kind."""

    key, hint = "n", True


class MoveUp(Command):
    """Move the marked item up."""

    key, hint, shown, label = "less_than_sign,shift+up", True, "<", "up"


class MoveDown(Command):
    """Move the marked item down."""

    key, hint, shown, label = "greater_than_sign,shift+down", True, ">", "down"


class Retitle(Command):
    """Give the marked item another title."""

    key, hint, label = "r", True, "title"


class Minutes(Command):
    """Say how many minutes the marked item is given; typing the number alone does the same."""

    key, hint = "m", True


class RemoveItem(Command):
    """Take the marked item off the agenda, where no notes, poll or time hang on it."""

    key, label = "x", "remove item"


class Wording(Command):
    """Change the question that is asked at the marked item."""

    key, label = "w", "question"


class TitleOfMeeting(Command):
    """Give the meeting another title."""

    key, label = "t", "meeting: title"


class DayOfMeeting(Command):
    """Move the meeting to another day."""

    key, label = "d", "meeting: day"


class PlaceOfMeeting(Command):
    """Say where the meeting is held."""

    key, label = "p", "meeting: place"


class TablesOfMeeting(Command):
    """Say how many tables there are."""

    key, label = "k", "meeting: tables"


class Correct(Command):
    """Bring the marked note into the line, to correct it."""

    key, hint, shown = "enter", True, "Enter"


class ItemBefore(Command):
    """Read the agenda item before; the meeting itself stays where it is."""

    key, shown, label = "left", "Left", "item before"


class ItemAfter(Command):
    """Read the agenda item that follows; the meeting itself stays where it is."""

    key, hint, shown, label = "right", True, "Right", "next item"


class PrintPage(Command):
    """Write the summary as a page for print, into the folder of exports."""

    key, hint = "p", True
