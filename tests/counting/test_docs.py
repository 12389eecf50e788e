"""docs/counting.md: names every rule, step and flag, and its samples and sessions are what hep does."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hep_tui.commands import count as command
from hep_tui.commands.later import Later
from hep_tui.counting import RULES, count
from hep_tui.counting.files import read
from hep_tui.counting.outcome import CAUSES
from hep_tui.counting.policy import STEPS

if TYPE_CHECKING:
    import argparse

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "counting.md").read_text(encoding="utf-8")
SAMPLES = dict(re.findall(r"^`([\w.]+)`\n\n```\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL))
SESSIONS = re.findall(r"^```\n\$ hep count (.*?)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def flags() -> set[str]:
    parser: argparse.ArgumentParser = Later()
    sub = parser.add_subparsers()
    command.add(sub)
    found = sub.choices["count"].format_help()
    return set(re.findall(r"--[a-z-]+", found))


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_paragraph(rule: str) -> None:
    assert re.search(rf"^\*\*`{rule}`\.\*\* ", TEXT, re.MULTILINE)


@pytest.mark.parametrize("flag", sorted(flags()))
def test_every_flag_is_named(flag: str) -> None:
    assert f"`{flag}" in TEXT


def test_every_tie_step_and_every_cause_of_exhaustion_is_named() -> None:
    for step in STEPS:
        assert f"`{step}`" in TEXT
    for cause in CAUSES:
        assert f"*{cause}*" in TEXT


def test_every_usual_chain_is_as_it_is_written() -> None:
    for rule in RULES.values():
        assert f"`{','.join(rule.chain)}`" in TEXT


@pytest.fixture
def samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in SAMPLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_all_samples_hold_the_same_papers(samples: Path) -> None:
    assert len(SAMPLES) == 7
    record = read(samples / "record.json")
    assert [ballot.marks for ballot in record.profile.ballots] == [(1, None)]
    for name in set(SAMPLES) - {"record.json"}:
        file = read(samples / name)
        outcome = count(file.profiles["ranks"], "schulze")
        pairs = ((0, 4, 3), (2, 0, 5), (2, 1, 0))
        assert (outcome.n, outcome.options, outcome.pairwise) == (7, ("Peer review", "SEND", "Staffing"), pairs), name
        assert file.warnings == (), name


@pytest.mark.usefixtures("samples")
def test_every_session_prints_what_it_shows(hep_count: Callable[..., tuple[int, Any, str]]) -> None:
    assert len(SESSIONS) == 2
    for words, shown in SESSIONS:
        assert hep_count(*words.split())[1] == shown
