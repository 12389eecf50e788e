"""A clock that nobody sets."""

import time


def steady() -> float:
    """Return seconds on a clock that nobody sets, which goes on while the laptop sleeps where the system has one."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)
