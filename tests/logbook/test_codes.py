"""A code that was read out can always be checked, in a record that has grown or been merged since, by hep and alone."""

import gzip
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hep_tui import cli
from hep_tui.actions import polls
from hep_tui.domain.polls import Hands, Option, Poll, PollState
from hep_tui.logbook import Book
from hep_tui.logbook.codes import Standing, compare, full_heads, problems
from hep_tui.logbook.entry import COLUMNS, Entry, digest_of, id_of
from hep_tui.logbook.merge import merge
from tests.conftest import ROOT

from .tools import again, copied, laptop, note, raw

POLL = Poll("Go on?", "Go on?", method="hands", options=(Option("1", "Yes"), Option("2", "No")))


def declared(book: Book) -> str:
    """Declare a show of hands and return the code that is read out with it."""
    poll = polls.create(book, POLL)
    polls.change_state(book, poll, PollState.OPEN)
    polls.show_hands(book, Hands(poll, 3, {"1": {"": 2}, "2": {"": 1}}))
    polls.change_state(book, poll, PollState.CLOSED)
    return str(polls.declare(book, poll).record_code)


def by_hep(path: Path, code: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    exit_code = cli.main(["verify", str(path), code, "--json"])
    return exit_code, json.loads(capsys.readouterr().out)


def by_script(path: Path, code: str) -> tuple[int, str]:
    script = ROOT / "docs" / "verify_hep.py"
    # As somebody types it who heard it: four words of four letters.
    command: list[str | Path] = [sys.executable, "-I", str(script), path, *code.lower().split("-")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


def both(path: Path, code: str, capsys: pytest.CaptureFixture[str]) -> tuple[str, int, int]:
    """Return what is said of a code: by hep, with how many entries came since and its exit code, as the script does."""
    exit_code, found = by_hep(path, code, capsys)
    script_code, said = by_script(path, code)
    assert script_code == exit_code
    if found["code"] in ("missing", "unknown"):
        assert f"the code is {found['code']}" in said
    else:
        assert f"grown by {found['grown_by']} entries" in said or not found["grown_by"]
    return found["code"], found["grown_by"], exit_code


@pytest.fixture
def ours(tmp_path: Path) -> tuple[Path, str]:
    """Return a closed file in which a result was declared by the second run of the program, and the code of then."""
    book = laptop(tmp_path / "ours.hep")
    note(book, "n1", "before")
    book.close()
    book = again(book.path, 2)
    code = declared(book)
    book.close()
    return book.path, code


def test_the_code_of_a_declaration_is_known_while_the_record_grows(
    ours: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    path, code = ours
    assert both(path, code, capsys) == ("grown", 2, 0), "the declaration itself, and that the poll is declared"
    for seed in (5, 6):
        book = again(path, seed)
        note(book, f"later{seed}", "said afterwards")
        now = book.record_code()
        book.close()
    assert both(path, now, capsys) == ("same", 0, 0)
    assert both(path, code, capsys) == ("grown", 6, 0)
    assert both(path, code.lower().replace("-", " "), capsys)[0] == "grown"


def test_it_is_known_after_merging_what_another_laptop_noted_before_it(
    ours: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, code = ours
    other = laptop(tmp_path / "other.hep", 7)
    for i in range(3):
        note(other, f"o{i}", "noted meanwhile, with small numbers")
    other.close()
    book = again(path, 8)
    merge(book, other.path)
    book.close()
    assert both(path, code, capsys) == ("grown", 7, 0)
    theirs = again(other.path, 9)
    merge(theirs, path)
    theirs.close()
    assert both(other.path, code, capsys) == ("grown", 7, 0)


def test_what_a_run_of_the_program_found_on_opening_is_known_too(
    ours: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    path, _ = ours
    for seed in range(20, 24):
        book = again(path, seed)
        evening = book.record_code()
        note(book, f"n{seed}", "words")
        book.close()
        assert both(path, evening, capsys) == ("grown", 2, 0)


def test_a_run_tells_only_what_changed_since_the_run_before(ours: tuple[Path, str]) -> None:
    path, _ = ours
    for seed in range(20, 30):
        book = again(path, seed)
        note(book, f"n{seed}", "words")
        book.close()
    book = again(path)
    opens = [e for e in book.entries() if e.kind == "open"]
    assert max(len(e.data["heads"]) for e in opens) == 1
    whole = full_heads(opens[-1], book.entry)
    assert whole is not None
    assert len(whole) == len(opens) - 1
    book.close()


def remade(path: Path, leave_out: str) -> None:
    """Leave out what is about a subject, and give all that follows new hashes, as somebody does who knows how."""
    with raw(path, guarded=False) as conn:
        rows = conn.execute(f"SELECT {', '.join(COLUMNS)} FROM entry ORDER BY n, writer").fetchall()
        conn.execute("DELETE FROM entry")
        new, last = {"": ""}, dict[str, str]()
        for entry in (Entry(*row) for row in rows):
            if entry.subject == leave_out:
                continue
            changed = entry._replace(prev=last.get(entry.writer, ""), replaces=new[entry.replaces])
            changed = changed._replace(digest=digest_of(str(entry.body)))
            new[entry.id] = last[entry.writer] = id_of(changed.named_by)
            values = changed._replace(id=new[entry.id])
            conn.execute(f"INSERT INTO entry VALUES ({', '.join('?' * len(values))})", values)


def test_entries_that_were_taken_out_are_missing_under_the_code(
    ours: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    path, code = ours
    remade(path, "n1")
    assert both(path, code, capsys)[::2] == ("missing", 1)
    exit_code, found = by_hep(path, "", capsys)
    assert exit_code == 1
    assert "stands for a record with the code" in found["problems"][0]


def test_a_declaration_that_is_gone_leaves_its_code_unknown(
    ours: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, code = ours
    before = Path(shutil.copyfile(path, tmp_path / "older.hep"))
    with raw(before, guarded=False) as conn:
        conn.execute("DELETE FROM entry WHERE n >= (SELECT n FROM entry WHERE kind = 'declare')")
        conn.execute("DELETE FROM entry WHERE subject = 'n1'")
    assert both(before, code, capsys)[::2] == ("unknown", 1)
    assert both(path, "AAAA-BBBB-CCCC-DDDD", capsys) == ("unknown", 0, 1)


def test_a_declaration_of_an_older_hep_is_worked_out_where_nothing_was_merged_in(
    ours: tuple[Path, str], tmp_path: Path
) -> None:
    path, code = ours
    book = again(path)
    entries = [
        e._replace(body=json.dumps({k: v for k, v in e.data.items() if k not in ("heads", "after")}))
        if e.kind in ("declare", "open") else e
        for e in book.entries()
    ]  # fmt: skip
    book.close()
    assert compare(entries, code) == Standing("grown", 2)
    early = entries[0]._replace(id="x" * 32, writer="early", n=1)
    assert compare([early, *entries], code) == Standing("unknown")


ODD: list[Any] = [
    [], {"w": []}, {"w": ["x"]}, {"w": [1, 2]}, {"w": ["x", "2"]}, {"w": ["x", True]}, "x", {"w": ["x", 10**30]},
]  # fmt: skip


@pytest.mark.parametrize("heads", ODD)
@pytest.mark.parametrize("after", ["", "nobody", "itself", 7, None])
def test_odd_heads_of_another_program_prove_nothing_and_stop_nothing(
    ours: tuple[Path, str], heads: Any, after: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path = copied(ours[0], "odd.hep")
    book = again(path)
    book.append("declare", "p.declared", {"sentence": "s", "record_code": "ABCD", "heads": heads, "after": after})
    found = list(book.entries())
    assert compare(found, "ABCD").code in ("missing", "unknown")
    assert len(list(problems(found))) <= 1
    book.close()
    if after == "" and heads in ODD[:3]:
        assert by_script(path, "ABCD")[0] == 1
        assert by_hep(path, "ABCD", capsys)[0] == 1


def test_the_code_of_a_declaration_of_the_first_hep_which_told_no_heads_is_known_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "old.hep"
    path.write_bytes(gzip.decompress((Path(__file__).parent / "files" / "hep-0.1.hep.gz").read_bytes()))
    with raw(path) as conn:
        (body,) = conn.execute("SELECT body FROM entry WHERE kind = 'declare'").fetchone()
    assert both(path, json.loads(body)["record_code"], capsys) == ("grown", 12, 0)
