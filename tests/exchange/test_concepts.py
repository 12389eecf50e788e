"""What rooms, the survey and notes say of one thing can be joined, and a mean of an export is the one on the screen."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hep_tui.actions import notes, record, themes
from hep_tui.domain.concepts import of_pack
from hep_tui.domain.models import full_take_up
from hep_tui.domain.notes import Note
from hep_tui.domain.pack import Pack, Priority
from hep_tui.domain.survey import Answer, Choice, Question, Response, Survey, response_subject, survey_subject
from hep_tui.domain.tiers import Tier
from hep_tui.exchange.export import export
from hep_tui.exchange.frames import read
from hep_tui.exchange.registry import Reference
from hep_tui.exchange.tables import TABLES
from hep_tui.logbook import Book
from hep_tui.views.review import review
from tests.exchange.conftest import Filled


@pytest.fixture
def surveyed(book: Book, tmp_path: Path) -> dict[str, Any]:
    """Return the tables of a review in which SEND was ranked by a survey, written about in it, and said in a room."""
    wave = survey_subject("spring", 1)
    ranked = Question("first", "Rank these", "rank", (Choice("s", "SEND and inclusion", "priority:send"),))
    grid = Question("say", "How true?", "scale", (Choice("1", "Not"),), (Choice("t", "Fun", "topic:fun"),))
    why = Question("why", "Why?", "text")
    record.put(book, wave, Survey("spring", "Spring survey", "csv", 1, (ranked, grid, why)))
    answers = (Answer("first", code="s", rank=1), Answer("say", "t", "1"), Answer("why"))
    record.put(book, response_subject(wave, "1"), Response(wave, "primary", "head", answers=answers))
    for other in "23":
        record.put(book, response_subject(wave, other), Response(wave))
    notes.add(book, Note("No places", item="why", channel="survey", themes=("send",)))
    notes.add(book, Note("Nobody answers", themes=("inclusion",)))
    themes.merge(book, review(book).pack, "send", "inclusion")
    return read(export(book, tmp_path, tier=Tier.ANALYST).path)


def test_what_is_of_one_thing_is_about_the_same_in_every_channel(surveyed: dict[str, Any]) -> None:
    about = surveyed["concepts"].set_index("concept")["about"]
    assert about["priority:send"] == about["theme:send"] == "theme:inclusion"
    ranked = surveyed["survey_answers"].query("rank == 1")["concept"].map(about)
    assert {*ranked} == {*surveyed["note_themes"]["concept"].map(about)} == {"theme:inclusion"}
    assert about["model:D@1"] == about["model:D"] == "model:D"
    assert about["topic:fun"] == "topic:fun"


def test_every_concept_of_an_export_is_in_the_table_of_concepts(filled: Filled, tmp_path: Path) -> None:
    tables = read(export(filled.book, tmp_path, tier=Tier.ANALYST).path)
    known = {*tables["concepts"]["concept"]}
    points = {t.name for t in TABLES if Reference(("concept",), "concepts", ("concept",)) in t.references}
    assert points == {"note_themes", "note_models", "options", "survey_answers", "survey_choices"}
    for table, held in tables.items():
        if "concept" in held and table != "survey_questions":
            assert {*held["concept"].dropna()} <= known, table


def test_a_priority_may_name_the_theme_that_notes_about_it_have(hillingdon: Pack) -> None:
    voice = Priority("voice", "Voice", theme="communication")
    found = {c.id: c.about for c in of_pack(replace(hillingdon, priorities=(voice,)), lambda theme: theme)}
    assert found["priority:voice"] == "theme:communication"
    assert found["condition:trust"] == "theme:trust"
    assert found["condition:vision"] == "condition:vision"


def test_answers_of_a_survey_have_their_words_beside_them_and_a_comment_is_a_note(surveyed: dict[str, Any]) -> None:
    first, grid = surveyed["survey_answers"].itertuples()
    assert first.code_label == "SEND and inclusion"
    assert (grid.item_label, grid.code_label, grid.concept) == ("Fun", "Not", "topic:fun")
    comment = surveyed["notes"].query("channel == 'survey'").iloc[0]
    assert comment["question"] == "why"
    assert comment[["item", "meeting"]].isna().all()


def test_the_mean_of_the_places_is_the_mean_rank_that_was_declared(filled: Filled, tmp_path: Path) -> None:
    tables = read(export(filled.book, tmp_path, tier=Tier.RESTRICTED).path)
    counted = tables["ballots"].query("poll == @filled.ranking and counted")["id"]
    places = tables["marks"].query("ballot in @counted").groupby("option")["place"].mean()
    points = tables["results"].query("poll == @filled.ranking and stands").set_index("option")["score"]
    assert len(places) == 12
    assert (12 - points / len(counted)).round(9).to_dict() == places.round(9).to_dict()


@pytest.mark.parametrize("tier", [Tier.ANALYST, Tier.PUBLIC])
def test_the_words_beside_a_bundle_open_only_what_is_in_it(filled: Filled, tmp_path: Path, tier: Tier) -> None:
    folder = export(filled.book, tmp_path, tier=tier).path
    words = (folder / "README.txt").read_text("utf-8")
    opened = re.findall(r"""hep\$(\w+)|\["(\w+)"\]|FILE='(\w+)\.sav'|select \* from (\w+)""", words)
    names = {name for found in opened for name in found if name}
    assert names
    assert names <= {path.stem for path in (folder / "data").iterdir()}
    assert ("conflicts" in words) == (tier is not Tier.PUBLIC)


def test_an_answer_on_a_scale_says_which_level_it_is(surveyed: dict[str, Any]) -> None:
    answers = surveyed["survey_answers"].set_index("question")["level"]
    assert answers["say"] == 1
    assert answers[["first"]].isna().all()


def test_what_schools_would_pay_adds_up_to_what_hep_says(book: Book, surveyed: dict[str, Any]) -> None:
    costs = surveyed["costs"]
    paid = costs[costs["takes_part"]].groupby(["model", "version"])["yearly_pence"].sum(min_count=1)
    found = review(book)
    full = {(m.id, m.version): full_take_up(m, found.schools).yearly_pence for m in found.pack.models}
    assert {key: paid.get(key) for key, pence in full.items() if pence} == {key: p for key, p in full.items() if p}
    assert not costs["takes_part"].all()


def test_the_rule_of_a_poll_is_in_words_without_how_many_may_vote(filled: Filled, tmp_path: Path) -> None:
    polls = read(export(filled.book, tmp_path).path)["polls"]
    assert polls["rule_words"].str.startswith("Who votes: ").all()
    assert not polls["rule_words"].str.contains("in all").any()
