"""CSV with a row a paper: a column per option (`Peer review,SEND,…`), or `rank1,rank2,…` holding names.

A heading `ballot,rank,option` is the long form and is passed to its own reader. Whole-number columns may
hold ranks, scores, grades, points or approvals; the rule that counts them says which.
"""

from __future__ import annotations

from hep_tui.counting.files import long_csv
from hep_tui.counting.files.columns import (
    IDS,
    NUMERIC,
    PERHAPS_IDS,
    RANKED,
    About,
    Sheet,
    bad_mark,
    mark,
    plain_name,
    sheet,
)
from hep_tui.counting.files.source import MAX_MARK, MAX_OPTIONS, BallotFile, Source, short, tidy
from hep_tui.counting.profile import OVERVOTED, Ballot, Mark, Profile

OVERVOTES = frozenset({"overvote", "over vote"})
NO_OPTION = OVERVOTES | {"skipped", "undervote", "under vote", "blank", "-"}
"""What cast vote records of real elections write in a cell that holds no option."""


def read(source: Source) -> BallotFile:
    """Read a CSV file of ballots in whichever of the three forms its heading shows."""
    page = sheet(source)
    if long_csv.is_long(page):
        return long_csv.read(source, page)
    ranks = {k: match for k, name in enumerate(page.heading) if (match := RANKED.fullmatch(plain_name(name)))}
    if len(ranks) > 1 or (ranks and _holds_names(page, list(ranks))):
        return _by_rank(source, page, {k: int(match[1] or match[2]) for k, match in ranks.items()})
    return _by_option(source, page)


def _holds_names(page: Sheet, places: list[int]) -> bool:
    return any(cells[k].strip() and mark(cells[k]) is None for _, cells in page.rows for k in places)


def _counted(source: Source, page: Sheet, about: About, ids: set[int]) -> list[tuple[int, list[str]]]:
    papers = _papers(source, page, ids)
    rows = [(line, cells) for line, cells in papers if about.counted(cells)]
    if left := len(papers) - len(rows):
        source.warn(f"{left} papers are left out by their status")
    return rows


def _papers(source: Source, page: Sheet, ids: set[int]) -> list[tuple[int, list[str]]]:
    """Return the rows that are papers: one without any mark is blank, unless papers are numbered and it is not."""
    found = []
    for line, cells in page.rows:
        empty = not any(cell.strip() for cell in cells)
        if empty:
            source.warn("the empty row was passed over" if ids else "the empty row counts as a blank paper", line)
        if not (empty and ids):
            found.append((line, cells))
    return found


def _ids(source: Source, page: Sheet) -> set[int]:
    """Return the columns that number the papers or say who filled them in."""
    found = {k for k, name in enumerate(page.heading) if IDS.fullmatch(plain_name(name))}
    below = [name for _, cells in page.rows if (name := cells[0].strip())]
    if plain_name(page.heading[0]) in PERHAPS_IDS and len(set(below)) == len(below):
        source.warn(f"the column {short(page.heading[0])!r} is taken to number the papers, not as an option", 1)
        found.add(0)
    return found


def _by_rank(source: Source, page: Sheet, ranks: dict[int, int]) -> BallotFile:
    about = About.of(page)
    rows = _counted(source, page, about, _ids(source, page))
    order = sorted(ranks, key=lambda k: ranks[k])
    if not all(1 <= rank <= MAX_OPTIONS for rank in ranks.values()):
        raise source.error(f"ranks are numbered from 1 to {MAX_OPTIONS}", 1)
    place: dict[str, int] = {}
    for _, cells in rows:
        for k in order:
            for name in _several(cells[k]):
                place.setdefault(name, len(place))
    options = source.names(list(place))
    ballots = []
    for line, cells in rows:
        groups: list[list[int]] = [[] for _ in range(max(ranks.values(), default=0))]
        for k in order:
            groups[ranks[k] - 1] += [place[name] for name in _several(cells[k])]
        paper = source.ballot(len(options), groups, about.papers(source, cells, line), line)
        over = tuple((OVERVOTED, ranks[k]) for k in order if cells[k].strip().lower() in OVERVOTES for _ in range(2))
        ballots.append(Ballot(paper.marks, paper.weight, about.who(cells), paper.repeats + over))
    return BallotFile("CSV by rank", {"ranks": Profile(options, tuple(ballots))}, "ranks", source.notes)


def _several(cell: str) -> list[str]:
    """Return the names in a cell; options that share a rank stand with `=` between them."""
    if cell.strip().lower() in NO_OPTION:
        return []
    return [name for part in cell.split("=") if (name := tidy(part))]


def _by_option(source: Source, page: Sheet) -> BallotFile:
    about = About.of(page)
    ids = _ids(source, page)
    rows = _counted(source, page, about, ids)
    places = _option_columns(source, page, about.places | ids, rows)
    options = source.names([page.heading[k] for k in places])
    ballots = []
    for line, cells in rows:
        marks = tuple(_mark(source, cells[k], page.heading[k], line) for k in places)
        ballots.append(Ballot(marks, about.papers(source, cells, line), about.who(cells)))
    profile = Profile(options, tuple(ballots))
    readings = _readings(profile)
    remarks: dict[str, str] = {
        kind: f"{source.name}: 0 is read as blank, since it is no {kind[:-1]}."
        for kind in ("ranks", "grades")
        if kind in readings and readings[kind] is not profile
    }
    return BallotFile("CSV by option", readings, _look(profile), source.notes, remarks=remarks)


def _option_columns(source: Source, page: Sheet, beside: set[int], rows: list[tuple[int, list[str]]]) -> list[int]:
    """Return the columns that hold marks: digits, or where no column does, crosses and yes or no."""
    likely = [k for k, name in enumerate(page.heading) if k not in beside and (name or k)]
    given = {k: [cell for _, cells in rows if (cell := cells[k].strip())] for k in likely}
    likely = [k for k in likely if page.heading[k] or given[k]]
    blank = [k for k in likely if not given[k]]
    for reads in (_digits, mark):
        found = [k for k in likely if 2 * sum(reads(cell) is not None for cell in given[k]) > len(given[k])]
        if found:
            break
    for k in sorted({*likely} - {*found} - {*blank}):
        _no_numbers(source, rows, k, page.heading[k])
        source.warn(f"the column {short(page.heading[k])!r} holds words, not marks, and was passed over", 1)
    if not found and not blank:
        raise source.error("no column holds ranks or marks", 1)
    return sorted([*found, *blank])


def _no_numbers(source: Source, rows: list[tuple[int, list[str]]], k: int, heading: str) -> None:
    """Refuse a column of numbers that are no marks, as 1.5: to pass it over would lose an option."""
    given = [(line, cell) for line, cells in rows if (cell := cells[k].strip())]
    wrong = [(line, cell) for line, cell in given if NUMERIC.fullmatch(cell)]
    if 2 * len(wrong) > len(given):
        line, cell = next(((line, cell) for line, cell in wrong if mark(cell) is None), wrong[0])
        raise bad_mark(source, cell, heading, line)


def _digits(cell: str) -> Mark:
    return mark(cell) if cell[:1].isdigit() or cell[:1] in "+-" else None


def _mark(source: Source, cell: str, heading: str, line: int) -> Mark:
    if not cell.strip():
        return None
    found = mark(cell)
    if found is None:
        raise bad_mark(source, cell, heading, line)
    if abs(found) > MAX_MARK:
        raise source.error(f"the mark {short(cell)} under {short(heading)!r} is too large", line)
    return found


def _readings(profile: Profile) -> dict[str, Profile]:
    """Return the profile as each kind of mark that its numbers allow."""
    given = {mark for ballot in profile.ballots for mark in ballot.marks}
    used = {mark for mark in given if mark is not None}
    found = {"scores": profile, "points": profile, "grades": profile}
    if 0 in used and None not in given and max(used) > 1:
        # A survey that leaves no cell empty has to write "no answer" somehow, and writes 0.
        found["grades"] = _zero_blank(profile)
    if min(used, default=1) >= 0:
        found["ranks"] = _zero_blank(profile) if 0 in used else profile
    if used <= {0, 1}:
        found["approvals"] = profile
    return found


def _zero_blank(profile: Profile) -> Profile:
    return profile.having(
        Ballot(tuple(mark or None for mark in ballot.marks), ballot.weight, ballot.strata, ballot.repeats)
        for ballot in profile.ballots
    )


def _look(profile: Profile) -> str:
    """Tell whether the numbers look like approvals, ranks or scores."""
    papers = [[mark for mark in ballot.marks if mark is not None] for ballot in profile.ballots]
    used = {mark for marks in papers for mark in marks}
    if used and used <= {0, 1}:
        return "approvals"
    m = len(profile.options)
    ranked = sum(bool(marks) and min(marks) == 1 and len(set(marks)) == len(marks) for marks in papers)
    if used and min(used) >= 1 and max(used) <= 2 * m and 2 * ranked >= sum(map(bool, papers)):
        return "ranks"
    return "scores" if used else "ranks"


def write(profile: Profile) -> str:
    """Write a row a paper and a column per option, with the strata that are known."""
    from hep_tui.counting.files.long_csv import rows_of

    known = sorted({name for ballot in profile.ballots for name in ballot.strata})
    heading = ["ballot", *known, "weight", *profile.options]
    body = [
        [
            k,
            *(ballot.strata.get(name, "") for name in known),
            ballot.weight,
            *("" if v is None else v for v in ballot.marks),
        ]
        for k, ballot in enumerate(profile.ballots, 1)
    ]
    return rows_of([heading, *body])
