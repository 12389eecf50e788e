"""Play one of the invented reviews through the commands, and hear whether it says a word that is not its own."""

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hep_tui.domain.pack import FUNDING_BASES, UNITS
from tests.conftest import ROOT
from tests.reviews.gias import extract

Hep = Callable[..., Any]
"""Run `hep` with words, as the fixture of this name does."""
REVIEWS = ROOT / "tests" / "reviews"
EDUCATION = re.compile(
    r"\b(schools?|pupils?|pounds?|LA|boroughs?|Hillingdon|headteachers?|heads|governors?|academ\w+|maintained)\b|£"
)
"""Words of a review of schools in an English borough."""


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
        return str(answer.out)

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
        run("ballots", file, "import", number, folder / "papers.csv", "--marks", "rank")
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
    pages = [path.read_text("utf-8") for path in folder.rglob("*.html") if folder / "out" not in path.parents]
    files = [path for path in (folder / "out").rglob("*") if path.is_file() and path.parent.name != "open_in"]
    exported = [path.read_text("utf-8-sig") for path in files]
    return [*said, *map(visible, pages), *map(values, exported)]


def visible(page: str) -> str:
    """Return the words of a page, without its style and tags."""
    return re.sub(r"<style>.*?</style>|<[^>]*>", " ", page, flags=re.S)


_NAMES = "|".join((
    r"""(?:^|(?<=[,."'|`>;:(]))(schools?|pupils|maintained)(?=[,."'|`<;:)]|$)""",
    r"\bschool(?= = )", r"\bschools(?= +\d| table)", r"Refers to schools", r"[a-z_]+/schools\.csv", r"#schools",
))  # fmt: skip
"""Where a word is the name of a table or a column, or a code in its cell or before its label."""


def values(text: str) -> str:
    """Return what a file of an export says, without the names of tables and columns, which are the same everywhere."""
    return re.sub(r"\b[a-z]+([_-][a-z]+)+\b|" + _NAMES, " ", text, flags=re.M)


def strange(said: list[str], pack: Path) -> set[str]:
    """Return the words of a review of schools that were said, and that the pack does not say itself."""
    quoted = re.findall(r'"([^"]*)"', pack.read_text("utf-8"))
    its_own = " ".join(text for text in quoted if text not in (*UNITS, *FUNDING_BASES))
    found = {match[0] for text in said for match in EDUCATION.finditer(text)}
    return {word for word in found if word not in its_own}
