"""A report as what it says, before anybody draws it: sections of sentences, figures and charts."""

from collections.abc import Iterator
from dataclasses import dataclass, field

Cell = str | int


@dataclass(frozen=True)
class Sentence:
    """Hold one sentence made from data; `table` is the id of the figures that bear it out."""

    words: str
    table: str = ""


@dataclass(frozen=True)
class Prose:
    """Hold a paragraph that explains; `quiet` is for what is said in small print."""

    words: str
    quiet: bool = False


@dataclass(frozen=True)
class Points:
    """Hold a list of short lines."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    """Hold a table: id, caption, heads and rows; the first column heads each row. `note` is below it."""

    id: str
    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    @property
    def numbers(self) -> set[int]:
        """Return the columns of numbers, which may hold signs for those that are not there."""
        columns = list(zip(*self.rows, strict=True))
        return {i for i, column in enumerate(columns) if i and any(isinstance(cell, int) for cell in column)}


@dataclass(frozen=True)
class Drawing:
    """Hold a chart as SVG, what it shows in words, and the figures it was drawn from.

    `bars` are (label, figure, share of the scale) of a chart of bars, for whoever draws no SVG.
    """

    svg: str
    said: str
    table: str
    bars: tuple[tuple[str, str, float], ...] = ()


Block = Sentence | Prose | Points | Figures | Drawing


@dataclass(frozen=True)
class Section:
    """Hold one section; sections within it are a level lower. `page` begins a new page in print."""

    title: str
    blocks: tuple[Block, ...] = ()
    within: tuple["Section", ...] = ()
    page: bool = False

    @property
    def said(self) -> set[str]:
        """Return its sentences without their full stops, none of which a chart has to say again."""
        return {block.words.rstrip(".") for block in self.blocks if isinstance(block, Sentence)}


@dataclass(frozen=True)
class Document:
    """Hold a whole report: its title, the line below that, and its sections."""

    title: str
    under: str
    sections: tuple[Section, ...] = field(default=())

    def blocks(self) -> Iterator[Block]:
        """Yield every block, in reading order."""
        for section in self.sections:
            yield from _blocks(section)

    @property
    def figures(self) -> list[Figures]:
        """Return every table."""
        return [block for block in self.blocks() if isinstance(block, Figures)]

    @property
    def sentences(self) -> list[Sentence]:
        """Return every sentence that was made from data."""
        return [block for block in self.blocks() if isinstance(block, Sentence)]


def _blocks(section: Section) -> Iterator[Block]:
    yield from section.blocks
    for each in section.within:
        yield from _blocks(each)


def plain(document: Document) -> Iterator[str]:
    """Yield a report as lines of text, headings in capitals; a chart is its table."""
    for section in document.sections:
        yield from _plain(section)


def _plain(section: Section) -> Iterator[str]:
    yield from ("", section.title.upper())
    for block in section.blocks:
        match block:
            case Sentence() | Prose():
                yield block.words
            case Points():
                yield from (f"- {line}" for line in block.lines)
            case Figures():
                yield f"{block.caption} ({', '.join(block.heads[1:])})"
                yield from (f"- {row[0]}: {', '.join(map(str, row[1:]))}" for row in block.rows)
    for each in section.within:
        yield from _plain(each)
