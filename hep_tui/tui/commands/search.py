"""What can be done with the search, the review of notes and the themes."""

from hep_tui.tui.commands.base import Command


class Search(Command):
    """Search every note as you type, and go to one in its place."""

    key, hint, shown, label = "slash", True, "/", "search"


class SearchNotes(Command):
    """Search every note as you type: everything, this meeting, or this item."""

    key, shown, label = "ctrl+f", "Ctrl+F", "search"


class Find(Command):
    """Go to the note that is marked, in its place."""

    key, hint, shown, label = "enter", True, "Enter", "go to note"


class Take(Command):
    """Take the note that is marked."""

    key, hint, shown, label = "enter", True, "Enter", "take this note"


class Scope(Command):
    """Look in everything, in this meeting only, or in this item only."""

    key, hint, shown, label = "tab", True, "Tab", "where to look"


class ReviewQueue(Command):
    """Walk through the notes that lack a theme, a phase or a sentiment, one key each."""

    key, label = "r", "review notes"


class Themes(Command):
    """See the themes with their counts; rename, nest and merge them."""

    key, label = "t", "themes"


class SkipNote(Command):
    """Leave this note for later, and go on to the next."""

    key, hint, shown, label = "tab", True, "Tab", "skip"


class NotSaid(Command):
    """Say that nothing fits, or that it was not said; this is not asked again until hep is next opened."""

    key, hint, shown, label = "full_stop,0", True, ".", "nothing fits"


class TypeMark(Command):
    """Type a mark: #theme, @phase, @role or @group, with completion."""

    key, hint, shown, label = "number_sign,at", True, "#", "type a mark"


class UndoStep(Command):
    """Take the last step back."""

    key, hint, shown, label = "u,ctrl+z", True, "u", "undo"


class RenameTheme(Command):
    """Call this theme otherwise; its history keeps the old name."""

    key, hint, label = "r", True, "rename"


class NestTheme(Command):
    """Nest this theme under another one, or put it at the top."""

    key, hint, label = "n", True, "nest"


class MergeTheme(Command):
    """Merge this theme into another one: wherever it stood, the other one is shown."""

    key, hint, label = "m", True, "merge"


class PartTheme(Command):
    """Part again a theme that was merged into this one."""

    key, label = "p", "part again"


class CreateTheme(Command):
    """Create a theme."""

    key, hint, label = "c", True, "create"


class ThemeHistory(Command):
    """Show how this theme came to be what it is, with its old names, or go back to the tree."""

    key, hint, label = "h", True, "history"
