"""Make all the paper of a poll, in a folder."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from hep_tui.domain.batches import named
from hep_tui.domain.pack import Level, Pack
from hep_tui.domain.phases import MIN_CELL
from hep_tui.domain.polls import Poll
from hep_tui.domain.printing import Printing
from hep_tui.domain.speech import worded
from hep_tui.domain.text import plain_name
from hep_tui.domain.wording import listed
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.reports.ballot_page import ballot_page
from hep_tui.reports.batches import Batch, batches, begin
from hep_tui.reports.keep import keep
from hep_tui.reports.minutes_page import minutes_page
from hep_tui.reports.tally_page import hands_page, roll_page, tally_page
from hep_tui.views.keying import printings
from hep_tui.views.minutes import minutes
from hep_tui.views.polls import PollView, poll_view
from hep_tui.views.review import Review, review


def papers_of(
    book: Book,
    poll: str,
    folder: Path,
    wanted: str,
    first: int = 0,
    colours: Mapping[str, str] | None = None,
    *,
    anyway: bool = False,
) -> list[Path]:
    """Write ballots, tally sheets and the list of who has had one, and return where they are.

    `first` is the first number, where `wanted` does not say it; 0 is 1, as long as no such number is keyed. For a show
    of hands, only its sheet. Raises HepError where what is wanted makes no sense, or cannot be written, and Telling
    where the colour of a phase would tell whose ballots they are, unless that is meant `anyway`.
    """
    view, held = poll_view(book, poll), review(book)
    name = plain_name(view.poll.title, "poll")
    if view.poll.marking.hands:
        return [keep(folder / f"{name}-hands.html", hands_page(view.poll, held.pack))]
    made = []
    levels = anchors(view.poll, held.pack)
    if view.poll.secret:
        return _secret(view, held, folder, wanted=wanted, levels=levels)
    runs = _runs(held, wanted, first, colours)
    if not begin(wanted, first)[1]:
        _require_new(view, wanted, runs, printings(book, poll))
    if not anyway:
        _require_many(held, runs)
    for batch in runs:
        part = f"{name}-{_range(batch)}"
        made.append(keep(folder / f"{part}-ballots.html", ballot_page(view.poll, batch, levels, view.meeting)))
        made.append(keep(folder / f"{part}-tally.html", tally_page(view.poll, batch)))
    return [*made, keep(folder / f"{name}-roll.html", roll_page(view.poll, held.pack, held.schools))]


def _secret(view: PollView, held: Review, folder: Path, *, wanted: str, levels: Sequence[Level]) -> list[Path]:
    """Write the papers of a secret poll, all alike and without a number, and the list of who has had one."""
    runs = _runs(held, wanted, 0, None)
    if len(runs) != 1 or runs[0].phase:
        raise HepError(
            "The papers of a secret poll are all alike, so none are of a phase or a colour; nothing was written, say "
            "only how many."
        )
    name = plain_name(view.poll.title, "poll")
    ballots = ballot_page(view.poll, runs[0], levels, view.meeting)
    return [
        keep(folder / f"{name}-ballots.html", ballots),
        keep(folder / f"{name}-roll.html", roll_page(view.poll, held.pack, held.schools)),
    ]


def numbers_of(
    book: Book, poll: str, wanted: str, first: int = 0, colours: Mapping[str, str] | None = None
) -> tuple[Printing, ...]:
    """Return the numbers that the ballots bear which `papers_of` writes for the same words; some have none."""
    what = poll_view(book, poll).poll
    if what.marking.hands or what.secret:
        return ()
    runs = _runs(review(book), wanted, first, colours)
    return tuple(Printing(poll, run.first, run.count, run.phase, run.colour) for run in runs)


def next_number(book: Book, poll: str) -> int:
    """Return the number after the highest that was keyed or printed."""
    printed = (number for each in printings(book, poll) for number in each.numbers)
    return max([poll_view(book, poll).next_number, *(number + 1 for number in printed)])


def _runs(held: Review, wanted: str, first: int, colours: Mapping[str, str] | None) -> tuple[Batch, ...]:
    wanted, first = begin(wanted, first)
    return batches(wanted, held.pack, first or 1, colours)


def _require_new(view: PollView, wanted: str, runs: Sequence[Batch], before: Sequence[Printing]) -> None:
    """Raise HepError where papers would bear numbers that were used already, and nobody said that this is meant."""
    keyed = [b.what.number for b in view.ballots]
    for used, done in ((keyed, "keyed"), ([n for each in before for n in each.numbers], "printed")):
        if clash := [number for number in used if any(number in run.numbers for run in runs)]:
            what = f"Papers {named(clash)} are" if len(set(clash)) > 1 else f"Paper {clash[0]} is"
            raise HepError(
                f"{what} {done} already, and a number on two papers is one ballot, so nothing was written; say from "
                f"which number, as in {wanted.strip()} from {max([view.next_number, *(n + 1 for n in used)])}."
            )


class Telling(HepError):
    """Say that the colour of some papers would tell whose ballots they are: `few` names the phases."""

    def __init__(self, few: str) -> None:
        super().__init__(
            worded("Papers of their own colour would tell whose ballot it is where a phase has so few {places}: ")
            + f"{few}; nothing was written, give them papers of another phase."
        )
        self.few = few


def _require_many(held: Review, runs: Sequence[Batch]) -> None:
    """Raise Telling where a phase has papers of its own and fewer schools than a cell that may be shown."""
    schools = Counter(school.phase for school in held.schools if school.takes_part)
    few = [f"{run.label} ({schools[run.phase]})" for run in runs if 0 < schools[run.phase] < MIN_CELL]
    if few:
        raise Telling(listed(few))


def _range(batch: Batch) -> str:
    return "-".join(
        part for part in (batch.phase and plain_name(batch.phase), f"{batch.first:03}-{batch.last:03}") if part
    )


def minutes_of(book: Book, poll: str, folder: Path) -> list[Path]:
    """Write the minutes of a declared poll and return where they are."""
    found = minutes(book, poll)
    return [keep(folder / f"{plain_name(found.view.poll.title, 'poll')}-minutes.html", minutes_page(found))]


def anchors(poll: Poll, pack: Pack) -> Sequence[Level]:
    """Return the levels of a score or gradient with their anchors: those of the poll, else those its plan names."""
    if not poll.marking.levels:
        return ()
    held: Sequence[Level] = getattr(poll, "levels", ())
    plan = next((p for p in pack.polls if p.title == poll.title and p.method == poll.method), None)
    scale = pack.scale(plan.scale) if plan else None
    return held or (scale.levels if scale else tuple(Level(n, "") for n in range(6)))
