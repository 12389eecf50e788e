"""What can be done while keying papers, a first and a second time."""

from hep_tui.tui.commands.base import Command


class SecondKeying(Command):
    """Key the papers a second time, by another person who does not see what the first one keyed."""

    key, label = "2", "second keying"


class Judge(Command):
    """List the papers that are parked, keyed twice or late, and decide them."""

    key, label = "j", "decide papers"


class Withdrawn(Command):
    """Record a paper that its voter took back, with the reason; it does not count."""

    key = "w"


class Late(Command):
    """Record a paper that came in after the close: it counts only once it is admitted."""

    key = "l"


class ColourBefore(Command):
    """Go back to the phase before, where c went too far."""

    key, label = "C", "colour before"


class PaperBatch(Command):
    """Take up a teller's batch: initials, and how many papers. On an open one: close it, and hear what is missing."""

    key, label = "p", "batch of papers"


class PaperLayout(Command):
    """Change between papers with ranks down the page and papers with options in order of rank."""

    key, label = "d", "down or in order"


class Figures(Command):
    """Say how many papers, seconds and keys this took, to you alone; it is not stored."""

    key, label = "f", "figures of keying"


class DrawPapers(Command):
    """Draw the papers that are keyed a second time, by dice rolled in public."""

    key, label = "d", "draw by dice"


class RandomCheck(Command):
    """Draw a few papers by dice rolled in public, and compare them with the screen."""

    key, label = "x", "random check"


class Compare(Command):
    """Say which of the papers drawn differ from the screen; none is an answer too."""

    key, hint, shown, label = "enter", True, "Enter", "which differ"


class MarkChecked(Command):
    """Call the poll checked, once its second keying is complete."""

    key, hint, label = "m", True, "checked"


class Admit(Command):
    """Let this late paper count, with the reason."""

    key, hint = "a", True


class AdmitAll(Command):
    """Let every late paper count, with the reason."""

    key, label = "A", "admit all"


class KeyAgain(Command):
    """Key what the paper says."""

    key, hint, shown, label = "enter", True, "Enter", "key again"


class FirstStands(Command):
    """Keep what was keyed first: the paper says so."""

    key, hint = "1", True


class SecondStands(Command):
    """Put the ballot right as it was read the second time: the paper says so."""

    key, hint = "2", True


class KeyOnceMore(Command):
    """Key the paper once more, where neither reading is what it says."""

    key, hint = "r", True


class CorrectBallot(Command):
    """Correct the ballot of this number: key what the paper says; what was keyed before stays in its history."""

    key, label = "e", "correct"


class TableBallot(Command):
    """Say how many people this paper stands for: it is the ballot of a table; 0 makes it one voter's again."""

    key, label = "t", "table ballot"


class SplitTable(Command):
    """Begin another part of a table that split, with how many people it is; its marks follow."""

    key, shown, label = "slash", "/", "split the table"


class Group(Command):
    """Go to the next group of schools, and stay there for the ballots that follow."""

    key, label = "g", "group"
