"""hep verify and hep doctor: is the record whole, and is this laptop fit for a meeting?"""

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from hep_tui import locations
from hep_tui.actions import notes, polls, record
from hep_tui.commands import doctor
from hep_tui.commands.start import new_review
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.notes import Note
from hep_tui.domain.polls import Poll, PollState
from hep_tui.logbook import Book, Draft, Source
from hep_tui.logbook.merge import merge
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.reading import whole
from hep_tui.logbook.records import records

from .conftest import Hep

KEYS = {"ok", "record_code", "entries", "problems", "code", "grown_by"}
# One of everything that JSON can say, and whole numbers that make no sense.
ODD: tuple[Any, ...] = (None, True, -1, 10**30, 1.5, "x", [], {}, [[1], None], {"a": {}}, {"1": -4, "2": 10**30}, [{}])


def change(path: Path, what: Callable[[Book], object]) -> None:
    with closing(open_book(path)) as book:
        what(book)


def declared(book: Book) -> str:
    """Return the id of the poll of the demo that was declared from ballots."""
    return next(p.id for p in records(book, Poll) if records(book, Ballot, poll=p.id))


# Verify


def test_a_whole_record_is_said_to_be_whole_with_its_code(hep: Hep, demo: Path) -> None:
    before = demo.read_bytes()
    with closing(open_book(demo)) as book:
        code, entries = book.record_code(), book.count()
    said = hep("verify", demo)
    assert (said.code, said.err) == (0, "")
    assert said.out == f"demo.hep is whole: {entries} entries, record code {code}\n"
    whole = {"ok": True, "record_code": code, "entries": entries, "problems": []}
    assert hep("verify", demo, "--json").json == whole | {"code": None, "grown_by": 0}
    assert demo.read_bytes() == before


def test_verify_for_a_program_says_exactly_what_was_promised(hep: Hep, demo: Path) -> None:
    assert set(hep("verify", demo, "--json").json) == KEYS
    assert set(hep("verify", demo, "AAAA", "--json").json) == KEYS


@pytest.mark.parametrize("typed", [str, str.lower, lambda code: code.replace("-", " "), lambda code: f" {code} "])
def test_a_code_from_the_minutes_is_compared_however_it_was_typed(
    hep: Hep, demo: Path, typed: Callable[[str], str]
) -> None:
    code = hep("verify", demo, "--json").json["record_code"]
    assert hep("verify", demo, typed(code)).code == 0
    assert hep("verify", demo, *typed(code).split()).code == 0


def test_another_code_than_the_one_in_the_minutes_is_a_problem(hep: Hep, demo: Path) -> None:
    code = hep("verify", demo, "--json").json["record_code"]
    hep("note", demo, "added after the code was read out")
    said = hep("verify", demo, code)
    assert said.code == 0
    assert said.out.startswith("Everything that was under this code is there; 2 entries came since.")
    said = hep("verify", demo, "AAAA-BBBB-CCCC-DDDD")
    assert said.code == 1
    assert "This file does not know this code" in said.out
    assert "demo.hep is whole, but the code is not one of its own: " in said.out
    found = hep("verify", demo, "AAAA-BBBB-CCCC-DDDD", "--json")
    assert (found.code, found.json["ok"], len(found.json["problems"])) == (1, False, 1)
    assert found.json["record_code"] != code


def test_a_ballot_added_behind_a_declared_result_is_found_by_counting_again(hep: Hep, demo: Path) -> None:
    with closing(open_book(demo)) as book:
        poll = declared(book)
        record.add(book, Ballot(poll, 99, marks={"1": 1}))
    said = hep("verify", demo, "--json")
    assert said.code == 1
    assert any(p == "Priorities: counted again, valid is 19, but 18 was declared." for p in said.json["problems"])


def test_a_poll_that_was_opened_again_is_not_held_to_what_was_declared(hep: Hep, demo: Path) -> None:
    with closing(open_book(demo)) as book:
        poll = declared(book)
        polls.change_state(book, poll, PollState.OPEN, "a late paper")
        record.add(book, Ballot(poll, 99, marks={"1": 1}))
    assert hep("verify", demo).code == 0


def test_a_declared_poll_that_cannot_be_counted_any_more_is_a_problem(hep: Hep, demo: Path) -> None:
    with closing(open_book(demo)) as book:
        poll = declared(book)
        head = book.heads(poll)[0]
        book.append("poll", poll, {**head.data, "options": []}, head.id)
    said = hep("verify", demo)
    assert said.code == 1
    assert "Priorities: it cannot be counted again." in said.out


def test_a_damaged_file_is_a_problem_and_no_crash(hep: Hep, demo: Path) -> None:
    whole = bytearray(demo.read_bytes())
    whole[4096 * 10 : 4096 * 12] = bytes(8192)
    demo.write_bytes(whole)
    said = hep("verify", demo, "--json")
    assert (said.code, said.json["ok"]) == (1, False)
    assert said.json["problems"]
    assert demo.read_bytes() == whole


def cut(path: Path) -> Path:
    """Return a copy of which the end is lost."""
    copy = path.with_name("cut.hep")
    copy.write_bytes(path.read_bytes()[:-20_000])
    return copy


@pytest.mark.parametrize("words", [["show"], ["doctor"], ["merge", "other.hep"], ["verify"]])
def test_whatever_says_that_a_file_is_damaged_says_where_its_newest_whole_backup_is(
    hep: Hep, demo: Path, tmp_path: Path, words: list[str]
) -> None:
    words = [words[0], *(str(demo) for _ in words[1:])]
    damaged = cut(demo)
    # A merge backs up first.
    said = hep(*words, damaged) if words[0] != "merge" else hep("show", damaged)
    assert f"No backup of it was found in {locations.backups_dir()}." in said.out + said.err
    first = Path(hep("backup", demo).out.strip())
    change(demo, lambda book: notes.add(book, Note("one more")))
    spoilt = Path(hep("backup", demo).out.strip())
    spoilt.write_bytes(spoilt.read_bytes()[:-20_000])
    strange = spoilt.parent.parent / "another-review" / "newest.hep"
    strange.parent.mkdir()
    new_review(strange, "northmoor-2022")
    rescued = hep("merge", demo.with_name("rescued.hep"), "--salvage", damaged)
    assert rescued.code == 0
    assert hep("backup", demo.with_name("rescued.hep")).code == 0
    said = hep(*words, damaged)
    # A merge backs the other file up first, and again, since the equal backup is damaged.
    most = max(filter(whole, first.parent.glob("*.hep")), key=lambda each: each.name.split("-")[1])
    assert most == first or words[0] == "merge"
    assert f"Its newest backup is {most}." in said.out + said.err
    assert "Traceback" not in said.out + said.err


def test_a_file_that_cannot_be_read_at_all_is_verified_to_be_so_with_what_to_do(hep: Hep, demo: Path) -> None:
    said = hep("verify", cut(demo))
    assert said.code == 1
    assert said.out.splitlines()[-1] == "cut.hep cannot be read as a record; it was left as it is."
    assert "hep merge NEWFILE --salvage OLDFILE" in said.out


def test_a_code_that_differs_is_no_damage(hep: Hep, demo: Path) -> None:
    assert "salvage" not in hep("verify", demo, "AAAA-AAAA-AAAA-AAAA").out


@pytest.mark.parametrize("command", ["verify", "doctor"])
@pytest.mark.parametrize("name", ["none.hep", "no/such/folder.hep", "letter.txt", "."])
def test_what_is_no_review_is_refused(hep: Hep, tmp_path: Path, command: str, name: str) -> None:
    (tmp_path / "letter.txt").write_text("Dear colleague")
    assert hep(command, tmp_path / name).refusal
    assert {p.name for p in tmp_path.iterdir()} <= {"letter.txt", "home"}


def test_entries_of_a_newer_program_are_named_and_no_problem(hep: Hep, fresh: Path) -> None:
    change(fresh, lambda book: book.append_all([Draft("hologram", "h1", {}), Draft("hologram", "h2", {})]))
    said = hep("verify", fresh)
    assert said.code == 0
    assert said.err == "hep: 2 entries of kind hologram, from a newer hep; they are kept as they are.\n"
    assert hep("verify", fresh, "--json").json["ok"]


def test_entries_that_do_not_hold_what_they_should_are_kept_and_named(hep: Hep, fresh: Path) -> None:
    hep("note", fresh, "one thing")
    change(fresh, lambda book: book.append_all([Draft("note", "n1", {}), Draft("note", "n2", {"text": ["a"]})]))
    said = hep("verify", fresh)
    assert said.code == 0
    assert "2 entries of kind note do not hold what they should; they are kept, and left out everywhere." in said.err
    assert [n["text"] for n in hep("show", fresh, "--json").json] == ["one thing"]
    change(fresh, lambda book: record.withdraw(book, "n1"))
    assert "1 entry of kind note does not hold" in hep("verify", fresh).err


def test_a_merge_names_what_it_brings_that_nobody_can_read_and_the_record_stays_whole(hep: Hep, fresh: Path) -> None:
    other = fresh.with_name("other.hep")
    other.write_bytes(fresh.read_bytes())
    change(other, lambda book: book.append("note", "n1", {"text": ["a"]}))
    assert "1 entry of kind note does not hold what it should; it is kept" in hep("merge", fresh, other).out
    assert hep("verify", fresh, "--json").json["ok"]


def test_nothing_that_another_program_may_have_written_stops_a_command(hep: Hep, demo: Path) -> None:
    kinds = ("meeting", "step", "attendance", "note", "poll", "state", "ballot", "count", "account", "declare", "theme")
    with closing(open_book(demo)) as book:
        drafts = []
        for kind in kinds:
            whole = {name: value for e in book.current(kind) for name, value in e.data.items()} or {"label": "new"}
            heads = list(book.current(kind))[-3:]
            values = [(name, odd) for name in whole for odd in ODD]
            drafts += [Draft(kind, f"{kind}-{i}", {**whole, name: v}) for i, (name, v) in enumerate(values)]
            # And what was there before, in two odd versions.
            for i, (name, value) in enumerate(values):
                head = heads[i % len(heads)] if heads else None
                if head:
                    drafts.append(Draft(kind, head.subject, {**head.data, name: value}, head.id))
        book.append_all(drafts)
    for words in (["verify"], ["doctor"], *(["show", what] for what in ("notes", "meetings", "polls", "ballots"))):
        said = hep(words[0], demo, *words[1:])
        assert said.code in (0, 1), (words, said.err)
    assert hep("note", demo, "still taken", "--meeting", "Workshop 1").code == 0


@pytest.mark.parametrize("body", [{"pack": 7}, {"pack": {"id": []}}, {"schools": [7]}, {"schools": 7}, {"title": None}])
def test_what_is_said_of_the_review_and_cannot_be_read_counts_for_nothing(hep: Hep, fresh: Path, body: Any) -> None:
    with closing(open_book(fresh)) as book:
        head = next(book.current("review"))
        book.append("review", head.subject, {**head.data, **body}, head.id)
    for words in (["show", fresh, "schools"], ["note", fresh, "one thing"]):
        assert hep(*words).code == 0


# Doctor


def finding(hep: Hep, about: str, *words: object) -> str:
    """Return the line of one finding."""
    said = hep("doctor", *words)
    assert said.err == ""
    return next(line for line in said.out.splitlines() if f"  {about}: " in line)


def test_every_finding_says_whether_it_is_well_or_what_to_do(hep: Hep, demo: Path) -> None:
    hep("backup", demo)
    said = hep("doctor", demo)
    lines = said.out.splitlines()
    abouts = [line[8:].partition(":")[0] for line in lines[:-1]]
    assert abouts == [
        "Versions", "SQLite", "Packages", "Terminal", "Colour", "Encoding", "Disk", "Encryption", "Folder", "Backups",
        "Review", "Laptops", "Backup", "Handed over", "Clock", "Conflicts", "Names",
    ]  # fmt: skip
    assert all(line.startswith(("well    ", "see to  ")) for line in lines[:-1])
    to_see_to = [line for line in lines if line.startswith("see to")]
    assert said.code == (1 if to_see_to else 0)
    assert lines[-1] == "All is well." or "to see to." in lines[-1]


def test_names_that_are_left_in_notes_are_listed_with_where_they_stand(hep: Hep, demo: Path) -> None:
    assert finding(hep, "Names", demo) == "well    Names: none in the notes"
    change(demo, lambda book: book.append("person", "p1", {"code": "p1", "name": "Sam Placeholder"}))
    first, second = (
        hep("note", demo, text, "--meeting", "Workshop 1", "--item", "1").out.strip()
        for text in ("Coteford Infant and [bold] Placeholder", "\x1b]0;title\x07Ring 01895 250111")
    )
    said = hep("doctor", demo)
    lines = said.out.splitlines()
    at = next(i for i, line in enumerate(lines) if "  Names: " in line)
    assert lines[at] == (
        "see to  Names: 2 notes with a school, a person and a phone number. "
        "Key w on the home screen offers a neutral word for each; leave what names nobody."
    )
    assert lines[at + 1 : at + 3] == [
        f"        Workshop 1, primary, What works well, {first}: Coteford Infant, Placeholder",
        f"        Workshop 1, primary, What works well, {second}: 01895 250111",
    ]
    assert said.code == 1
    assert "\x1b" not in said.out


def test_names_in_a_review_that_cannot_be_read_are_not_looked_for(hep: Hep, fresh: Path) -> None:
    with closing(open_book(fresh)) as book:
        head = next(book.current("review"))
        book.append("withdraw", head.subject, {}, head.id)
        book.append("review", head.subject, {**head.data, "pack": 7})
    for about in ("Names", "Kept until"):
        assert finding(hep, about, fresh).startswith(
            f"see to  {about}: not looked for. What this file says of its pack"
        )


def test_doctor_changes_nothing(hep: Hep, demo: Path) -> None:
    before = demo.read_bytes()
    hep("doctor", demo)
    assert demo.read_bytes() == before
    assert {p.name for p in demo.parent.iterdir()} == {"demo.hep"}


def test_doctor_looks_at_a_laptop_without_a_review_too(hep: Hep) -> None:
    assert "SQLite" in finding(hep, "SQLite")
    assert "Review" not in hep("doctor").out


def test_a_review_without_a_backup_is_something_to_see_to(hep: Hep, demo: Path) -> None:
    assert finding(hep, "Backup", demo) == "see to  Backup: none yet. hep backup makes one."
    hep("backup", demo)
    assert finding(hep, "Backup", demo).startswith("well    Backup: newest of ")


def test_a_record_that_has_grown_since_it_was_handed_over_is_something_to_see_to(
    hep: Hep, demo: Path, tmp_path: Path
) -> None:
    assert finding(hep, "Handed over", demo) == "well    Handed over: never from this laptop"
    hep("export", demo, "-o", tmp_path)
    assert finding(hep, "Handed over", demo).startswith("well    Handed over: ")
    hep("note", demo, "one more")
    assert finding(hep, "Handed over", demo).endswith("The record has grown since; hep export writes it out.")


def test_a_clock_behind_the_record_is_something_to_see_to(hep: Hep, demo: Path) -> None:
    ahead = Source(now=lambda: datetime.now(UTC) + timedelta(days=400))
    with closing(open_book(demo, source=ahead)) as book:
        notes.add(book, Note("from the future"))
    assert finding(hep, "Clock", demo).endswith("set the clock.")


def test_an_open_conflict_is_something_to_see_to(hep: Hep, fresh: Path) -> None:
    id = hep("note", fresh, "as it was").out.strip()
    other = fresh.with_name("other.hep")
    other.write_bytes(fresh.read_bytes())
    for path in (fresh, other):
        change(path, lambda book: notes.amend(book, id, Note(book.path.name)))
    change(fresh, lambda book: merge(book, other))
    assert finding(hep, "Conflicts", fresh).startswith("see to  Conflicts: 1. Choose which version is right")
    change(fresh, lambda book: record.settle(book, id, book.heads(id)[0].id))
    assert finding(hep, "Conflicts", fresh) == "well    Conflicts: none"


def test_a_folder_in_a_cloud_is_something_to_see_to(hep: Hep, demo: Path) -> None:
    cloud = demo.parent / "OneDrive - Some School"
    cloud.mkdir()
    path = demo.rename(cloud / "demo.hep")
    assert finding(hep, "Folder", path).endswith(
        "is kept by onedrive. Work on this laptop, copy there when you finish."
    )


def mounted(monkeypatch: pytest.MonkeyPatch, mounts: str | None) -> None:
    """Pretend a list of mounts, or a system without one."""
    read_text = Path.read_text

    def instead(path: Path, *args: Any, **kwargs: Any) -> str:
        if path != Path("/proc/mounts"):
            return read_text(path, *args, **kwargs)
        if mounts is None:
            raise FileNotFoundError
        return mounts

    monkeypatch.setattr(Path, "read_text", instead)


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_folder_on_the_network_is_something_to_see_to(
    hep: Hep, demo: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    mounted(monkeypatch, f"/dev/sda1 / ext4 rw 0 0\nserver:/share {demo.parent} {kind} rw 0 0\n")
    assert f"is on the network ({kind}). Work on this laptop" in finding(hep, "Folder", demo)


def test_a_system_that_lists_no_mounts_is_taken_as_this_laptop(
    hep: Hep, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounted(monkeypatch, None)
    assert finding(hep, "Folder", demo).endswith("is on this laptop")


def test_a_disk_that_is_nearly_full_is_something_to_see_to(hep: Hep, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=499_000_000))
    assert finding(hep, "Disk") == "see to  Disk: 499 MB free. Make room before the meeting."


def test_backups_that_cannot_be_written_are_something_to_see_to(hep: Hep, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert finding(hep, "Backups").endswith("This folder cannot be written; use hep backup -o.")


def test_an_old_sqlite_and_a_missing_package_are_something_to_see_to(hep: Hep, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "INSTALLED", (3, 30, 1))

    def version(name: str) -> str:
        if name == "pandas":
            raise metadata.PackageNotFoundError(name)
        return "1"

    monkeypatch.setattr(metadata, "version", version)
    assert finding(hep, "SQLite") == "see to  SQLite: 3.30.1. hep needs SQLite 3.37; install a newer Python."
    assert finding(hep, "Packages").endswith("Missing: pandas; install hep again.")


def terminal(monkeypatch: pytest.MonkeyPatch, encoding: str, columns: int, lines: int) -> dict[str, str]:
    """Pretend a terminal, and return what is found of it."""
    out = SimpleNamespace(isatty=lambda: True, encoding=encoding, fileno=lambda: 1)
    monkeypatch.setattr(doctor, "sys", SimpleNamespace(stdout=out))
    monkeypatch.setattr(os, "get_terminal_size", lambda of: os.terminal_size((columns, lines)))
    for name in ("COLUMNS", "LINES"):
        monkeypatch.setenv(name, "200")
    return {f.about: f.words for f in doctor.findings()}


def test_a_small_or_narrow_terminal_is_something_to_see_to(monkeypatch: pytest.MonkeyPatch) -> None:
    found = terminal(monkeypatch, "cp1252", 79, 24)
    assert found["Terminal"] == "see to  Terminal: 79 by 24, xterm-256color. Make the window at least 80 by 24."
    assert found["Encoding"].startswith("see to  Encoding: cp1252. Set PYTHONUTF8=1")


def test_an_ordinary_terminal_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    found = terminal(monkeypatch, "utf-8", 80, 24)
    assert found["Terminal"] == "well    Terminal: 80 by 24, xterm-256color"
    assert found["Colour"] == "well    Colour: enough"
    assert found["Encoding"] == "well    Encoding: utf-8"


def test_colours_may_be_few_or_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "vt100")
    assert "few; everything is said in words" in terminal(monkeypatch, "utf-8", 80, 24)["Colour"]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "switched off by NO_COLOR" in terminal(monkeypatch, "utf-8", 80, 24)["Colour"]


def test_a_review_of_a_newer_program_says_so(hep: Hep, fresh: Path) -> None:
    change(fresh, lambda book: book.conn.execute("PRAGMA user_version = 99"))
    assert "was made by a newer hep" in finding(hep, "Review", fresh)


@pytest.mark.parametrize(
    ("mounts", "slaves", "state"),
    [
        ("/dev/mapper/home {0} ext4 rw 0 0", {"home": "CRYPT-LUKS2-x"}, True),
        ("/dev/mapper/home {0} ext4 rw 0 0", {"home": "LVM-y", "dm-0": "CRYPT-LUKS2-x"}, True),
        ("/dev/sda1 {0} ext4 rw 0 0", {"sda1": ""}, False),
        ("/dev/sda1 / ext4 rw 0 0\n/home/.me {0} ecryptfs rw 0 0", {"sda1": ""}, True),
        ("server:/share {0} nfs4 rw 0 0", {}, None),
        ("", {}, None),
    ],
)
def test_doctor_says_whether_the_disk_is_encrypted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mounts: str, slaves: dict[str, str], state: bool | None
) -> None:
    (tmp_path / "mounts").write_text(mounts.format(tmp_path))
    below: Path | None = None
    for name, uuid in slaves.items():
        block = tmp_path / "block" / name
        (block / "dm").mkdir(parents=True)
        (block / "dm" / "uuid").write_text(uuid)
        if below is not None:
            (below / "slaves").mkdir()
            (below / "slaves" / name).touch()
        below = block
    monkeypatch.setattr(doctor.disk_state, "_MOUNTS", tmp_path / "mounts")
    monkeypatch.setattr(doctor.disk_state, "_BLOCKS", tmp_path / "block")
    assert doctor.disk_state.encrypted(tmp_path) is state
