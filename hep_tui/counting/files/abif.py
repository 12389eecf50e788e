"""ABIF, the aggregated ballot information format of electorama: `27:A>B=C`, with scores as `A/5>B/3`.

Options declared by `=A:[Name]` keep that order. A file that declares none has no order of its own, so
they are in the order of their names, whatever the order of the ballots.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hep_tui.counting.files.source import MAX_MARK, MAX_OPTIONS, BallotFile, Source, short, tidy
from hep_tui.counting.profile import Ballot, Profile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hep_tui.counting.profile import Order

TOKEN = re.compile(r'\s*+(?:"([^"]*+)"\s*+|\[([^\[\]]*+)\]\s*+|([^>=,/"\[\]]++))(?:/\s*+([+-]?[0-9]++)\s*+)?([>=,]|$)')


@dataclass(frozen=True)
class _Line:
    line: int
    weight: int
    groups: list[list[str]]
    scores: dict[str, int]


def read(source: Source) -> BallotFile:
    """Read ABIF; a file with scores can be counted by score as well as by rank."""
    file = _parsed(source)
    tokens = file.tokens()
    if len(tokens) > MAX_OPTIONS:
        raise source.error(f"{len(tokens):,} options are too many; the most is {MAX_OPTIONS}", 1)
    options = source.names([file.declared.get(token) or token for token in tokens])
    place = {token: i for i, token in enumerate(tokens)}
    ranked = tuple(
        source.ballot(len(options), [[place[name] for name in group] for group in row.groups], row.weight, row.line)
        for row in file.rows
    )
    profiles = {"ranks": Profile(options, ranked, file.title)}
    if any(row.scores for row in file.rows):
        scored = tuple(Ballot(tuple(row.scores.get(token) for token in tokens), row.weight) for row in file.rows)
        graded = Profile(options, scored, file.title)
        profiles |= {"scores": graded, "grades": graded, "points": graded}
    return BallotFile("ABIF", profiles, "scores" if "scores" in profiles else "ranks", source.notes)


@dataclass
class _File:
    """Hold the lines of a file: its title, the names of the options that it declares, and its ballots."""

    title: str = ""
    declared: dict[str, str] = field(default_factory=dict)
    rows: list[_Line] = field(default_factory=list)

    def tokens(self) -> list[str]:
        """Return every option as ballots name it: those that are declared, then the others by name."""
        voted = {name for row in self.rows for group in row.groups for name in group}
        return [*self.declared, *sorted(voted - set(self.declared))]


def _parsed(source: Source) -> _File:
    file = _File()
    for line, text in enumerate(source.lines, 1):
        if text.lstrip().startswith("="):
            token, _, name = text.strip()[1:].partition(":")
            file.declared[token.strip(' "')] = _declared(name.strip())
            continue
        text = re.sub(r"(^|\s)#.*", "", text).strip()
        if text.startswith("{"):
            file.title = file.title or _title(text)
        elif text:
            file.rows.append(_row(source, line, text))
    return file


def _declared(name: str) -> str:
    """Return the name of a declaration: what is in brackets, else the line up to a comment."""
    if name.startswith("[") and "]" in name:
        return name[1 : name.rindex("]")]
    return re.sub(r"(^|\s)#.*", "", name).strip(' []"')


def _title(text: str) -> str:
    match = re.search(r'"title"\s*:\s*"([^"]*)"', text)
    return tidy(match[1]) if match else ""


def _row(source: Source, line: int, text: str) -> _Line:
    match = re.match(r"\s*([+-]?[0-9.]+)\s*[:*]", text)
    weight = source.whole(match[1], line, "the number of papers") if match else 1
    if weight < 0:
        raise source.error("the number of papers is below nothing", line)
    if not match:
        source.warn("a line without a number of papers counts once", line)
    names, scores, links = _tokens(source, line, text[match.end() :] if match else text)
    groups = _by_score(source, line, names, scores) if "," in links else _by_link(names, links)
    return _Line(line, weight, groups, scores)


def _by_link(names: list[str], links: list[str]) -> list[list[str]]:
    """Return the ranks of names with a `>` between two ranks and an `=` within one."""
    groups = [[name] for name in names[:1]]
    for name, link in zip(names[1:], links, strict=False):
        if link == ">":
            groups.append([name])
        else:
            groups[-1].append(name)
    return groups


def _tokens(source: Source, line: int, text: str) -> tuple[list[str], dict[str, int], list[str]]:
    names: list[str] = []
    scores: dict[str, int] = {}
    links: list[str] = []
    place, text = 0, text.strip()
    while place < len(text):
        match = TOKEN.match(text, place)
        if not match:
            raise source.error(f"the ballot is not readable from {short(text[place:])!r} on", line)
        name = (match[1] or match[2] or match[3] or "").strip()
        if match[4] is not None:
            scores.setdefault(name, source.whole(match[4], line, "a score", MAX_MARK))
        names.append(name)
        place = match.end()
        if match[5]:
            links.append(match[5])
    if len(links) == len(names) and links:
        source.warn(f"a {links[-1]!r} at the end was passed over", line)
        links = links[:-1]
    return names, scores, links


def _by_score(source: Source, line: int, names: list[str], scores: dict[str, int]) -> list[list[str]]:
    """Return the ranks that a list of scores implies."""
    missing = [name for name in names if name not in scores]
    if missing:
        raise source.error(f"a list with commas needs a score for {short(missing[0])!r}", line)
    return [[name for name in names if scores[name] == level] for level in sorted(set(scores.values()), reverse=True)]


def write(profile: Profile) -> str:
    """Write ranked ballots as ABIF, declaring the options in their order."""
    return "".join([head(profile.options), *map(paper, profile.orders)])


def head(options: Sequence[str]) -> str:
    """Return the lines that declare the options."""
    return "".join(f"=O{k}:[{name}]\n" for k, name in enumerate(options, 1))


def paper(order: Order) -> str:
    """Return the line of papers that are marked alike."""
    ranks, _, weight = order
    groups = ["=".join([f"O{i + 1}" for i in options]) for options in ranks.values()]
    return f"{weight}:{'>'.join(groups)}\n"
