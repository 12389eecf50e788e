"""The notes of an export for programs that code texts: valid by their schemas, and every selection is its note."""

import csv
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from hep_tui.actions import notes
from hep_tui.domain.notes import Note
from hep_tui.domain.tiers import Tier
from hep_tui.errors import HepError
from hep_tui.exchange.export import export
from hep_tui.exchange.frames import read
from hep_tui.exchange.names_gate import replace_all
from hep_tui.exchange.qda_codes import FOLDERS
from hep_tui.logbook import Book
from tests.exchange.conftest import Filled

NAME = "{urn:QDA-XML:project:1.0}"


@pytest.fixture(scope="module")
def bundle(filled: Filled, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(filled.book, tmp_path_factory.mktemp("qda"), decide=replace_all, formats=("qda",)).path


def _project(bundle: Path) -> tuple[ET.Element, dict[str, str]]:
    with zipfile.ZipFile(bundle / "qda/project.qdpx") as held:
        texts = {name: held.read(name).decode("utf-8") for name in held.namelist()}
    return ET.fromstring(texts.pop("project.qde")), texts


def test_the_project_is_valid_by_its_schema(bundle: Path, shared: Path) -> None:
    etree = pytest.importorskip("lxml.etree", reason="lxml is not installed")
    schema = etree.XMLSchema(etree.parse(str(shared / "refi-qda/xsd/Project.xsd")))
    with zipfile.ZipFile(bundle / "qda/project.qdpx") as held:
        schema.assertValid(etree.fromstring(held.read("project.qde")))


def test_every_note_is_a_selection_that_reads_as_it_does(bundle: Path) -> None:
    project, texts = _project(bundle)
    notes = read(bundle)["notes"].set_index("id")["text"]
    found = {}
    for source in project.iter(f"{NAME}TextSource"):
        text = texts[f"sources/{source.get('guid')}.txt"]
        for selection in source.iter(f"{NAME}PlainTextSelection"):
            start, end = int(selection.get("startPosition", "")), int(selection.get("endPosition", ""))
            assert 0 <= start < end <= len(text)
            found[selection.get("name")] = text[start:end]
    assert found == notes.to_dict()


def test_identifiers_differ_and_every_reference_leads_somewhere(bundle: Path) -> None:
    project, texts = _project(bundle)
    guids = [each for element in project.iter() if (each := element.get("guid"))]
    assert len(guids) == len({*guids})
    assert {each.get("targetGUID") for each in project.iter(f"{NAME}CodeRef")} <= {*guids}
    assert {f"sources/{s.get('guid')}.txt" for s in project.iter(f"{NAME}TextSource")} == texts.keys()
    assert all(list(each) for each in project.iter() if each.tag in (f"{NAME}Codes", f"{NAME}Sources", f"{NAME}Users"))


def test_codes_of_notes_are_those_of_the_tables(bundle: Path) -> None:
    project, _ = _project(bundle)
    tables = read(bundle)
    marked = sum(tables["notes"][c].notna().sum() for c in ("item", "phase", "role", "sentiment"))
    marked += len(tables["note_themes"]) + len(tables["note_groups"])
    assert len([*project.iter(f"{NAME}Coding")]) == marked


def test_the_same_export_gives_the_same_project(filled: Filled, bundle: Path, tmp_path: Path) -> None:
    again = export(filled.book, tmp_path, decide=replace_all, formats=("qda",)).path
    assert (again / "qda/project.qdpx").read_bytes() == (bundle / "qda/project.qdpx").read_bytes()


def test_totals_have_no_notes_to_make_a_project_of(filled: Filled, tmp_path: Path) -> None:
    with pytest.raises(HepError, match="nothing was written"):
        export(filled.book, tmp_path, tier=Tier.PUBLIC, decide=replace_all, formats=("qda",))
    assert [*tmp_path.iterdir()] == []


def test_the_codebook_is_valid_by_its_schema_and_has_the_codes_of_the_project(bundle: Path, shared: Path) -> None:
    etree = pytest.importorskip("lxml.etree", reason="lxml is not installed")
    schema = etree.XMLSchema(etree.parse(str(shared / "refi-qda/xsd/Codebook.xsd")))
    held = (bundle / "qda/codebook.qdc").read_bytes()
    schema.assertValid(etree.fromstring(held))
    project, _ = _project(bundle)
    codes = [(c.get("guid"), c.get("name")) for c in ET.fromstring(held).iter("{urn:QDA-XML:codebook:1.0}Code")]
    assert codes == [(c.get("guid"), c.get("name")) for c in project.iter(f"{NAME}Code")]


def test_no_two_codes_have_one_name(book: Book, tmp_path: Path) -> None:
    notes.add(book, Note("Heard", themes=("primary", "group")), ["primary", "group"])
    folder = export(book, tmp_path, tier=Tier.RESTRICTED, decide=replace_all, formats=("qda",)).path
    names = [str(c.get("name")).casefold() for c in _project(folder)[0].iter(f"{NAME}Code")]
    assert len(names) == len({*names})
    assert {"primary", "primary (phase)"} <= {*names}


def test_taguette_finds_a_path_a_code(bundle: Path) -> None:
    with (bundle / "qda/codebook_taguette.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [*rows[0]] == ["tag", "description"]
    project, _ = _project(bundle)
    codes = [c for c in project.iter(f"{NAME}Code") if c.get("isCodable") == "true"]
    assert [row["tag"].rpartition(".")[2] for row in rows] == [str(c.get("name")).replace(".", " ") for c in codes]


def test_maxqda_and_nvivo_find_workbooks_of_texts(bundle: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    sheets = []
    for name in ("codes_for_maxqda", "notes_for_nvivo"):
        with closing(openpyxl.load_workbook(bundle / f"qda/{name}.xlsx", read_only=True)) as held:
            sheets.append([*held.active.iter_rows(values_only=True)])
    codes, said = sheets
    assert codes[0] == ("Code", "Memo")
    assert {row[0].partition("\\")[0] for row in codes[1:]} <= {*FOLDERS.values()}
    own = read(bundle)["notes"]
    assert [(row[0], row[1]) for row in said[1:]] == [*zip(own["id"], own["text"], strict=True)]


@pytest.fixture
def qualcoder() -> Path:
    """Return a checkout of QualCoder, which is not kept here."""
    found = os.environ.get("HEP_QUALCODER")
    if not found:
        pytest.skip("HEP_QUALCODER names no checkout of QualCoder")
    return Path(found)


@pytest.mark.parametrize("file", ["project.qdpx", "codebook.qdc"])
def test_qualcoder_imports_every_source_code_and_coding(
    bundle: Path, tmp_path: Path, qualcoder: Path, file: str
) -> None:
    own = shutil.copy(bundle / "qda" / file, tmp_path)
    words = map(str, (qualcoder, own, tmp_path / "data.qda"))
    subprocess.run([sys.executable, "-m", "tests.exchange.qualcoder", *words], check=True, capture_output=True)
    with closing(sqlite3.connect(tmp_path / "data.qda")) as held:
        names = {name for (name,) in held.execute("SELECT name FROM code_name UNION ALL SELECT name FROM code_cat")}
        coded = held.execute("SELECT c.name, t.seltext FROM code_text t JOIN code_name c USING (cid)").fetchall()
    project, texts = _project(bundle)
    codes = {c.get("guid"): c.get("name") for c in project.iter(f"{NAME}Code")}
    assert names == {*codes.values()}
    said = [
        (codes[ref.get("targetGUID")], texts[f"sources/{source.get('guid')}.txt"][_span(selection)])
        for source in project.iter(f"{NAME}TextSource")
        for selection in source
        for ref in selection.iter(f"{NAME}CodeRef")
    ]
    assert sorted(coded) == (sorted(said) if file == "project.qdpx" else [])


def _span(selection: ET.Element) -> slice:
    return slice(int(selection.get("startPosition", "")), int(selection.get("endPosition", "")))
