"""PrefLib's .soc .soi .toc .toi .cat, in the form used since 2022 and the older one (Mattei & Walsh 2013)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hep_tui.counting.files.source import MAX_OPTIONS, BallotFile, Source, short
from hep_tui.counting.profile import MAX_PAPERS, Ballot, Profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

GROUP = re.compile(r"\s*+(?:\{([^{}]*+)\}\s*+|([^{},]*+))(,|$)")


def read(source: Source) -> BallotFile:
    """Read orders, or categories where the file names them."""
    heads, body = _heads(source)
    if not heads and body:
        heads, body = _older(source, body)
    options = source.names(_names(source, heads))
    if "NUMBER CATEGORIES" in heads or source.name.lower().endswith(".cat"):
        found = _categories(source, heads, options, body)
    else:
        papers = [_order(source, options, line, text) for line, text in body]
        found = {"ranks": Profile(options, tuple(papers), heads.get("TITLE", (0, ""))[1])}
    profile = next(iter(found.values()))
    if "NUMBER VOTERS" in heads:
        line, said = heads["NUMBER VOTERS"]
        if source.whole(said, line, "the number of voters", MAX_PAPERS) != profile.n:
            source.warn(f"the heading says {said.strip()} voters and the lines hold {profile.n}; the lines count", line)
    return BallotFile("PrefLib", found, next(iter(found)), source.notes)


Heads = dict[str, tuple[int, str]]
Body = list[tuple[int, str]]


def _heads(source: Source) -> tuple[Heads, Body]:
    heads: Heads = {}
    body: Body = []
    for line, text in enumerate(source.lines, 1):
        text = text.strip()
        if text.startswith("#"):
            key, colon, value = text[1:].partition(":")
            if colon:
                heads.setdefault(key.strip().upper(), (line, value.strip()))
        elif text:
            body.append((line, text))
    return heads, body


def _older(source: Source, body: Body) -> tuple[Heads, Body]:
    """Read the heading of files from before 2022: m, m lines of `k,name`, then voters and counts."""
    line, text = body[0]
    m = source.whole(text, line, "the number of options", MAX_OPTIONS)
    if m < 1 or len(body) < m + 2:
        raise source.error(f"{m} options and the number of voters should follow this line", line)
    heads: Heads = {"NUMBER ALTERNATIVES": (line, text)}
    for k, (at, row) in enumerate(body[1 : m + 1], 1):
        heads[f"ALTERNATIVE NAME {k}"] = (at, row.partition(",")[2])
    return heads, [(at, re.sub(r"^\s*(\d+)\s*,", r"\1:", row)) for at, row in body[m + 2 :]]


def _names(source: Source, heads: Heads) -> list[str]:
    prefix = "ALTERNATIVE NAME "
    given: dict[int, str] = {}
    for key, (line, value) in heads.items():
        if key.startswith(prefix):
            k = source.whole(key[len(prefix) :], line, "the number of an option", MAX_OPTIONS)
            if k < 1:
                raise source.error("options are numbered from 1", line)
            given[k] = value
    line, said = heads.get("NUMBER ALTERNATIVES", (1, str(max(given, default=0))))
    m = source.whole(said, line, "the number of options", MAX_OPTIONS)
    if max(given, default=0) > m:
        source.warn(f"the heading says {m} options and names {max(given)}; the names count", line)
        m = max(given)
    return [given.get(k, "") for k in range(1, m + 1)]


def _row(source: Source, line: int, text: str) -> tuple[int, str]:
    left, colon, right = text.partition(":")
    if not colon:
        raise source.error(f"a line should read `papers: options`, not {short(text)!r}", line)
    weight = source.whole(left, line, "the number of papers")
    if weight < 0:
        raise source.error("the number of papers is below nothing", line)
    return weight, right


def _groups(source: Source, text: str, m: int, line: int) -> Iterator[list[int]]:
    place, text = 0, text.strip()
    if text.endswith(","):
        source.warn("a comma at the end was passed over", line)
        text = text.rstrip(", ")
    while place < len(text):
        match = GROUP.match(text, place)
        if not match:
            raise source.error(f"the order is not readable from {short(text[place:])!r} on", line)
        place = match.end()
        inside = match[1] if match[1] is not None else match[2]
        yield [_option(source, part, m, line) for part in inside.split(",") if part.strip()]


def _option(source: Source, text: str, m: int, line: int) -> int:
    k = source.whole(text, line, "an option")
    if not 1 <= k <= m:
        raise source.error(f"there is no option {k}; they go from 1 to {m}", line)
    return k - 1


def _order(source: Source, options: tuple[str, ...], line: int, text: str) -> Ballot:
    weight, right = _row(source, line, text)
    groups = [group for group in _groups(source, right, len(options), line) if group]
    return source.ballot(len(options), groups, weight, line)


def _categories(source: Source, heads: Heads, options: tuple[str, ...], body: Body) -> dict[str, Profile]:
    line, said = heads.get("NUMBER CATEGORIES", (1, "2"))
    k = source.whole(said, line, "the number of categories", 100)
    papers = []
    for at, text in body:
        weight, right = _row(source, at, text)
        marks: list[int | None] = [None] * len(options)
        for place, group in enumerate(_groups(source, right, len(options), at)):
            if place >= k:
                raise source.error(f"there are more than {k} categories", at)
            for option in group:
                if marks[option] is not None:
                    source.warn(f"option {option + 1} is in two categories; the first counts", at)
                    continue
                marks[option] = k - 1 - place
        papers.append(Ballot(tuple(marks), weight))
    profile = Profile(options, tuple(papers), heads.get("TITLE", (0, ""))[1])
    return {"approvals": profile} if k == 2 else {"grades": profile, "scores": profile}


def write(profile: Profile) -> str:
    """Write ranked ballots as PrefLib orders; skipped ranks close up."""
    rows: dict[str, int] = {}
    for ranks, _, weight in profile.orders:
        text = order(ranks)
        rows[text] = rows.get(text, 0) + weight
    full = all(None not in ballot.marks for ballot in profile.ballots)
    kind = kind_of(full=full, ties=any("{" in text for text in rows))
    return _file(profile, kind, rows, "ORDERS")


def order(ranks: Mapping[int, Sequence[int]]) -> str:
    """Return the options of a paper in their order, which have each rank."""
    groups = [[str(i + 1) for i in options] for options in ranks.values()]
    return ",".join([group[0] if len(group) == 1 else f"{{{','.join(group)}}}" for group in groups])


def kind_of(*, full: bool, ties: bool) -> str:
    """Return what PrefLib calls orders: whether some are equal, and whether every paper ranks everything."""
    order = "to" if ties else "so"
    return f"{order}c" if full else f"{order}i"


def write_approvals(profile: Profile) -> str:
    """Write approvals as PrefLib's two categories, Yes and No."""
    rows: dict[str, int] = {}
    for (marks, _), weight in profile.grouped().items():
        sides = [[str(i + 1) for i, mark in enumerate(marks) if bool(mark) == yes] for yes in (True, False)]
        text = ",".join(side[0] if len(side) == 1 else f"{{{','.join(side)}}}" for side in sides)
        rows[text] = rows.get(text, 0) + weight
    extra = "# NUMBER CATEGORIES: 2\n# CATEGORY NAME 1: Yes\n# CATEGORY NAME 2: No\n"
    return _file(profile, "cat", rows, "PREFERENCES", extra)


def _file(profile: Profile, kind: str, rows: dict[str, int], unit: str, extra: str = "") -> str:
    ordered = sorted(rows.items(), key=lambda row: (-row[1], row[0]))
    head = heading(profile.options, profile.title, kind, voters=profile.n, different=len(rows), unit=unit, extra=extra)
    return "".join([head, *map(line, ordered)])


def heading(
    options: Sequence[str], title: str, kind: str, *, voters: int, different: int, unit: str = "ORDERS", extra: str = ""
) -> str:
    """Return the lines before the papers, of so many voters and so many different orders."""
    names = "".join(f"# ALTERNATIVE NAME {k}: {name}\n" for k, name in enumerate(options, 1))
    return (
        f"# TITLE: {title}\n# DATA TYPE: {kind}\n# NUMBER ALTERNATIVES: {len(options)}\n"
        f"# NUMBER VOTERS: {voters}\n# NUMBER UNIQUE {unit}: {different}\n{extra}{names}"
    )


def line(row: tuple[str, int]) -> str:
    """Return the line of papers that say the same: that, and how many they are."""
    return f"{row[1]}: {row[0]}\n"
