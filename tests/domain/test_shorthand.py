from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hep_tui.domain.notes import Note, Vocabulary
from hep_tui.domain.shorthand import Reading, complete, correction, parse, typed, words, write
from hep_tui.domain.text import clean_line

VOCABULARY = Vocabulary(
    phases={"primary": "primary", "secondary": "secondary", "special": "special"},
    roles={"head": "head", "hos": "head of school", "chair": "chair", "lle-nle": "LLE/NLE"},
    groups={"hash": "HASH", "lle": "LLE", "la": "LA"},
    themes={"send": "SEND", "service-offer": "Service offer", "governance": "Governance", "funding": "Funding"},
    models={"D": (2, "Jointly owned schools company"), "Z": (1, "No change")},
)
TODAY = date(2021, 6, 16)


def read(line: str, sticky: Note | None = None) -> Reading:
    return parse(line, VOCABULARY, sticky=sticky, today=TODAY)


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("Nobody tells us", Note("Nobody tells us")),
        (
            "- SEND takes two terms @special #send",
            Note("SEND takes two terms", sentiment="concern", phase="special", themes=("send",)),
        ),
        (
            "#send @special - SEND takes long",
            Note("SEND takes long", sentiment="concern", phase="special", themes=("send",)),
        ),
        (
            "+ @primary @head @hash good",
            Note("good", sentiment="positive", phase="primary", role="head", groups=("hash",)),
        ),
        (
            '- "We hear about it afterwards" #gov',
            Note("We hear about it afterwards", sentiment="concern", quote=True, themes=("governance",)),
        ),
        ("~ would pay /D *", Note("would pay", sentiment="mixed", models=("D@2",), key=True)),
        ("? who decides", Note("who decides", sentiment="question")),
        ("> @hash draft terms 12/7", Note("draft terms", action=True, owner="hash", due="2021-07-12")),
        ("> draft terms by 2021-07-12 @somebody", Note("draft terms", action=True, owner="somebody", due="2021-07-12")),
        ("! @t3 HASH leads on AP", Note("HASH leads on AP", decision=True, table_no=3)),
        ("> @t2 @la write it down", Note("write it down", action=True, table_no=2, owner="la")),
        ("! > one or the other", Note("> one or the other", decision=True)),
        ("wait! for it", Note("wait! for it")),
        ("@exec-who said it", Note("@exec-who said it")),
        ("-5 pupils this year", Note("-5 pupils this year")),
        ("and/or this", Note("and/or this")),
        ("\\#hashtag stays", Note("#hashtag stays")),
        ("-too late", Note("too late", sentiment="concern")),
        ("late #send.", Note("late.", themes=("send",))),
        ("12/7 is no date here", Note("12/7 is no date here")),
    ],
)
def test_marks_mean_what_the_guide_says(line: str, note: Note) -> None:
    assert read(line).note == note


def test_an_unknown_theme_is_made_and_said_to_be_new() -> None:
    reading = read("long bus rides #Transport")
    assert reading.note.themes == ("transport",)
    assert reading.new_themes == ("transport",)
    assert "new theme: transport" in words(reading, VOCABULARY)


def test_a_mark_that_could_be_two_things_stays_as_text_and_is_said() -> None:
    reading = read("late #se")
    assert reading.note.text == "late #se"
    assert reading.note.themes == ()
    assert reading.doubts == ("#se left as text: SEND or Service offer?",)


def test_marks_left_as_text_are_all_named_before_it_is_said_why() -> None:
    said = words(read("@primry @secondry late #send"), VOCABULARY)
    assert said.startswith("left as text: @primry, @secondry · @primry left as text: nothing has that name · ")
    assert said.endswith(" · SEND")


@pytest.mark.parametrize(("line", "word"), [("each s@primary", "s@primary"), ("too late#send.", "late#send.")])
def test_a_mark_without_a_space_before_it_is_said_to_be_text(line: str, word: str) -> None:
    assert read(line).note.text == line
    assert read(line).doubts == (f"{word} left as text: a mark begins with a space before it",)


@pytest.mark.parametrize("line", ["ask jo@school.example", "Year 5/6, 24/7", "late \\x#send"])
def test_words_that_only_hold_a_sign_are_words(line: str) -> None:
    assert read(line).doubts == ()


@pytest.mark.parametrize(("line", "back"), [
    ("@primary works #se", "@primary works #se"),
    ("works #se", "works #se"),
    ("about /Q", "about /Q"),
    ("works \\@secondary", "works \\@secondary"),
    ("works \\#brand-new", "works \\#brand-new"),
])  # fmt: skip
def test_a_mark_that_named_nothing_comes_back_to_be_typed_on_and_what_is_text_stays_text(line: str, back: str) -> None:
    assert typed(read(line).note, VOCABULARY) == back


@given(st.text(alphabet="@#/\\ -+>!*\"'seprimandhQt27.,()", max_size=30))
def test_a_line_to_be_typed_on_reads_as_the_note(line: str) -> None:
    note = read(line).note
    assert read(typed(note, VOCABULARY)).note == note


def test_a_model_that_is_not_there_stays_as_text() -> None:
    assert read("about /Q").note.text == "about /Q"


def test_a_second_phase_does_not_overwrite_the_first() -> None:
    reading = read("@primary @secondary both")
    assert reading.note.phase == "primary"
    assert "@secondary" in reading.note.text


def test_a_note_is_of_one_table() -> None:
    reading = read("@t2 @t3 both")
    assert (reading.note.table_no, reading.note.text) == (2, "@t3 both")
    assert reading.doubts == ("@t3 left as text: the note already says table 2",)


def test_what_is_left_out_comes_from_the_sticky_context() -> None:
    sticky = Note("", meeting="m", item="i", table_no=2, phase="primary", role="head")
    assert read("short", sticky).note == Note("short", "m", "i", 2, phase="primary", role="head")
    assert read("@secondary short", sticky).note.phase == "secondary"


def test_a_corrected_note_stays_in_its_place_and_with_the_version_that_was_spoken_of() -> None:
    was = Note("would pay", "m", "i", table_no=2, models=("D@1",))
    note = correction("would gladly pay /D /Z", was, VOCABULARY, TODAY).note
    assert note == Note("would gladly pay", "m", "i", models=("D@1", "Z@1"))


def test_the_reading_is_said_in_words() -> None:
    said = words(read("- @special @head SEND referrals #send *"), VOCABULARY)
    assert said == "concern · key point · special · head · SEND"


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("x #se", "#send"),
        ("x #fu", "#funding"),
        ("x @pr", "@primary"),
        ("x /", "/D"),
        ("x #offer", "#service-offer"),
        ("x #gvn", "#governance"),
    ],
)
def test_completion_offers_the_nearest_first(line: str, first: str) -> None:
    assert complete(line, VOCABULARY)[0] == first


def test_recent_themes_are_offered_before_others_that_fit_as_well() -> None:
    assert complete("x #", VOCABULARY, ("funding",))[0] == "#funding"


def test_a_theme_with_the_name_of_a_phase_is_said_and_offered_as_the_theme() -> None:
    both = Vocabulary(phases={"ap": "AP/PRU"}, themes={"ap": "Alternative provision"})
    assert words(parse("more places #ap @ap", both), both) == "AP/PRU · Alternative provision"
    assert complete("#alt", both) == ["#ap"]
    assert complete("@alt", both) == []


def test_nothing_is_offered_for_plain_words() -> None:
    assert complete("nothing here", VOCABULARY) == []


texts = st.text(st.characters(codec="utf-8"), max_size=60).map(clean_line).filter(bool)
marks = (
    "#send",
    "@head",
    "@t2",
    "/D",
    "*",
    ">",
    "!",
    "-",
    "+",
    '"',
    "\\#x",
    "12/7",
    "2021-07-12",
    "by",
    "word",
    "-x",
    "“",
)
marky = st.lists(st.sampled_from(marks), min_size=1, max_size=6)


@st.composite
def notes(draw: st.DrawFn) -> Note:
    action = draw(st.booleans())
    quote = draw(st.booleans())
    text = draw(texts | marky.map(" ".join))
    if quote and text[-1:] in '"”':
        text += " end"
    unique: dict[str, Any] = {"unique": True}
    return Note(
        text,
        sentiment=draw(st.sampled_from(["", "positive", "concern", "mixed", "question"])),
        quote=quote,
        key=draw(st.booleans()),
        action=action,
        decision=not action and draw(st.booleans()),
        table_no=draw(st.sampled_from([0, 0, 3, 12])),
        owner=draw(st.sampled_from(["", "hash", "primary", "somebody"])) if action else "",
        due=draw(st.sampled_from(["", "2021-07-12"])) if action else "",
        phase=draw(st.sampled_from(["", *VOCABULARY.phases])),
        role=draw(st.sampled_from(["", *VOCABULARY.roles])),
        groups=tuple(draw(st.lists(st.sampled_from(list(VOCABULARY.groups)), **unique))),
        themes=tuple(draw(st.lists(st.sampled_from([*VOCABULARY.themes, "brand-new"]), **unique))),
        models=tuple(draw(st.lists(st.sampled_from(["D@2", "Z@1"]), **unique))),
    )


@settings(max_examples=400)
@given(notes())
def test_what_is_written_reads_as_the_same_note(note: Note) -> None:
    assert parse(write(note), VOCABULARY, today=TODAY).note == note


@settings(max_examples=400)
@given(texts | marky.map(" ".join))
def test_no_word_that_was_typed_is_lost(line: str) -> None:
    note = read(line).note
    again = write(note)
    became_marks = note.due or note.models or note.themes or note.phase or note.role or note.groups or note.owner
    for word in clean_line(line).split():
        bare = word.strip('"“”„«‹»›‘’…–—−‐‑‒\\#@/*>+-~?.,;:!)([]').lower()
        assert bare in again.lower() or became_marks
