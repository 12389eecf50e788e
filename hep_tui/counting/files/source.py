"""Hold the text of a ballot file, its repairs and its refusals."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hep_tui.counting.profile import Ballot, Profile
from hep_tui.domain.text import clean_line
from hep_tui.errors import HepError
from hep_tui.tables import decoding, read
from hep_tui.tables.reading import Limits, Unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAX_BYTES = 256_000_000
MAX_OPTIONS = 250
MAX_NAME = 300
MAX_NUMBER = 1_000_000_000
MAX_MARK = 1_000_000
MAX_WARNINGS = 500

BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b", b"SQLite format")
"""How archives and documents begin."""

LIMITS = Limits(size=MAX_BYTES, unpacked=MAX_BYTES, rows=1_000_000, columns=400, cells=20_000_000, cell=MAX_NAME * 4)

KINDS = ("ranks", "approvals", "scores", "grades", "points")


class BallotFileError(HepError):
    """Refuse a ballot file in one sentence that names the file and the line."""


def load(path: Path) -> bytes:
    """Return the bytes of a ballot file. Raises BallotFileError where it is missing, too large or no file."""
    try:
        return read.load(path, LIMITS)
    except Unreadable as error:
        raise BallotFileError(str(error)) from None
    except ValueError:
        raise BallotFileError("The file's name cannot be used; it holds a character no name can.") from None


@dataclass
class Source:
    """Hold the text of one file and collect a warning for each repair made to it."""

    name: str
    text: str
    warnings: list[str] = field(default_factory=list)
    _more: int = 0

    @classmethod
    def open(cls, path: Path, encoding: str = "") -> Source:
        """Read and decode a file.

        Raises BallotFileError where it is missing, too large, or not text.
        """
        return cls.decode(path.name, load(path), encoding)

    @classmethod
    def decode(cls, name: str, data: bytes, encoding: str = "") -> Source:
        """Decode bytes as every list is decoded, with a warning for each doubt about them."""
        if data.startswith(BINARY):
            raise BallotFileError(f"{name}, line 1: this is an archive or a document, not a ballot file.")
        try:
            text, _, doubts = decoding.decode(name, data, encoding)
        except Unreadable as error:
            raise BallotFileError(str(error)) from None
        if "\0" in text:
            line = text[: text.index("\0")].count("\n") + 1
            raise BallotFileError(f"{name}, line {line}: this is not text, so it is not a ballot file.")
        plain = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
        return cls(name, plain, [f"{name}: {doubt}." for doubt in doubts])

    @property
    def lines(self) -> list[str]:
        """Return the lines without their ends."""
        return self.text.split("\n")

    def error(self, what: str, line: int) -> BallotFileError:
        """Return a refusal that names the line."""
        return BallotFileError(f"{self.name}, line {line}: {what}.")

    def warn(self, what: str, line: int | None = None) -> None:
        """Note one repair; beyond a cap they are only counted."""
        if len(self.warnings) >= MAX_WARNINGS:
            self._more += 1
            return
        self.warnings.append(f"{self.name}, line {line}: {what}." if line else f"{self.name}: {what}.")

    @property
    def notes(self) -> tuple[str, ...]:
        """Return the warnings, and how many were left out."""
        return (*self.warnings, *([f"{self.name}: {self._more} more repairs of these kinds."] if self._more else ()))

    def whole(self, text: str, line: int, what: str, most: int = MAX_NUMBER) -> int:
        """Return a whole number, or raise an error that says what it should have been."""
        found = whole(text)
        if found is None and re.fullmatch(r"\s*[+-]?[0-9]+\s*", text):
            raise self.error(f"{what} is {short(text)}, more than {most:,}", line)
        if found is None:
            raise self.error(f"{what} should be a whole number, not {short(text)!r}", line)
        if abs(found) > most:
            raise self.error(f"{what} is {short(text)}, more than {most:,}", line)
        return found

    def names(self, names: list[str], line: int = 1) -> tuple[str, ...]:
        """Return option names tidied and made distinct, with a warning for each repair."""
        if not names:
            raise self.error("no options are named", line)
        if len(names) > MAX_OPTIONS:
            raise self.error(f"{len(names):,} options are too many; the most is {MAX_OPTIONS}", line)
        found: list[str] = []
        taken: set[str] = set()
        for k, name in enumerate(names, 1):
            clean = self._named(name, k, line)
            own, again = clean, 2
            while own in taken:
                own, again = f"{clean} ({again})", again + 1
            if own != clean:
                self.warn(f"two options are called {clean!r}; the later is now {own!r}", line)
            taken.add(own)
            found.append(own)
        return tuple(found)

    def _named(self, name: str, k: int, line: int) -> str:
        clean = tidy(name)
        if len(clean) > MAX_NAME:
            raise self.error(f"the name of option {k} has {len(clean):,} characters; the most is {MAX_NAME}", line)
        if not clean:
            self.warn(f"option {k} has no name; it is called 'Option {k}'", line)
        return clean or f"Option {k}"

    def ballot(self, options: int, groups: list[list[int]], weight: int, line: int) -> Ballot:
        """Return a ballot from groups of option indices in rank order; an empty group is a skipped rank."""
        marks: list[int | None] = [None] * options
        repeats: list[tuple[int, int]] = []
        for rank, group in enumerate(groups, 1):
            for option in group:
                if marks[option] is None:
                    marks[option] = rank
                else:
                    repeats.append((option, rank))
        if repeats:
            self.warn(f"option {repeats[0][0] + 1} is ranked more than once; the first mention counts", line)
        return Ballot(tuple(marks), weight, repeats=tuple(repeats))


@dataclass(frozen=True)
class BallotFile:
    """Hold what a file says: a profile per kind of mark that it can be read as, and the warnings.

    `seats` is what the file itself asks for, if it does. `look` is the kind that the marks look like.
    `remarks` holds what a reader should know when the marks are read as one kind. `reading` says in words how the file
    was read, and `others` are the readings that it allows as well.
    """

    format: str
    profiles: Mapping[str, Profile]
    look: str
    warnings: tuple[str, ...] = ()
    seats: int | None = None
    remarks: Mapping[str, str] = field(default_factory=dict)
    reading: str = ""
    others: tuple[BallotFile, ...] = ()

    @property
    def profile(self) -> Profile:
        """Return the profile of the kind that the marks look like."""
        return self.profiles[self.look]

    def fits(self, kind: str) -> bool:
        """Tell whether the file holds this kind of mark."""
        return kind in self.profiles

    def notes(self, kind: str) -> tuple[str, ...]:
        """Return the warnings for one kind of mark."""
        return (*self.warnings, *([self.remarks[kind]] if kind in self.remarks else ()))


_WHOLE = re.compile(r"([+-]?[0-9]{1,18})(?:\.0{0,6})?")


def whole(text: str) -> int | None:
    """Return a whole number written in ASCII digits, also as 3.0, or None."""
    text = text.strip()
    match = _WHOLE.fullmatch(text)
    return int(match[1]) if match else None


def short(text: str) -> str:
    """Return a text cut for a message, with nothing unprintable."""
    clean = tidy(text)
    return clean if len(clean) <= 40 else f"{clean[:39]}…"


def tidy(text: str) -> str:
    """Return a name on one line, as it may be stored and shown."""
    return clean_line(text)
