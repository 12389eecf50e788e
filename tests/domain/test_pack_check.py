"""What a pack must be: every fault in one go, with its place."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.counting import RULES
from hep_tui.counting.policy import STEPS
from hep_tui.domain.pack import Pack, PollPlan
from hep_tui.domain.pack_check import check, to_pence
from hep_tui.domain.pack_read import plain
from hep_tui.domain.schema import Fault, entries

PACKS = Path(__file__).resolve().parents[2] / "data" / "packs"
SHIPPED = (PACKS / "hillingdon-2021.toml").read_text("utf-8")

SOUND = """\
id = "moor"
title = "Moor"
borough = "Moor"
phases = [{ id = "lower", label = "Lower" }]
roles = [{ id = "head", label = "Head" }]
themes = [{ id = "bus", label = "Bus" }]
priorities = [{ id = "a", label = "A" }, { id = "b", label = "B" }]
[[agendas]]
id = "evening"
label = "Evening"
kind = "workshop"
items = [{ id = "rank", title = "Rank", minutes = 10, kind = "ranking", poll = "first" }]
[[scales]]
id = "thumbs"
label = "Thumbs"
levels = [{ value = 1, label = "Up" }, { value = 0, label = "Down" }]
[[polls]]
id = "first"
title = "First"
question = "Which first?"
[[models]]
id = "D"
version = 1
title = "Company"
funding = [{ basis = "per-pupil", pounds = 19 }]
"""


def changed(old: str, new: str) -> str:
    assert SOUND.count(old) == 1, old
    return SOUND.replace(old, new)


def only(text: str) -> Fault:
    faults = check(text)
    assert len(faults) == 1, [f.words for f in faults]
    return faults[0]


def test_the_small_pack_is_sound() -> None:
    assert check(SOUND) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "said"),
    [
        ('borough = "Moor"', 'borough = "Moor"\nla_cod = "1"', 4, "la_cod", "unknown key; did you mean la_code?"),
        ('borough = "Moor"', "", 1, "", "borough is missing"),
        ('borough = "Moor"', "borough = 3", 3, "borough", "expected text in quotes"),
        ('borough = "Moor"', 'borough = "\\u001b[2J"', 3, "borough", "holds characters that cannot be shown"),
        ('borough = "Moor"', 'borough = "\\u202eMoor"', 3, "borough", "holds characters that cannot be shown"),
        ('borough = "Moor"', 'borough = "Mo\\nor"', 3, "borough", "must be on one line"),
        ('borough = "Moor"', f'borough = "{"x" * 201}"', 3, "borough", "is 201 characters long"),
        ('borough = "Moor"', 'borough = "Moor"\nschools = "../a.csv"', 4, "schools", "expected the plain name"),
        ('phases = [{ id = "lower", label = "Lower" }]', 'phases = "lower"', 4, "phases", "expected a list of tables"),
        ('phases = [{ id = "lower", label = "Lower" }]', "phases = [3]", 4, "phases[1]", "expected a table"),
        ('phases = [{ id = "lower", label = "Lower" }]', "phases = []", 4, "phases", "must list at least one"),
        ('id = "lower", label = "Lower"', 'id = "lower", label = " "', 4, "phases[1].label", "is empty"),
        ('id = "lower"', 'id = "Lower Phase"', 4, "phases[1].id", "'Lower Phase' is not an id"),
        ('id = "lower"', 'id = "head"', 5, "roles[1].id", "@head would be doubtful: phases has this id too"),
        ('label = "Bus"', 'label = "Bus", parent = "buses"', 6, "themes[1].parent", "in themes; did you mean bus?"),
        ('label = "Bus"', 'label = "Bus", parent = "bus"', 6, "themes[1].parent", "leads back to the theme itself"),
        ("}]\nprior", '}, { id = "bus", label = "B" }]\nprior', 6, "themes[2].id", "is there twice; entry 1 has it"),
        ('kind = "workshop"', 'kind = "workshops"', 11, "agendas[1].kind", "did you mean workshop?"),
        ("minutes = 10, ", "", 12, "agendas[1].items[1]", "minutes is missing"),
        ("minutes = 10", "minutes = 481", 12, "agendas[1].items[1].minutes", "expected a whole number from 0 to 480"),
        ("minutes = 10", "minutes = true", 12, "agendas[1].items[1].minutes", "expected a whole number"),
        ('poll = "first"', 'poll = "frist"', 12, "agendas[1].items[1].poll", "in polls; did you mean first"),
        ("value = 0", "value = 1", 16, "scales[1].levels", "two levels have one value"),
        (', { value = 0, label = "Down" }', "", 16, "scales[1].levels", "at least two levels"),
        ('question = "Which first?"', 'question = ""', 20, "polls[1].question", "is empty, and people read this"),
        ('title = "First"', 'title = "First"\ntop = 3', 20, "polls[1].top", "there are only 2 options to rank"),
        ('title = "First"', 'title = "First"\nrule = "broda"', 20, "polls[1].rule", "did you mean borda?"),
        ('title = "First"', 'title = "First"\ntie_chain = ["coin"]', 20, "polls[1].tie_chain[1]", "'coin' is none of"),
        ('title = "First"', 'title = "First"\nties = "no"', 20, "polls[1].ties", "expected true or false"),
        ('title = "First"', 'title = "First"\nbase = "all"', 20, "polls[1].base", "valid, cast, present, eligible"),
        ('title = "First"', 'title = "First"\nscale = "thumb"', 20, "polls[1].scale", "did you mean thumbs?"),
        ('title = "First"', 'title = "First"\noptions = "own"', 20, "polls[1].options", "at least 2 to choose from"),
        ('title = "First"', 'title = "First"\noptions = "own"\nown = ["A", "a"]', 21, "polls[1].own", "read the same"),
        ('title = "First"', 'title = "First"\noptions = "models"', 20, "polls[1].options", "at least 2 to choose from"),
        ('title = "First"', 'title = "First"\nmethod = "hands"', 17, "polls[1].rule", "hands is counted by plurality"),
        ("version = 1", "version = 0", 23, "models[1].version", "from 1 to 1000"),
        ('id = "D"', 'id = "DD"', 22, "models[1].id", "or one capital letter"),
        ("pounds = 19", 'pounds = "19.999"', 25, "models[1].funding[1].pounds", 'write 2500 or "0.50"'),
        ("pounds = 19", "pence = 19", 25, "models[1].funding[1].pence", "unknown key; did you mean pounds?"),
        ("pounds = 19", "pounds = -19", 25, "models[1].funding[1].pounds", "'-19' is not an amount of pounds"),
        ('"per-pupil"', '"band"', 25, "models[1].funding[1]", "phase is missing"),
        ("pounds = 19", 'phase = "upper"', 25, "models[1].funding[1].phase", "'upper' names nothing in phases"),
        ("pounds = 19 }]", "pounds = 19 }]\n[colours]\nupper = 'red'", 27, "colours.upper", "names nothing in phases"),
        ("pounds = 19 }]", "pounds = 19 }]\n[colours]\nlower = 3", 27, "colours.lower", "expected text in quotes"),
        ("pounds = 19 }]", "pounds = 19 }]\n[colours]\nlower = 'r!'", 27, "colours.lower", "the name of a colour"),
        ("pounds = 19", "pounds = 19, amount = 3", 25, "models[1].funding[1].amount", "says the same as pounds"),
        ('borough = "Moor"', 'borough = "Moor"\ntimezone = "Moor/Time"', 4, "timezone", "such as Europe/London"),
        ('borough = "Moor"', 'borough = "Moor"\ntimezone = "Europe/Lisbn"', 4, "timezone", "mean Europe/Lisbon?"),
        ('title = "Company"', 'title = "Company', 24, "", "not valid TOML"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line_its_key_and_what_was_expected(
    old: str, new: str, line: int, key: str, said: str
) -> None:
    fault = only(changed(old, new))
    assert (fault.line, fault.key) == (line, key)
    assert said in fault.message


def test_all_faults_are_told_in_one_go_in_the_order_of_their_lines() -> None:
    text = (
        changed('borough = "Moor"', "borough = 3").replace("minutes = 10", "minutes = 999").replace("pounds", "pound")
    )
    assert [f.line for f in check(text)] == [3, 12, 25]


def test_the_column_is_told() -> None:
    assert only(changed("minutes = 10", "minutes = 999")).words.startswith("12:41: agendas[1].items[1].minutes: ")
    assert only('id = "a"\ntitle = = 3').words.startswith("2:9: not valid TOML")


def test_versions_of_a_model_may_share_an_id_and_one_version_may_not() -> None:
    second = '[[models]]\nid = "D"\nversion = {}\ntitle = "Company"\n'
    assert check(SOUND + second.format(2)) == []
    assert only(SOUND + second.format(1)).key == "models[2].id"


def test_themes_that_are_nested_in_a_ring_are_refused() -> None:
    ring = '{ id = "bus", label = "Bus", parent = "car" }, { id = "car", label = "Car", parent = "bus" }'
    assert [f.key for f in check(changed('{ id = "bus", label = "Bus" }', ring))] == [
        "themes[1].parent",
        "themes[2].parent",
    ]


def test_the_words_for_rules_and_tie_steps_are_those_that_can_be_counted() -> None:
    # Adoption is a procedure of several counts, and so no rule of its own.
    assert set(entries(PollPlan)["rule"].key.one_of) == {*RULES, "adoption"}
    assert set(entries(PollPlan)["tie_chain"].key.one_of) == set(STEPS)


@pytest.mark.parametrize(
    ("pounds", "pence"),
    [(2500, 250_000), ("0.50", 50), (0.5, 50), ("19", 1900), ("0.1", 10), (1250.25, 125_025), (0, 0), (True, None),
     ("", None), ("1,000", None), ("0.001", None), ("1e3", None), ("٣", None), (-1, None), (float("nan"), None),
     (float("inf"), None), (10**12, None), (None, None), ([1], None), (" 1", None)],
)  # fmt: skip
def test_pounds_become_pence_exactly_or_not_at_all(pounds: object, pence: int | None) -> None:
    assert to_pence(pounds) == pence


@given(st.integers(0, 10**11 - 1))
def test_no_penny_is_lost(pence: int) -> None:
    assert to_pence(f"{pence // 100}.{pence % 100:02}") == pence


HOPELESS = {
    "more than 1 MB": "#" * 1_000_001,
    "a very deep key": "a." * 20_000 + "a = 1",
    "deep arrays": "a = " + "[" * 5000 + "]" * 5000,
    "deep tables": "a = " + "{a = " * 5000 + "1" + "}" * 5000,
    "a number of 5,000 digits": "a = " + "9" * 5000,
    "80,000 unknown keys": "".join(f"k{i} = 1\n" for i in range(80_000)),
    "a huge list": SOUND + "themes2 = [" + "1," * 100_000 + "]",
    "50,000 themes": "themes = [" + '{id = "a"},' * 50_000 + "]",
    "binary": "\x00\x01\x7fELF",
    "one long word": "a" * 900_000,
}


@pytest.mark.parametrize("text", HOPELESS.values(), ids=HOPELESS)
def test_what_no_pack_is_is_refused_soon(text: str) -> None:
    faults = check(text)
    assert faults
    assert len(faults) <= 201


def assert_tells(text: str) -> None:
    """Check a text: no traceback, one line a fault, places inside the text, and no faults means that it loads."""
    faults = check(text)
    lines = text.count("\n") + 1
    for fault in faults:
        assert 1 <= fault.line <= lines
        assert "\n" not in fault.words
        assert fault.words.isprintable()
    if not faults:
        assert isinstance(Pack.from_dict(plain(tomllib.loads(text.removeprefix("\ufeff")))), Pack)


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda b: b.decode("latin-1")))
def test_any_text_is_checked_without_a_traceback(text: str) -> None:
    assert_tells(text)


@given(st.integers(0, len(SHIPPED)), st.integers(0, 30), st.text("[]{}\"'=.,#\n\\aZ3é\x1b\u202e", max_size=5))
def test_the_shipped_pack_may_be_damaged_anywhere(at: int, cut: int, put: str) -> None:
    assert_tells(SHIPPED[:at] + put + SHIPPED[at + cut :])


JUNK = st.recursive(
    st.sampled_from(["1", "-1", "true", "1.5", "nan", '""', '"a"', '"\\u0000"', "1979-05-27", '"own"', '"models"']),
    lambda v: (
        st.lists(v, max_size=3).map(lambda vs: f"[{', '.join(vs)}]")
        | st.dictionaries(st.sampled_from(["id", "label", "value", "own"]), v, max_size=3).map(
            lambda d: "{" + ", ".join(f"{k} = {x}" for k, x in d.items()) + "}"
        )
    ),
    max_leaves=5,
)


@given(st.dictionaries(st.integers(0, len(SOUND.splitlines()) - 1), JUNK, max_size=4))
def test_any_value_may_stand_where_another_is_expected(junk: dict[int, Any]) -> None:
    lines = SOUND.splitlines()
    for n, value in junk.items():
        lines[n] = f"{lines[n].split(' = ')[0]} = {value}" if " = " in lines[n] else lines[n]
    assert_tells("\n".join(lines))


MANY = "priorities = [" + ", ".join(f'{{ id = "p{i}", label = "P {i}" }}' for i in range(12)) + "]"
FEW = 'priorities = [{ id = "a", label = "A" }, { id = "b", label = "B" }]'


@pytest.mark.parametrize("keys", ["", "top = 11", 'layout = "order"', 'top = 5\nlayout = "order"'])
def test_a_ranking_that_ten_keys_cannot_key_is_refused(keys: str) -> None:
    fault = only(changed(FEW, MANY).replace('title = "First"', f'title = "First"\n{keys}'))
    assert fault.key == "polls[1]"
    assert "one key a mark gives 10 marks" in fault.message


@pytest.mark.parametrize("keys", ["top = 5", "top = 10", 'method = "approve"\nrule = "approval"'])
def test_many_options_are_fine_where_ten_keys_are_enough(keys: str) -> None:
    assert check(changed(FEW, MANY).replace('title = "First"', f'title = "First"\n{keys}')) == []


def test_a_poll_may_be_secret_in_one_word() -> None:
    assert check(changed('title = "First"', 'title = "First"\nkeep = "secret"')) == []
    fault = only(changed('title = "First"', 'title = "First"\nkeep = "secrt"'))
    assert (fault.key, fault.message) == ("polls[1].keep", "'secrt' is none of secret; did you mean secret?")


@pytest.mark.parametrize(
    ("keys", "refusal"),
    [
        ('unit = "table"', "this poll cannot be secret, since a table fills in its ballot together"),
        (
            'method = "hands"\nrule = "plurality"',
            "this poll cannot be secret, since the whole room sees a show of hands",
        ),
    ],
)
def test_what_the_room_sees_cannot_be_secret(keys: str, refusal: str) -> None:
    fault = only(changed('title = "First"', f'title = "First"\nkeep = "secret"\n{keys}'))
    assert (fault.key, fault.message) == ("polls[1].keep", refusal)


@pytest.mark.parametrize(
    ("lines", "key", "said"),
    [
        ('no_change = "as-now"', "no_change", "as-now is none of its options; they are 1, 2"),
        ('proposition = "9"', "proposition", "9 is none of its options; they are 1, 2"),
        ("seats = 3", "seats", "borda cannot fill 3 places from 2 options"),
        ('rule = "irv"\nseats = 2', "seats", "irv cannot fill 2 places from 2 options"),
        ('rule = "adoption"', "", "adopting a model needs the option that is no change; no_change is missing"),
    ],
)
def test_what_a_poll_proposes_keeps_and_fills_has_to_be_there(lines: str, key: str, said: str) -> None:
    poll = (
        f'[[polls]]\nid = "own"\ntitle = "Own"\nquestion = "Which?"\noptions = "own"\nown = ["Tea", "Milk"]\n{lines}\n'
    )
    (fault,) = check(f"{SOUND}\n{poll}")
    assert fault.message == said
    assert fault.key.endswith(key)
