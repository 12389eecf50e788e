"""Real exports of five tools, trimmed by those who published them; skipped where they are not on this machine."""

from collections import Counter
from pathlib import Path

import pytest

from hep_tui.domain.pack import Pack
from hep_tui.domain.survey import NOT_SHOWN
from hep_tui.exchange.matching import Matcher
from hep_tui.exchange.survey.door import LIMITS
from hep_tui.exchange.survey.keys import NO_KEY, read_key
from hep_tui.exchange.survey.labels import keyed
from hep_tui.exchange.survey.layouts import recognise
from hep_tui.exchange.survey.proposal import Proposal
from hep_tui.exchange.survey.propose import propose
from hep_tui.exchange.survey.read import Intake, Known, take_in
from hep_tui.tables.read import read_table


@pytest.fixture
def real(shared: Path) -> Path:
    folder = shared / "surveys" / "real"
    if not folder.is_dir():
        pytest.skip("the real surveys are not on this machine")
    return folder


def taken(real: Path, name: str, pack: Pack, key: str = "") -> tuple[Proposal, Intake]:
    known = read_key(real / key) if key else NO_KEY
    layout, matcher = recognise(read_table(real / name, limits=LIMITS)), Matcher(())
    proposal = propose(layout, pack, matcher, known, "real")
    return proposal, take_in(keyed(layout, known), proposal.mapping, Known(pack, matcher))


def kinds(proposal: Proposal) -> Counter[str]:
    return Counter(question.kind for question in proposal.mapping.questions)


def test_surveymonkey_with_a_ranking_a_grid_and_a_branch(real: Path, hillingdon: Pack) -> None:
    proposal, found = taken(real, "surveymonkey_starwars_head.csv", hillingdon)
    assert (proposal.mapping.tool, proposal.doubts) == ("surveymonkey", ())
    assert kinds(proposal) == {"choice": 11, "choices": 1, "rank": 1, "scale": 1}
    grid = next(q for q in proposal.mapping.questions if q.kind == "scale")
    assert (len(grid.items), len(grid.levels)) == (14, 5)
    assert [c.label for c in grid.choices if c.off] == ["Unfamiliar (N/A)"]
    first = next(iter(found.responses.values()))
    assert [a.rank for a in first.answers if a.rank] == [1, 2, 3, 4, 5, 6]
    second = list(found.responses.values())[1]
    assert sum(a.missing == NOT_SHOWN for a in second.answers) > 15


def test_google_with_options_that_hold_commas(real: Path, hillingdon: Pack) -> None:
    proposal, found = taken(real, "googleforms_pandas2019_head.csv", hillingdon)
    assert (proposal.mapping.tool, found.survey.outcomes) == ("google", {"kept": 19, "double": 1})
    assert kinds(proposal) == {"choice": 10, "choices": 10, "scale": 3, "text": 1}
    assert any("IO (read_*, to_*)" in [c.label for c in q.choices] for q in proposal.mapping.questions)


def test_limesurvey_with_codes_and_words(real: Path, hillingdon: Pack) -> None:
    proposal, found = taken(real, "limesurvey_codetext_rse2017uk_head.csv", hillingdon)
    assert (proposal.mapping.tool, found.survey.outcomes) == ("limesurvey", {"kept": 5})
    fields = next(q for q in proposal.mapping.questions if q.kind == "choices")
    assert len(fields.choices) == 60


def test_qualtrics_with_three_heading_rows(real: Path, hillingdon: Pack) -> None:
    proposal, found = taken(real, "qualtrics_sample.csv", hillingdon)
    assert (proposal.mapping.tool, len(found.responses)) == ("qualtrics", 1)
    assert [note.text for note in found.comments.values()] == ["Hello World!"]


def test_jisc_with_its_key(real: Path, hillingdon: Pack) -> None:
    proposal, found = taken(real, "jisc_idrc2021_head.csv", hillingdon, "jisc_idrc2020_key.csv")
    assert (proposal.mapping.tool, found.survey.outcomes) == ("jisc", {"kept": 10, "empty": 1})
    age = proposal.mapping.questions[0]
    assert [c.label for c in age.choices] == ["18 - 24", "25 - 34", "35 - 44", "45 - 54", "55 - 64", "over 65"]
    assert not any(response.urn for response in found.responses.values())
