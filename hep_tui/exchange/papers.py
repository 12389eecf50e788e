"""The papers of each ranking in an export as ballot files, which other programs count."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from hep_tui.counting.files import abif, blt, preflib
from hep_tui.counting.profile import Ballot, Profile
from hep_tui.exchange.ddl import Lists
from hep_tui.exchange.following import Following, cells
from hep_tui.exchange.registry import Table
from hep_tui.exchange.wide import poll_names

Papers = Counter[tuple[int | None, ...]]


def write(folder: Path, tables: Sequence[Table], _lists: Lists) -> Iterator[str]:
    """Write `ballots/<poll>.blt`, `.toi` and `.abif` of each ranking with papers that count; nothing of totals."""
    held = {t.name: t for t in tables}
    if "ballots" not in held:
        return
    found = _papers(folder, held)
    if found:
        (folder / "ballots").mkdir()
    names, options = poll_names(folder, held["polls"]), _options(folder, held)
    for poll, title, seats in cells(folder, held["polls"], "id", "title", "seats"):
        if poll not in found:
            continue
        papers = tuple(Ballot(ranks, times) for ranks, times in sorted(found[poll].items(), key=repr))
        profile = Profile(tuple(options[poll].values()), papers, title)
        texts = {"blt": blt.write(profile, int(seats)), "toi": preflib.write(profile), "abif": abif.write(profile)}
        for ending, text in texts.items():
            path = f"ballots/{names[poll]}.{ending}"
            (folder / path).write_text(text, "utf-8", newline="")
            yield path


def _papers(folder: Path, held: Mapping[str, Table]) -> dict[str, Papers]:
    """Return how often each order was marked on a paper that counts, by poll."""
    found: dict[str, Papers] = {}
    marks = Following(cells(folder, held["marks"], "ballot", "method", "rank"))
    for ballot, poll, counted in cells(folder, held["ballots"], "id", "poll", "counted"):
        said = marks.of(ballot)
        if counted == "true" and said and said[0][1] == "rank":
            ranks = tuple(int(rank) if rank else None for _, _, rank in said)
            found.setdefault(poll, Counter())[ranks] += 1
    return found


def _options(folder: Path, held: Mapping[str, Table]) -> dict[str, dict[str, str]]:
    """Return the options of each poll in paper order, in words."""
    found: dict[str, dict[str, str]] = {}
    for poll, option, label in cells(folder, held["options"], "poll", "option", "option_label"):
        found.setdefault(poll, {})[option] = label or option
    return found
