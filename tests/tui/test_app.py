import inspect
import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from textual.color import Color
from textual.content import Content
from textual.worker import WorkerFailed

from hep_tui.actions import meetings as meeting_actions
from hep_tui.actions import notes as note_actions
from hep_tui.actions import polls as poll_actions
from hep_tui.actions import record
from hep_tui.commands.start import keys
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.notes import Note
from hep_tui.domain.pack import Item
from hep_tui.domain.polls import Option, Poll
from hep_tui.domain.speech import worded
from hep_tui.tui import crash, routes, themes
from hep_tui.tui import screens as package
from hep_tui.tui.app import HepApp
from hep_tui.tui.command import Command
from hep_tui.tui.palette import Palette
from hep_tui.tui.room import RoomApp
from hep_tui.tui.routes import all_commands
from hep_tui.tui.screens.base import HepScreen
from tests.domain.test_text import HOSTILE
from tests.tui.conftest import Actor, Stage
from tests.tui.scenes import SCENES, room, settle

# Keys that terminals, multiplexers and screen readers keep for themselves, or that look like others.
TAKEN = {f"ctrl+{c}" for c in "sqbajmiho"} | {"ctrl+space", "f11"}


def screens() -> list[type[HepScreen[Any]]]:
    """Return every screen there is."""
    modules = [import_module(m.name) for m in iter_modules(package.__path__, f"{package.__name__}.")]
    found = [cls for module in modules for _, cls in inspect.getmembers(module, inspect.isclass)]
    return [cls for cls in dict.fromkeys(found) if issubclass(cls, HepScreen) and cls.commands]


def declared() -> list[tuple[type, Command]]:
    """Return every command with the class that declares it."""
    owners: list[type] = [HepApp, RoomApp, *screens()]
    each = {cls: None for owner in owners for cls in owner.__mro__}
    return [(cls, action.command) for cls in each for action in vars(cls).values() if hasattr(action, "command")]


def test_every_command_has_a_name_a_key_and_a_sentence() -> None:
    for _, command in declared():
        assert command.help.endswith((".", "!"))
        assert not set(command.key.split(",")) & TAKEN
        assert not command.key.startswith("alt")


def test_a_command_is_the_same_wherever_it_is_declared_and_every_one_is_offered_somewhere() -> None:
    offered = all_commands()
    for cls, command in declared():
        assert offered[command.id] == command, cls


def test_the_keys_that_somebody_set_in_the_first_version_still_work(monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(__file__).with_name("keys-0.1.toml")
    monkeypatch.setenv("HEP_KEYS", str(path))
    assert keys() == {id: each.key for id, each in all_commands().items() if id in keys()}
    assert len(keys()) == 162


@pytest.mark.parametrize("screen", screens(), ids=lambda s: s.__name__)
def test_no_key_of_a_screen_means_two_things(screen: type[HepScreen[Any]]) -> None:
    used = [c.key for c in (*screen.commands, *HepApp.commands)]
    assert len(set(used)) == len(used)


@pytest.mark.parametrize("theme", themes.THEMES, ids=lambda t: t.name)
def test_text_stands_out_seven_to_one_and_lines_three_to_one(theme: Any) -> None:
    back = Color.parse(theme.background)
    for name in ("foreground", "error", "warning", "success", "primary"):
        assert _contrast(Color.parse(getattr(theme, name)), back) >= 7, name
    for name in ("quiet", "here", "alarm", "good", "concern", "mixed"):
        assert _contrast(Color.parse(theme.variables[name]), back) >= 7, name
    assert _contrast(Color.parse(theme.variables["quiet"]), Color.parse(theme.panel)) >= 7
    for name in ("line", *(f"level-{level}" for level in range(1, 5))):
        assert _contrast(Color.parse(theme.variables[name]), back) >= 3, name


def _contrast(one: Color, other: Color) -> float:
    def light(c: Color) -> float:
        parts = [v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in c.normalized]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


async def test_the_palette_finds_every_command_of_the_screen(on_stage: Stage) -> None:
    async with on_stage() as actor:
        offered = [c.title for c in actor.app.get_system_commands(actor.app.screen)]
        assert "Export" in offered
        assert "Leave" in offered
        await actor.press("ctrl+p", "=plan", "enter")
        assert "Which agenda?" in actor.seen


async def test_the_palette_says_of_what_is_elsewhere_how_to_come_there(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("ctrl+p", "=who is here", "enter")
        assert actor.said == "The register: Ctrl+R while taking notes."


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("present", "The register: elsewhere"), ("people", "The register: elsewhere"),
        ("rank", "Keying paper ballots: elsewhere"), ("rank", "Setting up a poll: elsewhere"),
        ("analysts", "Export"),
    ],
)  # fmt: skip
async def test_the_palette_finds_by_what_a_thing_is_for(on_stage: Stage, asked: str, found: str) -> None:
    async with on_stage() as actor:
        palette = Palette(actor.app.screen)
        assert found in [str(hit.prompt) async for hit in palette.search(asked)]


async def test_what_went_wrong_is_said_on_a_screen_that_only_comes_up(on_stage: Stage) -> None:
    async with on_stage() as actor:
        actor.app.push_screen(routes.screen("themes"))
        actor.app.tell("the clock is wrong")
        await settle(actor.pilot)
        assert actor.said == "the clock is wrong"


async def test_a_screen_that_was_left_while_it_was_read_again_is_not_drawn(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("enter")
        left = actor.app.screen
        await actor.press("escape")
        await left.reload()
        assert "MEETINGS" in actor.seen


def test_of_a_fault_in_a_worker_it_is_kept_where_it_happened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    try:
        raise ValueError("somebody's words")
    except ValueError as error:
        path = crash.remember(WorkerFailed(error))
    assert path
    assert "ValueError" in path.read_text()
    assert "test_of_a_fault_in_a_worker" in path.read_text()
    assert "words" not in path.read_text()


async def test_a_key_setting_moves_a_command_and_its_hint(on_stage: Stage) -> None:
    async with on_stage(keys={"export": "e"}) as actor:
        assert " e export" in actor.seen
        await actor.press("e")
        assert "EXPORT: ANALYST" in actor.seen


async def test_the_way_back_stands_on_the_bottom_line_where_there_is_room(on_stage: Stage) -> None:
    async with on_stage() as actor:
        assert "Esc" not in actor.seen.splitlines()[-1]
        await actor.press("c")
        assert actor.seen.splitlines()[-1].split() == ["Esc", "back", "F1", "help"]
        await actor.press("escape", "x")
        way_back = " ".join(actor.seen.splitlines()[-1].split())
        assert way_back == "Enter export Esc cancel t for whom F1 help"


async def test_leaving_asks_once_and_escape_stays(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("f10")
        assert "Leave hep? Everything entered is saved." in actor.seen
        await actor.press("escape")
        assert "MEETINGS" in actor.seen
        await actor.press("ctrl+c", "enter")
        assert not actor.app.is_running


async def test_themes_change_on_a_key(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("f12")
        assert actor.app.theme == "hep-light"


async def test_planning_a_meeting_puts_it_on_the_home_screen(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("n", "enter", "=Workshop 4", "enter", "=2021-06-30", "enter")
        assert "30 June Workshop 4" in re.sub(" +", " ", actor.seen)


async def test_the_export_shows_its_path_and_writes_it(on_stage: Stage, tmp_path: Path) -> None:
    async with on_stage((120, 40), exports=tmp_path / "out") as actor:
        await actor.press("x", "enter")
        for _ in range(200):
            await actor.press()
            if "Done" in actor.said:
                break
        [written] = (tmp_path / "out").iterdir()
        assert written.name in re.sub(r"\s", "", actor.seen)
        assert next(written.rglob("notes.csv")).is_file()


async def test_an_export_asks_about_names_before_anything_leaves(on_stage: Stage, tmp_path: Path) -> None:
    async with on_stage((120, 40), exports=tmp_path / "out") as actor:
        await actor.ask(note_actions.add, Note("Write to jo@example.org"))
        await actor.press("x", "enter")
        for _ in range(200):
            await actor.press()
            if "is in" in actor.said:
                break
        assert "jo@example.org becomes " in actor.seen
        assert [*(tmp_path / "out").iterdir()] == []
        await actor.press("enter")
        for _ in range(200):
            await actor.press()
            if "Done" in actor.said:
                break
        [written] = (tmp_path / "out").iterdir()
        assert "jo@example.org" not in (written / "data" / "notes.csv").read_text("utf-8")


async def test_home_says_that_the_record_is_to_be_handed_over_until_it_is_exported(
    on_stage: Stage, tmp_path: Path
) -> None:
    async with on_stage(exports=tmp_path / "out") as actor:
        await actor.press("enter", "f9", "escape")
        assert "not handed over yet" in actor.seen
        await actor.press("x", "enter")
        for _ in range(200):
            await actor.press()
            if "Done" in actor.said:
                break
        await actor.press("enter")
        assert "MEETINGS" in actor.seen
        assert "not handed over" not in actor.seen


@pytest.mark.parametrize("scene", SCENES, ids=lambda s: s.name)
async def test_without_unicode_no_screen_draws_any_sign_of_its_own(
    scene: Any, on_stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEP_ASCII", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    async with on_stage(scene=scene) as actor:
        await actor.press(*scene.keys)
        drawn = set(re.sub(r"[\w“”’–…]", "", actor.seen))
        assert all(c.isascii() for c in drawn), {c for c in drawn if not c.isascii()}


def hostile(book: Any, words: str) -> None:
    """Put hostile words wherever words can stand."""
    items = (Item("one", words, 10), Item("two", "two", 10))
    meeting = record.add(book, Meeting(words, date="2021-06-15", items=items))
    meeting_actions.start_item(book, meeting, "one")
    note_actions.add(book, Note(words, meeting, "one", themes=("x",)), ("x",))
    options = (Option("1", words), Option("2", "other"))
    poll = Poll(words, words, method="rank", rule="borda", options=options, meeting=meeting, item="one", top=2)
    poll_actions.create(book, poll)


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
async def test_hostile_words_are_shown_and_never_obeyed(words: str, on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.ask(hostile, words[:2000])
        await actor.press("up", "up", "up", "up")
        seen = [actor.seen]
        for keys in (("enter",), ("f3",), ("escape", "f1"), ("escape", "f7"), ("o", "k"), ("1", "enter", "escape")):
            await actor.press(*keys)
            seen.append(actor.seen)
        for key in ("c", "d", "enter"):
            await actor.press(key)
            seen.append(actor.seen)
        assert actor.app.is_running
        for page in seen:
            assert not set(page) & set(map(chr, [*range(10), *range(11, 32), 0x7F, *range(0x80, 0xA0), 0x202E]))
        if words.startswith("["):
            assert any(words[:8] in page for page in seen)
        assert not any(_clickable(strip) for strip in actor.app.screen._compositor.render_strips())


def _clickable(strip: Any) -> bool:
    return any(s.style and s.style.meta.get("@click", ("", "", ""))[1:2] == ("quit",) for s in strip)


async def test_words_asked_for_are_content_and_not_markup(on_stage: Stage) -> None:
    async with on_stage() as actor:
        screen = actor.app.screen
        await screen.performance.run(screen.ask_for("[bold]why[/]?", about="[@click=app.quit]x[/]"))
        await actor.press()
        assert "[bold]why[/]?" in actor.seen
        assert "[@click=app.quit]x[/]" in actor.seen
        assert isinstance(Content(""), Content)


@pytest.mark.parametrize("size", [(80, 24), (80, 16), (120, 40)])
async def test_the_room_sees_every_option_at_every_size(size: tuple[int, int], tmp_path: Path) -> None:
    app = room(tmp_path, declared=False)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        seen = Actor(pilot).seen
        assert all(re.search(rf"\b{i}  [A-Z]", seen) for i in range(1, 13))
        assert "ballots in  3 of 18" in seen
    app.reader.close()


async def test_backups_are_made_while_working_and_on_leaving(on_stage: Stage, tmp_path: Path) -> None:
    async with on_stage(backups=tmp_path / "backups") as actor:
        await actor.app.back_up()
        await actor.app.back_up()
        assert len(list(tmp_path.rglob("backups/**/*.hep"))) == 1
        await actor.press("enter", "f6", "=one more", "enter")
        code = (await actor.ask(lambda book: book.record_code())).replace("-", "")
    [last] = tmp_path.rglob(f"backups/**/*{code}.hep")
    assert sorted(tmp_path.rglob("backups/**/*.hep"))[-1] == last


async def test_a_backup_that_cannot_be_made_is_said_and_work_goes_on(on_stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where a folder should be")
    async with on_stage(backups=tmp_path / "taken") as actor:
        await actor.app.back_up()
        assert actor.said.startswith("No backup could be made in")
        await actor.press("enter", "f6", "=still taken down", "enter")
        assert len(await actor.notes()) == 1


@pytest.mark.parametrize("screen", screens(), ids=lambda s: s.__name__)
def test_the_guide_of_a_screen_fits_eighty_columns_without_wrapping(screen: type[HepScreen[Any]]) -> None:
    for line in map(worded, getattr(screen, "guide", ())):
        assert len(line) <= 79, line
        assert not line or line.startswith(" "), line


async def test_the_help_of_a_long_list_of_keys_can_be_read_to_its_end_by_keyboard(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("f1")
        first = actor.seen
        await actor.press("down", "up", "pagedown", "pagedown")
        assert "Leave hep." in actor.seen
        await actor.press("pageup", "pageup")
        assert actor.seen == first
