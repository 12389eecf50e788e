"""Every figure of expected.json, field by field; a field that no check knows fails the last test."""

import itertools
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from hep_tui.counting import Ballot, Outcome, Profile, count
from hep_tui.counting.agreement import agreement_a, kendalls_w
from hep_tui.counting.files import BallotFile, read
from hep_tui.counting.inference import wilson
from hep_tui.counting.judgement import Grades, compare
from hep_tui.counting.pairs import smith_set

Entry = dict[str, Any]


class Counted:
    """Hold a ranked data set and count it once by each rule."""

    def __init__(self, path: Path) -> None:
        self.file: BallotFile = read(path)
        self.text = path.read_text(encoding="utf-8", errors="replace")
        self.profile: Profile = self.file.profiles["ranks"]
        self._by: dict[str, Outcome] = {}

    def by(self, rule: str) -> Outcome:
        if rule not in self._by:
            self._by[rule] = count(self.profile, rule)
        return self._by[rule]

    def won(self, rule: str) -> list[int]:
        return sorted(self.by(rule).winners)


@pytest.fixture(scope="module")
def ranked(ballots: Path, expected: dict[str, Entry]) -> dict[str, Counted]:
    keys = [key for key, entry in expected.items() if "pairwise" in entry]
    assert len(keys) == 20
    return {key: Counted(ballots / (key if "." in key else f"{key}.abif")) for key in keys}


def near(found: Any, wanted: Any, by: float = 1e-6) -> bool:
    return bool(found == pytest.approx(wanted, abs=by))


def _number(score: int | Fraction | None) -> float:
    return float(score or 0)


def winner(entry: Entry, data: Counted) -> bool:
    found = data.by("condorcet").facts.get("condorcet_winner")
    return bool(found == entry["condorcet_winner"]) and data.won("condorcet") == ([] if found is None else [found])


def level_pairs(entry: Entry, data: Counted) -> bool:
    pairs = data.by("condorcet").pairwise or ()
    found = sum(pairs[i][j] == pairs[j][i] for i, j in itertools.combinations(range(len(pairs)), 2))
    return bool(found == entry["pairwise_ties"])


def ranked_pairs(entry: Entry, data: Counted) -> bool:
    wanted = entry["ranked_pairs_wv_winners"]
    # None: the file's reference had too many orders of equal wins; whoever wins is of the Smith set.
    smith = set(smith_set(data.by("condorcet").pairwise or ()))
    return data.won("ranked-pairs") == wanted if wanted is not None else set(data.won("ranked-pairs")) <= smith


def one_kemeny(entry: Entry, data: Counted) -> bool:
    outcome, order = data.by("kemeny"), entry["kemeny_one_optimal_ranking"]
    flat = [i for tier in outcome.ranking for i in tier]
    return order[0] in outcome.winners and (outcome.facts["optima"] > 1 or flat == order)


def instant_runoff(entry: Entry, data: Counted) -> bool:
    wanted, outcome, names = entry["irv"], data.by("irv"), data.profile.options
    tie = wanted["elimination_tie"]
    if tie == {"round": 0, "tied": []}:
        # The file's reference had too many ways to break the ties; here each was tried.
        return not outcome.warnings and wanted["rounds"] == [] and len(outcome.winners) > 1
    rounds = [
        {
            "tally": {names[i]: n for i, n in enumerate(each.tally) if n is not None},
            "exhausted": each.exhausted["choices ended"],
            "overvoted": each.exhausted["overvote"],
        }
        for each in outcome.rounds
    ]
    if tie is None:
        told = bool(outcome.ties) == wanted["final_round_tie"]
    else:
        met = outcome.ties[0]
        told = (met.where, [names[i] for i in met.tied]) == (f"round {tie['round']}, last place", tie["tied"])
    return (
        told
        and rounds == wanted["rounds"]
        and sorted(map(names.__getitem__, outcome.winners)) == sorted(wanted["winners_all_tiebreaks"])
    )


def concordance(entry: Entry, data: Counted) -> bool:
    if entry["strict"]:
        return near(kendalls_w(data.profile).w, entry["kendall_W"], 1e-9)
    return near(dense_w(data.profile), entry["kendall_W"], 1e-9)


def dense_w(profile: Profile) -> float:
    """Return W without correction on ranks that leave no gap, which is what the file holds where papers have ties."""
    m, sums = len(profile.options), [0] * len(profile.options)
    for ballot in profile.ballots:
        levels = sorted({mark for mark in ballot.marks if mark is not None})
        for i, mark in enumerate(ballot.marks):
            sums[i] += ballot.weight * (len(levels) if mark is None else levels.index(mark) + 1)
    spread = sum((total - sum(sums) / m) ** 2 for total in sums)
    return 12 * spread / (profile.n**2 * (m**3 - m))


def lines(entry: Entry, data: Counted) -> bool:
    return bool([line.strip() for line in data.text.splitlines() if line[:1].isdigit()] == entry["ballots"])


CHECKS: dict[str, Callable[[Entry, Counted], bool]] = {
    "N": lambda e, d: d.profile.n == e["N"],
    "m": lambda e, d: len(d.profile.options) == e["m"],
    "names": lambda e, d: list(d.profile.options) == e["names"],
    "title": lambda e, d: d.profile.title == e["title"],
    "seats": lambda e, d: d.file.seats == e["seats"],
    "ballots": lines,
    "strict": lambda e, d: e["strict"] == all(distinct(ballot) for ballot in d.profile.ballots),
    "complete": lambda e, d: e["complete"] == all(None not in ballot.marks for ballot in d.profile.ballots),
    "pairwise": lambda e, d: [list(row) for row in d.by("condorcet").pairwise or ()] == e["pairwise"],
    "pairwise_ties": level_pairs,
    "condorcet_winner": winner,
    "weak_condorcet_winners": lambda e, d: d.by("condorcet").facts["weak_winners"] == e["weak_condorcet_winners"],
    "borda_average_rank": lambda e, d: list(map(_number, d.by("borda").scores or ())) == e["borda_average_rank"],
    "borda_winners": lambda e, d: d.won("borda") == e["borda_winners"],
    "mean_rank_average": lambda e, d: near(
        [float(r) for r in d.by("borda").facts["mean_rank"]], e["mean_rank_average"]
    ),
    "copeland_net": lambda e, d: d.by("copeland").facts["net"] == e["copeland_net"],
    "copeland_winners": lambda e, d: d.won("copeland") == e["copeland_winners"],
    "schulze_wv_winners": lambda e, d: d.won("schulze") == e["schulze_wv_winners"],
    "ranked_pairs_wv_winners": ranked_pairs,
    "irv": instant_runoff,
    "kemeny_min_disagreements": lambda e, d: d.by("kemeny").facts["distance"] == e["kemeny_min_disagreements"],
    "kemeny_one_optimal_ranking": one_kemeny,
    "kendall_W": concordance,
}
TOLD = {"checks", "published"}
"""What the file's own libraries found, and what test_elections checks election by election."""


def distinct(ballot: Ballot) -> bool:
    given = [mark for mark in ballot.marks if mark is not None]
    return len(set(given)) == len(given)


@pytest.mark.parametrize("field", CHECKS)
def test_every_ranked_election_gives_the_expected(
    field: str, ranked: dict[str, Counted], expected: dict[str, Entry]
) -> None:
    found = {key: CHECKS[field](expected[key], data) for key, data in ranked.items() if field in expected[key]}
    assert found
    assert [key for key, right in found.items() if not right] == []


def check_approvals(key: str, entry: Entry, ballots: Path) -> set[str]:
    profile = read(ballots / key).profiles["approvals"]
    outcome = count(profile, "approval")
    assert outcome.n == entry["N"]
    assert dict(zip(profile.options, outcome.scores or (), strict=True)) == entry["approvals"]
    sizes = Counter[str]()
    for ballot in profile.ballots:
        sizes[str(sum(mark or 0 for mark in ballot.marks))] += ballot.weight
    assert sizes == entry["ballot_sizes"]
    return {"N", "approvals", "ballot_sizes", "checks"}


def check_orsay(_: str, entry: Entry, ballots: Path) -> set[str]:
    stations = entry["per_bureau_blank_as_lowest"]
    assert sum(entry["by_bureau"].values()) == entry["n"]
    for whole in (entry["blank_as_lowest"], entry["blank_ignored"], *stations.values()):
        check_grades(whole)
    for name, row in entry["blank_as_lowest"]["table"].items():
        parts = [stations[station]["table"][name]["hist_1to6"] for station in stations]
        assert [sum(papers) for papers in zip(*parts, strict=True)] == row["hist_1to6"]
    return {"grades", "n", "by_bureau", "blank_as_lowest", "blank_ignored", "per_bureau_blank_as_lowest", "published"}


def check_grades(whole: Entry) -> None:
    grades = {}
    for name, row in whole["table"].items():
        each = Grades(tuple((grade, papers) for grade, papers in enumerate(row["hist_1to6"], 1) if papers))
        assert (each.n, each.median) == (row["n"], row["median_lower"])
        assert near([100 * each.above / each.n, 100 * each.below / each.n], [row["above_pct"], row["below_pct"]], 1e-4)
        assert near(sum(grade * papers for grade, papers in each.counts) / each.n, row["mean"])
        grades[name] = each
    for order in ("majority_value_order", "majority_gauge_order"):
        for better, worse in itertools.pairwise(whole[order] or ()):
            assert compare(grades[better], grades[worse]) == 1


def check_wilson(_: str, entry: Entry, ballots: Path) -> set[str]:
    for case in entry["cases"]:
        found = wilson(case["x"], case["n"])
        assert near(found, (case["lo"], case["hi"]), 6e-5)
        assert near(found, case["scipy"], 1e-9)
    return {"source", "cases"}


def check_anxiety(_: str, entry: Entry, ballots: Path) -> set[str]:
    profile = Profile(tuple(map(str, range(20))), tuple(Ballot(tuple(rates)) for rates in entry["ratings_by_rater"]))
    found = kendalls_w(profile)
    pairs = count(profile, "condorcet").pairwise or ()
    nets = [sum(pairs[i][j] - pairs[j][i] for j in range(20)) for i in range(20)]
    assert near(3 * sum(net * net for net in nets) / (9 * (20**3 - 20)), entry["W_uncorrected"])
    assert near(
        (found.w, found.chi_square, found.options - 1), (entry["Wt_tie_corrected"], entry["chisq"], entry["df"])
    )
    return {"source", "ratings_by_rater", "Wt_tie_corrected", "chisq", "df", "published_rounded", "W_uncorrected", "p"}


def check_partial(_: str, entry: Entry, ballots: Path) -> set[str]:
    profile = read(ballots / "textbook/borda_partial.abif").profiles["ranks"]
    for rule, convention in (
        ("borda", "average_rank (OURS)"),
        ("modified-borda", "Emerson MBC (votelib ModifiedBorda)"),
    ):
        scores = map(_number, count(profile, rule).scores or ())
        assert dict(zip(profile.options, scores, strict=True)) == entry["conventions"][convention]
    return {"ballots", "conventions"}


def check_star(_: str, entry: Entry, ballots: Path) -> set[str]:
    file = read(ballots / "textbook/tennessee_star.abif")
    names, outcome = file.profile.options, count(file.profiles["scores"], "star")
    assert dict(zip(names, outcome.scores or (), strict=True)) == entry["sums"]
    assert {names[i]: n for i, n in enumerate(outcome.rounds[1].tally) if n is not None} == entry["runoff"]
    assert outcome.names(outcome.winners) == entry["star"]
    judged = count(file.profiles["grades"], "majority-judgement")
    assert judged.names(judged.winners) == entry["majority_judgement_gauge"]
    return {"ballots", "sums", "runoff", "star", "majority_judgement_gauge", "checked_by"}


def check_star_tie(_: str, entry: Entry, ballots: Path) -> set[str]:
    outcome = count(read(ballots / "textbook/star_exact_tie.abif").profiles["scores"], "star")
    assert [outcome.options[i] for i in sorted(outcome.winners)] == entry["tied"]
    return {"ballots", "tied"}


def check_values(_: str, entry: Entry, ballots: Path) -> set[str]:
    papers = tuple(Ballot(pair) for pair in zip(entry["A"], entry["B"], strict=True))
    outcome = count(Profile(("A", "B"), papers), "majority-judgement")
    assert outcome.names(outcome.winners) == entry["winner"]
    for name in "AB":
        assert by_value(entry[name]) == entry[f"{name}_values"]
    return {"source", "A", "A_values", "B", "B_values", "winner", "note"}


def by_value(grades: list[int]) -> list[int]:
    """Return the majority value by its definition: take the lower median away, again and again."""
    left, found = sorted(grades), []
    while left:
        found.append(left.pop((len(left) - 1) // 2))
    return found


def check_spread(_: str, entry: Entry, ballots: Path) -> set[str]:
    assert near(float(agreement_a(entry["V"]) or 0), entry["A"])
    found = {"unimodal": (0, 9, 0, 0), "uniform": (3, 3, 3, 3), "bimodal": (5, 0, 0, 5)}
    assert {name: agreement_a(counts) for name, counts in found.items()} == {
        name: Fraction(value) for name, value in entry["extremes"].items()
    }
    return {"source", "V", "A", "extremes", "tastle_wierman_consensus"}


OTHERS = {
    "preflib/00033-00000002.cat": check_approvals, "preflib/00026-00000001.cat": check_approvals,
    "orsay2007/all": check_orsay, "stats/wilson_newcombe1998": check_wilson, "stats/kendall_w_anxiety": check_anxiety,
    "textbook/borda_partial": check_partial, "textbook/tennessee_star": check_star,
    "textbook/star_exact_tie": check_star_tie, "stats/majority_values_book": check_values,
    "stats/van_der_eijk_A": check_spread,
}  # fmt: skip


@pytest.mark.parametrize("key", OTHERS)
def test_every_other_entry_gives_the_expected(key: str, expected: dict[str, Entry], ballots: Path) -> None:
    assert OTHERS[key](key, expected[key], ballots) == set(expected[key])


def test_no_field_and_no_entry_is_passed_over(expected: dict[str, Entry], ranked: dict[str, Counted]) -> None:
    assert set(expected) == {*ranked, *OTHERS}
    for key in ranked:
        assert set(expected[key]) <= {*CHECKS, *TOLD}, key
