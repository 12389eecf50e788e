"""What can be done with papers, one at a time."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from getpass import getpass
from pathlib import Path

from hep_tui.actions import ballots, batches, readings, secret_polls
from hep_tui.commands.opened import lent
from hep_tui.commands.verbs.verb import Verb
from hep_tui.commands.verbs.words import NO_MARKS
from hep_tui.domain.ballots import Ballot, Split, said_of
from hep_tui.domain.batches import Batch, named
from hep_tui.domain.keying import Keying, guide, prompt
from hep_tui.domain.polls import Poll
from hep_tui.domain.readings import Reading
from hep_tui.domain.text import shown
from hep_tui.domain.wording import counted
from hep_tui.errors import HepError
from hep_tui.logbook import Book, box_copies
from hep_tui.logbook.records import Record
from hep_tui.views.keying import keying_view, second_view
from hep_tui.views.polls import poll_view

_BLANK = ("b", "blank")
"""What is typed for a part of a table that abstained."""


def marks_keyed(poll: Poll, keys: str) -> dict[str, int]:
    """Return the marks that keys make, pressed one after the other. Raises HepError where one is refused."""
    keying = Keying(poll)
    for key in keys:
        keying = keying.press(key)
    return keying.ballot_marks()


def _ballot(
    book: Book,
    poll: str,
    number: int,
    *,
    keys: str,
    status: str = "valid",
    people: int = 0,
    parts: Sequence[str] = (),
) -> Ballot:
    """Return the paper that is said: `keys` are what is pressed to key it, or the word of a status."""
    view = keying_view(book, poll)
    what = view.poll.poll
    if keys in NO_MARKS:
        keys, status = "", keys
    splits = tuple(_split(what, part) for part in parts)
    people = people or sum(part.people for part in splits)
    marks = {} if splits else marks_keyed(what, keys)
    batch = view.batch.id if view.batch else ""
    unit = "table" if people or what.unit == "table" else "person"
    if unit == "table" and not people and status == "valid":
        raise HepError("The paper of a table says how many people it is for; nothing was stored, say it by --people.")
    return Ballot(poll, number, status, marks, unit=unit, people=people or 1, batch=batch, splits=splits)


def _split(poll: Poll, part: str) -> Split:
    """Return a part of a table, from `3=1.2`: its people, and what is pressed for them."""
    people, sign, keys = part.partition("=")
    if not sign or not people.isdigit():
        raise HepError(f"{part[:40]!r} is not a part of a table; nothing was stored, write it as 3=142.")
    return Split(int(people), {} if keys in _BLANK else marks_keyed(poll, keys))


def _keyer(does: Callable[[Book, Ballot], object], says: str) -> Callable[..., list[str]]:
    """Return the command that makes a ballot of its arguments and does something with it."""

    def key(
        book: Book, poll: str, number: int, keys: str, status: str = "valid", phase: str = "", group: str = "",
        reason: str = "", people: int = 0, part: list[str] | None = None,
    ) -> list[str]:  # fmt: skip
        view = keying_view(book, poll)
        ballot = _ballot(book, poll, number, keys=keys, status=status, people=people, parts=part or ())
        ballot = replace(ballot, phase=phase or view.phase_of(number), group=group, reason=reason)
        does(book, ballot)
        said = f"ballot {number:03} {says}: {said_of(view.poll.poll, ballot)}"
        return list(filter(None, [said, view.strange(number)]))

    key.__doc__ = does.__doc__
    return key


def _amend(book: Book, ballot: Ballot) -> None:
    """Correct a ballot; what was keyed before stays in its history."""
    held = _held(book, ballot.poll, ballot.number)
    ballots.amend(book, held.id, replace(ballot, batch=held.what.batch))


def _held(book: Book, poll: str, number: int) -> Record[Ballot]:
    held = poll_view(book, poll).held(number)
    if held is None:
        raise HepError(f"Ballot {number} has not been keyed yet; nothing was changed.")
    return held


def withdraw(book: Book, poll: str, number: int, *, reason: str) -> list[str]:
    """Take a ballot out of the count; it stays in the record."""
    ballots.withdraw(book, _held(book, poll, number).id, reason)
    return [f"ballot {number:03} taken out"]


def begin(book: Book, poll: str, papers: int, *, teller: str, first: int = 0) -> list[str]:
    """Take up the pile of a teller: how many papers, and the first number where they follow each other."""
    batches.begin(book, Batch(poll, teller, papers, first))
    return [f"Batch of {teller}, {papers} papers."]


def lay_out(book: Book, poll: str, layout: str) -> list[str]:
    """Say how the papers of the open batch look: down (ranks down the page) or order (options in order of rank)."""
    batches.lay_out(book, _batch(book, poll), layout)
    return [f"Papers of this batch: {layout}."]


def close(book: Book, poll: str, reason: str = "") -> list[str]:
    """Close the open batch. Where it does not add up, it stays open unless a reason is given."""
    return [f"Batch closed: {batches.close(book, _batch(book, poll), reason).words}."]


def _batch(book: Book, poll: str) -> str:
    view = keying_view(book, poll)
    if view.batch is None:
        raise HepError("No batch of yours is open, so nothing was changed; begin takes one up.")
    return view.batch.id


def _reading(book: Book, poll: str, number: int, *, keys: str, people: int = 0, parts: Sequence[str] = ()) -> Reading:
    read = _ballot(book, poll, number, keys=keys, people=people, parts=parts)
    whom = read.people if read.unit == "table" else 0
    return Reading(poll, number, read.status, read.marks, people=whom, splits=read.splits)


def read(book: Book, poll: str, number: int, keys: str, people: int = 0, part: list[str] | None = None) -> list[str]:
    """Record a second reading of a paper, where it is the same as the first.

    Where the two differ nothing is stored: look at the paper, then say with stands which of them is right.
    """
    first = readings.read(book, _reading(book, poll, number, keys=keys, people=people, parts=part or ()))
    if first is not None:
        was = said_of(poll_view(book, poll).poll, first)
        raise HepError(
            f"Ballot {number} was keyed as {was}, so nothing was stored; look at the paper, then use stands."
        )
    return [f"ballot {number:03} read twice alike", second_view(book, poll).progress.words]


def stands(
    book: Book, poll: str, number: int, keys: str, which: str, again: str = "", people: int = 0,
    part: list[str] | None = None,
) -> list[str]:  # fmt: skip
    """Say which of two readings the paper bears out: first, second, or again with the keys of a third look."""
    reading = _reading(book, poll, number, keys=keys, people=people, parts=part or ())
    third = _reading(book, poll, number, keys=again, people=people) if again else None
    readings.decide(book, reading, which, third)
    return [f"ballot {number:03}: {said_of(poll_view(book, poll).poll, _held(book, poll, number).what)}"]


def draw_check(book: Book, poll: str, size: int, *, roll: str) -> list[str]:
    """Record a public roll of dice that draws papers to be compared with the screen, and print their numbers."""
    _, check = readings.draw_check(book, poll, roll, size)
    return [" ".join(map(str, check.numbers))]


def compared(book: Book, poll: str, wrong: tuple[int, ...] = ()) -> list[str]:
    """Record which of the papers drawn last differed from the screen; none is a result too."""
    checks = second_view(book, poll).checks
    if not checks:
        raise HepError("No papers have been drawn yet, so nothing was changed; draw-check draws some.")
    readings.compare(book, checks[-1].id, wrong)
    return [f"differing from the screen: {named(wrong) or 'none'}"]


def vote(book: Book, poll: str) -> list[str]:
    """Let one voter put a ballot into the box of a secret poll, at a prompt that shows nothing of what is typed.

    It is typed twice, since nothing can be shown to be looked over. Without a key it is blank.
    """
    what = poll_view(book, poll).poll
    paper = (what.question, *(f"{o.id}  {o.label}" for o in what.options), *guide(what), prompt(what))
    keys = unseen("\n".join([*paper, "Your ballot, then Enter; nothing shows: "]))
    if keys != unseen("The same again, then Enter: "):
        raise HepError("The two were not the same, so nothing was put into the box; vote again.")
    secret_polls.cast(book, poll, marks_keyed(what, keys))
    return ["Thank you. Your ballot is in the box."]


def lot(book: Book, poll: str, papers: int) -> list[str]:
    """Put a lot of papers without numbers into the box of a secret poll, once two people have read it alike.

    Nothing of what is typed shows, and the second may read the papers in any order.
    """
    secret_polls.require_box(book, poll)
    what = poll_view(book, poll).poll
    head = "\n".join([what.question, *(f"{o.id}  {o.label}" for o in what.options), *guide(what), prompt(what)])
    first, readings = "", list[list[dict[str, int]]]()
    for name in ("first", "second"):
        who = unseen(f"{head}\nInitials of whoever reads the lot, {name} reading; nothing shows: ").strip().casefold()
        if not who or who == first:
            raise HepError("Two people read a lot, each with initials of their own; nothing was put into the box.")
        readings.append([_unseen_paper(what, n, papers) for n in range(1, papers + 1)])
        first = who
    secret_polls.cast_lot(book, poll, *readings)
    return [f"{counted(papers, 'paper')} read twice alike and put into the box; mix them with those of other lots."]


def _unseen_paper(poll: Poll, number: int, of: int) -> dict[str, int]:
    """Return the marks of a paper of a lot, asked for until they are possible."""
    why = ""
    while True:
        try:
            return marks_keyed(poll, unseen(f"{why}Paper {number} of {of}: "))
        except HepError as error:
            why = f"{error} "


def hand_in(book: Book, poll: str, onto: str) -> list[str]:
    """Write the sealed ballots of this laptop's box, for the laptop that opened the poll; no more are taken here."""
    n = box_copies.hand_in(book, poll, Path(onto))
    return [f"Wrote {n} sealed ballots to {onto}; add them on the laptop that opened the poll, before it is closed."]


def add_box(book: Book, poll: str, box: str) -> list[str]:
    """Put the ballots that another laptop handed in into the box of an open secret poll; once is enough."""
    secret_polls.require_box(book, poll)
    return [f"{box_copies.add(book, poll, Path(box))} ballots were put into the box, those that were not in it yet."]


decide = _keyer(ballots.decide, "decided")


def seat(book: Book, who: str) -> None:
    """Say who keys from now on, in the lines of one hep type: their initials are kept with every entry.

    Raises HepError where nobody is named, or no further line follows; HEP_WHO names the keyer of one command.
    """
    if not lent():
        raise HepError(
            "seat names who keys the lines that follow in hep type, and none follows this command, so nothing was "
            "changed; set HEP_WHO to the initials of whoever keys."
        )
    batches.seat(book, who)


def late(book: Book, poll: str, numbers: tuple[int, ...], *, reason: str) -> list[str]:
    """Let late papers count, for a reason that stays in the record."""
    n = ballots.admit(book, poll, numbers, reason)
    return [f"{counted(n, 'late paper')} admitted"]


def unseen(words: str) -> str:
    """Return what is typed behind some words, and show nothing of it."""
    if not sys.stdin.isatty():
        raise HepError("A secret ballot is typed in a terminal, where nothing shows; nothing was put into the box.")
    return getpass(shown(words))


VERBS = (
    Verb(_keyer(ballots.cast, "stored"), "key"),
    Verb(_keyer(_amend, "corrected"), "correct"),
    Verb(decide, "decide"),
    Verb(withdraw),
    Verb(ballots.admit),
    Verb(seat),
    Verb(begin, "begin-batch"),
    Verb(lay_out),
    Verb(close, "close-batch"),
    Verb(read),
    Verb(stands),
    Verb(draw_check),
    Verb(compared),
    Verb(vote),
    Verb(lot),
    Verb(hand_in, "hand-in-box"),
    Verb(add_box),
)
