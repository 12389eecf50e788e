"""Real elections, counted again as their organisers, certified tabulators and textbooks published them."""

import json
from pathlib import Path
from typing import Any

import pytest

from hep_tui.counting import Ballot, Outcome, Policy, Profile, count
from hep_tui.counting.files import Declared, read
from hep_tui.counting.rules import count_table, named

Expected = dict[str, Any]


def final(outcome: Outcome, round_: int = -1) -> dict[str, object]:
    """Return the tally of a round by name."""
    return {outcome.options[i]: n for i, n in enumerate(outcome.rounds[round_].tally) if n is not None}


def led(outcome: Outcome) -> str:
    return outcome.names(outcome.winners)


def test_burlington_2009_goes_round_by_round_as_counted_in_public(expected: Expected, ballots: Path) -> None:
    published = expected["preflib/00005-00000002.toi"]["published"]
    profile = read(ballots / "preflib/00005-00000002.toi").profiles["ranks"]
    outcome = count(profile, "irv")
    first = final(outcome, 0) | {"exhausted": sum(outcome.rounds[0].exhausted.values())}
    assert first == published["round1"]
    assert final(outcome, 3) == published["after_batch_elimination"]
    assert final(outcome) == published["final"] == {"Bob Kiss": 4313, "Kurt Wright": 4061}
    place = {name.split()[-1]: i for i, name in enumerate(profile.options)}
    pairs = count(profile, "condorcet").pairwise or ()
    for duel, votes in published["pairwise"].items():
        i, j = (place[name] for name in duel.split("-"))
        assert [pairs[i][j], pairs[j][i]] == votes, duel
    assert (led(outcome), led(count(profile, "condorcet")), led(count(profile, "plurality"))) == (
        "Bob Kiss", "Andy Montroll", "Kurt Wright",
    )  # fmt: skip


def test_burlington_gives_other_figures_under_any_other_overvote_rule(ballots: Path) -> None:
    profile = read(ballots / "preflib/00005-00000002.toi").profiles["ranks"]
    for overvote in ("exhaust", "skip"):
        other = count(profile, "irv", Policy(overvote=overvote))
        assert final(other) != {"Bob Kiss": 4313, "Kurt Wright": 4061}


def test_alaska_2022_elects_the_certified_winner_over_the_condorcet_winner(expected: Expected, ballots: Path) -> None:
    published = expected["textbook/alaska2022_special"]["published"]
    profile = read(ballots / "textbook/alaska2022_special.abif").profile
    outcome = count(profile, "irv")
    assert final(outcome, 0) == published["round1_certified"]
    assert final(outcome, 1) == published["final_certified"]
    assert len(outcome.rounds) == 2
    assert led(outcome) == "Peltola"
    whole = count(profile, "condorcet")
    assert led(whole) == published["condorcet_winner"]
    pairs = whole.pairwise or ()
    for duel, share in published["pairwise_pct"].items():
        i, j = (profile.options.index(name) for name in duel.split(">"))
        # One of the three was published cut off, not rounded.
        assert 100 * pairs[i][j] / (pairs[i][j] + pairs[j][i]) == pytest.approx(share, abs=0.1)


def test_tennessee_and_the_cycle_come_out_as_published(expected: Expected, ballots: Path) -> None:
    published = expected["textbook/tennessee"]["published"]
    profile = read(ballots / "textbook/tennessee.abif").profile
    for rule in ("irv", "plurality", "condorcet", "borda"):
        assert led(count(profile, rule)) == published[rule]
    kemeny = count(profile, "kemeny")
    assert kemeny.facts["distance"] == published["kemeny_distance"]
    assert [profile.options[tier[0]] for tier in kemeny.ranking] == published["kemeny_ranking"]
    cycle = count(read(ballots / "textbook/condorcet_cycle_electowiki.abif").profile, "kemeny")
    published = expected["textbook/condorcet_cycle_electowiki"]["published"]
    assert [cycle.options[tier[0]] for tier in cycle.ranking] == published["kemeny"]
    assert cycle.facts["distance"] == published["distance"]


def test_a_copy_that_lost_its_ties_elects_another_than_the_election_did(ballots: Path) -> None:
    """The Debian leader of 2003: count what the file says, and do not take it for the election."""
    profile = read(ballots / "preflib/00002-00000002.soi").profiles["ranks"]
    assert led(count(profile, "schulze")) == "Bdale Garbee"


def test_schulzes_paths_are_as_in_his_paper(expected: Expected, ballots: Path) -> None:
    published = expected["textbook/schulze2011_ex1"]["published"]
    profile = read(ballots / "textbook/schulze2011_ex1.abif").profile
    outcome = count(profile, "schulze")
    paths = outcome.facts["paths"]
    letters = profile.options
    found = {a + b: paths[i][j] for i, a in enumerate(letters) for j, b in enumerate(letters) if i != j}
    assert found == published["strongest_paths"]
    assert [letters[i] for tier in outcome.ranking for i in tier] == published["order"]


@pytest.mark.parametrize("station", ["01", "06"])
def test_orsay_medians_and_gauges_are_as_published(expected: Expected, ballots: Path, station: str) -> None:
    entry = expected["orsay2007/all"]["per_bureau_blank_as_lowest"][station]
    profile = read(ballots / f"orsay2007/bureau_{station}.csv", Declared(marks="grade", zero="blank")).profiles[
        "grades"
    ]
    outcome = count(profile, "majority-judgement", Policy(blank="lowest"))
    for i, name in enumerate(profile.options):
        row, gauge = entry["table"][name], outcome.facts["gauge"][i]
        assert gauge["median"] == row["median_lower"]
        assert float(gauge["above"]) == pytest.approx(row["above_pct"], abs=1e-4)
        assert float(gauge["below"]) == pytest.approx(row["below_pct"], abs=1e-4)
        assert [gauge["counts"].get(str(grade), 0) for grade in range(1, 7)] == row["hist_1to6"]
    for key in ("majority_value_order", "majority_gauge_order"):
        if entry.get(key):
            assert [profile.options[i] for tier in outcome.ranking for i in tier] == entry[key]


RULES: dict[str, Any] = {"exhaustImmediately": "exhaust", "alwaysSkipToNextRank": "skip",
         "exhaustIfMultipleContinuing": "exhaust-if-multiple"}  # fmt: skip
CAUSES = {"exhaustedChoices": "choices ended", "overvotes": "overvote",
          "repeatedRankings": "repeated", "skippedRankings": "skipped"}  # fmt: skip


def _paper(candidates: list[str], ranks: dict[str, list[str]]) -> Ballot:
    marks: list[int | None] = [None] * len(candidates)
    repeats = []
    for rank, group in sorted((int(rank), group) for rank, group in ranks.items()):
        for name in group:
            # A deck writes an overvote among write-ins as A#OV1, A#OV2: two marks at one rank.
            option = candidates.index(name.split("#")[0])
            if marks[option] is None:
                marks[option] = rank
            else:
                repeats.append((option, rank))
    return Ballot(tuple(marks), repeats=tuple(repeats))


def test_every_certified_tabulators_case_is_reproduced(ballots: Path) -> None:
    cases = json.loads((ballots / "rctab/rctab_cases.json").read_text(encoding="utf-8"))
    assert len(cases) == 7
    for case in cases:
        rules, options = case["rules"], case["candidates"]
        policy = Policy(
            overvote=RULES[rules["overvoteRule"]],
            skipped=int(rules["maxSkippedRanksAllowed"]),
            duplicate="exhaust" if rules["exhaustOnDuplicateCandidate"] else "first",
            tie_chain=("earlier",),
        )
        profile = Profile(tuple(options), tuple(_paper(options, ranks) for ranks in case["ballots"]))
        outcome = count(profile, "irv", policy)
        found = [
            {
                "tally": {options[i]: n for i, n in enumerate(each.tally) if n is not None},
                "inactive": {name: each.exhausted[cause] for name, cause in CAUSES.items()},
            }
            for each in outcome.rounds
        ]
        wanted = [{key: each[key] for key in ("tally", "inactive")} for each in case["expected_rounds"]]
        assert found == wanted, case["name"]
        went = [[event.get("eliminated") for event in each["events"]] for each in case["expected_rounds"][:-1]]
        told = [[options[i] for i in each.eliminated] for each in outcome.rounds[:-1]]
        assert told == went, case["name"]
        elected = [event["elected"] for event in case["expected_rounds"][-1]["events"]]
        assert set(elected) <= {options[i] for i in outcome.winners}, case["name"]


def test_a_survey_export_is_counted_as_the_tabulator_counts_it(ballots: Path) -> None:
    profile = read(ballots / "rctab/generic_csv_test_cvr.csv").profiles["ranks"]
    wanted = json.loads((ballots / "rctab/generic_csv_test_expected.json").read_text(encoding="utf-8"))[
        "expected_rounds"
    ]
    policy = Policy(overvote="exhaust", skipped=1, tie_chain=("earlier",))
    first = final(count(profile, "irv", policy), 0)
    first["Undeclared Write-ins"] = first.pop("Write-In")
    assert first == wanted[0]["tally"]
    # The tabulator drops undeclared write-ins before anyone else, however many they are; then it is one at a time.
    kept = [i for i, name in enumerate(profile.options) if name != "Write-In"]
    outcome = count_table(profile.table.only(kept), named("irv"), policy)
    assert [final(outcome, k) for k in range(len(outcome.rounds))] == [each["tally"] for each in wanted[1:]]
    for each, published in zip(outcome.rounds, wanted[1:], strict=True):
        assert {name: each.exhausted[cause] for name, cause in CAUSES.items()} == published["inactive"]
    assert led(outcome) == led(count(profile, "irv", policy)) == "Cucumber"


def test_a_cast_vote_record_in_json_is_the_same_deck(ballots: Path) -> None:
    profile = read(ballots / "rctab/test_set_1_exhaust_at_overvote_cvr.cdf.json").profile
    outcome = count(profile, "irv", Policy(overvote="exhaust", skipped=4))
    assert [list(each.tally) for each in outcome.rounds] == [[5, 6, 2, 1], [5, 6, 3, None], [5, 8, None, None]]
