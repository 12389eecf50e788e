"""The driver of the terminal: it survives foreign bytes, a paste without an end, and a key that comes in pieces."""

import os
import re
import selectors
import sys
import time
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable

from textual import constants
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.driver import Driver
from textual.message import Message

PATIENCE = 2.0
"""So many seconds without a letter, and a paste that has begun is taken as it is."""
LONGEST = 1_000_000
"""So many letters a paste may have before it is taken as it is."""
CUT = 1.0
"""So many seconds the rest of a key may be behind its beginning, as over a slow line."""
_ESCAPE = "\x1b"
_BEGUN = re.compile(r"\x1b(\[[\d;?<]*|O)\Z")
_REST = re.compile(r"\[[\d;]*[~A-HP-SZ]|O[A-HMP-S]")


class PatientParser(XTermParser):
    """Read keys and pastes; a paste whose end the terminal swallowed ends after a while, and every key works again.

    Textual's own waits for that end for ever, so that not even Ctrl+Q gets through.
    """

    def __init__(self, debug: bool = False, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(debug)
        self._now = now
        self._tail = ""
        self._pasted: int | None = None
        self._last = 0.0
        self._first = True
        self._recent = ""
        self._alone = False

    def feed(self, data: str) -> Iterable[Message]:
        """Yield what some text from the terminal says."""
        if self._first:
            # What was typed before hep had the terminal has a line feed where Enter was pressed.
            early, escape, rest = data.partition(_ESCAPE)
            data, self._first = early.replace("\n", "\r") + escape + rest, False
        if self._alone and _REST.fullmatch(data) and self._now() - self._last < CUT:
            # The Escape before it was not pressed by anybody: it was the beginning of this key.
            data = _ESCAPE + data
        self._alone = False
        self._watch(data)
        yield from super().feed(data)
        if self._pasted is not None and self._pasted > LONGEST:
            yield from self._end()

    def tick(self) -> Iterable[Message]:
        """Yield what has become clear because nothing more came."""
        if not (_BEGUN.search(self._recent) and self._now() - self._last < CUT):
            for message in super().tick():
                self._alone = self._recent.endswith(_ESCAPE)
                yield message
        if self._pasted is not None and self._now() - self._last >= PATIENCE:
            yield from self._end()

    def _end(self) -> Iterable[Message]:
        return self.feed(BRACKETED_PASTE_END)

    def _watch(self, data: str) -> None:
        """Notice where a paste begins and ends; either sign may be cut in two."""
        self._last = self._now()
        self._recent = (self._recent + data)[-16:]
        seen = self._tail + data
        self._tail = seen[1 - len(BRACKETED_PASTE_END) :]
        begins, ends = seen.rfind(BRACKETED_PASTE_START), seen.rfind(BRACKETED_PASTE_END)
        if ends > begins:
            self._pasted = None
        elif begins >= 0 and self._pasted is None:
            self._pasted = 0
        if self._pasted is not None:
            self._pasted += len(data)


def driver() -> type[Driver] | None:
    """Return the class that drives this terminal; None where the environment names another."""
    return None if constants.DRIVER else _ours()


if sys.platform == "win32":

    def _ours() -> type[Driver]:
        from textual.drivers import win32
        from textual.drivers.windows_driver import WindowsDriver

        # Its thread makes the parser itself, from the name in its own module.
        win32.XTermParser = PatientParser
        return WindowsDriver

else:

    def _ours() -> type[Driver]:
        from textual.drivers.linux_driver import LinuxDriver

        class PosixDriver(LinuxDriver):
            """Read a terminal of any encoding: what is no UTF-8 becomes a sign for that, and not the end."""

            def run_input_thread(self) -> None:
                """Hand on what comes in until the app ends, or the terminal is gone."""
                parser = PatientParser(self._debug)
                decode = getincrementaldecoder("utf-8")(errors="replace").decode
                # Others than select do not work with a terminal everywhere.
                with selectors.SelectSelector() as selector:
                    selector.register(self.fileno, selectors.EVENT_READ)
                    while not self.exit_event.is_set():
                        if selector.select(0.1):
                            data = os.read(self.fileno, 4096)
                            if not data:
                                break
                            # Nothing yet of a letter of several bytes; to the parser that would be the end.
                            if text := decode(data):
                                self._hand_on(parser.feed(text))
                        self._hand_on(parser.tick())

            def _hand_on(self, messages: Iterable[Message]) -> None:
                for message in messages:
                    self.process_message(message)

            def _run_input_thread(self) -> None:
                try:
                    self.run_input_thread()
                # Textual would print the traceback, and with it what was typed.
                except Exception as error:
                    self._app.call_later(self._app._handle_exception, error)

        return PosixDriver
