"""How the columns of one question hold its answers: by the answers themselves, whatever tool wrote them."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from hep_tui.exchange.survey.ladders import is_off

ONE, LIST, ORDER, FLAG, LEVEL, RANKED, PLACE, COMMENT, OTHER, FIGURE = (
    "one", "list", "order", "flag", "level", "rank", "place", "comment", "other", "number",
)  # fmt: skip
HOLDS = {
    ONE: "one answer",
    LIST: "several answers, with a sign between them",
    ORDER: "all answers in order, with a sign between them",
    FLAG: "whether one answer was chosen",
    LEVEL: "the level of one statement",
    RANKED: "the rank of one answer",
    PLACE: "the answer at one rank",
    COMMENT: "a comment",
    OTHER: "what was written beside the answers",
    FIGURE: "a number",
}
_ORDINAL = re.compile(
    r"(?:rank(?:ing)? |choice |place )?(\d{1,2})(?:\.0|st|nd|rd|th)?(?: (?:choice|place|priority|preference))?"
    r"(?: ?[(–-] ?(?:most|least|highest|lowest|top|first|last)\b[^()]*\)?)?",
    re.IGNORECASE,
)
_NTHS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_NTH = {word: rank for rank, word in enumerate(_NTHS.split(" "), 1)}
_YES, _NO = (
    {"1", "1.0", "y", "yes", "true", "checked", "selected", "x", "✓"},
    {"0", "0.0", "n", "no", "false", "unchecked", "not selected"},
)
_OTHER = re.compile(r".*\bother\b.*\b(specify|state|describe|detail|say)\b.*|.*\[other\]|other|-oth-", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(why|comments?|explain|anything else|tell us|describe|in your own words|what would|how could|details?"
    r"|suggestions?|what works|even better|free text)\b",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"(please (add|leave|give) )?(any |your )?(other |further |additional |general )?(comments?|suggestions?|thoughts?)"
    r"( (or|and) suggestions?)?\W*|(is there )?anything else\b.*|.*\(free text\)\W*",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"n/?a|-99|[-–—.]+", re.IGNORECASE)
_AMOUNT = re.compile(r"\b(how many|number of|years|how much|amount)\b", re.IGNORECASE)
COMMA, BARE, CLOSED, LOOSE = ", ", ",", ";", "; "
SIGNS = (CLOSED, LOOSE, COMMA, BARE)
"""What is written between answers, with a blank and without one: an answer may hold the other kind."""
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_MOST_ANSWERS = 20
_MANY, _FEW, _LONG, _CERTAIN = 12, 8, 80, 0.9
_SCALE_ENDS, _SENTENCE = 10, 4


def rank_in(cell: str) -> int:
    """Return the rank that a cell or a heading says, 0 for none."""
    word = cell.strip()
    if match := _ORDINAL.fullmatch(word):
        return int(match[1])
    first = word.casefold().split(" ")[:1]
    return _NTH.get(first[0], 0) if first and len(word.split()) < 3 else 0


def chosen(cell: str, item: str) -> bool | None:
    """Return whether a cell says that its answer was chosen, None where it says something else."""
    said = cell.strip().casefold()
    if said in _NO or not said:
        return False
    return True if said in _YES or said == item.casefold() else None


def parts(cell: str, sign: str, known: Sequence[str] = ()) -> list[str]:
    """Return the answers of one cell; those known are matched longest first, since they may hold the sign."""
    found, rest = [], cell.strip()
    while rest:
        whole = next((k for k in sorted(known, key=len, reverse=True) if _begins(rest, k, sign)), "")
        part = whole or _pieces(rest, sign)[0]
        rest = rest[len(part) :].lstrip().removeprefix(sign.strip()).lstrip()
        if part.strip():
            found.append(part.strip())
        elif not whole and not rest:
            break
    return found


def _begins(text: str, known: str, sign: str) -> bool:
    after = text[len(known) :].lstrip()
    return text.startswith(known) and (not after or after.startswith(sign.strip()))


def says_nothing(comment: str) -> bool:
    """Say whether a comment stands for none, as `n/a` does."""
    return bool(_NOTHING.fullmatch(comment.strip()))


def is_other(item: str) -> bool:
    """Say whether a statement asks what else was meant."""
    return bool(_OTHER.fullmatch(item.strip()))


def sign_of(cells: Sequence[str], comma: str) -> str:
    """Return the sign between several answers of one cell, empty where cells hold one answer each.

    `comma` is how the tool separates answers by commas, `COMMA` or `BARE`, empty where it does not.
    """
    filled = [cell for cell in cells if cell]
    closed = bool(filled) and all(cell.endswith(CLOSED) for cell in filled)
    if closed or (any(re.search(r";\S", cell) for cell in filled) and _again(offered(filled, CLOSED))):
        return CLOSED
    return next((sign for sign in (comma, LOOSE) if sign and _separates(filled, sign)), "")


def _again(said: Sequence[str]) -> bool:
    """Say whether at least half of what was said was said more than once, as no comments are."""
    counts = Counter(said)
    return 2 * sum(n for n in counts.values() if n > 1) >= len(said)


def _separates(filled: Sequence[str], sign: str) -> bool:
    """Say whether a sign separates answers: the same few parts come again and again, in different company."""
    said = offered(filled, sign)
    different, several = len(set(said)), sum(len(_pieces(cell, sign)) > 1 for cell in filled)
    return several * 3 >= len(filled) and different <= _MOST_ANSWERS and len(said) >= 2 * different


def _pieces(cell: str, sign: str) -> list[str]:
    """Return the pieces of a cell between signs; a sign in brackets divides nothing."""
    found: list[str] = []
    for piece in re.split(re.escape(sign) + r"(?=\S)", cell.strip().removesuffix(sign.strip())):
        if found and found[-1].count("(") > found[-1].count(")"):
            found[-1] += sign + piece
        else:
            found.append(piece)
    return found


def offered(cells: Sequence[str], sign: str) -> list[str]:
    """Return the answers that cells hold with a sign between them, each as often as it was given.

    An answer may hold the sign itself: a part in small letters that always follows the same other part is one with it.
    """
    split = [[part.strip() for part in _pieces(cell, sign) if part.strip()] for cell in cells if cell]
    going_on = _going_on(split) if sign in (COMMA, LOOSE) else set[str]()
    found: list[str] = []
    for cell in split:
        for part in cell:
            if part in going_on:
                found[-1] += f"{sign}{part}"
            else:
                found.append(part)
    return found


def _going_on(cells: Sequence[Sequence[str]]) -> set[str]:
    """Return the parts in small letters that always follow the same other part."""
    before: dict[str, set[str]] = {}
    for cell in cells:
        for earlier, part in pairwise(["", *cell]):
            before.setdefault(part, set()).add(earlier)
    return {part for part, others in before.items() if part[:1].islower() and len(others) == 1 and "" not in others}


def of_one(question: str, cells: Sequence[str], sign: str) -> tuple[str, bool]:
    """Return what the only column of a question holds, and whether that is certain."""
    filled = [cell for cell in cells if cell]
    if sign:
        known = list(dict.fromkeys(offered(filled, sign)))
        return _list_or_order([parts(cell, sign, known) for cell in filled])
    if filled and all(_NUMBER.fullmatch(cell) for cell in filled):
        large = len(set(filled)) > _MANY or any(float(cell) > _SCALE_ENDS for cell in filled)
        return (FIGURE if large or _AMOUNT.search(question) else ONE), True
    return (COMMENT if _talks(question, filled) else ONE), True


def _talks(question: str, filled: Sequence[str]) -> bool:
    """Say whether a question was answered in people's own words."""
    if any(len(cell) > _LONG for cell in filled) or _COMMENTS.fullmatch(question.strip()):
        return True
    different = len(set(filled))
    if different > _MANY and different * 2 > len(filled):
        return True
    sentences = sum(len(cell.split()) for cell in filled) >= _SENTENCE * len(filled)
    return bool(_OPEN.search(question)) and (sentences or different > max(2, len(filled) // 3))


def _list_or_order(cells: Sequence[Sequence[str]]) -> tuple[str, bool]:
    """Return whether cells rank all answers or choose some: a ranking nearly always names one full set."""
    every = {part for cell in cells for part in cell}
    whole = sum(set(cell) == every and len(cell) == len(every) for cell in cells)
    if len(every) < 3 or whole < _CERTAIN * len(cells):
        return LIST, True
    orders = {tuple(cell) for cell in cells}
    return (ORDER, len(cells) >= _FEW and len(orders) > 1) if len(orders) > 1 else (LIST, len(cells) >= _FEW)


def of_several(items: Sequence[str], columns: Sequence[Sequence[str]], *, flags: bool) -> tuple[str, bool]:
    """Return what every column of a question with several holds, and whether that is certain.

    `flags` says that its tool writes yes and no for whether an answer was chosen.
    """
    columns = _without_off(columns)
    filled = {cell for column in columns for cell in column if cell}
    ranks = all(map(rank_in, filled))
    if all(map(rank_in, items)) and not ranks:
        return PLACE, True
    yes_no = len(filled) == 2 and set(map(str.casefold, filled)) <= {"yes", "no"}
    if (flags or not yes_no) and all(map(_only_flags, items, columns)):
        return FLAG, True
    if filled and ranks:
        return _rank_or_level(columns)
    if any(len(cell) > _LONG for cell in filled) or len(filled) > _MANY * 2:
        return COMMENT, True
    return LEVEL, True


def _without_off(columns: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return columns with nothing in the place of answers that are no level, such as `not applicable`."""
    return [["" if is_off(cell) else cell for cell in column] for column in columns]


def _only_flags(item: str, column: Sequence[str]) -> bool:
    return all(chosen(cell, item) is not None for cell in column if cell)


def _rank_or_level(columns: Sequence[Sequence[str]]) -> tuple[str, bool]:
    """Return whether figures are ranks: then hardly any row gives one twice, and none is beyond the columns."""
    rows = [[rank_in(cell) for cell in row if cell] for row in zip(*columns, strict=True)]
    rows = [row for row in rows if row]
    unlike = sum(len(set(row)) == len(row) for row in rows)
    beyond = any(max(row) > len(columns) or min(row) < 1 for row in rows)
    ranks = len(columns) > 2 and not beyond and unlike >= _CERTAIN * len(rows)
    return (RANKED if ranks else LEVEL), (not ranks or len(rows) >= _FEW)
