"""What can be done with second readings: record them, decide differences, draw papers, call a poll checked."""

from dataclasses import replace

from hep_tui.actions import ballots, polls, record
from hep_tui.domain.ballots import UNFIT, Ballot, people_of
from hep_tui.domain.polls import PollState, move
from hep_tui.domain.readings import (
    READ,
    Check,
    Reading,
    SecondKeying,
    by_sample,
    paper_of,
    same,
    sample_size,
    second_keying,
    unread,
)
from hep_tui.domain.sampling import drawn, read_roll
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.box import box
from hep_tui.logbook.checks import COMPARED, differing
from hep_tui.logbook.polls import Standing
from hep_tui.logbook.records import Record, record_of, records


def read(book: Book, reading: Reading) -> Ballot | None:
    """Record a second reading that is the same as the first, and return None.

    Where the two differ nothing is stored, and the ballot as it was keyed first is returned to be laid beside it.
    Raises HepError where there is no such ballot to read again, where nobody says who reads it, and where the same
    person keyed it.
    """
    first = _first(book, reading)
    if not book.who:
        raise HepError(
            f"Nobody says who reads ballot {reading.number} again, so nothing was stored; put your code name into "
            "HEP_WHO, or key it on the screen, which asks."
        )
    if book.who == first.who:
        raise HepError(
            f"{book.who} keyed ballot {reading.number}, and a second reading by the same person proves nothing, so "
            "nothing was stored; let somebody else read it, and say who."
        )
    ballots.check(book, _as_ballot(first.what, reading))
    if not same(first.what, reading):
        return first.what
    record.put(book, _subject(reading), replace(reading, decided="", first_status="", first_marks={}))
    return None


def decide(book: Book, reading: Reading, decided: str, again: Reading | None = None) -> None:
    """Record which of two readings the paper bears out, and correct the ballot where the first was wrong.

    `decided` is `first`, `second`, or `again` with what was keyed on looking a third time. Raises HepError where the
    two do not differ.
    """
    first = _first(book, reading)
    if same(first.what, reading):
        raise HepError(f"Both readings of ballot {reading.number} are alike now; nothing was changed.")
    stands = {"first": first.what, "second": _as_ballot(first.what, reading)}
    if again is not None:
        stands["again"] = _as_ballot(first.what, again)
    if decided not in stands:
        raise HepError("Choose the first reading, the second, or key the paper again; nothing was changed.")
    right = stands[decided]
    what = replace(
        reading, decided=decided,
        first_status=first.what.status, first_marks=dict(first.what.marks),
        first_people=people_of(first.what), first_splits=first.what.splits,
        stands_status=right.status, stands_marks=dict(right.marks),
        stands_people=people_of(right), stands_splits=right.splits,
    )  # fmt: skip
    drafts = record.replacing(book, record.draft(_subject(reading), what))
    if paper_of(first.what) != paper_of(right):
        ballots.check(book, right)
        drafts += record.replacing(book, record.draft(first.id, right))
    book.append_all(drafts)


def progress(book: Book, poll: str) -> SecondKeying:
    """Return how far the second keying of a poll has come."""
    now = Standing(book, poll)
    return second_keying(polls.only(book, poll), now.papers.cast, now.readings, now.sample)


def draw_sample(book: Book, poll: str, seed: str) -> Check:
    """Draw the papers of the second keying by public dice, once, and return the draw.

    Raises HepError where nothing was rolled, where it was drawn before, or where every paper is to be read.
    """
    numbers = _numbers(book, poll)
    if record_of(book, Check, f"{poll}.sample"):
        raise HepError("The papers of this second keying were drawn already, and one draw is enough to be fair.")
    if not by_sample(polls.only(book, poll), len(numbers)):
        raise HepError("Every paper of this poll is keyed a second time, so there is nothing to draw.")
    check = _drawn(poll, "second", seed, numbers, sample_size(len(numbers)))
    record.put(book, f"{poll}.sample", check)
    return check


def draw_check(book: Book, poll: str, seed: str, size: int) -> tuple[str, Check]:
    """Draw papers to be compared with the screen by public dice; return the id of the check, and the check."""
    check = _drawn(poll, "random", seed, _numbers(book, poll), size)
    return record.add(book, check), check


def compare(book: Book, id: str, wrong: tuple[int, ...]) -> None:
    """Record which papers of a random check differed from the screen; none is a result too."""
    found = record_of(book, Check, id)
    if found is None or not set(wrong) <= set(found.what.numbers):
        raise HepError("Only papers that were drawn can differ; nothing was changed.")
    record.amend(book, id, replace(found.what, purpose=COMPARED, wrong=tuple(sorted(set(wrong)))))


def mark_checked(book: Book, poll: str) -> None:
    """Move a closed poll to checked, once its second keying is complete and everything in it was decided.

    Raises HepError with what is still to be done.
    """
    move(polls.state(book, poll), PollState.CHECKED)
    waiting = [b.what.number for b in box(book, poll).ballots if b.what.status in ("query", UNFIT, "late")]
    if waiting or _doubled(book, poll) or differing(book, poll):
        raise HepError("Some papers are still to be decided, so the poll is not checked; decide them first.")
    done = progress(book, poll)
    if not done.total:
        raise HepError("No paper here is to be read a second time, so the poll stays closed; declare it.")
    if done.needs_draw:
        raise HepError("The papers of the second keying have not been drawn yet; the poll is not checked.")
    if not done.complete:
        raise HepError(f"The second keying is not complete: {len(done.left)} to read. The poll is not checked.")
    # It keeps the headcount of its opening.
    record.put(book, f"{poll}.state", replace(Standing(book, poll).moved, state=PollState.CHECKED, reason=""))


def unverified(book: Book, poll: str) -> list[int]:
    """Return the numbers of the papers that two people have not read alike, as they are now."""
    held = (b.what for b in box(book, poll).ballots)
    return unread(held, (r.what for r in records(book, Reading, poll=poll)))


def _drawn(poll: str, purpose: str, seed: str, numbers: list[int], size: int) -> Check:
    seed = read_roll(seed)
    if not 1 <= size <= len(numbers):
        raise HepError(f"From 1 to {len(numbers)} papers can be drawn; nothing was drawn.")
    return Check(poll, purpose, seed, len(numbers), drawn(seed, poll, numbers, size))


def _numbers(book: Book, poll: str) -> list[int]:
    return sorted({b.what.number for b in box(book, poll).ballots if b.what.status in READ})


def _doubled(book: Book, poll: str) -> bool:
    held = box(book, poll).ballots
    return any(b.disputed for b in held) or len({b.what.number for b in held}) < len(held)


def _subject(reading: Reading) -> str:
    return f"{reading.poll}.reading.{reading.number}"


def _as_ballot(first: Ballot, reading: Reading) -> Ballot:
    """Return a ballot as it was read; what does not count has no marks, and stands for whom it was before."""
    if reading.status != "valid":
        return replace(first, status=reading.status, marks={}, splits=(), reason="second keying")
    unit = first.unit
    if reading.people:
        unit = "table"
    elif unit == "table":
        unit = "person"
    return replace(
        first, status="valid", marks=dict(reading.marks), unit=unit, people=reading.people or 1, splits=reading.splits,
        reason="second keying",
    )  # fmt: skip


def _first(book: Book, reading: Reading) -> Record[Ballot]:
    if polls.state(book, reading.poll) not in (PollState.OPEN, PollState.CLOSED):
        raise HepError("Papers are keyed a second time while the poll is open or closed; nothing was stored.")
    if reading.status not in READ:
        raise HepError(f"A second reading cannot be {reading.status}; nothing was stored.")
    found = box(book, reading.poll).bearing(reading.number)
    if not found:
        raise HepError(f"Ballot {reading.number} was not keyed the first time; nothing was stored, look at its number.")
    if len(found) > 1 or found[0].what.status not in READ:
        raise HepError(f"Ballot {reading.number} is still to be decided, so nothing was stored; decide it first.")
    return found[0]
