"""The wide tables of an export: a note a row with 0 or 1 for each code, a ballot a row with its mark of each option."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from hep_tui.domain.text import plain_name
from hep_tui.exchange.following import Cells, Written, begun, cells, picked
from hep_tui.exchange.registry import Table
from hep_tui.exchange.stretch import Lists

Held = Mapping[str, Table]
_CODES = {"note_themes": ("theme",), "note_groups": ("group",), "note_models": ("model", "version")}
"""The cells by which a mark names a code, in each table of marks."""


class Notes:
    """Write `wide/notes.csv`: each row is that of `data/`, followed by the columns of the codes."""

    of = "notes"

    def __init__(self, folder: Path, held: Held, lists: Lists) -> None:
        self._folder, self._held, self._lists = folder, held, lists
        self._named = {name: [held[name].header.index(c) for c in columns] for name, columns in _CODES.items()}

    def begin(self, opened: ExitStack) -> None:
        """Write the header."""
        headings = self._headings()
        self._places = {code: place for place, code in enumerate(headings)}
        self._out = begun(self._folder / "wide/notes.csv", [*self._held["notes"].header, *headings.values()], opened)

    def _headings(self) -> dict[tuple[str, Cells], str]:
        """Return the heading of each code, by the table of its marks and the cells that name it."""
        themes = cells(self._folder, self._held["themes"], "theme", "path", "merged_into")
        models = cells(self._folder, self._held["models"], "model", "version")
        return {
            **{("note_themes", (theme,)): f"theme: {path}" for theme, path, into in themes if not into},
            **{("note_groups", (group,)): f"group: {label}" for group, label in self._lists["group"].items()},
            **{("note_models", model): f"model: {'@'.join(model)}" for model in models},
        }

    def take(self, written: Written) -> None:
        """Write one note."""
        flags = ["0"] * len(self._places)
        for table, named in self._named.items():
            for mark, _ in written[table]:
                place = self._places.get((table, tuple([mark[i] for i in named])))
                if place is not None:
                    flags[place] = "1"
        for _, note in written["notes"]:
            self._out.write(",".join((note, *flags)) + "\n")

    def finish(self) -> Iterator[str]:
        """Yield the path."""
        yield "wide/notes.csv"


class Ballots:
    """Write `wide/ballots-<poll>.csv` of each poll with papers: rows of `data/`, followed by a column an option."""

    of = "ballots"

    def __init__(self, folder: Path, held: Held) -> None:
        self._folder, self._held = folder, held
        self._poll = held["ballots"].header.index("poll")
        self._marked = picked(held["marks"], "option", "rank", "value")
        self._sheets: dict[str, IO[str]] = {}

    def begin(self, opened: ExitStack) -> None:
        """Learn what the polls and their options are called."""
        self._opened = opened
        self._names = poll_names(self._folder, self._held["polls"])
        self._options: dict[str, dict[str, str]] = {}
        for poll, option, label in cells(self._folder, self._held["options"], "poll", "option", "option_label"):
            self._options.setdefault(poll, {})[option] = f"{option}: {label}"

    def take(self, written: Written) -> None:
        """Write one ballot."""
        marks = (self._marked(row) for row, _ in written["marks"])
        marked = {option: rank or value for option, rank, value in marks}
        for row, ballot in written["ballots"]:
            poll = row[self._poll]
            options = self._options.get(poll, {})
            sheet = self._sheets.get(poll) or self._sheet(poll, options)
            sheet.write(",".join((ballot, *[marked.get(option, "") for option in options])) + "\n")

    def _sheet(self, poll: str, options: Mapping[str, str]) -> IO[str]:
        path = self._folder / f"wide/ballots-{self._names[poll]}.csv"
        self._sheets[poll] = begun(path, [*self._held["ballots"].header, *options.values()], self._opened)
        return self._sheets[poll]

    def finish(self) -> Iterator[str]:
        """Yield the paths."""
        yield from (f"wide/ballots-{name}.csv" for poll, name in self._names.items() if poll in self._sheets)


def poll_names(folder: Path, polls: Table) -> dict[str, str]:
    """Return what files call each poll: its place in the table of polls, and its title."""
    titles = cells(folder, polls, "id", "title")
    return {poll: f"{place}-{plain_name(title, 'poll')}" for place, (poll, title) in enumerate(titles, 1)}
