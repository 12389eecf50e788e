"""hep export, hep merge, hep backup: what leaves the laptop, and what comes in."""

import csv
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from hep_tui import locations
from hep_tui.actions import ballots, notes, polls, record
from hep_tui.commands.opened import laptop
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.notes import Note
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.logbook import Book, handovers
from hep_tui.logbook.laptop_key import four_words
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records

from .conftest import Hep, run

FIGURES = {"new", "known", "conflicting", "quarantined", "record_code", "by_kind", "erases", "set_aside", "signers"}


def copied(path: Path, name: str) -> Path:
    copy = path.with_name(name)
    copy.write_bytes(path.read_bytes())
    return copy


def change(path: Path, what: Callable[[Book], object]) -> None:
    with closing(open_book(path, laptop=laptop())) as book:
        what(book)


def code(hep: Hep, path: Path) -> str:
    return str(hep("verify", path, "--json").json["record_code"])


@pytest.fixture
def laptops(hep: Hep, fresh: Path) -> tuple[Path, Path, Path]:
    """Return three copies of one review; on each, another note was taken, and one was amended."""
    id = hep("note", fresh, "as it was").out.strip()
    others = copied(fresh, "second.hep"), copied(fresh, "third.hep")
    for path in (fresh, *others):
        hep("note", path, f"taken on {path.stem}")
    for path in (fresh, others[0]):
        change(path, lambda book: notes.amend(book, id, Note(f"as {book.path.stem} has it")))
    return fresh, *others


# Export


def test_an_export_says_where_it_is_and_what_it_holds(hep: Hep, demo: Path, tmp_path: Path) -> None:
    before = code(hep, demo)
    said = hep("export", demo, "-o", tmp_path / "out")
    assert (said.code, said.err) == (0, "")
    [folder] = (tmp_path / "out").iterdir()
    assert said.out.startswith(f"Exported to {folder}: 111 schools, ")
    assert re.search(r"; \d+ tables are empty; ", said.out)
    assert re.findall(r" 0 \w+", said.out.partition(" empty; ")[0]) == []
    with (folder / "data" / "notes.csv").open(encoding="utf-8", newline="") as file:
        assert f", {len(list(csv.DictReader(file)))} notes, " in said.out
    assert code(hep, demo) == before


def test_the_same_record_exported_twice_gives_the_same_bytes(hep: Hep, demo: Path, tmp_path: Path) -> None:
    found = [Path(hep("export", demo, "-o", tmp_path / out, "--json").json["path"]) for out in ("one", "two")]
    first, second = ((folder / "CHECKSUMS.sha256").read_bytes() for folder in found)
    assert first == second
    with closing(open_book(demo)) as book:
        last = handovers.last(book)
        assert last is not None
        assert (last.name, last.record_code) == (found[1].name, book.record_code())


def test_an_export_of_a_file_for_reading_only_is_no_less_of_one(hep: Hep, demo: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(demo)) as conn:
        conn.execute("PRAGMA user_version = 99")
    said = hep("export", demo, "-o", tmp_path / "out")
    assert (said.code, len(list((tmp_path / "out").iterdir()))) == (0, 1)


def test_an_export_for_a_program_says_path_rows_and_record_code(hep: Hep, demo: Path, tmp_path: Path) -> None:
    found = hep("export", demo, "-o", tmp_path, "--json").json
    assert set(found) == {"path", "tier", "tables", "record_code", "suppressed", "redacted", "files"}
    assert (found["tier"], found["redacted"]) == ("analyst", 0)
    assert found["files"].keys() >= {"README.txt", "data/notes.csv", "CHECKSUMS.sha256"}
    assert Path(found["path"]).parent == tmp_path
    assert (found["tables"]["ballots"], found["tables"]["schools"]) == (19, 111)
    assert found["record_code"] == code(hep, demo)


def test_exports_go_to_a_folder_of_their_own_and_never_over_another(
    hep: Hep, fresh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    paths = [Path(hep("export", fresh, "--json").json["path"]) for _ in range(3)]
    assert len({path.resolve() for path in paths}) == 3
    assert {path.parent.resolve() for path in paths} == {tmp_path / "exports"}


def test_an_export_for_spreadsheets_defuses_formulas(hep: Hep, fresh: Path, tmp_path: Path) -> None:
    hep("note", fresh, '=HYPERLINK("x")')
    for words, wanted in (([], '=HYPERLINK("x")'), (["--excel-safe"], '\'=HYPERLINK("x")')):
        path = Path(hep("export", fresh, "-o", tmp_path, "--json", *words).json["path"])
        with (path / "data" / "notes.csv").open(encoding="utf-8", newline="") as file:
            assert [row["text"] for row in csv.DictReader(file)] == [wanted]


def test_an_export_that_cannot_be_written_is_refused(hep: Hep, demo: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("no folder")
    before = demo.read_bytes()
    assert "could not be written" in hep("export", demo, "-o", tmp_path / "out").refusal
    assert demo.read_bytes() == before
    assert "There is no file" in hep("export", tmp_path / "none.hep", "-o", tmp_path / "new").refusal
    assert not (tmp_path / "new").exists()


# Merge


def test_a_merge_for_a_program_says_exactly_what_was_promised(hep: Hep, laptops: tuple[Path, ...]) -> None:
    first, second, _ = laptops
    said = hep("merge", first, second, "--json")
    assert (said.code, said.err) == (0, "")
    assert set(said.json) == FIGURES
    assert (said.json["new"], said.json["conflicting"], said.json["quarantined"]) == (4, 1, 0)
    assert said.json["record_code"] == code(hep, first)
    again = hep("merge", first, second, "--json").json
    assert (again["new"], again["conflicting"], again["known"]) == (0, 0, said.json["new"] + said.json["known"])


def test_a_merge_says_in_words_what_came(hep: Hep, laptops: tuple[Path, ...]) -> None:
    first, second, third = laptops
    lines = hep("merge", first, second, third).out.splitlines()
    assert lines[0].startswith("second.hep: 4 new, ")
    assert lines[0].endswith("1 now in two versions.")
    assert lines[1] == "    2 × note, 2 × file opened"
    assert lines[2].startswith("    by somebody on ")
    assert lines[3].startswith("third.hep: 2 new, ")
    assert lines[-1] == f"record code  {code(hep, first)}"


def test_a_merge_says_first_what_it_would_erase_and_whose_entries_it_brings(
    hep: Hep, laptops: tuple[Path, ...]
) -> None:
    first, second, _ = laptops
    with closing(open_book(first)) as book:
        ids = [n.id for n in records(book, Note)]
    with closing(open_book(second, who="AB", laptop=laptop())) as book:
        assert book.laptop
        words = four_words(book.laptop.public)
        id = next(n.id for n in records(book, Note) if n.id in ids)
        notes.redact(book, id, "asked for")
    said = hep("merge", first, second, "--dry-run", "--json").json
    # What it said at first, and what it was corrected to here.
    assert said["erases"] == 2
    assert said["by_kind"]["redact"] == 1
    signer = {"who": "AB", "laptop": "", "entries": 3, "words": words, "introduced": True}
    assert signer in said["signers"]
    assert hep("merge", first, second, "--dry-run").out.startswith("would bring  ERASES 2: second.hep: ")


def test_what_came_in_is_listed_and_taken_back_as_a_unit(hep: Hep, laptops: tuple[Path, ...]) -> None:
    first, second, third = laptops

    def texts() -> list[str]:
        with closing(open_book(first)) as book:
            return [n.what.text for n in records(book, Note)]

    assert hep("merge", first, "--imports").out == "Nothing was merged into this file.\n"
    before = texts()
    hep("merge", first, second)
    listed = hep("merge", first, third, "--imports", "--json").json
    assert [(each["name"], each["entries"], each["withdrawn"]) for each in listed] == [
        ("second.hep", 4, ""),
        ("third.hep", 2, ""),
    ]
    for each in reversed(listed):
        said = hep("merge", first, "--take-back", each["id"][:6], "--reason", "wrong file", "--json")
        assert (said.code, said.json["id"]) == (0, each["id"])
        assert said.json["record_code"] == code(hep, first)
    assert texts() == before
    assert hep("verify", first).code == 0
    assert hep("merge", first, "--imports").out.count("taken back: wrong file") == 2


@pytest.mark.parametrize("words", [["--take-back", "none"], ["--take-back", ""], ["--take-back", "x", "--dry-run"]])
def test_an_import_that_is_not_there_is_not_taken_back(hep: Hep, fresh: Path, words: list[str]) -> None:
    before = fresh.read_bytes()
    assert "nothing was changed" in hep("merge", fresh, *words).refusal
    assert fresh.read_bytes() == before


@pytest.mark.parametrize("words", [[], ["--dry-run"]])
def test_a_merge_names_the_ballots_that_are_keyed_twice_now_and_how_to_decide_them(
    hep: Hep, fresh: Path, words: list[str]
) -> None:
    options = (Option("A", "This"), Option("B", "That"))
    with closing(open_book(fresh)) as book:
        for title in ("Which?", "Whether?"):
            polls.change_state(book, polls.create(book, Poll(title, options=options)), PollState.OPEN)
    other = copied(fresh, "other.hep")
    for path, numbers, first in ((fresh, (4, 5, 6), "A"), (other, (5, 6, 7), "B")):
        with closing(open_book(path)) as book:
            which = next(p.id for p in records(book, Poll) if p.what.title == "Which?")
            for number in numbers:
                ballots.cast(book, Ballot(which, number, marks={first: 1}))
    said = hep("merge", fresh, other, *words)
    assert said.out.splitlines()[-2] == (
        "Which?: ballots 5, 6 keyed twice; neither version counts before it is decided: find the paper, open the poll, "
        "j."
    )
    assert "Whether?" not in said.out
    assert set(hep("merge", fresh, other, *words, "--json").json) == FIGURES


@pytest.mark.parametrize("words", [[], ["--dry-run"]])
def test_a_merge_names_the_results_that_it_takes_out_of_force(hep: Hep, demo: Path, words: list[str]) -> None:
    erased, reopened = copied(demo, "erased.hep"), copied(demo, "reopened.hep")
    change(erased, lambda book: [record.redact(book, e.subject, "gone") for e in list(book.current("declare"))])
    hep("poll", reopened, "open", "1", "--reason", "counted wrongly")
    for other in (erased, reopened):
        said = hep("merge", copied(demo, "ours.hep"), other, *words).out
        assert "Declared here before, and not any more: Priorities.\n" in said


def test_every_order_of_merging_gives_the_same_record(hep: Hep, laptops: tuple[Path, ...]) -> None:
    first, second, third = laptops
    copies = [copied(path, f"copy-of-{path.name}") for path in laptops]
    found = {
        hep("merge", copies[0], second, third, "--json").json["record_code"],
        hep("merge", copies[1], third, first, "--json").json["record_code"],
        hep("merge", copies[2], first, copies[1], second, "--json").json["record_code"],
    }
    assert len(found) == 1


def test_a_dry_run_says_what_the_merge_will_say_and_changes_nothing(hep: Hep, laptops: tuple[Path, ...]) -> None:
    first, second, third = laptops
    before = [path.read_bytes() for path in laptops]
    dry = hep("merge", first, second, third, second, "--dry-run", "--json")
    words = hep("merge", first, second, third, "--dry-run")
    assert [path.read_bytes() for path in laptops] == before
    assert words.out.startswith("would bring  second.hep: 4 new")
    assert hep("merge", first, second, third, second, "--json").json == dry.json
    assert dry.json["new"] == 6


def test_what_is_merged_from_is_left_as_it_is(hep: Hep, laptops: tuple[Path, ...]) -> None:
    first, *others = laptops
    before = [path.read_bytes() for path in others]
    hep("merge", first, *others)
    assert [path.read_bytes() for path in others] == before


def test_a_merge_is_preceded_by_a_backup(hep: Hep, laptops: tuple[Path, ...]) -> None:
    first, second, _ = laptops
    before = code(hep, first)
    hep("merge", first, second)
    kept = [path for path in locations.backups_dir().rglob("*.hep") if before.replace("-", "") in path.name]
    assert len(kept) == 1


@pytest.mark.parametrize("other", ["another review", "a letter", "nothing", "a folder", "a damaged file"])
@pytest.mark.parametrize("words", [[], ["--dry-run"], ["--json"]])
def test_of_several_files_none_is_merged_where_one_is_refused(
    hep: Hep, laptops: tuple[Path, ...], demo: Path, other: str, words: list[str]
) -> None:
    first, second, _ = laptops
    path = demo if other == "another review" else first.with_name("other.hep")
    if other == "a letter":
        path.write_text("Dear colleague")
    elif other == "a folder":
        path.mkdir()
    elif other == "a damaged file":
        path.write_bytes(second.read_bytes()[:8192])
    before = first.read_bytes()
    sentence = hep("merge", first, second, path, *words).refusal
    assert path.name in sentence
    assert first.read_bytes() == before
    assert hep("merge", first, path, *words).refusal == sentence


def test_entries_that_were_tampered_with_are_refused_and_the_rest_is_taken(hep: Hep, laptops: tuple[Path, ...]) -> None:
    first, _, third = laptops
    with closing(sqlite3.connect(third)) as conn, conn:
        [(trigger,)] = conn.execute("SELECT name FROM sqlite_master WHERE name = 'entry_unchanged'").fetchall()
        conn.execute(f"DROP TRIGGER {trigger}")
        conn.execute("UPDATE entry SET who = 'somebody else' WHERE body LIKE '%taken on third%'")
    said = hep("merge", first, third, "--json")
    assert said.code == 1
    assert set(said.json) == FIGURES
    # The signature is under the entry that was changed, so nothing of that run of the program is proved.
    assert (said.json["new"], said.json["quarantined"]) == (0, 2)
    assert said.err.startswith("hep: third.hep, refused ")
    assert "was changed after it was made." in said.err
    words = hep("merge", first, third)
    assert words.code == 1
    assert "2 refused (Entry " in words.out


def test_what_is_whole_of_a_damaged_review_is_salvaged_into_a_new_file(hep: Hep, demo: Path, tmp_path: Path) -> None:
    whole = bytearray(demo.read_bytes())
    whole[4096 * 10 : 4096 * 11] = bytes(4096)
    damaged, new = tmp_path / "damaged.hep", tmp_path / "new.hep"
    damaged.write_bytes(whole)
    assert "hep merge NEWFILE --salvage OLDFILE" in hep("show", damaged).refusal
    said = hep("merge", new, "--salvage", damaged, "--json")
    assert said.json["new"] > 100
    with closing(open_book(demo)) as book, closing(open_book(new)) as found:
        ours = {e.id for e in book.entries()}
        taken = {e.id for e in found.entries() if "lost" not in e.data}
        assert taken <= ours
        assert len(taken) == said.json["new"]


@pytest.mark.parametrize(("share", "least"), [(0.99, 0.9), (0.85, 0.5), (0.5, 0), (0.25, 0)])
def test_what_is_left_of_a_review_cut_short_is_salvaged_as_every_message_says(
    hep: Hep, demo: Path, tmp_path: Path, share: float, least: float
) -> None:
    cut, new = tmp_path / "cut.hep", tmp_path / "new.hep"
    whole = demo.read_bytes()
    cut.write_bytes(whole[: int(len(whole) * share)])
    before = cut.read_bytes()
    shown = hep("show", cut)
    # SQLite reads what is missing of the last page as zeros: where they were zeros before, nothing is lost.
    if shown.code:
        assert "hep merge NEWFILE --salvage OLDFILE" in shown.refusal
    else:
        assert code(hep, cut) == code(hep, demo)
    said = hep("merge", new, "--salvage", cut)
    assert (said.code, said.err) == (0, "")
    assert cut.read_bytes() == before
    assert hep("show", new).code == 0
    with closing(open_book(demo)) as book, closing(open_book(new)) as found:
        ours = {e.id for e in book.entries()}
        taken = {e.id for e in found.entries() if "lost" not in e.data}
        assert taken <= ours
        assert len(taken) > least * len(ours)


def test_what_salvaging_could_not_take_is_in_the_newest_backup_that_it_names(
    hep: Hep, demo: Path, tmp_path: Path
) -> None:
    cut, new = tmp_path / "cut.hep", tmp_path / "new.hep"
    cut.write_bytes(demo.read_bytes()[:-20_000])
    backup = hep("backup", demo).out.strip()
    said = hep("merge", new, "--salvage", cut).out.splitlines()
    assert said[-2] == f"What is missing of cut.hep may be in its newest backup: hep merge {new} {backup}"
    assert hep("merge", new, backup).code == 0
    with closing(open_book(demo)) as book, closing(open_book(new)) as found:
        more = set(found.entries()) - set(book.entries())
        assert found.count() - len(more) == book.count()
        assert all("lost" in e.data for e in more)
    assert hep("verify", new).code == 0


def test_what_is_left_may_go_into_the_newest_backup(hep: Hep, demo: Path, tmp_path: Path) -> None:
    backup = copied(demo, "backup.hep")
    for i in range(80):
        change(demo, lambda book, i=i: notes.add(book, Note(f"later {i}")))  # type: ignore[misc]
    cut = tmp_path / "cut.hep"
    for size in range(60_000, 420_000, 60_000):
        cut.write_bytes(demo.read_bytes()[:size])
        said = hep("merge", backup, "--salvage", cut, "--json")
        # Where the pages lie is chance, and so is whether a short piece still holds the one that names the review.
        if said.code:
            assert "does not say which review it belongs to; nothing was merged" in said.refusal
        else:
            assert said.json["quarantined"] == 0
    assert said.json["new"] + said.json["known"] > 100


def test_a_file_in_which_nothing_is_left_says_so_and_makes_no_file(hep: Hep, demo: Path, tmp_path: Path) -> None:
    cut, new = tmp_path / "cut.hep", tmp_path / "new.hep"
    cut.write_bytes(demo.read_bytes()[:5000])
    assert "Nothing that cut.hep said can be read any more" in hep("merge", new, "--salvage", cut).refusal
    assert not new.exists()


@pytest.mark.parametrize("words", [["--salvage"], ["--salvage", "--dry-run"], []])
def test_a_merge_that_is_refused_makes_no_file(hep: Hep, tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "letter.hep").write_text("Dear colleague")
    assert hep("merge", tmp_path / "new.hep", *words, tmp_path / "letter.hep").refusal
    assert not (tmp_path / "new.hep").exists()


# Backup


def test_a_backup_prints_its_path_and_is_the_same_record(hep: Hep, demo: Path) -> None:
    said = hep("backup", demo)
    path = Path(said.out.strip())
    assert (said.code, said.err) == (0, "")
    assert path.is_relative_to(locations.backups_dir())
    assert code(hep, path) == code(hep, demo)
    assert path.stat().st_mode & 0o077 == 0
    assert hep("backup", demo).out == said.out


def test_a_backup_may_go_to_a_folder_of_ones_own(hep: Hep, demo: Path, tmp_path: Path) -> None:
    path = Path(hep("backup", demo, "-o", tmp_path / "stick").out.strip())
    assert [*(tmp_path / "stick").iterdir()] == [path]


def test_a_backup_can_be_worked_on_and_merged_back(hep: Hep, fresh: Path) -> None:
    path = Path(hep("backup", fresh).out.strip())
    work = fresh.with_name("work.hep")
    work.write_bytes(path.read_bytes())
    hep("note", work, "taken on the copy")
    assert hep("merge", fresh, work).code == 0
    with closing(open_book(fresh)) as book:
        assert [n.what.text for n in records(book, Note)] == ["taken on the copy"]


def test_a_backup_that_cannot_be_made_is_refused_and_the_review_is_safe(hep: Hep, demo: Path, tmp_path: Path) -> None:
    (tmp_path / "stick").write_text("no folder")
    before = demo.read_bytes()
    assert "the review itself is safe" in hep("backup", demo, "-o", tmp_path / "stick").refusal
    assert demo.read_bytes() == before


def test_commands_read_a_review_while_another_program_has_it_open(fresh: Path, tmp_path: Path) -> None:
    with closing(open_book(fresh)) as book:
        notes.add(book, Note("taken on the screen"))
        assert "taken on the screen" in run("show", fresh).out
        assert run("note", fresh, "taken beside it").code == 0
        assert [n.what.text for n in records(book, Note)] == ["taken on the screen", "taken beside it"]
        for words in (["backup", fresh], ["verify", fresh], ["export", fresh, "-o", tmp_path]):
            assert run(*words).code == 0
