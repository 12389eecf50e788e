"""The server of the hall: it listens where it is told, answers briefly, and a neighbour cannot hold it up."""

import socket
import time
from collections.abc import Iterator

import pytest

from hep_tui.errors import HepError
from hep_tui.hall import serving
from hep_tui.hall.serving import Answer, Request, Server


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Return a server that says what it was asked, and has no patience."""
    monkeypatch.setattr(serving, "SECONDS", 0.5)

    def answer(request: Request) -> Answer:
        how = "POST" if request.posted else "GET"
        return Answer(f"{how} {request.path} {sorted(request.fields.items())}")

    with Server("127.0.0.1", 0, answer) as server:
        yield server


def sent(server: Server, *parts: bytes, pause: float = 0.0) -> bytes:
    """Return what comes back for bytes that are sent one part after another."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as sock:
        for part in parts:
            try:
                sock.sendall(part)
            except OSError:
                break
            time.sleep(pause)
        found = b""
        try:
            while more := sock.recv(65_536):
                found += more
        except ConnectionResetError:
            pass
    return found


def test_a_page_and_a_form_are_answered_and_every_connection_ends(server: Server) -> None:
    got = sent(server, b"GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n")
    assert got.endswith(b"GET /a [('b', 'c')]")
    assert b"Connection: close" in got
    assert b"Content-Security-Policy: default-src 'none'" in got
    form = b"POST /a HTTP/1.1\r\nContent-Length: 8\r\n\r\nb=%C3%A9"
    assert sent(server, form).decode().endswith("POST /a [('b', 'é')]")


@pytest.mark.parametrize(
    "bad",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"DELETE / HTTP/1.1\r\n\r\n",
        b"POST / HTTP/1.1\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\n" + b"&" * 4,
        b"POST / HTTP/1.1\r\nContent-Length: 900\r\n\r\n" + b"&".join([b"a=b"] * 225),
        b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 5000 + b"\r\n",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
        b"\x00" * 500,
    ],
)
def test_what_is_no_request_is_refused_and_the_next_one_is_answered(server: Server, bad: bytes) -> None:
    sent(server, bad)
    assert sent(server, b"GET /next HTTP/1.1\r\n\r\n").endswith(b"GET /next []")


def test_whoever_sends_slowly_is_cut_off_and_holds_nobody_up(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as slow:
        slow.sendall(b"POST / HTTP/1.1\r\nContent-Length: 900\r\n\r\n")
        assert sent(server, b"GET /next HTTP/1.1\r\n\r\n").endswith(b"GET /next []")
        slow.settimeout(5)
        began = time.monotonic()
        assert slow.recv(100) == b""
        assert time.monotonic() - began < 3
    assert not sent(server, *[b"G"] * 12, pause=0.1)


def test_one_neighbour_has_only_so_many_connections(monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    monkeypatch.setattr(serving, "_LOOPBACK", ())
    monkeypatch.setattr(serving, "MOST_OF_ONE", 2)
    held = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(2)]
    time.sleep(0.2)
    assert sent(server, b"GET / HTTP/1.1\r\n\r\n") == b""
    for each in held:
        each.close()
    time.sleep(0.2)
    assert sent(server, b"GET / HTTP/1.1\r\n\r\n").endswith(b"GET / []")


def test_an_address_that_is_not_ours_or_a_port_that_is_taken_is_said(server: Server) -> None:
    for address, port in (("192.0.2.1", 0), ("127.0.0.1", server.port), ("no address", 0), ("127.0.0.1", 99_999)):
        with pytest.raises(HepError, match="Nothing listens on"):
            Server(address, port, lambda _: Answer())


def test_nothing_listens_after_the_end() -> None:
    with Server("127.0.0.1", 0, lambda _: Answer("here")) as server:
        port = server.port
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=1)
