"""Draw charts as SVG: one scale a chart, figures in or beside what they are about, readable in grey and in the dark."""

from collections.abc import Iterable, Iterator, Sequence

from hep_tui.reports.page import text

WIDTH = 680
_LABEL, _ROW, _BAR, _SIZE = 210, 30, 20, 12
_LETTER = 0.56
_AGAINST, _FOR, _GREY = ("#8f3d0e", "#e3a87c"), ("#1b5a94", "#8db7dc"), "#b9bec5"
_DARK = {"#8f3d0e", "#1b5a94"}
_TOP = 3


def _svg(height: float, title: str, inner: Iterable[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="img" '
        f'aria-label="{text(title)}" font-family="Helvetica, Arial, sans-serif" font-size="{_SIZE}">'
        + "".join(inner)
        + "</svg>"
    )


def _words(
    x: float, y: float, words: str, *, anchor: str = "start", fill: str = "currentColor", weight: str = ""
) -> str:
    bold = f' font-weight="{weight}"' if weight else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}"{bold}>{text(words)}</text>'


def _bar(x: float, y: float, width: float, fill: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(0.0, width):.1f}" height="{_BAR}" fill="{fill}"/>'


def lines_of(words: str, room: float, most: int = 2) -> list[str]:
    """Return a label in as many lines as fit, the last cut short where it has to be."""
    letters = max(4, int(room / (_SIZE * _LETTER)))
    found = [""]
    for word in words.split():
        joined = f"{found[-1]} {word}".strip()
        if len(joined) <= letters or not found[-1]:
            found[-1] = joined
        else:
            found.append(word)
    if len(found) > most:
        found = [*found[: most - 1], f"{found[most - 1]} …"]
    return [line if len(line) <= letters else f"{line[: letters - 1]}…" for line in found]


def _label(words: str, middle: float, room: float = _LABEL) -> str:
    lines = lines_of(words, room - 10)
    first = middle + 4 - (len(lines) - 1) * 6.5
    return "".join(_words(room - 8, first + i * 13, line, anchor="end") for i, line in enumerate(lines))


def bars(title: str, rows: Sequence[tuple[str, int, int]]) -> str:
    """Return bars of how many of how many, each on its own whole: (label, number, of)."""
    room = WIDTH - _LABEL - 110
    inner = []
    for i, (label, n, of) in enumerate(rows):
        y = 6 + i * _ROW
        width = room * n / of if of else 0
        inner += [_label(label, y + _BAR / 2), _bar(_LABEL, y, room, "#d9dce1"), _bar(_LABEL, y, width, _FOR[0])]
        inner.append(_words(_LABEL + room + 8, y + 15, f"{n} of {of}"))
    return _svg(len(rows) * _ROW + 8, title, inner)


def shares(title: str, rows: Sequence[tuple[str, str, float]]) -> str:
    """Return bars on one scale with a figure beside each: (label, figure, share of the scale from 0 to 1)."""
    room = WIDTH - _LABEL - 60
    inner = []
    for i, (label, figure, share) in enumerate(rows):
        y = 6 + i * _ROW
        inner += [_label(label, y + _BAR / 2), _bar(_LABEL, y, room * share, _FOR[0])]
        inner.append(_words(_LABEL + room * share + 8, y + 15, figure))
    return _svg(len(rows) * _ROW + 8, title, inner)


def diverging(
    title: str, levels: Sequence[str], sides: Sequence[int], rows: Sequence[tuple[str, Sequence[int] | None, int]]
) -> str:
    """Return stacked bars about a middle: (label, number at each level from the lowest, n); None where hidden.

    `sides` says of each level whether it lies below the middle (-1), above it (1), or about it (0).
    """
    colours = _colours(sides)
    left, room = _LABEL, WIDTH - _LABEL - 70
    legend, first = _legend(levels, colours)
    middle, y, inner = left + room / 2, first, [legend]
    for label, counts, n in rows:
        inner.append(_label(label, y + _BAR / 2))
        if counts is None:
            inner.append(_words(middle + 8, y + 15, "[c] too few to show"))
        else:
            inner += _stack(counts, sides, colours, middle=middle, room=room, y=y)
        inner.append(_words(WIDTH - 4, y + 15, f"n = {n}", anchor="end"))
        y += _ROW
    line = f'<line x1="{middle}" x2="{middle}" y1="{first - 4}" y2="{y - 6}" stroke="currentColor" stroke-width="1"/>'
    return _svg(y + 2, title, [*inner, line])


def _stack(
    counts: Sequence[int], sides: Sequence[int], colours: Sequence[str], middle: float, room: float, y: float
) -> list[str]:
    n = sum(counts) or 1
    # Of two parts one lies on either side; of more, one about the middle lies half on each.
    places = sides if len(sides) > 2 else (-1, 1)
    below = sum(count * (1 - side) / 2 for count, side in zip(counts, places, strict=True))
    x = middle - below / n * room / 2
    found = []
    for count, colour in zip(counts, colours, strict=True):
        width = count / n * room / 2
        found.append(_bar(x, y, width, colour))
        if width > len(str(count)) * 7 + 3:
            ink = "#ffffff" if colour in _DARK else "#000000"
            found.append(_words(x + width / 2, y + 14.5, str(count), anchor="middle", fill=ink))
        x += width
    return found


def _colours(sides: Sequence[int]) -> list[str]:
    """Return the colour of each level: darkest at the ends, grey about the middle."""
    last = len(sides) - 1
    found = []
    for i, side in enumerate(sides):
        pair = {-1: _AGAINST, 0: (_GREY, _GREY), 1: _FOR}[side]
        found.append(pair[i not in (0, last)])
    return found


def _legend(levels: Sequence[str], colours: Sequence[str]) -> tuple[str, float]:
    x, y, found = 4.0, 4.0, []
    for level, colour in zip(levels, colours, strict=True):
        width = 20 + len(level) * _SIZE * _LETTER + 14
        if x + width > WIDTH:
            x, y = 4.0, y + 18
        found.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="12" height="12" fill="{colour}"/>{_words(x + 17, y + 10.5, level)}'
        )
        x += width
    return "".join(found), y + 28


def slope(title: str, heads: Sequence[str], rows: Sequence[tuple[str, Sequence[int | None]]]) -> str:
    """Return the places of things side by side, joined by lines: (label, place under each head, None for not asked)."""
    last = max((place for _, places in rows for place in places if place), default=1)
    label, top, step = 250, 40, 24
    xs = [label + 30 + i * (WIDTH - label - 170) / max(1, len(heads) - 1) for i in range(len(heads))]
    inner = [_words(x, 16, head, anchor="middle", weight="bold") for x, head in zip(xs, heads, strict=True)]
    for name, places in rows:
        points = [(x, top + (place - 1) * step, place) for x, place in zip(xs, places, strict=True) if place]
        if not points:
            continue
        inner += _path(points)
        if places[0]:
            inner.append(_label(name, points[0][1], label + 20))
        else:
            x, y, _ = points[-1]
            inner.append(_words(x + 16, y + 4, lines_of(name, 130, 1)[0]))
    return _svg(top + last * step, title, inner)


def _path(points: Sequence[tuple[float, float, int]]) -> Iterator[str]:
    """Yield a line from place to place, strong where one of them is among the first."""
    best = min(place for _, _, place in points) <= _TOP
    colour, width = (_FOR[0], 3) if best else ("#5f6670", 1.5)
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
    yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
    for x, y, _ in points:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="{colour}"/>'
    for x, y, place in points:
        yield _words(x, y + 4, str(place), anchor="middle", fill="#ffffff")


_RAMP = ("#1b5a94", "#5b8fc0", "#a5c5e1", "#dde8f2", "#f4f5f6")
"""From the first place to the last; only the first is dark enough for white figures."""


def heat(title: str, heads: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]]) -> str:
    """Return places as a table of shaded cells, the first the darkest: (label, place under each head)."""
    label, top = 250, 24
    wide = (WIDTH - label - 8) / max(1, len(heads))
    last = max((place for _, places in rows for place in places), default=1)
    inner = [_words(label + (i + 0.5) * wide, 14, head, anchor="middle", weight="bold") for i, head in enumerate(heads)]
    for line, (name, places) in enumerate(rows):
        y = top + line * 24
        inner.append(_label(name, y + _BAR / 2, label))
        for i, place in enumerate(places):
            step = min(len(_RAMP) - 1, (place - 1) * len(_RAMP) // max(1, last))
            ink = "#000000" if step else "#ffffff"
            x = label + i * wide
            inner.append(f'<rect x="{x:.1f}" y="{y}" width="{wide - 3:.1f}" height="22" fill="{_RAMP[step]}"/>')
            inner.append(_words(x + wide / 2, y + 15.5, str(place), anchor="middle", fill=ink))
    return _svg(top + len(rows) * 24 + 2, title, inner)
