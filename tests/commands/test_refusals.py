"""A line that cannot be read is refused in one sentence, which names what there is."""

from pathlib import Path

import pytest

from .conftest import Hep


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "poll FILE new --preset nope",
            "--preset of hep poll file new cannot be 'nope', only one of: priorities, models, ratify, hands, other; "
            "nothing was done.",
        ),
        (
            "export FILE --tier nope",
            "--tier of hep export cannot be 'nope', only one of: restricted, analyst, public; nothing was done.",
        ),
        (
            "register FILE nope",
            "WHAT of hep register cannot be 'nope', only one of: list, arrive, leave, correct, join, remove, import, "
            "print; nothing was done.",
        ),
        ("poll FILE nope", "WHAT of hep poll cannot be 'nope', only one of: list, new, open, close, "),
        ("ballots FILE nope", "WHAT of hep ballots cannot be 'nope', only one of: "),
        ("nope", "COMMAND of hep cannot be 'nope', only one of: demo, new, open, "),
        (f"register FILE {'n' * 99}", f"WHAT of hep register cannot be '{'n' * 40}', only one of: "),
        ("ballots FILE key Which one 1", "hep ballots FILE key cannot read this (argument NUMBER: invalid int value: "),
        ("note", "hep note cannot read this (the following arguments are required: file, text); nothing was done, "),
        ("show FILE notes --nope", "hep cannot read this (unrecognized arguments: --nope); nothing was done, "),
        (
            "poll FILE new --option Tea --option Coffee",
            "hep cannot read this (unrecognized arguments: --option Tea --option Coffee); nothing was done, ",
        ),
        ("show FILE notes \x1b[31m", "hep cannot read this (unrecognized arguments: "),
    ],
)
def test_what_is_not_among_the_words_of_a_command_is_refused_in_one_sentence(
    hep: Hep, fresh: Path, line: str, sentence: str
) -> None:
    before = fresh.read_bytes()
    said = hep(*line.replace("FILE", str(fresh)).split(" ")).refusal
    assert said.startswith(sentence)
    assert "\x1b" not in said
    assert fresh.read_bytes() == before


@pytest.mark.parametrize(
    "line",
    [
        "summary FILE --meeting 99",
        "show FILE notes --meeting 99",
        "show FILE polls --meeting 99",
        "notes FILE list --meeting 99",
        "register FILE list --meeting 99",
        "register FILE list nobody",
        "framework FILE show --meeting 99",
        "paper FILE 99",
        "paper FILE 99 --minutes",
        "room FILE --save out --poll 99",
        "ballots FILE export 99 -o papers.csv",
        "ballots FILE check 99",
        "ballots FILE draw 99 --roll 3",
        "poll FILE show 99",
        "poll FILE count 99",
        "poll FILE check 99",
        "poll FILE fields 99",
        "models FILE sheet 99",
        "themes FILE history nothing",
        "survey FILE answers list.csv",
    ],
)
def test_a_command_that_only_reads_says_of_a_wrong_name_nothing_of_storing(hep: Hep, demo: Path, line: str) -> None:
    """A name is looked up before anything is done, by commands that store and by those that never do."""
    said = hep(*line.replace("FILE", str(demo)).split(" ")).refusal
    assert "stored" not in said
    assert "changed" not in said
    assert "nothing was done" in said or "nothing was written" in said
