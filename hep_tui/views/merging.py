"""What has to hold of a record after a merge, and what it tells somebody to see to then."""

from collections.abc import Callable, Iterator, Mapping

from hep_tui.domain.polls import PollState
from hep_tui.domain.text import shown
from hep_tui.domain.wording import counted, verb
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.views.keying import keyed_twice
from hep_tui.views.meetings import meetings
from hep_tui.views.polls import polls
from hep_tui.views.results import recount_problems
from hep_tui.views.review import review, unread


def require_shown(book: Book) -> None:
    """Raise HepError where the record could not be shown any more."""
    if not book.rows("review"):
        return
    try:
        review(book)
        meetings(book, book.source.now())
        polls(book)
    except HepError as error:
        raise HepError(f"With what it brings the review could not be shown ({error}); nothing was merged.") from None


def notices(book: Book) -> Callable[[Book], list[str]]:
    """Look at the record before a merge, and return what tells of it afterwards what somebody has to see to.

    That is ballots which are keyed twice, declared results which are declared no more or otherwise, or which the record
    does not give any more, and entries that no view can read.
    """
    before, declared = frozenset((*_counted_otherwise(book), *left_out(book))), _declared(book)

    def told(now: Book) -> list[str]:
        otherwise = [said for said in _counted_otherwise(now) if said not in before]
        odd = [said for said in left_out(now) if said not in before]
        results = _declared_otherwise(declared, _declared(now))
        return [*_keyed_twice(now), *results, *(f"Not as declared any more: {said}" for said in otherwise), *odd]

    return told


def _declared(book: Book) -> dict[str, tuple[str, str]]:
    """Return the title of every declared poll and the sentence of its result, by the id of the poll."""
    views = polls(book) if book.rows("declaration") else []
    return {v.id: (v.poll.title, v.declared.sentence) for v in views if v.declared and v.state is PollState.DECLARED}


def _declared_otherwise(before: Mapping[str, tuple[str, str]], now: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """Yield in a sentence each result that was declared here before and is not now, or is another."""
    for id, (title, said) in before.items():
        _, says = now.get(id, ("", ""))
        if not says:
            yield shown(f"Declared here before, and not any more: {title}.")
        elif says != said:
            yield shown(f"Declared otherwise than before: {title}. {says}")


def left_out(book: Book) -> list[str]:
    """Return, in sentences, how many entries of each kind do not hold what they should: they change nothing."""
    one, many = "does not hold what it should; it is kept", "do not hold what they should; they are kept"
    return [
        f"{counted(n, 'entry', 'entries')} of kind {kind} {verb(n, one, many)}, and left out everywhere."
        for kind, n in unread(book).items()
    ]


def _counted_otherwise(book: Book) -> list[str]:
    """Return, in sentences, the declared results that the record does not give any more."""
    return recount_problems(book) if book.rows("declaration") else []


def _keyed_twice(book: Book) -> list[str]:
    how = "neither version counts before it is decided: find the paper, open the poll, j"
    return [shown(f"{said}; {how}.") for view in polls(book) if (said := keyed_twice(view))]
