"""The papers of each ranking in an export as ballot files, which other programs count."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

from hep_tui.counting.files import abif, blt, preflib
from hep_tui.counting.profile import Ballot, Profile
from hep_tui.exchange.following import Written, cells, picked
from hep_tui.exchange.registry import Table
from hep_tui.exchange.wide import poll_names

Papers = Counter[tuple[int | None, ...]]


class Rankings:
    """Write `ballots/<poll>.blt`, `.toi` and `.abif` of each ranking with papers that count.

    Held until then is how often each order was marked.
    """

    of = "ballots"

    def __init__(self, folder: Path, held: Mapping[str, Table]) -> None:
        self._folder, self._held = folder, held
        self._ballot, self._mark = picked(held["ballots"], "poll", "counted"), picked(held["marks"], "method", "rank")
        self._found: dict[str, Papers] = {}

    def begin(self, opened: ExitStack) -> None:
        """Do nothing; the files are written at the end."""

    def take(self, written: Written) -> None:
        """Count one paper."""
        said = [self._mark(row) for row, _ in written["marks"]]
        for row, _ in written["ballots"]:
            poll, counted = self._ballot(row)
            if counted == "true" and said and said[0][0] == "rank":
                ranks = tuple([int(rank) if rank else None for _, rank in said])
                self._found.setdefault(poll, Counter())[ranks] += 1

    def finish(self) -> Iterator[str]:
        """Write the files, and yield their paths."""
        if self._found:
            (self._folder / "ballots").mkdir()
        names, options = poll_names(self._folder, self._held["polls"]), self._options()
        for poll, title, seats in cells(self._folder, self._held["polls"], "id", "title", "seats"):
            if poll not in self._found:
                continue
            papers = tuple(Ballot(ranks, times) for ranks, times in self._found[poll].items())
            profile = Profile(tuple(options[poll].values()), papers, title)
            texts = {"blt": blt.write(profile, int(seats)), "toi": preflib.write(profile), "abif": abif.write(profile)}
            for ending, text in texts.items():
                path = f"ballots/{names[poll]}.{ending}"
                (self._folder / path).write_text(text, "utf-8", newline="")
                yield path

    def _options(self) -> dict[str, dict[str, str]]:
        """Return the options of each poll in paper order, in words."""
        found: dict[str, dict[str, str]] = {}
        for poll, option, label in cells(self._folder, self._held["options"], "poll", "option", "option_label"):
            found.setdefault(poll, {})[option] = label or option
        return found
