"""Notes go through an outbox onto a disk that fills, locks, fails and recovers at every step, while the program dies.

The notes that stand are those that a person confirmed, in their order, each with its own speaker.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from hep_tui.actions import deeds
from hep_tui.domain.notes import Note
from hep_tui.domain.outbox import Deed, Outbox
from hep_tui.logbook.records import records
from tests.logbook.tools import again, laptop

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


class Typing(RuleBasedStateMachine):
    """Hold what a person confirmed, in order, beside the outbox, what it keeps on the laptop, and the file."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="outbox-"))
        self.path = self.folder / "review.hep"
        laptop(self.path).close()
        self.seed = 100
        self.confirmed: dict[str, Note] = {}
        self.entered = 0
        self.fault = WELL
        self._start()

    def _start(self) -> None:
        self.seed += 1
        self.book = again(self.path, self.seed)
        self.disk = Disk(self.book.conn, self.fault)
        self.book.conn = self.disk  # type: ignore[assignment]
        self.box = Outbox()

    @rule(speaker=st.sampled_from(["primary", "secondary"]))
    def says(self, speaker: str) -> None:
        """Somebody says something; Enter."""
        self.entered += 1
        note, id = Note(f"words {self.entered}", "m1", phase=speaker), f"n{self.entered}"
        self.confirmed[id] = note
        self.box.enter(Deed("note", id, note))

    @rule(pick=PICK)
    def corrects(self, pick: int) -> None:
        """The person brings a note into the line, wherever it is by now, and enters it otherwise."""
        if id := self._picked(pick):
            before = self.confirmed[id]
            self.entered += 1
            self.confirmed[id] = replace(before, text=f"better words {self.entered}")
            self.box.enter(Deed("note", id, self.confirmed[id], before))

    @rule(pick=PICK)
    def takes_back(self, pick: int) -> None:
        """The person takes a note back, wherever it is by now."""
        if id := self._picked(pick):
            before = self.confirmed[id]
            row = self.box.withdraw(id)
            if row is None:
                del self.confirmed[id]
                self.box.enter(Deed("note", id, None, before))
            elif row.deed.before is None:
                del self.confirmed[id]
            else:
                self.confirmed[id] = row.deed.before

    def _picked(self, pick: int) -> str:
        ids = list(self.confirmed)
        return ids[pick % len(ids)] if ids else ""

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
        self.disk.fault = WELL
        for id, note in self.confirmed.items():
            if id not in waits:
                assert deeds.stands(self.book, Deed("note", id, note, note)), id
        self.disk.fault = self.fault

    def teardown(self) -> None:
        """With a disk that is well again, what stands is what was confirmed."""
        self.disk.fault = WELL
        while job := self.box.take():
            deeds.attempt(self.book, job)(self.box)
        assert [(n.id, n.what) for n in records(self.book, Note)] == list(self.confirmed.items())
        assert (self.box.rows, self.box.why) == ([], "")
        self.disk.conn.close()
        again(self.path).close()
        shutil.rmtree(self.folder)


def _run(examples: int, steps: int) -> None:
    how = settings(max_examples=examples, stateful_step_count=steps, phases=[Phase.generate, Phase.shrink])
    run_state_machine_as_test(Typing, settings=how)


def test_what_stands_is_what_was_confirmed_whatever_the_disk_does() -> None:
    _run(15, 30)


@pytest.mark.long
def test_what_stands_is_what_was_confirmed_whatever_the_disk_does_long() -> None:
    _run(2000, 60)
