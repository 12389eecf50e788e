"""The papers and people of a conference, all invented: what lies on the tellers' table, and how it is keyed."""

import random
from dataclasses import dataclass, field
from pathlib import Path

OPTIONS = "ABCDEFZ"
SCHOOLS = ("Coteford Infant School", "Ruislip High School", "Oak Wood School", "Bourne Primary School")


@dataclass(frozen=True)
class Paper:
    """Hold what a paper says: ranks down the page as they are keyed, `.` for none; or a status without marks."""

    number: int
    keys: str = ""
    status: str = "valid"

    @property
    def marks(self) -> dict[str, int]:
        """Return the ranks by option."""
        return {option: int(key) for option, key in zip(OPTIONS, self.keys, strict=False) if key != "."}

    @property
    def typed(self) -> str:
        """Return the keys that record the paper, the one that ends it included."""
        ends = {"valid": "\n", "blank": "b", "spoilt": "storn in two\n", "query": "qtwo first places\n"}
        return self.keys + ends[self.status]


@dataclass(frozen=True)
class Papers:
    """Hold the papers of a vote that came in time, what the first keyer reads on some of them, and the late ones."""

    held: tuple[Paper, ...]
    misread: dict[int, str] = field(default_factory=dict)
    late: tuple[Paper, ...] = ()

    @property
    def first(self) -> str:
        """Return the keys of the first keying, in which some papers are misread."""
        return "".join(Paper(p.number, self.misread.get(p.number, p.keys), p.status).typed for p in self.held)

    def second(self) -> list[str]:
        """Return the keys of the second keying, which stops behind each paper that was misread.

        The first that was parked is valid after all, the second rejected.
        """
        runs = [""]
        said = {"blank": "b", "spoilt": "s\n"}
        for paper in self.held:
            runs[-1] += "r\n" if paper.number == self.queries[1] else said.get(paper.status, f"{paper.keys}\n")
            runs += [""] if paper.number in self.misread else []
        return runs

    @property
    def queries(self) -> list[int]:
        """Return the numbers of papers that are parked."""
        return [p.number for p in self.held if p.status == "query"]

    def of(self, status: str) -> int:
        """Return how many papers of a status came in time."""
        return sum(p.status == status for p in self.held)


def papers(n: int) -> Papers:
    """Return so many papers of a vote in which F beats every other model: blank, spoilt, parked, late ones among them.

    The last two are late, four are misread; everything is the same each time.
    """
    dice = random.Random(97)
    strange = {2: "blank", n // 2: "spoilt", n // 2 + 2: "query", n - 4: "query"}
    made = [Paper(i, _ranks(dice) if strange.get(i) in (None, "query") else "", strange.get(i, "valid"))
            for i in range(1, n + 1)]  # fmt: skip
    in_time, late = made[:-2], made[-2:]
    valid = [p for p in in_time if p.status == "valid"]
    wrong = [valid[len(valid) * k // 4] for k in range(4)]
    return Papers(tuple(in_time), {p.number: _swapped(p.keys) for p in wrong}, tuple(late))


def _ranks(dice: random.Random) -> str:
    """Return the ranks of one paper: most put F first, some leave options out, some rank two alike."""
    order = sorted(range(7), key=lambda i: dice.random() + (0.1, 0.2, 0.2, 0.0, 0.1, -0.4, 0.25)[i])
    ranks = {option: place for place, option in enumerate(order, 1)}
    if dice.random() < 0.2:
        ranks[order[3]] = 3
    cut = dice.choice((7, 7, 7, 5, 3))
    return "".join(str(ranks[i]) if ranks[i] <= cut else "." for i in range(7))


def _swapped(keys: str) -> str:
    """Return a paper keyed with two ranks the wrong way round."""
    a, b = (i for i in range(7) if keys[i] in "12")
    return "".join(keys[{a: b, b: a}.get(i, i)] for i in range(7))


def sign_up_list(path: Path, n: int) -> list[str]:
    """Write a list of so many people nobody is called, and return their names."""
    names = [f"{_word(i)} Example{_word(i + 5)}" for i in range(n)]
    rows = [f"{name},{SCHOOLS[i % len(SCHOOLS)]},Headteacher" for i, name in enumerate(names)]
    path.write_text("\n".join(["Name,School,Role", *rows, ""]), "utf-8")
    return names


def _word(i: int) -> str:
    """Return a name of two syllables that no other number gives."""
    first = ("Ba", "De", "Fi", "Go", "Hu", "Ka", "Le", "Mi", "No", "Pu", "Ra")
    second = ("blen", "dor", "fip", "gat", "hun")
    return first[i // 10 % 11] + second[i % 5] + ("a" if i // 5 % 2 else "o")
