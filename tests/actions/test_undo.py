"""Undo and redo: every step back is an entry of its own, over notes, ballots, agendas and polls alike."""

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hep_tui.actions import ballots, batches, meetings, notes, polls, record, secret_polls
from hep_tui.actions.undo import Trail, redo, undo
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.meetings import Attendance, Meeting, Step
from hep_tui.domain.notes import Note
from hep_tui.domain.polls import Account, Hands, Option, Poll, PollState
from hep_tui.domain.printing import Printing
from hep_tui.errors import HepError
from hep_tui.logbook import Book, NotStored
from hep_tui.logbook.records import records
from hep_tui.logbook.verify import verify
from tests.conftest import with_a_place

from .conftest import bring

MARKS = {"1": 1, "2": 2}
OPTIONS = (Option("1", "One"), Option("2", "Two"))


@pytest.fixture
def trail(book: Book) -> Trail:
    """Return the trail of what is done to the book from now on, as the screens keep it."""
    trail = Trail()
    book.on_append = trail.note
    return trail


def stands(book: Book) -> list[tuple[str, str, str]]:
    """Return everything that stands, without when and by whom it was said."""
    return sorted((str(e["kind"]), str(e["subject"]), str(_said(book, str(e["id"])))) for e in book.rows("current"))


def _said(book: Book, id: str) -> object:
    entry = book.entry(id)
    return entry.data if entry else None


def texts(book: Book) -> list[str]:
    return [n.what.text for n in records(book, Note)]


# One step


@pytest.mark.parametrize("what", ["undo", "redo"])
def test_with_nothing_done_there_is_nothing_to_take_back(book: Book, trail: Trail, what: str) -> None:
    with pytest.raises(HepError, match=f"There is nothing to {what}"):
        (undo if what == "undo" else redo)(book, trail)


def test_an_undone_note_is_withdrawn_and_stays_in_the_record(book: Book, trail: Trail) -> None:
    id = notes.add(book, Note("one"))
    assert undo(book, trail)[-1].data == {"text": "one"}
    assert texts(book) == []
    assert [(e.kind, e.data.get("reason")) for e in book.history(id)] == [("note", None), ("withdraw", "undone")]
    redo(book, trail)
    assert texts(book) == ["one"]
    assert len(book.history(id)) == 3


def test_an_undone_correction_reads_as_before(book: Book, trail: Trail) -> None:
    id = notes.add(book, Note("one", themes=("send",)))
    notes.amend(book, id, Note("two"))
    undo(book, trail)
    assert [n.what for n in records(book, Note)] == [Note("one", themes=("send",))]
    redo(book, trail)
    assert texts(book) == ["two"]


def test_an_undone_withdrawal_brings_the_note_back(book: Book, trail: Trail) -> None:
    notes.withdraw(book, notes.add(book, Note("one")))
    undo(book, trail)
    assert texts(book) == ["one"]
    redo(book, trail)
    assert texts(book) == []


def test_a_note_takes_its_new_theme_with_it_and_brings_it_back(book: Book, trail: Trail) -> None:
    notes.add(book, Note("one", themes=("buses",)), ["buses"])
    assert [row["label"] for row in book.rows("theme")] == ["buses"]
    undo(book, trail)
    assert book.rows("theme") == []
    redo(book, trail)
    assert [row["label"] for row in book.rows("theme")] == ["buses"]


def test_a_theme_that_was_undone_can_be_made_again_by_another_note(book: Book, trail: Trail) -> None:
    notes.add(book, Note("one", themes=("buses",)), ["buses"])
    undo(book, trail)
    notes.add(book, Note("two", themes=("buses",)), ["buses"])
    assert [row["label"] for row in book.rows("theme")] == ["buses"]
    undo(book, trail)
    assert (book.rows("theme"), texts(book)) == ([], [])


def test_an_undone_ballot_frees_its_number(book: Book, trail: Trail, ranking: str) -> None:
    ballots.cast(book, Ballot(ranking, 1, marks=MARKS))
    undo(book, trail)
    ballots.cast(book, Ballot(ranking, 1, marks={"3": 1}))
    assert [b.what.marks for b in records(book, Ballot)] == [{"3": 1}]


def test_an_undone_step_goes_back_in_the_agenda(book: Book, trail: Trail, meeting: str) -> None:
    meetings.start_item(book, meeting, "works")
    meetings.start_item(book, meeting, "better")
    undo(book, trail)
    assert [s.what.item for s in records(book, Step)] == ["works"]


def test_an_undone_arrival_and_departure_are_as_before(book: Book, trail: Trail, meeting: str) -> None:
    meetings.attend(book, Attendance(meeting, "p"))
    meetings.attend(book, Attendance(meeting, "p", "left"))
    undo(book, trail)
    assert [a.what.state for a in records(book, Attendance)] == ["here"]
    undo(book, trail)
    assert records(book, Attendance) == []


def test_no_key_undoes_the_moves_of_a_poll_its_account_or_its_declaration(book: Book, trail: Trail, show: str) -> None:
    polls.show_hands(book, Hands(show, 3, {"1": {"": 2}, "2": {"": 1}}))
    polls.show_hands(book, Hands(show, 3, {"1": {"": 1}, "2": {"": 2}}))
    undo(book, trail, show)
    assert [h.what.total("1") for h in records(book, Hands)] == [2]
    redo(book, trail, show)
    polls.change_state(book, show, PollState.CLOSED)
    polls.keep_account(book, Account(show, 3, 3, 0))
    polls.declare(book, show, "a paper was lost")
    before = stands(book)
    for frame in (show, "", None):
        with pytest.raises(HepError, match="There is nothing to undo here, so nothing was changed; opening, closing"):
            undo(book, trail, frame)
    assert stands(book) == before


def test_a_step_back_in_one_poll_reaches_into_no_other_and_into_no_note(
    book: Book, trail: Trail, ranking: str, opened: str
) -> None:
    ballots.cast(book, Ballot(ranking, 1, marks=MARKS))
    notes.add(book, Note("one"))
    ballots.cast(book, Ballot(opened, 1, marks=MARKS))
    notes.add(book, Note("two"))
    undo(book, trail, ranking)
    assert {b.what.poll for b in records(book, Ballot)} == {opened}
    with pytest.raises(HepError, match="There is nothing to undo here"):
        undo(book, trail, ranking)
    undo(book, trail, "")
    assert texts(book) == ["one"]
    redo(book, trail, ranking)
    assert {b.what.poll for b in records(book, Ballot)} == {ranking, opened}
    undo(book, trail, "")
    with pytest.raises(HepError, match="nothing was changed"):
        undo(book, trail, "")


def test_what_was_keyed_before_a_poll_was_closed_and_opened_again_is_of_another_sitting(
    book: Book, trail: Trail, ranking: str
) -> None:
    ballots.cast(book, Ballot(ranking, 1, marks=MARKS))
    polls.change_state(book, ranking, PollState.CLOSED)
    polls.reopen(book, ranking, reason="a paper was left out")
    ballots.cast(book, Ballot(ranking, 2, marks=MARKS))
    undo(book, trail, ranking)
    with pytest.raises(HepError, match="There is nothing to undo here"):
        undo(book, trail, ranking)
    assert [b.what.number for b in records(book, Ballot)] == [1]


# What cannot be taken back


def test_what_was_erased_is_not_brought_back_and_the_step_before_can_be(book: Book, trail: Trail) -> None:
    kept = notes.add(book, Note("one"))
    id = notes.add(book, Note("Mrs Name said so"))
    notes.redact(book, id, "a name")
    with pytest.raises(HepError, match="The last step cannot be taken back; nothing was changed, undo again for"):
        undo(book, trail)
    with pytest.raises(HepError, match="The last step cannot be taken back"):
        undo(book, trail)
    undo(book, trail)
    assert [e.kind for e in book.heads(kept)] == ["withdraw"]
    assert not any("Name" in (e.body or "") for e in book.entries())


def test_what_somebody_has_built_on_since_is_left_as_it_is(
    book: Book, trail: Trail, elsewhere: Callable[[], Book]
) -> None:
    id = notes.add(book, Note("one"))
    other = elsewhere()
    record.amend(other, id, Note("their correction"))
    bring(book, other)
    with pytest.raises(HepError, match="The last step cannot be taken back"):
        undo(book, trail)
    assert texts(book) == ["their correction"]


@pytest.fixture
def opened(book: Book, trail: Trail) -> str:
    """Return a poll that was set up, changed and opened."""
    poll = polls.create(book, Poll("Which?", "Which?", options=OPTIONS))
    polls.amend(book, poll, Poll("Which model?", "Which?", options=OPTIONS))
    polls.change_state(book, poll, PollState.OPEN)
    return poll


@pytest.mark.parametrize("vote", ["none", "paper", "another laptop", "secret"])
def test_a_poll_that_has_opened_stays_as_it_was_put(
    book: Book, trail: Trail, elsewhere: Callable[[], Book], opened: str, vote: str
) -> None:
    if vote == "secret":
        with_a_place(book)
        opened = polls.create(book, Poll("Secret", "Which?", options=OPTIONS, keep="secret"))
        polls.change_state(book, opened, PollState.OPEN)
        secret_polls.cast(book, opened, MARKS)
    elif vote == "paper":
        book.on_append = lambda _: None
        ballots.cast(book, Ballot(opened, 1, marks=MARKS))
    elif vote == "another laptop":
        other = elsewhere()
        ballots.cast(other, Ballot(opened, 1, marks=MARKS))
        bring(book, other)
    before = polls.only(book, opened)
    with pytest.raises(HepError, match="has opened, so what is voted on stays as it is"):
        undo(book, trail)
    assert (polls.only(book, opened), polls.state(book, opened)) == (before, PollState.OPEN)


def test_a_draft_that_was_changed_reads_as_before(book: Book, trail: Trail) -> None:
    poll = polls.create(book, Poll("Which?", "Which?", options=OPTIONS))
    polls.amend(book, poll, Poll("Which model?", "Which?", options=OPTIONS))
    undo(book, trail, "")
    assert polls.only(book, poll).title == "Which?"


def test_a_settled_conflict_is_not_opened_again(book: Book, trail: Trail, elsewhere: Callable[[], Book]) -> None:
    id = notes.add(book, Note("one"))
    other = elsewhere()
    notes.amend(book, id, Note("ours"))
    record.amend(other, id, Note("theirs"))
    bring(book, other)
    record.settle(book, id, book.heads(id)[0].id)
    settled = texts(book)
    with pytest.raises(HepError, match="The last step cannot be taken back"):
        undo(book, trail)
    assert texts(book) == settled


def test_a_step_back_that_could_not_be_stored_can_be_tried_again(
    book: Book, trail: Trail, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes.add(book, Note("one"))

    def failing(*_: object) -> None:
        raise NotStored("The disk is full.")

    with monkeypatch.context() as full:
        full.setattr(book, "append_all", failing)
        with pytest.raises(NotStored):
            undo(book, trail)
    assert (len(trail.done), trail.undone, trail.walking) == (1, [], False)
    undo(book, trail)
    assert texts(book) == []


# Many steps


def test_new_work_ends_what_could_be_done_again(book: Book, trail: Trail) -> None:
    notes.add(book, Note("one"))
    notes.add(book, Note("two"))
    undo(book, trail)
    notes.add(book, Note("three"))
    with pytest.raises(HepError, match="There is nothing to redo"):
        redo(book, trail)
    assert texts(book) == ["one", "three"]
    undo(book, trail)
    undo(book, trail)
    assert texts(book) == []


def test_going_back_and_forth_ends_where_it_began(book: Book, trail: Trail) -> None:
    notes.add(book, Note("one"))
    for _ in range(5):
        undo(book, trail)
        assert texts(book) == []
        redo(book, trail)
        assert texts(book) == ["one"]


def test_only_what_was_done_since_the_program_started_can_be_taken_back(book: Book) -> None:
    notes.add(book, Note("of yesterday"))
    trail = Trail()
    book.on_append = trail.note
    notes.add(book, Note("of today"))
    undo(book, trail)
    with pytest.raises(HepError, match="There is nothing to undo"):
        undo(book, trail)
    assert texts(book) == ["of yesterday"]


Act = Callable[[Book, str, str, int], object]


def _any_note(book: Book, pick: int) -> str | None:
    found = records(book, Note)
    return found[pick % len(found)].id if found else None


def _on_a_note(do: Callable[[Book, str], object]) -> Act:
    def act(book: Book, meeting: str, poll: str, pick: int) -> None:
        id = _any_note(book, pick)
        if id:
            do(book, id)

    return act


ACTS: dict[str, Act] = {
    "note": lambda book, meeting, poll, pick: notes.add(book, Note(f"note {pick}", meeting)),
    "note with a theme": lambda book, meeting, poll, pick: notes.add(book, Note("x", themes=("a",)), [f"t{pick % 3}"]),
    "correct": _on_a_note(lambda book, id: notes.amend(book, id, Note("corrected"))),
    "take back": _on_a_note(notes.withdraw),
    "go on": lambda book, meeting, poll, pick: meetings.start_item(book, meeting, ("works", "better")[pick % 2]),
    "pause": lambda book, meeting, poll, pick: meetings.pause(book, meeting, "works"),
    "arrive": lambda book, meeting, poll, pick: meetings.attend(book, Attendance(meeting, f"p{pick % 3}")),
    "leave": lambda book, meeting, poll, pick: meetings.attend(book, Attendance(meeting, f"p{pick % 3}", "left")),
    "ballot": lambda book, meeting, poll, pick: ballots.cast(book, Ballot(poll, pick, marks=MARKS)),
}


@settings(max_examples=settings().max_examples // 4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(1, 9)), max_size=14), st.floats(0, 1))
def test_any_work_can_be_taken_back_to_the_beginning_and_done_again_to_the_end(
    book: Book, steps: list[tuple[str, int]], share: float
) -> None:
    trail = Trail()
    book.on_append = lambda entries: None
    meeting = record.add(book, Meeting("M", items=records(book, Meeting)[0].what.items))
    poll = polls.create(book, Poll("P", options=records(book, Poll)[0].what.options))
    polls.change_state(book, poll, PollState.OPEN)
    book.on_append = trail.note
    seen = [stands(book)]
    for name, pick in steps:
        before = len(trail.done)
        try:
            ACTS[name](book, meeting, poll, pick)
        except HepError:
            assert len(trail.done) == before
        if len(trail.done) > before:
            seen.append(stands(book))
    back = int(share * (len(seen) - 1))
    for was in reversed(seen[len(seen) - 1 - back : -1]):
        undo(book, trail)
        assert stands(book) == was
    for was in seen[len(seen) - back :]:
        redo(book, trail)
        assert stands(book) == was
    for was in reversed(seen[:-1]):
        undo(book, trail)
        assert stands(book) == was
    assert verify(book).ok


MOVES = ("key", "hands", "close", "reopen", "declare", "undo", "redo", "note")


@settings(max_examples=settings().max_examples // 2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(MOVES), st.integers(0, 2)), max_size=30))
def test_no_keys_in_one_poll_change_another_and_none_unmakes_a_declaration(
    book: Book, steps: list[tuple[str, int]]
) -> None:
    trail = Trail()
    book.on_append = trail.note
    made = [polls.create(book, Poll(f"Poll {n}", method="choose", options=OPTIONS, rule="plurality")) for n in range(3)]
    for poll in made:
        polls.change_state(book, poll, PollState.OPEN)

    def said(poll: str) -> tuple[object, ...]:
        held = [(b.what.number, dict(b.what.marks)) for b in records(book, Ballot, poll=poll)]
        return polls.state(book, poll), held, [e.data for e in book.current("declare", subject=f"{poll}.declared")]

    number = 0
    for move, which in steps:
        poll, number = made[which], number + 1
        others = [said(other) for other in made if other != poll]
        declared = polls.state(book, poll) is PollState.DECLARED
        with contextlib.suppress(HepError):
            if move == "key":
                ballots.cast(book, Ballot(poll, number, marks={"1": 1}))
            elif move == "close":
                polls.change_state(book, poll, PollState.CLOSED)
            elif move == "reopen":
                polls.reopen(book, poll, reason="because")
            elif move == "declare":
                polls.declare(book, poll)
            elif move == "note":
                notes.add(book, Note("one"))
            else:
                (undo if move == "undo" else redo)(book, trail, poll)
        assert [said(other) for other in made if other != poll] == others
        if declared and move != "reopen":
            assert polls.state(book, poll) is PollState.DECLARED


def test_no_key_takes_printed_numbers_back_nor_is_stopped_by_them(book: Book, trail: Trail) -> None:
    poll = polls.create(book, Poll("Which?", method="choose", options=OPTIONS, rule="plurality"))
    polls.change_state(book, poll, PollState.OPEN)
    ballots.cast(book, Ballot(poll, 1, marks={"1": 1}))
    batches.record_printing(book, [Printing(poll, 1, 20)])
    undo(book, trail, poll)
    assert records(book, Ballot) == []
    assert [each.what.papers for each in records(book, Printing)] == [20]
