"""A poll that is set up otherwise than when it opened is named; every legal way to change a draft is not."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from hep_tui.actions import ballots, models, polls, record, secret_polls
from hep_tui.actions.undo import Trail
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.pack import Pack
from hep_tui.domain.polls import Hands, Poll, PollState
from hep_tui.logbook import Book
from hep_tui.logbook.imports import take_back
from hep_tui.logbook.merge import merge
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import record_of, records
from hep_tui.views.results import recount_problems
from tests.conftest import Ticking, with_a_place

Run = Callable[[], Book]


@pytest.fixture
def another_run(book: Book) -> Iterator[Run]:
    """Return a way to open the same file in another run of the program."""
    runs: list[Book] = []

    def opened() -> Book:
        seed = 500 + len(runs)
        runs.append(open_book(book.path, who=f"R{seed}", source=Ticking(dice=random.Random(seed)).source))
        return runs[-1]

    yield opened
    for each in runs:
        each.close()


def amend(book: Book, id: str, **values: Any) -> None:
    found = record_of(book, Poll, id)
    assert found is not None
    polls.amend(book, id, replace(found.what, **values))


def force(book: Book, id: str, **values: Any) -> None:
    """Change a poll as no action of ours allows."""
    found = record_of(book, Poll, id)
    assert found is not None
    record.put(book, id, replace(found.what, **values))


def opened(book: Book, id: str) -> None:
    polls.change_state(book, id, PollState.OPEN)


def cast(book: Book, id: str, *numbers: int) -> None:
    for number in numbers:
        ballots.cast(book, Ballot(id, number, marks={"1": 1}))


def title(book: Book, id: str) -> str:
    found = record_of(book, Poll, id)
    assert found is not None
    return found.what.title


def named(book: Book) -> list[str]:
    return [said for said in recount_problems(book) if "not the one it opened with" in said]


def test_a_poll_changed_under_its_ballots_is_named_with_what_is_safe_and_what_to_do(book: Book, ranking: str) -> None:
    opened(book, ranking)
    cast(book, ranking, 1, 2)
    force(book, ranking, top=3)
    [said] = named(book)
    assert said.startswith(f"{title(book, ranking)}: ")
    assert "kept in the record" in said
    assert "take that change back or vote again in a new poll" in said
    force(book, ranking, top=5)
    assert named(book) == []


@pytest.mark.parametrize("runs", ["one run", "two runs"])
def test_a_change_that_is_undone_under_ballots_is_named(book: Book, ranking: str, another_run: Run, runs: str) -> None:
    trail = Trail()
    book.on_append = trail.note
    amend(book, ranking, top=3)
    keying = book if runs == "one run" else another_run()
    book.on_append = lambda _: None
    opened(keying, ranking)
    cast(keying, ranking, 1)
    # What undo did before it looked at the box: the change is taken back behind the opening.
    [group] = trail.done
    before = book.entry(group[0].replaces)
    assert before is not None
    book.append(before.kind, before.subject, before.data, group[0].id)
    assert len(named(book)) == 1


def test_a_poll_changed_while_it_is_open_is_named_though_nobody_has_voted(book: Book, ranking: str) -> None:
    opened(book, ranking)
    force(book, ranking, top=3)
    assert len(named(book)) == 1


def test_a_show_of_hands_and_a_secret_box_are_looked_at_too(book: Book, show: str, ranking: str) -> None:
    opened(book, show)
    polls.show_hands(book, Hands(show, 5, {"1": {"": 5}}))
    force(book, show, question="Otherwise?")
    with_a_place(book)
    amend(book, ranking, keep="secret")
    opened(book, ranking)
    secret_polls.cast(book, ranking, {"1": 1})
    force(book, ranking, top=3)
    assert len(named(book)) == 2


def test_whatever_changes_a_draft_is_legal(book: Book, ranking: str) -> None:
    amend(book, ranking, top=3)
    amend(book, ranking, top=4)
    opened(book, ranking)
    cast(book, ranking, 1)
    polls.change_state(book, ranking, PollState.CLOSED)
    polls.change_state(book, ranking, PollState.OPEN, "one more came")
    cast(book, ranking, 2)
    polls.change_state(book, ranking, PollState.CLOSED)
    assert named(book) == []


def test_a_poll_opened_again_with_another_set_up_is_named_where_ballots_of_the_first_still_stand(
    book: Book, ranking: str
) -> None:
    opened(book, ranking)
    cast(book, ranking, 1)
    force(book, ranking, top=3)
    polls.change_state(book, ranking, PollState.CLOSED)
    polls.change_state(book, ranking, PollState.OPEN, "again")
    assert len(named(book)) == 1
    # Keyed again, they are ballots under what stands.
    [ballot] = records(book, Ballot, poll=ranking)
    ballots.amend(book, ballot.id, Ballot(ranking, 1, marks={"2": 1}))
    assert named(book) == []


def test_a_draft_changed_on_another_laptop_before_the_room_opened_it_is_legal(
    book: Book, ranking: str, elsewhere: Run
) -> None:
    other = elsewhere()
    amend(other, ranking, top=3)
    merge(book, other.path)
    opened(book, ranking)
    cast(book, ranking, 1)
    assert named(book) == []
    third = elsewhere()
    cast(third, ranking, 2)
    merge(book, third.path)
    merge(other, book.path)
    assert named(book) == named(other) == named(third) == []


def test_a_new_version_of_a_model_changes_drafts_and_nothing_that_is_named(book: Book, hillingdon: Pack) -> None:
    asked = [p.id for p in records(book, Poll) if any(o.id == "D" for o in p.what.options)]
    opened(book, asked[0])
    company = hillingdon.model("D")
    assert company is not None
    made = models.revise(book, hillingdon, replace(company, title="Schools' company"), "Renamed.")
    for id in asked[1:]:
        opened(book, id)
    models.revise(book, hillingdon, replace(made, title="Company of schools"), "Renamed again.")
    assert named(book) == []


def test_two_laptops_that_open_and_key_the_same_poll_are_legal(book: Book, ranking: str, elsewhere: Run) -> None:
    amend(book, ranking, top=3)
    others = [elsewhere(), elsewhere()]
    for i, other in enumerate(others):
        opened(other, ranking)
        cast(other, ranking, 10 * i + 1, 10 * i + 2)
    for other in others:
        merge(book, other.path)
    assert named(book) == []


def test_a_change_from_elsewhere_that_came_in_under_the_ballots_is_named_until_the_merge_is_taken_back(
    book: Book, ranking: str, elsewhere: Run
) -> None:
    other = elsewhere()
    opened(book, ranking)
    cast(book, ranking, 1, 2)
    for _ in range(9):
        record.add(other, Poll("Something else", method="hands"))
    amend(other, ranking, top=3)
    merge(book, other.path)
    assert len(named(book)) == 1
    take_back(book, book.rows("source")[0]["id"], "by mistake")
    assert named(book) == []


def test_taking_back_a_change_that_had_come_before_is_no_change_of_what_the_room_saw(
    book: Book, ranking: str, elsewhere: Run
) -> None:
    other = elsewhere()
    amend(other, ranking, top=3)
    for _ in range(9):
        record.add(book, Poll("Something else", method="hands"))
    opened(book, ranking)
    cast(book, ranking, 1)
    merge(book, other.path)
    take_back(book, book.rows("source")[0]["id"], "by mistake")
    assert named(book) == []
