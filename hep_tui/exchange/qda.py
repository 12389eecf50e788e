"""The notes of an export for programs that code texts: a REFI-QDA project and codebook, and what some read instead."""

import csv
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from hep_tui.errors import HepError
from hep_tui.exchange import qda_forms
from hep_tui.exchange.ddl import Lists
from hep_tui.exchange.qda_codes import Code, Codes, Row, plain
from hep_tui.exchange.registry import Table

_OURS = UUID("6f1d0d3c-6a0e-5b0f-9a0b-2f6a3c5d7e91")
_NAMESPACE, _OF_CODEBOOK = "urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0"
_THEN = (1980, 1, 1, 0, 0, 0)
_FILES = ("project.qdpx", "codebook.qdc", "codebook_taguette.csv", "codes_for_maxqda.xlsx", "notes_for_nvivo.xlsx")
_TABLES = ("meetings", "themes", "notes", "note_themes", "note_groups")


def write(xlsxwriter: Any, folder: Path, tables: Sequence[Table], lists: Lists) -> Iterator[str]:
    """Write `qda/`: project and codebook, and lists of notes and codes for programs that read no projects.

    In the project a source is a meeting, a paragraph and a selection a note, its marks are codes. All is made of the
    tables as they leave, and the same tables give the same bytes and identifiers. Raises HepError where they hold no
    notes.
    """
    if "notes" not in {t.name for t in tables}:
        raise HepError("Totals hold no notes, so there is nothing for --qda; nothing was written, leave it out.")
    held = {name: _rows(folder, name) for name in _TABLES}
    project = _Project(held, lists)
    (folder / "qda").mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / "qda/project.qdpx", "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in project.files():
            info = zipfile.ZipInfo(name, _THEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, text)
    (folder / "qda/codebook.qdc").write_text(_codebook(project.codes), "utf-8", newline="")
    (folder / "qda/codebook_taguette.csv").write_text(qda_forms.taguette(project.codes), "utf-8", newline="")
    qda_forms.maxqda(xlsxwriter, folder / "qda/codes_for_maxqda.xlsx", project.codes)
    qda_forms.nvivo(xlsxwriter, folder / "qda/notes_for_nvivo.xlsx", held, project.marks)
    yield from (f"qda/{name}" for name in _FILES)


def _rows(folder: Path, name: str) -> list[Row]:
    with (folder / f"data/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _codebook(codes: Sequence[Code]) -> str:
    ET.register_namespace("", _OF_CODEBOOK)
    root = ET.Element(f"{{{_OF_CODEBOOK}}}CodeBook", origin="hep")
    ET.SubElement(root, f"{{{_OF_CODEBOOK}}}Codes").extend(code.element(_OF_CODEBOOK) for code in codes)
    return _document(root)


class _Project:
    """Make one project of the tables of an export."""

    def __init__(self, held: Mapping[str, list[Row]], lists: Lists) -> None:
        self.held = held
        self.review = next((row["review"] for row in held["meetings"]), "")
        self.marks: dict[str, list[tuple[str, str]]] = {}
        for row in held["note_themes"]:
            self.marks.setdefault(row["note"], []).append(("theme", row["theme"]))
        for row in held["note_groups"]:
            self.marks.setdefault(row["note"], []).append(("group", row["group"]))
        self.codes = Codes(held, lists, self.guid).folders

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
        codes = ET.SubElement(ET.SubElement(root, _tag("CodeBook")), _tag("Codes"))
        codes.extend(code.element(_NAMESPACE) for code in self.codes)
        sources = self._sources()
        if sources:
            within = ET.SubElement(root, _tag("Sources"))
            for name, (meeting, notes) in sources.items():
                text = self._source(within, name, meeting, notes)
                yield f"sources/{self.guid('source', meeting)}.txt", text
        yield "project.qde", _document(root)

    def _sources(self) -> dict[str, tuple[str, list[Row]]]:
        """Return the notes of each meeting under a name that no other has."""
        titles = {row["id"]: row["title"] for row in self.held["meetings"]}
        of: dict[str, list[Row]] = {}
        for row in self.held["notes"]:
            of.setdefault(row["meeting"], []).append(row)
        found: dict[str, tuple[str, list[Row]]] = {}
        for meeting, notes in sorted(of.items(), key=lambda pair: [*titles, ""].index(pair[0])):
            letters = "".join(c if c.isalnum() or c in " .-_" else " " for c in titles.get(meeting, "Elsewhere"))
            name = " ".join(letters.split()) or "Meeting"
            found[name if name not in found else f"{name} {len(found) + 1}"] = (meeting, notes)
        return found

    def _source(self, within: ET.Element, name: str, meeting: str, notes: Sequence[Row]) -> str:
        """Add a source with a selection a note, and return its text."""
        guid = self.guid("source", meeting)
        place = f"internal://{guid}.txt"
        source = ET.SubElement(within, _tag("TextSource"), guid=guid, name=name, plainTextPath=place)
        lines, at = [], 0
        for note in notes:
            line = plain(note["text"])
            user = self.guid("user", note["keyer"] or "somebody")
            selection = ET.SubElement(
                source, _tag("PlainTextSelection"), guid=self.guid("note", note["id"]), name=plain(note["id"]),
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


def _document(root: ET.Element) -> str:
    return ET.tostring(root, encoding="unicode", xml_declaration=False)


def _tag(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"
