"""How the framework was rated in a meeting, and how it moved from one to the next."""

from fractions import Fraction

import pytest

from hep_tui.actions import framework as actions
from hep_tui.actions import record
from hep_tui.domain.framework import Rating
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.pack import Pack
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.views.framework import Rated, framework, over_meetings


@pytest.fixture
def later(book: Book) -> str:
    return record.add(book, Meeting("Later", date="2021-07-01"))


@pytest.fixture
def earlier(book: Book) -> str:
    return record.add(book, Meeting("Earlier", date="2021-06-01", tables=4))


def rate(book: Book, pack: Pack, meeting: str, *levels: int, unit: str = "table") -> None:
    for number, level in enumerate(levels, 1):
        place = {"table_no": number} if unit == "table" else {"number": number}
        actions.rate(book, pack, Rating(meeting, {"vision": level}, unit, **place))


def vision(rated: tuple[Rated, ...]) -> Rated:
    return next(r for r in rated if r.condition.id == "vision")


def test_the_marks_of_a_condition_are_spread_over_the_levels(book: Book, hillingdon: Pack, earlier: str) -> None:
    rate(book, hillingdon, earlier, 2, 2, 3, 2)
    part = framework(book, earlier).part("table")
    found = vision(part.rated)
    assert (found.n, found.counts, found.median) == (4, (0, 3, 1, 0), "2 Beginning")
    assert (found.mean, found.agreement, found.agreed) == (Fraction(9, 4), Fraction(5, 6), "close together")
    assert part.said == "4 tables"
    blank = part.rated[-1]
    assert (blank.n, blank.median, blank.mean, blank.agreed) == (0, "", None, "too few to say")


def test_a_middle_between_two_levels_names_both(book: Book, hillingdon: Pack, earlier: str) -> None:
    rate(book, hillingdon, earlier, 1, 4)
    assert vision(framework(book, earlier).part("table").rated).median == "1 Not yet to 4 Fully"


def test_tables_and_persons_are_never_added_up(book: Book, hillingdon: Pack, earlier: str) -> None:
    rate(book, hillingdon, earlier, 2)
    rate(book, hillingdon, earlier, 4, 4, unit="person")
    view = framework(book, earlier)
    assert vision(view.part("table").rated).counts == (0, 1, 0, 0)
    assert vision(view.part("person").rated).counts == (0, 0, 0, 2)
    assert view.part("person").said == "2 persons"


def test_the_change_is_since_the_last_meeting_that_rated_in_the_same_way(
    book: Book, hillingdon: Pack, earlier: str, later: str
) -> None:
    rate(book, hillingdon, earlier, 2, 2, 2)
    rate(book, hillingdon, later, 3, 4, 4)
    rate(book, hillingdon, later, 3, unit="person")
    part = framework(book, later).part("table")
    assert (part.since, vision(part.rated).change) == ("Earlier", "up 1.7")
    assert part.rated[-1].change == ""
    assert framework(book, later).part("person").since == ""
    assert framework(book, earlier).part("table").since == ""
    assert [title for title, _ in over_meetings(book, "table")] == ["Earlier", "Later"]
    assert [title for title, _ in over_meetings(book, "person")] == ["Later"]


def test_no_change_is_claimed_where_one_of_the_meetings_has_too_few_sheets(
    book: Book, hillingdon: Pack, earlier: str, later: str
) -> None:
    rate(book, hillingdon, earlier, 2, 2, 2)
    rate(book, hillingdon, later, 3, 4)
    found = vision(framework(book, later).part("table").rated)
    assert (found.agreed, found.change) == ("too few to say", "")
    last = record.add(book, Meeting("Last", date="2021-07-09"))
    rate(book, hillingdon, last, 3, 4, 4)
    found = vision(framework(book, last).part("table").rated)
    assert (found.agreed, found.change) == ("close together", "too few to compare")


def test_a_table_in_conflict_is_named_and_left_out(book: Book, hillingdon: Pack, earlier: str) -> None:
    rate(book, hillingdon, earlier, 2, 2)
    id = f"{earlier}.2.rating"
    first = book.heads(id)[0]
    book.append("rating", id, {"meeting": earlier, "table_no": 2, "marks": {"vision": 4}}, first.replaces)
    view = framework(book, earlier)
    assert view.disputed == (2,)
    assert vision(view.part("table").rated).counts == (0, 1, 0, 0)


def test_a_meeting_that_is_not_there_is_refused(book: Book) -> None:
    with pytest.raises(HepError, match="This meeting is not in the record any more"):
        framework(book, "nowhere")


def test_marks_that_another_program_wrote_and_no_scale_knows_count_nowhere(
    book: Book, hillingdon: Pack, earlier: str
) -> None:
    book.append("rating", f"{earlier}.1.rating", {"meeting": earlier, "table_no": 1, "marks": {"vision": 99, "x": 1}})
    assert vision(framework(book, earlier).part("table").rated).n == 0
