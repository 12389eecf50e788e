"""The school table: what ships, and what is refused."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hep_tui.domain.schools import School, read_schools, read_table
from hep_tui.errors import HepError

TABLES = Path(__file__).resolve().parents[2] / "data" / "schools"
HEADER = "urn,name,phase,sector,maintained,pupils\n"


@pytest.fixture(scope="module")
def hillingdon() -> tuple[School, ...]:
    return read_schools(TABLES / "hillingdon.csv")


def written(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "schools.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refusal(path: Path, phases: tuple[str, ...] = ()) -> str:
    with pytest.raises(HepError) as caught:
        read_schools(path, phases)
    return str(caught.value)


def test_hillingdon_has_its_111_establishments_by_phase(hillingdon: tuple[School, ...]) -> None:
    assert Counter(s.phase for s in hillingdon) == {
        "primary": 69, "secondary": 21, "special": 9, "independent": 8,
        "nursery": 1, "all-through": 1, "ap": 1, "post-16": 1,
    }  # fmt: skip
    assert Counter(s.sector for s in hillingdon) == {"state": 100, "non-maintained": 2, "FE": 1, "independent": 8}


def test_hillingdon_has_54_maintained_schools_and_52324_pupils(hillingdon: tuple[School, ...]) -> None:
    assert sum(s.maintained for s in hillingdon) == 54
    assert sum(s.pupils or 0 for s in hillingdon if s.sector in ("state", "non-maintained")) == 52_324


def test_what_is_inferred_is_flagged(hillingdon: tuple[School, ...]) -> None:
    assert sum(s.note.startswith("type inferred") for s in hillingdon) == 6
    assert sum(s.religious_basis.startswith("inferred") for s in hillingdon) == 14


def test_the_table_agrees_with_its_source(hillingdon: tuple[School, ...], shared: Path) -> None:
    with (shared / "data" / "hillingdon_schools.csv").open(encoding="utf-8", newline="") as file:
        source = {row["urn"]: row for row in csv.DictReader(file)}
    assert {s.urn for s in hillingdon} == set(source)
    for school in hillingdon:
        row = source[school.urn]
        facts = [row[n] for n in ("name", "sector", "type", "religious_character", "town", "postcode", "open_date")]
        assert [school.name, school.sector, school.type, school.religious, school.town, school.postcode,
                school.opened] == facts  # fmt: skip
        assert school.pupils == (int(row["pupils_jan2019"]) if row["pupils_jan2019"] else None)


def test_every_change_of_urn_starts_from_a_school_of_the_table(hillingdon: tuple[School, ...]) -> None:
    with (TABLES / "hillingdon_changes.csv").open(encoding="utf-8", newline="") as file:
        changes = list(csv.DictReader(file))
    names = {s.urn: s.name for s in hillingdon}
    assert len(changes) == 7
    assert all(names[change["old_urn"]] == change["old_name"] for change in changes)


def test_the_attribution_ships_with_the_tables() -> None:
    words = " ".join((TABLES / "README.md").read_text("utf-8").split())
    assert "Contains public sector information licensed under the Open Government Licence v3.0 (DfE, GLA)" in words


def test_a_spreadsheet_may_add_a_mark_at_the_start_and_leave_columns_out(tmp_path: Path) -> None:
    path = written(tmp_path, '\ufeffurn,name,phase\r\n100001,"Hill, Dale\r\n& Co",primary\r\n')
    assert read_schools(path) == (School("100001", "Hill, Dale & Co", "primary"),)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            "1,One,primary,state,yes,",
            "2:1: urn: '1' is not a number of a place; write digits",
        ),
        ("١٢٣٤٥٦,One,primary,state,yes,", "2:1: urn: "),
        ("100001,,primary,state,yes,", "2:2: name: is empty, and people read this"),
        ("100001,One,,state,yes,", "2:3: phase: is empty"),
        (
            "100001,One,primary,State,yes,",
            "2:4: sector: 'State' is none of state, non-maintained, independent, FE; did",
        ),
        ("100001,One,primary,,yes,", "2:4: sector: is empty; write state or non-maintained or independent or FE"),
        ("100001,One,primary,state,true,10", "2:5: maintained: 'true' is none of yes, no"),
        ("100001,One,primary,state,,10", "2:5: maintained: is empty; write yes or no"),
        ("100001,One,primary,state,yes,many", "2:6: pupils: expected a whole number"),
        ("100001,One,primary,state,yes," + "9" * 5000, "2:6: pupils: expected a whole number"),
        ("100001,One,primary,state,yes,10,extra", "2:7: there are more cells than columns"),
        ('100001,"One" x,primary', "2:2: the cell begins with a quotation mark and does not end with one"),
        ("100001,One,primary,state,yes,\n100001,Two,primary,state,no,", "3:1: urn: 100001 is there twice"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_column(tmp_path: Path, row: str, said: str) -> None:
    sentence = refusal(written(tmp_path, HEADER + row + "\n"))
    assert sentence.startswith(f"schools.csv:{said}")
    assert len(sentence) < 250


def test_all_faults_of_a_table_are_told_in_one_go_in_the_order_of_its_lines(tmp_path: Path) -> None:
    rows = "1,One,primry,State,yes,many\n100001,,primary,state,true,1\n"
    found = read_table(written(tmp_path, HEADER + rows), ["primary"])
    places = [(2, 1), (2, 3), (2, 4), (2, 6), (3, 2), (3, 5)]
    assert [(fault.line, fault.column) for fault in found.faults] == places
    assert "(5 more: hep pack check lists them all)" in refusal(written(tmp_path, HEADER + rows), ("primary",))


def test_a_table_without_a_needed_column_is_refused(tmp_path: Path) -> None:
    assert "column phase is missing" in refusal(written(tmp_path, "urn,name\n100001,One\n"))
    assert "column urn is missing" in refusal(written(tmp_path, ""))


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("urn,name,phase,sectr", "1:4: sectr: unknown column; did you mean sector?"),
        ("urn,name,phase,ward", "1:4: ward: unknown column; a school table has no such column, take it out"),
        ("urn,name,phase,name", "1:4: name: is there twice"),
    ],
)
def test_a_column_that_is_not_known_is_refused_where_it_stands(tmp_path: Path, header: str, said: str) -> None:
    assert refusal(written(tmp_path, f"{header}\n100001,One,primary,state\n")).startswith(f"schools.csv:{said}")


def test_a_phase_that_the_pack_does_not_know_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "urn,name,phase\n100001,One,primry\n")
    assert refusal(path, ("primary", "special")).startswith(
        "schools.csv:2:3: phase: 'primry' names nothing in phases; did you mean primary?"
    )


def test_a_missing_a_binary_and_a_huge_file_are_refused(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path / "none.csv")
    assert "cannot be read" in refusal(tmp_path)
    assert "cannot be read" in refusal(written(tmp_path, b"\xff\xfe\x00urn"))
    assert "larger than 1 MB" in refusal(written(tmp_path, b"a" * 1_000_001))


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: (HEADER + t).encode("utf-8", "replace")))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_a_table_or_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path, content)
    try:
        found: tuple[School, ...] = read_schools(path)
    except HepError:
        assert "\n" not in refusal(path)
        return
    assert len({s.urn for s in found}) == len(found)
