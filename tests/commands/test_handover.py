"""hep handover: a copy that only whom it is meant for can open, and hep open of it."""

import io
import os
import sys
from pathlib import Path

import pytest

from hep_tui import locations
from hep_tui.commands.handover import unsealed
from hep_tui.errors import HepError
from hep_tui.logbook import sealing
from hep_tui.logbook.laptop_key import NAME, LaptopKey, load

from .conftest import Hep

WORDS = "four words of one's own"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spend no second on each passphrase."""
    monkeypatch.setattr(sealing, "_OPS", 1)
    monkeypatch.setattr(sealing, "_MEMORY", 8192)


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase"
    path.write_text(f"{WORDS}\n")
    return path


def typed(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{words}\n"))


def test_a_copy_under_a_passphrase_is_opened_by_that_one_and_no_other(
    hep: Hep, fresh: Path, passphrase: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = tmp_path / "for-the-analyst.sealed"
    said = hep("handover", fresh, "-o", sealed, "--passphrase-file", passphrase)
    assert (said.code, sealed.stat().st_mode & 0o077) == (0, 0)
    assert b"SQLite" not in sealed.read_bytes()
    typed(monkeypatch, "another one altogether")
    with pytest.raises(HepError, match="nothing was opened"):
        unsealed(sealed)
    typed(monkeypatch, WORDS)
    opened = unsealed(sealed)
    assert opened.name == "for-the-analyst-opened.hep"
    assert hep("verify", opened, "--json").json["record_code"] == hep("verify", fresh, "--json").json["record_code"]
    typed(monkeypatch, WORDS)
    with pytest.raises(HepError, match="already exists"):
        unsealed(sealed)


@pytest.mark.parametrize("command", ["verify", "show", "doctor"])
def test_a_sealed_file_is_said_to_be_sealed_by_every_command_that_reads(
    hep: Hep, fresh: Path, passphrase: Path, tmp_path: Path, command: str
) -> None:
    sealed = tmp_path / "x.sealed"
    hep("handover", fresh, "-o", sealed, "--passphrase-file", passphrase)
    said = hep(command, sealed).refusal
    assert said == "x.sealed is sealed; it was left as it is, and hep open x.sealed asks for what opens it."


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes and no files without an end on Windows")
def test_no_file_is_waited_for_that_has_no_end(hep: Hep, fresh: Path, tmp_path: Path) -> None:
    said = hep("handover", fresh, "-o", tmp_path / "x", "--passphrase-file", "/dev/zero")
    assert "too long for a passphrase; nothing was written" in said.refusal
    os.mkfifo(tmp_path / "pipe.hep")
    assert unsealed(tmp_path / "pipe.hep") == tmp_path / "pipe.hep"
    loop = tmp_path / "loop.hep"
    loop.symlink_to(loop)
    for words in (["laptops", loop], ["merge", loop, fresh], ["show", loop]):
        assert "nothing was" in hep(*words).refusal


def test_a_copy_for_a_laptop_is_opened_by_its_key_and_no_other(hep: Hep, tmp_path: Path) -> None:
    ours = tmp_path / "ours.hep"
    hep("new", ours, "--pack", "northmoor-2022")
    words = next(each["id"] for each in hep("laptops", ours, "--json").json if each["this"])
    sealed = tmp_path / "x.sealed"
    assert hep("handover", ours, "-o", sealed, "--to", words).code == 0
    data = sealed.read_bytes()
    with pytest.raises(HepError, match="nothing was opened"):
        sealing.opened(data, laptop=LaptopKey(bytes(32)))
    for at in (len(data) - 1, len(data) // 2, 30):
        with pytest.raises(HepError, match="nothing was opened"):
            sealing.opened(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :], laptop=load(locations.state_dir()))
    assert hep("verify", unsealed(sealed)).code == 0


@pytest.mark.parametrize("to", ["one two three four", "not a key", "a" * 52])
def test_nobody_in_particular_is_handed_nothing(hep: Hep, fresh: Path, tmp_path: Path, to: str) -> None:
    out = tmp_path / "x.sealed"
    said = hep("handover", fresh, "-o", out, "--to", to)
    assert said.code in (0, 2)
    assert out.exists() == (said.code == 0)


def test_a_short_passphrase_and_a_name_that_is_taken_are_refused(hep: Hep, fresh: Path, passphrase: Path) -> None:
    out = fresh.with_name("out.sealed")
    passphrase.write_text("short\n")
    assert "twelve characters" in hep("handover", fresh, "-o", out, "--passphrase-file", passphrase).refusal
    out.write_text("mine")
    assert "already exists" in hep("handover", fresh, "-o", out, "--passphrase-file", passphrase).refusal
    assert out.read_text() == "mine"


def test_an_ordinary_review_is_opened_as_it_is(fresh: Path) -> None:
    assert unsealed(fresh) == fresh
    assert NAME not in {path.name for path in fresh.parent.iterdir()}
