"""What a terminal may send that is not a key."""

import os
import pty
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END as END
from textual._xterm_parser import BRACKETED_PASTE_START as START
from textual.message import Message

from hep_tui.tui import driver
from hep_tui.tui.driver import PATIENCE, PatientParser


class Clock:
    """Give the time that a test says it is."""

    at = 0.0

    def __call__(self) -> float:
        return self.at


def said(messages: list[Message]) -> list[str]:
    """Return keys by their names and pastes by their words."""
    return [m.text if isinstance(m, events.Paste) else str(getattr(m, "key", m)) for m in messages]


def after(parser: PatientParser, clock: Clock, seconds: float) -> list[str]:
    clock.at += seconds
    return said(list(parser.tick()))


def test_enter_typed_before_hep_had_the_terminal_is_enter() -> None:
    parser = PatientParser()
    assert said([*parser.feed("a\n")]) == ["a", "enter"]
    assert said([*parser.feed("\n")]) == ["ctrl+j"]


def waited(parser: PatientParser, clock: Clock, seconds: float) -> list[str]:
    """Return what is given up on after some seconds, which for Textual are enough."""
    if parser._timeout_time is not None:
        parser._timeout_time = 0.0
    return after(parser, clock, seconds)


@pytest.mark.parametrize(("key", "name"), [("\x1b[17~", "f6"), ("\x1bOR", "f3"), ("\x1b[17;2~", "shift+f6")])
def test_a_key_that_comes_in_pieces_is_that_key_and_no_letters(key: str, name: str) -> None:
    for cut in range(2, len(key)):
        parser = PatientParser(now=(clock := Clock()))
        assert said([*parser.feed("a"), *parser.feed(key[:cut])]) == ["a"]
        assert waited(parser, clock, 0.4) == []
        assert said([*parser.feed(key[cut:])]) == [name]
        assert said([*parser.feed("b")]) == ["b"]


def test_of_a_key_that_is_cut_behind_its_escape_the_rest_types_nothing() -> None:
    parser = PatientParser(now=(clock := Clock()))
    assert said([*parser.feed("\x1b")]) == []
    assert waited(parser, clock, 0.4) == ["escape"]
    assert said([*parser.feed("[17~")]) == ["f6"]
    assert said([*parser.feed("\x1b")]) == []
    assert waited(parser, clock, 0.4) == ["escape"]
    clock.at += driver.CUT
    assert said([*parser.feed("[17~")]) == ["left_square_bracket", "1", "7", "tilde"]


def test_a_paste_that_ends_is_one_paste() -> None:
    parser = PatientParser(now=Clock())
    assert said([*parser.feed(f"a{START}one\ntwo{END}b")]) == ["a", "one\ntwo", "b"]


@pytest.mark.parametrize("cut", range(1, len(START)))
def test_a_paste_without_an_end_ends_by_itself_and_keys_are_keys_again(cut: int) -> None:
    parser, clock = PatientParser(now=(clock := Clock())), clock
    assert said([*parser.feed(START[:cut]), *parser.feed(f"{START[cut:]}half a th")]) == []
    assert after(parser, clock, PATIENCE / 2) == []
    assert said([*parser.feed("ought")]) == []
    assert after(parser, clock, PATIENCE / 2) == []
    assert after(parser, clock, PATIENCE) == ["half a thought"]
    assert said([*parser.feed("x")]) == ["x"]
    assert after(parser, clock, 10 * PATIENCE) == []


def test_a_paste_whose_end_is_cut_in_two_has_ended() -> None:
    parser, clock = PatientParser(now=(clock := Clock())), clock
    assert said([*parser.feed(f"{START}one{END[:3]}"), *parser.feed(END[3:]), *parser.feed("x")]) == ["one", "x"]
    assert after(parser, clock, PATIENCE) == []


def test_an_endless_paste_is_taken_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "LONGEST", 50)
    parser = PatientParser(now=Clock())
    heard = [m for _ in range(10) for m in parser.feed("0123456789" if _ else START)]
    assert said(heard)[0].startswith("0123456789012345678901234567890123456789")


@contextmanager
def terminal() -> Iterator[tuple[int, list[Message]]]:
    """Lend the far end of a terminal, and what the driver reads at the near one."""
    if os.name == "nt":
        pytest.skip("Windows hands over letters, not bytes")
    ours = driver.driver()
    assert ours is not None
    far, near = pty.openpty()
    os.set_blocking(near, False)
    reading: Any = object.__new__(ours)
    heard: list[Message] = []
    reading.fileno, reading._debug, reading.exit_event = near, False, threading.Event()
    reading.process_message = heard.append
    import tty

    tty.setraw(near)
    thread = threading.Thread(target=reading.run_input_thread)
    thread.start()
    try:
        yield far, heard
    finally:
        reading.exit_event.set()
        thread.join()
        os.close(near)
        os.close(far)


def test_bytes_that_are_no_utf_8_become_a_sign_for_that_and_the_keys_after_them_work() -> None:
    with terminal() as (far, heard):
        for part in (b"caf\xe9x", b"\xff\xfe", "ø".encode()[:1], "ø".encode()[1:], b"y"):
            os.write(far, part)
            time.sleep(0.02)
        for _ in range(100):
            if len(heard) >= 9:
                break
            time.sleep(0.02)
    assert "".join(getattr(m, "character", "") or "" for m in heard) == "caf\ufffdx\ufffd\ufffdøy"


def test_another_driver_that_the_environment_names_is_left_to_textual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver.constants, "DRIVER", "somewhere:Else")
    assert driver.driver() is None
