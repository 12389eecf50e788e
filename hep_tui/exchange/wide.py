"""The wide tables of an export: a note a row with 0 or 1 for each code, a ballot a row with its mark of each option."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from hep_tui.domain.text import plain_name
from hep_tui.exchange.ddl import Lists
from hep_tui.exchange.following import Cells, Following, cells
from hep_tui.exchange.registry import Table

Held = Mapping[str, Table]


def write(folder: Path, tables: Sequence[Table], lists: Lists) -> Iterator[str]:
    """Write `wide/notes.csv`, and `wide/ballots-<poll>.csv` for each poll with papers; nothing of totals.

    A row is that of `data/`, followed by the columns of the codes or options.
    """
    held = {t.name: t for t in tables}
    if "notes" in held:
        (folder / "wide").mkdir()
        yield _notes(folder, held, lists)
        yield from _ballots(folder, held)


def _notes(folder: Path, held: Held, lists: Lists) -> str:
    """Write the notes; a code is the cells by which a mark names it, and has a heading."""
    themes = cells(folder, held["themes"], "theme", "path", "merged_into")
    models = cells(folder, held["models"], "model", "version")
    codes: dict[str, dict[Cells, str]] = {
        "note_themes": {(theme,): f"theme: {path}" for theme, path, into in themes if not into},
        "note_groups": {(group,): f"group: {label}" for group, label in lists["group"].items()},
        "note_models": {model: f"model: {'@'.join(model)}" for model in models},
    }
    names = {"note_themes": ("theme",), "note_groups": ("group",), "note_models": ("model", "version")}
    marks = {part: Following(cells(folder, held[part], "note", *names[part])) for part in codes}
    path = "wide/notes.csv"
    with (folder / path).open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file, lineterminator="\n")
        sheet.writerow([*held["notes"].header, *(heading for part in codes.values() for heading in part.values())])
        for row in cells(folder, held["notes"]):
            said: list[int] = []
            for part, known in codes.items():
                found = {mark[1:] for mark in marks[part].of(row[0])}
                said += [int(code in found) for code in known]
            sheet.writerow((*row, *said))
    return path


def _ballots(folder: Path, held: Held) -> Iterator[str]:
    options: dict[str, dict[str, str]] = {}
    for poll, option, label in cells(folder, held["options"], "poll", "option", "option_label"):
        options.setdefault(poll, {})[option] = f"{option}: {label}"
    names = poll_names(folder, held["polls"])
    marks = Following(cells(folder, held["marks"], "ballot", "option", "rank", "value"))
    of = held["ballots"].header.index("poll")
    sheets: dict[str, Any] = {}
    with ExitStack() as opened:
        for row in cells(folder, held["ballots"]):
            poll = row[of]
            if poll not in sheets:
                file: IO[str] = (folder / f"wide/ballots-{names[poll]}.csv").open("w", encoding="utf-8", newline="")
                sheets[poll] = csv.writer(opened.enter_context(file), lineterminator="\n")
                sheets[poll].writerow([*held["ballots"].header, *options.get(poll, {}).values()])
            marked = {option: rank or value for _, option, rank, value in marks.of(row[0])}
            sheets[poll].writerow((*row, *(marked.get(option, "") for option in options.get(poll, {}))))
    yield from (f"wide/ballots-{name}.csv" for poll, name in names.items() if poll in sheets)


def poll_names(folder: Path, polls: Table) -> dict[str, str]:
    """Return what files call each poll: its place in the table of polls, and its title."""
    titles = cells(folder, polls, "id", "title")
    return {poll: f"{place}-{plain_name(title, 'poll')}" for place, (poll, title) in enumerate(titles, 1)}
