"""Record as fast as can be and say of each entry that it is stored: python -m tests.faults.worker FILE [ROUNDS].

With a number, it stops after that many rounds; without, it goes on until it is killed.
"""

import itertools
import os
import sys
from pathlib import Path

from hep_tui.actions import record
from hep_tui.logbook import Book, Draft
from hep_tui.logbook.opening import open_book


def main(path: Path, rounds: int | None) -> None:
    """Add, correct, redact and add several at once, in turn."""
    book = open_book(path)
    # What is said goes through the pipe at once, in one piece.
    book.on_append = lambda entries: void(os.write(1, b"".join(b"%s\n" % e.id.encode() for e in entries)))
    for i in itertools.count() if rounds is None else range(rounds):
        _one_round(book, f"{book.writer}.{i}", i)
    book.close()


def void(_written: int) -> None:
    """Forget how much was written."""


def _one_round(book: Book, subject: str, i: int) -> None:
    first = book.append("note", subject, {"text": f"words {i} " * (1 + i % 50)})
    if i % 3 == 1:
        book.append("note", subject, {"text": "put better"}, first.id)
    if i % 5 == 2:
        record.redact(book, subject, "asked for")
    if i % 7 == 3:
        book.append_all([Draft("note", f"{subject}.{k}", {"text": "one of several"}) for k in range(5)])


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else None)
