"""The one place where hep listens: a small server with hard limits, which keeps no log.

The standard library's server is enough: pages are small, requests are few, and every connection ends with its answer,
so that none is reset while somebody thinks. A request has so many bytes and so many seconds in all; what a slow or a
loud neighbour sends costs one of a few connections for a moment.
"""

import contextlib
import io
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from hep_tui.errors import HepError

MOST_BYTES = 16_384
"""So many bytes a request may have, with its headers."""
SECONDS = 10.0
"""So long a request may take to arrive, and its answer to leave."""
MOST_CONNECTIONS = 256
MOST_OF_ONE = 12
"""So many connections one address may have at a time; this laptop itself may have all."""
_LOOPBACK = ("127.0.0.1", "::1")


@dataclass(frozen=True)
class Request:
    """Hold what was asked: the path, the fields of the query or of a form that was sent, who asks, the headers."""

    path: str
    posted: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """Hold what is answered: a page, or with `location` where to look instead."""

    html: str = ""
    status: int = 200
    policy: str = "default-src 'none'; style-src 'unsafe-inline'"
    location: str = ""


Answers = Callable[[Request], Answer]


class Server(ThreadingHTTPServer):
    """Listen on one address until it is closed, and answer with a function; at most so many at a time are heard."""

    daemon_threads = True
    request_queue_size = 512

    def __init__(self, address: str, port: int, answers: Answers) -> None:
        self.answers = answers
        self._held: Counter[str] = Counter()
        self._guard = threading.Lock()
        if ":" in address:
            self.address_family = socket.AF_INET6
        try:
            super().__init__((address, port), _Handler)
        except (OSError, OverflowError) as error:
            raise HepError(
                f"Nothing listens on {address} port {port} ({error}); nothing was changed, choose an address of this "
                "laptop, or another port with --port."
            ) from None

    @property
    def port(self) -> int:
        """Return the port it listens on."""
        return int(self.server_address[1])

    def __enter__(self) -> "Server":
        threading.Thread(target=self.serve_forever, args=(0.1,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shutdown()
        self.server_close()

    def server_bind(self) -> None:
        """Bind, without asking the network for a name of this address."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()

    def verify_request(self, request: Any, client_address: Any) -> bool:
        """Say whether there is room for one more connection, and for one more of this address."""
        address = str(client_address[0])
        with self._guard:
            full = self._held.total() >= MOST_CONNECTIONS
            many = self._held[address] >= MOST_OF_ONE and address not in _LOOPBACK
            if full or many:
                return False
            self._held[address] += 1
        return True

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer one connection, and give its place back."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._guard:
                self._held[str(client_address[0])] -= 1
                self._held += Counter()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet about whoever hangs up."""


class _Arriving(io.RawIOBase):
    """Read what arrives on a socket: so many bytes and so many seconds in all, then no more."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock, self._until, self._left = sock, time.monotonic() + SECONDS, MOST_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        seconds = self._until - time.monotonic()
        if seconds <= 0 or self._left <= 0:
            raise TimeoutError
        self._sock.settimeout(seconds)
        got = self._sock.recv_into(memoryview(buffer)[: self._left])
        self._left -= got
        return got


class _Handler(BaseHTTPRequestHandler):
    server: Server
    server_version = "hep"
    sys_version = ""

    def setup(self) -> None:
        super().setup()
        self.rfile = io.BufferedReader(_Arriving(self.connection))

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self._answer(parts.path, parts.query, posted=False)

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdecimal() and int(length[:9]) <= MOST_BYTES):
            self._send(Answer("This was not understood.", 400))
            return
        body = self.rfile.read(int(length))
        if len(body) == int(length):
            self._answer(urlsplit(self.path).path, body.decode("utf-8", "replace"), posted=True)

    def _answer(self, path: str, fields: str, *, posted: bool) -> None:
        try:
            held = dict(parse_qsl(fields, keep_blank_values=True, max_num_fields=200))
        except ValueError:
            self._send(Answer("This was not understood.", 400))
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        self._send(self.server.answers(Request(path, posted, held, str(self.client_address[0]), headers)))

    def _send(self, answer: Answer) -> None:
        body = answer.html.encode("utf-8", "replace")
        self.connection.settimeout(SECONDS)
        self.send_response(answer.status)
        headers = {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(body)),
            "Content-Security-Policy": answer.policy,
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Connection": "close",
        }
        headers |= {"Location": answer.location} if answer.location else {}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep no log: a time beside an address is a way from a voter to a ballot."""


def addresses() -> list[str]:
    """Return the addresses of this laptop in networks that others reach; nothing is sent to find them."""
    found: set[str] = set()
    with contextlib.suppress(OSError):
        found |= {str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        # An address for documentation: connecting such a socket only chooses the network that would be used.
        probe.connect(("192.0.2.1", 9))
        found.add(str(probe.getsockname()[0]))
    return sorted(address for address in found if not address.startswith("127."))
