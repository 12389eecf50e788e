"""Write one table as CSV, holding every row to the registry."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import ExitStack
from operator import itemgetter
from pathlib import Path

from hep_tui.domain.phases import AS_RECORDED, NOT_ASKED
from hep_tui.exchange.cells import quoted
from hep_tui.exchange.context import GONE, TWICE, UNREADABLE, Context
from hep_tui.exchange.following import Line, begun
from hep_tui.exchange.names_gate import NamesGate
from hep_tui.exchange.parts import Again, Parts
from hep_tui.exchange.registry import Column, Reference, Table
from hep_tui.exchange.stretch import Cells, Lists, Stretch

Target = tuple[str, tuple[str, ...]]
Known = dict[Target, set[tuple[str, ...]]]


class Last(set[tuple[str, ...]]):
    """Hold the last value, for tables that are written together with a key, and of the others those `asked` for."""

    def __init__(self, asked: Collection[tuple[str, ...]] = ()) -> None:
        super().__init__()
        self._asked = asked
        self._last: tuple[str, ...] = ()

    def add(self, value: tuple[str, ...]) -> None:
        """Take a value in place of the one before."""
        if self._last not in self._asked:
            self.discard(self._last)
        self._last = value
        super().add(value)


class Sheet:
    """Hold one table while it is written. `known` are the values that other tables are referred to by."""

    def __init__(
        self, table: Table, ctx: Context, gate: NamesGate, *, folder: Path, known: Known, lists: Lists, excel_safe: bool
    ) -> None:
        self.table, self.path, self.count = table, folder / table.path, 0
        self._ctx, self._gate = ctx, gate
        self._place = {name: place for place, name in enumerate(table.header)}
        self._stretch = Stretch(table, lists, excel_safe=excel_safe)
        self._required = self._picked(c.name for c in table.columns if c.required)
        self._meeting = self._place.get("meeting")
        self._free = [(self._place[c.name], c.name) for c in table.columns if c.free]
        self._hidden = [_hidden(name, self._place) for name in table.header if name.endswith("_shown")]
        self._key = self._picked(table.key)
        self._references = [self._referring(r, known) for r in table.references if r.table != table.name]
        self._remembered = [(self._picked(to), held) for (name, to), held in known.items() if name == table.name]
        self._part, self._seen = "", set[tuple[str, ...]]()

    def begin(self, opened: ExitStack) -> None:
        """Create the file with its header."""
        self._out = begun(self.path, self.table.header, opened)

    def write(self, rows: Iterable[Parts], stamp: Sequence[Again]) -> list[Line]:
        """Write the rows of one thing that are valid and return them; the context counts those that are left out."""
        written: list[Line] = []
        for row in rows:
            cells, line, wrong = self._stretch.take(row, stamp)
            for name in wrong:
                self._ctx.blanked[self.table.name, name] += 1
            key = self._key(cells)
            if self._stands(cells, line, key[0]) and self._first(cells, key):
                text = ",".join(line)
                self._out.write(text + "\n")
                written.append((cells, text))
        self.count += len(written)
        return written

    def _stands(self, cells: Cells, line: Cells, id: str) -> bool:
        """Say whether a row has what it must have; names in it pass the gate."""
        if not self._refers(cells, line):
            self._ctx.left_out[self.table.name, GONE] += 1
            return False
        if "" in self._required(cells):
            self._ctx.left_out[self.table.name, UNREADABLE] += 1
            return False
        for place, name in self._free:
            if text := cells[place]:
                meeting = cells[self._meeting] if self._meeting is not None else ""
                passed = self._gate.passed(self.table.name, id, name, text=text, meeting=meeting)
                if passed is not text:
                    line[place] = quoted(passed)
        return True

    def _first(self, cells: Cells, key: tuple[str, ...]) -> bool:
        """Say whether no row before bears the same key; of things, each entry has keys of its own."""
        if self.table.of_thing and key[0] != self._part:
            self._part, self._seen = key[0], set()
        if key in self._seen:
            self._ctx.left_out[self.table.name, TWICE] += 1
            return False
        self._seen.add(key)
        for to, held in self._remembered:
            held.add(to(cells))
        for how, what, name in self._hidden:
            if cells[how] not in ("", AS_RECORDED, NOT_ASKED):
                self._ctx.hidden[self.table.name, name, cells[how], cells[what]] += 1
        return True

    def _refers(self, cells: Cells, line: Cells) -> bool:
        """Say whether everything that a row must refer to is there; empty what it only may refer to and is not."""
        for columns, known, last in self._references:
            values = columns(cells)
            if values in known or "" in values:
                continue
            if last.required:
                return False
            cells[self._place[last.name]] = line[self._place[last.name]] = ""
            self._ctx.blanked[self.table.name, last.name] += 1
        return True

    def _picked(self, names: Iterable[str]) -> Callable[[Cells], tuple[str, ...]]:
        """Return what picks the cells of some columns out of a row."""
        places = [self._place[name] for name in names]
        if len(places) > 1:
            return itemgetter(*places)
        [place] = places
        # Of one place, itemgetter would return what is there instead of a tuple.
        return lambda cells: (cells[place],)

    def _referring(
        self, reference: Reference, known: Known
    ) -> tuple[Callable[[Cells], tuple[str, ...]], set[tuple[str, ...]], Column]:
        last = self.table.column(reference.columns[-1])
        return self._picked(reference.columns), known[reference.table, reference.to], last


def _hidden(name: str, place: Mapping[str, int]) -> tuple[int, int, str]:
    """Return where the columns are that tell how something is shown, and what; and the name of the latter."""
    what = name.removesuffix("_shown")
    return place[name], place[what], what
