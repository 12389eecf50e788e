"""Who made the entries that a merge brings."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hep_tui.domain.text import clean_line
from hep_tui.logbook.entry import Entry
from hep_tui.logbook.laptop_key import four_words
from hep_tui.logbook.trust import Trust


@dataclass(frozen=True)
class Signer:
    """Hold who made some entries, according to the file that brought them."""

    laptop: str
    """What the laptop calls itself; empty where it does not say."""
    who: str
    """The code name of the person keying; may be empty."""
    entries: int
    words: str = ""
    """The four words of the laptop's key; empty where it has none."""
    introduced: bool = True

    @property
    def said(self) -> str:
        """Return it as a part of a sentence."""
        who = clean_line(self.who) or "somebody"
        laptop = self.words or clean_line(self.laptop) or "a laptop without a name"
        stranger = "" if self.introduced else ", NOT INTRODUCED"
        return f"{who} on {laptop}{stranger}: {self.entries}"


def signers(of: Sequence[Entry], among: Sequence[Entry], who: Trust) -> tuple[Signer, ...]:
    """Return who made some entries, those with most of them first; `among` are all entries of their file."""
    laptop = {e.writer: str(e.data.get("device", "")) for e in among if e.kind == "open"}
    made: Counter[tuple[str, str, str, bool]] = Counter()
    for e in of:
        key = who.laptops.get(e.writer, "")
        made["" if key else laptop.get(e.writer, ""), e.who, key, who.vouches(e.writer, e.n)] += 1
    most = sorted(made.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        Signer(laptop, name, n, words=four_words(key) if key else "", introduced=introduced)
        for (laptop, name, key, introduced), n in most
    )
