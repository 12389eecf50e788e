"""What is printed, and what is said where it cannot be."""

import contextlib
import errno
import io
import os
import sys
from collections.abc import Iterator
from typing import Any, TextIO

from hep_tui.errors import HepError

_CLOSED = "it is closed"


class NotPrinted(HepError):
    """Say that the output of a command could not be written; `left` says that its reader has gone."""

    def __init__(self, error: OSError) -> None:
        why = _CLOSED if error.errno == errno.EBADF else os.strerror(error.errno or errno.EIO)
        super().__init__(f"The output could not be written: {why}.")
        self.left = isinstance(error, BrokenPipeError)


class Output(io.TextIOWrapper):
    """Print in the encoding of a stream whatever letters come, and tell its faults apart from those of other files."""

    def write(self, text: str) -> int:
        """Write, or raise NotPrinted."""
        with _printing():
            return super().write(text)

    def flush(self) -> None:
        """Flush, or raise NotPrinted."""
        with _printing():
            super().flush()


@contextlib.contextmanager
def _printing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotPrinted(error) from error


class _Closed(io.RawIOBase):
    """Stand in for an output that was closed before the program began, for which Python has nothing at all."""

    said = False

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        """Fail once; what is left in buffers would otherwise fail again when the program ends."""
        if not self.said:
            self.said = True
            raise OSError(errno.EBADF, _CLOSED)
        return len(data)


@contextlib.contextmanager
def guarded() -> Iterator[None]:
    """Run a block whose output raises NotPrinted where it cannot be written, then or at its end.

    A stream that somebody has put in the place of the real one is left as it is.
    """
    real = sys.stdout
    if real is not sys.__stdout__:
        yield
        return
    out = _output(real)
    sys.stdout = out
    try:
        yield
        # Now, so that a full disk, or a reader who has left, is noticed here.
        out.flush()
    except NotPrinted:
        _drop(out, real)
        raise
    finally:
        sys.stdout = real
        if real is not None:
            out.detach()


def _output(real: TextIO | None) -> Output:
    if isinstance(real, io.TextIOWrapper):
        return Output(real.buffer, real.encoding, "backslashreplace", line_buffering=real.line_buffering)
    return Output(io.BufferedWriter(_Closed()), "utf-8")


def _drop(out: Output, real: TextIO | None) -> None:
    """Send what is left in the buffer where it cannot fail once more."""
    if real is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), real.fileno())
        out.flush()
