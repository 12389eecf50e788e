"""A card is one vote, on a phone or on paper, and nothing leads from it to a ballot."""

import itertools
import json
import random
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui import locations
from hep_tui.actions import ballots, cards, polls, secret_polls
from hep_tui.domain import cards as rules
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.polls import Account, Option, Poll, PollState
from hep_tui.domain.rule_words import rule_paragraph
from hep_tui.domain.tiers import Tier
from hep_tui.errors import HepError
from hep_tui.exchange.export import export
from hep_tui.logbook import Book, backup, secret_ballots
from hep_tui.logbook import cards as held
from hep_tui.logbook.laptop_key import load
from hep_tui.logbook.polls import Standing
from hep_tui.logbook.records import record_of
from hep_tui.views import release
from hep_tui.views.minutes_checks import how_checked
from hep_tui.views.polls import poll_view
from hep_tui.views.release import papers
from hep_tui.views.results import peek
from tests.hall.conftest import MOTION
from tests.logbook.tools import raw


def test_a_card_casts_one_ballot_whoever_sends_it_again(book: Book, carded: str) -> None:
    assert cards.cast(book, carded, {7: {"1": 1}, 8: {}}) == {}
    again = cards.cast(book, carded, {7: {"2": 1}, 9: {"1": 1}})
    assert list(again) == [7]
    assert "cast with this card already" in again[7]
    assert secret_ballots.count(book, carded) == 3
    assert held.used(book, carded) == {7: "phone", 8: "phone", 9: "phone"}


def test_a_ballot_that_cannot_be_is_refused_and_keeps_its_card(book: Book, carded: str) -> None:
    refused = cards.cast(book, carded, {1: {"1": 1, "2": 1}, 2: {"9": 1}, 101: {"1": 1}, 3: {"2": 1}})
    assert set(refused) == {1, 2, 101}
    assert held.used(book, carded) == {3: "phone"}


def test_a_card_used_on_a_phone_gets_no_paper_and_one_given_for_paper_casts_nothing(book: Book, carded: str) -> None:
    cards.cast(book, carded, {1: {"1": 1}})
    with pytest.raises(HepError, match="Card 1: A ballot has been cast with this card already"):
        cards.give_paper(book, carded, [2, 1])
    assert 2 not in held.used(book, carded)
    cards.give_paper(book, carded, [2])
    assert "A paper was given" in cards.cast(book, carded, {2: {"1": 1}})[2]
    cards.give_paper(book, carded, [2])
    assert len(book.history(f"{carded}.card.2")) == 1


def test_a_lost_card_is_struck_by_name_and_with_a_reason(book: Book, carded: str) -> None:
    with pytest.raises(HepError, match="by name and with a reason"):
        cards.strike(book, carded, [5], by="KL", reason=" ")
    cards.strike(book, carded, [5], by="KL", reason="left on the bus")
    assert "reported lost" in cards.cast(book, carded, {5: {"1": 1}})[5]
    entry = book.history(f"{carded}.card.5")[-1]
    assert (entry.data["by"], entry.data["reason"], entry.data["used"]) == ("KL", "left on the bus", "struck")
    with pytest.raises(HepError, match="no card 101"):
        cards.strike(book, carded, [101], by="KL", reason="lost")


def test_cards_are_printed_before_a_poll_opens_and_again_the_same(book: Book, carded: str) -> None:
    first = cards.issue(book, carded, 100)
    assert len(set(first.values())) == 100
    assert held.codes(book, carded, 100) == {rules.plain(code): number for number, code in first.items()}
    with pytest.raises(HepError, match="This poll has opened"):
        cards.issue(book, carded, 120)
    hands = polls.create(book, Poll("Hands", method="hands", rule="plurality", options=MOTION))
    with pytest.raises(HepError, match="one voter each"):
        cards.issue(book, hands, 10)
    with pytest.raises(HepError, match="From 1 to"):
        cards.issue(book, hands, 0)


def test_another_laptop_is_told_that_it_does_not_know_the_cards(book: Book, carded: str, tmp_path: Path) -> None:
    book.laptop = load(tmp_path / "another")
    with pytest.raises(HepError, match="printed on another laptop"):
        cards.require_ours(book, carded)
    poll = record_of(book, Poll, carded)
    assert poll is not None
    assert "A card casts one ballot" in rule_paragraph(poll.what)


@given(st.binary(min_size=32, max_size=32), st.integers(1, 2000))
def test_a_code_is_read_however_it_is_typed(key: bytes, number: int) -> None:
    code = rules.code(key, "p", number)
    for typed in (code.lower(), code.replace("-", " "), f"  {code} ", code.replace("O", "0").replace("I", "1")):
        assert rules.plain(typed) == rules.plain(code)
    assert rules.plain(code) != rules.plain(rules.code(key, "q", number))


def test_numbers_of_cards_are_read_and_others_refused() -> None:
    assert rules.read_numbers("17", 100) == [17]
    assert rules.read_numbers("3, 38–40,39", 100) == [3, 38, 39, 40]
    for typed in ("", "0", "101", "x", "3-", "-3", "٣", "5-200"):
        with pytest.raises(HepError, match="is no card of this poll"):
            rules.read_numbers(typed, 100)


def test_sixty_phones_and_thirty_seven_papers_are_one_vote_that_closes_and_takes_a_late_paper(
    book: Book, carded: str
) -> None:
    cards.cast(book, carded, {n: {"1" if n % 4 else "2": 1} for n in range(1, 61)})
    cards.give_paper(book, carded, range(61, 98))
    for number in range(1, 38):
        ballots.cast(book, Ballot(carded, number, marks={"2" if number % 3 else "1": 1}, phase="primary"))
    polls.keep_account(book, Account(carded, printed=40, issued=37, unused=3))
    view = poll_view(book, carded)
    assert view.turnout.n == 97
    assert "sealed in a box" in view.hidden
    polls.change_state(book, carded, PollState.CLOSED)
    view = poll_view(book, carded)
    assert [line.off for line in view.identities] == [0] * 6
    assert "cards 100 = on a phone 60 + for a paper 37 + struck 0 + not used 3" in view.identities[3].text
    declared = polls.declare(book, carded)
    assert (declared.valid, declared.cast) == (97, 97)
    assert declared.scores == {"1": 57, "2": 40}
    assert "60 ballots came by phone" in how_checked(book, poll_view(book, carded))[0]

    polls.reopen(book, carded, reason="a paper was found in the hall")
    with pytest.raises(HepError, match="sealed"):
        cards.cast(book, carded, {99: {"1": 1}})
    cards.give_paper(book, carded, [98])
    ballots.cast(book, Ballot(carded, 38, marks={"1": 1}))
    polls.keep_account(book, Account(carded, printed=40, issued=38, unused=2))
    polls.change_state(book, carded, PollState.CLOSED)
    corrected = polls.declare(book, carded)
    assert corrected.scores == {"1": 58, "2": 40}
    assert "One late paper was added (38)" in corrected.correction


def test_a_box_that_holds_more_than_its_cards_holds_up_declaring(book: Book, carded: str) -> None:
    cards.cast(book, carded, {n: {"1": 1} for n in range(1, 9)})
    with raw(book.path) as conn:
        conn.execute("DELETE FROM card WHERE number = 3")
    polls.change_state(book, carded, PollState.CLOSED)
    with pytest.raises(HepError, match="cards used on a phone 7 = ballots in the box 8   off by 1"):
        polls.declare(book, carded)
    assert polls.declare(book, carded, "one card was torn").cast == 8


def test_what_came_by_phone_is_in_no_list_of_papers(book: Book, carded: str) -> None:
    cards.cast(book, carded, {n: {"1": 1} for n in range(1, 6)})
    cards.give_paper(book, carded, [6])
    ballots.cast(book, Ballot(carded, 1, marks={"1": 1}))
    polls.change_state(book, carded, PollState.CLOSED)
    assert [b.what.number for b in papers(poll_view(book, carded))] == [1]


@pytest.mark.parametrize(("phones", "papers_cast"), [(2, 9), (4, 1), (3, 0), (4, 5)])
def test_no_paper_is_shown_where_the_result_less_the_papers_would_tell_a_few_phones(
    book: Book, tmp_path: Path, carded: str, phones: int, papers_cast: int
) -> None:
    cards.cast(book, carded, {n: {"1": 1} for n in range(1, phones + 1)})
    for number in range(1, papers_cast + 1):
        cards.give_paper(book, carded, [phones + number])
        ballots.cast(book, Ballot(carded, number, marks={"2": 1}))
    polls.change_state(book, carded, PollState.CLOSED)
    view = poll_view(book, carded)
    assert papers(view) == ()
    assert release.refusal(view).startswith("Fewer than 5")
    assert (peek(view, {}) is None) == (phones + papers_cast < 5)
    folder = export(book, tmp_path, tier=Tier.RESTRICTED).path
    assert (folder / "data/ballots.csv").read_text("utf-8").count("\n") == 1


def test_a_secret_poll_takes_phones_and_the_kiosk_into_one_box(book: Book) -> None:
    book.laptop = load(locations.state_dir())
    poll = polls.create(book, Poll("S", "S?", "choose", MOTION, rule="plurality", keep="secret"))
    cards.issue(book, poll, 20)
    polls.change_state(book, poll, PollState.OPEN)
    cards.cast(book, poll, {n: {"1": 1} for n in range(1, 8)})
    cards.give_paper(book, poll, [8])
    secret_polls.cast(book, poll, {"2": 1})
    polls.change_state(book, poll, PollState.CLOSED)
    assert [line.off for line in Standing(book, poll).card_lines] == [0, 0, 0]
    assert polls.declare(book, poll).scores == {"1": 7, "2": 1}


def test_nothing_of_an_open_box_can_be_read_and_its_bytes_tell_no_order_and_no_card(book: Book, tmp_path: Path) -> None:
    """The order in which cards voted is compared with every order in the file: pairs agree by chance alone."""
    book.laptop = load(locations.state_dir())
    options = tuple(Option(str(n), f"Option {n}") for n in range(1, 41))
    poll = polls.create(book, Poll("O", "O?", "choose", options, rule="plurality"))
    cards.issue(book, poll, 40)
    polls.change_state(book, poll, PollState.OPEN)
    order = random.Random(7).sample(range(1, 41), 40)
    copies: list[bytes] = []
    for at, number in enumerate(order):
        # Card n marks option n, so that an order of ballots would be one of cards.
        cards.cast(book, poll, {number: {str(number): 1}})
        if at % 7 == 0:
            backup.keep_up(book, tmp_path / "backups")
            copies += [path.read_bytes() for path in (tmp_path / "backups").rglob("*.hep")]
    open_bytes = book.path.read_bytes()
    assert b'{"7":1}' not in open_bytes
    assert not any(b'{"7":1}' in copy for copy in copies)
    code = rules.code(held.key(book, poll), poll, 7)
    assert code.encode() not in open_bytes
    assert rules.plain(code).encode() not in open_bytes
    polls.change_state(book, poll, PollState.CLOSED)
    data = book.path.read_bytes()
    places = {n: data.find(f'{{"{n}":1}}'.encode()) for n in order}
    assert min(places.values()) > 0
    assert 0.3 < agreeing(order, places) < 0.7
    with raw(book.path) as conn:
        keys = {int(next(iter(json.loads(m)))): key for key, m in conn.execute("SELECT key, marks FROM secret")}
        rows = [row[0] for row in conn.execute("SELECT number FROM card")]
    assert 0.3 < agreeing(order, keys) < 0.7
    assert rows == sorted(order)
    assert not [e for e in book.entries() if e.kind == "card"]


def agreeing(order: list[int], places: Mapping[int, int | str]) -> float:
    """Return how many pairs are in the order of casting, as a share of all; half is chance."""
    ranks = {n: at for at, n in enumerate(sorted(places, key=lambda n: str(places[n]).zfill(40)))}
    pairs = list(itertools.combinations(order, 2))
    return sum(ranks[a] < ranks[b] for a, b in pairs) / len(pairs)


def test_a_copy_of_an_open_box_has_the_cards_of_the_ballots_it_holds(book: Book, carded: str, tmp_path: Path) -> None:
    cards.cast(book, carded, {n: {"1": 1} for n in range(1, 7)})
    backup.backup(book, tmp_path / "b")
    cards.cast(book, carded, {9: {"1": 1}})
    backup.backup(book, tmp_path / "b")
    for path in (tmp_path / "b").glob("while-open-*.hep"):
        with sqlite3.connect(path) as conn:
            cast = conn.execute("SELECT count(*) FROM secret").fetchone()[0]
            assert conn.execute("SELECT count(*) FROM card").fetchone()[0] == cast == 6
        conn.close()


def test_a_struck_card_that_a_crash_left_without_its_entry_gets_it_when_it_is_struck_again(
    book: Book, carded: str
) -> None:
    held.use(book, carded, [4], rules.STRUCK)
    assert not book.heads(f"{carded}.card.4")
    cards.strike(book, carded, [4], by="KL", reason="lost")
    assert book.heads(f"{carded}.card.4")


def test_of_a_closed_poll_no_card_is_used_any_more(book: Book, carded: str) -> None:
    polls.change_state(book, carded, PollState.CLOSED)
    with pytest.raises(HepError, match="no card of it is used any more"):
        cards.give_paper(book, carded, [1])
