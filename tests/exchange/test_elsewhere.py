"""Other programs, where they are on this machine, find in an export the cells that its CSV files hold."""

import contextlib
import csv
import importlib
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

from hep_tui.domain.tiers import MIN_PEOPLE, Tier
from hep_tui.exchange.export import export
from hep_tui.exchange.loaders import spss_name
from hep_tui.exchange.names_gate import replace_all
from hep_tui.exchange.registry import BOOLEAN, INTEGER, NUMBER, Table
from hep_tui.exchange.tables import tables_for
from tests.exchange.conftest import Filled

TABLES = tables_for(Tier.ANALYST)
_TRUTHS = {"true": "1", "false": "0"}
_HAVEN = """\
for (file in commandArgs(TRUE)) {
  held <- haven::zap_labels(if (grepl("sav$", file)) haven::read_sav(file) else haven::read_dta(file))
  held[] <- lapply(held, as.character)
  write.csv(held, paste0(file, ".csv"), row.names = FALSE, na = "")
}
"""
_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


@pytest.fixture(scope="module")
def bundle(filled: Filled, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an export for analysts as CSV alone."""
    return export(filled.book, tmp_path_factory.mktemp("elsewhere"), decide=replace_all).path


def _bundle(filled: Filled, to: Path, kind: str, library: str) -> Path:
    pytest.importorskip(library, reason=f"{library} is not installed")
    return export(filled.book, to, decide=replace_all, formats=(kind,)).path


def _require(program: str, package: str = "") -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not on this machine")
    there = f'q(status = !requireNamespace("{package}", quietly = TRUE))'
    if package and subprocess.run([program, "-e", there], capture_output=True, check=False).returncode:
        pytest.skip(f"R on this machine has no {package}")


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _plain(table: Table, rows: Iterable[Sequence[str]]) -> list[list[str]]:
    """Return rows with numbers and truths as every program may write them."""
    return [[_cell(column.type, cell) for column, cell in zip(table.columns, row, strict=True)] for row in rows]


def _cell(type: str, cell: str) -> str:
    cell = cell.strip()
    if type == BOOLEAN:
        return _TRUTHS.get(cell, cell)
    return str(float(cell)) if cell and type in (INTEGER, NUMBER) else cell


def _own(bundle: Path, table: Table) -> list[list[str]]:
    return _plain(table, _rows(bundle / table.path)[1:])


@pytest.mark.long
@pytest.mark.parametrize("kind", ["sav", "dta"])
def test_r_finds_every_cell_with_haven(filled: Filled, tmp_path: Path, kind: str) -> None:
    _require("Rscript", "haven")
    folder = _bundle(filled, tmp_path, kind, "pyreadstat")
    files = sorted((folder / kind).iterdir())
    subprocess.run(["Rscript", "-e", _HAVEN, *map(str, files)], check=True, capture_output=True)
    for table in TABLES:
        own, path = _own(folder, table), folder / f"{kind}/{table.name}.{kind}"
        assert path.exists() == bool(own)
        assert not own or _plain(table, _rows(path.with_name(f"{path.name}.csv"))[1:]) == own, table.name


def test_pspp_finds_every_cell_of_the_spss_files(filled: Filled, tmp_path: Path) -> None:
    _require("pspp")
    folder = _bundle(filled, tmp_path, "sav", "pyreadstat")
    made = [table for table in TABLES if (folder / f"sav/{table.name}.sav").exists()]
    said = (
        f"GET FILE='sav/{t.name}.sav'.\nSAVE TRANSLATE /OUTFILE='{t.name}.csv' /TYPE=CSV /FIELDNAMES.\n" for t in made
    )
    _pspp(folder, "".join(said))
    for table in made:
        head, *rows = _rows(folder / f"{table.name}.csv")
        assert head == [spss_name(c) for c in table.columns]
        days = {i for i, c in enumerate(table.columns) if c.type == "date"}
        own = [[_american(cell) if i in days else cell for i, cell in enumerate(row)] for row in _own(folder, table)]
        assert _plain(table, rows) == own, table.name


def _american(day: str) -> str:
    """Return a day as PSPP writes it into CSV."""
    return f"{day[5:7]}/{day[8:]}/{day[:4]}" if day else ""


def _pspp(folder: Path, syntax: str) -> None:
    (folder / "test.sps").write_text(syntax, "utf-8")
    done = subprocess.run(["pspp", "test.sps"], cwd=folder, capture_output=True, text=True, check=False)
    assert "error" not in done.stdout.casefold(), done.stdout


@pytest.mark.long
def test_libreoffice_finds_every_cell_of_the_workbook(filled: Filled, tmp_path: Path) -> None:
    _require("soffice")
    folder = _bundle(filled, tmp_path, "xlsx", "xlsxwriter")
    own = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    words = ["soffice", own, "--headless", "--convert-to", _SHEETS, "--outdir", str(tmp_path / "read")]
    done = subprocess.run([*words, str(folder / "excel/tables.xlsx")], capture_output=True, text=True, check=True)
    if not (tmp_path / "read").exists():
        pytest.skip(f"LibreOffice on this machine opens no workbooks: {done.stderr.strip()}")
    for table in TABLES:
        head, *rows = _rows(tmp_path / f"read/tables-{table.name}.csv")
        filled_up = [[*row, *[""] * (len(table.columns) - len(row))] for row in rows]
        assert head == table.header
        assert _plain(table, filled_up) == _own(folder, table), table.name


def test_polars_finds_every_cell(bundle: Path) -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    for table in TABLES:
        held = polars.read_csv(bundle / table.path, infer_schema=False).fill_null("")
        assert [held.columns, *map(list, held.rows())] == _rows(bundle / table.path)


def _ranked(bundle: Path) -> list[list[object]]:
    """Return the table that an example wrote, and take it away."""
    path = bundle / "ranks_by_phase.csv"
    rows = _rows(path)[1:]
    path.unlink()
    return sorted([*labels, int(papers), round(float(mean), 6)] for *labels, papers, mean in rows)


def test_the_examples_give_one_table_in_every_language(bundle: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(bundle, tmp_path / "copy")
    subprocess.run([sys.executable, "open_in/ranks_by_phase.py"], cwd=folder, check=True)
    expected = _ranked(folder)
    assert len({phase for _, _, phase, *_ in expected}) > 1
    assert min(int(str(row[3])) for row in expected) >= MIN_PEOPLE
    if duckdb := find_spec("duckdb") and importlib.import_module("duckdb"):
        with contextlib.chdir(folder), duckdb.connect() as db:
            for script in ("duckdb.sql", "ranks_by_phase.sql"):
                db.execute((folder / "open_in" / script).read_text("utf-8"))
        assert _ranked(folder) == expected
    if shutil.which("Rscript"):
        subprocess.run(["Rscript", "open_in/ranks_by_phase.R"], cwd=folder, check=True)
        assert _ranked(folder) == expected
    if shutil.which("pspp"):
        _pspp(folder, "INSERT FILE='open_in/spss.sps' CD=NO.\nINSERT FILE='open_in/ranks_by_phase.sps' CD=NO.\n")
        assert _ranked(folder) == expected
