"""The conference played through: register, vote, second keying, account, declaration, ratification, correction."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from hep_tui.cli import main
from hep_tui.domain.readings import Reading
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records
from hep_tui.tui.screens.differing import DifferingScreen
from hep_tui.views.polls import PollView, polls
from tests.conftest import ROOT
from tests.e2e.conference import Papers, papers, sign_up_list
from tests.e2e.conftest import Open
from tests.e2e.terminal import Terminal

TITLE = "The vote of the conference"
SENTENCE = "Schools-owned charity leads"


@dataclass
class Play:
    """Hold the review, the screen beside the facilitator, the room's screen, and the papers on the table."""

    terminal: Open
    file: Path
    papers: Papers
    screen: Terminal
    room: Terminal | None = None

    @property
    def n(self) -> int:
        """Return how many papers were given out."""
        return len(self.papers.held) + len(self.papers.late)

    def view(self, title: str = TITLE) -> PollView:
        """Return a poll as the record has it."""
        book = open_book(self.file)
        found = next(v for v in polls(book) if v.poll.title == title)
        book.close()
        return found

    def key(self, keys: str, shows: str) -> str:
        """Type at full speed, and wait for what comes of it."""
        self.screen.burst(keys)
        return self.screen.until(shows)

    def press(self, key: str, shows: str) -> str:
        """Press a named key, and wait for what comes of it."""
        self.screen.keys(key)
        return self.screen.until(shows)

    def sits_down(self, who: str) -> None:
        """Let another person take the keyboard, at the poll."""
        self.press("F10", "Leave hep?")
        self.screen.keys("Enter")
        self.screen = self.terminal("open", str(self.file), HEP_WHO=who)
        self.screen.until("MEETINGS")
        self.screen.keys(*["Down"] * 10, "Enter")
        self.screen.until(TITLE)


@pytest.mark.parametrize("n", [14, pytest.param(97, marks=pytest.mark.long)])
def test_the_conference(n: int, terminal: Open, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "conference.hep"
    assert main(["new", "--pack", "hillingdon-2021", str(file)]) == 0
    play = Play(terminal, file, papers(n), terminal("open", str(file), HEP_WHO="JB"))
    names = sign_up_list(tmp_path / "list.csv", n)
    assert main(["register", str(file), "import", str(tmp_path / "list.csv"), "--meeting", "Conference"]) == 0
    arrives(play, names)
    sets_up(play)
    keys_once(play)
    keys_again(play)
    accounts_and_declares(play)
    ratifies(play)
    corrects(play)
    is_proved(play, tmp_path, capsys)


def arrives(play: Play, names: list[str]) -> None:
    """Start the meeting, and let everybody on the list in through the register."""
    play.screen.until("MEETINGS")
    play.screen.keys("Down", "Enter")
    play.screen.until("F6 starts")
    play.press("F6", "of ")
    play.press("C-r", f"0 present, 0 of {play.n} invited")
    play.screen.burst("".join(f"{name}\n" for name in names))
    play.screen.until(f"{play.n} present", 60)
    play.screen.keys("Escape")
    play.screen.until("NEXT")


def sets_up(play: Play) -> None:
    """Set the vote up, read its rule, and open it; the room sees it."""
    play.press("Escape", "leads home")
    play.press("Escape", "MEETINGS")
    play.key("v", "WHAT KIND OF POLL?")
    play.screen.type("21")
    play.press("C-u", "in your own words")
    play.key(f"{TITLE}\n", TITLE)
    seen = play.press("Enter", "o open poll")
    assert "A  Strengthened LA-led strategic board" in seen
    assert "Z  No change" in seen
    play.key("o", "The poll is open")
    play.room = play.terminal("room", str(play.file), size=(100, 30))
    play.room.until("ballots in  0 of ")


def keys_once(play: Play) -> None:
    """Key every paper that came in time, some of them wrongly, then decide the two that were parked."""
    assert play.room
    play.key("k", "BALLOT 001   new")
    play.screen.burst(play.papers.first)
    play.screen.until(lambda seen: nothing_is_told(play) and f"BALLOT {play.n - 1:03}" in seen, 60)
    there = [paper for paper in play.papers.held if paper.status != "spoilt"]
    play.room.until(f"ballots in  {len(there)} of 102 schools")
    play.press("Escape", "Who votes")
    play.key("j", f"BALLOT {play.papers.queries[0]:03}   parked")
    keys = play.papers.held[play.papers.queries[0] - 1].keys
    play.press("Enter", "PARKED: two first places")
    play.key(f"{keys}\n", "Why does it count so?")
    play.key("the mark is clear\n", "stored")
    play.press("Escape", "1 to decide")
    play.key("rno first place can be told\n", "No paper waits")
    play.press("Escape", "Who votes")
    play.key("c", "The poll is closed")
    play.press("Escape", "MEETINGS")


def keys_again(play: Play) -> None:
    """Key all of them a second time, by somebody else, and look at the papers that were read in two ways."""
    play.sits_down("KL")
    play.key("2", "BALLOT 001   to be read")
    runs = play.papers.second()
    for run, (number, chosen) in zip(runs, zip(play.papers.misread, "22r2", strict=True), strict=False):
        play.screen.burst(run)
        play.screen.until(lambda seen, n=number: f"BALLOT {n:03}   THE TWO READINGS DIFFER" in seen, 60)
        time.sleep(DifferingScreen.PAUSE + 0.1)
        if chosen == "r":
            play.key("r", "ONCE MORE")
            play.screen.burst(f"{play.papers.held[number - 1].keys}\n")
        else:
            play.screen.burst(chosen)
        play.screen.until(lambda seen: "DIFFER" not in seen and "ONCE MORE" not in seen)
    play.screen.burst(runs[-1])
    play.screen.until("The second keying is complete", 60)
    play.key("m", "The poll is checked")
    play.press("Escape", "Who votes")


def accounts_and_declares(play: Play) -> None:
    """Key the late papers, keep an account that is off by one, say why, and declare."""
    assert play.room
    play.key("k", f"BALLOT {play.papers.late[0].number:03}   new")
    play.screen.burst("".join(f"{paper.keys}lin the post on Monday\n" for paper in play.papers.late))
    play.screen.until("late 2, not counted until admitted")
    play.press("Escape", "Who votes")
    keeps_account(play, not_returned=2)
    assert nothing_is_told(play)
    assert SENTENCE in declares(play, "One paper was printed and torn up")
    room_says(play, f"{SENTENCE}; {len(valid(play)) - 2} valid of {play.n - 3} cast.")


def keeps_account(play: Play, *, not_returned: int) -> None:
    """Fill in the five numbers, one paper short of what was printed."""
    play.key("a", "Papers printed")
    play.screen.burst(f"120\n{play.n}\n{119 - play.n}\n1\n{not_returned}\n")
    play.screen.until("Stored, but it is off")
    play.press("Escape", "Who votes")


def nothing_is_told(play: Play) -> bool:
    """Say that the room sees nothing of the count; fails where it does."""
    assert play.room
    seen = play.room.seen
    assert "valid of" not in seen
    assert "record code" not in seen
    assert SENTENCE not in seen
    return True


def room_says(play: Play, words: str) -> None:
    """Wait until the room reads some words, however they are wrapped."""
    assert play.room
    play.room.until(lambda seen: words in " ".join(seen.split()))


def valid(play: Play) -> dict[int, dict[str, int]]:
    """Return the marks of the papers that count in the end, by number; the second that was parked was rejected."""
    papers = (*play.papers.held, *play.papers.late)
    return {p.number: p.marks for p in papers if p.marks and p.number != play.papers.queries[1]}


def declares(play: Play, reason: str = "") -> str:
    """Declare, with the reason where something is off; return what was shown to be read out."""
    seen = play.key("d", "THE ROOM WILL SEE")
    if reason:
        play.press("Enter", "Why is it off?")
        play.screen.burst(f"{reason}\n")
    else:
        play.screen.keys("Enter")
    play.screen.until("Read out the record code")
    play.press("Enter", "o open poll")
    return seen


def ratifies(play: Play) -> None:
    """Put the leader to everybody by gradients of agreement, and go back to the vote."""
    assert play.room
    play.key("r", "Ratify Schools-owned charity")
    play.key("o", "The poll is open")
    play.room.until("ballots in  0 of ")
    play.key("k", "BALLOT 001   new")
    play.screen.burst("".join(f"{5 - i % 10 // 3}\n" for i in range(play.n)))
    play.screen.until(lambda seen: nothing_is_told(play) and f"BALLOT {play.n + 1:03}" in seen, 60)
    play.press("Escape", "Who votes")
    play.key("c", "The poll is closed")
    declares(play)

    room_says(play, f"support it (at 3 or above), 0 at 1 or below; {play.n} valid of {play.n} cast.")
    play.press("Escape", f"{SENTENCE};")


def corrects(play: Play) -> None:
    """Open the vote again, admit the late papers, and declare what has become of it."""
    assert play.room
    play.key("o", "Why is the poll opened again?")
    play.key("Two papers came in the post\n", "The poll is open")
    play.key("j", "late, not counted yet")
    play.key("Aposted before the day\n", "No paper waits")
    play.press("Escape", "Who votes")
    play.key("c", "The poll is closed")
    keeps_account(play, not_returned=0)
    seen = declares(play, "One paper was printed and torn up")
    print(seen)
    said = " ".join(seen.split())
    assert "Two late papers were added (" in said
    assert "); the order is unchanged." in said
    room_says(play, f"{SENTENCE}; {len(valid(play))} valid of {play.n - 1} cast.")
    play.screen.keys("Escape")
    play.screen.until("MEETINGS")


def is_proved(play: Play, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Check the record with hep and without it, and count the papers in another way."""
    held = play.view()
    assert held.declared
    marks = {b.what.number: dict(b.what.marks) for b in held.ballots if b.what.status == "valid"}
    assert marks == valid(play)
    book = open_book(play.file)
    assert [r.what.number for r in records(book, Reading) if r.what.differed] == list(play.papers.misread)
    code = book.record_code()
    book.close()
    capsys.readouterr()
    assert main(["verify", str(play.file), code]) == 0
    alone = [sys.executable, str(ROOT / "docs" / "verify_hep.py"), str(play.file), code]
    said = subprocess.run(alone, capture_output=True, text=True, check=True).stdout
    assert said.startswith("ok\n")
    assert code in said
    assert subprocess.run([*alone[:-1], code[::-1]], capture_output=True, check=False).returncode == 1
    blt = tmp_path / "vote.blt"
    assert main(["ballots", str(play.file), "export", TITLE, "-o", str(blt)]) == 0
    capsys.readouterr()
    assert main(["count", str(blt), "--rule", "condorcet", "--json"]) == 0
    counted = json.loads(capsys.readouterr().out)
    ids = [next(o.id for o in held.poll.options if o.label == label) for label in counted["options"]]
    assert counted["n"] == held.declared.valid == len(marks)
    assert [[ids[i] for i in tier] for tier in counted["ranking"]] == [list(tier) for tier in held.declared.ranking]
    assert [ids[i] for i in counted["winners"]] == list(held.declared.winners) == ["F"]
    pairs = {a: dict(zip(ids, row, strict=True)) for a, row in zip(ids, counted["pairwise"], strict=True)}
    assert pairs == {a: {a: 0, **row} for a, row in held.declared.shown.pairwise.items()}
