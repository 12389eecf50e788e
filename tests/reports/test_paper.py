"""What is on paper is in the same order and numbers as on the screen, and no page needs anything but itself."""

import os
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.actions import ballots, polls, secret_polls
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.pack import Level, Pack
from hep_tui.domain.polls import Account, Option, Poll, PollState
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.logbook.room import Declared, OnShow
from hep_tui.reports.ballot_page import ballot_page, per_page
from hep_tui.reports.batches import Batch, batches
from hep_tui.reports.keep import keep
from hep_tui.reports.minutes_page import minutes_page
from hep_tui.reports.paper import minutes_of, papers_of
from hep_tui.reports.tally_page import hands_page, roll_page, tally_page
from hep_tui.tui.room_pages import pages
from hep_tui.views.minutes import minutes
from hep_tui.views.polls import poll_view
from hep_tui.views.review import review
from tests.conftest import with_a_place
from tests.domain.test_text import HOSTILE

GOLDEN = Path(__file__).parent / "golden"
MODELS = tuple(Option(id, f"Model {id}", 1) for id in "ABZ")
LEVELS = tuple(Level(n, f"level {n}") for n in range(1, 6))
METHODS = [
    Poll("Rank", "Which?", options=MODELS, rule="schulze"),
    Poll("Order", "Which?", options=MODELS, layout="order", top=2),
    Poll("Choose", "Which?", method="choose", options=MODELS, rule="plurality"),
    Poll("Approve", "Which?", method="approve", options=MODELS, rule="approval"),
    Poll("Score", "How good?", method="score", options=MODELS, rule="score"),
    Poll("Gradient", "How far?", method="gradient", options=MODELS, rule="majority-judgement"),
    Poll("Points", "How much?", method="points", options=MODELS, rule="points"),
]
VOID = {"meta", "br"}


class Reader(HTMLParser):
    """Read a page as a browser does, and fail where it would fetch, run or leave anything open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "img", "link", "iframe", "object", "a", "form", "svg")
        allowed = {"class", "lang", "charset", "http-equiv", "content", "name", "role", "aria-label", "scope"}
        assert {name for name, _ in attrs} <= allowed
        if tag not in VOID:
            self.open.append(dict(attrs).get("class") or tag)

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and data.strip():
            self.found.append((self.open[-1], data))

    def all(self, kind: str) -> list[str]:
        return [data for name, data in self.found if name == kind]


def read(html: str) -> Reader:
    """Return a page as read, having checked that it is whole and refers to nothing."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open
    assert not re.search(r"url\(|@import|https?://|javascript:", html)
    return reader


@pytest.mark.parametrize("poll", METHODS, ids=lambda p: p.title)
def test_ballots_bear_consecutive_numbers_and_the_options_in_the_order_of_the_screen(poll: Poll) -> None:
    levels = LEVELS if poll.method in ("score", "gradient") else ()
    page = read(ballot_page(poll, Batch(7, 9, "primary", "Primary", "white"), levels, "Conference"))
    assert page.all("serial") == [f"No. {n:03}" for n in range(7, 16)]
    assert page.all("id") == ["A", "B", "Z"] * 9
    assert page.all("label") == ["Model A", "Model B", "Model Z"] * 9
    assert len(page.all("how")) == len(page.all("rule")) == 9
    assert page.all("span").count("Primary · white") == 9


@pytest.mark.parametrize("poll", METHODS, ids=lambda p: p.title)
def test_a_ballot_has_as_many_boxes_as_can_be_marked(poll: Poll) -> None:
    levels = LEVELS if poll.method in ("score", "gradient") else ()
    boxes = ballot_page(poll, Batch(1, 1), levels).count('class="box"')
    assert boxes == {"Order": 2, "Score": 15, "Gradient": 15}.get(poll.title, 3)


def test_no_number_stands_beside_a_box_for_a_number() -> None:
    numbered = replace(METHODS[0], options=(Option("1", "Ash"), Option("2", "Birch")), rule="borda")
    made = {layout: ballot_page(replace(numbered, layout=layout), Batch(1, 1)) for layout in ("down", "order")}
    ids = {layout: re.findall(r'class="id">(\d*)<', page) for layout, page in made.items()}
    assert ids == {"down": ["", ""], "order": ["1", "2"]}
    assert re.findall(r'class="id">(\w*)<', ballot_page(METHODS[0], Batch(1, 1))) == ["A", "B", "Z"]


def test_one_model_to_ratify_has_its_levels_down_the_page_the_best_first() -> None:
    poll = Poll("Ratify", "How far do you agree?", method="gradient", options=MODELS[:1])
    page = read(ballot_page(poll, Batch(1, 1), LEVELS))
    assert page.all("label") == [f"level {n}" for n in (5, 4, 3, 2, 1)]


def test_four_or_two_ballots_stand_on_a_page_and_one_where_options_are_many() -> None:
    def of(n: int) -> Poll:
        return Poll("x", options=tuple(Option(str(i), f"option {i}") for i in range(1, n + 1)))

    assert [per_page(of(n)) for n in (2, 5, 6, 12, 13, 14, 30)] == [4, 4, 2, 2, 2, 1, 1]


def test_a_show_of_hands_has_no_ballots() -> None:
    with pytest.raises(HepError, match="has no ballots"):
        ballot_page(Poll("x", method="hands", options=MODELS), Batch(1, 1))


def test_a_tally_sheet_has_a_line_a_ballot_and_the_columns_of_the_screen() -> None:
    page = read(tally_page(METHODS[0], Batch(26, 30, "primary", "Primary", "white")))
    assert [d for d in page.all("td") if d.isdigit()] == [f"{n:03}" for n in range(26, 56)]
    assert page.all("th")[:5] == ["No.", "A", "B", "Z", "b s r q"]
    assert len(page.all("h1")) == 2


def test_the_sheet_of_a_show_of_hands_and_the_roll_come_from_the_pack(book: Book, hillingdon: Pack) -> None:
    hands = read(hands_page(Poll("x", "For?", method="hands", options=MODELS), hillingdon))
    assert hands.all("th")[0] == hillingdon.phases[0].name
    roll = read(roll_page(METHODS[0], hillingdon, review(book).schools))
    assert len(roll.all("td")) == 111
    assert not any(re.search(r"No\. \d", data) for _, data in roll.found)


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_an_option_is_called_it_is_only_text(words: str) -> None:
    options = (Option("A", words or "x"), Option(words[:3] or "B", "<script>alert(1)</script>"))
    poll = Poll(words, words, options=options, electorate=words)
    for html in (ballot_page(poll, Batch(1, 2, "", words, words)), tally_page(poll, Batch(1, 2, "", words, words))):
        read(html)
        assert "\x1b" not in html
        assert "<script" not in html


@given(st.lists(st.integers(1, 400), min_size=1, max_size=5), st.integers(1, 500))
def test_numbers_of_several_batches_follow_on_and_none_comes_twice(counts: list[int], first: int) -> None:
    made = batches(", ".join(map(str, counts)), Pack("p", "t", "b"), first)
    numbers = [n for batch in made for n in batch.numbers]
    assert numbers == list(range(first, first + sum(counts)))


def test_a_phase_is_printed_on_its_colour_unless_another_is_said(hillingdon: Pack) -> None:
    found = batches("Primary 70, secondary=30", hillingdon, 1, {"secondary": "yellow"})
    assert [b.words for b in found] == ["001 to 070, Primary, white paper", "071 to 100, Secondary, yellow paper"]


@pytest.mark.parametrize("wanted", ["", "none", "0", "-3", "primary", "1.5", "70 primary", "99999999", "5,,5", "٣"])
def test_what_is_no_number_of_papers_is_refused(wanted: str, hillingdon: Pack) -> None:
    with pytest.raises(HepError, match=r"is not a number of papers; nothing was made|There is no phase"):
        batches(wanted, hillingdon)


def test_unknown_phases_and_too_many_papers_are_refused(hillingdon: Pack) -> None:
    with pytest.raises(HepError, match="There is no phase 'tertiary'"):
        batches("tertiary 3", hillingdon)
    with pytest.raises(HepError, match="There is no phase 'moon'"):
        batches("primary 3", hillingdon, 1, {"moon": "white"})
    with pytest.raises(HepError, match="More than 2000"):
        batches("1500, 501", hillingdon)


@pytest.fixture
def declared(book: Book) -> str:
    """Return a small poll that was declared, opened again, and declared again."""
    id = polls.create(book, Poll("Which model?", "Which model should we develop?", options=MODELS, rule="schulze",
                                 tie_chain=("borda",), electorate="one a school"))  # fmt: skip
    polls.change_state(book, id, PollState.OPEN)
    for number in range(1, 12):
        marks = {"A": 1, "B": 2, "Z": 3} if number % 3 else {"Z": 1, "B": 2}
        ballots.cast(book, Ballot(id, number, marks=marks, phase="primary" if number < 6 else "secondary"))
    polls.keep_account(book, Account(id, 20, 12, 8, 0, 1))
    polls.change_state(book, id, PollState.CLOSED)
    polls.declare(book, id, "one paper went home")
    polls.change_state(book, id, PollState.OPEN, "a late paper")
    ballots.cast(book, Ballot(id, 12, marks={"B": 1}, phase="secondary"))
    polls.change_state(book, id, PollState.CLOSED)
    polls.declare(book, id, "one paper went home")
    return id


def test_minutes_hold_all_that_somebody_may_ask_for_later(book: Book, declared: str) -> None:
    view = minutes(book, declared)
    html = minutes_page(view)
    page = read(html)
    said = " ".join(data for _, data in page.found)
    assert said.count(str(view.declared.record_code)) == 2
    for words in (
        "Which model should we develop?", "Who votes: one a school", "Model A leads; 12 valid of 12 cast.",
        "printed 20 = issued 12 + unused 8: balanced", "off by 1", "options left out", "last, level with all others",
        "open, because: a late paper", "11 valid of 11 cast", "second teller", "secondary, 7 papers: A Model A",
        "None that a step had to break.",
    ):  # fmt: skip
        assert words in said, words
    assert page.all("h2") == [
        "Question", "Rule, as read out before the poll opened", "Who voted", "Account", "How the papers were checked",
        "Result", "How it was counted",
        "By phase", "Ties", "Every parameter of the rule", "Record code", "What happened, and corrections",
    ]  # fmt: skip


def test_a_tie_and_whether_its_break_was_decisive_stand_in_the_minutes(book: Book) -> None:
    id = polls.create(book, Poll("Tied", options=MODELS, rule="irv", tie_chain=("borda",)))
    polls.change_state(book, id, PollState.OPEN)
    for number, order in enumerate(["ABZ", "ABZ", "BAZ", "ZBA"], 1):
        ballots.cast(book, Ballot(id, number, marks={o: rank for rank, o in enumerate(order, 1)}))
    polls.change_state(book, id, PollState.CLOSED)
    polls.declare(book, id)
    said = " ".join(data for _, data in read(minutes_page(minutes(book, id))).found)
    assert "B Model B = Z Model Z; broken by" in said
    assert "decisive" in said


def test_there_are_no_minutes_before_a_result_is_declared(book: Book, declared: str) -> None:
    polls.change_state(book, declared, PollState.OPEN, "again")
    with pytest.raises(HepError, match="is not declared, so there are no minutes"):
        minutes(book, declared)


def test_all_paper_of_a_poll_is_made_at_once_and_nothing_is_overwritten(book: Book, tmp_path: Path) -> None:
    id = next(p.id for p in records(book, Poll) if p.what.title == "Which model?")
    first = papers_of(book, id, tmp_path / "paper", "primary 3, secondary 2")
    assert [p.name for p in first] == [
        "which-model-primary-001-003-ballots.html",
        "which-model-primary-001-003-tally.html",
        "which-model-secondary-004-005-ballots.html",
        "which-model-secondary-004-005-tally.html",
        "which-model-roll.html",
    ]
    before = first[0].read_bytes()
    again = papers_of(book, id, tmp_path / "paper", "primary 3")
    assert again[0].name == "which-model-primary-001-003-ballots-2.html"
    assert first[0].read_bytes() == before
    hands = next(p.id for p in records(book, Poll) if p.what.method == "hands")
    assert [p.name for p in papers_of(book, hands, tmp_path, "1")] == ["taking-part-hands.html"]


def test_a_colour_that_tells_whose_ballot_it_is_is_printed_only_where_that_is_meant(book: Book, tmp_path: Path) -> None:
    id = next(p.id for p in records(book, Poll) if p.what.title == "Which model?")
    with pytest.raises(HepError, match=r"would tell whose ballot it is .*: Nursery \(1\); nothing was written"):
        papers_of(book, id, tmp_path / "paper", "primary 70, nursery 1")
    assert not (tmp_path / "paper").exists()
    made = papers_of(book, id, tmp_path / "paper", "primary 70, nursery 1", anyway=True)
    assert made[2].name == "which-model-nursery-071-071-ballots.html"


def test_the_paper_of_a_table_asks_which_table_how_many_people_and_what_each_part_says(
    book: Book, tmp_path: Path
) -> None:
    options = tuple(Option(id, f"Model {id}") for id in "ABZ")
    for layout in ("down", "order"):
        poll = Poll("Which?", "Which?", options=options, unit="table", layout=layout)
        (made, *_) = papers_of(book, polls.create(book, poll), tmp_path / layout, "1")
        said = unescape(made.read_text("utf-8"))
        assert "Table ______ people ______ of them abstain ______" in " ".join(said.split())
        assert said.count('<span class="box"></span>') == 3 + 3 * len(options)


def test_no_paper_bears_a_number_that_is_keyed_unless_its_first_number_is_said(
    book: Book, declared: str, tmp_path: Path
) -> None:
    keyed = [b.what.number for b in poll_view(book, declared).ballots]
    last = max(keyed)
    words = f"are keyed already, .* so nothing was written; say from which number, as in 9 from {last + 1}."
    with pytest.raises(HepError, match=words):
        papers_of(book, declared, tmp_path / "paper", "9")
    assert not (tmp_path / "paper").exists()
    on = papers_of(book, declared, tmp_path / "paper", f"primary 1, secondary 1 from {last + 1}")
    assert on[2].name.endswith(f"-secondary-{last + 2:03}-{last + 2:03}-ballots.html")
    assert "001-002" in papers_of(book, declared, tmp_path / "paper", "2", 1)[0].name


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(HepError, match="could not be written"):
        keep(tmp_path / "taken" / "page.html", "x")
    assert [p.name for p in tmp_path.iterdir()] == ["taken"]


def test_the_paper_of_a_small_poll_is_what_it_was(book: Book, declared: str, tmp_path: Path) -> None:
    made = [*papers_of(book, declared, tmp_path, "primary 2", 1), *minutes_of(book, declared, tmp_path)]
    for path in (p for p in made if "roll" not in p.name):
        kept = GOLDEN / path.name
        # How a page looks may change, and so may the code of a record with what its entries hold.
        html = re.sub(r"<style>.*?</style>", "<style></style>", path.read_text("utf-8"), flags=re.DOTALL)
        html = re.sub(r"\b[A-Z2-7]{4}(-[A-Z2-7]{4}){3}\b", "CODE", html)
        if os.environ.get("HEP_RENEW"):
            kept.parent.mkdir(exist_ok=True)
            kept.write_text(html, "utf-8", newline="\n")
        assert html == kept.read_text("utf-8"), f"HEP_RENEW=1 renews {kept.name}"


@pytest.mark.parametrize("many", [4, 5])
@pytest.mark.parametrize("poll", METHODS, ids=lambda p: p.title)
def test_a_secret_poll_of_any_marking_has_its_minutes_and_its_pages(
    book: Book, tmp_path: Path, poll: Poll, many: int
) -> None:
    scale = LEVELS if poll.method == "gradient" else ()
    with_a_place(book)
    id = polls.create(book, replace(poll, keep="secret", scale=scale))
    polls.change_state(book, id, PollState.OPEN)
    for _ in range(many):
        secret_polls.cast(book, id, {"A": 1} if poll.method in ("choose", "approve") else {"A": 2, "B": 1})
    polls.change_state(book, id, PollState.CLOSED)
    said = polls.declare(book, id)
    assert bool(said.winners) == (many == 5)
    (made,) = minutes_of(book, id, tmp_path)
    assert str(said.sentence).split(";")[0] in unescape(made.read_text("utf-8"))
    shown = pages(OnShow(poll, "declared", many, 0, (Declared(poll, said),)), 72, 15)
    assert shown
    assert many == 5 or not any(page.bars for page in shown)
