"""Rows that go to the record in the background, and what a screen hears of them."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hep_tui.actions import deeds
from hep_tui.domain.notes import Note
from hep_tui.domain.outbox import Deed, Job, Outbox, Row
from hep_tui.logbook import Book, NotStored
from hep_tui.tui import sending
from hep_tui.tui.kept import Kept
from hep_tui.tui.sending import Fate, Sender


def said(text: str, subject: str = "n1") -> Deed:
    return Deed("note", subject, Note(text, "m1"))


class Disk:
    """Store what it is asked for, unless something is wrong with it; `slow` makes it wait to be let go."""

    def __init__(self) -> None:
        self.wrong = ""
        self.slow: asyncio.Event | None = None
        self.stored: list[str] = []

    async def ask(self, _what: Any, job: Job) -> Callable[[Outbox], object]:
        if self.slow:
            await self.slow.wait()
        if self.wrong == "fault":
            raise ZeroDivisionError
        if self.wrong.startswith("No"):
            return lambda box: box.refuse(self.wrong)
        if self.wrong:
            return lambda box: box.unreached(self.wrong)
        self.stored.append(job.deed.value.text)
        return Outbox.landed


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def sender(disk: Disk, tmp_path: Path) -> Sender:
    sender = Sender(disk.ask, lambda **_: None)
    sender.kept = Kept(tmp_path / "a.hep")
    return sender


async def sent(sender: Sender, deed: Deed) -> Row:
    """Enter a deed, and wait as a screen does before it says what became of it."""
    row = sender.enter(deed)
    await sender.settled()
    return row


def kept(tmp_path: Path, sender: Sender) -> list[str]:
    """Return what would be found if the program died now."""
    assert sender.kept
    sender.kept.close()
    return [deeds.from_json(row).value.text for row in Kept(tmp_path / "a.hep").found().rows.values()]


async def test_a_row_that_the_disk_takes_is_stored_and_kept_no_longer(
    disk: Disk, sender: Sender, tmp_path: Path
) -> None:
    row = await sent(sender, said("one"))
    assert (sender.fate(row), disk.stored, sender.words) == (Fate.STORED, ["one"], "")
    assert kept(tmp_path, sender) == []


async def test_rows_wait_for_the_disk_in_words_and_go_in_order_when_it_is_well(
    disk: Disk, sender: Sender, tmp_path: Path
) -> None:
    disk.wrong = "DISK FULL"
    rows = [await sent(sender, said(text, text)) for text in ("one", "two")]
    assert [sender.fate(row) for row in rows] == [Fate.WAITS, Fate.WAITS]
    assert sender.words == "DISK FULL: 2 not stored yet"
    disk.wrong = ""
    await sender.go()
    assert (disk.stored, sender.words) == (["one", "two"], "")


async def test_whoever_enters_something_waits_a_moment_for_the_disk_and_no_longer(
    disk: Disk, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "PATIENCE", 0.01)
    disk.slow = asyncio.Event()
    rows = [await sent(sender, said(text, text)) for text in ("one", "two")]
    assert [sender.fate(row) for row in rows] == [Fate.WAITS, Fate.WAITS]
    assert sender.words == "2 not stored yet"
    disk.slow.set()
    await sender.go()
    assert disk.stored == ["one", "two"]


async def test_what_is_refused_waits_for_a_person_and_is_kept(disk: Disk, sender: Sender, tmp_path: Path) -> None:
    disk.wrong = "No such meeting."
    row = await sent(sender, said("one"))
    assert (sender.fate(row), row.refused, sender.words) == (Fate.REFUSED, "No such meeting.", "1 REFUSED")
    assert kept(tmp_path, sender) == ["one"]
    sender.withdraw("n1")
    assert kept(tmp_path, sender) == []


async def test_a_fault_of_our_own_loses_no_row_and_is_not_asked_for_again(disk: Disk, sender: Sender) -> None:
    disk.wrong = "fault"
    row = await sent(sender, said("one"))
    assert sender.fate(row) is Fate.REFUSED
    disk.wrong = ""
    await sender.go()
    assert disk.stored == []


async def test_what_waits_when_the_program_dies_is_kept_with_all_that_it_says(
    disk: Disk, sender: Sender, tmp_path: Path
) -> None:
    disk.wrong = "FILE IN USE"
    deed = Deed("note", "n1", Note("one", "m1", "works", 3, phase="primary"), Note("on", "m1"), ("new",), "one #new")
    await sent(sender, deed)
    assert sender.kept
    sender.kept.close()
    [row] = Kept(tmp_path / "a.hep").found().rows.values()
    assert deeds.from_json(row) == deed


async def test_one_that_was_taken_back_and_may_be_stored_is_kept_as_taking_back(
    sender: Sender, disk: Disk, tmp_path: Path
) -> None:
    disk.slow = asyncio.Event()
    sender.enter(said("one"))
    while sender.box.job is None:
        await asyncio.sleep(0)
    sender.withdraw("n1")
    assert sender.kept
    sender.kept.close()
    [row] = Kept(tmp_path / "a.hep").found().rows.values()
    assert deeds.from_json(row) == Deed("note", "n1", None, Note("one", "m1"))
    sender.go().cancel()


def test_a_deed_that_the_record_has_is_not_done_again(book: Book) -> None:
    deed = said("one")
    assert deeds.resumed(book, deed) == deed
    job = Outbox()
    job.enter(deed)
    taken = job.take()
    assert taken
    deeds.attempt(book, taken)(job)
    assert deeds.resumed(book, deed) is None
    better = said("better")
    assert deeds.resumed(book, better) == Deed("note", "n1", Note("better", "m1"), Note("one", "m1"))
    assert deeds.resumed(book, Deed("note", "n2", None, Note("gone", "m1"))) is None


def test_a_book_that_cannot_be_reached_is_a_state_and_no_error(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise NotStored("in use", state="FILE IN USE")

    monkeypatch.setattr(Book, "append_all", fails)
    box = Outbox()
    box.enter(said("one"))
    taken = box.take()
    assert taken
    deeds.attempt(book, taken)(box)
    assert (box.why, len(box.rows)) == ("FILE IN USE", 1)
