"""What can be done with the cards of a poll that takes ballots by phone: print, cast, give paper for, strike."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from hep_tui.actions import ballots, polls, record, secret_polls
from hep_tui.domain import cards as rules
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.cards import MOST_CARDS, PAPER, STRUCK, Card
from hep_tui.domain.polls import Poll, PollState
from hep_tui.errors import HepError
from hep_tui.logbook import Book, cards, open_box


def issue(book: Book, poll: str, many: int) -> dict[int, str]:
    """Let a poll that has not opened take ballots by phone with so many cards, and return their codes by number.

    Afterwards the same cards can be printed again. Raises HepError where this poll takes none, or no other number.
    """
    what = polls.only(book, poll)
    if not 1 <= many <= MOST_CARDS:
        raise HepError(f"From 1 to {MOST_CARDS} cards can be printed for a poll; nothing was changed.")
    if what.marking.hands or what.unit == "table":
        raise HepError("Only ballots of one voter each are cast by phone; nothing was changed, set up another poll.")
    if polls.state(book, poll) is PollState.DRAFT:
        polls.amend(book, poll, replace(what, phones=many, card_mark=cards.mark(book, poll)))
    elif many != what.phones:
        printed = f"{what.phones} cards were printed" if what.phones else "no cards were printed"
        raise HepError(f"This poll has opened, and {printed} for it beforehand; nothing was changed.")
    secret = cards.key(book, poll)
    require_ours(book, poll)
    return {number: rules.code(secret, poll, number) for number in range(1, many + 1)}


def require_ours(book: Book, poll: str) -> Poll:
    """Return a poll whose cards this laptop printed. Raises HepError where there are none, or another one did."""
    what = polls.only(book, poll)
    if not what.phones:
        raise HepError("No cards were printed for this poll, so nobody can vote by phone; print them before it opens.")
    if what.card_mark != cards.mark(book, poll):
        raise HepError("The cards of this poll were printed on another laptop, which alone knows their codes; use it.")
    return what


def cast(book: Book, poll: str, votes: Mapping[int, Mapping[str, int]]) -> dict[int, str]:
    """Put the ballots of several cards into the box together; return why, for those of them that it did not take.

    Raises HepError where the poll takes none at all.
    """
    secret_polls.require_box(book, poll)
    what, refused = polls.only(book, poll), dict[int, str]()
    for number, marks in votes.items():
        try:
            _require_printed(what, [number])
            ballots.check(book, Ballot(poll, 0, "valid" if marks else "blank", marks))
        except HepError as error:
            refused[number] = str(error)
    free = open_box.cast_by_card(book, poll, {n: marks for n, marks in votes.items() if n not in refused})
    used = cards.used(book, poll)
    return refused | {n: rules.refusal(used[n]) for n in votes if n not in free and n not in refused}


def give_paper(book: Book, poll: str, numbers: Iterable[int]) -> None:
    """Use cards up for papers that are given in their place. Raises HepError where one is used up already."""
    _use(book, poll, numbers, PAPER)


def strike(book: Book, poll: str, numbers: Iterable[int], *, by: str, reason: str) -> None:
    """Strike cards that were lost, by name and with a reason, so that whoever finds them has no vote.

    Raises HepError where one is used up already, or nobody says who strikes it and why.
    """
    if not by.strip() or not reason.strip():
        raise HepError("A card is struck by name and with a reason; nothing was changed, say both.")
    _use(book, poll, numbers, how=STRUCK, by=by.strip(), reason=reason.strip())


def _use(book: Book, poll: str, numbers: Iterable[int], how: str, by: str = "", reason: str = "") -> None:
    wanted = list(numbers)
    _require_printed(polls.only(book, poll), wanted)
    if polls.state(book, poll) not in (PollState.DRAFT, PollState.OPEN):
        raise HepError("This poll is closed, so no card of it is used any more; nothing was changed.")
    if gone := cards.use(book, poll, wanted, how):
        number, before = next(iter(gone.items()))
        raise HepError(f"Card {number}: {rules.refusal(before)} Nothing was changed.")
    # What a crash left without an entry gets it when the same is done again.
    told = [n for n in wanted if not book.heads(_subject(poll, n))]
    drafts = [record.draft(_subject(poll, n), Card(poll, n, how, reason, by)) for n in told]
    book.append_all(drafts)


def _subject(poll: str, number: int) -> str:
    return f"{poll}.card.{number}"


def _require_printed(poll: Poll, numbers: Iterable[int]) -> None:
    if strange := [n for n in numbers if not 1 <= n <= poll.phones]:
        raise HepError(f"There is no card {strange[0]} of this poll; nothing was changed.")
