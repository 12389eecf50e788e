"""Themes as a review has them: the code frame of the pack, and what was made, renamed, nested or merged since."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hep_tui.domain.pack import Theme


@dataclass(frozen=True)
class Code:
    """Hold what a review says of one theme: its label, the theme it is nested in, and the one it was merged into."""

    label: str
    parent: str = ""
    merged_into: str = ""


@dataclass(frozen=True)
class Frame:
    """Hold the code frame as it is, by id.

    `codes` holds every theme there is or was; `merged` leads from each that was merged to the one it is now; `parents`
    from each that is nested to the one above it. `circles` are themes that were merged into each other, or nested in
    each other, on different laptops; each was cut at its first id.
    """

    codes: Mapping[str, Code]
    merged: Mapping[str, str]
    parents: Mapping[str, str]
    circles: tuple[tuple[str, ...], ...] = ()

    def now(self, id: str) -> str:
        """Return the theme that a theme is now: itself, unless it was merged."""
        return self.merged.get(id, id)

    def label(self, id: str) -> str:
        """Return what a theme is called now; one that nobody described is called by its id."""
        code = self.codes.get(self.now(id))
        return code.label if code else id

    @property
    def ids(self) -> list[str]:
        """Return the current themes, in the order of the pack, then as they were made."""
        return [id for id in self.codes if id not in self.merged]

    def within(self, id: str) -> frozenset[str]:
        """Return a theme with everything nested in it, at any depth."""
        return frozenset(each for each in (*self.ids, id) if id in self._up(each))

    def was(self, id: str) -> list[str]:
        """Return the themes that were merged into one."""
        return [old for old, now in self.merged.items() if now == id]

    def walk(self) -> Iterator[tuple[str, int]]:
        """Yield the themes as a tree with their depth, each before what is nested in it."""
        nested: dict[str, list[str]] = {}
        for id in self.ids:
            nested.setdefault(self.parents.get(id, ""), []).append(id)
        ahead = [(id, 0) for id in reversed(nested.get("", ()))]
        while ahead:
            id, depth = ahead.pop()
            yield id, depth
            ahead += [(each, depth + 1) for each in reversed(nested.get(id, ()))]

    @property
    def doubts(self) -> list[str]:
        """Return in words what laptops said of each other's themes that cannot both be."""
        said = "were merged into each other, or nested in each other, on different laptops"
        return [
            f"{' and '.join(self.codes[id].label for id in circle)} {said}; "
            f"{self.label(circle[0])} is kept, merge or nest them again"
            for circle in self.circles
        ]

    def _up(self, id: str) -> Iterator[str]:
        while id:
            yield id
            id = self.parents.get(id, "")


def frame(themes: Iterable[Theme], codes: Mapping[str, Code]) -> Frame:
    """Return the code frame of a pack's themes with what was said of themes since, in any order, of which none fails.

    Merging into a theme that is not there, or nesting under one, is as if it had not been said.
    """
    known = {t.id: Code(t.label, t.parent) for t in themes} | dict(codes)
    into = {id: code.merged_into for id, code in known.items() if code.merged_into in known}
    into, merge_circles = _without_circles(into)
    merged = {id: _end(into, id) for id in into}
    up = {id: merged.get(code.parent, code.parent) for id, code in known.items() if id not in merged}
    # A theme that what it was nested in was merged into takes that one's place.
    up, nest_circles = _without_circles({id: p for id, p in up.items() if p in known and p != id})
    return Frame(known, merged, up, (*merge_circles, *nest_circles))


def _without_circles(links: Mapping[str, str]) -> tuple[dict[str, str], list[tuple[str, ...]]]:
    """Return the links with every circle cut at its first id, and the circles."""
    kept = dict(links)
    circles: list[tuple[str, ...]] = []
    seen: set[str] = set()
    for start in sorted(links):
        path: list[str] = []
        at = start
        while at in kept and at not in seen:
            seen.add(at)
            path.append(at)
            at = kept[at]
        if at in path:
            circles.append(tuple(sorted(path[path.index(at) :])))
            del kept[circles[-1][0]]
    return kept, circles


def _end(links: Mapping[str, str], id: str) -> str:
    while id in links:
        id = links[id]
    return id
