"""What can be done with the framework, the models, and decisions and actions."""

from hep_tui.tui.commands.base import Command


class OpenModels(Command):
    """Lay the sheets of the models side by side: what each is, costs a school, and had said about it."""

    key, label = "m", "models"


class OpenFramework(Command):
    """Rate the conditions for success, and see how far they are in place."""

    key, label = "f", "framework"


class OpenDecisions(Command):
    """Follow up decisions and actions: who does what by when, and what was done."""

    key, label = "d", "decisions"


class AcceptSheet(Command):
    """Accept the sheet as it stands in words, and go to the next."""

    key, hint, shown, label = "enter", True, "Enter", "accept"


class WhichSheet(Command):
    """Type the table this sheet is from, or the number of a person's; one that was keyed already is corrected."""

    key, hint, label = "t", True, "table"


class Persons(Command):
    """Key the sheets of persons, or those of tables again."""

    key, hint, label = "p", True, "persons"


class Spread(Command):
    """Show the result: how the marks of each condition spread, then all meetings, then the sheet again."""

    key, hint, shown, label = "tab,v", True, "Tab", "result"


class UndoRating(Command):
    """Take the last sheet back."""

    key, hint, label = "u", True, "undo"


class NextModel(Command):
    """Show the next model in the column that is marked."""

    key, hint, shown, label = "right", True, "Right", "next model"


class PreviousModel(Command):
    """Show the model before in the column that is marked."""

    key, shown, label = "left", "Left", "previous model"


class NextColumn(Command):
    """Mark the next column; arrows, versions and changes go by the column that is marked."""

    key, shown, label = "tab", "Tab", "next column"


class AskCost(Command):
    """Say how many pupils a school has and its phase, to see what each model would cost it."""

    key, hint, label = "n", True, "cost to a school"


class ReadNotes(Command):
    """Show what was said about the model that is marked, or the cost of all of them again."""

    key, hint, shown, label = "enter", True, "Enter", "notes"


class Versions(Command):
    """Show what changed from version to version of the model that is marked, or its sheet again."""

    key, hint = "v", True


class ReviseModel(Command):
    """Make a new version of the model that is marked, and say what changed."""

    key, hint, label = "e", True, "change"


class Done(Command):
    """Mark it as done, or open it again."""

    key, hint, label = "x", True, "done"


class Drop(Command):
    """Drop it, or open it again: nothing more will come of it."""

    key, label = "p", "drop"


class WhatWasDone(Command):
    """Say what was done."""

    key, hint = "w", True


class YouSaid(Command):
    """Link it to a note that it answers, or take that link back."""

    key, hint, label = "s", True, "you said"


class ChangeOwner(Command):
    """Change who takes it on."""

    key, hint, label = "a", True, "owner"


class ChangeDue(Command):
    """Change the day by which it is due."""

    key, label = "y", "due day"


class ReadAloud(Command):
    """Show the page to be read aloud: what was said, and what was done about it; or the list again."""

    key, hint, label = "v", True, "you said, we did"


class FilterStates(Command):
    """Show only what is open, only what is done, or all."""

    key, shown, label = "tab", "Tab", "open, done, all"
