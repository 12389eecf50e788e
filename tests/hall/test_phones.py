"""What a voter's phone sees: three pages that need no script, and one vote that is on the disk when it says so."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser

import pytest

from hep_tui import locations
from hep_tui.actions import cards, polls
from hep_tui.domain.pack import Level
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.hall import ballot_pages, phones
from hep_tui.hall.booth import Booth
from hep_tui.hall.card_page import card_page
from hep_tui.hall.phones import Phones
from hep_tui.hall.serving import Request
from hep_tui.logbook import Book, secret_ballots
from hep_tui.logbook.laptop_key import load
from hep_tui.logbook.opening import open_book
from tests.domain.test_text import HOSTILE
from tests.hall.conftest import words


class Phone:
    """Fill in forms as a browser without a script does."""

    def __init__(self, pages: Phones, address: str = "10.0.0.9") -> None:
        self.pages, self.address = pages, address

    def get(self, code: str = "") -> str:
        return self.pages.answer(Request("/", fields={"c": code} if code else {}, address=self.address)).html

    def post(self, path: str, code: str, **marks: str) -> str:
        fields = {"c": code, **marks}
        return self.pages.answer(Request(path, posted=True, fields=fields, address=self.address)).html


@pytest.fixture
def booth(book: Book, carded: str) -> Iterator[Booth]:
    """Return an open booth on the poll with 100 cards."""
    opened = Booth(lambda: open_book(book.path, laptop=load(locations.state_dir())), carded, lambda _: None)
    opened.open()
    yield opened
    opened.close()


@pytest.fixture
def codes(book: Book, carded: str) -> dict[int, str]:
    return cards.issue(book, carded, 100)


def test_a_voter_types_the_code_marks_reads_and_casts(book: Book, booth: Booth, codes: dict[int, str]) -> None:
    phone = Phone(Phones(booth))
    assert "The code on your card" in words(phone.get())
    assert "Choose one." in words(phone.get(codes[1].lower().replace("-", " ")))
    read = phone.post("/words", codes[1], choice="1")
    assert "Your ballot For" in words(read)
    assert "checked" in phone.post("/change", codes[1], choice="1")
    assert phones.THANKS in words(phone.post("/cast", codes[1], choice="1"))
    assert secret_ballots.count(book, booth._poll) == 1
    assert "cast with this card already" in words(phone.post("/cast", codes[1], choice="2"))
    assert "cast with this card already" in words(phone.get(codes[1]))
    assert secret_ballots.count(book, booth._poll) == 1


def test_a_blank_ballot_is_cast_only_by_a_button_that_says_so(booth: Booth, codes: dict[int, str]) -> None:
    phone = Phone(Phones(booth))
    assert "Cast a blank ballot" in words(phone.post("/words", codes[2]))
    assert phones.THANKS in words(phone.post("/cast", codes[2]))


def test_guessed_codes_are_refused_and_after_ten_the_phone_waits_while_others_vote(
    booth: Booth, codes: dict[int, str]
) -> None:
    pages = Phones(booth)
    guesser, other = Phone(pages), Phone(pages, "10.0.0.10")
    for n in range(10):
        assert phones.NO_CARD in words(guesser.get(f"AAAA-AAAA-{n}"))
    assert phones.TOO_MANY in words(guesser.get(codes[3]))
    assert "Choose one." in words(other.get(codes[3]))


def test_phones_are_told_when_the_vote_has_not_begun_is_over_or_their_card_is_gone(
    book: Book, booth: Booth, carded: str, codes: dict[int, str]
) -> None:
    phone = Phone(Phones(booth))
    cards.strike(book, carded, [4], by="KL", reason="lost")
    until(lambda: 4 in booth.seen.used)
    assert "reported lost" in words(phone.get(codes[4]))
    polls.change_state(book, carded, PollState.CLOSED)
    assert "closed" in words(phone.post("/cast", codes[5], choice="1"))
    until(lambda: booth.seen.state is PollState.CLOSED)
    assert phones.OVER in words(phone.get(codes[5]))
    assert secret_ballots.count(book, carded) == 0


def until(done: Callable[[], bool]) -> None:
    """Wait until a condition holds, ten seconds at most."""
    end = time.monotonic() + 10
    while not done():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_hundred_phones_at_once_are_a_hundred_ballots_and_a_card_sent_twice_is_one(
    book: Book, booth: Booth, carded: str, codes: dict[int, str]
) -> None:
    phone = Phone(Phones(booth))
    sent = [*codes.values(), *list(codes.values())[:20]]
    with ThreadPoolExecutor(40) as pool:
        said = list(pool.map(lambda code: words(phone.post("/cast", code, choice="1")), sent))
    assert sum(phones.THANKS in each for each in said) >= 100
    assert secret_ballots.count(book, carded) == 100
    polls.change_state(book, carded, PollState.CLOSED)
    assert polls.declare(book, carded).scores == {"1": 100, "2": 0}


RANKED = Poll("R", "R?", options=tuple(Option(c, f"Model {c}") for c in "ABC"))
SCORED = Poll("S", "S?", "gradient", RANKED.options, rule="score", scale=(Level(1, "no"), Level(5, "yes")))
APPROVED = Poll("P", "P?", "approve", RANKED.options, rule="approval")
SHARED = Poll("B", "B?", "points", RANKED.options, rule="points", budget=10)


@pytest.mark.parametrize(
    ("poll", "fields", "marks"),
    [
        (RANKED, {"m-A": "2", "m-C": " 1 ", "m-B": ""}, {"A": 2, "C": 1}),
        (RANKED, {"m-A": "first"}, None),
        (RANKED, {"m-A": "-1"}, None),
        (RANKED, {"m-A": "٣"}, None),
        (RANKED, {"m-A": "99999"}, None),
        (SCORED, {"m-A": "5", "m-B": "1"}, {"A": 5, "B": 1}),
        (APPROVED, {"m-A": "1", "m-Z": "1"}, {"A": 1}),
        (SHARED, {"m-A": "7", "m-B": "3"}, {"A": 7, "B": 3}),
        (Poll("C", "C?", "choose", RANKED.options, rule="plurality"), {"choice": "B"}, {"B": 1}),
        (Poll("C", "C?", "choose", RANKED.options, rule="plurality"), {"choice": "X"}, {}),
    ],
)
def test_a_form_is_read_as_a_paper_is(poll: Poll, fields: dict[str, str], marks: dict[str, int] | None) -> None:
    assert ballot_pages.marks_of(poll, fields) == marks
    html = ballot_pages.ask_marks(poll, "CODE", fields)
    assert len(html.encode()) < 8_000
    assert [html.index(f"Model {c}") for c in "ABC"] == sorted(html.index(f"Model {c}") for c in "ABC")


class _Fields(HTMLParser):
    """Find fields that no label names."""

    def __init__(self) -> None:
        super().__init__()
        self.inside, self.bare, self.named, self.scripts = 0, 0, set[str](), 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.inside += tag == "label"
        self.scripts += tag == "script"
        if tag == "label" and held.get("for"):
            self.named.add(str(held["for"]))
        visible = tag in ("input", "select") and held.get("type") != "hidden"
        self.bare += visible and not self.inside and held.get("id") not in self.named

    def handle_endtag(self, tag: str) -> None:
        self.inside -= tag == "label"


@pytest.mark.parametrize("poll", [RANKED, SCORED, APPROVED, SHARED])
def test_every_field_has_a_label_and_no_page_has_a_script(poll: Poll) -> None:
    for html in (ballot_pages.ask_code(poll), ballot_pages.ask_marks(poll, "C", {}, "wrong")):
        fields = _Fields()
        fields.feed(html)
        assert not fields.bare
        assert not fields.scripts


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_reach_no_phone_and_no_card_as_markup(hostile: str) -> None:
    poll = Poll("T", f"{hostile}<b>", options=(Option("A", f"{hostile}<i>"), Option("B", "b")))
    said = [ballot_pages.ask_marks(poll, hostile, {"m-A": hostile}), card_page(poll, {1: "A"}, "http://x", hostile)]
    said.append(ballot_pages.ask_again(poll, hostile, {"m-A": '"><script>'}, {}))
    for html in said:
        assert "<script" not in html
        assert "<b>x" not in html
        assert "\x1b" not in html


def test_cards_say_where_to_go_and_hold_a_code_to_scan(book: Book, carded: str, codes: dict[int, str]) -> None:
    html = card_page(polls.only(book, carded), {1: codes[1], 2: codes[2]}, "http://192.168.8.2:8080", "hall")
    assert html.count("<svg") == 2
    assert codes[1] in words(html)
    assert "Join the Wi-Fi hall." in words(html)
    assert "http://192.168.8.2:8080" in words(html)
