"""A hall of its own process, and voters who cast over its socket."""

import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from hep_tui.hall.phones import THANKS
from tests.conftest import ROOT


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@contextmanager
def listening(path: Path, poll: str, port: int) -> Iterator[subprocess.Popen[str]]:
    """Run `hep hall` on a poll of a file until the block ends; then it is killed, if it is alive still."""
    command = [sys.executable, "-m", "hep_tui", "hall", str(path), poll, "--address", "127.0.0.1", "--port", str(port)]
    hall = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT, env=os.environ.copy()
    )
    try:
        assert hall.stdout is not None
        while "It listens there" not in (line := hall.stdout.readline()):
            assert line, "it ended before it listened"
        yield hall
    finally:
        hall.kill()
        hall.communicate()


def asked(port: int, path: str, **fields: str) -> str:
    """Send a form and return the page that comes back; empty where nothing did."""
    body = urlencode(fields).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    found = b""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=15) as sock:
            sock.sendall(head + body)
            while more := sock.recv(65_536):
                found += more
    except OSError:
        return ""
    return found.decode("utf-8", "replace")


def cast(port: int, code: str, choice: str) -> tuple[bool, float]:
    """Cast a ballot; return whether it was acknowledged, and after how many seconds."""
    began = time.perf_counter()
    return THANKS in asked(port, "/cast", c=code, choice=choice), time.perf_counter() - began


def moments(many: int, seconds: float) -> list[float]:
    """Return when so many voters come, at random within so many seconds."""
    dice = random.Random(many)
    return sorted(dice.uniform(0, seconds) for _ in range(many))
