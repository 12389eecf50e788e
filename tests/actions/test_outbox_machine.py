"""All that is entered goes through an outbox onto a disk that fills, locks, fails and recovers, while the program dies.

Notes, people at the door, rankings and hands that stand are those that a person confirmed, each as it was entered, the
notes in their order; also where somebody takes the file away, empties it or lays an older copy over it meanwhile.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from hep_tui.actions import deeds, polls
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.notes import Note
from hep_tui.domain.outbox import ENTRIES, Deed, Outbox
from hep_tui.domain.polls import Hands, Option, Poll, PollState
from hep_tui.logbook import Book, Draft, NotStored, backup
from hep_tui.logbook.errors import FileChanged
from hep_tui.logbook.records import KINDS, record_of, records
from hep_tui.logbook.rescue import rescue
from hep_tui.logbook.watch import Watch
from tests.logbook.tools import again, laptop, note

WELL, FULL, IN_USE, FAILS, SAYS_NOTHING, UNREADABLE = "well", "full", "in use", "fails", "says nothing", "unreadable"


@dataclass
class Disk:
    """Stand between a book and its file; `fault` says how the disk behaves."""

    conn: sqlite3.Connection
    fault: str = WELL

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        if self.fault == UNREADABLE:
            raise sqlite3.OperationalError("disk I/O error")
        if self.fault == IN_USE and sql.startswith("BEGIN"):
            raise sqlite3.OperationalError("database is locked")
        if sql == "COMMIT" and self.fault == FAILS:
            raise sqlite3.OperationalError("disk I/O error")
        found = self.conn.execute(sql, *values)
        if sql == "COMMIT" and self.fault == SAYS_NOTHING:
            raise sqlite3.OperationalError("disk I/O error")
        return found

    def executemany(self, sql: str, rows: Any) -> sqlite3.Cursor:
        if self.fault == FULL:
            raise sqlite3.OperationalError("database or disk is full")
        return self.conn.executemany(sql, rows)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.conn, name)


PICK = st.integers(0, 7)
OPTIONS = ("1", "2", "3")
SPOILT: dict[str, Callable[[Path, Path], object]] = {
    "taken away": lambda path, old: path.unlink(),
    "emptied": lambda path, old: os.truncate(path, 0),
    "cut short": lambda path, old: os.truncate(path, 5000),
    "overwritten": lambda path, old: path.write_bytes(bytes(30_000)),
    "an older copy over it": lambda path, old: shutil.copyfile(old, path),
    "an older copy in its place": lambda path, old: shutil.copyfile(old, path.with_name("new.hep")).replace(path),
}
"""What others may do to a file that is open, given an older copy of it."""


def begun(path: Path) -> None:
    """Make a review with an open ranking and an open show of hands."""
    book = laptop(path)
    options = tuple(Option(id, f"Option {id}") for id in OPTIONS)
    for title, method in (("Which?", "rank"), ("Go on?", "hands")):
        polls.change_state(book, polls.create(book, Poll(title, method=method, options=options)), PollState.OPEN)
    book.close()


class Typing(RuleBasedStateMachine):
    """Hold what a person confirmed, in order, beside the outbox, what it keeps on the laptop, and the file."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="outbox-"))
        self.path = self.folder / "review.hep"
        begun(self.path)
        self.old = shutil.copyfile(self.path, self.folder / "old.hep")
        self.seed = 100
        self.confirmed: dict[str, Any] = {}
        self.entered = 0
        self.fault = WELL
        self._start()

    def _start(self) -> None:
        self.seed += 1
        book = again(self.path, self.seed)
        # As at every start behind which something is new.
        backup.backup(book, self.folder / "copies")
        self.ranking, self.hands = (poll.id for poll in records(book, Poll))
        self.box = Outbox()
        self._take_up(book)

    def _take_up(self, book: Book) -> None:
        self.book, self.path, self.watch = book, book.path, Watch(book)
        self.disk = Disk(book.conn, self.fault)
        book.conn = self.disk  # type: ignore[assignment]

    @rule(speaker=st.sampled_from(["primary", "secondary"]))
    def says(self, speaker: str) -> None:
        """Somebody says something; Enter."""
        self._enter("note", "n", lambda n: Note(f"words {n}", "m1", phase=speaker))

    @rule(table=PICK)
    def lets_in(self, table: int) -> None:
        """Somebody comes in at the door."""
        self._enter("attendance", "m1.p", lambda n: Attendance("m1", f"p{n}", table_no=table))

    @rule(marks=st.permutations([1, 2, 3]))
    def keys(self, marks: list[int]) -> None:
        """A paper is keyed."""
        ranks = dict(zip(OPTIONS, marks, strict=True))
        self._enter("ballot", "b", lambda n: Ballot(self.ranking, n, marks=ranks))

    def _enter(self, kind: str, id: str, made: Callable[[int], Any]) -> None:
        self.entered += 1
        subject, value = f"{id}{self.entered}", made(self.entered)
        self.confirmed[subject] = value
        self.box.enter(Deed(kind, subject, value))

    @rule(yes=PICK)
    def counts_hands(self, yes: int) -> None:
        """Hands are counted, in a form that stores at once or goes on trying; not while one does."""
        if any(row.deed.kind == ENTRIES for row in self.box.rows):
            return
        hands = Hands(self.hands, 9, {"1": {"": yes}})
        try:
            polls.show_hands(self.book, hands)
        except NotStored as error:
            drafts = error.drafts or tuple(Draft(e.kind, e.subject, e.data, e.replaces) for e in error.entries)
            if not drafts:
                return
            self.entered += 1
            self.box.adopt(Deed(ENTRIES, f"form{self.entered}", drafts, words="hands"), error.entries)
            self.box.why = error.state
        except sqlite3.Error:
            # Read before anything was to be stored: the form says so, and is still filled in.
            return
        self.confirmed[f"{self.hands}.hands"] = hands

    @rule(pick=PICK)
    def corrects(self, pick: int) -> None:
        """The person brings something into the line, wherever it is by now, and enters it otherwise."""
        if id := self._picked(pick):
            before = self.confirmed[id]
            self.entered += 1
            self.confirmed[id] = self._otherwise(before)
            self.box.enter(Deed(KINDS[type(before)], id, self.confirmed[id], before))

    def _otherwise(self, value: Any) -> Any:
        if isinstance(value, Note):
            return replace(value, text=f"better words {self.entered}")
        if isinstance(value, Attendance):
            return replace(value, table_no=10 + self.entered)
        marks = [1 + (rank + self.entered) % 3 for rank in value.marks.values()]
        return replace(value, marks=dict(zip(OPTIONS, marks, strict=True)))

    @rule(pick=PICK)
    def takes_back(self, pick: int) -> None:
        """The person takes something back, wherever it is by now."""
        if id := self._picked(pick):
            before = self.confirmed[id]
            row = self.box.withdraw(id)
            if row is None:
                del self.confirmed[id]
                self.box.enter(Deed(KINDS[type(before)], id, None, before))
            elif row.deed.before is None:
                del self.confirmed[id]
            else:
                self.confirmed[id] = row.deed.before

    def _picked(self, pick: int) -> str:
        ids = [id for id, value in self.confirmed.items() if not isinstance(value, Hands)]
        return ids[pick % len(ids)] if ids else ""

    @rule(how=st.sampled_from(sorted(SPOILT)))
    def loses_the_file(self, how: str) -> None:
        """Somebody does something to the file; it is noticed, and everything goes on in another one."""
        SPOILT[how](self.path, self.old)
        self.disk.fault = WELL
        if not self._lost():
            self.disk.fault = self.fault
            return
        lost = self.book
        self._take_up(rescue(self.watch, (self.folder,), self.folder / "copies"))
        lost.abandon()

    def _lost(self) -> bool:
        try:
            self.watch.look()
        except FileChanged:
            return True
        return False

    @rule(fault=st.sampled_from([WELL, FULL, IN_USE, FAILS, SAYS_NOTHING, UNREADABLE]))
    def turns(self, fault: str) -> None:
        """The disk behaves otherwise from now on."""
        self.fault = self.disk.fault = fault

    @rule()
    def asks(self) -> None:
        """The program asks the disk for something; it answers later."""
        self._ask(lambda heard: heard(self.box))

    @rule(during=st.sampled_from(["corrects", "takes_back", "says"]), pick=PICK)
    def asks_slowly(self, during: str, pick: int) -> None:
        """The person goes on while the disk is at work."""

        def meanwhile(heard: Callable[[Outbox], object]) -> None:
            self.says("primary") if during == "says" else getattr(self, during)(pick)
            heard(self.box)

        self._ask(meanwhile)

    def _ask(self, hear: Callable[[Callable[[Outbox], object]], None]) -> None:
        job = self.box.take()
        if job:
            hear(deeds.attempt(self.book, job))

    @rule()
    def dies(self) -> None:
        """The program is killed; what the laptop kept is offered again, and the person has all of it stored."""
        kept = [deeds.to_json(row.deed) for row in self.box]
        gone = [row.tried.deed for row in self.box.rows if row.gone and row.tried]
        self.disk.conn.close()
        self.fault = WELL
        self._start()
        for tried in gone:
            # It was taken back, and only now is it known whether it had been stored.
            if deeds.stands(self.book, tried):
                self.box.enter(replace(tried, value=tried.before, before=tried.value))
        for held in kept:
            if deed := deeds.resumed(self.book, deeds.from_json(held)):
                self.box.enter(deed)

    @invariant()
    def nothing_is_said_to_be_stored_that_is_not(self) -> None:
        waits = {row.subject for row in self.box.rows}
        if any(row.deed.kind == ENTRIES for row in self.box.rows):
            waits.add(f"{self.hands}.hands")
        self.disk.fault = WELL
        for id, value in self.confirmed.items():
            if id not in waits:
                assert (held := record_of(self.book, type(value), id)), id
                assert held.what == value
        self.disk.fault = self.fault

    def teardown(self) -> None:
        """With a disk that is well again, what stands is what was confirmed."""
        self.disk.fault = WELL
        while job := self.box.take():
            deeds.attempt(self.book, job)(self.box)
        for kind in (Note, Attendance, Ballot, Hands):
            found = [(each.id, each.what) for each in records(self.book, kind)]
            asked = [(id, value) for id, value in self.confirmed.items() if isinstance(value, kind)]
            assert (found if kind is Note else sorted(found)) == (asked if kind is Note else sorted(asked))
        assert (self.box.rows, self.box.why) == ([], "")
        self.disk.conn.close()
        again(self.path).close()
        shutil.rmtree(self.folder)


def _run(examples: int, steps: int) -> None:
    how = settings(max_examples=examples, stateful_step_count=steps, phases=[Phase.generate, Phase.shrink])
    run_state_machine_as_test(Typing, settings=how)


def test_what_stands_is_what_was_confirmed_whatever_the_disk_does() -> None:
    _run(8, 25)


def test_what_had_arrived_after_all_goes_into_the_rescue_as_well() -> None:
    typing = Typing()
    typing.keys([1, 2, 3])
    typing.turns(SAYS_NOTHING)
    typing.asks()
    typing.takes_back(0)
    for _ in range(3):
        typing.asks()
    typing.loses_the_file("cut short")
    typing.teardown()


def test_taking_back_what_was_lost_with_the_file_is_looked_at_again() -> None:
    typing = Typing()
    with closing(again(typing.path, 7)) as other:
        note(other, "n9", "in another window")
    typing.confirmed["n9"] = Note("in another window")
    typing.turns(SAYS_NOTHING)
    typing.takes_back(0)
    typing.asks()
    typing.loses_the_file("an older copy over it")
    typing.teardown()


@pytest.mark.long
def test_what_stands_is_what_was_confirmed_whatever_the_disk_does_long() -> None:
    _run(1000, 60)
