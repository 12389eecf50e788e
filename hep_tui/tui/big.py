"""Letters and digits large enough for the back row."""

import unicodedata

from hep_tui.tui.symbols import only_ascii, symbols

ROWS = 5
_SHAPES = {
    "0": "### #.# #.# #.# ###",
    "1": ".#. ##. .#. .#. ###",
    "2": "### ..# ### #.. ###",
    "3": "### ..# ### ..# ###",
    "4": "#.# #.# ### ..# ..#",
    "5": "### #.. ### ..# ###",
    "6": "### #.. ### #.# ###",
    "7": "### ..# ..# ..# ..#",
    "8": "### #.# ### #.# ###",
    "9": "### #.# ### ..# ###",
    "A": ".#. #.# ### #.# #.#",
    "B": "##. #.# ##. #.# ##.",
    "C": ".## #.. #.. #.. .##",
    "D": "##. #.# #.# #.# ##.",
    "E": "### #.. ##. #.. ###",
    "F": "### #.. ##. #.. #..",
    "G": ".## #.. #.# #.# .##",
    "H": "#.# #.# ### #.# #.#",
    "I": "### .#. .#. .#. ###",
    "J": "..# ..# ..# #.# .#.",
    "K": "#.# #.# ##. #.# #.#",
    "L": "#.. #.. #.. #.. ###",
    "M": "#...# ##.## #.#.# #...# #...#",
    "N": "#..# ##.# #.## #..# #..#",
    "O": ".#. #.# #.# #.# .#.",
    "P": "##. #.# ##. #.. #..",
    "Q": ".#. #.# #.# .#. ..#",
    "R": "##. #.# ##. #.# #.#",
    "S": ".## #.. .#. ..# ##.",
    "T": "### .#. .#. .#. .#.",
    "U": "#.# #.# #.# #.# ###",
    "V": "#.# #.# #.# #.# .#.",
    "W": "#...# #...# #.#.# ##.## #...#",
    "X": "#.# #.# .#. #.# #.#",
    "Y": "#.# #.# .#. .#. .#.",
    "Z": "### ..# .#. #.. ###",
    ":": ". # . # .",
    ".": ". . . . #",
    ",": ".. .. .. .# #.",
    "'": "# # . . .",
    "!": "# # # . #",
    "?": "##. ..# .#. ... .#.",
    "-": "... ... ### ... ...",
    "+": "... .#. ### .#. ...",
    "=": "... ### ... ### ...",
    "%": "#.# ..# .#. #.. #.#",
    "&": ".#.. #.#. .#.. #.#. .#.#",
    "(": ".# #. #. #. .#",
    ")": "#. .# .# .# #.",
    "/": "..# ..# .#. #.. #..",
    " ": ".. .. .. .. ..",
}
_SPOKEN = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-"})
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def big(text: str, across: int = 2, down: int = 1) -> list[str]:
    """Return text as lines of blocks, `across` columns and `down` rows a dot; what has no shape is a gap."""
    rows = _dots(text)
    return ["".join((symbols().block if dot else " ") * across for dot in row) for row in rows for _ in range(down)]


def small(text: str) -> list[str]:
    """Return text in three lines, two dots a cell, or as `big` does where a terminal has no half blocks."""
    if only_ascii():
        return big(text, 1)
    dots = _dots(text)
    rows = [*dots, [False] * len(dots[0])]
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return ["".join(_HALVES[pair] for pair in zip(upper, lower, strict=True)) for upper, lower in pairs]


def largest(text: str, width: int, height: int) -> list[str]:
    """Return text as large as it fits into a space, broken between words; empty where it does not fit at all."""
    said = _plain(text)
    if not all(letter in _SHAPES for letter in said):
        return []
    for across in (4, 2, 1):
        lines = _broken(said, width // across)
        if lines and len(lines) * (_rows(across) + 1) - 1 <= height:
            return [row for line in lines for row in (*_drawn(line, across), "")][:-1]
    return []


def _rows(across: int) -> int:
    return ROWS * across // 2 if across > 1 else len(small("I"))


def _drawn(line: str, across: int) -> list[str]:
    return big(line, across, across // 2) if across > 1 else small(line)


def _broken(text: str, dots: int) -> list[str]:
    """Return text in lines of at most so many dots, broken between words; none where a word has more."""
    lines: list[str] = []
    used = 0
    for word in text.split():
        size = _size(word)
        if size > dots:
            return []
        if lines and used + _size(" ") + 2 + size <= dots:
            lines[-1] += f" {word}"
            used += _size(" ") + 2 + size
        else:
            lines.append(word)
            used = size
    return lines


def _size(text: str) -> int:
    """Return how many dots a text is across, one of them empty between two letters."""
    return sum(_SHAPES[letter].index(" ") for letter in text) + len(text) - 1


def _plain(text: str) -> str:
    """Return text in capitals without accents, with the typographic signs that have a plain form in it."""
    parts = unicodedata.normalize("NFKD", text.translate(_SPOKEN).upper())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _dots(text: str) -> list[list[bool]]:
    shapes = [_SHAPES.get(letter, _SHAPES[" "]).split(" ") for letter in text]
    return [[dot == "#" for dot in ".".join(shape[row] for shape in shapes)] for row in range(ROWS)]
