"""hep export: for whom, sealed or not, what changed since, and into a lake."""

import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from hep_tui.actions import notes, record
from hep_tui.domain.notes import Note
from hep_tui.exchange import diff
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records

from .conftest import Hep

PHRASE = "four words and more"


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@pytest.fixture
def phrase(tmp_path: Path) -> Path:
    path = tmp_path / "phrase.txt"
    path.write_text(f"{PHRASE}\n", "utf-8")
    return path


def test_a_restricted_export_leaves_sealed_unless_somebody_says_plain(hep: Hep, demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = hep("export", demo, "-o", out, "--tier", "restricted").refusal
    assert "so it leaves sealed, and nothing was written" in said
    assert not out.exists()
    plain = hep("export", demo, "-o", out, "--tier", "restricted", "--plain", "--json").json
    assert plain["tier"] == "restricted"
    assert (Path(plain["path"]) / "data/attendance.csv").is_file()


def test_what_was_sealed_opens_with_its_passphrase_to_the_same_files(
    hep: Hep, demo: Path, tmp_path: Path, phrase: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    flags = ("-o", out, "--tier", "restricted")
    plain = Path(hep("export", demo, *flags, "--plain", "--json").json["path"])
    sealed = Path(hep("export", demo, *flags, "--seal", phrase, "--json").json["path"])
    assert sealed.name == f"{plain.name}.sealed"
    assert sealed.stat().st_mode & 0o077 == 0
    assert b"notes.csv" not in sealed.read_bytes()
    monkeypatch.setattr("hep_tui.commands.handover._asked", lambda: "another one entirely")
    assert "could not be unsealed" in hep("open", sealed).refusal
    monkeypatch.setattr("hep_tui.commands.handover._asked", lambda: PHRASE)
    assert hep("open", sealed).code == 0
    assert files(out / f"{plain.name}-opened") == files(plain)


def test_what_was_sealed_for_a_key_of_age_opens_without_hep(hep: Hep, demo: Path, tmp_path: Path) -> None:
    pyrage = pytest.importorskip("pyrage", reason="pyrage is not installed")
    identity = pyrage.x25519.Identity.generate()
    flags = ("-o", tmp_path / "out", "--tier", "restricted")
    plain = Path(hep("export", demo, *flags, "--plain", "--json").json["path"])
    sealed = Path(hep("export", demo, *flags, "--seal", identity.to_public(), "--json").json["path"])
    assert sealed.name == f"{plain.name}.zip.age"
    assert sealed.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(io.BytesIO(pyrage.decrypt(sealed.read_bytes(), [identity]))) as held:
        assert {name: held.read(name) for name in held.namelist()} == files(plain)
    assert "This is not a key of age" in hep("export", demo, *flags, "--seal", "age1nobody").refusal


def test_what_cannot_be_read_again_is_not_asked_for_sealed(hep: Hep, demo: Path, tmp_path: Path, phrase: Path) -> None:
    said = hep("export", demo, "-o", tmp_path / "out", "--seal", phrase, "--lake", tmp_path / "lake").refusal
    assert said.startswith("A sealed export cannot be read for --lake or --diff")


# What changed since


def test_an_export_says_what_changed_since_an_older_one_thing_by_thing(hep: Hep, demo: Path, tmp_path: Path) -> None:
    old = Path(hep("export", demo, "-o", tmp_path / "old", "--json").json["path"])
    assert hep("export", demo, "-o", tmp_path / "same", "--json", "--diff", old).json["changed"] == []
    with closing(open_book(demo)) as book:
        first, second = records(book, Note)[:2]
        new = notes.add(book, Note("Never said before", first.what.meeting, first.what.item))
        record.withdraw(book, second.id)
        notes.amend(book, first.id, Note(**{**vars(first.what), "text": "Said otherwise"}))
    said = hep("export", demo, "-o", tmp_path / "new", "--diff", old).out.splitlines()
    assert f"notes {first.id} changed: text" in said
    assert f"notes {second.id} gone" in said
    assert f"notes {new} added" in said
    assert not any(line.startswith("schools") for line in said)
    assert hep("export", demo, "-o", tmp_path / "last", "--diff", tmp_path / "old").out.splitlines()[1:] == said[1:]


def test_exports_of_different_tiers_and_what_is_none_are_not_compared(hep: Hep, demo: Path, tmp_path: Path) -> None:
    plain = ("--tier", "restricted", "--plain")
    old = Path(hep("export", demo, "-o", tmp_path / "old", *plain, "--json").json["path"])
    new = tmp_path / "new"
    said = hep("export", demo, "-o", new, "--diff", old).refusal
    assert "is of another tier (restricted, and not analyst)" in said
    assert "datapackage.json is not in it" in hep("export", demo, "-o", new, "--diff", tmp_path).refusal
    assert not new.exists()


def test_an_older_export_with_a_broken_table_is_named_and_the_new_one_stays(
    hep: Hep, demo: Path, tmp_path: Path
) -> None:
    old, new = Path(hep("export", demo, "-o", tmp_path / "old", "--json").json["path"]), tmp_path / "new"
    (old / "data" / "notes.csv").write_text("entry\nx\n")
    said = hep("export", demo, "-o", new, "--diff", old).refusal
    assert "notes.csv is not in it, or not as it was written; what was written is complete" in said
    assert len([*new.iterdir()]) == 1


def test_a_change_is_told_by_the_columns_that_differ_but_not_by_where_a_row_comes_from() -> None:
    key: tuple[str, ...] = ("a",)
    old = {key: {"id": "a", "text": "x", "entry": "1"}}
    new = {key: {"id": "a", "text": "y", "entry": "3"}}
    assert [c.words for c in diff._compared("notes", old, new)] == ["notes a changed: text"]


# A lake


def test_two_reviews_share_a_lake_that_a_plain_select_reads(hep: Hep, demo: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    import pandas

    other, lake = tmp_path / "other.hep", tmp_path / "lake"
    hep("new", other, "--pack", "northmoor-2022")
    sizes = [
        hep("export", path, "-o", tmp_path / "out", "--lake", lake, "--json").json["tables"] for path in (demo, other)
    ]
    held = {p.relative_to(lake): p.read_bytes() for p in lake.rglob("*.parquet")}
    assert len(held) == 2 * len(sizes[0])
    for table in ("schools", "notes", "ballots", "themes"):
        frame = pandas.read_parquet(lake / table)
        assert len(frame) == sum(size[table] for size in sizes)
    reviews = {p.parent.name.removeprefix("review=") for p in held}
    assert set(pandas.read_parquet(lake / "schools")["review"].astype(str)) == reviews
    hep("export", demo, "-o", tmp_path / "out", "--lake", lake)
    assert {p.relative_to(lake): p.read_bytes() for p in lake.rglob("*.parquet")} == held


def test_older_partitions_get_the_columns_that_came_since(hep: Hep, demo: Path, tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    lake = tmp_path / "lake"
    old = lake / "notes/review=older/part.parquet"
    old.parent.mkdir(parents=True)
    parquet.write_table(arrow.table({"id": ["a"], "gone": ["x"], "text": ["Once"]}), old)
    hep("export", demo, "-o", tmp_path / "out", "--lake", lake)
    [new] = [p for p in (lake / "notes").rglob("*.parquet") if p != old]
    lifted, fresh = (parquet.ParquetFile(p).read() for p in (old, new))
    assert lifted.schema == fresh.schema
    assert (lifted.column("text").to_pylist(), lifted.column("phase").to_pylist()) == (["Once"], [None])
    assert fresh.column("gone").null_count == fresh.num_rows
