"""hep meetings: list, plan and change meetings and their agendas without the screen."""

from contextlib import closing
from pathlib import Path

import pytest

from hep_tui.domain.meetings import Meeting
from hep_tui.domain.polls import Poll
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records

from .conftest import Hep


def stored(path: Path, title: str) -> Meeting:
    with closing(open_book(path)) as book:
        [found] = records(book, Meeting, title=title)
        return found.what


def test_meetings_are_listed_with_number_day_and_state(hep: Hep, demo: Path) -> None:
    said = hep("meetings", demo)
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[:3] == [
        "1  Workshop 1, primary: 2021-06-09, held, 23 notes",
        "2  Workshop 2, secondary: 2021-06-11, held, 17 notes",
        "3  Workshop 3, all phases: 2021-06-16, planned, 0 notes",
    ]


@pytest.mark.parametrize("agenda", ["workshop", "WORKSHOP", "1"])
def test_a_meeting_is_planned_with_its_polls(agenda: str, hep: Hep, demo: Path) -> None:
    said = hep("meetings", demo, "plan", "--agenda", agenda, "--title", "Workshop 4", "--date", "2021-06-30",
               "--place", "Civic Centre")  # fmt: skip
    assert said.out == "5  Workshop 4: 2021-06-30, planned, Civic Centre, 0 notes\n"
    assert [i.id for i in stored(demo, "Workshop 4").items][:2] == ["works", "better"]
    with closing(open_book(demo)) as book:
        [planned] = records(book, Meeting, title="Workshop 4")
        assert len(records(book, Poll, meeting=planned.id)) == 2


def test_a_meeting_without_title_and_day_is_called_after_its_agenda(hep: Hep, fresh: Path) -> None:
    said = hep("meetings", fresh, "plan", "--agenda", "1")
    assert said.out.startswith("2  ")
    assert "no day yet, planned" in said.out


def test_what_is_named_is_changed_and_nothing_else(hep: Hep, demo: Path) -> None:
    before = stored(demo, "Workshop 3, all phases")
    said = hep("meetings", demo, "amend", "3", "--title", "Workshop 3", "--date", "2021-09-01", "--tables", 4)
    assert said.out == "3  Workshop 3: 2021-09-01, planned, 0 notes\n"
    after = stored(demo, "Workshop 3")
    assert (after.tables, after.place, after.items) == (4, "", before.items)
    assert "no day yet" in hep("meetings", demo, "amend", "workshop 3", "--date", "").out


def test_a_meeting_keeps_its_number_whatever_its_day(hep: Hep, demo: Path) -> None:
    [second] = [line for line in hep("meetings", demo).out.splitlines() if line.startswith("2  ")]
    title = second.removeprefix("2  ").partition(":")[0]
    assert hep("meetings", demo, "amend", "2", "--date", "2021-01-08").out.startswith(f"2  {title}: 2021-01-08")
    assert hep("meetings", demo).out.startswith(f"2  {title}: 2021-01-08")
    hep("meetings", demo, "amend", "2", "--date", "2031-01-08")
    assert hep("meetings", demo).out.splitlines()[-1].startswith(f"2  {title}: 2031-01-08")


def test_a_change_of_several_things_is_one_amendment(hep: Hep, demo: Path) -> None:
    hep("meetings", demo, "amend", "3", "--title", "New", "--date", "1/9", "--place", "Here")
    with closing(open_book(demo)) as book:
        [found] = records(book, Meeting, title="New")
        assert len(book.history(found.id)) == 2


def test_an_agenda_is_printed_with_its_time(hep: Hep, demo: Path) -> None:
    out = hep("meetings", demo, "agenda", "1").out.splitlines()
    assert out[0] == "Workshop 1, primary: took 137 minutes, 120 minutes planned: 17 minutes over"
    assert out[1] == "1  What works well: notes, 20 minutes, 21 spent"
    assert len(out) == 8
    assert hep("meetings", demo, "agenda", "3").out.startswith("Workshop 3, all phases: 120 minutes planned\n1  What")


def test_items_are_added_moved_and_removed(hep: Hep, demo: Path) -> None:
    out = hep(
        "meetings", demo, "agenda", "3", "add", "Tea & cake", "--minutes", 15, "--kind", "break", "--after", "2"
    ).out
    assert "3  Tea & cake: break, 15 minutes\n" in out
    assert "1  Tea & cake" in hep("meetings", demo, "agenda", "3", "move", "tea", 1).out
    assert "8  Tea & cake" in hep("meetings", demo, "agenda", "3", "move", "tea-cake", 99).out
    assert "4  Tea & cake" in hep("meetings", demo, "agenda", "3", "move", 8, 4).out
    assert "Tea" not in hep("meetings", demo, "agenda", "3", "remove", "tea").out
    assert hep("meetings", demo, "agenda", "3", "add", "Close").out.splitlines()[-1] == "8  Close: notes, 0 minutes"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("plan --agenda dance", "The pack has no agenda 'dance'; nothing was planned, choose one of: 1 workshop"),
        ("plan --agenda 1 --date 31/2", "31/2 is not a date; nothing was changed"),
        ("plan --agenda 1 --title=", "A title of the meeting is needed"),
        ("amend 3", "Nothing was named that is to change"),
        ("amend 99 --title x", "'99' names 0 meetings"),
        ("amend Workshop --title x", "'Workshop' names 3 meetings"),
        ("amend 3 --title=", "A title of the meeting is needed; nothing was changed"),
        ("amend 3 --tables 100", "There can be 0 to 99 tables, not 100"),
        ("amend 3 --title x --tables=-1", "There can be 0 to 99 tables, not -1"),
        ("agenda 3 add tea --after dance", "has no agenda item 'dance'"),
        ("agenda 3 add tea --minutes 9999", "There can be 0 to 600 minutes, not 9999"),
        ("agenda 3 move dance 1", "has no agenda item 'dance'"),
        ("agenda 1 remove better", "This item stays on the agenda, since 7 notes and time would be left without one"),
        ("agenda 3 remove priorities", "This item stays on the agenda, since a poll would be left without one"),
        ("agenda 99", "'99' names 0 meetings"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_stored(words: str, why: str, hep: Hep, demo: Path) -> None:
    before = demo.read_bytes()
    assert why in hep("meetings", demo, *words.split()).refusal
    assert demo.read_bytes() == before


def test_hostile_words_are_printed_harmless(hep: Hep, demo: Path) -> None:
    out = hep("meetings", demo, "agenda", "3", "add", "\x1b]0;owned\x07tea\n[/x]\u202e").out
    assert "8  tea [/x]: notes" in out
    assert "\x1b" not in out


def test_a_meeting_is_cancelled_by_command_and_its_drafts_go_from_the_first_screen(hep: Hep, demo: Path) -> None:
    assert hep("meetings", demo, "cancel", "--meeting", "4").code == 0
    assert "4  Conference: 2021-07-08, cancelled" in hep("meetings", demo).out
    said = hep("meetings", demo, "cancel", "--meeting", "1")
    assert (said.code, "since it has begun; nothing was changed" in said.err) == (2, True)
