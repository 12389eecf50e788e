"""Themes: the tree with counts, and what can be done with them."""

import re

from hep_tui.actions import notes as note_actions
from hep_tui.domain.notes import Note
from hep_tui.views.themes import themes
from tests.tui.conftest import Actor, Stage


async def label(actor: Actor, id: str) -> str:
    return str((await actor.ask(themes)).frame.label(id))


async def test_the_tree_shows_counts_and_the_first_theme_marked(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("t")
        assert "notes" in actor.seen
        assert f"{len(actor.app.screen.view.lines)} themes" in actor.seen
        assert actor.app.screen.here == actor.app.screen.view.lines[0]


async def test_notes_without_a_theme_are_counted_as_at_home(on_stage: Stage) -> None:
    async with on_stage() as actor:
        for note in (Note("Tea"), Note("Ask for tea", action=True), Note("There will be tea", decision=True)):
            await actor.ask(note_actions.add, note)
        actor.app.recorded(frozenset({"note"}))
        await actor.press("down", "up")
        counted = re.search(r"(\d+) notes without a theme", actor.seen)
        assert counted
        await actor.press("t")
        assert f"{counted[1]} notes without one" in actor.seen


async def test_rename_in_one_burst_and_undo(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("t")
        id, before = actor.app.screen.here.id, actor.app.screen.here.label
        await actor.burst("rHow we meet [/x]\n")
        assert await label(actor, id) == "How we meet [/x]"
        assert "How we meet [/x]" in actor.seen
        await actor.press("h")
        assert "renamed to" in actor.seen
        assert before in actor.seen
        await actor.press("escape", "u")
        assert await label(actor, id) == before


async def test_merging_moves_the_notes_and_typing_the_old_name_means_the_new_theme(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.ask(note_actions.add, Note("Tea", themes=("tea-breaks",)), ("tea-breaks",))
        await actor.press("t")
        while actor.app.screen.here.id != "tea-breaks":
            await actor.press("down")
        count = next(t.own for t in actor.app.screen.view.lines if t.id == "send")
        rows = actor.app.screen.ids
        await actor.burst("msen\n")
        after = rows[rows.index("tea-breaks") + 1 :] or rows[-2:]
        assert actor.app.screen.here.id == after[0]
        assert next(t.own for t in actor.app.screen.view.lines if t.id == "send") == count + 1
        assert "(also tea-breaks)" in actor.seen
        await actor.press("escape", "enter", "f6", "=more of it #tea-br")
        assert "SEND" in actor.said
        await actor.press("enter")
        assert (await actor.notes())[-1].themes == ("send",)
        await actor.press("escape", "escape", "t")
        while actor.app.screen.here.id != "send":
            await actor.press("down")
        await actor.press("p", "enter")
        assert "tea-breaks is a theme of its own again." in actor.said


async def test_nesting_completes_with_tab_and_a_theme_under_itself_is_refused(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("t", "c", "=Meetings of heads", "enter", "n", "=gov", "tab", "enter")
        assert " is under " in actor.said
        line, above = actor.app.screen.here, actor.app.screen.view.frame
        assert line.label == "Meetings of heads"
        assert line.depth > 0
        actor.app.screen.marked = above.parents[line.id]
        await actor.press("n", "=Meetings of h", "enter")
        assert "choose another theme" in actor.said
        actor.app.screen.marked = line.id
        await actor.press("n", "enter")
        assert actor.app.screen.here.depth == 0


async def test_unknown_names_and_taken_ones_change_nothing(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("t")
        before = await actor.ask(lambda book: book.count())
        await actor.press("m", "=zzz", "enter")
        assert actor.said == "'zzz' names no theme; nothing was changed."
        await actor.press("c", "=SEND", "enter")
        assert "There is a theme 'SEND' already" in actor.said
        await actor.press("p", "r", "=half", "escape")
        assert actor.said == "Nothing was changed."
        assert await actor.ask(lambda book: book.count()) == before
        await actor.press("escape")
        assert "MEETINGS" in actor.seen


async def test_a_page_takes_the_mark_along_and_ends_where_the_list_does(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("t", "pagedown")
        place, last = actor.app.screen.ids.index(actor.app.screen.marked), len(actor.app.screen.ids) - 1
        assert 10 < place < last
        assert f"▸ {actor.app.screen.here.label}" in " ".join(actor.seen.split())
        await actor.press("pageup")
        assert actor.app.screen.here == actor.app.screen.view.lines[0]
        await actor.press("end")
        assert actor.app.screen.here == actor.app.screen.view.lines[last]
        assert f"▸ {actor.app.screen.here.label}" in " ".join(actor.seen.split())
        await actor.press("home")
        assert f"▸ {actor.app.screen.view.lines[0].label}" in " ".join(actor.seen.split())
