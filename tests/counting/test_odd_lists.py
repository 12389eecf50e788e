"""Lists of votes as people keep them: counted as a reader sees them, or refused with the reason."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Count = Callable[..., tuple[int, Any, str]]
BODY = "1,1,2,3\n2,1,3,2\n3,2,1,\n"
"""Three papers on SEND, CPD and Peer of which the last leaves one out, so that 1 is seen to be first."""
HEADED = f"ballot,SEND,CPD,Peer\n{BODY}"


@pytest.fixture
def counted(hep_count: Count, tmp_path: Path) -> Count:
    """Count a text and return the exit code, the result and the error."""

    def run(text: str, *flags: str, rule: str = "condorcet") -> tuple[int, Any, str]:
        path = tmp_path / "votes.csv"
        path.write_text(text, "utf-8")
        return hep_count(path, "--rule", rule, "--json", *flags)

    return run


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (f"Vote of the heads\n\n{HEADED}", "line 3 was taken as the heading; passed over above it: 1"),
        (f"Vote of the heads, 3 July\n{HEADED}", "line 2 was taken as the heading"),
        (f",Priorities,,\n{HEADED}", "line 2 was taken as the heading"),
        (f"{HEADED}Total,4,6,5\n", "row of totals"),
        (f"{HEADED}Mean score,2,2,2\n", "row of totals"),
        (f"{HEADED}Number of votes:,3,3,2\n", "row of totals"),
        (f"{HEADED}n,3,3,2\n", "row of totals"),
        (f"{HEADED}Razem,4,6,5\n", "row of totals"),
        (f"{HEADED},4,6,5\n", "row of totals"),
        (f"{HEADED}{HEADED[:21]}", "the heading comes again"),
        (f"{HEADED}\nSource: show of cards\n", "alone in its row"),
        (f"{HEADED}spare\n", "alone in its row"),
        ("Name,ballot,SEND,CPD,Peer\nA,1,1,2,3\nB,2,1,3,2\nC,3,2,1,\n,Total,4,6,5\n", "row of totals"),
    ],
)
def test_what_is_above_below_and_between_the_papers_is_named_and_not_counted(
    counted: Count, text: str, doubt: str
) -> None:
    _, found, _ = counted(text)
    assert (found["n"], found["options"], found["winners"]) == (3, ["SEND", "CPD", "Peer"], [0])
    assert doubt in " ".join(found["doubts"])


@pytest.mark.parametrize(
    "heading",
    [
        "Year group",
        "Headteacher number",
        "Years as head",
        "Pupils on roll",
        "Key stage",
        "Age",
        "Sum of ranks",
        "Seat no",
    ],
)
def test_a_column_of_numbers_that_is_no_option_is_passed_over_and_named(counted: Count, heading: str) -> None:
    _, found, _ = counted(f"ballot,{heading},SEND,CPD,Peer\n1,4,1,2,3\n2,1,1,3,2\n3,3,2,1,\n")
    assert (found["options"], found["winners"]) == (["SEND", "CPD", "Peer"], [0])
    assert heading in " ".join(found["doubts"])


def test_a_column_that_alone_spoils_the_ranks_is_passed_over_whatever_it_is_called(counted: Count) -> None:
    _, found, _ = counted("ballot,Stream,SEND,CPD,Peer\n1,1,1,2,3\n2,2,1,3,2\n3,3,2,1,\n")
    assert found["options"] == ["SEND", "CPD", "Peer"]


@pytest.mark.parametrize(
    "word",
    [
        "?",
        "—",
        "…",
        "Null",
        "not ranked",
        "No rank",
        "I don’t know",
        "(no choice)",
        "#N/A",
        "skip",
        "no opinion",
        "N/A",
    ],
)
def test_a_word_that_says_no_choice_is_no_option_and_is_named(counted: Count, word: str) -> None:
    rows = f"1,SEND,CPD\n2,{word},\n3,{word},\n4,{word},\n5,CPD,SEND\n6,SEND,\n"
    _, found, _ = counted(f"ballot,rank1,rank2\n{rows}", rule="irv")
    assert (found["options"], found["winners"]) == (["SEND", "CPD"], [0])
    assert "is read as no choice, in 3 cells" in " ".join(found["doubts"])


@pytest.mark.parametrize("word", ["Abstain", "None of these", "Pass", "undecided"])
def test_a_word_that_may_be_an_option_is_asked_for_where_it_decides(counted: Count, word: str) -> None:
    text = f"ballot,rank1\n1,SEND\n2,{word}\n3,{word}\n4,{word}\n5,CPD\n6,SEND\n"
    code, _, why = counted(text, rule="irv")
    assert code == 2
    assert f"with {word} as an option" in why
    assert counted(text, "--no-choice", word, rule="irv")[1]["options"] == ["SEND", "CPD"]
    assert word in counted(text, "--options", f"SEND;CPD;{word}", rule="irv")[1]["options"]


def test_a_name_that_a_slip_of_the_finger_parts_is_asked_for_where_it_decides(counted: Count) -> None:
    rows = ["Peer review", "Peer reviev", "Peer review", "CPD", "CPD", "CPD", "Peer reviwe"]
    text = "ballot,rank1\n" + "".join(f"{n},{name}\n" for n, name in enumerate(rows, 1))
    code, _, why = counted(text, rule="plurality")
    assert code == 2
    assert "Peer reviev as Peer review, Peer reviwe as Peer review" in why


@pytest.mark.parametrize("pair", [("Hall", "Hill"), ("Phase 1", "Phase 2"), ("North road", "South road")])
def test_names_that_are_meant_to_differ_are_not_asked_for(counted: Count, pair: tuple[str, str]) -> None:
    _, found, _ = counted(f"ballot,rank1\n1,{pair[0]}\n2,{pair[1]}\n3,{pair[1]}\n", rule="plurality")
    assert found["options"] == list(pair)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ballot,SEND,CPD\n1,50%,50%\n", "line 2: '50%' under 'SEND' is not a mark"),
        ("ballot,SEND,send \n1,1,2\n", "line 1: two options are called 'send'"),
        ("ballot,SEND,CPD\n1,1899-12-31,2\n2,1,2\n", "line 2: '1899-12-31' under 'SEND' is not a mark"),
        ("ballot,SEND,CPD\n1,1,2,3\n", "line 2: the row has 4 cells"),
    ],
)
def test_what_is_no_mark_is_refused_with_line_and_column(counted: Count, text: str, why: str) -> None:
    code, _, error = counted(text)
    assert code == 2
    assert why in error


def test_the_heading_and_what_its_columns_hold_can_be_said(counted: Count) -> None:
    text = f"kept 3 July,by,JB,x\nWho,SEND,CPD,Q3\n{BODY}"
    _, found, _ = counted(text, "--heading", "2", "--columns", "Who=ballot;Q3=Peer")
    assert (found["options"], found["winners"]) == (["SEND", "CPD", "Peer"], [0])
    assert "no single column 'Whom'" in counted(text, "--heading", "2", "--columns", "Whom=ballot")[2]
    assert "line 40: there is nothing" in counted(text, "--heading", "40")[2]


@pytest.mark.parametrize(
    "heading",
    [
        "ResponseId,Q1_1,Q1_2,Q1_3\nResponse ID,Rank these - SEND,Rank these - CPD,Rank these - Peer",
        "ResponseId,QID7_1,QID7_2,QID7_4\nResponse ID,SEND,CPD,Peer",
        "id. Response ID,r[A]. Rank [SEND],r[B]. Rank [CPD],r[C]. Rank [Peer]",
        "id. Response ID,r[SQ001]. Rank these. [SEND],r[SQ002]. Rank these. [CPD],r[SQ003]. Rank these. [Peer]",
    ],
)
def test_the_codes_that_a_survey_tool_gives_its_columns_are_no_options(counted: Count, heading: str) -> None:
    _, found, _ = counted(f"{heading}\n{BODY}")
    assert (found["n"], found["options"], found["winners"]) == (3, ["SEND", "CPD", "Peer"], [0])


def test_a_paper_that_says_the_same_in_every_column_is_no_heading(counted: Count) -> None:
    _, found, _ = counted(f"ballot,A1,A2,A3\n9,blank,blank,blank\n{BODY}")
    assert (found["options"], found["winners"]) == (["A1", "A2", "A3"], [0])
