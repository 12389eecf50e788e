"""The codes of an export as programs that code texts know them: folders, codes within each other, one name each."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from hep_tui.exchange.ddl import Lists

Row = Mapping[str, str]
Guid = Callable[..., str]
FOLDERS = {
    "theme": "Themes", "phase": "Phase", "role": "Role", "group": "Group", "sentiment": "Sentiment", "item": "Question",
}  # fmt: skip
"""What the folders are called, in their order."""
_LAST_OF_PLANE = 0xFFFF


@dataclass
class Code:
    """Hold a code, or a folder of them, which nothing can be coded with."""

    guid: str
    name: str
    hint: str = ""
    codable: bool = True
    within: list["Code"] = field(default_factory=list)

    def element(self, namespace: str) -> ET.Element:
        """Return the code as REFI-QDA writes it in project and codebook."""
        made = ET.Element(
            f"{{{namespace}}}Code", guid=self.guid, name=self.name, isCodable="true" if self.codable else "false"
        )
        if self.hint:
            ET.SubElement(made, f"{{{namespace}}}Description").text = self.hint
        made.extend(code.element(namespace) for code in self.within)
        return made

    def paths(self, *above: str) -> Iterator[tuple[tuple[str, ...], "Code"]]:
        """Yield the code and those within it, each with the names that lead to it."""
        names = (*above, self.name)
        yield names, self
        for code in self.within:
            yield from code.paths(*names)


class Codes:
    """Make the folders of codes: themes within each other, phase, role, group, sentiment and question."""

    def __init__(self, held: Mapping[str, Sequence[Row]], lists: Lists, guid: Guid) -> None:
        self._guid, self._taken = guid, {label.casefold() for label in FOLDERS.values()}
        items = {row["item"]: row["item_label"] or row["item"] for row in held["notes"] if row["item"]}
        said = {kind: [*lists[kind].items()] for kind in ("phase", "role", "group", "sentiment")}
        within = {"theme": self._themes(held["themes"])}
        within |= {kind: self._codes(kind, codes) for kind, codes in (said | {"item": sorted(items.items())}).items()}
        self.folders = [Code(guid("folder", k), FOLDERS[k], codable=False, within=codes) for k, codes in within.items()]

    def _codes(self, kind: str, codes: Iterable[tuple[str, str]]) -> list[Code]:
        return [Code(self._guid(kind, code), self._named(said or code, kind)) for code, said in codes]

    def _themes(self, themes: Sequence[Row]) -> list[Code]:
        known = {row["theme"] for row in themes}
        under: dict[str, list[Row]] = {}
        for row in themes:
            under.setdefault(row["parent"] if row["parent"] in known else "", []).append(row)
        return self._under(under, "", frozenset())

    def _under(self, under: Mapping[str, list[Row]], parent: str, seen: frozenset[str]) -> list[Code]:
        found = []
        for row in under.get(parent, ()):
            if (theme := row["theme"]) not in seen:
                code = Code(self._guid("theme", theme), self._named(row["label"] or theme, "theme"), plain(row["hint"]))
                code.within = self._under(under, theme, seen | {theme})
                found.append(code)
        return found

    def _named(self, label: str, kind: str) -> str:
        """Return a name that no code has yet; a program that finds a name twice would keep the first code alone."""
        name, number = plain(label), 1
        while name.casefold() in self._taken:
            more = f" {number}" if number > 1 else ""
            name, number = f"{plain(label)} ({FOLDERS[kind].lower()}{more})", number + 1
        self._taken.add(name.casefold())
        return name


def plain(text: str) -> str:
    """Return a text as a paragraph: composed, on one line, and of letters of the basic plane, which all readers count
    alike."""
    letters = (c if ord(c) <= _LAST_OF_PLANE else f"[{unicodedata.name(c, 'sign').lower()}]" for c in text)
    return unicodedata.normalize("NFC", " ".join("".join(letters).split()))
