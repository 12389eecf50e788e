"""Whether the papers of a poll are all there, each once, and read twice where they have to be."""

from dataclasses import dataclass

from hep_tui.domain.batches import named, pile
from hep_tui.domain.printing import printed_again
from hep_tui.logbook import Book
from hep_tui.views.keying import KeyingView, keying_view, second_view, to_decide


@dataclass(frozen=True)
class Checked:
    """Hold lines to be read out, and how many of them say that something is off."""

    lines: tuple[str, ...]
    off: int


def checked(book: Book, poll: str) -> Checked:
    """Return what is off with the papers of a poll, by name."""
    view, second = keying_view(book, poll), second_view(book, poll)
    wrong = [line.words for line in view.poll.identities if line.off]
    wrong += [view.poll.over] if view.poll.over else []
    wrong += _numbers(view) + _batches(view)
    wrong += [f"ballot {case.number} {case.why}" for case in to_decide(view.poll)]
    progress = second.progress
    if progress.needs_draw:
        wrong.append("the papers of the second keying are not drawn")
    elif progress.left:
        wrong.append(f"not read a second time: {named(progress.left)}")
    said = [line.words for line in view.poll.identities if not line.off]
    said += _printed(view)
    said += [] if view.poll.account else ["no account of papers is kept"]
    return Checked((*said, f"second keying: {progress.words}", *(f"OFF  {line}" for line in wrong)), len(wrong))


def _numbers(view: KeyingView) -> list[str]:
    """Return which numbers printed are missing, where more are than the account says, and which were never printed."""
    numbers = {b.what.number for b in view.poll.ballots if b.what.number}
    run, account = view.printed, view.poll.account
    strange = [f"keyed and never printed: {named(numbers - run)}"] if run and numbers - run else []
    if not run or account is None:
        return strange
    # Any of them may have been left over, exchanged or kept.
    kept = account.unused + account.not_returned + max(0, account.spoilt - view.poll.statuses["spoilt"])
    missing = run - numbers
    more = len(missing) - kept
    found = [f"printed and not keyed, {more} more than were left over or kept: {named(missing)}"] if more > 0 else []
    return found + strange


def _printed(view: KeyingView) -> list[str]:
    """Return which numbers are known to be printed, and which of them more than once."""
    if not view.printings:
        return []
    again = printed_again(view.printings)
    twice = f"; more than once: {named(again)}, of each of which one paper counts" if again else ""
    return [f"printed: {named(n for each in view.printings for n in each.numbers)}{twice}"]


def _batches(view: KeyingView) -> list[str]:
    ballots = [b.what for b in view.poll.ballots]
    found = []
    for batch in view.batches:
        stands = pile(batch.what, [b.number for b in ballots if b.batch == batch.id], view.poll.duplicates)
        if batch.what.state == "open":
            found.append(f"a batch of {batch.what.teller} is still open: {stands.words}")
        elif stands.off and not batch.what.reason:
            found.append(f"a batch of {batch.what.teller}: {stands.words}")
    return found
