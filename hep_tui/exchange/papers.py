"""The papers of each ranking in an export as ballot files, which other programs count."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from typing import IO

from hep_tui.counting.files import abif, blt, preflib
from hep_tui.counting.profile import by_rank
from hep_tui.exchange.following import Written, cells, picked
from hep_tui.exchange.registry import Table
from hep_tui.exchange.wide import poll_names
from hep_tui.logbook.database import Counted

_HELD, _BLANK = ".papers", "N"


class Rankings:
    """Write `ballots/<poll>.blt`, `.toi` and `.abif` of each ranking with papers that count.

    How often each order was marked is counted on the disk: a great many papers may all differ.
    """

    of = "ballots"

    def __init__(self, folder: Path, held: Mapping[str, Table]) -> None:
        self._folder, self._held = folder, held
        self._ballot, self._mark = picked(held["ballots"], "poll", "counted"), picked(held["marks"], "method", "rank")

    def begin(self, opened: ExitStack) -> None:
        """Begin to count."""
        self._counted = opened.enter_context(closing(Counted(self._folder / _HELD)))

    def take(self, written: Written) -> None:
        """Count one paper."""
        said = [self._mark(row) for row, _ in written["marks"]]
        for row, _ in written["ballots"]:
            poll, counted = self._ballot(row)
            if counted == "true" and said and said[0][0] == "rank":
                self._counted.add(poll, ",".join([rank or _BLANK for _, rank in said]))

    def finish(self) -> Iterator[str]:
        """Write the files, and yield their paths."""
        names, options = poll_names(self._folder, self._held["polls"]), self._options()
        with closing(Counted(self._folder / _HELD)) as counted:
            found = counted.parts()
            if found:
                (self._folder / "ballots").mkdir()
            for poll, title, seats in cells(self._folder, self._held["polls"], "id", "title", "seats"):
                if poll in found:
                    path = f"ballots/{names[poll]}"
                    self._write(path, counted, poll, head=(tuple(options[poll].values()), title, int(seats)))
                    yield from (f"{path}.{ending}" for ending in ("blt", "toi", "abif"))
        (self._folder / _HELD).unlink()

    def _write(self, path: str, counted: Counted, poll: str, head: tuple[tuple[str, ...], str, int]) -> None:
        options, title, seats = head
        # No id ends so.
        orders, full, ties = f"{poll}\n", True, False
        with self._new(f"{path}.blt") as as_blt, self._new(f"{path}.abif") as as_abif:
            as_blt.write(blt.head(options, seats))
            as_abif.write(abif.head(options))
            for text, times in counted.most(poll):
                ranks = by_rank([None if rank == _BLANK else int(rank) for rank in text.split(",")])
                as_blt.write(blt.paper((ranks, (), times)))
                as_abif.write(abif.paper((ranks, (), times)))
                order = preflib.order(ranks)
                counted.add(orders, order, times)
                full, ties = full and _BLANK not in text, ties or "{" in order
            as_blt.write(blt.tail(options, title))
        voters, different = counted.size(orders)
        kind = preflib.kind_of(full=full, ties=ties)
        with self._new(f"{path}.toi") as as_toi:
            as_toi.write(preflib.heading(options, title, kind, voters=voters, different=different))
            as_toi.writelines(map(preflib.line, counted.most(orders)))

    def _new(self, path: str) -> IO[str]:
        return (self._folder / path).open("w", encoding="utf-8", newline="")

    def _options(self) -> dict[str, dict[str, str]]:
        """Return the options of each poll in paper order, in words."""
        found: dict[str, dict[str, str]] = {}
        for poll, option, label in cells(self._folder, self._held["options"], "poll", "option", "option_label"):
            found.setdefault(poll, {})[option] = label or option
        return found
