"""The notes of an export as a REFI-QDA project, which ATLAS.ti, MAXQDA, NVivo, QualCoder and others open."""

import csv
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from hep_tui.errors import HepError
from hep_tui.exchange.ddl import Lists
from hep_tui.exchange.registry import Table

_OURS = UUID("6f1d0d3c-6a0e-5b0f-9a0b-2f6a3c5d7e91")
_NAMESPACE = "urn:QDA-XML:project:1.0"
_THEN = (1980, 1, 1, 0, 0, 0)
_LAST_OF_PLANE = 0xFFFF
Row = Mapping[str, str]


def write(folder: Path, tables: Sequence[Table], lists: Lists) -> Iterator[str]:
    """Write `qda/project.qdpx`: a source a meeting, a paragraph and a selection a note, its marks as codes.

    It is made of the tables as they leave, and the same tables give the same bytes and identifiers. Raises HepError
    where they hold no notes.
    """
    if "notes" not in {t.name for t in tables}:
        raise HepError("Totals hold no notes, so there is nothing for --qda; nothing was written, leave it out.")
    held = {name: _rows(folder, name) for name in ("meetings", "themes", "notes", "note_themes", "note_groups")}
    project = _Project(held, lists)
    path = "qda/project.qdpx"
    (folder / path).parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in project.files():
            info = zipfile.ZipInfo(name, _THEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, text)
    yield path


def _rows(folder: Path, name: str) -> list[Row]:
    with (folder / f"data/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class _Project:
    """Make one project of the tables of an export."""

    def __init__(self, held: Mapping[str, list[Row]], lists: Lists) -> None:
        self.held, self.lists = held, lists
        self.review = next((row["review"] for row in held["meetings"]), "")
        self.marks: dict[str, list[tuple[str, str]]] = {}
        for row in held["note_themes"]:
            self.marks.setdefault(row["note"], []).append(("theme", row["theme"]))
        for row in held["note_groups"]:
            self.marks.setdefault(row["note"], []).append(("group", row["group"]))

    def guid(self, *words: str) -> str:
        return str(uuid5(_OURS, "|".join((self.review, *words))))

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield the files of the project: the sources, and what is said of them."""
        ET.register_namespace("", _NAMESPACE)
        root = ET.Element(_tag("Project"), name=self.review, origin="hep")
        keyers = sorted({row["keyer"] or "somebody" for row in self.held["notes"]})
        users = ET.SubElement(root, _tag("Users")) if keyers else root
        for keyer in keyers:
            ET.SubElement(users, _tag("User"), guid=self.guid("user", keyer), name=keyer)
        self._codes(ET.SubElement(ET.SubElement(root, _tag("CodeBook")), _tag("Codes")))
        sources = self._sources()
        if sources:
            within = ET.SubElement(root, _tag("Sources"))
            for name, (meeting, notes) in sources.items():
                text = self._source(within, name, meeting, notes)
                yield f"sources/{self.guid('source', meeting)}.txt", text
        yield "project.qde", ET.tostring(root, encoding="unicode", xml_declaration=False)

    def _sources(self) -> dict[str, tuple[str, list[Row]]]:
        """Return the notes of each meeting under a name that no other has."""
        titles = {row["id"]: row["title"] for row in self.held["meetings"]}
        of: dict[str, list[Row]] = {}
        for row in self.held["notes"]:
            of.setdefault(row["meeting"], []).append(row)
        found: dict[str, tuple[str, list[Row]]] = {}
        for meeting, notes in sorted(of.items(), key=lambda pair: [*titles, ""].index(pair[0])):
            plain = "".join(c if c.isalnum() or c in " .-_" else " " for c in titles.get(meeting, "Elsewhere"))
            name = " ".join(plain.split()) or "Meeting"
            found[name if name not in found else f"{name} {len(found) + 1}"] = (meeting, notes)
        return found

    def _codes(self, codes: ET.Element) -> None:
        """Add a folder for each kind of mark, with its codes; themes within each other."""
        themes = self._folder(codes, "theme", "Themes")
        under: dict[str, list[Row]] = {}
        known = {row["theme"] for row in self.held["themes"]}
        for row in self.held["themes"]:
            under.setdefault(row["parent"] if row["parent"] in known else "", []).append(row)
        self._themes(themes, under, "", frozenset())
        for kind, label in (("phase", "Phase"), ("role", "Role"), ("group", "Group"), ("sentiment", "Sentiment")):
            self._listed(self._folder(codes, kind, label), kind, self.lists[kind].items())
        items = {row["item"]: row["item_label"] or row["item"] for row in self.held["notes"] if row["item"]}
        self._listed(self._folder(codes, "item", "Question"), "item", sorted(items.items()))

    def _folder(self, codes: ET.Element, kind: str, label: str) -> ET.Element:
        return ET.SubElement(codes, _tag("Code"), guid=self.guid("folder", kind), name=label, isCodable="false")

    def _themes(self, above: ET.Element, under: Mapping[str, list[Row]], parent: str, seen: frozenset[str]) -> None:
        for row in under.get(parent, ()):
            theme = row["theme"]
            if theme not in seen:
                self._themes(self._code(above, "theme", theme, row["label"]), under, theme, seen | {theme})

    def _listed(self, folder: ET.Element, kind: str, codes: Iterable[tuple[str, str]]) -> None:
        for code, label in codes:
            self._code(folder, kind, code, label)

    def _code(self, above: ET.Element, kind: str, code: str, label: str) -> ET.Element:
        guid = self.guid(kind, code)
        return ET.SubElement(above, _tag("Code"), guid=guid, name=_written(label or code), isCodable="true")

    def _source(self, within: ET.Element, name: str, meeting: str, notes: Sequence[Row]) -> str:
        """Add a source with a selection a note, and return its text."""
        guid = self.guid("source", meeting)
        place = f"internal://{guid}.txt"
        source = ET.SubElement(within, _tag("TextSource"), guid=guid, name=name, plainTextPath=place)
        lines, at = [], 0
        for note in notes:
            line = _written(note["text"])
            user = self.guid("user", note["keyer"] or "somebody")
            selection = ET.SubElement(
                source, _tag("PlainTextSelection"), guid=self.guid("note", note["id"]), name=_written(note["id"]),
                startPosition=str(at), endPosition=str(at + len(line)), creatingUser=user,
            )  # fmt: skip
            for kind, code in self._of(note):
                words = (note["id"], kind, code)
                coding = ET.SubElement(selection, _tag("Coding"), guid=self.guid("coding", *words), creatingUser=user)
                ET.SubElement(coding, _tag("CodeRef"), targetGUID=self.guid(kind, code))
            lines.append(line)
            at += len(line) + 1
        return "\n".join(lines)

    def _of(self, note: Row) -> Iterator[tuple[str, str]]:
        yield from ((kind, note[kind]) for kind in ("item", "phase", "role", "sentiment") if note[kind])
        yield from self.marks.get(note["id"], ())


def _tag(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"


def _written(text: str) -> str:
    """Return a text as a paragraph: composed, on one line, and of letters of the basic plane, which all readers count
    alike."""
    letters = (c if ord(c) <= _LAST_OF_PLANE else f"[{unicodedata.name(c, 'sign').lower()}]" for c in text)
    return unicodedata.normalize("NFC", " ".join("".join(letters).split()))
