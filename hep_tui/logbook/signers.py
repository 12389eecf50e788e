"""Who made the entries that a merge brings."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hep_tui.domain.text import clean_line
from hep_tui.logbook.entry import Entry


@dataclass(frozen=True)
class Signer:
    """Say who made some entries, as the file that brought them has it."""

    laptop: str
    """What the laptop calls itself; empty where it does not say."""
    who: str
    """The code name of the person keying; may be empty."""
    entries: int

    @property
    def words(self) -> str:
        """Return it as a part of a sentence."""
        who = clean_line(self.who) or "somebody"
        return f"{who} on {clean_line(self.laptop) or 'a laptop without a name'}: {self.entries}"


def signers(of: Sequence[Entry], among: Sequence[Entry]) -> tuple[Signer, ...]:
    """Return who made some entries, those with most of them first; `among` are all entries of their file."""
    laptop = {e.writer: str(e.data.get("device", "")) for e in among if e.kind == "open"}
    made = Counter((laptop.get(e.writer, ""), e.who) for e in of)
    return tuple(Signer(*by, n) for by, n in sorted(made.items(), key=lambda item: (-item[1], item[0])))
