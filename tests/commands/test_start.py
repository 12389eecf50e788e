"""hep, hep demo, hep new, hep open, hep room: how a review comes to be, and to the screen."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from hep_tui import locations
from hep_tui.commands import start
from hep_tui.domain.notes import Note
from hep_tui.domain.survey import CHANNEL, Response
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records
from hep_tui.views.review import review

from .conftest import Hep, run

SOUND = (locations.packs_dir() / "northmoor-2022.toml").read_text("utf-8")


class FakeApp:
    """Stand in for the screens, and say what they were given."""

    opened: Any = None
    said: str | None = None
    return_code = 0

    def __init__(self, opener: Callable[[], Any], **given: Any) -> None:
        type(self).opened = given | {"opener": opener}

    def run(self) -> str | None:
        return self.said

    checking = SimpleNamespace(told=lambda *share: None)

    def farewell(self) -> str:
        """Return nothing: here there is nothing to say when the screens are left."""
        return ""


@pytest.fixture
def screens(monkeypatch: pytest.MonkeyPatch) -> type[FakeApp]:
    """Pretend that there is a terminal, and return what is in for the screens."""

    from hep_tui.tui.app import HepApp

    class Fake(FakeApp):
        commands = HepApp.commands

    monkeypatch.setattr(start, "need_terminal", lambda: None)
    monkeypatch.setattr("hep_tui.tui.app.HepApp", Fake)
    return Fake


def files(folder: Path) -> set[str]:
    """Return what is in a folder, but for the home that every test has."""
    return {path.name for path in folder.iterdir()} - {"home"}


# The demo


def test_the_demo_makes_a_file_marked_as_invented_and_prints_its_path(hep: Hep, tmp_path: Path) -> None:
    path = tmp_path / "try.hep"
    said = hep("demo", path, "--no-screen")
    assert (said.code, said.out, said.err) == (0, f"{path}\n", "")
    assert files(tmp_path) == {"try.hep"}
    assert path.stat().st_mode & 0o077 == 0
    book = open_book(path)
    assert "SAMPLE, all invented" in review(book).title
    book.close()


def test_the_first_steps_fit_a_narrow_terminal(hep: Hep) -> None:
    said = hep().out.splitlines()
    assert any("hep demo" in line for line in said)
    assert max(map(len, said)) < 80


def test_the_demo_has_a_place_of_its_own(hep: Hep) -> None:
    said = hep("demo", "--no-screen")
    assert Path(said.out.strip()) == locations.reviews_dir() / "demo.hep"
    assert Path(said.out.strip()).is_file()


def test_two_laptops_make_the_same_demo(hep: Hep, tmp_path: Path) -> None:
    both = [tmp_path / "one.hep", tmp_path / "other.hep"]
    for path in both:
        hep("demo", path, "--no-screen")
    codes = [hep("verify", path, "--json").json["record_code"] for path in both]
    assert codes[0] == codes[1]


def test_the_demo_holds_its_survey_with_coded_comments(hep: Hep, tmp_path: Path) -> None:
    path = tmp_path / "try.hep"
    hep("demo", path, "--no-screen")
    book = open_book(path)
    assert len(records(book, Response)) == 83
    comments = [note.what for note in records(book, Note) if note.what.channel == CHANNEL]
    assert len(comments) == 71
    assert all(note.themes and note.sentiment and note.phase for note in comments)
    book.close()


def test_a_demo_that_was_worked_in_is_never_overwritten(hep: Hep, demo: Path) -> None:
    assert hep("note", demo, "work of an afternoon").code == 0
    before = demo.read_bytes()
    assert hep("demo", demo, "--no-screen").code == 0
    assert demo.read_bytes() == before


def test_what_a_demo_that_was_cut_off_left_behind_is_made_anew(hep: Hep, tmp_path: Path) -> None:
    (tmp_path / ".demo.hep.part").write_bytes(b"half a demo")
    assert hep("demo", tmp_path / "demo.hep", "--no-screen").code == 0
    assert files(tmp_path) == {"demo.hep"}


def test_a_demo_is_not_made_over_a_file_of_another_program(hep: Hep, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear colleague")
    assert "letter.txt is not a review" in hep("demo", letter, "--no-screen").refusal
    assert "not an ordinary file" in hep("demo", tmp_path, "--no-screen").refusal
    assert letter.read_text() == "Dear colleague"


# A new review


def test_a_new_review_holds_its_pack_its_schools_and_its_meetings(hep: Hep, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "moor.hep"
    said = hep("new", path, "--pack", "northmoor-2022", "--title", "Our schools")
    assert (said.code, said.err) == (0, "")
    assert f"hep open {path}" in said.out
    book = open_book(path)
    found = review(book)
    assert (found.title, found.pack.borough, len(found.schools)) == ("Our schools", "Northmoor", 6)
    assert [row["title"] for row in book.rows("meeting")] == ["Evening meeting"]
    book.close()


def test_a_pack_may_be_a_file_of_ones_own(hep: Hep, tmp_path: Path) -> None:
    pack = tmp_path / "mine.toml"
    pack.write_text(SOUND.replace("Northmoor schools together", "My own title"))
    assert hep("new", tmp_path / "mine.hep", "--pack", pack).code == 0
    book = open_book(tmp_path / "mine.hep")
    assert review(book).title == "My own title"
    book.close()


@pytest.mark.parametrize("what", ["a review", "a letter", "a folder"])
def test_a_new_review_never_overwrites_what_stands_there(hep: Hep, tmp_path: Path, demo: Path, what: str) -> None:
    path = demo if what == "a review" else tmp_path / "there"
    if what == "a letter":
        path.write_text("Dear colleague")
    elif what == "a folder":
        path.mkdir()
    before = path.is_file() and path.read_bytes()
    assert "already exists and was left as it is" in hep("new", path, "--pack", "northmoor-2022").refusal
    assert (path.is_file() and path.read_bytes()) == before


def test_a_bad_pack_is_refused_with_line_and_column_and_leaves_nothing(hep: Hep, tmp_path: Path) -> None:
    pack = tmp_path / "bad.toml"
    pack.write_text(SOUND.replace('borough = "Northmoor"', "borough = 7"))
    said = hep("new", tmp_path / "new.hep", "--pack", pack).refusal
    assert said.startswith("bad.toml:5:1: borough: expected text in quotes")
    assert said.endswith("; nothing was changed, mend the pack at line 5, column 1.")
    pack.write_text('title = "Com\n')
    said = hep("new", tmp_path / "new.hep", "--pack", pack).refusal
    assert "look there for a quote, a bracket or an = that is missing or too many; nothing was changed" in said
    assert files(tmp_path) == {"bad.toml"}


def test_of_many_faults_the_first_is_said_and_how_to_see_the_rest(hep: Hep, tmp_path: Path) -> None:
    pack = tmp_path / "bad.toml"
    pack.write_text(SOUND.replace('borough = "Northmoor"', "borough = 7").replace('id = "lower"', 'id = "LOWER!"'))
    assert "more: hep pack check lists them all" in hep("new", tmp_path / "new.hep", "--pack", pack).refusal


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("not toml at all [", "bad.toml:1:"),
        ("", "bad.toml:1:1: "),
        ("\x00\x01\x02", "bad.toml:1:1: "),
        (SOUND.replace("northmoor.csv", "nowhere.csv"), "nowhere.csv"),
    ],
)
def test_every_bad_pack_leaves_nothing(hep: Hep, tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "bad.toml").write_text(text)
    assert words in hep("new", tmp_path / "new.hep", "--pack", tmp_path / "bad.toml").refusal
    assert files(tmp_path) == {"bad.toml"}


def test_a_pack_there_is_not_is_refused_naming_those_that_ship(hep: Hep, tmp_path: Path) -> None:
    said = hep("new", tmp_path / "new.hep", "--pack", "atlantis").refusal
    assert "atlantis" in said
    assert "hillingdon-2021, northmoor-2022" in said
    assert files(tmp_path) == set()


def test_a_review_without_a_pack_is_refused_naming_those_that_ship(hep: Hep, tmp_path: Path) -> None:
    said = hep("new", tmp_path / "july.hep")
    assert said.code == 2
    assert "--pack names none; give the path of a TOML file, or one of: hillingdon-2021, northmoor-2022." in said.err
    assert not (tmp_path / "july.hep").exists()


def test_a_start_that_fails_half_way_leaves_nothing(hep: Hep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise ValueError("Our secret title")

    monkeypatch.setattr("hep_tui.actions.reviews.start", failing)
    said = hep("new", tmp_path / "new.hep", "--pack", "northmoor-2022", "--title", "Our secret title")
    assert said.code == 3
    assert "secret" not in said.sentence
    assert files(tmp_path) == set()


def test_a_place_where_no_file_can_be_made_is_refused(hep: Hep, demo: Path) -> None:
    assert "choose another folder" in hep("new", demo / "in-a-file.hep", "--pack", "northmoor-2022").refusal


# Without a terminal


@pytest.mark.parametrize("words", [["open"], ["room"], ["demo"]])
def test_without_a_terminal_the_screens_are_refused_in_one_sentence(demo: Path, words: list[str]) -> None:
    before = demo.read_bytes()
    said = run(*words, demo, stdin=-3)
    assert said.refusal.startswith("The screens need a terminal; without one, use hep note")
    assert demo.read_bytes() == before


def test_hep_alone_offers_the_demo_and_a_review_of_ones_own(hep: Hep) -> None:
    said = hep()
    assert (said.code, said.err) == (0, "")
    for words in ("hep demo", "hep new", "hep open"):
        assert words in said.out


def test_hep_alone_opens_the_review_that_was_made_or_open_last(
    hep: Hep, tmp_path: Path, demo: Path, screens: type[FakeApp]
) -> None:
    hep("open", demo)
    assert hep("new", tmp_path / "new.hep", "--pack", "northmoor-2022").code == 0
    assert hep().code == 0
    book = screens.opened["opener"]()
    assert book.path == (tmp_path / "new.hep").resolve()
    book.close()


def test_hep_alone_offers_again_once_the_last_review_is_gone(hep: Hep, fresh: Path) -> None:
    start.remember(fresh)
    fresh.unlink()
    assert "hep demo" in hep().out


def test_a_remembered_path_that_cannot_be_read_is_forgotten(hep: Hep) -> None:
    locations.state_dir().mkdir(parents=True)
    (locations.state_dir() / "last").write_bytes(b"\xff\xfe")
    assert "hep demo" in hep().out


# To the screen


def test_opening_shows_the_review_as_whoever_is_keying(
    hep: Hep, demo: Path, screens: type[FakeApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEP_WHO", "JB")
    assert hep("open", demo).code == 0
    book = screens.opened["opener"]()
    assert (book.path, book.who, screens.opened["keys"]) == (demo, "JB", {})
    assert start.last() == demo.resolve()
    book.close()


def test_what_stopped_the_screens_is_said_in_one_sentence(hep: Hep, demo: Path, screens: type[FakeApp]) -> None:
    screens.said = "The disk went away; everything up to then is safe."
    assert hep("open", demo).refusal == screens.said


def test_the_exit_code_of_the_screens_is_that_of_hep(hep: Hep, demo: Path, screens: type[FakeApp]) -> None:
    screens.return_code = 3
    assert hep("open", demo).code == 3


@pytest.mark.parametrize("command", ["open", "room"])
@pytest.mark.parametrize("what", ["nothing", "a letter", "a folder", "an empty file"])
def test_what_is_no_review_is_refused_and_left_as_it_is(
    hep: Hep, tmp_path: Path, screens: type[FakeApp], command: str, what: str
) -> None:
    path = tmp_path / "there.hep"
    if what == "a folder":
        path.mkdir()
    elif what != "nothing":
        path.write_text("Dear colleague" if what == "a letter" else "")
    before = path.is_file() and path.read_bytes()
    assert str(path.name) in hep(command, path).refusal
    assert screens.opened is None
    assert start.last() is None
    assert (path.is_file() and path.read_bytes()) == before
    assert files(tmp_path) <= {"there.hep"}


# Keys of one's own


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "keys.toml"
    monkeypatch.setenv("HEP_KEYS", str(path))
    return path


def test_key_settings_reach_the_screens(hep: Hep, demo: Path, screens: type[FakeApp], settings: Path) -> None:
    settings.write_text('undo = "f8"\n')
    assert hep("open", demo).code == 0
    assert screens.opened["keys"] == {"undo": "f8"}


def test_key_settings_have_a_place_of_their_own() -> None:
    locations.state_dir().mkdir(parents=True)
    (locations.state_dir() / "keys.toml").write_text('undo = "f8"\n')
    assert start.keys() == {"undo": "f8"}


def test_without_key_settings_every_key_is_as_it_ships() -> None:
    assert start.keys() == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('undo = "f8', "cannot be read (Unterminated string (at end of document)); mend or remove the file"),
        ('fly = "f8"', "sets 'fly', which is not a command; F1 shows those there are"),
        ("undo = 8", "sets undo to 8, which is not a key; write a key in quotes"),
        ('[undo]\nkey = "f8"', "which is not a key; write a key in quotes"),
        ('undo = ""', "which is not a key; write a key in quotes"),
    ],
)
def test_key_settings_that_are_wrong_are_refused_in_one_sentence(
    hep: Hep, demo: Path, screens: type[FakeApp], settings: Path, text: str, words: str
) -> None:
    settings.write_text(text)
    assert words in hep("open", demo).refusal
    assert screens.opened is None


def test_key_settings_that_are_no_text_are_refused_in_one_sentence(
    hep: Hep, demo: Path, screens: type[FakeApp], settings: Path
) -> None:
    settings.write_bytes(b"undo = '\xff'")
    assert "cannot be read" in hep("open", demo).refusal
    settings.unlink()
    settings.mkdir()
    assert "cannot be read" in hep("open", demo).refusal


# What everybody meets


def test_every_command_explains_itself(hep: Hep) -> None:
    whole = hep("--help")
    assert whole.code == 0
    for command in ("demo", "new", "open", "room", "pack", "note", "show", "export", "merge", "verify", "doctor"):
        assert f"    {command} " in whole.out
        said = hep(command, "--help")
        assert (said.code, said.err) == (0, "")
        assert len(said.out.splitlines()) > 4


def test_a_mistyped_command_is_refused(hep: Hep) -> None:
    said = hep("exprot")
    assert said.code == 2
    assert "'exprot'" in said.err


def test_the_version_is_said(hep: Hep) -> None:
    assert hep("--version").out.startswith("hep 0.")
