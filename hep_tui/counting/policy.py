"""State how the doubtful is decided, before any paper is counted.

The words are those of certified tabulators: overvote, skipped rank, duplicate, exhausted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from hep_tui.errors import HepError

Overvote = Literal["exhaust-if-multiple", "exhaust", "skip"]
Duplicate = Literal["first", "exhaust"]
Blank = Literal["last", "ignore", "lowest"]
Until = Literal["majority", "two"]
Transfers = Literal["scottish", "exact"]

STEPS = {
    "earlier": "the latest earlier round that separates them",
    "first": "first preferences",
    "borda": "mean rank",
    "schulze": "the strongest chain of wins",
    "top": "more top grades",
    "lot": "the lot drawn from the public seed",
    "revote": "a new vote",
    "chair": "the chair's casting vote",
}


ALIASES = {
    "earlier-rounds": "earlier",
    "previous": "earlier",
    "first-preferences": "first",
    "top-grades": "top",
    "schulze-set": "schulze",
}


def chain(text: str, usual: tuple[str, ...], seed: str | None) -> tuple[str, ...]:
    """Read a tie chain such as `earlier, first, borda, lot`; `default` stands for the rule's usual one.

    A seed without a chain declares the usual one. Raises HepError for an unknown step, or a lot without seed.
    """
    words = [word for word in re.split(r"[\s,;>→]+", text.strip().lower()) if word]
    if not words:
        return usual if seed is not None else ()
    steps = tuple(step for word in words for step in (usual if word == "default" else (ALIASES.get(word, word),)))
    unknown = [step for step in steps if step not in STEPS]
    if unknown:
        raise HepError(f"There is no tie step {unknown[0]!r}; choose from: {', '.join(STEPS)}, default.")
    if "lot" in words and seed is None:
        raise HepError("The lot needs a public seed; give it with --seed, as rolled after the vote closed.")
    return tuple(dict.fromkeys(steps))


@dataclass(frozen=True)
class Policy:
    """Hold every declared choice of a count.

    skipped: None closes skipped ranks up; k exhausts a paper after more than k blank ranks in a row.
    blank: None takes the rule's own default (`last` for rankings, `lowest` for grades).
    tie_chain: steps of `STEPS` in order; empty leaves every tie standing.
    seed, poll: what the lot is drawn from, by SHA-256 of `seed|poll|option`.
    budget: the points one paper may share out. scale: lowest and highest grade, if declared.
    cap: how many counts may be tried in search of every possible winner.
    transfers: STV cuts values off at five decimals as the Scottish rules do, or keeps exact fractions.
    """

    overvote: Overvote = "exhaust-if-multiple"
    skipped: int | None = None
    duplicate: Duplicate = "first"
    blank: Blank | None = None
    tie_chain: tuple[str, ...] = ()
    seed: str | None = None
    poll: str = ""
    until: Until = "majority"
    budget: int | None = None
    scale: tuple[int, int] | None = None
    cap: int = 20_000
    transfers: Transfers = "scottish"

    def as_dict(self) -> dict[str, Any]:
        """Return the policy as it is printed beside a result; exact transfers only where they were asked for."""
        exact = {"transfers": self.transfers} if self.transfers == "exact" else {}
        skipped = "close-up" if self.skipped is None else f"exhaust-after={self.skipped}"
        return {
            "overvote": self.overvote,
            "skipped": skipped,
            "duplicate": self.duplicate,
            "blank": self.blank,
            "tie_chain": list(self.tie_chain),
            "seed": self.seed,
            "poll": self.poll,
            "until": self.until,
            "budget": self.budget,
            "scale": list(self.scale) if self.scale else None,
            "cap": self.cap,
            **exact,
        }
