"""Lists of votes as survey tools and spreadsheets lay them out: read as they are meant, or refused with the reason."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hep_tui.counting.files.chosen import laid_out
from hep_tui.counting.files.declared import Declared
from hep_tui.counting.files.headed import sheet
from hep_tui.counting.files.layouts import without_leftovers
from hep_tui.counting.files.papers import Row, for_poll, of_sheet
from hep_tui.counting.files.said import doubts_of
from hep_tui.counting.files.source import Source
from hep_tui.domain.pack import Level, Pack
from hep_tui.domain.polls import Option, Poll

Count = Callable[..., tuple[int, Any, str]]
OPTIONS = (Option("1", "Ash"), Option("2", "Beech"), Option("3", "Cedar"))


@pytest.fixture
def counted(hep_count: Count, tmp_path: Path) -> Count:
    """Count a text and return the exit code, the result and the error."""

    def run(text: str, *flags: str, rule: str) -> tuple[int, Any, str]:
        path = tmp_path / "votes.csv"
        path.write_text(text, "utf-8")
        return hep_count(path, "--rule", rule, "--json", *flags)

    return run


FORMS = "ID,Start time,Email,Name,Which model?"


@pytest.mark.parametrize(
    ("text", "rule", "flags", "winners", "n"),
    [
        ("ballot,First choice,Second choice\n1,Ash,Beech\n2,Ash,\n3,Beech,Ash\n", "irv", (), ["Ash"], 3),
        ("id,q1[1],q1[2]\n1,Ash,Beech\n2,Ash,\n3,Beech,Ash\n", "irv", (), ["Ash"], 3),
        (f"{FORMS}\n1,a,b,,Ash\n2,a,b,,Beech\n3,a,b,,ash\n", "plurality", (), ["Ash"], 3),
        (f"{FORMS}\n1,a,b,,Ash;Beech;\n2,a,b,,Ash;\n3,a,b,,\n", "approval", ("--marks", "approve"), ["Ash"], 3),
        ("ballot,Ash,Beech,Cedar\n1,x,,x\n2,x,,\n3,,x,\n", "approval", (), ["Ash"], 3),
        ("ballot,Ash,Beech\n1,✓,✗\n2,✓,✓\n3,✗,✗\n", "approval", (), ["Ash"], 3),
        ("ballot,Ash,Beech\n1,✗,\n2,✗,✗\n", "approval", (), ["Ash"], 2),
        ("Paper,Rank,\n,Ash,Beech\n1,1,2\n2,1,\n3,2,1\n", "schulze", (), ["Ash"], 3),
        ("Respondent ID,Rank these,\n,Ash,Beech\n1,1,2\n2,1,\n", "schulze", (), ["Ash"], 2),
        (
            'ResponseId,Q1_1,Q1_2\nResponse ID,Rank these - Ash,Rank these - Beech\n"{""ImportId"":""r""}","{}","{}"\n'
            "R_1,1,2\nR_2,1,\n", "schulze", (), ["Ash"], 2
        ),
    ],
)  # fmt: skip
def test_a_layout_is_counted_as_it_is_meant(
    text: str, rule: str, flags: tuple[str, ...], winners: list[str], n: int, counted: Count
) -> None:
    code, found, error = counted(text, *flags, rule=rule)
    assert (code, error) == (0, "")
    assert ([found["options"][k] for k in found["winners"]], found["n"]) == (winners, n)


WORDS = ("--scale", "Strongly disagree;Disagree;Neutral;Agree;Strongly agree")


@pytest.mark.parametrize(
    "text",
    [
        "ballot,Ash,Beech\n1,Strongly agree,agree\n2,Neutral,Disagree\n3,Agree,Neutral\n",
        "ballot,Ash,Beech\n1,5 - Strongly agree,4 - Agree\n2,3,2\n3,Agree,N/A\n",
        "ballot,option,grade\n1,Ash,Strongly agree\n1,Beech,Agree\n2,Ash,Neutral\n2,Beech,Disagree\n3,Ash,Agree\n",
    ],
)
def test_words_of_a_scale_are_grades_where_they_are_named(text: str, counted: Count) -> None:
    code, found, error = counted(text, *WORDS, rule="majority-judgement")
    assert (code, error) == (0, "")
    assert ([found["options"][k] for k in found["winners"]], found["n"]) == (["Ash"], 3)


def test_a_list_of_words_says_how_they_are_named(counted: Count) -> None:
    code, _, error = counted("ballot,Ash,Beech\n1,Good,Fair\n2,Poor,Good\n3,Fair,Poor\n", rule="majority-judgement")
    assert code == 2
    assert "name them with --scale, the lowest first: Poor;Fair;Good" in error


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<?xml version='1.0'?>\n<votes/>\n", "an XML document"),
        ("<votes><vote a='1'/></votes>\n", "an XML document"),
        ("<html><table><tr><td>Ash</td></tr></table></html>", "a web page"),
        ('{"votes": [1, 2]}', "a JSON document"),
        ("{\\rtf1 votes}", "a text document"),
        ("BEGIN:VCARD\nFN:Ann\nEND:VCARD\n", "an address card or a calendar"),
    ],
)
def test_what_is_no_list_is_refused_by_name(text: str, what: str, counted: Count) -> None:
    code, _, error = counted(text, rule="irv")
    assert (code, f"votes.csv is {what}, not a list" in error) == (2, True)


NAMED = ("--heading", "none", "--columns", "1=ballot;2=Ash;3=Beech")


def test_a_list_without_a_heading_is_read_where_its_columns_are_named_by_place(counted: Count) -> None:
    code, found, _ = counted("1,1,2,keyed late\n2,1,,\n3,2,1,\n", *NAMED, rule="irv")
    assert (code, [found["options"][k] for k in found["winners"]], found["n"]) == (0, ["Ash"], 3)
    _, _, error = counted("1,1,2\n", "--heading", "none", rule="irv")
    assert "no row is a heading; name the columns by their places, as 1=ballot;2=Ash" in error


LIME = '"Response ID","Date submitted","Last page","Start language","Seed","Rank [Ranking 1]","Rank [Ranking 2]"'
MONKEY = "Respondent ID,Collector ID,Start Date,First Name,Last Name,Custom Data 1,Please rank,\n,,,,,,Ash,Beech"
SMART = "UserID,UserNo,Name,Email,IP Address,Unique ID,Started,Ended,1. Rank,\n,,,,,,,,Ash,Beech"
QUALTRICS = (
    "StartDate,Status,ResponseId,Q1_1,Q1_2\nStart Date,Response Type,Response ID,Rank - Ash,Rank - Beech\n"
    '"{""ImportId"":""startDate""}","{""ImportId"":""status""}","{""ImportId"":""r""}","{}","{}"'
)


@pytest.mark.parametrize(
    "text",
    [
        f'{LIME}\n"1","2021-07-01","1","en","123","Ash","Beech"\n"2","2021-07-01","1","en","124","Ash",""\n',
        f"{MONKEY}\n127,400,1/7/21,,,,1,2\n128,400,1/7/21,,,,1,\n",
        f"{SMART}\n1001,1,,,,,9:01,9:02,1,2\n1002,2,,,,,9:01,9:02,1,\n",
        f"{QUALTRICS}\na,Survey Preview,R_0,2,1\na,IP Address,R_1,1,2\na,IP Address,R_2,1,\n",
        "ID,Start time,Name,Rank them.Ash,Rank them.Beech\n1,a,,1,2\n2,a,,1,\n",
        "Rank the woods\nVoter,1st,2nd\nVoter 1,Ash,Beech\nVoter 2,Ash,\n",
    ],
)
def test_what_a_survey_tool_adds_by_itself_is_no_option(text: str, counted: Count) -> None:
    code, found, error = counted(text, rule="irv")
    assert (code, error) == (0, "")
    assert (found["options"], [found["options"][k] for k in found["winners"]], found["n"]) == (
        ["Ash", "Beech"],
        ["Ash"],
        2,
    )


@pytest.mark.parametrize(
    "heading",
    [
        '"Response ID","Date submitted","Last page","Rank [Ranking 1]","Rank [Ranking 2]"',
        "id. Response ID,submitdate. Date submitted,lastpage. Last page,rank1,rank2",
    ],
)
def test_an_answer_that_nobody_submitted_is_no_paper_and_is_said(heading: str, counted: Count) -> None:
    text = f"{heading}\n1,2021-07-01,1,Ash,Beech\n2,,1,Beech,\n3,,1,Beech,\n"
    code, found, _ = counted(text, rule="irv")
    assert (code, [found["options"][k] for k in found["winners"]], found["n"]) == (0, ["Ash"], 1)
    said = [doubt for doubt in found["doubts"] if "never submitted; it is not a paper and was left out" in doubt]
    assert [doubt.partition(":")[0][-6:] for doubt in said] == ["line 3", "line 4"]


def test_what_a_tool_may_have_added_is_an_option_only_if_somebody_says_so(counted: Count) -> None:
    text = "ResponseId,Finished,Ash,Beech\nR_1,1,1,2\nR_2,1,1,\n"
    code, _, error = counted(text, rule="irv")
    assert code == 2
    assert "the options are Ash, Beech;" in error
    assert "the options are Finished, Ash, Beech;" in error
    code, found, _ = counted(text, "--options", "Ash;Beech", rule="irv")
    assert (code, found["options"], found["winners"]) == (0, ["Ash", "Beech"], [0])


def test_an_option_called_as_a_column_of_a_tool_is_one_among_others(counted: Count) -> None:
    heading = "ID,Start time,Rank these [Ash],Rank these [Progress]"
    code, found, _ = counted(f"{heading}\n1,9:00,1,2\n2,9:00,1,\n", rule="irv")
    assert (code, found["options"]) == (0, ["Ash", "Progress"])


def test_where_no_day_was_kept_of_any_answer_all_are_papers(counted: Count) -> None:
    code, found, _ = counted("id,submitdate,rank1,rank2\n1,,Ash,Beech\n2,,Ash,\n", rule="irv")
    assert (code, found["n"]) == (0, 2)


@pytest.mark.parametrize("heading", ["Session,Ash,Beech", "Voter,Session,Ash,Beech"])
def test_the_session_of_a_tool_is_no_option(heading: str, counted: Count) -> None:
    voters = ["Voter 1,", "Voter 2,"] if heading.startswith("Voter") else ["", ""]
    code, found, _ = counted(f"{heading}\n{voters[0]}1,1,2\n{voters[1]}1,1,\n", rule="irv")
    assert (code, found["options"], found["n"]) == (0, ["Ash", "Beech"], 2)


def test_a_remark_below_a_row_of_totals_is_no_paper(counted: Count) -> None:
    text = "ballot,Ash,Beech\n1,1,2\n2,1,\n\nTotal,2,2\nkeyed by JB\n"
    code, found, _ = counted(text, rule="irv")
    assert (code, found["n"]) == (0, 2)
    assert "'keyed by JB' is alone in its row" in " ".join(found["doubts"])


@pytest.mark.parametrize(
    ("text", "rule", "why"),
    [
        ("ballot,Ash,Beech\n1,✓,x\n2,x,✓\n3,✓,x\n4,,✓\n", "approval", "can be read in two ways"),
        ("option,Paper 1,Paper 2\nAsh,1,2\nBeech,2,1\n", "schulze", "the columns are papers here"),
        ("Option,Votes\nAsh,12\nBeech,9\n", "plurality", "'Votes' holds counts already"),
        ("count,Ash,Beech\n5,1,2\n3,2,1\n", "schulze", "say --columns 'count=weight'"),
        (f"{FORMS}\n1,a,b,,Ash;Beech;\n2,a,b,,Ash;\n", "approval", "say --marks approve"),
    ],
)
def test_what_could_mean_something_else_is_refused(text: str, rule: str, why: str, counted: Count) -> None:
    code, _, error = counted(text, rule=rule)
    assert code == 2
    assert why in error


def test_an_option_that_nobody_chooses_stays_an_option(counted: Count) -> None:
    text = "ballot,Ash,Beech,Cedar,Comments\n1,1,2,N/A,none\n2,1,,no preference,n/a\n"
    code, found, _ = counted(text, rule="schulze")
    assert code == 0
    assert found["options"] == ["Ash", "Beech", "Cedar"]


def papers(text: str, poll: Poll, pack: Pack, first: int = 0) -> tuple[list[Row], list[str]]:
    source = Source("list.csv", text)
    declared = for_poll(Declared(), poll)
    page = laid_out(source, without_leftovers(source, sheet(source)), declared)
    rows = of_sheet(page, poll, "p", "list.csv", pack, declared, first)
    return rows, list(doubts_of(page, poll, pack, declared))


@pytest.mark.parametrize(
    ("method", "text", "marks"),
    [
        ("approve", "ballot,Ash,Beech,Cedar\n1,x,No,0\n2,TRUE,FALSE,☐\n3,✓,✗,✗\n", [{"1": 1}] * 3),
        ("approve", f"{FORMS}\n1,a,b,,Ash;Cedar;\n2,a,b,,none of these\n", [{"1": 1, "3": 1}, {}]),
        ("choose", f"{FORMS}\n1,a,b,,Ash\n2,a,b,,Beech\n3,a,b,,ash\n", [{"1": 1}, {"2": 1}, {"1": 1}]),
        ("rank", "ballot,Ash,Beech,Remarks\n1,1st choice,2nd choice,\n2,1st,2nd,hm\n", [{"1": 1, "2": 2}] * 2),
        ("rank", "ballot,First choice,Second choice\n1,ash,Cedar\n", [{"1": 1, "3": 2}]),
        ("gradient", "ballot,Ash,Beech\n1,In favour,2 - Abstain\n2,3,abstain\n", [{"1": 3, "2": 2}] * 2),
    ],
)  # fmt: skip
def test_papers_of_a_poll_are_taken_as_they_are_laid_out(
    method: str, text: str, marks: list[dict[str, int]], hillingdon: Pack
) -> None:
    scale = (Level(1, "Against"), Level(2, "Abstain"), Level(3, "In favour")) if method == "gradient" else ()
    rows, _ = papers(text, Poll("m", "P", method=method, options=OPTIONS, scale=scale), hillingdon)
    assert [row.wrong for row in rows] == [""] * len(marks)
    assert [dict(row.ballot.marks) for row in rows] == marks


def test_what_was_passed_over_is_said(hillingdon: Pack) -> None:
    poll = Poll("m", "P", method="rank", options=OPTIONS)
    rows, doubts = papers("Ash,Beech,Remark\n1,2,good\n,,\n2,1,\n", poll, hillingdon, first=1)
    assert [(row.line, row.ballot.number) for row in rows] == [(2, 1), (4, 2)]
    assert doubts == ["columns not read: Remark", "empty rows were passed over, and are no blank papers: 3"]
