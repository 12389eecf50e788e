"""What the guides show as an example is what the program does."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hep_tui.actions import notes
from hep_tui.domain.notes import Note, Vocabulary
from hep_tui.domain.pack import Pack
from hep_tui.domain.shorthand import parse, words
from hep_tui.logbook import Book
from hep_tui.logbook.entry import COLUMNS
from hep_tui.logbook.records import records
from hep_tui.logbook.schema import ENTRY
from hep_tui.logbook.verify import verify
from hep_tui.views.review import vocabulary
from tests.conftest import ROOT, demo_file


def _page(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


def _examples() -> Iterator[tuple[str, str]]:
    """Yield each example of the table of marks with what it is said to be understood as."""
    table = _page("facilitators.md").partition("| mark | means | for example |")[2].partition("\n\n")[0]
    for row in table.splitlines()[2:]:
        *_, line, understood = (cell.strip() for cell in row.strip("|").split("|"))
        yield line.strip("`"), understood


@pytest.fixture
def known(book: Book, hillingdon: Pack) -> Vocabulary:
    return vocabulary(book, hillingdon)


@pytest.mark.parametrize(("line", "understood"), _examples())
def test_an_example_of_a_mark_is_understood_as_the_guide_says(line: str, understood: str, known: Vocabulary) -> None:
    reading = parse(line, known, today=date(2021, 6, 16))
    plain = re.fullmatch(r"no mark, the text `(.+)`", understood)
    if plain:
        assert (words(reading, known), reading.note.text) == ("", plain[1])
    else:
        assert words(reading, known) == understood


def test_every_kind_of_mark_has_an_example() -> None:
    shown = " ".join(line for line, _ in _examples())
    assert [mark for mark in '-~@#"/*>\\' if mark not in shown] == []


def _snippet(page: str, having: str, **instead: str) -> str:
    """Return the block of Python on a page that has these words in it, with others put in their place."""
    blocks = re.findall(r"```python\n(.*?)```", _page(page), re.S)
    code = next(block for block in blocks if having in block)
    for old, new in instead.items():
        assert old.replace("_", " ") in code
        code = code.replace(old.replace("_", " "), new)
    return str(code.replace("hillingdon.hep", "review.hep"))


def test_a_note_is_erased_as_the_guide_says(book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = notes.add(book, Note("the name of a pupil"))
    monkeypatch.chdir(tmp_path)
    exec(_snippet("logbook.md", "redact", ID_OF_THE_NOTE=note), {})
    assert records(book, Note) == []
    assert b"name of a pupil" not in book.path.read_bytes()
    assert verify(book).ok


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_file(tmp_path_factory.mktemp("demo"))


def _questions() -> list[tuple[str, str]]:
    """Return each question in SQL with the answer that is under it."""
    return re.findall(r"```sql\n(SELECT .*?)```\n\n```text\n(.*?)```", _page("logbook.md"), re.S)


@pytest.mark.parametrize(("question", "answer"), _questions())
def test_a_question_in_sql_is_answered_as_the_page_shows(question: str, answer: str, demo: Path) -> None:
    with closing(sqlite3.connect(f"{demo.as_uri()}?mode=ro", uri=True)) as db:
        asked = db.execute(question)
        found = [[column[0] for column in asked.description], *([str(cell) for cell in row] for row in asked)]
    shown = [re.split(r" {2,}", line.strip()) for line in answer.splitlines() if not line.startswith("---")]
    assert found == shown


def test_the_page_shows_the_table_as_it_is() -> None:
    [table] = re.findall(r"```sql\n(CREATE TABLE .*?)```", _page("logbook.md"), re.S)
    assert table.strip() == ENTRY.strip()


def test_digest_and_id_are_made_as_the_page_says(demo: Path) -> None:
    code = compile(_snippet("logbook.md", "fields = "), "logbook.md", "exec")
    with closing(sqlite3.connect(f"{demo.as_uri()}?mode=ro", uri=True)) as db:
        rows = db.execute(f"SELECT {', '.join(COLUMNS)} FROM entry").fetchall()
    for row in rows:
        exec(code, dict(zip(COLUMNS, row, strict=True)))
    assert len(rows) > 100


def test_the_code_of_an_earlier_moment_is_found_again(
    demo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["", str(demo)])
    scope: dict[str, Any] = {}
    exec(_snippet("logbook.md", "chain = "), scope)
    scope["db"].close()
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 2
    assert all(re.match(r"(\w{4}-){3}\w{4} True ", line) for line in said)


def _links() -> Iterator[tuple[str, str]]:
    """Yield each link of the pages to another place in the project, with the page it is on."""
    for page in sorted((*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))):
        text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.S)
        yield from ((page.relative_to(ROOT).as_posix(), to) for to in re.findall(r"\]\(([^)\s]+)\)", text))


@pytest.mark.parametrize(("page", "to"), [link for link in _links() if "://" not in link[1]])
def test_a_link_leads_somewhere(page: str, to: str) -> None:
    path, _, anchor = to.partition("#")
    target = ((ROOT / page).parent / path).resolve() if path else ROOT / page
    assert target.exists()
    if anchor:
        titles = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.M)
        assert anchor in [re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles]


def test_every_picture_is_shown_and_every_one_shown_is_there() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    shown = {name for page in pages for name in re.findall(r"pictures/([\w.-]+)\)", page.read_text("utf-8"))}
    assert shown == {path.name for path in (ROOT / "docs" / "pictures").iterdir()}
