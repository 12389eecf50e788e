"""Draw a report as lines: headings, sentences, and tables with their columns in line."""

from collections.abc import Container, Iterator, Sequence
from itertools import zip_longest

from textual.content import Content

from hep_tui.reports.document import Block, Document, Drawing, Figures, Points, Prose, Section, Sentence
from hep_tui.tui.text import content, fit, heading, hung, wrap
from hep_tui.tui.widgets.chart import strip

_FIGURES, _WORDS, _LEAST = 14, 34, 15
"""A column of figures and one of words take at most so many cells, the one that names the rows at least so many."""
_GAP = 2


def pages(document: Document, width: int) -> tuple[list[Content], list[int]]:
    """Return the lines of a report, and at which of them its sections begin."""
    lines = [Content(""), *_hung(document.title, width, "bold"), *_hung(document.under, width, "$quiet")]
    starts = []
    for section in document.sections:
        lines.append(Content(""))
        starts.append(len(lines))
        lines += _section(section, width, 0)
    return lines, starts


def _section(section: Section, width: int, level: int) -> Iterator[Content]:
    if level:
        yield Content("")
        yield from _hung(section.title, width, "bold")
    else:
        yield heading(f" {section.title.upper()}", width)
    for block in section.blocks:
        yield from _block(block, width)
    for each in section.within:
        yield from _section(each, width, level + 1)


def _block(block: Block, width: int) -> Iterator[Content]:
    match block:
        case Sentence():
            yield from _hung(block.words, width)
        case Prose():
            yield from _hung(block.words, width, "$quiet")
        case Points():
            for line in block.lines:
                yield from (content(each) for each in hung(" - ", line, width))
        case Figures():
            yield Content("")
            yield from _hung(block.caption, width, "$quiet bold")
            yield from _figures(block, width)
            yield from _hung(block.note, width, "$quiet") if block.note else ()
            yield Content("")
        case Drawing():
            yield from _bars(block, width)


def _bars(block: Drawing, width: int) -> Iterator[Content]:
    """Yield a chart of bars; of others the table says the same."""
    label = min(_WORDS, max((len(name) for name, _, _ in block.bars), default=0))
    room = max(_LEAST, width - label - _FIGURES - 2 * _GAP)
    for name, figure, share in block.bars:
        bar = f"{strip(share, room):<{room}}"
        yield content(f" {fit(name, label)}{' ' * _GAP}{bar}{' ' * _GAP}{figure}")


def _figures(block: Figures, width: int) -> Iterator[Content]:
    sizes = [_size(block, column) for column in range(1, len(block.heads))]
    first = width - 1 - sum(size + _GAP for size in sizes)
    if first < _LEAST:
        for row in block.rows:
            said = "; ".join(f"{head}: {cell}" for head, cell in zip(block.heads[1:], row[1:], strict=True))
            yield from (content(line) for line in hung(f" {row[0]}  ", said, width))
        return
    right, sizes = block.numbers, [first, *sizes]
    yield from (content(line, "$quiet") for line in _row(block.heads, sizes, right, low=True))
    for row in block.rows:
        yield from (content(line) for line in _row([str(cell) for cell in row], sizes, right))


def _size(block: Figures, column: int) -> int:
    longest = max((len(str(row[column])) for row in block.rows), default=0)
    word = max(map(len, block.heads[column].split()), default=0)
    return min(_FIGURES if column in block.numbers else _WORDS, max(longest, word))


def _row(cells: Sequence[str], sizes: Sequence[int], right: Container[int], *, low: bool = False) -> Iterator[str]:
    """Yield the lines of a row, figures on the `right` of their columns; heads are `low`, just above them."""
    columns = [wrap(cell, size) for cell, size in zip(cells, sizes, strict=True)]
    tallest = max(map(len, columns))
    if low:
        columns = [[*[""] * (tallest - len(lines)), *lines] for lines in columns]
    for line in zip_longest(*columns, fillvalue=""):
        placed = [_placed(each, size, right=i in right) for i, (each, size) in enumerate(zip(line, sizes, strict=True))]
        yield " " + (" " * _GAP).join(placed).rstrip()


def _placed(text: str, size: int, *, right: bool) -> str:
    return f"{text:>{size}}" if right else f"{text:<{size}}"


def _hung(text: str, width: int, style: str = "") -> list[Content]:
    return [content(line, style) for line in hung(" ", text, width)]
