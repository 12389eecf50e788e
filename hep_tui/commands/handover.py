"""Hand a review over sealed, and open what was handed over: hep handover, and hep open of a sealed file."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from hep_tui.errors import HepError

_LONGEST = 1000
"""So many bytes a passphrase may have."""


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command that hands a review over."""
    handover = sub.add_parser(
        "handover",
        description="Write a copy of FILE that only one laptop, or whoever has the passphrase, can open: with hep "
        "open. Nothing that is there is overwritten.",
    )
    handover.add_argument("file", type=Path)
    handover.add_argument("-o", "--output", type=Path, required=True, help="the sealed file to write")
    way = handover.add_mutually_exclusive_group(required=True)
    way.add_argument("--to", metavar="RECIPIENT", help="its four words, where it is in this record, or its public key")
    way.add_argument("--passphrase-file", type=Path, metavar="P", help="a file with the passphrase in its first line")
    handover.set_defaults(run=run_handover)


def run_handover(args: argparse.Namespace) -> int:
    """Write the sealed copy and say how it is opened."""
    from tempfile import TemporaryDirectory

    from hep_tui.commands.opened import review_file
    from hep_tui.logbook import backup, handovers, sealing, secret_ballots

    if os.path.lexists(args.output):
        raise HepError(f"{args.output} already exists and was left as it is; choose another name.")
    with review_file(args.file) as book, TemporaryDirectory(prefix="hep-") as folder:
        if secret_ballots.open_polls(book):
            raise HepError("A secret poll is open, and a copy elsewhere could tell its order; close it first.")
        copy = backup.backup(book, Path(folder)).read_bytes()
        keys = book.trust.laptops.values()
        if args.passphrase_file is not None:
            sealed, how = for_passphrase(args.passphrase_file)(copy), "sealed under that passphrase"
        else:
            sealed, how = for_recipient(args.to, keys)(copy), "sealed for that laptop"
        sealing.write(args.output, sealed)
        handovers.remember(book, args.output.name, book.record_code())
        print(f"Wrote {args.output}, {how}. It is opened with: hep open {args.output.name}")
        print(f"record code  {book.record_code()}")
    return 0


def for_passphrase(path: Path) -> Callable[[bytes], bytes]:
    """Return what seals a file under the passphrase that a file holds. Raises HepError where it cannot be read."""
    from hep_tui.logbook import sealing

    passphrase = passphrase_in(path)
    return lambda data: sealing.with_passphrase(data, passphrase)


def for_recipient(name: str, keys: Iterable[str]) -> Callable[[bytes], bytes]:
    """Return what seals a file for a laptop: of `keys` the one that four words name, or a public key itself."""
    from hep_tui.domain.spoken import heard
    from hep_tui.logbook import sealing
    from hep_tui.logbook.laptop_key import four_words

    words = " ".join(heard(name))
    known = [key for key in sorted(set(keys)) if four_words(key) == words]
    return lambda data: sealing.for_laptop(data, known[0] if known else name.strip().lower())


def passphrase_in(path: Path) -> str:
    """Return the first line of a file. Raises HepError where it cannot be read."""
    try:
        with path.open("rb") as file:
            # Some files have no end, and no line in them either.
            line = file.readline(_LONGEST + 1)
        said = line.decode().strip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise HepError(f"The passphrase in {path} cannot be read ({error}); nothing was written.") from None
    if len(line) > _LONGEST:
        raise HepError(f"The first line of {path} is too long for a passphrase; nothing was written.")
    return said


def unsealed(path: Path) -> Path:
    """Return the file to open: the same, or what a sealed one holds, written beside it under its own name.

    A sealed export becomes a folder.

    A passphrase is asked for where there is a terminal, and else read from the input. Raises HepError where it stays
    sealed.
    """
    from hep_tui.logbook import sealing

    if path.exists() and not path.is_file():
        # A pipe would be waited for; whoever opens it says what it is.
        return path
    try:
        with path.open("rb") as file:
            if not sealing.is_sealed(file.read(16)):
                return path
        data = path.read_bytes()
    except OSError:
        # Whoever opens it says so.
        return path
    plain = path.with_name(f"{path.name.removesuffix('.sealed').removesuffix('.hep')}-opened.hep")
    if os.path.lexists(plain):
        raise HepError(f"{plain} already exists and was left as it is; open that, or move it away.")
    from hep_tui.commands.opened import laptop
    from hep_tui.exchange import archive

    passphrase = _asked() if sealing.needs_passphrase(data) else ""
    held = sealing.opened(data, passphrase=passphrase, laptop=laptop())
    if archive.is_archive(held):
        plain = plain.with_suffix("")
        archive.unpack(held, plain)
    else:
        sealing.write(plain, held)
    print(f"Unsealed into {plain}.", file=sys.stderr)
    return plain


def _asked() -> str:
    if sys.stdin.isatty():
        from getpass import getpass

        return getpass("Passphrase: ")
    return sys.stdin.readline().rstrip("\r\n")
