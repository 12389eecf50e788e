"""Ctrl+C ends a command in one line, also where Python or SQLite makes an error of another name of it."""

import signal

_pressed = False


def listen() -> None:
    """Raise KeyboardInterrupt at Ctrl+C from here on, and remember that it was pressed."""
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
