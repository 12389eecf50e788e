"""How the papers of a poll were checked, as its minutes say it: read twice, compared, drawn by lot, and how settled."""

from collections.abc import Iterable, Iterator

from hep_tui.domain.batches import named
from hep_tui.domain.readings import Check, Reading
from hep_tui.domain.result import Result
from hep_tui.domain.wording import counted
from hep_tui.logbook import Book
from hep_tui.logbook.checks import COMPARED
from hep_tui.logbook.records import Record
from hep_tui.views.keying import SecondView, second_view
from hep_tui.views.polls import PollView

_STANDS = {"first": "the first one is right", "second": "the second one is right", "again": "it was read a third time"}


def how_checked(book: Book, view: PollView) -> tuple[str, ...]:
    """Return how the papers of a poll were checked, a sentence a line; no mark of any paper is told."""
    if view.poll.marking.hands:
        lines = ["Hands were counted in the room, so there were no papers to check."]
    elif view.poll.secret:
        lines = ["The vote was secret: voters marked their ballots themselves, and no ballot was looked at again."]
    else:
        second = second_view(book, view.id)
        lines = [*_by_phone(view), *_read_twice(second), *_compared(view, (c.what for c in second.checks))]
    return (*lines, *_lot(view), *_settled(view.declared))


def _by_phone(view: PollView) -> Iterator[str]:
    if view.poll.phones:
        boxed = counted(sum(not b.entry for b in view.ballots), "ballot")
        yield f"{boxed} came by phone, out of a box that was sealed at the close; nobody looked at any of them again."


def _read_twice(view: SecondView) -> Iterator[str]:
    first = {b.what.number: b.born_who for b in view.poll.ballots}
    read = sorted((r for r in view.readings if r.what.number in first), key=lambda r: r.what.number)
    if not read:
        yield "No paper was read a second time."
        return
    if view.sample:
        numbers = view.sample.numbers
        yield (
            f"For the second reading {len(numbers)} of {view.sample.total} papers were drawn from the roll "
            f"{view.sample.seed}: {', '.join(map(str, numbers))}."
        )
    said = view.progress.words
    yield f"Second reading: {said[0].lower()}{said[1:]}"
    yield f"Keyed first by {_who(view.first_keyers)}; read again by {_who(r.who for r in read)}."
    same = [r.what.number for r in read if r.who and first[r.what.number] == r.who]
    if same:
        yield f"Read again by the name that keyed them first: {named(same)}."
    yield from (_decision(reading) for reading in read if reading.what.differed)


def _decision(reading: Record[Reading]) -> str:
    stands = _STANDS.get(reading.what.decided, "it was decided")
    return f"Paper {reading.what.number}: the two readings differed; {stands}, as {_who([reading.who])} decided."


def _who(names: Iterable[str]) -> str:
    return ", ".join(sorted({name or "somebody who gave no initials" for name in names}))


def _compared(view: PollView, checks: Iterable[Check]) -> Iterator[str]:
    none = True
    for check in checks:
        none = False
        numbers = ", ".join(map(str, check.numbers))
        drawn = f"Random check, from the roll {check.seed}: {numbers} of {check.total} papers were drawn"
        if check.purpose != COMPARED:
            yield f"{drawn}, and nothing was recorded of comparing them."
        elif not check.wrong:
            yield f"{drawn} and compared with the screen; all were alike."
        else:
            yield f"{drawn} and compared with the screen; {_found(view, check)}."
    if none:
        yield "No random check was made."


def _found(view: PollView, check: Check) -> str:
    left = [n for n in check.wrong if n in view.differing]
    what = "paper" if len(check.wrong) == 1 else "papers"
    since = f"{named(left)} not decided since" if left else "decided since"
    return f"{what} {named(check.wrong)} differed, {since}"


def _lot(view: PollView) -> Iterator[str]:
    if "lot" in view.poll.tie_chain:
        yield f"The lot: {view.lot} was rolled in public." if view.lot else "The lot was not drawn."


def _settled(declared: Result | None) -> Iterator[str]:
    if declared and declared.margin:
        yield declared.margin.says
