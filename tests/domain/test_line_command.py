import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.line_command import SitAt, Toggle, Undo, line_command

THEMES = ("send", "staffing", "transport")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("u", Undo()), (" u ", Undo()), ("U", None), ("us", None), ("u u", None),
        ("t2", SitAt(2)), ("T12", SitAt(12)), ("t0", SitAt(0)), ("t", None), ("t2 said", None), ("t1234", None),
        ("1", Toggle(("send",))), ("31", Toggle(("transport", "send"))), ("3 1", Toggle(("transport", "send"))),
        ("11", Toggle(("send",))), ("4", None), ("14", None), ("0", None), ("1.", None), ("1 in 3", None), ("", None),
        (" ", None), ("²", None), ("١", None),
    ],
)  # fmt: skip
def test_a_line_alone_may_stand_for_something_else_than_a_note(text: str, what: object) -> None:
    assert line_command(text, THEMES) == what


def test_digits_name_the_first_nine_themes_and_no_other() -> None:
    many = [str(n) for n in range(1, 13)]
    assert line_command("9", many) == Toggle(("9",))
    assert line_command("12", many) == Toggle(("1", "2"))


def test_without_themes_digits_are_a_note() -> None:
    assert line_command("1", ()) is None


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.lists(st.sampled_from("abcdef"), unique=True))
def test_toggling_twice_leaves_the_themes_of_a_note_as_they_were(themes: list[str], toggled: list[str]) -> None:
    toggle = Toggle(tuple(toggled))
    assert set(toggle.on(toggle.on(themes))) == set(themes)
    assert set(toggle.on(themes)) == set(themes) ^ set(toggled)
