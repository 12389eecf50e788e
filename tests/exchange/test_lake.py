"""A lake of several packs and versions: every engine finds the same rows, columns and types by a plain select."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hep_tui import locations
from hep_tui.actions import notes, reviews
from hep_tui.domain.notes import Note
from hep_tui.domain.pack_read import find_pack, read_pack, read_school_table
from hep_tui.domain.tiers import Tier
from hep_tui.errors import HepError
from hep_tui.exchange import lake as lakes
from hep_tui.exchange.export import export
from hep_tui.exchange.lake_script import NAME
from hep_tui.logbook import Book
from hep_tui.logbook.opening import create
from tests.conftest import Ticking
from tests.exchange.conftest import Filled

READERS = Path(__file__).with_name("lake_readers.py")
PYTHON = os.environ.get("HEP_LAKE_PYTHON", sys.executable)
"""The engines may be in another Python than hep is, since some of them ask for older libraries."""


@pytest.fixture(scope="module")
def northmoor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    book = create(tmp_path_factory.mktemp("northmoor") / "review.hep", who="KL", source=Ticking().source)
    path = find_pack("northmoor-2022", locations.packs_dir())
    pack = read_pack(path)
    reviews.start(book, pack, read_school_table(pack, path, locations.schools_dir()))
    notes.add(book, Note("The bus comes too late"))
    yield book
    book.close()


@pytest.fixture(scope="module")
def lake(filled: Filled, northmoor: Book, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a lake of two packs, and of a version whose notes have one column more and one less."""
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    folder = tmp_path_factory.mktemp("lake")
    for name, book in (("hillingdon", filled.book), ("northmoor", northmoor)):
        done = export(book, folder / "out", tier=Tier.RESTRICTED, formats=("parquet",))
        lakes.append(folder / "lake", done.path, name, done.tables)
    own = done.path / "parquet/notes.parquet"
    held = parquet.read_table(own)
    parquet.write_table(held.drop_columns(["channel"]).append_column("mood", held.column("id")), own)
    lakes.append(folder / "lake", done.path, "another", done.tables)
    return folder / "lake"


def _run(*words: str | Path, check: bool = True) -> str:
    return subprocess.run([PYTHON, *map(str, words)], capture_output=True, text=True, check=check).stdout


def _said(engine: str, folder: Path) -> dict[str, Any]:
    """Return what an engine finds. How it ends is its own affair, once it has said it."""
    found: dict[str, Any] = json.loads(_run("-W", "ignore", READERS, engine, folder, check=False))
    return found


def _require(*engines: str) -> None:
    for engine in engines:
        there = f"import importlib.util as u; print(u.find_spec({engine!r}) is not None)"
        if _run("-c", there).strip() != "True":
            pytest.skip(f"{engine} is not in the Python that HEP_LAKE_PYTHON names")


@pytest.fixture(scope="module")
def expected(lake: Path) -> dict[str, Any]:
    """Return what pyarrow says of each part, added up."""
    _require("pyarrow")
    return _said("pyarrow", lake)


def test_the_lake_holds_every_row_of_every_version_in_the_columns_of_all(lake: Path, expected: dict[str, Any]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    for table, (rows, columns) in expected.items():
        parts = [parquet.ParquetFile(path) for path in sorted((lake / table).rglob("*.parquet"))]
        assert len(parts) == 3
        assert rows == sum(part.metadata.num_rows for part in parts)
        assert len({str(part.schema_arrow) for part in parts}) == 1
        assert ["review", "text"] in columns
    assert {"mood", "channel"} <= {name for name, _ in expected["notes"][1]}


@pytest.mark.parametrize("engine", ["duckdb", "polars", "pandas"])
def test_an_engine_finds_the_same_rows_columns_and_types(lake: Path, expected: dict[str, Any], engine: str) -> None:
    _require(engine)
    assert _said(engine, lake) == expected


@pytest.mark.long
def test_spark_finds_the_same_rows_columns_and_types(lake: Path, expected: dict[str, Any]) -> None:
    _require("pyspark")
    assert _said("pyspark", lake) == expected


@pytest.mark.long
@pytest.mark.parametrize(("kind", "engine"), [("delta", "deltalake"), ("iceberg", "pyiceberg")])
def test_the_script_of_the_lake_makes_tables_of_the_same_rows_and_types(
    lake: Path, expected: dict[str, Any], tmp_path: Path, kind: str, engine: str
) -> None:
    _require(engine, "pyarrow")
    for _ in range(2):
        _run("-W", "ignore", lake / NAME, kind, tmp_path)
        assert _said(engine, tmp_path) == expected


@pytest.fixture
def bundle(northmoor: Book, tmp_path: Path) -> Path:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    return export(northmoor, tmp_path / "out", formats=("parquet",)).path


def _held(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_column_of_another_type_is_refused_before_anything_is_changed(bundle: Path, tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    old = tmp_path / "lake/notes/review=older/part.parquet"
    old.parent.mkdir(parents=True)
    parquet.write_table(arrow.table({"id": [1]}), old)
    before = _held(tmp_path / "lake")
    with pytest.raises(HepError, match="nothing was put into it"):
        lakes.append(tmp_path / "lake", bundle, "this", ["schools", "notes"])
    assert _held(tmp_path / "lake") == before


def test_a_table_that_a_review_no_longer_lets_out_is_taken_away(bundle: Path, tmp_path: Path) -> None:
    for of in ("this", "other"):
        lakes.append(tmp_path / "lake", bundle, of, ["schools", "notes"])
    lakes.append(tmp_path / "lake", bundle, "this", ["schools"])
    assert {name for name in _held(tmp_path / "lake") if name.endswith(".parquet")} == {
        "schools/review=this/part.parquet", "schools/review=other/part.parquet", "notes/review=other/part.parquet",
    }  # fmt: skip
