"""Count by hand: a second, slow implementation in plain Python, written from the definitions alone."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations

Marks = Sequence[int | None]
Paper = tuple[Marks, int]
Papers = Sequence[Paper]


def before(marks: Marks, i: int, j: int) -> bool:
    """Tell whether a paper puts i before j; a blank comes after every rank."""
    last = 10**9
    return (marks[i] or last) < (marks[j] or last)


def beats(papers: Papers, m: int) -> list[list[int]]:
    return [[sum(w for marks, w in papers if before(marks, i, j)) for j in range(m)] for i in range(m)]


def borda(papers: Papers, m: int) -> list[Fraction]:
    points = [Fraction(0)] * m
    for marks, weight in papers:
        for i in range(m):
            for j in range(m):
                if i != j:
                    points[i] += weight * (1 if before(marks, i, j) else 0 if before(marks, j, i) else Fraction(1, 2))
    return points


def schulze(papers: Papers, m: int) -> set[int]:
    pairs = beats(papers, m)
    edges = {(i, j): pairs[i][j] for i in range(m) for j in range(m) if pairs[i][j] > pairs[j][i]}

    def reaches(i: int, j: int, strength: int) -> bool:
        seen, waiting = {i}, [i]
        while waiting:
            here = waiting.pop()
            new = {b for (a, b), s in edges.items() if a == here and s >= strength} - seen
            seen |= new
            waiting += new
        return j in seen

    def path(i: int, j: int) -> int:
        return max((s for s in edges.values() if reaches(i, j, s)), default=0)

    return {i for i in range(m) if all(path(i, j) >= path(j, i) for j in range(m) if j != i)}


def kemeny(papers: Papers, m: int) -> tuple[int, set[int]]:
    pairs = beats(papers, m)
    costs = {
        order: sum(pairs[j][i] for k, i in enumerate(order) for j in order[k + 1 :]) for order in permutations(range(m))
    }
    least = min(costs.values())
    return least, {order[0] for order, cost in costs.items() if cost == least}


def irv(papers: Papers, left: frozenset[int], gone: frozenset[int] = frozenset()) -> set[int]:
    """Return every possible winner, a paper that meets an overvote among continuing options being out for good."""
    tally, out = Counter(dict.fromkeys(left, 0)), set(gone)
    for k, (marks, weight) in enumerate(papers):
        ranked = sorted(mark for i in left if (mark := marks[i]) is not None)
        first = [i for i in left if ranked and marks[i] == ranked[0]]
        if k not in gone and len(first) == 1:
            tally[first[0]] += weight
        elif len(first) > 1:
            out.add(k)
    if len(left) == 1 or 2 * max(tally.values()) > sum(tally.values()):
        return {max(left, key=lambda i: tally[i])}
    last = [i for i in left if tally[i] == min(tally.values())]
    return set().union(*(irv(papers, left - {i}, frozenset(out)) for i in last))
