"""What hep says where its output cannot be written, where bytes are not letters, and where somebody stops it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, cast

import pytest

from hep_tui import __main__
from tests.commands.conftest import HEP, Hep, run

FULL = Path("/dev/full")


def stored(path: Path) -> list[str]:
    """Return the words of the notes of a review, as another run shows them."""
    return [line.split(":  ", 1)[1] for line in run("show", path).out.splitlines() if ":  " in line]


@pytest.mark.skipif(not FULL.exists(), reason="no device here is always full")
def test_what_was_stored_is_said_where_the_output_has_no_room(fresh: Path) -> None:
    with FULL.open("w") as full:
        said = run("note", fresh, "one thing", capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert said.code == 1
    assert said.err == "hep: The output could not be written: No space left on device. This was stored: 1 note.\n"
    assert stored(fresh) == ["one thing"]


@pytest.mark.skipif(os.name == "nt", reason="a shell of another kind")
@pytest.mark.parametrize(
    ("words", "more"), [(["note", "FILE", "one thing"], " This was stored: 1 note."), (["show", "FILE"], "")]
)
def test_a_closed_output_is_said(fresh: Path, words: list[str], more: str) -> None:
    words = [str(fresh) if word == "FILE" else word for word in words]
    said = subprocess.run(["sh", "-c", '"$@" >&-', "sh", *HEP, *words], stderr=subprocess.PIPE, text=True, timeout=60)
    assert said.returncode == 1
    assert said.stderr == f"hep: The output could not be written: it is closed.{more}\n"
    assert stored(fresh) == (["one thing"] if more else [])


@pytest.mark.skipif(os.name == "nt", reason="a shell of another kind")
def test_a_closed_input_is_an_empty_one(fresh: Path) -> None:
    said = subprocess.run(
        ["sh", "-c", '"$@" <&-', "sh", *HEP, "note", str(fresh), "-"], capture_output=True, timeout=60
    )
    assert (said.returncode, said.stdout, said.stderr) == (0, b"", b"")


def test_bytes_that_are_no_letters_are_refused_by_line_and_letter(fresh: Path) -> None:
    said = run("note", fresh, "-", input=b"one\ncaf\xe9\nthree\n".decode("latin-1"), encoding="latin-1")
    assert said.code == 1
    assert "Line 2 was not stored: Letter 4 is not a letter of this encoding" in said.err
    assert stored(fresh) == ["one", "three"]


@pytest.mark.skipif(os.name == "nt", reason="Windows hands over letters, not bytes")
def test_bytes_that_are_no_letters_in_the_name_of_the_keyer_are_left_out(fresh: Path) -> None:
    said = run("note", fresh, "one", env={**os.environ, "HEP_WHO": os.fsdecode(b"J\xffB")})
    assert (said.code, said.err) == (0, "")
    assert "JB" in run("show", fresh, "--json").out


def test_a_file_whose_name_is_not_utf_8_is_merged_remembered_and_made(fresh: Path) -> None:
    odd = fresh.with_name(os.fsdecode(b"odd\xff.hep"))
    try:
        odd.write_bytes(fresh.read_bytes())
    except OSError:
        pytest.skip("names of files are UTF-8 here")
    assert run("note", odd, "one").code == 0
    said = run("merge", fresh, odd)
    assert (said.code, said.err) == (0, "")
    assert stored(fresh) == ["one"]
    other = fresh.with_name(os.fsdecode(b"new\xff.hep"))
    assert run("new", other, "--pack", "northmoor-2022").code == 0


def test_stopping_it_before_it_has_begun_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop() -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "hep_tui.cli", cast("ModuleType", SimpleNamespace(main=stop)))
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    assert __main__.main() == 130
    assert capsys.readouterr().err == "hep: Stopped.\n"


MAKING_A_CLASS = """
class Slow:
    def __set_name__(self, owner, name):
        os.kill(os.getpid(), signal.SIGINT)
type("Made", (), {"slow": Slow()})
"""
ASKING_SQLITE = """
conn = sqlite3.connect(":memory:")
conn.set_progress_handler(lambda: os.kill(os.getpid(), signal.SIGINT), 1)
conn.execute("SELECT 1")
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
@pytest.mark.parametrize("where", [MAKING_A_CLASS, ASKING_SQLITE])
@pytest.mark.parametrize("loading", [True, False])
def test_stopping_it_where_another_error_is_made_of_it_is_one_line(where: str, loading: bool) -> None:
    meanwhile = "hep_tui.cli.main" if loading else "hep_tui.cli._run"
    code = (
        "import os, signal, sqlite3, sys, hep_tui.cli, hep_tui.__main__\n"
        f"def asked(*_):\n    exec({where!r}, globals())\n{meanwhile} = asked\nsys.exit(hep_tui.__main__.main())"
    )
    done = subprocess.run([sys.executable, "-c", code, "show", "x"], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (130, "hep: Stopped.\n")


STOPPED_WHILE_LOADING = """
import os, sys
class Stop:
    def find_spec(self, name, *_):
        if name == sys.argv[1]:
            os.kill(os.getpid(), 2)
sys.meta_path.insert(0, Stop())
from hep_tui.__main__ import main
sys.exit(main())
"""
STOPPED_AFTER_A_WHILE = """
import os, sys
from hep_tui import stopping
listen = stopping.listen
def begin():
    listen()
    os.write(1, b"begun\\n")
stopping.listen = begin
from hep_tui.__main__ import main
sys.exit(main())
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
@pytest.mark.parametrize("module", ["hep_tui.stopping", "signal", "hep_tui.cli", "argparse"])
def test_stopping_it_while_it_is_loaded_is_one_line(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", STOPPED_WHILE_LOADING, module], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (130, "hep: Stopped.\n")


def stopped_after(seconds: float, file: Path) -> tuple[int, str]:
    """Return what comes of showing a review and pressing Ctrl+C so long after hep has begun."""
    words = [sys.executable, "-c", STOPPED_AFTER_A_WHILE, "show", str(file)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as hep:
        assert hep.stdout
        assert hep.stdout.readline() == "begun\n"
        time.sleep(seconds)
        hep.send_signal(signal.SIGINT)
        _, said = hep.communicate(timeout=60)
    return hep.returncode, said


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_stopping_it_at_any_moment_after_it_has_begun_is_one_line_or_nothing(fresh: Path) -> None:
    for hundredths in (0, 1, 2, 5, 10, 20, 35, 50):
        assert stopped_after(hundredths / 100, fresh) in [(130, "hep: Stopped.\n"), (0, "")]


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_stopping_it_at_each_moment_of_half_a_second_is_one_line_or_nothing(fresh: Path) -> None:
    for thousandths in range(0, 600, 5):
        assert stopped_after(thousandths / 1000, fresh) in [(130, "hep: Stopped.\n"), (0, "")]


PUTTING_AWAY = """
import os, time
class Put:
    def __del__(self):
        os.kill(os.getpid(), 2)
        time.sleep(0)
def asked(*_):
    Put()
    time.sleep(60)
from hep_tui import __main__, cli
cli.main = asked
raise SystemExit(__main__.main())
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_stopping_it_while_something_is_put_away_stops_it_a_moment_later() -> None:
    done = subprocess.run([sys.executable, "-c", PUTTING_AWAY], capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stderr) == (130, "hep: Stopped.\n")


def test_stopping_it_in_the_middle_says_what_was_stored(hep: Hep, fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lines() -> Any:
        yield "one\n"
        yield "two\n"
        raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", lines())
    said = hep("note", fresh, "-")
    assert (said.code, said.err) == (130, "hep: Stopped. This was stored: 2 notes.\n")
    assert stored(fresh) == ["one", "two"]
