"""Find where in a TOML text each key and value stands, which Python's own reader does not say."""

from typing import NamedTuple

Path = tuple[str | int, ...]


class Place(NamedTuple):
    """Hold a line and a column, both from 1."""

    line: int
    column: int


def locate(text: str) -> dict[Path, Place]:
    """Return the place of every table, key and array element of a TOML text that is known to be valid."""
    scanner = _Scanner(text)
    scanner.document()
    return scanner.places


class _Scanner:
    """Walk through a valid TOML text once."""

    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n") + "\n"
        self.at = 0
        self.places: dict[Path, Place] = {}
        self.lengths: dict[Path, int] = {}

    def document(self) -> None:
        base: Path = ()
        self._blanks()
        while self.at < len(self.text):
            if self._here("[["):
                base = self._table(2, repeated=True)
            elif self._here("["):
                base = self._table(1, repeated=False)
            else:
                self._pair(base)
            self._blanks()

    def _table(self, width: int, *, repeated: bool) -> Path:
        start = self.at
        self.at += width
        keys = self._key()
        self._blanks()
        self.at += width
        *outer, last = keys
        path: Path = ()
        for key in outer:
            path = self._inside((*path, key))
        path = (*path, last)
        if repeated:
            self.lengths[path] = self.lengths.get(path, 0) + 1
            self._note(path, start)
        path = self._inside(path)
        self._note(path, start)
        return path

    def _inside(self, path: Path) -> Path:
        """Return the path of the newest element, where a path names an array of tables."""
        return (*path, self.lengths[path] - 1) if path in self.lengths else path

    def _pair(self, base: Path) -> None:
        start = self.at
        path = (*base, *self._key())
        self._note(path, start)
        self._blanks()
        self.at += 1
        self._blanks()
        self._value(path)

    def _value(self, path: Path) -> None:
        if self._here("["):
            self._sequence(path, "]", numbered=True)
        elif self._here("{"):
            self._sequence(path, "}", numbered=False)
        elif self.text[self.at] in "\"'":
            self._string()
        else:
            while self.text[self.at] not in ",]}#\n":
                self.at += 1

    def _sequence(self, path: Path, end: str, *, numbered: bool) -> None:
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

    def _key(self) -> tuple[str, ...]:
        parts: list[str] = []
        while True:
            self._blanks()
            start = self.at
            if self.text[self.at] in "\"'":
                self._string()
                parts.append(self.text[start + 1 : self.at - 1])
            else:
                while self.text[self.at].isalnum() or self.text[self.at] in "_-":
                    self.at += 1
                parts.append(self.text[start : self.at])
            self._blanks()
            if not self._here("."):
                return tuple(parts)
            self.at += 1

    def _string(self) -> None:
        quote = self.text[self.at]
        if self._here(quote * 3):
            self.at += 3
            while not self._here(quote * 3):
                self.at += 2 if quote == '"' and self._here("\\") else 1
            self.at += 3
            while self._here(quote):
                self.at += 1
            return
        self.at += 1
        while not self._here(quote):
            self.at += 2 if quote == '"' and self._here("\\") else 1
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

    def _note(self, path: Path, at: int) -> None:
        before = self.text.rfind("\n", 0, at)
        self.places.setdefault(path, Place(self.text.count("\n", 0, at) + 1, at - before))
