"""Ctrl+C ends a command in one line, also where Python or SQLite makes an error of another name of it."""

import _thread
import signal
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_pressed = False


def listen() -> None:
    """Raise KeyboardInterrupt at Ctrl+C from here on, and remember that it was pressed."""
    sys.unraisablehook = _unraisable
    signal.signal(signal.SIGINT, _press)


def ignore() -> None:
    """Hear Ctrl+C no more: all that is left is to end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def pressed() -> bool:
    """Say whether Ctrl+C was pressed."""
    return _pressed


def _press(_number: int, _frame: object) -> None:
    global _pressed
    _pressed = True
    raise KeyboardInterrupt


def _unraisable(found: "UnraisableHookArgs") -> None:
    """Press again a moment later where Python was putting something away, which no error can stop."""
    if isinstance(found.exc_value, KeyboardInterrupt):
        _thread.start_new_thread(_press_again, (_thread.get_ident(),))
    else:
        sys.__unraisablehook__(found)


def _press_again(thread: int) -> None:
    time.sleep(0.02)
    if sys.platform == "win32":
        signal.raise_signal(signal.SIGINT)
    else:
        # Unlike the other, this wakes a thread that waits.
        signal.pthread_kill(thread, signal.SIGINT)
