"""What can be done with the lot that breaks a tie: draw it in public, once."""

from hep_tui.actions import polls, record
from hep_tui.domain.polls import Poll
from hep_tui.domain.readings import Check
from hep_tui.domain.sampling import read_roll
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.lots import LOT, lot
from hep_tui.logbook.polls import Standing


def draw(book: Book, poll: str, roll: str) -> tuple[str, ...]:
    """Record what was rolled for the lot of a poll, and return the lot: of options that tie, the first goes through.

    Raises HepError where the lot is not due, and where nothing was rolled.
    """
    from hep_tui.counting.tally import policy
    from hep_tui.counting.ties import drawn

    what = require_due(book, poll)
    check = Check(poll, LOT, read_roll(roll), len(what.options))
    record.put(book, f"{poll}.{LOT}", check)
    return drawn([o.label for o in what.options], range(len(what.options)), policy(what, lot(book, poll)))


def require_due(book: Book, poll: str) -> Poll:
    """Return a poll whose lot can be drawn now.

    Raises HepError where no lot breaks a tie of the poll, where papers are not in and decided yet, and where it was
    drawn already.
    """
    what, now = polls.only(book, poll), Standing(book, poll)
    if LOT not in what.tie_chain or what.marking.hands:
        raise HepError("A tie in this poll is not broken by lot, as its rule says; nothing was drawn.")
    if not now.state.settling:
        raise HepError("The lot is drawn after a poll is closed and before it is declared; nothing was drawn.")
    if now.undecided:
        raise HepError("Some papers are still to be decided, and dice are rolled after that; nothing was drawn.")
    if now.lot:
        raise HepError("The lot of this poll was drawn already, and one draw is enough to be fair.")
    return what
