"""Print what the measurements found as one table, when the last of them is done."""

import compileall
from pathlib import Path

import pytest

import hep_tui
from tests.bench.rows import HEAD, Rows

_ROWS = Rows()


@pytest.fixture(autouse=True, scope="session")
def compiled() -> None:
    """Have the program compiled, as whoever installed it has, also where Python was told to keep nothing compiled."""
    compileall.compile_dir(Path(hep_tui.__file__).parent, quiet=1)


@pytest.fixture
def rows() -> Rows:
    """Return the table that a measurement adds its rows to."""
    return _ROWS


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table."""
    if _ROWS.found:
        terminalreporter.section(
            "CPU seconds and most memory of a process of its own; seconds by the clock where it says so"
        )
        terminalreporter.line(HEAD)
        for row in _ROWS.found:
            for line in row.lines:
                terminalreporter.line(line)
