"""When something is due, in words."""

from datetime import date

import pytest

from hep_tui.domain.decisions import days_over, due_words, subject_of

TODAY = date(2021, 7, 12)


@pytest.mark.parametrize(
    ("due", "state", "words"),
    [
        ("2021-07-13", "open", "by 13/07/2021, in 1 day"),
        ("2021-07-22", "open", "by 22/07/2021, in 10 days"),
        ("2021-07-12", "open", "by 12/07/2021, today"),
        ("2021-07-11", "open", "by 11/07/2021, 1 day OVERDUE"),
        ("2021-06-30", "open", "by 30/06/2021, 12 days OVERDUE"),
        ("2021-06-30", "done", "by 30/06/2021"),
        ("2021-06-30", "dropped", "by 30/06/2021"),
        ("", "open", "no day set"),
        ("some day", "open", "some day"),
    ],
)
def test_a_due_day_is_said_against_the_day_given(due: str, state: str, words: str) -> None:
    assert due_words(due, state, TODAY) == words


def test_what_is_no_date_is_never_overdue() -> None:
    assert days_over("soon", TODAY) is None
    assert days_over("2021-07-01", TODAY) == 11


def test_two_laptops_that_follow_up_one_note_speak_of_the_same_thing() -> None:
    assert subject_of("n") == "n.action"
