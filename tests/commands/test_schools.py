"""hep schools import: a school table of what a council has."""

from pathlib import Path

import pytest

from hep_tui import locations
from hep_tui.domain.schools import read_table
from tests.reviews.gias import extract

from .conftest import Hep


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Remember nothing beyond a test."""
    monkeypatch.setattr(locations, "state_dir", lambda: tmp_path / "state")


@pytest.fixture
def gias(tmp_path: Path) -> Path:
    path = tmp_path / "gias.csv"
    path.write_bytes(extract())
    return path


def test_an_extract_of_the_register_becomes_a_table_that_a_pack_can_use(hep: Hep, gias: Path, tmp_path: Path) -> None:
    out = tmp_path / "wexbury.csv"
    said = hep("schools", "import", gias, "-o", out, "--pack", "hillingdon-2021")
    assert said.code == 0
    assert "26 schools" in said.out
    assert "primary 12, secondary 6, special 3, ap 1, nursery 1, independent 1, post-16 1" in said.out
    assert "24 vote and pay, 12 maintained" in said.out
    table = read_table(
        out, ["primary", "secondary", "special", "ap", "nursery", "independent", "post-16", "all-through"]
    )
    assert table.faults == ()
    by_name = {school.name: school for school in table.schools}
    assert "Café Lane Primary School" in by_name
    assert "St Thérèse’s Primary School" in by_name
    prep, special, bridge = by_name["Dove Prep"], by_name["Larch School"], by_name["The Bridge"]
    assert (prep.sector, prep.takes_part) == ("independent", False)
    assert (special.sector, special.takes_part, special.maintained) == ("non-maintained", True, False)
    assert (bridge.phase, bridge.maintained, bridge.pupils) == ("ap", True, 40)
    assert by_name["Dove Primary School"].note == "trust: Wex Trust"


def test_closed_and_proposed_schools_are_left_out_and_counted(hep: Hep, gias: Path, tmp_path: Path) -> None:
    said = hep("schools", "import", gias, "-o", tmp_path / "out.csv")
    assert "hep: left out: 2 closed." in said.err
    assert "hep: left out: 1 proposed to open." in said.err
    assert "hep: left out: 1 of the type Children's centre, which is not a school." in said.err
    assert "Old Elm" not in (tmp_path / "out.csv").read_text("utf-8")


def test_phases_that_the_pack_has_not_are_asked_for_once_and_remembered(hep: Hep, gias: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    words = ("schools", "import", gias, "-o", out, "--pack", "northmoor-2022")
    asked = hep(*words).refusal
    assert "No phase of the pack is called so: Primary (12); Secondary (5); Middle deemed secondary (1)" in asked
    assert not out.exists()
    phases = "Primary=lower;Nursery=lower;Secondary=upper;Middle deemed secondary=upper;All-through=upper;16 plus=upper"
    assert hep(*words, "--phases", f"{phases};Not applicable=upper").code == 0
    again = hep(*words, "--force")
    assert (again.code, "is read as you said of such a list before" in again.err) == (0, True)
    assert {school.phase for school in read_table(out, ["lower", "upper"]).schools} == {"lower", "upper"}


def test_a_list_of_several_authorities_asks_which(hep: Hep, gias: Path, tmp_path: Path) -> None:
    both = extract() + extract("Northmere", "997").split(b"\r\n", 1)[1].replace(b"13", b"14")
    gias.write_bytes(both)
    out = tmp_path / "out.csv"
    assert (
        "has the schools of 2 authorities: Wexbury (27), Northmere (27)"
        in hep("schools", "import", gias, "-o", out).refusal
    )
    assert hep("schools", "import", gias, "-o", out, "--authority", "997").code == 0
    assert "Northmere" not in hep("schools", "import", gias, "-o", out, "--authority", "nowhere").err


def test_a_table_that_is_there_is_left_as_it_is(hep: Hep, gias: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("mine")
    assert "already exists and was left as it is" in hep("schools", "import", gias, "-o", out).refusal
    assert out.read_text() == "mine"
    assert hep("schools", "import", gias, "-o", out, "--force").code == 0


def test_welsh_schools_keep_their_seven_digits_and_accents(hep: Hep, tmp_path: Path) -> None:
    welsh = tmp_path / "ysgolion.csv"
    welsh.write_text(
        "School Number;School Name;Sector;Pupils\n6812345;Ysgol Tŷ Gwyn;Cynradd;120\n0612346;Ysgol Ŵyr;Uwchradd;900\n"
    )
    out = tmp_path / "out.csv"
    said = hep(
        "schools",
        "import",
        welsh,
        "-o",
        out,
        "--columns",
        "Sector=phase",
        "--phases",
        "Cynradd=cynradd;Uwchradd=uwchradd",
    )
    assert said.code == 0
    assert [(s.urn, s.name, s.pupils) for s in read_table(out).schools] == [
        ("6812345", "Ysgol Tŷ Gwyn", 120),
        ("0612346", "Ysgol Ŵyr", 900),
    ]


def test_what_is_no_list_of_schools_is_refused(hep: Hep, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("Name,Age\nAnn,5\n")
    assert "no column is headed URN" in hep("schools", "import", other, "-o", tmp_path / "out.csv").refusal


def test_of_several_authorities_only_the_schools_of_the_one_asked_for_are_counted(hep: Hep, tmp_path: Path) -> None:
    head, *rows = extract("Wexbury").decode("cp1252").splitlines(keepends=True)
    others = extract("Easthill", "997").decode("cp1252").splitlines(keepends=True)[1:]
    renumbered = [f"2{row[1:]}" for row in others]
    (tmp_path / "both.csv").write_bytes("".join([head, *rows, *renumbered]).encode("cp1252"))
    said = hep("schools", "import", tmp_path / "both.csv", "--authority", "Easthill", "-o", tmp_path / "e.csv")
    assert said.code == 0
    assert "Wrote 26 schools" in said.out + said.err
    assert "hep: left out: 2 closed." in said.err
