"""The same survey from seven tools is the same survey."""

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from hep_tui import locations
from hep_tui.domain.pack import Pack
from hep_tui.domain.pack_read import find_pack, read_pack, read_school_table
from hep_tui.domain.schools import School
from hep_tui.domain.survey import NONE_CHOSEN, NOT_SHOWN, SKIPPED, Answer
from hep_tui.exchange.matching import Matcher
from hep_tui.exchange.survey import mapping
from hep_tui.exchange.survey.door import LIMITS
from hep_tui.exchange.survey.keys import NO_KEY, Key, read_key
from hep_tui.exchange.survey.labels import keyed
from hep_tui.exchange.survey.layouts import Layout, recognise
from hep_tui.exchange.survey.proposal import Proposal
from hep_tui.exchange.survey.propose import propose
from hep_tui.exchange.survey.read import Intake, Known, take_in
from hep_tui.tables.read import read_bytes
from hep_tui.tables.reading import Unreadable

from . import written
from .written import Said

TOOLS = ("forms", "google", "surveymonkey", "smartsurvey", "limesurvey", "qualtrics")
PEOPLE = written.people()


@cache
def _schools() -> tuple[School, ...]:
    path = find_pack("hillingdon-2021", locations.packs_dir())
    return read_school_table(read_pack(path), path, locations.schools_dir())


def layout(rows: Sequence[Sequence[str]], name: str = "leaders.csv") -> Layout:
    return recognise(read_bytes(name, written.csv_of(rows), limits=LIMITS))


def read(found: Layout, pack: Pack, key: Key = NO_KEY) -> tuple[Proposal, Intake]:
    matcher = Matcher(_schools())
    proposal = propose(found, pack, matcher, key, "Leaders")
    return proposal, take_in(keyed(found, key), proposal.mapping, Known(pack, matcher))


def of_tool(tool: str, pack: Pack, said: Sequence[Said] = PEOPLE) -> tuple[Proposal, Intake]:
    return read(layout(getattr(written, tool)(said)), pack)


def jisc_key(folder: Path) -> Key:
    path = folder / "key.csv"
    path.write_bytes(written.csv_of(written.jisc(PEOPLE)[1]))
    return read_key(path)


def facts(found: Intake) -> list[tuple[object, ...]]:
    """Return what is known of each response: who, and every answer."""
    return [(r.phase, r.role, r.urn, sorted(map(_fact, r.answers))) for r in found.responses.values()]


def _fact(answer: Answer) -> tuple[str, str, str, str, int, str]:
    return answer.question, answer.item, answer.code, answer.text, answer.rank, answer.missing


@pytest.mark.parametrize("tool", TOOLS)
def test_a_tool_is_known_by_its_layout(tool: str, hillingdon: Pack) -> None:
    proposal, found = of_tool(tool, hillingdon)
    assert proposal.mapping.tool == found.survey.tool == tool
    assert (proposal.doubts, found.doubts) == ((), ())


@pytest.mark.parametrize("tool", TOOLS)
def test_the_same_answers_come_out_of_every_tool(tool: str, hillingdon: Pack) -> None:
    assert facts(of_tool(tool, hillingdon)[1]) == facts(of_tool("forms", hillingdon)[1])


def test_the_same_answers_come_out_of_codes_and_a_key(tmp_path: Path, hillingdon: Pack) -> None:
    said = [replace(person, other="") for person in PEOPLE]
    proposal, found = read(layout(written.jisc(said)[0]), hillingdon, jisc_key(tmp_path))
    assert proposal.mapping.tool == "jisc"
    assert facts(found) == facts(of_tool("forms", hillingdon, said)[1])


def test_codes_without_a_key_are_refused(hillingdon: Pack) -> None:
    with pytest.raises(Unreadable, match="give the key that Jisc writes beside it"):
        read(layout(written.jisc(PEOPLE)[0]), hillingdon)
    coded = [["id", "submitdate", "lastpage", "q1", "q2[SQ001]"], ["1", "2021-06-01", "2", "A1", "A2"]]
    with pytest.raises(Unreadable, match=r"give its \.lss as --key"):
        read(layout(coded), hillingdon)


def test_answers_are_what_was_said(hillingdon: Pack) -> None:
    proposal, found = of_tool("forms", hillingdon)
    ranked, grid, multi, join, why, works = (q.id for q in proposal.mapping.questions)
    for person, response in zip(PEOPLE, found.responses.values(), strict=True):
        label = {q.id: q.label for q in proposal.mapping.questions}
        given = {id: [a for a in response.answers if a.question == id] for id in label}
        assert [label[ranked](a.code) for a in given[ranked] if a.rank] == list(person.ranks)
        levels = {label[grid](a.item): label[grid](a.code) for a in given[grid]}
        assert levels == dict(zip(written.STATEMENTS, person.levels, strict=True))
        assert [label[multi](a.code) for a in given[multi] if a.code not in ("", "other")] == list(person.used)
        assert [a.text for a in given[multi] if a.code == "other"] == [person.other] * bool(person.other)
        assert [label[join](a.code) for a in given[join]] == [person.join]
        assert [not a.missing for a in given[why]] == [bool(person.why)]
        assert [not a.missing for a in given[works]] == [bool(person.works)]


def test_a_blank_says_why_it_is_one(hillingdon: Pack) -> None:
    proposal, found = of_tool("forms", hillingdon)
    ids = [q.id for q in proposal.mapping.questions]
    missing = {(a.question, a.missing) for r in found.responses.values() for a in r.answers if a.missing}
    assert missing == {
        (ids[0], SKIPPED), (ids[1], SKIPPED), (ids[2], NONE_CHOSEN), (ids[4], NOT_SHOWN), (ids[5], SKIPPED),
    }  # fmt: skip


def test_what_the_pack_knows_is_called_as_it_is_there(hillingdon: Pack) -> None:
    ranked = of_tool("forms", hillingdon)[0].mapping.questions[0]
    assert ranked.concept == "priorities"
    assert [c.concept for c in ranked.choices] == [f"priority:{c.code}" for c in ranked.choices]


def test_levels_that_nobody_chose_are_levels_still(hillingdon: Pack) -> None:
    said = [replace(p, levels=("Agree", "Strongly agree", "Agree")) for p in PEOPLE]
    grid = of_tool("google", hillingdon, said)[0].mapping.questions[1]
    assert [level.label for level in grid.levels] == list(written.LEVELS)


@pytest.mark.parametrize("tool", TOOLS)
def test_a_mapping_is_the_same_after_it_was_kept(tool: str, tmp_path: Path, hillingdon: Pack) -> None:
    proposal, _ = of_tool(tool, hillingdon)
    path = tmp_path / "map.toml"
    path.write_text(mapping.write(proposal.mapping), "utf-8")
    assert mapping.read(path) == proposal.mapping


def test_comments_carry_phase_and_role_and_no_way_back(hillingdon: Pack) -> None:
    _, found = of_tool("forms", hillingdon)
    texts = [p.why for p in PEOPLE if p.why] + [p.works for p in PEOPLE if p.works]
    assert sorted(n.text for n in found.comments.values()) == sorted(texts)
    assert {(n.meeting, n.channel) for n in found.comments.values()} == {("", "survey")}
    assert not {id.partition(".")[2] for id in found.comments} & {id.partition(".")[2] for id in found.responses}


def test_rows_are_dropped_with_the_reason(hillingdon: Pack) -> None:
    rows = [list(row) for row in written.forms(PEOPLE)]
    rows[3][7] = "Test"
    rows[4][8:] = [""] * (len(rows[4]) - 8)
    rows[6][3] = rows[5][3]
    _, found = read(layout(rows), hillingdon)
    assert found.survey.outcomes == {"kept": 21, "test": 1, "empty": 1, "double": 1}
    assert [(r.line, r.what) for r in found.rows if r.what != "kept"] == [(4, "test"), (5, "empty"), (6, "double")]


def test_a_short_ranking_is_in_doubt(hillingdon: Pack) -> None:
    proposal, _ = of_tool("forms", hillingdon, [p for p in PEOPLE if p.ranks][:4])
    assert "too few answers to tell" in str(proposal.doubts[0])


def test_an_answer_that_the_pack_has_no_term_for_is_in_doubt(hillingdon: Pack) -> None:
    said = [replace(p, who=(p.who[0], "Special / AP", p.who[2])) if p.number == 4 else p for p in PEOPLE]
    proposal, _ = of_tool("forms", hillingdon, said)
    assert tuple(map(str, proposal.doubts)) == (
        "“Special / AP” is not a phase of the pack; say under [means.phase] which one it is",
    )
    assert proposal.mapping.means == {"phase": {"Special / AP": ""}}


def without_other(tool: str) -> tuple[list[Said], list[list[str]]]:
    said = [replace(person, other="") for person in PEOPLE]
    return said, [list(row) for row in getattr(written, tool)(said)]


def test_answers_that_hold_commas_are_told_from_commas_between_them(hillingdon: Pack) -> None:
    said, linked = without_other("google")
    place = linked[0].index(written.MULTI)
    for row in linked[1:]:
        row[place] = row[place].replace(";", ", ")
    assert facts(read(layout(linked), hillingdon)[1]) == facts(of_tool("forms", hillingdon, said)[1])


def test_qualtrics_with_all_answers_in_one_cell(hillingdon: Pack) -> None:
    said, split = without_other("qualtrics")
    places = [place for place, name in enumerate(split[0]) if name.startswith("Q6_")]
    heads, joined = ("Q6", written.MULTI, '{"ImportId":"QID6"}'), []
    for number, row in enumerate(split):
        cell = heads[number] if number < 3 else ",".join(row[place] for place in places if row[place])
        joined.append([*row[: places[0]], cell, *row[places[-1] + 1 :]])
    assert facts(read(layout(joined), hillingdon)[1]) == facts(of_tool("forms", hillingdon, said)[1])


def test_qualtrics_of_older_days_has_two_heading_rows(hillingdon: Pack) -> None:
    rows = [row for place, row in enumerate(written.qualtrics(PEOPLE)) if place != 2]
    assert facts(read(layout(rows), hillingdon)[1]) == facts(of_tool("forms", hillingdon)[1])


def test_limesurvey_with_words_alone_or_codes_for_yes(hillingdon: Pack) -> None:
    rows = [list(row) for row in written.limesurvey(PEOPLE)]
    words = [[head.partition(". ")[2] or head for head in rows[0]], *rows[1:]]
    assert facts(read(layout(words), hillingdon)[1]) == facts(of_tool("forms", hillingdon)[1])
    flags = [place for place, head in enumerate(rows[0]) if head.startswith("multi[SQ")]
    for row in rows[1:]:
        for place in flags:
            row[place] = {"Yes": "Y", "No": ""}[row[place]]
    assert facts(read(layout(rows), hillingdon)[1]) == facts(of_tool("forms", hillingdon)[1])


def test_limesurvey_in_codes_needs_its_structure(tmp_path: Path, hillingdon: Pack) -> None:
    rows = [["id", "submitdate", "lastpage", "grid[SQ001]", "grid[SQ002]", "rank[1]", "rank[2]", "join"]]
    rows += [[str(n), "2021-06-01", "2", f"A{1 + n % 2}", "A1", "R1", "R2", "A1"] for n in range(1, 10)]
    with pytest.raises(Unreadable, match=r"give its \.lss as --key"):
        read(layout(rows), hillingdon)
    path = tmp_path / "survey.lss"
    path.write_text(LSS, "utf-8")
    proposal, found = read(layout(rows), hillingdon, read_key(path))
    grid, rank, join = proposal.mapping.questions
    assert (grid.text, grid.items[0].label, [c.label for c in grid.levels]) == (
        "How far do you agree?", "The board speaks for us", ["Disagree", "Agree"],
    )  # fmt: skip
    assert [c.concept for c in rank.choices] == ["priority:cpd", "priority:send"]
    assert join.choices[1].label == "Nobody chose this"
    first = next(iter(found.responses.values()))
    assert [(a.code, a.rank) for a in first.answers if a.question == rank.id] == [("cpd", 1), ("send", 2)]


def lss_rows(table: str, *rows: dict[str, str]) -> str:
    cells = ("".join(f"<{name}>{value}</{name}>" for name, value in row.items()) for row in rows)
    return f"<{table}><rows>{''.join(f'<row>{each}</row>' for each in cells)}</rows></{table}>"


LSS = "<document>" + "".join((
    lss_rows(
        "questions", {"qid": "1", "title": "grid", "question": "How far do you agree?", "type": "F"},
        {"qid": "2", "title": "rank", "question": "Rank these", "type": "R"},
        {"qid": "3", "title": "join", "question": "Would you join?", "type": "L"},
    ),
    lss_rows(
        "subquestions", {"qid": "9", "parent_qid": "1", "title": "SQ001", "question": "The board speaks for us"},
        {"qid": "10", "parent_qid": "1", "title": "SQ002", "question": "I know who to call"},
    ),
    lss_rows(
        "answers", {"qid": "1", "code": "A1", "answer": "Disagree"}, {"qid": "1", "code": "A2", "answer": "Agree"},
        {"qid": "2", "code": "R1", "answer": "CPD"}, {"qid": "2", "code": "R2", "answer": "SEND and inclusion"},
        {"qid": "3", "code": "A1", "answer": "Yes"}, {"qid": "3", "code": "A2", "answer": "Nobody chose this"},
    ),
)) + "</document>"  # fmt: skip


def test_qualtrics_in_figures_is_read_by_its_questionnaire(tmp_path: Path, hillingdon: Pack) -> None:
    rows = [
        ["StartDate", "ResponseId", "Q1", "Q2_1", "Q2_2"],
        ["Start Date", "Response ID", "Would you join?", "How far? - One", "How far? - Two"],
        [f'{{"ImportId":"{name}"}}' for name in ("startDate", "_recordId", "QID1", "QID2_1", "QID2_2")],
        *([f"2021-06-0{n}", f"R_{n}", str(1 + n % 2), "1", "5"] for n in range(1, 9)),
    ]
    path = tmp_path / "survey.qsf"
    levels = {str(n): {"Display": level} for n, level in enumerate(written.LEVELS, 1)}
    path.write_text(json.dumps({"SurveyElements": [
        {"Element": "SQ", "Payload": {
            "DataExportTag": "Q1", "QuestionText": "<b>Would you join?</b>",
            "Choices": {"1": {"Display": "Yes"}, "2": {"Display": "No"}, "3": {"Display": "Not sure"}},
        }},
        {"Element": "SQ", "Payload": {
            "DataExportTag": "Q2", "QuestionText": "How far?", "Answers": levels,
            "Choices": {"1": {"Display": "One"}, "2": {"Display": "Two"}},
        }},
    ]}), "utf-8")  # fmt: skip
    proposal, found = read(layout(rows), hillingdon, read_key(path))
    join, grid = proposal.mapping.questions
    assert [c.label for c in join.choices] == ["Yes", "No", "Not sure"]
    assert [c.label for c in grid.levels] == list(written.LEVELS)
    first = next(iter(found.responses.values()))
    assert [a.code for a in first.answers] == ["no", "strongly-disagree", "strongly-agree"]


def questionnaire(folder: Path) -> Key:
    """Return a questionnaire of Qualtrics with a ranking, several answers, and figures that were given anew."""
    path = folder / "survey.qsf"
    asked: list[tuple[str, dict[str, object]]] = [
        ("Q1", {"QuestionType": "RO", "Choices": shown("CPD", "Peer review", "Wellbeing")}),
        ("Q2", {"QuestionType": "MC", "Choices": shown("Training; visits", "Data", "Other")}),
        ("Q3", {"QuestionType": "MC", "Choices": shown(*"01234"), "RecodeValues": {str(i + 1): i for i in range(5)}}),
    ]
    elements = [
        {"Element": "SQ", "Payload": {"DataExportTag": tag, "QuestionText": tag, **more}} for tag, more in asked
    ]
    path.write_text(json.dumps({"SurveyElements": elements}), "utf-8")
    return read_key(path)


def shown(*labels: str) -> dict[str, object]:
    return {str(i): {"Display": label} for i, label in enumerate(labels, 1)}


@pytest.mark.parametrize("words", [False, True])
def test_qualtrics_reads_the_same_in_figures_and_in_words(words: bool, tmp_path: Path, hillingdon: Pack) -> None:
    names = ["Finished", "ResponseId", "Q1_1", "Q1_2", "Q1_3", "Q2", "Q2_3_TEXT", "Q3"]
    texts = ["Finished", "ID", "Q1 - CPD", "Q1 - Peer review", "Q1 - Wellbeing", "Q2", "Q2 - Other - Text", "Q3"]
    said = ["Training; visits,Other", "4"] if words else ["1,3", "4"]
    row = ["True" if words else "1", "", "2", "3", "1", said[0], "a club", said[1]]
    rows = [names, texts, [json.dumps({"ImportId": name}) for name in names]]
    rows += [[row[0], f"R_{i}", *row[2:]] for i in range(9)]
    proposal, found = read(layout(rows), hillingdon, questionnaire(tmp_path))
    first = next(iter(found.responses.values()))
    assert [q.kind for q in proposal.mapping.questions] == ["rank", "choices", "scale"]
    assert [(a.code, a.text, a.rank) for a in first.answers] == [
        ("wellbeing", "", 1), ("cpd", "", 2), ("peer-review", "", 3),
        ("training-visits", "", 0), ("other", "a club", 0), ("4", "", 0),
    ]  # fmt: skip
