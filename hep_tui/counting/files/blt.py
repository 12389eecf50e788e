"""BLT, the file of STV programs since Hill, Wichmann & Woodall (1987), as it is met in the wild.

Comments, indents, trailing commas, quotes inside names, withdrawn options (`-2`), empty papers (`1 0`),
`=` for equal ranks and `-` for a skipped one are all read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hep_tui.counting.files.source import MAX_OPTIONS, BallotFile, Source, short
from hep_tui.counting.profile import OVERVOTED, Ballot, Profile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hep_tui.counting.profile import Order

SEVERAL = re.compile(r'\s*+"([^"]*+)"(?:\s++"[^"]*+")++\s*+')
QUOTED = re.compile(r'\s*+"(.*?)"\s*+(?:,\s*+)?(?:(?:#|//).*)?')


@dataclass
class _Found:
    options: int
    seats: int
    withdrawn: set[int] = field(default_factory=set)
    papers: list[tuple[int, int, list[list[int]]]] = field(default_factory=list)
    names: list[tuple[int, str]] = field(default_factory=list)
    quoted: list[tuple[int, list[str]]] = field(default_factory=list)
    """Lines with several names in quotation marks: a name and a party, or all names at once."""


def read(source: Source) -> BallotFile:
    """Read a BLT file. Withdrawn options are left out, with a warning."""
    lines = iter(enumerate(source.lines, 1))
    found: _Found | None = None
    ended = False
    for line, text in lines:
        if ended or '"' in text.partition("#")[0]:
            if found and not ended:
                source.warn("the 0 that ends the papers is missing", line)
            ended = True
            _name(source, found, line, text)
            continue
        words = _words(text)
        if not words:
            continue
        if found is None:
            found = _first(source, line, words)
        elif words == ["0"]:
            ended = True
        elif all(re.fullmatch(r"-[0-9]+", word) for word in words):
            found.withdrawn |= {_option(source, word[1:], found.options, line) for word in words}
        else:
            found.papers.append(_paper(source, found.options, line, words))
    if found is None:
        raise source.error("the file should begin with the numbers of options and seats", 1)
    if not ended:
        source.warn("the 0 that ends the papers, and the names, are missing")
    return _file(source, found)


def _words(text: str) -> list[str]:
    bare = re.sub(r"\([^()]*\)", " ", text.partition("#")[0])
    bare = "=".join(part.strip() for part in bare.split("="))
    return bare.replace(",", " ").split()


def _first(source: Source, line: int, words: list[str]) -> _Found:
    if len(words) != 2:
        raise source.error("the file should begin with the numbers of options and seats", line)
    m = source.whole(words[0], line, "the number of options", MAX_OPTIONS)
    seats = source.whole(words[1], line, "the number of seats")
    if m < 1:
        raise source.error("there should be at least one option", line)
    return _Found(m, seats)


def _option(source: Source, word: str, m: int, line: int) -> int:
    k = source.whole(word, line, "an option")
    if not 1 <= k <= m:
        raise source.error(f"there is no option {k}; they go from 1 to {m}", line)
    return k - 1


def _paper(source: Source, m: int, line: int, words: list[str]) -> tuple[int, int, list[list[int]]]:
    weight = source.whole(words[0], line, "the number of papers")
    if weight < 0:
        raise source.error("the number of papers is below nothing", line)
    choices = words[1:]
    if choices and choices[-1] == "0":
        choices = choices[:-1]
    else:
        source.warn("the 0 that ends a paper is missing", line)
    if "0" in choices:
        source.warn("what follows the first 0 of a paper was passed over", line)
        choices = choices[: choices.index("0")]
    if len(choices) > 10 * MAX_OPTIONS:
        raise source.error("a paper has more ranks than there can be options", line)
    groups = [
        [] if word == "-" else [_option(source, part, m, line) for part in word.split("=") if part] for word in choices
    ]
    return line, weight, groups


def _name(source: Source, found: _Found | None, line: int, text: str) -> None:
    if not text.strip() or text.lstrip().startswith("#"):
        return
    if found is None:
        raise source.error("the file should begin with the numbers of options and seats", line)
    if SEVERAL.fullmatch(text):
        found.quoted.append((line, re.findall(r'"([^"]*+)"', text)))
        return
    match = QUOTED.fullmatch(text)
    if not match:
        source.warn(f"a name without quotes was taken as it is: {short(text)!r}", line)
    found.names.append((line, match[1] if match else text.partition("#")[0].strip().strip('"')))


def _file(source: Source, found: _Found) -> BallotFile:
    m = found.options
    _sort_out(source, found)
    names = [name for _, name in found.names[:m]]
    if len(names) < m:
        source.warn(f"{m} options are announced and {len(names)} named")
    title = found.names[m][1] if len(found.names) > m else ""
    if len(found.names) > m + 1:
        source.warn("lines after the title were passed over", found.names[m + 1][0])
    every = source.names([*names, *([""] * (m - len(names)))])
    kept = [i for i in range(m) if i not in found.withdrawn]
    if found.withdrawn:
        gone = ", ".join(every[i] for i in sorted(found.withdrawn))
        source.warn(f"withdrawn, and passed over on every paper: {gone}")
    if not kept:
        raise source.error("every option is withdrawn", 1)
    place = {old: new for new, old in enumerate(kept)}
    papers = tuple(_ballot(source, place, *paper) for paper in found.papers)
    profile = Profile(tuple(every[i] for i in kept), papers, title)
    return BallotFile("BLT", {"ranks": profile}, "ranks", source.notes, found.seats)


def _sort_out(source: Source, found: _Found) -> None:
    """Give each option its name where a line holds several in quotation marks, and a lone title no option."""
    m = found.options
    for line, parts in found.quoted:
        if len(found.quoted) == 1 and not found.names and len(parts) in (m, m + 1):
            found.names = [(line, name) for name in parts]
            return
        name, *rest = parts
        found.names.append((line, f"{name} ({', '.join(part for part in rest if part)})"))
    found.names.sort(key=lambda named: named[0])
    if len(found.names) == 1 < m:
        line, title = found.names[0]
        source.warn(f"{short(title)!r} is alone, so it is the title and no option", line)
        found.names = [*((line, "") for _ in range(m)), (line, title)]


def _ballot(source: Source, place: dict[int, int], line: int, weight: int, groups: list[list[int]]) -> Ballot:
    # A withdrawn option is not a skipped rank of the voter's: the rank goes with it.
    left = [[place[i] for i in group if i in place] for group in groups if not group or any(i in place for i in group)]
    return source.ballot(len(place), left, weight, line)


def write(profile: Profile, seats: int = 1) -> str:
    """Write ranked ballots as BLT, skipped ranks as `-` and equal ones with `=`."""
    papers = map(paper, profile.orders)
    return "".join([head(profile.options, seats), *papers, tail(profile.options, profile.title)])


def head(options: Sequence[str], seats: int) -> str:
    """Return the line before the papers."""
    return f"{len(options)} {seats}\n"


def paper(order: Order) -> str:
    """Return the line of papers that are marked alike."""
    ranks, repeats, weight = order
    given = {rank: [str(i + 1) for i in options] for rank, options in ranks.items()}
    for option, rank in repeats:
        if option != OVERVOTED:
            given.setdefault(rank, []).append(str(option + 1))
    said = ["=".join(given.get(rank, "-")) for rank in range(1, max(given, default=0) + 1)]
    return " ".join([str(weight), *said, "0\n"])


def tail(options: Sequence[str], title: str) -> str:
    """Return the lines after the papers."""
    return "0\n" + "".join(f'"{_quotable(name)}"\n' for name in (*options, title))


def _quotable(name: str) -> str:
    """Return a name with apostrophes for the quotes that would end it before a comment."""
    return name.replace('"', "'") if re.search(r'"[\s,]*+(#|//)', name) else name
