import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.text import MAX_LENGTH, clean, clean_line, plain_name, shown

HOSTILE = (
    "\x1b]0;owned\x07title",
    "\x1b]52;c;aGVsbG8=\x07clip",
    "\x1b[2Jclear",
    "\x9b31mred",
    "a\x00b",
    "[bold]",
    "[/x]",
    "[@click=app.quit]x[/]",
    "Vote [A]",
    "\u202egnp.exe",
    "a" + "\u0301" * 200,
    "\ud800lone",
    "x" * 1_000_000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_becomes_harmless_and_short(text: str) -> None:
    safe = clean(text)
    assert len(safe) <= MAX_LENGTH
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in safe)
    assert not set(safe) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
    safe.encode()


def test_escape_sequences_go_whole_and_words_stay() -> None:
    assert clean("\x1b]0;owned\x07title") == "title"
    assert clean("\x1b[31mred\x1b[0m text") == "red text"


def test_words_that_look_like_markup_stay_as_they_are() -> None:
    assert clean("Vote [A] [/x] [@click=app.quit]x[/]") == "Vote [A] [/x] [@click=app.quit]x[/]"


def test_every_kind_of_blank_and_line_break_becomes_the_plain_one() -> None:
    assert clean("a\u00a0b\u2003c") == "a b c"
    assert clean("a\u2028b\x0bc\x85d") == "a\nb\nc\nd"


def test_at_most_eight_marks_stand_on_one_letter() -> None:
    assert sum(1 for c in clean("x" + "\u0323" * 200) if unicodedata.combining(c)) <= 8


def test_lines_keep_their_breaks_and_one_line_folds_them() -> None:
    assert clean("one\r\ntwo\rthree") == "one\ntwo\nthree"
    assert clean_line("one\r\n two\t three ") == "one two three"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert shown(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(st.text(alphabet=st.characters(codec="ascii", categories=("L", "N", "P", "S", "Zs"))))
def test_ordinary_ascii_is_never_changed_but_for_blanks_at_the_ends(text: str) -> None:
    assert clean(text) == text.strip()[:MAX_LENGTH]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../x", "x"),
        ("C:\\x", "c-x"),
        ("CON", "review"),
        ("", "review"),
        ("Été – Häuser", "ete-hauser"),
        ("..", "review"),
    ],
)
def test_titles_become_names_that_any_system_takes(title: str, name: str) -> None:
    assert plain_name(title) == name
