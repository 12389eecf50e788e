"""Find where in a TOML text each key and value is, which Python's own reader does not say."""

import tomllib
from bisect import bisect_right
from typing import NamedTuple

KeyPath = tuple[str | int, ...]


class Place(NamedTuple):
    """Hold a line and a column, both from 1."""

    line: int
    column: int


def locate(text: str) -> dict[KeyPath, Place]:
    """Return the place of every table, key and array element of a TOML text that `tomllib` has read without fault.

    Raises RecursionError where values are nested too deeply.
    """
    scanner = _Scanner(text.replace("\r\n", "\n") + "\n")
    scanner.document()
    return scanner.places


class _Scanner:
    """Walk through a valid TOML text once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.places: dict[KeyPath, Place] = {(): Place(1, 1)}
        self.lengths: dict[KeyPath, int] = {}
        self.starts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]

    def document(self) -> None:
        base: KeyPath = ()
        self._blanks()
        while self.at < len(self.text):
            if self._here("["):
                base = self._header()
            else:
                self._pair(base)
            self._blanks()

    def _header(self) -> KeyPath:
        """Read `[a.b]` or `[[a.b]]` and return the path of the table that it opens."""
        start = self.at
        width = 2 if self._here("[[") else 1
        self.at += width
        *outer, last = self._key()
        self.at += width
        path: KeyPath = ()
        for key in outer:
            path = self._newest((*path, key))
            self._note(path, start)
        path = (*path, last)
        if width == 2:
            self._note(path, start)
            self.lengths[path] = self.lengths.get(path, 0) + 1
        path = self._newest(path)
        self._note(path, start)
        return path

    def _newest(self, path: KeyPath) -> KeyPath:
        """Return the path of the newest element, where a path names an array of tables."""
        return (*path, self.lengths[path] - 1) if path in self.lengths else path

    def _pair(self, base: KeyPath) -> None:
        start = self.at
        path = base
        for key in self._key():
            path = (*path, key)
            self._note(path, start)
        self.at += 1
        self._blanks()
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        if self._here("["):
            self._sequence(path, "]", numbered=True)
        elif self._here("{"):
            self._sequence(path, "}", numbered=False)
        elif self.text[self.at] in "\"'":
            self._string()
        else:
            while self.text[self.at] not in ",]}#\n":
                self.at += 1

    def _sequence(self, path: KeyPath, end: str, *, numbered: bool) -> None:
        self.at += 1
        number = 0
        self._blanks(commas=True)
        while not self._here(end):
            if numbered:
                self._note((*path, number), self.at)
                self._value((*path, number))
                number += 1
            else:
                self._pair(path)
            self._blanks(commas=True)
        self.at += 1

    def _key(self) -> list[str]:
        """Read a key, dotted or not, and the blanks behind it."""
        parts = [self._part()]
        while self._here("."):
            self.at += 1
            parts.append(self._part())
        return parts

    def _part(self) -> str:
        self._blanks()
        start = self.at
        if self.text[start] in "\"'":
            self._string()
            key = str(tomllib.loads(f"key = {self.text[start : self.at]}")["key"])
        else:
            while self.text[self.at].isalnum() or self.text[self.at] in "_-":
                self.at += 1
            key = self.text[start : self.at]
        self._blanks()
        return key

    def _string(self) -> None:
        quote = self.text[self.at]
        fence = quote * 3 if self._here(quote * 3) else quote
        self.at += len(fence)
        while not self._here(fence):
            self.at += 2 if quote == '"' and self._here("\\") else 1
        self.at += len(fence)
        # Up to two quotes may be right before the three that close a long string.
        while len(fence) == 3 and self._here(quote):
            self.at += 1

    def _blanks(self, *, commas: bool = False) -> None:
        skipped = " \t\n," if commas else " \t\n"
        while self.at < len(self.text):
            if self.text[self.at] in skipped:
                self.at += 1
            elif self._here("#"):
                self.at = self.text.index("\n", self.at)
            else:
                return

    def _here(self, what: str) -> bool:
        return self.text.startswith(what, self.at)

    def _note(self, path: KeyPath, at: int) -> None:
        line = bisect_right(self.starts, at)
        self.places.setdefault(path, Place(line, at - self.starts[line - 1] + 1))
