"""The room display can read what was published, and cannot read anything else even if its code asked."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from hep_tui.actions import ballots, meetings, notes, polls, record, timing
from hep_tui.domain.ballots import NOT_CAST, Ballot
from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.notes import Note
from hep_tui.domain.polls import Option, Poll, PollState, StateChange
from hep_tui.domain.record import to_body
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Damaged, NotALogbook, room
from hep_tui.logbook.polls import on_show
from hep_tui.logbook.records import records
from hep_tui.logbook.room import RoomReader
from hep_tui.logbook.room_schema import NAMES

from .tools import copied, cut_off, raw


@pytest.fixture
def meeting(book: Book) -> str:
    return records(book, Meeting)[0].id


@pytest.fixture
def poll(book: Book, meeting: str) -> str:
    """Return an open poll of three ballots, in a meeting of four where notes were taken."""
    found = next(p for p in records(book, Poll, meeting=meeting) if p.what.method == "rank")
    meetings.start_item(book, meeting, found.what.item)
    for person in ("P-01", "P-02", "P-03", "P-04"):
        meetings.attend(book, Attendance(meeting, person, phase="primary"))
    notes.add(book, Note("said in confidence", meeting))
    polls.change_state(book, found.id, PollState.OPEN)
    for number in (1, 2, 3):
        ballots.cast(book, Ballot(found.id, number, marks={"1": 1, "2": 2}, phase="primary"))
    return found.id


@pytest.fixture
def reader(book: Book) -> Iterator[RoomReader]:
    reader = RoomReader(book.path)
    yield reader
    reader.close()


def test_there_is_nothing_to_show_before_a_poll_opens(reader: RoomReader) -> None:
    assert reader.on_show() is None


def test_an_open_poll_shows_how_many_ballots_are_in_and_no_result(book: Book, poll: str, reader: RoomReader) -> None:
    shown = reader.on_show()
    assert shown is not None
    assert (shown.state, shown.ballots_in, shown.electorate, shown.results) == ("open", 3, 4, ())
    assert shown.poll == next(p.what for p in records(book, Poll, id=poll))


def test_a_result_is_seen_once_it_is_declared(book: Book, poll: str, reader: RoomReader) -> None:
    polls.change_state(book, poll, PollState.CLOSED)
    closed = reader.on_show()
    assert closed is not None
    assert not closed.results
    said = polls.declare(book, poll)
    declared = reader.on_show()
    assert declared is not None
    assert [r.before for r in declared.results] == [""]
    assert declared.results[0].result.record_code == said.record_code
    polls.change_state(book, poll, PollState.OPEN, "a paper was found")
    again = reader.on_show()
    assert again is not None
    assert not again.results


def take_back(book: Book, poll: str) -> None:
    """Take a declaration back as an older program could."""
    record.withdraw(book, f"{poll}.declared")
    [state] = book.heads(f"{poll}.state")
    book.append("state", state.subject, {**state.data, "state": "closed"}, state.id)


def test_what_was_undone_is_no_longer_shown(book: Book, poll: str, reader: RoomReader) -> None:
    other = next(p for p in records(book, Poll) if p.id != poll)
    polls.change_state(book, other.id, PollState.OPEN)
    shown = reader.on_show()
    assert shown is not None
    assert shown.poll == other.what
    record.withdraw(book, f"{other.id}.state")
    shown = reader.on_show()
    assert shown is not None
    assert shown.poll != other.what
    polls.change_state(book, poll, PollState.CLOSED)
    polls.declare(book, poll)
    take_back(book, poll)
    shown = reader.on_show()
    assert shown is not None
    assert (shown.state, shown.results) == ("closed", ())


def test_the_screen_is_empty_when_the_agenda_has_moved_on(
    book: Book, meeting: str, poll: str, reader: RoomReader
) -> None:
    here = next(p.what.item for p in records(book, Poll, id=poll))
    elsewhere = next(m.what for m in records(book, Meeting, id=meeting)).after(here)
    assert elsewhere is not None
    meetings.start_item(book, meeting, elsewhere.id)
    assert reader.on_show() is None


def test_closing_another_poll_leaves_a_declared_result_on_the_screen(book: Book, poll: str, reader: RoomReader) -> None:
    held = records(book, Poll, id=poll)[0].what
    other = record.add(book, replace(held, title="Opened before"))
    polls.change_state(book, other, PollState.OPEN)
    ballots.cast(book, Ballot(other, 1, marks={"1": 1}))
    polls.change_state(book, poll, PollState.CLOSED)
    assert on_show(book).id == other  # type: ignore[union-attr]
    polls.declare(book, poll)
    polls.change_state(book, other, PollState.CLOSED)
    assert on_show(book).id == poll  # type: ignore[union-attr]
    shown = reader.on_show()
    assert shown is not None
    assert (shown.state, len(shown.results)) == ("declared", 1)
    polls.declare(book, other)
    assert on_show(book).id == other  # type: ignore[union-attr]
    polls.withdraw(book, poll, reason="a page was lost")
    shown = reader.on_show()
    assert shown is not None
    assert (shown.state, shown.reason) == ("closed", "a page was lost")


def test_the_reader_notices_that_something_was_recorded(book: Book, poll: str, reader: RoomReader) -> None:
    before = reader.data_version()
    assert reader.data_version() == before
    ballots.cast(book, Ballot(poll, 4, marks={"1": 1}, phase="primary"))
    assert reader.data_version() != before


FORBIDDEN = [
    "SELECT * FROM entry",
    "SELECT body FROM entry WHERE kind = 'ballot'",
    "SELECT * FROM ballot",
    "SELECT * FROM mark",
    "SELECT * FROM note",
    "SELECT * FROM current",
    "SELECT * FROM history",
    "SELECT * FROM poll",
    "SELECT count(*) FROM ballot",
    "SELECT * FROM source",
    "SELECT sql FROM sqlite_master",
    "WITH room_poll AS (SELECT body FROM entry) SELECT * FROM room_poll",
    "WITH room_declared(body) AS (SELECT marks FROM ballot) SELECT body FROM room_declared",
    "SELECT * FROM (SELECT body FROM entry) AS room_poll",
    "SELECT id, (SELECT group_concat(body) FROM entry) FROM room_poll",
    "SELECT * FROM room_poll JOIN ballot ON ballot.poll = room_poll.id",
    "SELECT body FROM room_poll UNION SELECT body FROM entry",
    "SELECT * FROM secret",
    "SELECT marks FROM secret",
    "SELECT * FROM room_last",
    "SELECT * FROM room_step",
    "SELECT who FROM entry",
    "WITH room_last AS (SELECT marks FROM secret) SELECT * FROM room_last",
    "SELECT (SELECT group_concat(marks) FROM secret) FROM room_poll",
    "SELECT * FROM room_poll",
    "ATTACH 'file:other.db' AS other",
    "CREATE TEMP VIEW room_step AS SELECT * FROM entry",
    "CREATE TEMP TABLE t AS SELECT * FROM entry",
    "INSERT INTO source VALUES ('a', 'b', 'c', 'd', 'e')",
    "UPDATE entry SET body = NULL",
    "DELETE FROM entry",
    "PRAGMA table_info(entry)",
    "PRAGMA writable_schema=ON",
    "PRAGMA user_version",
    "SELECT load_extension('x')",
    "VACUUM INTO 'copy.db'",
    "BEGIN",
]


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_no_other_question_is_answered(poll: str, reader: RoomReader, sql: str) -> None:
    reader.on_show()
    with pytest.raises(sqlite3.DatabaseError, match=r"prohibited|not authorized|authorization denied|no such table"):
        reader.conn.execute(sql).fetchall()


def test_even_where_the_gate_is_open_ballots_and_notes_cannot_be_read(
    book: Book, poll: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [
        "SELECT * FROM ballot",
        "SELECT body FROM entry",
        "SELECT * FROM note",
        "SELECT name FROM sqlite_master",
        "WITH room_last AS (SELECT marks FROM secret) SELECT * FROM room_last",
        "SELECT * FROM (SELECT marks FROM secret) AS room_poll",
    ]
    monkeypatch.setattr(room, "_QUESTIONS", room._QUESTIONS | set(asked))
    reader = RoomReader(book.path)
    for sql in asked:
        with pytest.raises(sqlite3.DatabaseError, match=r"prohibited|no such table"):
            reader._ask(sql)
    reader.close()


def readable(book: Book, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Return every row of every table and view that the room's own connection gives away, its gate held open."""
    columns: dict[str, list[str]] = {}
    with raw(book.path) as file, closing(room._store()) as store:
        for conn in (file, store):
            names = [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
            columns |= {n: [c[1] for c in conn.execute(f"PRAGMA table_xinfo({n})")] for n in [*names, "sqlite_master"]}
    asked = [(n, f'SELECT "{column}" FROM {n}') for n, held in columns.items() for column in held]
    monkeypatch.setattr(room, "_QUESTIONS", room._QUESTIONS | {sql for _, sql in asked})
    reader, found = RoomReader(book.path), dict[str, list[str]]()
    for name, sql in asked:
        reader._asking = True
        try:
            rows = reader.conn.execute(sql).fetchall()
        except sqlite3.DatabaseError:
            continue
        finally:
            reader._asking = False
        found.setdefault(name, []).extend(str(row[0]) for row in rows)
    reader.close()
    return found


def test_all_that_the_room_can_read_before_a_result_is_declared_holds_no_count(
    book: Book, poll: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with raw(book.path) as conn:
        conn.execute("INSERT INTO secret VALUES (?, 'thesecretkey', '{\"1\":7}')", (poll,))
    for state in (None, PollState.CLOSED, PollState.CHECKED):
        if state:
            polls.change_state(book, poll, state)
        found = readable(book, monkeypatch)
        assert set(found) == set(NAMES)
        assert not found["room_declared"]
        assert not found["room_every"]
        everything = " ".join(text for texts in found.values() for text in texts)
        for hidden in ("said in confidence", "marks", "P-01", "thesecretkey", '{"1":7}', "JB", *(
            b.id for b in records(book, Ballot)
        )):  # fmt: skip
            assert hidden not in everything


def test_a_declared_result_gives_away_no_ballot_and_nothing_of_another_poll(
    book: Book, poll: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    polls.change_state(book, poll, PollState.CLOSED)
    polls.declare(book, poll)
    found = readable(book, monkeypatch)
    assert "sentence" in "".join(found["room_declared"])
    assert not any(b.entry in "".join(found["room_declared"]) for b in records(book, Ballot))
    polls.change_state(book, next(p.id for p in records(book, Poll) if p.id != poll), PollState.OPEN)
    assert not readable(book, monkeypatch)["room_declared"]


@pytest.fixture
def series(book: Book, poll: str, meeting: str) -> list[str]:
    """Return two open polls more, which are of one series, of three ballots each."""
    found = []
    for title in ("First of two", "Second of two"):
        what = replace(next(p.what for p in records(book, Poll, id=poll)), title=title, series="both")
        found.append(polls.create(book, what))
        polls.change_state(book, found[-1], PollState.OPEN)
        for number in (1, 2, 3):
            ballots.cast(book, Ballot(found[-1], number, marks={"1": 1, "2": 2}, phase="primary"))
    return found


def everything(book: Book, monkeypatch: pytest.MonkeyPatch) -> str:
    return " ".join(text for texts in readable(book, monkeypatch).values() for text in texts)


def test_nothing_can_be_read_of_a_series_before_all_of_it_is_declared(
    book: Book, series: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = series
    polls.change_state(book, first, PollState.CLOSED)
    said = {"sentence": "told too early", "record_code": "X", "winners": ["1"], "scores": {"1": 3.25}}
    # Another program, or another laptop, may declare one alone; the room keeps to the rule all the same.
    early = book.append("declare", f"{first}.declared", said)
    head = next(e for e in book.current("state", subject=f"{first}.state"))
    book.append("state", f"{first}.state", {"poll": first, "state": "declared"}, head.id)
    for _ in range(2):
        found = readable(book, monkeypatch)
        assert not found.get("room_declared")
        assert not found.get("room_every")
        assert "told too early" not in everything(book, monkeypatch)
        assert "3.25" not in everything(book, monkeypatch)
        reader = RoomReader(book.path)
        shown = reader.on_show()
        reader.close()
        assert shown is not None
        assert shown.results == ()
        timing.give_minutes(book, second, 5)
    polls.change_state(book, second, PollState.CLOSED)
    assert not readable(book, monkeypatch).get("room_declared")
    polls.declare(book, second)
    told = readable(book, monkeypatch)["room_declared"]
    assert "told too early" in " ".join(told)
    assert early.id not in " ".join(told)
    assert not any(b.entry in " ".join(told) for b in records(book, Ballot))


def test_a_series_is_shown_whole_in_the_order_of_its_polls_and_hidden_while_one_is_open_again(
    book: Book, series: list[str], reader: RoomReader
) -> None:
    for id in series:
        polls.change_state(book, id, PollState.CLOSED)
    polls.declare(book, series[0])
    shown = reader.on_show()
    assert shown is not None
    assert [r.poll.title for r in shown.results] == ["First of two", "Second of two"]
    assert len({r.result.record_code for r in shown.results}) == 1
    polls.change_state(book, series[0], PollState.OPEN, "a late paper")
    shown = reader.on_show()
    assert shown is not None
    assert shown.results == ()
    ballots.cast(book, Ballot(series[0], 4, marks={"2": 1}, phase="primary"))
    polls.change_state(book, series[0], PollState.CLOSED)
    polls.declare(book, series[0])
    shown = reader.on_show()
    assert shown is not None
    first, second = shown.results
    assert first.result.correction.startswith("One late paper was added")
    assert "3 valid of 3 cast" in first.before
    assert second.before == ""
    assert len({r.result.record_code for r in shown.results}) == 2


def test_a_poll_that_joins_a_declared_series_holds_its_results_back_until_it_is_taken_away(
    book: Book, series: list[str], reader: RoomReader
) -> None:
    for id in series:
        polls.change_state(book, id, PollState.CLOSED)
    polls.declare(book, series[1])
    late = polls.create(book, Poll("Third", options=(Option("A", "a"), Option("B", "b")), series="both"))
    shown = reader.on_show()
    assert shown is not None
    assert shown.results == ()
    record.withdraw(book, late)
    shown = reader.on_show()
    assert shown is not None
    assert len(shown.results) == 2


def test_a_declaration_that_was_taken_back_is_not_told_as_declared_before(
    book: Book, poll: str, reader: RoomReader
) -> None:
    polls.change_state(book, poll, PollState.CLOSED)
    polls.declare(book, poll)
    take_back(book, poll)
    polls.declare(book, poll)
    shown = reader.on_show()
    assert shown is not None
    assert [r.before for r in shown.results] == [""]


def test_ballots_are_in_of_those_who_may_vote_or_else_of_the_tables_or_of_those_who_are_here(
    book: Book, meeting: str, poll: str, reader: RoomReader
) -> None:
    what = next(p.what for p in records(book, Poll, id=poll))
    held = next(m.what for m in records(book, Meeting, id=meeting))
    book.append("meeting", meeting, to_body(replace(held, tables=6)), next(iter(book.heads(meeting))).id)
    for unit, eligible, expected in (
        ("person", 0, (4, "present")), ("person", 40, (40, "eligible")), ("table", 0, (6, "tables")),
        ("table", 7, (7, "eligible")), ("school", 0, (4, "present")), ("school", 97, (97, "eligible")),
    ):  # fmt: skip
        id = polls.create(book, replace(what, unit=unit, eligible=eligible))
        polls.change_state(book, id, PollState.OPEN)
        shown = reader.on_show()
        assert shown is not None
        assert (shown.electorate, shown.base) == expected
    meetings.attend(book, Attendance(meeting, "P-05", phase="primary"))
    id = polls.create(book, what)
    polls.change_state(book, id, PollState.OPEN)
    meetings.attend(book, Attendance(meeting, "P-06", phase="primary"))
    shown = reader.on_show()
    assert shown is not None
    assert (shown.electorate, shown.base) == (5, "present")


def test_a_paper_keyed_twice_is_in_once_and_what_was_not_cast_is_not_in(
    book: Book, poll: str, reader: RoomReader
) -> None:
    body = {"poll": poll, "number": 3, "marks": {"1": 1}}
    book.append("ballot", "again", body)
    for status in NOT_CAST:
        book.append("ballot", status, body | {"number": 9, "status": status, "reason": "x"})
    book.append("ballot", "table", body | {"number": 8, "unit": "table", "people": 5})
    shown = reader.on_show()
    assert shown is not None
    assert shown.ballots_in == 3


def test_nothing_can_be_read_of_a_result_once_the_agenda_has_moved_on(
    book: Book, meeting: str, poll: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    polls.change_state(book, poll, PollState.CLOSED)
    polls.declare(book, poll)
    here = next(p.what.item for p in records(book, Poll, id=poll))
    elsewhere = next(m.what for m in records(book, Meeting, id=meeting)).after(here)
    assert elsewhere is not None
    meetings.start_item(book, meeting, elsewhere.id)
    found = readable(book, monkeypatch)
    assert not found["room_declared"]
    assert not found["room_poll"]
    meetings.start_item(book, meeting, here)
    assert readable(book, monkeypatch)["room_declared"]


def test_time_left_runs_from_the_entry_that_gave_it(book: Book, poll: str, reader: RoomReader) -> None:
    before = reader.on_show()
    assert before is not None
    assert before.closes is None
    timing.give_minutes(book, poll, 5)
    shown = reader.on_show()
    assert shown is not None
    given = records(book, StateChange, id=f"{poll}.state")[0]
    assert shown.closes == datetime.fromisoformat(given.at) + timedelta(minutes=5)
    timing.give_minutes(book, poll, 0)
    again = reader.on_show()
    assert again is not None
    assert again.closes is None
    timing.give_minutes(book, poll, 5)
    polls.change_state(book, poll, PollState.CLOSED)
    closed = reader.on_show()
    assert closed is not None
    assert closed.closes is None


def test_a_time_for_a_poll_that_is_not_open_or_for_ever_is_refused(book: Book, poll: str) -> None:
    for minutes in (-1, 601):
        with pytest.raises(HepError, match="1 to 600 minutes"):
            timing.give_minutes(book, poll, minutes)
    polls.change_state(book, poll, PollState.CLOSED)
    with pytest.raises(HepError, match="Only an open poll"):
        timing.give_minutes(book, poll, 5)


def test_a_time_that_nobody_can_read_is_no_time(book: Book, poll: str, reader: RoomReader) -> None:
    for minutes in ("soon", [1], 10**6, True):
        book.append("state", f"{poll}.state", {"poll": poll, "state": "open", "minutes": minutes})
        shown = reader.on_show()
        assert shown is not None
        assert shown.closes is None or minutes is True


def test_nothing_that_is_shown_holds_a_ballot_or_a_note(book: Book, poll: str, reader: RoomReader) -> None:
    polls.change_state(book, poll, PollState.CLOSED)
    polls.declare(book, poll)
    shown = repr(reader.on_show())
    assert "said in confidence" not in shown
    assert "marks" not in shown
    assert not any(f"'{b.id}'" in shown for b in records(book, Ballot))


def test_what_is_no_review_cannot_be_shown(book: Book) -> None:
    with pytest.raises(NotALogbook):
        RoomReader(book.path.with_name("nothing.hep"))


def test_a_file_that_was_cut_off_is_shown_once_the_half_is_undone(book: Book, poll: str) -> None:
    half = RoomReader(cut_off(book.path, "half.hep"))
    shown = half.on_show()
    half.close()
    assert shown is not None
    assert shown.ballots_in == 3


def test_a_file_without_the_views_is_refused_in_a_sentence(book: Book) -> None:
    other = copied(book.path, "other.hep")
    with raw(other) as conn:
        conn.execute("DROP VIEW room_poll")
    with pytest.raises(Damaged, match="open it with hep open, then try again"):
        RoomReader(other)
