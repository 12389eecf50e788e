"""What an export holds beside CSV, and the scripts that open it elsewhere: the same cells, and no nonsense."""

import csv
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from hep_tui.domain.tiers import Tier
from hep_tui.errors import HepError
from hep_tui.exchange import formats
from hep_tui.exchange.export import export
from hep_tui.exchange.frames import read
from hep_tui.exchange.tables import tables_for
from tests.exchange.conftest import Filled

TABLES = tables_for(Tier.RESTRICTED)

NONSENSE = {
    "an option that the poll does not have": ("marks", "option", "nowhere"),
    "a rank beyond those that the paper has": ("marks", "rank", "11"),
    "a label that is not that of its code": ("notes", "phase_label", "Nursery"),
    "a blank without its reason": ("marks", "missing_reason", ""),
}


@pytest.fixture(scope="module")
def bundle(filled: Filled, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a bundle to load elsewhere, with its SQLite file."""
    folder = tmp_path_factory.mktemp("formats")
    return export(filled.book, folder, tier=Tier.RESTRICTED, formats=("sqlite",)).path


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _spoilt(bundle: Path, to: Path, table: str, column: str, value: str) -> Path:
    """Return a copy of a bundle with one cell changed, in a row where it is filled, or must be."""
    folder = shutil.copytree(bundle, to / "spoilt")
    path = folder / f"data/{table}.csv"
    rows = _rows(path)
    row = next(r for r in rows if r[column] and r[column] != value)
    row[column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.DictWriter(file, [*row], lineterminator="\n")
        sheet.writeheader()
        sheet.writerows(rows)
    return folder


def test_the_sqlite_file_holds_every_row_and_keeps_its_keys(bundle: Path) -> None:
    with closing(sqlite3.connect(bundle / "sqlite/tables.db")) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in TABLES:
            db.row_factory = sqlite3.Row
            found = [dict(row) for row in db.execute(f'SELECT * FROM "{table.name}"')]
            said = _rows(bundle / table.path)
            assert [{k: "" if v is None else str(v) for k, v in row.items()} for row in found] == [
                {k: _as_sqlite(v, row[k]) for k, v in each.items()} for each, row in zip(said, found, strict=True)
            ]


def _as_sqlite(text: str, held: object) -> str:
    return str(float(text)) if isinstance(held, float) else text


def test_the_same_record_gives_the_same_bytes_in_sqlite_too(filled: Filled, bundle: Path, tmp_path: Path) -> None:
    again = export(filled.book, tmp_path, tier=Tier.RESTRICTED, formats=("sqlite",)).path
    one, two = (hashlib.sha256((f / "sqlite/tables.db").read_bytes()).hexdigest() for f in (bundle, again))
    assert one == two


def test_every_format_has_the_same_bytes_in_another_zone_locale_and_process(filled: Filled, tmp_path: Path) -> None:
    needed = {"sqlite": "sqlite3", "parquet": "pyarrow", "sav": "pyreadstat", "dta": "pandas", "xlsx": "xlsxwriter",
              "qda": "xlsxwriter"}  # fmt: skip
    wanted = [kind for kind, library in needed.items() if find_spec(library)]
    here = export(filled.book, tmp_path / "here", tier=Tier.RESTRICTED, formats=wanted).files
    command = [sys.executable, "-m", "hep_tui", "export", str(filled.book.path), "-o", str(tmp_path / "there")]
    command += ["--tier", "restricted", "--plain", "--json", *(f"--{kind}" for kind in wanted)]
    there = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "77", "HOME": str(tmp_path / "home")}
    done = subprocess.run(command, env=os.environ | there, check=True, capture_output=True, encoding="utf-8")
    assert json.loads(done.stdout)["files"] == dict(here)


needs_sqlite3 = pytest.mark.skipif(shutil.which("sqlite3") is None, reason="sqlite3 is not on this machine")


def _load(folder: Path) -> subprocess.CompletedProcess[str]:
    with (folder / "open_in/load.sql").open("rb") as script:
        return subprocess.run(
            ["sqlite3", "-bail", "review.db"], stdin=script, cwd=folder, capture_output=True, text=True, check=False
        )


@needs_sqlite3
def test_load_sql_makes_all_tables_with_keys_and_every_row(bundle: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(bundle, tmp_path / "copy")
    done = _load(folder)
    assert (done.returncode, done.stderr) == (0, "")
    with closing(sqlite3.connect(folder / "review.db")) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in TABLES:
            [[number]] = db.execute(f'SELECT count(*) FROM "{table.name}"')
            assert number == len(_rows(folder / table.path))


@needs_sqlite3
@pytest.mark.parametrize("what", NONSENSE)
def test_sqlite_refuses(bundle: Path, tmp_path: Path, what: str) -> None:
    done = _load(_spoilt(bundle, tmp_path, *NONSENSE[what]))
    assert done.returncode != 0
    assert "constraint failed" in done.stderr


def _duckdb(folder: Path) -> dict[str, int]:
    """Run the script for DuckDB in a folder and return rows by table."""
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    script = (folder / "open_in/duckdb.sql").read_text("utf-8").replace("'data/", f"'{folder}/data/")
    with closing(duckdb.connect()) as db:
        db.execute(script)
        return {t.name: db.execute(f'SELECT count(*) FROM "{t.name}"').fetchone()[0] for t in TABLES}


def test_duckdb_makes_all_tables_with_keys_and_every_row(bundle: Path) -> None:
    assert _duckdb(bundle) == {t.name: len(_rows(bundle / t.path)) for t in TABLES}


@pytest.mark.parametrize("what", NONSENSE)
def test_duckdb_refuses(bundle: Path, tmp_path: Path, what: str) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    folder = _spoilt(bundle, tmp_path, *NONSENSE[what])
    with pytest.raises(duckdb.ConstraintException):
        _duckdb(folder)


def test_the_script_for_pandas_reads_what_hep_reads_itself(bundle: Path) -> None:
    space: dict[str, Any] = {}
    exec((bundle / "open_in/pandas_tables.py").read_text("utf-8"), space)
    found, own = space["read"](bundle), read(bundle)
    assert {*found} == {*own}
    for name, frame in found.items():
        assert frame.shape == own[name].shape
        assert frame.isna().sum().sum() == own[name].isna().sum().sum()


def test_scripts_name_every_column_of_every_table(bundle: Path) -> None:
    for script in ("spss.sps", "stata.do", "r.R", "pandas_tables.py", "load.sql", "duckdb.sql"):
        # SPSS calls no variable `by`.
        words = {word.rstrip("_") for word in re.findall(r"\w+", (bundle / "open_in" / script).read_text("utf-8"))}
        assert {c.name for t in TABLES for c in t.columns} <= words, script


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not on this machine")
def test_r_reads_every_row(bundle: Path) -> None:
    say = 'source("open_in/r.R"); for (n in names(hep)) cat(n, nrow(hep[[n]]), "\\n")'
    done = subprocess.run(["Rscript", "-e", say], cwd=bundle, capture_output=True, text=True, check=True)
    assert dict(line.split() for line in done.stdout.splitlines()) == {
        t.name: str(len(_rows(bundle / t.path))) for t in TABLES
    }


@pytest.mark.skipif(shutil.which("pspp") is None, reason="PSPP is not on this machine")
def test_pspp_runs_the_syntax(bundle: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(bundle, tmp_path / "copy")
    asked = "INSERT FILE='open_in/spss.sps'.\nGET FILE='notes.sav'.\nFREQUENCIES phase_label.\n"
    (folder / "asked.sps").write_text(asked, "utf-8")
    done = subprocess.run(["pspp", "asked.sps"], cwd=folder, capture_output=True, text=True, check=False)
    assert "error" not in done.stdout.casefold()
    empty = sum(not row["phase_label"] for row in _rows(bundle / "data/notes.csv"))
    assert re.search(rf"Missing\|? *\|? *{empty}\b", done.stdout), done.stdout


# By libraries


def test_parquet_holds_the_same_cells_and_types(filled: Filled, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    folder = export(filled.book, tmp_path, formats=("parquet",)).path
    own = read(folder)
    for path in (folder / "parquet").iterdir():
        table = parquet.read_table(path)
        frame = own[path.stem]
        assert (table.num_rows, table.column_names) == (len(frame), [*frame.columns])
        assert sum(column.null_count for column in table.columns) == frame.isna().sum().sum()
        assert str(table.schema.field("schema_version").type) == "int64"


@pytest.mark.parametrize("kind", ["sav", "dta"])
def test_statistics_packages_find_numbers_texts_and_labels(filled: Filled, tmp_path: Path, kind: str) -> None:
    stat = pytest.importorskip("pyreadstat", reason="pyreadstat is not installed")
    folder = export(filled.book, tmp_path / "one", formats=(kind,)).path
    path = folder / f"{kind}/ballots.{kind}"
    found, meta = stat.read_sav(str(path)) if kind == "sav" else stat.read_dta(str(path))
    own = read(folder)["ballots"]
    assert found["number"].fillna(-1).tolist() == own["number"].astype("Float64").fillna(-1).tolist()
    assert found["phase"].tolist() == own["phase"].fillna("").tolist()
    assert found["counted"].tolist() == own["counted"].astype(float).tolist()
    assert meta.column_names_to_labels["status"] == "Status"
    if kind == "sav":
        assert meta.variable_value_labels["status"]["valid"] == "valid"
    again = export(filled.book, tmp_path / "two", formats=(kind,)).path
    assert path.read_bytes() == (again / f"{kind}/ballots.{kind}").read_bytes()


def test_the_workbook_holds_every_cell_as_text_or_number_and_no_formula(filled: Filled, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    folder = export(filled.book, tmp_path / "one", tier=Tier.RESTRICTED, formats=("xlsx",)).path
    held = openpyxl.load_workbook(folder / "excel/tables.xlsx", read_only=True)
    assert held.sheetnames == ["README", "codebook", *(t.name for t in TABLES)]
    for table in TABLES:
        found = [["" if v is None else v for v in row] for row in held[table.name].iter_rows(values_only=True)]
        cells = ([_cell(c.type, row[c.name]) for c in table.columns] for row in _rows(folder / table.path))
        width = len(table.header)
        assert [row + [""] * (width - len(row)) for row in found] == [table.header, *cells], table.name
    again = export(filled.book, tmp_path / "two", tier=Tier.RESTRICTED, formats=("xlsx",)).path
    assert (folder / "excel/tables.xlsx").read_bytes() == (again / "excel/tables.xlsx").read_bytes()


def _cell(type: str, text: str) -> object:
    return float(text) if text and type in ("integer", "number") else text


def test_the_page_of_the_codebook_names_every_column_and_escapes_what_a_pack_says(bundle: Path) -> None:
    page = (bundle / "codebook.html").read_text("utf-8")
    for table in TABLES:
        assert f'<h2 id="{table.name}">' in page
        assert all(f"<td>{c.name}</td>" in page for c in table.columns)
    assert "<script" not in page


@pytest.mark.parametrize(("kind", "library"), [("parquet", "pyarrow"), ("sav", "pyreadstat"), ("xlsx", "xlsxwriter")])
def test_a_format_without_its_library_is_refused_in_a_sentence(
    filled: Filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, library: str
) -> None:
    def absent(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(formats.importlib, "import_module", absent)
    with pytest.raises(HepError, match=rf"--{kind} needs {library}, which is not installed here, so nothing was"):
        export(filled.book, tmp_path / "out", formats=(kind,))
    assert [*(tmp_path / "out").iterdir()] == []
