"""The packs that ship, and reading a pack from a file."""

import json
from collections import Counter
from pathlib import Path

import pytest

from hep_tui.domain.notes import Vocabulary
from hep_tui.domain.pack import Pack
from hep_tui.domain.pack_check import PackError
from hep_tui.domain.pack_read import find_pack, read_pack, read_school_table, read_text
from hep_tui.domain.schools import read_schools
from hep_tui.errors import HepError

DATA = Path(__file__).resolve().parents[2] / "data"
PACKS = sorted((DATA / "packs").glob("*.toml"))


@pytest.fixture(scope="module")
def hillingdon() -> Pack:
    return read_pack(DATA / "packs" / "hillingdon-2021.toml")


@pytest.fixture(scope="module")
def northmoor() -> Pack:
    return read_pack(DATA / "packs" / "northmoor-2022.toml")


@pytest.mark.parametrize("path", PACKS, ids=lambda p: p.stem)
def test_a_pack_comes_back_from_json_as_it_was(path: Path) -> None:
    pack = read_pack(path)
    assert path.stem == pack.id
    assert Pack.from_dict(json.loads(json.dumps(pack.to_dict()))) == pack


@pytest.mark.parametrize("path", PACKS, ids=lambda p: p.stem)
def test_the_schools_of_a_pack_have_phases_of_the_pack(path: Path) -> None:
    pack = read_pack(path)
    schools = read_school_table(pack, path, DATA / "schools")
    assert schools
    assert {s.phase for s in schools} <= {p.id for p in pack.phases}


def test_hillingdon_has_what_the_review_needs(hillingdon: Pack) -> None:
    assert [g.id for g in hillingdon.groups] == ["hash", "primary-forum", "lle", "sspb", "governors", "la"]
    assert {"nursery", "primary", "secondary", "all-through", "special", "ap", "post-16", "cross-phase"} <= {
        p.id for p in hillingdon.phases
    }
    assert len(hillingdon.roles) == 11
    assert len(hillingdon.priorities) == 12
    assert "".join(m.id for m in hillingdon.models) == "ABCDEFZ"
    assert len(hillingdon.conditions) == 9
    assert hillingdon.framework_label == "Working wording: replace with Isos's nine"
    assert {s.id: len(s.levels) for s in hillingdon.scales} == {
        "gradient-5": 5, "kaner-8": 8, "fist-to-five": 6, "four-point": 4,
    }  # fmt: skip


def test_themes_have_two_levels(hillingdon: Pack) -> None:
    top = {t.id for t in hillingdon.themes if not t.parent}
    assert len(top) >= 4
    assert all(t.parent in top for t in hillingdon.themes if t.parent)


def test_the_conference_lasts_from_four_to_six(hillingdon: Pack) -> None:
    conference = hillingdon.agenda("conference")
    assert conference is not None
    assert sum(item.minutes for item in conference.items) == 120
    assert [i.minutes for i in conference.items if i.id == "tables"] == [20]
    assert [i.poll for i in conference.items if i.poll] == ["which-model", "develop-further"]


def test_a_workshop_asks_the_questions_of_the_review(hillingdon: Pack) -> None:
    workshop = hillingdon.agenda("workshop")
    assert workshop is not None
    assert [(i.kind, i.poll) for i in workshop.items] == [
        ("notes", ""), ("notes", ""), ("notes", ""), ("ranking", "priorities"), ("vote", "take-part"),
        ("models", ""), ("framework", ""),
    ]  # fmt: skip


def test_every_paper_has_a_colour(hillingdon: Pack) -> None:
    colours = hillingdon.colours or {}
    assert set(colours) == {p.id for p in hillingdon.phases}
    assert len(set(colours.values())) == len(colours)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("head", ("role", "head")), ("exec", ("role", "exec")), ("hos", ("role", "hos")), ("deputy", ("role", "deputy")),
     ("ceo", ("role", "ceo")), ("chair", ("role", "chair")), ("governor", ("role", "governor")),
     ("lle-nle", ("role", "lle-nle")), ("lle", ("groups", "lle")), ("ts-lead", ("role", "ts-lead")),
     ("la-officer", ("role", "la-officer")), ("observer", ("role", "observer")), ("hash", ("groups", "hash")),
     ("sspb", ("groups", "sspb")), ("la", ("groups", "la")),
     ("special", ("phase", "special")), ("ap", ("phase", "ap"))],
)  # fmt: skip
def test_every_short_word_after_an_at_sign_means_one_thing(
    hillingdon: Pack, typed: str, meant: tuple[str, str]
) -> None:
    words = Vocabulary(
        phases={p.id: p.name for p in hillingdon.phases},
        roles={r.id: r.name for r in hillingdon.roles},
        groups={g.id: g.name for g in hillingdon.groups},
    )
    assert words.speakers[typed] == meant


def test_another_borough_shares_nothing_but_the_form(hillingdon: Pack, northmoor: Pack) -> None:
    for name in ("groups", "phases", "roles", "themes", "agendas", "priorities", "models", "conditions", "scales"):
        theirs, ours = ({each.id for each in getattr(pack, name)} for pack in (northmoor, hillingdon))
        assert theirs
        assert not theirs & ours


def test_money_is_exact(northmoor: Pack) -> None:
    model = northmoor.model("1")
    assert model is not None
    assert model.funding[0].pence == 125_050


def test_the_first_fault_is_told_and_how_many_more_there_are(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text('id = "Bad Id"\nborugh = "x"\n', "utf-8")
    with pytest.raises(PackError) as caught:
        read_pack(path)
    assert str(caught.value).startswith("bad.toml:1:1: ")
    assert "more: hep pack check lists them all" in str(caught.value)


def test_a_pack_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    source = DATA / "packs" / "northmoor-2022.toml"
    path = tmp_path / "pack.toml"
    path.write_bytes(b"\xef\xbb\xbf" + source.read_bytes().replace(b"\n", b"\r\n"))
    assert read_pack(path) == read_pack(source)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\x00", "cannot be read as UTF-8 text"),
        (b"#" * 1_000_001, "larger than 1 MB"),
        (None, "is not a file"),
    ],
)
def test_a_file_that_is_no_pack_is_refused_at_once(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "pack.toml"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    with pytest.raises(PackError, match=said):
        read_text(path)


def test_a_pack_is_found_by_name_or_by_path_and_the_others_are_named() -> None:
    folder = DATA / "packs"
    assert find_pack("northmoor-2022", folder) == folder / "northmoor-2022.toml"
    assert find_pack(str(folder / "northmoor-2022.toml"), Path()) == folder / "northmoor-2022.toml"
    with pytest.raises(HepError, match="hillingdon-2021, northmoor-2022"):
        find_pack("southmoor", folder)
    with pytest.raises(HepError, match="There is no pack xxx"):
        find_pack("x" * 5000, folder)


def test_the_table_beside_a_pack_is_taken_before_one_that_ships(tmp_path: Path, northmoor: Pack) -> None:
    (tmp_path / "northmoor.csv").write_text("urn,name,phase\n100001,Own School,lower\n", "utf-8")
    own = read_school_table(northmoor, tmp_path / "pack.toml", DATA / "schools")
    assert [s.name for s in own] == ["Own School"]
    elsewhere = read_school_table(northmoor, tmp_path / "sub" / "pack.toml", DATA / "schools")
    assert elsewhere == read_schools(DATA / "schools" / "northmoor.csv")


def test_the_phases_with_one_school_are_merged_into_a_cell_that_can_be_shown(hillingdon: Pack) -> None:
    schools = read_schools(DATA / "schools" / "hillingdon.csv")
    cells = Counter(merged.merge or merged.id for s in schools if (merged := hillingdon.phase(s.phase)))
    assert cells == {"primary": 69, "secondary": 21, "Specialist & other": 13, "independent": 8}
