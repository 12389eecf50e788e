"""Every command finds a poll by the same words."""

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.actions import polls
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.errors import HepError
from hep_tui.logbook.opening import open_book
from hep_tui.views.polls import PollView, find_poll

from .conftest import Hep

TWO = (Option("1", "Yes"), Option("2", "No"))
COMMANDS = (("poll", "show"), ("ballots", "check"), ("paper",))


def ask(hep: Hep, demo: Path, command: tuple[str, ...], name: str, out: Path) -> object:
    words = [command[0], demo, *command[1:], name]
    return hep(*words, "-o", out, "--minutes") if command == ("paper",) else hep(*words)


def views(*titles: str) -> list[PollView]:
    return [
        PollView(f"id{i}", Poll(t, "Which?", options=TWO), PollState.DRAFT, "", (), (), None, None, None, 0)
        for i, t in enumerate(titles)
    ]


def meant(name: str, *titles: str) -> str:
    return find_poll(views(*titles), name).id


def test_a_poll_is_meant_by_its_id_its_number_its_title_or_the_beginning_of_it() -> None:
    titles = ("Priorities", "Which model?", "Priorities again")
    assert meant("ID1", *titles) == meant("2", *titles) == meant(" which", *titles) == "id1"
    assert meant("priorities", *titles) == "id0"
    assert meant("3", *titles) == meant("Priorities a", *titles) == "id2"


def test_a_number_means_the_place_in_the_list_before_a_title_that_is_a_number() -> None:
    assert meant("1", "2022", "1") == "id0"
    assert meant("2022", "2022", "1") == "id0"
    assert meant("20", "2022", "1") == "id0"


def test_what_no_poll_is_called_lists_all_there_are() -> None:
    with pytest.raises(HepError) as refused:
        meant("nobody", "Priorities", "Which model?")
    assert str(refused.value) == (
        "No poll is called 'nobody'; nothing was done, choose by its number: "
        "1 Priorities (no meeting); 2 Which model? (no meeting)."
    )
    with pytest.raises(HepError, match="there is none yet"):
        meant("nobody")


def test_what_several_polls_are_called_lists_those_alone() -> None:
    with pytest.raises(HepError) as refused:
        meant("pri", "Priorities", "Which model?", "Priorities")
    assert str(refused.value) == (
        "More than one poll is called 'pri'; nothing was done, choose by its number: "
        "1 Priorities (no meeting); 3 Priorities (no meeting)."
    )


def test_a_long_list_is_cut_and_says_how_many_there_are_more() -> None:
    with pytest.raises(HepError, match=r"12 Poll \(no meeting\); and 28 more\.$"):
        meant("nobody", *["Poll"] * 40)


@given(st.text(max_size=80), st.lists(st.text(max_size=8), max_size=6))
def test_any_words_mean_one_poll_or_are_refused(name: str, titles: list[str]) -> None:
    try:
        found = meant(name, *titles)
    except HepError:
        return
    assert int(found.removeprefix("id")) < len(titles)
    assert name.strip()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_the_same_of_a_poll_that_is_not_there(
    hep: Hep, demo: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    for name, start in (("nobody", "No poll is called 'nobody'"), ("", "No poll is called ''"),
                        ("pri", "More than one poll is called 'pri'")):  # fmt: skip
        said = ask(hep, demo, command, name, tmp_path / "out").refusal  # type: ignore[attr-defined]
        assert said.startswith(f"{start}; nothing was done, choose by its number: 1 Priorities (Workshop")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_a_number_of_the_list(
    hep: Hep, demo: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    assert hep("poll", demo, "list").out.startswith("1  Priorities, Workshop")
    assert ask(hep, demo, command, "1", tmp_path / "out").code in (0, 1)  # type: ignore[attr-defined]


def test_hostile_titles_are_shown_and_never_obeyed(hep: Hep, demo: Path) -> None:
    with closing(open_book(demo)) as book:
        polls.create(book, Poll("[bold]\x1b]0;x\x07 tea", "Which?", options=TWO))
    said = hep("poll", demo, "show", "nobody").refusal
    assert "[bold]" in said
    assert "\x1b" not in said
