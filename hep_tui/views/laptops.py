"""The laptops that stored something in a record: who is introduced, and what is set aside."""

from collections import Counter
from dataclasses import dataclass, replace

from hep_tui.domain.text import clean_line
from hep_tui.logbook import Book
from hep_tui.logbook.laptop_key import four_words


@dataclass(frozen=True)
class Laptop:
    """Hold one laptop, as the record knows it."""

    id: str
    """What it is called: its four words, or for one without a key who typed on it and its name."""
    key: str
    """The public half of its key; empty where it has none."""
    who: tuple[str, ...]
    """The code names of whoever typed on it."""
    entries: int
    set_aside: int
    """How many of its entries have no effect."""
    introduced: bool
    founder: bool
    this: bool
    """Whether it is this laptop."""
    writers: tuple[str, ...]
    """The runs of the program on it."""
    device: str = ""
    """The name that it gave itself, which only the first hep stored; empty where it has none, or that was erased."""

    @property
    def said(self) -> list[str]:
        """Return what there is to say of it, each in a word or two."""
        said = ["this laptop"] * self.this + ["founded the review"] * self.founder
        said += [", ".join(self.who)] * bool(self.who)
        said += ["NOT INTRODUCED"] * (not self.introduced)
        return said + [f"{self.set_aside} set aside"] * bool(self.set_aside)


def laptops(book: Book) -> list[Laptop]:
    """Return every laptop of a record, in the order in which they came."""
    entries = list(book.entries())
    names = {e.writer: clean_line(str(e.data.get("device", ""))) for e in entries if e.kind == "open"}
    made: dict[str, list[str]] = {}
    who: dict[str, Counter[str]] = {}
    aside: Counter[str] = Counter()
    for e in entries:
        key = book.trust.laptops.get(e.writer, "")
        same = key or f"{e.who or 'somebody'} on {names.get(e.writer) or 'a laptop without a key'}"
        made.setdefault(same, []).append(e.writer)
        who.setdefault(same, Counter())[e.who] += 1
        aside[same] += e.id in book.set_aside
    return [
        replace(_laptop(book, same, writers, who[same], aside[same]), device=names.get(writers[0], ""))
        for same, writers in made.items()
    ]


def _laptop(book: Book, same: str, writers: list[str], who: Counter[str], aside: int) -> Laptop:
    trust = book.trust
    key = same if same in trust.laptops.values() else ""
    admitted = key in trust.introduced if key else all(writer in trust.admitted for writer in writers)
    return Laptop(
        id=four_words(key) if key else clean_line(same),
        key=key,
        who=tuple(clean_line(name) for name in sorted(who) if name),
        entries=len(writers),
        set_aside=aside,
        introduced=not trust.founder or admitted,
        founder=bool(key) and key == trust.founder,
        this=bool(key) and book.laptop is not None and key == book.laptop.public,
        writers=tuple(dict.fromkeys(writers)),
    )
