"""The keys of an open box of secret ballots, which this laptop keeps outside the file and apart from its backups.

They are made when the poll opens. The half that seals ballots is in the record too, so that a second laptop can
take some; the half that opens them, and the cover under which this laptop lays the box, are here and in a recovery
copy. Once the box is sealed and backed up, both are gone, and no older copy of the box can be read any more.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hep_tui.errors import HepError
from hep_tui.logbook import ballot_seal
from hep_tui.logbook.book import Book

_NAME = "keys.json"
_COPY = b"hep box 1\n"
_BYTES = ("public", "cover", "opens")


@dataclass(frozen=True)
class BoxKeys:
    """Hold what seals the ballots of a poll, what covers them on this laptop, and what opens them.

    `opens` is empty on a laptop that did not open the poll, `older` are covers that came with a recovery copy,
    `recovery` says how such a copy was made, and `handed_in` that this laptop takes no ballot any more.
    """

    public: bytes
    cover: bytes
    opens: bytes = b""
    recovery: str = ""
    older: tuple[bytes, ...] = ()
    handed_in: bool = False

    def uncovered(self, held: str) -> bytes | None:
        """Return the sealed ballot of a row in the box; None where it lies under the cover of another laptop."""
        tried = (ballot_seal.uncovered(held, cover) for cover in (self.cover, *self.older))
        return next((ballot for ballot in tried if ballot is not None), None)


def folder(book: Book, poll: str) -> Path | None:
    """Return where this laptop keeps what it knows of an open box; None where it has no place of its own."""
    if book.laptop is None or book.laptop.folder is None:
        return None
    return book.laptop.folder / "boxes" / hashlib.sha256(poll.encode()).hexdigest()[:32]


def read(book: Book, poll: str) -> BoxKeys | None:
    """Return the keys of a box that this laptop has; None where it has none, or they cannot be read."""
    place = folder(book, poll)
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        return _from(json.loads((place / _NAME).read_text("ascii"))) if place else None
    return None


def made(book: Book, poll: str, public: str = "") -> BoxKeys:
    """Return the keys of a box, made where this laptop has none: with `public`, only to put ballots into it.

    Raises HepError where they can be kept nowhere.
    """
    if found := read(book, poll):
        return found
    seals, opens = ballot_seal.pair()
    if public:
        seals, opens = ballot_seal.bytes_of(public), b""
    found = BoxKeys(seals, secrets.token_bytes(32), opens)
    keep(book, poll, found)
    return found


def keep(book: Book, poll: str, keys: BoxKeys) -> None:
    """Keep the keys of a box, safely on the disk. Raises HepError where that cannot be."""
    place = folder(book, poll)
    if place is None:
        raise HepError(
            "The key of a secret poll has no folder of its own on this laptop, so nothing was changed; see to it that "
            "hep can write into the home folder."
        )
    try:
        write(place / _NAME, _to(keys))
    except OSError as error:
        raise HepError(f"The key of this poll cannot be kept in {place} ({error}); nothing was changed.") from error


def forget(book: Book, poll: str) -> None:
    """Delete the keys of a box that is sealed, unless another file of this laptop still has it open."""
    place = folder(book, poll)
    if place is None or not place.is_dir() or any(True for _ in _open_elsewhere(book, place)):
        return
    with suppress(OSError):
        for each in place.iterdir():
            each.unlink()
        place.rmdir()


def _open_elsewhere(book: Book, place: Path) -> Iterator[Path]:
    for each in place.glob("*.json"):
        with suppress(OSError, ValueError, AttributeError):
            at = json.loads(each.read_text("ascii")).get("path")
            if at and at != str(book.path.resolve()) and os.path.lexists(at):
                yield each


def as_copy(poll: str, keys: BoxKeys) -> bytes:
    """Return what a recovery copy holds, before it is sealed under a passphrase."""
    return _COPY + json.dumps({"poll": poll, **_to(keys)}).encode()


def from_copy(data: bytes, poll: str) -> BoxKeys:
    """Return the keys of a box from its recovery copy. Raises HepError where it is not one, or of another poll."""
    with suppress(ValueError, TypeError, KeyError, AttributeError):
        said = json.loads(data.removeprefix(_COPY)) if data.startswith(_COPY) else {}
        if said.get("poll") == poll:
            return _from(said)
    raise HepError("This is not the recovery copy of this poll; nothing was changed, take the one that bears its name.")


def write(place: Path, said: dict[str, Any]) -> None:
    """Write something small that is readable by its owner alone, safely on the disk. Raises OSError."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = place.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
        json.dump(said, file)
        file.flush()
        os.fsync(file.fileno())
    part.replace(place)


def recover(book: Book, poll: str, copy: BoxKeys) -> None:
    """Take in the keys of a recovery copy; ballots that were put in since, under another cover, open as well."""
    mine = read(book, poll)
    keep(book, poll, replace(copy, cover=mine.cover, older=(*mine.older, copy.cover)) if mine else copy)


def _to(keys: BoxKeys) -> dict[str, Any]:
    as_text = {name: ballot_seal.text_of(getattr(keys, name)) for name in _BYTES}
    older = [ballot_seal.text_of(cover) for cover in keys.older]
    return {**as_text, "recovery": keys.recovery, "older": older, "handed_in": keys.handed_in}


def _from(said: dict[str, Any]) -> BoxKeys:
    held = {name: ballot_seal.bytes_of(said[name]) for name in _BYTES}
    older = tuple(ballot_seal.bytes_of(cover) for cover in said["older"])
    return BoxKeys(**held, recovery=str(said["recovery"]), older=older, handed_in=bool(said["handed_in"]))
