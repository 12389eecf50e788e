"""What leaves a laptop of an open box: a recovery copy of its keys, and the sealed ballots of a second laptop."""

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from hep_tui.domain.text import clean_line
from hep_tui.errors import HepError
from hep_tui.logbook import ballot_seal, box_keys, laptop_key, open_box, sealing
from hep_tui.logbook.book import Book
from hep_tui.logbook.entry import canonical, digest_of

_BOX = b"hep ballots 1\n"


def recovery(book: Book, poll: str, path: Path, passphrase: str = "") -> None:
    """Write a copy of the key that opens a box, under a passphrase where one is given; the keys are made if need be.

    Raises HepError where something is there, or it cannot be written.
    """
    keys = box_keys.made(book, poll)
    if not keys.opens:
        raise HepError("This laptop did not open the poll and has no key to copy; nothing was written.")
    data = box_keys.as_copy(poll, keys)
    sealing.write(path, sealing.with_passphrase(data, passphrase) if passphrase else data)
    box_keys.keep(book, poll, replace(keys, recovery="passphrase" if passphrase else "plain"))


def recover(book: Book, poll: str, path: Path, passphrase: str = "") -> None:
    """Take the key of a box from its recovery copy. Raises HepError where that is none of this poll."""
    data = _bytes(path)
    if sealing.is_sealed(data):
        data = sealing.opened(data, passphrase=passphrase)
    box_keys.recover(book, poll, box_keys.from_copy(data, poll))


def hand_in(book: Book, poll: str, path: Path) -> int:
    """Write the sealed ballots that were put into a box on this laptop, for the one that closes the poll.

    It takes no ballot afterwards. Returns how many there are. Raises HepError where this laptop is the one that closes,
    or has nothing to hand in.
    """
    keys = box_keys.read(book, poll)
    if keys is None or book.laptop is None:
        raise HepError("No ballot was put into a box of this poll on this laptop, so nothing was written.")
    if keys.opens:
        raise HepError("This laptop has the key of the poll, so nothing was written; add the other boxes here.")
    ballots = sorted(map(ballot_seal.text_of, open_box.sealed(book, poll)))
    words = _words(poll, ballots)
    said = {"poll": poll, "ballots": ballots, "laptop": book.laptop.public, "signature": book.laptop.sign(words)}
    # First, since a ballot that came after it would never be counted.
    box_keys.keep(book, poll, replace(keys, handed_in=True))
    sealing.write(path, _BOX + json.dumps(said).encode())
    return len(ballots)


def add(book: Book, poll: str, path: Path) -> int:
    """Put the ballots that another laptop handed in into the box; return how many were not in it yet.

    Raises HepError where an introduced laptop did not sign them, or they belong to another poll.
    """
    of, key, ballots = _box(path)
    if of != poll:
        raise HepError(f"{path.name} holds ballots of another poll; nothing was put into the box.")
    if key not in book.trust.introduced:
        words = laptop_key.four_words(key)
        raise HepError(
            f"{path.name} was handed in by a laptop that is not introduced here; nothing was put into the box. If its "
            f"words are {words}: hep laptops FILE introduce {words} --from {path.name}, and add it again."
        )
    return open_box.take_in(book, poll, ballots)


def signer(path: Path) -> str:
    """Return the public key of the laptop that handed in a box; empty where a file is none."""
    with suppress(HepError):
        return _box(path)[1]
    return ""


def _box(path: Path) -> tuple[str, str, list[bytes]]:
    """Return poll, laptop and ballots of a box that was handed in. Raises HepError unless that laptop signed it."""
    data = _bytes(path)
    with suppress(ValueError, TypeError, KeyError, AttributeError):
        said = json.loads(data.removeprefix(_BOX)) if data.startswith(_BOX) else {}
        poll, key, ballots = str(said["poll"]), str(said["laptop"]), list(map(str, said["ballots"]))
        if laptop_key.genuine(key, _words(poll, ballots), str(said["signature"])):
            return poll, key, list(map(ballot_seal.bytes_of, ballots))
    raise HepError(f"{path.name} is no box that a laptop handed in, or was changed since; nothing was put in.")


def _words(poll: str, ballots: list[str]) -> str:
    return f"hep box\n{digest_of(canonical({'poll': poll, 'ballots': ballots}))}"


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        why = clean_line(str(error.strerror))
        raise HepError(f"{path.name} cannot be read ({why}); nothing was changed.") from None
