"""The report of a review: what it may say, that every sentence has its table, and that it is the same each time."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from hep_tui import cli, locations
from hep_tui.actions import notes, surveys
from hep_tui.domain.notes import Note
from hep_tui.domain.saying import faults
from hep_tui.domain.survey import CHANNEL, Answer, Choice, Question, Response, Survey, response_subject, survey_subject
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.reports.document import Document, Drawing, Figures, Points, Prose, Sentence
from hep_tui.reports.report import report
from hep_tui.reports.report_docx import report_docx
from hep_tui.reports.report_html import report_html
from hep_tui.reports.report_xlsx import report_xlsx
from hep_tui.views.picture_painter import picture
from tests.conftest import demo_file

SAMPLE = locations.data_dir() / "sample" / "leaders.csv"


def cells(document: Document, table: str) -> list[tuple[str | int, ...]]:
    return list(next(figures.rows for figures in document.figures if figures.id == table))


def test_every_sentence_links_to_its_figures(whole: Document) -> None:
    tables = {figures.id for figures in whole.figures}
    assert len(tables) == len(whole.figures)
    assert [each for each in whole.sentences if each.table not in tables] == []
    assert all(block.table in tables for block in whole.blocks() if isinstance(block, Drawing))


def test_every_sentence_keeps_the_rules_of_wording(whole: Document) -> None:
    assert [(each.words, fault) for each in whole.sentences for fault in faults(each.words)] == []


def test_no_figure_of_fewer_than_five_people_is_shown(whole: Document) -> None:
    of = re.compile(r"\b(\d+) of (\d+)\b")
    shown = [
        (figures.id, row) for figures in whole.figures for row in figures.rows for cell in row
        if isinstance(cell, str) and not figures.id.startswith(("declared", "actions", "models"))
        for k, n in of.findall(cell) if 0 < int(k) < 5 or 0 < int(n) - int(k) < 5
    ]  # fmt: skip
    assert [each for each in shown if each[0].endswith("-phase")] == []


def test_the_page_of_a_group_tells_of_nobody_beside_the_phases(whole: Document) -> None:
    of = re.compile(r"(\d+) of (\d+)")
    phase = {row[0]: of.match(str(row[1])) for row in cells(whole, "t-how-far-do-you-agree-phase")}
    compared = 0
    for statement, said in cells(whole, "primary-forum-how-far-do-you-agree"):
        within, everybody = of.match(str(said)), phase[statement]
        if within and everybody:
            (k, n), (more, all_) = map(int, within.groups()), map(int, everybody.groups())
            assert all(not 0 < each < 5 for each in (k, n - k, more - k, all_ - n - (more - k)))
            compared += 1
    assert compared


def test_figures_are_those_of_the_file_that_came_in(whole: Document) -> None:
    import csv

    rows = list(csv.DictReader(SAMPLE.read_text("utf-8").splitlines()))[:-1]
    model = {row[0]: row[1] for row in cells(whole, "t-which-model-would-you-choose-today")}
    for label in {row["Which model would you choose today?"] for row in rows}:
        chosen = sum(row["Which model would you choose today?"] == label for row in rows)
        assert str(model[label]).startswith(f"{chosen} of {len(rows)} (")
    heard = {row[0]: row for row in cells(whole, "heard")}
    primary = sum(row["Which phase is your school?"] == "Primary" for row in rows)
    assert heard["Primary"][4] == primary
    assert heard["All"][4] == len(rows) == 83


def test_places_are_those_of_pairwise_shares(whole: Document) -> None:
    import csv

    asked = "Rank these priorities, the most important first"
    rows = [r[asked].rstrip(";").split(";") for r in csv.DictReader(SAMPLE.read_text("utf-8").splitlines()) if r[asked]]
    total = {label: sum(row.index(label) for row in rows) for label in rows[0]}
    places = {str(row[0]): row[1] for row in cells(whole, "t-rank-these-priorities-the-most-important")}
    assert places == {label: 1 + sum(other < own for other in total.values()) for label, own in total.items()}


def test_the_report_is_the_same_each_time(played: Book, whole: Document) -> None:
    again = report(played)
    assert report_html(again) == report_html(whole)
    assert report_docx(again) == report_docx(whole)
    assert report_xlsx(again) == report_xlsx(whole)


class Outline(HTMLParser):
    """Read headings, ids, links and open elements of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.heads = self.captions = self.tables = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.ids += [held.get("id") or ""] * ("id" in held)
        self.links += [held.get("href") or ""] * (tag == "a")
        self.levels += [int(level) for level in re.findall(r"\Ah([1-6])\Z", tag)]
        self.heads += tag == "th" and "scope" in held
        self.captions += tag == "caption"
        self.tables += tag == "table"
        if tag not in ("meta", "br", "hr", "img", "link"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ("rect", "line", "circle", "polyline")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_has_an_outline_and_nothing_from_elsewhere(whole: Document) -> None:
    html = report_html(whole)
    page = Outline(html)
    assert page.open == []
    assert page.levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(page.levels, page.levels[1:], strict=False))
    assert len(set(page.ids)) == len(page.ids)
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert page.captions == page.tables == len(whole.figures)
    assert not re.search(r"<script|src=|url\(|https?://(?!www\.w3\.org/2000/svg)", html)


def test_the_document_has_native_headings_and_table_heads(whole: Document) -> None:
    docx = pytest.importorskip("docx")
    made = docx.Document(io.BytesIO(report_docx(whole)))
    assert [p.text for p in made.paragraphs if p.style.name == "Heading 1"] == [s.title for s in whole.sections]
    bars = [block.bars for block in whole.blocks() if isinstance(block, Drawing) and block.bars]
    assert len(made.tables) == len(whole.figures) + len(bars)
    drawn = next(table for table in made.tables if len(table.rows) == len(bars[0]) and len(table.columns) > 20)
    assert [row.cells[-1].text for row in drawn.rows] == [figure for _, figure, _ in bars[0]]
    xml = zipfile.ZipFile(io.BytesIO(report_docx(whole))).read("word/document.xml").decode()
    assert xml.count("<w:tblHeader") == len(whole.figures)


def random_review(book: Book, dice: random.Random, *, lopsided: bool = False) -> None:
    """Give a review a survey that nobody would make up, or a lopsided one: few phases, and an answer of few."""
    n, many = (dice.randrange(60, 100), 3) if lopsided else (dice.randrange(1, 70), dice.randrange(1, 6))
    options = [f"Answer {i}" for i in range(many)]
    levels = tuple(Choice(str(i), f"Level {i}") for i in range(dice.randrange(2, 6)))
    choices = tuple(Choice(f"c{i}", label) for i, label in enumerate(options))
    questions = (
        Question("scale", "How far?", "scale", levels, (Choice("a", "The first"), Choice("b", "The second"))),
        Question("choice", "Which?", "choice", choices), Question("several", "Which ones?", "choices", choices),
        Question("rank", "In which order?", "rank", choices, concept="priorities"),
    )  # fmt: skip
    survey = Survey("random", "Random", "plain", 1, questions, outcomes={"kept": n})
    subject = survey_subject("random", 1)
    fewer, rarer = (3, 2) if lopsided else (1, 1)
    weights = [fewer**-i for i in range(5)]
    phases = dice.choices(["primary", "secondary", "special", "nursery", ""], weights, k=n)
    responses = {}
    for i, phase in enumerate(phases):
        order = dice.sample(choices, len(choices))
        answers = [Answer("scale", item, dice.choice(levels).code) for item in "ab" if dice.random() < 0.9]
        chosen = dice.choices(choices, [rarer**-place for place in range(many)])[0]
        answers += [Answer("choice", code=chosen.code)] * (dice.random() < 0.9)
        answers += [Answer("several", code=c.code) for c in choices if dice.random() < 0.5]
        answers += [Answer("rank", code=c.code, rank=rank) for rank, c in enumerate(order, 1)]
        groups = tuple(g for g in ("hash", "lle", "governors") if dice.random() < 0.4)
        responses[response_subject(subject, str(i))] = Response(subject, phase, "head", groups, answers=tuple(answers))
    surveys.take(book, survey, responses, {})
    for _ in range(dice.randrange(5)):
        notes.add(book, random_note(dice), ())


def random_note(dice: random.Random) -> Note:
    """Return something that may have been said in a room, decided or asked for."""
    key, quote, action, decision = (dice.random() < 0.3 for _ in range(4))
    themes = tuple(dice.sample(("send", "funding", "communication"), dice.randrange(3)))
    sentiment = dice.choice(("", "positive", "concern", "mixed"))
    return Note(
        f"It is {dice.random()}", phase="primary", themes=themes, sentiment=sentiment, key=key, quote=quote,
        action=action, decision=decision,
    )  # fmt: skip


def test_thirty_random_reviews_keep_the_rules_of_wording(elsewhere: Callable[[], Book]) -> None:
    for seed in range(30):
        check_random(elsewhere, seed)


@pytest.mark.long
def test_five_hundred_random_reviews_keep_the_rules_of_wording(elsewhere: Callable[[], Book]) -> None:
    for seed in range(500):
        check_random(elsewhere, seed)


def check_random(begun: Callable[[], Book], seed: int) -> None:
    with closing(begun()) as book:
        random_review(book, random.Random(seed))
        found, again = report(book), report(book)
    tables = {figures.id for figures in found.figures}
    assert [(words, fault) for words in generated(found) for fault in faults(words)] == []
    assert [s.words for s in found.sentences if s.table not in tables] == []
    assert report_html(again) == report_html(found)


def generated(document: Document) -> Iterator[str]:
    """Yield all that a report says in words of its own: sentences, titles of charts, captions and notes of tables."""
    for block in document.blocks():
        match block:
            case Sentence() | Prose():
                yield block.words
            case Drawing():
                yield block.said
            case Figures():
                yield from (block.caption, block.note)


def ranked(book: Book, n: int) -> Document:
    """Return the report of a review in which so many rank two priorities, half of them either way."""
    choices = (Choice("cpd", "CPD"), Choice("send", "SEND"))
    survey = Survey("two", "Two", "plain", 1, (Question("rank", "Rank", "rank", choices, concept="priorities"),))
    subject, responses = survey_subject("two", 1), {}
    for i in range(n):
        answers = (Answer("rank", code="cpd", rank=1 + i % 2), Answer("rank", code="send", rank=2 - i % 2))
        responses[response_subject(subject, str(i))] = Response(subject, "primary", answers=answers)
    surveys.take(book, survey, responses, {})
    return report(book)


def test_what_comes_first_together_shares_the_first_place(book: Book) -> None:
    told = [sentence.words for sentence in ranked(book, 8).sentences]
    assert "CPD and SEND share the first place among 8 rankings in the survey." in told


def test_four_rankings_are_too_few_to_say_who_leads(book: Book) -> None:
    assert not [s.words for s in ranked(book, 4).sentences if "tied" in s.words or "leads" in s.words]


def test_a_review_without_a_survey_has_a_report_too(book: Book) -> None:
    found = report(book)
    assert [s.title for s in found.sections][:2] == ["In one screen", "Who was heard"]


def test_the_command_writes_a_new_folder_and_never_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    demo, out = demo_file(tmp_path), tmp_path / "out"
    assert cli.main(["report", str(demo), "-o", str(out), "--by", "HASH, lle"]) == 0
    assert "report.html" in {path.name for path in out.iterdir()}
    html = (out / "report.html").read_text("utf-8")
    assert "HASH, the secondary heads&#x27; association" in html
    assert "Governors</h3>" not in html
    assert cli.main(["report", str(demo), "-o", str(out)]) == 2
    assert "is there already; nothing was written" in capsys.readouterr().err
    assert cli.main(["report", str(demo), "-o", str(tmp_path / "new"), "--by", "heads"]) == 2
    assert not (tmp_path / "new").exists()


def test_the_demo_ends_in_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["demo", str(tmp_path / "demo.hep"), "--report", str(tmp_path / "report")]) == 0
    assert "report.html" in capsys.readouterr().out
    html = (tmp_path / "report" / "report.html").read_text("utf-8")
    assert "68 of 111 schools were reached in rooms or survey." in html
    assert "Phases are split on" in html
    assert "Phases answered about alike, for or against, on" in html


def test_phases_that_stand_together_are_named(whole: Document) -> None:
    heard = next(figures for figures in whole.figures if figures.id == "heard")
    assert "Other phases: Nursery, All-through, Special, AP/PRU" in heard.note


def test_models_are_set_head_to_head(book: Book) -> None:
    choices = (Choice("A", "A board", "model:A"), Choice("B", "B hubs", "model:B"), Choice("Z", "Z none", "model:Z"))
    survey = Survey("m", "M", "plain", 1, (Question("rank", "Which model first?", "rank", choices, concept="models"),))
    subject, responses = survey_subject("m", 1), {}
    for i in range(30):
        first, last = ("A", "B") if i < 20 else ("B", "A")
        ranks = {first: 1, last: 2, "Z": 3} if i % 3 else {first: 1, "Z": 2, last: 3}
        answers = tuple(Answer("rank", code=code, rank=rank) for code, rank in ranks.items())
        responses[response_subject(subject, str(i))] = Response(subject, "primary", answers=answers)
    surveys.take(book, survey, responses, {})
    found = report(book)
    assert [row[:3] for row in cells(found, "t-rank-pairs")] == [
        ("A board", "–", "20 of 30"), ("B hubs", "10 of 30", "–"), ("Z none", "[c]", "7 of 30"),
    ]  # fmt: skip
    assert not [s.words for s in found.sentences if "above each of the others" in s.words]


def test_a_comment_is_quoted_once_where_somebody_marked_it_and_it_names_nobody(played: Book) -> None:
    said = [note for note in records(played, Note) if note.what.channel == CHANNEL]
    points = [line for block in report(played).blocks() if isinstance(block, Points) for line in block.lines]
    marked = {note.what.text for note in said if note.what.key or note.what.quote}
    assert {note.what.text for note in said if any(note.what.text in line for line in points)} <= marked
    calendar = [note for note in said if note.what.text == "A shared calendar, please"]
    for note in calendar:
        notes.amend(played, note.id, replace(note.what, themes=("funding",), key=True))
    points = [line for block in report(played).blocks() if isinstance(block, Points) for line in block.lines]
    assert points.count("“A shared calendar, please” (survey)") == 1
    for note in calendar:
        notes.amend(played, note.id, note.what)


def test_of_two_groups_that_differ_by_fewer_than_five_people_one_has_a_page(book: Book) -> None:
    choices = (Choice("y", "Agree"), Choice("n", "Disagree"))
    survey = Survey("g", "G", "plain", 1, (Question("far", "How far?", "scale", choices, (Choice("a", "The first"),)),))
    subject, responses = survey_subject("g", 1), {}
    for i in range(40):
        groups = ("hash", "lle")[: 2 if i < 18 else 1] if i < 20 else ("governors",) if i < 26 else ()
        answers = (Answer("far", "a", "yn"[i % 2]),)
        responses[response_subject(subject, str(i))] = Response(subject, "primary", "", groups, answers=answers)
    surveys.take(book, survey, responses, {})
    assert [group.term.id for group in picture(book).groups if group.shown] == ["hash", "governors"]
