"""Reviews of another borough, in another language, of another kind: played through, each in its own words."""

import csv
import re
import shutil
from pathlib import Path

import pytest

from hep_tui import locations
from tests.conftest import ROOT
from tests.reviews.gias import extract

from .conftest import Hep

REVIEWS = ROOT / "tests" / "reviews"
EDUCATION = re.compile(
    r"\b(schools?|pupils?|pounds?|LA|boroughs?|Hillingdon|headteachers?|heads|governors?|academ\w+|maintained)\b|£"
)
"""Words of a review of schools in an English borough."""


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test remember and write nothing beyond its own folder."""
    monkeypatch.setattr(locations, "state_dir", lambda: tmp_path / "state")
    monkeypatch.chdir(tmp_path)


def own(name: str, folder: Path) -> Path:
    """Return the pack of an invented review, with its table beside it."""
    for path in REVIEWS.glob(f"{name}.*"):
        shutil.copy(path, folder)
    return folder / f"{name}.toml"


def wexbury(hep: Hep, folder: Path) -> Path:
    """Return a pack that a review officer makes of the register's extract, with what the program offers."""
    (folder / "gias.csv").write_bytes(extract())
    assert hep("schools", "import", folder / "gias.csv", "-o", folder / "wexbury.csv").code == 0
    assert hep("pack", "new", "wexbury-2027", "--place", "Wexbury", "--schools", folder / "wexbury.csv").code == 0
    return folder / "wexbury-2027.toml"


def played(hep: Hep, pack: Path, folder: Path, theme: str, role: str, places: tuple[str, str]) -> list[str]:
    """Hold a meeting with a note, a register, a ranking and a vote; return everything that was said and printed."""
    file, said = folder / "review.hep", []

    def run(*words: object) -> str:
        answer = hep(*words)
        assert answer.code == 0, answer
        said.append(answer.out + answer.err)
        return answer.out

    run("pack", "check", pack)
    run("new", file, "--pack", pack)
    run("meetings", file, "next")
    run("note", file, f"- Too far away #{theme} @{role}")
    for place in places:
        run("register", file, "arrive", f"{place} @{role} t1")
    run("register", file)
    run("show", file, "notes")
    run("show", file, "schools")
    run("themes", file)
    run("show", file, "models")
    for number, options in ((1, 3), (2, 2)):
        ids = [line.split()[0] for line in run("poll", file, "show", number).splitlines()[-options:]]
        rows = [["ballot", *ids], *([str(n), *map(str, range(1, options + 1))] for n in (1, 2))]
        with (folder / "papers.csv").open("w", newline="") as papers:
            csv.writer(papers).writerows(rows)
        run("poll", file, "fields", number)
        run("poll", file, "open", number)
        run("ballots", file, "import", number, folder / "papers.csv")
        run("poll", file, "account", number, "--printed", 4, "--issued", 2, "--unused", 2)
        run("poll", file, "close", number)
        run("poll", file, "declare", number)
        run("poll", file, "show", number)
    run("summary", file)
    run("summary", file, "-o", folder / "summary.html")
    run("paper", file, 1, "--ballots", "4 from 11", "-o", folder / "paper")
    run("paper", file, 2, "--minutes", "-o", folder / "paper")
    run("register", file, "print", "-o", folder / "register.html")
    assert hep("export", file, "-o", folder / "out").code == 0
    pages = [path.read_text("utf-8") for path in folder.rglob("*.html")]
    files = [path for path in (folder / "out").rglob("*") if path.is_file() and path.parent.name != "open_in"]
    exported = [path.read_text("utf-8-sig") for path in files]
    return [*said, *map(visible, pages), *map(values, exported)]


def visible(page: str) -> str:
    """Return the words of a page, without its style and tags."""
    return re.sub(r"<style>.*?</style>|<[^>]*>", " ", page, flags=re.S)


def values(text: str) -> str:
    """Return what a file of an export says, without the names of tables and columns, which are the same everywhere."""
    return re.sub(r"\b[a-z]+([_-][a-z]+)+\b|\b(schools?|pupils|maintained)\b(?=[,.\"|:;' ]|$)", " ", text)


def strange(said: list[str], pack: Path) -> set[str]:
    """Return the words of a review of schools that were said, and that the pack does not say itself."""
    its_own = " ".join(re.findall(r'"([^"]*)"', pack.read_text("utf-8")))
    found = {match[0] for text in said for match in EDUCATION.finditer(text)}
    return {word for word in found if word not in its_own}


def test_a_review_of_health_practices_says_no_word_of_schools(hep: Hep, tmp_path: Path) -> None:
    pack = own("practices", tmp_path)
    said = played(hep, pack, tmp_path, "wait", "gp", ("abb", "eire"))
    assert strange(said, pack) == set()
    every = "\n".join(said)
    assert "arrived: Éire Street Practice" in every
    assert "one for each practice; board officers apart, one ballot a practice" in every
    assert "full take-up: €7,950 a year; a grant of €4,000 once" in every
    assert "F84123" in every


def test_a_welsh_review_speaks_its_own_words_and_keeps_seven_digits(hep: Hep, tmp_path: Path) -> None:
    pack = own("cymru", tmp_path)
    said = played(hep, pack, tmp_path, "Dŵr", "pennaeth", ("wyr", "asch"))
    every = "\n".join(said)
    assert strange(said, pack) <= {"£"}
    assert "Dŵr (#dwr): 1 note" in every
    assert "arrived: Ysgol Ŵyr" in every
    assert "0612347" in every
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
