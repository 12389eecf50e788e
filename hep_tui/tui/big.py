"""Digits large enough for the back row."""

from hep_tui.tui.symbols import symbols

ROWS = 5
_DIGITS = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" # ", "## ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    ":": (" ", "#", " ", "#", " "),
    "/": ("  #", "  #", " # ", "#  ", "#  "),
}


def big(text: str, across: int = 2, down: int = 1) -> list[str]:
    """Return digits, colons and strokes as lines of blocks, `across` columns and `down` rows a dot; others are gaps."""
    drawn = [_DIGITS.get(c, (" ",) * ROWS) for c in text]
    gap = " " * across
    lines = [gap.join(_wide(shape[y], across) for shape in drawn) for y in range(ROWS)]
    return [line for line in lines for _ in range(down)]


def _wide(row: str, across: int) -> str:
    return "".join((symbols().bar if dot == "#" else " ") * across for dot in row)
