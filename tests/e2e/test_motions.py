"""A motion in the real program: it fails, is level after a correction, and is carried by the chair."""

import time
from pathlib import Path

import pytest

from hep_tui.cli import main
from tests.e2e.conftest import Open
from tests.e2e.terminal import Terminal

MOTION = (
    "--preset", "other", "--method", "choose", "--rule", "plurality", "--title", "Pay together",
    "--question", "Shall all schools pay for it?", "--options", "For;Against", "--threshold", "more than half",
    "--default", "schools pay for what they use",
)  # fmt: skip


def key(screen: Terminal, keys: str, shows: str) -> str:
    """Type at full speed, wait for what comes of it, and return it with single spaces."""
    screen.burst(keys)
    return " ".join(screen.until(lambda seen: shows in " ".join(seen.split())).split())


def back(screen: Terminal) -> None:
    screen.keys("Escape")
    screen.until(lambda seen: "Ctrl+Z undo" in seen and "THE ROOM WILL SEE" not in seen)


@pytest.mark.long
def test_a_motion_fails_is_level_after_a_correction_and_is_carried_by_the_chair(terminal: Open, tmp_path: Path) -> None:
    file = tmp_path / "motion.hep"
    assert main(["new", "--pack", "hillingdon-2021", str(file)]) == 0
    assert main(["poll", str(file), "new", *MOTION]) == 0
    screen = terminal("open", str(file), HEP_WHO="JB")
    screen.until("MEETINGS")
    screen.keys(*["Down"] * 10, "Enter")
    screen.until("o open poll")
    key(screen, "o", "Open the poll all the same?")
    key(screen, "\n", "The poll is open")
    key(screen, "k", "BALLOT 001 new")
    key(screen, "pAB 15\n", "Batch of AB, 15 papers")
    key(screen, "1\n" * 5 + "2\n" * 10, "keyed 15 = valid 15")
    key(screen, "p", "Batch closed: keyed 15 of 15")
    back(screen)
    key(screen, "c", "The poll is closed")
    assert "NOT CARRIED. What stands: schools pay for what they use. For 5, Against 10;" in key(
        screen, "d", "ROOM WILL"
    )
    key(screen, "\n", "Declared. Read out the record code")
    room = terminal("room", str(file))
    room.until("For 5, Against")
    screen.keys("Enter")
    key(screen, "o", "Why is the poll opened again?")
    key(screen, "a paper lay under a chair\n", "The poll is open")
    room.until("Opened again, because: a paper lay under a chair.")
    key(screen, "k", "BALLOT 016 new")
    for number in (14, 15):
        key(screen, f"n{number}\n", f"BALLOT {number:03} ALREADY KEYED")
        key(screen, "e", "CORRECTING")
        key(screen, "1\n", "Why is the paper corrected?")
        key(screen, "misread\n", f"ballot {number:03} stored: For")
    key(screen, "n16\n", "BALLOT 016 new")
    key(screen, "1\n", "ballot 016 stored: For")
    back(screen)
    key(screen, "c", "The poll is closed")
    read_again(screen)
    corrected = "One late paper was added (16) and two papers were corrected (14 and 15)"
    key(screen, "d", f"FOR YOU TO READ OUT {corrected}; it is still NOT CARRIED.")
    back(screen)
    key(screen, "g", "For which option is the casting vote?")
    key(screen, "For\n", "Who is in the chair?")
    key(screen, "Jo Bell\n", "Why?")
    key(screen, "the budget is due\n", "The casting vote of Jo Bell is kept")
    key(screen, "d", "CARRIED, by the casting vote of the chair. For 8, Against 8;")
    key(screen, "\n", "Declared. Read out the record code")
    room.until("CARRIED, by the casting vote of the chair.")
    room.until("Declared before: NOT CARRIED.")


def read_again(screen: Terminal) -> None:
    """Read every paper a second time: the name that keyed them is refused, another one is not."""
    key(screen, "2", "Initials of whoever reads the papers the second time.")
    key(screen, "AB\n", "AB reads.")
    key(screen, "1\n", "a second reading by the same person proves nothing")
    # What is typed on behind a refusal goes nowhere.
    time.sleep(1.5)
    key(screen, "i", "Initials of whoever reads")
    key(screen, "KL\n", "KL reads.")
    key(screen, "\n", "ballot 001: both read the same")
    key(screen, "1\n" * 4 + "2\n" * 8 + "1\n" * 3, "all 16 read twice, none keyed wrongly.")
    back(screen)
