"""Turn stored text into what Textual may draw: the one way in, so that nobody's words are ever read as markup."""

from collections.abc import Sequence
from itertools import zip_longest

from textual.content import Content

from hep_tui.domain.text import shown
from hep_tui.tui.symbols import drawn, symbols


def content(text: str, style: str = "") -> Content:
    """Return text as plain content in one style; whatever it holds is shown, never obeyed."""
    safe = shown_lines(text)
    return Content.styled(safe, style) if style else Content(safe)


def shown_lines(text: str) -> str:
    """Return text safe to show, with the blanks and empty lines at its edges that a layout needs."""
    body = text.strip(" \n")
    start = text[: len(text) - len(text.lstrip(" \n"))]
    return text if not body else drawn(start + shown(body) + text[len(text.rstrip(" \n")) :])


def row(*parts: str | tuple[str, str]) -> Content:
    """Return one line put together from texts and (text, style) pairs."""
    return Content.assemble(*(content(p) if isinstance(p, str) else content(*p) for p in parts))


def heading(words: str, width: int, end: str = "") -> Content:
    """Return the head of a part of a screen: its words, a quiet line to its right edge, and what is at the end."""
    end = f" {end}" if end else ""
    rule = symbols().rule * max(0, width - len(words) - len(end) - 1)
    return Content.assemble(content(words, "bold $quiet"), (f" {rule}", "$line"), content(end, "$quiet"))


def beside(parts: Sequence[tuple[Sequence[Content], int]], gap: int = 2) -> list[Content]:
    """Return parts of a screen beside each other, each padded to its width, as many lines as the longest has."""
    rows = zip_longest(*(lines for lines, _ in parts), fillvalue=Content(""))
    widths = [width for _, width in parts]
    return [_row(cells, widths, gap) for cells in rows]


def _row(cells: Sequence[Content], widths: Sequence[int], gap: int) -> Content:
    found: list[Content | str] = []
    for at, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        last = at == len(widths) - 1
        found += [cell, "" if last else " " * (max(0, width - cell.cell_length) + gap)]
    return Content.assemble(*found)


def fit(text: str, width: int) -> str:
    """Return text cut or padded to `width` cells; what is cut ends in `…`."""
    from rich.cells import cell_len, set_cell_size

    safe = shown_lines(text).replace("\n", " ").replace("\t", " ")
    if cell_len(safe) <= width:
        return set_cell_size(safe, width)
    if width <= 0:
        return ""
    cut = set_cell_size(safe, width - 1).rstrip()
    return drawn(set_cell_size(f"{cut}…", width))


def wrap(text: str, width: int) -> list[str]:
    """Return text in lines of at most `width` cells, broken between words; long words are cut."""
    from rich.cells import cell_len, chop_cells

    lines: list[str] = []
    for paragraph in drawn(shown(text)).split("\n"):
        line, used = "", 0
        for word in paragraph.split():
            size = len(word) if word.isascii() else cell_len(word)
            if line and used + 1 + size > width:
                lines.append(line)
                line, used = "", 0
            if size > width:
                *full, word = chop_cells(word, width)
                lines.extend(full)
                size = cell_len(word)
            line, used = (f"{line} {word}", used + 1 + size) if line else (word, size)
        lines.append(line)
    return lines


def hung(lead: str, text: str, width: int) -> list[str]:
    """Return text wrapped to `width` cells behind `lead`, the lines that follow set in as far."""
    first, *rest = wrap(text, max(10, width - len(lead)))
    return [lead + first, *(" " * len(lead) + line for line in rest)]


def set_in(text: str, width: int) -> str:
    """Return text a blank in from the edge; a line too long for `width` cells is wrapped, others keep their blanks."""
    from rich.cells import cell_len

    lines = [[f" {line}"] if cell_len(line) < width else hung(" ", line, width) for line in text.splitlines()]
    return "\n".join(part for line in lines for part in line)


def joined(parts: Sequence[str], by: str, width: int) -> list[str]:
    """Return parts joined in lines of at most `width` cells, broken between parts only."""
    lines: list[str] = []
    for part in parts:
        if lines and len(lines[-1]) + len(by) + len(part) <= width:
            lines[-1] += by + part
        else:
            lines.append(part)
    return lines
