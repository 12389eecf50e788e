"""Where a quotation mark of a CSV text is not closed: it would swallow what follows, rows and all."""

import re

_QUOTED = r'"[^"]*+(?:""[^"]*+)*+"(?=[{sign}\r\n]|\Z)'
_PLAIN = r'(?!")[^{sign}\r\n]*+'


def unclosed(text: str, sign: str) -> tuple[int, int] | None:
    """Return line and column, from 1, of the first cell that begins with a quotation mark and does not end with one.

    `sign` parts the cells; None where every cell is whole.
    """
    escaped = re.escape(sign)
    cell = re.compile(f"(?:{_QUOTED}|{_PLAIN})".format(sign=escaped))
    line, column, at = 1, 1, 0
    while found := cell.match(text, at):
        at = found.end()
        line += _breaks(found[0])
        if at == len(text):
            return None
        column = column + 1 if text[at] == sign else 1
        ended = 2 if text.startswith("\r\n", at) else 1
        line += text[at] != sign
        at += ended
    return line, column


def _breaks(cell: str) -> int:
    return len(re.findall(r"\r\n|\r|\n", cell))
