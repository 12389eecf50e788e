"""Measure every rule beside votelib and pyrankvote in one run; times are read as ratios, none is asserted.

Run `python tests/bench/bench_counting.py`, with the `oracles` extra for the ratios. Set HEP_BENCH_LARGEST to
1000000 for the largest polls.
"""

import os
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from hep_tui.counting import RULES, Policy
from hep_tui.counting.basis import Basis
from hep_tui.counting.rules import counter
from hep_tui.counting.table import Table

pytestmark = [pytest.mark.bench, pytest.mark.filterwarnings("ignore")]

LARGEST = int(os.environ.get("HEP_BENCH_LARGEST", "100000"))
SIZES = [n for n in (100, 10_000, 100_000, 1_000_000) if n <= LARGEST]
OPTIONS = (5, 10, 20)
PATIENCE = 2_000_000
"""Above this many marks the libraries are not waited for."""


def ranks(n: int, m: int) -> Any:
    """Return n papers that rank about two in three of m options, one row a paper, 0 for blank."""
    dice = np.random.default_rng(n * m)
    found = np.argsort(dice.random((n, m)), axis=1) + 1
    kept = dice.integers(1, m + 1, size=n)
    found[found > kept[:, None]] = 0
    return found.astype(np.uint8)


def timed(work: Callable[[], object], least: float = 0.05) -> float:
    """Return the best of a few runs, in seconds."""
    best, spent, runs = float("inf"), 0.0, 0
    while runs < 3 or (spent < least and runs < 50):
        start = time.perf_counter()
        work()
        took = time.perf_counter() - start
        best, spent, runs = min(best, took), spent + took, runs + 1
        if took > 1:
            break
    return best


def libraries(papers: Any, m: int) -> dict[str, Callable[[], object]]:
    """Return what the other libraries do with the same papers, or nothing where they are not installed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pyrankvote
            import votelib.convert
            import votelib.evaluate.condorcet
    except ImportError:
        return {}
    orders = [tuple(int(i) for i in np.argsort(np.where(row == 0, 99, row), kind="stable")[: (row > 0).sum()])
              for row in papers]  # fmt: skip
    candidates = [pyrankvote.Candidate(str(i)) for i in range(m)]
    ballots = [pyrankvote.Ballot([candidates[i] for i in order]) for order in orders]

    def schulze() -> object:
        pairs = votelib.convert.RankedToCondorcetVotes().convert(Counter(orders))
        return votelib.evaluate.condorcet.Schulze().evaluate(pairs)

    return {
        "schulze": schulze,
        "irv": lambda: pyrankvote.instant_runoff_voting(candidates, ballots),
    }


@pytest.mark.parametrize("m", OPTIONS)
@pytest.mark.parametrize("n", SIZES)
def test_every_rule(n: int, m: int) -> None:
    papers = ranks(n, m)
    options = tuple(f"option {k}" for k in range(m))
    others = libraries(papers, m) if n * m <= PATIENCE else {}

    def fresh() -> Basis:
        return Basis(Table.of_ranks(options, papers), Policy(tie_chain=("earlier", "borda", "lot"), seed="1"))

    pairs = timed(lambda: fresh().pairs)
    print(f"\n{n:>9,} papers × {m:>2} options: ranks to head-to-heads {1000 * pairs:9.2f} ms")
    for name, rule in RULES.items():
        if name == "kemeny" and m > 16:
            continue
        ours = timed(lambda rule=rule: counter(rule)(fresh()))
        line = f"  {name:<18} {1000 * ours:9.2f} ms   {ours / pairs:7.1f} × head-to-heads"
        if name in others:
            theirs = timed(others[name])
            line += f"   {'votelib' if name == 'schulze' else 'pyrankvote'} takes {theirs / ours:7.1f} × as long"
        print(line)


def test_kemeny_up_to_sixteen_options() -> None:
    for m in (5, 10, 13, 16):
        table = Table.of_ranks(tuple(map(str, range(m))), ranks(200, m))
        took = timed(lambda table=table: counter(RULES["kemeny"])(Basis(table, Policy())))
        print(f"\nkemeny with {m:>2} options {1000 * took:9.2f} ms", end="")


if __name__ == "__main__":
    sys.exit(pytest.main([__file__, "-m", "bench", "-s"]))
