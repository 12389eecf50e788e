"""What can be done with polls and ballots."""

from hep_tui.tui.commands.base import Command


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


class ByPhase(Command):
    """Count the hands of every phase on its own, or of the whole room again."""

    key, hint, label = "p", True, "by phase"


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


class NewPoll(Command):
    """Set up another poll: a ranking, a vote, a show of hands, each with sensible answers already chosen."""

    key, hint, label = "v", True, "new poll"


class EditPoll(Command):
    """Change a poll that has not opened yet: its question, options, and every rule."""

    key, hint, label = "e", True, "set up"


class Ratify(Command):
    """Set up the poll that ratifies the declared leader by gradients of agreement."""

    key, hint, label = "r", True, "ratify"


class CastingVote(Command):
    """Record the casting vote of the chair, by name and with the reason, where a closed poll is level."""

    key, label = "g", "casting vote"


class WithdrawDeclaration(Command):
    """Withdraw a declaration, for a reason that room and minutes give; the poll is closed again, its votes stay."""

    key, label = "w", "withdraw declaration"


class DrawLot(Command):
    """Record what was rolled in public for the lot that breaks a tie, once the poll is closed and no paper waits."""

    key, hint, label = "l", True, "lot"


class OtherRules(Command):
    """Count the same ballots by every rule that can, side by side, and name where they disagree. For your eyes only."""

    key, label = "y", "other rules"
