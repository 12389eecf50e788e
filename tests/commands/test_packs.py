"""hep pack check: every fault of a pack in one go, for people and for programs; and the editor that leads to them."""

import contextlib
import sys
import tomllib
from pathlib import Path

import pytest

from hep_tui import locations
from hep_tui.commands import packs

from .conftest import Hep

SOUND = (locations.packs_dir() / "northmoor-2022.toml").read_text("utf-8")
BAD = SOUND.replace('borough = "Northmoor"', "borough = 7").replace('poll = "first"', 'poll = "fisrt"')


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(BAD)
    return path


@pytest.mark.parametrize("name", sorted(path.stem for path in locations.packs_dir().glob("*.toml")))
def test_every_pack_that_ships_is_sound(hep: Hep, name: str) -> None:
    said = hep("pack", "check", name)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"{name}.toml is sound: ")
    assert hep("pack", "check", name, "--json").json == []


def test_a_sound_pack_is_said_to_be_sound_with_what_it_holds(hep: Hep, pack: Path) -> None:
    pack.write_text(SOUND)
    assert hep("pack", "check", pack).out == (
        "mine.toml is sound: Northmoor schools together; 1 agenda, 3 themes, 3 priorities, 2 models, 6 schools.\n"
    )


def test_every_fault_is_said_with_line_column_and_key(hep: Hep, pack: Path) -> None:
    said = hep("pack", "check", pack)
    assert (said.code, said.out) == (1, "")
    lines = said.err.splitlines()
    assert lines[0] == "mine.toml:5:1: borough: expected text in quotes"
    assert lines[1].startswith("mine.toml:28:72:")
    assert lines[1].endswith("agendas[1].items[2].poll: 'fisrt' names nothing in polls; did you mean first?")
    assert lines[2:] == ["hep: mine.toml has 2 faults."]
    assert pack.read_text() == BAD


def test_faults_for_a_program_are_a_list_of_objects(hep: Hep, pack: Path) -> None:
    said = hep("pack", "check", pack, "--json")
    assert (said.code, said.err) == (1, "")
    assert [set(fault) for fault in said.json] == [{"file", "line", "column", "key", "message"}] * 2
    assert said.json[0] == {
        "file": "mine.toml", "line": 5, "column": 1, "key": "borough", "message": "expected text in quotes",
    }  # fmt: skip


def test_a_pack_without_its_schools_is_a_fault_where_it_names_them(hep: Hep, pack: Path) -> None:
    pack.write_text(SOUND.replace("northmoor.csv", "nowhere.csv"))
    said = hep("pack", "check", pack)
    assert said.code == 1
    assert said.err.startswith("mine.toml:7:1: schools: The school table nowhere.csv cannot be read")


def test_faults_of_the_pack_and_of_the_table_beside_it_are_told_in_one_go(hep: Hep, pack: Path) -> None:
    pack.with_name("northmoor.csv").write_text(
        "urn,name,phase,sector\n900001,Hill,lower,State\n900002,Vale,middle,FE\n"
    )
    said = hep("pack", "check", pack)
    assert [line.partition(" ")[0] for line in said.err.splitlines()[:-1]] == [
        "mine.toml:5:1:", "mine.toml:28:72:", "northmoor.csv:2:4:", "northmoor.csv:3:3:",
    ]  # fmt: skip
    assert {fault["file"] for fault in hep("pack", "check", pack, "--json").json} == {"mine.toml", "northmoor.csv"}


def test_what_a_table_leaves_unsaid_is_said(hep: Hep, pack: Path, tmp_path: Path) -> None:
    pack.write_text(SOUND)
    pack.with_name("northmoor.csv").write_text("urn,name,phase,pupils\n900001,Hill,lower,90\n")
    said = hep("pack", "check", pack)
    assert said.code == 0
    assert said.err.splitlines() == [
        "hep: northmoor.csv has no column sector, so every one is taken to vote and pay, as state is.",
        "hep: northmoor.csv has no column maintained, so none is taken to be.",
    ]
    assert said.err in hep("new", tmp_path / "new.hep", "--pack", pack).err


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('basis = "flat"', 'basis = "de-delegation"', "models[1].funding[1].basis"),
        ('method = "rank"', 'method = "rank"\nelectorate = "maintained schools only"', "polls[1].electorate"),
    ],
)
def test_what_concerns_maintained_schools_needs_to_know_which_they_are(
    hep: Hep, pack: Path, tmp_path: Path, old: str, new: str, key: str
) -> None:
    pack.write_text(SOUND.replace(old, new))
    assert hep("pack", "check", pack).code == 0
    pack.with_name("northmoor.csv").write_text("urn,name,phase\n900001,Hill,lower\n")
    (fault,) = hep("pack", "check", pack, "--json").json
    assert fault["key"] == key
    assert fault["message"] == "concerns maintained schools, and the school table has no column maintained"
    assert fault["message"] in hep("new", tmp_path / "new.hep", "--pack", pack).refusal
    assert not (tmp_path / "new.hep").exists()


@pytest.mark.parametrize("name", ["none.toml", "atlantis", ".", "\x00"])
def test_what_is_no_pack_is_refused_in_one_sentence(
    hep: Hep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert hep("pack", "check", name).refusal


def test_bytes_that_are_no_text_are_refused_in_one_sentence(hep: Hep, pack: Path) -> None:
    pack.write_bytes(b"title = '\xff'")
    assert "cannot be read as UTF-8 text" in hep("pack", "check", pack).refusal


def test_pack_alone_says_what_it_can_do(hep: Hep) -> None:
    said = hep("pack")
    assert said.code == 2
    assert "check" in said.err


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Set an editor that writes down how it is called, and puts the pack right when it is called a second time."""
    calls, script = tmp_path / "calls", tmp_path / "editor"
    script.write_text(
        f"#!{sys.executable}\nimport pathlib, sys\n"
        f"calls, pack = pathlib.Path({str(calls)!r}), pathlib.Path(sys.argv[-1])\n"
        "said = calls.read_text() if calls.exists() else ''\n"
        "calls.write_text(said + ' '.join(sys.argv[1:-1]) + '|')\n"
        "if said:\n"
        "    pack.write_text(pack.read_text('utf-8').replace('minuts', 'minutes'), 'utf-8')\n",
        "utf-8",
    )
    script.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(script))
    return calls


def broken(hep: Hep, folder: Path) -> Path:
    """Return a new pack in which one key is misspelt."""
    with contextlib.chdir(folder):
        assert hep("pack", "new", "moor", "--place", "Moor").code == 0
    pack = folder / "moor.toml"
    pack.write_text(pack.read_text("utf-8").replace("minutes", "minuts", 1), "utf-8")
    return pack


@pytest.mark.skipif(sys.platform == "win32", reason="the editor of this test is a script")
def test_an_edited_pack_opens_again_at_its_first_fault_until_it_is_sound(
    hep: Hep, tmp_path: Path, edited: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = broken(hep, tmp_path)
    line = next(n for n, text in enumerate(pack.read_text("utf-8").splitlines(), 1) if "minuts" in text)
    monkeypatch.setattr(packs, "_asked", lambda *_: "yes")
    said = hep("pack", "edit", pack)
    assert said.code == 0
    assert "did you mean minutes?" in said.err
    assert "moor.toml is sound" in said.out
    assert edited.read_text("utf-8") == f"|+{line}|"


@pytest.mark.skipif(sys.platform == "win32", reason="the editor of this test is a script")
def test_whoever_has_enough_of_editing_leaves_with_the_faults_said(
    hep: Hep, tmp_path: Path, edited: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = broken(hep, tmp_path)
    monkeypatch.setattr(packs, "_asked", lambda *_: "no")
    said = hep("pack", "edit", pack)
    assert (said.code, edited.read_text("utf-8")) == (1, "|")
    assert "did you mean minutes?" in said.err


def test_editing_says_what_is_missing(hep: Hep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    assert "No editor is set; set EDITOR" in hep("pack", "edit", tmp_path / "moor.toml").refusal
    monkeypatch.setenv("EDITOR", str(tmp_path / "nowhere"))
    assert "There is no pack" in hep("pack", "edit", tmp_path / "moor.toml").refusal
    assert "cannot be run" in hep("pack", "edit", broken(hep, tmp_path)).sentence


def test_a_new_pack_has_the_phases_of_its_table_with_labels_as_people_write_them(hep: Hep, tmp_path: Path) -> None:
    table = tmp_path / "moor.csv"
    table.write_text("urn,name,phase\n100001,A,all-through\n100002,B,ap\n100003,C,all-through\n", "utf-8")
    with contextlib.chdir(tmp_path):
        assert hep("pack", "new", "moor", "--place", "Moor", "--schools", table).code == 0
    phases = tomllib.loads((tmp_path / "moor.toml").read_text("utf-8"))["phases"]
    assert phases == [{"id": "all-through", "label": "All-through"}, {"id": "ap", "label": "AP"}]
