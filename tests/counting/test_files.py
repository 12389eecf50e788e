"""Ballot files: every format, each repair with its warning, each refusal in one sentence with its line."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.counting import Ballot, Policy, Profile, count
from hep_tui.counting.files import (
    READERS,
    BallotFile,
    BallotFileError,
    Source,
    abif,
    blt,
    long_csv,
    parse,
    preflib,
    read,
    wide_csv,
    write,
)
from hep_tui.counting.files.declared import declared
from hep_tui.counting.files.source import tidy

from .forms import tries


def said(text: str, ending: str) -> BallotFile:
    return parse(Source(f"votes.{ending}", text), ending)


def refused(text: str, ending: str) -> str:
    with pytest.raises(BallotFileError) as caught:
        said(text, ending)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def marks(file: BallotFile) -> list[tuple[int | None, ...]]:
    return [ballot.marks for ballot in file.profile.ballots]


BLT = """
    4 2          # four options for two seats
    -2           # Bob has withdrawn
    1 4 1 3 2 0  # first paper
    3 2=1 - 3 0
    1 0
    2 (id 7) 3 3 1
    0
    "Amy"        # option 1
    "Bob "the hat" Brown"
    Chuck
    "Diane",
    "Gardening club"
"""


def test_blt_is_read_as_it_is_met_in_the_wild() -> None:
    found = said(BLT, "blt")
    assert found.profile.options == ("Amy", "Chuck", "Diane")
    assert (found.profile.title, found.seats, found.profile.n) == ("Gardening club", 2, 7)
    assert marks(found) == [(2, 3, 1), (1, 3, None), (None, None, None), (3, 1, None)]
    assert found.profile.ballots[3].repeats == ((1, 2),)
    assert found.warnings == (
        "votes.blt, line 7: the 0 that ends a paper is missing.",
        "votes.blt, line 11: a name without quotes was taken as it is: 'Chuck'.",
        'votes.blt: withdrawn, and passed over on every paper: Bob "the hat" Brown.',
        "votes.blt, line 7: option 2 is ranked more than once; the first mention counts.",
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: the file should begin with the numbers of options and seats"),
        ("3\n1 1 0", "line 1: the file should begin with the numbers of options and seats"),
        ("2 1\n1 3 0\n0", "line 2: there is no option 3; they go from 1 to 2"),
        ("2 1\nx 1 0\n0", "line 2: the number of papers should be a whole number, not 'x'"),
        ("2 1\n-1 1 0\n0", "line 2: the number of papers is below nothing"),
        ("2 1\n99999999999 1 0\n0", "line 2: the number of papers is 99999999999, more than 1,000,000,000"),
        ("1 1\n-1\n1 0\n0", "line 1: every option is withdrawn"),
        ("251 1\n0", "line 1: the number of options is 251, more than 250"),
    ],
)
def test_blt_that_cannot_be_read_is_refused_with_its_line(text: str, message: str) -> None:
    assert refused(text, "blt") == f"votes.blt, {message}."


def test_blt_without_names_or_end_is_repaired() -> None:
    found = said("2 1\n1 2 0", "blt")
    assert found.profile.options == ("Option 1", "Option 2")
    assert len(found.warnings) == 4


PREFLIB = """# TITLE: Qualities
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 9
# ALTERNATIVE NAME 1: Teamwork
# ALTERNATIVE NAME 3: Focus
4: 1,{2,3}
2: 3,
1: {1,2},1
"""


def test_preflib_orders_are_read_and_repaired() -> None:
    found = said(PREFLIB, "toi")
    assert found.profile.options == ("Teamwork", "Option 2", "Focus")
    assert marks(found) == [(1, 2, 2), (None, None, 1), (1, 1, None)]
    assert found.profile.ballots[2].repeats == ((0, 2),)
    assert len(found.warnings) == 4
    assert found.warnings[-1].endswith("the heading says 9 voters and the lines hold 7; the lines count.")


def test_preflib_of_before_2022_is_read_too() -> None:
    found = said("2\n1,Red\n2,Blue\n5,5,2\n3,1,2\n2,{1,2}\n", "toc")
    assert found.profile.options == ("Red", "Blue")
    assert [(b.marks, b.weight) for b in found.profile.ballots] == [((1, 2), 3), ((1, 1), 2)]


def test_preflib_categories_are_approvals_when_there_are_two() -> None:
    head = "# NUMBER ALTERNATIVES: 3\n# NUMBER CATEGORIES: {}\n"
    two = said(head.format(2) + "2: {1,3},2\n1: {},{1,2,3}\n", "cat")
    assert two.look == "approvals"
    assert count(two.profile, "approval").scores == (2, 0, 2)
    three = said(head.format(3) + "2: 1,2,3\n", "cat")
    assert (three.look, marks(three)) == ("grades", [(2, 1, 0)])


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("1: 4", "there is no option 4"),
        ("1 2 3", "a line should read `papers: options`"),
        ("1: {1,{2}}", "the order is not readable from"),
        ("1: one", "an option should be a whole number, not 'one'"),
    ],
)
def test_a_preflib_line_that_cannot_be_read_is_refused(row: str, message: str) -> None:
    assert message in refused(f"{PREFLIB}{row}\n", "toi")
    assert "line 9" in refused(f"{PREFLIB}{row}\n", "toi")


def test_abif_orders_options_by_name_unless_it_declares_them() -> None:
    assert said("1:C>A\n1:B", "abif").profile.options == ("A", "B", "C")
    declared = said('=x:[Second]\n=y:"First"\n3:y>x # said\n', "abif")
    assert declared.profile.options == ("Second", "First")
    assert marks(declared) == [(2, 1)]


def test_abif_scores_can_be_counted_by_score_and_by_rank() -> None:
    found = said("2:A/5>B/2\n1:A/0,B/4,C/4\n[D d]/1\n", "abif")
    assert found.profiles["scores"].ballots[1].marks == (0, 4, 4, None)
    assert found.profiles["ranks"].ballots[1].marks == (2, 1, 1, None)
    assert found.warnings == ("votes.abif, line 3: a line without a number of papers counts once.",)


@pytest.mark.parametrize("line", ["2:A>>B", "2:A,B", "2:A/5/4", '2:"A', "-2:A"])
def test_an_abif_line_that_cannot_be_read_is_refused(line: str) -> None:
    assert "line 2" in refused(f"1:A\n{line}\n", "abif")


LONG = """ballot,rank,option,phase,status
,,Peer review,,
1,1,SEND,primary,valid
1,2,CPD,primary,valid
2,1,CPD,secondary,
2,1,SEND,secondary,
3,,,special,
4,1,CPD,primary,spoilt
5,2,CPD,primary,valid
5,3,CPD,primary,valid
"""


def test_long_csv_is_read_with_strata_status_and_blank_papers() -> None:
    found = said(LONG, "csv")
    assert found.profile.options == ("Peer review", "SEND", "CPD")
    assert marks(found) == [(None, 1, 2), (None, 1, 1), (None, None, None), (None, None, 2)]
    assert [dict(b.strata) for b in found.profile.ballots][:2] == [{"phase": "primary"}, {"phase": "secondary"}]
    assert found.profile.ballots[3].repeats == ((2, 3),)
    assert len(found.warnings) == 2


def test_wide_csv_has_a_column_per_option() -> None:
    found = said("Response ID;phase;SEND;CPD;Why\nR1;primary;1;2;because\nR2;;;1.0;yes\n\nR3;;2nd;;no\n", "csv")
    assert found.profile.options == ("SEND", "CPD")
    assert marks(found) == [(1, 2), (None, 1), (2, None)]
    assert found.look == "ranks"
    assert found.warnings == ("votes.csv, line 1: the column 'Why' holds words, not marks, and was passed over.",)


def test_csv_with_a_column_per_rank_holds_names() -> None:
    found = said("voter,rank1,rank2,rank3\n1,SEND,,CPD\n2,CPD = Peer review,SEND,CPD\n", "csv")
    assert found.profile.options == ("SEND", "CPD", "Peer review")
    assert marks(found) == [(1, 3, None), (2, 1, 1)]
    assert found.profile.ballots[1].repeats == ((1, 3),)


def test_words_of_cast_vote_records_are_no_options() -> None:
    found = said("rank1,rank2,rank3\nSEND,skipped,CPD\novervote,SEND,undervote\nCPD,overvote,SEND\n", "csv")
    assert found.profile.options == ("SEND", "CPD")
    assert marks(found) == [(1, 3), (2, None), (3, 1)]

    def lost(**policy: Any) -> dict[str, object]:
        return dict(count(found.profile, "irv", Policy(until="two", **policy)).rounds[0].exhausted)

    assert lost()["overvote"] == lost(overvote="exhaust")["overvote"] == 1
    assert lost(overvote="skip")["overvote"] == 0
    assert count(found.profile, "irv", Policy(overvote="skip")).rounds[0].tally == (2, 1)


def test_crosses_and_words_for_yes_are_approvals() -> None:
    found = said("SEND,CPD\nx,\nyes,no\n✓,X\n", "csv")
    assert found.look == "approvals"
    assert count(found.profile, "approval").scores == (3, 1)


def test_zero_is_a_grade_and_where_no_cell_is_empty_it_may_be_a_blank_as_well() -> None:
    full = said(",SEND,CPD\n1,0,5\n2,3,4\n", "csv")
    assert [b.marks for b in full.profiles["grades"].ballots] == [(0, 5), (3, 4)]
    assert [b.marks for b in full.others[0].profiles["grades"].ballots] == [(None, 5), (3, 4)]
    holes = said(",SEND,CPD\n1,0,5\n2,,4\n", "csv")
    assert [b.marks for b in holes.profiles["grades"].ballots] == [(0, 5), (None, 4)]
    assert not holes.others


def test_what_a_person_declares_is_the_only_reading() -> None:
    text = "Head,SEND,CPD\n3,1,0\n1,2,2\n"
    blank = declared_as(text, options="SEND;CPD", marks="grade", zero="blank")
    assert (blank.profile.options, [b.marks for b in blank.profile.ballots]) == (("SEND", "CPD"), [(1, None), (2, 2)])
    high = declared_as(text, options="SEND;CPD;Head", high_first=True)
    assert [b.marks for b in high.profiles["ranks"].ballots] == [(3, None, 1), (2, 2, 3)]
    assert not blank.others
    assert not high.others
    with pytest.raises(BallotFileError, match="no single column 'Art'; the columns are Head, SEND, CPD"):
        declared_as(text, options="Art")


def declared_as(
    text: str, options: str = "", marks: str = "", *, high_first: bool = False, zero: str = ""
) -> BallotFile:
    return parse(Source("votes.csv", text), "csv", declared(options, marks, "", high_first=high_first, zero=zero))


def test_a_full_order_may_have_its_highest_number_first_unless_a_paper_shows_otherwise() -> None:
    both = said("ballot,SEND,CPD,AP\n1,1,2,3\n2,2,1,3\n", "csv")
    assert [b.marks for b in both.others[0].profiles["ranks"].ballots] == [(3, 2, 1), (2, 3, 1)]
    assert not said("ballot,SEND,CPD,AP\n1,1,2,\n2,2,1,3\n", "csv").others
    assert not said("ballot,SEND,CPD,AP\n1,1st,2nd,3rd\n2,2nd,1st,3rd\n", "csv").others


def test_numbers_that_cannot_go_with_the_others_are_no_option() -> None:
    found = said("School URN,Years as head,SEND,CPD,AP\n102421,14,1,2,3\n102422,2,1,3,2\n102423,9,2,1,3\n", "csv")
    assert found.profile.options == ("SEND", "CPD", "AP")
    assert "Years as head" in found.warnings[-1]


def test_a_row_of_totals_is_no_paper() -> None:
    named = said("ballot,SEND,CPD\n1,5,2\n2,2,1\nTotal,7,3\n", "csv")
    unnamed = said("ballot,SEND,CPD\n1,5,2\n2,2,1\n,7,3\n", "csv")
    assert marks(named) == marks(unnamed) == [(5, 2), (2, 1)]
    assert named.warnings == ("votes.csv, line 4: the row of totals is not a paper and was left out.",)


def test_names_that_differ_in_case_and_blanks_are_one_option_and_that_is_said() -> None:
    found = said("ballot,rank1,rank2\n1,Peer Review,SEND\n2,peer  review,SEND\n", "csv")
    assert found.profile.options == ("Peer Review", "SEND")
    assert "'peer review' is read as 'Peer Review'" in found.warnings[0]
    assert refused("SEND,send\n1,2\n", "csv") == (
        "votes.csv, line 1: two options are called 'send'; give them names that differ."
    )


def test_words_for_no_choice_are_no_option_and_are_said() -> None:
    found = said("ballot,rank1,rank2\n1,SEND,N/A\n2,No preference,\n3,CPD,over\n", "csv")
    assert found.profile.options == ("SEND", "CPD")
    assert sum("is read as no choice" in each for each in found.warnings) == 3


@pytest.mark.parametrize(
    "text",
    [
        "ID,Start time,Name,Rank these\n1,10:00,,SEND;CPD;AP;\n2,10:01,,CPD;SEND;AP;\n",
        "Timestamp,Rank [SEND],Rank [CPD],Rank [AP]\nx,1st choice,2nd choice,3rd choice\ny,2nd choice,1st choice,\n",
        "Timestamp,Rank [1st choice],Rank [2nd choice],Rank [3rd choice]\nx,SEND,CPD,AP\ny,CPD,SEND,\n",
        '"id. Response ID","Q1[1]. R [Rank 1]","Q1[2]. R [Rank 2]","Q1[3]. R [Rank 3]"\n1,SEND,CPD,AP\n2,CPD,SEND,\n',
    ],
)
def test_rankings_are_read_as_survey_tools_export_them(text: str) -> None:
    found = said(text, "csv")
    assert found.profile.options == ("SEND", "CPD", "AP")
    assert [mark[:2] for mark in marks(found)] == [(1, 2), (2, 1)]
    assert not found.others


def test_condorcet_election_format_is_read_to_the_end_or_refused() -> None:
    above = "#/Candidates: SEND ; CPD ; AP\n#/Number of Seats: 2\n"
    text = f"{above}SEND > CPD = AP * 4\nt || CPD * 2 # why\n/EMPTY_RANKING/\n"
    found = said(text, "")
    assert (found.format, found.seats, found.profile.n) == ("CEF", 2, 7)
    assert marks(found) == [(1, 2, 2), (None, 1, None), (None, None, None)]
    assert refused(text + "Art > SEND\n", "cvotes") == "votes.cvotes, line 6: 'Art' is not one of the candidates."
    assert (
        refused(text + "SEND ^ few\n", "cvotes") == "votes.cvotes, line 6: 'SEND ^ few' is not a line of this format."
    )


def test_names_of_a_blt_file_may_share_a_line_with_a_party_or_with_each_other() -> None:
    papers = "2 1\n3 1 2 0\n2 2 0\n0\n"
    assert said(papers + '"Ann Lee" "Labour"\n"Bob Ray" "Green"\n"Ward"\n', "blt").profile.options == (
        "Ann Lee (Labour)",
        "Bob Ray (Green)",
    )
    assert said(papers + '"Ann" "Bob" "Board"\n', "blt").profile.options == ("Ann", "Bob")
    assert said(papers + "Ward 5\n", "blt").profile.options == ("Option 1", "Option 2")


def test_a_workbook_of_votes_is_read_like_a_list_and_a_formula_without_a_result_is_no_blank(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (["ballot", "SEND", "CPD"], [1, 1, None], [2, 2, 1]):
        book.active.append(row)
    book.save(tmp_path / "votes.xlsx")
    assert marks(read(tmp_path / "votes.xlsx")) == [(1, None), (2, 1)]
    book.active["C2"] = "=1+1"
    book.save(tmp_path / "votes.xlsx")
    with pytest.raises(BallotFileError, match=r"line 2: column 3 holds a formula without a result"):
        read(tmp_path / "votes.xlsx")


UNCLOSED = "begins with a quotation mark and does not end with one; nothing was read, close it or take it out"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: the file is empty"),
        ('A\t"B" C\n', f"line 1, column 2: the cell {UNCLOSED}"),
        ('SEND,CPD\n1,2\n2,"1\n1,2\n', f"line 3, column 2: the cell {UNCLOSED}"),
        ("name\nAnn\n", "line 1: no column holds ranks or marks"),
        ("SEND,CPD\n1,2,3\n", "line 2: the row has 3 cells and the heading 2"),
        ("SEND,CPD\n1,2\n1,2\nfew,1\n", "line 4: 'few' under 'SEND' is not a mark"),
        ("SEND,CPD\n1.5,2\n2.5,1\n", "line 2: '1.5' under 'SEND' is not a mark"),
        ("SEND,CPD\n1,1e400\n2,1e400\n", "line 2: '1e400' under 'CPD' is not a mark"),
        ("SEND,CPD\n1,12345678\n", "line 2: the mark 12345678 under 'CPD' is too large"),
        ("ballot,rank,option\n,1,SEND\n", "line 2: a mark does not say on which ballot it is"),
        ("ballot,rank,option\n7,1,\n", "line 2: a mark does not say for which option it is"),
        ("ballot,rank,option\n7,best,SEND\n", "line 2: 'best' under 'the marks' is not a mark"),
    ],
)
def test_csv_that_cannot_be_read_is_refused_with_its_line(text: str, message: str) -> None:
    assert refused(text, "csv") == f"votes.csv, {message}."


def test_an_empty_row_is_a_blank_paper_between_others_and_nothing_below_them() -> None:
    found = said("SEND,CPD\n1,2\n,\n2,1\n,\n,\n", "csv")
    assert marks(found) == [(1, 2), (None, None), (2, 1)]
    assert found.warnings == (
        "votes.csv, line 5: 2 empty rows at the end passed over; if they are blank papers, number the papers.",
        "votes.csv, line 3: the empty row counts as a blank paper.",
    )
    numbered = said("ballot,SEND,CPD\n1,1,2\n2,,\n,,\n4,2,1\n", "csv")
    assert marks(numbered) == [(1, 2), (None, None), (2, 1)]


def test_a_column_of_numbers_is_an_option_unless_it_numbers_the_papers() -> None:
    """Number, time and progress are things that schools rank."""
    priorities = said("Number,Time,Progress\n1,2,3\n1,3,2\n", "csv")
    assert priorities.profile.options == ("Number", "Time", "Progress")
    counted = said("No.,Time,Progress\n1,1,2\n2,1,2\n", "csv")
    assert counted.profile.options == ("Time", "Progress")
    assert counted.warnings == ("votes.csv, line 1: the column 'No.' is taken to number the papers, not as an option.",)


def test_more_papers_than_can_be_added_up_are_refused() -> None:
    lines = "1000000000 1 2 0\n" * 1001
    found = refused(f'2 1\n{lines}0\n"SEND"\n"CPD"\n', "blt")
    assert found == "votes.blt, line 1: the papers add up to 1,001,000,000,000, more than 1,000,000,000,000."
    assert refused("9999999999999999999999:A>B\n", "abif").endswith("more than 1,000,000,000.")
    assert refused("1:A/1000001>B/2\n", "abif").endswith("a score is 1000001, more than 1,000,000.")


def test_options_of_one_name_are_told_apart_where_the_file_numbers_them() -> None:
    found = said('2 1\n1 1 0\n0\n"SEND"\n"SEND"\n', "blt")
    assert found.profile.options == ("SEND", "SEND (2)")
    assert len(found.warnings) == 1


def cdf(*ranks: tuple[str, int]) -> dict[str, object]:
    selections = [
        {"ContestSelectionId": key, "SelectionPosition": [{"HasIndication": "yes", "Rank": rank}]}
        for key, rank in ranks
    ]
    contest = {"ContestId": "c", "CVRContestSelection": selections}
    return {"CurrentSnapshotId": "s", "CVRSnapshot": [{"@id": "s", "CVRContest": [contest]}, {"@id": "old"}]}


def report(*records: dict[str, object]) -> str:
    selections = [{"@id": key, "CandidateIds": [key.upper()]} for key in "ab"]
    election = {
        "Candidate": [{"@id": "A", "Name": "Ann"}, {"@id": "B", "Name": "Ben"}],
        "Contest": [{"@id": "c", "ContestSelection": selections}, {"@id": "d"}],
    }
    return json.dumps({"CVR": records, "Election": [election]})


def test_a_cast_vote_record_is_read_by_its_current_snapshot() -> None:
    found = said(report(cdf(("a", 2), ("b", 1)), cdf(("a", 1), ("b", 1), ("a", 3))), "json")
    assert found.profile.options == ("Ann", "Ben")
    assert marks(found) == [(2, 1), (1, 1)]
    assert len(found.warnings) == 2


def test_a_mark_for_a_selection_that_the_contest_does_not_list_is_refused() -> None:
    assert "record 1 marks 'z', which the contest does not list" in refused(report(cdf(("z", 1))), "json")


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"CVR": []}', '{"CVR": 1}', "[" * 100_000, "1" * 5000, "NaN"])
def test_json_that_is_no_cast_vote_record_is_refused(text: str) -> None:
    assert refused(text, "json").startswith("votes.json, line 1: ")


def test_a_rank_out_of_reason_is_refused() -> None:
    assert "record 1 has a rank" in refused(report(cdf(("a", 10**30))), "json")


@pytest.mark.parametrize("ending", [*READERS, "txt", ""])
@pytest.mark.parametrize(
    "text", [b"\xff\xfe\x00\xd8", b"a,b\n\x00\n", b"\xef\xbb\xbfA,B\n1,2\n", b"", b'"', b"\x81\x8d"]
)
def test_any_bytes_are_read_or_refused(tmp_path: Path, ending: str, text: bytes) -> None:
    path = tmp_path / f"votes.{ending}"
    path.write_bytes(text)
    try:
        said = f"{read(path).profile.n} papers"
    except BallotFileError as error:
        said = str(error)
    assert said.isprintable()


def test_windows_text_is_read_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_bytes("Bové,CPD\n1,2\n".encode("cp1252"))
    found = read(path)
    assert found.profile.options == ("Bové", "CPD")
    assert found.warnings == (
        "votes.csv: the file is not UTF-8 and was read as cp1252; these words hinge on it: Bové.",
    )


def test_missing_files_folders_and_unusable_names_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BallotFileError, match=r"There is no file .*votes\.csv; nothing was read"):
        read(tmp_path / "votes.csv")
    with pytest.raises(BallotFileError, match="is not a file"):
        read(tmp_path)
    with pytest.raises(BallotFileError, match="name cannot be used"):
        read(Path("a\0b"))


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no device here has no end")
def test_what_has_no_end_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(BallotFileError, match="zero is not a file"):
        read(Path("/dev/zero"))
    os.mkfifo(tmp_path / "votes.csv")
    with pytest.raises(BallotFileError, match="is not a file"):
        read(tmp_path / "votes.csv")


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"%PDF-1.7", b"\xd0\xcf\x11\xe0"])
def test_a_broken_workbook_or_a_document_is_refused(tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "votes.xlsx"
    path.write_bytes(start + b" and more")
    with pytest.raises(BallotFileError, match=r"not a workbook that hep can read|not a ballot file"):
        read(path)


def test_a_file_is_known_by_its_look_when_its_ending_says_nothing() -> None:
    assert parse(Source("votes", BLT)).format == "BLT"
    assert parse(Source("votes", PREFLIB)).format == "PrefLib"
    assert parse(Source("votes", "3:A>B\n")).format == "ABIF"
    assert parse(Source("votes", report())).format == "NIST CDF"
    assert parse(Source("votes", LONG)).format == "long CSV"


names = st.text("ABC déü学-'[](){},;:#=>/+0129", min_size=1, max_size=8).map(tidy).filter(bool)


@st.composite
def profiles(draw: st.DrawFn, closed: bool = False) -> Profile:
    options = tuple(draw(st.lists(names, min_size=1, max_size=5, unique=True)))
    m = len(options)
    rank = st.none() | st.integers(1, m)
    papers = draw(st.lists(st.builds(Ballot, st.tuples(*[rank] * m), st.integers(1, 9)), max_size=6))
    if closed:
        papers = [Ballot(dense(ballot.marks), ballot.weight) for ballot in papers]
    return Profile(options, tuple(papers), draw(st.sampled_from(["", "Priorities"])))


def dense(marks: tuple[int | None, ...]) -> tuple[int | None, ...]:
    levels = sorted({mark for mark in marks if mark is not None})
    return tuple(None if mark is None else levels.index(mark) + 1 for mark in marks)


def same(one: Profile, other: Profile) -> bool:
    return one.options == other.options and one.grouped() == other.grouped()


@tries(20)
@given(profiles())
def test_blt_written_and_read_is_the_same(profile: Profile) -> None:
    found = said(blt.write(profile, 2), "blt")
    assert same(found.profile, profile)
    assert (found.seats, found.profile.title) == (2, profile.title)


@tries(20)
@given(profiles(closed=True))
def test_preflib_written_and_read_is_the_same(profile: Profile) -> None:
    found = said(preflib.write(profile), "toi")
    assert same(found.profile, profile)
    assert found.warnings == ()


@tries(20)
@given(profiles(closed=True))
def test_abif_written_and_read_is_the_same(profile: Profile) -> None:
    assert same(said(abif.write(profile), "abif").profile, profile)


@tries(20)
@given(profiles())
def test_both_csv_forms_written_and_read_are_the_same(profile: Profile) -> None:
    assert same(said(long_csv.write(profile), "csv").profiles["ranks"], profile)
    if profile.ballots:
        assert same(said(wide_csv.write(profile), "csv").profiles["ranks"], profile)


def test_approvals_written_and_read_are_the_same() -> None:
    profile = Profile(("A", "B", "C"), (Ballot((1, 0, 1), 3), Ballot((0, 0, 0), 2), Ballot((1, 1, 1))))
    assert same(said(preflib.write_approvals(profile), "cat").profile, profile)


def test_strata_and_repeats_survive_long_csv() -> None:
    profile = Profile(("A", "B"), (Ballot((1, 3), 2, {"phase": "primary", "table": "4"}, ((0, 2),)),))
    assert said(long_csv.write(profile), "csv").profile == profile


def test_writing_never_replaces_a_file(tmp_path: Path) -> None:
    profile = Profile(("A",), (Ballot((1,)),))
    write(profile, tmp_path / "votes.blt")
    with pytest.raises(BallotFileError, match="nothing was replaced"):
        write(profile, tmp_path / "votes.blt")
    with pytest.raises(BallotFileError, match="not as 'doc'"):
        write(profile, tmp_path / "votes.doc")
