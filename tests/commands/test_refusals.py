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
