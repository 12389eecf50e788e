"""Which figures of small groups are shown: whole groups are merged or hidden, so that no sum gives one back."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from hep_tui.domain.phases import MIN_CELL, MIN_SCHOOLS

OTHERS = "Other phases"
HIDDEN = "[c]"
"""What stands for a figure that is not shown, as official tables write it."""
_UNANIMOUS = 2 * MIN_CELL
MOST_HIDDEN = 0.25
"""Where more of a table would be hidden, it is made coarser."""
_WIDE, _TWO = 3, 2
Row = tuple[int, ...]


def partition(channels: Sequence[Sequence[tuple[str, object]]], others: str = OTHERS) -> dict[str, str]:
    """Return under which label each cell of people is shown, the same in every table of a report.

    Each channel holds cell and school of every person; a school that is not known is empty, and counts as one of its
    own. A cell of at least five people and three schools in every channel that has any is shown by itself. The others
    are shown together and, where even they are too few, with the smallest of the large ones.
    """
    sizes = Counter(cell for people in channels for cell, _ in people)
    alone = {cell for cell in sizes if cell and _large(channels, {cell})}
    while alone and not _large(channels, sizes.keys() - alone):
        alone.remove(min(alone, key=lambda cell: (sizes[cell], cell)))
    together = others if alone else "Everybody"
    return {cell: cell if cell in alone else together for cell in sizes}


def _large(channels: Sequence[Sequence[tuple[str, object]]], cells: Collection[str]) -> bool:
    """Say whether some cells together have enough people and schools in every channel that has any of them."""
    for people in channels:
        urns = [urn or -1 - place for place, (cell, urn) in enumerate(people) if cell in cells]
        if urns and (len(urns) < MIN_CELL or len(set(urns)) < MIN_SCHOOLS):
            return False
    return True


def tells(row: Collection[int]) -> bool:
    """Say whether the figures of a group give somebody away: one is under five, or a small group is of one mind."""
    n = sum(row)
    return any(0 < each < MIN_CELL for each in row) or (0 < n < _UNANIMOUS and max(row) == n)


def shown(rows: Mapping[str, Row]) -> dict[str, Row | None]:
    """Return the figures of groups that part everybody, None where they are hidden; their total may be shown beside.

    One hidden row would follow from the total, so another is hidden with it, until each hidden figure may be any of at
    least three. Where more than a quarter would be hidden, all are.
    """
    hidden = {name for name, row in rows.items() if tells(row)}
    while hidden and len(hidden) < len(rows) and _narrow({name: rows[name] for name in hidden}):
        hidden.add(min(rows.keys() - hidden, key=lambda name: (sum(rows[name]), name)))
    if len(hidden) == 1 or len(hidden) > MOST_HIDDEN * len(rows):
        hidden = set(rows)
    return {name: None if name in hidden else row for name, row in rows.items()}


def safe_rows(rows: Mapping[str, Row]) -> dict[str, Row | None]:
    """Return the figures of groups that part everybody, all of them hidden where their total tells somebody."""
    total = [sum(column) for column in zip(*rows.values(), strict=True)]
    return dict.fromkeys(rows) if tells(total) else shown(rows)


def hidden_together(answers: Mapping[str, Mapping[str, Row]]) -> set[str]:
    """Return which answers are hidden in every group, where each person gave one of them.

    `answers` holds of each, by group, how many gave it and how many did not. What is hidden adds up to what is left of
    a group, as if it were one more answer: so that has to be safe itself, and made of two at least, each of whose
    figures may be any of at least three.
    """
    some = {answer: rows for answer, rows in answers.items() if any(gave for gave, _ in rows.values())}
    hidden = {answer for answer, rows in some.items() if None in safe_rows(rows).values()}
    while hidden and len(hidden) < len(some) and not _hide_each_other([some[answer] for answer in hidden]):
        hidden.add(min(some.keys() - hidden, key=lambda a: (sum(gave for gave, _ in some[a].values()), a)))
    return hidden


def _hide_each_other(answers: Sequence[Mapping[str, Row]]) -> bool:
    """Say whether some answers, all of them hidden, are safe by what they add up to in each group."""
    gave = {str(place): tuple(row[0] for row in rows.values()) for place, rows in enumerate(answers)}
    sizes = [sum(row) for row in answers[0].values()]
    together = [sum(column) for column in zip(*gave.values(), strict=True)]
    as_one = {str(group): (k, n - k) for group, (k, n) in enumerate(zip(together, sizes, strict=True))}
    return len(gave) >= _TWO and None not in safe_rows(as_one).values() and not _narrow(gave)


def small_parts(counts: Mapping[str, int], least: int = MIN_CELL) -> set[str]:
    """Return which parts of a known whole are hidden: those under five, and more until five people are hidden in two.

    With fewer, what is hidden would follow from the whole. `least` stands for five where no people are counted.
    """
    hidden = {name for name, n in counts.items() if 0 < n < least}
    while hidden and len(hidden) < len(counts) and (len(hidden) < _TWO or sum(counts[n] for n in hidden) < least):
        hidden.add(min(counts.keys() - hidden, key=lambda name: (counts[name], name)))
    return hidden


def standing(sizes: Mapping[str, int], others: str = OTHERS) -> set[str]:
    """Return which parts of a known whole stand by themselves: those left, with `others`, are none or at least five."""
    alone = {name for name, n in sizes.items() if n >= MIN_CELL and name != others}
    left = sum(n for name, n in sizes.items() if name not in alone)
    for n, name in sorted((sizes[name], name) for name in alone):
        if 0 < left < MIN_CELL:
            alone.remove(name)
            left += n
    return alone


def _narrow(hidden: Mapping[str, Row]) -> bool:
    """Say whether the sums of hidden rows leave a figure of one of them fewer than three values."""
    sums = [sum(column) for column in zip(*hidden.values(), strict=True)]
    sizes = {name: sum(row) for name, row in hidden.items()}
    everyone = sum(sizes.values())
    return any(
        min(total, size) - max(0, total - (everyone - size)) + 1 < _WIDE for size in sizes.values() for total in sums
    )


def separable(sets: Mapping[str, frozenset[int]]) -> list[str]:
    """Return which sets of people may be shown beside each other, in the order given.

    What lies in the same of the sets can be told apart from the rest by sums and differences: every such part has to
    have five people. A set that would leave a smaller one is left out.
    """
    kept: list[str] = []
    for name, people in sets.items():
        parts = Counter(
            tuple(person in sets[each] for each in (*kept, name)) for person in frozenset().union(*sets.values())
        )
        if people and all(n >= MIN_CELL for n in parts.values()):
            kept.append(name)
    return kept
