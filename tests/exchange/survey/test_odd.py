"""Surveys as people really hand them over: titles above, two files in one, answers that say nothing, SPSS."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from hep_tui import locations
from hep_tui.domain.pack import Pack
from hep_tui.domain.survey import Question
from hep_tui.exchange.survey import sav
from hep_tui.exchange.survey.door import LIMITS, open_survey
from hep_tui.exchange.survey.layouts import recognise
from hep_tui.exchange.survey.proposal import Proposal
from hep_tui.exchange.survey.read import Intake
from hep_tui.logbook import Book
from hep_tui.tables.read import read_bytes
from hep_tui.tables.reading import Unreadable

from . import written
from .test_layouts import PEOPLE, TOOLS, facts, layout, of_tool, read

N = range(20)
OPTIONS = ("CPD", "Peer review", "SEND and inclusion")
Rows = list[list[str]]


def dice() -> random.Random:
    return random.Random(3)


def taken(rows: Sequence[Any], pack: Pack) -> tuple[Proposal, Intake]:
    return read(layout([[str(cell) for cell in row] for row in rows]), pack)


def only(found: Intake, kind: str) -> Question:
    return next(question for question in found.survey.questions if question.kind == kind)


def titled(rows: Rows) -> Rows:
    return [["Survey of leaders, June"], [], *rows]


def put_together(rows: Rows) -> Rows:
    return [*rows, rows[0]]


def with_empty_ends(rows: Rows) -> Rows:
    return [[*row, "", ""] for row in rows] + [[""] * len(rows[0])]


@pytest.mark.parametrize("change", [titled, put_together, with_empty_ends])
@pytest.mark.parametrize("tool", TOOLS)
def test_what_is_around_a_table_changes_no_answer(tool: str, change: Callable[[Rows], Rows], hillingdon: Pack) -> None:
    rows = [list(row) for row in getattr(written, tool)(PEOPLE)]
    proposal, found = taken(change(rows), hillingdon)
    assert (found.survey.tool, proposal.doubts, found.doubts) == (tool, (), ())
    assert facts(found) == facts(of_tool(tool, hillingdon)[1])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("sign", [";", "\t"])
def test_signs_and_encodings_change_no_answer(encoding: str, sign: str, hillingdon: Pack) -> None:
    text = "\r\n".join(sign.join(f'"{cell}"' for cell in row) for row in written.smartsurvey(PEOPLE))
    _, found = read(recognise(read_bytes("x.csv", text.encode(encoding), limits=LIMITS)), hillingdon)
    assert facts(found) == facts(of_tool("smartsurvey", hillingdon)[1])


def test_a_table_may_have_questions_above_statements(hillingdon: Pack) -> None:
    roll = dice()
    rows = [[i, *(roll.choice(written.LEVELS) for _ in range(2)), f"Good people, number {i}"] for i in N]
    _, found = taken(
        [["", "How far do you agree?", "", "What works?"], ["No.", "The board", "I know", ""], *rows], hillingdon
    )
    grid = only(found, "scale")
    assert (grid.text, [item.label for item in grid.items]) == ("How far do you agree?", ["The board", "I know"])
    assert len(found.comments) == len(N)


def test_points_and_feedback_of_a_quiz_are_no_questions(hillingdon: Pack) -> None:
    head = [
        *("Id", "Start time", "Completion time", "Email", "Name", "Total points", "Quiz feedback"),
        *("What is your role?", "Points - What is your role?", "Feedback - What is your role?", "Would you join?"),
    ]
    rows = [[i, "6/1/21 9:00", "6/1/21 9:10", "", "", 0, "", "Headteacher", i % 2, "", "Yes"] for i in N]
    _, found = taken([head, *rows], hillingdon)
    assert [question.text for question in found.survey.questions] == ["Would you join?"]


def test_ranks_may_have_words_and_say_that_something_is_not_ranked(hillingdon: Pack) -> None:
    roll, ends = dice(), ("1 (most important)", "2", "3 (least important)")
    google: list[Any] = [
        ["Timestamp", *(f"Rank these [{o}]" for o in OPTIONS)],
        *(["x", *roll.sample(ends, 3)] for _ in N),
    ]
    monkey: list[Any] = [
        ["Respondent ID", "Collector ID", "Rank these", "", ""], ["", "", *OPTIONS],
        *([i, 1, *(["N/A", 1, 2] if i == 3 else roll.sample((1, 2, 3), 3))] for i in N),
    ]  # fmt: skip
    for rows in (google, monkey):
        proposal, found = taken(rows, hillingdon)
        assert (only(found, "rank").concept, proposal.doubts, found.doubts) == ("priorities", (), ())
    fourth = list(found.responses.values())[3]
    assert [(answer.code, answer.rank) for answer in fourth.answers] == [("peer-review", 1), ("send", 2)]


def test_a_grid_of_boxes_has_several_answers_a_row(hillingdon: Pack) -> None:
    times = ("Morning", "Afternoon", "Morning, Afternoon", "Afternoon, Morning")
    rows = [["x", times[i % 4], times[(i + 1) % 4]] for i in N]
    _, found = taken([["Timestamp", "When? [Monday]", "When? [Tuesday]"], *rows], hillingdon)
    asked = only(found, "choices")
    assert [choice.label for choice in asked.choices] == ["Afternoon", "Morning"]
    second = list(found.responses.values())[1]
    assert {(a.item, a.code) for a in second.answers} == {
        ("monday", "afternoon"), ("tuesday", "morning"), ("tuesday", "afternoon"),
    }  # fmt: skip


def test_what_is_written_beside_a_role_is_a_role_where_the_pack_has_it(hillingdon: Pack) -> None:
    rows = [
        ["Respondent ID", "Collector ID", "What is your role?", "", "Would you join?"],
        ["", "", "Response", "Other (please specify)", "Response"],
        [1, 1, "Headteacher", "", "Yes"], [2, 1, "", "chair of governors", "Yes"], [3, 1, "", "Bursar", "No"],
        [4, 1, "Prefer not to say", "", "No"],
    ]  # fmt: skip
    proposal, found = taken(rows, hillingdon)
    assert proposal.doubts == ()
    assert [response.role for response in found.responses.values()] == ["head", "chair", "", ""]
    assert found.doubts == ("role “Bursar” is not in the pack, left out",)


def test_qualtrics_writes_what_was_chosen_and_what_was_written_apart(hillingdon: Pack) -> None:
    rows = [
        ["ResponseId", "Finished", "Q1", "Q1_4_TEXT"],
        ["Response ID", "Finished", "What helps? - Selected Choice", "What helps? - Other (please say) - Text"],
        ['{"ImportId":"_recordId"}', '{"ImportId":"finished"}', '{"ImportId":"QID1"}', '{"ImportId":"QID1_4_TEXT"}'],
        *([f"R_{i}", "True", "Time" if i % 4 else "Other", "" if i % 4 else "Money"] for i in N),
    ]
    _, found = taken(rows, hillingdon)
    asked = only(found, "choice")
    assert asked.text == "What helps?"
    assert [a.text for a in next(iter(found.responses.values())).answers if a.code == "other"][-1:] == ["Money"]


def test_a_phase_may_have_the_word_for_its_place_behind_it(hillingdon: Pack) -> None:
    said = ("primary", "SECONDARY", "Special school", "Prefer not to say")
    proposal, found = taken([["ID", "Phase", "Would you join?"], *([i, said[i % 4], "Yes"] for i in N)], hillingdon)
    assert proposal.doubts == ()
    assert [r.phase for r in found.responses.values()][:4] == ["primary", "secondary", "special", ""]


def test_the_last_page_of_limesurvey_says_not_that_it_was_left(hillingdon: Pack) -> None:
    head = ["id", "submitdate", "lastpage", "join. Would you join?"]
    rows = [[i, "2021-06-01 10:00:00" if i else "", 2, "Yes"] for i in N]
    assert taken([head, *rows], hillingdon)[1].survey.outcomes == {"kept": 19, "partial": 1}


def test_a_day_is_no_number_of_jisc_and_jisc_may_write_words(hillingdon: Pack) -> None:
    days = [["Timestamp", "Used? [Training]", "Used? [Peers]"], *(["2021-06-01", "TRUE", "FALSE"] for _ in N)]
    assert taken(days, hillingdon)[1].survey.tool == "google"
    head = ["Unique response number", "2. How far?.a. The board", "2. How far?.b. I know"]
    words = [head, *([f"638954-638945-{65461629 + i}", "Agree", "Disagree"] for i in N)]
    _, found = taken(words, hillingdon)
    assert (found.survey.tool, len(only(found, "scale").items)) == ("jisc", 2)


@pytest.mark.parametrize("levels", [
    ("Not at all useful", "Slightly useful", "Fairly useful", "Very useful"),
    ("Not very confident", "Confident", "Extremely confident"),
    ("Completely dissatisfied", "Mostly dissatisfied", "Neutral", "Mostly satisfied", "Completely satisfied"),
    ("Poor", "Fair", "Good", "Excellent"), ("Low", "Medium", "High"),
])  # fmt: skip
def test_levels_that_say_one_word_by_degrees_are_a_scale(levels: tuple[str, ...], hillingdon: Pack) -> None:
    _, found = taken([["ID", "What of it?"], *([i, levels[i % len(levels)]] for i in N), [21, "N/A"]], hillingdon)
    asked = only(found, "scale")
    assert tuple(level.label for level in asked.levels) == levels
    assert [choice.label for choice in asked.choices if choice.off] == ["N/A"]


@pytest.mark.parametrize(("asked", "ends"), [("From 0 to 10, how likely?", 11), ("Rate it, 1-5", 5), ("Rate it", 4)])
def test_the_ends_of_a_scale_of_figures_are_those_of_its_question(asked: str, ends: int, hillingdon: Pack) -> None:
    _, found = taken([["ID", asked], *([i, 2 + i % 3] for i in N)], hillingdon)
    assert len(only(found, "scale").levels) == ends


def test_prose_with_signs_in_it_is_a_comment_and_no_list(hillingdon: Pack) -> None:
    rows = [["x", f"Good, honest talk; the LA listens, {i}", "Yes" if i % 3 else ""] for i in N]
    for heads in (["Timestamp", "Your view", "Join?"], ["Start time", "Your view", "Completion time"]):
        assert len(taken([heads, *rows], hillingdon)[1].comments) == len(N)


@pytest.mark.parametrize("sign", [";", "; ", ", "])
def test_groups_may_have_any_sign_between_them(sign: str, hillingdon: Pack) -> None:
    rows = [["x", sign.join(("HASH", "LLE")) if i % 2 else "Governors", "Yes"] for i in N]
    _, found = taken([["Timestamp", "Which groups do you belong to?", "Join?"], *rows], hillingdon)
    assert [response.groups for response in found.responses.values()][:2] == [("governors",), ("hash", "lle")]


def test_what_a_tool_measures_and_a_blank_in_words_are_no_answers(hillingdon: Pack) -> None:
    rows = [["Q_RecaptchaScore", "Finished", "ResponseId", "Q1", "Q1_DO_1"], ["Score", "Finished", "ID", "Join?", "-"]]
    rows += [['{"ImportId":"x"}'] * 5, *(["0.9", "True", f"R_{i}", "Yes", "1"] for i in N)]
    assert [question.text for question in taken(rows, hillingdon)[1].survey.questions] == ["Join?"]
    lime: list[Any] = [["id. Response ID", "submitdate. Date submitted", "a. Join?", "b. Why not?", "c. Comments"]]
    lime += [[i, "2021", "No" if i % 2 else "Yes", f"no time, {i}" if i % 2 else "N/A", "-"] for i in N]
    _, found = taken(lime, hillingdon)
    assert len(found.comments) == len(N) / 2
    assert [a.missing for a in next(iter(found.responses.values())).answers] == ["", "not_shown", "skipped"]


def test_a_heading_that_a_tool_numbers_is_a_question_asked_twice(hillingdon: Pack) -> None:
    heads = ["ID", "Start time", "Completion time", "Email", "Name", "Join?", "Why not?", "Why not?2"]
    rows = [[i, "9:00", "9:10", "", "", "Yes", f"a reason, number {i}", f"and another, {i}"] for i in N]
    proposal, _ = taken([heads, *rows], hillingdon)
    assert "“Why not?” is asked twice, as why-not and why-not-2" in proposal.notes[-1]


@pytest.fixture
def spss(tmp_path: Path) -> Path:
    """Return the survey as Jisc's SPSS file has it: codes with labels, a column a choice, a rank or a statement."""
    stat = pytest.importorskip("pyreadstat", reason="pyreadstat is not installed")
    pandas = pytest.importorskip("pandas")
    roll = dice()
    held: dict[str, list[object]] = {
        "URN": [f"638954-638945-{65461629 + i}" for i in N],
        "Q1": [1.0 + i % 2 for i in N],
    }
    labels = {"URN": "Unique Response Number", "Q1": "Which phase is your school?"}
    words: dict[str, dict[float, str]] = {"Q1": {1.0: "Primary", 2.0: "Secondary"}}
    orders = [roll.sample(range(1, 4), 3) for _ in N]
    for place, option in enumerate(OPTIONS):
        name = f"Q2_{place + 1}"
        held[name], labels[name] = [float(order[place]) for order in orders], option
        words[name] = {1.0: "Best", 2.0: "Second best", 3.0: "Third best"}
        name = f"Q3_{place + 1}"
        held[name], labels[name] = [1.0 if (i + place) % 2 else None for i in N], f"Used - {option}"
        words[name] = {1.0: option}
    path = tmp_path / "leaders.sav"
    stat.write_sav(pandas.DataFrame(held), str(path), column_labels=labels, variable_value_labels=words)
    return path


def test_an_spss_file_brings_its_own_words(spss: Path, book: Book) -> None:
    file = open_survey(book, spss, locations.schools_dir())
    found = file.intake(file.proposed())
    assert (found.survey.tool, found.survey.outcomes) == ("jisc", {"kept": 20})
    assert [q.kind for q in found.survey.questions] == ["rank", "choices"]
    assert [c.label for c in only(found, "choices").choices] == list(OPTIONS)
    assert {response.phase for response in found.responses.values()} == {"primary", "secondary"}
    first = next(iter(found.responses.values()))
    assert [a.rank for a in first.answers if a.rank] == [1, 2, 3]


def test_an_spss_file_that_is_damaged_or_cannot_be_read_here_is_refused(
    tmp_path: Path, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.sav"
    path.write_bytes(b"$FL2 and then nothing of the kind")
    monkeypatch.setattr(sav, "find_spec", lambda _: None)
    with pytest.raises(Unreadable, match="needs pyreadstat; nothing was read"):
        open_survey(book, path, locations.schools_dir())
    monkeypatch.setattr(sav, "find_spec", lambda _: True)
    with pytest.raises(Unreadable, match="is not an SPSS file that hep can read; nothing was read"):
        open_survey(book, path, locations.schools_dir())
