"""Walk over the parts of a workbook, which is a ZIP file of XML, with bounds; nothing in it is run or fetched."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from xml.parsers import expat

from hep_tui.tables.reading import Limits, Unreadable

_CHUNK = 1 << 16
_BROKEN = (
    zipfile.BadZipFile, LookupError, ValueError, OSError, NotImplementedError, RuntimeError, expat.ExpatError,
)  # fmt: skip
"""What a file raises that is not the workbook that it says it is."""
Attributes = Mapping[str, str]
Walk = Callable[[Callable[[str, Attributes], None], Callable[[str], None], Callable[[str], None]], None]
"""Call the first for each tag that opens, the second for each that closes, the third for text between; tags come
without the prefix of their namespace."""


class Archive:
    """Hold an open workbook by its parts; `needed` is the one that every workbook has."""

    def __init__(self, name: str, file: zipfile.ZipFile, limits: Limits, needed: str) -> None:
        self.name, self.file = name, file
        self.members = {member.filename: member for member in file.infolist()}
        if needed not in self.members:
            raise Unreadable(f"{name} is not a workbook that hep can read; nothing was read, save it as CSV or XLSX.")
        if sum(member.file_size for member in self.members.values()) > limits.unpacked:
            size = limits.unpacked // 1_000_000
            raise Unreadable(f"{name} unpacks to more than {size} MB, which no list does; nothing was read.")

    def walk(self, member: str) -> Walk:
        """Return a way to walk over one part."""

        def walk(
            start: Callable[[str, Attributes], None], end: Callable[[str], None], text: Callable[[str], None]
        ) -> None:
            parser = expat.ParserCreate()
            parser.buffer_text = True
            parser.StartElementHandler = lambda tag, attributes: start(tag.rsplit(":", 1)[-1], attributes)
            parser.EndElementHandler = lambda tag: end(tag.rsplit(":", 1)[-1])
            parser.CharacterDataHandler = text
            parser.StartDoctypeDeclHandler = self._refuse_doctype
            with self.file.open(member) as file:
                while chunk := file.read(_CHUNK):
                    parser.Parse(chunk, False)
            parser.Parse(b"", True)

        return walk

    def _refuse_doctype(self, *_: object) -> None:
        raise Unreadable(f"{self.name} declares a document type, which no workbook does; nothing was read.")


@contextmanager
def opened(name: str, data: bytes, limits: Limits, needed: str) -> Iterator[Archive]:
    """Lend the parts of a workbook. Raises Unreadable for any other file, and where it is too large or cut off."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            yield Archive(name, file, limits, needed)
    except _BROKEN:
        raise Unreadable(f"{name} is not a workbook that hep can read; nothing was read, save it as CSV.") from None


def ignore(*_: object) -> None:
    """Pass over a tag or a text."""
