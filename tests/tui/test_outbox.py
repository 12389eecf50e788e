"""Notes while the disk does not take them, and after the program died: none is lost, glued, or turned into another."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hep_tui.actions import deeds, notes
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.meetings import Attendance, Step
from hep_tui.domain.notes import Note
from hep_tui.domain.outbox import Deed
from hep_tui.logbook import Book, NotStored
from hep_tui.logbook.records import records
from hep_tui.logbook.watch import Watch
from hep_tui.tui.kept import Kept
from tests.tui.conftest import Actor, Stage
from tests.tui.scenes import NOW

Trouble = Callable[[str], AbstractContextManager[None]]


@pytest.fixture
def trouble(monkeypatch: pytest.MonkeyPatch) -> Trouble:
    """Return a way to let the disk take nothing for a while."""

    @contextmanager
    def taking_nothing(state: str) -> Any:
        def fails(*_: object) -> None:
            raise NotStored("It is not stored yet.", state=state)

        with monkeypatch.context() as patch:
            patch.setattr(Book, "_store", fails)
            yield

    return taking_nothing


async def recovered(actor: Actor) -> list[str]:
    """Let the clock strike once the disk is well again, and return the words of the notes in their order."""
    await actor.app.beneath.sender.go()
    await actor.press()
    return [n.text for n in await actor.notes()]


async def test_what_the_disk_does_not_take_is_shown_at_once_and_stored_in_order_later(
    on_stage: Stage, trouble: Trouble
) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=before", "enter")
        with trouble("DISK FULL"):
            await actor.press("=alpha words @primary", "enter")
            assert actor.app.screen.line.value == ""
            assert "not stored yet" in actor.seen
            assert "alpha words" in actor.seen
            assert actor.said.startswith("Not stored yet (DISK FULL)")
            await actor.press("=beta @secondary", "enter")
            assert "DISK FULL: 2 not stored yet" in actor.seen
        assert await recovered(actor) == ["before", "alpha words", "beta"]
        assert [n.phase for n in await actor.notes()] == ["", "primary", "secondary"]
        assert "not stored yet" not in actor.seen
        assert "saved" in actor.seen


async def test_a_correction_that_waits_is_of_its_note_and_the_next_note_is_another(
    on_stage: Stage, trouble: Trouble
) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=good note", "enter")
        with trouble("FILE IN USE"):
            await actor.press("up", "= improved", "enter")
            await actor.press("=brand new note", "enter")
        assert await recovered(actor) == ["good note improved", "brand new note"]


async def test_a_note_that_waits_is_corrected_in_its_place_and_never_stood_otherwise(
    on_stage: Stage, trouble: Trouble
) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6")
        with trouble("DISK FULL"):
            await actor.press("=said by Mrs Example", "enter", "=two", "enter")
            await actor.press("up", "up", "ctrl+u", "=said by a head", "enter")
        assert await recovered(actor) == ["said by a head", "two"]
        written = await actor.ask(lambda book: [e.body for e in book.entries() if e.kind == "note"])
        assert not any("Example" in body for body in written)


async def test_esc_leaves_a_note_that_waits_as_it_was_and_stays_in_the_meeting(
    on_stage: Stage, trouble: Trouble
) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6")
        with trouble("DISK FULL"):
            await actor.press("=one", "enter", "up", "= more", "escape", "escape")
            await actor.press("=two", "enter")
        assert await recovered(actor) == ["one", "two"]


async def test_u_takes_back_what_waits_and_only_that(on_stage: Stage, trouble: Trouble) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=stored", "enter")
        with trouble("DISK FULL"):
            await actor.press("=one", "enter", "=two", "enter", "=u", "enter")
            assert actor.said == "Taken back before it was stored: two"
            assert "two" not in actor.seen.split("Taken back")[0]
        assert await recovered(actor) == ["stored", "one"]


async def test_digits_put_a_theme_on_a_note_that_waits(on_stage: Stage, trouble: Trouble) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=first #send", "enter")
        with trouble("DISK FULL"):
            await actor.press("=second", "enter", "=1", "enter")
        assert await recovered(actor) == ["first", "second"]
        assert [n.themes for n in await actor.notes()] == [("send",), ("send",)]


async def test_a_refused_note_goes_back_into_the_line_and_is_never_glued_to_the_next(
    on_stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "x" * 4001
    async with on_stage() as actor:
        await actor.press("enter", "f6")
        actor.app.screen.line.value = long
        await actor.press("enter")
        assert "can hold 4,000" in actor.said
        assert actor.app.screen.line.value == long
        await actor.press("ctrl+u", "=short", "enter")
        assert [n.text for n in await actor.notes()] == ["short"]


async def test_a_note_whose_fate_the_disk_left_open_is_stored_once(
    on_stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = notes.add

    def adds(book: Book, *args: Any, **more: Any) -> str:
        id = add(book, *args, **more)
        monkeypatch.setattr(notes, "add", add)
        raise NotStored("The disk did not answer.", book.history(id), "DISK FAILS")

    monkeypatch.setattr(notes, "add", adds)
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=heard", "enter")
        assert "DISK FAILS: 1 not stored yet" in actor.seen
        assert await recovered(actor) == ["heard"]
        assert len(await actor.ask(lambda book: [e for e in book.entries() if '"heard"' in (e.body or "")])) == 1


async def test_leaving_says_what_is_not_stored_yet(on_stage: Stage, trouble: Trouble) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6")
        with trouble("DISK FULL"):
            await actor.press("=one", "enter", "f10")
            assert "Leave hep? DISK FULL: 1 not stored yet." in actor.seen
            assert "hep offers it again at the next start" in actor.app.beneath.farewell()


async def test_what_any_form_records_waits_too_and_once(on_stage: Stage, trouble: Trouble) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6")
        first = actor.app.screen.item
        with trouble("DISK FULL"):
            await actor.press("f6")
            assert actor.said == "Not stored yet (DISK FULL): “next item” waits, and hep goes on trying."
            await actor.press("f6")
            assert actor.said.startswith("“next item” is not stored yet and goes first")
            assert actor.app.screen.item == first
        await recovered(actor)
        steps = [s.what.item for s in await actor.ask(records, Step, meeting=actor.app.screen.meeting)]
        assert len(steps) == 2
        assert steps[0] == first != steps[1]


async def test_what_a_form_records_can_be_taken_back_while_it_waits(on_stage: Stage, trouble: Trouble) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6")
        with trouble("DISK FULL"):
            await actor.press("f6", "ctrl+z")
            assert actor.said == "Taken back before it was stored: next item"
        await recovered(actor)
        assert len(await actor.ask(records, Step, meeting=actor.app.screen.meeting)) == 1


async def test_people_at_the_door_wait_and_are_found_where_they_are_now(on_stage: Stage, trouble: Trouble) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "ctrl+r")
        meeting = actor.app.screen.meeting
        before = len(await actor.ask(records, Attendance, meeting=meeting))
        with trouble("FILE IN USE"):
            await actor.press("=barn t2", "enter")
            assert actor.said.startswith("Not stored yet (FILE IN USE)")
            assert "FILE IN USE: 1 not stored yet" in actor.seen
            await actor.press("=barn t3", "enter")
            assert "FILE IN USE: 1 not stored yet" in actor.seen
        await actor.app.beneath.sender.go()
        found = await actor.ask(records, Attendance, meeting=meeting)
        assert [a.what.table_no for a in found[before:]] == [3]


async def test_ballots_wait_in_order_and_the_next_one_stands_ready(on_stage: Stage, trouble: Trouble) -> None:
    async with on_stage() as actor:
        await actor.press("enter", *["f6"] * 4, "f7", "o", "enter", "k")
        with trouble("DISK FULL"):
            await actor.press(*"4231", "enter")
            assert actor.said.startswith("Not stored yet (DISK FULL): ballot 001")
            await actor.press(*"1234", "enter")
            assert "DISK FULL: 2 not stored yet" in actor.seen
            await actor.press("u")
            assert actor.said.startswith("Taken back before it was stored: ballot 002")
        await actor.app.beneath.sender.go()
        assert [b.what.number for b in await actor.ask(records, Ballot)][-1] == 1


# After the program died


def kept(review: Path, *rows: Deed, line: tuple[str, str, str] | None = None) -> None:
    """Keep rows as a program does that is killed right after."""
    file = Kept(review)
    for deed in rows:
        file.row(deed.subject, deeds.to_json(deed))
    if line:
        file.line(*line)
    file.close()


async def meeting_of(on_stage: Stage) -> tuple[str, Path]:
    """Open the next meeting, leave, and return it and the file of the review."""
    async with on_stage() as actor:
        await actor.press("enter")
        return actor.app.screen.meeting, actor.app.review_path


async def test_each_row_is_offered_by_itself_stored_or_dropped(on_stage: Stage) -> None:
    meeting, path = await meeting_of(on_stage)
    kept(path, *(Deed("note", f"n{text}", Note(text, meeting), words=text) for text in ("one", "two", "three")))
    async with on_stage() as actor:
        assert "hep stopped before this was stored (3 wait)" in actor.seen
        assert " one" in actor.seen
        await actor.press("enter", "=d", "enter", "escape")
        await actor.press("enter")
        assert [n.text for n in await actor.notes()] == ["one"]
    async with on_stage() as actor:
        assert "hep stopped before this was stored" in actor.seen
        await actor.press("enter", "enter")
        assert [n.text for n in await actor.notes()] == ["three"]
    async with on_stage() as actor:
        assert "hep stopped" not in actor.seen


async def test_what_reached_the_disk_before_the_crash_is_not_offered(on_stage: Stage) -> None:
    async with on_stage() as actor:
        noted, path = (await actor.ask(records, Note))[0], actor.app.review_path
    kept(path, Deed("note", noted.id, noted.what, words="said and stored"))
    async with on_stage() as actor:
        assert "hep stopped" not in actor.seen


async def test_what_another_program_kept_there_is_passed_over(on_stage: Stage) -> None:
    _, path = await meeting_of(on_stage)
    file = Kept(path)
    file.row("n1", {"subject": "n1", "kind": "nothing", "value": 1})
    file.close()
    async with on_stage() as actor:
        assert "hep stopped" not in actor.seen


async def test_a_half_typed_line_comes_back_and_is_gone_once_it_is_stored(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=- half a tho")
    async with on_stage() as actor:
        await actor.press("enter")
        assert actor.app.screen.line.value == "- half a tho"
        assert actor.said.startswith("This was being typed when hep stopped")
        await actor.press("=ught", "enter")
        assert [n.text for n in await actor.notes()] == ["half a thought"]
    async with on_stage() as actor:
        await actor.press("enter")
        assert actor.app.screen.line.value == ""


async def test_clearing_the_line_on_purpose_clears_what_is_kept(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "=never mind", "escape", "escape", "escape")
    async with on_stage() as actor:
        await actor.press("enter")
        assert actor.app.screen.line.value == ""


# What is beneath


async def test_a_clock_behind_the_newest_entry_is_said(on_stage: Stage) -> None:
    async with on_stage(now=lambda: NOW - timedelta(days=300)) as actor:
        assert actor.said.startswith("The newest entry here is of ")
        assert "look whether it is right" in actor.said


async def test_a_clock_that_is_set_is_said_and_everything_is_measured_anew(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.app.beneath._look()
        assert "clock" not in actor.said
        actor.app.now = lambda: NOW - timedelta(hours=1)
        await actor.app.beneath._look()
        assert actor.said.startswith("The clock of this laptop was put back by 60 minutes; look whether it is right.")


async def test_a_file_in_use_is_a_state_and_goes_by(on_stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_use(*_: object) -> None:
        raise NotStored("in use", state="FILE IN USE")

    async with on_stage() as actor:
        with monkeypatch.context() as patch:
            patch.setattr(Watch, "look", in_use)
            await actor.app.beneath._look()
            await actor.press()
            assert "FILE IN USE" in actor.seen
        await actor.app.beneath._look()
        await actor.press()
        assert "FILE IN USE" not in actor.seen


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody do this to an open file")
async def test_a_file_that_was_changed_is_left_and_everything_goes_on_in_another(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=precious one", "enter")
        path = actor.app.review_path
        os.truncate(path, 0)
        await actor.press("=said meanwhile", "enter")
        await actor.app.beneath._look()
        await actor.press()
        assert "THE FILE WAS CHANGED, now in demo-rescued.hep" in actor.seen
        await actor.press("=and after", "enter")
        assert [n.text for n in await actor.notes()] == ["precious one", "said meanwhile", "and after"]
        assert path.stat().st_size == 0
        assert "demo-rescued.hep" in actor.app.beneath.farewell()


async def test_a_correction_while_reading_back_waits_too(on_stage: Stage, trouble: Trouble) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6", "=good note", "enter", "f3")
        with trouble("DISK FULL"):
            await actor.press("enter", "= improved", "enter")
            assert actor.said == "Not stored yet (DISK FULL): good note improved"
        await actor.app.beneath.sender.go()
        assert [n.text for n in await actor.notes()] == ["good note improved"]


async def test_a_form_that_waits_is_kept_for_when_the_program_dies(on_stage: Stage, trouble: Trouble) -> None:
    async with on_stage() as actor:
        await actor.press("enter", "f6")
        meeting, path = actor.app.screen.meeting, actor.app.review_path
        with trouble("DISK FULL"):
            await actor.press("f6")
            row = actor.app.beneath.sender.form
            assert row
            held = deeds.to_json(row.deed)
            actor.app.beneath.sender.take_back()
    file = Kept(path)
    file.row(row.subject, held)
    file.close()
    async with on_stage() as actor:
        assert "hep stopped before this was stored" in actor.seen
        assert " next item" in actor.seen
        await actor.press("enter")
        assert len(await actor.ask(records, Step, meeting=meeting)) == 1
