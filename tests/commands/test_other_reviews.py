"""Reviews of another borough, in another language, of another kind: played through, each in its own words."""

import re
from pathlib import Path

import pytest

from hep_tui import locations
from tests.reviews.play import own, played, strange, wexbury

from .conftest import Hep


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test remember and write nothing beyond its own folder."""
    monkeypatch.setattr(locations, "state_dir", lambda: tmp_path / "state")
    monkeypatch.chdir(tmp_path)


def test_a_review_of_health_practices_says_no_word_of_schools(hep: Hep, tmp_path: Path) -> None:
    pack = own("practices", tmp_path)
    said = played(hep, pack, tmp_path, "wait", "gp", ("abb", "eire"))
    assert strange(said, pack) == set()
    every = "\n".join(said)
    assert "arrived: Éire Street Practice" in every
    assert "one for each practice; board officers apart, 6 in all, one ballot a practice" in every
    assert "Quorum NOT met: 2 cast, 3 of 6 eligible needed" in every
    assert "full take-up: €7,950 a year; a grant of €4,000 once" in every
    assert "F84123" in every


def test_a_welsh_review_speaks_its_own_words_and_keeps_seven_digits(hep: Hep, tmp_path: Path) -> None:
    pack = own("cymru", tmp_path)
    said = played(hep, pack, tmp_path, "Dŵr", "pennaeth", ("wyr", "asch"))
    every = "\n".join(said)
    assert strange(said, pack) == set()
    assert "Dŵr (#dwr): 1 note" in every
    assert "arrived: Ysgol Ŵyr" in every
    assert "0612347" in every
    assert "Quorum NOT met: 2 cast, 3 of 5 eligible needed" in every
    assert 'lang="cy"' in "".join(path.read_text("utf-8") for path in tmp_path.rglob("*.html"))


def test_an_english_borough_comes_from_the_registers_own_extract(hep: Hep, tmp_path: Path) -> None:
    said = played(hep, wexbury(hep, tmp_path), tmp_path, "funding", "headteacher", ("alder pri", "mere"))
    assert not any("Hillingdon" in text for text in said)
    assert "26 schools" in said[0]


def test_places_are_put_in_order_whatever_their_accents(hep: Hep, tmp_path: Path) -> None:
    pack, file = own("cymru", tmp_path), tmp_path / "review.hep"
    hep("new", file, "--pack", pack)
    hep("register", file, "print", "-o", tmp_path / "register.html")
    (page,) = tmp_path.glob("register.html")
    found = re.findall(r"<td>(Ysgol [^<]*)", page.read_text("utf-8"))
    assert found == ["Ysgol Äsch", "Ysgol Éireann", "Ysgol Tŷ Gwyn", "Ysgol Ŵyr", "Ysgol Zulu"]


def test_a_theme_is_known_by_its_label_whatever_letters_it_has(hep: Hep, tmp_path: Path) -> None:
    pack, file = own("cymru", tmp_path), tmp_path / "review.hep"
    text = pack.read_text("utf-8").replace('id = "iaith", label = "Iaith"', 'id = "zlobki", label = "Żłobki"')
    pack.write_text(text, "utf-8")
    hep("new", file, "--pack", pack)
    hep("meetings", file, "next")
    assert hep("note", file, "dobrze #Żłobki").code == 0
    assert "Żłobki (#zlobki): 1 note" in hep("themes", file).out


def test_a_pack_whose_quorum_nobody_could_count_says_so_before_it_begins(hep: Hep, tmp_path: Path) -> None:
    pack = own("practices", tmp_path)
    pack.write_text(pack.read_text("utf-8").replace("one for each practice; board", "each of us; board"), "utf-8")
    said = hep("pack", "check", pack)
    assert said.code == 0
    assert "nobody can count who votes in which, so its quorum is not checked" in said.out + said.err
    assert "one for each practice" in said.out + said.err


def test_a_poll_that_is_set_up_by_its_unit_says_what_the_review_calls_it(hep: Hep, tmp_path: Path) -> None:
    file = tmp_path / "review.hep"
    hep("new", file, "--pack", own("practices", tmp_path))
    hep("meetings", file, "next")
    assert (
        hep(
            "poll", file, "new", "--title", "Ours?", "--options", "Yes;No", "--method", "choose", "--unit", "school"
        ).code
        == 0
    )
    said = hep("poll", file, "show", 3).out
    assert "Who votes: one for each practice, 6 in all, one ballot a practice." in said
