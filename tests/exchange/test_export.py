"""What an export leaves behind, when it goes well and when it does not."""

import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from hep_tui.actions import notes
from hep_tui.domain.notes import Note
from hep_tui.domain.tiers import Tier
from hep_tui.errors import HepError
from hep_tui.exchange.export import Cancelled, Progress, export
from hep_tui.exchange.tables import tables_for
from hep_tui.logbook import Book
from hep_tui.logbook.opening import create
from tests.exchange.conftest import Filled

TABLES = tables_for(Tier.RESTRICTED)

Export = Callable[..., Path]
TABLE_NAMES = (
    "accounts", "attendance", "ballots", "batches", "came", "came_to_both", "cells", "changes", "check_papers",
    "checks", "codes", "concepts", "conditions", "conflicts", "costs", "counts", "follow_up_notes", "follow_ups",
    "framework", "items", "marks", "meetings", "model_funding", "models", "note_groups", "note_models", "note_themes",
    "notes", "options", "pairwise", "policies", "polls", "priorities", "reading_marks", "readings", "result_parts",
    "results", "rounds", "scales", "schools", "survey_answers", "survey_choices", "survey_questions",
    "survey_responses", "surveys", "themes",
)  # fmt: skip
RANKINGS = ("1-priorities", "8-irv", "9-schulze")
PAPERS = {
    *(f"wide/ballots-{name}.csv" for name in (*RANKINGS, "4-which", "6-adopt")),
    *(f"ballots/{name}.{ending}" for name in RANKINGS for ending in ("abif", "blt", "toi")),
}
FILES = {
    "CHECKSUMS.sha256", "README.txt", "codebook.csv", "codebook.html", "datapackage.json", "disclosure/redactions.csv",
    "disclosure/suppression.csv",
    *(f"open_in/{name}" for name in ("duckdb.sql", "load.sql", "pandas_tables.py", "r.R", "spss.sps", "stata.do")),
    *(f"open_in/ranks_by_phase.{ending}" for ending in ("R", "py", "sps", "sql")),
    *(f"data/{name}.csv" for name in TABLE_NAMES),
    "wide/notes.csv", *PAPERS,
}  # fmt: skip


@pytest.fixture(scope="session")
def bundle(filled: Filled, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a bundle to copy and damage."""
    return export(filled.book, tmp_path_factory.mktemp("bundle"), tier=Tier.RESTRICTED).path


def _files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _named(files: Iterable[str]) -> set[str]:
    """Return the files of a bundle but for the declarations, which are called after their polls."""
    return {name for name in files if not name.startswith("results/")}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_bundle_is_one_folder_with_exactly_these_files(filled: Filled, tmp_path: Path) -> None:
    done = export(filled.book, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == [done.path]
    assert done.path.name == "hillingdon-education-partnership-review-2021-06-16-analyst"
    assert _named(_files(done.path)) == FILES - {"data/attendance.csv"}
    assert done.files == {name: hashlib.sha256(raw).hexdigest() for name, raw in _files(done.path).items()}


def test_every_line_of_the_checksums_holds(filled: Filled, exported: Export) -> None:
    files = _files(exported(filled.book))
    lines = files.pop("CHECKSUMS.sha256").decode().splitlines()
    assert lines == [f"{hashlib.sha256(files[name]).hexdigest()}  {name}" for name in sorted(files)]


def test_the_package_describes_each_table_as_it_stands_on_the_disk(filled: Filled, exported: Export) -> None:
    folder = exported(filled.book)
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert package["$schema"].startswith("https://datapackage.org/profiles/2.")
    assert package["record_code"] == filled.book.record_code()
    assert [r["name"] for r in package["resources"]] == [t.name for t in TABLES]
    for resource in package["resources"]:
        raw = (folder / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(raw), f"sha256:{hashlib.sha256(raw).hexdigest()}")
        header = raw.decode().split("\n", 1)[0].split(",")
        assert header == [f["name"] for f in resource["schema"]["fields"]]
        for field in resource["schema"]["fields"]:
            listed = [c["value"] for c in field.get("categories", ())]
            assert listed == field.get("constraints", {}).get("enum", [])


def test_the_codebook_has_one_row_a_column_of_every_table(filled: Filled, exported: Export) -> None:
    rows = _rows(exported(filled.book) / "codebook.csv")
    assert [(r["table"], r["column"]) for r in rows] == [(t.name, c.name) for t in TABLES for c in t.columns]
    sentiment = next(r for r in rows if (r["table"], r["column"]) == ("notes", "sentiment"))
    assert sentiment["values"] == "positive = positive; concern = concern; mixed = mixed; question = question"
    note = next(r for r in rows if (r["table"], r["column"]) == ("note_themes", "note"))
    assert (note["key"], note["required"], note["refers_to"]) == ("yes", "yes", "notes.id")


def test_the_readme_says_how_many_rows_there_are_and_what_is_not_here(filled: Filled, tmp_path: Path) -> None:
    done = export(filled.book, tmp_path / "out")
    words = (done.path / "README.txt").read_text("utf-8")
    assert filled.book.record_code() in words
    assert "notes              20  Notes" in words
    assert "redacted: 1 note" in words
    assert "withdrawn: 1 note" in words
    assert done.tables["notes"] == len(_rows(done.path / "data/notes.csv")) == 20


def test_what_was_withdrawn_redacted_or_amended_leaves_no_words_behind(filled: Filled, exported: Export) -> None:
    everything = b"".join(_files(exported(filled.book)).values()).decode()
    for words in ("Never mind", "A name that must go", "Thing number 0,", "said by mistake", "A. Person", "person-0"):
        assert words not in everything


def test_the_same_record_gives_the_same_bytes(filled: Filled, tmp_path: Path) -> None:
    first, second = (export(filled.book, tmp_path / name).path for name in ("one", "two"))
    assert first.name == second.name
    assert _files(first) == _files(second)


@pytest.mark.parametrize(("seed", "zone"), [("1", "Pacific/Auckland"), ("2", "America/Los_Angeles")])
def test_another_process_in_another_time_zone_gives_the_same_bytes(
    filled: Filled, bundle: Path, tmp_path: Path, seed: str, zone: str
) -> None:
    command = [sys.executable, "-m", "hep_tui", "export", str(filled.book.path), "-o", str(tmp_path), "--json"]
    command += ["--tier", "restricted", "--plain"]
    env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "HOME": str(tmp_path)}
    done = subprocess.run(command, env=env, check=True, capture_output=True, text=True, encoding="utf-8")
    said = json.loads(done.stdout)
    assert said["record_code"] == filled.book.record_code()
    assert _files(Path(said["path"])) == _files(bundle)


def test_a_second_export_gets_a_number_and_the_first_is_left_alone(filled: Filled, exported: Export) -> None:
    first = exported(filled.book)
    (first / "mine.txt").write_text("my own notes")
    second, third = exported(filled.book), exported(filled.book)
    assert [second.name, third.name] == [f"{first.name}-2", f"{first.name}-3"]
    assert (first / "mine.txt").read_text() == "my own notes"
    assert _files(second) == _files(third)


@pytest.mark.skipif(os.name != "posix", reason="permissions are of POSIX")
def test_only_the_owner_may_look_into_a_bundle(filled: Filled, exported: Export) -> None:
    assert exported(filled.book).stat().st_mode & 0o077 == 0


def test_a_file_or_a_dead_link_of_that_name_is_not_overwritten_either(filled: Filled, tmp_path: Path) -> None:
    name = export(filled.book, tmp_path / "elsewhere").path.name
    (tmp_path / name).write_text("a file")
    (tmp_path / f"{name}-2").symlink_to(tmp_path / "nowhere")
    assert export(filled.book, tmp_path).path.name == f"{name}-3"
    assert (tmp_path / name).read_text() == "a file"


def test_progress_names_each_table_and_ends_at_the_total(filled: Filled, exported: Export) -> None:
    heard: list[Progress] = []
    exported(filled.book, progress=heard.append)
    total = len(TABLES)
    assert heard == [Progress(i, total, t.name) for i, t in enumerate(TABLES)] + [Progress(total, total, "")]


@pytest.mark.parametrize("after", [0, 1, 50, 200])
def test_a_cancelled_export_leaves_nothing_behind(filled: Filled, tmp_path: Path, after: int) -> None:
    asked = iter(range(after))
    with pytest.raises(Cancelled, match="nothing was left behind"):
        export(filled.book, tmp_path / "out", cancelled=lambda: next(asked, None) is None)
    assert list((tmp_path / "out").iterdir()) == []


def test_an_export_can_be_cancelled_at_its_very_end(filled: Filled, tmp_path: Path) -> None:
    done: list[int] = []
    with pytest.raises(Cancelled):
        export(
            filled.book,
            tmp_path / "out",
            progress=lambda step: done.append(step.done),
            cancelled=lambda: (tmp_path / "out").is_dir() and any((tmp_path / "out").rglob("CHECKSUMS.sha256")),
        )
    assert done[-1] == len(TABLES) - 2
    assert list((tmp_path / "out").iterdir()) == []


def _one_sentence(error: HepError) -> bool:
    words = str(error)
    return "\n" not in words and words.endswith(".") and "nothing was" in words


def test_a_folder_that_cannot_be_made_is_one_sentence(filled: Filled, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where the folder should be")
    with pytest.raises(HepError) as caught:
        export(filled.book, tmp_path / "out")
    assert _one_sentence(caught.value)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_may_not_be_written_is_one_sentence(filled: Filled, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(HepError) as caught:
            export(filled.book, tmp_path)
    finally:
        tmp_path.chmod(0o700)
    assert _one_sentence(caught.value)


def test_a_disk_that_fills_up_is_one_sentence_and_leaves_nothing(
    filled: Filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hep_tui.exchange.writer.os.fsync", full)
    with pytest.raises(HepError, match="No space left on device") as caught:
        export(filled.book, tmp_path / "out")
    assert _one_sentence(caught.value)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_file_without_a_review_is_refused(tmp_path: Path) -> None:
    book = create(tmp_path / "empty.hep")
    with pytest.raises(HepError, match="holds no review"):
        export(book, tmp_path / "out")
    book.close()


def test_a_record_that_grows_meanwhile_is_not_exported_by_halves(book: Book, tmp_path: Path) -> None:
    def grows(step: Progress) -> None:
        if not step.done:
            notes.add(book, Note("One more thing"))

    with pytest.raises(HepError, match="grew while"):
        export(book, tmp_path / "out", progress=grows)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_review_of_which_nothing_was_recorded_yet_exports(book: Book, tmp_path: Path) -> None:
    done = export(book, tmp_path / "out")
    assert _named(_files(done.path)) == FILES - PAPERS - {"data/attendance.csv"}
    assert done.tables["schools"] == 111
    assert done.tables["notes"] == done.tables["results"] == 0


def _faults(folder: Path) -> set[str]:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(folder / "datapackage.json")
    return {error.type for part in (report, *report.tasks) for error in part.errors}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("excel_safe", [False, pytest.param(True, marks=pytest.mark.long)])
def test_frictionless_finds_no_fault(filled: Filled, exported: Export, excel_safe: bool) -> None:
    assert _faults(exported(filled.book, excel_safe=excel_safe)) == set()


def _damage(folder: Path, name: str, change: Callable[[list[list[str]]], Any]) -> None:
    """Change a table as somebody would who also puts size and hash right."""
    path = folder / "data" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    resource = next(r for r in package["resources"] if r["name"] == name)
    raw = path.read_bytes()
    resource |= {"bytes": len(raw), "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}"}
    # Only this table and what it refers to: the others were found whole above.
    wanted = {name, *(k["reference"]["resource"] for k in resource["schema"].get("foreignKeys", ()))}
    package["resources"] = [r for r in package["resources"] if r["name"] in wanted]
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")


def _cell(column: str, value: str) -> Callable[[list[list[str]]], None]:
    return lambda rows: rows[1].__setitem__(rows[0].index(column), value)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("name", "change", "fault"),
    [
        ("attendance", _cell("role", "caretaker"), "constraint-error"),
        ("attendance", _cell("meeting", "another"), "foreign-key"),
        ("meetings", lambda rows: rows.append(rows[1]), "primary-key"),
        ("meetings", _cell("date", "31.6.2021"), "type-error"),
        ("options", _cell("position", "0"), "constraint-error"),
        ("meetings", _cell("title", ""), "constraint-error"),
        ("meetings", lambda rows: rows[0].__setitem__(1, "uid"), "incorrect-label"),
        ("meetings", lambda rows: rows[1].append("more"), "extra-cell"),
    ],
)
def test_frictionless_finds_a_damaged_table(
    bundle: Path, tmp_path: Path, name: str, change: Callable[[list[list[str]]], Any], fault: str
) -> None:
    pytest.importorskip("frictionless")
    folder = shutil.copytree(bundle, tmp_path / "bundle")
    _damage(folder, name, change)
    assert fault in _faults(folder)


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_a_changed_byte_and_a_missing_file(bundle: Path, tmp_path: Path) -> None:
    pytest.importorskip("frictionless")
    folder = shutil.copytree(bundle, tmp_path / "bundle")
    notes_file = folder / "data" / "notes.csv"
    notes_file.write_bytes(notes_file.read_bytes().replace(b"number 7", b"number 8"))
    assert "hash-count" in _faults(folder)
    (folder / "data" / "accounts.csv").unlink()
    assert "scheme-error" in _faults(folder)
