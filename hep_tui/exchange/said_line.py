"""One line in which a person says how a list is to be read: `heading=3; Your name=name; Diet=`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from hep_tui.errors import HepError
from hep_tui.exchange import remembered
from hep_tui.tables.reading import NO_HEADING, Choices


def read_pairs(text: str) -> dict[str, str]:
    """Return what a line says of each word. Raises HepError where it is no such line."""
    found = {}
    for part in filter(str.strip, text.split(";")):
        word, sign, what = (each.strip() for each in part.rpartition("="))
        if not sign or not word:
            raise HepError(f"{part.strip()!r} has no =; nothing was read, say WORD=WHAT with ; between them.")
        found[word] = what
    return found


def choices_of(pairs: Mapping[str, str]) -> Choices:
    """Return how a table is to be read; a column with nothing behind its `=` is not taken. Raises HepError."""
    choices = Choices()
    columns: dict[str, str] = {}
    for word, what in pairs.items():
        if word == "sheet":
            choices = replace(choices, sheet=what)
        elif word == "encoding":
            choices = replace(choices, encoding=what)
        elif word == "heading":
            choices = replace(choices, heading=_heading(what))
        else:
            columns[word] = what
    return replace(choices, columns=columns)


def _heading(text: str) -> int:
    if text.casefold() in ("none", "0"):
        return NO_HEADING
    return whole_number(text, "The heading is in a line with a number")


def whole_number(text: str, wanted: str) -> int:
    """Return a number that was typed. Raises HepError, saying what is wanted, where it is none."""
    if not (text.isascii() and text.isdigit()):
        raise HepError(f"{wanted}, not in {text!r}; nothing was read, type it again.")
    return int(text)


def asked_of(cells: Sequence[str]) -> str:
    """Return the line that waits for what each of some columns holds."""
    return written({cell: "" for cell in cells if cell})


def written(pairs: Mapping[str, str]) -> str:
    """Return the line that says this of each word."""
    return "; ".join(f"{word}={what}" for word, what in pairs.items())


def said_before(file: Path, rows: Iterable[Sequence[str]], choices: Choices) -> Choices:
    """Return the choices with what a file keeps of columns with one of these headings, where nobody says it now."""
    held = {} if choices.columns else remembered.recall(file, rows)
    return replace(choices, columns=held.get("columns", {})) if held else choices


def keep(file: Path, headings: Sequence[str], choices: Choices) -> None:
    """Remember what was said of the columns of a list, for others with the same headings."""
    if choices.columns:
        remembered.keep(file, headings, {"columns": dict(choices.columns)})
