"""Real elections, counted again: every figure of expected.json and the published results."""

import itertools
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hep_tui.counting import Ballot, Outcome, Policy, Profile, count
from hep_tui.counting.agreement import kendalls_w
from hep_tui.counting.files import read
from hep_tui.counting.judgement import Grades, compare

Expected = dict[str, Any]


def ranked(expected: Expected, ballots: Path) -> Iterator[tuple[str, Expected, Profile]]:
    for key, entry in expected.items():
        if "pairwise" in entry:
            name = key if "." in key else f"{key}.abif"
            yield key, entry, read(ballots / name).profiles["ranks"]


def every(expected: Expected, ballots: Path, check: Callable[[Expected, Profile], object]) -> list[str]:
    """Return the data sets for which a check fails, so that one failure does not hide another."""
    found = list(ranked(expected, ballots))
    assert len(found) >= 20
    return [key for key, entry, profile in found if not check(entry, profile)]


def won(profile: Profile, rule: str, policy: Policy | None = None) -> list[int]:
    return sorted(count(profile, rule, policy).winners)


def test_papers_and_options_are_read_as_published(expected: Expected, ballots: Path) -> None:
    assert not every(expected, ballots, lambda e, p: p.n == e["N"] and list(p.options) == e["names"])


def test_head_to_heads_are_as_published(expected: Expected, ballots: Path) -> None:
    def same(entry: Expected, profile: Profile) -> bool:
        outcome = count(profile, "condorcet")
        winner = outcome.facts.get("condorcet_winner")
        weak = outcome.facts["weak_winners"] == entry["weak_condorcet_winners"]
        return (
            [list(row) for row in outcome.pairwise or ()] == entry["pairwise"]
            and weak
            and (
                winner == entry["condorcet_winner"] and sorted(outcome.winners) == ([] if winner is None else [winner])
            )
        )

    assert not every(expected, ballots, same)


def test_borda_points_and_mean_ranks_are_as_published(expected: Expected, ballots: Path) -> None:
    def same(entry: Expected, profile: Profile) -> bool:
        outcome = count(profile, "borda")
        means = [float(mean) for mean in outcome.facts["mean_rank"]]
        return (
            [float(score or 0) for score in outcome.scores or ()] == entry["borda_average_rank"]
            and sorted(outcome.winners) == entry["borda_winners"]
            and means == pytest.approx(entry["mean_rank_average"], abs=1e-6)
        )

    assert not every(expected, ballots, same)


def test_copeland_and_schulze_elect_as_published(expected: Expected, ballots: Path) -> None:
    def same(entry: Expected, profile: Profile) -> bool:
        outcome = count(profile, "copeland")
        return (
            outcome.facts["net"] == entry["copeland_net"]
            and sorted(outcome.winners) == entry["copeland_winners"]
            and won(profile, "schulze") == entry["schulze_wv_winners"]
        )

    assert not every(expected, ballots, same)


def test_ranked_pairs_elects_every_option_that_some_order_of_equal_wins_elects(
    expected: Expected, ballots: Path
) -> None:
    assert not every(
        expected,
        ballots,
        lambda e, p: e["ranked_pairs_wv_winners"] in (None, won(p, "ranked-pairs")),
    )


def test_kemeny_finds_the_fewest_disagreements(expected: Expected, ballots: Path) -> None:
    def same(entry: Expected, profile: Profile) -> bool:
        if "kemeny_min_disagreements" not in entry:
            return True
        outcome = count(profile, "kemeny")
        order = entry["kemeny_one_optimal_ranking"]
        unique = outcome.facts["optima"] == 1
        flat = [i for tier in outcome.ranking for i in tier]
        return (
            outcome.facts["distance"] == entry["kemeny_min_disagreements"]
            and order[0] in outcome.winners
            and (not unique or flat == order)
        )

    assert not every(expected, ballots, same)


def test_irv_goes_round_by_round_as_published(expected: Expected, ballots: Path) -> None:
    def same(entry: Expected, profile: Profile) -> bool:
        rounds = entry["irv"]["rounds"]
        outcome = count(profile, "irv")
        if entry["irv"]["elimination_tie"] == {"round": 0, "tied": []}:
            return True
        found = [
            {
                "tally": {profile.options[i]: n for i, n in enumerate(each.tally) if n is not None},
                "exhausted": each.exhausted["choices ended"],
                "overvoted": each.exhausted["overvote"],
            }
            for each in outcome.rounds
        ]
        names = sorted(profile.options[i] for i in outcome.winners)
        return found == rounds and names == entry["irv"]["winners_all_tiebreaks"] and _ties(entry, profile, outcome)

    assert not every(expected, ballots, same)


def _ties(entry: Expected, profile: Profile, outcome: Outcome) -> bool:
    tie = entry["irv"]["elimination_tie"]
    if tie is None:
        return bool(outcome.ties) == entry["irv"]["final_round_tie"]
    found = outcome.ties[0]
    tied = [profile.options[i] for i in found.tied] == tie["tied"]
    return tied and found.where == f"round {tie['round']}, last place" and found.broken_by is None


def test_kendalls_w_is_as_published(expected: Expected, ballots: Path) -> None:
    def same(entry: Expected, profile: Profile) -> bool:
        # With ties the file holds W on dense ranks without correction; the definition is tested on its own.
        if "kendall_W" not in entry or not entry["strict"]:
            return True
        return kendalls_w(profile).w == pytest.approx(entry["kendall_W"], abs=1e-9)

    assert not every(expected, ballots, same)


def test_burlington_elects_kiss_only_by_the_declared_overvote_rule(expected: Expected, ballots: Path) -> None:
    entry = expected["preflib/00005-00000002.toi"]
    profile = read(ballots / "preflib/00005-00000002.toi").profiles["ranks"]
    last = count(profile, "irv").rounds[-1]
    final = {profile.options[i]: n for i, n in enumerate(last.tally) if n is not None}
    assert final == entry["published"]["final"] == {"Bob Kiss": 4313, "Kurt Wright": 4061}
    for overvote in ("exhaust", "skip"):
        other = count(profile, "irv", Policy(overvote=overvote))
        assert [n for n in other.rounds[-1].tally if n is not None] != [4313, 4061]


def test_alaska_elects_the_certified_winner_over_the_condorcet_winner(expected: Expected, ballots: Path) -> None:
    entry = expected["textbook/alaska2022_special"]["published"]
    profile = read(ballots / "textbook/alaska2022_special.abif").profile
    rounds = [
        {profile.options[i]: n for i, n in enumerate(each.tally) if n is not None}
        for each in count(profile, "irv").rounds
    ]
    assert rounds == [entry["round1_certified"], entry["final_certified"]]
    assert profile.options[next(iter(count(profile, "condorcet").winners))] == entry["condorcet_winner"]


def test_schulzes_paths_are_as_in_his_paper(expected: Expected, ballots: Path) -> None:
    published = expected["textbook/schulze2011_ex1"]["published"]
    profile = read(ballots / "textbook/schulze2011_ex1.abif").profile
    outcome = count(profile, "schulze")
    paths = outcome.facts["paths"]
    letters = profile.options
    found = {a + b: paths[i][j] for i, a in enumerate(letters) for j, b in enumerate(letters) if i != j}
    assert found == published["strongest_paths"]
    assert [letters[i] for tier in outcome.ranking for i in tier] == published["order"]


def test_approvals_are_as_published(expected: Expected, ballots: Path) -> None:
    for key, entry in expected.items():
        if "approvals" in entry:
            profile = read(ballots / key).profiles["approvals"]
            outcome = count(profile, "approval")
            assert outcome.n == entry["N"]
            assert dict(zip(profile.options, outcome.scores or (), strict=True)) == entry["approvals"]


@pytest.mark.parametrize("station", ["01", "06"])
def test_orsay_medians_and_gauges_are_as_published(expected: Expected, ballots: Path, station: str) -> None:
    entry = expected["orsay2007/all"]["per_bureau_blank_as_lowest"][station]
    profile = read(ballots / f"orsay2007/bureau_{station}.csv").profiles["grades"]
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


def test_orsay_as_a_whole_changes_its_order_when_blanks_are_left_out(expected: Expected) -> None:
    entry = expected["orsay2007/all"]
    for policy, key, order in (("lowest", "blank_as_lowest", "majority_value_order"),
                               ("ignore", "blank_ignored", "majority_gauge_order")):  # fmt: skip
        grades = {name: _grades(row["hist_1to6"]) for name, row in entry[key]["table"].items()}
        wanted = entry[key][order]
        for better, worse in itertools.pairwise(wanted):
            assert compare(grades[better], grades[worse]) == 1, (policy, better, worse)


def _grades(histogram: list[int]) -> Grades:
    return Grades(tuple((grade, papers) for grade, papers in enumerate(histogram, 1) if papers))


def test_majority_value_settles_what_the_gauge_leaves_tied(expected: Expected) -> None:
    entry = expected["stats/majority_values_book"]
    papers = tuple(Ballot(pair) for pair in zip(entry["A"], entry["B"], strict=True))
    outcome = count(Profile(("A", "B"), papers), "majority-judgement")
    assert outcome.options[next(iter(outcome.winners))] == entry["winner"]


RULES = {"exhaustImmediately": "exhaust", "alwaysSkipToNextRank": "skip",
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
        elected = [event["elected"] for event in case["expected_rounds"][-1]["events"]]
        assert set(elected) <= {options[i] for i in outcome.winners}, case["name"]


def test_a_survey_export_is_counted_as_the_tabulator_counts_it(ballots: Path) -> None:
    profile = read(ballots / "rctab/generic_csv_test_cvr.csv").profiles["ranks"]
    entry = json.loads((ballots / "rctab/generic_csv_test_expected.json").read_text(encoding="utf-8"))
    outcome = count(profile, "irv", Policy(overvote="exhaust", skipped=1, tie_chain=("earlier",)))
    tallies = [{profile.options[i]: n for i, n in enumerate(each.tally) if n is not None} for each in outcome.rounds]
    wanted = [each["tally"] for each in entry["expected_rounds"]]
    wanted[0]["Write-In"] = wanted[0].pop("Undeclared Write-ins")
    assert [t for t in tallies if t in wanted][-1] == wanted[-1]
    assert {profile.options[i] for i in outcome.winners} == {"Cucumber"}


def test_a_cast_vote_record_in_json_is_the_same_deck(ballots: Path) -> None:
    profile = read(ballots / "rctab/test_set_1_exhaust_at_overvote_cvr.cdf.json").profile
    outcome = count(profile, "irv", Policy(overvote="exhaust", skipped=4))
    assert [list(each.tally) for each in outcome.rounds] == [[5, 6, 2, 1], [5, 6, 3, None], [5, 8, None, None]]
