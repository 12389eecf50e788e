"""What is kept beside the record for when the program dies."""

import os
import stat
from pathlib import Path

import pytest

from hep_tui import locations
from hep_tui.tui import kept
from hep_tui.tui.kept import Kept


def files() -> list[Path]:
    return sorted((locations.state_dir() / "outbox").glob("*"))


def row(text: str) -> dict[str, str]:
    return {"subject": text, "words": text}


def killed(file: Kept) -> None:
    """Let a window go without a word, as the system does when a program is killed."""
    file.close()


def test_rows_and_half_typed_lines_are_found_in_order_after_a_crash(tmp_path: Path) -> None:
    file = Kept(tmp_path / "a.hep")
    file.line("m1", "half a “thought”", "n1")
    for name in ("one", "two", "three"):
        file.row(name, row(name))
    file.row("one", row("one") | {"words": "one, better"})
    file.ended("two")
    killed(file)
    found = Kept(tmp_path / "a.hep").found()
    assert [held["words"] for held in found.rows.values()] == ["one, better", "three"]
    assert found.lines == {"m1": ("half a “thought”", "n1")}
    assert Kept(tmp_path / "b.hep").found().rows == {}


def test_table_and_speaker_are_kept_until_none_is(tmp_path: Path) -> None:
    file = Kept(tmp_path / "a.hep")
    file.place("m1", (2, "primary", "head"))
    killed(file)
    again = Kept(tmp_path / "a.hep")
    assert again.found().places == {"m1": (2, "primary", "head")}
    again.place("m1", (0, "", ""))
    assert files() == []


def test_what_was_found_is_kept_until_it_is_decided_on_whoever_dies_meanwhile(tmp_path: Path) -> None:
    for name in ("one", "two"):
        file = Kept(tmp_path / "a.hep")
        assert len(file.found().rows) == (name == "two")
        file.row(name, row(name))
        killed(file)
    last = Kept(tmp_path / "a.hep")
    assert list(last.found().rows) == ["one", "two"]
    last.ended("one")
    last.ended("two")
    assert files() == []


def test_a_living_window_keeps_what_is_its_own(tmp_path: Path) -> None:
    living = Kept(tmp_path / "a.hep")
    living.row("one", row("one"))
    living.line("m1", "half")
    other = Kept(tmp_path / "a.hep")
    assert (other.found().rows, other.found().lines) == ({}, {})
    other.line("m1", "something else")
    killed(living)
    killed(other)
    found = Kept(tmp_path / "a.hep").found()
    assert list(found.rows) == ["one"]
    assert found.lines["m1"][0] in ("half", "something else")


def test_nothing_to_keep_leaves_no_file_behind(tmp_path: Path) -> None:
    file = Kept(tmp_path / "a.hep")
    file.line("m", "")
    file.ended("nothing")
    file.line("m", "x")
    file.row("n", row("n"))
    assert len(files()) == 1
    file.ended("n")
    file.line("m", "")
    assert files() == []


def test_a_file_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LONGEST", 500)
    file = Kept(tmp_path / "a.hep")
    file.row("one", row("one"))
    for n in range(100):
        file.line("m", "x" * n)
    [path] = files()
    assert path.stat().st_size < 1000
    killed(file)
    found = Kept(tmp_path / "a.hep").found()
    assert (list(found.rows), found.lines["m"]) == (["one"], ("x" * 99, ""))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    Kept(tmp_path / "a.hep").line("m", "said in confidence")
    [path] = files()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert "confidence" not in path.name


@pytest.mark.parametrize("content", ["", "{", "[]", '{"row": 1}', '{"line": ["x"]}', "\x00\xff", '{"row": {"sub'])
def test_what_cannot_be_read_is_passed_over(tmp_path: Path, content: str) -> None:
    file = Kept(tmp_path / "a.hep")
    file.row("one", row("one"))
    [path] = files()
    killed(file)
    path.write_bytes(path.read_bytes() + content.encode("latin-1"))
    assert list(Kept(tmp_path / "a.hep").found().rows) == ["one"]


def test_a_state_folder_that_cannot_be_written_costs_no_more_than_what_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setattr(locations, "state_dir", lambda: tmp_path / "file")
    file = Kept(tmp_path / "a.hep")
    file.line("m", "x")
    file.row("one", row("one"))
    assert Kept(tmp_path / "a.hep").found().rows == {}
