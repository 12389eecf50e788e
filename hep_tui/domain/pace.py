"""How fast somebody keys: for their own eyes, never stored."""

from dataclasses import dataclass, replace

_REST = 60.0
"""Seconds without a key after which a pause is a rest, and does not count."""


@dataclass(frozen=True)
class Pace:
    """Hold what was keyed since the screen was opened; times are seconds of any clock that does not go back."""

    papers: int = 0
    keys: int = 0
    corrections: int = 0
    seconds: float = 0.0
    last: float | None = None

    def key(self, at: float, *, correction: bool = False) -> "Pace":
        """Return the pace after one key."""
        since = at - self.last if self.last is not None else 0.0
        spent = self.seconds + (since if 0 < since < _REST else 0.0)
        return replace(self, keys=self.keys + 1, corrections=self.corrections + correction, seconds=spent, last=at)

    def stored(self) -> "Pace":
        """Return the pace after a paper was stored."""
        return replace(self, papers=self.papers + 1)

    @property
    def words(self) -> str:
        """Return the pace in words."""
        if not self.papers:
            return "No paper keyed yet."
        each, keys = self.seconds / self.papers, self.keys / self.papers
        return (
            f"{self.papers} papers, {each:.1f} seconds and {keys:.1f} keys a paper, {self.corrections} corrections. "
            "This is not stored."
        )
