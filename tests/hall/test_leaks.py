"""What each process of the hall gives away before a result is declared: by its socket, its screen and its files."""

import re
import signal
import socket
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hep_tui import locations
from hep_tui.actions import cards, polls
from hep_tui.domain import cards as rules
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.polls import Poll, PollState
from hep_tui.hall import phones
from hep_tui.hall.room_server import RoomPages
from hep_tui.hall.serving import Server
from hep_tui.logbook import Book
from hep_tui.logbook.laptop_key import load
from hep_tui.logbook.records import records
from hep_tui.logbook.room import RoomReader
from hep_tui.tui.room import RoomApp
from tests.hall.conftest import MOTION
from tests.hall.voters import asked, free_port, listening

BUDGET = 9_973
MARKS = (4_311, 4_437, 4_521, 4_601, 4_871)
"""What five people give the first option, so that no other figure reads like one of theirs."""
CARDS = 9
_FIGURES = [figure for mark in MARKS for figure in (mark, BUDGET - mark)] + [sum(MARKS), sum(MARKS) // len(MARKS)]
HIDDEN = re.compile(rf"\b({'|'.join(map(str, _FIGURES))})\b")
PATHS = ("/", "/words", "/change", "/cast", "/now", "/desk", "/review.hep", "/../review.hep")
UNDECLARED = (PollState.OPEN, PollState.CLOSED, PollState.CHECKED)


@pytest.fixture
def shared_out(book: Book) -> str:
    """Return an open vote of points with nine cards, before anybody has cast."""
    book.laptop = load(locations.state_dir())
    meeting = records(book, Meeting)[0].id
    id = polls.create(book, Poll("Hush", "Share out", "points", MOTION, meeting, rule="points", budget=BUDGET))
    cards.issue(book, id, CARDS)
    polls.change_state(book, id, PollState.OPEN)
    return id


@pytest.fixture
def voted(book: Book, shared_out: str) -> str:
    """Return the vote of points after five have cast."""
    cards.cast(book, shared_out, {n: {"1": mark, "2": BUDGET - mark} for n, mark in enumerate(MARKS, 1)})
    return shared_out


def _told(raw: bytes | str, *more: str) -> list[str]:
    """Return what of the votes, and of what else is hidden, stands in what was given away."""
    said = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw
    return HIDDEN.findall(said) + [word for word in more if word in said]


def _raw(port: int, path: str) -> str:
    with socket.create_connection(("127.0.0.1", port), timeout=15) as sock:
        sock.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        found = b""
        while more := sock.recv(65_536):
            found += more
    return found.decode("utf-8", "replace")


def _stages(book: Book, poll: str) -> Iterator[PollState]:
    """Yield each stage before a result is declared, the poll brought to it."""
    for state in UNDECLARED:
        if state is not PollState.OPEN:
            polls.change_state(book, poll, state)
        yield state


def test_phones_are_told_nothing_of_other_ballots_and_neither_log_nor_files_hold_a_mark_or_a_code(
    book: Book, shared_out: str, tmp_path: Path
) -> None:
    codes, port = cards.issue(book, shared_out, CARDS), free_port()
    forms = [{"m-1": str(mark), "m-2": str(BUDGET - mark)} for mark in MARKS]
    hidden = [each for code in codes.values() for each in (code, rules.plain(code))]
    with listening(book.path, shared_out, port) as hall:
        for code, form in zip(codes.values(), forms, strict=False):
            assert "in the box" in asked(port, "/cast", c=code, **form)
        files = [file for file in tmp_path.rglob("*") if file.is_file()]
        assert book.path in files
        for file in files:
            assert _told(file.read_bytes(), *hidden) == [], file
        for state in _stages(book, shared_out):
            for code in ("", codes[1], codes[CARDS]):
                others = [each for each in hidden if rules.plain(each) != rules.plain(code)]
                for path in PATHS:
                    said = [_raw(port, f"{path}?c={code}")]
                    # A card that has not cast would cast a blank ballot there.
                    said += [asked(port, path, c=code)] if path != "/cast" or state is not PollState.OPEN else []
                    for page in said:
                        assert page.startswith("HTTP/1.")
                        assert _told(page, *others, phones.TOO_MANY) == [], (state, path)
        assert _told("".join(_raw(port, f"/?c=AAAA-AAAA-{n}") for n in range(12)), *hidden) == []
        assert _told(book.path.read_bytes()), "the box of a closed poll is open, and its bytes can be found"
        hall.send_signal(signal.SIGINT)
        assert hall.stdout is not None
        log = hall.stdout.read()
    assert _told(log, *hidden, "127.0.0.1 -") == []


def test_the_server_of_the_wall_answers_no_request_with_a_vote_before_it_is_declared(book: Book, voted: str) -> None:
    with closing(RoomReader(book.path)) as reader:
        pages = RoomPages(reader, lambda: datetime(2021, 6, 16, 15, tzinfo=UTC))
        with Server("127.0.0.1", 0, pages.answer) as server:
            for state in _stages(book, voted):
                for act in ("show here", f"show {voted}", "next", "step 1", "show now"):
                    assert "303" in asked(server.port, "/act", act=act, key=pages.key)
                    for path in (*PATHS, f"/{voted}", "/now?step=1"):
                        assert _told(_raw(server.port, path)) == [], (state, act, path)
            polls.declare(book, voted)
            pages.choice = pages.choice.moved("step 1", 9)
            assert str(sum(MARKS)) in pages.slide()


async def test_the_terminal_of_the_room_draws_no_vote_before_it_is_declared(book: Book, voted: str) -> None:
    with closing(RoomReader(book.path)) as reader:
        app = RoomApp(reader, ticking=False)
        async with app.run_test(size=(160, 45)) as pilot:
            for state in _stages(book, voted):
                app.look()
                for key in ("space", "right", "pagedown", "left", "c", "c"):
                    await pilot.press(key)
                    await pilot.pause()
                    assert _told(app.export_screenshot(simplify=True)) == [], (state, key)
            polls.declare(book, voted)
            app.look()
            await pilot.press("space")
            await pilot.pause()
            assert str(sum(MARKS)) in app.export_screenshot(simplify=True)
