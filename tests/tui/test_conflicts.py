from pathlib import Path
from typing import Any

from hep_tui.actions import notes as note_actions
from hep_tui.domain.notes import Note
from hep_tui.logbook.merge import merge
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.things import things
from tests.tui.conftest import Stage


def disagree(book: Any, other: Path) -> None:
    """Have two laptops correct the same note, and merge them."""
    note = things(book, Note)[0]
    other.write_bytes(Path(book.path).read_bytes())
    second = open_book(other, who="KL")
    note_actions.amend(second, note.id, Note("what the second laptop heard", note.what.meeting, note.what.item))
    second.close()
    note_actions.amend(book, note.id, Note("what the first laptop heard", note.what.meeting, note.what.item))
    merge(book, other)


async def test_both_versions_are_shown_and_one_key_says_which_stands(on_stage: Stage, tmp_path: Path) -> None:
    async with on_stage() as actor:
        await actor.ask(disagree, tmp_path / "other.hep")
        await actor.app._reload(frozenset())
        await actor.press()
        assert "1 conflict to settle" in actor.seen
        assert " c conflicts" in actor.seen
        await actor.press("c")
        assert "what the first laptop heard" in actor.seen
        assert "KL" in actor.seen
        chosen = next(i for i, v in enumerate(actor.app.screen.found[0].versions, 1) if "second" in v.says)
        await actor.press("9")
        assert actor.said == "There is no version 9 here."
        await actor.press(str(chosen), "escape")
        assert "1 of 1" in actor.seen
        await actor.press(str(chosen), "enter")
        assert "Nothing is in conflict" in actor.seen
        assert (await actor.ask(things, Note))[0].what.text == "what the second laptop heard"
        await actor.press("tab", "escape")
        assert "MEETINGS" in actor.seen
