"""`hep count`: exact keys for machines, plain words for people, one sentence for a refusal."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hep_tui.commands.count import about
from hep_tui.counting import RULES, count
from hep_tui.counting.files import write

from .samples import CYCLE, IRV_TIE, TENNESSEE, TENNESSEE_STARS, abif

KEYS = {"rule", "file", "n", "options", "winners", "ranking", "scores", "pairwise", "rounds", "ties", "policy",
        "warnings"}  # fmt: skip


@pytest.fixture
def tennessee(tmp_path: Path) -> Path:
    path = tmp_path / "tennessee.abif"
    path.write_text(TENNESSEE)
    return path


def test_the_help_lists_every_rule() -> None:
    told = " ".join(about().split())
    assert all(f"{rule.name}: {rule.sentence}" in told for rule in RULES.values())


def test_json_has_every_promised_key(tennessee: Path, hep_count: Any) -> None:
    for rule in RULES:
        if RULES[rule].kind == "ranks":
            code, found, _ = hep_count(tennessee, "--rule", rule, "--json")
            assert code == 0
            assert set(found) >= KEYS
            assert found["file"] == str(tennessee)
            assert found["rule"] == rule
            assert len(found["pairwise"]) == 4


def test_json_tells_irv_round_by_round(tennessee: Path, hep_count: Any) -> None:
    _, found, _ = hep_count(tennessee, "--rule", "irv", "--json")
    assert (found["n"], found["options"], found["winners"]) == (100, sorted(found["options"]), [1])
    assert found["ranking"] == [[1], [2], [3], [0]]
    assert found["rounds"][1] == {
        "tally": [None, 32, 42, 26],
        "exhausted": {"choices ended": 0, "overvote": 0, "repeated": 0, "skipped": 0},
        "eliminated": [3],
        "elected": [],
    }
    assert found["rounds"][2]["elected"] == [1]
    assert found["policy"]["overvote"] == "exhaust-if-multiple"


def test_every_policy_reaches_the_count_and_is_printed(tmp_path: Path, hep_count: Any) -> None:
    path = tmp_path / "tie.abif"
    path.write_text(IRV_TIE)
    words = ["--overvote", "skip", "--skipped", "exhaust-after=2", "--duplicate", "exhaust", "--until", "two",
             "--tie-chain", "earlier,first,borda,lot", "--seed", "6 1 4", "--poll", "priorities"]  # fmt: skip
    code, found, _ = hep_count(path, "--rule", "irv", "--json", *words)
    assert code == 0
    assert found["policy"] | {"cap": 0} == {
        "overvote": "skip", "skipped": "exhaust-after=2", "duplicate": "exhaust", "blank": None, "until": "two",
        "tie_chain": ["earlier", "first", "borda", "lot"], "seed": "6 1 4", "poll": "priorities",
        "budget": None, "scale": None, "cap": 0,
    }  # fmt: skip
    assert found["ties"] == [
        {"where": "round 1, last place", "tied": [1, 2], "broken_by": "mean rank", "decisive": True}
    ]
    _, text, _ = hep_count(path, "--rule", "irv", *words)
    assert "lot by SHA-256 of 6 1 4|priorities|option" in " ".join(text.split())


def test_a_tie_is_shown_as_a_tie(tmp_path: Path, hep_count: Any) -> None:
    path = tmp_path / "tie.abif"
    path.write_text(IRV_TIE)
    code, text, _ = hep_count(path, "--rule", "irv")
    assert code == 0
    assert "Tie, round 1, last place: B and C; not broken; the result depends on it." in text
    assert text.strip().endswith("A and C are tied; the tie is left standing.")


def test_plain_output_is_aligned_and_says_rule_policy_and_result(tennessee: Path, hep_count: Any) -> None:
    _, text, _ = hep_count(tennessee, "--rule", "borda")
    head, _, rest = text.partition("Rule: ")
    assert " ".join(head.split()) == f"{tennessee}: 100 papers, 4 options"
    assert f"Rule: {rest}".splitlines() == [
        "Rule: borda. An option gains a point for every other it is placed above, half",
        "  for an equal place, and the most points lead; options left out share the last",
        "  place.",
        "Policy: blank last; ties are left standing.",
        "",
        "  place  option       points  mean rank",
        "*     1  Nashville       194       2.06",
        "      2  Chattanooga     173       2.27",
        "      3  Memphis         126       2.74",
        "      4  Knoxville       107       2.93",
        "",
        "An option scores one point for each option it beats on each of 100 papers, half",
        "  for a tie.",
        "",
        "Nashville wins.",
    ]


def test_rounds_stand_in_columns_where_they_fit(tennessee: Path, hep_count: Any) -> None:
    _, text, _ = hep_count(tennessee, "--rule", "irv")
    assert text.partition("  place")[2].splitlines()[:5] == [
        "  option       round 1  round 2  round 3",
        "*     1  Knoxville         17       32       58",
        "      2  Memphis           42       42       42",
        "      3  Nashville         26       26",
        "      4  Chattanooga       15",
    ]


@pytest.mark.parametrize("rule", [rule for rule in RULES if RULES[rule].kind == "ranks"])
def test_no_line_is_wider_than_a_terminal(tmp_path: Path, hep_count: Any, rule: str) -> None:
    path = tmp_path / "wide.abif"
    names = [f"Keep the {k} schools working together in clusters and share what it costs them" for k in range(13)]
    path.write_text(
        "".join(f"=O{k}:[{name}]\n" for k, name in enumerate(names)) + "3:O0>O1=O2>O12\n2:O3>O4>O5\n2:O6>O0\n"
    )
    _, text, _ = hep_count(path, "--rule", rule, "--tie-chain", "default", "--seed", "6 1 4")
    assert max(map(len, text.splitlines()[1:])) <= 80
    assert "…" in text


def test_names_of_any_script_keep_the_columns_straight(tmp_path: Path, hep_count: Any) -> None:
    path = tmp_path / "scripts.abif"
    path.write_text("2:学校>École\n1:École>学校\n", encoding="utf-8")
    _, text, _ = hep_count(path, "--rule", "plurality")
    assert "*     1  学校         2\n      2  École        1\n" in text


def test_no_paper_decides_nothing(tmp_path: Path, hep_count: Any) -> None:
    path = tmp_path / "none.csv"
    path.write_text("ballot,SEND,CPD\n")
    for words in (["--rule", "borda"], ["--all"]):
        _, text, _ = hep_count(path, *words)
        assert text.splitlines()[-1] == "No paper was counted, so nothing is decided."


def test_all_rules_stand_side_by_side_and_disagreement_is_flagged(tmp_path: Path, hep_count: Any) -> None:
    path = tmp_path / "stars.abif"
    path.write_text(TENNESSEE_STARS)
    code, text, _ = hep_count(path, "--all")
    assert code == 0
    assert "! irv                 Knoxville" in text
    assert "  star                Nashville" in text
    assert "The rules disagree" in text
    _, found, _ = hep_count(path, "--all", "--json")
    assert not found["agree"]
    assert found["winners"]["plurality"] == [2]
    assert {result["rule"] for result in found["results"]} == set(RULES) - {"approval", "points", "stv"}


def test_stv_takes_its_seats_from_the_file_or_the_command(tmp_path: Path, hep_count: Any) -> None:
    path = tmp_path / "council.blt"
    write(abif("4:A>B\n2:B\n3:C"), path)
    path.write_text(path.read_text().replace("3 1\n", "3 2\n"))
    assert hep_count(path, "--rule", "stv", "--json")[1]["winners"] == [0, 2]
    assert len(hep_count(path, "--rule", "stv", "--seats", 1, "--json")[1]["winners"]) == 1


def test_parts_can_be_counted_beside_the_total(tmp_path: Path, hep_count: Any) -> None:
    path = tmp_path / "votes.csv"
    path.write_text("ballot,phase,SEND,CPD\n1,primary,1,2\n2,primary,1,\n3,secondary,2,1\n")
    _, found, _ = hep_count(path, "--rule", "borda", "--by", "phase", "--json")
    assert {name: part["winners"] for name, part in found["by"]["phase"].items()} == {"primary": [0], "secondary": [1]}
    assert "\nphase secondary: 1 paper, 2 options\n" in hep_count(path, "--rule", "borda", "--by", "phase")[1]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["missing.csv", "--rule", "irv"], "There is no file missing.csv; nothing was read"),
        (["FILE", "--rule", "hat"], "There is no rule called 'hat'; choose one of: plurality, approval"),
        (
            ["FILE", "--rule", "approval"],
            "The rule approval needs approvals and FILE holds ranks; choose",
        ),
        (
            ["FILE", "--rule", "irv", "--seats", "2"],
            "The rule irv fills one seat, not 2; use stv",
        ),
        (
            ["FILE", "--rule", "stv", "--seats", "9"],
            "9 seats cannot be filled from 4 options; give a number",
        ),
        (["FILE", "--rule", "irv", "--skipped", "often"], "--skipped is close-up or exhaust-after=K"),
        (["FILE", "--rule", "irv", "--tie-chain", "coin"], "There is no tie step 'coin'"),
        (["FILE", "--rule", "irv", "--tie-chain", "lot"], "The lot needs a public seed"),
        (["FILE", "--rule", "irv", "--scale", "5"], "--scale is the lowest and highest grade, as 0-5, not '5'."),
        (["FILE"], "Say which rule with --rule RULE, or --all"),
        (["FILE", "--all", "--rule", "irv"], "--all counts by every rule that fits; --rule, --by and"),
        (["FILE", "--all", "--doubtful", "1"], "--all counts by every rule that fits; --rule, --by and"),
        (["FILE", "--rule", "irv", "--doubtful", "-1"], "--doubtful is a number of papers, from 0, not -1."),
        (["FILE", "--rule", "points", "--budget", "0"], "--budget is the points of one paper, from 1, not 0."),
        (["FILE", "--rule", "irv", "--seed", "\udcff"], "--seed or --poll holds bytes that are not letters, so nobody"),
        (["FILE", "--rule", "irv", "--by", "phase"], "FILE does not say whose papers they are by phase; count it"),
    ],
)
def test_a_refusal_is_one_sentence(tennessee: Path, hep_count: Any, words: list[str], message: str) -> None:
    code, out, error = hep_count(*(str(tennessee) if word == "FILE" else word for word in words))
    assert (code, out) == (2, "")
    assert error.replace(str(tennessee), "FILE").startswith(message)
    assert "\n" not in error


def test_papers_in_doubt_are_set_against_the_margin(tennessee: Path, hep_count: Any) -> None:
    _, found, _ = hep_count(tennessee, "--rule", "plurality", "--doubtful", 8, "--json")
    assert found["margin"] | {"says": ""} == {"papers": 8, "exact": True, "settled": False, "says": ""}
    _, text, _ = hep_count(tennessee, "--rule", "plurality", "--doubtful", 7)
    assert text.strip().endswith("Settled: 8 papers would have to be wrong to change the lead; 7 are in doubt.")
    assert hep_count(tennessee, "--rule", "bucklin", "--doubtful", 7)[0] == 2


def test_a_rule_may_be_written_in_capitals(tennessee: Path, hep_count: Any) -> None:
    assert hep_count(tennessee, "--rule", "IRV", "--json")[1]["rule"] == "irv"


def test_a_full_disk_is_told_in_a_sentence(tennessee: Path, hep_count: Any) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no device here is always full")
    program = "from hep_tui.cli import main; import sys; sys.exit(main(sys.argv[1:]))"
    with Path("/dev/full").open("w") as full:
        words = [sys.executable, "-c", program, "count", str(tennessee), "--rule", "irv"]
        found = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (found.returncode, found.stderr) == (1, "hep: The output could not be written: No space left on device.\n")


def test_all_rules_come_with_the_agreement_between_papers(tennessee: Path, hep_count: Any) -> None:
    assert hep_count(tennessee, "--all", "--json")[1]["kendalls_w"] == 0.0978
    assert "Kendall's W (1 is full, 0 none): 0.098" in hep_count(tennessee, "--all")[1]


def test_a_cycle_prints_that_nobody_wins(tmp_path: Path, hep_count: Any) -> None:
    path = tmp_path / "cycle.abif"
    path.write_text(CYCLE)
    code, text, _ = hep_count(path, "--rule", "condorcet")
    assert code == 0
    assert "There is a cycle: no option is unbeaten. The Smith set is A, B and C." in text
    assert hep_count(path, "--rule", "condorcet", "--json")[1]["winners"] == []


def test_real_files_are_counted_by_the_command(ballots: Path, hep_count: Any) -> None:
    _, found, _ = hep_count(ballots / "preflib/00005-00000002.toi", "--rule", "irv", "--json")
    assert found["rounds"][-1]["tally"] == [4313, None, None, None, 4061, None]
    _, found, _ = hep_count(ballots / "orsay2007/bureau_01.csv", "--rule", "majority-judgement", "--json")
    assert found["options"][found["winners"][0]] == "Bayrou"
    _, found, _ = hep_count(ballots / "scotland/glasgow_2017_ward21.blt", "--rule", "stv", "--json")
    assert found["winners"] == [1, 4, 6]


def test_importing_counting_and_the_command_loads_no_numpy() -> None:
    program = "import sys, hep_tui.counting, hep_tui.commands.count; print('numpy' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


def test_the_same_command_through_hep_itself(tennessee: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import inspect

    from hep_tui import cli

    if not inspect.signature(cli.main).parameters:
        pytest.skip("hep takes no words yet")
    assert cli.main(["count", str(tennessee), "--rule", "irv"]) == 0
    assert capsys.readouterr().out.strip().endswith("Knoxville wins.")
    assert cli.main(["count", "missing.csv", "--rule", "irv"]) == 2
    assert capsys.readouterr().err.endswith("look at name and folder.\n")


def test_an_outcome_in_json_holds_only_numbers_that_are_whole_or_short(tennessee: Path, hep_count: Any) -> None:
    _, found, _ = hep_count(tennessee, "--rule", "borda", "--json")
    assert found["scores"] == [173, 107, 126, 194]
    assert all(isinstance(score, int) for score in found["scores"])
    assert count(abif(TENNESSEE), "borda").digest == found["digest"]


def test_readings_that_elect_others_are_refused_side_by_side_until_one_is_declared(
    tmp_path: Path, hep_count: Any
) -> None:
    path = tmp_path / "votes.csv"
    path.write_text("ballot,SEND,CPD,AP\n1,1,2,3\n2,1,3,2\n")
    code, _, said = hep_count(path, "--rule", "irv")
    assert code == 2
    assert "can be read in two ways" in said
    assert "SEND of 2 papers" in said
    assert hep_count(path, "--rule", "irv", "--marks", "rank", "--json")[1]["winners"] == [0]
    assert hep_count(path, "--rule", "borda", "--high-first", "--json")[1]["winners"] != [0]


def test_json_says_how_the_file_was_read_and_what_is_in_doubt(tmp_path: Path, hep_count: Any) -> None:
    path = tmp_path / "votes.csv"
    path.write_text("ballot,SEND,CPD\n1,5,2\n2,3,4\nTotal,8,6\n")
    found = hep_count(path, "--rule", "score", "--json")[1]
    assert found["reading"] == "the options are SEND, CPD; scores"
    assert found["doubts"] == ["votes.csv, line 4: the row of totals is not a paper and was left out."]
