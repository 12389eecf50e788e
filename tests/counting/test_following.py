"""The papers of a poll that are kept as ballots come and go: whatever happens, they count as if all were read again."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.counting.agreement import kendalls_w
from hep_tui.counting.announcement import announce
from hep_tui.counting.following import MANY, PARTED, Following
from hep_tui.counting.profile import Profile
from hep_tui.counting.settled import doubts
from hep_tui.counting.strata import breadth
from hep_tui.counting.tally import profile
from hep_tui.domain.ballots import STATUSES, Ballot, Split
from hep_tui.domain.cast import Cast
from hep_tui.domain.methods import METHODS
from hep_tui.domain.polls import Option, Poll
from hep_tui.domain.unverified import Unverified

from .forms import tries

OPTIONS = tuple(Option(id, f"Option {id}") for id in "ABCD")
RULES = [(method.name, rule) for method in METHODS.values() if not method.hands for rule in method.rules]
Step = tuple[int, list[Ballot], bool]
"""Under a number there is this now, and it is asked how the poll stands."""


def poll_of(method: str, rule: str) -> Poll:
    return Poll("Which?", "Which?", method, OPTIONS, rule=rule, ties=True, no_change="D")


@st.composite
def ballots(draw: st.DrawFn, number: int, method: str) -> Ballot:
    mark = {"choose": st.just(1), "approve": st.just(1), "points": st.integers(0, 3)}.get(method, st.integers(1, 4))
    marks = draw(st.dictionaries(st.sampled_from("ABCD"), mark, max_size=1 if method == "choose" else 4))
    status = draw(st.sampled_from(("valid", "valid", "valid", *STATUSES)))
    phase, role = draw(st.sampled_from(("primary", "secondary", ""))), draw(st.sampled_from(("head", "")))
    paper = Ballot("p", number, status, marks, phase, role)
    if draw(st.integers(0, 5)):
        return paper
    parts = (Split(2, marks), Split(draw(st.integers(1, 2)), {"A": 1}))
    table = replace(paper, unit="table", people=4)
    return replace(table, marks={}, splits=parts) if draw(st.booleans()) else table


@st.composite
def streams(draw: st.DrawFn, method: str) -> list[Step]:
    numbers = draw(st.lists(st.integers(0, 9), min_size=1, max_size=12))
    return [(n, draw(st.lists(ballots(n, method), max_size=2)), draw(st.booleans())) for n in numbers]


def parts(papers: Profile) -> dict[str, dict[str, object]]:
    """Return what each part of the room says, as often as it says so."""
    return {by: {name: part.grouped() for name, part in papers.by(by).items()} for by in PARTED}


@pytest.mark.parametrize(("method", "rule"), RULES)
@tries(12)
@given(st.data())
def test_papers_that_are_kept_count_as_if_all_were_read_again(method: str, rule: str, data: st.DataObject) -> None:
    poll = replace(poll_of(method, rule), unit=data.draw(st.sampled_from(("person", "table"))))
    held: dict[int, list[Ballot]] = {}
    news: list[int] = []
    following = Following(news)
    for number, bearing, asked in data.draw(streams(method)):
        held[number] = bearing
        news.append(number)
        if not asked:
            continue
        cast = Cast.of(ballot for here in held.values() for ballot in here)
        kept, again = following.papers(poll, cast, len(news)), profile(poll, cast)
        assert (kept.n, kept.grouped(), parts(kept)) == (again.n, again.grouped(), parts(again))
        assert announce("p", poll, cast, None, papers=kept) == announce("p", poll, cast, None)
        assert doubts(poll, kept, Unverified()) == doubts(poll, again, Unverified())
        assert (breadth(kept), kendalls_w(kept)) == (breadth(again), kendalls_w(again))


def test_what_was_handed_out_stays_as_it_was() -> None:
    poll, news = poll_of("rank", "borda"), [1]
    following = Following(news)
    first = Cast.of([Ballot("p", 1, marks={"A": 1, "B": 2})])
    before = following.papers(poll, first, 1)
    before.table.pairwise()
    news.append(2)
    second = Cast.of([*first, Ballot("p", 2, marks={"B": 1})])
    after = following.papers(poll, second, 2)
    assert (before.n, after.n) == (1, 2)
    assert before.table.pairwise().tolist()[0][1] == 1
    assert after.table.pairwise().tolist()[1][0] == 1
    assert following.papers(poll, first, 1).grouped() == before.grouped()


def test_one_ballot_more_is_added_to_what_was_added_up_before() -> None:
    poll, news = poll_of("rank", "borda"), list(range(1, 50))
    following = Following(news)
    held = [Ballot("p", n, marks={"A": 1 + n % 3, "B": 2}) for n in news]
    wins = following.papers(poll, Cast.of(held), len(news)).table.pairwise()
    news.append(50)
    held.append(Ballot("p", 50, marks={"B": 1}))
    table = following.papers(poll, Cast.of(held), len(news)).table
    assert len(table.sums) == 1
    assert (table.pairwise() - wins).tolist() == [[0, 0, 0, 0], [1, 0, 1, 1], [0, 0, 0, 0], [0, 0, 0, 0]]


def test_where_many_ballots_came_at_once_all_are_read_again() -> None:
    poll, news = poll_of("rank", "borda"), [1]
    following = Following(news)
    following.papers(poll, Cast.of([Ballot("p", 1, marks={"A": 1})]), 1).table.pairwise()
    news += range(2, MANY + 3)
    table = following.papers(poll, Cast.of(Ballot("p", n, marks={"A": 1}) for n in news), len(news)).table
    assert (table.n, table.sums) == (len(news), {})


def test_papers_of_a_poll_without_options_as_another_program_makes_it_are_kept_too() -> None:
    ballots = Cast.of([Ballot("p", 1, marks={"A": 1})])
    papers = Following([1]).papers(Poll("Which?", "Which?"), ballots, 1)
    assert (papers.n, papers.options) == (1, ())
