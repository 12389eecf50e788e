"""The notes of an export as a REFI-QDA project: valid by its schema, and every selection is its note."""

import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from hep_tui.domain.tiers import Tier
from hep_tui.errors import HepError
from hep_tui.exchange.export import export
from hep_tui.exchange.frames import read
from hep_tui.exchange.names_gate import replace_all
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
