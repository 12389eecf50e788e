"""CSV with a row a paper: a column per option (`Peer review,SEND,…`), or `rank1,rank2,…` holding names.

A heading `ballot,rank,option` is the long form and is passed to its own reader. Whole-number columns may hold ranks,
scores, grades, points or approvals; the rule that counts them says which. Where a file allows several readings, all of
them are returned, so that a count on which they differ can be refused.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hep_tui.counting.files import layouts, long_csv, option_columns
from hep_tui.counting.files.chosen import laid_out, levels_as_marks
from hep_tui.counting.files.columns import (
    About,
    Sheet,
    bad_mark,
    counted_rows,
    ids_of,
    mark,
)
from hep_tui.counting.files.declared import AS_IT_COMES, KIND_OF, Declared, folded
from hep_tui.counting.files.direction import low_is_first
from hep_tui.counting.files.headed import sheet
from hep_tui.counting.files.rank_columns import by_rank
from hep_tui.counting.files.rank_headings import holds_names, rank_columns
from hep_tui.counting.files.source import MAX_MARK, MAX_OPTIONS, BallotFile, Source, short
from hep_tui.counting.profile import Ballot, Mark, Profile
from hep_tui.tables.read import AS_IT_COMES as AS_THEY_COME

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hep_tui.tables.reading import Choices


def read(source: Source, declared: Declared = AS_IT_COMES, choices: Choices = AS_THEY_COME) -> BallotFile:
    """Read a CSV file of ballots in whichever of the forms its heading shows."""
    return read_page(source, sheet(source, choices), declared)


def read_page(source: Source, page: Sheet, declared: Declared = AS_IT_COMES) -> BallotFile:
    """Read a sheet of ballots, whichever program kept it."""
    page = levels_as_marks(layouts.without_leftovers(source, page), declared)
    if long_csv.is_long(page):
        return long_csv.read(source, page, declared)
    page = laid_out(source, page, declared)
    ranks = rank_columns(page)
    if len(ranks) > 1 or (ranks and holds_names(page, ranks)):
        return by_rank(source, page, ranks, declared)
    return _by_option(source, page, declared)


def _by_option(source: Source, page: Sheet, declared: Declared) -> BallotFile:
    about = About.of(page)
    ids = ids_of(source, page)
    rows = counted_rows(source, page, about, ids)
    declared = declared.beside_ticks(cell for _, cells in rows for cell in cells)
    columns = option_columns.find(source, page, about.places | ids, rows, declared)
    _refuse_twins(source, [page.heading[k] for k in columns.sure])
    for said in declared.said_silent(cells[k] for _, cells in rows for k in columns.sure):
        source.warn(said)
    _say_aside(source, page, ids)
    found = _read_columns(source, page, about, rows=rows, places=columns.sure, declared=declared)
    if declared.crosses_beside_ticks(cell for _, cells in rows for cell in cells):
        other = replace(declared, no_choice=(*declared.no_choice, "x"))
        crossed = _read_columns(source, page, about, rows=rows, places=columns.sure, declared=other)
        found = replace(found, others=(*found.others, replace(crossed, reading="x beside ticks as no", others=())))
    if not columns.doubtful:
        return replace(found, warnings=source.notes)
    left_out = ", ".join(short(page.heading[k]) for k in columns.doubtful)
    source.warn(f"numbers that do not go with the options were passed over: {left_out}", 1)
    every = tuple(sorted((*columns.sure, *columns.doubtful)))
    wider = _read_columns(source, page, about, rows=rows, places=every, declared=declared)
    return replace(found, warnings=source.notes, others=(*found.others, wider))


def _say_aside(source: Source, page: Sheet, ids: set[int]) -> None:
    """Warn of columns that say who filled a paper in: the first numbers the papers, nothing is read of the others."""
    filled = [k for k in sorted(ids)[1:] if any(cells[k].strip() for _, cells in page.rows)]
    if filled:
        source.warn(f"columns beside the votes were not read: {', '.join(short(page.heading[k]) for k in filled)}", 1)


def _refuse_twins(source: Source, names: Sequence[str]) -> None:
    seen: dict[str, str] = {}
    for name in names:
        key = folded(name)
        if key and key in seen:
            raise source.error(f"two options are called {short(name)!r}; give them names that differ", 1)
        seen[key] = name


def _read_columns(
    source: Source,
    page: Sheet,
    about: About,
    rows: Sequence[tuple[int, list[str]]],
    places: Sequence[int],
    declared: Declared,
) -> BallotFile:
    """Return a sheet read with the options in some columns, and the other readings that its numbers allow."""
    options = source.names([page.heading[k] for k in places])
    ballots = []
    for line, cells in rows:
        marks = tuple(_mark(source, cells[k], page.heading[k], line, declared) for k in places)
        ballots.append(Ballot(marks, about.papers(source, cells, line), about.who(cells)))
    profile = Profile(options, tuple(ballots))
    ordinal = any(cells[k].strip()[-1:].isalpha() for _, cells in rows for k in places)
    return _as_marked(source.name, profile, declared, ordinal=ordinal)


def _as_marked(name: str, profile: Profile, declared: Declared, *, ordinal: bool) -> BallotFile:
    readings = _readings(profile, declared)
    look = _look(profile)
    if declared.marks:
        kind = KIND_OF[declared.marks]
        readings = {kind: _declared_profile(profile, declared)}
        look = kind
    remarks = {
        kind: f"{name}: 0 is read as blank, since it is no {kind[:-1]}."
        for kind in ("ranks",)
        if kind in readings and readings[kind] is not profile and not declared.marks
    }
    says = f"the options are {', '.join(map(short, profile.options))}"
    first = "the highest number first" if declared.high_first else "1 first"
    says += f"; ranks with {first}" if look == "ranks" else f"; {look}"
    found = BallotFile("CSV by option", readings, look, remarks=remarks, reading=says)
    return found if declared.marks else replace(found, others=tuple(_others(found, profile, declared, ordinal=ordinal)))


def _declared_profile(profile: Profile, declared: Declared) -> Profile:
    if declared.marks == "rank":
        ranked = _zero_blank(profile)
        return reversed_ranks(ranked) if declared.high_first else ranked
    return _zero_blank(profile) if declared.zero == "blank" else profile


def _others(found: BallotFile, profile: Profile, declared: Declared, *, ordinal: bool) -> Iterator[BallotFile]:
    """Yield the other readings that the numbers allow: 0 as blank among grades, the highest number as first choice."""
    given = {mark for ballot in profile.ballots for mark in ballot.marks}
    used = {mark for mark in given if mark is not None}
    if not declared.zero and 0 in used and None not in given and max(used) > 1:
        says = "0 as a blank, as surveys write it that leave no cell empty"
        yield replace(found, profiles={"grades": _zero_blank(profile)}, look="grades", reading=says, others=())
    papers = (ballot.marks for ballot in profile.ballots)
    if found.look == "ranks" and not ordinal and not low_is_first(len(profile.options), papers):
        says = "ranks with the highest number first"
        reverse = {"ranks": reversed_ranks(found.profiles["ranks"])}
        yield replace(found, profiles=reverse, look="ranks", reading=says, others=())


def reversed_ranks(profile: Profile) -> Profile:
    """Return ranks of which the highest number is the first choice, as ranks of which 1 is."""
    top = max((mark for ballot in profile.ballots for mark in ballot.marks if mark is not None), default=0)
    return profile.having(
        replace(ballot, marks=tuple(None if mark is None else top + 1 - mark for mark in ballot.marks))
        for ballot in profile.ballots
    )


def _mark(source: Source, cell: str, heading: str, line: int, declared: Declared) -> Mark:
    if not declared.chooses(cell):
        return None
    found = mark(cell)
    if found is None:
        raise bad_mark(source, cell, heading, line)
    if abs(found) > MAX_MARK:
        raise source.error(f"the mark {short(cell)} under {short(heading)!r} is too large", line)
    return found


def _readings(profile: Profile, declared: Declared) -> dict[str, Profile]:
    """Return the profile as each kind of mark that its numbers allow."""
    used = {mark for ballot in profile.ballots for mark in ballot.marks if mark is not None}
    plain = _zero_blank(profile) if declared.zero == "blank" else profile
    found = {"scores": plain, "points": plain, "grades": plain}
    if min(used, default=1) >= 0 and max(used, default=0) <= MAX_OPTIONS:
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
    if not used:
        return "ranks"
    if used <= {0, 1}:
        return "approvals"
    within = min(used) >= 1 and max(used) <= 2 * len(profile.options)
    marked = [marks for marks in papers if marks]
    in_order = sum(min(marks) == 1 and len(set(marks)) == len(marks) for marks in marked)
    return "ranks" if within and 2 * in_order >= len(marked) else "scores"


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
