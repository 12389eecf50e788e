"""CEF, the Condorcet Election Format (`.cvotes`): `A > B = C * 4`, with `#/Candidates:` and other parameters above.

Grammar: Condorcet Election Format specification, version 1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain

from hep_tui.counting.files.source import BallotFile, Source, short, tidy
from hep_tui.counting.profile import Ballot, Profile

SIGNATURE = re.compile(r"\A(?:\s*#[^\n]*\n)*\s*#/Candidates\s*:", re.IGNORECASE)
_PARAMETER = re.compile(r"#/([A-Za-z ]+?)\s*:\s*(.*)")
_LINE = re.compile(r"(?:(.*?)\|\|)?([^*^|]*)(?:\^\s*(\d{1,9}))?\s*(?:\*\s*(\d{1,9}))?\s*")
_EMPTY = "/EMPTY_RANKING/"
_PLAIN = frozenset({"candidates", "number of seats", "implicit ranking", "voting methods", "weight allowed", "name"})


@dataclass
class _Found:
    names: list[str] = field(default_factory=list)
    seats: int | None = None
    weighted: bool = False
    papers: list[tuple[int, int, list[list[str]]]] = field(default_factory=list)


def read(source: Source) -> BallotFile:
    """Read a CEF file; options that a paper leaves out are blank, and a rule places them as its policy says.

    Raises BallotFileError for a line that is not of the format, or that names an option which is not a candidate.
    """
    found = _parsed(source)
    options = source.names(found.names)
    place = {name: k for k, name in enumerate(found.names)}
    ballots: list[Ballot] = []
    for line, weight, groups in found.papers:
        strange = next((name for group in groups for name in group if name not in place), None)
        if strange is not None:
            raise source.error(f"{short(strange)!r} is not one of the candidates", line)
        ranks = [[place[name] for name in group] for group in groups]
        ballots.append(source.ballot(len(options), ranks, weight, line))
    profile = Profile(options, tuple(ballots))
    return BallotFile(
        "CEF", {"ranks": profile}, "ranks", source.notes, found.seats, reading="Condorcet Election Format"
    )


def _parsed(source: Source) -> _Found:
    """Return what a file says; one that names no candidates has those of its papers, in their order."""
    found = _Found()
    for line, text in enumerate(source.lines, 1):
        if match := _PARAMETER.fullmatch(text.strip()):
            _parameter(source, found, line, match[1].lower(), match[2].strip())
        elif bare := text.partition("#")[0].strip():
            found.papers.append(_paper(source, found, line, bare))
    if not found.names:
        found.names = list(dict.fromkeys(name for _, _, groups in found.papers for name in chain(*groups)))
    return found


def _parameter(source: Source, found: _Found, line: int, name: str, value: str) -> None:
    if name == "candidates":
        found.names = [tidy(part) for part in value.split(";") if part.strip()]
    elif name == "number of seats":
        found.seats = source.whole(value, line, "the number of seats")
    elif name == "weight allowed":
        found.weighted = value.lower() == "true"
    elif name not in _PLAIN:
        source.warn(f"the parameter {short(name)!r} is not used", line)


def _paper(source: Source, found: _Found, line: int, text: str) -> tuple[int, int, list[list[str]]]:
    match = _LINE.fullmatch(text)
    if not match:
        raise source.error(f"{short(text)!r} is not a line of this format", line)
    weight = int(match[4] or 1) * (int(match[3] or 1) if found.weighted else 1)
    if match[3] and not found.weighted:
        source.warn("a weight was passed over, since the file allows none", line)
    ranking = match[2].strip()
    if ranking == _EMPTY:
        return line, weight, []
    return line, weight, [[tidy(name) for name in rank.split("=") if name.strip()] for rank in ranking.split(">")]
