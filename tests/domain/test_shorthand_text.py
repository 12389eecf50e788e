"""What of a line stays text: ordinary words, numbers, days that are none, quotations that end, marks between words."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hep_tui.domain.common_words import EVERYDAY
from hep_tui.domain.notes import Note, Vocabulary
from hep_tui.domain.pack_read import read_pack
from hep_tui.domain.search import query
from hep_tui.domain.shorthand import Reading, complete, parse, words, write
from hep_tui.domain.text import clean_line
from tests.conftest import ROOT
from tests.domain.test_shorthand import TODAY, VOCABULARY

NOVEMBER = date(2026, 11, 24)


def of(pack: Path) -> Vocabulary:
    it = read_pack(pack)
    return Vocabulary(
        {p.id: p.name.lower() for p in it.phases},
        {r.id: r.name for r in it.roles},
        {g.id: g.name for g in it.groups},
        {t.id: t.label for t in it.themes},
        {m.id: (m.version, m.title) for m in it.models},
    )


PACKS = {path.stem: of(path) for path in sorted((ROOT / "data" / "packs").glob("*.toml"))}
HILLINGDON = PACKS["hillingdon-2021"]


def read(line: str, today: date = NOVEMBER) -> Reading:
    return parse(line, HILLINGDON, today=today)


@pytest.mark.parametrize(
    ("line", "doubt"),
    [
        ("@all everybody", "@all left as text: an ordinary word; @all-through says all-through"),
        ("@In the end", "@In left as text: an ordinary word; @independent says independent"),
        ("@has anybody asked", "@has left as text: an ordinary word; @hash says HASH"),
        ("@second the motion", "@second left as text: an ordinary word; @secondary says secondary"),
        ("too #early", "#early left as text: an ordinary word; #early-years says Early years and transition"),
        ("for #fun", "#fun left as text: an ordinary word; #funding says Funding"),
        ("all of @the", "@the left as text: nothing has that name"),
        ("that @he said", "@he left as text: head or head of school?"),
    ],
)  # fmt: skip
def test_an_ordinary_word_is_no_beginning_of_a_longer_name(line: str, doubt: str) -> None:
    reading = read(line)
    assert reading == Reading(Note(line), (), (doubt,))


def test_a_whole_name_is_meant_though_it_is_an_ordinary_word() -> None:
    note = read("@head @special @governors #trust #offer #data said").note
    assert (note.role, note.phase, note.groups) == ("head", "special", ("governors",))
    assert note.themes == ("trust", "offer", "data")


def test_the_beginning_of_a_name_that_is_no_ordinary_word_still_names_it() -> None:
    note = read("@sec @exe @gove #gov #fund #recruit #cap said").note
    assert (note.phase, note.role) == ("secondary", "exec")
    assert note.themes == ("governance", "funding", "recruitment", "capacity")


def test_an_ordinary_word_is_completed_all_the_same() -> None:
    assert complete("said @all", HILLINGDON) == ["@all-through"]
    assert complete("said #early", HILLINGDON)[0] == "#early-years"


def test_an_action_may_be_for_everybody() -> None:
    assert read("> @all read the papers").note == Note("read the papers", action=True, owner="all")


@pytest.mark.parametrize("name", PACKS)
def test_no_beginning_of_a_name_of_the_packs_is_taken_where_it_is_an_ordinary_word(name: str) -> None:
    vocabulary = PACKS[name]
    for sign, names in (("@", vocabulary.speakers), ("#", vocabulary.codes)):
        begun = {word[:n] for word in names for n in range(1, len(word))} - set(names)
        for word in sorted(begun & EVERYDAY):
            reading = parse(f"{sign}{word} said", vocabulary)
            assert reading.note == Note(f"{sign}{word} said")
            assert reading.doubts


@pytest.mark.parametrize("number", ["#1", "#12", "#2.5", "#24-7", "#²", "#1,"])
def test_a_number_sign_is_text(number: str) -> None:
    reading = read(f"the new post is 50% {number} priority")
    assert reading.note == Note(f"the new post is 50% {number} priority")
    assert reading.doubts == (f"{number.rstrip(',')} left as text: a number names no theme",)
    assert parse(write(reading.note), HILLINGDON).note == reading.note


def test_a_theme_that_is_a_number_keeps_its_name() -> None:
    assert parse("#2021 was better", Vocabulary(themes={"2021": "The year 2021"})).note.themes == ("2021",)


@pytest.mark.parametrize(
    ("line", "due", "text", "doubts"),
    [
        ("> find a room by 10/7", "2027-07-10", "find a room", ("10/7 is past in 2026, so 2027 is meant",)),
        ("> find a room by 24/11.", "2026-11-24", "find a room.", ()),
        ("> find a room by 23/11", "2026-11-23", "find a room", ("2026-11-23 is past",)),
        ("> find a room by 27/10", "2026-10-27", "find a room", ("2026-10-27 is past",)),
        ("> find a room by 26/10", "2027-10-26", "find a room", ("26/10 is past in 2026, so 2027 is meant",)),
        ("> find a room by 10/7/2026", "2026-07-10", "find a room", ("2026-07-10 is past",)),
        ("> find a room by 2026-07-10", "2026-07-10", "find a room", ("2026-07-10 is past",)),
        ("> find a room by 31/6", "", "find a room by 31/6", ("31/6 left as text: it is not a date",)),
        ("> find a room by 29/2", "", "find a room by 29/2", ("29/2 left as text: it is not a date",)),
        (
            "> find a room by 2026-13-01",
            "",
            "find a room by 2026-13-01",
            ("2026-13-01 left as text: it is not a date",),
        ),
        ("> split it 50/50", "", "split it 50/50", ("50/50 left as text: it is not a date",)),
        ("> by @hash 10/12", "2026-12-10", "", ()),
        ("find a room by 31/6", "", "find a room by 31/6", ()),
    ],
)
def test_a_day_without_a_year_is_to_come_and_what_is_odd_about_a_day_is_said(
    line: str, due: str, text: str, doubts: tuple[str, ...]
) -> None:
    reading = read(line)
    assert (reading.note.due, reading.note.text, reading.doubts) == (due, text, doubts)
    assert parse(write(reading.note), HILLINGDON, today=NOVEMBER).note == reading.note


def test_the_year_that_is_meant_is_said_before_enter() -> None:
    assert words(read("> @hash find a room by 10/7"), HILLINGDON) == (
        "10/7 is past in 2026, so 2027 is meant · action for HASH · by 2027-07-10"
    )


@pytest.mark.parametrize(
    "line",
    [
        '"we are asked last" said one head',
        "“we are asked last” said one head",
        '"we are asked last", said one head',
        '"never" and "not yet"',
        '" never " they said',
    ],
)
def test_a_quotation_that_ends_before_the_line_leaves_the_line_as_it_is(line: str) -> None:
    reading = read(f"- {line} #send")
    assert reading.note == Note(line, sentiment="concern", themes=("send",))
    assert reading.doubts == (f"{line[0]} left as text: not the whole line is word for word",)
    assert parse(write(reading.note), HILLINGDON).note == reading.note


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ('"we are asked last" @head', "we are asked last"),
        ('"we are asked last', "we are asked last"),
        ('"we are asked last".', "we are asked last."),
        ('"he said "no" to us" #send', 'he said "no" to us'),
    ],
)
def test_a_quotation_to_the_end_of_the_line_is_word_for_word(line: str, text: str) -> None:
    reading = read(line)
    assert (reading.note.text, reading.note.quote, reading.doubts) == (text, True, ())
    assert parse(write(reading.note), HILLINGDON).note == reading.note


quoted = st.lists(st.sampled_from(['"', "“", "”", '"a', 'a"', 'a",', '"a"', '""', "a", "\\", "#1", "-"]), min_size=1)


@settings(max_examples=400)
@given(quoted.map(" ".join), st.booleans())
@example('x" said one', True)
@example('"', True)
def test_whatever_marks_of_quotation_a_text_holds_it_is_written_such_that_it_reads_the_same(
    text: str, quote: bool
) -> None:
    note = Note(text, quote=quote)
    assert parse(write(note), VOCABULARY, today=TODAY).note == note


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("the line about @nursery places that", "the line about nursery places that"),
        ("the line about @nursery, places that", "the line about nursery, places that"),
        ("we asked @primary @head about #send first", "we asked primary head about send first"),
        ("said at @t3 that /D costs too much", "said at t3 that D costs too much"),
        ("we need #buses for all", "we need buses for all"),
        ("> ask @hash to find a room by 10/12", "ask hash to find a room"),
        ("@nursery places are few", "places are few"),
        ("places are few @nursery #send.", "places are few."),
        ("- @special places * are few @head", "places are few"),
    ],
)
def test_a_mark_between_words_marks_the_note_and_leaves_its_word(line: str, text: str) -> None:
    reading = read(line)
    assert reading.note.text == text
    assert reading.doubts == ()
    assert reading.note.phase or reading.note.themes or reading.note.table_no or reading.note.owner
    assert parse(write(reading.note), HILLINGDON, today=NOVEMBER).note == reading.note


@given(st.lists(st.sampled_from(["@head", "#send", "/D", "@t2", "word", "other"]), max_size=8).map(" ".join))
def test_between_the_first_and_the_last_word_no_word_is_lost(line: str) -> None:
    typed = [w.strip("@#/") for w in clean_line(line).split()]
    plain = [i for i, w in enumerate(typed) if w in ("word", "other")]
    kept = typed[plain[0] : plain[-1] + 1] if plain else []
    assert read(line).note.text == " ".join(kept)


def test_what_asks_for_something_holds_no_marks() -> None:
    note = parse("take #send two @head, terms", HILLINGDON, asking=True).note
    assert note == Note("take two, terms", themes=("send",), role="head")
    asked = parse("> by 10/7", HILLINGDON, today=NOVEMBER, asking=True)
    assert (asked.note.due, asked.doubts) == ("2026-07-10", ())


def test_a_letter_that_is_no_model_is_left_as_text_and_said() -> None:
    assert read("like /X most") == Reading(Note("like /X most"), (), ("/X left as text: nothing has that name",))


def test_a_number_is_looked_for_as_a_word() -> None:
    asked = query("#1 priority @nursery places", HILLINGDON)
    assert (asked.words, asked.asked.themes, asked.asked.phase) == (("1", "priority", "places"), (), "nursery")
    assert asked.reading.doubts == ("#1 left as text: a number names no theme",)


@pytest.mark.parametrize(
    ("line", "due", "text"),
    [
        ("> write to them 3 Dec", "2026-12-03", "write to them"),
        ("> write to them by 3rd December 2026 #send", "2026-12-03", "write to them"),
        ("> write to them by Friday 27 November, @head", "2026-11-27", "write to them,"),
        ("> write to them 3.12.", "2026-12-03", "write to them"),
        ("> write to them tomorrow", "2026-11-25", "write to them"),
        ("> by Friday", "2026-11-27", ""),
        ("> By Tuesday write to them", "2026-12-01", "write to them"),
        ("> write to them on Friday", "2026-11-27", "write to them on Friday"),
        ("> 2026-12-03 write to them", "2026-12-03", "write to them"),
        ("> Provide 24/7 cover for exclusions", "", "Provide 24/7 cover for exclusions"),
        ("> Provide cover 24/7", "", "Provide cover 24/7"),
        ("> Ask why 9/10 heads said no", "", "Ask why 9/10 heads said no"),
        ("> Plan for Year 5/6 and KS1/2 by 12/12", "2026-12-12", "Plan for Year 5/6 and KS1/2"),
        ("> Plan for Year 5/6", "", "Plan for Year 5/6"),
        ("> meet on 1/9 and 8/9", "", "meet on 1/9 and 8/9"),
        ("> it costs 3.12", "", "it costs 3.12"),
        ("write to them by Friday", "", "write to them by Friday"),
    ],
)
def test_a_day_counts_behind_by_at_the_end_or_alone(line: str, due: str, text: str) -> None:
    reading = read(line)
    assert (reading.note.due, reading.note.text) == (due, text)
    assert parse(write(reading.note), HILLINGDON, today=NOVEMBER).note == reading.note


def test_a_day_before_the_words_is_left_and_how_to_say_it_is_said() -> None:
    assert read("> 12/7 draft terms").doubts == ("12/7 left as text: by 12/7 makes it the day",)
    assert read("> 24/7 cover").doubts == ()


@pytest.mark.parametrize(
    ("line", "text", "themes", "phase"),
    [
        ("#send,#data both matter", "both matter", ("send", "data"), ""),
        ("we said #send,#data first", "we said send,data first", ("send", "data"), ""),
        ("(@primary) says so", "says so", (), "primary"),
        ("they (@primary) say so", "they (primary) say so", (), "primary"),
        ("they say so (#send)", "they say so", ("send",), ""),
        ("@primary… so", "so", (), "primary"),
        ("@primary/hash agree", "agree", (), "primary"),
    ],
)
def test_marks_that_touch_and_marks_in_brackets_are_read(
    line: str, text: str, themes: tuple[str, ...], phase: str
) -> None:
    reading = read(line)
    assert (reading.note.text, reading.note.themes, reading.note.phase) == (text, themes, phase)
    assert reading.doubts == ()
    assert parse(write(reading.note), HILLINGDON, today=NOVEMBER).note == reading.note


@pytest.mark.parametrize(
    ("line", "text", "doubt"),
    [
        (
            "@primary/secondary agree",
            "primary/secondary agree",
            "@secondary left as text: the note already says primary",
        ),
        ("/A,/X cost much", "A,/X cost much", "/X left as text: nothing has that name"),
        ("##send more", "##send more", "##send left as text: it is not a mark"),
    ],
)
def test_what_of_touching_marks_cannot_be_read_stays_in_the_text_and_is_said(line: str, text: str, doubt: str) -> None:
    reading = read(line)
    assert (reading.note.text, reading.doubts) == (text, (doubt,))
    assert parse(write(reading.note), HILLINGDON, today=NOVEMBER).note == reading.note


@pytest.mark.parametrize(
    "line", ["„We hear last”", "„We hear last“", "«We hear last»", "‘We hear last’", "‹We hear last›."]
)
def test_typographic_quotation_marks_open_a_quote(line: str) -> None:
    note = read(line).note
    assert (note.quote, note.text.rstrip(".")) == (True, "We hear last")


@pytest.mark.parametrize("line", ["– Nobody", "— Nobody", "−Nobody", "–Nobody"])
def test_a_dash_of_any_length_is_a_concern(line: str) -> None:
    assert read(line).note == Note("Nobody", sentiment="concern")


def test_an_apostrophe_before_a_word_opens_nothing() -> None:
    assert read("‘90s buildings").note == Note("‘90s buildings")


_TOKENS = st.sampled_from(
    [
        *("#send", "#new-one", "@head", "@primary/secondary", "(@hash)", "/A", "/A,/B", "@t3", "##x", "@", "#"),
        *("by", "Friday", "3", "December", "24/7", "5/6", "12/12", "2026-12-03", "3.12.", "Year", "and"),
        *("“we", "„we", "hear”", "‘it", "last’", "–", "-but", "+", "*", "word", "we’re", "(so)", "…", "\\#x", "王小明"),
    ]
)


@settings(max_examples=500)
@given(st.sampled_from(["", "> ", "! ", "- ", "> @hash "]), st.lists(_TOKENS | st.text(max_size=6), max_size=9))
def test_each_word_of_a_line_is_a_mark_a_day_or_in_the_text(sign: str, tokens: list[str]) -> None:
    line = clean_line(sign + " ".join(tokens))
    reading = read(line)
    assert " ".join(part.typed for part in reading.parts) == line
    for part in reading.parts:
        if part.kind == "words":
            assert part.typed.lstrip("\\").rstrip('"”“»›’.,;:!?)…') in reading.note.text


def test_another_word_of_the_pack_names_a_speaker_in_full_and_disturbs_no_beginning() -> None:
    known = Vocabulary(
        phases={"primary": "primary"},
        roles={"head": "headteacher"},
        also={"ht": ("role", "head"), "principal": ("role", "head")},
    )
    assert parse("@HT said so", known).note == Note("said so", role="head")
    assert parse("@Principal said so", known).note.role == "head"
    assert parse("@pri said so", known).note.phase == "primary"
    assert parse("@princ said so", known).doubts == ("@princ left as text: nothing has that name",)
    assert complete("@pri", known) == ["@primary"]


@pytest.mark.parametrize(
    ("line", "themes", "text"),
    [
        ("#نقل مهم", ("naql",), "مهم"), ("#iaith dda", ("iaith",), "dda"), ("#शिक्षा अच्छी", ("shiksha",), "अच्छी"),
        ("#Żłobki brak", ("zlobki",), "brak"), ("#教育 很重要", ("jiao",), "很重要"), ("#نَقْل مهم", ("naql",), "مهم"),
        ("#новая тема", ("новая",), "тема"), ("#ไทย x", ("ไทย",), "x"),
    ],
)  # fmt: skip
def test_a_theme_is_typed_with_the_letters_of_its_language(line: str, themes: tuple[str, ...], text: str) -> None:
    labels = {"naql": "نقل", "iaith": "Iaith", "zlobki": "Żłobki", "shiksha": "शिक्षा", "jiao": "教育"}
    reading = parse(line, Vocabulary(themes=labels), sticky=Note("", "m", "i"))
    assert (reading.note.themes, reading.note.text, reading.doubts) == (themes, text, ())


@pytest.mark.parametrize("mark", ["@Krąg", "@krag", "@مدير", "@教师"])
def test_a_speaker_is_typed_with_the_letters_of_its_language(mark: str) -> None:
    words = Vocabulary(groups={"krag": "Krąg", "t": "教师"}, roles={"r": "مدير"})
    reading = parse(f"{mark} x", words, sticky=Note("", "m", "i"))
    assert reading.doubts == ()
    assert reading.note.groups or reading.note.role
