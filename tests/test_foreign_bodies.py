"""What another program wrote may hold anything: nothing fails over it, and nothing that is whole is lost by it."""

import random
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from hep_tui import cli
from hep_tui.actions import polls
from hep_tui.actions.record import draft
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.polls import Account, Poll
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Draft
from hep_tui.logbook.connect import without_syncs
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import KINDS, records, unreadable
from hep_tui.views.home import home
from tests.conftest import sample
from tests.everything import everything
from tests.foreign import odd
from tests.tui.scenes import NOW

FEW = 6


def spoilt(path: Path, kind: str, most: int | None = FEW) -> Book:
    """Return the demo with odd entries of one kind: all of them, or a few that repeat."""
    path.write_bytes(sample())
    book = open_book(path, who="JB")
    without_syncs(book.conn)
    together: dict[str, list[Draft]] = {}
    for each in odd(book, kind):
        together.setdefault(each.subject.removeprefix("theme.").partition(".")[0], []).append(each)
    kept = list(together) if most is None else [*random.Random(kind).sample(list(together), most), f"{kind}-whole"]
    book.append_all([each for name in dict.fromkeys(kept) for each in together[name]])
    return book


@pytest.mark.parametrize("kind", KINDS.values())
def test_no_view_and_no_page_fails_over_an_odd_entry(kind: str, tmp_path: Path) -> None:
    look_at_all(spoilt(tmp_path / "odd.hep", kind), kind)


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS.values())
def test_no_view_and_no_page_fails_over_any_odd_entry(kind: str, tmp_path: Path) -> None:
    look_at_all(spoilt(tmp_path / "odd.hep", kind, None), kind)


def look_at_all(book: Book, kind: str) -> None:
    """Look at everything, find what was whole, and have the rest named."""
    seen = everything(book, NOW)
    cls = next(cls for cls, name in KINDS.items() if name == kind)
    assert any(f"{kind}-whole" in each.id for each in records(book, cls))
    wrong = unreadable(book)
    assert wrong.keys() == {kind}
    assert any(f"{wrong[kind]} entries of kind {kind} that do not hold" in need for need in home(book, NOW).needs)
    pages = [page for name, said in seen.items() if name.startswith("pa") for page in _flat(said)]
    assert not any("<bold" in page or "\x1b" in page or "\u202e" in page for page in pages)
    book.close()


def _flat(said: object) -> list[str]:
    return [said] if isinstance(said, str) else [each for each in said if isinstance(each, str)]  # type: ignore[attr-defined]


def commands(book: Book) -> Iterator[list[str]]:
    """Yield every command that reads a review, of the last meeting and the last poll too."""
    file, meeting, poll = str(book.path), records(book, Meeting)[-1].id, records(book, Poll)[-1].id
    for what in ("notes", "meetings", "polls", "ballots", "models", "framework", "conflicts", "coverage"):
        yield ["show", file, what]
    for words in (["doctor"], ["verify"], ["themes"], ["actions"], ["meetings"], ["register"], ["summary"]):
        yield [*words, file]
    yield ["meetings", file, "agenda", meeting]
    yield ["register", file, "list", "--meeting", meeting]
    for what in ("show", "count"):
        yield ["poll", file, what, poll]
    yield ["ballots", file, "check", poll]
    yield ["paper", file, poll, "-o", str(book.path.parent / "paper")]
    yield ["export", file, "-o", str(book.path.parent / "out")]


@pytest.mark.long
def test_no_command_fails_over_odd_entries_or_lets_their_controls_through(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = spoilt(tmp_path / "odd.hep", "note")
    for kind in KINDS.values():
        drafts = list(odd(book, kind))
        book.append_all(random.Random(kind).sample(drafts, 6) + drafts[-1:])
    asked = list(commands(book))
    book.close()
    for words in asked:
        assert cli.main(words) in (0, 1, 2), words
        said = "".join(capsys.readouterr())
        assert not {c for c in said if (unicodedata.category(c) == "Cc" and c not in "\n\r\t") or c == "\u202e"}, words


@pytest.mark.parametrize("kind", ["account", "batch"])
def test_a_number_without_end_neither_takes_the_memory_nor_hangs(kind: str, book: Book) -> None:
    poll = records(book, Poll)[0].id
    body = {"poll": poll, "teller": "JB", "papers": 2**53, "first": 1, "printed": 2**53, "issued": 2**53}
    book.append(kind, f"{poll}.account" if kind == "account" else "pile", body)
    everything(book, NOW)
    assert unreadable(book) == {kind: 1}


def test_what_could_not_be_read_again_is_not_stored(book: Book) -> None:
    poll = records(book, Poll)[0].id
    before = book.count()
    for refused in (Account(poll, issued=100_000), Ballot(poll, -1), Ballot(poll, 1, people=10**6)):
        with pytest.raises(HepError, match="larger than any there is to count"):
            draft("x", refused)
    with pytest.raises(HepError):
        polls.keep_account(book, Account(poll, printed=2**60))
    assert book.count() == before


def test_a_declaration_that_is_none_of_heps_is_left_out_and_named(book: Book) -> None:
    poll = records(book, Poll)[0].id
    book.append("declare", f"{poll}.declared", {"poll": poll, "sentence": "A", "record_code": "A", "entries": 7})
    seen = everything(book, NOW)
    assert seen[f"poll {poll}"][0].declared is None
    assert unreadable(book) == {"declare": 1}


def test_hands_for_a_poll_without_options_are_counted_as_nothing(book: Book) -> None:
    book.append("poll", "bare", {"title": "bare", "method": "hands"})
    book.append("count", "bare.hands", {"poll": "bare", "present": 9})
    book.append("state", "bare.state", {"poll": "bare", "state": "declared"})
    book.append("declare", "bare.declared", {"poll": "bare", "sentence": "A", "record_code": "A"})
    everything(book, NOW)
